"""One file, opened within limits: its bytes, its text, its reader."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from typing import BinaryIO

from kgraph.read.encoding import UnreadableError, decode
from kgraph.read.jsonl import is_jsonl
from kgraph.read.page import is_page
from kgraph.read.walk import STDIN, File

MAX_BYTES = 64 * 1024 * 1024
LONGEST_LINE = 1_000_000
"""Characters; nobody writes such a line, and what a program writes like that is data."""

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mdx": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The suffixes that are read, and the reader of each; what has no suffix is recognised by its shape."""

_MARKDOWN = re.compile(r"^(?:#{1,6}[ \t]|```|~~~|[-*+][ \t]|>[ \t]|\|.*\|[ \t]*$)|\]\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's text, with what a build's manifest says of it."""

    text: str
    sha256: str
    bytes: int
    encoding: str
    reader: str


def open_file(file: File, *, max_bytes: int = MAX_BYTES) -> Opened:
    """Read one file; UnreadableError with the reason when it is not text, too large or closed to us."""
    if file.path.is_dir():
        raise UnreadableError("a folder that cannot be listed")
    suffix = file.path.suffix.lower()
    if suffix and suffix not in SUFFIXES:
        raise UnreadableError(f"no reader takes {suffix}")
    data = _bytes(file, max_bytes)
    decoded = decode(data)
    reader = _reader(suffix, decoded.text)
    if reader != "jsonl" and max(map(len, decoded.text.splitlines()), default=0) > LONGEST_LINE:
        raise UnreadableError(f"a line is longer than {LONGEST_LINE:,} characters")
    return Opened(decoded.text, hashlib.sha256(data).hexdigest(), len(data), decoded.encoding, reader)


def _reader(suffix: str, text: str) -> str:
    """By suffix, but for a page, which is known by its shape, and for what has no suffix."""
    reader = SUFFIXES.get(suffix, "")
    if reader != "jsonl" and is_page(text):
        return "page"
    if reader:
        return reader
    if is_jsonl(text):
        return "jsonl"
    return "markdown" if _MARKDOWN.search(text) else "text"


def _bytes(file: File, max_bytes: int) -> bytes:
    """At most `max_bytes`: what is larger is told by its size, or by one byte too many where it has no size."""
    try:
        if file.name == STDIN:
            return _within(sys.stdin.buffer, max_bytes)
        if file.path.is_file() and file.path.stat().st_size > max_bytes:
            raise UnreadableError(_too_large(max_bytes))
        with file.path.open("rb") as stream:
            return _within(stream, max_bytes)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror or error}") from error


def _within(stream: BinaryIO, max_bytes: int) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise UnreadableError(_too_large(max_bytes))
    return data


def _too_large(max_bytes: int) -> str:
    return f"too large: more than {max_bytes / 1024 / 1024:g} MB"
