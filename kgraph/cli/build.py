"""`kgraph build`: notes in, a build out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kgraph.cli.options import out_option, selection_options, sources_argument

SHOWN = 10
"""Skipped files named in the last lines; the manifest names all."""


@click.command(short_help="Read notes, extract, resolve, write the graph and its page.")
@sources_argument()
@out_option
@selection_options
@click.option("--strict", is_flag=True, help="Fail when anything cannot be read, instead of skipping it.")
@click.option("--view/--no-view", default=True, show_default=True, help="Write the page, index.html.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser when it is written.")
def command(  # noqa: PLR0913 - each is an option
    *,
    paths: tuple[str, ...],
    folder: Path,
    model: str,
    lexicon: tuple[Path, ...],
    jobs: int,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    strict: bool,
    view: bool,
    open_page: bool,
) -> None:
    """Read files and folders of notes (`-` is stdin) and write the knowledge graph that they make.

    The build is written beside its folder and moved into place when it is whole: a build that fails or is
    interrupted leaves the former one as it was.
    """
    from kgraph.cli.open import show_page
    from kgraph.cli.progress import bar
    from kgraph.pipeline import build

    with bar() as progress:
        built = build(
            paths,
            out=folder,
            model=model,
            lexicon=lexicon,
            jobs=jobs,
            include=include,
            exclude=exclude,
            strict=strict,
            view=view,
            progress=progress,
        )
    for line in _summary(built.manifest):
        click.echo(line, err=True)
    click.echo(f"Open {os.fspath(built.page)}", err=True)
    if open_page:
        show_page(built.page)


def _summary(manifest: dict[str, object]) -> list[str]:
    """What was read, what was skipped and why, and what came of it."""
    counts: dict[str, int] = manifest["counts"]  # type: ignore[assignment]
    skipped: list[dict[str, str]] = manifest["skipped"]  # type: ignore[assignment]
    lines = [f"Read {counts['passages']:,} passages of {counts['sources']:,} sources."]
    lines += [f"Skipped {entry['name']}: {entry['reason']}" for entry in skipped[:SHOWN]]
    if len(skipped) > SHOWN:
        lines.append(f"Skipped {len(skipped) - SHOWN:,} more; report.md names them all.")
    lines.append(
        f"Found {counts['concepts']:,} concepts, {counts['relations']:,} relations, {counts['evidence']:,} quotes."
    )
    return lines
