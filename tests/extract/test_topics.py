"""Topics: headings within running text, what a sentence speaks of, and the class that a heading belongs to."""

from __future__ import annotations

import pytest

from kgraph.extract.glosses import glosses
from kgraph.extract.topics import headings, members, sections, subject
from kgraph.extract.units import units


@pytest.fixture
def read(names_of):
    """Return the units of a text."""

    def of(text):
        names = names_of(text)
        return units(text, names, glosses(text, names))

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA LoRA 是一种方法", ["LoRA"]),
        ("概述 LoRA LoRA(Low-Rank Adaptation)很快。QLoRA QLoRA 更小", ["LoRA", "QLoRA"]),
        ("LoRA 是 LoRA", []),
        ("LoRA 很快", []),
        ("", []),
    ],
)
def test_a_name_said_twice_is_a_heading(read, text, expected):
    """The same name follows at once."""
    assert [text[unit.start : unit.members[0].end] for unit in headings(text, read(text))] == expected


def test_a_heading_opens_a_section(read):
    """A sentence is cut where a heading begins, and each part knows the heading that opens it."""
    text = "以下是方法 LoRA LoRA 很快。它很小。"
    found = [(text[a:b], unit and text[unit.start : unit.end]) for a, b, unit in sections(text, read(text))]
    assert found == [("以下是方法 ", None), ("LoRA LoRA 很快。", "LoRA"), ("它很小。", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA 使用 SVD", "LoRA"),
        ("The LoRA uses SVD", "LoRA"),
        ("基于 LoRA 使用 SVD", None),
        ("For LoRA we use SVD", None),
        ("LoRA 和 Adam 使用 SVD", None),
        ("我们在这里首先介绍 LoRA", None),
        ("", None),
    ],
)
def test_the_subject_of_a_sentence(read, text, expected):
    """The one name that it begins with, unless a preposition opens it."""
    unit = subject(text, 0, read(text))
    assert (unit and text[unit.start : unit.members[0].end]) == expected


def test_a_heading_belongs_to_the_class_before_it(read):
    """A glossed name that a word such as 工作 follows is a class; what stands as a heading after it is of it."""
    text = "参数高效微调(PEFT)工作很多。LoRA LoRA 插入矩阵。"
    found = [(text[a.start : a.members[0].end], text[b.start : b.members[0].end]) for a, b in members(text, read(text))]
    assert found == [("LoRA", "参数高效微调")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA 很快。通过 SVD 实现。", ("LoRA", "USES", "SVD", "asserted")),
        ("参数高效微调(PEFT)工作很多。LoRA LoRA 插入矩阵。", ("LoRA", "IS_A", "参数高效微调", "asserted")),
    ],
)
def test_a_topic_is_an_end_of_a_claim(claims_of, text, expected):
    """What a sentence leaves out, the topic gives."""
    assert expected in claims_of(text)
