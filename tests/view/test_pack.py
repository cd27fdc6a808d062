"""Rectangles in a strip: none over another, none outside."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.view.pack import pack

SIDES = st.integers(min_value=1, max_value=60)
SIZES = st.lists(st.tuples(SIDES, SIDES), max_size=25)


def _meet(one, other):
    """Whether two placed rectangles share some area."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return ax < bx + bw and bx < ax + aw and ay < by + bh and by < ay + ah


@given(sizes=SIZES, width=st.integers(min_value=1, max_value=200))
def test_packed_rectangles_lie_in_the_strip_and_apart(sizes, width):
    """Whatever the sizes, no two rectangles meet and none leaves the strip."""
    placed = [(*corner, *size) for corner, size in zip(pack(sizes, width), sizes, strict=True)]
    strip = max([width, *(size[0] for size in sizes)])
    assert all(x >= 0 and y >= 0 and x + wide <= strip for x, y, wide, _ in placed)
    assert not any(_meet(one, other) for one, other in combinations(placed, 2))


def test_the_room_beside_a_large_rectangle_is_filled():
    """Small rectangles stand beside a large one rather than under it."""
    corners = pack([(60, 100), (20, 30), (20, 30), (20, 30)], 100)
    assert corners == [(0, 0), (60, 0), (80, 0), (60, 30)]
