"""From the trees of the library to arrays."""

import numpy as np
import pytest

from kgraph.extract.small.training.boosting import Recipe, boost, spread, to_arrays

TREE = {
    "tree_structure": {
        "split_feature": 1,
        "threshold": 0.5,
        "left_child": {"leaf_value": -1.0},
        "right_child": {
            "split_feature": 0,
            "threshold": 2.0,
            "left_child": {"leaf_value": 3.0},
            "right_child": {"leaf_value": 5.0},
        },
    }
}


def test_a_dumped_tree_scores_as_it_says():
    """Left where the value is at most the threshold, else right."""
    found = to_arrays([[TREE]], 1).scores(np.array([[0, 0], [0, 1], [3, 1]], np.float32))
    assert found.tolist() == [[-1.0], [3.0], [5.0]]


def test_forests_are_averaged():
    """Twice the same forest is the forest."""
    rows = np.array([[0, 0], [3, 1]], np.float32)
    assert to_arrays([[TREE], [TREE]], 1).scores(rows).tolist() == to_arrays([[TREE]], 1).scores(rows).tolist()


@pytest.mark.parametrize("classes", [1, 3])
def test_arrays_predict_what_the_library_predicts(classes):
    """Scores read from the arrays are those of LightGBM itself."""
    lightgbm = pytest.importorskip("lightgbm", reason="pip install kgraph[train]")
    generator = np.random.default_rng(0)
    rows = generator.normal(size=(300, 4)).astype(np.float32)
    labels = (rows[:, 0] > 0).astype(int) + (classes > 1) * (rows[:, 1] > 0)
    recipe = Recipe(rounds=5, rate=0.1, leaves=7, smallest=5, columns=1.0, rows=1.0, penalty=1.0)
    found = boost(recipe, rows, labels, np.ones(300), classes=classes)
    goal = {"objective": "binary"} if classes == 1 else {"objective": "multiclass", "num_class": classes}
    options = {**goal, "learning_rate": 0.1, "num_leaves": 7, "min_data_in_leaf": 5, "lambda_l2": 1.0, "seed": 0}
    options |= {"num_threads": 1, "verbose": -1, "deterministic": True, "force_col_wise": True}
    library = lightgbm.train(options, lightgbm.Dataset(rows, labels), 5)
    expected = library.predict(rows, raw_score=True).reshape(300, -1)
    assert np.allclose(found.scores(rows), expected, atol=1e-5)


def softmax(scores):
    """The probability of each class."""
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


@pytest.mark.parametrize(
    ("slopes", "bias", "seen", "wanted"),
    [
        ([[1.0, 2.0, 3.0]], [0.0, 0.0, 0.0], [0, 1, 2], softmax(np.array([1.0, 2.0, 3.0]))),
        ([[1.0, 2.0, 3.0]], [0.0, 0.0, 0.0], [0, 2, 3], softmax(np.array([1.0, -99, 2.0, 3.0]))),
        ([[1.0]], [2.0], [1, 3], np.array([0, 1 / (1 + np.exp(3.0)), 0, 1 / (1 + np.exp(-3.0))])),
    ],
)
def test_classes_that_no_text_has_are_out_of_reach(slopes, bias, seen, wanted):
    """What was seen keeps its probability, be it of two classes; the others have none."""
    full, level = spread(np.array(slopes), np.array(bias), np.array(seen), len(wanted))
    assert softmax(full[0] + level) == pytest.approx(wanted, abs=1e-6)
