"""A model out of annotated texts, and its scores on texts that it had not seen, beside those of the rules.

Words are known from the model that kgraph ships, so that only the annotated texts are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kgraph.errors import InputError, MissingError, UsageError
from kgraph.evaluate import Gold, read_gold, score, total
from kgraph.extract.small.model import MANIFEST, WEIGHTS
from kgraph.schema import CONCEPT_TYPES, RELATION_TYPES

FOLDS = 5
LIBRARIES = ("lightgbm", "pycrfsuite", "scipy", "sklearn")
_LEAST = 20
"""Annotated texts below which a fold has next to nothing to learn from or to measure on."""
_CALLED = {"concepts": "concepts", "pairs": "pairs", "relations": "typed"}
"""What is scored, and what the manifest of a model calls it."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Beside:
    """One score of the new model, out of fold, and the same of the rules on the same texts."""

    what: str
    precision: float
    recall: float
    f1: float
    rules_f1: float


def train(gold: Sequence[Path], folder: Path, *, say: Say) -> list[Beside]:
    """Train a model into `folder` and say how good it is; the same gold makes the same model.

    InputError when the gold is bad, too little, or has nothing to measure on; UsageError when the folder is
    somebody's; MissingError without the libraries that train.
    """
    _check_folder(folder)
    texts = [text for path in gold for text in _readable(path)]
    _check_enough(texts)
    _check_libraries()
    from kgraph.extract import small
    from kgraph.extract.train import Materials
    from kgraph.extract.train import train as train_small

    words = small.load().words
    try:
        manifest = train_small(Materials(gold), folder, words=words, count=FOLDS, say=say)
    except ValueError as error:  # what the libraries say when all examples are of one kind
        hint = "Annotate more texts, of more kinds."
        raise InputError(f"Nothing can be learnt from these texts: {error}.", hint=hint) from error
    return list(_beside(manifest, [text for text in texts if _agreed(text)]))


def _check_folder(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if folder.is_file() or names - {MANIFEST, WEIGHTS}:
        raise UsageError(f"{folder} is there already, and is no model.", hint="Name another folder with -o.")


def _check_libraries() -> None:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise MissingError(
            f"Training needs libraries that are not installed: {', '.join(missing)}.",
            hint="Install them: pip install 'kgraph[train]'.",
        )


def _readable(path: Path) -> list[Gold]:
    """The texts of a gold file; InputError names the line of one that cannot be learnt from."""
    texts = read_gold(path)
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    numbers = [number for number, line in enumerate(lines, start=1) if line.strip()]
    for number, text in zip(numbers, texts, strict=True):
        for fault in _faults(text):
            raise InputError(f"{path}, line {number}: {fault}.", hint="See `kgraph eval --help`.")
    return texts


def _faults(text: Gold) -> Iterator[str]:
    """What is wrong with an annotated text, in words."""
    for key, kinds in text.types.items():
        if not text.names[key]:
            yield f"the concept {key!r} has no name"
        if not kinds or set(kinds) - CONCEPT_TYPES.keys():
            found = ", ".join(kinds) or "none"
            yield f"the types of the concept {key!r} are {found}, not of {', '.join(CONCEPT_TYPES)}"
    for head, kind, tail in text.relations:
        if RELATION_TYPES[kind].inferred:
            yield f"{kind} is computed and never said"
        for end in (head, tail):
            if end not in text.names:
                yield f"a relation names the concept {end!r}, which is not there"


def _check_enough(texts: Sequence[Gold]) -> None:
    if len(texts) < _LEAST:
        hint = "Annotate more; `kgraph extract -f jsonl` is a draft to correct."
        raise InputError(f"{len(texts)} annotated texts are too few to learn from: {_LEAST} are the least.", hint=hint)
    if len({kind for text in texts for _, kind, _ in text.relations}) < 2:  # noqa: PLR2004 - to be told apart
        hint = "Annotate relations of several types."
        raise InputError("There are not two types of relation in these texts, so there is nothing to tell.", hint=hint)
    if not any(map(_agreed, texts)):
        hint = "Mark the tier of what you are sure of as 'agreed'."
        raise InputError("No item of these texts has the tier 'agreed', so there is nothing to measure on.", hint=hint)


def _agreed(text: Gold) -> bool:
    """Whether a text can measure: two readers agreed on something in it."""
    return bool(text.agreed) or "agreed" in text.relations.values()


def _beside(manifest: Mapping[str, Any], texts: Sequence[Gold]) -> Iterator[Beside]:
    rules = total(compared for _, compared in score(texts, model="rules", jobs=1))
    for what, called in _CALLED.items():
        precision, recall, f1 = manifest["cross_validation"]["scores"]["all"][called]
        yield Beside(what, precision, recall, f1, round(rules[what].f1, 4))
