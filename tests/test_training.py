"""A model out of annotated texts: what is refused before any training, and that a small gold set trains."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from kgraph import training
from kgraph.errors import InputError, MissingError, UsageError
from kgraph.extract import load
from kgraph.extract.described import trained
from kgraph.read import passage

METHODS = ("LoRA", "蒸馏", "剪枝", "量化", "QLoRA", "前缀微调")
ASIDES = (
    "机器翻译是旧例。",
    "",
    "论文见 QLoRA 一节。",
    "文本很长。",
    "量化基金另说。",
    "系统与方法各有不同。",
    "GPU 很贵。",
)
"""Sentences without an annotated concept, so that there is something to tell names from."""
TASKS = ("机器翻译", "文本摘要", "目标检测", "语音识别")


def annotated(number, method, task, tier="agreed"):
    """One annotated text: the method is a way of compressing, and serves the task."""
    names = {"c1": (method, "Method"), "c2": ("模型压缩", "Method"), "c3": (task, "Task")}
    return {
        "id": str(number),
        "text": f"{method}是一种模型压缩方法。{ASIDES[number % len(ASIDES)]}我们把{method}用于{task}。",
        "concepts": [
            {"id": key, "names": [name], "types": [kind], "tier": tier} for key, (name, kind) in names.items()
        ],
        "relations": [
            {"head": "c1", "type": "IS_A", "tail": "c2", "tier": tier},
            {"head": "c1", "type": "APPLIED_TO", "tail": "c3", "tier": tier},
        ],
    }


def rows(tier="agreed"):
    """Twenty-four annotated texts, each of another method and task."""
    pairs = [(method, task) for method in METHODS for task in TASKS]
    return [annotated(number, *pair, tier) for number, pair in enumerate(pairs)]


@pytest.fixture
def write(tmp_path):
    """Write rows of gold to a file."""

    def file(content):
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in content), encoding="utf-8")
        return path

    return file


def changed(**fields):
    """The rows, with other fields in the third."""
    content = rows()
    content[2] |= fields
    return content


def concept(**fields):
    """The rows, with other fields in the first concept of the third."""
    content = rows()
    content[2]["concepts"][0] |= fields
    return content


def relation(**fields):
    """The rows, with other fields in the first relation of the third."""
    content = rows()
    content[2]["relations"][0] |= fields
    return content


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (changed(concepts=None), "line 3 is not an annotated text"),
        (concept(types=["Spell"]), "line 3: the types of the concept 'c1' are Spell"),
        (concept(types=[]), "line 3: the types of the concept 'c1' are none"),
        (concept(names=[]), "line 3: the concept 'c1' has no name"),
        (relation(tail="c9"), "line 3: a relation names the concept 'c9'"),
        (relation(type="RELATED_TO"), "line 3: RELATED_TO is computed"),
        (relation(type="LIKES"), "line 3 is not an annotated text: no 'LIKES'"),
        (rows()[:9], "9 annotated texts are too few"),
        (rows(tier="single"), "the tier 'agreed'"),
        ([row | {"relations": row["relations"][:1]} for row in rows()], "two types of relation"),
    ],
)
def test_gold_that_cannot_be_learnt_from_is_refused(write, tmp_path, content, told):
    """Before anything is trained, with the line where it is one."""
    with pytest.raises(InputError) as refused:
        training.train([write(content)], tmp_path / "model", say=print)
    assert told in str(refused.value)
    assert not (tmp_path / "model").exists()


def test_somebodys_folder_is_refused(write, tmp_path):
    """A folder that holds anything but a model stays as it is."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "notes.md").write_text("mine")
    with pytest.raises(UsageError, match="is no model"):
        training.train([write(rows())], tmp_path / "model", say=print)


def test_a_missing_library_is_named(write, tmp_path, monkeypatch):
    """With what to install."""
    monkeypatch.setattr(training, "LIBRARIES", ("lightgbm_that_is_not_there",))
    with pytest.raises(MissingError, match=r"lightgbm_that_is_not_there.*pip install 'kgraph\[train\]'"):
        training.train([write(rows())], tmp_path / "model", say=print)


@pytest.mark.slow
def test_a_small_gold_set_makes_a_model(write, tmp_path):
    """It is described, loaded by its folder, finds what it learnt, and comes out the same in another process."""
    for name in training.LIBRARIES:
        pytest.importorskip(name, reason="pip install 'kgraph[train]'")
    gold = write(rows())
    told = []
    scores = training.train([gold], tmp_path / "model", say=told.append)
    assert told
    assert [score.what for score in scores] == ["concepts", "pairs", "relations"]
    assert all(0 <= part <= 1 for score in scores for part in (score.precision, score.recall, score.f1, score.rules_f1))
    model = trained("model", tmp_path / "model")
    assert (model.trained_on, model.relations) == (("gold.jsonl",), scores[2].f1)
    text = passage("LoRA是一种模型压缩方法。")
    assert "LoRA" in {mention.name for mention in load(str(tmp_path / "model"))(text).mentions}
    again = tmp_path / "again"
    shutil.copytree(tmp_path / "model", again)
    command = [sys.executable, "-m", "kgraph", "train", str(gold), "-o", str(again), "-f", "json"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    assert [row["f1"] for row in json.loads(printed)] == [score.f1 for score in scores]
    for file in ("model.npz", "manifest.json"):
        assert (again / file).read_bytes() == (tmp_path / "model" / file).read_bytes()
