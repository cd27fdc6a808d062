"""Every row of the language files does what its own example says, and leaves its near miss alone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest

from kgraph.extract.concepts import Name
from kgraph.extract.languages import LANGUAGES, language
from kgraph.extract.patterns import Sentence, matches
from kgraph.extract.patterns import rules as all_rules
from kgraph.extract.relations import free_cues
from kgraph.extract.units import units
from kgraph.schema import CONCEPT_TYPES, RELATION_TYPES

MARK = re.compile(r"([HT])\[([^\]]+)\]")
every_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


def unmarked(marked, rule):
    """Strip the marks of an example: its text, the names in it, and the names by 'H' and 'T'."""
    kinds = {"H": min(rule.head, default="Method"), "T": min(rule.tail, default="Method")}
    text, at, names, ends = "", 0, [], {"H": [], "T": []}
    for mark in MARK.finditer(marked):
        end, surface = mark.groups()
        text += marked[at : mark.start()]
        names.append(Name(len(text), len(text) + len(surface), kinds[end], "marked", 1.0))
        text += surface
        ends[end].append(surface)
        at = mark.end()
    return text + marked[at:], names, ends


def fired(rules, rule, text, names):
    """Return what a rule finds in a sentence, whatever number of cues say it: (names of the head, of the tail)."""
    cues = free_cues(rules.scanner.scan(text)[1], names)
    sentence = Sentence(text, units(text, names, ()), cues)
    return {
        tuple(unit and tuple(text[name.start : name.end] for name in unit.members) for unit in (match.head, match.tail))
        for match in matches(sentence)
        if match.rule == rule
    }


@every_rule
def test_a_rule_reads_its_example(rule, rules):
    """Head and tail are the marked ones, nothing else, and nothing is left out."""
    text, names, ends = unmarked(rule.example, rule)
    assert fired(rules, rule, text, names) == {(tuple(ends["H"]), tuple(ends["T"]))}


@every_rule
def test_a_rule_does_not_read_its_near_miss(rule, rules):
    """The same names without what the rule asks for are no claim of it."""
    text, names, _ = unmarked(rule.near_miss, rule)
    assert names
    assert fired(rules, rule, text, names) == set()


@every_rule
def test_a_rule_speaks_of_the_schema(rule):
    """Its relation, the types it allows and its score are those of the schema."""
    assert rule.relation in RELATION_TYPES
    assert not RELATION_TYPES[rule.relation].inferred
    assert rule.head | rule.tail <= set(CONCEPT_TYPES)
    assert 0 < rule.score < 1


@every_rule
def test_the_cues_of_a_rule_are_listed(rule):
    """What a pattern names beside its ends is a class of cues of its language, and there is one."""
    kinds = [part for part in rule.pattern if part not in ("H", "T", "HT")]
    listed = {f"{code}.{kind}" for code in LANGUAGES for kind in language(code)["cues"]}
    assert kinds
    assert set(kinds) <= listed


def test_every_class_of_cues_is_used():
    """A class that no rule names, and that turns no claim, would be dead data."""
    used = set(chain.from_iterable(rule.pattern for rule in all_rules()))
    turning = {f"{code}.{kind}" for code in LANGUAGES for kind in ("negation", "affirmed", "hedge")}
    listed = {f"{code}.{kind}" for code in LANGUAGES for kind in language(code)["cues"]}
    assert listed - used - turning == set()


def test_a_rule_is_named_once():
    """Evidence names its rule, so that no two may share a name."""
    assert [name for name, count in Counter(rule.name for rule in all_rules()).items() if count > 1] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_cue_stands_twice_in_its_class(code):
    """A word is listed once in a class."""
    twice = {
        kind: [word for word, count in Counter(words).items() if count > 1]
        for kind, words in language(code)["cues"].items()
    }
    assert {kind: words for kind, words in twice.items() if words} == {}
