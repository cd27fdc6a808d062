"""Heavy libraries are loaded when they are used, not when a command is looked up."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = "{'kglite', 'neo4j', 'networkx', 'numpy', 'pandas', 'duckdb', 'spacy'}"


@pytest.mark.parametrize(
    "use",
    ["import kgraph.recipes", "from kgraph.recipes import recipes; assert recipes()"],
    ids=["import", "list the recipes"],
)
def test_recipes_load_no_heavy_library(use):
    """Listing and showing recipes needs no engine and no graph."""
    program = f"import sys; {use}; print(sorted({HEAVY} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_embedded_engine_from_a_cache_loads_no_graph_library(notes, tmp_path):
    """A cached graph is asked without NetworkX and without a driver for servers."""
    from kgraph.recipes import embedded
    from kgraph.recipes.embedded import content_hash

    cache = tmp_path / "graph.kgl"
    embedded(notes, cache)
    program = (
        "import sys; from pathlib import Path; from kgraph.recipes import opened\n"
        f"engine = opened(lambda: 1 / 0, {content_hash(notes)!r}, Path({str(cache)!r}))\n"
        "print(engine.run('MATCH (c:Concept) RETURN count(c) AS n').rows[0][0])\n"
        "print(sorted({'neo4j', 'networkx', 'pandas'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == [str(notes.number_of_nodes()), "[]"]
