"""The command line starts fast, ends in order when its reader goes, and loads only what it needs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

HEAVY = {"spacy", "networkx", "neo4j", "pyvis", "rich", "duckdb", "numpy", "kglite", "jinja2", "markdown_it"}

LOADED = """
import json, sys
from kgraph.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded(*args):
    """Return the top-level modules that a call has loaded when it ends."""
    result = subprocess.run([sys.executable, "-c", LOADED, *map(str, args)], capture_output=True, text=True, check=True)
    return set(json.loads(result.stderr.splitlines()[-1]))


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["build", "--help"], ["query", "--help"], ["recipes"]])
def test_help_loads_nothing_heavy(args):
    """Help, the version and the list of recipes need no library but click."""
    assert loaded(*args) & HEAVY == set()


def test_a_question_loads_nothing_that_extracts(seeds_build):
    """A command that reads a build loads NetworkX, and none of what made the build or draws it."""
    found = loaded("search", "LoRA", "-b", seeds_build)
    assert found & HEAVY <= {"networkx", "numpy"}


def test_help_is_quick():
    """At its best of five calls, help takes at most 0.15 s of processor more than Python itself."""

    def best(*command):
        return min(spent(command) for _ in range(5))

    def spent(command):
        # Processor time, so that what else the machine does is not counted.
        before = os.times()
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert best("-m", "kgraph", "--help") - best("-c", "pass") < 0.15


def test_a_reader_that_goes_is_no_error(tmp_path):
    """In `kgraph extract ... | head -1`, the end of the reader ends the command without a word."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"text": "LoRA 是一种参数高效微调方法。"}\n' * 3000, encoding="utf-8")
    command = [sys.executable, "-m", "kgraph", "extract", notes]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full, which Linux has")  # noqa: PTH110 - a device
def test_a_full_stdout_is_told(seeds_build):
    """Data that cannot be written is an error and not silence."""
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        command = [sys.executable, "-m", "kgraph", "search", "a", "-b", seeds_build]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 4
    assert "space" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_extraction(tmp_path, jobs):
    """Ctrl-C while passages stream out: exit 130 and one word."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"text": "LoRA 是一种参数高效微调方法。"}\n' * 300_000, encoding="utf-8")
    command = [sys.executable, "-m", "kgraph", "extract", notes, "--jobs", jobs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate()
    assert (process.returncode, told) == (130, b"Interrupted.\n")


def test_what_is_printed_is_utf_8_whatever_the_locale(tmp_path):
    """In a locale that knows no Chinese, Chinese is printed as in any other."""
    note = tmp_path / "a.md"
    note.write_text("自监督学习是一种方法。", encoding="utf-8")
    environment = os.environ | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-m", "kgraph", "extract", note]
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert json.loads(result.stdout.decode("utf-8"))["text"] == "自监督学习是一种方法。"
