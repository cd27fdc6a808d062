"""The classes of a word that hints at a relation ('采用' is of class 'use'), from cues.toml."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path

_STEM = 4
_REMEMBERED = 1 << 16


@cache
def _classes() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Word or stem -> its classes; and the stems, longest first."""
    table = tomllib.loads((Path(__file__).parent / "cues.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for name, words in table.items():
        for word in f"{words['zh']} {words['en']}".split():
            found.setdefault(word, []).append(name)
    stems = sorted(
        (word for word in found if word.isascii() and len(word) >= _STEM), key=lambda word: (-len(word), word)
    )
    return {word: tuple(names) for word, names in found.items()}, tuple(stems)


@lru_cache(maxsize=_REMEMBERED)
def classes(word: str) -> tuple[str, ...]:
    """The classes of a word; empty for most words.

    >>> classes("采用"), classes("leverages"), classes("苹果")
    (('use',), ('use',), ())
    """
    table, stems = _classes()
    low = word.lower()
    if low in table:
        return table[low]
    if low.isascii():
        return next((table[stem] for stem in stems if low.startswith(stem)), ())
    return table.get(low.rstrip("了着过"), ())
