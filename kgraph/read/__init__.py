"""Reading: paths in, passages out, each with its places in the sources.

A reader is one function from a text to its pieces; its name is its key in `READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InputError, UsageError
from kgraph.model import Passage, Place, passage_id
from kgraph.read.encoding import UnreadableError
from kgraph.read.jsonl import Record, read_record, records
from kgraph.read.lines import is_long, record_lines
from kgraph.read.markdown import read_markdown
from kgraph.read.page import read_page
from kgraph.read.piece import Piece, blanked
from kgraph.read.source import MAX_BYTES, SUFFIXES, Opened, open_file
from kgraph.read.text import read_text
from kgraph.read.walk import STDIN, File, files

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Piece",
    "Reader",
    "Reading",
    "Skipped",
    "Source",
    "each",
    "passage",
    "read",
    "reader",
    "texts",
]

Reader = Callable[[str], Iterator[Piece]]

READERS: dict[str, Reader] = {
    "jsonl": read_record,
    "markdown": read_markdown,
    "page": read_page,
    "text": read_text,
}

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_CHINESE_SHARE = 0.1
"""Of the letters: Chinese notes on technical matters are full of English terms, English ones have no Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file that was read; `path` opens it again. `passages` counts its pieces, repeated ones too."""

    name: str
    path: str
    sha256: str
    bytes: int
    encoding: str
    reader: str
    passages: int


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file, or a line of one ('notes.jsonl#12'), that was not read, and why."""

    name: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: passages distinct by id and sorted by first place, sources and skipped ones by name.

    `ids` maps the source name of a JSON line to the id that the line gives itself.
    """

    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """One text with offsets of its own: a file, or a line of JSON Lines."""

    name: str
    text: str
    id: str = ""
    title: str = ""
    fault: str = ""


def read(
    paths: Sequence[Path | str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """Read files, folders and stdin ('-') into passages, whatever their order.

    What cannot be read is skipped with its reason; InputError when a path is missing or nothing at all can be read.
    """
    found: list[tuple[Place, str, Piece]] = []
    sources, skipped, ids = [], [], {}
    for file in files(paths, include=include, exclude=exclude):
        try:
            opened = open_file(file, max_bytes=max_bytes)
        except UnreadableError as error:
            skipped.append(Skipped(file.name, str(file.path), error.what))
            continue
        before = len(found)
        for text in _texts(file.name, opened):
            if text.fault:
                skipped.append(Skipped(text.name, str(file.path), text.fault))
            if text.id:
                ids[text.name] = text.id
            found.extend(_placed(text, reader(opened.reader)))
        sources.append(_source(file, opened, len(found) - before))
    if not found:
        raise _nothing(paths, skipped)
    return Reading(_distinct(found), tuple(sorted(sources)), tuple(sorted(skipped)), ids)


def each(
    paths: Sequence[Path | str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    skip: Callable[[Skipped], None],
) -> Iterator[tuple[str, Passage]]:
    """Every passage at every place, in reading order and as soon as it is read, with the id its source gives it.

    What cannot be read is handed to `skip`. A passage without an id of its own goes by its passage id.
    """
    for file in files(paths, include=include, exclude=exclude):
        try:
            for text, read_pieces in _streamed(file):
                if text.fault:
                    skip(Skipped(text.name, str(file.path), text.fault))
                for entry in _placed(text, read_pieces):
                    (found,) = _distinct([entry])
                    yield text.id or found.id, found
        except UnreadableError as error:
            skip(Skipped(file.name, str(file.path), error.what))


def _streamed(file: File) -> Iterator[tuple[Text, Reader]]:
    """The texts of a file with the reader of each, a long file's line by line."""
    if is_long(file):
        for record in record_lines(file):
            yield _line(file.name, record), read_record
        return
    opened = open_file(file)
    for text in _texts(file.name, opened):
        yield text, reader(opened.reader)


def passage(text: str) -> Passage:
    """A text that stands in no file, as the passage that a line of JSON Lines would make of it."""
    piece = next(read_record(text), Piece(0, len(text)))
    return _passage(passage_id(text), [(Place(STDIN, 0, piece.start, piece.end), text, piece)])


def reader(name: str) -> Reader:
    """The reader of that name; UsageError with those that exist."""
    if name not in READERS:
        raise UsageError(f"There is no reader {name!r}.", hint=f"Readers are: {', '.join(sorted(READERS))}.")
    return READERS[name]


def texts(name: str, path: Path | str, *, max_bytes: int = MAX_BYTES) -> dict[str, str]:
    """The texts of a source, opened again, by the name that places call them by; InputError when it is unreadable."""
    if name == STDIN:
        raise InputError("What came through stdin cannot be opened again.", hint="Build from a file instead.")
    opened = open_file(File(name, name, name, Path(path)), max_bytes=max_bytes)
    return {text.name: text.text for text in _texts(name, opened) if not text.fault}


def _texts(name: str, opened: Opened) -> Iterator[Text]:
    """The one text of a file, or one a line of JSON Lines."""
    if opened.reader != "jsonl":
        yield Text(name, opened.text)
        return
    for record in records(opened.text):
        yield _line(name, record)


def _line(name: str, record: Record) -> Text:
    return Text(f"{name}#{record.line}", record.text, record.id, record.title, record.fault)


def _placed(text: Text, read_pieces: Reader) -> Iterator[tuple[Place, str, Piece]]:
    for position, piece in enumerate(read_pieces(text.text)):
        place = Place(text.name, position, piece.start, piece.end, piece.title or text.title)
        yield place, text.text[piece.start : piece.end], piece


def _source(file: File, opened: Opened, passages: int) -> Source:
    return Source(file.name, str(file.path), opened.sha256, opened.bytes, opened.encoding, opened.reader, passages)


def _distinct(found: Iterable[tuple[Place, str, Piece]]) -> tuple[Passage, ...]:
    """One passage for all places of the same text; its characters are those of the first place."""
    groups: dict[str, list[tuple[Place, str, Piece]]] = {}
    for entry in sorted(found, key=lambda entry: entry[0]):
        groups.setdefault(passage_id(entry[1]), []).append(entry)
    return tuple(_passage(key, group) for key, group in groups.items())


def _passage(key: str, group: list[tuple[Place, str, Piece]]) -> Passage:
    _, text, piece = group[0]
    skip = tuple((start - piece.start, end - piece.start) for start, end in piece.skip)
    return Passage(key, text, _language(blanked(text, 0, len(text), skip)), tuple(entry[0] for entry in group), skip)


def _language(prose: str) -> str:
    """'zh' where a fair share of the letters is Chinese, else 'en'.

    >>> _language("用 LoRA 微调 Transformer"), _language("LoRA fine-tunes a Transformer")
    ('zh', 'en')
    """
    return "zh" if len(_CHINESE.findall(prose)) >= _CHINESE_SHARE * len(_LETTER.findall(prose)) else "en"


def _nothing(paths: Sequence[Path | str], skipped: Sequence[Skipped]) -> InputError:
    where = ", ".join(str(path) for path in paths) or "no path at all"
    why = "".join(f" {skip.name}: {skip.reason}." for skip in skipped[:3])
    return InputError(
        f"Nothing to read in {where}.{why}",
        hint=f"Files are read that end in {', '.join(sorted(SUFFIXES))}; so are folders of them, and stdin ({STDIN}).",
    )
