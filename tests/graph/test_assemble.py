"""Tables become a graph: concepts with their names, relations with their evidence, and the passages they stand in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.naming import concept_id, key
from kgraph.graph.resolve import resolve
from kgraph.model import Mention, Place
from kgraph.schema import CONCEPT_TYPES, POLARITIES, RELATION_TYPES, relation_key

everything = st.from_type(Tables)
settled = settings(deadline=None, max_examples=60)


def concept(graph, name):
    """The id of the concept that has a name."""
    return next(node for node, ids in graph.nodes(data="ids") if concept_id(name) in ids)


def whole(graph):
    """All that a graph holds, in the order in which it holds it, as text."""
    return json.dumps([graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))])


def without(tables, passage):
    """The tables without one passage."""
    return Tables(
        tuple(each for each in tables.passages if each.id != passage),
        *(tuple(r for r in rows if r.passage != passage) for rows in (tables.mentions, tables.aliases, tables.claims)),
    )


def test_a_concept_has_the_names_of_both_languages(small):
    """LoRA is one concept by three names, called by the one that is mentioned most."""
    node = assemble(small).nodes[concept(assemble(small), "低秩适配")]
    assert (node["name"], node["name_zh"], node["name_en"], node["type"]) == ("LoRA", "低秩适配", "LoRA", "Method")
    assert node["names"] == [
        {"name": "LoRA", "reason": "mention", "count": 4},
        {"name": "Low-Rank Adaptation", "reason": "gloss", "count": 1},
        {"name": "低秩适配", "reason": "gloss", "count": 1},
    ]
    assert node["ids"] == sorted(map(concept_id, ("LoRA", "Low-Rank Adaptation", "低秩适配")))
    assert (node["mentions"], node["passages"]) == (6, 4)


def test_a_relation_sums_its_evidence(small):
    """Two passages of two sources that say one thing are one edge with both sentences."""
    graph = assemble(small)
    edge = graph.edges[concept(graph, "LoRA"), concept(graph, "参数高效微调"), "IS_A"]
    assert (edge["type"], edge["polarity"], edge["inferred"]) == ("IS_A", "asserted", False)
    assert (edge["support"], edge["sources"]) == (2, 2)
    assert edge["belief"] == pytest.approx(1 - (0.05 + 0.95 * 0.2 * 0.1), abs=1e-6)
    first = edge["evidence"][1]
    assert first["quote"] == "LoRA (Low-Rank Adaptation) 是一种参数高效微调方法。"
    assert (first["head"], first["tail"], first["cue"]) == ([0, 4], [30, 36], None)


def test_denials_and_hedges_are_kept_and_told_apart(small):
    """What is only hedged is 'hedged', what is only denied is 'negated' and not believed."""
    graph = assemble(small)
    edges = {kind: edge for _, _, kind, edge in graph.edges(keys=True, data=True) if edge["polarity"] != "asserted"}
    assert {kind: edge["polarity"] for kind, edge in edges.items()} == {"COMPARED_WITH": "hedged", "USES": "negated"}
    assert (edges["USES"]["belief"], edges["USES"]["support"]) == (0, 1)
    assert 0 < edges["COMPARED_WITH"]["belief"] < 0.5


def test_a_denial_does_not_support(notes):
    """A passage that denies takes belief away and is not counted as support; its sentence is kept."""
    said = notes.says("A 使用 B。", ("A", "USES", "B"))
    alone = next(iter(assemble(said.tables).edges(data=True)))[2]
    both = next(iter(assemble(said.says("A 不使用 B。", ("A", "USES", "B", "negated")).tables).edges(data=True)))[2]
    assert (both["support"], both["polarity"], len(both["evidence"])) == (1, "asserted", 2)
    assert 0 < both["belief"] < alone["belief"]


def test_a_symmetric_relation_is_stored_once(notes):
    """A compared with B and B compared with A are one edge, its spans those of the ends that it has."""
    tables = (
        notes.says("Apple 对比 Banana。", ("Apple", "COMPARED_WITH", "Banana"))
        .says("Banana 不同于 Apple。", ("Banana", "COMPARED_WITH", "Apple"))
        .tables
    )
    ((head, tail, edge),) = assemble(tables).edges(data=True)
    graph = assemble(tables)
    assert (head, tail) == relation_key(head, "COMPARED_WITH", tail)[::2]
    for piece in edge["evidence"]:
        assert piece["quote"][slice(*piece["head"])] == graph.nodes[head]["name"]
        assert piece["quote"][slice(*piece["tail"])] == graph.nodes[tail]["name"]
    assert edge["support"] == 2


def test_a_directed_relation_is_not_turned_around(notes):
    """A uses B and B uses A are two edges."""
    tables = notes.says("A 使用 B。", ("A", "USES", "B")).says("B 用 A。", ("B", "USES", "A")).tables
    assert assemble(tables).number_of_edges() == 2


def test_a_claim_about_one_concept_is_dropped(notes):
    """'LoRA is Low-Rank Adaptation' is a name, not a relation."""
    tables = notes.says(
        "LoRA 即 Low-Rank Adaptation。",
        ("LoRA", "IS_A", "Low-Rank Adaptation"),
        aliases=(("LoRA", "Low-Rank Adaptation", "gloss", "gloss.aka"),),
    ).tables
    assert assemble(tables).number_of_edges() == 0
    assert assemble(tables).number_of_nodes() == 1


def test_what_no_passage_mentions_is_no_concept(notes):
    """The other name of a lexicon row is listed where it joins, and is no concept of its own where it is refused."""
    row = ("lexicon", "lexicon")
    tables = notes.says("用 LoRA。", aliases=(("LoRA", "低秩适配", *row),)).says(
        "用 GPT-3。", aliases=(("GPT-3", "GPT-4", *row),)
    )
    graph = assemble(tables.tables)
    assert sorted(name for _, name in graph.nodes(data="name")) == ["GPT-3", "LoRA"]
    assert {"name": "低秩适配", "reason": "lexicon", "count": 0} in graph.nodes[concept(graph, "LoRA")]["names"]


def test_one_passage_in_many_places_counts_once(notes):
    """The same passage in three sources supports once; its sources are three; the quote stands in the first."""
    tables = notes.says("A 使用 B。", ("A", "USES", "B")).tables
    (passage,) = tables.passages
    places = tuple(Place(source, 0, 7, 7 + len(passage.text), "") for source in ("z", "m", "a"))
    ((_, _, edge),) = assemble(replace(tables, passages=(replace(passage, places=places),))).edges(data=True)
    assert (edge["support"], edge["sources"]) == (1, 3)
    assert [(piece["source"], piece["start"]) for piece in edge["evidence"]] == [("a", 7)]


VOTES = [
    ((("Model", 0.9), ("Method", 0.5), ("Method", 0.5)), "Method"),
    ((("Model", 0.9), ("Method", 0.5)), "Model"),
    ((("Model", 0.5), ("Method", 0.5)), "Method"),
    ((("Concept", 0.5), ("Person", 0.5)), "Person"),
    ((("Tool", 0.0),), "Tool"),
]


@pytest.mark.parametrize(("mentions", "expected"), VOTES)
def test_mentions_vote_for_the_type(notes, mentions, expected):
    """The sum of scores decides; a tie goes to the type that the schema names first."""
    tables = notes.says("A 与众不同。").tables
    rows = tuple(
        Mention(tables.passages[0].id, at, at + 1, "A", kind, "r", score) for at, (kind, score) in enumerate(mentions)
    )
    assert assemble(replace(tables, mentions=rows)).nodes[concept_id("A")]["type"] == expected


def test_no_evidence_is_an_empty_graph():
    """An empty build is a graph all the same."""
    graph = assemble(Tables((), (), (), ()))
    assert (len(graph), graph.graph) == (0, {"format": 1, "passages": []})


@settled
@given(everything)
def test_every_edge_has_evidence_that_stands_in_its_passage(tables):
    """Law 2: each quote is what its source has at its offsets, and its ends are names of the edge's concepts."""
    graph = assemble(tables)
    passages = {passage["id"]: passage for passage in graph.graph["passages"]}
    for head, tail, kind, edge in graph.edges(keys=True, data=True):
        assert edge["evidence"]
        assert head != tail
        assert relation_key(head, kind, tail) == (head, kind, tail)
        for piece in edge["evidence"]:
            passage = passages[piece["passage"]]
            place = passage["places"][0]
            offset = place["start"]
            assert (piece["source"], piece["title"]) == (place["source"], place["title"])
            assert passage["text"][piece["start"] - offset : piece["end"] - offset] == piece["quote"]
            for node, span in ((head, piece["head"]), (tail, piece["tail"])):
                assert span is None or concept_id(piece["quote"][slice(*span)]) in graph.nodes[node]["ids"]


@settled
@given(everything)
def test_no_evidence_is_lost(tables):
    """Every claim between two concepts is a piece of evidence of its edge, and every mention is counted."""
    graph, concepts = assemble(tables), resolve(tables)
    for claim in tables.claims:
        head, tail = (concepts[key(name)].id for name in (claim.head, claim.tail))
        if head != tail:
            one, kind, other = relation_key(head, claim.type, tail)
            said = {
                (p["passage"], p["rule"], p["polarity"], p["score"]) for p in graph.edges[one, other, kind]["evidence"]
            }
            assert (claim.passage, claim.rule, claim.polarity, claim.score) in said
    assert sum(mentions for _, mentions in graph.nodes(data="mentions")) == len(tables.mentions)
    assert sum(sum(p["concepts"].values()) for p in graph.graph["passages"]) == len(tables.mentions)


@settled
@given(everything, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables, chance):
    """Law 1: the same evidence in any order is the same graph, in the same order."""
    shuffled = [list(rows) for rows in map(tables.__getattribute__, Tables.__slots__)]
    for rows in shuffled:
        chance.shuffle(rows)
    assert whole(assemble(Tables(*map(tuple, shuffled)))) == whole(assemble(tables))


@settled
@given(everything)
def test_the_graph_is_sorted_and_made_of_json(tables):
    """Nodes and edges stand in order, attributes are JSON types, and types and polarities are the schema's."""
    graph = assemble(tables)
    assert list(graph) == sorted(graph)
    assert list(graph.edges(keys=True)) == sorted(graph.edges(keys=True))
    assert json.loads(whole(graph))[1] == [list(each) for each in graph.nodes(data=True)]
    for _, node in graph.nodes(data=True):
        assert node["type"] in CONCEPT_TYPES
        assert node["name"] in [name["name"] for name in node["names"]]
        assert node["names"] == sorted(node["names"], key=lambda name: (-name["count"], name["name"]))
    for _, _, kind, edge in graph.edges(keys=True, data=True):
        assert kind in RELATION_TYPES
        assert edge["polarity"] in POLARITIES
        assert 0 <= edge["belief"] <= 0.99
        assert (edge["belief"] == 0) if edge["polarity"] == "negated" else edge["support"] > 0


@settled
@given(everything)
def test_another_document_never_lowers_belief_but_by_denial(tables):
    """Law 3: a document that renames nothing takes belief from no edge, unless it denies; none goes away."""
    if not tables.passages:
        return
    last = tables.passages[-1].id
    silent = replace(
        tables,
        aliases=tuple(row for row in tables.aliases if row.passage != last),
        claims=tuple(row for row in tables.claims if row.passage != last or row.polarity != "negated"),
    )
    before, after = assemble(without(silent, last)), assemble(silent)
    for head, tail, kind, edge in before.edges(keys=True, data=True):
        assert after.edges[head, tail, kind]["belief"] >= edge["belief"] - 1e-6
        assert set(map(str, edge["evidence"])) <= set(map(str, after.edges[head, tail, kind]["evidence"]))


@settled
@given(everything)
def test_removing_a_document_removes_what_only_it_supported(tables):
    """Law 4 for this stage: the graph without a document holds no trace of it."""
    for passage in tables.passages:
        assert passage.id not in whole(assemble(without(tables, passage.id)))


def test_ids_do_not_depend_on_the_machine():
    """Ids are fixed for ever: this one was written down once."""
    assert concept_id("LoRA") == concept_id("lo-ra") == "c-d339f720de1f"
