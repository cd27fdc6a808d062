"""GraphML for Gephi, yEd, Cytoscape and igraph: lists stand as JSON in strings, for GraphML has no lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from kgraph.graph.stores.version import check, unreadable
from kgraph.graph.stores.xml_text import escaped, restored

if TYPE_CHECKING:
    import networkx as nx

# The attributes that hold lists; all others are strings, numbers or truth values.
LISTS = frozenset({"names", "ids", "evidence", "passages_json"})
# The strings that may be empty: a reader does not tell an empty string from none.
EMPTY = {"name": "", "name_zh": "", "name_en": ""}


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the graph; an edge's id is its ends and its type, for GraphML wants ids that are unique."""
    import networkx as nx

    flat = nx.MultiDiGraph(**_flat(_graph_attributes(graph)))
    for node, attributes in graph.nodes(data=True):
        flat.add_node(node, **_flat(attributes))
    for head, tail, relation, attributes in graph.edges(keys=True, data=True):
        flat.add_edge(head, tail, key=f"{head}-{relation}-{tail}", **_flat(attributes))
    # The writer of the standard library, so that the bytes do not depend on whether lxml is there.
    nx.write_graphml_xml(flat, path, encoding="utf-8")


def read(path: Path) -> nx.MultiDiGraph:
    """Read what `write` wrote."""
    import networkx as nx

    try:
        flat = nx.read_graphml(path, force_multigraph=True)
    except (OSError, ParseError, LookupError, ValueError, nx.NetworkXError) as error:
        raise unreadable(path, error) from error
    check(flat.graph.get("format"), path)
    try:
        attributes = _full({name: flat.graph[name] for name in ("format", "passages_json")})
        graph = nx.MultiDiGraph(format=attributes["format"], passages=attributes["passages_json"])
        graph.add_nodes_from((node, EMPTY | _full(attributes)) for node, attributes in flat.nodes(data=True))
        for head, tail, attributes in flat.edges(data=True):
            graph.add_edge(head, tail, key=attributes["type"], **_full(attributes))
    except (LookupError, TypeError, ValueError) as error:
        raise unreadable(path, f"{type(error).__name__} {error}") from error
    return graph


def _graph_attributes(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """`passages` is a number on a node and a list on the graph; GraphML readers want one type for one name."""
    return {"format": graph.graph["format"], "passages_json": graph.graph["passages"]}


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _flat_value(name, value) for name, value in attributes.items()}


def _flat_value(name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if name in LISTS:
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return escaped(value) if isinstance(value, str) else value


def _full(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _full_value(name, value) for name, value in attributes.items() if name != "id"}


def _full_value(name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    text = restored(value) if isinstance(value, str) else value
    return json.loads(text) if name in LISTS else text
