"""The statements that create a Model, the same for every engine that speaks Cypher."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.recipes.rows import KEYS, Links, Model, Nodes, Row

BATCH = 5000


def statements(model: Model) -> Iterator[tuple[str, list[Row]]]:
    """Cypher with the rows for its parameter `$rows`, in the order in which to run them."""
    for nodes in model.nodes:
        yield from _batches(_create_nodes(nodes), nodes.rows)
    for links in model.links:
        yield from _batches(_create_links(links), links.rows)


def quoted(name: str) -> str:
    """Put a label, type or property name between backticks."""
    return "`" + name.replace("`", "``") + "`"


def _batches(text: str, rows: tuple[Row, ...]) -> Iterator[tuple[str, list[Row]]]:
    for start in range(0, len(rows), BATCH):
        yield text, list(rows[start : start + BATCH])


def _create_nodes(nodes: Nodes) -> str:
    labels = "".join(f":{quoted(label)}" for label in nodes.labels)
    return f"UNWIND $rows AS row CREATE (n{labels} {_properties(nodes.rows, 'row')})"


def _create_links(links: Links) -> str:
    properties = _properties([row["properties"] for row in links.rows], "row.properties")
    return (
        f"UNWIND $rows AS row MATCH (head:{links.head} {{{KEYS[links.head]}: row.head}}) "
        f"MATCH (tail:{links.tail} {{{KEYS[links.tail]}: row.tail}}) "
        f"CREATE (head)-[:{quoted(links.type)} {properties}]->(tail)"
    )


def _properties(rows: tuple[Row, ...] | list[Row], source: str) -> str:
    """Write a map that takes every property of the rows from `source`."""
    names = rows[0] if rows else {}
    return "{" + ", ".join(f"{quoted(name)}: {source}.{quoted(name)}" for name in names) + "}"
