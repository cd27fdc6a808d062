"""The benchmarks run on whatever they are given, and print every figure that they promise."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "throughput.py"
NOTE = "DeepSeek-V3 采用了 MLA 来确保推理效率。"


@pytest.fixture(params=["folder", "jsonl", "jsonl.gz"])
def notes(request, tmp_path):
    """The same note in a folder, as JSON Lines, and compressed."""
    line = json.dumps({"text": NOTE}, ensure_ascii=False)
    match request.param:
        case "folder":
            (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
            return tmp_path
        case "jsonl":
            (tmp_path / "notes.jsonl").write_text(line, encoding="utf-8")
        case _:
            (tmp_path / "notes.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    return next(tmp_path.iterdir())


@pytest.mark.slow
def test_every_stage_is_measured(notes):
    """One line a stage, each with seconds, speed and two ratios above nothing."""
    result = subprocess.run([sys.executable, SCRIPT, notes], capture_output=True, text=True, check=True)
    head, columns, *rows = result.stdout.splitlines()
    assert head.startswith("1 passages")
    assert columns.split()[:2] == ["stage", "seconds"]
    assert [row[:32].strip() for row in rows] == [
        "bare scan of names and cues",
        "spaCy blank, tokens only",
        "spaCy blank, tokens and names",
        "kgraph read",
        "kgraph extract, rules",
        "kgraph extract, small",
        "kgraph build, rules",
        "kgraph build, rules, no page",
    ]
    assert all(len(row[32:].split()) == 4 and float(row.split()[-2]) > 0 for row in rows)
