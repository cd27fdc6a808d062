"""Cypher cut into tokens: enough to tell a keyword from a name, a string or a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Numbers take no letter: in `1SET` the word must stay visible, whatever an engine makes of it.
_TOKEN = re.compile(
    r"""
      (?P<comment>   //[^\r\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string>    '(?:\\.|[^'\\])*(?:'|\Z) | "(?:\\.|[^"\\])*(?:"|\Z) )
    | (?P<quoted>    `(?:``|[^`])*(?:`|\Z) )
    | (?P<parameter> \$(?:\w+|`(?:``|[^`])*`) )
    | (?P<number>    \d[\d_]*(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)? )
    | (?P<word>      [^\W\d]\w* )
    | (?P<mark>      \S )
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of Cypher: its kind (string, quoted, parameter, number, word, mark), text and line from 1."""

    kind: str
    text: str
    line: int

    @property
    def name(self) -> str:
        """What a word, a backticked name or a parameter names."""
        return self.text.lstrip("$").strip("`").replace("``", "`")


def tokens(text: str) -> list[Token]:
    """Cut `text` into tokens in order, comments left out.

    >>> [token.text for token in tokens("RETURN n.`set` // CREATE")]
    ['RETURN', 'n', '.', '`set`']
    """
    found = []
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        if match.lastgroup and match.lastgroup != "comment":
            found.append(Token(match.lastgroup, match.group(), line))
    return found
