"""A bar that shows how far a build is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kgraph.pipeline import Progress

STAGES = {"extract": "Extracting", "assemble": "Assembling", "write": "Writing"}


@contextmanager
def bar() -> Iterator[Progress | None]:
    """What `build` tells its progress to; None when stderr leads to no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {stage: bars.add_task(words, total=None, visible=False) for stage, words in STAGES.items()}

        def tell(stage: str, done: int, total: int) -> None:
            bars.update(tasks[stage], completed=done, total=total, visible=True)

        yield tell
