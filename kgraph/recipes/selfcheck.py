"""A tiny graph and queries with known answers, asked of an engine before it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kgraph.errors import KgraphError, MissingError
from kgraph.recipes.engine import CypherEngine
from kgraph.recipes.rows import Links, Model, Nodes, Row

_CONCEPTS = {"a": "LoRA", "b": "PEFT", "c": "微调", "d": "GPT-4"}


def _node(concept: str, name: str) -> Row:
    return {"id": concept, "name": name, "keys": [concept, name.lower()]}


def _link(head: str, tail: str, belief: float, *quotes: str) -> Row:
    properties = {"belief": belief, "polarity": "asserted", "inferred": belief < 0.5, "quotes": list(quotes)}  # noqa: PLR2004
    return {"head": head, "tail": tail, "properties": properties}


MODEL = Model(
    (Nodes(("Concept", "Method"), "id", tuple(_node(*item) for item in _CONCEPTS.items())),),
    (
        Links("IS_A", "Concept", "Concept", (_link("a", "b", 0.9, "LoRA 是一种 PEFT"), _link("b", "c", 0.8, "x", "y"))),
        Links("USES", "Concept", "Concept", (_link("a", "c", 0.25), _link("c", "a", 0.75, "z"))),
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the only right answer."""

    what: str
    cypher: str
    answer: list[tuple[Any, ...]]


QUESTIONS = (
    Question(
        "a name in a list, and the second label",
        "MATCH (c:Method) WHERE toLower('LORA') IN c.keys RETURN c.id AS id, labels(c) AS labels",
        [("a", ["Concept", "Method"])],
    ),
    Question(
        "the items of a list on a relationship",
        """
        MATCH (h:Concept)-[r:IS_A]->() UNWIND range(0, size(r.quotes) - 1) AS i
        RETURN h.id AS head, r.quotes[i] AS quote ORDER BY head, i
        """,
        [("a", "LoRA 是一种 PEFT"), ("b", "x"), ("b", "y")],
    ),
    Question(
        "both ways of a relation",
        """
        MATCH (c:Concept {id: 'a'})-[r]-(o:Concept)
        RETURN o.id AS other, type(r) AS type, startNode(r).id = c.id AS out ORDER BY other, type, out
        """,
        [("b", "IS_A", True), ("c", "USES", False), ("c", "USES", True)],
    ),
    Question(
        "counts of neighbours, none included",
        """
        MATCH (c:Concept) OPTIONAL MATCH (c)-[r]-(o:Concept) WHERE NOT r.inferred
        RETURN c.id AS id, count(r) AS links, count(DISTINCT o) AS others ORDER BY id
        """,
        [("a", 2, 2), ("b", 2, 2), ("c", 2, 2), ("d", 0, 0)],
    ),
    Question(
        "counts by group after a condition on the relation",
        """
        MATCH (h:Concept)-[r]->(:Concept) WHERE r.belief > 0.3
        RETURN h.id AS id, count(*) AS n ORDER BY id
        """,
        [("a", 1), ("b", 1), ("c", 1)],
    ),
    Question(
        "paths of several steps, with their product",
        """
        MATCH p = (:Concept {id: 'a'})-[:IS_A|USES*1..2]->(o:Concept)
        WHERE all(r IN relationships(p) WHERE NOT r.inferred)
        RETURN [n IN nodes(p) | n.id] AS path, reduce(b = 1.0, r IN relationships(p) | b * r.belief) AS belief
        ORDER BY path
        """,
        [(["a", "b"], 0.9), (["a", "b", "c"], 0.9 * 0.8)],
    ),
    Question(
        "cycles",
        """
        MATCH p = (c:Concept)-[:IS_A|USES*2..3]->(c) WHERE all(n IN nodes(p) WHERE n.id >= c.id)
        RETURN [n IN nodes(p) | n.id] AS path ORDER BY path
        """,
        [(["a", "b", "c", "a"],), (["a", "c", "a"],)],
    ),
)


def check(engine: CypherEngine, name: str) -> None:
    """Ask `engine` every question; MissingError when an answer is not the right one."""
    for question in QUESTIONS:
        try:
            answer: object = list(engine.run(question.cypher).rows)
        except KgraphError as error:
            answer = str(error)
        if answer != question.answer:
            raise MissingError(
                f"The engine {name} fails the self-check of {question.what}: "
                f"it answers {answer!r}, not {question.answer!r}.",
                hint="Install another version of it, or use --engine neo4j.",
            )
