"""Extract: from one passage to mentions, aliases and claims, each with its offsets and its rule.

A model is a function from a passage to its extraction; `load` finds it by name, or reads the folder
of a trained one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from kgraph.errors import UsageError
from kgraph.model import Extraction, Passage


class Extractor(Protocol):
    """What extracts one passage; `version` changes whenever the result may."""

    name: str
    version: str

    def __call__(self, passage: Passage) -> Extraction:
        """What the passage says."""
        ...


def _rules(lexicon: Sequence[Path]) -> Extractor:
    from kgraph.extract.rules import Rules

    return Rules(lexicon)


def _small(lexicon: Sequence[Path]) -> Extractor:
    from kgraph.extract.trained import Trained

    return Trained(lexicon=lexicon)


MODELS: dict[str, Callable[[Sequence[Path]], Extractor]] = {"rules": _rules, "small": _small}
DEFAULT = "small"


def load(model: str = DEFAULT, lexicon: Sequence[Path] = ()) -> Extractor:
    """The extractor named `model`, or the trained one whose folder it is; `lexicon` are the user's own files."""
    if model in MODELS:
        return MODELS[model](lexicon)
    if Path(model).is_dir():
        from kgraph.extract.trained import Trained

        return Trained(Path(model), lexicon=lexicon)
    hint = f"There are: {', '.join(sorted(MODELS))}; or a model's folder."
    raise UsageError(f"There is no model {model!r}.", hint=hint)
