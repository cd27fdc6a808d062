"""`kgraph export`: the graph in a format of somebody else's."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.files import STDOUT, write_file
from kgraph.cli.options import build_option


@click.command(short_help="Write the graph in another format.")
@click.argument("name", metavar="FORMAT")
@build_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=STDOUT,
    show_default="stdout",
    help="The file or folder to write.",
)
def command(*, name: str, folder: Path, out: Path) -> None:
    """Write the graph of the build in FORMAT; a FORMAT that does not exist is answered with those that do."""
    from kgraph.graph.exports import export
    from kgraph.opened import open_build

    write = export(name)
    graph = open_build(folder).graph
    write_file(lambda path: write(graph, path), out)
