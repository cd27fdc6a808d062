"""The graph: evidence rows in, resolved concepts and believed relations out, and what is asked of them."""

from __future__ import annotations

from kgraph.graph.assemble import FORMAT, assemble

__all__ = ["FORMAT", "assemble"]
