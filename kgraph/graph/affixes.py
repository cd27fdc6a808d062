"""What a word or a character in a name changes about its meaning: veto.toml, read once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SIGNS = re.compile(r"[\s\-_·/]+")


@dataclass(frozen=True, slots=True)
class Family:
    """Values that exclude one another (encoder, decoder) with the forms that each takes in a name."""

    pattern: re.Pattern[str]
    value: dict[str, int]

    def values(self, name: str) -> frozenset[int]:
        """The values that a name takes in this family; the longest form wins at each place."""
        found = (self.value[_squeezed(match)] for match in self.pattern.findall(_spaced(name)))
        return frozenset(value for value in found if value >= 0)


@dataclass(frozen=True, slots=True)
class Affixes:
    """All that veto.toml says."""

    families: tuple[Family, ...]
    opposites: frozenset[frozenset[str]]
    qualifiers: frozenset[str]
    inner: frozenset[str]
    generic: frozenset[str]
    stop_words: frozenset[str]
    number_words: frozenset[str]
    inflections: frozenset[str]
    derivations: frozenset[str]
    spellings: tuple[tuple[str, str], ...]


@cache
def affixes() -> Affixes:
    """The affixes that ship with the package."""
    with Path(__file__).with_name("veto.toml").open("rb") as file:
        table = tomllib.load(file)
    return Affixes(
        families=tuple(_family(family["values"], family.get("silent", [])) for family in table["opposed"]),
        opposites=frozenset(frozenset(difference(*pair)) for pair in table["opposites"]),
        **{name: frozenset(words) for name, words in table["words"].items()},
        spellings=tuple(table["spellings"].items()),
    )


def difference(one: str, other: str) -> tuple[str, str]:
    """What is left of two names without what they share at the end, then at the start.

    >>> difference("输入门", "输出门")
    ('入', '出')
    """
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    return one, other


def _family(values: Sequence[Sequence[str]], silent: Sequence[str]) -> Family:
    forms = {_spaced(form): at for at, forms in enumerate(values) for form in forms}
    forms |= {_spaced(form): -1 for form in silent}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    pattern = "|".join(_boundary(form) + re.escape(form).replace("\\ ", " ?") for form in longest)
    return Family(re.compile(pattern), {_squeezed(form): value for form, value in forms.items()})


def _boundary(form: str) -> str:
    """A Latin form opens a word; a Chinese one stands anywhere."""
    return r"(?<![a-z])" if form.isascii() else ""


def _spaced(name: str) -> str:
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def _squeezed(form: str) -> str:
    return form.replace(" ", "")
