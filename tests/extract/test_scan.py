"""The scan: known names and cues by one automaton, whatever their width, case, space and hyphen."""

from __future__ import annotations

import pytest

from kgraph.extract.lexicon import Entry
from kgraph.extract.scan import Scanner, is_proper

ENTRIES = [
    Entry("Method", ("低秩适配", "LoRA", "Low-Rank Adaptation")),
    Entry("Method", ("束搜索", "beam search")),
    Entry("Method", ("PPO",)),
    Entry("Method", ("多token预测",)),
    Entry("Concept", ("梯度",)),
    Entry("Method", ("梯度下降",)),
]
CUES = [("使用", "zh.use"), ("uses", "en.use"), ("（", "zh.open"), ("(", "zh.open"), ("不使用", "zh.negation")]


@pytest.fixture(scope="module")
def scanner():
    """A scanner over a few names and cues."""
    return Scanner(ENTRIES, CUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA很快", ["LoRA"]),
        ("ＬｏＲＡ很快", ["ＬｏＲＡ"]),
        ("LORA and Lora, not lora", ["LORA", "Lora"]),
        ("QLoRA, LoRAs, LoRA2", []),
        ("PPO, not Ppo or ppo", ["PPO"]),
        ("Low Rank Adaptation, LowRank Adaptation", ["Low Rank Adaptation", "LowRank Adaptation"]),
        ("Beam Search", ["Beam Search"]),
        ("多 token 预测，多token预测", ["多 token 预测", "多token预测"]),
        ("梯度下降", ["梯度下降", "梯度"]),
        ("", []),
    ],
)
def test_names_are_found(scanner, text, expected):
    """A proper name by its case, another in any case; never within a longer Latin word."""
    assert [text[hit.start : hit.end] for hit in scanner.scan(text)[0]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("它使用", [("使用", "zh.use")]),
        ("It USES", [("USES", "en.use")]),
        ("he reuses", []),
        ("A（B", [("（", "zh.open")]),
        ("不使用", [("不使用", "zh.negation"), ("使用", "zh.use")]),
    ],
)
def test_cues_are_found(scanner, text, expected):
    """Each cue once with its class, the longer first; full-width brackets are brackets."""
    assert [(text[hit.start : hit.end], hit.value) for hit in scanner.scan(text)[1]] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PyTorch", True),
        ("Adam", True),
        ("GPT-4", True),
        ("beam search", False),
        ("Beam search", False),
        ("梯度", False),
    ],
)
def test_a_proper_name_is_told_by_its_case(name, expected):
    """An upper-case letter within it, or a single capitalised word."""
    assert is_proper(name) is expected
