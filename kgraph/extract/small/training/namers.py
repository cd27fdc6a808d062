"""Train what tells names from chance runs, and what tells the type of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.concepts import NameModel, token_span
from kgraph.extract.small.linear import Linear, hashed
from kgraph.extract.small.model import Analysis
from kgraph.extract.small.names import Candidate, Span, candidates, name_marks, name_rows
from kgraph.extract.small.pairs import TYPES
from kgraph.extract.small.training.boosting import Recipe, boost
from kgraph.extract.small.training.gold import DOUBT, Sample, occurrences
from kgraph.extract.small.types import type_marks, type_vector
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold

LETTER_SLOTS = 1 << 16
TYPE_SLOTS = 1 << 15
_RECIPE = Recipe(rounds=250, rate=0.03, leaves=15, smallest=20, columns=0.4, rows=0.7, penalty=5, seeds=2)
_STRENGTH = 0.3
_DENSE = 2.0


@dataclass(frozen=True, slots=True)
class NameRows:
    """The candidates of a text, the numbers and letters of each, and how true each is (0, a doubt, or 1)."""

    names: Sequence[Candidate]
    numbers: NDArray[np.float32]
    letters: Sequence[Sequence[str]]
    truth: NDArray[np.float64]


def name_data(sample: Sample, seen: Analysis, spans: dict[Span, float], words: Vectors) -> NameRows:
    """What the name model looks at in one text."""
    names = candidates(seen.found, spans)
    known: dict[str, float] = {}
    for concept in sample.concepts:
        for name in concept.names:
            known[fold(name)] = max(concept.weight, known.get(fold(name), 0.0))
    return NameRows(
        names,
        name_rows(seen.found, names, spans, list(seen.listed), words),
        [name_marks(seen.found, name, words) for name in names],
        np.array([known.get(name.key, 0.0) for name in names]),
    )


def train_namer(data: Sequence[tuple[int, NameRows]]) -> NameModel:
    """The name model, from texts and their folds; the linear score is made out of fold for the trees."""
    data = [(fold_, rows) for fold_, rows in data if rows.names]
    numbers = np.vstack([rows.numbers for _, rows in data])
    truth = np.concatenate([rows.truth for _, rows in data])
    labels = (truth > 0).astype(np.int64)
    weights = np.where((truth > 0) & (truth <= DOUBT), DOUBT, 1.0)
    letters = slot_matrix([marks for _, rows in data for marks in rows.letters], LETTER_SLOTS)
    at = np.concatenate([np.full(len(rows.names), fold_) for fold_, rows in data])
    held = np.zeros(len(labels))
    for each in sorted({fold_ for fold_, _ in data}):
        inside = at != each
        held[~inside] = _linear(letters[inside], labels[inside], weights[inside]).decision_function(letters[~inside])
    full = np.column_stack([numbers, held]).astype(np.float32)
    trees = boost(_RECIPE, full, labels, weights)
    final = _linear(letters, labels, weights)
    return NameModel(_stored(final.coef_.T, final.intercept_, LETTER_SLOTS), trees)


def slot_matrix(rows: Sequence[Sequence[str]], slots: int) -> Any:  # noqa: ANN401 - SciPy has no types
    """The sparse matrix of hashed marks, one row an example."""
    from scipy.sparse import csr_matrix

    ends, columns, values = [0], [], []
    for marks in rows:
        found, value = hashed(marks, slots)
        columns += found.tolist()
        values += [value] * len(found)
        ends.append(len(columns))
    return csr_matrix((np.array(values, np.float32), columns, ends), shape=(len(rows), slots))


def _linear(rows: Any, labels: Any, weights: Any) -> Any:  # noqa: ANN401
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=60, solver="liblinear", random_state=0)
    return model.fit(rows, labels, sample_weight=weights)


def _stored(weights: Any, bias: Any, slots: int) -> Linear:  # noqa: ANN401
    """As it will be read back: weights in half precision."""
    return Linear(weights.astype(np.float16).astype(np.float32), bias.astype(np.float32), slots)


@dataclass(frozen=True, slots=True)
class TypeRows:
    """The annotated names of a text: their marks, vectors and types by number."""

    marks: Sequence[Sequence[str]]
    vectors: Sequence[NDArray[np.float32]]
    types: Sequence[int]


def type_data(sample: Sample, seen: Analysis, words: Vectors) -> TypeRows:
    """What the typer looks at in one text: every annotated name."""
    marks, dense, types = [], [], []
    for concept in sample.concepts:
        for name in concept.names:
            spans = [token_span(seen.found, *place) for place in occurrences(sample.text, name)]
            if spans:
                marks.append(type_marks(seen.found, spans, seen.types, words))
                dense.append(type_vector(seen.found, spans[0], words))
                types.append(TYPES.index(concept.types[0]))
    return TypeRows(marks, dense, types)


def train_typer(data: Sequence[TypeRows]) -> Linear:
    """One regression a type, against all others."""
    from scipy.sparse import csr_matrix, hstack

    letters = slot_matrix([marks for rows in data for marks in rows.marks], TYPE_SLOTS)
    dense = np.array([vector for rows in data for vector in rows.vectors], np.float32) * np.float32(_DENSE)
    full = hstack([letters, csr_matrix(dense)]).tocsr()
    types = np.array([kind for rows in data for kind in rows.types])
    weights = np.zeros((full.shape[1], len(TYPES)))
    bias = np.full(len(TYPES), -8.0)  # a type that no text has
    for number in sorted(set(types.tolist())):
        model = _linear(full, (types == number).astype(np.int64), None)
        weights[:, number], bias[number] = model.coef_[0], model.intercept_[0]
    weights[TYPE_SLOTS:] *= _DENSE
    return _stored(weights, bias, TYPE_SLOTS)
