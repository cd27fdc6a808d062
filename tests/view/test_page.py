"""The file: the same bytes each time, the graph untouched, hostile text harmless, nothing to fetch."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re

import networkx as nx
import pytest

from kgraph.view import write
from kgraph.view.policy import inline


@pytest.fixture
def html(small, tmp_path):
    """The page of the small graph."""
    write(small, tmp_path / "index.html")
    return (tmp_path / "index.html").read_text(encoding="utf-8")


def _data(html, id_):
    """One of the JSON documents in a page."""
    return json.loads(re.search(rf'<script type="application/json" id="{id_}">(.*?)</script>', html, re.DOTALL)[1])


def _shuffled(graph):
    """The same graph with nodes and edges put in the other way round."""
    other = nx.MultiDiGraph(**graph.graph)
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    return other


def test_equal_graphs_give_equal_bytes(make_large, tmp_path):
    """Neither a second run nor another order of nodes and edges changes a byte."""
    graph = make_large(120)
    for name, one in (("a", graph), ("b", graph), ("c", _shuffled(graph))):
        write(one, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()


def test_the_graph_stays_as_it_was(small, tmp_path):
    """Writing the page changes neither attributes nor order."""
    before = copy.deepcopy(nx.node_link_data(small, edges="edges"))
    write(small, tmp_path / "index.html")
    assert nx.node_link_data(small, edges="edges") == before


def test_hostile_names_do_not_leave_their_json(html):
    """Names with tags are escaped wherever they stand, and come out of the JSON as they went in."""
    assert "<img" not in html
    assert "<a href" not in html.replace('<a class="skip"', "")
    names = {concept["name"] for concept in _data(html, "content")["concepts"]}
    assert "</script><img src=x onerror=alert(1)>" in names


def test_nothing_is_fetched(html):
    """No element names anything outside the page, and the policy forbids whatever would."""
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert re.findall(r"""\b(?:src|href|action)\s*=\s*["']?([^"'\s>]+)""", markup) == ["#search"]
    assert "default-src &#39;none&#39;" in markup
    assert "sourceMappingURL" not in html


def test_the_policy_names_every_script_and_style_and_nothing_else(html):
    """Each inline script and style has its hash in the policy; data is not a script."""
    policy = (
        re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'").replace("&#43;", "+")
    )
    texts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    assert set(re.findall(r"sha256-([^']+)'", policy)) == hashes
    assert "unsafe" not in policy


def test_title_and_heading_stand_once(html):
    """A page has one title and one heading of the first rank."""
    assert (html.count("<title>"), html.count("<h1")) == (1, 1)


def test_the_drawing_keeps_every_edge_between_two_concepts(html):
    """Parallel and reverse relations each have an edge of their own."""
    edges = [(edge["from"], edge["to"]) for edge in _data(html, "network")["edges"]]
    assert edges.count(("c01", "c00")) == 2
    assert edges.count(("c00", "c01")) == 1
    assert not any("title" in edge for edge in _data(html, "network")["edges"])


def test_each_language_of_the_interface_has_the_same_words(html):
    """A word of the interface that exists in English exists in Chinese."""
    words = _data(html, "content")["words"]
    assert set(words["en"]) == set(words["zh"])


def test_every_concept_type_has_its_own_look_and_a_chinese_name(html):
    """No two types share both shape and colour."""
    content = _data(html, "content")
    groups = json.loads(_data(html, "network")["options"])["groups"]
    looks = {(groups[type_]["shape"], groups[type_]["color"]["background"]) for type_ in content["conceptTypes"]}
    assert len(looks) == len(content["conceptTypes"])
    assert set(content["words"]["zh"]["types"]) == set(content["conceptTypes"])


def test_an_empty_graph_has_a_page(empty, tmp_path):
    """A graph without concepts is written too, and says so when opened."""
    write(empty, tmp_path / "index.html")
    assert _data((tmp_path / "index.html").read_text(encoding="utf-8"), "network")["nodes"] == []


def test_a_concept_of_an_unknown_type_looks_like_any_other_notion(small, tmp_path):
    """A type that the explorer has no sign for does not break the page."""
    small.nodes["c00"]["type"] = "Spell"
    write(small, tmp_path / "index.html")
    nodes = _data((tmp_path / "index.html").read_text(encoding="utf-8"), "network")["nodes"]
    assert next(node["group"] for node in nodes if node["id"] == "c00") == "Concept"


@pytest.mark.parametrize("end", ["</script>", "</SCRIPT", "</style>", "<!--"])
def test_a_script_cannot_end_its_own_element(end):
    """What would end an element early is spelled so that the string stays the same."""
    assert inline(f"x = '{end}'") == f"x = '{end.replace('<', chr(92) + 'x3c')}'"
