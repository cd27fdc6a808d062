"""`kgraph view`: one view, as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kgraph.cli.files import write_file
from kgraph.cli.options import build_option
from kgraph.errors import UsageError


@click.command(short_help="Write a page of the whole graph or of a part of it.")
@click.argument("file", type=click.Path(path_type=Path))
@build_option
@click.option("--around", metavar="CONCEPT", help="Only what is near this concept.")
@click.option("--hops", type=click.IntRange(min=0), help="How near: the number of relations away.  [default: 1]")
def command(*, file: Path, folder: Path, around: str | None, hops: int | None) -> None:
    """Write the explorer of the build's graph to FILE (`-` is stdout), one page that needs nothing else."""
    if hops is not None and around is None:
        raise UsageError("--hops says how far from a concept.", hint="Name it with --around CONCEPT.")
    from kgraph.opened import open_build
    from kgraph.view import write

    graph = open_build(folder).graph
    shown = _near(graph, around, 1 if hops is None else hops) if around is not None else graph
    write_file(lambda path: write(shown, path), file)


def _near(graph: Any, name: str, hops: int) -> Any:  # noqa: ANN401 - NetworkX is not typed
    """The part of the graph within so many relations of a concept, whichever way they point."""
    import networkx as nx

    from kgraph.graph.lookup import find

    said = nx.Graph((head, tail) for head, tail, edge in graph.edges(data=True) if edge["polarity"] != "negated")
    start = find(graph, name)
    near = set(nx.single_source_shortest_path_length(said, start, cutoff=hops)) if start in said else {start}
    part = graph.subgraph(near).copy()
    part.graph = {
        **graph.graph,
        "passages": [_kept(p, near) for p in graph.graph["passages"] if near & set(p["concepts"])],
    }
    return part


def _kept(passage: dict[str, Any], near: set[str]) -> dict[str, Any]:
    concepts = {key: count for key, count in passage["concepts"].items() if key in near}
    return {**passage, "concepts": concepts}
