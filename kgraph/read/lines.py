"""JSON Lines one by one, for inputs too long to hold: a line is read when the one before it is done with."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO

from kgraph.read.encoding import UnreadableError
from kgraph.read.jsonl import LONGEST_LINE, Record, records
from kgraph.read.source import MAX_BYTES, SUFFIXES
from kgraph.read.walk import STDIN, File

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")
_LIMIT = 4 * LONGEST_LINE
"""Bytes: no line within the limit of characters is longer in UTF-8."""


def is_long(file: File) -> bool:
    """Whether a file has to be read line by line: objects on stdin, or JSON Lines beyond the limit of files.

    What is shorter is read as a whole, in any encoding; a line alone has to be UTF-8.
    """
    if file.name == STDIN:
        ahead = sys.stdin.buffer.peek() if isinstance(sys.stdin.buffer, BufferedReader) else b""
        return bool(_OBJECT.match(ahead))
    return (
        SUFFIXES.get(file.path.suffix.lower()) == "jsonl"
        and file.path.is_file()
        and file.path.stat().st_size > MAX_BYTES
    )


def record_lines(file: File) -> Iterator[Record]:
    """The records of such a file; UnreadableError when it cannot be opened."""
    try:
        if file.name == STDIN:
            yield from _records(sys.stdin.buffer)
            return
        with file.path.open("rb") as stream:
            yield from _records(stream)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror or error}") from error


def _records(stream: BinaryIO) -> Iterator[Record]:
    number = 0
    while line := stream.readline(_LIMIT):
        number += 1
        whole = line.endswith(b"\n") or len(line) < _LIMIT
        if not whole:
            _pass_over_line(stream)
            yield Record(number, fault=f"the line is longer than {LONGEST_LINE:,} characters")
        elif line.strip():
            yield _record(number, line)


def _record(number: int, line: bytes) -> Record:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        return Record(number, fault=f"not UTF-8 (byte {error.start} of the line)")
    return replace(next(records(text)), line=number)


def _pass_over_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_LIMIT)) and not rest.endswith(b"\n"):
        pass
