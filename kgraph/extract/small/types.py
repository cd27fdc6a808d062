"""Which of the twelve types a name has, from its letters, words, neighbours and the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.features import shape
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.names import Span
from kgraph.extract.small.tokens import HAN, Tokens
from kgraph.extract.small.trees import sigmoid
from kgraph.extract.small.vectors import Vectors

_READ = 5
_REACH = 3


def type_marks(
    found: Tokens, spans: Sequence[Span], listed: Mapping[Span, tuple[str, ...]], vectors: Vectors
) -> list[str]:
    """The marks of a name that stands at `spans`; `listed` are the types that the lexicon gives to spans."""
    marks = _own(found, *spans[0], vectors)
    for first, last in spans[:_READ]:
        marks += [f"g{kind}" for kind in listed.get((first, last), ())]
        marks += _around(found, first, last, vectors)
    return marks


def type_vector(found: Tokens, span: Span, vectors: Vectors) -> NDArray[np.float32]:
    """The dense part: the vectors of all words of the name, and of the last."""
    words = found.words_in(*span)
    return np.concatenate([vectors.mean(words), vectors.mean(words[-1:])])


def probabilities(
    model: Linear, found: Tokens, spans: Sequence[Span], listed: Mapping[Span, tuple[str, ...]], vectors: Vectors
) -> NDArray[np.float64]:
    """The probability of each type, in the order of the schema; they sum to one."""
    scores = model.scores(type_marks(found, spans, listed, vectors), type_vector(found, spans[0], vectors))
    each = sigmoid(scores)
    out: NDArray[np.float64] = each / each.sum()
    return out


def _own(found: Tokens, first: int, last: int, vectors: Vectors) -> list[str]:
    name = found.span(first, last)
    text = f"^{' '.join(name.lower().split())}$"
    words = found.words_in(first, last)
    marks = [f"c{text[at : at + size]}" for size in (2, 3, 4, 5) for at in range(max(1, len(text) - size + 1))]
    marks += [f"w{word}" for word in words]
    marks += [f"F{words[0]}", f"L{words[-1]}", f"s{shape(name)}", f"={text}", f"e2{text[-3:]}", f"e3{text[-4:]}"]
    marks += [f"b{text[:3]}", f"n{min(len(name) // 3, 12)}", f"t{found.tag[last - 1]}"]
    marks.append(f"u{min(4, sum(letter.isupper() for letter in name))}{any(letter.isdigit() for letter in name)}")
    marks.append(f"x{any(letter.isascii() for letter in name)}{any(HAN[0] <= letter <= HAN[2] for letter in name)}")
    marks += [f"LK{level}{mark}" for level, mark in enumerate(vectors.marks(words[-1]))]
    return marks


def _around(found: Tokens, first: int, last: int, vectors: Vectors) -> list[str]:
    left = [_word(found, found.word_at[first] - step) for step in range(1, _REACH + 1)]
    right = [_word(found, found.word_at[last - 1] + step) for step in range(1, _REACH + 1)]
    marks = [f"l{word}" for word in left] + [f"r{word}" for word in right]
    marks += [f"l1{left[0]}", f"r1{right[0]}", f"l21{left[1]} {left[0]}", f"r12{right[0]} {right[1]}"]
    for side, words in (("l", left), ("r", right)):
        marks += [f"{side}K{mark}" for word in words for mark in vectors.marks(word)[1:2]]
    return marks


def _word(found: Tokens, number: int) -> str:
    return found.word[found.words[number][0]] if 0 <= number < len(found.words) else "^"
