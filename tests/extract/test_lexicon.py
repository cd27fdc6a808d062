"""A user's own lexicon: read before ours, told by line where it is wrong, and always a concept."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.errors import InputError
from kgraph.extract import load
from kgraph.extract.concepts import Name
from kgraph.extract.lexicon import Entry, by_name, lexicon, read_entries
from kgraph.extract.own import with_own
from kgraph.extract.rules import Rules
from kgraph.manifest import digest
from kgraph.pipeline import build
from kgraph.read import passage

HEADER = "type\tzh\ten\tabbr\n"
TEXT = "钙钛矿的晶格用 LoRA 描述。"


@pytest.fixture
def write(tmp_path):
    """Write a lexicon: `write(rows, name)` is its path."""

    def file(rows, name="own.tsv"):
        (tmp_path / name).write_text(HEADER + rows, encoding="utf-8")
        return tmp_path / name

    return file


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "own.tsv:1: this is not a lexicon"),
        ("type,zh,en,abbr\n", "own.tsv:1: this is not a lexicon"),
        (f"{HEADER}Method\t退火\nMetod\t旋涂\n", "own.tsv:3: there is no type 'Metod'"),
        (f"{HEADER}\nMethod\t\t\t\n", "own.tsv:3: there is no name"),
        (f"{HEADER}Method\t退火|()\t\t\n", "own.tsv:2: there is no name"),
        (f"{HEADER}Method\ta\tb\tc\td\n", "own.tsv:2: 5 cells are more than 4"),
    ],
)
def test_a_line_that_is_none_is_told(tmp_path, content, told):
    """The message begins with file and line, and says what a row is."""
    path = tmp_path / "own.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.tsv:") as refused:
        read_entries(path)
    assert told in str(refused.value)
    assert "type <tab> zh <tab> en <tab> abbr" in str(refused.value)


@pytest.mark.parametrize("content", [None, b"type\tzh\ten\tabbr\nMethod\t\xcd\xcb\xbb\xf0\n"])
def test_a_file_that_is_missing_or_not_utf_8_is_told(tmp_path, content):
    """The message names the file."""
    path = tmp_path / "own.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"own\.tsv cannot be read"):
        read_entries(path)


@pytest.mark.parametrize("row", ["Method\t退火", "Method\t退火\t\t", "Method\t 退火 | 热处理\t\t"])
def test_what_an_editor_does_to_a_row_does_no_harm(tmp_path, row):
    """Tabs cut off at the end, spaces around names, a byte order mark and the line ends of Windows are no matter."""
    path = tmp_path / "own.tsv"
    path.write_bytes(f"\ufeff{HEADER}{row}\n".replace("\n", "\r\n").encode())
    (entry,) = read_entries(path)
    assert (entry.type, entry.names[0]) == ("Method", "退火")


def test_without_own_files_it_is_ours():
    """Nobody's own lexicon changes nothing."""
    assert not any(entry.own for entry in lexicon())
    assert Rules().version == load("rules").version


def test_of_two_entries_with_one_name_the_users_counts(write):
    """Our entry keeps its other names; of the user's own files the first counts."""
    first, second = write("Person\t\tlora\t\n"), write("Tool\t\tLoRA|钙钛矿\t\n", "second.tsv")
    ours = by_name(lexicon())["lora"]
    found = lexicon([first, second])
    table = by_name(found)
    assert table["lora"] == Entry("Person", ("lora",), own=True)
    assert table["钙钛矿"] == Entry("Tool", ("钙钛矿",), own=True)
    rest = [
        entry for entry in found if not entry.own and entry.type == ours.type and set(entry.names) <= set(ours.names)
    ]
    assert not any("LoRA" in entry.names for entry in rest)


@pytest.mark.parametrize("model", ["rules", "small"])
def test_a_name_of_the_users_own_is_a_concept(write, model):
    """Whatever a model thinks of it: with the type that the user gave it, at every place."""
    extract = load(model, [write("Metric\t晶格|钙钛矿\t\t\nTask\t\t\tLoRA\n")])
    types = {mention.name: mention.type for mention in extract(passage(TEXT)).mentions}
    assert types.items() >= {("钙钛矿", "Metric"), ("晶格", "Metric"), ("LoRA", "Task")}


@pytest.mark.parametrize(
    ("rows", "text", "wanted"),
    [
        ("Concept\t相变\t\t\n", "真相变得清楚。", []),
        ("Concept\t相变\t\t\n", "这是相变。", ["相变"]),
        ("Concept\t钢\t\t\n", "钢铁不是钢。", ["钢"]),
        ("Concept\t钙钛矿|钙钛矿太阳能电池\t\t\n", "钙钛矿太阳能电池用钙钛矿。", ["钙钛矿太阳能电池", "钙钛矿"]),
        ("Tool\t\tVASP\t\n", "VASP, not vasp and not VASPKIT", ["VASP"]),
        ("Method\t\tsol-gel method\t\n", "Sol-Gel method or sol gel method", ["Sol-Gel method", "sol gel method"]),
    ],
)
def test_where_a_name_stands(write, rows, text, wanted):
    """At the edge of a word, the longer one first, a proper name in its own case."""
    known, _ = Rules([write(rows)]).scanner.scan(text)
    assert [text[name.start : name.end] for name in with_own(text, [], known) if name.score == 1.0] == wanted


def test_names_that_cross_one_of_the_users_own_give_way(write):
    """What holds it or lies within it stays."""
    text = "新型钙钛矿材料"
    known, _ = Rules([write("Concept\t钙钛矿\t\t\n")]).scanner.scan(text)
    spans = [(0, 7), (1, 4), (3, 5), (2, 5), (4, 6)]
    found = with_own(text, [Name(*span, "Method", "rule", 0.5) for span in spans], known)
    assert [(name.start, name.end, name.type) for name in found] == [
        (0, 7, "Method"),
        (2, 5, "Concept"),
        (3, 5, "Method"),
    ]


def test_no_name_reaches_over_what_is_not_prose(write):
    """A name with a space in it is not found where the space is a piece of markup."""
    known, _ = Rules([write("Method\t\tspin coating\n")]).scanner.scan("spin coating")
    assert with_own("spin coating", [], known, [(0, 0), (12, 12)])
    assert with_own("spin coating", [], known, [(4, 5)]) == []


def test_the_version_changes_with_the_content_and_the_order(write):
    """A cache that is keyed by the version is never stale."""
    one, other = write("Task\t甲乙\t\t\n", "a.tsv"), write("Tool\t甲乙\t\t\n", "b.tsv")
    versions = {load("rules", own).version for own in ((), (one,), (other,), (one, other), (other, one))}
    assert len(versions) == 5


def test_the_build_uses_it_on_every_process_and_says_so(write, tmp_path):
    """One process and two make the same build, whose settings name the lexicon by its SHA-256."""
    own = write("Metric\t晶格\t\t\n")
    note = tmp_path / "note.md"
    note.write_text("\n\n".join(f"第{n}段：晶格用 LoRA 描述。" for n in range(40)), encoding="utf-8")
    made = [build([note], out=tmp_path / f"jobs{jobs}", jobs=jobs, lexicon=[own]) for jobs in (1, 2)]
    assert made[0].manifest == made[1].manifest
    assert made[0].manifest["settings"]["lexicon"] == [{"name": "own.tsv", "sha256": digest(own)}]
    graph = json.loads((tmp_path / "jobs1" / "graph.json").read_text(encoding="utf-8"))
    assert ("晶格", "Metric") in [(node["name"], node["type"]) for node in graph["nodes"]]


@pytest.mark.parametrize(
    ("settings", "flags", "wanted"),
    [
        ("", [], False),
        ('lexicon = ["own.tsv"]', [], True),
        ('lexicon = "own.tsv"', [], True),
        ('[extract]\nlexicon = ["own.tsv"]', [], True),
        ('[build]\nlexicon = ["own.tsv"]', [], False),
        ("", ["--lexicon", "notes/own.tsv"], True),
        ('lexicon = ["nowhere.tsv"]', ["--lexicon", "notes/own.tsv"], True),
    ],
)
def test_the_command_takes_it_from_a_flag_or_the_settings(tmp_path, monkeypatch, settings, flags, wanted):
    """A path in the settings counts from their file; a flag wins."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "own.tsv").write_text(f"{HEADER}Metric\t晶格\n", encoding="utf-8")
    (tmp_path / "notes" / "kgraph.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "notes" / "a.md").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", "notes", *flags])
    assert result.exit_code == 0, result.stderr
    concepts = json.loads(result.stdout)["concepts"]
    assert (("晶格", "Metric") in [(concept["name"], concept["type"]) for concept in concepts]) is wanted


def test_the_command_tells_a_bad_line(write):
    """Exit 3, one paragraph with file and line."""
    own = write("Metod\t退火\t\t\n")
    result = CliRunner().invoke(main, ["extract", "-", "--lexicon", str(own)], input=TEXT)
    assert result.exit_code == 3
    assert f"{own}:2: there is no type 'Metod'" in result.stderr
