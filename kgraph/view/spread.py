"""Where the concepts of one connected part stand: neighbours near, and no label over another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kgraph.view.pack import Size

Place = tuple[float, float]

_SEED = 7
_SPRING_STEPS = 500
_PUSHES = 60
# The part's area is so many times that of the boxes in it: room for the lines between them.
_ROOM = 8.0


def spread(sizes: Mapping[str, Size], links: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """The centre of each box: a spring layout, then boxes that lie over one another pushed apart."""
    places = _springs(list(sizes), links)
    scale = (_ROOM * sum(wide * high for wide, high in sizes.values())) ** 0.5 / 2
    scaled = {id_: (x * scale, y * scale) for id_, (x, y) in places.items()}
    return _apart(scaled, sizes)


def _springs(ids: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """Fruchterman and Reingold's layout within -1 to 1, from a fixed start."""
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    numbers = dict(zip(ids, graph.add_nodes_from(ids), strict=True))
    graph.add_edges_from([(numbers[a], numbers[b], 1.0) for a, b in links])
    places = rustworkx.spring_layout(graph, seed=_SEED, num_iter=_SPRING_STEPS)
    return {id_: (float(places[number][0]), float(places[number][1])) for id_, number in numbers.items()}


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
