"""What is looked at in a pair of concepts."""

import numpy as np
import pytest

from kgraph.extract.small.layout import lay_out
from kgraph.extract.small.pairs import TYPES, Concept, Reader, pairs, string_relation
from kgraph.extract.small.tokens import tokens
from kgraph.extract.small.vectors import Vectors

NO_WORDS = Vectors({}, np.zeros((0, 3), np.int16), np.zeros((0, 2), np.int8))


def concept(name, kind="Method"):
    """A concept of one name, sure of its type."""
    types = np.array([float(each == kind) for each in TYPES], np.float32)
    return Concept((name,), types, 0.9, np.zeros(2, np.float32), np.zeros(2, np.float32), ())


def features(text, *names):
    """The features of the pairs of a text, by the numbers of their concepts."""
    mentions = [(text.index(name), text.index(name) + len(name), number) for number, name in enumerate(names)]
    layout = lay_out(tokens(text), mentions)
    reader = Reader(layout, [concept(name) for name in names], NO_WORDS)
    return {(pair.a, pair.b): reader.features(pair) for pair in pairs(layout)}


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("LoRA采用低秩矩阵", ("LoRA", "低秩矩阵"), {"cue:gap=use", "cue:alone=use", "gap:plain"}),
        ("LoRA leverages low-rank matrices", ("LoRA", "low-rank matrices"), {"cue:gap=use"}),
        ("优化器：Adam、SGD", ("Adam", "SGD"), {"list:same", "list:next", "list:joint=、"}),
        ("模型(GPT)很大", ("模型", "GPT"), {"gap:opened"}),
        ("自注意力", ("自注意力", "注意力"), {"name:nested", "name:nested_end", "name:a_ends_with"}),
        ("BERT很大。它使用Adam", ("BERT", "Adam"), {"cue:far_before_b=use", "topic:a_running_to_b"}),
    ],
)
def test_what_stands_between_and_around_is_seen(text, names, wanted):
    """Cue classes, marks, enumerations, brackets, nesting and topics become features."""
    found = features(text, *names)[0, 1]
    assert wanted <= {name for name, value in found.items() if value}


def test_a_cue_behind_another_concept_is_not_alone():
    """Between the two ends stands a third: the cue is in the gap, but may belong to it."""
    found = features("BERT和GPT采用Adam", "BERT", "GPT", "Adam")[0, 2]
    assert "cue:gap=use" in found


def test_far_pairs_without_a_topic_are_not_looked_at():
    """Of many sentences, the ends of the first and of neighbours are paired, the rest is not."""
    names = [f"Name{letter}" for letter in "ABCDEF"]
    found = features("".join(f"我们看{name}。" for name in names), *names)
    assert (0, 5) in found
    assert (2, 3) in found
    assert (2, 5) not in found


def test_names_that_share_nothing_are_unrelated_as_strings():
    """Only containment, beginnings and endings count."""
    assert string_relation(["bert"], ["lora"]) == set()
    assert string_relation(["bert"], ["bert模型"]) == {"b_starts_with"}
