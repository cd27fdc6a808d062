"""How a reading of an annotated text is counted."""

from kgraph.extract.small.training.gold import DOUBT, GoldConcept, GoldRelation, Sample
from kgraph.extract.small.training.measure import Reading, compare

GOLD = Sample(
    id="t",
    file="gold.jsonl",
    text="",
    source="s",
    language="zh",
    concepts=(
        GoldConcept("c1", ("LoRA", "Low-Rank Adaptation"), ("Method",), 1.0),
        GoldConcept("c2", ("PEFT",), ("Method",), 1.0),
        GoldConcept("c3", ("BERT",), ("Model",), DOUBT),
    ),
    relations=(GoldRelation("c1", "IS_A", "c2", 1.0), GoldRelation("c3", "COMPARED_WITH", "c2", DOUBT)),
    twice=True,
)


def rows(reading):
    """Precision and recall of each tally."""
    return {name: tally.row[:2] for name, tally in compare([GOLD], [reading]).items()}


def test_any_name_of_a_concept_finds_it():
    """Names are compared folded, and a doubtful concept is right but not missed."""
    found = rows(Reading([["low rank adaptation"], ["GPT"]]))
    assert found["concepts"] == (0.5, 0.5)


def test_a_relation_needs_both_ends_and_its_type():
    """The pair may be right where the type is not."""
    found = rows(Reading([["LoRA"], ["PEFT"]], [(0, "USES", 1)]))
    assert (found["pairs"], found["typed"]) == ((1.0, 1.0), (0.0, 0.0))


def test_a_symmetric_relation_has_no_direction():
    """COMPARED_WITH is right either way round."""
    for head, tail in ((0, 1), (1, 0)):
        found = rows(Reading([["PEFT"], ["BERT"]], [(head, "COMPARED_WITH", tail)]))
        assert found["typed"] == (1.0, 0.0)
