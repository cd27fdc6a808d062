"""Extraction of many passages, on one process or several: the same result whatever the number."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from kgraph.errors import MissingError
from kgraph.extract import Extractor, load
from kgraph.model import Extraction, Passage

_CHUNK = 32
"""Passages handed to a process at a time: many enough that the handing over does not count."""

_AHEAD = 8
_FEW = 400  # passages; starting processes takes about as long as reading so many
"""Chunks a process may be ahead of what is taken, so that a long input is never held whole."""

_extractor: Extractor | None = None
"""A process's own extractor, loaded once."""


def extract_all(
    passages: Iterable[Passage], extractor: Extractor, *, model: str, jobs: int, lexicon: Sequence[Path] = ()
) -> Iterator[Extraction]:
    """What `extractor`, which is `load(model, lexicon)`, finds in each passage, in the order of the passages.

    `jobs` processes work on it; 0 is one, and for what follows the first few hundred passages one for each core.
    """
    passages = iter(passages)
    if jobs == 0:
        yield from map(extractor, islice(passages, _FEW))
        jobs = os.cpu_count() or 1
    if jobs == 1:
        yield from map(extractor, passages)
        return
    if (first := next(passages, None)) is None:
        return
    passages = chain([first], passages)
    # A fresh process inherits neither locks nor threads.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(model, lexicon))
    try:
        yield from _in_order(pool, _chunks(passages), jobs * _AHEAD)
    except BrokenProcessPool as error:
        raise MissingError(
            "A process ended before its work was done, perhaps for want of memory.", hint="Try fewer --jobs."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterator[list[Passage]], ahead: int) -> Iterator[Extraction]:
    waiting: deque[Future[list[Extraction]]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_extract, chunk))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _chunks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    rest = iter(passages)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _start(model: str, lexicon: Sequence[Path]) -> None:
    """Load the model in a new process, and leave Ctrl-C to the process that started it."""
    global _extractor  # noqa: PLW0603 - a process has one extractor, and a pool passes it no other way
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _extractor = load(model, lexicon)


def _extract(passages: list[Passage]) -> list[Extraction]:
    assert _extractor is not None  # noqa: S101 - `_start` ran first
    return [_extractor(passage) for passage in passages]
