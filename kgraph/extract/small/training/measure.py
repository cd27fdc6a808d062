"""Precision, recall and F1 of what was read in annotated texts, for tuning and for the manifest.

What either reader has is right; what both have (or the only one) is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgraph.extract.small.training.gold import DOUBT, Sample
from kgraph.model import fold
from kgraph.schema import relation_key

Names = Sequence[str]
Relation = tuple[int, str, int]


@dataclass(slots=True)
class Tally:
    """Counts that add up over texts."""

    predicted: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, got: set[object], want: set[object], sure: set[object]) -> None:
        """Count one text."""
        self.predicted += len(got)
        self.right += len(got & want)
        self.wanted += len(sure)
        self.found += len(got & sure)

    @property
    def row(self) -> tuple[float, float, float]:
        """Precision, recall and F1, to four digits."""
        precision = self.right / max(self.predicted, 1)
        recall = self.found / max(self.wanted, 1)
        return round(precision, 4), round(recall, 4), round(2 * precision * recall / max(precision + recall, 1e-9), 4)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text: the names of each concept, and relations between concepts by number."""

    concepts: Sequence[Names]
    relations: Iterable[Relation] = ()


def compare(samples: Sequence[Sample], readings: Sequence[Reading]) -> dict[str, Tally]:
    """The tallies of 'concepts', 'pairs' and 'typed' over texts."""
    tallies = {"concepts": Tally(), "pairs": Tally(), "typed": Tally()}
    for sample, reading in zip(samples, readings, strict=True):
        called = _called(sample, reading.concepts)
        sure = {concept.id for concept in sample.concepts if concept.weight > DOUBT}
        tallies["concepts"].add(set(called), {concept.id for concept in sample.concepts}, set(sure))
        got = {relation_key(called[head], kind, called[tail]) for head, kind, tail in reading.relations}
        want = {relation_key(each.head, each.type, each.tail): each.weight for each in sample.relations}
        certain = {key for key, weight in want.items() if weight > DOUBT}
        tallies["typed"].add(set(got), set(want), set(certain))
        tallies["pairs"].add(_pairs(got), _pairs(want), _pairs(certain))
    return tallies


def _called(sample: Sample, concepts: Sequence[Names]) -> list[str]:
    """The id of the annotated concept that each concept is, or a name that no id has."""
    wanted: dict[str, str] = {}
    for concept in sample.concepts:
        for name in concept.names:
            wanted.setdefault(fold(name), concept.id)
    found = [next((wanted[fold(name)] for name in names if fold(name) in wanted), None) for names in concepts]
    return [known or f"?{names[0]}" for known, names in zip(found, concepts, strict=True)]


def _pairs(keys: Iterable[tuple[str, str, str]]) -> set[object]:
    return {frozenset((head, tail)) for head, _, tail in keys}
