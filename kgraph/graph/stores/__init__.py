"""Files that hold the whole graph and give it back as it was. File name = key = choice on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import UsageError
from kgraph.graph.stores import graphml, node_link

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Store:
    """How a graph is written to a file of one format and read back equal."""

    write: Callable[[nx.MultiDiGraph, Path], None]
    read: Callable[[Path], nx.MultiDiGraph]


STORES: dict[str, Store] = {
    "node-link": Store(node_link.write, node_link.read),
    "graphml": Store(graphml.write, graphml.read),
}


def store(name: str) -> Store:
    """The store `name`; a miss lists what there is."""
    if name not in STORES:
        raise UsageError(f"There is no store {name!r}.", hint=f"Stores: {', '.join(sorted(STORES))}.")
    return STORES[name]
