"""What two names side by side mean to each other when no cue between them says it, told by their types alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from kgraph.extract.units import Unit

_APART = re.compile(r"[，,：:；;。！？\n、()（）|*]|\.\s")


@dataclass(frozen=True, slots=True)
class Affinity:
    """The relation that each pair of types suggests, and how near and how sure."""

    pairs: dict[tuple[str, str], tuple[str, bool]]
    gap: int
    score: float


@cache
def affinity() -> Affinity:
    """The table of `affinity.toml`; the flag tells whether the first name is the head."""
    data = tomllib.loads((Path(__file__).parent / "affinity.toml").read_text(encoding="utf-8"))
    pairs = {(first, second): (relation, head == "first") for first, second, relation, head in data["pairs"]}
    return Affinity(pairs, data["gap"], data["score"])


def neighbours(text: str, units: Sequence[Unit]) -> Iterator[tuple[Unit, str, Unit]]:
    """Head, relation and tail of each two units that stand side by side in one clause."""
    known = affinity()
    for left, right in pairwise(units):
        if right.start - left.end > known.gap or _APART.search(text, left.end, right.start):
            continue
        found = known.pairs.get((left.members[-1].type, right.members[0].type))
        if found:
            relation, first = found
            yield (left, relation, right) if first else (right, relation, left)
