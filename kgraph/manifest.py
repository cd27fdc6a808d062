"""The manifest of a build: what made it, of what, and the SHA-256 of every file read and written.

No clock and no absolute path, so that the same notes make the same bytes. A source's location is
relative to the build's folder, so that the two can move together.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from kgraph import __version__
from kgraph.errors import InputError

FORMAT = 1
NAME = "manifest.json"

Manifest = dict[str, Any]


def is_build(folder: Path) -> bool:
    """Whether kgraph made the folder, in this version or another."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and "kgraph" in content


def write(folder: Path, content: Manifest) -> Manifest:
    """Write the manifest of everything that stands in `folder` so far, and return it."""
    whole = {"kgraph": __version__, "format": FORMAT, **content, "files": list(_files(folder))}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")
    return whole


def read(folder: Path) -> Manifest:
    """The manifest of a build of this very version; InputError says what else it is."""
    path = folder / NAME
    if not path.is_file():
        raise InputError(
            f"There is no build in {folder}.", hint="Make one with `kgraph build PATH...`, or name one with -b."
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        maker, form = content["kgraph"], content["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"{path} is damaged.", hint=_again(folder)) from error
    if (maker, form) != (__version__, FORMAT):
        raise InputError(
            f"{folder} was built by kgraph {maker} (format {form}); this is kgraph {__version__} (format {FORMAT}).",
            hint=_again(folder),
        )
    return content  # type: ignore[no-any-return]


def check(folder: Path, content: Manifest, name: str) -> Path:
    """The file `name` of a build, if it is still, byte for byte, what was written; else InputError."""
    path = folder / name
    wanted = next((file["sha256"] for file in content["files"] if file["name"] == name), None)
    if not path.is_file() or digest(path) != wanted:
        raise InputError(f"{path} is not what the build wrote.", hint=_again(folder))
    return path


def digest(path: Path) -> str:
    """The SHA-256 of a file, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def relative(path: Path, folder: Path) -> str:
    """The way from a build's folder to a file, with slashes."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _files(folder: Path) -> Any:  # noqa: ANN401 - an iterator of JSON objects
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            yield {"name": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": digest(path)}


def _again(folder: Path) -> str:
    return f"Build it again: `kgraph build PATH... -o {folder}`."
