"""Cypher statements, one a line: run twice they change nothing, for all MERGE by id.

Holds documents, passages and mentions too, as the Neo4j model in the documentation has them; of the evidence
all but the spans within the quotes. Runs in Neo4j Browser, `cypher-shell -f` and any engine with MERGE.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.graph.exports.plain import concept, documents, relation

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the statements: constraints, then documents and passages, concepts, mentions, relations."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{statement};\n" for statement in _statements(graph))


def _statements(graph: nx.MultiDiGraph) -> Iterator[str]:
    for label, identity in (("Document", "uri"), ("Passage", "id"), ("Concept", "id")):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.{identity} IS UNIQUE"
    for source, title in documents(graph.graph["passages"]).items():
        yield f"MERGE (d:Document {{uri: {_literal(source)}}}) SET d.title = {_literal(title)}"
    for passage in graph.graph["passages"]:
        yield from _passage(passage)
    for node, attributes in graph.nodes(data=True):
        properties = concept(node, attributes)
        label = _name(properties["type"])
        yield f"MERGE (c:Concept {{id: {_literal(node)}}}) SET c:{label}, c += {_map(properties)}"
    for passage in graph.graph["passages"]:
        yield from _mentions(passage)
    for head, tail, kind, attributes in graph.edges(keys=True, data=True):
        ends = f"MATCH (h:Concept {{id: {_literal(head)}}}), (t:Concept {{id: {_literal(tail)}}})"
        yield f"{ends} MERGE (h)-[r:{_name(kind)}]->(t) SET r += {_map(relation(attributes))}"


def _passage(passage: Mapping[str, Any]) -> Iterator[str]:
    properties = {name: passage[name] for name in ("text", "language")}
    identity = _literal(passage["id"])
    yield f"MERGE (p:Passage {{id: {identity}}}) SET p += {_map(properties)}"
    for place in passage["places"]:
        source, position = _literal(place["source"]), _literal(place["position"])
        yield (
            f"MATCH (d:Document {{uri: {source}}}), (p:Passage {{id: {identity}}}) "
            f"MERGE (d)-[:HAS_PASSAGE {{position: {position}}}]->(p)"
        )


def _mentions(passage: Mapping[str, Any]) -> Iterator[str]:
    for node, count in passage["concepts"].items():
        yield (
            f"MATCH (p:Passage {{id: {_literal(passage['id'])}}}), (c:Concept {{id: {_literal(node)}}}) "
            f"MERGE (p)-[m:MENTIONS]->(c) SET m.count = {count}"
        )


def _map(properties: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {_literal(value)}" for name, value in properties.items()) + "}"


def _name(name: str) -> str:
    """A label, type or property name, in backquotes unless it is a plain word."""
    return name if name.isidentifier() and name.isascii() else "`" + name.replace("`", "``") + "`"


def _literal(value: Any) -> str:  # noqa: ANN401 - a string, number, truth value or list of them
    """A value as Cypher writes it; JSON's escapes are Cypher's, but for the slash, which neither needs."""
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
