"""The embedded engine: what it answers, refuses, keeps and checks."""

from __future__ import annotations

import kglite
import pytest

from kgraph.errors import MissingError, UsageError
from kgraph.recipes import Rows, embedded, opened, selfcheck
from kgraph.recipes.embedded import DISTRUSTED, Embedded, content_hash


@pytest.fixture(scope="module")
def engine(notes):
    """Open the graph that was made by hand."""
    return embedded(notes)


NAMES = "MATCH (c:Concept) RETURN c.name AS name ORDER BY name"


def test_answer_is_columns_and_rows(engine):
    """An answer has its columns in the order of the query, and rows of plain values."""
    answer = engine.run("MATCH (c:Model) RETURN c.name AS name, c.keys AS keys, c.type AS type ORDER BY name")
    assert answer == Rows(
        ("name", "keys", "type"),
        (("GPT-3", ["gpt 3", "gpt-3", "gpt3"], "Model"), ("Transformer", ["transformer"], "Model")),
    )


def test_no_rows_keep_their_columns(engine):
    """An empty answer still says what it would have had."""
    assert engine.run("MATCH (c:Concept {id: 'nothing'}) RETURN c.name AS name") == Rows(("name",), ())


def test_limit_cuts_and_says_so(engine):
    """The limit is the most rows; whether there were more is told, also when it fits exactly."""
    every = engine.run(NAMES)
    assert not every.truncated
    assert engine.run(NAMES, limit=3) == Rows(("name",), every.rows[:3], truncated=True)
    assert engine.run(NAMES, limit=len(every.rows)) == every


def test_values_are_json(engine):
    """Dates and whole nodes come as JSON has them."""
    text = "MATCH (c:Concept {id: 'lora'}) RETURN date('2024-05-01') AS day, [{a: c}] AS nodes"
    ((day, nodes),) = engine.run(text).rows
    assert day == "2024-05-01"
    assert nodes[0]["a"]["properties"]["name"] == "LoRA"


def test_typing_error_is_noted(engine, capfd):
    """A label or property that nothing has is remarked on in the answer, not on the terminal."""
    assert "Concpet" in engine.run("MATCH (c:Concpet) RETURN c.id AS id").notes[0]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("MATCH (c:Concept\nRETURN c.name", "line 2"),
        ("MATCH (c:Concept) RETURN c.nam e", "^"),
        ("RETURN $missing AS x", "$missing"),
        ("RETURN 1 / 0 AS x", "division by zero"),
        ("RETURN 1 AS x FORMAT CSV", "FORMAT CSV"),
        ("", "Empty query"),
        ("MATCH (c) SET c.name = 'x'", "SET writes"),
    ],
)
def test_wrong_cypher_is_a_wrong_call(engine, text, why):
    """The engine's own message, with line and caret where it knows them, reaches the user."""
    with pytest.raises(UsageError) as caught:
        engine.run(text)
    assert why in str(caught.value)


def test_time_runs_out(engine):
    """A query that takes too long is stopped and told so."""
    with pytest.raises(UsageError, match=r"took longer than 0\.2 seconds"):
        engine.run("UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS s", timeout=0.2)


def test_graph_itself_is_locked(notes):
    """What slipped through the first lock meets the second: the graph is read-only."""
    graph = kglite.KnowledgeGraph()
    Embedded(graph)
    with pytest.raises(kglite.ReadOnlyError):
        graph.cypher("CREATE (:Concept {id: 'x'})")
    assert notes.number_of_nodes() == embedded(notes).run("MATCH (c:Concept) RETURN count(c) AS n").rows[0][0]


# The cache.


def unread():
    """Stand in for a graph that must not be read."""
    raise AssertionError


def test_cache_opens_without_the_graph(notes, tmp_path):
    """A cache of the same content answers as the graph does, and the graph is not even read."""
    cache = tmp_path / "deep" / "graph.kgl"
    first = embedded(notes, cache).run(NAMES)
    assert opened(unread, content_hash(notes), cache).run(NAMES) == first
    assert [path.name for path in cache.parent.iterdir()] == ["graph.kgl"]


def test_stale_cache_is_made_anew(notes, tmp_path):
    """A graph that changed is not answered from what it was."""
    cache = tmp_path / "graph.kgl"
    embedded(notes, cache)
    changed = notes.copy()
    changed.nodes["lora"]["name"] = "LoRA 2"
    assert ("LoRA 2",) in embedded(changed, cache).run(NAMES).rows
    assert ("LoRA 2",) in opened(unread, content_hash(changed), cache).run(NAMES).rows


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-20] + b"x" * 20,
        lambda data: b"another kgraph" + data,
        lambda data: data.replace(kglite.__version__.encode(), b"0.0.0", 1),
    ],
    ids=["empty", "short", "half", "flipped", "headless", "other version"],
)
def test_damaged_cache_is_made_anew(notes, tmp_path, damage):
    """A cache that is not whole, or of another version, is replaced without a word."""
    cache = tmp_path / "graph.kgl"
    right = embedded(notes, cache).run(NAMES)
    whole = cache.read_bytes()
    cache.write_bytes(damage(whole))
    assert embedded(notes, cache).run(NAMES) == right
    assert opened(unread, content_hash(notes), cache).run(NAMES) == right


def test_cache_that_cannot_be_kept_is_done_without(notes, tmp_path):
    """A folder in its place, or a file in its way, does not stop the answer."""
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    for cache in (tmp_path / "folder", tmp_path / "file" / "graph.kgl"):
        assert embedded(notes, cache).run(NAMES).rows
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_content_hash_ignores_order_only(notes):
    """The hash is of what the graph holds, not of how it was put together."""
    turned = type(notes)(**notes.graph)
    turned.add_nodes_from(reversed(list(notes.nodes(data=True))))
    turned.add_edges_from(reversed(list(notes.edges(keys=True, data=True))))
    assert content_hash(turned) == content_hash(notes)
    turned.edges["lora", "peft", "IS_A"]["belief"] = 0.91
    assert content_hash(turned) != content_hash(notes)


# The self-check.


class Altered:
    """An engine that alters the answers of another."""

    name = "altered"

    def __init__(self, engine, alter):
        """Keep the engine and the alteration."""
        self.engine, self.alter = engine, alter

    def run(self, cypher, parameters=None, *, limit=1000, timeout=30.0):
        """Answer wrongly."""
        return self.alter(self.engine.run(cypher, parameters, limit=limit, timeout=timeout))

    def close(self):
        """Do nothing."""


@pytest.fixture(scope="module")
def tiny():
    """Open the graph of the self-check."""
    from kgraph.recipes.embedded import _loaded

    return Embedded(_loaded(selfcheck.MODEL))


def test_right_engine_passes_the_self_check(tiny):
    """The installed engine answers every question."""
    selfcheck.check(tiny, "this one")


@pytest.mark.parametrize(
    "alter",
    [lambda rows: Rows(rows.columns, rows.rows[:-1]), lambda rows: Rows(rows.columns, rows.rows[::-1] * 2)],
    ids=["a row lost", "rows twice"],
)
def test_wrong_engine_fails_the_self_check(tiny, alter):
    """An engine that loses or repeats a row is not used: exit 4, and what to do instead."""
    with pytest.raises(MissingError, match="kglite 9 fails the self-check") as caught:
        selfcheck.check(Altered(tiny, alter), "kglite 9")
    assert caught.value.exit_code == 4


def test_engine_that_refuses_fails_the_self_check(tiny):
    """An engine that does not understand a question fails as one that answers wrongly."""

    def refuse(_):
        raise UsageError("No such function.")

    with pytest.raises(MissingError, match="No such function"):
        selfcheck.check(Altered(tiny, refuse), "kglite 9")


def test_optimiser_that_loses_loops_is_switched_off(notes):
    """Counting the loops of a concept is right, which one of the optimiser's rewrites is not."""
    looped = notes.copy()
    looped.add_edge("lora", "lora", key="USES", **notes.edges["qlora", "nf4", "USES"])
    text = "MATCH (c:Concept)-[r:USES]->(c) WITH c, count(*) AS n RETURN c.name AS name, n"
    assert embedded(looped).run(text).rows == (("LoRA", 1),)
    assert set(DISTRUSTED) & set(kglite.cypher_pass_names())
