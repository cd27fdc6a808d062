"""Sentences: cut at Chinese and English ends and at line ends, never within an abbreviation or a number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.extract.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA 很快。它用 SVD？是！", ["LoRA 很快。", "它用 SVD？", "是！"]),
        ("第一；第二", ["第一；", "第二"]),
        ("他说“很快。”然后走了", ["他说“很快。”", "然后走了"]),
        ("It is fast. It uses SVD.", ["It is fast.", "It uses SVD."]),
        ("See e.g. Adam. Or i.e. SGD.", ["See e.g. Adam.", "Or i.e. SGD."]),
        ("Hu et al. Propose LoRA.", ["Hu et al. Propose LoRA."]),
        ("GPT 3.5 and v2.0 differ.", ["GPT 3.5 and v2.0 differ."]),
        ("torch.nn is used.", ["torch.nn is used."]),
        ("标题\n\n正文", ["标题", "正文"]),
        ("A model; a method", ["A model;", "a method"]),
        ("使用 BERT. 然后微调", ["使用 BERT.", "然后微调"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, expected):
    """Each sentence with the mark that ends it, without the white space around it."""
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from('aA。.;；!？\n ”"3模'), max_size=60))
@settings(deadline=None)
def test_sentences_cover_the_text(text):
    """Sentences are in order, apart, not empty, and leave nothing but white space out."""
    at = 0
    for start, end in sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
