"""Names of one passage become concepts by the passage's own words, and by nothing else."""

from __future__ import annotations

import pytest

from kgraph.extract.passage_graph import PassageConcept, passage_graph
from kgraph.model import Alias, Claim, Extraction, Mention, Passage, Place

TEXT = "低秩适配(LoRA)是一种 PEFT 方法,LoRA 不同于 QLoRA,但 lora 不是 Adapter。"


@pytest.fixture
def passage():
    """The passage that the cases speak of."""
    return Passage("p", TEXT, "zh", (Place("note", 0, 0, len(TEXT)),))


def mention(name, kind="Method", nth=0, score=1.0):
    """The nth mention of a name in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(name, start + 1)
    return Mention("p", start, start + len(name), name, kind, "rule", score)


def alias(name, other):
    """Two names that the text declares equal."""
    start = TEXT.index(name)
    return Alias("p", name, other, "gloss", "rule", start, start + len(name), 1.0)


def claim(head, kind, tail, polarity="asserted", score=0.5):
    """A claim whose quote is the whole text."""
    at, to = TEXT.index(head), TEXT.index(tail)
    ends = (head, at, at + len(head), kind, tail, to, to + len(tail))
    return Claim("p", *ends, 0, 0, 0, len(TEXT), f"rule of {score}", polarity, score)


def test_spellings_and_glosses_are_one_concept(passage):
    """Its name is the commonest, its aliases the others in reading order, its type that with most weight."""
    mentions = (mention("LoRA"), mention("LoRA", nth=1), mention("lora", "Model", score=0.5), mention("低秩适配"))
    found = passage_graph(passage, Extraction(mentions, (alias("低秩适配", "LoRA"),)))
    assert found.concepts == (PassageConcept("LoRA", "Method", ("低秩适配", "lora")),)


def test_aliases_join_in_chains_whatever_their_order(passage):
    """A joined to B and B to C are one concept."""
    names = ("低秩适配", "LoRA", "PEFT", "QLoRA")
    chain = [alias("PEFT", "QLoRA"), alias("低秩适配", "LoRA"), alias("LoRA", "PEFT")]
    for aliases in (chain, chain[::-1]):
        found = passage_graph(passage, Extraction(tuple(map(mention, names)), tuple(aliases)))
        assert len(found.concepts) == 1
        assert {found.concepts[0].name, *found.concepts[0].aliases} == set(names)


def test_names_that_only_look_alike_stay_apart(passage):
    """LoRA and QLoRA are two."""
    found = passage_graph(passage, Extraction((mention("LoRA"), mention("QLoRA"))))
    assert [concept.name for concept in found.concepts] == ["LoRA", "QLoRA"]


def test_what_is_denied_is_left_out(passage):
    """A negated claim is no relation, a hedged one is."""
    names = tuple(map(mention, ("LoRA", "PEFT", "Adapter")))
    claims = (claim("LoRA", "IS_A", "Adapter", "negated"), claim("LoRA", "IS_A", "PEFT", "hedged"))
    found = passage_graph(passage, Extraction(names, (), claims))
    assert [(r.head, r.type, r.tail, r.polarity) for r in found.relations] == [("LoRA", "IS_A", "PEFT", "hedged")]


def test_a_relation_stands_once_with_its_best_claim(passage):
    """Claims of one relation, also by other names or read from the other end, are one; a loop is none."""
    mentions = tuple(map(mention, ("LoRA", "低秩适配", "QLoRA")))
    claims = (
        claim("LoRA", "COMPARED_WITH", "QLoRA", score=0.4),
        claim("QLoRA", "COMPARED_WITH", "低秩适配", score=0.9),
        claim("低秩适配", "IS_A", "LoRA"),
    )
    found = passage_graph(passage, Extraction(mentions, (alias("低秩适配", "LoRA"),), claims))
    (relation,) = found.relations
    assert {relation.head, relation.tail} == {found.concepts[0].name, "QLoRA"}
    assert (relation.score, relation.rule, relation.quote) == (0.9, "rule of 0.9", TEXT)


def test_an_end_without_a_mention_is_a_concept_all_the_same(passage):
    """Every relation joins two of the passage's concepts."""
    found = passage_graph(passage, Extraction((mention("LoRA"),), (), (claim("LoRA", "IS_A", "PEFT"),)))
    assert [concept.name for concept in found.concepts] == ["LoRA", "PEFT"]


def test_nothing_found_is_nothing(passage):
    """An empty extraction makes an empty graph."""
    found = passage_graph(passage, Extraction())
    assert (found.concepts, found.relations) == ((), ())
