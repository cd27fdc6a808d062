"""How a feature of a pair reads from either end."""

import pytest

from kgraph.extract.small.roles import read_as

CASES = [
    ("lang:chinese", ">", ("lang:chinese",)),
    ("cue:gap=use", "<", ("<cue:gap=use",)),
    ("type:ab=Model|Task", ">", (">type:ab=Model|Task", "type:ht=Model|Task")),
    ("type:ab=Model|Task", "<", ("<type:ab=Model|Task", "type:ht=Task|Model")),
    ("rank:a", ">", (">rank:a", "rank:h")),
    ("topic:a_subject_of_b", "<", ("<topic:a_subject_of_b", "topic:t_subject_of_b")),
    ("type:alike", "<", ("<type:alike",)),
]


@pytest.mark.parametrize(("name", "direction", "expected"), CASES)
def test_a_feature_keeps_its_direction_and_gains_its_role(name, direction, expected):
    """A side becomes head or tail with the direction; what has no side only keeps the direction."""
    assert read_as(name, direction) == expected
