"""`kgraph search`: concepts by any of their names."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import format_option, write_rows

COLUMNS = ("id", "name", "type", "names", "relations")


@click.command(short_help="Find concepts by any of their names.")
@click.argument("text")
@build_option
@format_option()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The most rows to print.")
def command(*, text: str, folder: Path, shape: str | None, limit: int) -> None:
    """Find concepts by any of their names, Chinese or English, hyphens and case aside; the best first."""
    from kgraph.graph.lookup import search
    from kgraph.opened import open_build

    hits = search(open_build(folder).graph, text)
    write_rows(COLUMNS, (asdict(hit) for hit in hits[:limit]), shape)
    if not hits:
        click.echo(f"No concept has a name like {text!r}.", err=True)
