"""The graph as rows for Cypher: what a loader creates, whichever engine it loads.

    (:Document {uri, title})-[:HAS_PASSAGE {position}]->(:Passage {id, text, language})
    (:Passage)-[:MENTIONS {count}]->(:Concept {id, name, name_zh, name_en, type, aliases, keys, ...})
    (:Concept)-[:USES {belief, support, sources, polarity, inferred, quotes, ...}]->(:Concept)

A concept carries its type as second label. Property values are strings, numbers, booleans and lists
of strings or of whole numbers, which is what every engine stores. The lists of a relation are
parallel: item `i` of each belongs to its evidence `i`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgraph.model import fold

if TYPE_CHECKING:
    import networkx as nx

Row = dict[str, Any]

# A relation's list property and the field of its evidence that it lists.
EVIDENCE = {
    "quotes": "quote",
    "passages": "passage",
    "documents": "source",
    "starts": "start",
    "ends": "end",
    "rules": "rule",
    "polarities": "polarity",
}


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes with the same labels: `key` is the property that identifies one, `rows` their properties."""

    labels: tuple[str, ...]
    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Relationships of one type: `rows` are {head, tail, properties}, ends given by the keys of their labels."""

    type: str
    head: str
    tail: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything to create: nodes first, then links."""

    nodes: tuple[Nodes, ...]
    links: tuple[Links, ...]


KEYS = {"Document": "uri", "Passage": "id", "Concept": "id"}


def key(name: str) -> str:
    """Fold a name into the form that `Concept.keys` lists: `fold`, then in lower case as `toLower` leaves it.

    >>> key("Low-Rank Adaptation"), key("多头 注意力")
    ('lowrankadaptation', '多头注意力')
    """
    return fold(name).lower()


def model(graph: nx.MultiDiGraph) -> Model:
    """Turn `graph` into rows in a total order."""
    passages = sorted(graph.graph.get("passages", ()), key=lambda passage: passage["id"])
    return Model(
        (
            Nodes(("Document",), "uri", _documents(passages)),
            Nodes(("Passage",), "id", tuple({k: p[k] for k in ("id", "text", "language")} for p in passages)),
            *_concepts(graph),
        ),
        (
            Links("HAS_PASSAGE", "Document", "Passage", _places(passages)),
            Links("MENTIONS", "Passage", "Concept", _mentions(passages)),
            *_relations(graph),
        ),
    )


def _documents(passages: Iterable[Row]) -> tuple[Row, ...]:
    """One row a source; its title is the heading of its first passage that has one."""
    titles: dict[str, str] = {}
    for place in sorted((p for passage in passages for p in passage["places"]), key=_reading_order):
        titles[place["source"]] = titles.get(place["source"]) or place["title"]
    return tuple({"uri": uri, "title": title} for uri, title in sorted(titles.items()))


def _reading_order(place: Row) -> tuple[str, int, int]:
    return place["source"], place["position"], place["start"]


def _places(passages: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(
        {"head": place["source"], "tail": passage["id"], "properties": {"position": place["position"]}}
        for passage in passages
        for place in sorted(passage["places"], key=_reading_order)
    )


def _mentions(passages: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(
        {"head": passage["id"], "tail": concept, "properties": {"count": count}}
        for passage in passages
        for concept, count in sorted(passage["concepts"].items())
    )


def _concepts(graph: nx.MultiDiGraph) -> Iterable[Nodes]:
    """Group the concepts, one group a type, because labels cannot be data of a row."""
    groups: dict[str, list[Row]] = {}
    for concept in sorted(graph):
        row = _concept(concept, graph.nodes[concept])
        groups.setdefault(row["type"], []).append(row)
    for kind, rows in sorted(groups.items()):
        yield Nodes(("Concept",) if kind == "Concept" else ("Concept", kind), "id", tuple(rows))


def _concept(concept: str, data: Mapping[str, Any]) -> Row:
    names = [entry["name"] for entry in data["names"]]
    aliases = list(dict.fromkeys([data["name"], *names]))
    return {
        "id": concept,
        **{name: data[name] for name in ("name", "name_zh", "name_en", "type", "mentions", "passages")},
        "aliases": aliases,
        "keys": _keys([concept, *data["ids"], *aliases]),
    }


def _keys(names: Iterable[str]) -> list[str]:
    """Each name in lower case and folded, so that a query finds it with or without folding its parameter."""
    return sorted({form for name in names for form in (name.lower(), key(name)) if form})


def _relations(graph: nx.MultiDiGraph) -> Iterable[Links]:
    groups: dict[str, list[Row]] = {}
    for head, tail, kind in sorted(graph.edges(keys=True)):
        row = {"head": head, "tail": tail, "properties": _relation(graph.edges[head, tail, kind])}
        groups.setdefault(kind, []).append(row)
    for kind, rows in sorted(groups.items()):
        yield Links(kind, "Concept", "Concept", tuple(rows))


def _relation(data: Mapping[str, Any]) -> Row:
    evidence = data["evidence"]
    return {
        **{name: data[name] for name in ("belief", "polarity", "inferred", "support", "sources")},
        **{name: [item[field] for item in evidence] for name, field in EVIDENCE.items()},
    }
