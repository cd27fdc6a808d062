"""Settings from `kgraph.toml`, which stands beside the notes or in the current folder.

A key is a long option without its dashes. At the top level it holds for every command that has the
option, in a table named after a command for that command alone. `out` is the folder of the build,
both for `build`, which writes it, and for the commands that read it; a path counts from the file.
A flag wins over the environment, the environment over the file.

    out = "graph"
    [build]
    exclude = ["drafts/*"]
    jobs = 4
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from kgraph.errors import InputError, UsageError

FILE = "kgraph.toml"
Settings = dict[str, Any]


def here(group: click.Group, ctx: click.Context) -> dict[str, Settings]:
    """The settings of the current folder, by command, as click looks them up; {} without a file."""
    file = Path(FILE)
    return _by_command(file, group, ctx) if file.is_file() else {}


def beside(ctx: click.Context, _parameter: click.Parameter, paths: tuple[str, ...] | str) -> tuple[str, ...] | str:
    """Take the settings beside the first of the notes; a callback, called before the options are looked up."""
    first = Path(paths if isinstance(paths, str) else next(iter(paths), "-"))
    file = (first if first.is_dir() else first.parent) / FILE
    group = ctx.parent.command if ctx.parent else None
    if str(first) != "-" and file.is_file() and isinstance(group, click.Group):
        ctx.default_map = _by_command(file, group, ctx)[ctx.info_name or ""]
    return paths


def _by_command(file: Path, group: click.Group, ctx: click.Context) -> dict[str, Settings]:
    """The file's settings for every command, under the names of its parameters."""
    content = _parsed(file)
    parameters = {name: _parameters(group, ctx, name) for name in group.list_commands(ctx)}
    _refuse_unknown(file, content, parameters)
    return {name: _of_command(file, content, name, known) for name, known in parameters.items()}


def _parsed(file: Path) -> Settings:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file} is not TOML: {error}.", hint="Mend it, or move it away.") from error


def _parameters(group: click.Group, ctx: click.Context, name: str) -> dict[str, str]:
    """The long options of a command, each with the name of its parameter."""
    command = group.get_command(ctx, name)
    options = [p for p in command.params if isinstance(p, click.Option)] if command else []
    return {word.removeprefix("--"): str(p.name) for p in options for word in p.opts if word.startswith("--")}


def _refuse_unknown(file: Path, content: Settings, parameters: Mapping[str, Mapping[str, str]]) -> None:
    everywhere = {key for known in parameters.values() for key in known}
    for key, value in content.items():
        if isinstance(value, dict):
            if key not in parameters:
                raise UsageError(f"{file}: there is no command {key!r}.", hint=f"There are {', '.join(parameters)}.")
            _refuse_keys(f"{file}: [{key}]", value, set(parameters[key]))
        else:
            _refuse_keys(str(file), {key: value}, everywhere)


def _refuse_keys(where: str, content: Settings, known: set[str]) -> None:
    for key in content:
        if key not in known:
            raise UsageError(f"{where}: there is no setting {key!r}.", hint=f"There are {', '.join(sorted(known))}.")


def _of_command(file: Path, content: Settings, name: str, known: Mapping[str, str]) -> Settings:
    """The top level, then the command's own table; the build's folder goes to whatever option names it."""
    everywhere = {key: value for key, value in content.items() if not isinstance(value, dict)}
    table = content.get(name)
    own = table if isinstance(table, dict) else {}
    found = {known[key]: value for key, value in {**everywhere, **own}.items() if key in known}
    folder = own.get("out") or own.get("build") or _folder(content)
    if folder and "folder" in known.values():
        found["folder"] = os.path.normpath(file.parent / str(folder))
    if "lexicon" in found:
        found["lexicon"] = _beside(file, found["lexicon"])
    return found


def _beside(file: Path, names: object) -> list[str]:
    """Paths that a settings file names, counted from that file; a single one may stand without its list."""
    several = names if isinstance(names, list) else [names]
    return [os.path.normpath(file.parent / str(name)) for name in several]


def _folder(content: Settings) -> object:
    """Where the build is, wherever the file says so."""
    table = content.get("build")
    return content.get("out") or (table.get("out") if isinstance(table, dict) else table)
