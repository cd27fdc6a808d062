"""Evidence tables to a graph: concepts as nodes, relations as edges, every edge with the sentences that say it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from kgraph.evidence import Tables
from kgraph.graph.belief import Voice, belief
from kgraph.graph.naming import key
from kgraph.graph.resolve import Concept, resolve
from kgraph.model import Claim, Mention, Passage
from kgraph.schema import CONCEPT_TYPES, POLARITIES, RELATION_TYPES, relation_key

if TYPE_CHECKING:
    import networkx as nx

# The version of what a node, an edge and the graph itself hold.
FORMAT = 1

Span = list[int] | None
Edge = tuple[str, str, str]


class Evidence(NamedTuple):
    """One claim as an edge holds it: the sentence with its place in the source, the ends and the cue within it.

    `start:end` are the quote's characters in the source; `head`, `tail` and `cue` are spans of the quote.
    """

    passage: str
    source: str
    title: str
    start: int
    end: int
    quote: str
    head: Span
    tail: Span
    cue: Span
    rule: str
    polarity: str
    score: float


def assemble(tables: Tables) -> nx.MultiDiGraph:
    """Group the rows of the tables to concepts and relations.

    Keys of nodes are concept ids, keys of edges are relation types; all attributes are JSON types.
    A concept that nothing mentions and a claim whose ends are one concept are left out.
    """
    import networkx as nx

    concepts = resolve(tables)
    passages = {passage.id: passage for passage in tables.passages}
    edges = _edges(tables.claims, concepts, passages)
    graph = nx.MultiDiGraph(format=FORMAT, passages=_passages(tables, concepts))
    for identity, attributes in _nodes(tables, concepts, edges):
        graph.add_node(identity, **attributes)
    for head, tail, relation in sorted((head, tail, relation) for head, relation, tail in edges):
        evidence = edges[head, relation, tail]
        graph.add_edge(head, tail, key=relation, **_edge(relation, evidence, passages))
    return graph


def _nodes(
    tables: Tables, concepts: Mapping[str, Concept], edges: Iterable[Edge]
) -> Iterable[tuple[str, dict[str, Any]]]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in tables.mentions:
        mentions[concepts[key(mention.name)].id].append(mention)
    named = set(mentions).union(*((head, tail) for head, _, tail in edges))
    by_id = {concept.id: concept for concept in concepts.values()}
    for identity in sorted(named):
        yield identity, _node(by_id[identity], mentions[identity])


def _node(concept: Concept, mentions: list[Mention]) -> dict[str, Any]:
    return {
        "name": concept.name,
        "name_zh": concept.name_zh,
        "name_en": concept.name_en,
        "type": _type(mentions),
        "names": [{"name": name.name, "reason": name.reason, "count": name.count} for name in concept.names],
        "ids": list(concept.ids),
        "mentions": len(mentions),
        "passages": len({mention.passage for mention in mentions}),
    }


def _type(mentions: Iterable[Mention]) -> str:
    """The type that the mentions vote for with their scores; the schema's order settles a tie."""
    votes: dict[str, list[float]] = {name: [] for name in CONCEPT_TYPES}
    for mention in mentions:
        votes[mention.type].append(mention.score)
    # fsum, because a sum of floats depends on its order in the last digit.
    best = max(votes, key=lambda name: (math.fsum(votes[name]), len(votes[name])))
    return best if votes[best] else "Concept"


def _edges(
    claims: Iterable[Claim], concepts: Mapping[str, Concept], passages: Mapping[str, Passage]
) -> dict[Edge, list[Evidence]]:
    edges: dict[Edge, list[Evidence]] = defaultdict(list)
    for claim in claims:
        head, tail = (concepts[key(name)].id for name in (claim.head, claim.tail))
        if head != tail:
            edge = relation_key(head, claim.type, tail)
            edges[edge].append(_evidence(claim, passages[claim.passage], swapped=edge[0] != head))
    return {edge: _distinct(evidence) for edge, evidence in edges.items()}


def _evidence(claim: Claim, passage: Passage, *, swapped: bool) -> Evidence:
    place = min(passage.places)
    head = _within(claim, claim.head_start, claim.head_end)
    tail = _within(claim, claim.tail_start, claim.tail_end)
    return Evidence(
        passage=passage.id,
        source=place.source,
        title=place.title,
        start=place.start + claim.quote_start,
        end=place.start + claim.quote_end,
        quote=passage.text[claim.quote_start : claim.quote_end],
        head=tail if swapped else head,
        tail=head if swapped else tail,
        cue=_within(claim, claim.cue_start, claim.cue_end),
        rule=claim.rule,
        polarity=claim.polarity,
        score=claim.score,
    )


def _within(claim: Claim, start: int, end: int) -> Span:
    """A span of the passage as one of the quote; None if it is empty or not within the quote."""
    if claim.quote_start <= start < end <= claim.quote_end:
        return [start - claim.quote_start, end - claim.quote_start]
    return None


def _distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Every piece once, by its place in the sources."""

    def order(piece: Evidence) -> tuple[str, int, int, str, str]:
        return piece.source, piece.start, piece.end, piece.passage, repr(piece)

    return list({order(piece): piece for piece in sorted(evidence, key=order)}.values())


def _edge(relation: str, evidence: list[Evidence], passages: Mapping[str, Passage]) -> dict[str, Any]:
    voices = [Voice(piece.passage, piece.rule, piece.polarity, piece.score) for piece in evidence]
    polarity = min((voice.polarity for voice in voices), key=POLARITIES.index)
    # A passage that denies a relation does not support it; a relation that is only denied has no other.
    support = {voice.passage for voice in voices if (voice.polarity == "negated") == (polarity == "negated")}
    return {
        "type": relation,
        "belief": round(belief(voices), 6),
        "polarity": polarity,
        "inferred": RELATION_TYPES[relation].inferred,
        "support": len(support),
        "sources": len({place.source for passage in support for place in passages[passage].places}),
        "evidence": [piece._asdict() for piece in evidence],
    }


def _passages(tables: Tables, concepts: Mapping[str, Concept]) -> list[dict[str, Any]]:
    """Every passage with its places and how often it mentions which concept."""
    mentioned: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in tables.mentions:
        mentioned[mention.passage][concepts[key(mention.name)].id] += 1
    return [
        {
            "id": passage.id,
            "text": passage.text,
            "language": passage.language,
            "places": [asdict(place) for place in sorted(passage.places)],
            "concepts": dict(sorted(mentioned[passage.id].items())),
        }
        for passage in sorted(tables.passages, key=lambda passage: passage.id)
    ]
