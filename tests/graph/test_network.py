"""The measures that rank concepts: how many relations they have, and how central they are."""

from __future__ import annotations

import networkx as nx
import pytest
import rustworkx as rx
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.lookup import find
from kgraph.graph.network import DAMPING, degree, pagerank, shown


def test_degree_counts_what_is_shown(small):
    """Relations count at both ends; what is only denied does not."""
    graph = assemble(small)
    counts = {graph.nodes[node]["name"]: count for node, count in degree(graph).items()}
    assert counts == {"LoRA": 3, "QLoRA": 2, "参数高效微调": 1, "全量微调": 1, "4-bit 量化": 1}


def test_the_middle_is_most_central(small):
    """LoRA, at which everything hangs, has the highest rank."""
    graph = assemble(small)
    ranks = pagerank(graph)
    assert max(ranks, key=ranks.get) == find(graph, "LoRA")


@settings(deadline=None, max_examples=40)
@given(st.from_type(Tables))
def test_pagerank_is_that_of_another_solver(tables):
    """The ranks are what rustworkx finds over the same weights, and sum to 1."""
    graph = assemble(tables)
    plain = rx.PyDiGraph(multigraph=True)
    place = dict(zip(graph, plain.add_nodes_from(list(graph)), strict=True))
    for head, tail, _, edge in shown(graph):
        if edge["belief"]:
            plain.add_edge(place[head], place[tail], edge["belief"])
            plain.add_edge(place[tail], place[head], edge["belief"])
    ranks = pagerank(graph)
    assert sum(ranks.values()) == pytest.approx(1 if graph else 0)
    if graph:
        expected = rx.pagerank(plain, alpha=DAMPING, weight_fn=float, tol=1e-12, max_iter=1000)
        assert [ranks[node] for node in graph] == pytest.approx([expected[place[node]] for node in graph], abs=1e-6)


def test_an_empty_graph_has_no_ranks():
    """Nothing is ranked in nothing."""
    assert pagerank(nx.MultiDiGraph()) == {}
