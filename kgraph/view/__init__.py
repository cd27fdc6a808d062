"""The explorer: a graph as one page that opens from disk and asks the network for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the page of a graph to `path`; the graph stays as it is, and equal graphs give equal bytes."""
    from kgraph.view.model import view
    from kgraph.view.page import page

    path.write_bytes(page(view(graph)).encode("utf-8", "replace"))
