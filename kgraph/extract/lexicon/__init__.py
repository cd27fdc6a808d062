"""The lexicon: names that are known before any text is read, one file a field of knowledge.

A row is one concept: its type, its Chinese names, its English names, its abbreviations; names are
separated by `|`, the preferred one first. People add files of the same form for their own field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kgraph.errors import InputError
from kgraph.model import fold
from kgraph.schema import CONCEPT_TYPES

HEADER = ("type", "zh", "en", "abbr")


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the lexicon; `names` begins with the preferred one; `own` when the user wrote it, not we."""

    type: str
    names: tuple[str, ...]
    own: bool = False


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file, in its order; InputError names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", hint="A lexicon is a file of rows in UTF-8.") from error
    if tuple(lines[0].split("\t")) != HEADER:
        raise InputError(f"{path}:1: this is not a lexicon.", hint=f"Its first line must be {' <tab> '.join(HEADER)}.")
    return [_entry(line, f"{path}:{number}") for number, line in enumerate(lines[1:], start=2) if line.strip()]


def _entry(line: str, where: str) -> Entry:
    cells = line.split("\t")
    names = tuple(name.strip() for cell in cells[1:] for name in cell.split("|") if name.strip())
    if len(cells) > len(HEADER):
        raise _refusal(where, f"{len(cells)} cells are more than {len(HEADER)}: {line!r}")
    if cells[0] not in CONCEPT_TYPES:
        raise _refusal(where, f"there is no type {cells[0]!r}")
    if not all(map(fold, names)) or not names:
        raise _refusal(where, f"there is no name in {line!r}")
    return Entry(cells[0], names)


def _refusal(where: str, what: str) -> InputError:
    hint = f"A row is {' <tab> '.join(HEADER)}, with a name at least and a type of {', '.join(CONCEPT_TYPES)}."
    return InputError(f"{where}: {what}.", hint=hint)


@cache
def shipped_files() -> tuple[Path, ...]:
    """The lexicon files that kgraph ships, sorted."""
    return tuple(sorted(Path(__file__).parent.glob("*.tsv")))


def lexicon(own: Sequence[Path] = ()) -> list[Entry]:
    """The entries of the user's own files, then ours; of a name that several have, the first entry counts."""
    ours = [entry for file in shipped_files() for entry in read_entries(file)]
    if not own:
        return ours
    known: set[str] = set()
    theirs: list[Entry] = []
    for entry in (entry for file in own for entry in read_entries(file)):
        theirs += _without(known, [replace(entry, own=True)])
        known.update(map(fold, entry.names))
    return [*theirs, *_without(known, ours)]


def _without(known: Collection[str], entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without the names that are known already; one without any other name is left out."""
    for entry in entries:
        names = tuple(name for name in entry.names if fold(name) not in known)
        if names:
            yield replace(entry, names=names)


def digest(own: Sequence[Path]) -> str:
    """What stands in the user's own files and in which order, as twelve hex digits; empty without any."""
    total = hashlib.sha256()
    for file in own:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12] if own else ""


def by_name(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Each folded name and its entry; of two entries with one name, the first counts."""
    table: dict[str, Entry] = {}
    for entry in entries:
        for name in entry.names:
            table.setdefault(fold(name), entry)
    return table
