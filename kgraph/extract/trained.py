"""A trained model decides, and the rules explain it: glosses, the cue of a claim, negation and hedging.

The model says which names are concepts and which of them are related; what a passage declares equal,
and the words by which it says a relation, are read by the same data as with the model `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kgraph.extract.aliases import aliases, mention, with_glossed
from kgraph.extract.concepts import Name
from kgraph.extract.glosses import glosses
from kgraph.extract.own import with_own
from kgraph.extract.relations import find_claims
from kgraph.extract.rules import Rules
from kgraph.extract.small import load
from kgraph.model import Claim, Extraction, Passage, fold


class Trained:
    """Extracts a passage by the model in `folder`, by default the one that kgraph ships."""

    def __init__(self, folder: Path | None = None, *, lexicon: Sequence[Path] = ()) -> None:
        """Read the weights; `lexicon` are files of the user's own."""
        self._rules = Rules(lexicon)
        self._model = load(folder, self._rules.lexicon)
        self.name = self._model.name
        self.version = f"{self._model.version}+{self._rules.version}"

    def __call__(self, passage: Passage) -> Extraction:
        """What the passage says: mentions, aliases and claims, each sorted."""
        text = passage.prose
        known, cues = self._rules.scanner.scan(text)
        found = [Name(m.start, m.end, m.type, m.rule, m.score) for m in self._model.concepts(passage)]
        found = with_own(text, found, known)
        said = glosses(text, found)
        names = with_glossed(found, said)
        mentions = tuple(mention(passage, name) for name in names)
        equal = tuple(aliases(passage, names, said, known))
        reasons = {_pair(claim): claim for claim in find_claims(passage.id, text, names, said, cues)}
        claims = [_explained(claim, reasons) for claim in self._model.relations(passage, mentions, equal)]
        return Extraction(mentions, equal, tuple(sorted(claims, key=_reading_order)))


def _pair(claim: Claim) -> tuple[str, str]:
    """The two ends of a claim, whatever its direction."""
    head, tail = fold(claim.head), fold(claim.tail)
    return (head, tail) if head < tail else (tail, head)


def _explained(claim: Claim, reasons: Mapping[tuple[str, str], Claim]) -> Claim:
    """The claim with the cue and the polarity of a rule that relates the same two names, where one does."""
    reason = reasons.get(_pair(claim))
    if reason is None:
        return claim
    same = reason.type == claim.type
    return replace(
        claim,
        rule=f"{claim.rule}.{reason.rule}" if same else claim.rule,
        polarity=reason.polarity,
        cue_start=reason.cue_start,
        cue_end=reason.cue_end,
    )


def _reading_order(claim: Claim) -> tuple[int, int, str]:
    return claim.head_start, claim.tail_start, claim.type
