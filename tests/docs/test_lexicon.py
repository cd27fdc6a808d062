"""The page on lexicons is true: its example runs, and its lines of a file are those of the file."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from kgraph.extract import load
from kgraph.extract.lexicon import read_entries
from kgraph.extract.passage_graph import passage_graph
from kgraph.read import passage
from kgraph.schema import CONCEPT_TYPES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "lexicon.md"
MATERIALS = ROOT / "docs" / "examples" / "materials.tsv"

SENTENCES = [
    (
        "我们用溶胶凝胶法制备高熵合金，用透射电子显微镜观察位错。",
        {"溶胶凝胶法": "Method", "高熵合金": "Concept", "透射电子显微镜": "Hardware", "位错": "Concept"},
    ),
    (
        "Density functional theory in VASP gives the band gap of perovskites; spin coating raises their efficiency.",
        {
            "Density functional theory": "Method",
            "VASP": "Tool",
            "band gap": "Concept",
            "perovskites": "Concept",
            "spin coating": "Method",
        },
    ),
]


def test_the_example_runs(monkeypatch):
    """What the page shows in Python is what Python answers."""
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_the_lines_shown_are_lines_of_the_file():
    """The page shows the beginning of the file, tabs and all."""
    shown = PAGE.read_text(encoding="utf-8").split("```\n")[1].splitlines()
    lines = MATERIALS.read_text(encoding="utf-8").splitlines()
    assert shown[0] == lines[0]
    assert set(shown) <= set(lines)


def test_the_types_named_are_those_there_are():
    """The page lists every type of a concept."""
    page = PAGE.read_text(encoding="utf-8")
    assert [kind for kind in CONCEPT_TYPES if kind not in page] == []


def test_the_example_is_a_whole_lexicon():
    """Forty concepts and more of materials science, of most types."""
    entries = read_entries(MATERIALS)
    assert len(entries) >= 40
    assert len({entry.type for entry in entries}) >= 7


@pytest.mark.parametrize("model", ["rules", "small"])
@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_another_field_is_understood(model, text, wanted):
    """A sentence of materials science gives its concepts with their types, by every model."""
    read = passage(text)
    found = passage_graph(read, load(model, [MATERIALS])(read))
    types = {name: concept.type for concept in found.concepts for name in (concept.name, *concept.aliases)}
    assert {name: types.get(name) for name in wanted} == wanted
