"""Whether a sentence asserts, negates or hedges what a cue in it says: '没有使用 X', 'may use X'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kgraph.extract.languages import LANGUAGES, language

_NEAR = 6  # characters between a negation and its cue


@cache
def _pattern(kind: str, near: str) -> re.Pattern[str]:
    words: Sequence[str] = [word for code in LANGUAGES for word in language(code)["cues"][kind]]
    choice = "|".join(
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"(?:{choice}){near}", re.IGNORECASE)


def polarity(text: str, clause_start: int, cue_start: int) -> str:
    """'negated', 'hedged' or 'asserted', by the words between the start of the clause and the cue.

    What only looks like a negation ('不仅使用') is none.

    >>> polarity("它没有使用独立的草稿模型", 0, 3), polarity("它可能使用 MoE", 0, 3), polarity("它使用 MoE", 0, 1)
    ('negated', 'hedged', 'asserted')
    """
    before = _pattern("affirmed", "").sub("", text[clause_start:cue_start])
    if _pattern("negation", rf"[^，,。；;]{{0,{_NEAR}}}$").search(before):
        return "negated"
    if _pattern("hedge", "").search(before):
        return "hedged"
    return "asserted"
