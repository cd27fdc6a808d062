"""From annotated texts to a model that reads: a small course with invented methods and models."""

import json

import numpy as np
import pytest

from kgraph.extract.small import load
from kgraph.extract.small.vectors import Vectors
from kgraph.model import Passage

WORDS = Vectors({"采用": 0, "优于": 1}, np.array([[0, 1, 2], [1, 2, 3]], np.int16), np.ones((2, 32), np.int8))


def text(number):
    """A text that says two relations, annotated by two readers, who do not always take the last name for a concept."""
    model, method, other, doubtful = f"Zeta{number}Net", f"Mu{number}Loss", f"Rho{number}Net", f"Eta{number}Net"
    kinds = {model: "Model", method: "Method", other: "Model"} | ({doubtful: "Model"} if number % 3 == 0 else {})
    ids = {name: f"c{at}" for at, name in enumerate(kinds)}
    said = ((model, "USES", method), (model, "COMPARED_WITH", other))
    return {
        "id": f"t{number}",
        "text": f"{model} 采用 {method} 进行训练。{model} 优于 {other}。参见 {doubtful}。",
        "concepts": [
            {"id": ids[name], "names": [name], "types": [kind], "tier": "agreed"} for name, kind in kinds.items()
        ],
        "relations": [{"head": ids[a], "type": kind, "tail": ids[b], "tier": "agreed"} for a, kind, b in said],
    }


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Two models trained alike, and the manifest of the first."""
    for library in ("pycrfsuite", "lightgbm", "sklearn"):
        pytest.importorskip(library, reason="pip install kgraph[train]")
    from kgraph.extract.train import Materials, train

    folder = tmp_path_factory.mktemp("trained")
    gold = folder / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(text(number)) for number in range(40)), encoding="utf-8")
    told = []
    for name in ("one", "two"):
        manifest = train(Materials([gold]), folder / name, words=WORDS, count=3, say=told.append)
    assert told
    return folder / "one", folder / "two", manifest


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(trained):
    """Weights and manifest do not depend on the run."""
    one, two, _ = trained
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in two.iterdir()
    }


@pytest.mark.slow
def test_a_trained_model_reads_what_it_was_taught(trained):
    """A text of the same kind, with names that it has not seen."""
    folder, _, manifest = trained
    small = load(folder)
    said = text(99)["text"]
    mentions = small.concepts(Passage("p", said, "zh", ()))
    assert {mention.name for mention in mentions} >= {"Zeta99Net", "Mu99Loss", "Rho99Net"}
    assert manifest["cross_validation"]["scores"]["all"]["concepts"][2] > 0.8
    assert manifest["trained_on"][0]["name"] == "gold.jsonl"
