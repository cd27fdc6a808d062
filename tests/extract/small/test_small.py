"""The shipped model on passages of our own: true offsets, the same answer every time, every claim quoted."""

import subprocess
import sys

import pytest

from kgraph.errors import InputError
from kgraph.extract.small import load
from kgraph.extract.small.model import MANIFEST
from kgraph.model import Alias, Passage, passage_id
from kgraph.schema import CONCEPT_TYPES, RELATION_TYPES

CHINESE = (
    "LoRA 是一种参数高效微调方法。它在 Transformer 的注意力层中加入低秩矩阵，显存占用比全参数微调低。QLoRA 基于 LoRA。"
)
ENGLISH = (
    "We propose FastNet, a convolutional network for image classification. FastNet outperforms ResNet on ImageNet."
)
GLOSSED = "低秩适配(LoRA)属于微调方法。LoRA 用于大语言模型。"


def passage(text, language="zh", skip=()):
    """A passage that stands nowhere."""
    return Passage(passage_id(text), text, language, (), skip)


@pytest.fixture(scope="module")
def small():
    """The model that kgraph ships."""
    return load()


def read(model, found, aliases=()):
    """Mentions and claims of a passage."""
    mentions = model.concepts(found)
    return mentions, model.relations(found, mentions, aliases)


@pytest.mark.parametrize(
    "found", [passage(CHINESE), passage(ENGLISH, "en"), passage(GLOSSED)], ids=["zh", "en", "gloss"]
)
def test_every_span_is_true(small, found):
    """Mentions and ends are what the passage has there, quotes hold the tail, all types are of the schema."""
    mentions, claims = read(small, found)
    assert mentions
    assert claims
    for mention in mentions:
        assert found.text[mention.start : mention.end] == mention.name
        assert mention.type in CONCEPT_TYPES
        assert 0 < mention.score <= 1
    for claim in claims:
        assert found.text[claim.head_start : claim.head_end] == claim.head
        assert found.text[claim.tail_start : claim.tail_end] == claim.tail
        assert claim.quote_start <= claim.tail_start <= claim.tail_end <= claim.quote_end
        assert claim.cue_start == claim.cue_end
        assert claim.type in RELATION_TYPES
        assert claim.head != claim.tail
        assert 0 < claim.score <= 1


def test_names_in_both_languages_are_found(small):
    """What anyone would call a concept is one."""
    names = {mention.name for text in (passage(CHINESE), passage(ENGLISH, "en")) for mention in small.concepts(text)}
    assert {"LoRA", "QLoRA", "Transformer", "FastNet", "ResNet", "ImageNet"} <= names


def test_aliases_join_names_to_one_concept(small):
    """Two names that the passage declares equal are not related to each other."""
    found = passage(GLOSSED)
    alias = Alias(found.id, "低秩适配", "LoRA", "gloss", "gloss.bracket", 0, 10, 0.9)
    _, claims = read(small, found, (alias,))
    assert not [claim for claim in claims if {claim.head, claim.tail} == {"低秩适配", "LoRA"}]


def test_what_is_skipped_is_not_read(small):
    """Blanked code gives no mention, and moves no offset."""
    text = "LoRA 很快。`BERT` 在这里是代码。QLoRA 基于 LoRA。"
    start = text.index("`BERT`")
    found = passage(text, skip=((start, start + 6),))
    mentions = small.concepts(found)
    assert "BERT" not in {mention.name for mention in mentions}
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)


@pytest.mark.parametrize("text", ["", "   ", "。", "的", "……\n\n", "😀 😀"])
def test_a_passage_without_words_says_nothing(small, text):
    """Nothing to read is no error."""
    assert read(small, passage(text)) == ([], [])


def test_another_process_gives_the_same_answer(small):
    """Neither the hash seed nor the number of threads changes a digit."""
    script = (
        "from kgraph.extract.small import load\n"
        "from kgraph.model import Passage\n"
        f"found = Passage('p', {CHINESE!r}, 'zh', ())\n"
        "small = load()\n"
        "mentions = small.concepts(found)\n"
        "print(repr((mentions, small.relations(found, mentions, ()))))\n"
    )
    found = Passage("p", CHINESE, "zh", ())
    here = repr(read(small, found))
    for seed, threads in (("0", "1"), ("7", "2")):
        environment = {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stdout.strip() == here


def test_a_folder_without_a_model_is_refused(tmp_path):
    """The message says what a model is."""
    with pytest.raises(InputError, match="holds no model") as refused:
        load(tmp_path)
    assert MANIFEST in refused.value.hint


def test_the_model_needs_no_training_library(small):
    """Reading imports numpy and jieba alone."""
    script = (
        "import sys\n"
        "from kgraph.extract.small import load\n"
        "load()\n"
        "print([name for name in ('lightgbm', 'sklearn', 'scipy', 'pycrfsuite') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert small.version.startswith("small-")
