"""Cut a text into the tokens that the concept finder labels: Chinese characters and Latin runs.

A name may begin or end inside a jieba word or between the parts of 'DeepSeek-V3', so the tokens are
finer than words; the word that a token belongs to, and the place that it has there, are kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN = "\u3400-\u9fff"
_TOKEN = re.compile(
    r"[A-Za-zÀ-ÿΑ-Ωα-ω]+[0-9]*[A-Za-z0-9]*"
    r"|[0-9]+(?:\.[0-9]+)?[A-Za-z]*[0-9]*"
    rf"|[{HAN}]"
    r"|[^\s]"
)
_HAN_RUN = re.compile(f"[{HAN}]+")
_TERM = re.compile(r"[A-Za-z0-9À-ÿ][A-Za-z0-9À-ÿ\-_.+/#]*")
_OPEN, _CLOSE = "(（", ")）"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; every list has one entry a token, `words` one a word.

    `start`, `end`: characters; `form`: the text there; `word`: the word around it, in lower case;
    `tag`: jieba's part of speech, or 'eng', 'num', 'sym'; `part`: the place in the word (B, I, L, or U
    for a word of one token); `word_at`: the number of the word; `term`: the whole Latin term around the
    token ('DeepSeek-V3') or empty; `depth`: brackets open here. `words` holds (first, last + 1) tokens.
    """

    text: str
    start: list[int]
    end: list[int]
    form: list[str]
    word: list[str]
    tag: list[str]
    part: list[str]
    word_at: list[int]
    term: list[str]
    depth: list[int]
    words: list[tuple[int, int]]

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.form)

    def span(self, first: int, last: int) -> str:
        """The text of tokens `first` up to, not including, `last`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def words_in(self, first: int, last: int) -> list[str]:
        """The words that tokens `first:last` touch."""
        return [self.word[self.words[number][0]] for number in range(self.word_at[first], self.word_at[last - 1] + 1)]


def tokens(text: str) -> Tokens:
    """The tokens of `text`, with their words, parts of speech and brackets.

    >>> found = tokens("DeepSeek-V3采用量化(FP8)")
    >>> found.form
    ['DeepSeek', '-', 'V3', '采', '用', '量', '化', '(', 'FP8', ')']
    >>> found.part[3:7], found.tag[3], found.term[0], found.depth[8]
    (['B', 'L', 'B', 'L'], 'v', 'DeepSeek-V3', 1)
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    form = [text[start:end] for start, end in spans]
    at = {start: number for number, (start, _) in enumerate(spans)}
    word = [piece.lower() for piece in form]
    tag = [_latin_tag(piece) for piece in form]
    part = ["U"] * len(form)
    for first, piece, kind in _chinese_words(text, at):
        for offset in range(len(piece)):
            word[first + offset], tag[first + offset] = piece, kind
            part[first + offset] = _part(offset, len(piece))
    words = _word_spans(part)
    return Tokens(
        text=text,
        start=[start for start, _ in spans],
        end=[end for _, end in spans],
        form=form,
        word=word,
        tag=tag,
        part=part,
        word_at=[number for number, (first, last) in enumerate(words) for _ in range(first, last)],
        term=_terms(text, spans, at),
        depth=_depths(form),
        words=words,
    )


def _latin_tag(form: str) -> str:
    if form[0].isalpha():
        return "eng"
    return "num" if form[0].isdigit() else "sym"


def _chinese_words(text: str, at: dict[int, int]) -> Iterator[tuple[int, str, str]]:
    """First token, text and part of speech of each Chinese word."""
    import rjieba

    for run in _HAN_RUN.finditer(text):
        first = at[run.start()]
        for piece, kind in rjieba.tag(run.group()):
            yield first, piece, kind
            first += len(piece)


def _part(offset: int, length: int) -> str:
    if length == 1:
        return "U"
    if offset == 0:
        return "B"
    return "L" if offset == length - 1 else "I"


def _word_spans(part: list[str]) -> list[tuple[int, int]]:
    firsts = [number for number, place in enumerate(part) if place in "UB"]
    return list(zip(firsts, [*firsts[1:], len(part)], strict=False))


def _terms(text: str, spans: list[tuple[int, int]], at: dict[int, int]) -> list[str]:
    terms = [""] * len(spans)
    for match in _TERM.finditer(text):
        term = match.group().rstrip(".-/")
        number = at.get(match.start(), len(spans))
        while number < len(spans) and spans[number][0] < match.start() + len(term):
            terms[number] = term
            number += 1
    return terms


def _depths(form: list[str]) -> list[int]:
    depths, depth = [], 0
    for piece in form:
        depth += piece in _OPEN
        depths.append(min(depth, 2))
        depth = max(0, depth - (piece in _CLOSE))
    return depths
