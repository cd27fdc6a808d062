"""The table that says how far belief can be believed."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.extract.small.training.reliability import bins

judged = st.lists(st.tuples(st.floats(0, 0.999), st.booleans()), max_size=50)


@given(judged)
def test_every_relation_is_in_one_bin(relations):
    """Counts add up, and each bin's mean belief lies within its bounds."""
    found = bins(relations)
    assert sum(each.count for each in found) == len(relations)
    assert all(each.low - 1e-4 <= each.belief <= each.high + 1e-4 for each in found)


def test_the_share_that_is_right():
    """Two of four at a belief of 0.45."""
    (found,) = bins([(0.45, True), (0.45, False)] * 2)
    assert (found.count, found.belief, found.right) == (4, 0.45, 0.5)
