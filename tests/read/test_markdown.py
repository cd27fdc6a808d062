"""Markdown: which pieces there are, under which titles, and what of them is prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.read.markdown import read_markdown
from kgraph.read.piece import LONGEST, blanked


def prose(text: str) -> list[str]:
    """The prose of every piece, white space folded."""
    return [" ".join(blanked(text, p.start, p.end, p.skip).split()) for p in read_markdown(text)]


def titled(text: str) -> list[tuple[str, str]]:
    """Title and characters of every piece."""
    return [(piece.title, text[piece.start : piece.end]) for piece in read_markdown(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("- one\n  more\n- two\n  - nested\n", ["one more", "two", "nested"]),
        ("1. one\n\n   still one\n2. two", ["one still one", "two"]),
        ("> quoted\n> more\n>\n> second", ["quoted more", "second"]),
        ("- [ ] open\n- [x] done", ["open", "done"]),
        ("| 模型 | 年 |\n|---|---|\n| BERT | 2018 |\n| 1 | 2 |", ["模型 年", "BERT 2018"]),
        ("a\n\n---\n\nb", ["a", "b"]),
        ("一句话写完了。\n---\nb", ["一句话写完了。 ---", "b"]),
    ],
)
def test_pieces_are_paragraphs_items_rows_and_quotes(text, expected):
    """A piece is what a reader takes as one."""
    assert [found.removesuffix(" ---") for found in prose(text)] == [want.removesuffix(" ---") for want in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before\n\n```python\nx = 1\n```\n\nafter", ["before", "after"]),
        ("before\n\n    x = 1\n\nafter", ["before", "after"]),
        ("~~~\n$$ in code\n~~~\n\nafter $$ not\n\nlast", ["after $$ not", "last"]),
        ("before\n\n```\nunclosed = 1", ["before"]),
        (">>> net = Net()\n>>> net(1)\n\nafter", ["after"]),
        ("用 `loss.backward()` 求梯度", ["用 求梯度"]),
        ("用 `BERT` 和 `bert-base-chinese`", ["用 BERT 和 bert-base-chinese"]),
        ("设 `batch_size` 或 `nn.Linear` 或 `x`", ["设 或 或"]),
        ("损失 $L = \\sum_i x_i$ 下降", ["损失 下降"]),
        ("损失 $ x $ 与 $ \\beta $ 下降", ["损失 与 下降"]),
        ("costs $5 or $10 a month", ["costs $5 or $10 a month"]),
        ("见 $$\na\n= b\n- c\n$$ 所示", ["见 所示"]),
        ("$$\na\n\n- b\n$$\n\nafter", ["after"]),
        ("\\[\n# x\n\\]\n\nafter \\(y\\) end", ["after end"]),
        ("\\begin{align}\n- a\n\\end{align}\n\nafter", ["after"]),
        ('[LoRA](https://a.b/c_(d) "t") 论文', ["LoRA 论文"]),
        ("[LoRA][1] 论文\n\n[1]: https://a.b", ["LoRA 论文"]),
        ("![图](a.png) 说明 <https://a.b> https://a.b/c。完", ["说明 。完"]),
        ("[[LoRA|低秩适配]] 与 [[QLoRA]]", ["低秩适配 与 QLoRA"]),
        ("**粗体** *斜体* __粗__ ~~删~~ 2 * 3", ["粗体 斜体 粗 删 2 * 3"]),
        ("a&nbsp;b \\* c", ["a b * c"]),
        ("<div align='center'>\n<b>图一</b>\n</div>", ["图一"]),
        ("<script>\nvar a = 1;\n</script>\n\nafter", ["after"]),
        ("a <!-- hidden\n\nhidden --> b", ["a", "b"]),
        ("脚注[^1]\n\n[^1]: 说明文字", ["脚注", "说明文字"]),
        ("---\ntitle: 笔记\ntags: [a, b]\n---\n\ntext", ["text"]),
        ("import Tip from './tip'\n\ntext", ["text"]),
        ("<Question\n choices={[\n  { text: '甲' },\n ]}\n/>\n\ntext", ["text"]),
        ("以 <|im_end|> 结尾", ["以 结尾"]),
        ("::: tip\n提示\n:::", ["提示"]),
        ("> [!NOTE]\n> 提示", ["提示"]),
        ("见 :numref:`fig_a` 与 {ref}`b`", ["见 与"]),
        ("[TOC]\n\ntext", ["text"]),
    ],
)
def test_prose_has_no_code_markup_or_mathematics(text, expected):
    """What is not prose is blanked, what is prose stays."""
    assert prose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n## B\n\ntext\n\n# C\n\nmore", [("A > B", "text"), ("C", "more")]),
        ("A\n===\n\ntext", [("A", "text")]),
        ("# A\n\n# B\n\ntext", [("", "A"), ("B", "text")]),
        ("# A\n\n```\ncode\n```", [("", "A")]),
        ("# A\n\n## B", [("A", "B")]),
        ("## The *β* `VAE` ##\n\ntext", [("The β VAE", "text")]),
        ("---\ntitle: 笔记\n---\n# A\n\ntext", [("笔记 > A", "text")]),
        ("### C\n\ntext\n\n## B\n\nmore", [("C", "text"), ("B", "more")]),
    ],
)
def test_headings_are_titles(text, expected):
    """A heading is the title of what follows, and a piece only where nothing follows."""
    assert [(title, found.rstrip(" #")) for title, found in titled(text)] == expected


def test_long_paragraph_is_split_at_sentence_ends():
    """No piece is longer than the limit, none is cut inside a sentence, nothing is lost."""
    text = "自监督学习利用无标注数据。" * 500
    found = [text[piece.start : piece.end] for piece in read_markdown(text)]
    assert "".join(found) == text
    assert all(len(part) <= LONGEST and part.endswith("。") for part in found)


LINES = st.sampled_from(
    [
        "", "", "# 标题 A", "## B", "text of **a** paragraph.", "中文段落,含 `code()` 与 $x_i$。", "- item",
        "  - nested",
        "1. one", "> quote", "> - quoted item", "| a | b |", "|---|---|", "```python", "```", "    indented = 1",
        "$$", "\\[", "\\]", "<div>", "</div>", "<!--", "-->", "---", "===", "\ttab", "[a](b)", "[r]: http://x.y",
        "\u3000全角", "[^1]: 注",
    ]
)  # fmt: skip
MARKDOWN = st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda newline: newline.join(lines))
)


@given(MARKDOWN)
def test_pieces_lie_in_the_text_in_order_and_skips_in_the_pieces(text):
    """Whatever the text: pieces are disjoint and in order, begin and end with a character, and hold their skips."""
    last = 0
    for piece in read_markdown(text):
        characters = text[piece.start : piece.end]
        assert last <= piece.start < piece.end <= len(text)
        assert characters == characters.strip()
        assert len(blanked(text, piece.start, piece.end, piece.skip)) == len(characters)
        edges = [edge for span in piece.skip for edge in span]
        assert edges == sorted(set(edges))
        assert all(piece.start <= edge <= piece.end for edge in edges)
        last = piece.end


@given(st.lists(LINES, max_size=12), st.sampled_from(["```", "~~~~", "```python"]), st.sampled_from(["\n", "\r\n"]))
def test_fenced_code_never_becomes_prose(lines, fence, newline):
    """A fence that opens after a blank line hides its code from the prose, whatever the code looks like."""
    code = [line for line in lines if not line.startswith(("```", "~~~"))]
    text = newline.join(["开头。", "", fence, "LEAKED", *code, "LEAKED", fence.removesuffix("python"), "", "结尾。"])
    assert prose(text) == ["开头。", "结尾。"]
