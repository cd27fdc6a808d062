"""A card tells a concept's names with reasons and its relations from its own side, the best-believed first."""

from __future__ import annotations

from kgraph.graph import assemble
from kgraph.graph.card import card
from kgraph.graph.lookup import find


def test_a_card_reads_relations_from_its_side(small):
    """What LoRA is, and what builds on it, each with a sentence and its source."""
    graph = assemble(small)
    found = card(graph, find(graph, "低秩适配"))
    assert (found["name"], found["type"], found["id"]) == ("LoRA", "Method", find(graph, "LoRA"))
    assert [name["reason"] for name in found["names"]] == ["mention", "gloss", "gloss"]
    assert [(row["direction"], row["type"], row["reads"], row["other"]) for row in found["relations"]] == [
        ("out", "IS_A", "is a", "参数高效微调"),
        ("in", "BASED_ON", "is the basis of", "QLoRA"),
        (found["relations"][2]["direction"], "COMPARED_WITH", "is compared with", "全量微调"),
    ]
    assert found["relations"][0]["quote"] == "LoRA 也是参数高效微调。"
    assert found["relations"][0]["source"] == "more.md"
    beliefs = [row["belief"] for row in found["relations"]]
    assert beliefs == sorted(beliefs, reverse=True)


def test_denials_are_shown_on_demand(small):
    """What texts only deny is left out of a card unless it is asked for."""
    graph = assemble(small)
    full = find(graph, "全量微调")
    assert [row["type"] for row in card(graph, full)["relations"]] == ["COMPARED_WITH"]
    assert [row["polarity"] for row in card(graph, full, negated=True)["relations"]] == ["hedged", "negated"]


def test_inferred_relations_are_shown_on_demand(notes):
    """RELATED_TO, which no text says, is left out of a card unless it is asked for."""
    graph = assemble(notes.says("A 与 B。", ("A", "RELATED_TO", "B")).tables)
    node = find(graph, "A")
    assert card(graph, node)["relations"] == []
    assert [row["reads"] for row in card(graph, node, inferred=True)["relations"]] == ["is related to"]


def test_the_card_is_not_the_graph(small):
    """Changing a card changes nothing in the graph."""
    graph = assemble(small)
    node = find(graph, "LoRA")
    card(graph, node)["names"][0]["name"] = "changed"
    assert card(graph, node)["names"][0]["name"] == "LoRA"
