"""What a recipe runs on: anything that answers Cypher with rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Protocol

LIMIT = 1000
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer of JSON values: column names and rows in the query's order.

    `truncated` says that there were more rows than the limit; `notes` are the engine's remarks,
    such as a property that no concept has.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False
    notes: tuple[str, ...] = ()


class CypherEngine(Protocol):
    """An engine: its name, `run` and `close`.

    `run` reads only. `limit` is the most rows returned, `timeout` is in seconds. It raises UsageError
    for Cypher that writes, that the engine does not understand, or that takes too long, and
    MissingError when the engine cannot answer at all.
    """

    name: str

    def run(
        self, cypher: str, parameters: dict[str, Any] | None = None, *, limit: int = LIMIT, timeout: float = TIMEOUT
    ) -> Rows:
        """Answer with the rows that `cypher` returns."""
        ...

    def close(self) -> None:
        """Let go of connections; an engine that is closed answers no more."""
        ...


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever an engine returns
    """Turn a value into what JSON has: nodes and relationships by their properties, paths by what they pass."""
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "relationships"):
        return [plain(part) for part in (*value.nodes, *value.relationships)]
    if value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value)):
        return value
    # Dates and times, and the infinities and NaN, for which JSON has no number.
    return getattr(value, "isoformat", value.__str__)()
