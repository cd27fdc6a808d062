"""The sentence that says a relation best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgraph.schema import POLARITIES


def best(edge: Mapping[str, Any]) -> dict[str, Any]:
    """The piece of evidence to show for an edge: asserted before hedged, then the best score, then the shortest quote.

    A piece that names both ends within its quote comes before one that leaves an end to the context.
    """
    evidence: list[dict[str, Any]] = edge["evidence"]
    ranked = sorted(evidence, key=_rank)
    return ranked[0] if ranked else {"quote": "", "source": "", "start": 0, "end": 0}


def _rank(piece: Mapping[str, Any]) -> tuple[int, bool, float, int]:
    named = piece["head"] is not None and piece["tail"] is not None
    return POLARITIES.index(piece["polarity"]), not named, -piece["score"], len(piece["quote"])
