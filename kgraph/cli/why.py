"""`kgraph why`: the evidence of a relation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import chosen, format_option, printable, write_rows
from kgraph.errors import UsageError

COLUMNS = ("head", "type", "tail", "belief", "polarity", "quote", "source", "start", "end", "rule")
THREE = 3


@click.command(short_help="Show the sentences behind a relation, and its belief.")
@click.argument("words", nargs=-1, required=True, metavar="HEAD [TYPE] TAIL")
@build_option
@format_option()
def command(*, words: tuple[str, ...], folder: Path, shape: str | None) -> None:
    """Show every piece of evidence of the relation between two concepts, and how its belief was reached.

    Without TYPE (IS_A, USES, ...), of every relation from HEAD to TAIL.
    """
    head, kind, tail = _parted(words)
    from kgraph.graph.lookup import find
    from kgraph.graph.why import arithmetic, why
    from kgraph.opened import open_build

    graph = open_build(folder).graph
    head_id, tail_id = find(graph, head), find(graph, tail)
    rows = why(graph, head_id, kind, tail_id)
    if not rows:
        raise UsageError(
            f"Nothing says {head} {kind or 'anything about'} {tail}.", hint=_elsewhere(graph, head_id, tail_id)
        )
    if chosen(shape) != "table":
        write_rows(COLUMNS, rows, shape)
        return
    for found in dict.fromkeys(row["type"] for row in rows):
        for row in (row for row in rows if row["type"] == found):
            for line in _told(row):
                click.echo(printable(line))
        for line in arithmetic(graph, head_id, found, tail_id).splitlines():
            click.echo(printable(f"  {line}"))


def _told(row: dict[str, Any]) -> Iterator[str]:
    """One piece of evidence as lines: a sentence is too long for a column of a table."""
    yield f"{row['head']} {row['type']} {row['tail']}  belief {row['belief']:.2f}, {row['polarity']}, by {row['rule']}"
    yield f"  “{' '.join(row['quote'].split())}”"
    yield f"  {row['source']}:{row['start']}-{row['end']}"


def _parted(words: tuple[str, ...]) -> tuple[str, str | None, str]:
    """Head, type and tail; UsageError for another number of words, or an unknown type."""
    from kgraph.schema import RELATION_TYPES

    if len(words) not in (THREE - 1, THREE):
        raise UsageError(
            f"HEAD [TYPE] TAIL are two or three words, not {len(words)}.", hint="Put a name with spaces in quotes."
        )
    if len(words) < THREE:
        return words[0], None, words[1]
    kind = words[1].upper().replace("-", "_").replace(" ", "_")
    if kind not in RELATION_TYPES:
        raise UsageError(f"There is no relation type {words[1]!r}.", hint=f"There are {', '.join(RELATION_TYPES)}.")
    return words[0], kind, words[2]


def _elsewhere(graph: Any, head: str, tail: str) -> str:  # noqa: ANN401 - NetworkX is not typed
    """What the graph has instead: other types, or the other way round."""
    from kgraph.graph.why import why

    there = {f"{row['head']} {row['type']} {row['tail']}" for row in why(graph, head, None, tail)}
    back = {f"{row['head']} {row['type']} {row['tail']}" for row in why(graph, tail, None, head)}
    said = sorted(there | back)
    return f"There is: {'; '.join(said)}." if said else "Try `kgraph path` for a way between them."
