"""`kgraph doctor`: what is installed, and what to install for what is not."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

import click

from kgraph import __version__
from kgraph.cli.output import Row, format_option, write_rows

COLUMNS = ("part", "version", "state", "try")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS = 2.0


@click.command(short_help="Say what is installed and what is missing.")
@format_option()
@click.pass_context
def command(ctx: click.Context, *, shape: str | None) -> None:
    """Say what is installed with its version, which optional parts are missing, and what to install for them.

    Exit 4 when something is missing that kgraph cannot do without.
    """
    from kgraph.errors import MissingError

    rows = [*_needed(), *_optional()]
    write_rows(COLUMNS, rows, shape)
    if any(row["state"] == "missing" for row in rows):
        ctx.exit(MissingError.exit_code)


def _needed() -> Iterator[Row]:
    yield _row("kgraph", __version__, "ok")
    yield _row("python", platform.python_version(), "ok")
    for name in _dependencies():
        try:
            yield _row(name, version(name), "ok")
        except PackageNotFoundError:
            yield _row(name, None, "missing", f"pip install {name}")


def _dependencies() -> list[str]:
    """The packages that kgraph declares to need, without extras."""
    declared = [line for line in requires("kgraph") or () if "extra ==" not in line]
    return sorted("".join(_name(line)) for line in declared)


def _name(requirement: str) -> Iterator[str]:
    for character in requirement:
        if not (character.isalnum() or character in "-_."):
            return
        yield character


def _optional() -> Iterator[Row]:
    yield _program("browser", BROWSERS, "Install Chromium to see the page; it is a file, any browser shows it.")
    yield _program("java", ("java",), "Install Java 21 to run a Neo4j of your own.")
    yield _neo4j(os.environ.get("NEO4J_URI", "bolt://localhost:7687"))


def _program(part: str, names: tuple[str, ...], hint: str) -> Row:
    path = next((path for name in names if (path := shutil.which(name))), None)
    return _row(part, path, "ok" if path else "absent", "" if path else hint)


def _neo4j(uri: str) -> Row:
    """Whether anything answers where Neo4j is said to be."""
    import socket
    from urllib.parse import urlsplit

    where = urlsplit(uri)
    hint = "Start Neo4j, or say where it is with NEO4J_URI; nothing but `--engine neo4j` and `load` needs it."
    try:
        socket.create_connection((where.hostname or "localhost", where.port or 7687), SECONDS).close()
    except (OSError, ValueError):
        return _row("neo4j server", uri, "absent", hint)
    return _row("neo4j server", uri, "ok")


def _row(part: str, version: str | None, state: str, hint: str = "") -> Row:
    return {"part": part, "version": version, "state": state, "try": hint}
