"""The evidence tables: the waist of the line. Extraction only writes them, assembly only reads them.

Four tables (and one for the places of passages), each a Parquet file written by DuckDB in a total
order, so that the same evidence is the same bytes. `FORMAT` is the version of the columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kgraph.errors import InputError
from kgraph.model import Alias, Claim, Extraction, Mention, Passage, Place

FORMAT = 1

COLUMNS: dict[str, dict[str, str]] = {
    "passages": {"id": "VARCHAR", "text": "VARCHAR", "language": "VARCHAR", "skip": "BIGINT[][]"},
    "places": {
        "passage": "VARCHAR",
        "source": "VARCHAR",
        "position": "BIGINT",
        "start": "BIGINT",
        "end": "BIGINT",
        "title": "VARCHAR",
    },
    "mentions": {
        "passage": "VARCHAR",
        "start": "BIGINT",
        "end": "BIGINT",
        "name": "VARCHAR",
        "type": "VARCHAR",
        "rule": "VARCHAR",
        "score": "DOUBLE",
    },
    "aliases": {
        "passage": "VARCHAR",
        "name": "VARCHAR",
        "other": "VARCHAR",
        "reason": "VARCHAR",
        "rule": "VARCHAR",
        "start": "BIGINT",
        "end": "BIGINT",
        "score": "DOUBLE",
    },
    "claims": {
        "passage": "VARCHAR",
        "head": "VARCHAR",
        "head_start": "BIGINT",
        "head_end": "BIGINT",
        "type": "VARCHAR",
        "tail": "VARCHAR",
        "tail_start": "BIGINT",
        "tail_end": "BIGINT",
        "cue_start": "BIGINT",
        "cue_end": "BIGINT",
        "quote_start": "BIGINT",
        "quote_end": "BIGINT",
        "rule": "VARCHAR",
        "polarity": "VARCHAR",
        "score": "DOUBLE",
    },
}


_row = {name: attrgetter(*COLUMNS[name]) for name in ("mentions", "aliases", "claims")}
"""A record as the row of its table."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All evidence of a build, each table sorted by all its columns."""

    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    aliases: tuple[Alias, ...]
    claims: tuple[Claim, ...]


def gather(passages: Iterable[Passage], extractions: Iterable[Extraction]) -> Tables:
    """Put the passages and what was found in them into tables, whatever the order they come in."""
    found = list(extractions)
    return Tables(
        tuple(sorted(passages, key=lambda passage: passage.id)),
        tuple(sorted({m for e in found for m in e.mentions}, key=_row["mentions"])),
        tuple(sorted({a for e in found for a in e.aliases}, key=_row["aliases"])),
        tuple(sorted({c for e in found for c in e.claims}, key=_row["claims"])),
    )


def write(tables: Tables, folder: Path) -> None:
    """Write every table as `folder`/NAME.parquet."""
    rows: dict[str, Iterable[Sequence[Any]]] = {
        "passages": ((p.id, p.text, p.language, p.skip) for p in tables.passages),
        "places": ((p.id, q.source, q.position, q.start, q.end, q.title) for p in tables.passages for q in p.places),
        "mentions": map(_row["mentions"], tables.mentions),
        "aliases": map(_row["aliases"], tables.aliases),
        "claims": map(_row["claims"], tables.claims),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in rows.items():
        _write_table(name, table, folder / f"{name}.parquet")


def read(folder: Path) -> Tables:
    """Read the tables that `write` wrote into `folder`."""
    places: dict[str, list[Place]] = {}
    for passage, source, position, start, end, title in _read_table(folder, "places"):
        places.setdefault(passage, []).append(Place(source, position, start, end, title))
    return Tables(
        tuple(
            Passage(key, text, language, tuple(places[key]), tuple((start, end) for start, end in skip))
            for key, text, language, skip in _read_table(folder, "passages")
        ),
        tuple(Mention(*row) for row in _read_table(folder, "mentions")),
        tuple(Alias(*row) for row in _read_table(folder, "aliases")),
        tuple(Claim(*row) for row in _read_table(folder, "claims")),
    )


def _connect() -> Any:  # noqa: ANN401 - DuckDB is imported late, so its connection type has no name here
    import duckdb

    # One thread: several would write row groups in the order in which they happen to finish.
    return duckdb.connect(config={"threads": 1})


def _write_table(name: str, rows: Iterable[Sequence[Any]], path: Path) -> None:
    """Hand the rows to DuckDB as JSON Lines, the only bulk input that needs no further library."""
    columns = COLUMNS[name]
    with TemporaryDirectory(dir=path.parent) as scratch:
        lines = Path(scratch) / "rows.jsonl"
        with lines.open("w", encoding="utf-8", newline="\n") as out:
            for row in rows:
                json.dump(dict(zip(columns, row, strict=True)), out, ensure_ascii=False)
                out.write("\n")
        order = ", ".join(f'"{column}"' for column in columns)
        shape = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items()) + "}"
        with _connect() as connection:
            connection.execute(
                f"COPY (SELECT {order} FROM read_json(?, format = 'newline_delimited', columns = {shape}, "  # noqa: S608 - our own column names
                f"maximum_object_size = 1073741824) ORDER BY {order}) "
                f"TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)",
                [str(lines)],
            )


def _read_table(folder: Path, name: str) -> list[tuple[Any, ...]]:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise InputError(f"The build has no table {path}.", hint="Build it again with `kgraph build`.")
    order = ", ".join(f'"{column}"' for column in COLUMNS[name])
    with _connect() as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            f"SELECT {order} FROM read_parquet(?) ORDER BY {order}",  # noqa: S608 - our own column names
            [str(path)],
        ).fetchall()
    return rows


def _quoted(path: Path) -> str:
    """A path inside a string of SQL: COPY takes no parameter for its target."""
    return str(path).replace("'", "''")


# The tables and the records are two views of the same columns.
assert [f.name for f in fields(Mention)] == list(COLUMNS["mentions"])  # noqa: S101 - checked once, at import
assert [f.name for f in fields(Alias)] == list(COLUMNS["aliases"])  # noqa: S101
assert [f.name for f in fields(Claim)] == list(COLUMNS["claims"])  # noqa: S101
