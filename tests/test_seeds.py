"""What the sample corpus must say, whatever the rules: one concept a thing, and the relations that its texts state."""

from __future__ import annotations

import pytest

from kgraph import evidence
from kgraph.assets import shipped
from kgraph.errors import UsageError
from kgraph.graph.lookup import find
from kgraph.graph.stores import STORES
from kgraph.pipeline import build


@pytest.fixture(scope="module", params=["rules", "small"])
def built(request, tmp_path_factory):
    """A build of the sample corpus by each model that is shipped, without its page."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    return build([shipped("seeds")], out=out, model=request.param, view=False).folder


@pytest.fixture(scope="module")
def graph(built):
    """Its graph."""
    return STORES["node-link"].read(built / "graph.json")


@pytest.mark.parametrize(
    "names",
    [
        ("MTP", "多 token 预测", "Multitoken Prediction"),
        ("PEFT", "参数高效微调"),
        ("FP8 混合精度训练", "FP8混合精度训练"),
    ],
)
def test_names_of_one_thing_are_one_concept(graph, names):
    """Chinese and English, long and short, with or without a hyphen."""
    assert len({find(graph, name) for name in names}) == 1


@pytest.mark.parametrize("pair", [("DeepSeek-V2", "DeepSeek-V3"), ("MTP", "MLA"), ("SD3", "DiT")])
def test_names_of_two_things_are_two_concepts(graph, pair):
    """Versions and neighbours stay apart."""
    one, other = (find(graph, name) for name in pair)
    assert one != other


@pytest.mark.parametrize(
    ("head", "relation", "tail"),
    [
        ("LoRA", "IS_A", "PEFT"),
        ("Medusa", "IS_A", "MTP"),
        ("SD3", "USES", "Rectified Flow"),
        ("DeepSeek-V3", "USES", "MTP"),
    ],
)
def test_the_corpus_says(graph, head, relation, tail):
    """An edge with at least one asserted piece of evidence that quotes its source."""
    edge = graph.get_edge_data(find(graph, head), find(graph, tail), relation)
    assert edge is not None
    assert edge["polarity"] == "asserted"
    assert all(piece["quote"] for piece in edge["evidence"])


def test_a_snippet_on_five_pages_is_one_passage(built):
    """The text on FlashAttention stands on every page, and counts once."""
    passages = evidence.read(built / "evidence").passages
    places = [len(passage.places) for passage in passages if "FlashAttention" in passage.text]
    assert 5 in places
    assert len({passage.id for passage in passages}) == len(passages)


@pytest.mark.parametrize("name", ["True", "None", "WARNING", "github.com", "str", "模型", "方法", "性能"])
def test_debris_is_no_concept(graph, name):
    """What code and pages leave, and words too general to mean a thing, are in no node."""
    with pytest.raises(UsageError):
        find(graph, name)


def test_no_concept_is_related_to_itself(graph):
    """An edge has two ends."""
    assert [head for head, tail in graph.edges() if head == tail] == []
