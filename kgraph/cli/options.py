"""What several commands ask for in one way: notes to read, a build to read or write, a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kgraph.cli import settings
from kgraph.extract import DEFAULT

BUILD_VARIABLE = "KGRAPH_BUILD"
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def build_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option -b/--build of a command that reads a build."""
    return click.option(
        "-b",
        "--build",
        "folder",
        type=click.Path(path_type=Path),
        envvar=BUILD_VARIABLE,
        default="build",
        show_default=True,
        show_envvar=True,
        help="The build to read.",
    )(command)


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option -o/--out of `build`: the same folder, by the same variable and the same setting."""
    return click.option(
        "-o",
        "--out",
        "folder",
        type=click.Path(path_type=Path),
        envvar=BUILD_VARIABLE,
        default="build",
        show_default=True,
        show_envvar=True,
        help="The folder to write.",
    )(command)


def sources_argument(*, nargs: int = -1) -> Decorator:
    """The argument PATH...: files, folders, or `-` for stdin; a kgraph.toml beside them holds the settings."""
    return click.argument(
        "paths",
        metavar="PATH..." if nargs < 0 else "PATH",
        nargs=nargs,
        required=True,
        is_eager=True,
        callback=settings.beside,
    )


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that reads notes: which model and lexicon, how many processes, which files."""
    for option in (
        click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files that match; may be repeated."),
        click.option("--include", multiple=True, metavar="GLOB", help="Read only files that match; may be repeated."),
        click.option(
            "--jobs",
            type=click.IntRange(min=0),
            default=0,
            envvar="KGRAPH_JOBS",
            help="Processes that extract; without it one, or one for each core where there is much to read.",
        ),
        click.option(
            "--lexicon",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Names of your own field, read before ours; may be repeated.",
        ),
        model_option,
    ):
        command = option(command)
    return command


def model_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --model of a command that extracts."""
    return click.option(
        "--model", default=DEFAULT, show_default=True, envvar="KGRAPH_MODEL", metavar="NAME|DIR", help="Who decides."
    )(command)
