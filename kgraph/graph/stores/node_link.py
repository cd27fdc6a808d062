"""Node-link JSON: keys sorted, one node, edge or passage a line, so that two builds can be compared line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.graph.stores.version import check, unreadable

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the graph as NetworkX's node-link JSON with the edges under 'edges'."""
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_object(data, lined=("graph",)))
        out.write("\n")


def read(path: Path) -> nx.MultiDiGraph:
    """Read what `write` wrote."""
    import networkx as nx

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version = data["graph"]["format"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise unreadable(path, error) from error
    check(version, path)
    try:
        graph = nx.node_link_graph(data, edges="edges")
    except (LookupError, TypeError, nx.NetworkXError) as error:
        raise unreadable(path, f"{type(error).__name__} {error}") from error
    return graph


def _object(value: dict[str, Any], lined: tuple[str, ...] = ()) -> Iterator[str]:
    """An object of which the members named in `lined` are spread over lines like itself."""
    yield "{"
    for at, (name, member) in enumerate(sorted(value.items())):
        yield f"{',' if at else ''}\n{json.dumps(name)}: "
        if name in lined:
            yield from _object(member)
        elif isinstance(member, list):
            yield from _array(member)
        else:
            yield _line(member)
    yield "\n}"


def _array(values: list[Any]) -> Iterator[str]:
    yield "["
    for at, value in enumerate(values):
        yield f"{',' if at else ''}\n{_line(value)}"
    yield "\n]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
