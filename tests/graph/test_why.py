"""Why a relation is there: each sentence with its place and rule, and the arithmetic of its belief."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import UsageError
from kgraph.evidence import Tables
from kgraph.graph import assemble
from kgraph.graph.lookup import find
from kgraph.graph.why import arithmetic, why


def test_every_piece_of_evidence_is_a_row(small):
    """Two sentences say that LoRA is PEFT, the better first, with where they stand and which rule found them."""
    graph = assemble(small)
    rows = why(graph, find(graph, "LoRA"), "IS_A", find(graph, "参数高效微调"))
    assert [(row["score"], row["source"], row["rule"], row["polarity"]) for row in rows] == [
        (0.9, "more.md", "cue.zh", "asserted"),
        (0.8, "notes.md", "cue.zh", "asserted"),
    ]
    assert {(row["head"], row["type"], row["tail"]) for row in rows} == {("LoRA", "IS_A", "参数高效微调")}
    assert list(rows[0]) == [
        "head", "type", "tail", "belief", "polarity", "quote", "source", "start", "end", "rule", "score",
    ]  # fmt: skip


def test_without_a_type_all_relations_are_told(small):
    """Without a type every relation from head to tail is told, a symmetric one from either end."""
    graph = assemble(small)
    lora, full, qlora = (find(graph, name) for name in ("LoRA", "全量微调", "QLoRA"))
    assert [row["type"] for row in why(graph, qlora, None, lora)] == ["BASED_ON"]
    assert why(graph, lora, None, qlora) == []
    assert why(graph, lora, None, full) == why(graph, full, None, lora) != []


def test_an_unknown_type_lists_what_there_is(small):
    """A relation type that the schema does not have is an error of the call."""
    graph = assemble(small)
    with pytest.raises(UsageError, match=r"LIKES.*IS_A"):
        why(graph, find(graph, "LoRA"), "LIKES", find(graph, "QLoRA"))


def test_the_arithmetic_in_words(small):
    """One family, two passages: what the family gets wrong, and what is left to believe."""
    graph = assemble(small)
    assert arithmetic(graph, find(graph, "LoRA"), "IS_A", find(graph, "参数高效微调")) == (
        "cue: 2 passages; wrong: 0.05 + 0.95 * (1 - 0.9) * (1 - 0.8) = 0.0690\n"
        "belief: 1 - 0.0690 = 0.9310 (never above 0.99)"
    )


def test_the_arithmetic_of_a_denial(notes):
    """A denial is weighed like an assertion and takes its share away."""
    tables = notes.says("A 用 B。", ("A", "USES", "B")).says("A 不用 B。", ("A", "USES", "B", "negated")).tables
    graph = assemble(tables)
    assert arithmetic(graph, find(graph, "A"), "USES", find(graph, "B")) == (
        "cue: 1 passage; wrong: 0.05 + 0.95 * (1 - 0.8) = 0.2400\n"
        "cue: 1 passage; wrong to deny it: 0.05 + 0.95 * (1 - 0.8) = 0.2400\n"
        "denied: 0.7600, which takes away 0.5 of itself: 1 - 0.5 * 0.7600\n"
        "belief: (1 - 0.2400) * 0.6200 = 0.4712 (never above 0.99)"
    )


def test_there_is_no_arithmetic_of_nothing(small):
    """A relation that is not there is an error of the call."""
    graph = assemble(small)
    with pytest.raises(UsageError, match="LoRA USES QLoRA"):
        arithmetic(graph, find(graph, "LoRA"), "USES", find(graph, "QLoRA"))


@settings(deadline=None, max_examples=60)
@given(st.from_type(Tables))
def test_the_arithmetic_ends_in_the_belief_of_the_edge(tables):
    """For any edge the last line says the belief that the graph holds, from either end of a symmetric one."""
    graph = assemble(tables)
    for head, tail, kind, edge in graph.edges(keys=True, data=True):
        lines = arithmetic(graph, head, kind, tail)
        assert float(re.search(r"= ([\d.]+) \(never", lines)[1]) == pytest.approx(edge["belief"], abs=1e-4)
        assert len(why(graph, head, kind, tail)) == len(edge["evidence"])
