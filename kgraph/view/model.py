"""What the page shows of a graph: plain frozen records, taken from a copy.

The page draws so many concepts and no more at first; the others are in the model too, for search to find.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kgraph.view.layout import layout
from kgraph.view.pack import Point, Size

if TYPE_CHECKING:
    import networkx as nx

DRAWN_AT_FIRST = 1500
_LABEL_COLUMNS = 26
_COLUMN_WIDTH = 7
_CURVE = 0.22
_EVEN_ODDS = 0.5
_BELIEF_STEP = 0.05

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept, why it is one, and how often it was met."""

    name: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept and how it is drawn: `label` is its name cut to fit, `size` the radius of its sign.

    `at` is where it stands, or None while it is not drawn; `degree` counts the relations asserted or hedged.
    """

    id: str
    name: str
    name_zh: str
    name_en: str
    type: str
    names: tuple[Name, ...]
    mentions: int
    passages: int
    degree: int
    label: str
    size: int
    at: Point | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that says a relation, with the spans to mark in it and where it stands.

    `position` is the passage's number in its source, from 0, or None where the graph does not know it.
    """

    quote: str
    head: Span | None
    tail: Span | None
    cue: Span | None
    source: str
    title: str
    position: int | None
    start: int
    end: int
    rule: str
    polarity: str
    score: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and how it is drawn: `curve` bends it to the left or right of the straight line."""

    id: str
    head: str
    type: str
    tail: str
    belief: float
    polarity: str
    inferred: bool
    support: int
    sources: int
    evidence: tuple[Sentence, ...]
    curve: float


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page: concepts with the most connected first, relations in the order of their ends.

    Relations believed less than `belief` are one click away.
    """

    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    belief: float


def view(graph: nx.MultiDiGraph, *, drawn: int = DRAWN_AT_FIRST) -> View:
    """The view of a graph, of which the `drawn` most connected concepts have a place."""
    relations = _relations(graph)
    degrees = _degrees(relations)
    ranked = sorted(graph, key=lambda id_: (-degrees[id_], -graph.nodes[id_]["mentions"], id_))
    places = _places(graph, ranked[:drawn], relations)
    concepts = tuple(_concept(id_, graph.nodes[id_], degrees[id_], places.get(id_)) for id_ in ranked)
    return View(concepts, relations, belief_shown(relations))


def belief_shown(relations: Iterable[Relation]) -> float:
    """From which belief relations show at first: even odds, or less where that would hide more than half.

    A step of the slider, 0.05, is the unit; relations denied or inferred do not count.
    """
    beliefs = sorted(relation.belief for relation in relations if _said(relation))
    if not beliefs:
        return _EVEN_ODDS
    steps = math.floor(beliefs[len(beliefs) // 2] / _BELIEF_STEP + 1e-9)
    return min(_EVEN_ODDS, round(steps * _BELIEF_STEP, 2))


def relation_id(head: str, relation: str, tail: str) -> str:
    """The name of a relation in the page and its links.

    >>> relation_id("a/1", "USES", "b")
    'a%2F1/USES/b'
    """
    return "/".join(quote(part, safe="") for part in (head, relation, tail))


def label(name: str) -> str:
    """A name cut to what fits beside a sign; a Chinese character is as wide as two letters.

    >>> label("Exploring the Limits of Transfer Learning")
    'Exploring the Limits of Tr…'
    """
    width = 0
    for number, character in enumerate(name):
        width += _columns(character)
        if width > _LABEL_COLUMNS:
            return name[:number].rstrip() + "…"
    return name


def _columns(text: str) -> int:
    """How many letters wide a text is."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _concept(id_: str, node: Mapping[str, Any], degree: int, at: Point | None) -> Concept:
    """One node of the graph as the page shows it."""
    return Concept(
        id=id_,
        name=node["name"],
        name_zh=node["name_zh"],
        name_en=node["name_en"],
        type=node["type"],
        names=tuple(Name(row["name"], row["reason"], row["count"]) for row in node["names"]),
        mentions=node["mentions"],
        passages=node["passages"],
        degree=degree,
        label=label(node["name"]),
        size=_radius(degree),
        at=at,
    )


def _radius(degree: int) -> int:
    """The area of a sign grows with the number of relations, up to a bound."""
    return min(40, round(8 + 4 * math.sqrt(degree)))


def _relations(graph: nx.MultiDiGraph) -> tuple[Relation, ...]:
    """Every edge of the graph, parallel ones bent apart."""
    positions = _positions(graph)
    edges = sorted(graph.edges(keys=True))
    curves = _curves(edges)
    return tuple(_relation(edge, graph.edges[edge], curves[edge], positions) for edge in edges)


def _relation(
    edge: tuple[str, str, str], row: Mapping[str, Any], curve: float, positions: Mapping[tuple[str, str], int]
) -> Relation:
    """One edge of the graph as the page shows it."""
    head, tail, type_ = edge
    return Relation(
        id=relation_id(head, type_, tail),
        head=head,
        type=type_,
        tail=tail,
        belief=row["belief"],
        polarity=row["polarity"],
        inferred=row["inferred"],
        support=row["support"],
        sources=row["sources"],
        evidence=tuple(_sentence(said, positions) for said in row["evidence"]),
        curve=curve,
    )


def _sentence(said: Mapping[str, Any], positions: Mapping[tuple[str, str], int]) -> Sentence:
    """One piece of evidence as the page shows it."""
    return Sentence(
        quote=said["quote"],
        head=_span(said["head"]),
        tail=_span(said["tail"]),
        cue=_span(said["cue"]),
        source=said["source"],
        title=said["title"],
        position=positions.get((said["passage"], said["source"])),
        start=said["start"],
        end=said["end"],
        rule=said["rule"],
        polarity=said["polarity"],
        score=said["score"],
    )


def _span(pair: Sequence[int] | None) -> Span | None:
    """A span of the graph's lists as a pair."""
    return (pair[0], pair[1]) if pair else None


def _positions(graph: nx.MultiDiGraph) -> dict[tuple[str, str], int]:
    """The first position of each passage in each source that holds it."""
    positions: dict[tuple[str, str], int] = {}
    for passage in graph.graph.get("passages", []):
        for place in passage["places"]:
            positions.setdefault((passage["id"], place["source"]), place["position"])
    return positions


def _curves(edges: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], float]:
    """How far each edge is bent: those between the same two concepts fan out about the straight line.

    A positive curve is to the left seen from the head, so that a reverse edge takes the other sign.
    """
    fans: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for head, tail, type_ in edges:
        fans[min(head, tail), max(head, tail)].append((head, tail, type_))
    return {
        edge: round((number - (len(fan) - 1) / 2) * _CURVE * (1 if edge[0] <= edge[1] else -1), 3)
        for fan in fans.values()
        for number, edge in enumerate(fan)
    }


def _degrees(relations: Iterable[Relation]) -> Counter[str]:
    """How many relations that a text asserts or supposes each concept has."""
    return Counter(end for relation in relations if _said(relation) for end in (relation.head, relation.tail))


def _said(relation: Relation) -> bool:
    """Whether a text says the relation, be it with a doubt."""
    return not relation.inferred and relation.polarity != "negated"


def _places(graph: nx.MultiDiGraph, ids: Sequence[str], relations: Iterable[Relation]) -> dict[str, Point]:
    """Where the drawn concepts stand, by the relations that texts say."""
    sizes = {id_: _box(graph.nodes[id_]["name"]) for id_ in ids}
    links = [(link.head, link.tail) for link in relations if _said(link) and link.head in sizes and link.tail in sizes]
    return layout(sizes, links)


def _box(name: str) -> Size:
    """The room that a sign and its label take."""
    return max(60, _columns(label(name)) * _COLUMN_WIDTH + 16), 52
