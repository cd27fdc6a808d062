"""A file of another format version is refused whole rather than half read."""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import InputError
from kgraph.graph.assemble import FORMAT


def check(found: object, path: Path) -> None:
    """Refuse a graph whose format version is not ours."""
    if found != FORMAT:
        raise InputError(
            f"{path} was written in graph format {found!r}; this version of kgraph reads format {FORMAT}.",
            hint="Build it again with `kgraph build`.",
        )


def unreadable(path: Path, why: object) -> InputError:
    """What to raise for a file that is not a graph of ours."""
    return InputError(f"{path} is not a graph that kgraph wrote: {why}.", hint="Build it again with `kgraph build`.")
