"""Why the graph holds a relation: every piece of evidence, and how the belief comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgraph.errors import UsageError
from kgraph.graph.belief import HIGHEST, Voice, belief, errors, family_errors
from kgraph.schema import RELATION_TYPES, relation_key

if TYPE_CHECKING:
    import networkx as nx


def why(graph: nx.MultiDiGraph, head: str, relation: str | None, tail: str) -> list[dict[str, Any]]:
    """A row for each piece of evidence of the relation, or of all from `head` to `tail`, best belief and score first.

    A relation without direction is found from either end; its row names the ends as the graph keeps them.
    """
    types = [relation] if relation else list(RELATION_TYPES)
    keys = dict.fromkeys(_known(head, each, tail) for each in types)
    rows = [row for key in keys for row in _rows(graph, *key)]
    return sorted(rows, key=lambda row: (-row["belief"], row["type"], -row["score"], row["source"], row["start"]))


def arithmetic(graph: nx.MultiDiGraph, head: str, relation: str, tail: str) -> str:
    """How the belief of a relation was reached, in words and numbers, a line a rule family."""
    head, relation, tail = _known(head, relation, tail)
    if not graph.has_edge(head, tail, relation):
        names = (graph.nodes[node]["name"] for node in (head, tail))
        raise UsageError(f"Nothing says {relation.join(f' {name} ' for name in names).strip()}.")
    voices = [
        Voice(piece["passage"], piece["rule"], piece["polarity"], piece["score"])
        for piece in graph.edges[head, tail, relation]["evidence"]
    ]
    return "\n".join(_lines(voices))


def _known(head: str, relation: str, tail: str) -> tuple[str, str, str]:
    if relation not in RELATION_TYPES:
        raise UsageError(f"There is no relation type {relation!r}.", hint=f"Types: {', '.join(RELATION_TYPES)}.")
    return relation_key(head, relation, tail)


def _rows(graph: nx.MultiDiGraph, head: str, relation: str, tail: str) -> Iterator[dict[str, Any]]:
    if not graph.has_edge(head, tail, relation):
        return
    edge = graph.edges[head, tail, relation]
    for piece in edge["evidence"]:
        yield {
            "head": graph.nodes[head]["name"],
            "type": relation,
            "tail": graph.nodes[tail]["name"],
            "belief": edge["belief"],
            "polarity": piece["polarity"],
            "quote": piece["quote"],
            "source": piece["source"],
            "start": piece["start"],
            "end": piece["end"],
            "rule": piece["rule"],
            "score": piece["score"],
        }


def _lines(voices: list[Voice]) -> Iterator[str]:
    said, denied = 1.0, 1.0
    for name, weights, wrong in family_errors(voices):
        said *= wrong
        yield _family_line(name, weights, wrong, "wrong")
    for name, weights, wrong in family_errors(voices, against=True):
        denied *= wrong
        yield _family_line(name, weights, wrong, "wrong to deny it")
    if denied < 1:
        share = errors().negated
        yield f"denied: {1 - denied:.4f}, which takes away {share:g} of itself: 1 - {share:g} * {1 - denied:.4f}"
    yield f"belief: {_product(said, denied)} = {belief(voices):.4f} (never above {HIGHEST})"


def _family_line(name: str, weights: list[float], wrong: float, what: str) -> str:
    systematic = errors().systematic(name)
    passages = f"{len(weights)} passage{'s' * (len(weights) != 1)}"
    factors = " * ".join(f"(1 - {weight:.4g})" for weight in weights)
    return f"{name}: {passages}; {what}: {systematic:g} + {1 - systematic:g} * {factors} = {wrong:.4f}"


def _product(said: float, denied: float) -> str:
    if denied < 1:
        return f"(1 - {said:.4f}) * {1 - errors().negated * (1 - denied):.4f}"
    return f"1 - {said:.4f}"
