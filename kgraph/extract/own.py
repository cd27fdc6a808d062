"""Names of the user's own lexicon: where one stands in a text, it is a concept, whatever a model thinks.

'钙钛矿太阳能电池' as one entry is one concept; a shorter entry within it gives way to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.extract.concepts import Name, crosses
from kgraph.extract.scan import Hit
from kgraph.extract.words import words

_SURE = 1.0


def with_own(
    text: str, names: Sequence[Name], known: Sequence[Hit], skip: Sequence[tuple[int, int]] = ()
) -> list[Name]:
    """The names and every name of the user's own lexicon, sorted; a name that crosses one of these is left out.

    Like any other, a name of the user's own does not reach over a span of `skip`.
    """
    own = list(_own(text, [hit for hit in known if hit.value.own and not crosses(hit.start, hit.end, skip)]))
    if not own:
        return list(names)
    kept = [name for name in names if not any(_collide(name, each) for each in own)]
    return sorted([*kept, *own])


def _own(text: str, hits: Sequence[Hit]) -> Iterator[Name]:
    """The outermost of the names that begin or end where a word does; one character must do both."""
    cut = words(text) if hits else []
    starts, ends = {word.start for word in cut}, {word.end for word in cut}
    reach = 0
    for hit in hits:
        edges = (hit.start in starts) + (hit.end in ends)
        if hit.start >= reach and edges >= (1 if hit.end - hit.start > 1 else 2):
            reach = hit.end
            yield Name(hit.start, hit.end, hit.value.type, "lexicon", _SURE)


def _collide(name: Name, own: Name) -> bool:
    """Whether two names stand at the same place, or each over one edge of the other."""
    if name[:2] == own[:2]:
        return True
    inside = own.start <= name.start and name.end <= own.end
    around = name.start <= own.start and own.end <= name.end
    return name.start < own.end and own.start < name.end and not inside and not around
