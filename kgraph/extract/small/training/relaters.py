"""Train what tells whether two concepts are related, and how.

Pairs come from the concepts that were found (so that the model knows their faults) and from the
annotated ones (so that it sees every relation), the latter with half the weight.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kgraph.extract.small.pairs import Features, Pair, Reader, pairs
from kgraph.extract.small.relations import RELATIONS, SYMMETRIC, RelationModel
from kgraph.extract.small.roles import DIRECTIONS, read_as
from kgraph.extract.small.scene import Scene
from kgraph.extract.small.training.boosting import Recipe, scorer
from kgraph.extract.small.training.gold import Sample
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold

PAIR_RECIPE = Recipe(rounds=250, rate=0.06, leaves=31, smallest=20, columns=0.2, rows=0.8, penalty=5)
ROLE_RECIPE = Recipe(rounds=100, rate=0.07, leaves=15, smallest=8, columns=0.2, rows=0.8, penalty=3)
_PAIR_STRENGTH, _ROLE_STRENGTH = 0.1, 0.3
_PAIR_COMMON, _ROLE_COMMON = 100, 25
_ANNOTATED = 0.5

Answer = tuple[int, str]


@dataclass(slots=True)
class PairTable:
    """Features of many pairs as one sparse matrix, the text of each, its answers (type, direction) and their weight."""

    column: dict[str, int]
    sample: list[int] = field(default_factory=list)
    pair: list[Pair] = field(default_factory=list)
    answers: list[list[Answer]] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    ends: array[int] = field(default_factory=lambda: array("q", [0]))
    columns: array[int] = field(default_factory=lambda: array("i"))
    values: array[float] = field(default_factory=lambda: array("f"))

    def add(self, number: int, pair: Pair, features: Features, answers: list[Answer], weight: float) -> None:
        """Append one pair of text `number`."""
        for name, value in features.items():
            if value:
                self.columns.append(self.column.setdefault(name, len(self.column)))
                self.values.append(value)
        self.ends.append(len(self.columns))
        self.sample.append(number)
        self.pair.append(pair)
        self.answers.append(answers)
        self.weight.append(weight)

    @property
    def matrix(self) -> Any:  # noqa: ANN401 - SciPy has no types
        """The features, one row a pair, one column a feature name."""
        from scipy.sparse import csr_matrix

        shape = (len(self.pair), len(self.column))
        return csr_matrix((np.array(self.values), np.array(self.columns), np.array(self.ends)), shape=shape)


def add_pairs(table: PairTable, number: int, sample: Sample, scene: Scene, words: Vectors) -> None:
    """Append the pairs of a scene, with what the readers say of them."""
    wanted = _answers(sample, scene)
    reader = Reader(scene.layout, scene.concepts, words)
    for pair in pairs(scene.layout):
        said = wanted.get((min(pair.a, pair.b), max(pair.a, pair.b)), [])
        best = max((weight for *_, weight in said), default=0.0)
        answers = [(RELATIONS.index(kind), ">" if head == pair.a else "<") for head, kind, w in said if w == best]
        table.add(number, pair, reader.features(pair), answers, best)


def _answers(sample: Sample, scene: Scene) -> dict[tuple[int, int], list[tuple[int, str, float]]]:
    """For each related pair of the scene's concepts: head, type and weight of what is said of it."""
    named = {fold(name): concept.id for concept in reversed(sample.concepts) for name in concept.names}
    at: dict[str, int] = {}
    for number, concept in enumerate(scene.concepts):
        known = next((named[fold(name)] for name in concept.names if fold(name) in named), None)
        if known is not None:
            at.setdefault(known, number)
    found: dict[tuple[int, int], list[tuple[int, str, float]]] = {}
    for each in sample.relations:
        if each.head in at and each.tail in at:
            head, tail = at[each.head], at[each.tail]
            found.setdefault((min(head, tail), max(head, tail)), []).append((head, each.type, each.weight))
    return found


@dataclass(frozen=True, slots=True)
class Tables:
    """The pairs of found concepts and those of annotated ones, with one numbering of columns, as matrices."""

    found: PairTable
    annotated: PairTable
    found_matrix: Any
    annotated_matrix: Any


def train_relater(tables: Tables, inside: Sequence[bool]) -> RelationModel:
    """The relation model, trained on the texts that are `inside`."""
    names = sorted(tables.found.column, key=lambda name: tables.found.column[name])
    parts = [
        (tables.found, tables.found_matrix, 1.0),
        (tables.annotated, tables.annotated_matrix, _ANNOTATED),
    ]
    kept = [np.array([row for row, number in enumerate(table.sample) if inside[number]]) for table, _, _ in parts]
    return RelationModel(_pair_model(names, parts, kept), _role_model(names, parts, kept))


def _pair_model(names: list[str], parts: Any, kept: Any) -> Any:  # noqa: ANN401
    from scipy.sparse import vstack

    rows, labels, weights = [], [], []
    for (table, matrix, share), at in zip(parts, kept, strict=True):
        truth = np.array(table.weight)[at]
        doubtful = at[(truth > 0) & (truth < 1)]
        rows += [matrix[at], matrix[doubtful]]
        labels += [(truth > 0).astype(np.int64), np.zeros(len(doubtful), np.int64)]
        weights += [np.where(truth > 0, truth, 1.0) * share, (1 - np.array(table.weight)[doubtful]) * share]
    full = vstack(rows).tocsr()
    columns = _common(full, _PAIR_COMMON)
    return scorer(
        [names[column] for column in columns],
        full[:, columns],
        np.concatenate(labels),
        np.concatenate(weights),
        recipe=PAIR_RECIPE,
        strength=_PAIR_STRENGTH,
        classes=1,
    )


def _role_model(names: list[str], parts: Any, kept: Any) -> Any:  # noqa: ANN401
    from scipy.sparse import vstack

    turned, maps = _turns(names)
    rows, labels, weights = [], [], []
    for direction in DIRECTIONS:
        for (table, matrix, _), at in zip(parts, kept, strict=True):
            examples = list(_examples(table, at, direction))
            rows.append(matrix[[row for row, _, _ in examples]] @ maps[direction])
            labels += [kind for _, kind, _ in examples]
            weights += [weight for _, _, weight in examples]
    full = vstack(rows).tocsr()
    columns = _common(full, _ROLE_COMMON)
    return scorer(
        [turned[column] for column in columns],
        full[:, columns],
        np.array(labels),
        np.array(weights),
        recipe=ROLE_RECIPE,
        strength=_ROLE_STRENGTH,
        classes=len(RELATIONS) + 1,
    )


def _common(rows: Any, least: int) -> Any:  # noqa: ANN401
    """The columns that enough rows have: `least`, or fewer where there are few rows."""
    return np.flatnonzero(rows.getnnz(axis=0) >= min(least, max(3, rows.shape[0] // 100)))


def _examples(table: PairTable, rows: Any, direction: str) -> Iterator[tuple[int, int, float]]:  # noqa: ANN401
    """Row, class and weight of each related pair read in a direction; the last class is 'not this way'."""
    for row in rows.tolist():
        answers = table.answers[row]
        for kind, way in answers:
            label = kind if way == direction or kind in SYMMETRIC else len(RELATIONS)
            yield row, label, table.weight[row] / len(answers)


def _turns(names: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The names of all turned features, and for each direction the matrix that turns rows into them."""
    from scipy.sparse import csr_matrix

    number: dict[str, int] = {}
    entries = {
        direction: [
            (row, number.setdefault(turned, len(number)))
            for row, name in enumerate(names)
            for turned in read_as(name, direction)
        ]
        for direction in DIRECTIONS
    }
    maps = {}
    for direction, pairs_ in entries.items():
        values = np.ones(len(pairs_), np.float32)
        rows, columns = zip(*pairs_, strict=True)
        maps[direction] = csr_matrix((values, (rows, columns)), shape=(len(names), len(number)))
    return list(number), maps
