"""The best-believed ways between two concepts; relations are walked both ways and told as they are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kgraph.graph.network import Edge, shown
from kgraph.graph.quoting import best

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a path, from its own head to its own tail, by their names."""

    head: str
    type: str
    tail: str
    belief: float
    quote: str


def best_paths(graph: nx.MultiDiGraph, start: str, goal: str, *, limit: int = 3) -> list[list[Step]]:
    """Up to `limit` paths without a loop, the one with the highest product of beliefs first.

    Denied and inferred relations are not walked; there may be no path.
    """
    import networkx as nx

    network = _network(graph)
    if start == goal or start not in network or goal not in network or not nx.has_path(network, start, goal):
        return []
    found = nx.shortest_simple_paths(network, start, goal, weight="cost")
    return [list(_steps(graph, network, nodes)) for nodes in islice(found, limit)]


def _network(graph: nx.MultiDiGraph) -> nx.Graph:
    """Concepts joined by their best-believed relation, at the cost of minus the logarithm of its belief."""
    import networkx as nx

    network = nx.Graph()
    for head, tail, relation, attributes in sorted(shown(graph), key=_order):
        if attributes["belief"] > 0 and not network.has_edge(head, tail):
            network.add_edge(head, tail, cost=-math.log(attributes["belief"]), best=(head, relation, tail))
    return network


def _order(edge: Edge) -> tuple[float, str, str, str]:
    head, tail, relation, attributes = edge
    return -attributes["belief"], head, relation, tail


def _steps(graph: nx.MultiDiGraph, network: nx.Graph, nodes: list[str]) -> Iterator[Step]:
    for one, other in pairwise(nodes):
        head, relation, tail = network.edges[one, other]["best"]
        edge = graph.edges[head, tail, relation]
        names = (graph.nodes[node]["name"] for node in (head, tail))
        yield Step(next(names), relation, next(names), edge["belief"], best(edge)["quote"])
