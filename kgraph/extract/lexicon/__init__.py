"""The lexicon: names that are known before any text is read, one file a field of knowledge.

A row is one concept: its type, its Chinese names, its English names, its abbreviations; names are
separated by `|`, the preferred one first. People add files of the same form for their own field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgraph.errors import InputError
from kgraph.model import fold
from kgraph.schema import CONCEPT_TYPES

HEADER = ("type", "zh", "en", "abbr")


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the lexicon; `names` begins with the preferred one."""

    type: str
    names: tuple[str, ...]


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file, in its order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        raise InputError(f"{path} is not a lexicon.", hint=f"Its first line must be {' <tab> '.join(HEADER)}.")
    return [_entry(line, f"{path}:{number}") for number, line in enumerate(lines[1:], start=2) if line.strip()]


def _entry(line: str, where: str) -> Entry:
    cells = line.split("\t")
    names = tuple(name.strip() for cell in cells[1:] for name in cell.split("|") if name.strip())
    if len(cells) != len(HEADER) or cells[0] not in CONCEPT_TYPES or not names:
        hint = f"A row is {' <tab> '.join(HEADER)}, with a type of {', '.join(CONCEPT_TYPES)} and a name."
        raise InputError(f"{where}: not a lexicon row: {line!r}.", hint=hint)
    return Entry(cells[0], names)


@cache
def shipped_files() -> tuple[Path, ...]:
    """The lexicon files that kgraph ships, sorted."""
    return tuple(sorted(Path(__file__).parent.glob("*.tsv")))


def by_name(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Each folded name and its entry; of two entries with one name, the first counts."""
    table: dict[str, Entry] = {}
    for entry in entries:
        for name in entry.names:
            table.setdefault(fold(name), entry)
    return table
