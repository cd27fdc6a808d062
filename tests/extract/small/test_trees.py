"""Boosted trees as arrays against trees that are walked one node at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.extract.small.trees import Trees, sigmoid, softmax

LEAF = -1


def tree(feature, threshold, left, right):
    """A node as nested tuples; a leaf is its value."""
    return feature, threshold, left, right


STUMP = tree(0, 0.5, -1.0, 2.0)
DEEP = tree(1, 0.0, tree(0, 2.0, 0.25, tree(2, 1.0, 0.5, 0.75)), -3.0)


def flat(trees, classes=1):
    """The arrays of nested trees."""
    nodes, roots = [], []

    def add(node):
        number = len(nodes)
        nodes.append((LEAF, 0.0, 0, 0, node if isinstance(node, float) else 0.0))
        if not isinstance(node, float):
            feature, threshold, left, right = node
            nodes[number] = (feature, threshold, add(left), add(right), 0.0)
        return number

    roots.extend(add(each) for each in trees)
    columns = list(zip(*nodes, strict=True))
    kinds = (np.int16, np.float32, np.int32, np.int32, np.float32)
    arrays = [np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return Trees(*arrays, np.array(roots, np.int32), classes)


def walk(node, row):
    """The leaf that a row falls into."""
    while not isinstance(node, float):
        feature, threshold, left, right = node
        node = left if row[feature] <= threshold else right
    return node


numbers = st.floats(-4, 4, width=32)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=20))
def test_scores_are_what_walking_each_tree_gives(rows):
    """Each row's score is the sum of the leaves that it falls into."""
    expected = [[walk(STUMP, row) + walk(DEEP, row)] for row in rows]
    assert flat([STUMP, DEEP]).scores(np.array(rows, np.float32)).tolist() == expected


def test_a_value_at_the_threshold_goes_left():
    """The bound of a node belongs to its left side."""
    assert flat([STUMP]).scores(np.array([[0.5, 0, 0], [0.51, 0, 0]], np.float32)).tolist() == [[-1.0], [2.0]]


def test_trees_take_turns_over_the_classes():
    """Of two classes, every second tree is for the second one."""
    found = flat([STUMP, DEEP, STUMP, DEEP], classes=2).scores(np.array([[1.0, 1.0, 0.0]], np.float32))
    assert found.tolist() == [[4.0, -6.0]]


def test_no_rows_give_no_scores():
    """A passage without candidates is scored as an empty table."""
    assert flat([STUMP]).scores(np.zeros((0, 3), np.float32)).shape == (0, 1)


def test_many_rows_are_scored_in_blocks_as_if_at_once():
    """More rows than fit one block score like each row alone."""
    rows = np.linspace(-1, 2, 150_000, dtype=np.float32).reshape(-1, 3)
    trees = flat([STUMP, DEEP] * 3)
    alone = np.concatenate([trees.scores(rows[at : at + 1]) for at in (0, 20_000, 49_999)])
    assert trees.scores(rows)[[0, 20_000, 49_999]].tolist() == alone.tolist()


@pytest.mark.parametrize("read", [sigmoid, softmax])
def test_probabilities_stay_between_nought_and_one(read):
    """Large raw scores are sure, not infinite."""
    found = read(np.array([[700.0, -700.0, 0.0]]))
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()
