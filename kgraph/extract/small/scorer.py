"""Scores named features by boosted trees and by a linear model, and averages the two probabilities.

The trees see combinations, the linear model many rare features at once: together they are better than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small import trees
from kgraph.extract.small.trees import Trees

Floats = NDArray[np.float64]
Row = Iterable[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """`column` of each feature name; `weights` (columns, classes) and `bias` (classes) of the linear model."""

    column: dict[str, int]
    trees: Trees
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, rows: Sequence[Row]) -> Floats:
        """The probability of each class for each row of (column, value); one class is a yes-or-no probability."""
        dense = np.zeros((len(rows), len(self.column)), np.float32)
        linear = np.zeros((len(rows), len(self.bias)))
        for number, row in enumerate(rows):
            entries = sorted(row)
            at = np.array([column for column, _ in entries], np.int64)
            values = np.array([value for _, value in entries], np.float32)
            dense[number, at] = values
            linear[number] = (self.weights[at] * values[:, None]).sum(axis=0, dtype=np.float64) + self.bias
        boosted = self.trees.scores(dense)
        read = trees.sigmoid if len(self.bias) == 1 else trees.softmax
        out: Floats = (read(boosted) + read(linear)) / 2
        return out


def from_arrays(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Scorer:
    """The scorer stored under `name` ('pair.columns', 'pair.feature', 'pair.weights', ...)."""
    columns = bytes(arrays[f"{name}.columns"]).decode().split("\n")
    return Scorer(
        column={column: number for number, column in enumerate(columns)},
        trees=trees.from_arrays(arrays, name),
        weights=arrays[f"{name}.weights"].astype(np.float32),
        bias=arrays[f"{name}.bias"].astype(np.float32),
    )
