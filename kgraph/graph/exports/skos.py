"""SKOS in Turtle: concepts with labels in both languages, broader from IS_A, related from the rest.

Holds neither evidence nor belief: relations below `BELIEVED`, denied and inferred ones are left out, and all
types but IS_A become skos:related. SKOS wants no broader cycle and one preferred label a language; a cycle that
texts say is kept as they say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.graph.naming import is_chinese
from kgraph.graph.network import shown

if TYPE_CHECKING:
    import networkx as nx

BELIEVED = 0.5
PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix c: <urn:kgraph:concept:> .
@prefix t: <urn:kgraph:type:> .
"""
# Turtle's short escapes; all other control characters are written by their number.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write a concept scheme a paragraph a concept."""
    links = _links(graph)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(PREFIXES)
        for node, attributes in graph.nodes(data=True):
            out.write(f"\nc:{node} a skos:Concept, t:{attributes['type']}")
            out.writelines(f" ;\n    {line}" for line in [*_labels(attributes), *links[node]])
            out.write(" .\n")


def _labels(attributes: Mapping[str, Any]) -> Iterator[str]:
    preferred = {attributes["name_zh"], attributes["name_en"]}
    for name in attributes["names"]:
        kind = "prefLabel" if name["name"] in preferred else "altLabel"
        yield f"skos:{kind} {_literal(name['name'])}"


def _links(graph: nx.MultiDiGraph) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {node: [] for node in graph}
    for head, tail, relation, attributes in shown(graph):
        if attributes["belief"] >= BELIEVED:
            links[head].append(f"{'skos:broader' if relation == 'IS_A' else 'skos:related'} c:{tail}")
    return {node: sorted(dict.fromkeys(lines)) for node, lines in links.items()}


def _literal(name: str) -> str:
    escaped = "".join(_ESCAPES.get(each) or (each if each.isprintable() else _numbered(each)) for each in name)
    return f'"{escaped}"@{"zh" if is_chinese(name) else "en"}'


def _numbered(character: str) -> str:
    return f"\\U{ord(character):08X}"
