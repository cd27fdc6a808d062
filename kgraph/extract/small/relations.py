"""Score the pairs of a passage, and keep the relations that are believed enough.

Belief is the probability that two concepts are related at all, times the probability of the type and
direction given that they are. Relations are taken best first: one that would close a triangle must be
surer, one that brings in a concept without any relation may be less sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.pairs import Features, Pair, Reader, pairs
from kgraph.extract.small.roles import read_as
from kgraph.extract.small.scene import Scene
from kgraph.extract.small.scorer import Row, Scorer
from kgraph.extract.small.vectors import Vectors
from kgraph.schema import RELATION_TYPES

Floats = NDArray[np.float64]

RELATIONS = tuple(name for name, relation in RELATION_TYPES.items() if not relation.inferred)
SYMMETRIC = tuple(number for number, name in enumerate(RELATIONS) if RELATION_TYPES[name].symmetric)
UNRELATED, HOPELESS = 0.05, 0.03
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least belief of a relation; how much more one needs that closes a triangle, how much less a first one."""

    least: float
    triangle: float
    first: float

    @property
    def lowest(self) -> float:
        """Nothing with a lower belief is ever kept."""
        return self.least - self.first


@dataclass(frozen=True, slots=True)
class Related:
    """`head` and `tail` are numbers of places in the layout, `belief` is rounded to six digits."""

    head: int
    type: str
    tail: int
    belief: float


@dataclass(frozen=True, slots=True)
class RelationModel:
    """Whether a pair is related (`pair`), and as what when it is read one way or the other (`role`)."""

    pair: Scorer
    role: Scorer

    def beliefs(self, scene: Scene, vectors: Vectors, *, least: float = UNRELATED) -> list[tuple[Pair, Related]]:
        """The best reading of every pair whose ends are related with a probability of at least `least`."""
        found = pairs(scene.layout)
        reader = Reader(scene.layout, scene.concepts, vectors)
        features = [reader.features(pair) for pair in found]
        rows = [pair_row(self.pair.column, each) for each in features]
        related: list[float] = self.pair.probabilities(rows, hopeless=HOPELESS)[:, 0].tolist()
        likely = [number for number, chance in enumerate(related) if chance >= least]
        if not likely:
            return []
        chances = self._types([features[number] for number in likely])
        return [
            (found[number], best_reading(found[number], related[number], table))
            for number, table in zip(likely, chances, strict=True)
        ]

    def _types(self, features: Sequence[Features]) -> Floats:
        column = self.role.column
        rows = [role_row(column, each, direction) for direction in "><" for each in features]
        both = self.role.probabilities(rows)
        return directed(both[: len(features)], both[len(features) :])


def pair_row(column: dict[str, int], features: Features) -> Row:
    """The columns and values of the features that a scorer knows."""
    columns, values = [], []
    for name, value in features.items():
        if value and (number := column.get(name)) is not None:
            columns.append(number)
            values.append(value)
    return columns, values


def role_row(column: dict[str, int], features: Features, direction: str) -> Row:
    """As `pair_row`, with the pair read in `direction`."""
    columns, values = [], []
    for name, value in features.items():
        if value:
            for turned in _names(name, direction):
                if (number := column.get(turned)) is not None:
                    columns.append(number)
                    values.append(value)
    return columns, values


@lru_cache(maxsize=_REMEMBERED)
def _names(name: str, direction: str) -> tuple[str, ...]:
    return read_as(name, direction)


def directed(onward: Floats, backward: Floats) -> Floats:
    """The probability of each type read '>' and read '<': an array (pairs, 2, types) that sums to one a pair.

    Given are the probabilities of the types, and of 'not this way' as a last class, for both readings.
    A reading is likely when its type is and when the other way round is 'not this way'.
    """
    count = len(RELATIONS)
    table = np.stack([onward[:, :count] * backward[:, count:], backward[:, :count] * onward[:, count:]], axis=1)
    for number in SYMMETRIC:
        table[:, 0, number] = np.sqrt(onward[:, number] * backward[:, number])
        table[:, 1, number] = 0
    out: Floats = table / np.maximum(table.sum(axis=(1, 2), keepdims=True), 1e-9)
    return out


def best_reading(pair: Pair, related: float, table: Floats) -> Related:
    """The likeliest type and direction of a pair, with its belief."""
    way, kind = divmod(int(table.argmax()), table.shape[1])
    belief = round(related * float(table[way, kind]), 6)
    head, tail = (pair.left, pair.right) if way == 0 else (pair.right, pair.left)
    return Related(head, RELATIONS[kind], tail, belief)


def decide(scored: Sequence[tuple[Pair, Related]], limits: Thresholds) -> list[Related]:
    """The relations that are kept, best first; at most one a pair of concepts."""
    linked: dict[int, set[int]] = {}
    kept = []
    for pair, related in sorted(scored, key=lambda each: (-each[1].belief, each[0].a, each[0].b)):
        if related.belief < limits.lowest:
            break
        a, b = linked.setdefault(pair.a, set()), linked.setdefault(pair.b, set())
        least = limits.least
        least += limits.triangle if a & b else 0.0
        least -= limits.first if not a or not b else 0.0
        if related.belief >= least:
            a.add(pair.b)
            b.add(pair.a)
            kept.append(related)
    return kept
