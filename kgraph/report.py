"""The report of a build: what a person wants to know before opening the graph, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kgraph.manifest import Manifest
from kgraph.schema import RELATION_TYPES

MOST = 15
"""Rows of a list that could be long."""


def render(graph: Any, content: Manifest) -> str:  # noqa: ANN401 - NetworkX is not typed
    """The whole report of a graph and of what its manifest says."""
    counts = content["counts"]
    said = [edge for edge in graph.edges(data=True) if not edge[2]["inferred"] and edge[2]["polarity"] != "negated"]
    parts = [
        ["# What these notes say"],
        [_summary(counts)],
        _section("Concepts with most relations", ("concept", "type", "relations", "passages"), _central(graph)),
        _section("Concepts by type", ("type", "concepts"), _by_count(graph.nodes[key]["type"] for key in graph)),
        _section("Relations by type", ("type", "relations"), _by_count(edge["type"] for _, _, edge in said)),
        _section("Best believed", ("relation", "belief", "sentence"), _believed(graph, said)),
        _section("Read", ("source", "passages"), ((s["name"], s["passages"]) for s in content["sources"])),
        _section("Skipped", ("source", "reason"), ((s["name"], s["reason"]) for s in content["skipped"])),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _summary(counts: dict[str, int]) -> str:
    found = f"{counts['concepts']:,} concepts and {counts['relations']:,} relations, on {counts['evidence']:,} quotes"
    return f"{found}, from {counts['passages']:,} passages of {counts['sources']:,} sources."


def _section(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A heading and a table, or nothing at all without a row."""
    lines = [_line(row) for row in rows]
    return [f"## {title}", "", _line(columns), "|" + " --- |" * len(columns), *lines] if lines else []


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(_cell(str(cell)) for cell in cells)} |"


def _cell(text: str) -> str:
    """Text of the notes as text, whatever marks it holds: no link, image or tag comes to life in a report."""
    text = " ".join(text.split())
    for mark in "\\`*_[]|":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("<", "&lt;")


def _central(graph: Any) -> Iterator[tuple[str, str, int, int]]:  # noqa: ANN401 - NetworkX is not typed
    best = sorted(graph, key=lambda key: (-graph.degree(key), -graph.nodes[key]["passages"], key))
    for key in best[:MOST]:
        node = graph.nodes[key]
        yield node["name"], node["type"], graph.degree(key), node["passages"]


def _by_count(types: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(types).items(), key=lambda item: (-item[1], item[0]))


def _believed(graph: Any, edges: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - NetworkX is not typed
    best = sorted(edges, key=lambda edge: (-edge[2]["belief"], -edge[2]["support"], edge[0], edge[2]["type"], edge[1]))
    for head, tail, edge in best[:MOST]:
        reads = RELATION_TYPES[edge["type"]].reads
        quote = next((found["quote"] for found in edge["evidence"]), "")
        yield f"{graph.nodes[head]['name']} {reads} {graph.nodes[tail]['name']}", f"{edge['belief']:.2f}", quote
