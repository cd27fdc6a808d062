"""Which files are read, and what they are called."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from kgraph.read.walk import files


@pytest.fixture
def notes(tmp_path, monkeypatch) -> Path:
    """A folder of notes with all that must be left out, as the working folder's `notes`."""
    for name in (
        "notes/a.md", "notes/sub/b.md", "notes/drafts/c.md", "notes/drafts/deep/d.txt", "notes/.hidden.md",
        "notes/.git/e.md", "notes/node_modules/f.md", "notes/build/g.md", "notes/build/manifest.json",
        "notes/build/graph.json", "other/a.md", "other/notes/a.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str, **globs) -> list[str]:
    """The names of the files that the paths stand for."""
    return [file.name for file in files(paths, **globs)]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["notes"], ["notes/a.md", "notes/drafts/c.md", "notes/drafts/deep/d.txt", "notes/sub/b.md"]),
        (["notes/sub/"], ["sub/b.md"]),
        (["notes/sub/../sub"], ["sub/b.md"]),
        (["notes/a.md"], ["a.md"]),
        (["notes/a.md", "./notes/a.md"], ["a.md"]),
        (["notes/sub", "notes/sub/b.md"], ["sub/b.md"]),
        (["notes/a.md", "other/a.md"], ["notes/a.md", "other/a.md"]),
        (["other/notes", "notes/sub"], ["notes/a.md", "sub/b.md"]),
        (["notes/.git"], [".git/e.md"]),
        (["-", "-"], ["-"]),
    ],
)
def test_names_are_short_and_apart(paths, expected):
    """A file goes by its folder's name and its path below, or by its own; the same name is never given twice."""
    for order in itertools.permutations(paths):
        assert names(*order) == expected


@pytest.mark.usefixtures("notes")
def test_clashing_folders_are_told_apart_by_the_path_as_given():
    """Files of two folders of the same name are called by their path as given."""
    found = names("notes", "other/notes")
    assert "other/notes/a.md" in found
    assert len(found) == len(set(found)) == 5


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        ({"include": ["*.txt"]}, ["d.txt"]),
        ({"include": ["drafts"]}, ["c.md", "d.txt"]),
        ({"include": ["drafts/*.md"]}, ["c.md"]),
        ({"include": ["**/*.md"], "exclude": ["sub/**"]}, ["a.md", "c.md"]),
        ({"exclude": ["drafts/"]}, ["a.md", "b.md"]),
        ({"exclude": ["[ab].md", "?.txt"]}, ["c.md"]),
        ({"exclude": ["[!a].md"]}, ["a.md", "d.txt"]),
        ({"exclude": ["./drafts/deep"]}, ["a.md", "c.md", "b.md"]),
    ],
)
def test_globs_choose_files_and_folders(globs, expected):
    """A glob names a file or a folder, at any depth unless it holds a slash."""
    assert [Path(name).name for name in names("notes", **globs)] == expected


def test_links_count_once_and_loops_end(notes):
    """A link to a file that is read anyway adds nothing, and a link to a folder is not followed."""
    (notes / "notes" / "z.md").symlink_to(notes / "notes" / "a.md")
    (notes / "notes" / "sub" / "loop").symlink_to(notes / "notes")
    assert names("notes") == ["notes/a.md", "notes/drafts/c.md", "notes/drafts/deep/d.txt", "notes/sub/b.md"]


def test_pipe_in_a_folder_is_no_file(notes):
    """A named pipe below a folder is passed over, for reading it would wait for ever."""
    os.mkfifo(notes / "notes" / "sub" / "pipe.md")
    assert names("notes/sub") == ["sub/b.md"]
