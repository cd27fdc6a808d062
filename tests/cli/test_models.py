"""The models there are, by their manifests alone."""

from __future__ import annotations

import json
import os

import pytest

from kgraph.extract.small.model import MANIFEST, SHIPPED, WEIGHTS

COLUMNS = ["name", "version", "size", "speed", "trained_on", "concepts", "pairs", "relations"]
SAID = {
    "format": 1,
    "version": "abc",
    "speed": 12,
    "cross_validation": {"scores": {"all": {"concepts": [0, 0, 0.5], "pairs": [0, 0, 0.4], "typed": [0, 0, 0.3]}}},
    "trained_on": [{"name": "gold.jsonl"}],
}


@pytest.fixture
def model(tmp_path):
    """Write a folder that says of itself what it is told to: `model(name, said)` is its path."""

    def folder(name, said=SAID):
        made = tmp_path / name
        made.mkdir(parents=True)
        (made / MANIFEST).write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
        (made / WEIGHTS).write_bytes(b"12345")
        return made

    return folder


def test_what_is_shipped(rows):
    """The rules and the small model, with the size, the version and the scores that its manifest has."""
    rules, small = rows("models")
    manifest = json.loads((SHIPPED / MANIFEST).read_text(encoding="utf-8"))
    assert list(rules) == list(small) == COLUMNS
    assert (rules["name"], rules["trained_on"], rules["relations"]) == ("rules", [], None)
    assert rules["size"] > 100_000
    assert small["name"] == "small"
    assert small["version"].endswith(manifest["version"])
    assert small["size"] == (SHIPPED / WEIGHTS).stat().st_size
    assert small["trained_on"] == [each["name"] for each in manifest["trained_on"]]
    assert small["relations"] == manifest["cross_validation"]["scores"]["all"]["typed"][2]


def test_a_folder_of_ones_own(model, rows):
    """What the manifest says, under the name that `--model` takes; a folder of models gives each of them."""
    one, two = model("mine/a"), model("mine/b", {key: value for key, value in SAID.items() if key != "speed"})
    wanted = [str(one), "small-abc", 5, 12.0, ["gold.jsonl"], 0.5, 0.4, 0.3]
    assert [list(row.values()) for row in rows("models", one)][2:] == [wanted]
    found = rows("models", one.parent)[2:]
    assert [(row["name"], row["speed"]) for row in found] == [(str(one), 12.0), (str(two), None)]


def test_folders_that_the_environment_names(model, rows, monkeypatch):
    """Without a folder, those of KGRAPH_MODELS."""
    one, two = model("a"), model("b")
    monkeypatch.setenv("KGRAPH_MODELS", os.pathsep.join([str(one), str(two)]))
    assert [row["name"] for row in rows("models")][2:] == [str(one), str(two)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ({"format": 99}, "format 99"),
        ({"format": 1}, "is damaged"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_told(model, kgraph, said, told):
    """With its path and what to do; nothing is made up."""
    result = kgraph("models", model("mine", said), code=3)
    assert told in result.stderr
    assert "mine" in result.stderr


def test_a_folder_without_a_model_is_told(tmp_path, kgraph):
    """The message says what a model is."""
    assert WEIGHTS in kgraph("models", tmp_path, code=3).stderr
