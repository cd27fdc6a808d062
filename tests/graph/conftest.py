"""What the tests of the graph stage are made of: evidence that no extractor wrote, by hand and by hypothesis.

Strategies are registered for their types, so that a test asks for `st.from_type(Tables)`.
"""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import strategies as st

from kgraph import evidence
from kgraph.evidence import Tables
from kgraph.graph.belief import Voice
from kgraph.model import Alias, Claim, Extraction, Mention, Passage, Place, passage_id
from kgraph.schema import CONCEPT_TYPES, POLARITIES, RELATION_TYPES

NAMES = (
    *("LoRA", "Low-Rank Adaptation", "LowRank adaptation", "低秩适配", "QLoRA", "GPT-3", "GPT-4", "BERT", "RoBERTa"),
    *(
        "MTP",
        "多 token 预测",
        "Multitoken Prediction",
        "监督学习",
        "无监督学习",
        "Supervised Learning",
        "VAE",
        "VQ-VAE",
    ),
    *("sklearn", "scikit-learn", "3D 卷积", "卷积", "Stable Diffusion 3", "SD3", "LLM", "大语言模型", "Adam", "AdamW"),
    *("large language models", "<b>&amp;|\"'", "C++"),
)
RULES = ("isa.zh.shi", "isa.en.is_a", "uses.zh", "pair", "gloss.bracket", "gloss.aka", "lexicon")
SCORES = st.sampled_from((0.0, 0.1, 0.5, 0.8, 0.9, 1.0)) | st.floats(0, 1)
FILLERS = st.sampled_from((" ", "，是一种 ", " uses ", "\n", " <&> \"'|;\\ ", "\x0b\x00 _x000B_ ", " \u2028\ufffe "))


@st.composite
def passages(draw):
    """A passage with what was found in it: names at their offsets, aliases and claims between them."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
    text, spans = "", []
    for name in names:
        text += draw(FILLERS)
        spans.append((name, len(text), len(text) + len(name)))
        text += name
    identity = passage_id(text)
    starts = draw(st.dictionaries(st.sampled_from(("a.md", "笔记/b.txt", "c")), st.integers(0, 99), min_size=1))
    places = [
        Place(source, at, start, start + len(text), draw(st.sampled_from(("", "标题"))))
        for at, (source, start) in enumerate(sorted(starts.items()))
    ]
    passage = Passage(identity, text, draw(st.sampled_from(("zh", "en"))), tuple(places))
    pairs = st.tuples(st.sampled_from(spans), st.sampled_from(spans))
    return passage, Extraction(
        tuple(
            Mention(identity, start, end, name, draw(st.sampled_from(tuple(CONCEPT_TYPES))), "lexicon", draw(SCORES))
            for name, start, end in spans
        ),
        tuple(draw(_alias(identity, one, other)) for one, other in draw(st.lists(pairs, max_size=3))),
        tuple(draw(_claim(identity, text, one, other)) for one, other in draw(st.lists(pairs, max_size=4))),
    )


@st.composite
def _alias(draw, identity, one, other):
    reason, rule = draw(
        st.sampled_from(
            (("gloss", "gloss.bracket"), ("gloss", "gloss.aka"), ("initials", "initials"), ("spelling", "spelling"))
        )
    )
    return Alias(identity, one[0], other[0], reason, rule, one[1], one[2], draw(SCORES))


@st.composite
def _claim(draw, identity, text, head, tail):
    quote = draw(st.sampled_from(((0, len(text)), (min(head[1], tail[1]), max(head[2], tail[2])), (head[1], head[2]))))
    cue = draw(st.sampled_from(((0, 0), (quote[0], min(quote[0] + 1, quote[1])))))
    relation = draw(st.sampled_from(tuple(RELATION_TYPES)))
    rule, polarity = draw(st.sampled_from(RULES)), draw(st.sampled_from(POLARITIES))
    return Claim(identity, *head, relation, *tail, *cue, *quote, rule, polarity, draw(SCORES))


@st.composite
def tables(draw):
    """Evidence of up to six passages, each with one text."""
    found = draw(st.lists(passages(), max_size=6, unique_by=lambda each: each[0].id))
    return evidence.gather((passage for passage, _ in found), (extraction for _, extraction in found))


st.register_type_strategy(Tables, tables())
st.register_type_strategy(
    Voice,
    st.builds(
        Voice, st.sampled_from(("p1", "p2", "p3", "p4")), st.sampled_from(RULES), st.sampled_from(POLARITIES), SCORES
    ),
)


class Notes:
    """Evidence written by hand, a sentence at a time: names are found in the text by themselves."""

    def __init__(self) -> None:
        """Start with no passage."""
        self.passages: list[Passage] = []
        self.found: list[Extraction] = []
        self._place = count()

    def says(self, text, *claims, aliases=(), source="notes.md", types=None, extra=()) -> Notes:
        """Add a passage; claims are (head, type, tail[, polarity[, score]]), aliases (name, other, reason, rule)."""
        identity, at = passage_id(text), next(self._place)
        self.passages.append(Passage(identity, text, "zh", (Place(source, at, at * 1000, at * 1000 + len(text)),)))
        ends = [name for claim in claims for name in (claim[0], claim[2])]
        names = dict.fromkeys([*ends, *(name for alias in aliases for name in alias[:2]), *extra])
        present = [name for name in names if name in text]
        self.found.append(
            Extraction(
                tuple(
                    Mention(identity, start, start + len(name), name, (types or {}).get(name, "Method"), "lexicon", 0.9)
                    for name in present
                    for start in [text.index(name)]
                ),
                tuple(Alias(identity, *alias, 0, 0, 0.9) for alias in aliases),
                tuple(self._claim(identity, text, *claim) for claim in claims),
            )
        )
        return self

    @staticmethod
    def _claim(identity, text, head, relation, tail, polarity="asserted", score=0.8):  # noqa: PLR0913 - a claim has as many parts
        start, other = text.index(head), text.index(tail)
        ends = (start, start + len(head)), (other, other + len(tail))
        return Claim(identity, head, *ends[0], relation, tail, *ends[1], 0, 0, 0, len(text), "cue.zh", polarity, score)

    @property
    def tables(self) -> Tables:
        """All evidence so far."""
        return evidence.gather(self.passages, self.found)


@pytest.fixture
def notes():
    """An empty sheet to write evidence on."""
    return Notes()


@pytest.fixture
def small(notes):
    """A small network about fine-tuning, in two languages, with a denial and a hedge."""
    return (
        notes.says(
            "LoRA (Low-Rank Adaptation) 是一种参数高效微调方法。",
            ("LoRA", "IS_A", "参数高效微调"),
            aliases=(("LoRA", "Low-Rank Adaptation", "gloss", "gloss.bracket"),),
        )
        .says("QLoRA 基于 LoRA，使用 4-bit 量化。", ("QLoRA", "BASED_ON", "LoRA"), ("QLoRA", "USES", "4-bit 量化"))
        .says("低秩适配(LoRA)可能优于全量微调。", ("低秩适配", "COMPARED_WITH", "全量微调", "hedged"),
              aliases=(("低秩适配", "LoRA", "gloss", "gloss.bracket"),), source="more.md")
        .says("LoRA 也是参数高效微调。", ("LoRA", "IS_A", "参数高效微调", "asserted", 0.9), source="more.md")
        .says("全量微调不使用 4-bit 量化。", ("全量微调", "USES", "4-bit 量化", "negated"))
        .tables
    )  # fmt: skip
