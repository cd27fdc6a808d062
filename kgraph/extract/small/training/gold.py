"""Read annotated texts, and put them into folds that keep whole sources together.

A gold file has one JSON object a line: `id`, `text`, `concepts` (`id`, `names`, `types`, `tier`) and
`relations` (`head`, `type`, `tail`, `tier`). The tier is 'agreed' where two readers have an item and
'single' where one has; a text in which nothing is agreed had one reader.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.extract.small.tokens import HAN

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z0-9À-ÿ]")
_CHINESE_SHARE = 0.15
DOUBT = 0.6


@dataclass(frozen=True, slots=True)
class GoldConcept:
    """A concept of a text: every name it has there, the types that the readers chose, how sure it is (0 to 1)."""

    id: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two concepts, by their ids."""

    head: str
    type: str
    tail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated text of gold file `file`; `twice` where two readers annotated it, so that it can measure."""

    id: str
    file: str
    text: str
    source: str
    language: str
    concepts: tuple[GoldConcept, ...]
    relations: tuple[GoldRelation, ...]
    twice: bool


def read_samples(paths: Iterable[Path], sources: Mapping[str, str]) -> list[Sample]:
    """The texts of gold files in order; `sources` says what each id was taken from, if that is known."""
    return [
        _sample(path.name, {"id": f"{path.name}:{number}"} | json.loads(line), sources)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1)
        if line.strip()
    ]


def _sample(file: str, row: dict[str, Any], sources: Mapping[str, str]) -> Sample:
    twice = any(item["tier"] == "agreed" for item in (*row["concepts"], *row["relations"]))

    def weight(tier: str) -> float:
        return DOUBT if twice and tier == "single" else 1.0

    return Sample(
        id=row["id"],
        file=file,
        text=row["text"],
        source=sources.get(row["id"], row["id"]),
        language="zh" if len(_HAN.findall(row["text"])) > _CHINESE_SHARE * len(row["text"]) else "en",
        concepts=tuple(
            GoldConcept(each["id"], tuple(dict.fromkeys(each["names"])), tuple(each["types"]), weight(each["tier"]))
            for each in row["concepts"]
        ),
        relations=tuple(
            GoldRelation(each["head"], each["type"], each["tail"], weight(each["tier"]))
            for each in row["relations"]
            if each["head"] != each["tail"]
        ),
        twice=twice,
    )


def folds(samples: Sequence[Sample], count: int) -> dict[str, int]:
    """The fold of each text: sources stay whole, the largest are placed first, each into the emptiest fold."""
    sizes = Counter(sample.source for sample in samples)
    load = [0] * count
    fold_of: dict[str, int] = {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        emptiest = load.index(min(load))
        load[emptiest] += size
        fold_of[source] = emptiest
    return {sample.id: fold_of[sample.source] for sample in samples}


def occurrences(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands in a text; a Latin edge must be the edge of a word.

    >>> occurrences("LoRA 和 QLoRA", "LoRA")
    [(0, 4)]
    """
    spans = []
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = start > 0 and _LATIN.match(text[start - 1]) and _LATIN.match(name[0])
        after = end < len(text) and _LATIN.match(text[end]) and _LATIN.match(name[-1])
        if not before and not after:
            spans.append((start, end))
        start = text.find(name, start + 1)
    return spans
