"""The manifest of a build names what made it and every file, and tells when either is not what it was."""

from __future__ import annotations

import hashlib
import json

import pytest

from kgraph import __version__, manifest
from kgraph.errors import InputError


@pytest.fixture
def folder(tmp_path):
    """A folder with two files and their manifest."""
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.txt").write_text("甲")
    (tmp_path / "graph.json").write_text("{}")
    manifest.write(tmp_path, {"counts": {}})
    return tmp_path


def test_every_file_is_named_with_its_hash(folder):
    """Files stand in the order of their names, each with size and SHA-256, without the manifest itself."""
    files = manifest.read(folder)["files"]
    assert [file["name"] for file in files] == ["graph.json", "part/a.txt"]
    assert files[1] == {"name": "part/a.txt", "bytes": 3, "sha256": hashlib.sha256("甲".encode()).hexdigest()}


def test_a_file_that_was_changed_is_not_read(folder):
    """A graph that is not, byte for byte, what was written is refused with how to make it again."""
    assert manifest.check(folder, manifest.read(folder), "graph.json").is_file()
    (folder / "graph.json").write_text("[]")
    with pytest.raises(InputError, match="kgraph build"):
        manifest.check(folder, manifest.read(folder), "graph.json")


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"kgraph": "0.0.1"}, "0.0.1"), ({"format": 99}, "format 99")],
)
def test_another_version_says_so_and_how_to_rebuild(folder, changes, told):
    """A build of another version or format is refused by name."""
    content = manifest.read(folder) | changes
    (folder / "manifest.json").write_text(json.dumps(content))
    with pytest.raises(InputError) as refused:
        manifest.read(folder)
    assert told in str(refused.value)
    assert __version__ in str(refused.value)
    assert "kgraph build" in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"kgraph": "0.1'])
def test_a_damaged_manifest_is_told(folder, text):
    """What is no manifest is damaged, and the folder is no build that may be replaced."""
    (folder / "manifest.json").write_text(text)
    with pytest.raises(InputError, match="damaged"):
        manifest.read(folder)
    assert not manifest.is_build(folder)


def test_no_build_says_how_to_make_one(tmp_path):
    """A folder without a manifest is no build."""
    with pytest.raises(InputError, match=r"There is no build in .*kgraph build"):
        manifest.read(tmp_path)


def test_a_location_is_the_way_from_the_build(tmp_path):
    """A source is found again from the build's folder, wherever the two are moved together."""
    assert manifest.relative(tmp_path / "notes" / "a.md", tmp_path / "out" / "build") == "../../notes/a.md"
