"""Pages of snippets: two header lines in capitals, then one snippet a line, often cut off, then page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.read.piece import Piece, Span, pieces
from kgraph.read.skip import skips

HEADERS = 2
"""How many lines of capitals head a page."""

LONG = 60
"""Characters from which a line is a snippet and not a label."""

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_HEADER = re.compile(r"\s*[A-Z][A-Z0-9 &'/:#\-]{2,79}\s*")


def is_page(text: str) -> bool:
    r"""Whether a text has the shape of a page, whatever its headers say.

    >>> is_page("DAILY DIGEST\n\nNEW TODAY\n" + "LoRA 是一种参数高效微调方法。" * 5)
    True
    >>> is_page("LoRA\n\nA method of fine-tuning.")
    False
    """
    lines: list[int] = []
    for match in _LINE.finditer(text):
        if len(lines) < HEADERS and not _HEADER.fullmatch(match.group()):
            return False
        lines.append(len(match.group()))
    snippets = lines[HEADERS:]
    return 2 * sum(length >= LONG for length in snippets) > len(snippets)


def read_page(text: str) -> Iterator[Piece]:
    """One piece a snippet; page numbers hold no letter and so make none."""
    for start, end in _snippets(text):
        yield from pieces(text, start, end, skip=skips(text, start, end))


def _snippets(text: str) -> Iterator[Span]:
    for number, match in enumerate(_LINE.finditer(text)):
        if number >= HEADERS:
            yield match.span()
