"""Train the model `small`: from annotated texts to a folder of weights with a manifest.

Every figure in the manifest is measured on texts whose whole source was left out. Needs the
libraries of `pip install kgraph[train]`; the same texts give the same model.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import UsageError
from kgraph.extract.lexicon import read_entries, shipped_files
from kgraph.extract.small.model import FORMAT
from kgraph.extract.small.relations import Thresholds
from kgraph.extract.small.scene import Scene
from kgraph.extract.small.training import storing
from kgraph.extract.small.training.gold import Sample, read_samples
from kgraph.extract.small.training.reliability import bins
from kgraph.extract.small.training.stages import Course, Scored
from kgraph.extract.small.training.words import train_vectors
from kgraph.extract.small.vectors import Vectors
from kgraph.model import fold
from kgraph.schema import relation_key

_FEWEST_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Materials:
    """What to train on: annotated texts, where each was taken from (to leave sources out), unlabelled texts."""

    gold: Sequence[Path]
    unlabelled: Sequence[Path] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def train(
    materials: Materials,
    folder: Path,
    *,
    words: Vectors | None = None,
    count: int = 5,
    say: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Train a model into `folder`, and return its manifest; `words` stand in for unlabelled texts."""
    if count < _FEWEST_FOLDS:
        raise UsageError(f"{count} folds are too few.", hint=f"Take at least {_FEWEST_FOLDS}.")
    samples = read_samples(materials.gold, materials.sources)
    vectors = words or train_vectors(_texts(materials.unlabelled))
    say(f"{len(samples)} texts, {len(vectors.number)} words")
    lexicon = [entry for file in shipped_files() for entry in read_entries(file)]
    course = Course(samples, vectors, lexicon, count=count, say=say)
    held = course.held()
    names = course.name_thresholds(held)
    tables, scenes = course.tables(held, names)
    say(f"{len(tables.found.pair)} pairs of found concepts, {len(tables.annotated.pair)} of annotated ones")
    beliefs = course.held_beliefs(tables, scenes)
    limits = course.relation_thresholds(beliefs, scenes)
    scores = _scores(course, beliefs, scenes, limits)
    reliability = [asdict(each) for each in bins(_judged(samples, beliefs, scenes))]
    relater = course.relater(tables, None)
    namer = course.namer(held.names, None)
    typer = course.typer(course.type_rows, None)
    arrays = {
        **storing.vector_arrays(vectors),
        **storing.field_arrays(course.field(None)),
        **storing.linear_arrays("name.letters", namer.linear),
        **storing.tree_arrays("name", namer.trees),
        **storing.linear_arrays("type", typer),
        **storing.scorer_arrays("pair", relater.pair),
        **storing.scorer_arrays("role", relater.role),
    }
    manifest = {
        "format": FORMAT,
        "version": _version(materials),
        "settings": {"names": names, "relations": asdict(limits)},
        "cross_validation": {"folds": count, "left out": "whole sources", "scores": scores, "reliability": reliability},
        "trained_on": [_named(path, materials) for path in (*materials.gold, *materials.unlabelled)],
        "lexicon": [_named(path, materials) for path in shipped_files()],
        "libraries": _libraries(),
    }
    storing.write(folder, arrays, manifest)
    return manifest


def _texts(paths: Sequence[Path]) -> Iterator[str]:
    """The texts of JSON Lines files (`text`, and `title` if there is one), packed by gzip or not."""
    for path in paths:
        raw = path.read_bytes()
        for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines():
            row = json.loads(line)
            yield f"{row.get('title', '')}\n{row['text']}"


def _scores(course: Course, beliefs: Sequence[Scored], scenes: Sequence[Scene], limits: Thresholds) -> dict[str, Any]:
    """Precision, recall and F1 by gold file and by language, of the texts that two readers annotated."""
    twice = [number for number, sample in enumerate(course.samples) if sample.twice]
    groups: dict[str, list[int]] = {"all": twice}
    for number in twice:
        groups.setdefault(course.samples[number].file, []).append(number)
    for number in twice:
        groups.setdefault(course.samples[number].language, []).append(number)
    return {
        name: {"texts": len(inside)} | course.measure(inside, beliefs, scenes, limits)
        for name, inside in groups.items()
    }


def _judged(
    samples: Sequence[Sample], beliefs: Sequence[Scored], scenes: Sequence[Scene]
) -> Iterator[tuple[float, bool]]:
    """Every scored reading of a pair, with whether a reader says the same."""
    for sample, scored, view in zip(samples, beliefs, scenes, strict=True):
        ids = {fold(name): concept.id for concept in sample.concepts for name in concept.names}
        want = {relation_key(each.head, each.type, each.tail) for each in sample.relations}
        called = [
            next((ids[fold(name)] for name in concept.names if fold(name) in ids), "?") for concept in view.concepts
        ]
        for _, related in scored:
            head, tail = (called[view.layout.places[place].concept] for place in (related.head, related.tail))
            yield related.belief, relation_key(head, related.type, tail) in want


def _version(materials: Materials) -> str:
    """Twelve hex digits that change with what the model was trained on, the lexicon and the code of this package."""
    code = sorted(path for path in (Path(__file__).parent / "small").rglob("*") if path.suffix in {".py", ".toml"})
    total = hashlib.sha256()
    for path in (*materials.gold, *materials.unlabelled, *shipped_files(), *code):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def _named(path: Path, materials: Materials) -> dict[str, str]:
    entry = {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    note = materials.notes.get(path.name)
    return entry | {"note": note} if note else entry


def _libraries() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("lightgbm", "numpy", "python-crfsuite", "scikit-learn", "rjieba")}
