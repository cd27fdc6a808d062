"""In spaCy: our words, our concepts as spans that others may change, and claims that follow the spans."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.vocab import Vocab

from kgraph.extract.components import Tokenizer, pipeline

TEXT = "DeepSeek-V3 采用 MLA 和 FP8 训练。ＬｏＲＡ 是一种参数高效微调方法。"
VOCAB = Vocab()


@pytest.fixture(scope="module")
def nlp():
    """Our pipeline with the model `rules`."""
    return pipeline()


def spans(doc):
    """Return the concepts of a Doc as (text, type)."""
    return [(span.text, span.label_) for span in doc.spans["concepts"]]


def claims(doc):
    """Return the claims of a Doc as (head, relation, tail)."""
    return [(claim.head, claim.type, claim.tail) for claim in doc._.kgraph_claims]


@given(st.text(alphabet=st.sampled_from("LoRA采用量化 \n\t。，(）3.5-é\u3000𠀀Ａ'"), max_size=60))
@settings(deadline=None)
def test_the_tokenizer_keeps_the_text(text):
    """A Doc is the text, character for character."""
    assert Tokenizer(VOCAB)(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek-V3采用MLA。", ["DeepSeek-V3", "采用", "MLA", "。"]),
        ("An 8-bit  C++ kernel.", ["An", "8-bit", "  ", "C++", "kernel", "."]),
        ("多头注意力", ["多头", "注意力"]),
    ],
)
def test_a_token_is_a_word(text, expected):
    """Latin terms are whole, Chinese is cut into words, marks stand alone."""
    assert [token.text for token in Tokenizer(VOCAB)(text)] == expected


def test_concepts_are_the_mentions_of_the_model(nlp, extract):
    """Every span is a mention at the same characters, with its type as label and its rule as id."""
    doc = nlp(TEXT)
    found = [(span.start_char, span.end_char, span.label_, span.id_) for span in doc.spans["concepts"]]
    assert found == [(each.start, each.end, each.type, each.rule) for each in extract(TEXT).mentions]
    assert ("DeepSeek-V3", "Model") in spans(doc)


def test_claims_are_those_of_the_model(nlp, extract):
    """Without other components a Doc says what the extractor says."""
    assert nlp(TEXT)._.kgraph_claims == extract(TEXT).claims
    assert ("DeepSeek-V3", "USES", "MLA") in claims(nlp(TEXT))


def test_displacy_shows_the_spans(nlp):
    """The spans render in displaCy with their types."""
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "concepts"}, page=True, jupyter=False)
    assert "DeepSeek-V3" in page
    assert "Model" in page


def test_a_dropped_span_drops_its_claims():
    """A component between the two that takes a concept away takes what is said of it away."""

    @Language.component("drop_mla")
    def drop(doc):
        doc.spans["concepts"] = [span for span in doc.spans["concepts"] if span.text != "MLA"]
        return doc

    nlp = pipeline()
    nlp.add_pipe("drop_mla", before="kgraph_relations")
    said = claims(nlp(TEXT))
    assert ("DeepSeek-V3", "USES", "MLA") not in said
    assert all("MLA" not in claim for claim in said)


def test_an_added_span_is_read():
    """A component between the two that knows a concept of its own gets its claims."""

    @Language.component("add_widget")
    def add(doc):
        at = doc.text.find("小部件甲")
        own = doc.char_span(at, at + 4, label="Component", alignment_mode="expand")
        doc.spans["concepts"] = [*doc.spans["concepts"], own]
        return doc

    text = "DeepSeek-V3 使用小部件甲。"
    nlp = pipeline()
    assert claims(nlp(text)) == []
    nlp.add_pipe("add_widget", before="kgraph_relations")
    assert claims(nlp(text)) == [("DeepSeek-V3", "USES", "小部件甲")]


def test_our_components_work_in_another_pipeline():
    """Over spaCy's own tokenizer, spans take whole tokens and the claims still read the text."""
    nlp = spacy.blank("en")
    nlp.add_pipe("kgraph_concepts")
    nlp.add_pipe("kgraph_relations")
    doc = nlp("QLoRA is based on LoRA.")
    assert claims(doc) == [("QLoRA", "BASED_ON", "LoRA")]


def test_a_pipeline_comes_back_from_disk(nlp, tmp_path):
    """What was saved reads the same."""
    nlp.to_disk(tmp_path / "nlp")
    assert claims(spacy.load(tmp_path / "nlp")(TEXT)) == claims(nlp(TEXT))


def test_spacy_finds_the_components_by_itself():
    """The entry points of the installed package tell spaCy, with no import of kgraph."""
    code = (
        "import spacy; nlp = spacy.blank('xx', config={'nlp': {'tokenizer': {'@tokenizers': 'kgraph.words.v1'}}});"
        "nlp.add_pipe('kgraph_concepts'); doc = nlp('采用LoRA'); print([span.text for span in doc.spans['concepts']])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "['LoRA']", found.stderr


def test_extraction_needs_no_spacy():
    """Whoever extracts without these components does not load spaCy."""
    code = (
        "import sys; from kgraph.extract import load; from kgraph.model import Passage;"
        "load('rules')(Passage('p', 'LoRA 属于 PEFT', 'zh', ())); print('spacy' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "False", found.stderr
