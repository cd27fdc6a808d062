"""The documents are true: their commands and their Python run, and what they show is what comes out."""

from __future__ import annotations

import doctest
import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from kgraph.assets import shipped

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


def _script():
    spec = spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


refresh = _script()


def named(path):
    """Return the path of a document within the project."""
    return path.relative_to(ROOT).as_posix()


def steady(text):
    """Return the lines of a text without numbers and the room for them: those move with every word that is learnt."""
    return [re.sub(r"\d[\d.]*|[ ─]+", " ", line) for line in text.splitlines()]


@pytest.mark.parametrize("path", [path for path in refresh.documents() if path != refresh.REFERENCE], ids=named)
def test_what_is_shown_is_what_comes_out(path):
    """Every command of a document runs and prints what stands under it, numbers aside."""
    text = path.read_text(encoding="utf-8")
    assert steady(text) == steady(refresh.refreshed(text)), "run `make docs`"


def test_the_reference_is_the_programs_own_help():
    """The reference of the command line says what every command's help says."""
    shown = refresh.REFERENCE.read_text(encoding="utf-8")
    assert shown.splitlines() == refresh.reference().splitlines(), "run `make docs`"


def test_python_in_the_readme_runs(tmp_path, monkeypatch):
    """The Python of the README runs beside a copy of the sample corpus and gives what it says."""
    shutil.copytree(shipped("seeds"), tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    told = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted, "the README shows no Python"
    assert not result.failed, "".join(told)


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path):
    """A link to a file of the project leads to one."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_what_to_make_can_be_made():
    """Each `make` of a document is a target of the Makefile."""
    shown = {found for path in DOCUMENTS for found in re.findall(r"^make (\w+)", path.read_text("utf-8"), re.MULTILINE)}
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"graph", "test", "docs"} <= shown <= targets
