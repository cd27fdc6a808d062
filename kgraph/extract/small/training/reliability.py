"""How far belief can be taken at its word: of the relations believed about so much, how many are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Relations with a belief from `low` to below `high`: how many, their mean belief, the share that is right."""

    low: float
    high: float
    count: int
    belief: float
    right: float


def bins(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The bins of (belief, whether it is right) that hold anything."""
    ordered: Sequence[tuple[float, bool]] = sorted(judged)
    found = []
    for low, high in pairwise(_EDGES):
        inside = [each for each in ordered if low <= each[0] < high]
        if inside:
            mean = sum(belief for belief, _ in inside) / len(inside)
            right = sum(hit for _, hit in inside) / len(inside)
            found.append(Bin(low, high, len(inside), round(mean, 4), round(right, 4)))
    return found
