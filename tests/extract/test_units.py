"""Units: an enumeration is one, a glossed name is one with its gloss, a comma may end an opening phrase."""

from __future__ import annotations

import pytest

from kgraph.extract.glosses import glosses
from kgraph.extract.units import units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA、Adam和BERT", [["LoRA", "Adam", "BERT"]]),
        ("LoRA, Adam, and BERT", [["LoRA", "Adam", "BERT"]]),
        ("LoRA / Adam", [["LoRA", "Adam"]]),
        ("LoRA 以及 Adam", [["LoRA", "Adam"]]),
        ("LoRA 使用 Adam", [["LoRA"], ["Adam"]]),
        ("LoRA。Adam", [["LoRA"], ["Adam"]]),
        ("LoRA | Adam", [["LoRA"], ["Adam"]]),
        ("LoRA Adam", [["LoRA"], ["Adam"]]),
        ("低秩适配(LoRA)和Adam", [["低秩适配", "Adam"]]),
        ("不同于 LoRA，QLoRA 很小", [["LoRA"], ["QLoRA"]]),
        ("Unlike LoRA, QLoRA is small", [["LoRA"], ["QLoRA"]]),
        ("我们有 LoRA，QLoRA", [["LoRA", "QLoRA"]]),
        ("", []),
    ],
)
def test_the_units_of(names_of, text, expected):
    """Outermost names by unit, in the order of the text."""
    names = names_of(text)
    found = units(text, names, glosses(text, names))
    assert [[text[name.start : name.end] for name in unit.members] for unit in found] == expected


def test_a_unit_reaches_over_its_gloss(names_of):
    """What follows a bracketed gloss follows the name."""
    text = "低秩适配(Low-Rank Adaptation, LoRA)是一种方法"
    names = names_of(text)
    (unit, *_) = units(text, names, glosses(text, names))
    assert text[unit.start : unit.end] == "低秩适配(Low-Rank Adaptation, LoRA)"
