"""The graph in formats of other programs, written only. File name = key = choice on the command line.

What each cannot hold is said at the top of its file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import UsageError
from kgraph.graph.exports import csv, cypher, gexf, skos
from kgraph.graph.stores import STORES

if TYPE_CHECKING:
    import networkx as nx

EXPORTS: dict[str, Callable[[nx.MultiDiGraph, Path], None]] = {
    "csv": csv.write,
    "cypher": cypher.write,
    "gexf": gexf.write,
    "graphml": STORES["graphml"].write,
    "node-link": STORES["node-link"].write,
    "skos": skos.write,
}


def export(name: str) -> Callable[[nx.MultiDiGraph, Path], None]:
    """The export `name`; a miss lists what there is."""
    if name not in EXPORTS:
        raise UsageError(f"There is no format {name!r}.", hint=f"There are {', '.join(sorted(EXPORTS))}.")
    return EXPORTS[name]
