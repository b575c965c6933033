"""The notebooks are thin: prose, one cell of parameters, calls; and they run with papermill and without."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient import NotebookClient

import analysis
from analysis.running.notebooks import execute
from editions import ROOT, Edition, Scratch, fresh_copy

FOLDER = ROOT / "notebooks"
# by the copied project's own code: that of another folder is refused
WITH_PAPERMILL = """
import json, sys
from pathlib import Path
from analysis.running.notebooks import execute
notebook, out, parameters = json.loads(sys.argv[1])
execute(Path(notebook), Path(out), parameters, Path.cwd())
"""
NAMES = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")
EXPLORING = "04-kham-pha.ipynb"
ALL = (*NAMES, EXPLORING)
LONGEST_CELL = 8
STATEMENTS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.Lambda, ast.For, ast.While, ast.If, ast.With,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
METHODS = {"groupby", "merge", "apply", "join", "agg", "pivot", "pivot_table", "query", "eval"}
# Words that say how a value moves or compares: a sentence with one of them comes from a function.
DIRECTIONS = (
    "tăng", "giảm", "cao nhất", "thấp nhất", "cao hơn", "thấp hơn", "gấp đôi", "gấp ba", "nhiều nhất", "ít nhất",
    "lớn nhất", "nhỏ nhất", "lớn hơn", "nhỏ hơn", "vượt", "sụt", "đứng đầu", "chiếm đa số", "quá nửa", "một nửa",
)  # fmt: skip


def cells(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))["cells"]
    return found


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code_cells(name: str) -> Iterator[tuple[str, ast.Module]]:
    for cell in cells(name):
        if cell["cell_type"] == "code":
            yield cell["id"], ast.parse(source(cell))


def tagged(name: str, tag: str) -> list[dict[str, Any]]:
    return [cell for cell in cells(name) if tag in cell["metadata"].get("tags", ())]


@pytest.mark.parametrize("name", ALL)
def test_no_attribute_of_a_heading_is_on_display(name: str) -> None:
    """What JupyterLab prints of a Markdown cell holds no class and no id."""
    shown = [source(cell) for cell in cells(name) if cell["cell_type"] == "markdown"]
    assert shown
    assert not [text for text in shown if re.search(r"\{[.#]", text)]


def test_the_notebooks_are_these() -> None:
    """The folder holds the three notebooks of the data's way, that of the analyst, and no other."""
    assert sorted(path.name for path in FOLDER.glob("*.ipynb")) == sorted(ALL)


@pytest.mark.parametrize("name", ALL)
def test_one_cell_of_typed_parameters(name: str) -> None:
    """One cell is tagged `parameters`: literals with a type and a comment each, in the form that papermill lists."""
    (cell,) = tagged(name, "parameters")
    lines = source(cell).splitlines()
    for line, statement in zip(lines, ast.parse(source(cell)).body, strict=True):
        assert isinstance(statement, ast.AnnAssign), line
        assert isinstance(statement.value, ast.Constant), line
        assert type(statement.value.value).__name__ == ast.unparse(statement.annotation), line
        assert re.search(r"  # \S", line), line
    listed = papermill.inspect_notebook(str(FOLDER / name))
    assert len(listed) == len(lines)
    assert all(parameter["help"] for parameter in listed.values())


@pytest.mark.parametrize("name", ALL)
def test_every_parameter_is_handed_on(name: str) -> None:
    """The cell of parameters is as long as the notebook has uses for them: each is read by a later cell."""
    (cell,) = tagged(name, "parameters")
    given = set(papermill.inspect_notebook(str(FOLDER / name)))
    read: set[str] = set()
    for id_, tree in code_cells(name):
        if id_ != cell["id"]:
            read |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert given <= read


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_a_run_is_stored(name: str) -> None:
    """A notebook is stored without outputs and execution counts, and its cells keep ids of their own."""
    raw = (FOLDER / name).read_text(encoding="utf-8")
    assert all(
        not cell.get("outputs") and cell.get("execution_count") is None for cell in cells(name)
    )
    ids = [cell["id"] for cell in cells(name)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*-\d+", id_) for id_ in ids), (
        "ids are named, not drawn at random"
    )
    assert {"signature", "widgets", "papermill"}.isdisjoint(json.loads(raw)["metadata"])
    nbformat.validate(nbformat.reads(raw, as_version=4))


@pytest.mark.parametrize("name", NAMES)
def test_code_is_calls(name: str) -> None:
    """A code cell is a few lines of calls: no functions, branches or loops, no work on frames, no import of pandas.

    The cell of parameters has a line for each of them and a law of its own.
    """
    (parameters,) = tagged(name, "parameters")
    for id_, tree in code_cells(name):
        where = f"{name}, {id_}"
        if id_ != parameters["id"]:
            assert len(ast.unparse(tree).splitlines()) <= LONGEST_CELL, where
        for node in ast.walk(tree):
            assert not isinstance(node, STATEMENTS), f"{where}: {ast.unparse(node)}"
            assert not (isinstance(node, ast.Attribute) and node.attr in METHODS), (
                f"{where}: {ast.unparse(node)}"
            )
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert (module or "").partition(".")[0] == "analysis", (
                    f"{where}: {ast.unparse(node)}"
                )


@pytest.mark.parametrize("name", NAMES)
def test_no_typed_number_or_direction(name: str) -> None:
    """No digit and no word of direction is typed in the prose: what is said of values follows from values."""
    wrong = []
    for cell in cells(name):
        if cell["cell_type"] == "markdown":
            text = source(cell)
            found = re.findall(r"\d+", text) + [word for word in DIRECTIONS if word in text.lower()]
            wrong += [f"{cell['id']}: {word}" for word in found]
    assert not wrong


@pytest.fixture(scope="module")
def run_by_hand(scratch: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A copy in which the notebooks ran one after another as in JupyterLab: no papermill, default parameters."""
    by_hand = fresh_copy(tmp_path_factory.mktemp("so-tay") / "du-an", scratch.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(by_hand.root / "src"))
        patch.delenv("ANALYSIS_GIVEN", raising=False)
        for name in NAMES:
            notebook = nbformat.read(by_hand.root / "notebooks" / name, as_version=4)
            folder = {"metadata": {"path": str(by_hand.root / "notebooks")}}
            NotebookClient(notebook, kernel_name="python3", resources=folder, timeout=120).execute()
            errors = [
                o
                for cell in notebook.cells
                for o in cell.get("outputs", ())
                if o.output_type == "error"
            ]
            assert not errors
    return by_hand


@pytest.mark.parametrize("name", ["clean.json", "indicators.json", "figures.parquet"])
def test_papermill_changes_no_data(run_by_hand: Scratch, tinh: Edition, name: str) -> None:
    """Run All from top to bottom in the notebooks' folder leaves the same processed data as a run of the program."""
    by_hand = run_by_hand.root / "data" / "processed" / tinh.name / name
    assert (
        by_hand.read_bytes()
        == (tinh.scratch.root / "data" / "processed" / tinh.name / name).read_bytes()
    )


def test_papermill_changes_no_content(run_by_hand: Scratch, tinh: Edition, tmp_path: Path) -> None:
    """The report notebook hands the same content and the same charts to rendering with papermill and without."""
    place, years = "tinh", {"year_from": 2012, "year_to": 2022}
    folders = {
        "processed": str(tinh.scratch.root / "data" / "processed" / tinh.name),
        "work": str(tmp_path / "work"),
    }
    notebook = f"notebooks/{NAMES[2]}"
    given = [notebook, str(tmp_path / "da-chay.ipynb"), {"place": place, **years, **folders}]
    done = tinh.scratch.run(
        [sys.executable, "-B", "-c", WITH_PAPERMILL, json.dumps(given)],
        env={"PYTHONPATH": str(tinh.scratch.root / "src")},
    )
    assert done.returncode == 0, done.stderr
    by_hand = run_by_hand.root / ".build" / "so-tay" / tinh.name
    for file in (
        "noi-dung.json",
        *(f"hinh/{path.name}" for path in sorted((by_hand / "hinh").iterdir())),
    ):
        assert (tmp_path / "work" / file).read_bytes() == (by_hand / file).read_bytes(), file


def test_the_analysts_notebook_names_the_public_face_alone() -> None:
    """Notebook 04 imports the package and nothing else, and takes from it public names alone."""
    for id_, tree in code_cells(EXPLORING):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert ast.unparse(node) == "import analysis", id_
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "analysis":
                assert node.attr in analysis.__all__, f"{id_}: {node.attr}"


def test_the_analysts_notebook_runs_and_writes_nothing(tmp_path: Path) -> None:
    """Notebook 04 runs through on the shipped figures, shows tables and charts, and leaves the project as it was."""
    for folder in ("data/raw", "data/issued", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / "du-an" / folder)
    project = Scratch(tmp_path / "du-an")
    before = project.bytes_of("")
    executed = tmp_path / "da-chay.ipynb"
    execute(project.root / "notebooks" / EXPLORING, executed, {}, project.root)
    assert project.bytes_of("") == before
    shown = [o for cell in nbformat.read(executed, 4).cells for o in cell.get("outputs", ())]
    kinds = [kind for output in shown for kind in output.get("data", {})]
    assert {output.output_type for output in shown} == {"execute_result"}
    assert kinds.count("text/html") > 5
    assert kinds.count("image/png") > 1
