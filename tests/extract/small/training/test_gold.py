"""Annotated texts: how sure an item is, and which texts stay together."""

import json
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kgraph.extract.small.training.gold import DOUBT, Sample, folds, read_samples


def row(tier):
    """An annotated text whose only concept has this tier beside an agreed relation or not."""
    concept = {"id": "c1", "names": ["LoRA", "LoRA"], "types": ["Method"], "tier": tier}
    return {"id": tier, "text": "LoRA 很快", "concepts": [concept], "relations": []}


def test_what_one_of_two_readers_has_is_in_doubt(tmp_path):
    """An item of a single reader is sure where there was only one reader, and in doubt where there were two."""
    twice = row("single")
    twice["concepts"].append({**twice["concepts"][0], "id": "c2", "names": ["很快"], "tier": "agreed"})
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in (row("single"), twice)), encoding="utf-8")
    alone, both = read_samples([path], {})
    assert (alone.twice, [concept.weight for concept in alone.concepts]) == (False, [1.0])
    assert (both.twice, [concept.weight for concept in both.concepts]) == (True, [DOUBT, 1.0])
    assert alone.concepts[0].names == ("LoRA",)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=60))
def test_a_source_is_never_split(sources):
    """Every text of a source is in the same fold, and the folds are what the texts say in any order."""
    samples = [Sample(str(n), "f", "", f"s{source}", "zh", (), (), twice=False) for n, source in enumerate(sources)]
    found = folds(samples, 5)
    together = defaultdict(set)
    for sample in samples:
        together[sample.source].add(found[sample.id])
    assert all(len(numbers) == 1 for numbers in together.values())
    assert folds(samples[::-1], 5) == found
