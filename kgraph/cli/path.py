"""`kgraph path`: ways between two concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import Row, format_option, write_rows

if TYPE_CHECKING:
    from kgraph.graph.paths import Step

COLUMNS = ("path", "step", "head", "type", "tail", "belief", "quote")


@click.command(short_help="Show the best-believed ways between two concepts.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@build_option
@format_option()
@click.option("--limit", type=click.IntRange(min=1), default=3, show_default=True, help="The most paths to print.")
def command(*, a: str, b: str, folder: Path, shape: str | None, limit: int) -> None:
    """Show the best-believed paths between two concepts, each step with its sentence; steps may be walked backwards."""
    from kgraph.graph.lookup import find
    from kgraph.graph.paths import best_paths
    from kgraph.opened import open_build

    graph = open_build(folder).graph
    paths = best_paths(graph, find(graph, a), find(graph, b), limit=limit)
    write_rows(COLUMNS, _rows(paths), shape)
    if not paths:
        click.echo(f"No path leads from {a} to {b}.", err=True)


def _rows(paths: Iterable[Iterable[Step]]) -> Iterator[Row]:
    for number, path in enumerate(paths, start=1):
        for at, step in enumerate(path, start=1):
            yield {"path": number, "step": at, **asdict(step)}
