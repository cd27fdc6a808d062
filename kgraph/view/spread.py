"""Where the concepts of one connected part stand: neighbours near, and no label over another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kgraph.view.pack import Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Distances = NDArray[np.float64]

Place = tuple[float, float]

_SEED = 7
_LINK_LENGTH = 145.0
_STRESS_STEPS = 60
_PUSHES = 80
# A part's disc is at least so many times the area of the boxes in it.
_ROOM = 1.6


def spread(sizes: Mapping[str, Size], links: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """The centre of each box: stress brought down, then boxes that lie over one another pushed apart."""
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    numbers = dict(zip(sizes, graph.add_nodes_from(list(sizes)), strict=True))
    graph.add_edges_from([(numbers[a], numbers[b], None) for a, b in links])
    wanted = rustworkx.distance_matrix(graph) * _LINK_LENGTH
    start = rustworkx.spring_layout(graph, seed=_SEED, scale=wanted.max() / 2)
    places = _relaxed([(float(start[number][0]), float(start[number][1])) for number in numbers.values()], wanted)
    return _apart(_roomy(dict(zip(sizes, places, strict=True)), sizes), sizes)


def _roomy(places: Mapping[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """The places drawn out until their disc is so many times the area of the boxes, where it is not yet."""
    area = math.pi * sum(x * x + y * y for x, y in _centred(list(places.values()))) * 2 / len(places)
    factor = max(1.0, math.sqrt(_ROOM * sum(wide * high for wide, high in sizes.values()) / max(area, 1.0)))
    return {id_: (x * factor, y * factor) for id_, (x, y) in places.items()}


def _centred(places: Sequence[Place]) -> list[Place]:
    """The places about their middle."""
    middle = [sum(place[axis] for place in places) / len(places) for axis in (0, 1)]
    return [(x - middle[0], y - middle[1]) for x, y in places]


def _relaxed(start: Sequence[Place], wanted: Distances) -> list[Place]:
    """Places whose distances come near the wanted ones, the short ones first of all.

    Gansner, Koren and North's stress majorization (2004), each place moved to where the others want it.
    Products of matrices are avoided: they differ in the last digit from one machine to another.
    """
    import numpy as np

    places = np.array(start)
    weights = 1 / np.where(wanted > 0, wanted, np.inf) ** 2
    total = weights.sum(axis=1, keepdims=True)
    for _ in range(_STRESS_STEPS):
        apart = [np.subtract.outer(places[:, axis], places[:, axis]) for axis in (0, 1)]
        distance = np.maximum(np.sqrt(apart[0] ** 2 + apart[1] ** 2), 1e-9)
        pull = weights * wanted / distance
        moved = [(weights * places[:, axis] + pull * apart[axis]).sum(axis=1) for axis in (0, 1)]
        places = np.stack(moved, axis=1) / total
    return [(float(x), float(y)) for x, y in places]


def _apart(places: Mapping[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Push boxes that overlap away from each other, along the shorter way out, until none does."""
    moved = dict(places)
    for _ in range(_PUSHES):
        pairs = list(_overlapping(moved, sizes))
        for one, other in pairs:
            moved[one], moved[other] = _push(moved[one], moved[other], sizes[one], sizes[other])
        if not pairs:
            break
    return moved


def _overlapping(places: Mapping[str, Place], sizes: Mapping[str, Size]) -> Iterator[tuple[str, str]]:
    """Pairs of boxes that overlap, each once; only boxes in neighbouring cells of a grid are compared."""
    wide = max(size[0] for size in sizes.values())
    high = max(size[1] for size in sizes.values())
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for id_, (x, y) in places.items():
        column, row = int(x // wide), int(y // high)
        for near in _around(column, row):
            yield from ((other, id_) for other in cells[near] if _overlap(places, sizes, other, id_))
        cells[column, row].append(id_)


def _around(column: int, row: int) -> list[tuple[int, int]]:
    """A cell and the eight about it."""
    return [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


def _overlap(places: Mapping[str, Place], sizes: Mapping[str, Size], one: str, other: str) -> bool:
    """Whether two boxes share some area."""
    across, down = _shared(places[one], places[other], sizes[one], sizes[other])
    return across > 0 and down > 0


def _shared(one: Place, other: Place, size: Size, other_size: Size) -> Place:
    """How far two boxes reach into each other, across and down; not positive when they do not."""
    across = (size[0] + other_size[0]) / 2 - abs(one[0] - other[0])
    down = (size[1] + other_size[1]) / 2 - abs(one[1] - other[1])
    return across, down


def _push(one: Place, other: Place, size: Size, other_size: Size) -> tuple[Place, Place]:
    """Both places moved by half of what they share and a little more, so that it comes to an end."""
    across, down = _shared(one, other, size, other_size)
    if across <= 0 or down <= 0:
        return one, other
    if across < down:
        step = (across / 2 + 1) * (1 if one[0] < other[0] else -1)
        return (one[0] - step, one[1]), (other[0] + step, other[1])
    step = (down / 2 + 1) * (1 if one[1] < other[1] else -1)
    return (one[0], one[1] - step), (other[0], other[1] + step)
