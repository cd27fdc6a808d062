"""Laws of extraction, for any text: it never fails, speaks true of its offsets, and always says the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.model import Passage, Place, passage_id
from kgraph.schema import CONCEPT_TYPES, POLARITIES, RELATION_TYPES

PIECES = [
    *(
        "LoRA",
        "QLoRA",
        "DeepSeek-V3",
        "ＬｏＲＡ",
        "低秩适配",
        "多 token 预测",
        "注意力机制",
        "ImageNet",
        "优化器",
        "Zork7",
    ),
    *(
        "使用",
        "基于",
        "是一种",
        "包括",
        "等",
        "没有",
        "可能",
        "又称",
        "如",
        "由",
        "组成",
        "在",
        "上训练",
        "优于",
        "提出",
    ),
    *("uses", "is a", "such as", "based on", "not", "may", "for", "also known as", "titled", "Google"),
    *(
        "、",
        "，",
        "。",
        "；",
        ",",
        ". ",
        "(",
        ")",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "：",
        ":",
        "|",
        "...",
        "\n",
        " ",
        "  ",
        "80GB",
        "3",
    ),
]
SAID = "DeepSeek-V3 采用 MLA、FP8 和 MTP。LoRA(低秩适配)是一种参数高效微调方法。优化器包括 SGD、Adam 和 AdamW。"
LONGEST_QUOTE = 1200

prose = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
any_text = st.one_of(prose, st.text(max_size=120))


@given(any_text)
@settings(deadline=None, max_examples=300)
def test_offsets_speak_true(extract, text):
    """A mention is the text at its offsets; names, types and scores are of the model."""
    for mention in extract(text).mentions:
        assert mention.name == " ".join(text[mention.start : mention.end].split())
        assert mention.name
        assert mention.type in CONCEPT_TYPES
        assert 0 < mention.score <= 1


@given(any_text)
@settings(deadline=None, max_examples=300)
def test_a_claim_is_quoted(extract, text):
    """Both ends are the text at their offsets, the quote lies in the passage, is short, and holds an end."""
    for claim in extract(text).claims:
        head, tail = (claim.head_start, claim.head_end), (claim.tail_start, claim.tail_end)
        assert (claim.head, claim.tail) == (text[slice(*head)], text[slice(*tail)])
        assert head != tail
        assert claim.type in RELATION_TYPES
        assert claim.polarity in POLARITIES
        assert 0 <= claim.quote_start < claim.quote_end <= len(text)
        assert claim.quote_end - claim.quote_start <= LONGEST_QUOTE
        assert any(claim.quote_start <= start and end <= claim.quote_end for start, end in (head, tail))
        assert 0 <= claim.cue_start <= claim.cue_end <= len(text)


@given(any_text)
@settings(deadline=None, max_examples=100)
def test_the_same_text_says_the_same(extract, text):
    """Nothing is remembered from one text to the next."""
    assert extract(text) == extract(text)


@given(prose, prose)
@settings(deadline=None, max_examples=150)
def test_a_paragraph_that_follows_changes_no_mention(extract, text, more):
    """The names of a text that ends its last sentence stand as they were when a paragraph follows."""
    text += "。"
    before = extract(text).mentions
    after = [mention for mention in extract(f"{text}\n\n{more}").mentions if mention.end <= len(text)]
    assert [(m.start, m.end, m.type) for m in before] == [(m.start, m.end, m.type) for m in after]


@given(prose, st.lists(st.integers(0, 60), min_size=2, max_size=6))
@settings(deadline=None, max_examples=200)
def test_nothing_reaches_over_what_is_not_prose(rules, text, cuts):
    """No mention holds a character of a skipped span."""
    marks = sorted({min(cut, len(text)) for cut in cuts})
    skip = tuple(zip(marks[::2], marks[1::2], strict=False))
    passage = Passage(passage_id(text), text, "zh", (Place("note", 0, 0, len(text)),), skip)
    for mention in rules(passage).mentions:
        assert not any(start < mention.end and mention.start < end for start, end in skip)


def test_the_seed_of_hashes_changes_nothing():
    """Two processes with other hash seeds print the same extraction of the same text."""
    code = (
        "from kgraph.extract import load; from kgraph.model import Passage, Place;"
        f"text = {SAID!r};"
        "print(load('rules')(Passage('p', text, 'zh', (Place('note', 0, 0, len(text)),))))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert "Claim(" in said[0]


@pytest.mark.parametrize(
    "piece",
    [
        *("模型采用注意力机制和量化训练方法", "LoRA uses Adam optimizer and BERT model ", "LoRA、", "LoRA LoRA "),
        *(
            "低秩适配(LoRA)",
            "((((",
            "A.",
            "标题为 Aa b c d e f g h i",
            "LoRA 又称 ",
            "a-b-",
            "《",
            "1,",
            "不",
            " ",
            "。",
        ),
    ],
)
def test_time_is_linear(extract, piece):
    """A text without an end, four times as long, takes about four times as long, not sixteen."""
    short, long = 8000, 32000
    extract(piece)

    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        taken = []
        for _ in range(3):
            start = time.process_time()
            extract(text)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(long) < 10 * max(seconds(short), 0.01)
