"""What one passage says, as a small graph of its own: its names joined to concepts, its claims to relations.

Nothing is looked up outside the passage: two names are one concept when they fold to the same form or
when the passage's own aliases join them. What the passage denies is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.model import Alias, Claim, Extraction, Mention, Passage, fold
from kgraph.schema import relation_key


@dataclass(frozen=True, slots=True)
class PassageConcept:
    """One concept of a passage: the name it has most often there, its other names there, its type."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRelation:
    """One relation of a passage, between the names of two of its concepts, with its best sentence."""

    head: str
    type: str
    tail: str
    polarity: str
    score: float
    rule: str
    quote: str


@dataclass(frozen=True, slots=True)
class PassageGraph:
    """The concepts of a passage in the order of their first mention, and its relations in reading order."""

    concepts: tuple[PassageConcept, ...]
    relations: tuple[PassageRelation, ...]


def passage_graph(passage: Passage, extraction: Extraction) -> PassageGraph:
    """Join what was found in a passage within the passage.

    '低秩适配(LoRA)属于微调方法' gives the concept 低秩适配 with the alias LoRA, and its IS_A.
    """
    group = _groups(extraction.aliases)
    names = list(_names(passage, extraction))
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in names:
        key = fold(mention.name)
        members[group.get(key, key)].append(mention)
    concepts = {key: _concept(found) for key, found in members.items()}
    called = {fold(m.name): concepts[key].name for key, found in members.items() for m in found}
    return PassageGraph(tuple(concepts.values()), tuple(_relations(passage, extraction.claims, called)))


def _groups(aliases: Iterable[Alias]) -> dict[str, str]:
    """For every folded name that an alias joins to another, the first name of its group."""
    group: dict[str, str] = {}
    for alias in aliases:
        one, other = sorted(group.get(key, key) for key in (fold(alias.name), fold(alias.other)))
        group.update({key: one for key, first in group.items() if first == other})
        group.update({one: one, other: one})
    return group


def _names(passage: Passage, extraction: Extraction) -> Iterator[Mention]:
    """Every name in the passage in reading order: its mentions, then ends and aliases that were not mentioned."""
    mentions = sorted(extraction.mentions, key=lambda m: (m.start, m.end, m.name, m.type))
    seen = {fold(m.name) for m in mentions}
    yield from mentions
    ends = [(c.head, c.head_start, c.head_end) for c in extraction.claims if c.polarity != "negated"]
    ends += [(c.tail, c.tail_start, c.tail_end) for c in extraction.claims if c.polarity != "negated"]
    known = {name for alias in extraction.aliases for name in (alias.name, alias.other)}
    ends += [(name, at, at + len(name)) for name in known if (at := passage.text.find(name)) >= 0]
    for name, start, end in sorted(ends, key=lambda found: (found[1], found[2], found[0])):
        if fold(name) not in seen:
            seen.add(fold(name))
            yield Mention(passage.id, start, end, name, "", "", 0.0)


def _concept(mentions: list[Mention]) -> PassageConcept:
    """The commonest name and the type with most weight; the first in the passage where that does not decide."""
    names = Counter(m.name for m in mentions)
    types: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if mention.type:
            types[mention.type] += mention.score
    name = max(names, key=lambda each: names[each])
    aliases = tuple(other for other in names if other != name)
    return PassageConcept(name, max(types, key=lambda each: types[each], default="Concept"), aliases)


def _relations(passage: Passage, claims: Iterable[Claim], called: dict[str, str]) -> Iterator[PassageRelation]:
    """Each relation once, by the claim that supports it best, in the order of first saying."""
    best: dict[tuple[str, str, str], Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.quote_start, c.head_start, c.tail_start, c.type, c.rule)):
        if claim.polarity == "negated":
            continue
        head, tail = called[fold(claim.head)], called[fold(claim.tail)]
        key = relation_key(head, claim.type, tail)
        if head != tail and (key not in best or claim.score > best[key].score):
            best[key] = claim
    for claim in best.values():
        quote = passage.text[claim.quote_start : claim.quote_end]
        head, tail = called[fold(claim.head)], called[fold(claim.tail)]
        yield PassageRelation(head, claim.type, tail, claim.polarity, round(claim.score, 6), claim.rule, quote)
