"""Join the names of a sentence into units: 'A、B 和 C' is one unit of three, 'A(B)' glossed is one of one.

Relations hold between units: what a sentence says of an enumeration it says of each member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kgraph.extract.concepts import Name
from kgraph.extract.glosses import Gloss
from kgraph.extract.languages import LANGUAGES, language

_JOINT = re.compile(
    r"\s*(?:[、,，/]\s*(?:和|与|及|以及|或|and|or)?|和|与|及|以及|或者?|跟|\band\b|\bor\b|&)\s*", re.IGNORECASE
)
_COMMA = re.compile(r"\s*[,，]\s*")
_OPENER = 16  # characters before a name that may hold what opens a sentence ('compared to', '不同于')
_CLOSE = re.compile(r"[\s)）\]」》”\"']*[)）」》”\"']")


@dataclass(frozen=True, slots=True)
class Unit:
    """Names that a sentence treats alike, in characters `start:end`."""

    start: int
    end: int
    members: tuple[Name, ...]


def units(text: str, names: Sequence[Name], glosses: Sequence[Gloss]) -> list[Unit]:
    """The units of the sorted `names`: outermost names only, glosses folded in, enumerations joined."""
    found: list[Unit] = []
    for single in _singles(text, names, glosses):
        last = found[-1] if found else None
        if last and _JOINT.fullmatch(text, last.end, single.start) and not _turns(text, last, single):
            found[-1] = Unit(last.start, single.end, last.members + single.members)
        else:
            found.append(single)
    return found


def _turns(text: str, left: Unit, right: Unit) -> bool:
    """Whether a comma ends what a preposition opens: in '不同于 LoRA，QLoRA ...' the two are no enumeration."""
    if len(left.members) > 1 or not _COMMA.fullmatch(text, left.end, right.start):
        return False
    return bool(_opener().search(text, max(0, left.start - _OPENER), left.start))


@cache
def _opener() -> re.Pattern[str]:
    """A preposition at the start of a sentence or of a clause, up to the end of what is searched."""
    words = [word for code in LANGUAGES for word in language(code)["topics"]["openers"]]
    choice = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:\A|[。！？；;，,\n]|\.\s)\s*(?:{choice})\s*\Z", re.IGNORECASE)


def _singles(text: str, names: Sequence[Name], glosses: Sequence[Gloss]) -> Iterator[Unit]:
    """Each outermost name as a unit, stretched over the bracket that glosses it."""
    stretch: dict[int, int] = {}
    for gloss in glosses:
        close = _CLOSE.match(text, gloss.other_end)
        end = close.end() if close else gloss.other_end
        stretch[gloss.end] = max(stretch.get(gloss.end, 0), end)
    reach = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start >= reach:
            reach = max(name.end, stretch.get(name.end, 0))
            yield Unit(name.start, reach, (name,))
