"""Words: Chinese cut, Latin terms whole, numbers and amounts told apart, offsets true."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.extract.plain import narrow, plain
from kgraph.extract.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek-V3采用MLA", ["DeepSeek-V3/latin", "采用/v", "MLA/latin"]),
        ("C++、C# 和 scikit-learn", ["C++/latin", "C#/latin", "和/c", "scikit-learn/latin"]),
        ("80GB 显存", ["80GB/number", "显存/v"]),
        ("7B、128K、4.5T、16ms", ["7B/number", "128K/number", "4.5T/number", "16ms/number"]),
        ("Qwen2.5-7B 和 ResNet50", ["Qwen2.5-7B/latin", "和/c", "ResNet50/latin"]),
        ("3D 与 8-bit", ["3D/latin", "与/p", "8-bit/latin"]),
        ("2.2.1", ["2.2.1/number"]),
        ("LoRA. Next,", ["LoRA/latin", "Next/latin"]),
        ("Let's", ["Let's/latin"]),
        ("ＬｏＲＡ　８０ＧＢ", ["LoRA/latin", "80GB/number"]),
        ("β-VAE", ["β-VAE/latin"]),
        ("。，（）——", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text, expected):
    """Each word with its tag; white space and punctuation are none."""
    assert [f"{word.text}/{word.tag}" for word in words(text)] == expected


@given(st.text(max_size=80))
@settings(deadline=None)
def test_words_stand_where_they_say(text):
    """Words are in order, apart, and the text at their offsets, narrowed."""
    found = words(text)
    assert [narrow(text[word.start : word.end]) for word in found] == [word.text for word in found]
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text(max_size=80))
@settings(deadline=None)
def test_plain_forms_keep_every_offset(text):
    """A plain form is as many characters long as the text, and plain itself."""
    assert len(plain(text)) == len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("ＬｏＲＡ，ＰＥＦＴ", "lora,peft"), ("İstanbul", "İstanbul"), ("（ViT）", "(vit)")]
)
def test_the_plain_form_of(text, expected):
    """Full-width is narrowed and case dropped, but where that would move what follows."""
    assert plain(text) == expected
