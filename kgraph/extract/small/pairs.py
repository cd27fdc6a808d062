"""Pairs of concepts in a passage, and what tells whether and how they are related.

A pair is read at its nearest two mentions; `a` is the one on the left. Features are named
'group:name', with the sides a and b; what holds whichever way the pair is read has no side.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.cues import classes
from kgraph.extract.small.layout import LINE, Item, Layout, Place, Unit
from kgraph.extract.small.tokens import HAN
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold
from kgraph.schema import CONCEPT_TYPES

Features = dict[str, float]

TYPES = tuple(CONCEPT_TYPES)
_HAN, _HAN_END = re.compile(f"[{HAN}]"), re.compile(f"[{HAN}]$")
_PIECE = re.compile(f"[A-Za-z0-9{HAN}]+")
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)
_MARKS = {"，": "comma", ",": "comma", "、": "pause", "：": "colon", ":": "colon", LINE: "line", "的": "of"}
_LONG_GAP, _SHORT_GAP = 25, 3
_EARLY = 3
_FAR_SENTENCES, _FAR_UNITS = 2, 4
_SHORTEST, _STEM = 2, 4


@dataclass(frozen=True, slots=True)
class Concept:
    """What the pair model knows of a concept: its names, the probability of each type, how sure it is, its vectors."""

    names: tuple[str, ...]
    types: NDArray[np.float32]
    score: float
    last: NDArray[np.float32]
    whole: NDArray[np.float32]
    marks: tuple[int, ...]

    @property
    def type(self) -> str:
        """The likeliest type."""
        return TYPES[int(self.types.argmax())]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts by number, `a` on the left, and the numbers of their nearest places."""

    a: int
    b: int
    left: int
    right: int
    nested: bool


def pairs(layout: Layout) -> list[Pair]:
    """The pairs of the passage's concepts that may be related, in a total order."""
    concepts = sorted(layout.of)
    every = (_nearest(layout, one, two) for number, one in enumerate(concepts) for two in concepts[number + 1 :])
    return [pair for pair in every if _may_be_related(layout, pair)]


def _may_be_related(layout: Layout, pair: Pair) -> bool:
    """Whether two concepts are near each other, or one of them is a topic: far ones are nearly never related."""
    x, y = layout.places[pair.left], layout.places[pair.right]
    if abs(x.sentence - y.sentence) < _FAR_SENTENCES and abs(x.unit - y.unit) <= _FAR_UNITS:
        return True
    topics = (layout.first, layout.most)
    return (
        pair.a in topics
        or pair.b in topics
        or pair.a in (layout.running.get(y.segment), layout.subject.get(y.segment))
        or layout.places[layout.of[pair.a][0]].segment == 0
    )


def _nearest(layout: Layout, one: int, two: int) -> Pair:
    places = layout.places
    best = min(
        ((_distance(layout, x, y), x, y) for x in layout.of[one] for y in layout.of[two]),
        key=lambda entry: entry,
    )
    x, y = best[1], best[2]
    if (places[y].start, -places[y].end) < (places[x].start, -places[x].end):
        x, y = y, x
    return Pair(places[x].concept, places[y].concept, x, y, places[x].outer == y or places[y].outer == x)


def _distance(layout: Layout, x: int, y: int) -> tuple[int, int, float, int]:
    one, two = layout.places[x], layout.places[y]
    inside = one.outer == y or two.outer == x
    apart = 0.0 if inside else abs(one.unit - two.unit) + 0.6 * ((one.outer >= 0) + (two.outer >= 0))
    return abs(one.sentence - two.sentence), abs(one.segment - two.segment), apart, abs(one.start - two.start)


class Reader:
    """Reads the features of the pairs of one passage; what several pairs share is computed once."""

    def __init__(self, layout: Layout, concepts: Sequence[Concept], vectors: Vectors) -> None:
        """`concepts` are numbered as in the layout."""
        self.layout = layout
        self.concepts = concepts
        self.vectors = vectors
        self.cues = [classes(item.text) if item.kind == "word" else () for item in layout.items]
        self.mentions = [place.item for place in layout.places if place.outer < 0]
        self.sentences = {number: {layout.places[at].sentence for at in places} for number, places in layout.of.items()}
        self.opens = [
            number == 0 or layout.units[number - 1].segment != unit.segment for number, unit in enumerate(layout.units)
        ]
        self.types = [concept.type for concept in concepts]
        self.own = [_own_types(concept) for concept in concepts]
        self.heads = [tuple(sorted({headword(name) for name in concept.names})) for concept in concepts]
        self.folded = [tuple(sorted({fold(name) for name in concept.names})) for concept in concepts]

    def features(self, pair: Pair) -> Features:
        """The features of a pair."""
        out: Features = {}
        self._types(pair, out)
        self._strings(pair, out)
        self._distances(pair, out)
        self._enumeration(pair, out)
        self._ranks(pair, out)
        self._topic(pair, out)
        self._gap(pair, out)
        self._around(pair, out)
        self._meaning(pair, out)
        return out

    def _ends(self, pair: Pair) -> tuple[Place, Place, Unit, Unit]:
        x, y = self.layout.places[pair.left], self.layout.places[pair.right]
        return x, y, self.layout.units[x.unit], self.layout.units[y.unit]

    def _types(self, pair: Pair, out: Features) -> None:
        a, b = self.concepts[pair.a], self.concepts[pair.b]
        out.update(self.own[pair.a]["a"])
        out.update(self.own[pair.b]["b"])
        out[f"type:ab={self.types[pair.a]}|{self.types[pair.b]}"] = 1.0
        out["type:same"] = float(self.types[pair.a] == self.types[pair.b])
        out["type:alike"] = float(a.types @ b.types)
        out["sure:least"] = min(a.score, b.score)
        out["sure:both"] = a.score * b.score
        out["lang:chinese"] = float(self.layout.chinese)

    def _strings(self, pair: Pair, out: Features) -> None:
        relation = string_relation(self.folded[pair.a], self.folded[pair.b])
        a, b = self.types[pair.a], self.types[pair.b]
        for name in sorted(relation):
            out[f"name:{name}"] = 1.0
            if name.startswith(("a_", "b_")):
                out[f"name:{name}|{a}|{b}"] = 1.0
        if set(self.heads[pair.a]) & set(self.heads[pair.b]):
            out["name:same_head"] = 1.0
        if pair.nested:
            self._nesting(pair, out)
        for side, number in (("a", pair.a), ("b", pair.b)):
            out[f"form:{side}={form(self.concepts[number].names[0])}"] = 1.0
            for head in self.heads[number]:
                out[f"head:{side}={head}"] = 1.0

    def _nesting(self, pair: Pair, out: Features) -> None:
        places = self.layout.places
        x, y = places[pair.left], places[pair.right]
        inner, outer = (x, y) if x.outer == pair.right else (y, x)
        where = "start" if inner.start == outer.start else "end" if inner.end == outer.end else "middle"
        kinds = f"{self.types[outer.concept]}|{self.types[inner.concept]}"
        out["name:nested"] = 1.0
        out[f"name:nested_{where}"] = 1.0
        out[f"name:nested_{where}|{kinds}"] = 1.0
        out["name:inner_alone"] = float(any(places[at].outer < 0 for at in self.layout.of[inner.concept]))

    def _distances(self, pair: Pair, out: Features) -> None:
        layout = self.layout
        x, y, u, v = self._ends(pair)
        between = max(abs(y.unit - x.unit) - 1, 0)
        words = max(0, v.first - u.last - 1) if x.unit != y.unit else 0
        sentences, segments = abs(x.sentence - y.sentence), abs(x.segment - y.segment)
        out["far:sentences"] = min(sentences, 6)
        out["far:segments"] = min(segments, 8)
        out["far:between"] = min(between, 15)
        out["far:words"] = math.log1p(words)
        out["far:concepts"] = math.log1p(
            max(0, bisect_left(self.mentions, v.first) - bisect_right(self.mentions, u.last))
        )
        out["far:same_segment"] = float(segments == 0)
        out["far:step"] = _step(words)
        together = self.sentences[pair.a] & self.sentences[pair.b]
        out["far:together"] = min(len(together), 4)
        out["far:rarer"] = min(len(layout.of[pair.a]), len(layout.of[pair.b]), 5)

    def _enumeration(self, pair: Pair, out: Features) -> None:
        x, y, u, v = self._ends(pair)
        if x.unit == y.unit:
            out["list:same"] = 1.0
            out["list:next"] = float(abs(x.rank - y.rank) == 1)
            for joint in sorted(set(u.joints)):
                out[f"list:joint={joint}"] = 1.0
        out["list:a"], out["list:b"] = min(len(u.places), 8), min(len(v.places), 8)
        out["list:a_rank"], out["list:b_rank"] = min(x.rank, 8), min(y.rank, 8)
        out["list:a_many"], out["list:b_many"] = float(len(u.places) > 1), float(len(v.places) > 1)

    def _ranks(self, pair: Pair, out: Features) -> None:
        layout = self.layout
        count = max(len(layout.order), 2)
        for side, number in (("a", pair.a), ("b", pair.b)):
            out[f"rank:{side}"] = layout.order[number] / count
            out[f"rank:{side}_often"] = math.log(len(layout.of[number]))
        out["rank:count"] = math.log(count)
        out["rank:a_before"] = float(layout.order[pair.a] < layout.order[pair.b])

    def _topic(self, pair: Pair, out: Features) -> None:
        layout = self.layout
        x, y, u, v = self._ends(pair)
        for side, number in (("a", pair.a), ("b", pair.b)):
            out[f"topic:{side}_first"] = float(number == layout.first)
            out[f"topic:{side}_most"] = float(number == layout.most)
            out[f"topic:{side}_early"] = float(layout.order[number] < _EARLY)
            out[f"topic:{side}_heading"] = float(layout.places[layout.of[number][0]].segment == 0)
        out["topic:a_subject"] = float(layout.subject.get(x.segment) == pair.a)
        out["topic:b_subject"] = float(layout.subject.get(y.segment) == pair.b)
        out["topic:a_subject_of_b"] = float(layout.subject.get(y.segment) == pair.a)
        out["topic:a_running_to_b"] = float(layout.running.get(y.segment) == pair.a)
        out["topic:b_unled"] = float(y.segment not in layout.subject)
        head, colon = layout.colon.get(y.segment, (-1, -1))
        if head == pair.a and v.first > colon:
            out["topic:a_colon"] = 1.0
            out[f"topic:a_colon|{self.types[pair.a]}|{self.types[pair.b]}"] = 1.0
        out["topic:b_colon"] = float(head == pair.b and v.first < colon)
        head, colon = layout.colon.get(x.segment, (-1, -1))
        out["topic:a_is_colon"] = float(head == pair.a and u.first < colon)
        out["topic:b_opens"] = float(self.opens[y.unit])
        out["topic:a_opens"] = float(self.opens[x.unit])

    def _gap(self, pair: Pair, out: Features) -> None:
        x, y, u, v = self._ends(pair)
        if x.sentence != y.sentence or v.first <= u.last:
            return
        gap = self.layout.items[u.last + 1 : v.first]
        opened = sum(item.text in "（(" for item in gap) - sum(item.text in "）)" for item in gap)
        out["gap:opened"], out["gap:closed"] = float(opened > 0), float(opened < 0)
        for item in gap:
            name = _MARKS.get(item.text)
            if name:
                out[f"gap:{name}"] = min(out.get(f"gap:{name}", 0.0) + 1.0, 5.0)
        out["gap:plain"] = float(not any(item.kind in ("mark", "line") for item in gap))
        if len(gap) <= _LONG_GAP:
            self._gap_words(pair, gap, u.last + 1, out)

    def _gap_words(self, pair: Pair, gap: Sequence[Item], first: int, out: Features) -> None:
        words = [item.text.lower() if item.kind != "mention" else "§" for item in gap]
        if len(words) <= _SHORT_GAP:
            out[f"gap:all={''.join(words)}"] = 1.0
        out[f"gap:first={words[0] if words else ''}"] = 1.0
        out[f"gap:last={words[-1] if words else ''}"] = 1.0
        for word in sorted(set(words)):
            out[f"gap:word={word}"] = 1.0
        tags = [item.tag[:1] for item in gap if item.kind == "word"]
        out["gap:verbs"] = float(tags.count("v"))
        out["gap:nouns"] = float(tags.count("n"))
        alone = "§" not in words
        a, b = self.types[pair.a], self.types[pair.b]
        for offset in range(len(gap)):
            for cue in self.cues[first + offset]:
                out[f"cue:gap={cue}"] = 1.0
                if alone:
                    out[f"cue:alone={cue}"] = 1.0
                    out[f"cue:alone={cue}|b={b}"] = 1.0
                    out[f"cue:alone={cue}|a={a}"] = 1.0
                out[f"cue:last={cue}"] = 1.0 / (len(gap) - offset)
                out.setdefault(f"cue:first={cue}", 1.0 / (offset + 1))
            for mark in self.vectors.marks(words[offset])[:1]:
                out[f"gap:k={mark}"] = 1.0

    def _around(self, pair: Pair, out: Features) -> None:
        layout = self.layout
        x, y, u, v = self._ends(pair)
        far = "" if x.sentence == y.sentence else "far_"
        kind = self.types[pair.b]
        start = layout.segment_start[v.segment]
        if x.segment == y.segment:
            start = max(start, u.last + 1)
        sides = (
            ("before_b", max(v.first - 5, start), v.first),
            ("after_b", v.last + 1, v.last + 6),
            ("before_a", u.first - 4, u.first),
            ("after_a", u.last + 1, u.last + 5),
        )
        for name, first, last in sides:
            for at in range(max(first, 0), min(last, len(layout.items))):
                for cue in self.cues[at]:
                    out[f"cue:{far}{name}={cue}"] = 1.0
                    if name == "before_b":
                        out[f"cue:{far}{name}={cue}|b={kind}"] = 1.0
        for name, at in (
            ("before_b", v.first - 1),
            ("after_b", v.last + 1),
            ("before_a", u.first - 1),
            ("after_a", u.last + 1),
        ):
            word = layout.items[at].text.lower() if 0 <= at < len(layout.items) else "^"
            out[f"next:{far}{name}={word}"] = 1.0

    def _meaning(self, pair: Pair, out: Features) -> None:
        a, b = self.concepts[pair.a], self.concepts[pair.b]
        out["mean:last"] = float(a.last @ b.last)
        out["mean:whole"] = float(a.whole @ b.whole)
        for side, concept in (("a", a), ("b", b)):
            for level, mark in enumerate(concept.marks[:2]):
                out[f"mean:{side}{level}={mark}"] = 1.0


def _own_types(concept: Concept) -> dict[str, Features]:
    """What the types of a concept say of a pair on either side of which it stands."""
    chances = list(zip(TYPES, concept.types.tolist(), strict=True))
    return {
        side: {
            f"type:{side}={concept.type}": 1.0,
            f"sure:{side}": concept.score,
            **{f"type:{side}~{name}": value for name, value in chances},
        }
        for side in ("a", "b")
    }


def headword(name: str) -> str:
    """The last two Chinese characters of a name, or its last Latin word.

    >>> headword("多头注意力"), headword("vision encoder")
    ('意力', 'encoder')
    """
    if _HAN_END.search(name):
        return name[-2:]
    words: list[str] = _PIECE.findall(name)
    return words[-1].lower() if words else name[-2:].lower()


def form(name: str) -> str:
    """How a name looks: 'han', 'mixed', 'capitals', 'camel', 'capital' or 'small'."""
    if _HAN.search(name):
        return "han" if all(_HAN.match(letter) for letter in name) else "mixed"
    if name.upper() == name:
        return "capitals"
    if any(letter.isupper() or letter.isdigit() for letter in name[1:]):
        return "camel"
    return "capital" if name[0].isupper() else "small"


def string_relation(one: Sequence[str], two: Sequence[str]) -> set[str]:
    """How folded names of one concept are contained in those of another.

    >>> sorted(string_relation(["自注意力"], ["注意力"]))
    ['a_ends_with', 'same_end']
    """
    out: set[str] = set()
    for x in one:
        for y in two:
            if x == y or min(len(x), len(y)) < _SHORTEST:
                continue
            out |= _contained(x, y, "a") | _contained(y, x, "b")
            han_end, han_start = _HAN.match(x[-1]), _HAN.match(x[0])
            if x[-2:] == y[-2:] and han_end:
                out.add("same_end")
            if x[:2] == y[:2] and han_start:
                out.add("same_start")
            if len(x) > _STEM and x[:4] == y[:4] and not han_start:
                out.add("same_stem")
    return out


def _contained(whole: str, part: str, side: str) -> set[str]:
    if whole.endswith(part):
        return {f"{side}_ends_with"}
    if whole.startswith(part):
        return {f"{side}_starts_with"}
    return {f"{side}_holds"} if len(part) > _SHORTEST and part in whole else set()


def _step(count: int) -> int:
    return next((number for number, limit in enumerate(_STEPS) if count <= limit), len(_STEPS))
