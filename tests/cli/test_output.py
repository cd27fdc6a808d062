"""Rows come out the same in every format: all columns, in order, whatever they hold."""

from __future__ import annotations

import csv
import io
import json

import click
import pytest
from click.testing import CliRunner

from kgraph.cli.output import FORMATS, printable, write_rows

COLUMNS = ("name", "belief", "names", "note")
ROWS = [
    {"name": "LoRA | 低秩", "belief": 0.5, "names": ["LoRA", "低秩适配"], "note": None, "more": "left out"},
    {"name": 'a "b", c', "belief": 1.0, "names": [], "note": "x\ny"},
]


def printed(shape, rows=ROWS, columns=COLUMNS):
    """What is printed of the rows in a format."""

    @click.command()
    def command():
        write_rows(columns, rows, shape)

    return CliRunner().invoke(command, catch_exceptions=False).output


def test_json_is_one_list_of_objects():
    """Every row is an object of exactly the columns."""
    assert json.loads(printed("json")) == [{column: row[column] for column in COLUMNS} for row in ROWS]


def test_jsonl_is_an_object_a_line():
    """A newline inside a value does not break the line."""
    lines = printed("jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(printed("json"))


def test_csv_reads_back():
    """Text is itself, nothing is empty, and what is nested is JSON."""
    header, first, second = csv.reader(io.StringIO(printed("csv"), newline=""))
    assert header == list(COLUMNS)
    assert first == ["LoRA | 低秩", "0.5", '["LoRA", "低秩适配"]', ""]
    assert second == ['a "b", c', "1.0", "[]", "x\ny"]


def test_markdown_keeps_its_table():
    """A bar or a newline in a value does not break the table, and a tag is only text."""
    lines = printed("md", [{"name": "a|b", "belief": 1, "names": ["x", "y"], "note": "<b>\nz"}]).splitlines()
    assert lines == ["| name | belief | names | note |", "| --- | --- | --- | --- |", "| a\\|b | 1 | x; y | &lt;b> z |"]


def test_a_table_outside_a_terminal_keeps_rows_on_lines():
    """A table that is written to a file is as wide as its longest row."""
    lines = printed("table", [{"name": "x" * 300, "belief": 1, "names": [], "note": ""}]).splitlines()
    assert any("x" * 300 in line for line in lines)


@pytest.mark.parametrize("shape", FORMATS)
def test_no_rows_are_no_error(shape):
    """Nothing found prints headers at most."""
    assert "null" not in printed(shape, [])


def test_control_characters_are_shown_and_not_sent():
    """An escape sequence in a note reaches a terminal as a picture of itself."""
    assert printable("\x1b]0;title\x07\x9b2J") == "␛]0;title␇�2J"
    assert "\x1b" not in printed("table", [{"name": "\x1b[31mred", "belief": 1, "names": [], "note": ""}])
