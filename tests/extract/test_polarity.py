"""Polarity: what a clause denies, what it only supposes, and what it says."""

from __future__ import annotations

import pytest

from kgraph.extract.polarity import polarity


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("它没有使用草稿模型", "使用", "negated"),
        ("它不使用草稿模型", "使用", "negated"),
        ("它无需额外使用草稿模型", "使用", "negated"),
        ("它并未采用 MoE", "采用", "negated"),
        ("它不仅使用 MoE", "使用", "asserted"),
        ("它不但改进了 GPTQ", "改进", "asserted"),
        ("不同的模型使用 MoE", "使用", "asserted"),
        ("未来采用 MoE", "采用", "asserted"),
        ("它可能使用 MoE", "使用", "hedged"),
        ("据说它的训练采用了 MoE", "采用", "hedged"),
        ("它可能没有使用 MoE", "使用", "negated"),
        ("它使用 MoE", "使用", "asserted"),
        ("它没有任何一处明显的改动而使用 MoE", "使用", "asserted"),
        ("It does not use SVD", "use", "negated"),
        ("It cannot use SVD", "use", "negated"),
        ("It not only uses SVD", "uses", "asserted"),
        ("It may use SVD", "use", "hedged"),
        ("It uses SVD", "uses", "asserted"),
        ("The knot uses SVD", "uses", "asserted"),
    ],
)
def test_the_polarity_of(text, cue, expected):
    """A denial stands near its cue; a supposition anywhere before it in the clause."""
    assert polarity(text, 0, text.index(cue)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA 没有使用 SVD。", "negated"),
        ("LoRA 很快，没有使用 SVD。", "negated"),
        ("LoRA 没有缺点，使用 SVD。", "asserted"),
        ("无监督学习使用 SVD。", "asserted"),
        ("LoRA 可能使用 SVD。", "hedged"),
        ("LoRA 不仅使用 SVD。", "asserted"),
        ("LoRA does not use SVD.", "negated"),
        ("LoRA may use SVD.", "hedged"),
    ],
)
def test_a_claim_has_the_polarity_of_its_clause(claims_of, text, expected):
    """Another clause, or the letters of a name, neither deny nor suppose."""
    assert [polarity for _, relation, tail, polarity in claims_of(text) if (relation, tail) == ("USES", "SVD")] == [
        expected
    ]
