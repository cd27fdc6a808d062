"""Which candidates are taken: best first, nested ones only when surer, and everywhere they stand."""

import pytest

from kgraph.extract.small.concepts import choose, token_span
from kgraph.extract.small.names import Candidate, candidates, is_phrase
from kgraph.extract.small.tokens import tokens

TEXT = "多头注意力比注意力强，注意力是基础"


def candidate(found, name, places):
    """A candidate that the field saw at these characters."""
    spans = tuple(token_span(found, at, at + len(name)) for at in places)
    return Candidate(name, spans, (0.5,) * len(spans))


def chosen(scores, *, nested=0.7):
    """What is chosen of 多头注意力 and 注意力, of which the field did not see the last place."""
    found = tokens(TEXT)
    names = [candidate(found, "多头注意力", [0]), candidate(found, "注意力", [2, 6])]
    picked = choose(found, names, scores, threshold=0.4, nested=nested)
    return [(TEXT[each.start : each.end], each.start) for each in picked]


def test_every_free_place_of_an_accepted_name_is_a_mention():
    """A place that the field overlooked counts too; one inside a longer name does not."""
    assert chosen([0.9, 0.8]) == [("多头注意力", 0), ("注意力", 6), ("注意力", 11)]


def test_a_name_below_the_threshold_is_left_out():
    """Nothing is said of a name that is not believed."""
    assert chosen([0.9, 0.3]) == [("多头注意力", 0)]


def test_a_better_short_name_keeps_the_longer_one_out():
    """A candidate across a taken name is neither free nor inside it."""
    assert chosen([0.5, 0.8]) == [("注意力", 2), ("注意力", 6), ("注意力", 11)]


@pytest.mark.parametrize(("score", "expected"), [(0.8, True), (0.6, False)])
def test_a_name_that_stands_only_inside_another_must_be_surer(score, expected):
    """Nested names need the higher threshold."""
    found = tokens("多头注意力")
    names = [candidate(found, "多头注意力", [0]), candidate(found, "注意力", [2])]
    picked = choose(found, names, [0.9, score], threshold=0.4, nested=0.7)
    assert (len(picked) == 2) is expected


def test_a_latin_name_is_not_found_inside_a_longer_word():
    """'LoRA' does not stand in 'LoRAX'."""
    text = "LoRA 与 LoRAX"
    found = tokens(text)
    picked = choose(found, [candidate(found, "LoRA", [0])], [0.9], threshold=0.4, nested=0.7)
    assert [(each.start, each.end) for each in picked] == [(0, 4)]


def test_spans_that_spell_one_name_are_one_candidate():
    """Case and hyphens make no other name; a span that is no phrase is none."""
    text = "Low-Rank 与 low rank，与"
    found = tokens(text)
    spans = {token_span(found, 0, 8): 0.4, token_span(found, 11, 19): 0.6, token_span(found, 11, 20): 0.3}
    (only,) = candidates(found, spans)
    assert (only.key, len(only.spans), found.span(*only.best)) == ("lowrank", 2, "low rank")


@pytest.mark.parametrize("text", ["模型，数据", "（FP8", "-LoRA", "FP8）"])
def test_a_clause_or_a_torn_bracket_is_no_phrase(text):
    """A name has no clause mark inside, whole brackets, and no punctuation at an edge."""
    assert not is_phrase(text)
