"""A build, opened again: all that the commands that ask of it need, and nothing of what made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph import disk, manifest, swap
from kgraph.manifest import Manifest

GRAPH = "graph.json"


@dataclass(frozen=True, slots=True)
class Build:
    """A build that was opened: its folder, its manifest, and its graph, a NetworkX MultiDiGraph."""

    folder: Path
    manifest: Manifest
    graph: Any


def open_build(folder: Path) -> Build:
    """Open the build in `folder`; InputError when there is none, or another version made it, or it was changed."""
    from kgraph.graph.stores import STORES

    with disk.refusals():
        swap.recover(folder)
        content = manifest.read(folder)
        return Build(folder, content, STORES["node-link"].read(manifest.check(folder, content, GRAPH)))
