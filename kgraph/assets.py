"""Files that travel with the package: recipes, views, the sample corpus.

In a checkout they stand at the top level; in a wheel they stand inside the package.
"""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import InputError

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `name` (queries, viz or seeds), in the package or else beside it in a checkout."""
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise InputError(f"The folder {name!r} of kgraph is missing.", hint="Install kgraph again.")
