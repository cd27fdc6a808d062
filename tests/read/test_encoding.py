"""Encodings: what is recognised, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.read.encoding import UnreadableError, decode

SHORT = "自监督学习"
LONG = (
    "近年来,大模型的参数量越来越大,全量微调所需要的显存也越来越多。我们提出了一种新的方法,它只训练少量参数,"
    "就可以在多个任务上达到和全量微调一样的效果。这种方法的主要思想是把权重的变化分解为两个小的矩阵。"
)
KOREAN = "한국어 문장은 여기에 있습니다. 우리는 새로운 방법을 제안하고 그 결과를 여러 데이터에서 비교하였다. " * 3
JAPANESE = "近年、大規模な言語モデルのパラメータ数はますます増えている。私たちは新しい手法を提案する。" * 3


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (LONG.encode(), LONG, "utf-8"),
        (LONG.encode("utf-8-sig"), LONG, "utf-8-sig"),
        (LONG.encode("utf-16"), LONG, "utf-16"),
        (b"\xfe\xff" + LONG.encode("utf-16-be"), LONG, "utf-16"),
        (LONG.encode("utf-32"), LONG, "utf-32"),
        (LONG.encode("gb18030"), LONG, "gb18030"),
        (SHORT.encode("gb18030"), SHORT, "gb18030"),
        ("LoRA 微调".encode("gbk"), "LoRA 微调", "gb18030"),
        (b"plain", "plain", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_encoding_is_recognised(data, text, encoding):
    """A text comes out as it was written, short or long."""
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a\0\0", "binary"),
        (b"\xff\xfe\x00", "broken"),
        ("a\0b".encode("utf-16"), "binary"),
        ("résumé of a café".encode("latin-1"), "not UTF-8"),
        (KOREAN.encode("euc-kr"), "not UTF-8"),
        (JAPANESE.encode("euc-jp"), "not UTF-8"),
        (JAPANESE.encode("shift-jis"), "not UTF-8"),
        (LONG.replace("显", "顯").encode("big5", "ignore"), "not UTF-8"),
        (bytes(range(1, 256)) * 4, "not UTF-8"),
    ],
)
def test_what_is_not_text_we_read_is_refused_with_its_reason(data, reason):
    """No guess is passed off as a text."""
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


def test_refusal_names_the_likely_encoding():
    """Where a guess can be had, the reason says what to save as UTF-8."""
    with pytest.raises(UnreadableError, match="save it as UTF-8"):
        decode(KOREAN.encode("euc-kr"))


@given(st.text())
def test_utf8_comes_back_as_it_went(text):
    """Any text without NUL survives UTF-8, newlines of any kind included."""
    clean = text.replace("\0", "").removeprefix("\ufeff")
    assert decode(clean.encode()).text == clean


@given(st.text(alphabet=LONG, max_size=50))
def test_everyday_chinese_in_gb18030_is_recognised_at_any_length(text):
    """Everyday characters are read however few they are, unless their bytes happen to be UTF-8 too."""
    data = (text + "微调").encode("gb18030")
    try:
        expected = data.decode()
    except UnicodeDecodeError:
        expected = text + "微调"
    assert decode(data).text == expected
