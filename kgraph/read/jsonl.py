"""JSON Lines: every line is a text of its own, an object with `text` and, if it likes, `id` and `title`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.read.piece import Piece, has_letter, merged
from kgraph.read.skip import skips

LONGEST_LINE = 1_000_000
"""Characters; a longer line is no passage."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line, by its number from 1: its text, or the reason why it has none."""

    line: int
    text: str = ""
    id: str = ""
    title: str = ""
    fault: str = ""


def records(text: str) -> Iterator[Record]:
    """Every line that is not blank, the bad ones with their fault."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _record(number, line)


def read_record(text: str) -> Iterator[Piece]:
    """The whole of a record's text, as it stands, is one piece."""
    skip = merged(skips(text, 0, len(text)))
    if has_letter(text, 0, len(text), skip):
        yield Piece(0, len(text), "", tuple(skip))


def is_jsonl(text: str) -> bool:
    """Whether the first line that is not blank is an object with a text."""
    head = text.lstrip()[:1]
    first = next(records(text), None) if head == "{" else None
    return first is not None and not first.fault


def _record(number: int, line: str) -> Record:
    if len(line) > LONGEST_LINE:
        return Record(number, fault=f"the line is {len(line):,} characters long; the limit is {LONGEST_LINE:,}")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Record(number, fault=f"not JSON: {error}")
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return Record(number, fault="not an object with a string `text`")
    fault = _fault(value["text"])
    if fault:
        return Record(number, fault=fault)
    return Record(number, value["text"], _word(value.get("id")), _word(value.get("title")))


def _fault(text: str) -> str:
    """What makes a JSON string no text: half a character (a lone surrogate), NUL, or nothing at all."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "`text` holds half a character (a lone surrogate)"
    if "\0" in text:
        return "`text` holds a NUL character"
    return "" if text.strip() else "`text` is empty"


def _word(value: object) -> str:
    """An id or a title as a string; numbers are ids too, anything else is none."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return "" if _fault(text) else text
