"""Plain text, pages and records: which pieces there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.read.jsonl import read_record
from kgraph.read.page import is_page, read_page
from kgraph.read.piece import LONGEST, blanked
from kgraph.read.text import read_text

LONG = (
    "自监督学习利用大量无标注的数据进行表征学习,然后在下游任务上对参数进行微调,"
    "近年来受到了越来越多的关注,涌现了一系列工作,精度也越来越高。"
)


def found(text: str) -> list[str]:
    """The characters of every piece of a plain text."""
    return [text[piece.start : piece.end] for piece in read_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\r\ntwo\r\n\r\nthree", ["one\r\ntwo", "three"]),
        ("one\n \t\u3000\nthree\n\n\n", ["one", "three"]),
        (f"{LONG}\n{LONG}", [LONG, LONG]),
        ("models:\n- BERT\n- GPT", ["models:", "- BERT", "- GPT"]),
        ("步骤:\n1、读取\n2、抽取", ["步骤:", "1、读取", "2、抽取"]),
        ("12 13\n\n-----\n\ntext", ["text"]),
        ("", []),
    ],
)
def test_paragraph_item_or_long_line_is_a_piece(text, expected):
    """Blank lines part paragraphs; items and lines too long to be wrapped stand alone."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代码: https://a.b/LoRA。论文", "代码: 。论文"),
        ("Githubhttps://a.b/c_d(e)论文", "Github 论文"),
        ("写信给 a.b@c.org 即可", "写信给 即可"),
        ("定义 [公式] 与 [Math] 与 [1]", "定义 与 与 [1]"),
        ("加噪 \\[\\mathbf{x}_t=(1-t)\\] 公式", "加噪 公式"),
        ("加噪 \\[\\mathbf{x}_t=(1-t", "加噪"),
        ("序列 \\{x_i\\}_{i=1}^n 的均值", "序列 的均值"),
        ("costs $5 or $10", "costs $5 or $10"),
        ("损失 $x_t$ 与 $$y$$", "损失 与"),
    ],
)
def test_addresses_formulas_and_placeholders_are_no_prose(text, expected):
    """What is not prose is blanked in plain text too."""
    (piece,) = read_text(text)
    assert " ".join(blanked(text, piece.start, piece.end, piece.skip).split()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"INCOMING\n\nLATEST NEWS\n{LONG}", True),
        (f"DAILY DIGEST\nTODAY\n{LONG}\n{LONG}\n1 2", True),
        (f"Daily digest\nTODAY\n{LONG}", False),
        (f"DAILY DIGEST\n{LONG}\n{LONG}", False),
        ("DAILY DIGEST\nTODAY\nshort\nlines\nonly", False),
        ("DAILY DIGEST\nTODAY", False),
        (f"LORA IS GOOD.\nSO IS BERT.\n{LONG}", False),
        ("", False),
    ],
)
def test_page_is_known_by_its_shape(text, expected):
    """Two lines of capitals, then long lines: whatever the capitals say."""
    assert is_page(text) is expected


def test_page_is_its_snippets_without_headers_and_page_numbers():
    """One piece a snippet, as it stands, cut off or not."""
    text = f"DAILY DIGEST\r\n\r\nNEW TODAY\r\n{LONG[:-5]}...\r\n{LONG}\r\n\r\n1 2"
    assert [text[piece.start : piece.end] for piece in read_page(text)] == [f"{LONG[:-5]}...", LONG]


def test_record_is_one_piece_as_it_stands():
    """The text of a JSON line is not cut, trimmed or interpreted."""
    text = f"  {LONG}\n\n- {LONG}  " * 40
    (piece,) = read_record(text)
    assert (piece.start, piece.end) == (0, len(text))


CHARACTERS = st.characters(codec="utf-8") | st.sampled_from("\r\n 。.-$\\[](){}_^字a1")


@given(st.text(alphabet=CHARACTERS, max_size=300))
def test_pieces_lie_in_the_text_in_order(text):
    """Whatever the text: pieces are disjoint, in order, trimmed, and hold a letter outside their skips."""
    last = 0
    for piece in read_text(text):
        assert last <= piece.start < piece.end <= len(text)
        assert not text[piece.start].isspace()
        assert not text[piece.end - 1].isspace()
        assert any(map(str.isalpha, blanked(text, piece.start, piece.end, piece.skip)))
        last = piece.end


@given(st.integers(1, 4), st.sampled_from(["字", "word ", "句子。", "$x_i$ 与 "]))
def test_long_text_is_cut_and_nothing_is_lost(times, unit):
    """A long paragraph becomes pieces within the limit that hold all its characters."""
    text = unit * (times * LONGEST // len(unit) + 7)
    parts = found(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= LONGEST for part in parts)
