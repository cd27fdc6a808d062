"""Write a trained model: the arrays of every part in one file, and a manifest beside it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgraph.extract.small.crf import Crf
from kgraph.extract.small.linear import Linear
from kgraph.extract.small.model import MANIFEST, WEIGHTS
from kgraph.extract.small.scorer import Scorer
from kgraph.extract.small.trees import Trees
from kgraph.extract.small.vectors import Vectors

Arrays = dict[str, NDArray[Any]]
_EPOCH = (1980, 1, 1, 0, 0, 0)


def lines(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as an array of bytes, one a line; no name may hold a line end."""
    listed = list(names)
    if any("\n" in name for name in listed):
        raise ValueError("A name with a line end cannot be stored.")
    return np.frombuffer("\n".join(listed).encode(), np.uint8)


def vector_arrays(words: Vectors) -> Arrays:
    """The arrays of word vectors."""
    return {"vectors.words": lines(words.number), "vectors.clusters": words.clusters, "vectors.values": words.values}


def field_arrays(field: Crf) -> Arrays:
    """The arrays of a field; its weights were halved in precision when it was trained."""
    return {
        "crf.attributes": lines(field.number),
        "crf.state": field.state.astype(np.float16),
        "crf.transition": field.transition,
    }


def linear_arrays(name: str, model: Linear) -> Arrays:
    """The arrays of a linear model."""
    return {
        f"{name}.weights": model.weights.astype(np.float16),
        f"{name}.bias": model.bias,
        f"{name}.slots": np.array(model.slots),
    }


def tree_arrays(name: str, trees: Trees) -> Arrays:
    """The arrays of boosted trees."""
    fields = ("feature", "threshold", "left", "right", "value", "roots")
    own: Arrays = {f"{name}.{field}": getattr(trees, field) for field in fields}
    return {**own, f"{name}.classes": np.array(trees.classes)}


def scorer_arrays(name: str, model: Scorer) -> Arrays:
    """The arrays of a scorer."""
    own: Arrays = {f"{name}.columns": lines(model.column), f"{name}.weights": model.weights, f"{name}.bias": model.bias}
    return {**tree_arrays(name, model.trees), **own}


def write(folder: Path, arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any]) -> None:
    """Write both files; the same arrays give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as store:
        for name in sorted(arrays):
            data = BytesIO()
            np.lib.format.write_array(data, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            store.writestr(entry, data.getvalue(), compresslevel=9)
    weights = packed.getvalue()
    (folder / WEIGHTS).write_bytes(weights)
    full = {
        **manifest,
        "weights": {"name": WEIGHTS, "bytes": len(weights), "sha256": hashlib.sha256(weights).hexdigest()},
    }
    (folder / MANIFEST).write_text(json.dumps(full, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
