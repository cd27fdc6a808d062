"""Cut a text into words: Chinese by rjieba with its part of speech, Latin terms whole.

Chinese tags are jieba's (n noun, vn verbal noun, v verb, ...); a Latin term has the tag 'latin',
a number or an amount ('80GB') 'number'. White space and punctuation are no words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kgraph.extract.plain import narrow

_RUN = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]+)"
    r"|(?P<latin>[A-Za-zÀ-ɏΑ-ω][A-Za-zÀ-ɏΑ-ω0-9]*(?:[-_.+'’·&][A-Za-z0-9À-ɏ]+)*(?:\+\+|\+|#)?)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:-?[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*)?)"
)


_AMOUNT = re.compile(  # 80GB, 7B
    r"[\d.,]+-?(?:[KMGTP]i?[Bb]?|[Bb]|[a-z]{1,2}|GHz|MHz|[KMG]bps|TFLOPS|FPS|fps|tokens?|[Tt]imes|epochs?|steps?)"
)


class Word(NamedTuple):
    """One word: characters `start:end`, the text there with full-width letters narrowed, and its tag."""

    start: int
    end: int
    text: str
    tag: str


@cache
def _tag() -> object:
    import rjieba

    return rjieba.tag


def words(text: str) -> list[Word]:
    """The words of `text` in order.

    >>> [(word.text, word.tag) for word in words("DeepSeek-V3 采用 8-bit 量化")]
    [('DeepSeek-V3', 'latin'), ('采用', 'v'), ('8-bit', 'latin'), ('量化', 'v')]
    """
    tag = _tag()
    found: list[Word] = []
    text = narrow(text)
    for run in _RUN.finditer(text):
        start, end = run.span()
        piece = run.group()
        if run.lastgroup == "han":
            for word, kind in tag(piece):  # type: ignore[operator]
                found.append(Word(start, start + len(word), word, kind))
                start += len(word)
        elif run.lastgroup == "latin" or (not piece[-1].isdigit() and not _AMOUNT.fullmatch(piece)):
            found.append(Word(start, end, piece, "latin"))
        else:
            found.append(Word(start, end, piece, "number"))
    return found
