"""Rows as a person or a program reads them: table, json, jsonl, csv, md.

A table on a terminal, JSON Lines in a pipe. What is nested is JSON in csv and 'a; b' for people.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

Row = dict[str, Any]

WIDEST = 1_000_000
"""Columns of a table that is written to a file."""


def write_json(value: object, *, indent: int | None = 2) -> None:
    """One JSON value; without an indent, on one line."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def _json(columns: Sequence[str], rows: Iterable[Row]) -> None:
    write_json([_ordered(columns, row) for row in rows])


def _jsonl(columns: Sequence[str], rows: Iterable[Row]) -> None:
    for row in rows:
        click.echo(json.dumps(_ordered(columns, row), ensure_ascii=False))


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _md(columns: Sequence[str], rows: Iterable[Row]) -> None:
    click.echo(f"| {' | '.join(map(_md_cell, columns))} |")
    click.echo(f"|{' --- |' * len(columns)}")
    for row in rows:
        click.echo(f"| {' | '.join(_md_cell(readable(row.get(column))) for column in columns)} |")


def _table(columns: Sequence[str], rows: Iterable[Row]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = list(rows)
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        numeric = bool(shown) and all(isinstance(row.get(column), int | float) for row in shown)
        table.add_column(Text(printable(column)), justify="right" if numeric else "left", overflow="fold")
    for row in shown:
        table.add_row(*(Text(printable(readable(row.get(column)))) for column in columns))
    console = Console(highlight=False)
    if not console.is_terminal:
        # Nobody's window limits a file: every row stays on one line.
        console.width = WIDEST
        console.width = max(1, console.measure(table).maximum)
    console.print(table)


FORMATS: dict[str, Callable[[Sequence[str], Iterable[Row]], None]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "md": _md,
}


def format_option(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option -f/--format of a command that lists rows; `names` limits it to some of FORMATS."""
    return click.option(
        "-f",
        "--format",
        "shape",
        type=click.Choice(names or tuple(FORMATS)),
        default=None,
        help="How to print: table on a terminal and jsonl in a pipe unless given.",
    )


def chosen(shape: str | None) -> str:
    """The format asked for, else the one that suits where stdout leads."""
    return shape or ("table" if sys.stdout.isatty() else "jsonl")


def write_rows(columns: Sequence[str], rows: Iterable[Row], shape: str | None) -> None:
    """Print rows in a format of FORMATS; a row may hold more than `columns`, which is then left out."""
    FORMATS[chosen(shape)](columns, rows)


def readable(value: object) -> str:
    """A value as a person reads it.

    >>> readable(["LoRA", "低秩适配"]), readable(0.5), readable(None), readable({"limit": 3})
    ('LoRA; 低秩适配', '0.5', '', 'limit: 3')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{key}: {readable(item)}" for key, item in value.items())
        case list() | tuple():
            return "; ".join(map(readable, value))
    return str(value)


def printable(text: str) -> str:
    r"""The text with control characters shown, so that a note cannot send commands to a terminal.

    >>> printable("a\x1b[2Jb\n")
    'a␛[2Jb '
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 - the control characters, whose pictures start at U+2400
        return chr(0x2400 + code)
    return "�" if 0x7F <= code < 0xA0 else character  # noqa: PLR2004 - delete, and the second block of controls


def _ordered(columns: Sequence[str], row: Row) -> Row:
    return {column: row.get(column) for column in columns}


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
    return json.dumps(value, ensure_ascii=False)


def _md_cell(text: str) -> str:
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
