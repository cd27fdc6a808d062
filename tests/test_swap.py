"""A folder is replaced as a whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from kgraph import swap
from kgraph.errors import UsageError


def ours(folder):
    """Call a folder ours when it holds a file of that name."""
    return (folder / "ours").is_file()


def names(folder):
    """Return what stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def former(folder):
    """Leave a finished folder in the way that the module does."""
    with swap.replacing(folder, ours=ours) as new:
        (new / "ours").write_text("former")
    return folder


def test_a_new_folder_takes_the_place_of_nothing(tmp_path):
    """What was written stands in place, its parents are made, and nothing stands beside it."""
    folder = former(tmp_path / "deep" / "build")
    assert (folder / "ours").read_text() == "former"
    assert names(folder.parent) == ["build"]


def test_a_new_folder_takes_the_place_of_a_former_one(tmp_path):
    """Nothing of the former folder is left, in its place or beside it."""
    folder = former(tmp_path / "build")
    (folder / "stale").touch()
    with swap.replacing(folder, ours=ours) as new:
        (new / "ours").write_text("latter")
        assert (folder / "ours").read_text() == "former"
    assert names(folder) == ["ours"]
    assert (folder / "ours").read_text() == "latter"
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_former_folder_and_no_debris(tmp_path, error):
    """Whatever is raised inside, the folder is as it was."""
    folder = former(tmp_path / "build")
    with pytest.raises(error), swap.replacing(folder, ours=ours) as new:  # noqa: PT012 - what is raised comes after work
        (new / "ours").write_text("half")
        raise error
    assert (folder / "ours").read_text() == "former"
    assert names(tmp_path) == ["build"]


def test_a_failure_takes_back_the_parents_it_made(tmp_path):
    """Folders made on the way to a build that failed are removed again."""
    with pytest.raises(ValueError, match="no"), swap.replacing(tmp_path / "a" / "b" / "build", ours=ours):
        raise ValueError("no")
    assert names(tmp_path) == []


def test_an_empty_folder_may_be_replaced(tmp_path):
    """An empty folder is nobody's."""
    (tmp_path / "build").mkdir()
    assert (former(tmp_path / "build") / "ours").is_file()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    """A folder with files that are not ours is refused before anything is done."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    with pytest.raises(UsageError, match="did not write"):
        former(tmp_path / "photos")
    assert names(tmp_path) == ["photos"]
    assert names(tmp_path / "photos") == ["cat.jpg"]


def test_a_file_is_not_replaced(tmp_path):
    """A file in the folder's place is refused."""
    (tmp_path / "build").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        former(tmp_path / "build")
    assert (tmp_path / "build").read_text() == "mine"


def test_a_link_stays_a_link(tmp_path):
    """The folder that a link points to is replaced, not the link."""
    former(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with swap.replacing(tmp_path / "link", ours=ours) as new:
        (new / "ours").write_text("latter")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "ours").read_text() == "latter"


def test_two_do_not_write_one_folder_at_once(tmp_path):
    """The second is refused while the first is at work, and the first ends well."""
    folder = tmp_path / "build"
    with swap.replacing(folder, ours=ours) as new:
        (new / "ours").write_text("first")
        with pytest.raises(UsageError, match="Another kgraph"):
            former(folder)
    assert (folder / "ours").read_text() == "first"


def test_a_folder_left_aside_by_a_crash_comes_back(tmp_path):
    """Killed between its two renames, a run leaves the former folder aside; whoever comes next puts it back."""
    folder = former(tmp_path / "build")
    aside = tmp_path / ".build.kgraph"
    aside.mkdir()
    folder.rename(aside / "old")
    (aside / "new").mkdir()
    swap.recover(folder)
    assert (folder / "ours").read_text() == "former"
    assert names(tmp_path) == ["build"]


def test_recovery_has_nothing_to_do_where_nothing_happened(tmp_path):
    """A folder that is there, or never was, stays so, and no folder is made by looking."""
    swap.recover(tmp_path / "nowhere" / "build")
    former(tmp_path / "build")
    swap.recover(tmp_path / "build")
    assert names(tmp_path) == ["build"]


KILLED = """
import sys, time
from pathlib import Path
from kgraph import swap
with swap.replacing(Path(sys.argv[1]), ours=lambda folder: (folder / "ours").is_file()) as new:
    (new / "half").touch()
    print("ready", flush=True)
    time.sleep(60)
"""


def test_the_next_run_sweeps_what_a_killed_one_left(tmp_path):
    """A killed process cannot clean up; its lock is gone with it, so the next run can."""
    folder = former(tmp_path / "build")
    with subprocess.Popen([sys.executable, "-c", KILLED, folder], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(UsageError, match="Another kgraph"):
            former(folder)
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / ".build.kgraph" / "new" / "half").is_file()
    assert (folder / "ours").read_text() == "former"
    former(folder)
    assert names(tmp_path) == ["build"]
