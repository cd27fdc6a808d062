"""What is refused, with which exit code, and that the one paragraph says what to try."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from kgraph.cli import main


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["serch", "LoRA"], 2, "kgraph search"),
        (["search"], 2, "--help"),
        (["search", "LoRA", "--frmat", "json"], 2, "--format"),
        (["search", "LoRA", "-f", "xml"], 2, "jsonl"),
        (["extract", "-", "-f", "csv"], 2, "html"),
        (["search", "LoRA", "-b", "nowhere"], 3, "kgraph build"),
        (["show", "Qwertzuiop"], 2, "No concept is called 'Qwertzuiop'"),
        (["why", "LoRA"], 2, "two or three words"),
        (["why", "LoRA", "LIKES", "CLIP"], 2, "IS_A"),
        (["recipes", "arround"], 2, "around"),
        (["query", "arround"], 2, "around"),
        (["query"], 2, "kgraph recipes"),
        (["query", "around", "--cypher", "RETURN 1"], 2, "either"),
        (["query", "around"], 2, "concept"),
        (["query", "around", "-p", "concept"], 2, "KEY=VALUE"),
        (["query", "around", "-p", "concept=LoRA", "-p", "limit=many"], 2, "integer"),
        (["query", "around", "-p", "concept=LoRA", "-p", "lmit=2"], 2, "limit"),
        (["query", "--cypher", "MATCH (n) DETACH DELETE n"], 2, "read"),
        (["query", "--cypher", "MATCH (n RETURN n"], 2, "query"),
        (
            ["query", "--cypher", "RETURN 1", "--engine", "neo4j", "--uri", "bolt://localhost:1"],
            4,
            "bolt://localhost:1",
        ),
        (["export", "docx", "-o", "x"], 2, "graphml"),
        (["view", "x.html", "--hops", "2"], 2, "--around"),
        (["build", "nowhere.md"], 3, "nowhere.md"),
        (["build"], 2, "PATH"),
        (["build", ".", "--jobs", "-1"], 2, "--jobs"),
        (["extract", "nowhere.md"], 3, "nowhere.md"),
        (["eval", "nowhere.jsonl"], 3, "nowhere.jsonl"),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_a_refusal_is_one_paragraph(kgraph, args, code, told):
    """Nothing on stdout, one line on stderr with what to try, no traceback, and the exit code of its kind."""
    result = kgraph(*args, code=code)
    assert result.stdout == ""
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_an_unknown_concept_comes_with_the_nearest(edge, kgraph):
    """A slip in a name is answered with the name."""
    slip = edge[0][:-1] + "ʘ"
    assert edge[0] in kgraph("show", slip, code=2).stderr


@pytest.mark.parametrize("place", [["--debug", "show", "Qwertzuiop"], ["show", "Qwertzuiop", "--debug"]])
def test_debug_shows_the_traceback(kgraph, place):
    """Wherever it stands, --debug adds the traceback to the paragraph."""
    assert "Traceback" in kgraph(*place, code=2).stderr


def test_no_words_at_all_is_help(kgraph):
    """`kgraph` alone prints its help, as talk, and exits with 2."""
    result = kgraph(code=2)
    assert result.stdout == ""
    assert "build" in result.stderr


@pytest.fixture
def copy(seeds_build, tmp_path):
    """A copy of the build that may be spoilt."""
    return shutil.copytree(seeds_build, tmp_path / "copy")


@pytest.mark.parametrize(
    "command", [["search", "LoRA"], ["show", "LoRA"], ["verify"], ["open"], ["query", "concept-types"]]
)
def test_a_build_of_another_version_says_how_to_rebuild(copy, kgraph, command):
    """Commands that read a build refuse one that another version made."""
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"kgraph": "0.0.1"}))
    told = kgraph(*command, "-b", copy, code=3).stderr
    assert "0.0.1" in told
    assert "kgraph build" in told


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(path.read_bytes()[:-100]), lambda path: path.unlink()])
def test_a_half_read_graph_is_never_shown(copy, kgraph, spoil):
    """A graph that was cut off or removed is told, not read."""
    spoil(copy / "graph.json")
    assert "kgraph build" in kgraph("search", "LoRA", "-b", copy, code=3).stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2"),
        ('{"text": "LoRA"}', "no 'concepts'"),
        ("[]", "line 2"),
        ('{"text": "x", "concepts": [], "relations": [{"head": "c1"}]}', "line 2"),
        (
            '{"text": "x", "concepts": [], "relations": [{"head": "c1", "type": "LIKES", "tail": "c2", "tier": "x"}]}',
            "LIKES",
        ),
    ],
)
def test_gold_that_is_none_is_told_by_line(tmp_path, kgraph, line, told):
    """A line of gold that cannot be read is named with what it lacks."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "text": "LoRA", "concepts": [], "relations": []}\n' + line)
    assert told in kgraph("eval", gold, code=3).stderr


def test_an_error_that_nobody_foresaw_is_a_paragraph_too(monkeypatch):
    """Even a fault of our own is told in words, and asks for --debug."""

    def fail(_path):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("kgraph.manifest.read", fail)
    result = CliRunner().invoke(main, ["search", "LoRA"])
    assert result.exit_code == 1
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr
