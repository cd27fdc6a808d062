"""Names to concepts: which names stand for one thing.

Spellings that fold to one key are one name. Alias rows then join names, the strongest first, as
constrained clustering: two clusters are joined unless any name of one is vetoed against any name of
the other (kgraph.graph.veto). The order is total and knows nothing of the order of the rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kgraph.evidence import Tables
from kgraph.graph.naming import concept_id, is_chinese, key
from kgraph.graph.veto import Verdict, judge
from kgraph.model import Alias

# From the strongest reason to the weakest; a reason that is not listed comes last. The lexicon comes before what
# texts say, because where a gloss begins is a guess: '连续扩散模型 (Continuous Diffusion Models)' may be read as
# one of 扩散模型, and would then keep 'Diffusion Model' away from it.
REASONS = ("lexicon", "aka", "gloss", "initials", "spelling")

# Reasons good enough to join two Latin words that do not look alike (sklearn and scikit-learn).
EXPLICIT = frozenset({"aka", "lexicon"})


@dataclass(frozen=True, slots=True)
class Name:
    """One surface form of a concept: why it is one of its names, and how often it is mentioned."""

    name: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Concept:
    """Names resolved to one thing; `ids` are the ids of all its names, `id` is one of them."""

    id: str
    name: str
    name_zh: str
    name_en: str
    names: tuple[Name, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """All alias rows that hold two keys to be one, with the strongest of their reasons."""

    keys: tuple[str, str]
    reason: str
    score: float
    passages: int

    @property
    def order(self) -> tuple[tuple[int, str], float, int, tuple[str, str]]:
        """Strongest reason first, then the best score, then the most passages, then by name."""
        return _rank(self.reason), -self.score, -self.passages, self.keys


def resolve(tables: Tables) -> dict[str, Concept]:
    """The concept of every key that a mention, an alias row or a claim names."""
    forms = _forms(tables)
    shown = {each: _telling(counts) for each, counts in forms.items()}
    links = list(_links(tables.aliases))
    concepts = {}
    for keys, joined in _clusters(shown, links):
        concept = _concept(keys, joined, forms)
        concepts.update(dict.fromkeys(keys, concept))
    return concepts


def _forms(tables: Tables) -> dict[str, Counter[str]]:
    """For each key, in order, its surface forms and how often each is mentioned."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in tables.mentions:
        forms[key(mention.name)][mention.name] += 1
    # Named without being counted: the far end of a lexicon row may stand nowhere in the text.
    for name in _uncounted(tables):
        forms[key(name)][name] += 0
    return dict(sorted(forms.items()))


def _uncounted(tables: Tables) -> Iterator[str]:
    for alias in tables.aliases:
        yield from (alias.name, alias.other)
    for claim in tables.claims:
        yield from (claim.head, claim.tail)


def _telling(forms: Mapping[str, int]) -> str:
    """The spelling that shows most of how a name is built: 'Low-Rank Adaptation', not 'LowRank adaptation'."""
    # A last S tells nothing: 'LLMs' is the same as 'LLMS' and shows its plural.
    return max(forms, key=lambda form: (len(form), sum(map(str.isupper, form.removesuffix("S"))), form))


def _links(aliases: Iterable[Alias]) -> Iterator[Link]:
    rows: dict[tuple[str, str], list[Alias]] = defaultdict(list)
    for alias in aliases:
        first, second = sorted((key(alias.name), key(alias.other)))
        if first != second:
            rows[first, second].append(alias)
    for keys, group in rows.items():
        reason = min(map(reason_of, group), key=_rank)
        score = max(alias.score for alias in group if reason_of(alias) == reason)
        yield Link(keys, reason, score, len({alias.passage for alias in group}))


def reason_of(alias: Alias) -> str:
    """The reason of an alias row; a gloss by an explicit cue ('also known as', '又称') is 'aka'."""
    return "aka" if alias.reason == "gloss" and alias.rule.endswith("aka") else alias.reason


def _rank(reason: str) -> tuple[int, str]:
    return (REASONS.index(reason) if reason in REASONS else len(REASONS)), reason


def _clusters(shown: Mapping[str, str], links: Iterable[Link]) -> Iterator[tuple[list[str], list[Link]]]:
    """Sets of keys that are one concept, each with the links that joined it."""
    ordered = sorted(links, key=lambda link: link.order)
    judged = lru_cache(maxsize=None)(judge)
    explicit = _explicit(shown, ordered)

    def apart(one: str, other: str) -> bool:
        verdict = judged(shown[one], shown[other])
        return verdict is Verdict.NEVER or (verdict is Verdict.UNLESS_SAID and explicit[one] != explicit[other])

    members = {each: [each] for each in shown}
    joined: dict[str, list[Link]] = {each: [] for each in shown}
    for link in ordered:
        mine, theirs = (members[each] for each in link.keys)
        if mine is theirs:
            joined[mine[0]].append(link)
        elif not any(apart(one, other) for one in mine for other in theirs):
            joined[mine[0]] += [*joined.pop(theirs[0]), link]
            mine += theirs
            members.update(dict.fromkeys(theirs, mine))
    for first, held in joined.items():
        yield sorted(members[first]), held


def _explicit(shown: Mapping[str, str], links: Iterable[Link]) -> dict[str, str]:
    """For each key, a representative of the names that it is explicitly said to equal, directly or in turn."""
    leader = {each: each for each in shown}

    def find(each: str) -> str:
        while leader[each] != each:
            each = leader[each]
        return each

    for link in links:
        one, other = sorted(map(find, link.keys))
        if link.reason in EXPLICIT and judge(*(shown[each] for each in link.keys)) is not Verdict.NEVER:
            leader[other] = one
    return {each: find(each) for each in shown}


def _concept(keys: list[str], links: Iterable[Link], forms: Mapping[str, Mapping[str, int]]) -> Concept:
    counts = {form: count for each in keys for form, count in forms[each].items()}
    ranked = sorted(counts, key=lambda form: (-counts[form], form))
    preferred = ranked[0]
    reasons = _reasons(key(preferred), links)
    names = (Name(form, _reason(form, preferred, reasons), counts[form]) for form in ranked)
    return Concept(
        id=concept_id(keys[0]),
        name=preferred,
        name_zh=next(filter(is_chinese, ranked), ""),
        name_en=next((form for form in ranked if not is_chinese(form)), ""),
        names=tuple(names),
        ids=tuple(sorted(map(concept_id, keys))),
    )


def _reasons(preferred: str, links: Iterable[Link]) -> dict[str, str]:
    """For each key the strongest reason to hold it for a name of the concept."""
    reasons: dict[str, str] = {}
    for link in sorted(links, key=lambda link: link.order):
        for each in link.keys:
            reasons.setdefault(each, link.reason)
    return reasons | {preferred: "spelling"}


def _reason(form: str, preferred: str, reasons: Mapping[str, str]) -> str:
    return "mention" if form == preferred else reasons.get(key(form), "spelling")
