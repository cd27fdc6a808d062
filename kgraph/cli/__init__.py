"""The command `kgraph`: one module a command, imported when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from kgraph import __version__
from kgraph.cli import failures, settings
from kgraph.errors import UsageError

# In the order of a first visit; a module of this name holds the click command `command`.
COMMANDS = (
    "build",
    "open",
    "search",
    "show",
    "why",
    "path",
    "recipes",
    "query",
    "view",
    "export",
    "extract",
    "eval",
    "train",
    "models",
    "verify",
    "doctor",
)


class Commands(click.Group):
    """A group that imports a command when it is called, and tells errors in one place."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kgraph.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command called; UsageError with the nearest, or with all there are."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise UsageError(f"There is no command {args[0]!r}.", hint=_nearest(args[0]))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take --debug from wherever it stands before a bare `--`."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UsageError.exit_code)
        words = args[: args.index("--")] if "--" in args else args
        ctx.meta["kgraph.debug"] = "--debug" in words
        return super().parse_args(ctx, [w for w in words if w != "--debug"] + args[len(words) :])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what it raises becomes a paragraph and an exit code."""
        with failures.told(debug=ctx.meta["kgraph.debug"]):
            ctx.default_map = settings.here(self, ctx)
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - click's signature
        """Run the command line and exit with its code."""
        _speak_utf8()
        more["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **more)
        except click.ClickException as error:
            click.echo(failures.paragraph(error), err=True)
            code = error.exit_code
        except click.Abort:
            code = failures.INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


def _nearest(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    return f"Did you mean `kgraph {near[0]}`?" if near else f"There are {', '.join(COMMANDS)}."


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: the data is Chinese, and a pipe has no locale to agree on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kgraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error (may stand anywhere).")
def main(*, debug: bool) -> None:
    """Turn Chinese and English notes into a knowledge graph, every edge with the sentence that says it.

    \b
      kgraph build notes/        read a folder, write build/index.html
      kgraph why LoRA IS_A PEFT  the sentences behind a relation

    Exit codes: 0 done, 1 a check found something, 2 the call is wrong, 3 the input is bad, 4 something needed is
    missing, 130 interrupted.
    """  # noqa: D301 - a backspace is how click is told to keep lines as they are
