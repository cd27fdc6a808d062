"""What is said of a model without running it: its size, its speed, what it was trained on, its scores.

All of it stands in the manifest of a trained model, measured when it was made; of the rules, the data
are there to be counted, and nothing was trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.extract.lexicon import shipped_files
from kgraph.extract.rules import Rules
from kgraph.extract.small.model import MANIFEST, SHIPPED, WEIGHTS, read_manifest

_LANGUAGES = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True)
class Described:
    """A model by the name under which `load` finds it; bytes, KB/s, F1 of cross-validation; None is unknown."""

    name: str
    version: str
    size: int
    speed: float | None
    trained_on: tuple[str, ...]
    concepts: float | None
    pairs: float | None
    relations: float | None


def described(folders: Iterable[Path] = ()) -> Iterator[Described]:
    """The models that kgraph ships, then those in the folders: each a model, or a folder of models."""
    yield _rules()
    yield trained("small", SHIPPED)
    for folder in folders:
        for each in _models(folder):
            yield trained(str(each), each)


def trained(name: str, folder: Path) -> Described:
    """The trained model in a folder, as its manifest describes it."""
    manifest = read_manifest(folder)
    try:
        scores = manifest["cross_validation"]["scores"]["all"]
        files = tuple(str(each["name"]) for each in manifest["trained_on"])
        f1 = {what: float(scores[what][2]) for what in ("concepts", "pairs", "typed")}
        version = f"small-{manifest['version']}"
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise InputError(f"{folder / MANIFEST} is damaged.", hint="Train it again.") from error
    size = (folder / WEIGHTS).stat().st_size
    return Described(name, version, size, _speed(manifest), files, f1["concepts"], f1["pairs"], f1["typed"])


def _speed(manifest: Mapping[str, Any]) -> float | None:
    speed = manifest.get("speed")
    return float(speed) if isinstance(speed, int | float) else None


def _rules() -> Described:
    data = [*shipped_files(), *sorted(_LANGUAGES.glob("*.toml"))]
    return Described("rules", Rules().version, sum(file.stat().st_size for file in data), None, (), None, None, None)


def _models(folder: Path) -> list[Path]:
    """The folder itself when it is a model, else the models right inside it, sorted; InputError without any."""
    if (folder / MANIFEST).is_file():
        return [folder]
    inside = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}") if (path.parent / WEIGHTS).is_file())
    if not inside:
        hint = f"A model is a folder with {WEIGHTS} and {MANIFEST}; `kgraph train` makes one."
        raise InputError(f"There is no model in {folder}.", hint=hint)
    return inside
