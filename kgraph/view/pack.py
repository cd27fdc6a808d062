"""Rectangles side by side in a strip: each as high up as it goes, then as far left as it goes.

Known as bottom-left packing on a skyline (Burke, Kendall and Whitwell, 2004).
"""

from __future__ import annotations

from collections.abc import Sequence

Size = tuple[int, int]
Point = tuple[int, int]
# A stretch of the skyline: where it starts and how far down it is taken, to the next one's start.
Step = tuple[int, int]


def pack(sizes: Sequence[Size], width: int) -> list[Point]:
    """The upper left corner of each rectangle, in the order given, none over another.

    The strip is `width` wide, or as wide as the widest rectangle.

    >>> pack([(4, 2), (2, 1), (2, 1)], 6)
    [(0, 0), (4, 0), (4, 1)]
    """
    strip = max((width, *(size[0] for size in sizes)))
    skyline: list[Step] = [(0, 0)]
    corners = []
    for wide, high in sizes:
        x, y = _highest_place(skyline, wide, strip)
        corners.append((x, y))
        skyline = _raise(skyline, x, x + wide, y + high)
    return corners


def _highest_place(skyline: list[Step], wide: int, strip: int) -> Point:
    """Where a rectangle of this width comes to lie: the smallest y, then the smallest x."""
    starts = [x for x, _ in skyline if x + wide <= strip]
    return min(((x, _depth(skyline, x, x + wide)) for x in starts), key=lambda point: (point[1], point[0]))


def _depth(skyline: list[Step], left: int, right: int) -> int:
    """How far down the skyline is taken anywhere between left and right."""
    ends = [x for x, _ in skyline[1:]] + [right]
    return max(y for (x, y), end in zip(skyline, ends, strict=True) if x < right and end > left)


def _raise(skyline: list[Step], left: int, right: int, depth: int) -> list[Step]:
    """The skyline after the stretch from left to right is taken down to a depth."""
    before = [step for step in skyline if step[0] < left]
    after = [step for step in skyline if step[0] > right]
    resumed = [y for x, y in skyline if x <= right][-1]
    return [*before, (left, depth), (right, resumed), *after]
