"""What can go wrong, told so that a user knows what, where and what to try.

The command line turns each into one paragraph and the exit code of its class.
"""

from __future__ import annotations


class KgraphError(Exception):
    """Anything that kgraph refuses, with a hint what to try; the parent of all the others."""

    exit_code = 1

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        """The whole paragraph: what happened and where, then what to try."""
        return f"{self.what} {self.hint}".strip()


class UsageError(KgraphError):
    """The call is wrong: an unknown name, a missing parameter, Cypher that writes."""

    exit_code = 2


class InputError(KgraphError):
    """The input is bad: nothing readable, a broken file, a build of another version."""

    exit_code = 3


class MissingError(KgraphError):
    """Something needed is not there: a server, an extra, a browser."""

    exit_code = 4
