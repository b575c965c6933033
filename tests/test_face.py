"""The public names of the package, used as an analyst uses them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import analysis
from analysis.errors import ParameterError
from analysis.running.reach import imports_in
from editions import Edition, Scratch

ROOT = Path(__file__).resolve().parents[1]
FACE = ROOT / "src" / "analysis" / "__init__.py"
HEAVY = ("pandas", "numpy", "matplotlib", "pyarrow", "papermill")


def test_the_names_are_there_and_documented() -> None:
    """`__all__` lists what the module defines, sorted; each name has a docstring."""
    defined = [
        node.name
        for node in ast.parse(FACE.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert sorted(defined) == analysis.__all__
    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__, name


def test_importing_the_package_loads_no_library() -> None:
    """`import analysis` brings in neither pandas nor another large library, nor any room."""
    code = f"import sys, analysis; print([n for n in sys.modules if n.startswith({(*HEAVY, 'analysis.')!r})])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"


def test_notebooks_of_the_run_name_rooms() -> None:
    """The three notebooks import rooms: what the code of a step is follows from their imports."""
    for path in sorted((ROOT / "notebooks").glob("0*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        assert not {f"analysis.{name}" for name in analysis.__all__} & imports_in(code), path.name


def test_charts_and_chapters_are_those_of_the_notebook() -> None:
    """`draw_charts` has every chart that notebook 03 shows, `chapters` what it imports, in its order."""
    cells = json.loads((ROOT / "notebooks" / "03-bao-cao.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    shown, imported = {}, []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "content.show":
            id_, block = node.args
            shown[ast.literal_eval(id_)] = ast.unparse(block)
        if isinstance(node, ast.ImportFrom) and node.module == "analysis.report":
            imported += [name.name for name in node.names]
    assert list(analysis.chapters()) == imported
    face = ast.parse(FACE.read_text(encoding="utf-8"))
    (draw,) = (n for n in face.body if isinstance(n, ast.FunctionDef) and n.name == "draw_charts")
    (drawn,) = (node for node in ast.walk(draw) if isinstance(node, ast.Dict))
    ids = [ast.literal_eval(key) for key in drawn.keys if key]
    charts = dict(zip(ids, map(ast.unparse, drawn.values), strict=True))
    assert charts == {id_: block for id_, block in shown.items() if "chart(" in block}
    assert list(charts) == [id_ for id_ in shown if id_.startswith("fig-")]


def test_an_analyst_goes_from_raw_files_to_charts(scratch: Scratch) -> None:
    """Open, read, clean, compute, look: the values are exact and those that the report is made of."""
    stage = analysis.open_edition("binh-dinh", 2022, 2022, folder=str(scratch.root))
    assert stage.edition.name == "binh-dinh-2022"
    figures, clean = analysis.clean_edition(stage, analysis.read_raw(stage))
    assert (figures["place"] == "binh-dinh").all()
    report = analysis.compute(figures, clean)
    values = analysis.values_frame(report).set_index("id")
    for id_, value in values["value"].items():
        assert value == report.book[id_].value
        assert value is None or isinstance(value, Fraction)
    assert set(values.columns) >= {"label", "unit", "status", "bound", "printed", "formula"}
    checks = analysis.checks_frame(report)
    assert len(checks) == len(report.checks)
    assert checks["text"].map(type).eq(str).all()
    charts = analysis.draw_charts(report)
    assert charts
    assert all(isinstance(figure, Figure) and figure.axes for figure in charts.values())


def test_chapters_show_their_tables(finished: Callable[[str], Edition], scratch: Scratch) -> None:
    """The edition that a run left is opened without computing; a chapter's table becomes HTML."""
    stage = analysis.open_edition("yen-bai", 2016, 2020, folder=str(scratch.root))
    finished("yen-bai-2016-2020")
    report = analysis.open_report(stage)
    chapters = analysis.chapters()
    rooms = {path.stem for path in (FACE.parent / "report").glob("*.py")}
    assert set(chapters) == rooms - {
        "__init__",
        "activity_lines",
        "compared",
        "letterhead",
        "numerals",
        "page_data",
        "parts",
        "titles",
        "view",
    }
    html = analysis.block_html(chapters["funds"].table(report))
    assert html.startswith("<p><b>")
    assert "<table>" in html
    again = analysis.compute(*analysis.clean_edition(stage, analysis.read_raw(stage)))
    assert analysis.values_frame(again).equals(analysis.values_frame(report))


def test_a_mistake_of_the_analyst_is_told(tmp_path: Path, scratch: Scratch) -> None:
    """A folder that is no project and parameters that are none are refused in the words of the command line."""
    with pytest.raises(ParameterError, match="project-not-found"):
        analysis.open_edition(folder=str(tmp_path))
    with pytest.raises(ParameterError, match="FROM"):
        analysis.open_edition("binh-dinh", 2022, 2012, folder=str(scratch.root))
