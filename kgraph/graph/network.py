"""The graph as a network: which of its edges are shown, and how central its concepts are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

DAMPING = 0.85
ROUNDS = 200
SETTLED = 1e-12

Edge = tuple[str, str, str, dict[str, Any]]


def shown(
    graph: nx.MultiDiGraph, node: str | None = None, *, negated: bool = False, inferred: bool = False
) -> Iterator[Edge]:
    """The edges (head, tail, type, attributes) of the graph or of one node, in order; denied and inferred on demand."""
    edges = graph.edges(keys=True, data=True) if node is None else _edges_of(graph, node)
    for head, tail, relation, attributes in edges:
        if (negated or attributes["polarity"] != "negated") and (inferred or not attributes["inferred"]):
            yield head, tail, relation, attributes


def _edges_of(graph: nx.MultiDiGraph, node: str) -> Iterator[Edge]:
    yield from graph.out_edges(node, keys=True, data=True)
    yield from graph.in_edges(node, keys=True, data=True)


def degree(graph: nx.MultiDiGraph) -> dict[str, int]:
    """How many relations each concept has."""
    counts = dict.fromkeys(graph, 0)
    for head, tail, _, _ in shown(graph):
        counts[head] += 1
        counts[tail] += 1
    return counts


def pagerank(graph: nx.MultiDiGraph) -> dict[str, float]:
    """How central each concept is: PageRank over relations read both ways, weighed by their belief; sums to 1.

    Both ways, because what many things use is as central as what uses many. Written out here because sums in
    a fixed order give the same digits on every machine, which those of a matrix library need not.
    """
    if not graph:
        return {}
    weights = _weights(graph)
    totals = {node: sum(near.values()) for node, near in weights.items()}
    ranks = dict.fromkeys(graph, 1 / len(graph))
    for _ in range(ROUNDS):
        before, lonely = ranks, sum(ranks[node] for node in graph if not totals[node])
        ranks = {
            node: (1 - DAMPING + DAMPING * lonely) / len(graph)
            + DAMPING * sum(before[other] * weight / totals[other] for other, weight in weights[node].items())
            for node in graph
        }
        if sum(abs(ranks[node] - before[node]) for node in graph) < SETTLED:
            break
    return ranks


def _weights(graph: nx.MultiDiGraph) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {node: {} for node in graph}
    for head, tail, _, attributes in shown(graph):
        for one, other in ((head, tail), (tail, head)):
            weights[one][other] = weights[one].get(other, 0.0) + attributes["belief"]
    return {node: {other: weight for other, weight in near.items() if weight} for node, near in weights.items()}
