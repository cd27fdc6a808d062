"""Find titles of papers in a text, and what a title says: who is presented in it, and by what means.

A title is what 《》 or quotation marks hold, or what follows words such as 标题为, when it has the
length of one. The method that a paper presents is proposed by it; the other names in the title
are what that method uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kgraph.extract.concepts import Name
from kgraph.extract.languages import LANGUAGES, language

_LATIN_WORDS = r"[A-Z][\w\-]*[:：]?(?: [\w\-&]+[:：,]?){3,24}"
_QUOTED = re.compile(rf"《([^《》\n]{{6,200}})》|[“\"]({_LATIN_WORDS})[”\"]")
_PRESENTED = frozenset({"Method", "Model", "Tool", "Dataset", "Component"})
_MEANS = frozenset({"Method", "Model", "Component"})


class Title(NamedTuple):
    """Characters `start:end` are the title of a publication."""

    start: int
    end: int


def publication(title: Title) -> Name:
    """The title as a name."""
    return Name(title.start, title.end, "Publication", "title", 0.6)


class Presented(NamedTuple):
    """What a title says of the names in and before it: `head` RELATION `tail`."""

    head: Name
    relation: str
    tail: Name


@cache
def _announced() -> re.Pattern[str]:
    words = [word for code in LANGUAGES for word in language(code)["titles"]["announced"]]
    choice = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?i:{choice})\s*[:：]?\s*({_LATIN_WORDS})")


def titles(text: str) -> list[Title]:
    """The titles in `text`, sorted; none within another.

    >>> text = "论文《Attention Is All You Need》提出 Transformer"
    >>> [text[title.start : title.end] for title in titles(text)]
    ['Attention Is All You Need']
    """
    found: list[Title] = []
    for match in (*_QUOTED.finditer(text), *_announced().finditer(text)):
        group = next(index for index in range(1, (match.re.groups or 1) + 1) if match.group(index))
        start, end = match.span(group)
        if len(text[start:end].split()) > 3 or len(text[start:end]) > 12:  # noqa: PLR2004 - a shorter one is a name
            found.append(Title(start, end))
    kept: list[Title] = []
    for title in sorted(found):
        if not kept or title.start >= kept[-1].end:
            kept.append(title)
    return kept


def presented(text: str, title: Title, names: Sequence[Name], before: Name | None) -> Iterator[Presented]:
    """What the title says; `before` is the name that the text speaks of when it gives the title."""
    inside = [name for name in names if title.start <= name.start and name.end <= title.end and name[:2] != title]
    first = next(
        (name for name in inside if text[name.end : name.end + 1] in (":", "：") and name.start == title.start), None
    )
    subject = first or before
    if subject is None or subject.type not in _PRESENTED:
        return
    yield Presented(subject, "PROPOSED_BY", publication(title))
    for name in inside:
        if (
            name != first
            and name.rule == "lexicon"
            and name.type in _MEANS
            and text[subject.start : subject.end] != text[name.start : name.end]
        ):
            yield Presented(subject, "USES", name)
