"""The scene of a passage's relations: which mentions are one concept, and what is known of each concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kgraph.extract.small.concepts import token_span
from kgraph.extract.small.layout import Layout, lay_out
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.names import Span
from kgraph.extract.small.pairs import Concept
from kgraph.extract.small.tokens import Tokens
from kgraph.extract.small.types import probabilities
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold

Lexical = Mapping[Span, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """Characters `start:end` name something, with probability `score`."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Scene:
    """The concepts of a passage, numbered by first place, and their layout."""

    concepts: tuple[Concept, ...]
    layout: Layout


def scene(  # noqa: PLR0913 - a text, what is named in it, and what is known
    found: Tokens,
    named: Sequence[Named],
    equal: Iterable[tuple[str, str]],
    *,
    typer: Linear,
    listed: Lexical,
    vectors: Vectors,
) -> Scene:
    """Join equal names (folded alike, or a pair of `equal`) to concepts, and lay the passage out."""
    group = groups(found.text, named, equal)
    members: dict[str, list[Named]] = {}
    for each in sorted(named, key=lambda each: (each.start, -each.end)):
        members.setdefault(group[fold(found.text[each.start : each.end])], []).append(each)
    concepts = tuple(_concept(found, together, typer, listed, vectors) for together in members.values())
    places = [(each.start, each.end, number) for number, together in enumerate(members.values()) for each in together]
    return Scene(concepts, lay_out(found, places))


def groups(text: str, named: Sequence[Named], equal: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each folded name and the first name of its group; two names may be joined by one that is not in the text."""
    ordered = sorted(named, key=lambda each: (each.start, -each.end))
    group = {key: key for key in dict.fromkeys(fold(text[each.start : each.end]) for each in ordered)}
    rank = {key: number for number, key in enumerate(group)}
    for pair in sorted(equal):
        ends = [group.setdefault(fold(name), fold(name)) for name in pair]
        one, two = sorted(ends, key=lambda key: rank.get(key, len(rank)))
        if one != two:
            group = {key: one if value == two else value for key, value in group.items()}
    return group


def _concept(found: Tokens, group: Sequence[Named], typer: Linear, listed: Lexical, vectors: Vectors) -> Concept:
    by_name: dict[str, list[Span]] = {}
    for each in group:
        key = fold(found.text[each.start : each.end])
        by_name.setdefault(key, []).append(token_span(found, each.start, each.end))
    types = np.mean([probabilities(typer, found, spans, listed, vectors) for spans in by_name.values()], axis=0)
    words = found.words_in(*next(iter(by_name.values()))[0])
    return Concept(
        names=tuple(dict.fromkeys(found.text[each.start : each.end] for each in group)),
        types=types.astype(np.float32),
        score=max(each.score for each in group),
        last=vectors.mean(words[-1:]),
        whole=vectors.mean(words),
        marks=vectors.marks(words[-1]),
    )
