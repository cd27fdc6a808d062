"""Scores named features by boosted trees and by a linear model, and averages the two probabilities.

The trees see combinations, the linear model many rare features at once: together they are better than either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small import trees
from kgraph.extract.small.trees import Trees

Floats = NDArray[np.float64]
Row = tuple[Sequence[int], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """`column` of each feature name; `weights` (columns, classes) and `bias` (classes) of the linear model."""

    column: dict[str, int]
    trees: Trees
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, rows: Sequence[Row], *, hopeless: float = 0.0) -> Floats:
        """The probability of each class for each row of columns and their values; one class is a yes-or-no probability.

        A row to which the linear model gives less than `hopeless` is not shown to the trees, and has no chance.
        """
        if not rows:
            return np.zeros((0, len(self.bias)))
        sizes = np.array([len(columns) for columns, _ in rows])
        columns = np.array(list(chain.from_iterable(columns for columns, _ in rows)), np.int64)
        values = np.array(list(chain.from_iterable(values for _, values in rows)), np.float32)
        read = trees.sigmoid if len(self.bias) == 1 else trees.softmax
        linear = read(self._linear(sizes, columns, values))
        shown = np.flatnonzero(linear.max(axis=1) >= hopeless)
        dense = np.zeros((len(rows), len(self.column)), np.float32)
        dense[np.repeat(np.arange(len(rows)), sizes), columns] = values
        out = np.zeros_like(linear)
        out[shown] = (linear[shown] + read(self.trees.scores(dense[shown]))) / 2
        return out

    def _linear(self, sizes: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float32]) -> Floats:
        """The raw scores of the linear model: running sums over all rows, cut where a row ends."""
        total = np.zeros((len(columns) + 1, len(self.bias)))
        np.cumsum(self.weights[columns] * values[:, None], axis=0, dtype=np.float64, out=total[1:])
        ends = np.cumsum(sizes)
        scores: Floats = total[ends] - total[ends - sizes] + self.bias
        return scores


def from_arrays(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Scorer:
    """The scorer stored under `name` ('pair.columns', 'pair.feature', 'pair.weights', ...)."""
    columns = bytes(arrays[f"{name}.columns"]).decode().split("\n")
    return Scorer(
        column={column: number for number, column in enumerate(columns)},
        trees=trees.from_arrays(arrays, name),
        weights=arrays[f"{name}.weights"].astype(np.float32),
        bias=arrays[f"{name}.bias"].astype(np.float32),
    )
