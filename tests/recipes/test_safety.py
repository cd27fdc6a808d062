"""What is refused because it writes, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import UsageError
from kgraph.recipes.safety import COMMANDS, PROCEDURES, WRITES, refuse_writes

REFUSED = [
    ("CREATE (n:Concept)", "CREATE"),
    ("create (n)", "CREATE"),
    ("MATCH (c) SET c.name = 'x'", "SET"),
    ("MATCH (c)\nSET\nc.name = 'x'", "SET"),
    ("MATCH (c) REMOVE c.name", "REMOVE"),
    ("MATCH (c) DELETE c", "DELETE"),
    ("MATCH (c) DETACH DELETE c", "DETACH"),
    ("MATCH (c) NODETACH DELETE c", "NODETACH"),
    ("MERGE (c:Concept {id: 'x'}) RETURN c.id", "MERGE"),
    ("INSERT (c:Concept)", "INSERT"),
    ("DROP INDEX names", "DROP"),
    ("MATCH (c) FOREACH (x IN [1] | SET c.a = x)", "FOREACH"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD CSV"),
    ("MATCH (c) CALL { WITH c SET c.a = 1 } RETURN 1", "SET"),
    ("CALL apoc.cypher.doIt('RETURN 1', {}) YIELD value RETURN value", "apoc.cypher.doIt"),
    ("CALL `db`.`create`.`setNodeProperty`(1)", "db.create.setNodeProperty"),
    ("CALL db . clearQueryCaches()", "db.clearQueryCaches"),
    ("OPTIONAL CALL dbms.killConnection('x')", "dbms.killConnection"),
    ("RETURN 'a' AS x // it's a comment\nCREATE (n)", "CREATE"),
    ("RETURN 1 /* ' */ AS x CREATE (n)", "CREATE"),
    ("RETURN 'it\\'s' AS x CREATE (n)", "CREATE"),
    ("RETURN '\\\\' AS x CREATE (n) //'", "CREATE"),
    ("RETURN `a``b` AS x CREATE (n) //`", "CREATE"),
    ("RETURN 1CREATE (n)", "CREATE"),
    ("RETURN 1. CREATE (n)", "CREATE"),
    ("\\u0043REATE (n)", "CREATE"),
    ("RETURN '\\u0027 CREATE (n) //'", "CREATE"),
    ("ALTER USER neo4j SET PASSWORD 'x'", "ALTER"),
    ("RETURN 1 AS x; DENY READ ON GRAPH x TO y", "DENY"),
    ("stop DATABASE neo4j", "STOP"),
]

ALLOWED = [
    "MATCH (c:Concept) RETURN c.set AS x",
    "MATCH (c:Concept) RETURN c . delete AS x",
    "MATCH (c:Concept) RETURN c.name AS set",
    "MATCH (c:Set)-[:CREATE|MERGE]->(d:A&Drop) RETURN c.id",
    "MATCH (c {set: 1, create: 2}) RETURN {delete: c.id} AS map",
    "MATCH (set:Concept) RETURN set.id",
    "RETURN $create AS x, $`merge` AS y",
    "RETURN 'CREATE (n)' AS x, \"it's DELETE\" AS y",
    "MATCH (c) RETURN c.`SET` AS `CREATE (n)` // DROP everything",
    "/* MERGE */ RETURN 1 AS x",
    "MATCH (c) RETURN c.created AS asset, c.dataset AS offset",
    "MATCH (c) CALL { WITH c RETURN 1 AS one } RETURN one",
    "MATCH (c) CALL (c) { RETURN 1 AS one } RETURN one",
    "CALL db.labels() YIELD label RETURN label",
    "CALL DB.`labels`()",
    "MATCH p = (start)-[:USES]->(stop) RETURN start.id, stop.id",
    "WITH 1 AS load RETURN load",
    "EXPLAIN MATCH (c) RETURN c.id",
]


@pytest.mark.parametrize(("text", "word"), REFUSED)
def test_writing_is_refused(text, word):
    """Cypher that writes is a wrong call, and the message names the word."""
    with pytest.raises(UsageError) as caught:
        refuse_writes(text)
    assert word in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ALLOWED)
def test_reading_is_let_through(text):
    """A keyword as a property, label, type, parameter, alias, in a string, comment or backticks is only a name."""
    refuse_writes(text)


def test_message_names_the_line():
    """A long query says where it writes."""
    with pytest.raises(UsageError, match=r"^Line 3: SET writes"):
        refuse_writes("MATCH (c) // SET\nWHERE c.x = 'SET'\nSET c.x = 1")


@given(st.sampled_from(sorted(WRITES)), st.sampled_from([" ", "\n", "\t", "/**/", "//\n"]), st.booleans())
def test_no_spacing_or_case_hides_a_clause(word, space, lower):
    """Whatever stands around a clause, it is seen."""
    with pytest.raises(UsageError):
        refuse_writes(f"MATCH (c){space}{word.lower() if lower else word}{space}(d)")


@given(st.text(st.sampled_from("ab'\"`\\/*\n "), max_size=12))
def test_no_quoting_hides_a_clause_that_stands_before_it(text):
    """Strings, quotes and comments that follow a clause cannot undo it."""
    with pytest.raises(UsageError):
        refuse_writes(f"CREATE (n) {text}")


def test_lists_are_written_as_they_are_compared():
    """Keywords are compared in upper case, procedures in lower case."""
    assert {word.upper() for word in WRITES | COMMANDS} == WRITES | COMMANDS
    assert {name.lower() for name in PROCEDURES} == PROCEDURES
