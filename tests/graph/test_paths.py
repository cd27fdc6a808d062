"""Paths are walked both ways, told as the relations are, the highest product of beliefs first."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.lookup import find
from kgraph.graph.paths import best_paths


def told(paths):
    """The relations of each path."""
    return [[(step.head, step.type, step.tail) for step in path] for path in paths]


def test_a_path_keeps_the_direction_of_each_relation(small):
    """From 参数高效微调 to 4-bit 量化 both first relations are walked backwards, with their sentences."""
    graph = assemble(small)
    paths = best_paths(graph, find(graph, "参数高效微调"), find(graph, "4-bit 量化"))
    assert told(paths) == [
        [("LoRA", "IS_A", "参数高效微调"), ("QLoRA", "BASED_ON", "LoRA"), ("QLoRA", "USES", "4-bit 量化")]
    ]
    assert paths[0][0].quote == "LoRA 也是参数高效微调。"


@pytest.fixture
def ways(notes):
    """Three ways from A to D: a sure detour, an unsure short cut, and one that is denied."""
    return assemble(
        notes.says("Aa 用 Bb。", ("Aa", "USES", "Bb", "asserted", 0.99))
        .says("Bb 用 Dd。", ("Bb", "USES", "Dd", "asserted", 0.99))
        .says("Aa 可能用 Dd。", ("Aa", "USES", "Dd", "hedged", 0.9))
        .says("Aa 用 Cc。", ("Aa", "USES", "Cc", "asserted", 0.5))
        .says("Cc 用 Dd。", ("Cc", "USES", "Dd", "asserted", 0.5))
        .says("Aa 不是 Dd。", ("Aa", "IS_A", "Dd", "negated", 1.0))
        .tables
    )


def test_the_best_believed_path_comes_first(ways):
    """Two sure steps are better than one unsure step, and that better than two unsure ones; a denial is no step."""
    paths = told(best_paths(ways, find(ways, "Aa"), find(ways, "Dd")))
    assert [[step[0] for step in path] for path in paths] == [["Aa", "Bb"], ["Aa"], ["Aa", "Cc"]]
    assert ("Aa", "IS_A", "Dd") not in [step for path in paths for step in path]


def test_no_more_paths_than_asked_for(ways):
    """The limit is kept."""
    assert len(best_paths(ways, find(ways, "Aa"), find(ways, "Dd"), limit=1)) == 1


def test_where_no_path_leads(notes):
    """Two islands, a concept with itself, and what is only denied have no path."""
    graph = assemble(
        notes.says("A 用 B。", ("A", "USES", "B")).says("C 不用 B。", ("C", "USES", "B", "negated")).tables
    )
    assert best_paths(graph, find(graph, "A"), find(graph, "C")) == []
    assert best_paths(graph, find(graph, "A"), find(graph, "A")) == []


@settings(deadline=None, max_examples=60)
@given(st.from_type(Tables))
def test_paths_are_ranked_whatever_the_graph(tables):
    """The products of beliefs never rise from path to path, and paths are told the same from both ends."""
    graph = assemble(tables)
    for start, goal in pairwise(list(graph)[:5]):
        paths = best_paths(graph, start, goal)
        products = [math.prod(step.belief for step in path) for path in paths]
        assert all(later <= earlier + 1e-9 for earlier, later in pairwise(products))
        back = best_paths(graph, goal, start)
        assert [math.prod(step.belief for step in path) for path in back] == pytest.approx(products)
