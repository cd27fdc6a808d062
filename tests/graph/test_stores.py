"""Every store gives back the graph that was written, and refuses what it did not write."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.errors import InputError, UsageError
from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.stores import STORES, store

every_store = pytest.mark.parametrize("name", sorted(STORES))
settled = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def whole(graph):
    """All that a graph holds, in the order in which it holds it."""
    return graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


@every_store
@settled
@given(tables=st.from_type(Tables))
def test_what_is_read_is_what_was_written(name, tables, tmp_path_factory):
    """Law 5: nodes, edges, attributes, their order and the graph's own attributes survive, control characters too."""
    graph, path = assemble(tables), tmp_path_factory.mktemp("store") / "graph"
    store(name).write(graph, path)
    assert whole(store(name).read(path)) == whole(graph)


@every_store
def test_the_same_graph_is_the_same_bytes(name, small, tmp_path):
    """Law 1: writing again what was read changes no byte, and Chinese stays readable in it."""
    first, second = tmp_path / "first", tmp_path / "second"
    store(name).write(assemble(small), first)
    store(name).write(store(name).read(first), second)
    assert first.read_bytes() == second.read_bytes()
    assert "低秩适配" in first.read_text("utf-8")


@every_store
def test_a_file_of_another_format_is_refused(name, small, tmp_path):
    """A graph of another version is refused with a word on how to rebuild."""
    graph, path = assemble(small), tmp_path / "graph"
    graph.graph["format"] = 999
    store(name).write(graph, path)
    with pytest.raises(InputError, match=r"format 999.*kgraph build"):
        store(name).read(path)


@every_store
@pytest.mark.parametrize("content", ["", "{}", "[1]", "<graphml/>", "<a>", '{"graph": {"format": 1}}'])
def test_a_file_that_is_no_graph_is_refused(name, content, tmp_path):
    """A broken file is an error of the input that names the file, never half a graph."""
    path = tmp_path / "graph"
    path.write_text(content)
    with pytest.raises(InputError, match="graph"):
        store(name).read(path)


@every_store
def test_a_file_that_is_not_there_is_refused(name, tmp_path):
    """A missing file is an error of the input."""
    with pytest.raises(InputError, match="nowhere"):
        store(name).read(tmp_path / "nowhere")


def test_node_link_is_sorted_json_with_one_closing_newline(small, tmp_path):
    """Two builds can be compared line by line: keys are sorted and each concept has a line of its own."""
    path = tmp_path / "graph.json"
    store("node-link").write(assemble(small), path)
    text = path.read_text("utf-8")
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert json.dumps(json.loads(text), sort_keys=True) == json.dumps(json.loads(text))
    assert sum('"name_zh"' in line for line in text.splitlines()) == len(assemble(small))


def test_an_unknown_store_lists_what_there_is():
    """A miss says what exists."""
    with pytest.raises(UsageError, match="graphml, node-link"):
        store("pickle")
