"""Where everything stands on the page: connected parts side by side, then the lone concepts in rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kgraph.view.pack import Point, Size, pack
from kgraph.view.spread import Place, spread

_GAP = 60
# Screens are wider than high.
_ASPECT = 1.5


class _Part(NamedTuple):
    """A connected part: its places moved so that its upper left corner is 0, 0, and its size."""

    places: dict[str, Place]
    size: Size


def layout(sizes: Mapping[str, Size], links: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """The centre of each box in whole units: the same for the same boxes and links, in any order.

    `sizes` maps an id to the width and height to keep free for it.
    """
    pairs = sorted({(min(pair), max(pair)) for pair in links if pair[0] != pair[1]})
    groups = _connected(sorted(sizes), pairs)
    parts = [_part({id_: sizes[id_] for id_ in group}, pairs) for group in groups]
    joined = sorted(
        (part for part in parts if len(part.places) > 1), key=lambda part: (-part.size[1], min(part.places))
    )
    alone = [part for part in parts if len(part.places) == 1]
    width = _strip_width(parts)
    upper, depth = _set(joined, width, 0)
    lower, _ = _set(alone, width, depth)
    return dict(sorted((upper | lower).items()))


def _connected(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The ids grouped by what hangs together; groups and ids sorted."""
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    numbers = dict(zip(ids, graph.add_nodes_from(ids), strict=True))
    graph.add_edges_from([(numbers[a], numbers[b], None) for a, b in pairs])
    return sorted(sorted(ids[number] for number in part) for part in rustworkx.connected_components(graph))


def _part(sizes: Mapping[str, Size], pairs: Sequence[tuple[str, str]]) -> _Part:
    """One connected part laid out on its own."""
    places = (
        spread(sizes, [pair for pair in pairs if pair[0] in sizes])
        if len(sizes) > 1
        else dict.fromkeys(sizes, (0.0, 0.0))
    )
    left = min(x - sizes[id_][0] / 2 for id_, (x, _) in places.items())
    top = min(y - sizes[id_][1] / 2 for id_, (_, y) in places.items())
    right = max(x + sizes[id_][0] / 2 for id_, (x, _) in places.items())
    bottom = max(y + sizes[id_][1] / 2 for id_, (_, y) in places.items())
    moved = {id_: (x - left, y - top) for id_, (x, y) in places.items()}
    return _Part(moved, (int(right - left) + 1, int(bottom - top) + 1))


def _strip_width(parts: Sequence[_Part]) -> int:
    """How wide the page is to be for its shape to be a screen's."""
    return int((_ASPECT * sum(part.size[0] * part.size[1] for part in parts)) ** 0.5)


def _set(parts: Sequence[_Part], width: int, top: int) -> tuple[dict[str, Point], int]:
    """The parts packed from `top` down, and how far down the next may start."""
    gap = _GAP if any(len(part.places) > 1 for part in parts) else 0
    sizes = [(part.size[0] + gap, part.size[1] + gap) for part in parts]
    corners = pack(sizes, width)
    placed = {
        id_: (round(left + x), round(top + upper + y))
        for part, (left, upper) in zip(parts, corners, strict=True)
        for id_, (x, y) in part.places.items()
    }
    ends = [upper + size[1] for size, (_, upper) in zip(sizes, corners, strict=True)]
    return placed, top + max(ends, default=0)
