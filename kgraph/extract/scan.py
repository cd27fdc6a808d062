"""One pass over a text for everything that is known beforehand: names of the lexicon and cue words.

A single Aho-Corasick automaton holds both. It reads the text in a plain form (full-width Latin
narrowed, lower case) that keeps every offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from kgraph.extract.lexicon import Entry
from kgraph.extract.plain import narrow, plain

_LATIN = re.compile(r"[a-z0-9]")
_SEAM = re.compile(r"(?<=[a-zA-Z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-zA-Z0-9])")


class Hit(NamedTuple):
    """A known name or cue at characters `start:end`; `value` is its entry or its cue class."""

    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class _Pattern:
    text: str
    value: Any
    exact: str  # the spelling that the text must have, or empty when case does not matter


def is_proper(name: str) -> bool:
    """Whether a Latin name is told by its case: 'PyTorch', 'LoRA', 'GPT-4' but not 'Beam search'.

    >>> [name for name in ["PyTorch", "BERT", "Adam", "beam search", "Gradient descent"] if is_proper(name)]
    ['PyTorch', 'BERT', 'Adam']
    """
    return name.isascii() and (any(char.isupper() for char in name[1:]) or (name[:1].isupper() and " " not in name))


class Scanner:
    """Finds names and cues; built once, then only read."""

    def __init__(self, entries: Sequence[Entry], cues: Iterable[tuple[str, str]]) -> None:
        """Take the lexicon's entries and the cues as pairs (word, cue class)."""
        self._names = [_Pattern(plain(text), entry, exact) for entry in entries for text, exact in _spellings(entry)]
        self._cues = [_Pattern(text, kind, "") for text, kind in sorted({(plain(word), kind) for word, kind in cues})]

    @cached_property
    def _patterns(self) -> list[list[_Pattern]]:
        """The patterns by their plain text: the automaton holds each text once."""
        table: dict[str, list[_Pattern]] = {}
        for pattern in (*self._names, *self._cues):
            table.setdefault(pattern.text, []).append(pattern)
        return [table[text] for text in sorted(table)]

    @cached_property
    def automaton(self) -> Any:  # noqa: ANN401 - daachorse is imported late
        """The automaton over all names and cues."""
        import daachorse

        return daachorse.CharwiseDoubleArrayAhoCorasick([group[0].text for group in self._patterns])

    def scan(self, text: str) -> tuple[list[Hit], list[Hit]]:
        """Names and cues of `text`, each sorted by start, the longer first; they may overlap."""
        low = plain(text)
        names: list[Hit] = []
        cues: list[Hit] = []
        patterns = self._patterns
        for start, end, index in self.automaton.find_overlapping(low):
            if _LATIN.match(low, start) and start and _LATIN.match(low, start - 1):
                continue
            if _LATIN.match(low, end - 1) and _LATIN.match(low, end):
                continue
            for pattern in patterns[index]:
                if isinstance(pattern.value, str):
                    cues.append(Hit(start, end, pattern.value))
                elif not pattern.exact or _case_fits(narrow(text[start:end]), pattern.exact):
                    names.append(Hit(start, end, pattern.value))
        names.sort(key=_leftmost_longest)
        cues.sort(key=_leftmost_longest)
        return names, cues


def _leftmost_longest(hit: Hit) -> tuple[int, int, str]:
    return hit.start, -hit.end, str(hit.value)


def _case_fits(found: str, exact: str) -> bool:
    """A proper name may be written as it is, or louder ('Pytorch' and 'PYTORCH' for 'PyTorch'), not in lower case."""
    return found == exact or (any(char.isupper() for char in found) and len(exact) > 3)  # noqa: PLR2004 - a short name has no other spelling


def _spellings(entry: Entry) -> list[tuple[str, str]]:
    """Each name of an entry as texts write it (with or without space and hyphen), and its case where that matters."""
    found: dict[str, str] = {}
    for name in entry.names:
        exact = name if is_proper(name) else ""
        tight = _SEAM.sub("", name.replace(" ", "")) if _SEAM.search(name.replace(" ", "")) else name
        loose = _SEAM.sub(" ", name)
        for text in (name, tight, loose, name.replace("-", " "), name.replace("-", "")):
            found.setdefault(text, exact)
    return sorted(found.items())
