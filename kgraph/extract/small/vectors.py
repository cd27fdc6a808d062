"""What is known of a word from unlabelled text: three clusters, coarse to fine, and a short vector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SCALE = 127.0


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of words: `number` of each word, its `clusters` (int16) and its `values` (int8, 127 is one)."""

    number: dict[str, int]
    clusters: NDArray[np.int16]
    values: NDArray[np.int8]

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.values.shape[1])

    def marks(self, word: str) -> tuple[int, ...]:
        """The clusters of a word in lower case, coarse to fine; empty where it is unknown."""
        row = self.number.get(word)
        return () if row is None else tuple(self.clusters[row].tolist())

    def mean(self, words: list[str]) -> NDArray[np.float32]:
        """The mean vector of the known ones among `words`; zeros where none is known."""
        rows = [self.number[word] for word in words if word in self.number]
        if not rows:
            return np.zeros(self.width, np.float32)
        total: NDArray[np.float32] = self.values[rows].sum(axis=0, dtype=np.float32)
        return total / np.float32(_SCALE * len(rows))


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Vectors:
    """Vectors out of the arrays 'vectors.words', '.clusters' and '.values' (the words in UTF-8, one a line)."""
    words = bytes(arrays["vectors.words"]).decode().split("\n")
    clusters, values = arrays["vectors.clusters"].astype(np.int16), arrays["vectors.values"].astype(np.int8)
    return Vectors({word: row for row, word in enumerate(words)}, clusters, values)
