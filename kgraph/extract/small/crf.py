"""A linear-chain conditional random field over five labels: where names begin, go on and end.

Labels B, I, L mark the first, middle and last token of a name, U a name of one token, O none.
Only reading is here, in numpy: the weights were trained elsewhere (`kgraph.extract.train`).
After J. Lafferty, A. McCallum and F. Pereira, 'Conditional random fields', 2001.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LABELS = "BILOU"
_B, _I, _L, _O, _U = range(5)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crf:
    """`number` of each attribute, `state` weights (attribute, label), `transition` weights (label, next)."""

    number: dict[str, int]
    state: NDArray[np.float32]
    transition: Floats

    def emissions(self, attributes: Sequence[Sequence[str]]) -> Floats:
        """The summed weight of each label at each token: an array (tokens, 5)."""
        number = self.number
        rows = [[row for name in names if (row := number.get(name)) is not None] for names in attributes]
        sizes = np.array([len(row) for row in rows], np.int64)
        flat = np.fromiter((row for found in rows for row in found), np.int64, int(sizes.sum()))
        table = np.zeros((len(flat) + 1, len(LABELS)))
        np.cumsum(self.state[flat], axis=0, dtype=np.float64, out=table[1:])
        ends = np.cumsum(sizes)
        summed: Floats = table[ends] - table[ends - sizes]
        return summed


@dataclass(frozen=True, slots=True)
class Lattice:
    """All labellings of a text at once, scaled so that every column of `forward` sums to one.

    `step[t, i, j]` is the scaled weight of going from label i at t - 1 to label j at t;
    `forward * backward` are the probabilities of each label at each token.
    """

    forward: Floats
    backward: Floats
    step: Floats


def lattice(emissions: Floats, transition: Floats) -> Lattice:
    """Forward and backward sums over a text of at least one token."""
    length, labels = emissions.shape
    potential = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    step = np.exp(transition)[None, :, :] * potential[:, None, :]
    forward = np.empty((length, labels))
    backward = np.ones((length, labels))
    forward[0] = potential[0] / potential[0].sum()
    for t in range(1, length):
        row = (forward[t - 1][:, None] * step[t]).sum(axis=0)
        total = row.sum()
        forward[t] = row / total
        step[t] /= total
    for t in range(length - 2, -1, -1):
        backward[t] = (step[t + 1] * backward[t + 1]).sum(axis=1)
    return Lattice(forward, backward, step)


def span_probabilities(chart: Lattice, longest: int) -> Floats:
    """The probability that a name stands at exactly tokens `a : a + n`: an array (n - 1, a), n up to `longest`."""
    length = len(chart.forward)
    found = np.zeros((longest, length))
    found[0] = chart.forward[:, _U] * chart.backward[:, _U]
    begun, before = chart.forward[:, _B], _B
    for size in range(2, min(longest, length) + 1):
        last = chart.step[size - 1 :]
        begun = begun[: length - size + 1]
        found[size - 1, : length - size + 1] = begun * last[:, before, _L] * chart.backward[size - 1 :, _L]
        begun = begun * last[:, before, _I]
        before = _I
    return found


def viterbi(emissions: Floats, transition: Floats) -> str:
    """The best labelling, as a string of one letter a token."""
    best = emissions[0]
    back = np.zeros(emissions.shape, np.int64)
    for t in range(1, len(emissions)):
        scores = best[:, None] + transition
        back[t] = scores.argmax(axis=0)
        best = scores.max(axis=0) + emissions[t]
    labels = [int(best.argmax())]
    for t in range(len(emissions) - 1, 0, -1):
        labels.append(int(back[t, labels[-1]]))
    return "".join(LABELS[label] for label in reversed(labels))


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Crf:
    """The field stored as 'crf.attributes' (UTF-8, one a line), 'crf.state' and 'crf.transition'."""
    names = bytes(arrays["crf.attributes"]).decode().split("\n")
    state = arrays["crf.state"].astype(np.float32)
    return Crf({name: row for row, name in enumerate(names)}, state, arrays["crf.transition"].astype(np.float64))
