"""`kgraph models`: the models there are, as their manifests describe them."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import click

from kgraph.cli.output import format_option, write_rows

COLUMNS = ("name", "version", "size", "speed", "trained_on", "concepts", "pairs", "relations")
VARIABLE = "KGRAPH_MODELS"


@click.command(short_help="List the models and what is known of them.")
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@format_option()
def command(*, folders: tuple[Path, ...], shape: str | None) -> None:
    """List the models that kgraph has, and those in DIR (a model, or a folder of models).

    Without DIR, those in the folders that KGRAPH_MODELS names. A name goes behind `--model`. Size is in bytes, speed in
    KB of text a second; concepts, pairs and relations are the F1 of its cross-validation. What a model does not tell is
    empty. Nothing is measured here: `kgraph eval` measures.
    """
    from kgraph.extract.described import described

    write_rows(COLUMNS, (asdict(each) for each in described(folders or _named())), shape)


def _named() -> list[Path]:
    return [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
