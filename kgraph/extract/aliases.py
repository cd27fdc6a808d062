"""What a passage declares equal, as mentions and aliases: names glossed in it, and names that the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.extract.concepts import Name
from kgraph.extract.glosses import Gloss
from kgraph.extract.scan import Hit
from kgraph.model import Alias, Mention, Passage, fold

_KNOWN = 0.9  # how sure it is that a name of the lexicon means its entry


def with_glossed(names: Sequence[Name], said: Sequence[Gloss]) -> list[Name]:
    """The names, and both ends of each gloss: what is glossed is a name, of its other end's type."""
    table = {(name.start, name.end): name for name in names}
    for gloss in said:
        ends = [(gloss.start, gloss.end), (gloss.other_start, gloss.other_end)]
        kind = next((table[end].type for end in ends if end in table), "Concept")
        for start, end in ends:
            table.setdefault((start, end), Name(start, end, kind, "gloss", gloss.score))
    return sorted(table.values())


def mention(passage: Passage, name: Name) -> Mention:
    """A name as it stands in its passage, white space folded."""
    surface = " ".join(passage.text[name.start : name.end].split())
    return Mention(passage.id, name.start, name.end, surface, name.type, name.rule, name.score)


def aliases(passage: Passage, names: Sequence[Name], said: Sequence[Gloss], known: Sequence[Hit]) -> list[Alias]:
    """The passage's aliases, sorted: its glosses, and for each name of the lexicon its preferred name there."""
    found = {*_glossed(passage, said), *_known(passage, names, known)}
    return sorted(found, key=lambda alias: (alias.start, alias.end, alias.name, alias.other))


def _glossed(passage: Passage, said: Sequence[Gloss]) -> Iterator[Alias]:
    for gloss in said:
        name, other = passage.text[gloss.start : gloss.end], passage.text[gloss.other_start : gloss.other_end]
        if fold(name) != fold(other):
            yield Alias(passage.id, name, other, gloss.reason, gloss.rule, gloss.start, gloss.other_end, gloss.score)


def _known(passage: Passage, names: Sequence[Name], known: Sequence[Hit]) -> Iterator[Alias]:
    entries = {(hit.start, hit.end): hit.value for hit in known}
    for name in names:
        entry = entries.get((name.start, name.end))
        surface = passage.text[name.start : name.end]
        if entry and fold(surface) != fold(entry.names[0]):
            yield Alias(passage.id, surface, entry.names[0], "lexicon", "lexicon", name.start, name.end, _KNOWN)
