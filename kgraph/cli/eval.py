"""`kgraph eval`: the extractor against annotated texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.options import model_option
from kgraph.cli.output import Row, format_option, printable, write_rows

if TYPE_CHECKING:
    from kgraph.evaluate import Compared, Score

COLUMNS = ("what", "precision", "recall", "f1", "wanted")
WHOLE = ("concepts", "types", "pairs", "relations")


@click.command(short_help="Score the extractor on annotated texts.")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option()
@model_option
@click.option("--jobs", type=click.IntRange(min=0), default=0, envvar="KGRAPH_JOBS", help="Processes.")
@click.option(
    "--misses", type=click.IntRange(min=0), default=0, help="On stderr, the N texts with most misses, and which."
)
def command(*, gold: tuple[Path, ...], shape: str | None, model: str, jobs: int, misses: int) -> None:
    """Score extraction on GOLD: precision, recall and F1 of concepts, pairs and relations, by type and language.

    GOLD is JSON Lines, a text each: `text`; `concepts` with `id`, `names`, `types` and `tier`; `relations` with `head`
    and `tail` (ids), `type` and `tier`. A tier is `agreed` or `single`: a hit on either is right, and only what is
    agreed is missed. The row `types` says how many of the concepts that were found have a right type.
    """
    from kgraph.evaluate import read_gold, score

    texts = [text for path in gold for text in read_gold(path)]
    scored = list(score(texts, model=model, jobs=jobs))
    write_rows(COLUMNS, _rows(scored), shape)
    for one in sorted(scored, key=lambda each: (-len(each[1].missed), each[1].id))[:misses]:
        _write_misses(one[1])


def _rows(scored: list[tuple[str, Compared]]) -> Iterator[Row]:
    """The whole, then each language, then each relation type."""
    from kgraph.evaluate import total

    everything = total(compared for _, compared in scored)
    yield from (_row(what, everything[what]) for what in WHOLE)
    for language in sorted({language for language, _ in scored}):
        sums = total(compared for spoken, compared in scored if spoken == language)
        yield from (_row(f"{what} {language}", sums[what]) for what in WHOLE)
    yield from (_row(what, everything[what]) for what in sorted(everything.keys() - set(WHOLE)))


def _row(what: str, score: Score) -> Row:
    return {
        "what": what,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "wanted": score.wanted,
    }


def _write_misses(compared: Compared) -> None:
    click.echo(printable(f"{compared.id}: {len(compared.missed)} missed, {len(compared.wrong)} wrong"), err=True)
    _write_items("missed", compared.missed)
    _write_items("wrong", compared.wrong)


def _write_items(word: str, items: Iterable[str]) -> None:
    for item in items:
        click.echo(printable(f"  {word}: {item}"), err=True)
