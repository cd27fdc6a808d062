"""Where concepts stand: the same each time, apart from each other, lone ones below the others."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from kgraph.view.layout import layout

STAR = [("hub", f"leaf{number:02}") for number in range(30)]
CHAIN = [(f"link{number}", f"link{number + 1}") for number in range(6)]
RING = [("a", "b"), ("b", "c"), ("c", "a")]


def _sizes(links, alone=()):
    """A box as large as a short name's for each concept that the links name, and for lone ones."""
    return dict.fromkeys(sorted({end for link in links for end in link} | set(alone)), (80, 50))


@pytest.mark.parametrize("links", [STAR, CHAIN, RING, STAR + CHAIN + RING], ids=["star", "chain", "ring", "all"])
def test_no_box_lies_over_another(links):
    """Of any two boxes, one is beside or below the other, but for the rounding of a unit."""
    places = layout(_sizes(links, alone=["x", "y"]), links)
    for (ax, ay), (bx, by) in combinations(places.values(), 2):
        assert abs(ax - bx) >= 79 or abs(ay - by) >= 49


def test_order_does_not_matter():
    """Boxes and links in another order, or links the other way round, come to stand in the same places."""
    links = STAR + CHAIN + RING
    sizes = _sizes(links, alone=["x"])
    mixed = [(tail, head) for head, tail in links]
    random.Random(3).shuffle(mixed)
    assert layout(dict(reversed(sizes.items())), mixed) == layout(sizes, links)


def test_lone_concepts_stand_below_the_connected_ones_and_close_together():
    """A lone concept is under every connected one, in rows whose boxes touch."""
    alone = [f"lone{number:02}" for number in range(12)]
    places = layout(_sizes(STAR, alone), STAR)
    assert min(places[id_][1] for id_ in alone) > max(places[end][1] for link in STAR for end in link)
    rows = sorted({places[id_][1] for id_ in alone})
    assert all(below - above < 60 for above, below in pairwise(rows))


def test_neighbours_stand_nearer_than_strangers():
    """In a chain the next link is nearer than the one after the next."""
    places = layout(_sizes(CHAIN), CHAIN)

    def apart(one, other):
        return sum((a - b) ** 2 for a, b in zip(places[one], places[other], strict=True)) ** 0.5

    assert all(apart(f"link{n}", f"link{n + 1}") < apart(f"link{n}", f"link{n + 2}") for n in range(5))


def test_nothing_has_no_place():
    """No boxes, no places."""
    assert layout({}, []) == {}
