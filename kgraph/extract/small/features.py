"""What the concept finder looks at: attributes of each token, as short strings.

An attribute of a neighbour carries its distance before a bar ('-1|w=的'), one of the neighbouring word
the letter W ('1W|用于'). Known names come from the lexicon, clusters from unlabelled text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kgraph.extract.small.tokens import HAN, Tokens
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold

_LONGEST_NAME = 14
_HAN = re.compile(f"[{HAN}]")
_SHAPES = ((re.compile("[A-ZÀ-Þ]"), "X"), (re.compile("[a-zß-ÿ]"), "x"), (re.compile("[0-9]"), "d"), (_HAN, "c"))
_REPEAT = re.compile(r"(.)\1{2,}")
_JOINTS = re.compile("[-_./]")
_FAR = 4
_REMEMBERED = 1 << 14


@dataclass(frozen=True, slots=True)
class Known:
    """Names that a lexicon holds: folded name -> the types it may have; and every beginning of one."""

    types: dict[str, tuple[str, ...]]
    beginnings: frozenset[str]


def known(names: dict[str, tuple[str, ...]]) -> Known:
    """The lookup of a lexicon, given folded names and their types."""
    return Known(names, frozenset(name[:size] for name in names for size in range(1, len(name) + 1)))


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first:last` spell a name of the lexicon."""

    first: int
    last: int
    types: tuple[str, ...]


def hits(found: Tokens, names: Known) -> list[Hit]:
    """Every place where a name of the lexicon stands, longest first at each token."""
    folded = [_folded(form) for form in found.form]
    out: list[Hit] = []
    for first in range(len(found)):
        if not folded[first]:
            continue
        here: list[Hit] = []
        name = ""
        for last in range(first, min(len(found), first + _LONGEST_NAME)):
            name += folded[last]
            if name not in names.beginnings:
                break
            types = names.types.get(name)
            if types and folded[last]:
                here.append(Hit(first, last + 1, types))
        out += reversed(here)
    return out


@lru_cache(maxsize=_REMEMBERED)
def _folded(form: str) -> str:
    return fold(form)


def outermost(spans: list[Hit]) -> list[Hit]:
    """The longest hits that do not overlap, the earlier of two equal ones first."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(spans, key=lambda hit: (hit.first - hit.last, hit.first)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            kept.append(hit)
    return kept


@lru_cache(maxsize=_REMEMBERED)
def shape(form: str) -> str:
    """The look of a form: capitals X, small letters x, digits d, Chinese c; at most two alike in a row.

    >>> shape("DeepSeek-V3"), shape("注意力")
    ('XxxXxx-Xd', 'cc')
    """
    for pattern, letter in _SHAPES:
        form = pattern.sub(letter, form)
    return _REPEAT.sub(r"\1\1", form)


def attributes(found: Tokens, spans: list[Hit], vectors: Vectors) -> list[list[str]]:
    """The attributes of every token."""
    own = [_own(found, number, vectors) for number in range(len(found))]
    listed = _listed(len(found), spans)
    around = [_word_around(found, number, vectors) for number in range(len(found.words))]
    rows = []
    for number in range(len(found)):
        row = ["bias", *own[number], *listed[number]]
        for distance in (-2, -1, 1, 2):
            row += _neighbour(own, listed, number + distance, distance)
        for distance in (-2, -1, 1, 2):
            at = found.word_at[number] + distance
            if 0 <= at < len(around):
                row += [f"{distance}{mark}" for mark in around[at]]
        row += _joints(found, number)
        rows.append(row)
    return rows


def _own(found: Tokens, number: int, vectors: Vectors) -> list[str]:
    form, word, tag = found.form[number], found.word[number], found.tag[number]
    low = form.lower()
    row = [f"w={word}", f"f={low}", f"s={shape(form)}", f"p={tag}", f"pp={found.part[number]}{tag}"]
    if _HAN.match(form):
        row += [f"we={word[-1]}", f"ws={word[0]}", f"wl={len(word)}"]
    elif form[0].isalnum():
        capitals = sum(letter.isupper() for letter in form[:6])
        row += [f"e2={low[-2:]}", f"e3={low[-3:]}", f"e4={low[-4:]}", f"b3={low[:3]}", f"cap={capitals}"]
        row.append(f"len={min(len(form), 8)}")
        term = found.term[number]
        if term and term != form:
            row += [f"ts={shape(term)}", f"tj={len(_JOINTS.findall(term))}"]
    marks = vectors.marks(word)
    if marks:
        row += [f"k{level}={mark}" for level, mark in enumerate(marks)]
    elif form[0].isalnum():
        row.append("k=new")
    return row


def _listed(length: int, spans: list[Hit]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(length)]
    for hit in outermost(spans):
        size = min(hit.last - hit.first, 6)
        for number in range(hit.first, hit.last):
            place = _place(number, hit)
            rows[number] += [f"g={place}", f"gn={place}{size}", *(f"gt={place}{kind}" for kind in hit.types)]
    for hit in spans:
        rows[hit.first].append("g<")
        rows[hit.last - 1].append("g>")
    return rows


def _place(number: int, hit: Hit) -> str:
    if hit.last - hit.first == 1:
        return "U"
    if number == hit.first:
        return "B"
    return "L" if number == hit.last - 1 else "I"


def _neighbour(own: list[list[str]], listed: list[list[str]], at: int, distance: int) -> list[str]:
    if not 0 <= at < len(own):
        return [f"{distance}^"]
    if abs(distance) > 1:
        return [f"{distance}|{mark}" for mark in own[at][:_FAR]]
    near = [f"{distance}|{mark}" for mark in own[at]]
    return near + [f"{distance}|{mark}" for mark in listed[at] if mark.startswith(("g=", "g<", "g>"))]


def _word_around(found: Tokens, at: int, vectors: Vectors) -> list[str]:
    first = found.words[at][0]
    word = found.word[first]
    marks = vectors.marks(word)
    return [f"W|{word}", f"P|{found.tag[first]}", *(f"K{level}|{mark}" for level, mark in enumerate(marks[:2]))]


def _joints(found: Tokens, number: int) -> list[str]:
    form = found.form
    row = []
    if found.depth[number]:
        row.append(f"depth={found.depth[number]}")
    if number:
        row.append(f"2<{form[number - 1].lower()}|{form[number].lower()}")
    if number + 1 < len(form):
        row.append(f"2>{form[number].lower()}|{form[number + 1].lower()}")
    if number == 0 or found.start[number] > found.end[number - 1]:
        row.append("space<")
    if number + 1 == len(form) or found.start[number + 1] > found.end[number]:
        row.append("space>")
    return row
