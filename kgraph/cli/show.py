"""`kgraph show`: the card of a concept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import chosen, format_option, printable, write_json, write_rows

RELATION_COLUMNS = ("type", "direction", "other", "belief", "quote", "source")


@click.command(short_help="Show a concept: names, type, relations, sentences.")
@click.argument("concept")
@build_option
@format_option()
def command(*, concept: str, folder: Path, shape: str | None) -> None:
    """Show a concept's card: its names with their reasons, its type, its relations and the best sentence of each.

    CONCEPT is any of its names or its id. As json and jsonl the card is one object; as csv and md, one row a relation.
    """
    from kgraph.graph.card import card
    from kgraph.graph.lookup import find
    from kgraph.opened import open_build

    graph = open_build(folder).graph
    found = card(graph, find(graph, concept))
    match chosen(shape):
        case "json":
            write_json(found)
        case "jsonl":
            write_json(found, indent=None)
        case "table":
            _write_card(found)
        case other:
            write_rows(RELATION_COLUMNS, found["relations"], other)


def _write_card(card: dict[str, Any]) -> None:
    """The card for a person: the head, then a row a relation as it reads from the concept's side."""
    click.echo(printable(f"{card['name']}  ({card['type']}, {card['id']})"))
    names = ", ".join(f"{name['name']} ({name['reason']})" for name in card["names"])
    click.echo(printable(f"names: {names}"))
    write_rows(("reads", "other", "belief", "quote"), card["relations"], "table")
