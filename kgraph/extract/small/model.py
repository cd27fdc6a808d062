"""The trained extractor `small`: finds the concepts of a passage, and the relations between concepts."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgraph.errors import InputError
from kgraph.extract.lexicon import Entry, lexicon
from kgraph.extract.sentences import sentences
from kgraph.extract.small import crf, linear, scorer, trees, vectors
from kgraph.extract.small.concepts import Chosen, NameModel, choose, span_table, token_span
from kgraph.extract.small.crf import Crf
from kgraph.extract.small.features import Hit, Known, hits, known
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.names import Span, candidates
from kgraph.extract.small.pairs import TYPES
from kgraph.extract.small.relations import Related, RelationModel, Thresholds, decide
from kgraph.extract.small.scene import Named, Scene, scene
from kgraph.extract.small.tokens import Tokens, tokens
from kgraph.extract.small.types import probabilities
from kgraph.extract.small.vectors import Vectors
from kgraph.model import Alias, Claim, Mention, Passage, fold

RULE = "small"
FORMAT = 1
WEIGHTS, MANIFEST = "model.npz", "manifest.json"
SHIPPED = Path(__file__).parent / "weights"
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is looked up in a text before anything is decided: tokens, and the names of the lexicon in it."""

    found: Tokens
    listed: tuple[Hit, ...]

    @property
    def types(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The types that the lexicon gives to token spans."""
        return {(hit.first, hit.last): hit.types for hit in self.listed}


@dataclass(frozen=True, slots=True)
class Settings:
    """What was tuned on held-out folds: the thresholds of names by language, and those of relations."""

    names: Mapping[str, tuple[float, float]]
    relations: Thresholds


class Small:
    """The trained extractor. It is read-only: the same passage always gives the same answer."""

    name = "small"

    def __init__(  # noqa: PLR0913 - the parts of the model
        self,
        *,
        version: str,
        names: Known,
        words: Vectors,
        field: Crf,
        namer: NameModel,
        typer: Linear,
        relater: RelationModel,
        settings: Settings,
    ) -> None:
        """Put the parts together; `load` reads them from a folder."""
        self.version = version
        self.words = words
        self.field = field
        self.namer = namer
        self.typer = typer
        self.relater = relater
        self.settings = settings
        self.analyse = lru_cache(maxsize=_REMEMBERED)(lambda text: analyse(text, names))

    def concepts(self, passage: Passage) -> list[Mention]:
        """The mentions of the passage's concepts, sorted, with offsets into its prose."""
        seen: Analysis = self.analyse(passage.prose)
        chosen = self._choose(seen, passage.language)
        types = self._types(seen, chosen)
        return [
            Mention(passage.id, each.start, each.end, name, types[fold(name)], RULE, each.score)
            for each in chosen
            for name in [" ".join(passage.text[each.start : each.end].split())]
        ]

    def relations(self, passage: Passage, mentions: Sequence[Mention], aliases: Sequence[Alias]) -> list[Claim]:
        """The relations between the mentioned concepts, best first; polarity is left to the rules."""
        seen: Analysis = self.analyse(passage.prose)
        if not mentions or not len(seen.found):
            return []
        view = self.scene(seen, mentions, aliases)
        limits = self.settings.relations
        kept = decide(self.relater.beliefs(view, self.words, least=limits.lowest), limits)
        spans = sentences(passage.prose)
        return [_claim(passage, view, related, spans) for related in kept]

    def scene(self, seen: Analysis, mentions: Sequence[Mention], aliases: Sequence[Alias]) -> Scene:
        """The concepts that the mentions and aliases amount to, laid out."""
        named = [Named(each.start, each.end, each.score) for each in mentions]
        equal = [(alias.name, alias.other) for alias in aliases]
        return scene(seen.found, named, equal, typer=self.typer, listed=seen.types, vectors=self.words)

    def _choose(self, seen: Analysis, language: str) -> list[Chosen]:
        spans = span_table(self.field, seen.found, list(seen.listed), self.words)
        names = candidates(seen.found, spans)
        scores = self.namer.scores(seen.found, names, spans, list(seen.listed), self.words)
        threshold, nested = self.settings.names[language]
        return choose(seen.found, names, scores, threshold=threshold, nested=nested)

    def _types(self, seen: Analysis, chosen: Sequence[Chosen]) -> dict[str, str]:
        """The likeliest type of each folded name."""
        places: dict[str, list[Span]] = {}
        for each in chosen:
            key = fold(seen.found.text[each.start : each.end])
            places.setdefault(key, []).append(token_span(seen.found, each.start, each.end))
        listed = seen.types
        chances = {
            key: probabilities(self.typer, seen.found, spans, listed, self.words) for key, spans in places.items()
        }
        return {key: TYPES[int(each.argmax())] for key, each in chances.items()}


def analyse(text: str, names: Known) -> Analysis:
    """The tokens of a text, and the names of the lexicon in it."""
    found = tokens(text)
    return Analysis(found, tuple(hits(found, names)))


def lexicon_names(entries: Sequence[Entry]) -> Known:
    """The names of the lexicon that are long enough to mean something, with their types."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for name in entry.names:
            found.setdefault(fold(name), set()).add(entry.type)
    return known({key: tuple(sorted(types)) for key, types in sorted(found.items()) if len(key) > 1})


def _claim(passage: Passage, view: Scene, related: Related, spans: Sequence[tuple[int, int]]) -> Claim:
    places = view.layout.places
    head, tail = places[related.head], places[related.tail]
    start, end = _quote(spans, min(head.start, tail.start), max(head.end, tail.end), tail.start)
    return Claim(
        passage=passage.id,
        head=" ".join(passage.text[head.start : head.end].split()),
        head_start=head.start,
        head_end=head.end,
        type=related.type,
        tail=" ".join(passage.text[tail.start : tail.end].split()),
        tail_start=tail.start,
        tail_end=tail.end,
        cue_start=start,
        cue_end=start,
        quote_start=start,
        quote_end=end,
        rule=RULE,
        polarity="asserted",
        score=related.belief,
    )


def _quote(spans: Sequence[tuple[int, int]], start: int, end: int, tail: int) -> tuple[int, int]:
    """The sentences that hold both ends where these are neighbours, else the sentence of the tail."""
    starts = [begin for begin, _ in spans]
    first = max(bisect_right(starts, start) - 1, 0)
    last = max(bisect_right(starts, end - 1) - 1, 0)
    if last - first > 1:
        first = last = max(bisect_right(starts, tail) - 1, 0)
    return spans[first][0], spans[last][1]


def load(folder: Path | None = None, entries: Sequence[Entry] | None = None) -> Small:
    """The extractor whose weights are in `folder`, and that knows `entries`, by default both as kgraph ships them."""
    folder = folder or SHIPPED
    manifest = read_manifest(folder)
    with np.load(folder / WEIGHTS) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return assemble(arrays, manifest, lexicon() if entries is None else entries)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What is said of the model in a folder; InputError when there is none, or of another format."""
    if not (folder / WEIGHTS).is_file() or not (folder / MANIFEST).is_file():
        hint = f"A model is a folder with {WEIGHTS} and {MANIFEST}."
        raise InputError(f"{folder} holds no model.", hint=hint)
    again = "Train it again with this version of kgraph."
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        form = manifest["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"{folder / MANIFEST} is damaged.", hint=again) from error
    if form != FORMAT:
        raise InputError(f"{folder}: format {form} of the model is not {FORMAT}.", hint=again)
    return manifest


def assemble(arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any], entries: Sequence[Entry]) -> Small:
    """The extractor out of its arrays, its manifest and the lexicon."""
    settings = manifest["settings"]
    return Small(
        version=f"small-{manifest['version']}",
        names=lexicon_names(entries),
        words=vectors.from_arrays(arrays),
        field=crf.from_arrays(arrays),
        namer=NameModel(linear.from_arrays(arrays, "name.letters"), trees.from_arrays(arrays, "name")),
        typer=linear.from_arrays(arrays, "type"),
        relater=RelationModel(scorer.from_arrays(arrays, "pair"), scorer.from_arrays(arrays, "role")),
        settings=Settings(
            names={code: (pair[0], pair[1]) for code, pair in settings["names"].items()},
            relations=Thresholds(**settings["relations"]),
        ),
    )
