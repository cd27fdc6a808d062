"""How long `kgraph --help` keeps somebody waiting, against Python itself; the best of several calls each."""

from __future__ import annotations

import subprocess
import sys
import time

CALLS = 10
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "kgraph --help": ("-m", "kgraph", "--help"),
    "kgraph build --help": ("-m", "kgraph", "build", "--help"),
    "kgraph recipes": ("-m", "kgraph", "recipes"),
}


def main() -> None:
    """Print each command's best time, and what it adds to bare Python."""
    best = {name: min(_timed(*arguments) for _ in range(CALLS)) for name, arguments in COMMANDS.items()}
    bare = best["python -c pass"]
    for name, seconds in best.items():
        print(f"{name:20} {seconds * 1000:6.0f} ms   {(seconds - bare) * 1000:+6.0f} ms   {seconds / bare:5.1f} x")


def _timed(*arguments: str) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
