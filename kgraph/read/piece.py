"""A piece: what a reader finds in a text, before it becomes a passage.

Offsets are those of the text that was read, so that nothing downstream has to translate them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

LONGEST = 2000
"""Characters beyond which a piece is split, so that a passage stays something a person can look at."""

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[。！？!?；;…]+[\"'”’」』）)】\]]*|\.[\"')\]]*(?=\s)|\n")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start:end` of a text, read as one, under the heading `title`.

    `skip` lists the spans of the same text, inside the piece, that are not prose: sorted, disjoint, not empty.
    """

    start: int
    end: int
    title: str = ""
    skip: tuple[Span, ...] = ()


def pieces(text: str, start: int, end: int, *, title: str = "", skip: Iterable[Span] = ()) -> Iterator[Piece]:
    """The pieces that `start:end` makes: none without a letter, several when it is longer than `LONGEST`."""
    spans = merged(skip)
    for left, right in _split(text, *_trimmed(text, start, end), spans):
        inner = tuple(clipped(spans, left, right))
        trimmed = _trimmed(text, left, right)
        if has_letter(text, *trimmed, inner):
            yield Piece(*trimmed, title, tuple(clipped(inner, *trimmed)))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as sorted spans that neither touch nor overlap.

    >>> merged([(4, 6), (0, 2), (1, 3), (6, 7), (9, 9)])
    [(0, 3), (4, 7)]
    """
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def clipped(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """What of `spans`, which are sorted and disjoint, lies in `start:end`."""
    for left, right in islice(spans, bisect_right(spans, start, key=itemgetter(1)), None):
        if left >= end:
            return
        yield max(left, start), min(right, end)


def has_letter(text: str, start: int, end: int, skip: Sequence[Span]) -> bool:
    """Whether anything of `text[start:end]` outside `skip` is a letter or a Chinese character."""
    return any(map(str.isalpha, blanked(text, start, end, skip)))


def blanked(text: str, start: int, end: int, skip: Sequence[Span]) -> str:
    """`text[start:end]` with every skipped span replaced by as many spaces."""
    parts, at = [], start
    for left, right in clipped(skip, start, end):
        parts += [text[at:left], " " * (right - left)]
        at = right
    return "".join([*parts, text[at:end]])


def _trimmed(text: str, start: int, end: int) -> Span:
    """`start:end` without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, start: int, end: int, skip: list[Span]) -> Iterator[Span]:
    """Cut what is too long at the end of a sentence, else at a space, else where it is too long."""
    while end - start > LONGEST:
        cut = _cut(text, start, skip)
        yield start, min(cut, end)
        start = min(cut, end)
    if start < end:
        yield start, end


def _cut(text: str, start: int, skip: list[Span]) -> int:
    """Where to cut a piece that starts at `start`: never inside a skipped span, always beyond `start`."""
    limit = start + LONGEST
    for pattern in (_SENTENCE_END, _SPACE):
        cuts = [match.end() for match in pattern.finditer(text, start, limit)]
        for cut in reversed(cuts):
            if _inside(cut, skip) is None:
                return cut
    span = _inside(limit, skip)
    if span is None:
        return limit
    return span[0] if span[0] > start else span[1]


def _inside(offset: int, skip: list[Span]) -> Span | None:
    """The skipped span that a cut at `offset` would break."""
    index = bisect_right(skip, (offset, -1)) - 1
    if index >= 0 and skip[index][0] < offset < skip[index][1]:
        return skip[index]
    return None
