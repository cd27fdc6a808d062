r"""Text in XML 1.0, which can hold no control character: each stands as `_x000B_`, as Office files write it.

A text that has `_x000B_` of its own gets its underscore escaped, so that what is read is what was written.
"""

from __future__ import annotations

import re

# What XML 1.0 forbids, and the carriage return and line separators that parsers turn into a newline.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-F]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")


def escaped(text: str) -> str:
    r"""Text as it may stand in XML.

    >>> escaped("a\x0bb _x000B_")
    'a_x000B_b _x005F_x000B_'
    """
    return _FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def restored(text: str) -> str:
    r"""The text that `escaped` was given.

    >>> restored(escaped("a\x0bb _x000B_")) == "a\x0bb _x000B_"
    True
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
