"""Does every quote of a graph still stand in its source, where the graph says it does?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.manifest import Manifest
from kgraph.read import texts


@dataclass(frozen=True, slots=True)
class Finding:
    """A quote that does not stand where the graph says, and what is wrong."""

    head: str
    type: str
    tail: str
    source: str
    start: int
    end: int
    quote: str
    problem: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many quotes were looked up, and those that were not found."""

    checked: int
    findings: tuple[Finding, ...]


def verify(graph: Any, manifest: Manifest, folder: Path) -> Verdict:  # noqa: ANN401 - NetworkX is not typed
    """Open the sources of the build in `folder` again and look up every quote of its graph."""
    opened, faults = _open(manifest, folder)
    checked = 0
    findings = []
    for finding in _quotes(graph):
        checked += 1
        problem = _problem(finding, opened, faults)
        if problem:
            findings.append(replace(finding, problem=problem))
    return Verdict(checked, tuple(findings))


def _open(manifest: Manifest, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of all sources by name, and what is wrong with those that do not open."""
    opened: dict[str, str] = {}
    faults: dict[str, str] = {}
    for source in manifest["sources"]:
        name, location = source["name"], source["location"]
        if location is None:
            faults[name] = "was read from stdin, which cannot be opened again"
            continue
        try:
            opened |= texts(name, folder.resolve() / location)
        except InputError as error:
            faults[name] = error.what
    return opened, faults


def _quotes(graph: Any) -> Iterator[Finding]:  # noqa: ANN401 - NetworkX is not typed
    for head, tail, edge in graph.edges(data=True):
        for found in edge["evidence"]:
            names = graph.nodes[head]["name"], edge["type"], graph.nodes[tail]["name"]
            yield Finding(*names, found["source"], found["start"], found["end"], found["quote"], "")


def _problem(finding: Finding, opened: Mapping[str, str], faults: Mapping[str, str]) -> str:
    """What is wrong with a quote; empty when it stands where it should."""
    file = finding.source.rpartition("#")[0]
    fault = faults.get(finding.source) or faults.get(file)
    if fault:
        return fault
    text = opened.get(finding.source)
    if text is None:
        return "is not among the sources of the build"
    if text[finding.start : finding.end] == finding.quote:
        return ""
    return "has moved" if finding.quote in text else "is not in the source any more"
