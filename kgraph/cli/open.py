"""`kgraph open`: the page of a build, in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import build_option


@click.command(short_help="Open the page of the build in a browser.")
@build_option
def command(*, folder: Path) -> None:
    """Open the page of the build in a browser, or print where it is when there is none."""
    from kgraph import manifest, swap
    from kgraph.errors import InputError

    swap.recover(folder)
    manifest.read(folder)
    page = folder / "index.html"
    if not page.is_file():
        raise InputError(f"{folder} was built without its page.", hint="Build it again without --no-view.")
    show_page(page)


def show_page(page: Path) -> None:
    """Ask for a browser; print the path when none answers."""
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        click.echo(page.resolve())
