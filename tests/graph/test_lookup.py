"""A concept is found by its id, by an old id and by any of its names; a miss says what is near."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import UsageError
from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.lookup import find, search
from kgraph.graph.naming import concept_id


@pytest.fixture
def graph(small):
    """The small network."""
    return assemble(small)


@pytest.mark.parametrize(
    "name", ["LoRA", "lora", "Lo-RA", "ＬｏＲＡ", "Low-Rank Adaptation", "lowrank adaptation", "低秩适配"]
)
def test_any_name_finds_the_concept(graph, name):
    """Chinese or English, hyphens, case and width aside."""
    assert graph.nodes[find(graph, name)]["name"] == "LoRA"


@pytest.mark.parametrize("name", ["LoRA", "Low-Rank Adaptation", "低秩适配"])
def test_the_id_of_any_name_finds_the_concept(graph, name):
    """An id that a name had before it was joined with others still finds it."""
    assert graph.nodes[find(graph, concept_id(name))]["name"] == "LoRA"


@pytest.mark.parametrize(
    ("name", "near"), [("LoRRA", "LoRA"), ("参数高效", "参数高效微调"), ("量化", "4-bit 量化"), ("Adaptation", "LoRA")]
)
def test_a_miss_names_the_nearest(graph, name, near):
    """An unknown name is an error of the call with what looks like it."""
    with pytest.raises(UsageError, match=f"{name}.*{near}"):
        find(graph, name)


def test_a_miss_without_anything_near(graph):
    """Nothing near is said as that."""
    with pytest.raises(UsageError, match="kgraph search"):
        find(graph, "zzzzzzzz")


def test_an_ambiguous_name_lists_the_candidates(graph):
    """Two concepts of one name, as a graph from elsewhere may have, are told apart by their ids."""
    other = find(graph, "QLoRA")
    graph.nodes[other]["names"].append({"name": "低秩适配", "reason": "gloss", "count": 1})
    with pytest.raises(UsageError, match=rf"More than one.*LoRA.*QLoRA \({other}\)|QLoRA \({other}\).*LoRA"):
        find(graph, "低秩适配")


SEARCHES = [
    ("LoRA", ["LoRA", "QLoRA"]),
    ("lora", ["LoRA", "QLoRA"]),
    ("rank low", ["LoRA"]),
    ("微调", ["全量微调", "参数高效微调"]),
    ("参数", ["参数高效微调"]),
    ("4bit", ["4-bit 量化"]),
    ("LoRRA", ["LoRA", "QLoRA"]),
    ("", []),
    ("  ", []),
    ("zzzzzzzz", []),
]


@pytest.mark.parametrize(("text", "expected"), SEARCHES)
def test_search_ranks_the_whole_name_first(graph, text, expected):
    """The whole name, then its start, a part, all words, a near miss; equals by mentions."""
    assert [hit.name for hit in search(graph, text)] == expected


def test_a_hit_says_what_was_found(graph):
    """A hit has all names and counts the relations that are shown: no denial."""
    (hit,) = search(graph, "4-bit")
    assert (hit.type, hit.names, hit.relations) == ("Method", ["4-bit 量化"], 1)


@settings(deadline=None, max_examples=60)
@given(st.from_type(Tables))
def test_every_concept_is_found_by_all_it_answers_to(tables):
    """For any graph, all ids and all names of a concept find it, and it heads the search for its name."""
    graph = assemble(tables)
    for node, attributes in graph.nodes(data=True):
        assert {find(graph, each) for each in attributes["ids"]} == {node}
        assert {find(graph, name["name"]) for name in attributes["names"]} == {node}
        assert search(graph, attributes["name"])[0].id == node
