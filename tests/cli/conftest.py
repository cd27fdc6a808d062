"""One build of the sample corpus for all tests of commands."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kgraph.assets import shipped
from kgraph.cli import main


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory):
    """The folder of a build of the sample corpus, which no test changes."""
    folder = tmp_path_factory.mktemp("seeds") / "build"
    result = CliRunner().invoke(main, ["build", str(shipped("seeds")), "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture
def kgraph(seeds_build):
    """Call the command line on that build; `code` is the exit code that is expected."""

    def call(*args, code=0, stdin=None):
        result = CliRunner().invoke(main, list(map(str, args)), env={"KGRAPH_BUILD": str(seeds_build)}, input=stdin)
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def rows(kgraph):
    """Call a command with `--format json` and return what it printed."""

    def call(*args, code=0, stdin=None):
        return json.loads(kgraph(*args, "-f", "json", code=code, stdin=stdin).stdout)

    return call


@pytest.fixture(scope="session")
def graph(seeds_build):
    """The graph of that build."""
    from kgraph.opened import open_build

    return open_build(seeds_build).graph


@pytest.fixture(scope="session")
def edge(graph):
    """A relation of that graph that is said and not denied: names of its ends, its type, its attributes."""
    head, tail, found = max(
        (edge for edge in graph.edges(data=True) if edge[2]["polarity"] == "asserted" and not edge[2]["inferred"]),
        key=lambda edge: (edge[2]["belief"], edge[2]["support"], edge[0], edge[1]),
    )
    return graph.nodes[head]["name"], found["type"], graph.nodes[tail]["name"], found
