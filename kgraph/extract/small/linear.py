"""Linear models over hashed marks: short strings fall into a fixed number of slots by CRC-32."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` (slots + width of the dense part, classes) and `bias` (classes); `slots` is a power of two."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    slots: int

    def scores(self, marks: Iterable[str], dense: NDArray[np.float32]) -> Floats:
        """The raw score of each class, for one example."""
        rows, value = hashed(marks, self.slots)
        total = self.weights[rows].sum(axis=0, dtype=np.float64) * value
        total += (dense[:, None].astype(np.float64) * self.weights[self.slots :]).sum(axis=0)
        out: Floats = total + self.bias
        return out


def hashed(marks: Iterable[str], slots: int) -> tuple[NDArray[np.int64], float]:
    """The slots that the marks fall into, each once and in order, and the value that each carries.

    The value makes long and short examples weigh alike: the squares of all slots sum to 36.
    """
    rows = sorted({zlib.crc32(mark.encode()) & (slots - 1) for mark in marks})
    return np.array(rows, np.int64), 6.0 / max(1, len(rows)) ** 0.5


def from_arrays(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Linear:
    """The model stored under `name` ('type.weights', 'type.bias')."""
    weights = arrays[f"{name}.weights"].astype(np.float32)
    return Linear(weights, arrays[f"{name}.bias"].astype(np.float32), int(arrays[f"{name}.slots"].item()))
