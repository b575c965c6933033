"""What is refused is told without a notebook, as the notebook would tell it; sound data reach the notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.errors import InputErrors, NoDataError, NotebookError
from analysis.parameters import parse_parameters
from analysis.project import FAULT_LOG, Project
from analysis.raw.folder import read_raw
from analysis.running import notebooks, readings
from analysis.running.run import run_report
from analysis.stages.asked import edition_asked
from analysis.stages.cleaning import clean_edition
from data_builder import FIGURES, HEADER, figure, write_raw, write_table
from editions import ROOT
from register_files import HEADER as COLUMNS
from register_files import csv_text, register, row

YEAR = parse_parameters({"PLACE": "thu", "YEAR": "2022"})
SCHEME = row(1, q=10, c=20, year=2022)
FAULTY = {
    "header": csv_text([[*COLUMNS[:7], *COLUMNS[8:]], [*SCHEME[:7], *SCHEME[8:]]]),
    "unit": csv_text([[*COLUMNS[:7], "Kinh phí KCQG (USD)", *COLUMNS[8:]], SCHEME]),
    "total": csv_text([COLUMNS, [*SCHEME[:-1], "29000000"]]),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with the program and one published figure, in which no notebook may be started."""
    for folder in ("src", "notebooks", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    write_raw(tmp_path / "data" / "raw", [figure("10", fund="KCQG")])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebooks, "execute", _no_notebook)
    return Project(tmp_path)


def _no_notebook(*_given: object) -> None:
    raise AssertionError("a notebook was started")


@pytest.mark.parametrize("kind", FAULTY)
def test_a_faulty_register_is_told_without_a_notebook(project: Project, kind: str) -> None:
    """The words are those of cleaning, with the notebook's cell; the log has them too."""
    (project.raw / "dm.csv").write_text(FAULTY[kind], encoding="utf-8")
    _told_without_notebook(project)


def test_faulty_published_figures_are_told_without_a_notebook(project: Project) -> None:
    """A column that lacks in the published figures is told the same way."""
    columns = [name for name in HEADER if name != "don_vi"]
    rows = [{name: figure("10")[name] for name in columns}]
    write_table(project.raw, FIGURES, rows, columns)
    _told_without_notebook(project)


def _told_without_notebook(project: Project) -> None:
    with pytest.raises(InputErrors) as wanted:
        clean_edition(read_raw(project.raw), edition_asked(project, YEAR))
    with pytest.raises(NotebookError) as caught:
        run_report(project, YEAR)
    words = f"{wanted.value}\nDừng tại {Path('notebooks', '01-lam-sach.ipynb')}, ô số 7."
    assert str(caught.value) == words
    assert (project.build / FAULT_LOG).read_text(encoding="utf-8") == f"{words}\n"


def test_sound_data_reach_the_notebook(project: Project) -> None:
    """Without a fault the first step starts its notebook."""
    with pytest.raises(AssertionError, match="a notebook was started"):
        run_report(project, YEAR)


def test_a_notebook_without_the_cleaning_runs_whatever_the_data_are(project: Project) -> None:
    """Where an analyst has replaced the call, the notebook alone decides what is refused."""
    (project.raw / "dm.csv").write_text(FAULTY["total"], encoding="utf-8")
    notebook = project.notebooks / "01-lam-sach.ipynb"
    text = notebook.read_text(encoding="utf-8").replace("clean_edition(", "my_own(")
    notebook.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match="a notebook was started"):
        run_report(project, YEAR)


def test_large_registers_are_read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside published figures a large register is left to the notebook; alone it must tell whether there are data."""
    register(project.raw, SCHEME)
    monkeypatch.setattr(readings, "MOST_READ_TWICE", 0)
    read: list[object] = []
    monkeypatch.setattr(readings, "sound", lambda *given: read.append(given))
    assert readings.refused_input(project, edition_asked(project, YEAR)) is None
    assert not read
    readings.refused_input(project, edition_asked(project, parse_parameters({"YEAR": "2022"})))
    assert read


def test_an_edition_without_data_is_refused_before_anything_is_written(project: Project) -> None:
    """A year that nothing is known of leaves no folder behind."""
    with pytest.raises(NoDataError, match="year-no-rows"):
        run_report(project, parse_parameters({"PLACE": "thu", "YEAR": "2019"}))
    assert not project.build.exists()
