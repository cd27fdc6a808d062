"""Belief is in [0, 0.99], grows with support, and knows neither order nor repetition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.graph.belief import HIGHEST, Voice, belief, errors, family
from kgraph.schema import POLARITIES

voices = st.lists(st.from_type(Voice), max_size=12)
a_voice = st.from_type(Voice)


@given(voices)
def test_belief_is_a_share(said):
    """No evidence gives less than nothing or certainty."""
    assert 0 <= belief(said) <= HIGHEST


@given(voices, a_voice)
def test_support_never_lowers_belief(said, more):
    """One more voice that does not deny never takes belief away."""
    if more.polarity != "negated":
        assert belief([*said, more]) >= belief(said) - 1e-12


@given(voices, a_voice)
def test_denial_never_raises_belief(said, more):
    """One more voice that denies never gives belief."""
    denial = Voice(more.passage, more.rule, "negated", more.score)
    assert belief([*said, denial]) <= belief(said) + 1e-12


@given(voices, st.randoms(use_true_random=False))
def test_order_does_not_matter(said, chance):
    """The same voices in another order give the same belief to the last digit."""
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert belief(shuffled) == belief(said)


@given(voices)
def test_repetition_does_not_matter(said):
    """Hearing a passage twice is hearing it once."""
    assert belief(said + said) == belief(said)


@given(a_voice, st.floats(0, 1))
def test_a_passage_counts_by_its_best_score_in_a_family(voice, score):
    """Two rules of one family that fire on one passage are one voice, that of the better score."""
    other = Voice(voice.passage, family(voice.rule) + ".other", voice.polarity, score)
    assert belief([voice, other]) == max(belief([voice]), belief([other]))


@given(a_voice, st.floats(0, 1))
def test_a_better_score_is_never_believed_less(voice, score):
    """Belief is monotone in the score of a voice that does not deny."""
    low, high = sorted((voice.score, score))
    polarity = "hedged" if voice.polarity == "negated" else voice.polarity
    one, other = (Voice(voice.passage, voice.rule, polarity, each) for each in (low, high))
    assert belief([one]) <= belief([other])


@given(st.floats(0.01, 1))
def test_polarities_are_ranked(score):
    """What is asserted is believed more than what is hedged, and what is denied alone is not believed."""
    asserted, hedged, negated = (belief([Voice("p", "isa", each, score)]) for each in POLARITIES)
    assert asserted > hedged > negated == 0


TABLE = [
    ([("p1", "isa", "asserted", 0.8)], 0.76),  # 1 - (0.05 + 0.95 * 0.2)
    ([("p1", "isa", "asserted", 0.8), ("p2", "isa", "asserted", 0.8)], 0.912),  # 1 - (0.05 + 0.95 * 0.04)
    ([("p1", "isa", "asserted", 0.8), ("p1", "uses", "asserted", 0.8)], 0.9424),  # 1 - 0.24 * 0.24
    ([("p1", "isa", "hedged", 0.8)], 0.38),  # as if the score were 0.4
    ([("p1", "isa", "asserted", 0.8), ("p2", "isa", "negated", 0.8)], 0.4712),  # 0.76 * (1 - 0.5 * 0.76)
    ([(f"p{at}", "isa", "asserted", 0.9) for at in range(9)], 0.95),  # a family alone is never surer
    ([(f"p{at}", f"f{at}", "asserted", 0.9) for at in range(9)], 0.99),
    ([], 0.0),
]


@pytest.mark.parametrize(("said", "expected"), TABLE)
def test_values(said, expected):
    """The formula by hand, with the figures that ship."""
    assert belief([Voice(*each) for each in said]) == pytest.approx(expected, abs=1e-6)


def test_the_figures_are_shares():
    """Every figure of belief.toml is in [0, 1)."""
    figures = errors()
    assert all(0 <= each < 1 for each in (figures.hedged, figures.negated, figures.default, *figures.families.values()))
