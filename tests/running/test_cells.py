"""Cells in a fork compute and show what they do in papermill's own kernel, and begin fresh."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.project import NOTEBOOKS, Project
from analysis.running import notebooks, steps
from analysis.running.executed import clean
from cell_notebooks import FORKS, forking, write_notebook
from editions import ROOT, Edition

SRC = Path(__file__).parents[2] / "src"


def printed(executed: Path) -> str:
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell["outputs"]]
    return "".join("".join(output.get("text", ())) for output in outputs)


def run(folder: Path, *cells: str) -> str:
    """What the cells print."""
    notebook = write_notebook(folder / "n.ipynb", *cells)
    notebooks.execute(notebook, folder / "executed.ipynb", {"year": 2023}, folder)
    return printed(folder / "executed.ipynb")


@pytest.fixture(autouse=True)
def _rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Forks of a test worker, whose thread waits for its controller; no temporary file may be left."""
    monkeypatch.setattr(notebooks, "can_fork", lambda: FORKS)
    temporary = tmp_path / "tạm"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("PYTHONPATH", str(SRC))
    yield
    assert not list(temporary.iterdir())


STATE = (
    """
    import os, random, signal, sys, threading, warnings, pandas as pd, matplotlib, matplotlib.pyplot as plt
    print(os.getcwd(), sorted(key for key in os.environ if not key.startswith(("IPYTHON", "JPY", "PYDEVD"))))
    print([path for path in sys.path if path.startswith(sys.prefix) or not path], __name__)
    print(sorted(name for name in vars(sys.modules["__main__"]) if name[0] != "_"))
    print(sys.warnoptions, os.getpgid(0) == os.getpid())
    print(signal.getsignal(signal.SIGINT), signal.pthread_sigmask(signal.SIG_BLOCK, ()), os.environ["MPLBACKEND"])
    print({key: value for key, value in matplotlib.rcParams.items()}, plt.isinteractive(), plt.get_backend())
    print([type(thread).__name__ for thread in threading.enumerate()][:1])
    """,
    "warnings.warn('cảnh báo')\nprint('lỗi', file=sys.stderr)\nyear + 1",
    # a kernel reads in a thread what programs print: where it stands among a cell's other outputs is chance
    "import time\nstopped = os.system('echo từ tiến trình con')\ntime.sleep(1)",
    "pd.DataFrame({'năm': [year], 'tiền': [1.5]})",
    "pd.DataFrame([[f'chữ dài {n}' * 3 for n in range(9)]])",
    "print(pd._config.config._global_config)",
    "plt.plot([1, 3, 2]);",
    """
    from IPython.display import Image, clear_output, display
    print("đang đọc")
    clear_output()
    told = display({"text/plain": "một nửa"}, raw=True, display_id=True)
    told.update({"text/plain": "tất cả"}, raw=True)
    display(Image(b"\\x89PNG\\r\\n\\x1a\\n", format="png"))
    """,
    "%%capture\nprint('không in')",
    "",
    "!echo dấu nhắc",
    "import asyncio\nawait asyncio.sleep(0)\nyear",
)


def cleaned(executed: Path, source: Path) -> Any:
    return clean(json.loads(executed.read_text("utf-8")), json.loads(source.read_text("utf-8")))


FAILING = (["import pandas", "{}['không có']"], ["def a(:"])
EXECUTE = """
import sys
from pathlib import Path
import papermill, pandas, matplotlib
from analysis.errors import NotebookError
from analysis.running.notebooks import execute
failed = []
for name in sys.argv[1:]:
    source, ours, stock = (Path(f"{name}{ending}.ipynb").absolute() for ending in ("", "-ours", "-stock"))
    try:
        execute(source, ours, {"year": 2023}, source.parent)
    except NotebookError:
        failed.append(name)
    try:
        papermill.execute_notebook(str(source), str(stock), {"year": 2023}, cwd=str(source.parent), progress_bar=False)
    except papermill.PapermillExecutionError:
        failed.append(name)
sys.exit(0 if failed == ["n1", "n1", "n2", "n2"] else str(failed))
"""


@forking
def test_cells_in_a_fork_give_what_papermill_alone_gives(tmp_path: Path) -> None:
    """State at the start, tables, figures, warnings, results and errors are equal to those of stock papermill."""
    sources = [
        write_notebook(tmp_path / f"n{number}.ipynb", *cells)
        for number, cells in enumerate([STATE, *FAILING])
    ]
    names = [source.stem for source in sources]
    # a kernel under test does not look at what programs print
    env = {name: text for name, text in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    ran = subprocess.run(
        [sys.executable, "-c", EXECUTE, *names], check=False, capture_output=True, text=True,
        cwd=tmp_path, env=env | {"OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    kinds = set()
    for source in sources:
        ours, stock = (
            cleaned(source.with_stem(f"{source.stem}-{way}"), source) for way in ("ours", "stock")
        )
        for cell, same in zip(ours["cells"], stock["cells"], strict=True):
            assert cell == same
            kinds |= {kind for output in cell["outputs"] for kind in output.get("data", ())}
        assert ours == stock
    assert {"image/png", "text/html", "text/plain"} <= kinds


@forking
@pytest.mark.slow
def test_both_engines_publish_the_same(finished: Callable[[str], Edition], tmp_path: Path) -> None:
    """All that is published of an edition, and its executed notebooks, are the same bytes by papermill's own engine."""
    edition = finished("binh-dinh-2022")
    copy = edition.alone(tmp_path / "du-an")
    places = (f"reports/{edition.name}", f"data/processed/{edition.name}")
    before = copy.bytes_of(*places)
    for folder in (*places, ".build"):
        shutil.rmtree(copy.root / folder)
    result = copy.report("--place", "binh-dinh", "--year", "2022", "--engine", "papermill")
    assert result.returncode == 0, result.stderr
    assert copy.bytes_of(*places) == before


@forking
def test_what_is_imported_is_there_before_the_first_cell(tmp_path: Path) -> None:
    """The libraries are loaded, so that three notebooks pay for them once."""
    import pandas as pd

    assert run(tmp_path, f"import sys; print(id(sys.modules['pandas']) == {id(pd)})") == "True\n"


@forking
def test_notebooks_do_not_know_of_each_other(tmp_path: Path) -> None:
    """Each has its own variables, modules, environment and random numbers."""
    cell = """
        import os, random, sys, numpy
        print(globals().get("left"), os.environ.get("LEFT"), getattr(sys, "left", None))
        print(random.random(), numpy.random.rand())
        left = os.environ["LEFT"] = sys.left = "x"
    """
    first, second = (run(tmp_path, cell).splitlines() for _ in range(2))
    assert first[0] == second[0] == "None None None"
    assert not {*first[1].split()} & {*second[1].split()}


@pytest.mark.parametrize("engine", [pytest.param("fork", marks=forking), "papermill"])
def test_no_settings_of_the_user_reach_a_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Any
) -> None:
    """Cells run in this interpreter, whatever the user's specification `python3` and start-up files say."""
    spec = tmp_path / "jupyter/kernels/python3/kernel.json"
    startup = tmp_path / ".ipython/profile_default/startup/00.py"
    for path, text in (
        (spec, '{"argv": ["false"], "display_name": "x", "language": "python"}'),
        (startup, "left = 1"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / ".ipython"))
    cell = "import sys, analysis; print(sys.executable, 'left' in globals())"
    notebook, executed = write_notebook(tmp_path / "n.ipynb", cell), tmp_path / "o.ipynb"
    notebooks.execute(notebook, executed, {}, tmp_path, engine)
    assert printed(executed) == f"{sys.executable} False\n"


@forking
def test_a_broken_module_is_told_by_the_cell_that_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be imported before the notebooks stops no run by itself."""
    (tmp_path / "broken.py").write_text("raise ValueError('hỏng')", encoding="utf-8")
    monkeypatch.setattr(steps, "LIBRARIES", ["broken"])
    monkeypatch.syspath_prepend(tmp_path)
    steps.import_for.__wrapped__(ROOT / "notebooks" / NOTEBOOKS[0], Project(ROOT))
    with pytest.raises(notebooks.NotebookError, match=r"ô số 2 .*ValueError: hỏng"):
        run(tmp_path, "import broken")
