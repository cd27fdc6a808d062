"""Marks over a text, as a page nests them: elements that open and close in order, whatever crosses.

Of two marks that cross, the later one is cut where the earlier one ends, and goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start:end` are of a `kind` ('concept', 'cue', 'skip'); a concept has a number, a type and a title."""

    start: int
    end: int
    kind: str
    concept: int | None = None
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of a marked text: characters, or a mark that opens, or, with neither, the end of the last."""

    text: str = ""
    opens: Mark | None = None


def nested(text: str, marks: Iterable[Mark], start: int, end: int) -> Iterator[Token]:
    """Characters `start:end` of the text with the marks on them, the longer one outside.

    >>> marks = [Mark(0, 2, "outer"), Mark(1, 3, "crossing")]
    >>> tokens = nested("abc", marks, 0, 3)
    >>> "".join(token.text or (f"<{token.opens.kind}>" if token.opens else "</>") for token in tokens)
    '<outer>a<crossing>b</></><crossing>c</>'
    """
    waiting = [
        (max(mark.start, start), -min(mark.end, end), number, mark)
        for number, mark in enumerate(marks)
        if mark.start < end and mark.end > start and mark.start < mark.end
    ]
    heapify(waiting)
    ends: list[int] = []
    at = start
    while waiting or ends:
        if ends and (not waiting or ends[-1] <= waiting[0][0]):
            yield from _characters(text, at, ends[-1])
            at = ends.pop()
            yield Token()
            continue
        begins, negative, number, mark = heappop(waiting)
        stop = -negative
        if ends and stop > ends[-1]:
            heappush(waiting, (ends[-1], negative, number, mark))
            stop = ends[-1]
        yield from _characters(text, at, begins)
        at = begins
        ends.append(stop)
        yield Token(opens=mark)
    yield from _characters(text, at, end)


def _characters(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token(text[start:end])
