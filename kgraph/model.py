"""The words of the model: what flows along the line, one frozen record each.

Offsets count characters (Unicode code points), `start` inclusive and `end` exclusive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a passage stands: characters `start:end` of the decoded text of `source`.

    `position` is the passage's number in its source, from 0; `title` is the heading that it
    stands under, or empty.
    """

    source: str
    position: int
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text read as one: a snippet, a paragraph, a list item.

    `text` is what stands in the source at the first of `places`, character for character.
    `skip` lists the spans of `text` that are not prose (code, mathematics, markup); they are
    kept so that offsets stay true, and `prose` blanks them. `language` is 'zh' or 'en'.
    """

    id: str
    text: str
    language: str
    places: tuple[Place, ...]
    skip: tuple[tuple[int, int], ...] = ()

    @property
    def prose(self) -> str:
        """`text` with every skipped span replaced by as many spaces."""
        parts, at = [], 0
        for start, end in self.skip:
            parts += [self.text[at:start], " " * (end - start)]
            at = end
        return "".join([*parts, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of a passage that name a concept, by the rule that found them."""

    passage: str
    start: int
    end: int
    name: str
    type: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names that stand for one concept, with the reason: 'gloss', 'initials', 'spelling' ...

    `start:end` is where the passage declares it.
    """

    passage: str
    name: str
    other: str
    reason: str
    rule: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One passage says `head` RELATION `tail`.

    Ends, cue and the quoted sentence are spans of the passage; a claim without a cue word has an
    empty cue span. `polarity` is 'asserted', 'negated' or 'hedged'; `score` is in [0, 1].
    """

    passage: str
    head: str
    head_start: int
    head_end: int
    type: str
    tail: str
    tail_start: int
    tail_end: int
    cue_start: int
    cue_end: int
    quote_start: int
    quote_end: int
    rule: str
    polarity: str
    score: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one passage."""

    mentions: tuple[Mention, ...] = ()
    aliases: tuple[Alias, ...] = ()
    claims: tuple[Claim, ...] = ()


def passage_id(text: str) -> str:
    r"""SHA-256 of the text in NFC with white space folded, as 64 hex digits.

    >>> passage_id("LoRA  属于 PEFT") == passage_id(" LoRA 属于\nPEFT")
    True
    """
    folded = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return hashlib.sha256(folded.encode()).hexdigest()


_LOOSE = re.compile(r"[\s\-_·/()（）\[\]\"“”《》]+")


def fold(name: str) -> str:
    """The form under which two spellings of a name are one: no case, space, hyphen or bracket.

    >>> fold("Low-Rank Adaptation") == fold("LowRank adaptation") == fold("ＬｏｗＲａｎｋ Adaptation")
    True
    """
    return _LOOSE.sub("", unicodedata.normalize("NFKC", name)).casefold()
