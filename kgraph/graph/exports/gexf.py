"""GEXF 1.2 for Gephi: lists stand as JSON in strings; passages are held by their ids only.

Control characters, which XML cannot hold, are replaced by U+FFFD.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.graph.exports.plain import concept, relation

if TYPE_CHECKING:
    import networkx as nx

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_META = re.compile(rb"\s*<meta .*?</meta>", re.DOTALL)


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write concepts with their label and relations with their belief as weight."""
    import networkx as nx

    flat = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        flat.add_node(node, label=_text(attributes["name"]), **_flat(concept(node, attributes)))
    for at, (head, tail, kind, attributes) in enumerate(graph.edges(keys=True, data=True)):
        properties = {"kind": kind, **_flat(relation(attributes))}
        flat.add_edge(head, tail, key=str(at), label=kind, weight=attributes["belief"], **properties)
    written = BytesIO()
    nx.write_gexf(flat, written)
    # Without the day of writing: the same graph is the same bytes on every day.
    path.write_bytes(_META.sub(b"", written.getvalue(), count=1))


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in properties.items()}


def _value(value: Any) -> Any:  # noqa: ANN401 - a string, number, truth value or list of strings
    if isinstance(value, list):
        return _text(json.dumps(value, ensure_ascii=False))
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
