"""Find where a passage itself says that two names are one: '低秩适配(Low-Rank Adaptation, LoRA)', 'X 又称 Y'.

A bracket is a gloss when its content is an abbreviation whose letters the name before it has
(Schwartz and Hearst, 2003), a name in the other script, or follows a word such as 又称. A bracket
of examples ('模型(如 BERT、GPT)') or of versions is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from kgraph.extract.concepts import Name, crosses
from kgraph.extract.languages import LANGUAGES, language
from kgraph.extract.scan import Hit

_BRACKET = re.compile(r"[(（]([^()（）\n]{2,80})[)）]")
_PART = re.compile(r"[^,，;；/|]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_MIN_INITIALS, _MAX_INITIALS = 2, 10
_LONGEST = 90  # characters before a bracket that may spell out what is in it
_MAX_WORDS = 6  # a longer bracket is a remark
_MAX_HAN = 16
_VERB = 2  # characters of a Chinese verb
_REMARK = re.compile(
    r"[a-z]{2,}_|https?|\.(?:py|com|cn|io)\b|\bet al\b|\be\.g\b|\bi\.e\b|[+*`≥≤→&@#]|(?:^|\D)(?:19|20)\d\d(?:$|\D)"
)
_BRAND = re.compile(r"\b[A-Za-z]*[a-z][A-Z][A-Za-z]*[a-z]")  # 'LeRobot' is a product, not a translation


class Gloss(NamedTuple):
    """Characters `start:end` and `other_start:other_end` name one thing, for `reason` by `rule`."""

    start: int
    end: int
    other_start: int
    other_end: int
    reason: str
    rule: str
    score: float


@cache
def _aka() -> re.Pattern[str]:
    words = [word for code in LANGUAGES for word in language(code)["glosses"]["aka"]]
    choice = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\s*[,，]?\s*(?:{choice})\s*[:：为是]?\s*[“\"《「]?\s*", re.IGNORECASE)


def initials_fit(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, the first one at its start.

    >>> initials_fit("LoRA", "Low-Rank Adaptation"), initials_fit("BERT", "generative model")
    (True, False)
    """
    letters = [char for char in short.casefold() if char.isalnum()]
    if not _MIN_INITIALS <= len(letters) <= _MAX_INITIALS or len(long) <= len(short):
        return False
    rest = long.casefold()
    at = len(rest)
    for number, letter in enumerate(reversed(letters)):
        first = number == len(letters) - 1
        at -= 1
        while at >= 0 and (rest[at] != letter or (first and at > 0 and rest[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return False
    return at == 0 and _starts_of_words(letters, long) * 2 >= len(letters)


def _starts_of_words(letters: Sequence[str], long: str) -> int:
    """How many of the letters begin a word of `long`, taken in order."""
    starts = [word[0].casefold() for word in re.split(r"[\s\-/]+", long) if word]
    count = 0
    for letter in letters:
        if letter in starts:
            starts = starts[starts.index(letter) + 1 :]
            count += 1
    return count


def glosses(text: str, names: Sequence[Name], known: Sequence[Hit] = ()) -> list[Gloss]:
    """The glosses of `text`, given its names and which of them the lexicon knows, sorted.

    >>> text = "低秩适配(Low-Rank Adaptation, LoRA)"
    >>> name = Name(0, 4, "Method", "lexicon", 0.8)
    >>> [(text[g.start : g.end], text[g.other_start : g.other_end]) for g in glosses(text, [name])]
    [('低秩适配', 'Low-Rank Adaptation'), ('低秩适配', 'LoRA')]
    """
    entries = {hit[:2]: hit.value for hit in known}
    found = {*_bracketed(text, names), *_said(text, names)}
    return sorted(gloss for gloss in found if _may_be_one(gloss, entries))


def _may_be_one(gloss: Gloss, entries: Mapping[tuple[int, int], Any]) -> bool:
    """Not where the lexicon knows both ends, as two things, and no word or initials deny it: 'softmax(损失函数)'."""
    one, other = entries.get((gloss.start, gloss.end)), entries.get((gloss.other_start, gloss.other_end))
    return one is None or other is None or one == other or gloss.rule != "gloss.bracket"


def _bracketed(text: str, names: Sequence[Name]) -> Iterator[Gloss]:
    spans = {name[:2] for name in names}
    ending: dict[int, list[Name]] = {}
    for name in names:
        ending.setdefault(name.end, []).append(name)
    for bracket in _BRACKET.finditer(text):
        front = _name_before(text, bracket.start(), ending)
        if front is None:
            continue
        inside = _parts(text, bracket)
        if len(inside) > 1 and all(text[start:end].isupper() for start, end, _ in inside):
            continue  # '反馈学习(RLHF, DPO)' lists instances
        for start, end, explicit in inside:
            translates = text[front[0]].isascii() != text[start].isascii()
            if not text[start].isascii() and (explicit or translates) and (start, end) not in spans:
                continue  # 'Linux(见 GNU)' and '张量(即形状为 3 的)' remark; only a name is one with a name
            begin = _long_form(text, front, text[start:end])
            reason, score = _reason(text[begin : front[1]], text[start:end], explicit=explicit, alone=len(inside) == 1)
            if reason:
                yield Gloss(
                    begin, front[1], start, end, reason, "gloss.aka" if explicit else f"{reason}.bracket", score
                )


def _name_before(text: str, at: int, ending: Mapping[int, Sequence[Name]]) -> tuple[int, int] | None:
    """The longest name that ends at the bracket, else the Latin word there."""
    base = max(0, at - _LONGEST)
    end = base + len(text[base:at].rstrip())
    if names := ending.get(end):
        longest = min(name.start for name in names)
        sure = min((name.start for name in names if name.rule == "lexicon"), default=longest)
        # A noun run may hold a verb before the name of the lexicon: '微调大语言模型(LLM)'.
        return (sure if sure - longest <= _VERB else longest), end
    words = [word.span() for word in _LATIN_WORD.finditer(text, base, end)]
    return (words[-1][0], end) if words and words[-1][1] == end else None


def _long_form(text: str, front: tuple[int, int], short: str) -> int:
    """Where the words before a bracketed abbreviation begin to spell it out: in its sentence, at least the name."""
    if not short.isascii() or not text[front[0] : front[1]].isascii():
        return front[0]
    base = max(0, front[1] - _LONGEST)
    words = list(re.finditer(r"[A-Za-z][\w\-]*", text[base : front[1]]))
    for word in reversed(words[-_MAX_INITIALS:]):
        start = base + word.start()
        if re.search(r"[^\w\s\-/]", text[start : front[1]]):
            break
        if initials_fit(short, text[start : front[1]]):
            return start
    return front[0]


def _parts(text: str, bracket: re.Match[str]) -> list[tuple[int, int, bool]]:
    """The names in a bracket, each with whether a word such as 简称 says that it is one."""
    parts = []
    for piece in _PART.finditer(text, bracket.start(1), bracket.end(1)):
        start, end = piece.span()
        said = _aka().match(text, start, end)
        if said:
            start = said.end()
        while start < end and text[start] in " “\"'《「":
            start += 1
        while end > start and text[end - 1] in " ”\"'》」":
            end -= 1
        if end - start > 1:
            parts.append((start, end, bool(said)))
    return parts


def _reason(name: str, other: str, *, explicit: bool, alone: bool) -> tuple[str, float]:
    """Why `other`, bracketed behind `name`, is the same thing, and how sure that is; no reason is ''."""
    if (
        re.search(r"[:：。=<>、{}\\$]|\d{3}", other)
        or _REMARK.search(other)
        or (_HAN.search(other) is None and _LATIN.search(other) is None)
    ):
        return "", 0.0
    if explicit:
        return "gloss", 0.95
    if initials_fit(other, name) or initials_fit(name, other):
        return "initials", 0.95
    if bool(_HAN.search(name)) != bool(_HAN.search(other)) and _translates(name, other):
        return "gloss", 0.85 if alone else 0.8
    return "", 0.0


def _translates(name: str, other: str) -> bool:
    """Whether a bracket in the other script reads as a translation or abbreviation, not as an instance or a remark."""
    han, latin = (name, other) if _HAN.search(name) else (other, name)
    digits = re.findall(r"\d+", latin)
    if digits and digits != re.findall(r"\d+", han):
        return False
    if len(latin.split()) > _MAX_WORDS or len(han) > _MAX_HAN or _REMARK.search(latin):
        return False
    if _BRAND.search(latin):
        return False
    # 'DGX(AI 服务器)' says what a product is; '投机解码(SD)' shortens.
    return han == name or not latin.isupper()


def _said(text: str, names: Sequence[Name]) -> Iterator[Gloss]:
    """'X 又称 Y': two names with nothing but such a word between them."""
    starts = {name.start: name for name in sorted(names, key=lambda name: name.end)}
    for name in names:
        if (said := _aka().match(text, name.end)) and (other := starts.get(said.end())):
            yield Gloss(name.start, name.end, other.start, other.end, "gloss", "gloss.aka", 0.9)


def broken(gloss: Gloss, skip: Sequence[tuple[int, int]]) -> bool:
    """Whether something that is not prose stands within one of the two names."""
    return crosses(gloss.start, gloss.end, skip) or crosses(gloss.other_start, gloss.other_end, skip)
