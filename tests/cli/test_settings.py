"""A flag wins over the environment, the environment over kgraph.toml, and the file over the default."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kgraph.cli import main, settings
from kgraph.extract import DEFAULT


@pytest.fixture
def runner(tmp_path, monkeypatch):
    """A runner in an empty folder, without settings of the person who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("KGRAPH_BUILD", "KGRAPH_MODEL", "KGRAPH_JOBS"):
        monkeypatch.delenv(name, raising=False)
    return CliRunner()


@pytest.mark.parametrize(
    ("file", "environment", "flags", "wanted"),
    [
        ("", {}, [], "build"),
        ('out = "filed"', {}, [], "filed"),
        ('build = "filed"', {}, [], "filed"),
        ('[build]\nout = "filed"', {}, [], "filed"),
        ('[search]\nbuild = "filed"', {}, [], "filed"),
        ('[show]\nbuild = "filed"', {}, [], "build"),
        ('out = "filed"', {"KGRAPH_BUILD": "named"}, [], "named"),
        ('out = "filed"', {"KGRAPH_BUILD": "named"}, ["-b", "flagged"], "flagged"),
    ],
)
def test_which_build_is_read(runner, file, environment, flags, wanted):
    """The refusal names the folder that was looked in."""
    Path("kgraph.toml").write_text(file)
    result = runner.invoke(main, ["search", "LoRA", *flags], env=environment)
    assert result.exit_code == 3
    assert f"There is no build in {wanted}." in result.stderr


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("jbos = 2", "there is no setting 'jbos'"),
        ("[biuld]\njobs = 2", "there is no command 'biuld'"),
        ("[build]\nlimit = 2", "there is no setting 'limit'"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused(runner, tmp_path, file, told):
    """A slip in the file is told with what there is, not passed over."""
    (tmp_path / "kgraph.toml").write_text(file)
    result = runner.invoke(main, ["search", "LoRA"])
    assert result.exit_code == 2
    assert told in result.stderr
    assert "There are " in result.stderr


def test_a_file_that_is_not_toml_is_told(runner, tmp_path):
    """The paragraph names the file and the line."""
    (tmp_path / "kgraph.toml").write_text("jobs =")
    result = runner.invoke(main, ["search", "LoRA"])
    assert result.exit_code == 3
    assert "kgraph.toml is not TOML" in result.stderr


def test_a_value_of_the_wrong_kind_is_refused(runner, tmp_path):
    """What the file says is checked as a flag would be."""
    (tmp_path / "kgraph.toml").write_text('[search]\nlimit = "many"')
    result = runner.invoke(main, ["search", "LoRA"])
    assert result.exit_code == 2
    assert "--limit" in result.stderr


@pytest.mark.usefixtures("runner")
def test_settings_beside_the_notes_are_found_from_anywhere(tmp_path):
    """The folder that a file beside the notes names is beside the notes, too."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "kgraph.toml").write_text('out = "graph"\n[build]\njobs = 3\nexclude = ["drafts"]\n')
    command = main.get_command(click.Context(main), "build")
    ctx = click.Context(main, info_name="kgraph")
    with command.make_context("build", [str(notes)], parent=ctx) as made:
        assert made.params["folder"] == notes / "graph"
        assert made.params["jobs"] == 3
        assert made.params["exclude"] == ("drafts",)
        assert made.params["model"] == DEFAULT


def test_the_example_in_the_docstring_is_true(tmp_path):
    """What the module shows as a file is read as it says."""
    example = settings.__doc__.split("\n\n")[-1]
    (tmp_path / "kgraph.toml").write_text("\n".join(line.strip() for line in example.splitlines()))
    ctx = click.Context(main, info_name="kgraph")
    with main.get_command(ctx, "build").make_context("build", [str(tmp_path)], parent=ctx) as made:
        assert (made.params["folder"].name, made.params["jobs"]) == ("graph", 4)
