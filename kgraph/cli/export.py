"""`kgraph export`: the graph in a format of somebody else's."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import build_option
from kgraph.errors import UsageError


@click.command(short_help="Write the graph in another format.")
@click.argument("name", metavar="FORMAT")
@build_option
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="The file or folder to write.")
def command(*, name: str, folder: Path, out: Path) -> None:
    """Write the graph of the build in FORMAT: graphml, gexf, csv, cypher, ..."""
    from kgraph.graph.exports import EXPORTS
    from kgraph.opened import open_build

    if name not in EXPORTS:
        raise UsageError(f"There is no format {name!r}.", hint=f"There are {', '.join(sorted(EXPORTS))}.")
    EXPORTS[name](open_build(folder).graph, out)
    click.echo(f"Wrote {out}", err=True)
