"""A concept's card: its names with their reasons, its type, and its relations read from its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgraph.graph.network import Edge, shown
from kgraph.graph.quoting import best
from kgraph.schema import RELATION_TYPES

if TYPE_CHECKING:
    import networkx as nx


def card(graph: nx.MultiDiGraph, concept: str, *, negated: bool = False, inferred: bool = False) -> dict[str, Any]:
    """The card of the concept with the id `concept`; relations with the best belief first.

    What texts deny and what is inferred is left out unless asked for.
    """
    attributes = graph.nodes[concept]
    edges = shown(graph, concept, negated=negated, inferred=inferred)
    relations = [_relation(graph, concept, edge) for edge in edges]
    return {
        "id": concept,
        "name": attributes["name"],
        "names": [dict(name) for name in attributes["names"]],
        "type": attributes["type"],
        "relations": sorted(
            relations, key=lambda row: (-row["belief"], row["type"], row["direction"], row["other_id"])
        ),
    }


def _relation(graph: nx.MultiDiGraph, concept: str, edge: Edge) -> dict[str, Any]:
    head, tail, relation, attributes = edge
    leaves = head == concept
    other = tail if leaves else head
    words, said = RELATION_TYPES[relation], best(attributes)
    return {
        "type": relation,
        "direction": "out" if leaves else "in",
        "other": graph.nodes[other]["name"],
        "other_id": other,
        "reads": words.reads if leaves else words.inverse,
        "belief": attributes["belief"],
        "polarity": attributes["polarity"],
        "quote": said["quote"],
        "source": said["source"],
    }
