"""Word vectors and clusters from unlabelled text: what stands beside a word tells what it is like.

Counts of neighbours (left, right, and within three words) are weighed by how much they exceed chance,
and brought to few dimensions by a singular value decomposition (O. Levy and Y. Goldberg, 'Neural word
embedding as implicit matrix factorization', 2014).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.tokens import HAN
from kgraph.extract.small.vectors import Vectors

_PIECE = re.compile(
    rf"([{HAN}]+)|([A-Za-zÀ-ÿ]+[0-9]*[A-Za-z0-9]*|[0-9]+(?:\.[0-9]+)?[A-Za-z]*[0-9]*)|([^\s{HAN}A-Za-z0-9])"
)
_NOT_PROSE = (
    (re.compile(r"```.*?```|~~~.*?~~~|<!--.*?-->|\$\$.*?\$\$", re.DOTALL), "\n"),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r" \1 "),
    (re.compile(r"https?://\S+|<[^>]{1,200}>|\{#[^}]*\}|\$[^$\n]{1,200}\$"), " "),
)
_SHORTEST = 6
_WORDS, _RAREST, _NEIGHBOURS = 40_000, 6, 12_000
_REACH = 3
_SMOOTHING = 0.75
_WIDTH, _KEPT = 64, 32
_CLUSTERS = (60, 300, 1200)
_END, _UNKNOWN = -2, -1


def train_vectors(texts: Iterable[str]) -> Vectors:
    """The vectors and clusters of the words of `texts` (Markdown or plain)."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.utils.extmath import randomized_svd

    lines = list(_lines(texts))
    counts = Counter(word for line in lines for word in line)
    ordered = sorted(counts, key=lambda word: (-counts[word], word))[:_WORDS]
    words = [word for word in ordered if counts[word] >= _RAREST]
    left, sizes, _ = randomized_svd(_excess(_neighbours(lines, words)), _WIDTH, n_iter=3, random_state=0)
    vectors = left * np.sqrt(sizes)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    clusters = [
        MiniBatchKMeans(count, batch_size=4096, n_init=2, random_state=0, max_iter=40).fit(vectors).labels_
        for count in _CLUSTERS
    ]
    values = np.round(vectors[:, :_KEPT] * 127).astype(np.int8)
    return Vectors({word: row for row, word in enumerate(words)}, np.stack(clusters, axis=1).astype(np.int16), values)


def _lines(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each distinct line of prose."""
    seen: set[str] = set()
    for text in texts:
        for pattern, instead in _NOT_PROSE:
            text = pattern.sub(instead, text)  # noqa: PLW2901 - peeled step by step
        for line in text.split("\n"):
            line = line.strip().lstrip("#").strip()  # noqa: PLW2901 - as above
            if len(line) >= _SHORTEST and line not in seen:
                seen.add(line)
                yield list(_words(line))


def _words(line: str) -> Iterator[str]:
    import rjieba

    for han, latin, mark in _PIECE.findall(line):
        if han:
            yield from rjieba.cut(han)
        elif latin:
            yield "0" if latin.replace(".", "").isdigit() else latin.lower()
        else:
            yield mark


def _neighbours(lines: Sequence[Sequence[str]], words: Sequence[str]) -> Any:  # noqa: ANN401 - SciPy has no types
    """Weighted counts of neighbours: on the left, on the right, and farther off on either side."""
    from scipy.sparse import coo_matrix

    number = {word: row for row, word in enumerate(words)}
    ids = np.array([at for line in lines for at in (*(number.get(word, _UNKNOWN) for word in line), _END)], np.int32)
    total: Any = None
    for distance in range(1, _REACH + 1):
        apart = np.ones(len(ids) - distance, bool)
        for step in range(1, distance):
            apart &= ids[step : len(ids) - distance + step] != _END
        for side in (0, 1):
            one, two = (ids[:-distance], ids[distance:]) if side == 0 else (ids[distance:], ids[:-distance])
            kept = apart & (one >= 0) & (two >= 0) & (two < _NEIGHBOURS)
            block = side if distance == 1 else 2
            entries = (
                np.full(int(kept.sum()), 1.0 / distance, np.float32),
                (one[kept], two[kept] + block * _NEIGHBOURS),
            )
            table = coo_matrix(entries, shape=(len(words), 3 * _NEIGHBOURS)).tocsr()
            total = table if total is None else total + table
    return total


def _excess(counts: Any) -> Any:  # noqa: ANN401
    """The logarithm of how much more often two words meet than by chance, where it is positive."""
    from scipy.sparse import csr_matrix

    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns: NDArray[np.float64] = np.asarray(counts.sum(axis=0)).ravel() ** _SMOOTHING
    columns = columns / columns.sum()
    table = counts.tocoo()
    excess = np.log(table.data / np.maximum(rows[table.row], 1e-9) / np.maximum(columns[table.col], 1e-12))
    kept = excess > 0
    return csr_matrix((excess[kept].astype(np.float32), (table.row[kept], table.col[kept])), shape=counts.shape)
