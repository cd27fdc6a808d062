"""The view of a graph: what it takes over, what it works out."""

from __future__ import annotations

import pytest

from kgraph.view.model import label, view


def _relation(shown, head, type_, tail):
    """The relation of a view between two concepts, by their names."""
    names = {concept.id: concept.name for concept in shown.concepts}
    return next(r for r in shown.relations if (names[r.head], r.type, names[r.tail]) == (head, type_, tail))


def test_every_concept_and_relation_is_there(small):
    """Nothing of the graph is left out, whatever its belief or polarity."""
    shown = view(small)
    assert {concept.id for concept in shown.concepts} == set(small)
    assert {(r.head, r.tail, r.type) for r in shown.relations} == set(small.edges(keys=True))


def test_the_most_connected_come_first_and_have_the_largest_signs(small):
    """Concepts are ranked by the relations that texts say of them."""
    shown = view(small)
    assert [concept.name for concept in shown.concepts[:2]] == ["Transformer", "BERT"]
    assert sorted((concept.size for concept in shown.concepts), reverse=True) == [c.size for c in shown.concepts]


def test_beyond_the_limit_only_the_most_connected_have_a_place(make_large):
    """Of 40 concepts 25 are drawn when 25 are asked for: the first ones."""
    shown = view(make_large(40), drawn=25)
    assert [concept.at is not None for concept in shown.concepts] == [True] * 25 + [False] * 15


def test_parallel_and_reverse_relations_are_bent_apart(small):
    """Of three relations between two concepts each takes another path, whichever way it points."""
    shown = view(small)
    three = [
        _relation(shown, "QLoRA", "BASED_ON", "LoRA"),
        _relation(shown, "QLoRA", "IMPROVES", "LoRA"),
        _relation(shown, "LoRA", "COMPARED_WITH", "QLoRA"),
    ]
    # Seen from one end: a reverse relation bends the other way for the same sign.
    paths = {relation.curve * (1 if relation.head < relation.tail else -1) for relation in three}
    assert len(paths) == 3
    assert _relation(shown, "LoRA", "IS_A", "PEFT").curve == 0


def test_a_sentence_knows_its_passage_in_its_source(small):
    """The position comes from the passage's place, the spans from the evidence."""
    (said,) = _relation(view(small), "LLaMA-2", "USES", "RoPE").evidence
    assert (said.position, said.source) == (4, "notes/笔记.txt")
    assert [said.quote[slice(*span)] for span in (said.head, said.cue, said.tail)] == ["LLaMA-2", " 采用 ", "RoPE"]


@pytest.mark.parametrize(
    ("beliefs", "shown_from"),
    [
        ([0.9, 0.8, 0.7], 0.5),
        ([0.9, 0.4, 0.3], 0.4),
        ([0.37, 0.36, 0.2, 0.1], 0.35),
        ([], 0.5),
    ],
)
def test_relations_show_from_even_odds_or_the_better_half(small, beliefs, shown_from):
    """Where even odds would hide more than half of the relations, the better half shows."""
    graph = small.copy()
    graph.remove_edges_from(list(graph.edges(keys=True)))
    for number, belief in enumerate(beliefs):
        row = {"belief": belief, "polarity": "asserted", "inferred": False, "support": 0, "sources": 0, "evidence": []}
        graph.add_edge("c00", f"c{number + 1:02}", key="USES", type="USES", **row)
    assert view(graph).belief == shown_from


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("LoRA", "LoRA"),
        ("检索增强生成", "检索增强生成"),
        ("一种面向大规模语言模型的参数高效微调方法", "一种面向大规模语言模型的参…"),
        ("a" * 26, "a" * 26),
        ("a" * 27, "a" * 26 + "…"),
    ],
)
def test_a_label_is_a_name_cut_to_fit(name, cut):
    """Chinese characters count double."""
    assert label(name) == cut
