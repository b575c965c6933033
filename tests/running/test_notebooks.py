"""Running a notebook: its parameters are checked first, and what stops it is told in words."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import NotebookError
from analysis.running import notebooks
from analysis.running.files import read_notebook
from analysis.running.reach import code_of
from cell_notebooks import FORKS, PARAMETERS, code, prose, write

if TYPE_CHECKING:
    from collections.abc import Callable

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread of a test worker, which waits for its controller, is in no fork's way."""
    monkeypatch.setattr(notebooks, "can_fork", lambda: FORKS)


def execute(folder: Path, *cells: dict[str, Any], **parameters: object) -> Path:
    executed = folder / "da-chay/01.ipynb"
    notebooks.execute(write(folder, *cells), executed, parameters, folder)
    return executed


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], "hiện có 0 ô"),
        ([PARAMETERS, PARAMETERS], "hiện có 2 ô"),
        ([PARAMETERS], "không khai báo tham số yaer; các tham số đã khai báo: place, year"),
        ([code("year = = 1", "parameters")], "sai cú pháp Python ở dòng 1"),
        ([code("if True:\n    yaer = 1", "parameters")], "các tham số đã khai báo: không có"),
    ],
)
def test_a_wrong_parameters_cell_stops_before_any_work(
    tmp_path: Path, cells: list[dict[str, Any]], words: str
) -> None:
    """None, two, or one that does not assign a parameter given: refused in Vietnamese, and no cell is run."""
    with pytest.raises(NotebookError, match=words):
        execute(tmp_path, *cells, code("open('da-chay.txt', 'w')"), yaer=2023)
    assert [path.name for path in tmp_path.iterdir()] == ["01-thu.ipynb"]


def test_a_notebook_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A lost notebook is told by its name before any run."""
    with pytest.raises(NotebookError, match=r"/y\.ipynb: không đọc được .*\[notebook-unreadable\]"):
        notebooks.execute(tmp_path / "y.ipynb", tmp_path / "o.ipynb", {}, tmp_path)


def test_parameters_reach_the_cells(tmp_path: Path) -> None:
    """The values given replace the defaults of the same names and leave the others."""
    parameters = {"year": 2023}
    text = (execute(tmp_path, PARAMETERS, code("print(year, place)"), **parameters)).read_text(
        encoding="utf-8"
    )
    assert "2023 tinh" in text


@pytest.mark.parametrize("name", ["{w} {0} {year", "}}{{"])
def test_a_folder_may_have_braces(tmp_path: Path, name: str) -> None:
    """Braces in the project's path are part of its name, not the name of a parameter."""
    (tmp_path / name).mkdir()
    text = (execute(tmp_path / name, PARAMETERS, code("print(year, place)"), year=2023)).read_text(
        encoding="utf-8"
    )
    assert "2023 tinh" in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "1 / 0",
            "{notebook}, ô số 3 (In [3]): mã trong ô dừng vì lỗi ZeroDivisionError: division by zero\n",
        ),
        (
            "from analysis.errors import NoDataError\nraise NoDataError('kỳ 2023 không có số liệu\\nhãy thêm tệp')",
            "kỳ 2023 không có số liệu\nhãy thêm tệp\nDừng tại {notebook}, ô số 3 (In [3]). ",
        ),
        (
            f"raise OSError({errno.ENOSPC}, 'No space left on device')",
            "{notebook}, ô số 3 (In [3]): đĩa đã đầy, hết dung lượng (",
        ),
    ],
    ids=["bug", "mistake of the user", "disk full"],
)
def test_a_failed_cell_is_named_with_its_reason(tmp_path: Path, source: str, words: str) -> None:
    """The message has notebook, cell, reason and the executed copy; a user's mistake comes first, in its own words.

    The executed copy, as JupyterLab, shows a trace of anything but a user's mistake.
    """
    with pytest.raises(NotebookError) as caught:
        execute(tmp_path, prose("# I"), PARAMETERS, code(source), code("print('sau')"), year=2023)
    executed = tmp_path / "da-chay/01.ipynb"
    assert str(caught.value).startswith(words.format(notebook=tmp_path / "01-thu.ipynb"))
    assert str(caught.value).endswith(f"Bản đã chạy tới ô này: {executed}")
    text = executed.read_text(encoding="utf-8")
    assert ("Traceback" in text) == ("NoDataError" not in source)
    assert "papermill" not in text


def test_a_dead_kernel_is_a_mistake_with_words(tmp_path: Path) -> None:
    """A kernel that the system ends (out of memory) gives a message, not a traceback."""
    with pytest.raises(NotebookError, match="ô số 2: chương trình tính dừng đột ngột"):
        execute(
            tmp_path, PARAMETERS, code("import os; os.kill(os.getpid(), 9)"), code("1"), year=2023
        )


def test_a_run_imports_no_slow_grammar() -> None:
    """The optional grammar of jsonschema, 1.5 s to build and part of the JupyterLab extra, is left alone."""
    program = """
import sys
from analysis.running import notebooks
with notebooks._unused_modules_hidden():
    import papermill
print([name for name in notebooks.UNUSED_MODULES if name in sys.modules])
"""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda text: text.replace('"cells"', '\n<<<<<<< HEAD\n"cells"', 1),
            "xung đột của git ở dòng 2",
        ),
        (lambda text: text.replace("}", "}\n=======\n", 1), "xung đột của git ở dòng"),
        (lambda text: "\ufeff" + text, "BOM"),
        (lambda text: text[: len(text) // 2], "bị cắt"),
        (lambda text: text[:-1], "bị cắt"),
        (lambda _: "", "bị cắt"),
        (lambda text: text.replace(":", ";", 1), "không phải JSON ở dòng 1, cột"),
        (lambda _: "[" * 100_000, "không phải JSON"),
        (lambda _: "[]", "không phải sổ tay Jupyter"),
        (lambda text: text.replace('"nbformat": 4', '"nbformat": 3'), "không phải sổ tay Jupyter"),
    ],
)
def test_a_notebook_that_is_none_is_a_named_fault(
    tmp_path: Path, spoil: Callable[[str], str], told: str
) -> None:
    """Marks of a merge, a BOM, a cut end: whoever reads the notebook says its name, what is wrong and what to do."""
    path = write(tmp_path / "notebooks", PARAMETERS)
    path.write_bytes(spoil(path.read_text(encoding="utf-8")).encode())
    for read in (
        lambda: notebooks.execute(path, tmp_path / "o.ipynb", {}, tmp_path),
        lambda: code_of(tmp_path, (), path),
        lambda: read_notebook(path),
    ):
        with pytest.raises(NotebookError) as refused:
            read()
        assert "notebooks/01-thu.ipynb: " in str(refused.value)
        assert told in str(refused.value)
        assert "[notebook-unreadable]. Cách khắc phục: lấy lại tệp từ lịch sử git" in str(
            refused.value
        )


def test_the_words_of_a_failing_cell_are_one_bounded_line() -> None:
    """What an exception says, of any length and with any signs, is told as one printable line."""
    reason = notebooks._reason("ValueError", "\x1b[31m" + "dài " * 5000 + "\u202e")
    assert reason.isprintable()
    assert len(reason) < 500
