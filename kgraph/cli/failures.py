"""Errors as a person reads them: one paragraph on stderr and an exit code; a traceback only on demand.

0 done; 1 a check found something; 2 the call is wrong; 3 the input is bad; 4 something needed is
missing or unreachable; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kgraph import disk
from kgraph.errors import KgraphError, MissingError

INTERRUPTED = 130


@contextmanager
def told(*, debug: bool) -> Iterator[None]:
    """Turn whatever the block raises into a paragraph and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except (click.exceptions.Exit, click.Abort):
        raise
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _stop_writing()
        raise click.exceptions.Exit(0) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, the user reads a paragraph
        if debug:
            traceback.print_exc()
        click.echo(paragraph(error), err=True)
        raise click.exceptions.Exit(exit_code(error)) from None


def paragraph(error: Exception) -> str:
    """What happened, where, and what to try.

    >>> paragraph(MissingError("There is no browser.", hint="Install one."))
    'There is no browser. Install one.'
    """
    match error:
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "kgraph"
            return f"{_sentence(error.format_message())} Try `{command} --help`."
        case click.ClickException():
            return _sentence(error.format_message())
        case KgraphError():
            return " ".join(str(error).split())
        case OSError():
            return str(disk.refusal(error))
        case MemoryError():
            return "There is not enough memory for this input. Try fewer files at a time, or a larger machine."
    return f"Something unforeseen happened: {type(error).__name__}: {error}. Call again with --debug to see where."


def exit_code(error: Exception) -> int:
    """The exit code of an error, by its class.

    >>> exit_code(click.UsageError("no such option")), exit_code(MissingError("no server"))
    (2, 4)
    """
    match error:
        case click.ClickException() | KgraphError():
            return error.exit_code
        case OSError() | MemoryError():
            return MissingError.exit_code
    return KgraphError.exit_code


def _sentence(text: str) -> str:
    r"""The text on one line, with a full stop.

    >>> _sentence("No such option:\n  --frmat")
    'No such option: --frmat.'
    """
    line = " ".join(text.split())
    return line if line.endswith((".", "?", "!")) else f"{line}."


def _stop_writing() -> None:
    """The reader has gone: point stdout at nothing, so that Python does not complain when it closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
