"""`kgraph train`: a model out of annotated texts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kgraph.cli.output import format_option, write_rows

COLUMNS = ("what", "precision", "recall", "f1", "rules_f1")


@click.command(short_help="Make a model out of annotated texts.")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", "folder", required=True, type=click.Path(path_type=Path), help="The folder to write.")
@format_option()
def command(*, gold: tuple[Path, ...], folder: Path, shape: str | None) -> None:
    """Make a model out of GOLD, annotated texts as `kgraph eval` takes them, for `--model FOLDER`.

    Prints precision, recall and F1 of cross-validation, measured on the texts with items of tier `agreed`, each by a
    model that has not seen it; beside them the F1 of the rules on the same texts. The same gold makes the same model.
    Twenty texts are the least; hundreds are better. Needs `pip install 'kgraph[train]'`; using the model does not.
    """
    from kgraph.training import train

    scores = train(gold, folder, say=_say)
    write_rows(COLUMNS, (asdict(each) for each in scores), shape)
    click.echo(f"Use it with --model {folder}", err=True)


def _say(text: str) -> None:
    click.echo(text, err=True)
