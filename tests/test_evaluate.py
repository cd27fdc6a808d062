"""Scores as they come out by hand on texts small enough to count."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import InputError
from kgraph.evaluate import Score, compare, read_gold, score, total
from kgraph.extract.passage_graph import PassageConcept, PassageGraph, PassageRelation

CONCEPTS = [
    {"id": "c1", "names": ["LoRA", "Low-Rank Adaptation"], "types": ["Method"], "tier": "agreed"},
    {"id": "c2", "names": ["PEFT"], "types": ["Method", "Concept"], "tier": "agreed"},
    {"id": "c3", "names": ["QLoRA"], "types": ["Method"], "tier": "single"},
]
RELATIONS = [
    {"head": "c1", "type": "IS_A", "tail": "c2", "tier": "agreed"},
    {"head": "c1", "type": "COMPARED_WITH", "tail": "c3", "tier": "single"},
]
TEXT = "LoRA (Low-Rank Adaptation) is a PEFT method, unlike QLoRA."


@pytest.fixture
def gold(tmp_path):
    """One annotated text."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "g1", "text": TEXT, "concepts": CONCEPTS, "relations": RELATIONS}))
    return read_gold(path)[0]


def said(concepts, relations=()):
    """A prediction: concepts as (type, name, other names...), relations as (head, type, tail)."""
    return PassageGraph(
        tuple(PassageConcept(name, kind, tuple(others)) for kind, name, *others in concepts),
        tuple(PassageRelation(head, kind, tail, "asserted", 1.0, "rule", "") for head, kind, tail in relations),
    )


LORA, PEFT, QLORA = ("Method", "LoRA"), ("Task", "PEFT"), ("Method", "QLoRA")


@pytest.mark.parametrize(
    ("concepts", "relations", "what", "wanted"),
    [
        ([], [], "concepts", Score(0, 0, 2, 0)),
        ([LORA, PEFT], [], "concepts", Score(2, 2, 2, 2)),
        # What one reader has counts as right, and is not missed.
        ([LORA, QLORA], [], "concepts", Score(2, 2, 2, 1)),
        # A name in another spelling, or any of its other names, is the concept.
        ([("Method", "low rank adaptation")], [], "concepts", Score(1, 1, 2, 1)),
        ([("Method", "X", "LoRA")], [], "concepts", Score(1, 1, 2, 1)),
        # A second prediction of one concept is neither right nor wrong; a strange one is wrong.
        ([LORA, ("Method", "Low-Rank Adaptation")], [], "concepts", Score(1, 1, 2, 1)),
        ([LORA, ("Method", "unlike")], [], "concepts", Score(2, 1, 2, 1)),
        ([LORA, PEFT], [], "types", Score(2, 1, 2, 1)),
        ([LORA, PEFT], [("LoRA", "IS_A", "PEFT")], "relations", Score(1, 1, 1, 1)),
        ([LORA, PEFT], [("PEFT", "IS_A", "LoRA")], "relations", Score(1, 0, 1, 0)),
        # Without their types and directions, both readers' pairs are pairs.
        ([LORA, PEFT], [("PEFT", "USES", "LoRA")], "pairs", Score(1, 1, 1, 1)),
        # A comparison has no direction; what is inferred is not scored.
        ([LORA, QLORA], [("QLoRA", "COMPARED_WITH", "LoRA")], "relations", Score(1, 1, 1, 0)),
        ([LORA, PEFT], [("LoRA", "RELATED_TO", "PEFT")], "relations", Score(0, 0, 1, 0)),
        ([LORA, PEFT], [("LoRA", "IS_A", "PEFT")], "IS_A", Score(1, 1, 1, 1)),
    ],
)
def test_a_text_is_scored_as_by_hand(gold, concepts, relations, what, wanted):
    """Predicted, right, wanted and found are those that a person would count."""
    assert compare(gold, said(concepts, relations)).scores[what] == wanted


def test_misses_are_told_in_words(gold):
    """What was missed and what was wrong stand in the words of the text."""
    compared = compare(gold, said([LORA, ("Method", "unlike")], [("LoRA", "USES", "unlike")]))
    assert compared.missed == ("PEFT", "LoRA IS_A PEFT")
    assert compared.wrong == ("unlike", "LoRA USES unlike")


def test_texts_are_extracted_and_scored_by_language(gold):
    """The extractor itself is scored, each text under its language."""
    ((language, compared),) = score([gold], model="rules", jobs=1)
    assert (language, compared.id) == ("en", "g1")
    assert compared.scores["concepts"].found >= 1


def test_the_form_of_gold_is_explained_when_it_is_wrong(tmp_path):
    """An empty file is no gold."""
    (tmp_path / "gold.jsonl").write_text("\n")
    with pytest.raises(InputError, match="no annotated text"):
        read_gold(tmp_path / "gold.jsonl")


scores = st.tuples(*[st.integers(0, 9)] * 4).map(
    lambda n: Score(max(n[0], n[1]), min(n[0], n[1]), max(n[2], n[3]), min(n[2], n[3]))
)


@given(scores, scores)
def test_scores_stay_between_nothing_and_one_and_add_up(one, other):
    """F1 lies between precision and recall, and adding scores knows no order."""
    assert 0 <= min(one.precision, one.recall) <= one.f1 + 1e-9 <= max(one.precision, one.recall) + 2e-9 <= 1 + 2e-9
    assert one + other == other + one


def test_totals_are_sums(gold):
    """Two texts count as one text of both."""
    compared = compare(gold, said([LORA]))
    assert total([compared, compared])["concepts"] == Score(2, 2, 4, 2)
