"""Which files to read, and what each is called: the same names whatever the order of the arguments."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kgraph.errors import InputError

STDIN = "-"

_NEVER = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to read: the name it goes by, and where it stands.

    `within` is its path below the folder that was given, which globs are matched against; `given`
    is its path as given on the call.
    """

    name: str
    within: str
    given: str
    path: Path


def files(paths: Sequence[Path | str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> tuple[File, ...]:
    """Every file that the paths stand for, once each, sorted by name; InputError for a path that is not there."""
    found = [file for path in paths for file in _below(path) if _wanted(file, include, exclude)]
    return tuple(sorted(_named_apart(_once(found))))


def _below(path: Path | str) -> Iterator[File]:
    """The files of one argument."""
    if str(path) == STDIN:
        yield File(STDIN, STDIN, STDIN, Path(STDIN))
        return
    root = Path(path)
    if root.is_dir():
        yield from _walk(root)
    elif os.path.lexists(root):
        yield File(root.name, root.name, _posix(root), root)
    else:
        raise InputError(f"There is no file or folder {str(path)!r}.", hint=f"Paths are looked up from {Path.cwd()}.")


def _walk(root: Path) -> Iterator[File]:
    """The files below a folder, without what is hidden, installed, or was built by kgraph.

    Links to folders are not followed. A folder that cannot be listed is yielded itself, to be skipped with its reason.
    """
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        subfolders[:] = sorted(sub for sub in subfolders if not _left_out(Path(folder, sub)))
        for name in sorted(names):
            path = Path(folder, name)
            # Pipes and sockets are no files; a link to nowhere is one that cannot be opened.
            if not name.startswith(".") and (path.is_file() or not path.exists()):
                yield _found(root, path)
    yield from (_found(root, Path(error.filename)) for error in closed)


def _found(root: Path, path: Path) -> File:
    within = path.relative_to(root).as_posix()
    return File("/".join(filter(None, (root.resolve().name, within))), within, _posix(path), path)


def _left_out(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in _NEVER or _is_build(folder)


def _is_build(folder: Path) -> bool:
    """Whether a folder is what `kgraph build` leaves: its own pages must not be read as notes."""
    return (folder / "manifest.json").is_file() and (
        (folder / "evidence").is_dir() or (folder / "graph.json").is_file()
    )


def _posix(path: Path) -> str:
    return Path(os.path.normpath(path)).as_posix()


def _once(found: Iterable[File]) -> list[File]:
    """One entry a file, however often and by whatever way it was given; the name with most folders stays."""
    best: dict[Path, File] = {}
    for file in sorted(found, key=lambda file: (-file.name.count("/"), file)):
        best.setdefault(file.path.resolve() if file.name != STDIN else file.path, file)
    return list(best.values())


def _named_apart(found: list[File]) -> list[File]:
    """Files of the same name by their path as given, and if even that is the same, by their absolute path."""
    for rename in (_as_given, _absolute):
        times = Counter(file.name for file in found)
        found = [replace(file, name=rename(file)) if times[file.name] > 1 else file for file in found]
    return found


def _as_given(file: File) -> str:
    return file.given


def _absolute(file: File) -> str:
    return file.path.resolve().as_posix()


def _wanted(file: File, include: Sequence[str], exclude: Sequence[str]) -> bool:
    if file.name == STDIN:
        return True
    return (not include or _matches(file.within, include)) and not _matches(file.within, exclude)


def _matches(within: str, globs: Sequence[str]) -> bool:
    """Whether a glob matches the file or a folder it is in; a glob without a slash matches at any depth."""
    parts = within.split("/")
    whole = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(_glob(glob).fullmatch(at) for glob in globs for at in (whole if "/" in glob.strip("/") else parts))


@lru_cache
def _glob(glob: str) -> re.Pattern[str]:
    """A glob as a regular expression: `*` and `?` stay within a folder, `**` does not.

    >>> bool(_glob("drafts/**/*.md").fullmatch("drafts/a.md")), bool(_glob("*.md").fullmatch("drafts/a.md"))
    (True, False)
    """
    tokens = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", glob.removeprefix("./").strip("/"))
    return re.compile("".join(tokens.get(part) or _literal(part) for part in parts), re.DOTALL)


def _literal(part: str) -> str:
    """A set of characters as it stands but for its negation and backslashes, all else escaped."""
    if len(part) > 2 and part[0] == "[" and part[-1] == "]":  # noqa: PLR2004 - brackets with something inside
        inner = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
    return re.escape(part)
