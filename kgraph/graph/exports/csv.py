r"""CSV for `neo4j-admin database import`: a folder with nodes.csv and relationships.csv.

    neo4j-admin database import full --multiline-fields=true --array-delimiter='|' \
        --nodes=nodes.csv --relationships=relationships.csv

An array stands in one field, its values joined by `|`; the importer knows no escape for that sign, so
within a value it is written as the full-width `｜`. Passages are held by their ids only; a NUL character,
which the importer refuses, is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.graph.exports.plain import concept, relation

if TYPE_CHECKING:
    import networkx as nx

NODES = (
    "id:ID", "name", "name_zh", "name_en", "type", "mentions:long", "passages:long", "aliases:string[]",
    "keys:string[]", ":LABEL",
)  # fmt: skip
RELATIONSHIPS = (
    ":START_ID", ":END_ID", "belief:double", "polarity", "inferred:boolean", "support:long", "sources:long",
    "quotes:string[]", "passages:string[]", "documents:string[]", "starts:long[]", "ends:long[]", "rules:string[]",
    "polarities:string[]", ":TYPE",
)  # fmt: skip


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write nodes.csv and relationships.csv into the folder `path`."""
    path.mkdir(parents=True, exist_ok=True)
    nodes = ((node, concept(node, attributes)) for node, attributes in graph.nodes(data=True))
    _write(
        path / "nodes.csv",
        NODES,
        (
            [node, *_fields(properties), _array(list(dict.fromkeys(["Concept", properties["type"]])))]
            for node, properties in nodes
        ),
    )
    edges = graph.edges(keys=True, data=True)
    _write(
        path / "relationships.csv",
        RELATIONSHIPS,
        ([head, tail, *_fields(relation(attributes)), kind] for head, tail, kind, attributes in edges),
    )


def _write(path: Path, header: tuple[str, ...], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)


def _fields(properties: Mapping[str, Any]) -> list[str]:
    return [_field(value) for value in properties.values()]


def _field(value: Any) -> str:  # noqa: ANN401 - a string, number, truth value or list of them
    if isinstance(value, list):
        return _array(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace("\0", "")


def _array(values: list[Any]) -> str:
    return "|".join(_field(value).replace("|", "｜") for value in values)
