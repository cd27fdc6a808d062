"""Extract: from one passage to mentions, aliases and claims, each with its offsets and its rule.

A model is a function from a passage to its extraction; `load` finds it by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kgraph.errors import UsageError
from kgraph.extract.rules import Rules
from kgraph.model import Extraction, Passage


class Extractor(Protocol):
    """What extracts one passage; `version` changes whenever the result may."""

    name: str
    version: str

    def __call__(self, passage: Passage) -> Extraction:
        """What the passage says."""
        ...


MODELS: dict[str, Callable[[], Extractor]] = {"rules": Rules}


def load(model: str = "rules") -> Extractor:
    """The extractor named `model`."""
    if model not in MODELS:
        raise UsageError(f"There is no model {model!r}.", hint=f"There are: {', '.join(sorted(MODELS))}.")
    return MODELS[model]()
