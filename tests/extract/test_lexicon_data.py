"""The lexicon: every row a typed concept, every name in one place, every file in order."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import kgraph
from kgraph.model import fold
from kgraph.schema import CONCEPT_TYPES

FILES = sorted((Path(kgraph.__file__).parent / "extract" / "lexicon").glob("*.tsv"))
HEADER = ["type", "zh", "en", "abbr"]


class Row(NamedTuple):
    """One line of one file, cut at its tabs."""

    where: str
    cells: list[str]

    @property
    def names(self) -> list[str]:
        """Every name of the concept, in any column."""
        return [name for cell in self.cells[1:] if cell for name in cell.split("|")]


def lines(path: Path) -> list[Row]:
    """Return all lines of a file, the header with them."""
    with path.open(encoding="utf-8", newline="") as file:
        cut = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(f"{path.name}:{number}", cells) for number, cells in enumerate(cut, start=1)]


def rows(path: Path) -> list[Row]:
    """Return the concepts of a file."""
    return lines(path)[1:]


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_there_is_a_lexicon() -> None:
    """The checks below have files to check."""
    assert FILES


@every_file
def test_the_header_names_the_four_columns(path: Path) -> None:
    """A file opens with its column names."""
    assert lines(path)[0].cells == HEADER


@every_file
def test_every_row_has_four_cells(path: Path) -> None:
    """No tab is missing and none is one too many."""
    assert [row for row in rows(path) if len(row.cells) != len(HEADER)] == []


@every_file
def test_every_type_is_of_the_schema(path: Path) -> None:
    """The first cell is a concept type."""
    assert [row for row in rows(path) if row.cells[0] not in CONCEPT_TYPES] == []


@every_file
def test_every_row_has_a_name(path: Path) -> None:
    """A row without a name in any language describes nothing."""
    assert [row for row in rows(path) if not row.names] == []


@every_file
def test_every_name_is_trimmed(path: Path) -> None:
    """No name is empty, starts or ends with a space, or holds two spaces in a row."""
    assert [
        (row.where, name) for row in rows(path) for name in row.names if not name or name != " ".join(name.split())
    ] == []


@every_file
def test_no_name_is_a_single_character(path: Path) -> None:
    """One Chinese character or one letter would fire inside ordinary words."""
    assert [(row.where, name) for row in rows(path) for name in row.names if len(fold(name)) < 2] == []


@every_file
def test_chinese_names_stand_in_the_chinese_column_only(path: Path) -> None:
    """A name of the columns `en` and `abbr` has no Chinese character; a name of `zh` has one."""

    def is_chinese(name: str) -> bool:
        return any("\u4e00" <= character <= "\u9fff" for character in name)

    misplaced = [
        (row.where, name)
        for row in rows(path)
        for column, cell in zip(HEADER[1:], row.cells[1:], strict=True)
        for name in (cell.split("|") if cell else ())
        if is_chinese(name) != (column == "zh")
    ]
    assert misplaced == []


@every_file
def test_rows_are_sorted_by_type_and_first_name(path: Path) -> None:
    """A new row has one place to go, and a change shows as one line."""
    keys = [(row.cells[0], row.names[0]) for row in rows(path)]
    assert [pair for pair in pairwise(keys) if pair[0] > pair[1]] == []


def test_no_name_stands_twice() -> None:
    """Across all files a name, however it is spaced, hyphenated or capitalised, means one concept."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in FILES:
        for row in rows(path):
            for name in row.names:
                places[fold(name)].append(f"{row.where} {name}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
