"""What exports keep where there is room for strings, numbers and lists of them only: the Neo4j model's properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.graph.naming import key

# A relation's list property and the field of its evidence that it lists: item `i` of each is of evidence `i`.
EVIDENCE = {
    "quotes": "quote",
    "passages": "passage",
    "documents": "source",
    "starts": "start",
    "ends": "end",
    "rules": "rule",
    "polarities": "polarity",
}


def concept(node: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """A concept's properties: `aliases` are all its names, `keys` what a query may find it by."""
    aliases = [name["name"] for name in attributes["names"]]
    return {
        **{name: attributes[name] for name in ("name", "name_zh", "name_en", "type", "mentions", "passages")},
        "aliases": aliases,
        "keys": _keys([node, *attributes["ids"], *aliases]),
    }


def relation(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """A relation's properties, with its evidence as parallel lists."""
    return {
        **{name: attributes[name] for name in ("belief", "polarity", "inferred", "support", "sources")},
        **{name: [piece[field] for piece in attributes["evidence"]] for name, field in EVIDENCE.items()},
    }


def documents(passages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The title of each source: the heading of its first passage that has one."""
    titles: dict[str, str] = {}
    places = (place for passage in passages for place in passage["places"])
    for place in sorted(places, key=lambda place: (place["source"], place["position"], place["start"])):
        titles[place["source"]] = titles.get(place["source"]) or place["title"]
    return dict(sorted(titles.items()))


def _keys(names: Iterable[str]) -> list[str]:
    return sorted({form for name in names for form in (name.lower(), key(name).lower())})
