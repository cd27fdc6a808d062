"""Find claims in a text by cue rules: sentence by sentence, where two units of names and a cue meet."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from kgraph.extract.affinity import affinity, neighbours
from kgraph.extract.concepts import Name
from kgraph.extract.glosses import Gloss
from kgraph.extract.patterns import Match, Sentence, matches
from kgraph.extract.polarity import polarity
from kgraph.extract.scan import Hit
from kgraph.extract.sentences import sentences
from kgraph.extract.titles import presented, titles
from kgraph.extract.topics import members, sections, subject
from kgraph.extract.units import Unit, units
from kgraph.model import Claim, fold

_CLAUSE_START = re.compile(r"[，,；;。！？\n]")
_CLAUSE = 200  # the longest clause: what stands farther before a cue does not turn it
_LEFT_OUT = 0.6  # how much less a claim counts whose head the sentence leaves out
_OPENING = 6  # characters between the start of a clause and a cue that opens it
_QUOTE = 400  # the longest quote, save for ends that stand farther apart
_LEAD = 40  # characters around what is said, in a quote that is not a whole sentence
_SENTENCE_START = re.compile(r"[。！？\n]\s*|\.\s+")
_LISTED = 0.4
_TITLED = 0.4
_MOST = 40  # claims of one match: longer enumerations on both sides are a table, not a sentence


def find_claims(
    passage: str, text: str, names: Sequence[Name], glosses: Sequence[Gloss], cues: Sequence[Hit]
) -> list[Claim]:
    """The claims of `text`, one for each pair of names in a sentence, sorted.

    `passage` is the passage's id. `names` and `cues` are sorted by start.
    """
    best: dict[tuple[str, str], Claim] = {}
    read = _Read(passage, text, _blanked(text, names), names)
    for claim in _all_claims(read, units(text, names, glosses), free_cues(cues, names)):
        key = (min(fold(claim.head), fold(claim.tail)), max(fold(claim.head), fold(claim.tail)))
        known = best.get(key)
        if known is None or (claim.score, -claim.head_start) > (known.score, -known.head_start):
            best[key] = claim
    return sorted(best.values(), key=lambda claim: (claim.head_start, claim.tail_start, claim.type))


class _Read(NamedTuple):
    """A passage as it is read: its id, its text, the text without its names, its names."""

    passage: str
    text: str
    around: str
    names: Sequence[Name]


def _blanked(text: str, names: Sequence[Name]) -> str:
    """The text with every name blanked, so that 无监督学习 denies nothing."""
    parts, at = [], 0
    for name in names:
        start = max(at, name.start)
        if name.end > start:
            parts += [text[at:start], "_" * (name.end - start)]
            at = name.end
    return "".join([*parts, text[at:]])


def _all_claims(read: _Read, every: Sequence[Unit], cues: Sequence[Hit]) -> Iterator[Claim]:
    text = read.text
    unit_starts, cue_starts = [unit.start for unit in every], [cue.start for cue in cues]
    topic: Unit | None = None
    for start, end, heading in sections(text, every):
        inside = every[bisect_left(unit_starts, start) : bisect_left(unit_starts, end)]
        heard = cues[bisect_left(cue_starts, start) : bisect_left(cue_starts, end)]
        topic = heading or topic
        for match in matches(Sentence(text, inside, heard)) if inside and heard else ():
            found = _completed(text, match, inside, topic)
            if found:
                yield from _claims(read, (start, end), _said(match), *found)
        for head, relation, tail in neighbours(text, inside):
            said = Said(relation, "neighbour", affinity().score, tail.start, tail.start)
            yield from _claims(read, (start, end), said, head, tail)
        topic = subject(text, start, inside) or topic
    yield from _listed(read, every)
    yield from _titled(read)


def free_cues(cues: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
    """The cues that are no part of a name and that no longer cue holds."""
    kept: list[Hit] = []
    at = reach = 0
    for cue in cues:
        while at < len(names) and names[at].end <= cue.start:
            at += 1
        if at < len(names) and names[at].start < cue.end:
            continue
        if cue.end > reach or (kept and kept[-1][:2] == cue[:2]):
            kept.append(cue)
            reach = cue.end
    return kept


def _completed(text: str, match: Match, inside: Sequence[Unit], topic: Unit | None) -> tuple[Unit, Unit] | None:
    """Head and tail of a match; for an end left out stands the sentence's first unit, or else the topic."""
    known = match.head or match.tail
    if match.head and match.tail:
        return match.head, match.tail
    first = inside[0] if inside and inside[0].end <= match.cue_start else None
    stand_in = first if first and match.cue_start - first.start <= _QUOTE else None
    if stand_in is None and match.cue_start - _clause_start(text, match.cue_start) <= _OPENING:
        stand_in = topic
    if stand_in is None or known is None or stand_in == known:
        return None
    return (stand_in, known) if match.tail else (known, stand_in)


def _listed(read: _Read, every: Sequence[Unit]) -> Iterator[Claim]:
    """What stands as a heading under a class that the text introduced before is of that class."""
    for head, tail in members(read.text, every):
        echoed = head.end + (head.end - head.start) + 1  # the heading, and the name once more
        quote = (head.start, min(len(read.text), echoed))
        yield from _claims(read, quote, Said("IS_A", "listed", _LISTED, head.start, head.start), head, tail)


def _titled(read: _Read) -> Iterator[Claim]:
    """What titles of papers say of the names in and before them."""
    text, names = read.text, read.names
    spans, starts = sentences(text), [name.start for name in names]
    for title in titles(text):
        quote = next(reversed(spans[: bisect_right(spans, (title.start, len(text)))]), title)
        near = names[bisect_left(starts, max(quote[0], title.start - _QUOTE)) : bisect_left(starts, title.end)]
        before = [name for name in near if name.end <= title.start]
        for head, relation, tail in presented(text, title, near, before[-1] if before else None):
            ends = (Unit(end.start, end.end, (end,)) for end in (head, tail))
            said = Said(relation, f"title.{relation.lower()}", _TITLED, title.start, title.start)
            yield from _claims(read, quote, said, *ends)


def _quote(text: str, span: tuple[int, int], said: Said, ends: Sequence[Name]) -> tuple[int, int]:
    """The sentence `span`, with what stands before it from an end on that it leaves out, where that is near.

    Of a long sentence, what lies around the ends and the cue.
    """
    start, stop = span
    first = min(end.start for end in ends)
    if first < start and stop - first <= _QUOTE:
        openings = [end.end() for end in _SENTENCE_START.finditer(text, max(0, first - _QUOTE), first)]
        start = max(openings, default=max(0, first - _LEAD))
    if stop - start <= _QUOTE:
        return start, stop
    inside = [(end.start, end.end) for end in ends if start <= end.start and end.end <= stop]
    inside += [(said.cue_start, said.cue_end)] if start <= said.cue_start and said.cue_end <= stop else []
    return _around(text, (start, stop), min(inside)[0], max(end for _, end in inside))


def _around(text: str, span: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """Characters `first:last`, with the rest of their clauses where that is short."""
    start = max(span[0], first - _LEAD, _clause_start(text, first))
    close = _CLAUSE_START.search(text, last, min(span[1], last + _LEAD))
    stop = close.end() if close else min(span[1], last + _LEAD)
    return start + len(text[start:first]) - len(text[start:first].lstrip()), last + len(text[last:stop].rstrip())


def _clause_start(text: str, at: int) -> int:
    """Where the clause before `at` begins."""
    start = max(0, at - _CLAUSE)
    for end in _CLAUSE_START.finditer(text, start, at):
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
    if match.head and match.tail:
        return Said(rule.relation, rule.name, rule.score, match.cue_start, match.cue_end)
    return Said(rule.relation, f"{rule.name}.left_out", rule.score * _LEFT_OUT, match.cue_start, match.cue_end)


def _claims(read: _Read, span: tuple[int, int], said: Said, head: Unit, tail: Unit) -> Iterator[Claim]:
    text = read.text
    told = polarity(read.around, max(span[0], _clause_start(text, said.cue_start)), said.cue_start)
    for h, t in islice(product(head.members, tail.members), _MOST):
        if fold(text[h.start : h.end]) == fold(text[t.start : t.end]):
            continue
        quote = _quote(text, span, said, (h, t))
        yield Claim(
            passage=read.passage,
            head=text[h.start : h.end],
            head_start=h.start,
            head_end=h.end,
            type=said.relation,
            tail=text[t.start : t.end],
            tail_start=t.start,
            tail_end=t.end,
            cue_start=said.cue_start,
            cue_end=said.cue_end,
            quote_start=quote[0],
            quote_end=quote[1],
            rule=said.rule,
            polarity=told,
            score=round(said.score, 6),
        )
