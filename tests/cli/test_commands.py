"""Every command answers on a build of the sample corpus, with the columns that are promised."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from kgraph import __version__
from kgraph.assets import shipped
from kgraph.cli import COMMANDS, main
from kgraph.schema import RELATION_TYPES

COLUMNS = {
    "search": ["id", "name", "type", "names", "relations"],
    "why": ["head", "type", "tail", "belief", "polarity", "quote", "source", "start", "end", "rule"],
    "path": ["path", "step", "head", "type", "tail", "belief", "quote"],
    "recipes": ["name", "parameters", "help"],
    "eval": ["what", "precision", "recall", "f1", "wanted"],
}


@pytest.fixture
def calls(edge, tmp_path):
    """A call of every command that lists rows, that has some to list."""
    head, kind, tail, _ = edge
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "g", "text": "LoRA", "concepts": [], "relations": []}))
    return {
        "search": ["search", head],
        "why": ["why", head, kind, tail],
        "path": ["path", head, tail],
        "recipes": ["recipes"],
        "eval": ["eval", str(gold)],
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    """`--help` says in its first lines what the command is for."""
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: kgraph {name}") or f" {name} " in result.stdout.splitlines()[0]
    assert main.get_command(None, name).short_help.endswith(".")


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_promised(calls, rows, kgraph, name):
    """The columns are the same as json, jsonl, csv and md, in one order."""
    found = rows(*calls[name])
    assert found
    assert all(list(row) == COLUMNS[name] for row in found)
    jsonl = kgraph(*calls[name], "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in jsonl] == found
    table = csv.reader(io.StringIO(kgraph(*calls[name], "-f", "csv").stdout, newline=""))
    assert next(table) == COLUMNS[name]
    assert len(list(table)) == len(found)
    assert kgraph(*calls[name], "-f", "md").stdout.startswith(f"| {' | '.join(COLUMNS[name])} |")
    assert kgraph(*calls[name], "-f", "table").stdout


@pytest.mark.parametrize("name", COLUMNS)
def test_a_pipe_gets_json_lines(calls, kgraph, name):
    """Without a format, what is not a terminal gets jsonl."""
    assert kgraph(*calls[name]).stdout == kgraph(*calls[name], "-f", "jsonl").stdout


def test_build_tells_what_came_of_it(tmp_path):
    """The last lines on stderr: what was read, what was skipped and why, the counts, and the one file to open."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("LoRA 属于参数高效微调方法。", encoding="utf-8")
    (notes / "b.bin").write_bytes(b"\0\1")
    result = CliRunner().invoke(main, ["build", str(notes), "-o", str(tmp_path / "kg")])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "Read 1 passages of 1 sources."
    assert lines[1].startswith("Skipped notes/b.bin: ")
    assert re.fullmatch(r"Found \d+ concepts, \d+ relations, \d+ quotes\.", lines[2])
    assert lines[3] == f"Open {tmp_path / 'kg' / 'index.html'}"
    assert (tmp_path / "kg" / "index.html").is_file()


def test_build_without_its_page(tmp_path):
    """`--no-view` leaves out the page; `open` then says how to get it."""
    notes = tmp_path / "a.md"
    notes.write_text("LoRA 属于参数高效微调方法。", encoding="utf-8")
    args = ["-o", str(tmp_path / "kg"), "--no-view"]
    assert CliRunner().invoke(main, ["build", str(notes), *args]).exit_code == 0
    assert not (tmp_path / "kg" / "index.html").exists()
    result = CliRunner().invoke(main, ["open", "-b", str(tmp_path / "kg")])
    assert result.exit_code == 3
    assert "--no-view" in result.stderr


def test_build_reads_stdin(tmp_path):
    """`-` is a note from stdin, which a source of the manifest tells by having no location."""
    result = CliRunner().invoke(main, ["build", "-", "-o", str(tmp_path / "kg")], input="LoRA 属于参数高效微调方法。")
    assert result.exit_code == 0, result.stderr
    (source,) = json.loads((tmp_path / "kg" / "manifest.json").read_text())["sources"]
    assert source["location"] is None


def test_search_finds_a_concept_by_every_name(graph, rows):
    """Case and hyphens aside, a concept is among the hits for each of its names."""
    for node in sorted(graph)[:20]:
        for name in graph.nodes[node]["names"]:
            hits = rows("search", name["name"].upper(), "--limit", 1000)
            assert node in [hit["id"] for hit in hits]


def test_search_may_find_nothing(kgraph):
    """No hit is no error: no rows, and a word on stderr."""
    result = kgraph("search", "乀乁乂乄乆")
    assert (result.stdout, result.stderr != "") == ("", True)


def test_show_is_one_object(edge, rows):
    """The card has the concept's names with their reasons and its relations read from its side."""
    head, kind, tail, _ = edge
    card = rows("show", head)
    assert {"id", "name", "names", "type", "relations"} <= card.keys()
    assert all({"name", "reason"} <= name.keys() for name in card["names"])
    assert all({"type", "direction", "other", "belief", "quote"} <= row.keys() for row in card["relations"])
    assert (kind, "out", tail) in [(row["type"], row["direction"], row["other"]) for row in card["relations"]]
    assert RELATION_TYPES[kind].inverse in {row["reads"] for row in rows("show", tail)["relations"]}


def test_show_in_other_formats(edge, kgraph):
    """One line as jsonl, a row a relation as csv, a head and a table for people."""
    card = json.loads(kgraph("show", edge[0], "-f", "jsonl").stdout)
    table = list(csv.DictReader(io.StringIO(kgraph("show", edge[0], "-f", "csv").stdout, newline="")))
    assert [row["other"] for row in table] == [row["other"] for row in card["relations"]]
    assert kgraph("show", edge[0], "-f", "table").stdout.startswith(f"{edge[0]}  (")


def test_why_shows_every_quote_and_the_arithmetic(edge, rows, kgraph):
    """A row for each piece of evidence; for people, how the belief was reached as well."""
    head, kind, tail, attributes = edge
    found = rows("why", head, kind, tail)
    assert sorted(row["quote"] for row in found) == sorted(piece["quote"] for piece in attributes["evidence"])
    assert found == [row for row in rows("why", head, tail) if row["type"] == kind]
    assert found == rows("why", head, kind.lower().replace("_", "-"), tail)
    assert "belief: " in kgraph("why", head, kind, tail, "-f", "table").stdout


def test_path_numbers_its_steps(edge, rows):
    """The direct relation is a path of one step."""
    found = rows("path", edge[0], edge[2])
    assert {(row["path"], row["step"]) for row in found} >= {(1, 1)}
    assert max(row["path"] for row in rows("path", edge[0], edge[2], "--limit", 1)) == 1


def test_recipes_are_listed_and_shown(rows, kgraph):
    """Each has a meaning and parameters with name, type and default; for people, the Cypher itself."""
    listed = rows("recipes")
    assert all(row["help"] for row in listed)
    assert all(list(p) == ["name", "type", "default"] for row in listed for p in row["parameters"])
    first = listed[0]["name"]
    assert rows("recipes", first)[0]["text"] == kgraph("recipes", first, "-f", "table").stdout


def test_query_runs_a_recipe(edge, rows):
    """A recipe with a concept by name finds that concept's relations."""
    found = rows("query", "around", "-p", f"concept={edge[0]}")
    assert (edge[0], edge[1], edge[2]) in [(row["head"], row["type"], row["tail"]) for row in found]


def test_query_runs_cypher_from_an_option_and_from_stdin(graph, rows):
    """Cypher answers the same from --cypher and from stdin, with a parameter of any JSON type."""
    cypher = "MATCH (c:Concept) WHERE c.mentions >= $least RETURN count(c) AS concepts"
    wanted = [{"concepts": sum(graph.nodes[node]["mentions"] >= 2 for node in graph)}]
    assert rows("query", "--cypher", cypher, "-p", "least=2") == wanted
    assert rows("query", "-", "-p", "least=2", stdin=cypher) == wanted


def test_query_says_when_there_is_more(kgraph):
    """Rows beyond the limit are left out, and said to be."""
    result = kgraph("query", "--cypher", "MATCH (c:Concept) RETURN c.name AS name ORDER BY name", "--limit", 2)
    assert len(result.stdout.splitlines()) == 2
    assert "--limit" in result.stderr


def test_open_prints_the_page_where_no_browser_is(kgraph, seeds_build, monkeypatch):
    """Without a browser the path is printed, for a person to open it elsewhere."""
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    assert kgraph("open").stdout == f"{seeds_build / 'index.html'}\n"


def test_view_writes_the_page_of_the_whole(kgraph, seeds_build, tmp_path):
    """Without --around, the page is that of the build."""
    kgraph("view", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == (seeds_build / "index.html").read_bytes()


def test_view_around_a_concept_is_a_part(edge, kgraph, seeds_build, tmp_path):
    """With --around, only what is near is on the page, more with more hops."""
    for hops in (0, 1):
        kgraph("view", tmp_path / f"{hops}.html", "--around", edge[0], "--hops", hops)
    pages = [(tmp_path / "0.html").read_text(), (tmp_path / "1.html").read_text()]
    assert len(pages[0]) < len(pages[1]) < len((seeds_build / "index.html").read_text())
    assert edge[2] in pages[1]


def test_export_writes_a_format(kgraph, graph, tmp_path):
    """A graph exported as node-link is the graph."""
    kgraph("export", "node-link", "-o", tmp_path / "graph.json")
    assert len(json.loads((tmp_path / "graph.json").read_text())["nodes"]) == len(graph)


def test_an_export_of_one_file_goes_to_stdout(kgraph, tmp_path):
    """Without -o, what is printed is what the file would hold; a folder of files needs a name."""
    kgraph("export", "graphml", "-o", tmp_path / "graph.graphml")
    assert kgraph("export", "graphml").stdout_bytes == (tmp_path / "graph.graphml").read_bytes()
    assert "-o" in kgraph("export", "csv", code=2).stderr
    kgraph("export", "csv", "-o", tmp_path / "csv")
    assert (tmp_path / "csv").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "graph.graphml"]


def test_extract_prints_a_line_a_passage(kgraph):
    """What is printed as jsonl has text, concepts and relations of passages that are in the build."""
    lines = [json.loads(line) for line in kgraph("extract", shipped("seeds")).stdout.splitlines()]
    assert all(list(line) == ["id", "text", "concepts", "relations"] for line in lines)
    for line in lines:
        names = {concept["name"] for concept in line["concepts"]}
        assert all({"name", "type", "aliases"} <= concept.keys() for concept in line["concepts"])
        assert all(relation["head"] in names and relation["tail"] in names for relation in line["relations"])
    assert any(line["relations"] for line in lines)


def test_extract_keeps_ids_order_and_repetitions(tmp_path, kgraph):
    """Each line of JSON Lines is one passage, whatever was read before it."""
    notes = tmp_path / "notes.jsonl"
    texts = [("z", "LoRA 属于参数高效微调方法。"), ("a", "CLIP 使用对比学习。"), ("z2", "LoRA 属于参数高效微调方法。")]
    notes.write_text("\n".join(json.dumps({"id": key, "text": text}) for key, text in texts), encoding="utf-8")
    for args in ([notes], [notes, "--jobs", "2"]):
        lines = [json.loads(line) for line in kgraph("extract", *args).stdout.splitlines()]
        assert [(line["id"], line["text"]) for line in lines] == texts


def test_extract_for_people(kgraph):
    """As a table, each passage with its concepts and relations."""
    shown = kgraph("extract", "-", "-f", "table", stdin="LoRA 属于参数高效微调方法。").stdout
    assert "LoRA" in shown


def test_verify_finds_every_quote(kgraph):
    """On sources that did not change, there is nothing to find."""
    result = kgraph("verify")
    assert result.stdout == ""
    assert re.fullmatch(r"All [\d,]+ quotes stand in their sources\.\n", result.stderr)


def test_verify_lists_what_is_gone(tmp_path, kgraph):
    """A note that was edited, moved or removed gives exit 1 and its quotes with the reason."""
    note = tmp_path / "a.md"
    text = "LoRA 是一种参数高效微调方法。"
    for change, problem in [
        (lambda: note.write_text("前言。" + text, encoding="utf-8"), "has moved"),
        (lambda: note.write_text("没有了。", encoding="utf-8"), "is not in the source any more"),
        (note.unlink, "cannot be opened"),
    ]:
        note.write_text(text, encoding="utf-8")
        kgraph("build", note, "-o", tmp_path / "kg")
        kgraph("verify", "-b", tmp_path / "kg")
        change()
        found = [json.loads(line) for line in kgraph("verify", "-b", tmp_path / "kg", code=1).stdout.splitlines()]
        assert found
        assert all(problem in row["problem"] for row in found)


def test_doctor_names_what_is_installed(rows):
    """The program itself and every package it needs has a version; an optional part says what to install."""
    found = {row["part"]: row for row in rows("doctor")}
    assert found["kgraph"]["version"] == __version__
    assert {"spacy", "networkx", "duckdb"} <= found.keys()
    assert all(row["try"] for row in found.values() if row["state"] == "absent")


def test_version():
    """`--version` is the package's."""
    assert CliRunner().invoke(main, ["--version"]).stdout == f"kgraph, version {__version__}\n"
