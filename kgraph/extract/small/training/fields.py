"""Train the conditional random field that marks where names may stand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from kgraph.extract.small.crf import LABELS, Crf
from kgraph.extract.small.tokens import Tokens
from kgraph.extract.small.training.gold import Sample, occurrences

_SETTINGS = {"c1": 0.1, "c2": 0.2, "max_iterations": 80, "feature.possible_transitions": True}
_SMALLEST = 0.005


def labels(sample: Sample, found: Tokens) -> list[str]:
    """The label of each token: the longest annotated names, where they stand whole on tokens."""
    first = {start: number for number, start in enumerate(found.start)}
    last = {end: number + 1 for number, end in enumerate(found.end)}
    spans = {
        (first[start], last[end])
        for concept in sample.concepts
        for name in concept.names
        for start, end in occurrences(sample.text, name)
        if start in first and end in last
    }
    marked = ["O"] * len(found)
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(label == "O" for label in marked[start:end]):
            marked[start:end] = _name_labels(end - start)
    return marked


def _name_labels(size: int) -> list[str]:
    return ["U"] if size == 1 else ["B", *["I"] * (size - 2), "L"]


def train_field(data: Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]) -> Crf:
    """The field trained on texts given as attributes and labels of their tokens."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for attributes, marked in data:
        trainer.append(attributes, marked)
    trainer.set_params(_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "field"
        trainer.train(str(path))
        return _read(path)


def _read(path: Path) -> Crf:
    """The weights in a file of CRFsuite; the very small ones are left out."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    stored = tagger.info()
    weights = {key: weight for key, weight in stored.state_features.items() if abs(weight) > _SMALLEST}
    names = sorted({name for name, _ in weights if "\n" not in name})
    number = {name: row for row, name in enumerate(names)}
    state = np.zeros((len(names), len(LABELS)), np.float32)
    for (name, label), weight in weights.items():
        if name in number:
            state[number[name], LABELS.index(label)] = weight
    transition = np.zeros((len(LABELS), len(LABELS)))
    for (one, two), weight in stored.transitions.items():
        transition[LABELS.index(one), LABELS.index(two)] = weight
    tagger.close()
    return Crf(number, state.astype(np.float16).astype(np.float32), transition)
