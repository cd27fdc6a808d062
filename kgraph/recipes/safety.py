"""Cypher that writes is refused before it is sent.

This is the first of two locks, and the one that explains itself. The second is the engine's own:
the embedded graph is read-only, and a server is asked in READ mode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kgraph.errors import UsageError
from kgraph.recipes.tokens import Token, tokens

WRITES = frozenset({"CREATE", "INSERT", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "DROP", "FOREACH"})

# Words that are commands only where a statement begins, and good names anywhere else.
COMMANDS = frozenset(
    {
        "ALTER",
        "DEALLOCATE",
        "DENY",
        "DRYRUN",
        "ENABLE",
        "GRANT",
        "REALLOCATE",
        "RENAME",
        "REVOKE",
        "START",
        "STOP",
        "TERMINATE",
    }
)

# Procedures that only read, by name in lower case.
PROCEDURES = frozenset(
    {
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.labels",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
        "dbms.components",
    }
)

# After these a keyword is a property, a label, a relation type or an alias.
_NAMES_FOLLOW = frozenset({".", ":", "|", "&", "!", "AS"})

# Before these it is a variable or the key of a map.
_NAMES_PRECEDE = frozenset({":", "."})

_ESCAPE = re.compile(r"\\(\\|u+[0-9a-fA-F]{4})")


def refuse_writes(text: str) -> None:
    """Raise UsageError, with the word and its line, when `text` could change a graph.

    >>> refuse_writes("MATCH (c:Concept) WHERE c.set = 'CREATE' RETURN c.name")
    >>> refuse_writes("MATCH (c) DETACH DELETE c")
    Traceback (most recent call last):
    ...
    kgraph.errors.UsageError: Line 1: DETACH writes. Queries only read; put a name that is a keyword into backticks.
    """
    # Neo4j reads \u0043 as C even outside strings, others do not: both readings have to be harmless.
    for reading in {text: None, _unescaped(text): None}:
        found = tokens(reading)
        for line, reason in _offences(found):
            raise UsageError(
                f"Line {line}: {reason}.", hint="Queries only read; put a name that is a keyword into backticks."
            )


def _offences(found: list[Token]) -> Iterator[tuple[int, str]]:
    """Line and reason of every word that is a clause which writes."""
    edge = Token("mark", ";", 0)
    padded = [edge, *found, edge]
    for position, (before, token) in enumerate(pairwise(padded)):
        word = token.text.upper()
        after = padded[min(position + 2, len(padded) - 1)]
        if token.kind != "word" or before.text.upper() in _NAMES_FOLLOW or after.text in _NAMES_PRECEDE:
            continue
        if word in WRITES:
            yield token.line, f"{word} writes"
        elif word in COMMANDS and before.text == ";":
            yield token.line, f"{word} is a command to a server"
        elif word == "LOAD" and after.text.upper() == "CSV":
            yield token.line, "LOAD CSV reads files and addresses of the server"
        elif word == "CALL" and not _allowed(padded[position + 2 :]):
            name = _dotted(padded[position + 2 :])
            yield (
                token.line,
                f"the procedure {name} is not among those that only read ({', '.join(sorted(PROCEDURES))})",
            )


def _allowed(following: list[Token]) -> bool:
    """Is what follows CALL a subquery or a procedure that only reads?"""
    return following[0].text in {"{", "("} or _dotted(following).lower() in PROCEDURES


def _dotted(following: list[Token]) -> str:
    """Join the dotted name that `following` begins with, backticks taken off."""
    name = following[0].name
    for dot, part in zip(following[1::2], following[2::2], strict=False):
        if dot.text != ".":
            break
        name += f".{part.name}"
    return name


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[0] if match[1] == "\\" else chr(int(match[1].lstrip("u"), 16)), text)
