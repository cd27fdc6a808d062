"""Names become concepts: spellings fold, alias rows join the strongest first, vetoes hold, ids last."""

from __future__ import annotations

from dataclasses import astuple, replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.evidence import Tables, gather
from kgraph.graph.naming import concept_id, key
from kgraph.graph.resolve import resolve
from kgraph.graph.veto import Verdict, judge
from kgraph.model import Alias, Claim, Mention

bracket, aka = ("gloss", "gloss.bracket"), ("gloss", "gloss.aka")


def alias(one, other, how=bracket, score=0.9, passage="p"):
    """An alias row."""
    return Alias(passage, one, other, *how, 0, 0, score)


def mention(name, passage="p", at=0):
    """A mention row."""
    return Mention(passage, at, at + len(name), name, "Method", "lexicon", 0.9)


def concepts_of(tables):
    """The sets of names that are one concept."""
    found = {concept.id: concept for concept in resolve(tables).values()}
    return {frozenset(name.name for name in concept.names) for concept in found.values()}


def parted(tables, kept):
    """The tables without the passages that are not kept."""
    return Tables(
        tuple(passage for passage in tables.passages if passage.id in kept),
        *(tuple(r for r in rows if r.passage in kept) for rows in (tables.mentions, tables.aliases, tables.claims)),
    )


def test_spellings_of_a_name_are_one():
    """Case, hyphens, spaces, brackets and full-width letters do not make another name."""
    forms = ("Low-Rank Adaptation", "LowRank adaptation", "low rank adaptation", "Ｌow－Rank Adaptation")
    tables = Tables((), tuple(mention(form) for form in forms), (), ())
    assert concepts_of(tables) == {frozenset(forms)}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_overlapping_alias_sets_end_as_one(order):
    """多 token 预测, MTP and Multitoken Prediction are one concept in whatever order the rows come."""
    rows = [
        alias("多 token 预测", "MTP"),
        alias("Multitoken Prediction", "MTP", ("initials", "initials")),
        alias("多Token预测", "multi-token prediction", ("lexicon", "lexicon")),
    ]
    tables = Tables((), (), tuple(rows[at] for at in order), ())
    assert concepts_of(tables) == {
        frozenset({"多 token 预测", "MTP", "Multitoken Prediction", "多Token预测", "multi-token prediction"})
    }


def test_the_strongest_reason_wins_where_two_exclude_each_other():
    """SSL cannot be both of two names that are vetoed against each other; the gloss is stronger than the guess."""
    rows = (alias("SSL", "自监督学习"), alias("SSL", "semi-supervised learning", ("initials", "initials"), 1.0))
    assert concepts_of(Tables((), (), rows, ())) == {
        frozenset({"SSL", "自监督学习"}),
        frozenset({"semi-supervised learning"}),
    }


def test_a_veto_between_any_two_names_keeps_two_concepts_apart():
    """A row that joins two clusters is refused for names that it does not mention itself."""
    rows = (
        alias("LoRA", "低秩适配"),
        alias("QLoRA", "量化适配"),
        alias("低秩适配", "量化适配", ("spelling", "spelling")),
    )
    assert concepts_of(Tables((), (), rows, ())) == {frozenset({"LoRA", "低秩适配"}), frozenset({"QLoRA", "量化适配"})}


def test_an_explicit_word_joins_words_that_do_not_look_alike():
    """Sklearn is scikit-learn where a text says 'also known as', directly or in turn, and not in a bracket."""
    apart = {frozenset({"sklearn"}), frozenset({"scikit-learn"})}
    assert concepts_of(Tables((), (), (alias("sklearn", "scikit-learn"),), ())) == apart
    assert concepts_of(Tables((), (), (alias("sklearn", "scikit-learn", aka),), ())) == {
        frozenset({"sklearn", "scikit-learn"})
    }
    turn = (alias("sklearn", "scikits", aka), alias("scikits", "scikit-learn", ("lexicon", "lexicon")))
    assert concepts_of(Tables((), (), turn, ())) == {frozenset({"sklearn", "scikits", "scikit-learn"})}


def test_reasons_and_counts_of_names():
    """Each name says why it is one: preferred as mentioned, by gloss, by spelling; unmentioned ones count 0."""
    rows = (alias("LoRA", "Low-Rank Adaptation"), alias("LoRA", "低秩适配", ("lexicon", "lexicon")))
    mentions = (mention("LoRA"), mention("LoRA", at=9), mention("Lora", at=20), mention("Low-Rank Adaptation", at=30))
    concept = resolve(Tables((), mentions, rows, ()))[key("lora")]
    assert [astuple(name) for name in concept.names] == [
        ("LoRA", "mention", 2),
        ("Lora", "spelling", 1),
        ("Low-Rank Adaptation", "gloss", 1),
        ("低秩适配", "lexicon", 0),
    ]
    assert (concept.name, concept.name_en, concept.name_zh) == ("LoRA", "LoRA", "低秩适配")
    assert concept.ids == tuple(sorted(map(concept_id, ("LoRA", "Low-Rank Adaptation", "低秩适配"))))


def test_every_name_of_a_claim_has_a_concept():
    """An end that no mention names is a concept all the same."""
    claim = Claim("p", "A1", 0, 2, "USES", "B1", 3, 5, 0, 0, 0, 5, "cue", "asserted", 0.5)
    assert set(resolve(Tables((), (), (), (claim,)))) == {"a1", "b1"}


everything = st.from_type(Tables)
settled = settings(deadline=None, max_examples=60)


@settled
@given(everything)
def test_no_vetoed_pair_is_in_one_concept(tables):
    """Law 7 on whole tables: for good vetoes hold across all names of a concept, however they came together."""
    for concept in resolve(tables).values():
        for one, other in combinations([name.name for name in concept.names], 2):
            assert judge(one, other) is not Verdict.NEVER


@settled
@given(everything, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables, chance):
    """Law 1: rows in any order, and repeated, give the same concepts."""
    shuffled = [list(rows) * 2 for rows in (tables.mentions, tables.aliases, tables.claims)]
    for rows in shuffled:
        chance.shuffle(rows)
    unique = [tuple(dict.fromkeys(rows)) for rows in shuffled]
    assert resolve(Tables(tables.passages, *unique)) == resolve(tables)


@settled
@given(everything)
def test_a_concept_answers_to_the_ids_of_all_its_names(tables):
    """Every name's id is among the ids of its concept, no id is in two concepts, and the id is one of them."""
    concepts = resolve(tables)
    owner = {}
    for name, concept in concepts.items():
        assert concept_id(name) in concept.ids
        assert concept.id in concept.ids
        for each in concept.ids:
            assert owner.setdefault(each, concept) is concept


@settled
@given(everything)
def test_an_id_met_earlier_finds_the_concept_of_its_name(tables):
    """Law 3: after another document, the id that a name had still finds the concept that holds the name."""
    ids = [passage.id for passage in tables.passages]
    before, after = resolve(parted(tables, ids[:-1])), resolve(tables)
    for name, concept in before.items():
        own = next(each for each in before if concept_id(each) == concept.id)
        assert concept.id in after[own].ids
        assert concept_id(name) in after[name].ids


@settled
@given(everything)
def test_a_document_without_aliases_changes_no_concept(tables):
    """Law 3: names alone join nothing and part nothing; the ids stay."""
    if not tables.passages:
        return
    last = tables.passages[-1].id
    silent = replace(tables, aliases=tuple(row for row in tables.aliases if row.passage != last))
    before = resolve(parted(silent, [passage.id for passage in tables.passages[:-1]]))
    after = resolve(silent)
    assert all(after[name].ids == concept.ids and after[name].id == concept.id for name, concept in before.items())


def test_an_alias_that_excludes_none_never_parts_what_was_joined():
    """Joining stays joined when more of the same is said."""
    rows = [alias("LoRA", "低秩适配", passage="p1")]
    more = [*rows, alias("LoRA", "Low-Rank Adaptation", passage="p2"), alias("PEFT", "参数高效微调", passage="p3")]
    before, after = (resolve(Tables((), (), tuple(each), ())) for each in (rows, more))
    assert set(before["lora"].ids) < set(after["lora"].ids)


def test_gathered_tables_are_what_resolve_takes():
    """No evidence is no concept."""
    assert resolve(gather((), ())) == {}
