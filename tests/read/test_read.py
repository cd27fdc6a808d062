"""Reading as a whole: what is found in files, folders and stdin, and what is refused and why."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kgraph.assets import shipped
from kgraph.errors import InputError, UsageError
from kgraph.read import READERS, read, reader, texts

SENTENCE = "LoRA 是一种参数高效微调方法。"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files into the folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_sample_pages_hold_42_passages():
    """Every snippet of the sample pages is one passage, however many pages show it."""
    found = read([shipped("seeds")])
    assert len(found.passages) == 42
    assert [source.reader for source in found.sources] == ["page"] * 5
    assert found.skipped == ()


def test_snippet_on_five_pages_is_one_passage_with_five_places():
    """The same snippet on several pages counts once and keeps all its places, each true to its page."""
    seeds = shipped("seeds")
    (passage,) = [p for p in read([seeds]).passages if p.text.startswith("引言与背景 FlashAttention")]
    assert len(passage.places) == 5
    for place in passage.places:
        page = (seeds / Path(place.source).name).read_bytes().decode()
        assert page[place.start : place.end] == passage.text


def test_every_passage_stands_where_its_first_place_says(tmp_path):
    """The text of a passage is the characters of its source at its first place, in every format."""
    write(
        tmp_path,
        {
            "a.md": f"# 标题\r\n\r\n- {SENTENCE}\r\n- second *item*\r\n",
            "b.txt": f"{SENTENCE}\r\n\r\nA second paragraph.\r\n",
            "c.jsonl": json.dumps({"text": " A record. ", "id": "x"}) + "\n",
        },
    )
    found = read([tmp_path])
    opened = {n: t for source in found.sources for n, t in texts(source.name, source.path).items()}
    assert len(found.passages) == 4
    for passage in found.passages:
        place = passage.places[0]
        assert opened[place.source][place.start : place.end] == passage.text


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.md", "# H\n\ntext", "markdown"),
        ("a.MARKDOWN", "text", "markdown"),
        ("a.txt", "text", "text"),
        ("a.jsonl", '{"text": "text"}', "jsonl"),
        ("a.ndjson", '{"text": "text"}', "jsonl"),
        ("README", "# H\n\ntext", "markdown"),
        ("README", "plain words", "text"),
        ("README", '{"text": "text"}', "jsonl"),
        ("a.txt", "DAILY DIGEST\n\nNEW TODAY\n" + SENTENCE * 5, "page"),
    ],
)
def test_reader_is_chosen_by_suffix_then_by_shape(tmp_path, name, content, expected):
    """A suffix decides; what has none is recognised, and so is a page whatever it is called."""
    (source,) = read([write(tmp_path, {name: content}) / name]).sources
    assert source.reader == expected


def test_unknown_reader_is_told_with_those_that_exist():
    """A miss in the registry lists what there is."""
    with pytest.raises(UsageError, match=", ".join(sorted(READERS))):
        reader("pdf")


def test_order_and_repetition_of_arguments_change_nothing(tmp_path):
    """The same files give the same reading, in whatever order and however often they are given."""
    write(tmp_path, {"x/a.md": SENTENCE, "y/a.md": "QLoRA quantises the base model.", "y/b.txt": SENTENCE})
    one, two = tmp_path / "x" / "a.md", tmp_path / "y"
    assert read([one, two]) == read([two, one]) == read([two, one, one, two / "b.txt"])


def test_sources_are_sorted_and_passages_come_by_first_place(tmp_path):
    """Sources by name, passages by first place, places sorted."""
    write(tmp_path, {"b.md": f"{SENTENCE}\n\nSecond one.", "a.md": f"First one.\n\n{SENTENCE}"})
    found = read([tmp_path])
    assert [Path(source.name).name for source in found.sources] == ["a.md", "b.md"]
    assert [passage.text for passage in found.passages] == ["First one.", SENTENCE, "Second one."]
    assert all(list(passage.places) == sorted(passage.places) for passage in found.passages)


def test_json_lines_are_sources_of_their_own_and_keep_their_ids(tmp_path):
    """A line is named by its number, and a bad line is skipped by it while the others are read."""
    lines = [
        json.dumps({"id": "s1", "text": SENTENCE, "title": "微调"}),
        "{broken",
        "",
        json.dumps({"id": 7, "text": SENTENCE}),
    ]
    found = read([write(tmp_path, {"n.jsonl": "\n".join(lines)}) / "n.jsonl"])
    (passage,) = found.passages
    assert [(place.source, place.title) for place in passage.places] == [("n.jsonl#1", "微调"), ("n.jsonl#4", "")]
    assert found.ids == {"n.jsonl#1": "s1", "n.jsonl#4": "7"}
    assert [(skip.name, skip.reason.split(":")[0]) for skip in found.skipped] == [("n.jsonl#2", "not JSON")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[" * 100_000, "not JSON"),
        ('["text"]', "not an object"),
        ('{"text": 3}', "not an object"),
        ('{"text": "  "}', "is empty"),
        (r'{"text": "\ud800"}', "lone surrogate"),
        (r'{"text": "a\u0000b"}', "NUL"),
        ('{"text": "' + "a" * 1_000_001 + '"}', "characters long"),
    ],
)
def test_bad_json_line_is_skipped_with_its_reason(tmp_path, line, reason):
    """Whatever a line holds, it costs only itself."""
    good = json.dumps({"text": SENTENCE})
    found = read([write(tmp_path, {"n.jsonl": f"{line}\n{good}\n"})])
    assert [passage.text for passage in found.passages] == [SENTENCE]
    assert [skip.name.rpartition("#")[2] for skip in found.skipped] == ["1"]
    assert reason in found.skipped[0].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.md", b"\x89PNG\0\0", "binary"),
        ("x.txt", b"\xff\xff\xff\xff", "not UTF-8"),
        ("x.png", b"anything", "no reader takes .png"),
        ("x.md", "字".encode() * 400, "too large"),
    ],
)
def test_unreadable_file_is_skipped_with_its_reason(tmp_path, name, content, reason):
    """What is no text is named with the reason, and the rest is read."""
    found = read([write(tmp_path, {name: content, "good.md": SENTENCE})], max_bytes=1000)
    assert [passage.text for passage in found.passages] == [SENTENCE]
    assert [Path(skip.name).name for skip in found.skipped] == [name]
    assert reason in found.skipped[0].reason


def test_huge_line_is_refused_by_its_size_alone(tmp_path):
    """A file of one line of 200 MB is refused without being read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (tmp_path / "good.md").write_text(SENTENCE, encoding="utf-8")
    (skip,) = read([tmp_path]).skipped
    assert skip.reason == "too large: more than 64 MB"


def test_line_that_nobody_writes_is_refused(tmp_path):
    """A line of more than a million characters is data, not prose."""
    write(tmp_path, {"data.txt": "字" * 1_000_001, "good.md": SENTENCE})
    (skip,) = read([tmp_path]).skipped
    assert skip.reason == "a line is longer than 1,000,000 characters"


def test_file_that_may_not_be_opened_is_skipped(tmp_path, monkeypatch):
    """A file that is closed to us is skipped with what the system says."""
    write(tmp_path, {"closed.md": SENTENCE, "good.md": SENTENCE})
    opened = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "closed.md":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    (skip,) = read([tmp_path]).skipped
    assert (Path(skip.name).name, skip.reason) == ("closed.md", "cannot be opened: Permission denied")


def test_link_to_nowhere_is_skipped(tmp_path):
    """A link whose file is gone is told, not passed over."""
    write(tmp_path, {"good.md": SENTENCE})
    (tmp_path / "link.md").symlink_to(tmp_path / "gone.md")
    (skip,) = read([tmp_path]).skipped
    assert skip.reason == "cannot be opened: No such file or directory"


def test_missing_path_is_an_input_error(tmp_path):
    """A path that is not there stops the reading and says which."""
    with pytest.raises(InputError, match="nowhere") as error:
        read([tmp_path / "nowhere"])
    assert error.value.hint


@pytest.mark.parametrize("content", ["", "   \n\n", "---\n", "```\ncode\n```\n", "1 2\n"])
def test_nothing_to_read_names_the_suffixes(tmp_path, content):
    """Inputs without a word of prose are an error that says what is read."""
    with pytest.raises(InputError, match=r"\.jsonl.*\.md.*\.txt"):
        read([write(tmp_path, {"a.md": content})])


def test_stdin_is_read_as_its_shape_says(monkeypatch):
    """`-` reads stdin, Markdown as Markdown."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"# 标题\n\n{SENTENCE}\n".encode())))
    found = read(["-", "-"])
    assert [(p.text, p.places[0].source, p.places[0].title) for p in found.passages] == [(SENTENCE, "-", "标题")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "zh"),
        ("LoRA freezes the pretrained weights.", "en"),
        ("Transformer architecture with multi-head attention 的改进与实现细节", "zh"),
        ("用 `LoRA`", "zh"),
        ("The word 的 is a particle that follows nearly every Chinese attribute.", "en"),
    ],
)
def test_language_is_chinese_where_a_fair_share_is(tmp_path, text, language):
    """English terms leave a Chinese note Chinese; a Chinese word leaves an English one English."""
    (passage,) = read([write(tmp_path, {"a.md": text})]).passages
    assert passage.language == language
