"""What lets a page of ours be one file: its scripts and styles inside it, and a policy that allows those alone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

_EARLY_END = re.compile(r"<(?=/script|/style|!--)", re.IGNORECASE)


def policy(scripts: Sequence[str], style: str) -> str:
    """A content security policy under which these run and apply, and nothing else, and nothing is fetched."""
    hashes = " ".join(map(_hash, scripts)) or "'none'"
    return f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    """The text's hash as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline(text: str) -> str:
    r"""The same script without a string that would end its element early, and so would `</style` a style's.

    >>> inline("say('</script>')")
    "say('\\x3c/script>')"
    """
    return _EARLY_END.sub(r"\\x3c", text)
