"""Cue rules: what a rule is, and where its pattern fits in a sentence.

A pattern such as 'H at T train_after' is matched on the sparse sequence of a sentence, its units
of names and its cue words: neighbours in the pattern are neighbours in the sentence, with no unit
and no end of a clause between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kgraph.extract.concepts import Name
from kgraph.extract.languages import LANGUAGES, language
from kgraph.extract.scan import Hit
from kgraph.extract.units import Unit

_GAP = 14
_CUE_GAP = 6  # characters between a name and the cue that closes a pattern
_CLAUSE_END = re.compile(r"[，,：:；;。！？\n]|\.\s")
_ALIKE = (frozenset({"Model", "Method", "Concept", "Tool", "Component", "Task"}), frozenset({"Metric", "Concept"}))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a language's rules.

    `pattern` holds 'H', 'T' (units of names), 'HT' (one unit of two names: head and tail) and cue
    classes; `head` and `tail` are the types allowed, empty for all; `gap` is the most characters
    between neighbours; `same` asks for ends of like types, `many` for at least two heads; `left_out`
    is the end that a sentence may leave to its topic.
    """

    name: str
    relation: str
    pattern: tuple[str, ...]
    score: float
    head: frozenset[str]
    tail: frozenset[str]
    gap: int
    same: bool
    many: bool
    left_out: str
    example: str = field(compare=False, default="")
    near_miss: str = field(compare=False, default="")


class Match(NamedTuple):
    """A rule fits: the units of its ends (None for the one that the sentence leaves out) and the cue's span."""

    rule: Rule
    head: Unit | None
    tail: Unit | None
    cue_start: int
    cue_end: int


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of all languages; a rule's name ends with its language."""
    return tuple(_rule(code, row) for code in LANGUAGES for row in language(code)["rule"])


@cache
def _by_anchor() -> dict[str, list[tuple[Rule, int]]]:
    """The rules by their first cue class, each with its place in the pattern."""
    table: dict[str, list[tuple[Rule, int]]] = {}
    for rule in rules():
        anchor = next(index for index, part in enumerate(rule.pattern) if "." in part)
        table.setdefault(rule.pattern[anchor], []).append((rule, anchor))
    return table


@cache
def cues() -> tuple[tuple[str, str], ...]:
    """Every cue word and its class; classes of two languages stay apart ('zh.use', 'en.use')."""
    return tuple(
        (word, f"{code}.{kind}")
        for code in LANGUAGES
        for kind, words in sorted(language(code)["cues"].items())
        for word in sorted(words)
    )


def _rule(code: str, row: Mapping[str, Any]) -> Rule:
    ends = {"H", "T", "HT"}
    return Rule(
        name=f"{row['name']}.{code}",
        relation=row["relation"],
        pattern=tuple(part if part in ends else f"{code}.{part}" for part in row["pattern"].split()),
        score=row["score"],
        head=frozenset(row.get("head", "").split()),
        tail=frozenset(row.get("tail", "").split()),
        gap=row.get("gap", _GAP),
        same=row.get("same", False),
        many=row.get("many", False),
        left_out=row.get("left_out", "H"),
        example=row["example"],
        near_miss=row["near_miss"],
    )


class Sentence:
    """The sparse sequence of a sentence: its units and cues by position."""

    def __init__(self, text: str, units: Sequence[Unit], cues: Sequence[Hit]) -> None:
        """Take what lies within the sentence, both sorted by start."""
        self.text = text
        self.units = units
        self._starts = [unit.start for unit in units]
        self.by_class: dict[str, list[Hit]] = {}
        for hit in cues:
            self.by_class.setdefault(hit.value, []).append(hit)

    def unit_after(self, at: int) -> Unit | None:
        """The first unit that begins at `at` or later."""
        index = bisect_left(self._starts, at)
        return self.units[index] if index < len(self.units) else None

    def unit_before(self, at: int) -> Unit | None:
        """The last unit that ends at `at` or before."""
        index = bisect_left(self._starts, at) - 1
        while index >= 0 and self.units[index].end > at:
            index -= 1
        return self.units[index] if index >= 0 else None


def matches(sentence: Sentence) -> Iterator[Match]:
    """Every place where a rule's pattern fits."""
    by_anchor = _by_anchor()
    for kind, hits in sentence.by_class.items():
        for rule, anchor in by_anchor.get(kind, ()):
            for cue in hits:
                match = _fit(sentence, rule, anchor, cue)
                if match and _types_fit(rule, match):
                    yield match


def _fit(sentence: Sentence, rule: Rule, anchor: int, cue: Hit) -> Match | None:
    """Walk from the anchor cue to both ends of the pattern."""
    ends: dict[str, Unit] = {}
    at = cue.start
    for part in reversed(rule.pattern[:anchor]):
        unit = sentence.unit_before(at)
        if unit and _near(sentence.text, unit.end, at, rule.gap):
            ends[part] = unit
            at = unit.start
        elif part != rule.left_out:
            return None
    at = cue.end
    for part in rule.pattern[anchor + 1 :]:
        found = sentence.unit_after(at) if part in ("H", "T") else _cue_after(sentence, part, at)
        if found is None or not _near(sentence.text, at, found.start, rule.gap if part in ("H", "T") else _CUE_GAP):
            return None
        if isinstance(found, Unit):
            ends[part] = found
        at = found.end
    if pair := ends.get("HT"):
        if len(pair.members) != 2:  # noqa: PLR2004 - a difference is between two
            return None
        return Match(rule, _alone(pair.members[0]), _alone(pair.members[1]), cue.start, cue.end)
    return Match(rule, ends.get("H"), ends.get("T"), cue.start, cue.end) if ends else None


def _alone(name: Name) -> Unit:
    return Unit(name.start, name.end, (name,))


def _cue_after(sentence: Sentence, kind: str, at: int) -> Hit | None:
    return next((hit for hit in sentence.by_class.get(kind, ()) if hit.start >= at), None)


def _near(text: str, start: int, end: int, gap: int) -> bool:
    return end - start <= gap and not _CLAUSE_END.search(text, start, end)


def _types_fit(rule: Rule, match: Match) -> bool:
    heads = match.head.members if match.head else ()
    tails = match.tail.members if match.tail else ()
    if rule.many and len(heads) < 2:  # noqa: PLR2004 - one is no enumeration
        return False
    if rule.head and not all(name.type in rule.head for name in heads):
        return False
    if rule.tail and not all(name.type in rule.tail for name in tails):
        return False
    if rule.same and heads and tails:
        types = {heads[0].type, tails[0].type}
        return len(types) == 1 or any(types <= alike for alike in _ALIKE)
    return True
