"""How far the evidence for a relation is to be believed: 1 minus what all of its sources get wrong together.

Each rule family errs in two ways, as in INDRA's belief model (Gyori et al., 2017): systematically, in a
way that no further passage mends, and at random, once for each passage. A family is wrong as a whole with

    systematic + (1 - systematic) * product over its passages of (1 - score)

and the relation is wrong where every family is. A passage counts once for a family, by its best score,
so neither order nor repetition matters; a hedged passage counts for less, and what speaks against a
relation takes belief away and never gives any.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HIGHEST = 0.99


@dataclass(frozen=True, slots=True)
class Voice:
    """What one passage says about a relation, as belief sees it."""

    passage: str
    rule: str
    polarity: str
    score: float


@dataclass(frozen=True, slots=True)
class Errors:
    """The figures of belief.toml: what a hedge and a denial weigh, and each family's systematic error."""

    hedged: float
    negated: float
    default: float
    families: Mapping[str, float]

    def systematic(self, family: str) -> float:
        """The error of `family` that no number of passages mends."""
        return self.families.get(family, self.default)


@cache
def errors() -> Errors:
    """The figures that ship with the package."""
    with Path(__file__).with_name("belief.toml").open("rb") as file:
        figures = tomllib.load(file)
    return Errors(**figures["weight"], default=figures["systematic"].pop("default"), families=figures["systematic"])


def family(rule: str) -> str:
    """The family of a rule: its name up to the first full stop.

    >>> family("isa.zh.shi_yizhong")
    'isa'
    """
    return rule.partition(".")[0]


def belief(voices: Iterable[Voice]) -> float:
    """The belief in [0, 0.99] that all voices together give.

    >>> one = Voice("p1", "isa.zh", "asserted", 0.8)
    >>> belief([one]) == belief([one, one]) < belief([one, Voice("p2", "isa.zh", "asserted", 0.8)])
    True
    """
    heard = list(voices)
    said = 1 - math.prod(wrong for _, _, wrong in family_errors(heard))
    denied = 1 - math.prod(wrong for _, _, wrong in family_errors(heard, against=True))
    return min(HIGHEST, max(0.0, said * (1 - errors().negated * denied)))


def family_errors(voices: Iterable[Voice], *, against: bool = False) -> list[tuple[str, list[float], float]]:
    """For each family its passages' weights, best first, and the chance that it is wrong as a whole.

    With `against`, what is weighed is the denial of the relation.
    """
    best: dict[str, dict[str, float]] = {}
    for voice in voices:
        if (voice.polarity == "negated") is against:
            passages = best.setdefault(family(voice.rule), {})
            passages[voice.passage] = max(weight(voice), passages.get(voice.passage, 0.0))
    return [(name, *_wrong(name, passages.values())) for name, passages in sorted(best.items())]


def weight(voice: Voice) -> float:
    """How much a passage counts: its score, less if it hedges."""
    score = min(1.0, max(0.0, voice.score))
    return score * errors().hedged if voice.polarity == "hedged" else score


def _wrong(name: str, weights: Iterable[float]) -> tuple[list[float], float]:
    # Sorted, because a product of floats depends on its order in the last digit.
    ranked = sorted(weights, reverse=True)
    systematic = errors().systematic(name)
    return ranked, systematic + (1 - systematic) * math.prod(1 - each for each in ranked)
