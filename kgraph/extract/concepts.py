"""Find the names of concepts in a text by rule.

A text is cut into runs of words that could stand together in a name. In each run, names of the
lexicon are taken, then terms in Latin letters, then noun runs whose last word is the head of a
kind of name ('... 编码器', '... learning'), which also tells the type.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kgraph.extract.languages import LANGUAGES, language, words_of
from kgraph.extract.plain import narrow
from kgraph.extract.scan import Hit
from kgraph.extract.words import Word, words


class Name(NamedTuple):
    """Characters `start:end` that name a concept of `type`, found by `rule` with `score`."""

    start: int
    end: int
    type: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class NameData:
    """What the names of all languages look like; Chinese and English words never collide."""

    heads: dict[str, str]
    trim: frozenset[str]
    breaks: frozenset[str]
    tags: frozenset[str]
    tails: frozenset[str]
    debris: frozenset[str]
    modifiers: frozenset[str]
    after: dict[str, str]


@cache
def name_data() -> NameData:
    """The `[names]` part of every language file."""
    heads: dict[str, str] = {}
    after: dict[str, str] = {}
    trim, breaks, tags, tails, debris, modifiers = (set[str]() for _ in range(6))
    for code in LANGUAGES:
        data = language(code)["names"]
        for kind, listing in data["heads"].items():
            heads.update((word, kind) for word in listing.split())
        trim |= words_of(data["trim"])
        breaks |= words_of(data["breaks"]) | set(language(code)["glosses"]["aka"])
        tags |= words_of(data.get("break_tags", ""))
        tails |= words_of(data["tails"])
        debris |= words_of(data.get("debris", ""))
        modifiers |= words_of(data.get("modifiers", ""))
        for kind, listing in data["after"].items():
            after.update((word, kind) for word in listing.split())
    return NameData(
        heads=heads,
        trim=frozenset(trim),
        breaks=frozenset(breaks),
        tags=frozenset(tags),
        tails=frozenset(tails),
        debris=frozenset(debris),
        modifiers=frozenset(modifiers),
        after=after,
    )


def find_names(
    text: str, words: Sequence[Word], known: Sequence[Hit], skip: Sequence[tuple[int, int]] = ()
) -> list[Name]:
    """Every name in `text`, sorted; a name of the lexicon may stand inside a longer name.

    No name reaches over a span of `skip`, and what a text breaks off with is a name only when it is known ('Flash...').
    """
    found: dict[tuple[int, int], Name] = {}
    fitting = _on_words([hit for hit in known if not crosses(hit.start, hit.end, skip)], words)
    known = _outermost(fitting)
    for hit in (*known, *(hit for hit in fitting if _stands_alone(text, hit))):
        found[hit.start, hit.end] = Name(hit.start, hit.end, hit.value.type, "lexicon", 0.8)
    covered = _covered(known, words)
    for run in _runs(text, words, covered, {start for start, _ in skip}):
        for name in _names_of_run(text, run, covered):
            found.setdefault((name.start, name.end), name)
    stump = _BROKEN_OFF.search(text)
    return sorted(name for name in found.values() if name.rule == "lexicon" or not stump or name.end != stump.start())


_BROKEN_OFF = re.compile(r"(?<![.…])(?:\.{3,}|…+)\s*\Z")


def crosses(start: int, end: int, skip: Sequence[tuple[int, int]]) -> bool:
    """Whether characters `start:end` hold some of one of the sorted spans `skip`."""
    after = bisect_right(skip, (start, start))
    return (after < len(skip) and skip[after][0] < end) or (after > 0 and skip[after - 1][1] > start)


def _on_words(hits: Sequence[Hit], words: Sequence[Word]) -> list[Hit]:
    """The hits that begin or end where a word does."""
    starts = {word.start for word in words}
    ends = {word.end for word in words}
    return [hit for hit in hits if hit.start in starts or hit.end in ends]


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that no longer or earlier one holds or crosses."""
    kept: list[Hit] = []
    reach = 0
    for hit in hits:
        if hit.start >= reach:
            kept.append(hit)
            reach = hit.end
    return kept


def _covered(hits: Sequence[Hit], words: Sequence[Word]) -> set[int]:
    """Where the words within known names start; both in order, no two hits crossing."""
    starts: set[int] = set()
    at = 0
    for word in words:
        while at < len(hits) and hits[at].end <= word.start:
            at += 1
        if at < len(hits) and hits[at].start <= word.start:
            starts.add(word.start)
    return starts


def _stands_alone(text: str, hit: Hit) -> bool:
    """Whether a known name is one of its own even within a longer name: of two Latin words or more."""
    return " " in text[hit.start : hit.end] and text[hit.start].isascii()


def _runs(text: str, words: Sequence[Word], covered: Collection[int], skipped: Collection[int]) -> Iterator[list[Word]]:
    """Maximal runs of words of one name: single spaces between them, none that breaks a name or stands twice.

    What is not prose begins at `skipped`; the words of known names begin at `covered`.
    """
    data = name_data()
    run: list[Word] = []
    for word in words:
        if run and (not _adjoin(text, run[-1], word) or run[-1].end in skipped):
            yield run
            run = []
        if word.start not in covered and (_breaks(word, data) or (word.tag == "number" and _is_amount(run))):
            if run:
                yield run
            run = []
        else:
            run.append(word)
    if run:
        yield run


def _breaks(word: Word, data: NameData) -> bool:
    return (word.tag in data.tags and word.text not in data.heads) or word.text.lower() in data.breaks


def _is_amount(run: Sequence[Word]) -> bool:
    """Whether a number behind a run is an amount or counts something: only behind a Latin name it is a version."""
    return not run or run[-1].tag != "latin"


def _adjoin(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] in ("", " ") and left.text != right.text


_HAN = re.compile(r"[\u4e00-\u9fff]")
_MAX_WORDS = 6


def _names_of_run(text: str, run: list[Word], covered: set[int]) -> Iterator[Name]:
    run = _trimmed(run, covered)
    if not run:
        return
    start, end = run[0].start, run[-1].end
    head = _head(run)
    if head and 1 < len(run) <= _MAX_WORDS and not _adds_nothing(run, covered):
        yield Name(start, end, head, "head", 0.6)
        return
    for part in _latin_parts(run):
        if _is_term(text, part) and not all(word.start in covered for word in part) and not _is_debris(text, part):
            start, end = part[0].start, part[-1].end
            yield Name(start, end, _latin_type(text, part, run), "latin", 0.5)


def _trimmed(run: list[Word], covered: set[int]) -> list[Word]:
    """The run without the words at its edges that belong to no name, but never into a known name."""
    trim = name_data().trim
    start, end = 0, len(run)
    while start < end and (_idle(run[start], _NO_START, trim, covered) or _acts(run[start], covered)):
        start += 1
    while start < end and _idle(run[end - 1], _NO_END, trim, covered):
        end -= 1
    return run[start:end]


def _acts(word: Word, covered: set[int]) -> bool:
    """Whether a word at the start of a run is a verb, with what stands behind it as its object: '连接固态硬盘'."""
    data = name_data()
    acts = word.tag == "v" and len(word.text) > 1 and word.text not in data.heads and word.text not in data.modifiers
    return acts and word.start not in covered


_NO_START = frozenset({"number", "q"})
_NO_END = frozenset({"number", "q", "m"})


def _idle(word: Word, tags: frozenset[str], trim: frozenset[str], covered: set[int]) -> bool:
    return (word.tag in tags or word.text.lower() in trim) and word.start not in covered


def _adds_nothing(run: list[Word], covered: set[int]) -> bool:
    """Whether the run is a known or Latin name with a word such as 'model' behind it."""
    tails = name_data().tails
    end = len(run)
    while end > 0 and run[end - 1].text.lower() in tails:
        end -= 1
    front = run[:end]
    if not front or end == len(run):
        return False
    return all(word.start in covered for word in front) or all(word.tag == "latin" for word in front)


def _is_debris(text: str, part: list[Word]) -> bool:
    """Whether Latin words are no name but what code, pages and addresses leave in a text."""
    name = narrow(text[part[0].start : part[-1].end])
    return name.casefold() in name_data().debris or bool(_DEBRIS.fullmatch(name))


# An address without its scheme, a file, a decade, a numbered question.
_DEBRIS = re.compile(
    r"[\w.\-]+\.(?:com|org|net|cn|html?|txt|py|ipynb|json|jpe?g|png|gif|csv|zip)|\d{4}s.*|Q[\d.]+|.* et al"
)


def _head(run: list[Word]) -> str:
    """The type that the head of the run tells, or empty: its last word, or how that ends."""
    heads = name_data().heads
    last = run[-1].text
    if not _HAN.match(last):
        return heads.get(last, "")
    return next((kind for cut in range(len(last)) if (kind := heads.get(last[cut:]))), "")


def _latin_parts(run: list[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in run:
        if word.tag == "latin":
            part.append(word)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _latin_type(text: str, part: list[Word], run: list[Word]) -> str:
    """The type of a Latin name that no list knows: by the word behind it, its head, or else its shape."""
    data = name_data()
    following = next((word.text.lower() for word in run if 0 <= word.start - part[-1].end <= 1), "")
    if kind := data.after.get(following) or (_head(part) if len(part) > 1 else ""):
        return kind
    name = text[part[0].start : part[-1].end]
    return next(kind for shape, kind in _SHAPE_TYPES if shape.search(name))


_SHAPE_TYPES = (
    (re.compile(r"[_.]|^[a-z]+[A-Z]"), "Component"),  # code: 'torch.nn', 'batch_size', 'isEmpty'
    (re.compile(r"\d"), "Model"),
    (re.compile(r" |^[a-z]+$"), "Concept"),
    (re.compile(r"^[A-Z]+$"), "Method"),
    (re.compile(r"[a-z][A-Z]"), "Component"),
    (re.compile(r""), "Tool"),
)


def _is_term(text: str, part: list[Word]) -> bool:
    """Whether Latin words are a term: by their shape, or because Chinese text stands around them."""
    if any(_SHAPE.search(word.text) for word in part):
        return True
    before = text[max(0, part[0].start - 2) : part[0].start].strip()
    after = text[part[-1].end : part[-1].end + 2].strip()
    english = (before[-1:].isascii() and before[-1:].isalpha()) or (after[:1].isascii() and after[:1].isalpha())
    if english:
        return part[0].text[0].isupper() and before != "" and before[-1] not in ".:"
    return len(part[0].text) >= _MIN_LETTERS and bool(_HAN.search(before + after))


_MIN_LETTERS = 3
"""Of a word in lower case that Chinese text takes for a name."""

_SHAPE = re.compile(r"[a-z0-9][A-Z]|[A-Z][A-Z]|[A-Za-z][0-9]|[A-Za-z]-[A-Z0-9]")


def without_tail(text: str, name: Name, known: Sequence[Hit]) -> Name:
    """The name of the lexicon that begins a name of the same type, where what follows adds nothing.

    '多 token 预测训练目标' is 多 token 预测; '图像分类模型' is a model, and not the task 图像分类.
    """
    for hit in known:
        if hit.start == name.start and hit.end < name.end and hit.value.type == name.type:
            rest = words(text[hit.end : name.end])
            if rest and all(word.text.lower() in name_data().tails for word in rest):
                return name._replace(end=hit.end)
    return name
