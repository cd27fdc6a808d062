"""Train boosted trees and linear models, and turn them into the arrays that are read without any library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.scorer import Scorer
from kgraph.extract.small.trees import Trees

_BASE = {
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
    "force_col_wise": True,
    "bagging_freq": 1,
}


_OUT_OF_REACH = -30.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How trees are grown; `seeds` boosters are averaged."""

    rounds: int
    rate: float
    leaves: int
    smallest: int
    columns: float
    rows: float
    penalty: float
    seeds: int = 1


def boost(recipe: Recipe, rows: Any, labels: Any, weights: Any, *, classes: int = 1) -> Trees:  # noqa: ANN401 - sparse or dense
    """Boosted trees for a yes-or-no label, or for `classes` labels."""
    import lightgbm

    goal = {"objective": "binary"} if classes == 1 else {"objective": "multiclass", "num_class": classes}
    options = {
        "learning_rate": recipe.rate,
        "num_leaves": recipe.leaves,
        "min_data_in_leaf": recipe.smallest,
        "feature_fraction": recipe.columns,
        "bagging_fraction": recipe.rows,
        "lambda_l2": recipe.penalty,
    }
    boosters = []
    for seed in range(recipe.seeds):
        data = lightgbm.Dataset(rows, labels, weight=weights)
        boosters.append(lightgbm.train({**_BASE, **goal, **options, "seed": seed}, data, recipe.rounds))
    return to_arrays([booster.dump_model()["tree_info"] for booster in boosters], classes)


def to_arrays(forests: Sequence[Sequence[dict[str, Any]]], classes: int) -> Trees:
    """The trees of several forests as arrays; the forests are averaged."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = [_flatten(tree["tree_structure"], nodes, len(forests)) for forest in forests for tree in forest]
    columns = list(zip(*nodes, strict=True))
    return Trees(
        feature=np.array(columns[0], np.int16),
        threshold=np.array(columns[1], np.float32),
        left=np.array(columns[2], np.int32),
        right=np.array(columns[3], np.int32),
        value=np.array(columns[4], np.float32),
        roots=np.array(roots, np.int32),
        classes=classes,
    )


def _flatten(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]], forests: int) -> int:
    """Append a node and what hangs from it; its number."""
    number = len(nodes)
    nodes.append((-1, 0.0, 0, 0, float(node.get("leaf_value", 0.0)) / forests))
    if "split_feature" in node:
        left = _flatten(node["left_child"], nodes, forests)
        right = _flatten(node["right_child"], nodes, forests)
        nodes[number] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
    return number


def regress(rows: Any, labels: Any, weights: Any, *, strength: float) -> tuple[NDArray[Any], NDArray[Any]]:  # noqa: ANN401
    """Weights (columns, classes) and bias of a logistic regression over columns brought to the same scale."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import MaxAbsScaler

    scale = MaxAbsScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
    model.fit(scale.transform(rows), labels, sample_weight=weights)
    return (model.coef_ / scale.scale_).T.astype(np.float32), model.intercept_.astype(np.float32)


def scorer(  # noqa: PLR0913 - a model's data and its settings
    names: Sequence[str],
    rows: Any,  # noqa: ANN401 - sparse or dense
    labels: Any,  # noqa: ANN401
    weights: Any,  # noqa: ANN401
    *,
    recipe: Recipe,
    strength: float,
    classes: int,
) -> Scorer:
    """Trees and a regression over the same named columns."""
    forest = boost(recipe, rows, labels, weights, classes=classes)
    slopes, bias = regress(rows, labels, weights, strength=strength)
    if classes > 1:
        slopes, bias = spread(slopes, bias, np.unique(labels), classes)
    return Scorer({name: number for number, name in enumerate(names)}, forest, slopes, bias)


def spread(
    slopes: NDArray[Any], bias: NDArray[Any], seen: NDArray[Any], classes: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weights and bias for all classes, of which a regression on few texts has seen some; the others are out of reach.

    A regression of two classes has the weights of the second alone: those of the first are nothing.
    """
    if len(seen) == 2:  # noqa: PLR2004 - the case that is told apart
        slopes = np.column_stack([np.zeros_like(slopes[:, 0]), slopes[:, 0]])
        bias = np.array([0.0, bias[0]])
    full = np.zeros((len(slopes), classes), np.float32)
    full[:, seen] = slopes
    level = np.full(classes, _OUT_OF_REACH, np.float32)
    level[seen] = bias
    return full, level
