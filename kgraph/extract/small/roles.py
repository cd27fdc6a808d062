"""The features of a pair read one way: from side to role.

A pair has a left side a and a right side b; a relation has a head and a tail. Read '>' the head is a,
read '<' it is b. Each feature is kept with the direction before it, and one that speaks of a side is
repeated with the role of that side (h, t), so that the model need not learn it twice.
"""

from __future__ import annotations

DIRECTIONS = (">", "<")
_ROLES = {">": {"a": "h", "b": "t"}, "<": {"a": "t", "b": "h"}}
_SIDED = frozenset({"type", "sure", "name", "form", "head", "list", "rank", "topic", "mean"})
_PLAIN = frozenset({"lang", "far"})


def read_as(name: str, direction: str) -> tuple[str, ...]:
    """The names that feature `name` has when its pair is read in `direction`.

    >>> read_as("type:a=Model", "<")
    ('<type:a=Model', 'type:t=Model')
    >>> read_as("name:b_ends_with|Task|Method", "<")
    ('<name:b_ends_with|Task|Method', 'name:h_ends_with|Method|Task')
    """
    group, _, rest = name.partition(":")
    if group in _PLAIN:
        return (name,)
    turned = f"{direction}{name}"
    roles = _ROLES[direction]
    if group not in _SIDED:
        return (turned,)
    if rest.startswith("ab="):
        return (turned, f"{group}:ht={_kinds(rest[3:], direction)}")
    if rest[:1] in roles and (len(rest) == 1 or not rest[1].isalpha()):
        head, bar, kinds = rest.partition("|")
        tail = f"|{_kinds(kinds, direction)}" if bar else ""
        return (turned, f"{group}:{roles[head[0]]}{head[1:]}{tail}")
    return (turned,)


def _kinds(kinds: str, direction: str) -> str:
    left, _, right = kinds.partition("|")
    return kinds if direction == ">" else f"{right}|{left}"
