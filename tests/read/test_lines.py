"""Long inputs are read line by line, with the same result as when they are read whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kgraph.read import each
from kgraph.read import lines as reading

ROWS = [{"id": "甲", "text": "LoRA 是一种方法。"}, {"text": "CLIP is a model."}, {"id": 7, "text": "LoRA 是一种方法。"}]
BAD = ["{", "[]", '{"text": 3}']


@pytest.fixture
def notes(tmp_path):
    """JSON Lines with a mark, Windows line ends, a blank line and bad lines."""
    path = tmp_path / "notes.jsonl"
    text = "\r\n".join([*map(json.dumps, ROWS), "", *BAD, json.dumps(ROWS[0])])
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path


def read_each(path):
    """Return the passages of a path and what was skipped."""
    skipped = []
    return list(each([path], skip=skipped.append)), skipped


def test_line_by_line_is_the_same_as_whole(notes, monkeypatch):
    """Ids, texts, places and faults do not depend on how long a file is."""
    whole = read_each(notes)
    assert [key for key, _ in whole[0]][::2] == ["甲", "7"]
    assert len(whole[0]) == 4
    assert [skipped.name for skipped in whole[1]] == [f"notes.jsonl#{number}" for number in (5, 6, 7)]
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert read_each(notes) == whole


def test_a_line_beyond_the_limit_is_passed_over(tmp_path):
    """A line of 200 MB is skipped by its number without being held, and those around it are read."""
    path = tmp_path / "notes.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "LoRA first"}\n{"text": "')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "LoRA last"}')
    passages, skipped = read_each(path)
    assert [passage.text for _, passage in passages] == ["LoRA first", "LoRA last"]
    assert [(entry.name, "longer than" in entry.reason) for entry in skipped] == [("notes.jsonl#2", True)]


def test_a_line_that_is_not_utf_8_is_skipped(tmp_path, monkeypatch):
    """In a long file a broken line is told by its number and costs no other."""
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'{"text": "LoRA"}\n{"text": "\xff"}\n{"text": "CLIP"}\n')
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    passages, skipped = read_each(path)
    assert [passage.text for _, passage in passages] == ["LoRA", "CLIP"]
    assert "not UTF-8" in skipped[0].reason


def test_stdin_is_answered_before_it_ends():
    """A line that comes in on stdin is answered while the next is still to come."""
    command = [sys.executable, "-m", "kgraph", "extract", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b'{"id": "1", "text": "LoRA"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "1"
        process.stdin.close()
        assert process.wait() == 0
