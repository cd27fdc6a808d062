"""Extraction against annotated texts: precision, recall and F1 of concepts, pairs and relations.

Gold is JSON Lines: `text`, `concepts` (`id`, `names`, `types`, `tier`) and `relations` (`head`, `type`,
`tail`: concept ids; `tier`). A tier is 'agreed' where both readers of a text have the item and
'single' where one has: a hit on either counts as right, a miss only on 'agreed'. A concept is found
when it shares a folded name with one that was wanted, and once only; a relation when both its ends
and its type are. COMPARED_WITH has no direction; RELATED_TO, which no text says, is not counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.extract import load
from kgraph.extract.passage_graph import PassageGraph, passage_graph
from kgraph.model import fold
from kgraph.read import passage
from kgraph.schema import RELATION_TYPES, relation_key
from kgraph.workers import extract_all

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were predicted and right, wanted and found; scores add up."""

    predicted: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: Score) -> Score:
        """Both together, as if they had been counted at once."""
        return Score(
            self.predicted + other.predicted,
            self.right + other.right,
            self.wanted + other.wanted,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two.

        >>> round(Score(predicted=4, right=2, wanted=2, found=1).f1, 2)
        0.5
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One text: its scores by what was scored, and what was missed or wrong, in words."""

    id: str
    scores: Mapping[str, Score]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated text: concepts by id with their names, types and tier, and the tier of each relation."""

    id: str
    text: str
    names: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]
    agreed: frozenset[str]
    relations: Mapping[Key, str]


def read_gold(path: Path) -> list[Gold]:
    """The annotated texts of a file; InputError names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", hint="Gold is JSON Lines in UTF-8.") from error
    found = [_gold(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise InputError(f"{path} holds no annotated text.", hint="Gold has one JSON object a line.")
    return found


def _gold(path: Path, number: int, line: str) -> Gold:
    try:
        row = json.loads(line)
        concepts = {concept["id"]: concept for concept in row["concepts"]}
        return Gold(
            str(row.get("id", number)),
            row["text"],
            {key: tuple(concept["names"]) for key, concept in concepts.items()},
            {key: tuple(concept["types"]) for key, concept in concepts.items()},
            frozenset(key for key, concept in concepts.items() if concept["tier"] == "agreed"),
            {relation_key(r["head"], r["type"], r["tail"]): r["tier"] for r in row["relations"]},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(
            f"{path}, line {number} is not an annotated text: {what}.", hint="See `kgraph eval --help`."
        ) from error


def score(texts: Sequence[Gold], *, model: str, jobs: int) -> Iterator[tuple[str, Compared]]:
    """Extract every text and compare: its language, and its scores."""
    passages = [passage(gold.text) for gold in texts]
    extractions = extract_all(passages, load(model), model=model, jobs=jobs)
    for gold, read, extraction in zip(texts, passages, extractions, strict=True):
        yield read.language, compare(gold, passage_graph(read, extraction))


def compare(gold: Gold, predicted: PassageGraph) -> Compared:
    """Score what was found in one text against what its readers wanted."""
    match = _match(gold, predicted)
    got = {
        relation_key(match.called(r.head), r.type, match.called(r.tail))
        for r in predicted.relations
        if not RELATION_TYPES[r.type].inferred
    }
    sure = {key for key, tier in gold.relations.items() if tier == "agreed"}
    want = set(gold.relations)
    scores = {
        "concepts": Score(match.taken, len(match.hit), len(gold.agreed), len(gold.agreed & match.hit)),
        "types": Score(len(match.hit), match.typed, len(match.hit), match.typed),
        "pairs": _score(_pairs(got), _pairs(want), _pairs(sure)),
        "relations": _score(got, want, sure),
    }
    for kind in {key[1] for key in got | want}:
        scores[kind] = _score(_of(kind, got), _of(kind, want), _of(kind, sure))
    return Compared(gold.id, scores, tuple(_missed(gold, match, sure - got)), tuple(_wrong(gold, match, got - want)))


@dataclass(frozen=True, slots=True)
class _Match:
    """Predicted concepts against wanted ones: who is whom, which were hit, how many were taken and of right type."""

    at: Mapping[str, str]
    hit: frozenset[str]
    taken: int
    typed: int
    strange: tuple[str, ...]

    def called(self, name: str) -> str:
        """The wanted concept of that name, or the name marked as strange."""
        return self.at.get(name, f"?{name}")


def _match(gold: Gold, predicted: PassageGraph) -> _Match:
    """Give each predicted concept the first wanted one that shares a name; a second one for it does not count."""
    wanted: dict[str, str] = {}
    for key, names in gold.names.items():
        for name in names:
            wanted.setdefault(fold(name), key)
    at: dict[str, str] = {}
    hit: set[str] = set()
    taken = typed = 0
    strange = []
    for concept in predicted.concepts:
        forms = (concept.name, *concept.aliases)
        key = next((wanted[fold(form)] for form in forms if fold(form) in wanted), "")
        at.update(dict.fromkeys(forms, key or f"?{fold(concept.name)}"))
        if key in hit:
            continue
        taken += 1
        if key:
            hit.add(key)
            typed += concept.type in gold.types[key]
        else:
            strange.append(concept.name)
    return _Match(at, frozenset(hit), taken, typed, tuple(strange))


def total(compared: Iterable[Compared]) -> dict[str, Score]:
    """The scores of many texts, summed by what was scored."""
    sums: dict[str, Score] = defaultdict(Score)
    for one in compared:
        for what, score in one.scores.items():
            sums[what] += score
    return dict(sums)


def _score(got: set[Any], want: set[Any], sure: set[Any]) -> Score:
    return Score(len(got), len(got & want), len(sure), len(sure & got))


def _pairs(keys: Iterable[Key]) -> set[frozenset[str]]:
    return {frozenset((head, tail)) for head, _, tail in keys}


def _of(kind: str, keys: Iterable[Key]) -> set[Key]:
    return {key for key in keys if key[1] == kind}


def _missed(gold: Gold, match: _Match, relations: Iterable[Key]) -> Iterator[str]:
    yield from (gold.names[key][0] for key in gold.names if key in gold.agreed - match.hit)
    yield from _in_words(gold, relations)


def _wrong(gold: Gold, match: _Match, relations: Iterable[Key]) -> Iterator[str]:
    yield from match.strange
    yield from _in_words(gold, relations)


def _in_words(gold: Gold, relations: Iterable[Key]) -> Iterator[str]:
    def name(key: str) -> str:
        return gold.names[key][0] if key in gold.names else key.removeprefix("?")

    return iter(sorted(f"{name(head)} {kind} {name(tail)}" for head, kind, tail in relations))
