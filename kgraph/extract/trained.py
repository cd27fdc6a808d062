"""A trained model decides, and the rules explain it: glosses, the cue of a claim, negation and hedging.

The model says which names are concepts and which of them are related; what a passage declares equal,
and the words by which it says a relation, are read by the same data as with the model `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kgraph.extract.aliases import aliases, mention, with_glossed
from kgraph.extract.concepts import Name, crosses, without_tail
from kgraph.extract.glosses import broken, glosses
from kgraph.extract.own import with_own
from kgraph.extract.relations import find_claims
from kgraph.extract.rules import Rules
from kgraph.extract.scan import Hit
from kgraph.extract.small import load
from kgraph.extract.titles import publication, titles
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
        chosen = [Name(m.start, m.end, m.type, m.rule, m.score) for m in self._model.concepts(passage)]
        found = [without_tail(text, name, known) for name in chosen]
        found = [
            name for name in {*found, *_titled(text, found, known)} if not crosses(name.start, name.end, passage.skip)
        ]
        found = with_own(text, sorted(found), known, passage.skip)
        said = [gloss for gloss in glosses(text, found, known) if not broken(gloss, passage.skip)]
        names = with_glossed(found, said)
        papers = {publication(title)[:2] for title in titles(text)}
        spoken = [name for name in names if name[:2] not in papers]  # the names in a title speak, not the title
        equal = tuple(aliases(passage, names, said, known))
        reasons = {_pair(claim): claim for claim in find_claims(passage.id, text, spoken, said, cues)}
        related = self._model.relations(passage, [mention(passage, name) for name in spoken], equal)
        claims = {_pair(claim): _explained(claim, reasons) for claim in related}
        layout = {pair: claim for pair, claim in reasons.items() if claim.rule.split(".")[0] in _LAYOUT}
        mentions = tuple(mention(passage, name) for name in names)
        return Extraction(mentions, equal, tuple(sorted((layout | claims).values(), key=_reading_order)))


# What a model that reads pairs of names in sentences does not see: titles of papers, headings, examples of a topic.
_LAYOUT = frozenset({"title", "listed", "such"})


def _titled(text: str, found: Sequence[Name], known: Sequence[Hit]) -> Iterator[Name]:
    """The titles of papers in the text, and the names of the lexicon within them."""
    taken = {name[:2] for name in found}
    for title in titles(text):
        inside = [hit for hit in known if title.start <= hit.start and hit.end <= title.end]
        names = (
            Name(hit.start, hit.end, hit.value.type, "lexicon", _IN_TITLE)
            for hit in inside
            if _alone(text, hit, inside)
        )
        yield from (name for name in (publication(title), *names) if name[:2] not in taken)


_IN_TITLE = 0.5


def _alone(text: str, hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether a name of the lexicon counts in a title: of two words, or told by its case and in no longer one."""
    name = text[hit.start : hit.end]
    if " " in name:
        return True
    longer = any(other[:2] != hit[:2] and other.start <= hit.start and hit.end <= other.end for other in others)
    return not longer and any(char.isupper() for char in name[1:])


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
