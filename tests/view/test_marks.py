"""Marks over a text open and close in order, and lose no character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.view.marks import Mark, nested

TEXT = "abcdefgh"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))


def drawn(marks, start=0, end=8):
    """The text with each mark as letters in brackets."""
    tokens = nested(TEXT, [Mark(*span, kind="m") for span in marks], start, end)
    return "".join(token.text or ("[" if token.opens else "]") for token in tokens)


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ([], "abcdefgh"),
        ([(1, 3)], "a[bc]defgh"),
        ([(2, 3), (1, 5)], "a[b[c]de]fgh"),
        ([(1, 3), (1, 3)], "a[[bc]]defgh"),
        ([(1, 3), (3, 5)], "a[bc][de]fgh"),
        ([(1, 4), (3, 6)], "a[bc[d]][ef]gh"),
        ([(4, 4)], "abcdefgh"),
        ([(0, 8)], "[abcdefgh]"),
    ],
)
def test_marks_nest(marks, wanted):
    """The longer one is outside; of two that cross, the later one goes on behind the earlier; an empty one is none."""
    assert drawn(marks) == wanted


def test_a_part_of_a_text_has_its_part_of_the_marks():
    """Marks are cut at the edges of what is shown."""
    assert drawn([(0, 3), (4, 6), (7, 8)], 2, 5) == "[c]d[e]"


@given(st.lists(SPANS), SPANS)
def test_whatever_the_marks(marks, shown):
    """Every character of what is shown stands once, within as many elements as there are marks on it."""
    start, end = min(shown), max(shown)
    depth, at = 0, start
    for token in nested(TEXT, [Mark(*span, kind="m") for span in marks], start, end):
        for character in token.text:
            assert character == TEXT[at]
            assert depth == sum(first <= at < last for first, last in marks)
            at += 1
        if not token.text:
            depth += 1 if token.opens else -1
            assert depth >= 0
    assert (depth, at) == (0, end)
