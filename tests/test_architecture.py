"""The layers hold, and every rule of style that is left out says why."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_layers_import_only_what_is_below_them():
    """The contracts of import-linter are kept."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [program, "--no-cache", "--config", ROOT / "pyproject.toml"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken" in result.stdout


def test_every_rule_left_out_has_its_reason():
    """Each rule that the configuration of ruff ignores has a comment beside it."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = config[config.index("[tool.ruff.lint]") : config.index("[tool.ruff.lint.pydocstyle]")]
    ignored = re.findall(r'^    "[A-Z]+[0-9]*",.*$', lint, re.MULTILINE)
    assert len(ignored) > 10
    assert [line for line in ignored if not re.search(r'", # \w+', line)] == []


def test_every_silenced_warning_is_named():
    """A `noqa` or `type: ignore` says which rule it silences."""
    files = sorted(
        path for folder in ("kgraph", "tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py")
    )
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*(noqa(?!:)|type: ignore(?!\[))", line)
    ]
    assert files
    assert bare == []
