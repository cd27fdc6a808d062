"""Every export says what the graph says, in a form that a parser of its format reads."""

from __future__ import annotations

import csv
import json
import re

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.errors import UsageError
from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.exports import EXPORTS, export

settled = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def content(path):
    """The bytes of a file, or of each file of a folder."""
    return [(each.name, each.read_bytes()) for each in sorted(path.iterdir())] if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_same_graph_is_the_same_bytes(name, small, tmp_path):
    """Law 1: no clock and no order of chance gets into an export; Chinese stays readable in it."""
    export(name)(assemble(small), tmp_path / "first")
    export(name)(assemble(small), tmp_path / "second")
    assert content(tmp_path / "first") == content(tmp_path / "second")
    assert "低秩适配".encode() in (
        b"".join(f for _, f in content(tmp_path / "first")) if name == "csv" else content(tmp_path / "first")
    )


@settled
@given(tables=st.from_type(Tables))
def test_csv_reads_back(tables, tmp_path_factory):
    """Every concept and relation is a row with its values; arrays have as many values as they had."""
    graph, path = assemble(tables), tmp_path_factory.mktemp("csv")
    export("csv")(graph, path)
    nodes, relations = (
        list(csv.DictReader((path / name).open(encoding="utf-8", newline="")))
        for name in ("nodes.csv", "relationships.csv")
    )
    assert [row["id:ID"] for row in nodes] == list(graph)
    assert [row["name"] for row in nodes] == [name for _, name in graph.nodes(data="name")]
    assert all(row[":LABEL"].split("|")[0] == "Concept" for row in nodes)
    assert [(row[":START_ID"], row[":END_ID"], row[":TYPE"]) for row in relations] == list(graph.edges(keys=True))
    assert [float(row["belief:double"]) for row in relations] == [belief for *_, belief in graph.edges(data="belief")]
    for row, (*_, evidence) in zip(relations, graph.edges(data="evidence"), strict=True):
        assert row["quotes:string[]"].split("|") == [
            piece["quote"].replace("|", "｜").replace("\0", "") for piece in evidence
        ]
        assert row["starts:long[]"].split("|") == [str(piece["start"]) for piece in evidence]


@settled
@given(tables=st.from_type(Tables))
def test_gexf_reads_back(tables, tmp_path_factory):
    """NetworkX's own reader finds every concept by id and label, and every relation with type, weight and quotes."""
    graph, path = assemble(tables), tmp_path_factory.mktemp("gexf") / "graph.gexf"
    export("gexf")(graph, path)
    read = nx.read_gexf(path)
    assert dict(read.nodes(data="label")) == dict(graph.nodes(data="name"))
    assert sorted((head, tail, edge["kind"], edge["belief"]) for head, tail, edge in read.edges(data=True)) == sorted(
        (head, tail, kind, belief) for head, tail, kind, belief in graph.edges(keys=True, data="belief")
    )
    assert all(json.loads(quotes) for *_, quotes in read.edges(data="quotes"))


@settled
@given(tables=st.from_type(Tables))
def test_cypher_runs_and_runs_again(tables, tmp_path_factory):
    """The embedded engine runs every statement; a second run adds nothing, and names and quotes come out whole."""
    import kglite

    graph, path = assemble(tables), tmp_path_factory.mktemp("cypher") / "graph.cypher"
    export("cypher")(graph, path)
    engine = kglite.KnowledgeGraph()
    for _ in range(2):
        for statement in path.read_text("utf-8").split(";\n")[:-1]:
            engine.cypher(statement)
        names = engine.cypher("MATCH (c:Concept) RETURN c.id AS id, c.name AS name ORDER BY id").to_list()
        assert [(row["id"], row["name"]) for row in names] == list(graph.nodes(data="name"))
        rows = engine.cypher(
            "MATCH (h:Concept)-[r]->(t:Concept) RETURN h.id AS h, t.id AS t, type(r) AS k, r.quotes AS quotes"
        ).to_list()
        quotes = {
            (head, tail, kind): [piece["quote"] for piece in evidence]
            for head, tail, kind, evidence in graph.edges(keys=True, data="evidence")
        }
        assert {(row["h"], row["t"], row["k"]): row["quotes"] for row in rows} == quotes


TERM = r'(?:"(?:[^"\\\n\r]|\\[\\"nrt]|\\U[0-9A-F]{8})*"@(?:zh|en)|c:c-[0-9a-f]{12})'
PARAGRAPH = re.compile(rf"c:(c-\S+) a skos:Concept, t:(\w+)((?: ;\n    skos:\w+ {TERM})*) \.\n")


@settled
@given(tables=st.from_type(Tables))
def test_skos_is_turtle(tables, tmp_path_factory):
    """Every paragraph is Turtle, with one preferred label a language at most, and broader from IS_A alone."""
    graph, path = assemble(tables), tmp_path_factory.mktemp("skos") / "graph.ttl"
    export("skos")(graph, path)
    prefixes, *paragraphs = path.read_bytes().decode().split("\n\n")
    assert all(line.startswith("@prefix ") for line in prefixes.splitlines())
    for node, paragraph in zip(graph, paragraphs, strict=True):
        identity, kind, lines = PARAGRAPH.fullmatch(paragraph.removesuffix("\n") + "\n").groups()
        assert (identity, kind) == (node, graph.nodes[node]["type"])
        assert lines.count("Label") == len(graph.nodes[node]["names"])
        for language in ("zh", "en"):
            assert len(re.findall(rf'prefLabel "[^\n]*"@{language}', lines)) <= 1
        for broader in re.findall(r"skos:broader c:(\S+)", lines):
            assert graph.edges[node, broader, "IS_A"]["belief"] >= 0.5


def test_an_unknown_export_lists_what_there_is():
    """A miss says what exists."""
    with pytest.raises(UsageError, match="csv, cypher, gexf"):
        export("xlsx")
