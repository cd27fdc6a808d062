"""The rows that a graph becomes, and the statements that create them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.recipes.load import BATCH, quoted, statements
from kgraph.recipes.rows import KEYS, Model, Nodes, key, model


def test_concepts_carry_their_type_as_second_label(notes):
    """One group of nodes a type; the type Concept needs no second label."""
    labels = [nodes.labels for nodes in model(notes).nodes]
    assert labels == [
        ("Document",),
        ("Passage",),
        ("Concept", "Component"),
        ("Concept",),
        ("Concept", "Dataset"),
        ("Concept", "Method"),
        ("Concept", "Model"),
        ("Concept", "Task"),
    ]


def test_concept_row_holds_all_names(notes):
    """The preferred name comes first; keys hold each name in lower case and folded, and the id."""
    rows = {row["id"]: row for nodes in model(notes).nodes[2:] for row in nodes.rows}
    assert rows["lora"] == {
        "id": "lora",
        "name": "LoRA",
        "name_zh": "低秩适配",
        "name_en": "Low-Rank Adaptation",
        "type": "Method",
        "mentions": 4,
        "passages": 3,
        "aliases": ["LoRA", "Low-Rank Adaptation", "lora", "低秩适配"],
        "keys": ["lora", "low-rank adaptation", "lowrankadaptation", "低秩适配"],
    }


def test_relation_row_holds_its_evidence_in_parallel_lists(notes):
    """Item i of every list belongs to evidence i."""
    (row,) = [
        r
        for links in model(notes).links
        if links.type == "APPLIED_TO"
        for r in links.rows
        if r["tail"] == "finetuning" and r["head"] == "lora"
    ]
    assert row["properties"] == {
        "belief": 0.9,
        "polarity": "asserted",
        "inferred": False,
        "support": 2,
        "sources": 2,
        "quotes": ["lora … finetuning (0)", "lora … finetuning (1)"],
        "passages": ["p1", "p2"],
        "documents": ["notes.md", "b.txt"],
        "starts": [0, 10],
        "ends": [21, 31],
        "rules": ["rule-0", "rule-1"],
        "polarities": ["asserted", "hedged"],
    }


def test_document_is_titled_by_its_first_heading(notes):
    """The first passage that stands under a heading names the document."""
    assert model(notes).nodes[0].rows == (
        {"uri": "b.txt", "title": "On attention"},
        {"uri": "notes.md", "title": "微调"},
    )


def test_every_end_of_a_link_is_a_node(notes):
    """No link points at what is not created."""
    made = {}
    for nodes in model(notes).nodes:
        made.setdefault(nodes.labels[0], set()).update(row[nodes.key] for row in nodes.rows)
    for links in model(notes).links:
        assert {row["head"] for row in links.rows} <= made[links.head]
        assert {row["tail"] for row in links.rows} <= made[links.tail]


def test_rows_do_not_depend_on_the_order_of_the_graph(notes):
    """A graph whose nodes and edges were put in another order gives the same rows."""
    turned = type(notes)(**notes.graph)
    turned.add_nodes_from(reversed(list(notes.nodes(data=True))))
    turned.add_edges_from(reversed(list(notes.edges(keys=True, data=True))))
    assert model(turned) == model(notes)


@given(st.text())
def test_key_is_what_lower_case_leaves_alone(name):
    """`toLower` of a key is that key, so that a folded parameter is found by a plain query."""
    assert key(name).lower() == key(name)


def test_names_that_are_spelt_alike_have_one_key():
    """Case, spaces and hyphens do not matter; numbers and prefixes do."""
    assert len({key(name) for name in ("Low-Rank", "low rank", "LOWRANK")}) == 1
    assert len({key(name) for name in ("GPT-3", "GPT-4", "LoRA", "QLoRA")}) == 4


def test_rows_are_created_in_batches():
    """A statement never gets more than a batch, and every row is in one."""
    rows = tuple({"id": str(n)} for n in range(2 * BATCH + 1))
    made = list(statements(Model((Nodes(("Concept", "Odd`Type"), "id", rows),), ())))
    assert [len(batch) for _, batch in made] == [BATCH, BATCH, 1]
    assert made[0][0] == "UNWIND $rows AS row CREATE (n:`Concept`:`Odd``Type` {`id`: row.`id`})"


def test_every_label_has_a_key():
    """Links find their ends by the key of the label."""
    assert KEYS == {"Document": "uri", "Passage": "id", "Concept": "id"}
    assert quoted("IS_A") == "`IS_A`"
