"""Boosted decision trees as flat arrays, read for all examples and all trees at once.

A node whose `feature` is negative is a leaf; another sends an example left where its value is at most
`threshold`, else right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class Trees:
    """`roots` of the trees, `classes` scores an example: tree t adds to the score of class t mod `classes`."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    classes: int

    def scores(self, rows: NDArray[np.float32]) -> Floats:
        """The raw scores of each row: an array (rows, classes)."""
        step = max(1, _BLOCK // max(1, len(self.roots)))
        blocks = [self._block(rows[start : start + step]) for start in range(0, len(rows), step)]
        return np.concatenate(blocks) if blocks else np.zeros((0, self.classes))

    def _block(self, rows: NDArray[np.float32]) -> Floats:
        count, width = rows.shape
        at = np.tile(self.roots, count)
        flat = rows.ravel()
        offset = np.repeat(np.arange(count, dtype=np.int64) * width, len(self.roots))
        live = np.flatnonzero(self.feature[at] >= 0)
        while len(live):
            node = at[live]
            value = flat[offset[live] + self.feature[node]]
            at[live] = np.where(value <= self.threshold[node], self.left[node], self.right[node])
            live = live[self.feature[at[live]] >= 0]
        leaves = self.value[at].astype(np.float64).reshape(count, -1, self.classes)
        total: Floats = leaves.sum(axis=1)
        return total


def sigmoid(scores: Floats) -> Floats:
    """The probability that a raw score stands for."""
    out: Floats = 1.0 / (1.0 + np.exp(-scores))
    return out


def softmax(scores: Floats) -> Floats:
    """The probabilities of the classes, from raw scores (rows, classes)."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = powers / powers.sum(axis=1, keepdims=True)
    return out


def from_arrays(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Trees:
    """The trees stored under `name` ('pair.feature', 'pair.threshold', ...)."""
    return Trees(
        feature=arrays[f"{name}.feature"].astype(np.int16),
        threshold=arrays[f"{name}.threshold"].astype(np.float32),
        left=arrays[f"{name}.left"].astype(np.int32),
        right=arrays[f"{name}.right"].astype(np.int32),
        value=arrays[f"{name}.value"].astype(np.float32),
        roots=arrays[f"{name}.roots"].astype(np.int32),
        classes=int(arrays[f"{name}.classes"].item()),
    )
