"""Passages with what was found in them, as a page shows them: marked text, concepts, relations with their sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.extract.passage_graph import PassageConcept, passage_graph
from kgraph.model import Claim, Extraction, Passage, Place, fold
from kgraph.schema import CONCEPT_TYPES, RELATION_TYPES, relation_key
from kgraph.view.marks import Mark, Token, nested


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation: the concept's name, its number in the passage and its type."""

    name: str
    concept: int | None
    type: str


@dataclass(frozen=True, slots=True)
class Said:
    """A relation of the passage by the claim that supports it best: how it reads, and the sentence, marked."""

    head: End
    type: str
    reads: str
    symmetric: bool
    tail: End
    polarity: str
    score: float
    rule: str
    sentence: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One passage: where it stands, its text with every name and cue marked, its concepts and its relations."""

    key: str
    place: str
    language: str
    text: tuple[Token, ...]
    concepts: tuple[PassageConcept, ...]
    relations: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a page shows: the passages, and how many concepts there are of each type, in the schema's order."""

    passages: tuple[Marked, ...]
    types: Mapping[str, int]
    relations: int


def sheet(found: Iterable[tuple[str, Passage, Extraction]]) -> Sheet:
    """What a page shows of passages, each with the name by which it is known."""
    passages = tuple(marked(key, passage, extraction) for key, passage, extraction in found)
    counts = Counter(concept.type for each in passages for concept in each.concepts)
    types = {kind: counts[kind] for kind in CONCEPT_TYPES if counts[kind]}
    return Sheet(passages, types, sum(len(each.relations) for each in passages))


def marked(key: str, passage: Passage, extraction: Extraction) -> Marked:
    """One passage with what was found in it; what it denies is shown too, and said to be denied."""
    concepts = passage_graph(passage, extraction).concepts
    number = {fold(name): at for at, concept in enumerate(concepts) for name in (concept.name, *concept.aliases)}
    marks = [
        *(Mark(start, end, "skip") for start, end in passage.skip),
        *_names(extraction, concepts, number),
        *(Mark(claim.cue_start, claim.cue_end, "cue") for claim in extraction.claims),
    ]
    return Marked(
        key,
        _place(passage.places[0]) if passage.places else "",
        passage.language,
        tuple(nested(passage.text, dict.fromkeys(marks), 0, len(passage.text))),
        concepts,
        tuple(_relations(passage, extraction.claims, concepts, number)),
    )


def _place(place: Place) -> str:
    """Where a passage stands, for a person: source and number, and the heading above it."""
    return f"{place.source}, passage {place.position + 1}" + (f": {place.title}" if place.title else "")


def _names(extraction: Extraction, concepts: Sequence[PassageConcept], number: Mapping[str, int]) -> Iterator[Mark]:
    """A mark for every place where a concept is named, once each, by the surest rule."""
    best = {(each.start, each.end): each for each in sorted(extraction.mentions, key=lambda each: each.score)}
    for (start, end), each in sorted(best.items()):
        at = number[fold(each.name)]
        concept = concepts[at]
        names = " = ".join((concept.name, *concept.aliases))
        yield Mark(start, end, "concept", at, concept.type, f"{concept.type}: {names} ({each.rule}, {each.score:.2f})")


def _relations(
    passage: Passage, claims: Iterable[Claim], concepts: Sequence[PassageConcept], number: Mapping[str, int]
) -> Iterator[Said]:
    """Each relation once, by its best claim, in the order of first saying; a denial is one of its own."""
    best: dict[tuple[str, str, str, bool], Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.quote_start, c.head_start, c.tail_start, c.type, c.rule)):
        head, tail = (_end(name, concepts, number) for name in (claim.head, claim.tail))
        key = (*relation_key(head.name, claim.type, tail.name), claim.polarity == "negated")
        if head != tail and (key not in best or claim.score > best[key].score):
            best[key] = claim
    for claim in best.values():
        yield _said(passage, claim, concepts, number)


def _end(name: str, concepts: Sequence[PassageConcept], number: Mapping[str, int]) -> End:
    """The concept of that name; a name that only a denial has is nobody's."""
    at = number.get(fold(name))
    return End(name, None, "Concept") if at is None else End(concepts[at].name, at, concepts[at].type)


def _said(passage: Passage, claim: Claim, concepts: Sequence[PassageConcept], number: Mapping[str, int]) -> Said:
    head, tail = (_end(name, concepts, number) for name in (claim.head, claim.tail))
    relation = RELATION_TYPES[claim.type]
    marks = [
        Mark(claim.head_start, claim.head_end, "concept", head.concept, head.type),
        Mark(claim.tail_start, claim.tail_end, "concept", tail.concept, tail.type),
        Mark(claim.cue_start, claim.cue_end, "cue"),
    ]
    return Said(
        head,
        claim.type,
        relation.reads_zh if passage.language == "zh" else relation.reads,
        relation.symmetric,
        tail,
        claim.polarity,
        claim.score,
        claim.rule,
        tuple(nested(passage.text, marks, claim.quote_start, claim.quote_end)),
    )
