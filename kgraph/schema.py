"""The schema of the graph: concept types and relation types, what each means and allows."""

from __future__ import annotations

from dataclasses import dataclass

CONCEPT_TYPES: dict[str, str] = {
    "Task": "a problem or goal",
    "Method": "an algorithm, technique, strategy, objective or optimiser",
    "Model": "a named model, model family, architecture or network",
    "Component": "a part of a model or system",
    "Dataset": "a data set or corpus",
    "Metric": "a measure of quality or cost",
    "Tool": "a library, framework, software, service or code base",
    "Hardware": "a device or chip",
    "Organization": "a company, laboratory, conference or publisher",
    "Person": "a person",
    "Publication": "a paper, article or book",
    "Concept": "any other conventional notion",
}


@dataclass(frozen=True, slots=True)
class RelationType:
    """One type of edge: how it reads from head to tail and back.

    `symmetric` relations have no direction; `inferred` ones are computed, never read in a text.
    """

    name: str
    meaning: str
    reads: str
    inverse: str
    reads_zh: str
    inverse_zh: str
    symmetric: bool = False
    inferred: bool = False


# A table: a type of relation a line.
# fmt: off
RELATION_TYPES: dict[str, RelationType] = {
    relation.name: relation
    for relation in (
        RelationType("IS_A", "head is a kind, instance or variant of tail", "is a", "has example", "是一种", "的实例有"),
        RelationType("PART_OF", "head is a component or step of tail", "is part of", "has part", "是其部分", "的部分有"),
        RelationType("USES", "head adopts or contains tail by design", "uses", "is used by", "使用", "被用于"),
        RelationType("BASED_ON", "head is built on or derived from tail", "is based on", "is the basis of", "基于", "是其基础"),
        RelationType("IMPROVES", "head improves, fixes or replaces tail", "improves", "is improved by", "改进", "被改进于"),
        RelationType("APPLIED_TO", "head is used for a task, field or object tail", "is applied to", "is addressed by", "应用于", "的方法有"),
        RelationType("COMPARED_WITH", "an explicit comparison or contrast", "is compared with", "is compared with", "对比", "对比", symmetric=True),
        RelationType("TRAINED_ON", "head is trained on data tail", "is trained on", "trains", "训练于", "训练出"),
        RelationType("EVALUATED_ON", "head is measured by data set, task or metric tail", "is evaluated on", "evaluates", "评测于", "评测"),
        RelationType("PROPOSED_BY", "head is made or published by tail", "is proposed by", "proposed", "提出者", "提出"),
        RelationType("RELATED_TO", "seen together more often than chance", "is related to", "is related to", "相关", "相关", symmetric=True, inferred=True),
    )
}
# fmt: on

POLARITIES = ("asserted", "hedged", "negated")


def relation_key(head: str, relation: str, tail: str) -> tuple[str, str, str]:
    """The identity of a relation: a symmetric one is the same read from either end.

    >>> relation_key("B", "COMPARED_WITH", "A") == relation_key("A", "COMPARED_WITH", "B")
    True
    """
    if RELATION_TYPES[relation].symmetric and tail < head:
        return tail, relation, head
    return head, relation, tail
