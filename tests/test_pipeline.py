"""Same notes, same bytes; and a build that does not succeed changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from kgraph import evidence
from kgraph.assets import shipped
from kgraph.errors import InputError, MissingError, UsageError
from kgraph.pipeline import build, open_build
from kgraph.verify import verify

NOTE = "LoRA 是一种参数高效微调方法。"


def digests(folder):
    """Return the SHA-256 of every file in a folder by its name, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(folder):
    """Return what stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def note(folder, text=NOTE, name="note.md"):
    """Write a note and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(*args, **more):
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "kgraph", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """A build of the sample corpus."""
    return build([shipped("seeds")], out=tmp_path_factory.mktemp("seeds") / "build")


def test_a_build_holds_what_it_should(seeds):
    """Evidence tables, the graph twice, the page, the report and the manifest, and nothing else."""
    assert names(seeds.folder) == [
        "evidence",
        "graph.graphml",
        "graph.json",
        "index.html",
        "manifest.json",
        "report.md",
    ]
    assert names(seeds.folder / "evidence") == sorted(f"{table}.parquet" for table in evidence.COLUMNS)
    assert seeds.page == seeds.folder / "index.html"
    assert names(seeds.folder.parent) == ["build"]


def test_the_manifest_counts_what_is_there(seeds):
    """Counts are those of the tables and of the graph; every file's hash is its own."""
    opened = open_build(seeds.folder)
    counts, tables = opened.manifest["counts"], evidence.read(seeds.folder / "evidence")
    assert counts["passages"] == len(tables.passages)
    assert counts["places"] == sum(len(passage.places) for passage in tables.passages)
    assert counts["sources"] == len(opened.manifest["sources"]) == 5
    assert (counts["concepts"], counts["relations"]) == (len(opened.graph), opened.graph.number_of_edges())
    written = {file["name"]: file["sha256"] for file in opened.manifest["files"]}
    assert written == {name: digest for name, digest in digests(seeds.folder).items() if name != "manifest.json"}


def test_a_manifest_tells_no_time_and_no_absolute_path(seeds):
    """Sources are found again from the build's folder, with the bytes that were read."""
    text = (seeds.folder / "manifest.json").read_text()
    assert f'"{shipped("seeds").anchor}' not in text
    for source in seeds.manifest["sources"]:
        found = (seeds.folder / source["location"]).read_bytes()
        assert hashlib.sha256(found).hexdigest() == source["sha256"]


def test_every_relation_that_is_said_has_its_words_in_a_source(seeds):
    """Relations that are not inferred have evidence, and every quote stands at its offsets."""
    opened = open_build(seeds.folder)
    assert all(edge["evidence"] for _, _, edge in opened.graph.edges(data=True) if not edge["inferred"])
    verdict = verify(opened.graph, opened.manifest, opened.folder)
    assert verdict.checked > 0
    assert verdict.findings == ()


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_bytes_whatever_the_hash_seed_and_the_place(seeds, tmp_path, seed):
    """A build of a copy, run from elsewhere with relative paths, differs in nothing."""
    shutil.copytree(shipped("seeds"), tmp_path / "seeds")
    paths = sorted((tmp_path / "seeds").iterdir(), reverse=seed == "0")
    here = tmp_path / "elsewhere"
    here.mkdir()
    environment = os.environ | {"PYTHONHASHSEED": seed}
    one = run("build", "../seeds", "-o", "../one", cwd=here, env=environment)
    other = run("build", *paths, "-o", tmp_path / "other", "--jobs", 2, env=environment)
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    alike = {name: digest for name, digest in digests(tmp_path / "one").items() if name != "manifest.json"}
    assert alike == {name: digest for name, digest in digests(seeds.folder).items() if name != "manifest.json"}
    again = build([tmp_path / "seeds"], out=tmp_path / "again")
    assert digests(again.folder) == digests(tmp_path / "one")
    assert (tmp_path / "other" / "graph.json").is_file()


def test_the_same_bytes_on_any_number_of_processes_and_in_any_order(tmp_path):
    """Files in another order and on two processes make the same build to the last byte."""
    files = [note(tmp_path / "notes", f"{NOTE}这是第{number}篇。", f"{number}.md") for number in range(40)]
    one = build(files, out=tmp_path / "one")
    other = build(files[::-1], out=tmp_path / "other", jobs=2)
    assert digests(one.folder) == digests(other.folder)


def test_a_second_build_does_not_read_the_first(tmp_path):
    """A build inside the notes' folder, and a stale one beside it, are no notes."""
    note(tmp_path)
    first = build([tmp_path], out=tmp_path / "build")
    before = digests(first.folder)
    build([tmp_path], out=tmp_path / "build")
    assert digests(first.folder) == before


def test_progress_is_told_to_the_end(tmp_path):
    """Every stage is told in order, and extraction never goes back."""
    told = []
    build([note(tmp_path / "notes")], out=tmp_path / "kg", progress=lambda *at: told.append(at))
    assert list(dict.fromkeys(stage for stage, *_ in told)) == ["extract", "assemble", "write"]
    extracted = [done for stage, done, _ in told if stage == "extract"]
    assert all(left <= right for left, right in pairwise(extracted))
    assert extracted[-1] == next(total for stage, _, total in told if stage == "extract")


# What cannot be read


def test_files_that_cannot_be_read_are_skipped_with_their_reason(tmp_path):
    """A binary file, a line that never ends and an unknown suffix are named; GB18030 is read."""
    notes = tmp_path / "notes"
    note(notes)
    (notes / "chinese.txt").write_bytes(("自监督学习能利用大量无标注的数据进行表征学习。" * 3).encode("gb18030"))
    (notes / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (notes / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with (notes / "line.txt").open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    built = build([notes], out=tmp_path / "kg")
    reasons = {skipped["name"]: skipped["reason"] for skipped in built.manifest["skipped"]}
    assert list(reasons) == ["notes/binary.txt", "notes/line.txt", "notes/photo.jpg"]
    assert all(reasons.values())
    assert all(name in (built.folder / "report.md").read_text() for name in ("binary.txt", "line.txt", "photo.jpg"))
    encodings = {source["name"]: source["encoding"] for source in built.manifest["sources"]}
    assert encodings == {"notes/chinese.txt": "gb18030", "notes/note.md": "utf-8"}


def test_strict_refuses_what_would_be_skipped(tmp_path):
    """With `strict`, anything that cannot be read is an error that names it, and nothing is written."""
    note(tmp_path / "notes")
    (tmp_path / "notes" / "binary.txt").write_bytes(b"\0")
    with pytest.raises(InputError, match=r"notes/binary\.txt"):
        build([tmp_path / "notes"], out=tmp_path / "kg", strict=True)
    assert names(tmp_path) == ["notes"]


@pytest.mark.parametrize("what", ["empty folder", "missing path", "binary only"])
def test_nothing_to_read_leaves_the_former_build(tmp_path, what):
    """The former build stays byte for byte; the paragraph says which suffixes are read, or what is missing."""
    built = build([note(tmp_path / "notes")], out=tmp_path / "kg")
    before = digests(built.folder)
    given = tmp_path / "given"
    if what != "missing path":
        given.mkdir()
    if what == "binary only":
        (given / "a.txt").write_bytes(b"\0\1\2")
    result = run("build", given, "-o", built.folder)
    assert result.returncode == 3
    assert ("given" if what == "missing path" else ".md") in result.stderr
    assert digests(built.folder) == before
    assert names(tmp_path / "kg") == names(built.folder)
    assert ".kg.kgraph" not in names(tmp_path)


# Where it cannot be written


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    """A folder with files and no manifest of ours is left alone."""
    path = note(tmp_path / "notes")
    with pytest.raises(UsageError, match="did not write"):
        build([path], out=tmp_path / "notes")
    assert path.read_text(encoding="utf-8") == NOTE
    result = run("build", path, "-o", tmp_path / "notes")
    assert result.returncode == 2


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, of 400 kB, and a way to make it read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("needs the right to mount a tmpfs: run as root with CAP_SYS_ADMIN")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_leaves_the_former_build(small_disk, tmp_path):
    """The build that does not fit says so, exits with 4, and takes its half back."""
    built = build([note(tmp_path / "notes")], out=small_disk / "kg", view=False)
    before = digests(small_disk)
    result = run("build", shipped("seeds"), "-o", built.folder, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert result.returncode == 4, result.stderr
    assert "space" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert digests(small_disk) == before
    assert names(small_disk) == ["kg"]


def test_every_size_of_a_full_disk_is_told(small_disk, tmp_path):
    """Wherever the space runs out, in our files or in DuckDB's, it is told as that."""
    notes = [note(tmp_path / "notes")]
    for left in range(0, 120_000, 8_000):
        (small_disk / "ballast").write_bytes(b"x" * (400 * 1024 - left))
        try:
            build(notes, out=small_disk / "kg", view=False)
        except MissingError as error:
            assert "space" in str(error)  # noqa: PT017 - where there is room, there is no error
            assert names(small_disk) == ["ballast"]
        else:
            shutil.rmtree(small_disk / "kg")
        (small_disk / "ballast").unlink()


def test_a_read_only_place_is_told(small_disk, tmp_path):
    """A file system that may not be written is named, with exit 4 and no traceback."""
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    result = run("build", note(tmp_path / "notes"), "-o", small_disk / "kg")
    assert result.returncode == 4
    assert "Read-only" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_leaves_the_former_build(tmp_path, jobs):
    """Ctrl-C in the middle: exit 130, the former build byte for byte, no debris and no traceback."""
    built = build([note(tmp_path / "notes")], out=tmp_path / "kg")
    before = digests(built.folder)
    many = tmp_path / "many.jsonl"
    texts = (
        line for path in sorted(shipped("seeds").iterdir()) for line in path.read_text().splitlines() if line.strip()
    )
    lines = list(texts)
    with many.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps({"text": f"{line} 第{number}次。"}, ensure_ascii=False) + "\n"
            for number in range(300)
            for line in lines
        )
    command = [sys.executable, "-m", "kgraph", "build", many, "-o", built.folder, "--jobs", str(jobs)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not (tmp_path / ".kg.kgraph" / "new").is_dir():
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.01)
        time.sleep(1.5)
        assert process.poll() is None, "the build was over before it could be interrupted"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        told = process.stderr.read()
    assert process.returncode == 130, told
    assert told.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in told
    assert digests(built.folder) == before
    assert ".kg.kgraph" not in names(tmp_path)
