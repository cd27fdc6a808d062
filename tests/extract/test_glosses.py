"""Glosses: a passage says itself that two names are one, in brackets or by a word; other brackets say nothing."""

from __future__ import annotations

import pytest

from kgraph.extract.glosses import glosses, initials_fit


def said(text, names):
    """Return what a text declares equal, as pairs of names."""
    return [
        (text[gloss.start : gloss.end], text[gloss.other_start : gloss.other_end]) for gloss in glosses(text, names)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Chinese, then English and its abbreviation in a bracket
        ("低秩适配(Low-Rank Adaptation, LoRA)很快", [("低秩适配", "Low-Rank Adaptation"), ("低秩适配", "LoRA")]),
        ("低秩适配（Low-Rank Adaptation，LoRA）很快", [("低秩适配", "Low-Rank Adaptation"), ("低秩适配", "LoRA")]),
        ("低秩适配（LoRA）很快", [("低秩适配", "LoRA")]),
        ("检索增强生成 (RAG)", [("检索增强生成", "RAG")]),
        # an abbreviation in a bracket or before it
        ("LoRA(低秩适配)很快", [("LoRA", "低秩适配")]),
        ("Low-Rank Adaptation (LoRA) is fast", [("Low-Rank Adaptation", "LoRA")]),
        ("Quick Brown Fox Optimizer (QBFO) is fast", [("Quick Brown Fox Optimizer", "QBFO")]),
        ("LoRA (Low-Rank Adaptation) is fast", [("LoRA", "Low-Rank Adaptation")]),
        # words that say it, in and out of brackets
        ("投机解码又称推测解码", [("投机解码", "推测解码")]),
        ("投机解码，也叫推测解码", [("投机解码", "推测解码")]),
        ("直接偏好优化，简称 DPO，很快", [("直接偏好优化", "DPO")]),
        ("直接偏好优化（简称 DPO）", [("直接偏好优化", "DPO")]),
        ("直接偏好优化（简称“DPO”）", [("直接偏好优化", "DPO")]),
        ("DPO（全称 Direct Preference Optimization）", [("DPO", "Direct Preference Optimization")]),
        (
            "Speculative decoding, also known as speculative sampling,",
            [("Speculative decoding", "speculative sampling")],
        ),
        # brackets that are no gloss
        ("预训练模型(如 BERT、GPT)", []),
        ("DeepSeek-V3(2024)", []),
        ("PyTorch（版本 2.0）", []),
        ("LoRA(Hu et al., 2021)", []),
        ("LoRA（见第三节）", []),
        ("LoRA（https://example.org/lora）", []),
        ("GPT-3（GPT-4）", []),
        ("Adam(lr=0.001)", []),
        ("优化器(SGD、Adam、AdamW)", []),
        ("LoRA()", []),
        ("LoRA(", []),
    ],
)
def test_the_glosses_of(names_of, text, expected):
    """Pairs (name, other name), in the order of the text."""
    assert said(text, names_of(text)) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("LoRA", "Low-Rank Adaptation", True),
        ("BERT", "Bidirectional Encoder Representations from Transformers", True),
        ("MTP", "Multi-Token Prediction", True),
        ("ViT", "Vision Transformer", True),
        ("GAN", "Generative Adversarial Network", True),
        ("BERT", "generative model", False),
        ("LoRA", "Quantized Low-Rank Adaptation", False),
        ("A", "Adam", False),
        ("ABCDEFGHIJK", "a b c d e f g h i j k", False),
        ("", "", False),
    ],
)
def test_initials(short, long, expected):
    """The letters stand in the long form in order, the first at its start, half of them at starts of words."""
    assert initials_fit(short, long) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低秩适配(LoRA)很快", {("低秩适配", "LoRA", "gloss")}),
        ("Quick Brown Fox Optimizer (QBFO)", {("Quick Brown Fox Optimizer", "QBFO", "initials")}),
        ("LoRA 很快", {("LoRA", "低秩适配", "lexicon")}),
        ("GPT-3 和 GPT-4", set()),
    ],
)
def test_the_aliases_of(extract, text, expected):
    """What a passage glosses and what the lexicon knows, each with its reason; versions are never joined."""
    found = {(each.name, each.other, each.reason) for each in extract(text).aliases}
    assert expected <= found
    assert expected or not found


def test_what_is_glossed_is_a_name(extract):
    """Both ends of a gloss are mentions, the unknown one of the type of the other."""
    found = {(each.name, each.type) for each in extract("低秩适配(简称 xq)很快").mentions}
    assert {("低秩适配", "Method"), ("xq", "Method")} <= found
