"""Candidate names of a passage, and what tells a name from a chance run of words.

Spans that spell the same name are one candidate: a name is accepted or not for the whole passage, on
the evidence of all the places where it stands.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.features import Hit, shape
from kgraph.extract.small.tokens import HAN, Tokens
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold
from kgraph.schema import CONCEPT_TYPES

Span = tuple[int, int]

TAGS = (
    *("n", "v", "vn", "a", "an", "ad", "d", "p", "u", "uj", "c", "r", "m", "q", "f", "l", "i", "j", "b", "k", "g"),
    *("nr", "ns", "nz", "nt", "eng", "num", "sym", "t", "s", "z", "zg", "x", "ng", "vg"),
)
_TAG = {tag: number for number, tag in enumerate(TAGS)}
_LIKELY = 0.5
_CLAUSE = re.compile("[，。；;、！？!?]")
_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("《", "》"), ("“", "”"))
_LATIN, _HAN = re.compile("[A-Za-z]"), re.compile(f"[{HAN}]")
_LISTING = frozenset("、/和与及,&") | {"and", "or"}
_OPENING, _QUOTING = frozenset("(（"), frozenset('"“`《「')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folded name, the token spans that spell it, and the probability of each."""

    key: str
    spans: tuple[Span, ...]
    probabilities: tuple[float, ...]

    @property
    def best(self) -> Span:
        """The span most likely to be a name; of two equal ones, the first."""
        return self.spans[max(range(len(self.spans)), key=lambda number: (self.probabilities[number], -number))]


def candidates(found: Tokens, spans: dict[Span, float]) -> list[Candidate]:
    """The candidates of a passage in order of their first places."""
    groups: dict[str, list[Span]] = {}
    for span in sorted(spans):
        text = found.span(*span)
        key = fold(text)
        if key and is_phrase(text):
            groups.setdefault(key, []).append(span)
    return [Candidate(key, tuple(places), tuple(spans[place] for place in places)) for key, places in groups.items()]


def is_phrase(text: str) -> bool:
    """Whether a text may be a name at all: no clause inside, brackets whole, no punctuation at an edge.

    >>> [is_phrase(text) for text in ["多 token 预测", "模型，数据", "FP8）", "C++"]]
    [True, False, False, True]
    """
    if _CLAUSE.search(text) or any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):
        return False
    return (text[0].isalnum() or text[0] in '(（《“"') and (text[-1].isalnum() or text[-1] in ')）》”"+#')


def name_rows(
    found: Tokens, names: list[Candidate], spans: dict[Span, float], listed: list[Hit], vectors: Vectors
) -> NDArray[np.float32]:
    """One row of numbers a candidate: probabilities, rivals, form, neighbours, lexicon, word vectors."""
    overlap = _overlaps(names, spans)
    known = {(hit.first, hit.last): hit.types for hit in listed}
    rows = [
        [
            *_certainty(candidate),
            *overlap[number],
            _listing(found, candidate, spans),
            *_form(found, candidate),
            *_setting(found, candidate),
            *_lexicon(candidate, known),
            *_meaning(found, candidate, vectors),
        ]
        for number, candidate in enumerate(names)
    ]
    return np.array(rows, np.float32).reshape(len(names), -1)


def _certainty(candidate: Candidate) -> list[float]:
    each = candidate.probabilities
    best = max(each)
    missed = math.prod(1 - value for value in each)
    odds = math.log(best / (1.0001 - best) + 1e-4)
    return [best, sum(each) / len(each), 1 - missed, odds, min(each), sum(value > _LIKELY for value in each), len(each)]


def _overlaps(names: list[Candidate], spans: dict[Span, float]) -> NDArray[np.float64]:
    """For each candidate, the best rival that holds it, that it holds, that crosses it; and the mean of the first."""
    if not names:
        return np.zeros((0, 4))
    edges = np.array(sorted(spans))
    weight = np.array([spans[start, end] for start, end in edges.tolist()])
    places = np.array([place for candidate in names for place in candidate.spans])
    first = np.cumsum([0, *(len(candidate.spans) for candidate in names)][:-1])
    start, end = edges[:, 0][None, :], edges[:, 1][None, :]
    own_start, own_end = places[:, 0][:, None], places[:, 1][:, None]
    same = (start == own_start) & (end == own_end)
    holds = (start <= own_start) & (end >= own_end) & ~same
    held = (start >= own_start) & (end <= own_end) & ~same
    crosses = (start < own_end) & (end > own_start) & ~holds & ~held & ~same
    best = [np.where(mask, weight, 0).max(axis=1) for mask in (holds, held, crosses)]
    count = np.array([len(candidate.spans) for candidate in names])
    columns = [np.maximum.reduceat(column, first) for column in best] + [np.add.reduceat(best[0], first) / count]
    return np.stack(columns, axis=1)


def _listing(found: Tokens, candidate: Candidate, spans: dict[Span, float]) -> float:
    """The best probability of a name that stands beside this one in an enumeration."""
    best = 0.0
    for first, last in candidate.spans:
        if last < len(found) and found.form[last].lower() in _LISTING:
            best = max([best, *(spans.get((last + 1, last + 1 + size), 0.0) for size in range(1, 9))])
        if first and found.form[first - 1].lower() in _LISTING:
            best = max([best, *(spans.get((first - 1 - size, first - 1), 0.0) for size in range(1, 9))])
    return best


def _form(found: Tokens, candidate: Candidate) -> list[float]:
    first, last = candidate.best
    text = found.span(first, last)
    return [
        last - first,
        len(text),
        found.word_at[last - 1] - found.word_at[first] + 1,
        bool(_LATIN.search(text)),
        bool(_HAN.search(text)),
        text.isupper(),
        sum(letter.isupper() for letter in text),
        sum(letter.isdigit() for letter in text),
        text[:1].isupper(),
        "-" in text,
        " " in text,
        found.part[first] in "BU",
        found.part[last - 1] in "LU",
    ]


def _setting(found: Tokens, candidate: Candidate) -> list[float]:
    first, last = candidate.best
    before = found.form[first - 1] if first else ""
    after = found.form[last] if last < len(found) else ""
    tags = [found.tag[first], found.tag[last - 1], found.tag[first - 1] if first else "", _tag_at(found, last)]
    inside = found.tag[first:last]
    return [
        first / len(found),
        candidate.spans[0][0] / len(found),
        len(found),
        found.depth[first],
        after in _OPENING,
        before in _OPENING,
        before in _LISTING,
        after in _LISTING,
        before in _QUOTING,
        *(_TAG.get(tag, len(TAGS)) for tag in tags),
        sum(tag.startswith("n") for tag in inside) / len(inside),
        sum(tag.startswith("v") for tag in inside) / len(inside),
    ]


def _tag_at(found: Tokens, number: int) -> str:
    return found.tag[number] if number < len(found) else ""


def _lexicon(candidate: Candidate, known: dict[Span, tuple[str, ...]]) -> list[float]:
    types = {kind for span in candidate.spans for kind in known.get(span, ())}
    first, last = candidate.best
    inner = max((b - a for a, b in known if first <= a and b <= last), default=0)
    outer = sum(a <= first and b >= last and b - a > last - first for a, b in known)
    return [len(types), *(kind in types for kind in CONCEPT_TYPES), inner / (last - first), outer]


def _meaning(found: Tokens, candidate: Candidate, vectors: Vectors) -> list[float]:
    words = found.words_in(*candidate.best)
    return [*vectors.mean(words[-1:]).tolist(), *vectors.mean(words).tolist()]


def name_marks(found: Tokens, candidate: Candidate, vectors: Vectors) -> list[str]:
    """The candidate's letters, words and neighbours, for a linear model."""
    first, last = candidate.best
    text = f"^{' '.join(found.span(first, last).lower().split())}$"
    words = found.words_in(first, last)
    tags = [found.tag[found.words[number][0]] for number in range(found.word_at[first], found.word_at[last - 1] + 1)]
    marks = [f"c{text[at : at + size]}" for size in (2, 3, 4) for at in range(max(1, len(text) - size + 1))]
    marks += [f"w{word}" for word in words]
    marks += [f"F{words[0]}", f"L{words[-1]}", f"n{len(words)}", f"t{'-'.join(tags)}", f"s{shape(text)}"]
    marks += [f"LK{level}{mark}" for level, mark in enumerate(vectors.marks(words[-1]))]
    marks += [f"FK{level}{mark}" for level, mark in enumerate(vectors.marks(words[0]))]
    for start, end in candidate.spans[:4]:
        left, right = _beside(found, start, end)
        marks += [f"<{left}", f">{right}", f"<>{left}|{right}", f"<t{_tag_at(found, start - 1) if start else ''}"]
        marks.append(f">t{_tag_at(found, end)}")
    return marks


def _beside(found: Tokens, start: int, end: int) -> tuple[str, str]:
    return (found.word[start - 1] if start else "^", found.word[end] if end < len(found) else "$")
