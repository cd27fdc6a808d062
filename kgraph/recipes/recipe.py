"""Recipes: a query is a file, its leading comment is its help and declares its parameters.

    // Concepts that use a concept.
    // :param concept concept
    // :param limit integer = 20
    // Example: kgraph query users -p concept=LoRA
    MATCH ...

A parameter of type `concept` is a concept by any of its names or ids; it is folded as the graph's
`keys` are, so that case, spaces and hyphens do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kgraph.assets import shipped
from kgraph.errors import InputError, UsageError
from kgraph.recipes.rows import key
from kgraph.recipes.safety import refuse_writes
from kgraph.recipes.tokens import tokens

Value = str | int | float | bool


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


READERS: dict[str, Callable[[str], Value]] = {
    "boolean": _boolean,
    "concept": key,
    "float": float,
    "integer": int,
    "string": str,
}

_PARAMETER = re.compile(r":param\s+(?P<name>\w+)\s+(?P<type>\w+)(?:\s*=\s*(?P<default>.*))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a recipe; without a default it has to be given."""

    name: str
    type: str
    default: Value | None = None

    def __str__(self) -> str:
        """Show the parameter as it is declared: `limit integer = 20`."""
        return f"{self.name} {self.type}" + ("" if self.default is None else f" = {_shown(self.default)}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A query with a name; `example` is a call of it and `text` the whole file."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str
    path: Path


def recipes(folder: Path | None = None) -> dict[str, Recipe]:
    """Every recipe of `folder` (those that come with kgraph) by name, in the order of names."""
    return {path.stem: parse(path) for path in sorted((folder or shipped("queries")).glob("*.cypher"))}


def recipe(name: str, folder: Path | None = None) -> Recipe:
    """Find the recipe called `name`; UsageError lists what there is."""
    known = recipes(folder)
    if name not in known:
        raise UsageError(
            f"There is no recipe {name!r}.{_did_you_mean(name, list(known))}", hint=f"There are: {', '.join(known)}."
        )
    return known[name]


def parse(path: Path) -> Recipe:
    """Read a recipe; InputError names file and line of a comment that is wrong, or of a query that writes."""
    text = path.read_text(encoding="utf-8")
    told: list[str] = []
    parameters: dict[str, Parameter] = {}
    example = ""
    for number, line in enumerate(_comment(text), start=1):
        if line.startswith(":"):
            parameter = _declared(line, f"{path}:{number}")
            if parameter.name in parameters:
                raise InputError(f"{path}:{number}: the parameter {parameter.name!r} is declared twice.")
            parameters[parameter.name] = parameter
        elif line.startswith("Example: "):
            example = line.removeprefix("Example: ")
        else:
            told.append(line)
    found = Recipe(path.stem, " ".join(told).strip(), tuple(parameters.values()), example, text, path)
    _check(found)
    return found


def bind(recipe: Recipe, given: Mapping[str, str | Value]) -> dict[str, Value]:
    """Find the values to send for what was `given` (as text or as values), defaults filled in."""
    known = {parameter.name: parameter for parameter in recipe.parameters}
    takes = f"{recipe.name} takes: {'; '.join(map(str, recipe.parameters)) or 'nothing'}."
    for name in given:
        if name not in known:
            raise UsageError(
                f"The recipe {recipe.name!r} has no parameter {name!r}.{_did_you_mean(name, list(known))}", hint=takes
            )
    missing = [name for name, parameter in known.items() if parameter.default is None and name not in given]
    if missing:
        raise UsageError(f"The recipe {recipe.name!r} needs {', '.join(missing)}.", hint=f"{takes} Give -p NAME=VALUE.")
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        try:
            values[name] = READERS[parameter.type](_shown(value))
        except (KeyError, ValueError):
            raise UsageError(
                f"The parameter {name!r} of {recipe.name!r} is {parameter.type}, which {value!r} is not.", hint=takes
            ) from None
    return values


def _comment(text: str) -> list[str]:
    """Take the lines of the leading comment without their slashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line.removeprefix("//").strip())
    return lines


def _declared(line: str, where: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise InputError(f"{where}: cannot read {line!r}.", hint="Write `// :param NAME TYPE` or `... = DEFAULT`.")
    name, kind, default = match["name"], match["type"], match["default"]
    if kind not in READERS:
        raise InputError(f"{where}: {kind!r} is no type.{_did_you_mean(kind, list(READERS))}", hint=_types())
    if default is None:
        return Parameter(name, kind)
    try:
        return Parameter(name, kind, READERS[kind](default.strip().strip('"')))
    except (KeyError, ValueError):
        raise InputError(f"{where}: the default {default!r} is not {kind}.") from None


def _check(recipe: Recipe) -> None:
    """Help is there, the query only reads, and the parameters declared are those used."""
    if not recipe.help:
        raise InputError(f"{recipe.path}:1: the recipe has no leading comment.", hint="Say what it answers.")
    used = {token.name: token.line for token in reversed(tokens(recipe.text)) if token.kind == "parameter"}
    declared = {parameter.name for parameter in recipe.parameters}
    for name in sorted(used.keys() - declared):
        raise InputError(f"{recipe.path}:{used[name]}: ${name} is used but not declared.", hint=_how(name))
    for name in sorted(declared - used.keys()):
        line = next(n for n, text in enumerate(_comment(recipe.text), 1) if re.match(rf":param\s+{name}\b", text))
        raise InputError(f"{recipe.path}:{line}: the parameter {name!r} is declared but not used.")
    try:
        refuse_writes(recipe.text)
    except UsageError as error:
        raise InputError(f"{recipe.path}: {error.what}", hint=error.hint) from None


def _how(name: str) -> str:
    return f"Declare it: `// :param {name} TYPE`. {_types()}"


def _types() -> str:
    return f"Types are: {', '.join(READERS)}."


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _did_you_mean(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
