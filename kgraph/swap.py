"""A folder that changes in one step: written beside its place, moved in when whole.

Beside the folder `build` stands, while work is going on, `.build.kgraph` with `new` (what is being
written) and `old` (what stood there, between the two renames). Whoever works holds a lock on it, so
that a later run can tell the leftovers of a killed run from the work of a living one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kgraph.errors import UsageError


@contextmanager
def replacing(folder: Path, *, ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes the place of `folder` when the block ends well.

    When the block raises, `folder` stays as it was and nothing is left beside it. A `folder` that
    exists, is not empty and is not `ours` raises UsageError: it may be somebody's own. OSError is
    for the caller to tell.
    """
    target = folder.resolve()
    with _workplace(target) as workplace:
        _recover(target, workplace)
        _refuse_foreign(target, folder, ours)
        new = workplace / "new"
        new.mkdir()
        yield new
        _swap(target, workplace)


def recover(folder: Path) -> None:
    """Put back a folder that a crash left moved aside; do nothing when there is none, or when it is in use."""
    target = folder.resolve()
    if target.exists() or not (_beside(target) / "old").is_dir():
        return
    try:
        with _workplace(target) as workplace:
            _recover(target, workplace)
    except UsageError:
        return


def _beside(target: Path) -> Path:
    return target.parent / f".{target.name}.kgraph"


def _recover(target: Path, workplace: Path) -> None:
    """Undo what a killed run left: its half-made folder goes, the one that it moved aside returns."""
    old, new = workplace / "old", workplace / "new"
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)
    if new.exists():
        shutil.rmtree(new)


def _refuse_foreign(target: Path, folder: Path, ours: Callable[[Path], bool]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.", hint="Name another folder to write into.")
    if any(target.iterdir()) and not ours(target):
        raise UsageError(
            f"{folder} holds files that kgraph did not write, so it is left alone.",
            hint="Name a new or an empty folder, or a former build.",
        )


def _swap(target: Path, workplace: Path) -> None:
    old, new = workplace / "old", workplace / "new"
    try:
        if target.exists():
            target.rename(old)
        new.rename(target)
    except BaseException:
        # An interrupt may come between the renames, or after the last: then there is nothing to put back.
        if old.exists() and not target.exists():
            old.rename(target)
        raise


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """The folder beside `target`, locked for as long as the block lasts, and removed after it."""
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        place = _beside(target)
        lock = _lock(place, target)
        try:
            yield place
        finally:
            _discard(place, target)
            os.close(lock)
    finally:
        _remove_empty(missing)


def _lock(place: Path, target: Path) -> int:
    """Hold `place` until the returned descriptor is closed or the process ends, however it ends."""
    while True:
        place.mkdir(exist_ok=True)
        lock = os.open(place, os.O_RDONLY)
        if not _take(lock):
            os.close(lock)
            raise UsageError(
                f"Another kgraph is writing {target.name} now.", hint="Wait for it, or name another folder."
            )
        try:
            if os.path.samestat(os.fstat(lock), place.stat()):
                return lock
        except FileNotFoundError:
            pass
        os.close(lock)  # its former holder removed the folder meanwhile: what is locked is no longer there


def _take(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _discard(place: Path, target: Path) -> None:
    """Remove the workplace, but never the only copy of what stood in the target's place."""
    shutil.rmtree(place / "new", ignore_errors=True)
    if target.exists() or not (place / "old").exists():
        shutil.rmtree(place, ignore_errors=True)


def _remove_empty(folders: list[Path]) -> None:
    """Take back the folders made on the way, innermost first, unless something stands in them now."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
