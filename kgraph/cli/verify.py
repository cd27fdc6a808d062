"""`kgraph verify`: do the quotes still stand in the sources?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import format_option, write_rows

COLUMNS = ("head", "type", "tail", "source", "start", "end", "quote", "problem")
FOUND = 1


@click.command(short_help="Check that every quote stands in its source.")
@build_option
@format_option()
@click.pass_context
def command(ctx: click.Context, *, folder: Path, shape: str | None) -> None:
    """Open the sources again: does every quote still stand where the graph says? Exit 1 and a list if not."""
    from kgraph.opened import open_build
    from kgraph.verify import verify

    build = open_build(folder)
    verdict = verify(build.graph, build.manifest, folder)
    if verdict.findings:
        write_rows(COLUMNS, (asdict(finding) for finding in verdict.findings), shape)
        click.echo(f"{len(verdict.findings):,} of {verdict.checked:,} quotes do not stand in their source.", err=True)
        ctx.exit(FOUND)
    click.echo(f"All {verdict.checked:,} quotes stand in their sources.", err=True)
