"""The model `rules`: lexicon, noun runs, glosses and cue rules; no training, quick, always there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kgraph import __version__
from kgraph.extract.aliases import aliases, mention, with_glossed
from kgraph.extract.concepts import crosses, find_names
from kgraph.extract.glosses import broken, glosses
from kgraph.extract.lexicon import digest, lexicon
from kgraph.extract.own import with_own
from kgraph.extract.patterns import cues
from kgraph.extract.relations import find_claims
from kgraph.extract.scan import Scanner
from kgraph.extract.titles import publication, titles
from kgraph.extract.words import words
from kgraph.model import Extraction, Passage


class Rules:
    """Extracts a passage by rules; everything it knows is data of `languages` and `lexicon`, and of the user's own."""

    name = "rules"

    def __init__(self, own: Sequence[Path] = ()) -> None:
        """Read the lexicon; `own` are files of the user's, whose names come first."""
        self.lexicon = lexicon(own)
        self.version = f"rules-{__version__}" + (f"+lexicon-{digest(own)}" if own else "")

    @cached_property
    def scanner(self) -> Scanner:
        """The automaton over the lexicon's names and all cue words."""
        return Scanner(self.lexicon, cues())

    def __call__(self, passage: Passage) -> Extraction:
        """What the passage's prose says: mentions, aliases and claims, each sorted."""
        text = passage.prose
        known, cue_hits = self.scanner.scan(text)
        found = with_own(text, find_names(text, words(text), known, passage.skip), known, passage.skip)
        said = [gloss for gloss in glosses(text, found, known) if not broken(gloss, passage.skip)]
        names = with_glossed(found, said)
        papers = [publication(title) for title in titles(text) if not crosses(title.start, title.end, passage.skip)]
        return Extraction(
            tuple(mention(passage, name) for name in sorted({*names, *papers})),
            tuple(aliases(passage, names, said, known)),
            tuple(find_claims(passage.id, text, names, said, cue_hits)),
        )
