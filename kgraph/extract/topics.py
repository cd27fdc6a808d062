"""What a text speaks of where a sentence does not say it: headings within running text, and subjects.

In snippets the heading of a section stands in the line: 'LoRA LoRA(Low-Rank Adaptation) 是 ...'.
A name that stands twice in a row is such a heading; what follows speaks of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kgraph.extract.languages import LANGUAGES, language
from kgraph.extract.sentences import sentences
from kgraph.extract.units import Unit

_LEAD = 6  # characters before a subject: '概述 ', 'The '
_CLASSED = frozenset({"Method", "Model", "Component", "Tool", "Dataset"})


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for code in LANGUAGES for word in language(code)["topics"][kind])


def headings(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that stand as a heading: the same name follows at once."""
    for unit in units:
        name = text[unit.start : unit.members[0].end]
        before = text[max(0, unit.start - len(name) - _LEAD) : unit.start]
        if text.startswith(f" {name}", unit.members[0].end) and not before.rstrip().endswith(name):
            yield unit


def sections(text: str, units: Sequence[Unit]) -> Iterator[tuple[int, int, Unit | None]]:
    """The sentences of the text, cut where a heading begins, each with the heading that opens it."""
    opens = {unit.start: unit for unit in headings(text, units)}
    starts = sorted(opens)
    for start, end in sentences(text):
        cuts = [start, *starts[bisect_right(starts, start) : bisect_left(starts, end)], end]
        for left, right in pairwise(cuts):
            yield left, right, opens.get(left)


def subject(text: str, start: int, units: Sequence[Unit]) -> Unit | None:
    """The one name that a sentence from `start` on begins with, unless a preposition opens it."""
    if not units or len(units[0].members) != 1 or units[0].start - start > _LEAD:
        return None
    lead = text[start : units[0].start].lower()
    if lead and not lead[-1].isspace():
        return None  # '侧重推理加速' speaks of what was the topic before
    return None if lead.rstrip().endswith(_words("openers")) else units[0]


def members(text: str, units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs (heading, class): each heading and the class that a bracket glossed last before it.

    '参数高效微调(PEFT)工作, 要么 ... LoRA LoRA 是 ...' gives LoRA and 参数高效微调.
    """
    classes = [unit for unit in units if _introduces(text, unit)]
    ends = [unit.end for unit in classes]
    for heading in headings(text, units):
        before = bisect_left(ends, heading.start)
        if before and heading.members[0].type in _CLASSED and classes[before - 1].members[0].type in _CLASSED:
            yield heading, classes[before - 1]


def _introduces(text: str, unit: Unit) -> bool:
    """Whether a unit is glossed and a word such as 方法 follows: the name of a class."""
    glossed = unit.end > unit.members[-1].end
    return glossed and text[unit.end : unit.end + 12].lstrip().startswith(_words("classes"))
