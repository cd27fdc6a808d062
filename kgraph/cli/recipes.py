"""`kgraph recipes`: the questions that come ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kgraph.cli.output import Row, chosen, format_option, write_rows

if TYPE_CHECKING:
    from kgraph.recipes import Recipe

COLUMNS = ("name", "parameters", "help")


@click.command(short_help="List the Cypher recipes, or show one.")
@click.argument("name", required=False)
@format_option()
def command(*, name: str | None, shape: str | None) -> None:
    """List the recipes with their parameters, or show one with its meaning and its Cypher."""
    from kgraph.recipes import recipe, recipes

    if name is None:
        write_rows(COLUMNS, (_row(each, shape) for each in recipes().values()), shape)
        return
    found = recipe(name)
    if chosen(shape) == "table":
        click.echo(found.text.rstrip("\n"))
    else:
        write_rows((*COLUMNS, "text"), [{**_row(found, shape), "text": found.text}], shape)


def _row(recipe: Recipe, shape: str | None) -> Row:
    """A recipe as a row: parameters as records for programs, as they are declared for people."""
    if chosen(shape) in ("table", "md"):
        return {"name": recipe.name, "parameters": list(map(str, recipe.parameters)), "help": recipe.help}
    records = [{"name": p.name, "type": p.type, "default": p.default} for p in recipe.parameters]
    return {"name": recipe.name, "parameters": records, "help": recipe.help}
