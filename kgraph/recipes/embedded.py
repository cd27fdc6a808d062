"""The engine that is always there: KGLite, in this process, loaded from the graph.

KGLite is young and its optimiser has answered wrongly before, so it is not taken at its word: a
self-check with known answers runs before anything else is asked. See
docs/decisions/001-embedded-cypher.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.errors import MissingError, UsageError
from kgraph.recipes import load, rows, selfcheck
from kgraph.recipes.engine import LIMIT, TIMEOUT, Rows, plain
from kgraph.recipes.safety import refuse_writes

if TYPE_CHECKING:
    import networkx as nx

# Rewrites of the optimiser that are left out where this version has them.
DISTRUSTED = ("fuse_match_return_aggregate", "fuse_match_with_aggregate", "fuse_match_with_aggregate_top_k")

# The cache file begins with these lines; what follows is KGLite's own format.
_MAGIC = "kgraph embedded graph 1"


def embedded(graph: nx.MultiDiGraph, cache: Path | None = None) -> Embedded:
    """Make an engine that answers from `graph`; `cache` is a file that may be kept to open it faster."""
    return opened(lambda: graph, content_hash(graph), cache)


def opened(read: Callable[[], nx.MultiDiGraph], content: str, cache: Path | None = None) -> Embedded:
    """Open the graph whose content hash is `content`; `read` is called only if the cache does not hold it.

    A cache that is stale, damaged, written by another version or not writable is no error: it is
    made anew from the graph, or done without.
    """
    kglite = _kglite()
    _self_check()
    name = f"{_MAGIC}, kglite {kglite.__version__}, {content}"
    graph = _cached(cache, name) if cache else None
    if graph is None:
        graph = _loaded(rows.model(read()))
        if cache:
            _keep(graph, cache, name)
    return Embedded(graph)


def content_hash(graph: nx.MultiDiGraph) -> str:
    """SHA-256 of all that the graph holds, whatever the order in which it was put in."""
    nodes = sorted(graph.nodes(data=True), key=lambda node: str(node[0]))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    text = json.dumps([graph.graph, nodes, edges], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Embedded:
    """KGLite behind the protocol of engines."""

    name = "embedded"

    def __init__(self, graph: Any) -> None:  # noqa: ANN401 - a KnowledgeGraph, whose module is imported late
        """Take over a KnowledgeGraph and lock it."""
        self._graph = graph
        self._graph.read_only(enabled=True)

    def run(
        self, cypher: str, parameters: dict[str, Any] | None = None, *, limit: int = LIMIT, timeout: float = TIMEOUT
    ) -> Rows:
        """Answer with the rows that `cypher` returns, at most `limit`, within `timeout` seconds."""
        refuse_writes(cypher)
        kglite = _kglite()
        try:
            view = self._graph.cypher(
                cypher,
                params=parameters or {},
                timeout_ms=max(1, round(timeout * 1000)),
                row_limit=limit,
                disabled_passes=_disabled(),
            )
        except kglite.CypherTimeoutError:
            raise UsageError(
                f"The query took longer than {timeout:g} seconds.", hint="Make it narrower, or give a longer --timeout."
            ) from None
        except (kglite.KgError, ValueError, TypeError, OverflowError) as error:
            raise UsageError(f"The embedded engine refused the query: {error}") from None
        if isinstance(view, str):
            raise UsageError("FORMAT CSV is not taken here.", hint="Ask for csv with --format.")
        return _rows(view)

    def close(self) -> None:
        """Nothing is held outside of memory."""


def _rows(view: Any) -> Rows:  # noqa: ANN401 - a ResultView, whose module is imported late
    columns = tuple(view.columns)
    total = (view.diagnostics or {}).get("total_rows")
    truncated = total is not None and total > len(view)
    notes = tuple(note for note in view.warnings if not note.startswith("Result truncated"))
    return Rows(
        columns, tuple(tuple(plain(row[column]) for column in columns) for row in view.to_list()), truncated, notes
    )


def _loaded(model: rows.Model) -> Any:  # noqa: ANN401 - a KnowledgeGraph, whose module is imported late
    graph = _kglite().KnowledgeGraph()
    for text, batch in load.statements(model):
        graph.cypher(text, params={"rows": batch})
    return graph


def _cached(cache: Path, name: str) -> Any | None:  # noqa: ANN401 - as above
    """Read the graph that the cache holds under `name`, or None if it holds another or is damaged."""
    kglite = _kglite()
    try:
        header, digest, body = cache.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    if header != name.encode() or digest != _digest(body):
        return None
    try:
        return kglite.from_bytes(body)
    except (kglite.KgError, ValueError, OSError):
        return None


def _keep(graph: Any, cache: Path, name: str) -> None:  # noqa: ANN401 - as above
    """Write the cache beside its place and move it in, so that nobody reads half of it."""
    body = graph.to_bytes()
    scratch = cache.with_name(cache.name + ".part")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(b"\n".join((name.encode(), _digest(body), body)))
        scratch.replace(cache)
    except OSError:
        with suppress(OSError):
            scratch.unlink()


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


@once
def _kglite() -> Any:  # noqa: ANN401 - a module
    try:
        import kglite
    except ImportError as error:
        raise MissingError(
            f"The embedded engine cannot be loaded: {error}.", hint="Install it with `pip install kglite`."
        ) from None
    # Remarks are returned in Rows.notes; KGLite would print them as well.
    kglite.set_query_warning_policy("silent")
    return kglite


@once
def _disabled() -> list[str]:
    known = _kglite().cypher_pass_names()
    return [name for name in DISTRUSTED if name in known]


@once
def _self_check() -> None:
    selfcheck.check(Embedded(_loaded(selfcheck.MODEL)), f"kglite {_kglite().__version__}")
