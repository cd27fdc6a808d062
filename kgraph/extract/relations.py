"""Find claims in a text by cue rules: sentence by sentence, where two units of names and a cue meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kgraph.extract.affinity import affinity, neighbours
from kgraph.extract.concepts import Name
from kgraph.extract.glosses import Gloss
from kgraph.extract.patterns import Match, Sentence, matches
from kgraph.extract.polarity import polarity
from kgraph.extract.scan import Hit
from kgraph.extract.sentences import sentences
from kgraph.extract.units import Unit, units
from kgraph.model import Claim, fold

_CLAUSE_START = re.compile(r"[，,；;。！？\n]")
_LEFT_OUT = 0.6  # how much less a claim counts whose head the sentence leaves out
_MOST = 40  # claims of one match: longer enumerations on both sides are a table, not a sentence


def find_claims(passage: str, text: str, names: Sequence[Name], glosses: Sequence[Gloss], cues: Sequence[Hit]) -> list[Claim]:
    """The claims of `text`, one for each pair of names in a sentence, sorted.

    `passage` is the passage's id. `names` and `cues` are sorted by start.
    """
    best: dict[tuple[str, str], Claim] = {}
    for claim in _all_claims(passage, text, names, glosses, cues):
        key = (min(fold(claim.head), fold(claim.tail)), max(fold(claim.head), fold(claim.tail)))
        known = best.get(key)
        if known is None or (claim.score, -claim.head_start) > (known.score, -known.head_start):
            best[key] = claim
    return sorted(best.values(), key=lambda claim: (claim.head_start, claim.tail_start, claim.type))


def _all_claims(
    passage: str, text: str, names: Sequence[Name], glosses: Sequence[Gloss], cues: Sequence[Hit]
) -> Iterator[Claim]:
    every = units(text, names, glosses)
    cues = _free(cues, names)
    topic: Unit | None = every[0] if every else None
    for start, end in sentences(text):
        inside = [unit for unit in every if start <= unit.start < end]
        heard = [cue for cue in cues if start <= cue.start < end]
        if inside and heard and (len(inside) > 1 or topic or len(inside[0].members) > 1):
            subject = inside[0]
            for match in matches(Sentence(text, inside, heard), topic):
                head = match.head or _left_out(text, match, subject, topic)
                if head and head is not match.tail:
                    yield from _claims(passage, text, (start, end), _said(match), head, match.tail)
        for head, relation, tail in neighbours(text, inside):
            yield from _claims(passage, text, (start, end), Said(relation, "any.neighbour", affinity().score, tail.start, tail.start), head, tail)
        if inside and len(inside[0].members) == 1 and inside[0].start - start <= 4:  # noqa: PLR2004 - the subject comes first
            topic = inside[0]


def _free(cues: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
    """The cues that are no part of a name, of those that begin together the longest."""
    kept: list[Hit] = []
    at = 0
    ordered = sorted(names)
    for cue in cues:
        while at < len(ordered) and ordered[at].end <= cue.start:
            at += 1
        if at < len(ordered) and ordered[at].start < cue.end:
            continue
        if any(cue.start >= other.start and cue.end <= other.end and (cue.start, cue.end) != (other.start, other.end) for other in kept[-8:]):
            continue
        kept.append(cue)
    return kept


def _left_out(text: str, match: Match, subject: Unit, topic: Unit | None) -> Unit | None:
    """The head of a clause without one: the sentence's first unit, or else the topic."""
    if subject is not match.tail and subject.end <= match.cue_start:
        return subject
    clause = _clause_start(text, match.cue_start)
    return topic if match.cue_start - clause <= 6 else None  # noqa: PLR2004 - the cue opens its clause


def _clause_start(text: str, at: int) -> int:
    start = 0
    for end in _CLAUSE_START.finditer(text, 0, at):
        start = end.end()
    return start


class Said(NamedTuple):
    """What a claim rests on: relation, rule, score and the cue's span."""

    relation: str
    rule: str
    score: float
    cue_start: int
    cue_end: int


def _said(match: Match) -> Said:
    rule = match.rule
    if match.head:
        return Said(rule.relation, rule.name, rule.score, match.cue_start, match.cue_end)
    return Said(rule.relation, f"{rule.name}.left_out", rule.score * _LEFT_OUT, match.cue_start, match.cue_end)


def _claims(passage: str, text: str, span: tuple[int, int], said: Said, head: Unit, tail: Unit) -> Iterator[Claim]:
    told = polarity(text, max(span[0], _clause_start(text, said.cue_start)), said.cue_start)
    pairs = [(h, t) for h in head.members for t in tail.members][:_MOST]
    for h, t in pairs:
        if fold(text[h.start : h.end]) == fold(text[t.start : t.end]):
            continue
        yield Claim(
            passage=passage,
            head=text[h.start : h.end],
            head_start=h.start,
            head_end=h.end,
            type=said.relation,
            tail=text[t.start : t.end],
            tail_start=t.start,
            tail_end=t.end,
            cue_start=said.cue_start,
            cue_end=said.cue_end,
            quote_start=span[0],
            quote_end=span[1],
            rule=said.rule,
            polarity=told,
            score=round(said.score, 6),
        )
