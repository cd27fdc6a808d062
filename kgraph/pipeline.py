"""The whole line on one screen: paths in, a build out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph import disk, evidence, manifest, report, swap
from kgraph import view as page
from kgraph.errors import InputError
from kgraph.extract import DEFAULT, load
from kgraph.graph import assemble
from kgraph.graph.stores import STORES
from kgraph.manifest import Manifest
from kgraph.model import Extraction
from kgraph.opened import GRAPH, Build, open_build
from kgraph.read import Reading, read
from kgraph.workers import extract_all

__all__ = ["Build", "Built", "Progress", "build", "open_build"]

GRAPHML, PAGE, REPORT, EVIDENCE = "graph.graphml", "index.html", "report.md", "evidence"

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: its folder, its manifest, and the one file to open."""

    folder: Path
    manifest: Manifest
    page: Path


def build(  # noqa: PLR0913 - each is an option of the command
    paths: Sequence[Path | str],
    *,
    out: Path,
    model: str = DEFAULT,
    lexicon: Sequence[Path] = (),
    jobs: int = 0,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    strict: bool = False,
    view: bool = True,
    progress: Progress | None = None,
) -> Built:
    """Read the paths and write the build `out`; a build that was there stays as it was unless this one succeeds.

    InputError when nothing can be read, or, with `strict`, when anything cannot; UsageError when `out` is
    somebody's own folder; MissingError when the disk refuses.
    """
    tell = progress or _silent
    with disk.refusals(), swap.replacing(Path(out), ours=manifest.is_build) as folder:
        reading = _read(paths, include, exclude, strict=strict)
        extractor = load(model, lexicon)
        found = extract_all(reading.passages, extractor, model=model, jobs=jobs, lexicon=lexicon)
        found = _told(found, len(reading.passages), tell)
        evidence.write(evidence.gather(reading.passages, found), folder / EVIDENCE)
        tell("assemble", 0, 1)
        graph = assemble(evidence.read(folder / EVIDENCE))
        tell("write", 0, 1)
        STORES["node-link"].write(graph, folder / GRAPH)
        STORES["graphml"].write(graph, folder / GRAPHML)
        if view:
            page.write(graph, folder / PAGE)
        settings = {
            "model": {"name": extractor.name, "version": extractor.version},
            "lexicon": [{"name": file.name, "sha256": manifest.digest(file)} for file in lexicon],
            "include": sorted(include),
            "exclude": sorted(exclude),
            "strict": strict,
            "view": view,
        }
        content = {"settings": settings, **_content(reading, graph, Path(out))}
        (folder / REPORT).write_text(report.render(graph, content), encoding="utf-8", newline="\n")
        whole = manifest.write(folder, content)
    return Built(Path(out), whole, Path(out) / (PAGE if view else REPORT))


def _read(paths: Sequence[Path | str], include: Sequence[str], exclude: Sequence[str], *, strict: bool) -> Reading:
    reading = read(paths, include=include, exclude=exclude)
    if strict and reading.skipped:
        reasons = "; ".join(f"{skipped.name}: {skipped.reason}" for skipped in reading.skipped)
        raise InputError(
            f"Not everything could be read: {reasons}.", hint="Leave it out with --exclude, or drop --strict."
        )
    return reading


def _told(extractions: Iterable[Extraction], total: int, tell: Progress) -> Iterator[Extraction]:
    """The same extractions, each told as it passes."""
    tell("extract", 0, total)
    for done, extraction in enumerate(extractions, start=1):
        yield extraction
        tell("extract", done, total)


def _content(reading: Reading, graph: Any, out: Path) -> Manifest:  # noqa: ANN401 - NetworkX is not typed
    """What the manifest says of the notes and the graph: counts, what was read and what was not."""
    return {
        "counts": {
            "sources": len(reading.sources),
            "skipped": len(reading.skipped),
            "passages": len(reading.passages),
            "places": sum(len(passage.places) for passage in reading.passages),
            "concepts": graph.number_of_nodes(),
            "relations": graph.number_of_edges(),
            "evidence": sum(len(edge["evidence"]) for _, _, edge in graph.edges(data=True)),
        },
        "sources": [
            {
                "name": source.name,
                "location": None if source.path == "-" else manifest.relative(Path(source.path), out),
                "sha256": source.sha256,
                "bytes": source.bytes,
                "encoding": source.encoding,
                "reader": source.reader,
                "passages": source.passages,
            }
            for source in reading.sources
        ],
        "skipped": [{"name": skipped.name, "reason": skipped.reason} for skipped in reading.skipped],
    }


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
