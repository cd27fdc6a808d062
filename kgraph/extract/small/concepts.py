"""Decide which candidate names of a passage are concepts.

The best candidate is taken first; one that stands only inside names that were taken, or across their
edges, must be much surer, and must lie wholly inside.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small import crf
from kgraph.extract.small.crf import Crf
from kgraph.extract.small.features import Hit, attributes
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.names import Candidate, Span, name_marks, name_rows
from kgraph.extract.small.tokens import Tokens
from kgraph.extract.small.trees import Trees, sigmoid
from kgraph.extract.small.vectors import Vectors

LONGEST = 24
FLOOR = 0.02
_LATIN = re.compile(r"[A-Za-z0-9À-ÿ]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Characters `start:end` of a passage are a name that was accepted with probability `score`."""

    start: int
    end: int
    score: float


def span_table(model: Crf, found: Tokens, listed: list[Hit], vectors: Vectors) -> dict[Span, float]:
    """The token spans that the field believes in at least a little, with their probabilities."""
    if not len(found):
        return {}
    emissions = model.emissions(attributes(found, listed, vectors))
    chances = crf.span_probabilities(crf.lattice(emissions, model.transition), LONGEST)
    sizes, starts = np.nonzero(chances >= FLOOR)
    return {
        (start, start + size + 1): round(float(chances[size, start]), 6)
        for size, start in sorted(zip(sizes.tolist(), starts.tolist(), strict=True))
    }


@dataclass(frozen=True, slots=True)
class NameModel:
    """Tells names from chance runs: a linear model over letters, whose score is a last column for the trees."""

    linear: Linear
    trees: Trees

    def scores(
        self, found: Tokens, names: list[Candidate], spans: dict[Span, float], listed: list[Hit], vectors: Vectors
    ) -> list[float]:
        """The probability of each candidate."""
        if not names:
            return []
        rows = name_rows(found, names, spans, listed, vectors)
        letters = [self.linear.scores(name_marks(found, name, vectors), np.zeros(0, np.float32)) for name in names]
        full: NDArray[np.float32] = np.column_stack([rows, np.array(letters, np.float32)])
        raw = self.trees.scores(full)[:, 0]
        return [round(value, 6) for value in sigmoid(raw).tolist()]


def choose(
    found: Tokens, names: Sequence[Candidate], scores: Sequence[float], *, threshold: float, nested: float
) -> list[Chosen]:
    """The spans of the accepted names: scores of at least `threshold`, or `nested` inside another name."""
    owner: dict[int, int] = {}
    taken: dict[Span, float] = {}
    for number in sorted(range(len(names)), key=lambda number: (-scores[number], number)):
        if scores[number] < threshold:
            break
        free = [span for span in names[number].spans if not any(at in owner for at in range(*span))]
        if not free and scores[number] >= nested:
            free = [span for span in names[number].spans if len({owner.get(at) for at in range(*span)}) == 1][:1]
        for span in free:
            owner.update(dict.fromkeys(range(*span), number))
            taken[span] = scores[number]
    taken |= _elsewhere(found, taken, owner)
    chosen = [Chosen(found.start[first], found.end[last - 1], score) for (first, last), score in taken.items()]
    return sorted(chosen, key=lambda each: (each.start, -each.end))


def _elsewhere(found: Tokens, taken: dict[Span, float], owner: dict[int, int]) -> dict[Span, float]:
    """Other places of the accepted forms where no name stands; a Latin edge must be a word's edge."""
    forms: dict[str, float] = {}
    for span, score in taken.items():
        forms[found.span(*span)] = max(score, forms.get(found.span(*span), 0.0))
    more: dict[Span, float] = {}
    free = set(range(len(found))) - set(owner)
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        for span in _places(found, form):
            if free.issuperset(range(*span)):
                free.difference_update(range(*span))
                more[span] = forms[form]
    return more


def _places(found: Tokens, form: str) -> Iterator[Span]:
    at = found.text.find(form)
    while at >= 0:
        end = at + len(form)
        span = token_span(found, at, end)
        if _whole(found.text, at, end) and (found.start[span[0]], found.end[span[1] - 1]) == (at, end):
            yield span
        at = found.text.find(form, end)


def _whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and _LATIN.match(text[start - 1]) and _LATIN.match(text[start])
    after = end < len(text) and _LATIN.match(text[end]) and _LATIN.match(text[end - 1])
    return not before and not after


def token_span(found: Tokens, start: int, end: int) -> Span:
    """The tokens that characters `start:end` touch."""
    first = max(bisect_right(found.end, start), 0)
    last = bisect_left(found.start, end)
    return first, max(last, first + 1)
