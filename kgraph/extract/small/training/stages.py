"""The stages of training, each on what the stage before says of texts that it has not seen.

A text's fold is held out by every model that reads it here, so that a later stage learns from the
faults that the earlier one will really make, and so that what is measured is a fair estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgraph.extract.concepts import Name
from kgraph.extract.glosses import glosses
from kgraph.extract.lexicon import Entry, by_name
from kgraph.extract.small.concepts import Chosen, NameModel, choose, span_table
from kgraph.extract.small.crf import Crf
from kgraph.extract.small.features import attributes
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.model import Analysis, analyse, lexicon_names
from kgraph.extract.small.names import Span
from kgraph.extract.small.pairs import Pair
from kgraph.extract.small.relations import Related, RelationModel, Thresholds, decide
from kgraph.extract.small.scene import Named, Scene, groups, scene
from kgraph.extract.small.training.fields import labels, train_field
from kgraph.extract.small.training.gold import Sample, folds, occurrences
from kgraph.extract.small.training.measure import Reading, compare
from kgraph.extract.small.training.namers import (
    NameRows,
    TypeRows,
    name_data,
    train_namer,
    train_typer,
    type_data,
)
from kgraph.extract.small.training.relaters import PairTable, Tables, add_pairs, train_relater
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold

Say = Callable[[str], None]
Scored = list[tuple[Pair, Related]]

_NAME_THRESHOLDS = (0.34, 0.38, 0.42, 0.46, 0.5, 0.54)
_NESTED_THRESHOLDS = (0.5, 0.6, 0.7, 0.8)
_LEAST_BELIEFS = (0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.23, 0.26)
_EASINGS = ((0.0, 0.0), (0.05, 0.0), (0.05, 0.03), (0.1, 0.03), (0.1, 0.05))
_LEAST_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Held:
    """What the models of the first stages say of each text when its fold was held out."""

    names: Sequence[NameRows]
    scores: Sequence[Sequence[float]]
    typers: Sequence[Linear]


class Course:
    """One training, from annotated texts to models; what is used by several stages is computed once."""

    def __init__(
        self, samples: Sequence[Sample], words: Vectors, lexicon: Sequence[Entry], *, count: int, say: Say
    ) -> None:
        """`count` is the number of folds; `say` is told how it goes."""
        self.samples = samples
        self.words = words
        self.say = say
        self.count = count
        fold_of = folds(samples, count)
        self.at = [fold_of[sample.id] for sample in samples]
        self.entries = by_name(lexicon)
        names = lexicon_names(lexicon)
        self.seen: list[Analysis] = [analyse(sample.text, names) for sample in samples]

    @cached_property
    def _marked(self) -> list[tuple[list[list[str]], list[str]]]:
        return [
            (attributes(seen.found, list(seen.listed), self.words), labels(sample, seen.found))
            for sample, seen in zip(self.samples, self.seen, strict=True)
        ]

    def field(self, without: int | None) -> Crf:
        """The field trained without one fold, or on all."""
        return train_field(marked for marked, at in zip(self._marked, self.at, strict=True) if at != without)

    def held(self) -> Held:
        """Names, scores and typers out of fold."""
        spans = self._held_spans()
        rows = [
            name_data(sample, seen, table, self.words)
            for sample, seen, table in zip(self.samples, self.seen, spans, strict=True)
        ]
        namers = [self.namer(rows, each) for each in range(self.count)]
        self.say("names trained")
        types = self.type_rows
        typers = [self.typer(types, each) for each in range(self.count)]
        self.say("types trained")
        scores = [
            namers[at].scores(seen.found, list(row.names), table, list(seen.listed), self.words)
            for at, seen, row, table in zip(self.at, self.seen, rows, spans, strict=True)
        ]
        return Held(rows, scores, [typers[at] for at in self.at])

    def _held_spans(self) -> list[dict[Span, float]]:
        fields = []
        for each in range(self.count):
            fields.append(self.field(each))
            self.say(f"field {each + 1} of {self.count} trained")
        return [
            span_table(fields[at], seen.found, list(seen.listed), self.words)
            for at, seen in zip(self.at, self.seen, strict=True)
        ]

    def namer(self, rows: Sequence[NameRows], without: int | None) -> NameModel:
        """The name model trained without one fold, or on all."""
        return train_namer([(at, row) for at, row in zip(self.at, rows, strict=True) if at != without])

    @cached_property
    def type_rows(self) -> list[TypeRows]:
        """What the typer learns from."""
        return [type_data(sample, seen, self.words) for sample, seen in zip(self.samples, self.seen, strict=True)]

    def typer(self, rows: Sequence[TypeRows], without: int | None) -> Linear:
        """The typer trained without one fold, or on all."""
        return train_typer([row for at, row in zip(self.at, rows, strict=True) if at != without])

    def name_thresholds(self, held: Held) -> dict[str, tuple[float, float]]:
        """The thresholds of each language that are best on the texts that two readers annotated."""
        best = {}
        for language in sorted({sample.language for sample in self.samples}):
            inside = [n for n, sample in enumerate(self.samples) if sample.twice and sample.language == language]
            grid = [(threshold, nested) for threshold in _NAME_THRESHOLDS for nested in _NESTED_THRESHOLDS]
            best[language] = max(grid, key=lambda pair: (self._name_f1(held, inside, *pair), pair))
        return best

    def _name_f1(self, held: Held, inside: Sequence[int], threshold: float, nested: float) -> float:
        readings = []
        for number in inside:
            chosen = self._chosen(held, number, threshold, nested)
            named = [Named(each.start, each.end, each.score) for each in chosen]
            readings.append(Reading(self._names(number, named)))
        return compare([self.samples[number] for number in inside], readings)["concepts"].row[2]

    def _chosen(self, held: Held, number: int, threshold: float, nested: float) -> list[Chosen]:
        names, scores = held.names[number].names, held.scores[number]
        return choose(self.seen[number].found, names, scores, threshold=threshold, nested=nested)

    def _names(self, number: int, named: Sequence[Named]) -> list[list[str]]:
        """The names of each concept, joined by what the text and the lexicon say."""
        text = self.samples[number].text
        group = groups(text, named, self.equal(number, named))
        members: dict[str, list[str]] = {}
        for each in named:
            name = text[each.start : each.end]
            members.setdefault(group[fold(name)], []).append(name)
        return list(members.values())

    def equal(self, number: int, named: Sequence[Named]) -> list[tuple[str, str]]:
        """Pairs of names that are one, as the rules find them: glosses of the text, entries of the lexicon."""
        text = self.samples[number].text
        names = [Name(each.start, each.end, "Concept", "lexicon", each.score) for each in named]
        pairs = [(text[g.start : g.end], text[g.other_start : g.other_end]) for g in glosses(text, names)]
        for each in named:
            entry = self.entries.get(fold(text[each.start : each.end]))
            if entry:
                pairs.append((text[each.start : each.end], entry.names[0]))
        return pairs

    def tables(self, held: Held, thresholds: dict[str, tuple[float, float]]) -> tuple[Tables, list[Scene]]:
        """The pairs to learn relations from, and the scenes of the found concepts."""
        found, scenes = PairTable({}), []
        annotated = PairTable(found.column)
        for number, sample in enumerate(self.samples):
            chosen = self._chosen(held, number, *thresholds[sample.language])
            named = [Named(each.start, each.end, each.score) for each in chosen]
            view = self._scene(number, named, held.typers[number], self.equal(number, named))
            scenes.append(view)
            add_pairs(found, number, sample, view, self.words)
            add_pairs(annotated, number, sample, self._annotated_scene(number, held), self.words)
        return Tables(found, annotated, found.matrix, annotated.matrix), scenes

    def _scene(self, number: int, named: Sequence[Named], typer: Linear, equal: Iterable[tuple[str, str]]) -> Scene:
        seen = self.seen[number]
        return scene(seen.found, named, equal, typer=typer, listed=seen.types, vectors=self.words)

    def _annotated_scene(self, number: int, held: Held) -> Scene:
        """The annotated concepts, as sure as the name model would have been of them but not less than a half."""
        sample = self.samples[number]
        known = {
            candidate.key: score for candidate, score in zip(held.names[number].names, held.scores[number], strict=True)
        }
        named = [
            Named(*place, max(known.get(fold(name), 0.0), _LEAST_SCORE))
            for concept in sample.concepts
            for name in concept.names
            for place in occurrences(sample.text, name)
        ]
        equal = [(concept.names[0], name) for concept in sample.concepts for name in concept.names[1:]]
        return self._scene(number, named, held.typers[number], equal)

    def held_beliefs(self, tables: Tables, scenes: Sequence[Scene]) -> list[Scored]:
        """The scored pairs of the texts that measure, each by a model that has not seen its fold."""
        beliefs: list[Scored] = [[] for _ in self.samples]
        for each in range(self.count):
            model = self.relater(tables, each)
            for number, sample in enumerate(self.samples):
                if self.at[number] == each and sample.twice:
                    beliefs[number] = model.beliefs(scenes[number], self.words)
            self.say(f"relations {each + 1} of {self.count} trained")
        return beliefs

    def relater(self, tables: Tables, without: int | None) -> RelationModel:
        """The relation model trained without one fold, or on all."""
        return train_relater(tables, [at != without for at in self.at])

    def relation_thresholds(self, beliefs: Sequence[Scored], scenes: Sequence[Scene]) -> Thresholds:
        """The thresholds that are best for pairs and types together, on the texts that two readers annotated."""
        grid = [Thresholds(least, *easing) for least in _LEAST_BELIEFS for easing in _EASINGS]
        inside = [number for number, sample in enumerate(self.samples) if sample.twice]

        def worth(limits: Thresholds) -> float:
            tallies = self.measure(inside, beliefs, scenes, limits)
            return tallies["pairs"][2] + tallies["typed"][2]

        return max(grid, key=lambda limits: (worth(limits), limits.least, limits.triangle))

    def measure(
        self, inside: Sequence[int], beliefs: Sequence[Scored], scenes: Sequence[Scene], limits: Thresholds
    ) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F1 of concepts, pairs and typed relations on some texts."""
        readings = [reading(scenes[number], decide(beliefs[number], limits)) for number in inside]
        tallies = compare([self.samples[number] for number in inside], readings)
        return {name: tally.row for name, tally in tallies.items()}


def reading(view: Scene, kept: Iterable[Related]) -> Reading:
    """A scene and its relations, as they are measured."""
    places = view.layout.places
    relations = [(places[each.head].concept, each.type, places[each.tail].concept) for each in kept]
    return Reading([concept.names for concept in view.concepts], relations)
