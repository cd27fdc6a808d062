"""Plain text: a paragraph is a piece, or a line where a paragraph is written as one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.read.piece import Piece, Span, pieces
from kgraph.read.skip import skips

WIDEST_WRAPPED = 120
"""Columns; no editor that breaks lines for its user makes them wider, and a Chinese character takes two."""

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?>\r\n?|\n)[ \t\u3000]*(?>\r\n?|\n)\s*")
_ITEM = re.compile(r"\s*(?:[-*+•·●]\s+|\d{1,3}[.)]\s+|\d{1,3}、|[(（]\d{1,3}[)）])")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003ffff]"
)


def read_text(text: str) -> Iterator[Piece]:
    """The paragraphs, items and long lines of a plain text."""
    for start, end in _blocks(text):
        for left, right in _paragraphs(text, start, end):
            yield from pieces(text, left, right, skip=skips(text, left, right))


def _blocks(text: str) -> Iterator[Span]:
    """What stands between blank lines."""
    at = 0
    for gap in _BLANK.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """One block as a whole, or cut before its items, or line by line where lines are paragraphs."""
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    every = _lines_are_paragraphs(text, lines)
    first = start
    for left, _ in lines[1:]:
        if every or _ITEM.match(text, left, end):
            yield first, left
            first = left
    yield first, end


def _lines_are_paragraphs(text: str, lines: list[Span]) -> bool:
    """Whether most of a block stands in lines that are too wide to have been wrapped."""
    long = sum(right - left for left, right in lines if _width(text, left, right) > WIDEST_WRAPPED)
    return 2 * long > sum(right - left for left, right in lines)


def _width(text: str, start: int, end: int) -> int:
    if end - start > WIDEST_WRAPPED:
        return end - start
    return end - start + sum(1 for _ in _WIDE.finditer(text, start, end))
