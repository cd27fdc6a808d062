"""Find a concept by any of its names, Chinese or English, hyphens and case aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kgraph.errors import UsageError
from kgraph.graph.naming import key
from kgraph.graph.network import shown

if TYPE_CHECKING:
    import networkx as nx

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that a search found; `relations` counts those that are shown."""

    id: str
    name: str
    type: str
    names: list[str]
    relations: int


def find(graph: nx.MultiDiGraph, name: str) -> str:
    """The id of the concept that has the id or the name `name`."""
    found = sorted(node for node, attributes in graph.nodes(data=True) if name in (node, *attributes["ids"]))
    found = found or sorted(node for node, keys in _keys(graph) if key(name) in keys)
    if len(found) == 1:
        return str(found[0])
    if found:
        candidates = "; ".join(f"{graph.nodes[node]['name']} ({node})" for node in found)
        raise UsageError(f"More than one concept is called {name!r}.", hint=f"Say which by its id: {candidates}.")
    raise UsageError(f"No concept is called {name!r}.", hint=_nearest(graph, name))


def search(graph: nx.MultiDiGraph, text: str) -> list[Hit]:
    """Concepts by any of their names: the whole name first, then its start, a part of it, all words, a near miss.

    Equals are ranked by how often they are mentioned.
    """
    ranked = []
    for node, keys in _keys(graph):
        rank = min((_rank(text, each) for each in keys), default=None)
        if rank is not None and rank < _MISS:
            attributes = graph.nodes[node]
            ranked.append((rank, -attributes["mentions"], attributes["name"], node))
    if not ranked:
        ranked = [(_MISS, at, "", node) for at, node in enumerate(_near(graph, text))]
    return [_hit(graph, node) for *_, node in sorted(ranked)]


_WHOLE, _START, _PART, _WORDS, _MISS = range(5)


def _rank(text: str, name: str) -> int:
    wanted = key(text)
    if not text.strip():
        return _MISS
    if wanted == name:
        return _WHOLE
    if name.startswith(wanted):
        return _START
    if wanted in name:
        return _PART
    return _WORDS if all(key(word) in name for word in text.split()) else _MISS


def _keys(graph: nx.MultiDiGraph) -> Iterator[tuple[str, set[str]]]:
    for node, attributes in graph.nodes(data=True):
        yield node, {key(name["name"]) for name in attributes["names"]}


def _hit(graph: nx.MultiDiGraph, node: str) -> Hit:
    attributes: dict[str, Any] = graph.nodes[node]
    names = [name["name"] for name in attributes["names"]]
    relations = sum(1 for _ in shown(graph, node))
    return Hit(node, attributes["name"], attributes["type"], names, relations)


def _nearest(graph: nx.MultiDiGraph, name: str) -> str:
    hits = search(graph, name)[:NEAREST]
    if not hits:
        return "`kgraph search` finds concepts by a part of a name."
    return f"Did you mean {', '.join(hit.name for hit in hits)}?"


def _near(graph: nx.MultiDiGraph, text: str) -> list[str]:
    """The concepts of the names that look most like `text`, nearest first."""
    owners = {each: node for node, keys in _keys(graph) for each in sorted(keys)}
    near = get_close_matches(key(text), sorted(owners), n=NEAREST)
    return list(dict.fromkeys(owners[each] for each in near))
