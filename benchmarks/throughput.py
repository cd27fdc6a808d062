"""How fast the line is, against the floor (one bare scan) and against spaCy, in one run on the same text.

python benchmarks/throughput.py                       the sample corpus, repeated
python benchmarks/throughput.py notes/                a folder
python benchmarks/throughput.py texts.jsonl.gz --mb 2 the first 2 MB of JSON Lines with `text`
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kgraph.assets import shipped
from kgraph.extract import load
from kgraph.extract.lexicon import read_entries, shipped_files
from kgraph.extract.rules import Rules
from kgraph.extract.scan import plain
from kgraph.model import Passage
from kgraph.pipeline import build
from kgraph.read import read

COPIES = 20
"""How often the sample corpus is repeated: long enough for a clock, short enough to wait for."""

MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Timed:
    """One stage and how long it took."""

    stage: str
    seconds: float


def main() -> None:
    """Measure every stage once and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notes", nargs="?", type=Path, help="a folder, or .jsonl or .jsonl.gz with `text`")
    parser.add_argument("--mb", type=float, default=2.0, help="of JSON Lines, read this much (default 2)")
    args = parser.parse_args()
    with TemporaryDirectory() as temporary:
        here = Path(temporary)
        notes = _prepare(args.notes, args.mb, here)
        passages = read([notes]).passages
        size = sum(len(passage.text.encode()) for passage in passages) / MEGA
        print(f"{len(passages)} passages, {size:.2f} MB of UTF-8 text, one process")
        _report(list(_measure(notes, passages, here / "build")), size)


def _prepare(notes: Path | None, mb: float, here: Path) -> Path:
    """The notes as kgraph reads them: a folder, or a file of JSON Lines no longer than `mb`."""
    if notes is None:
        return _repeated(shipped("seeds"), here / "notes")
    if notes.is_dir():
        return notes
    target = here / "notes.jsonl"
    opener = gzip.open if notes.suffix == ".gz" else open
    with opener(notes, "rb") as lines, target.open("wb") as out:
        for line in lines:
            if out.tell() + len(line) > mb * MEGA and out.tell():
                break
            out.write(line)
    return target


def _repeated(seeds: Path, folder: Path) -> Path:
    """The sample corpus many times, each paragraph numbered: a passage that stands twice would be read once."""
    folder.mkdir()
    for file in sorted(seeds.glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for copy in range(COPIES):
            marked = "\n".join(f"{line} {copy}" if line else line for line in lines)
            (folder / f"{copy:03}_{file.name}").write_text(marked, encoding="utf-8")
    return folder


def _measure(notes: Path, passages: tuple[Passage, ...], out: Path) -> Iterator[Timed]:
    """Every stage in turn; what is loaded once for all texts is loaded before the clock starts."""
    for stage, run in (
        ("bare scan of names and cues", _bare_scan(passages)),
        ("spaCy blank, tokens only", _spacy(passages, names=False)),
        ("spaCy blank, tokens and names", _spacy(passages, names=True)),
        ("kgraph read", lambda: read([notes])),
        ("kgraph extract, rules", _extraction(passages, "rules")),
        ("kgraph extract, small", _extraction(passages, "small")),
        ("kgraph build, rules", lambda: build([notes], out=out, model="rules", jobs=1)),
        ("kgraph build, rules, no page", lambda: build([notes], out=out, model="rules", jobs=1, view=False)),
    ):
        start = time.perf_counter()
        run()
        yield Timed(stage, time.perf_counter() - start)
    shutil.rmtree(out)


def _bare_scan(passages: tuple[Passage, ...]) -> Callable[[], object]:
    """What the automaton alone takes: nothing that looks for these names in a text can be quicker."""
    automaton = Rules().scanner.automaton
    texts = [plain(passage.text) for passage in passages]
    return lambda: [automaton.find_overlapping(text) for text in texts]


def _spacy(passages: tuple[Passage, ...], *, names: bool) -> Callable[[], object]:
    """Spacy's tokens, and its phrase matcher with the lexicon's names, by lower case."""
    import spacy
    from spacy.matcher import PhraseMatcher

    pipelines = {language: spacy.blank(language) for language in ("en", "zh")}
    matchers = {}
    for language, nlp in pipelines.items():
        nlp.max_length = max(nlp.max_length, *(len(passage.text) for passage in passages)) + 1
        matchers[language] = PhraseMatcher(nlp.vocab, attr="LOWER")
        phrases = [name for file in shipped_files() for entry in read_entries(file) for name in entry.names]
        matchers[language].add("NAME", [doc for doc in map(nlp.make_doc, phrases) if len(doc)])

    def run() -> None:
        for passage in passages:
            language = "zh" if passage.language == "zh" else "en"
            doc = pipelines[language].make_doc(passage.text)
            if names:
                matchers[language](doc)

    return run


def _extraction(passages: tuple[Passage, ...], model: str) -> Callable[[], object]:
    """A model, warm."""
    extract = load(model)
    extract(passages[0])
    return lambda: [extract(passage) for passage in passages]


def _report(timed: list[Timed], size: float) -> None:
    """Print a line a stage: seconds, speed, and how many times as long as the bare scan and as spaCy's names."""
    floor, matcher = timed[0].seconds, timed[2].seconds
    print(f"{'stage':32} {'seconds':>8} {'MB/s':>8} {'x bare scan':>12} {'x spaCy':>8}")
    for row in timed:
        speed = size / row.seconds
        print(
            f"{row.stage:32} {row.seconds:8.2f} {speed:8.2f} {row.seconds / floor:12.1f} {row.seconds / matcher:8.2f}"
        )


if __name__ == "__main__":
    main()
