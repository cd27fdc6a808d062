"""How the concepts of a passage are laid out: words, sentences, segments, enumerations, topics.

A segment is what stands between two full stops or line ends, or what looks like a line end where line
ends were folded into spaces (a space between two Chinese characters, a number or bullet at the start).
A unit is one mention or an enumeration of them ('Adam、SGD 和 AdamW'): its members behave alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgraph.extract.small.tokens import HAN, Tokens

_STOPS = frozenset("。！？!?；;")
_JOIN = re.compile(
    r"\s*[“”\"'‘’《》`*]?\s*"
    r"(?:、|/|／|,\s*and|,\s*or|,|，|和|与|及|以及|或者|或|and|or|&|\+|＋|→|->|\||"
    r"，以及|、以及|,\s*as well as|as well as|跟|还有)"
    r"\s*[“”\"'‘’《》`*]?\s*",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\s*[（(【]\s*(?:即|简称|又称|也叫|also known as|i\.e\.,?|缩写为?|全称|英文)?\s*[:：,，]?\s*")
_CLOSING = re.compile(r"\s*[）)】]")
_LINE_BEFORE, _LINE_AFTER = re.compile(f"[{HAN}）)》”】]"), re.compile(f"[{HAN}（《【]")
_BULLET = re.compile(r"(?:\d{1,2}\s?[.、）)](?!\d)|[-*•·]\s|[①-⑩]|（\d）|\(\d\))")
_PICTOGRAPH = 0x1F000
LINE = "¶"
_GLOSS_REACH = 8
_PREDICATES = frozenset(("v", "p", "d", "c", "vn", "r"))
_COLON_REACH, _COLON_GAP, _SUBJECT_REACH = 8, 4, 2


@dataclass(frozen=True, slots=True)
class Item:
    """A word, mark or top-level mention in reading order; `kind` is 'mention', 'word', 'mark', 'stop' or 'line'."""

    kind: str
    start: int
    end: int
    text: str
    tag: str


@dataclass(slots=True)
class Place:
    """One mention of concept `concept`: characters, and where that is in the layout.

    `reach` is where the mention ends together with a gloss behind it ('低秩适配(LoRA)' reads as one);
    `outer` is the number of the place that this one is nested in, or -1.
    """

    start: int
    end: int
    concept: int
    reach: int
    outer: int = -1
    item: int = -1
    unit: int = -1
    rank: int = 0
    segment: int = 0
    sentence: int = 0


@dataclass(slots=True)
class Unit:
    """Mentions in a row: the numbers of their places, the items that they span, the words that join them."""

    places: list[int]
    first: int
    last: int
    segment: int
    sentence: int
    joints: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A passage with its concepts in place.

    `of` maps a concept to its places, in order; `order` to its rank by first place. `subject` is the
    concept that opens a segment, `running` the last subject before it, `colon` the concept in front of
    a segment's first colon with the item of that colon.
    """

    text: str
    chinese: bool
    places: list[Place]
    items: list[Item]
    item_segment: list[int]
    item_sentence: list[int]
    segment_start: dict[int, int]
    units: list[Unit]
    of: dict[int, list[int]]
    order: dict[int, int]
    subject: dict[int, int]
    running: dict[int, int]
    colon: dict[int, tuple[int, int]]
    first: int
    most: int


def lay_out(found: Tokens, mentions: Sequence[tuple[int, int, int]]) -> Layout:
    """The layout of a tokenised passage, given (start, end, concept) of each mention, in characters."""
    places = _nest(found.text, sorted(set(mentions), key=lambda mention: (mention[0], -mention[1], mention[2])))
    items = _items(found, places)
    segments, sentences = _numbering(items)
    for place in places:
        at = place.item = places[place.outer].item if place.outer >= 0 else place.item
        place.segment, place.sentence = segments[at], sentences[at]
    units = _units(found.text, places, items)
    of: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        of.setdefault(place.concept, []).append(number)
    starts: dict[int, int] = {}
    for number, segment in enumerate(segments):
        starts.setdefault(segment, number)
    subject = _subjects(places, items, units, starts)
    order = {concept: rank for rank, concept in enumerate(of)}
    return Layout(
        text=found.text,
        chinese=sum(form >= "\u3400" and form <= "\u9fff" for form in found.form) > 0.15 * len(found.text),
        places=places,
        items=items,
        item_segment=segments,
        item_sentence=sentences,
        segment_start=starts,
        units=units,
        of=of,
        order=order,
        subject=subject,
        running=_running(subject, max(segments, default=0)),
        colon=_colons(places, items, units, segments, starts),
        first=places[0].concept if places else -1,
        most=max(of, key=lambda concept: (len(of[concept]), -order[concept]), default=-1),
    )


def _nest(text: str, mentions: list[tuple[int, int, int]]) -> list[Place]:
    """Places in order: outermost ones do not overlap, nested ones know their outer; a gloss widens its name."""
    places: list[Place] = []
    outer = -1
    for start, end, concept in mentions:
        if outer >= 0 and start < places[outer].reach:
            if end <= places[outer].end and concept != places[outer].concept:
                places.append(Place(start, end, concept, end, outer))
            continue
        if outer >= 0 and concept == places[outer].concept and start - places[outer].end <= _GLOSS_REACH:
            closing = _CLOSING.match(text, end)
            if closing and _GLOSS.fullmatch(text[places[outer].end : start]):
                places[outer].reach = closing.end()
                continue
        places.append(Place(start, end, concept, end))
        outer = len(places) - 1
    return places


def _items(found: Tokens, places: list[Place]) -> list[Item]:
    items: list[Item] = []
    tops = [place for place in places if place.outer < 0]
    text, number, behind, size = found.text, 0, 0, len(found)
    for place in [*tops, None]:
        stop = place.start if place else len(text)
        while number < size and found.start[number] < stop:
            first = number
            number += 1
            while number < size and found.word_at[number] == found.word_at[first] and found.start[number] < stop:
                number += 1
            _line(items, text, behind, found.start[first])
            behind = found.end[number - 1]
            items.append(_word(found, first, number))
        if place:
            _line(items, text, behind, place.start)
            place.item = len(items)
            items.append(Item("mention", place.start, place.reach, "", "mention"))
            behind = place.reach
            while number < size and found.start[number] < place.reach:
                number += 1
    return items


def _word(found: Tokens, first: int, last: int) -> Item:
    text, start, end = found.span(first, last), found.start[first], found.end[last - 1]
    if text[0].isalnum():
        return Item("word", start, end, text, found.tag[first])
    closes = text == "." and (end == len(found.text) or found.text[end].isspace())
    return Item("stop" if closes or text in _STOPS else "mark", start, end, text, "")


def _line(items: list[Item], text: str, start: int, end: int) -> None:
    """Add a line end where the white space `start:end` is or was one."""
    if start >= end or not items:
        return
    gap, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    folded = _LINE_BEFORE.match(before) and _LINE_AFTER.match(after)
    if "\n" in gap or folded or _BULLET.match(text, end) or (after and ord(after) > _PICTOGRAPH):
        items.append(Item("line", start, end, LINE, ""))


def _numbering(items: list[Item]) -> tuple[list[int], list[int]]:
    """The segment and the sentence of each item."""
    segments, sentences, segment, sentence = [], [], 0, 0
    for item in items:
        segments.append(segment)
        sentences.append(sentence)
        segment += item.kind in ("stop", "line")
        sentence += item.kind == "stop"
    return segments, sentences


def _units(text: str, places: list[Place], items: list[Item]) -> list[Unit]:
    units: list[Unit] = []
    before: Place | None = None
    for number, place in enumerate(places):
        if place.outer >= 0:
            continue
        gap = text[before.reach : place.start] if before else ""
        if (
            before
            and before.sentence == place.sentence
            and before.concept != place.concept
            and _joined(gap, items, place)
        ):
            units[-1].places.append(number)
            units[-1].last = place.item
            units[-1].joints.append(gap.strip())
        else:
            units.append(Unit([number], place.item, place.item, place.segment, place.sentence))
        place.unit, place.rank = len(units) - 1, len(units[-1].places) - 1
        before = place
    for place in places:
        if place.outer >= 0:
            place.unit, place.rank = places[place.outer].unit, places[place.outer].rank
    return units


def _joined(gap: str, items: list[Item], place: Place) -> bool:
    """Whether `gap` joins two members of an enumeration; a comma before a clause does not."""
    if not _JOIN.fullmatch(gap):
        return False
    if gap.strip() not in (",", "，"):
        return True
    after = items[place.item + 1] if place.item + 1 < len(items) else None
    return not (after and after.kind == "word" and after.tag in _PREDICATES and after.text not in ("等", "和", "以及"))


def _subjects(places: list[Place], items: list[Item], units: list[Unit], starts: dict[int, int]) -> dict[int, int]:
    """The concept that opens each segment, for the segments that open with one."""
    subject: dict[int, int] = {}
    seen: set[int] = set()
    for unit in units:
        if unit.segment in seen:
            continue
        seen.add(unit.segment)
        opening = items[starts[unit.segment] : unit.first]
        if len(opening) <= _SUBJECT_REACH and not any(item.tag in ("p", "v") for item in opening):
            subject[unit.segment] = places[unit.places[0]].concept
    return subject


def _running(subject: dict[int, int], last: int) -> dict[int, int]:
    running: dict[int, int] = {}
    current = -1
    for segment in range(last + 1):
        running[segment] = current
        current = subject.get(segment, current)
    return running


def _colons(
    places: list[Place], items: list[Item], units: list[Unit], segments: list[int], starts: dict[int, int]
) -> dict[int, tuple[int, int]]:
    colon: dict[int, tuple[int, int]] = {}
    for number, item in enumerate(items):
        segment = segments[number]
        if item.text not in (":", "：") or segment in colon or number - starts[segment] > _COLON_REACH:
            continue
        heads = [unit for unit in units if starts[segment] <= unit.last < number]
        if heads and number - heads[-1].last <= _COLON_GAP:
            colon[segment] = (places[heads[-1].places[0]].concept, number)
    return colon
