"""What the disk refuses, in words: full, read-only, not ours to write."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from kgraph.errors import MissingError

_TRY = {
    errno.ENOSPC: "Free some space, or write somewhere else.",
    errno.EDQUOT: "Free some of your quota, or write somewhere else.",
    errno.EACCES: "Change its permissions, or use another place.",
    errno.EPERM: "Change its permissions, or use another place.",
    errno.EROFS: "Write somewhere else.",
    errno.EBUSY: "A mount point cannot be replaced: use a folder inside it.",
    errno.EXDEV: "A mount point cannot be replaced: use a folder inside it.",
}


@contextmanager
def refusals() -> Iterator[None]:
    """Raise MissingError for whatever the disk refuses in the block, to us or to DuckDB."""
    try:
        yield
    except OSError as error:
        raise refusal(error) from error
    except Exception as error:
        if not _is_duckdb_io(error):
            raise
        raise MissingError(
            _sentence(f"The evidence tables could not be written: {error}"), hint=_TRY[errno.ENOSPC]
        ) from error


def refusal(error: OSError) -> MissingError:
    """What the operating system refused, and what to try.

    >>> str(refusal(OSError(errno.ENOSPC, "No space left on device", "kg/graph.json")))
    'kg/graph.json: No space left on device. Free some space, or write somewhere else.'
    """
    where = f"{error.filename}: " if error.filename else ""
    return MissingError(_sentence(f"{where}{error.strerror or error}"), hint=_TRY.get(error.errno or 0, ""))


def _is_duckdb_io(error: Exception) -> bool:
    """Whether DuckDB met a full or failing disk; told by name, so that DuckDB need not be loaded to ask."""
    return type(error).__module__.partition(".")[0] in {"duckdb", "_duckdb"} and type(error).__name__ == "IOException"


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith(".") else f"{line}."
