"""Titles of papers: found by their marks, and read for what they say of the method that they present."""

from __future__ import annotations

import pytest

from kgraph.extract.titles import titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("论文《Attention Is All You Need》提出", ["Attention Is All You Need"]),
        ("《一种面向长文本的稀疏注意力机制研究》", ["一种面向长文本的稀疏注意力机制研究"]),
        ("“Scaling Rectified Flow Transformers”", ["Scaling Rectified Flow Transformers"]),
        ("标题为 Learning Transferable Visual Models From Text。", ["Learning Transferable Visual Models From Text"]),
        ("a paper titled Attention Is All You Need.", ["Attention Is All You Need"]),
        ("《LoRA》很快", []),
        ("他说“很好”", []),
        ("《", []),
        ("", []),
    ],
)
def test_the_titles_in(text, expected):
    """What book marks or quotation marks hold, or what follows 标题为, when it is long enough."""
    assert [text[title.start : title.end] for title in titles(text)] == expected


def test_a_title_is_a_publication(extract):
    """A title is a mention of its own type, and the names in it are mentions too."""
    found = {(each.name, each.type) for each in extract("SD3 的论文《Scaling Rectified Flow Transformers》").mentions}
    assert ("Scaling Rectified Flow Transformers", "Publication") in found
    assert any("ectified" in name and kind != "Publication" for name, kind in found)


def test_a_title_says_who_proposed_what(claims_of):
    """The method that the text speaks of before a title is proposed by it, and uses what the title names."""
    found = claims_of("CLIP，论文标题为 Contrastive Learning of Visual Models")
    assert ("CLIP", "PROPOSED_BY", "Contrastive Learning of Visual Models", "asserted") in found
    assert any(claim[:3] == ("CLIP", "USES", "Contrastive Learning") for claim in found)
