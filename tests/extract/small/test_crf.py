"""The field against brute force: every labelling of a short text, summed one by one."""

from itertools import pairwise, product

import numpy as np
import pytest

from kgraph.extract.small.crf import LABELS, Crf, lattice, span_probabilities, viterbi

SIZES = (1, 2, 3, 5)


def example(length):
    """Weights of a text of so many tokens, without meaning but always the same."""
    generator = np.random.default_rng(length)
    return generator.normal(size=(length, 5)), generator.normal(size=(5, 5))


def labellings(emissions, transition):
    """Every labelling as a string, with its unnormalised weight."""
    length = len(emissions)
    for path in product(range(5), repeat=length):
        score = sum(emissions[t, label] for t, label in enumerate(path))
        score += sum(transition[one, two] for one, two in pairwise(path))
        yield "".join(LABELS[label] for label in path), np.exp(score)


@pytest.mark.parametrize("length", SIZES)
def test_marginals_are_sums_over_labellings(length):
    """The probability of a label at a token is the share of the labellings that have it there."""
    emissions, transition = example(length)
    chart = lattice(emissions, transition)
    weights = dict(labellings(emissions, transition))
    total = sum(weights.values())
    for t, (number, label) in product(range(length), enumerate(LABELS)):
        share = sum(weight for path, weight in weights.items() if path[t] == label) / total
        assert chart.forward[t, number] * chart.backward[t, number] == pytest.approx(share)


@pytest.mark.parametrize("length", SIZES)
def test_span_probabilities_are_sums_over_labellings(length):
    """The probability of a name is the share of the labellings that mark exactly these tokens as one."""
    emissions, transition = example(length)
    found = span_probabilities(lattice(emissions, transition), 4)
    weights = dict(labellings(emissions, transition))
    total = sum(weights.values())
    for size, start in product(range(1, 5), range(length)):
        marks = "U" if size == 1 else "B" + "I" * (size - 2) + "L"
        share = sum(weight for path, weight in weights.items() if path[start : start + size] == marks) / total
        expected = share if start + size <= length else 0.0
        assert found[size - 1, start] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("length", SIZES)
def test_viterbi_finds_the_heaviest_labelling(length):
    """The best labelling is the one that no other outweighs."""
    emissions, transition = example(length)
    weights = dict(labellings(emissions, transition))
    assert viterbi(emissions, transition) == max(weights, key=lambda path: weights[path])


def test_long_texts_neither_overflow_nor_vanish():
    """Ten thousand tokens with large weights still give probabilities that sum to one."""
    generator = np.random.default_rng(0)
    chart = lattice(generator.normal(scale=50, size=(10_000, 5)), generator.normal(scale=5, size=(5, 5)))
    assert np.allclose((chart.forward * chart.backward).sum(axis=1), 1)


def test_emissions_sum_the_weights_of_known_attributes():
    """An attribute that was never seen weighs nothing; a token may have none at all."""
    state = np.arange(10, dtype=np.float32).reshape(2, 5)
    field = Crf({"a": 0, "b": 1}, state, np.zeros((5, 5)))
    found = field.emissions([["a", "b"], [], ["new", "b"]])
    assert found.tolist() == [(state[0] + state[1]).tolist(), [0.0] * 5, state[1].tolist()]
