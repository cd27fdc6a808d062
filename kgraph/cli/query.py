"""`kgraph query`: a recipe, or Cypher, answered with rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgraph.cli.options import build_option
from kgraph.cli.output import format_option, write_rows
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.recipes import CypherEngine


@click.command(short_help="Run a recipe or Cypher; it only reads.")
@click.argument("name", required=False, metavar="[NAME|-]")
@click.option("--cypher", help="Cypher to run instead of a recipe; NAME `-` reads it from stdin.")
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated."
)
@build_option
@format_option()
@click.option("--engine", type=click.Choice(("embedded", "neo4j")), default="embedded", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="The most rows to print.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True, help="Seconds."
)
@click.option("--uri", envvar="NEO4J_URI", default="bolt://localhost:7687", show_default=True, show_envvar=True)
@click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", show_default=True, show_envvar=True)
@click.option("--password", envvar="NEO4J_PASSWORD", default="", show_envvar=True, help="Empty: no authentication.")
@click.option("--database", envvar="NEO4J_DATABASE", default="neo4j", show_default=True, show_envvar=True)
def command(  # noqa: PLR0913 - each is an option
    *,
    name: str | None,
    cypher: str | None,
    parameters: tuple[str, ...],
    folder: Path,
    shape: str | None,
    engine: str,
    limit: int,
    timeout: float,
    **server: str,
) -> None:
    """Run a recipe (see `kgraph recipes`) or Cypher, on the build itself or on a Neo4j that holds it."""
    text, values = _query(name, cypher, dict(map(_pair, parameters)))
    from kgraph.recipes.safety import refuse_writes

    refuse_writes(text)
    opened = _server(server) if engine == "neo4j" else _embedded(folder)
    try:
        found = opened.run(text, values, limit=limit, timeout=timeout)
    finally:
        opened.close()
    write_rows(found.columns, (dict(zip(found.columns, row, strict=True)) for row in found.rows), shape)
    for note in found.notes:
        click.echo(note, err=True)
    if found.truncated:
        click.echo(f"There are more rows than {limit}; ask for more with --limit.", err=True)


def _query(name: str | None, cypher: str | None, given: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """The Cypher to run and the values of its parameters."""
    if (name is None) == (cypher is None):
        raise UsageError("Give either the NAME of a recipe, or Cypher.", hint="`kgraph recipes` lists the recipes.")
    if cypher is not None or name == "-":
        return cypher if cypher is not None else sys.stdin.read(), {key: _value(text) for key, text in given.items()}
    from kgraph.recipes import bind, recipe

    found = recipe(str(name))
    return found.text, bind(found, given)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UsageError(f"-p {text!r} is not KEY=VALUE.", hint="Write for example -p concept=LoRA.")
    return key.strip(), value


def _value(text: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """A parameter of bare Cypher, which declares no types: JSON if it reads as JSON, else text.

    >>> _value("3"), _value("LoRA"), _value('["a"]')
    (3, 'LoRA', ['a'])
    """
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


def _embedded(folder: Path) -> CypherEngine:
    from kgraph.opened import open_build
    from kgraph.recipes import embedded

    return embedded(open_build(folder).graph)


def _server(where: dict[str, str]) -> CypherEngine:
    from kgraph.recipes import server

    return server(where["uri"], user=where["user"], password=where["password"], database=where["database"])
