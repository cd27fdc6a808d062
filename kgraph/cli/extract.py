"""`kgraph extract`: concepts and relations passage by passage, nothing resolved across passages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.options import selection_options, sources_argument
from kgraph.cli.output import Row, chosen, format_option, printable, write_rows

if TYPE_CHECKING:
    from kgraph.extract.passage_graph import PassageGraph
    from kgraph.model import Extraction, Passage
    from kgraph.read import Skipped

COLUMNS = ("id", "text", "concepts", "relations")
Read = tuple[str, "Passage"]
Found = tuple[str, "Passage", "Extraction"]


@click.command(short_help="Show concepts and relations passage by passage.")
@sources_argument()
@format_option("table", "json", "jsonl", "html")
@selection_options
def command(  # noqa: PLR0913 - each is an option
    *,
    paths: tuple[str, ...],
    shape: str | None,
    model: str,
    lexicon: tuple[Path, ...],
    jobs: int,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
) -> None:
    """Show what each passage says by itself: its concepts with their names, and its relations.

    A line of JSON Lines is one passage and keeps its `id`. With `--format html`, the passages are one page, to be sent
    to a file: each with its names and cues marked. Denials are shown there, as such, and left out elsewhere.
    """
    if "-" in map(str, paths):
        jobs = jobs or 1  # what comes through a pipe is answered line by line
    found = _found(_passages(paths, include, exclude), model=model, lexicon=lexicon, jobs=jobs)
    match chosen(shape):
        case "html":
            _write_page(found)
        case "table":
            for key, passage, extraction in found:
                _write_passage(key, passage, _graph(passage, extraction))
        case _:
            write_rows(COLUMNS, _rows(found), shape)


def _passages(paths: tuple[str, ...], include: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[Read]:
    """Every passage in reading order, with its name; InputError when there is none."""
    from kgraph.errors import InputError
    from kgraph.read import each
    from kgraph.read.source import SUFFIXES

    empty = True
    for read in each(paths, include=include, exclude=exclude, skip=_tell_skipped):
        empty = False
        yield read
    if empty:
        raise InputError(
            f"There is nothing to read in {', '.join(paths)}.",
            hint=f"Files are read that end in {', '.join(sorted(SUFFIXES))}.",
        )


def _found(passages: Iterable[Read], *, model: str, lexicon: tuple[Path, ...], jobs: int) -> Iterator[Found]:
    """Each passage with what it says, as soon as it is known."""
    from itertools import tee

    from kgraph.extract import load
    from kgraph.workers import extract_all

    read, again = tee(passages)
    extractor = load(model, lexicon)
    extractions = extract_all((passage for _, passage in read), extractor, model=model, jobs=jobs, lexicon=lexicon)
    for extraction in extractions:
        key, passage = next(again)
        yield key, passage, extraction


def _tell_skipped(skipped: Skipped) -> None:
    click.echo(f"Skipped {skipped.name}: {skipped.reason}", err=True)


def _graph(passage: Passage, extraction: Extraction) -> PassageGraph:
    from kgraph.extract.passage_graph import passage_graph

    return passage_graph(passage, extraction)


def _rows(found: Iterable[Found]) -> Iterator[Row]:
    for key, passage, extraction in found:
        graph = _graph(passage, extraction)
        yield {
            "id": key,
            "text": passage.text,
            "concepts": [asdict(concept) for concept in graph.concepts],
            "relations": [asdict(relation) for relation in graph.relations],
        }


def _write_passage(key: str, passage: Passage, graph: PassageGraph) -> None:
    """One passage for a person: its text, then its concepts, then its relations."""
    click.echo(printable(f"{key}  {passage.text}"))
    if graph.concepts:
        write_rows(("name", "type", "aliases"), (asdict(concept) for concept in graph.concepts), "table")
    if graph.relations:
        write_rows(("head", "type", "tail", "polarity", "score"), (asdict(r) for r in graph.relations), "table")
    click.echo()
    sys.stdout.flush()


def _write_page(found: Iterable[Found]) -> None:
    from kgraph.view.marked_page import marked_page

    click.echo(marked_page(found), nl=False)
