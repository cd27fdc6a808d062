"""Languages as data: one TOML file each, read once.

A language's file says what its names look like (`[names]`) and how its sentences say a relation
(`[cues]`, `[[rule]]`, ...). Adding a language is adding a file here.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")


@cache
def language(code: str) -> dict[str, Any]:
    """The data of the language `code`, as its file holds it."""
    with (Path(__file__).parent / f"{code}.toml").open("rb") as file:
        return tomllib.load(file)


def words_of(listing: str) -> frozenset[str]:
    """The words of a list that a data file separates by white space."""
    return frozenset(listing.split())
