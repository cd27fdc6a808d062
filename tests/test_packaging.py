"""The wheel holds all that the program needs, and runs where there is no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


def run(*command, **more):
    """Run a program and return what it printed; fail with that when it fails."""
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **more)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def shipped_files():
    """Return what git holds of the folders that travel, as it should stand in the wheel."""
    data = [path for folder in ("queries", "viz", "seeds") for path in (ROOT / folder).rglob("*") if path.is_file()]
    code = [path for path in (ROOT / "kgraph").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(
        [f"kgraph/{path.relative_to(ROOT).as_posix()}" for path in data]
        + [path.relative_to(ROOT).as_posix() for path in code]
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, made with the tools that are installed."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """An environment with the wheel in it, where the libraries that are installed are seen and the checkout is not."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    paths = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=paths))
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages, wheel)
    # A path in a .pth file is searched, but the .pth files that stand there are not read: one leads to the checkout.
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "dependencies.pth").write_text("\n".join(sorted(installed)) + "\n", encoding="utf-8")
    return Path(sysconfig.get_path("scripts", scheme="venv", vars=paths)) / "python"


def test_the_wheel_holds_every_file(wheel):
    """Recipes, views, the sample corpus and the data of extraction stand inside the package; nothing else does."""
    held = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert sorted(held) == shipped_files()


def test_the_wheel_builds_and_answers_elsewhere(elsewhere, tmp_path):
    """Installed, `kgraph` builds a copy of the sample corpus in another folder, draws it, asks it, runs a recipe."""
    shutil.copytree(ROOT / "seeds", tmp_path / "notes")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def kgraph(*arguments):
        return run(elsewhere, "-m", "kgraph", *arguments, cwd=tmp_path, env=environment)

    where = run(elsewhere, "-c", "import kgraph; print(kgraph.__file__)", cwd=tmp_path, env=environment)
    assert not Path(where.strip()).is_relative_to(ROOT)
    kgraph("build", "notes")
    assert (tmp_path / "build" / "index.html").stat().st_size > 100_000
    assert "DeepSeek-V3" in kgraph("search", "deepseek-v3")
    assert "hubs" in kgraph("recipes")
    assert kgraph("query", "hubs", "-p", "limit=1").count("\n") == 1
