"""Write what the documents show anew: docs/cli.md from the commands' help, and the output under each `$ command`.

A document's `console` blocks run in order, in one folder that holds a copy of `seeds/`. `python docs/refresh.py`
writes the files; a test compares and fails with what would change.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kgraph.assets import shipped
from kgraph.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "cli.md"

WIDTH = 100
"""Columns of the reference."""

_CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def reference() -> str:
    """The reference of the command line: every command's help as the program prints it."""
    top = click.Context(main, info_name="kgraph", terminal_width=WIDTH, **main.context_settings)
    pages = [_page(top)]
    for name in COMMANDS:
        command = main.get_command(top, name)
        assert command is not None
        pages.append(_page(click.Context(command, info_name=name, parent=top)))
    return "\n".join(["# The command line\n\nWritten by `make docs` from the program's own help.\n", *pages])


def _page(context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{context.get_help()}\n```\n"


def refreshed(document: str) -> str:
    """The document with the output under each command as it is now."""
    with TemporaryDirectory() as folder:
        shutil.copytree(shipped("seeds"), Path(folder) / "seeds")
        return _CONSOLE.sub(lambda block: _block(block[0], Path(folder)), document)


def _block(block: str, folder: Path) -> str:
    return "".join(f"{shown}\n{run(command, folder)}" for shown, command in commands(block))


def commands(block: str) -> list[tuple[str, str]]:
    r"""The commands of a block, as they are shown and as a shell takes them.

    >>> commands("$ kgraph search \\\n>   LoRA\nLoRA\n$ kgraph verify\n")
    [('$ kgraph search \\\n>   LoRA', 'kgraph search \\\n  LoRA'), ('$ kgraph verify', 'kgraph verify')]
    """
    shown = re.findall(r"^\$ (?:.*\\\n> )*.*", block, re.MULTILINE)
    return [(command, re.sub(r"^[$>] ", "", command, flags=re.MULTILINE)) for command in shown]


def run(command: str, folder: Path) -> str:
    """What a command prints in `folder`, data and talk; RuntimeError when it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("KGRAPH_", "NEO4J_"))}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"`{command}` ended with {done.returncode}: {done.stdout}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines() if line.strip()) + "\n" * bool(done.stdout)


def documents() -> list[Path]:
    """Every document with commands and their output, and the reference."""
    written = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    return [*(path for path in written if _CONSOLE.search(path.read_text(encoding="utf-8"))), REFERENCE]


def current(path: Path) -> str:
    """What a document should hold now."""
    return reference() if path == REFERENCE else refreshed(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for path in documents():
        path.write_text(current(path), encoding="utf-8")
        print(f"Wrote {path.relative_to(ROOT)}")
