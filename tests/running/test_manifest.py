"""What makes an edition stale: the program, its templates, and of the notebooks those of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.project import NOTEBOOKS, Project
from analysis.raw.folder import read_raw
from analysis.running.manifest import code_hash, input_hashes
from data_builder import FIGURES, figure, write_raw


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = [f"notebooks/{name}" for name in NOTEBOOKS]
    for name in (*files, "notebooks/04-kham-pha.ipynb", "src/analysis/a.py", "templates/a.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("file", "stale"),
    [
        ("notebooks/04-kham-pha.ipynb", False),
        ("notebooks/05-cua-toi.ipynb", False),
        ("notebooks/02-chi-tieu.ipynb", True),
        ("src/analysis/a.py", True),
        ("templates/a.css", True),
    ],
)
def test_an_analysts_notebook_makes_no_edition_stale(
    project: Project, file: str, stale: bool
) -> None:
    """A changed or added notebook that is none of a run leaves the code's hash as it was; a changed step does not."""
    before = code_hash(project)
    (project.root / file).write_text("khác", encoding="utf-8")
    assert (code_hash(project) != before) == stale


@pytest.mark.parametrize("name", [".them.csv", "._so-lieu.csv", "~them.csv"])
def test_whatever_is_read_makes_its_edition_stale(project: Project, name: str) -> None:
    """A hidden file too: what is read of data/raw is what is hashed."""
    write_raw(project.raw, [figure("100", fund="KCQG")])
    (project.raw / FIGURES).rename(project.raw / name)
    (project.raw / ".DS_Store").write_bytes(b"\0")
    read = read_raw(project.raw).hashes
    assert f"data/raw/{name}" in read
    assert input_hashes(project, Edition("thu", 2022, 2022)) == read
