"""The model `rules`: lexicon, noun runs, glosses and cue rules; no training, quick, always there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from kgraph import __version__
from kgraph.extract.concepts import Name, find_names
from kgraph.extract.glosses import Gloss, glosses
from kgraph.extract.lexicon import Entry, read_entries, shipped_files
from kgraph.extract.patterns import cues
from kgraph.extract.relations import find_claims
from kgraph.extract.scan import Scanner
from kgraph.extract.words import words
from kgraph.model import Alias, Extraction, Mention, Passage, fold


class Rules:
    """Extracts a passage by rules; everything it knows is data of `languages` and `lexicon`."""

    name = "rules"
    version = f"rules-{__version__}"

    @cached_property
    def _scanner(self) -> Scanner:
        entries = [entry for file in shipped_files() for entry in read_entries(file)]
        return Scanner(entries, cues())

    def __call__(self, passage: Passage) -> Extraction:
        """What the passage's prose says: mentions, aliases and claims, each sorted."""
        text = passage.prose
        known, cue_hits = self._scanner.scan(text)
        names = find_names(text, words(text), known)
        said = glosses(text, names)
        names = _with_glossed(names, said)
        entries = {(hit.start, hit.end): hit.value for hit in known}
        return Extraction(
            tuple(_mention(passage, name) for name in names),
            tuple(sorted({*_glossed(passage, said), *_known(passage, names, entries)}, key=_alias_order)),
            tuple(find_claims(passage.id, text, names, said, cue_hits)),
        )


def _mention(passage: Passage, name: Name) -> Mention:
    surface = " ".join(passage.text[name.start : name.end].split())
    return Mention(passage.id, name.start, name.end, surface, name.type, name.rule, name.score)


def _with_glossed(names: Sequence[Name], said: Sequence[Gloss]) -> list[Name]:
    """The names, and both ends of each gloss: what is glossed is a name, of its other end's type."""
    table = {(name.start, name.end): name for name in names}
    for gloss in said:
        ends = [(gloss.start, gloss.end), (gloss.other_start, gloss.other_end)]
        kind = next((table[end].type for end in ends if end in table), "Concept")
        for start, end in ends:
            table.setdefault((start, end), Name(start, end, kind, "gloss", gloss.score))
    return sorted(table.values())


def _glossed(passage: Passage, said: Sequence[Gloss]) -> Iterator[Alias]:
    for gloss in said:
        name, other = passage.text[gloss.start : gloss.end], passage.text[gloss.other_start : gloss.other_end]
        if fold(name) != fold(other):
            yield Alias(passage.id, name, other, gloss.reason, gloss.rule, gloss.start, gloss.other_end, gloss.score)


def _known(passage: Passage, names: Sequence[Name], entries: dict[tuple[int, int], Entry]) -> Iterator[Alias]:
    """A name of the lexicon stands for its entry: said by one alias to the entry's preferred name."""
    for name in names:
        entry = entries.get((name.start, name.end))
        surface = passage.text[name.start : name.end]
        if entry and name.rule == "lexicon" and fold(surface) != fold(entry.names[0]):
            yield Alias(passage.id, surface, entry.names[0], "lexicon", "lexicon", name.start, name.end, 0.9)


def _alias_order(alias: Alias) -> tuple[int, int, str, str]:
    return alias.start, alias.end, alias.name, alias.other
