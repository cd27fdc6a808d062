"""A file that a command writes: whole or not at all, or to stdout for `-`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kgraph.errors import UsageError

STDOUT = Path("-")


def write_file(write: Callable[[Path], None], out: Path) -> None:
    """Let `write` write to a path, and move what it wrote, a file or a folder, to `out` when it is whole."""
    if out == STDOUT:
        _to_stdout(write)
        return
    if out.is_dir():
        raise UsageError(f"{out} is a folder that is there already.", hint="Name another file or folder, or remove it.")
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as scratch:
        made = Path(scratch) / out.name
        write(made)
        made.replace(out)
    click.echo(f"Wrote {out}", err=True)


def _to_stdout(write: Callable[[Path], None]) -> None:
    with TemporaryDirectory() as scratch:
        made = Path(scratch) / "out"
        write(made)
        if made.is_dir():
            raise UsageError("This format is a folder of files.", hint="Say where with -o FOLDER.")
        sys.stdout.flush()
        with made.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
