"""Running a notebook: its parameters are checked first, its copy is free of time and place, its prose is exported."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import NotebookError
from analysis.running import notebooks
from analysis.running.files import read_notebook
from analysis.running.reach import code_of
from cell_notebooks import FORKS

if TYPE_CHECKING:
    from collections.abc import Callable

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread of a test worker, which waits for its controller, is in no fork's way."""
    monkeypatch.setattr(notebooks, "can_fork", lambda: FORKS)


def code(source: str, *tags: str) -> dict[str, Any]:
    cell = {
        "cell_type": "code",
        "metadata": {"tags": [*tags]} if tags else {},
        "execution_count": None,
        "outputs": [],
    }
    return {**cell, "source": source.splitlines(keepends=True)}


def prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


PARAMETERS = code("year: int = 2020  # năm\nplace = 'tinh'", "parameters")


def write(folder: Path, *cells: dict[str, Any]) -> Path:
    named = [{"id": f"o-{number}", **cell} for number, cell in enumerate(cells)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": named,
        "metadata": {"kernelspec": spec},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "01-thu.ipynb"
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path


def execute(folder: Path, *cells: dict[str, Any], **parameters: object) -> Path:
    executed = folder / "da-chay/01.ipynb"
    notebooks.execute(write(folder, *cells), executed, parameters, folder)
    return executed


def exported(folder: Path, *cells: dict[str, Any], **parameters: object) -> str:
    notebooks.export_markdown(execute(folder, *cells, **parameters), folder / "bao-cao.md")
    return (folder / "bao-cao.md").read_bytes().decode("utf-8")


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


def test_an_executed_copy_is_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Two runs in different folders, at different times, in different processes write equal copies and Markdown."""
    cells = (
        prose("# Tiêu đề"),
        PARAMETERS,
        code(
            "import sys, warnings\nprint('ra')\nwarnings.warn('cảnh báo')\nprint('lỗi', file=sys.stderr)\nprint('ra')"
        ),
        code("object()"),
        code(
            "from IPython.display import display\ndisplay({'text/markdown': 'văn bản'}, raw=True)"
        ),
    )
    copies = [execute(tmp_path / name, *cells, year=2023) for name in ("một", "thư mục khác")]
    first, second = (copy.read_bytes() for copy in copies)
    assert first == second
    for word in ("start_time", "iopub", str(tmp_path), "papermill", sys.version.split()[0]):
        assert word not in first.decode("utf-8")
    ids = [cell["id"] for cell in json.loads(first)["cells"]]
    assert ids == ["o-0", "o-1", "injected-parameters", "o-2", "o-3", "o-4"]


def test_printed_text_comes_in_one_order() -> None:
    """Printed text and warnings between two results are joined by stream, whatever the timing was."""
    out, err = (
        {"output_type": "stream", "name": name, "text": f"{name};"} for name in ("stdout", "stderr")
    )
    table = {"output_type": "display_data", "data": {}, "metadata": {}}
    twice = [{**out, "text": "stdout;stdout;"}, {**err, "text": "stderr;"}]
    for mixed in ([out, err, out], [err, out, out], [out, out, err]):
        assert notebooks._streams_joined([*mixed, table, out]) == [*twice, table, out]


def test_only_prose_and_markdown_results_are_exported(tmp_path: Path) -> None:
    """Code, parameters, printed text, HTML and plain values stay out; placeholders stand between blank lines."""
    shown = "from IPython.display import HTML, Markdown, display\n"
    block = "print('in ra')\ndisplay(Markdown('::: {#tbl-nguon .khoi}\\n:::'))\ndisplay(HTML('<b>html</b>'))\nyear"
    both = "display({'text/html': '<table></table>', 'text/markdown': '::: {#fig-a .khoi}\\r\\n:::'}, raw=True)"
    decomposed = unicodedata.normalize("NFD", "# Kết quả thực hiện\n\nĐoạn văn.")
    text = exported(
        tmp_path,
        prose(decomposed),
        PARAMETERS,
        code(shown + block),
        code(both),
        prose("## Đánh giá"),
        year=2023,
    )
    assert text == (
        "# Kết quả thực hiện\n\nĐoạn văn.\n\n::: {#tbl-nguon .khoi}\n:::\n\n::: {#fig-a .khoi}\n:::\n\n## Đánh giá\n"
    )
    assert unicodedata.is_normalized("NFC", text)


def test_text_in_markdown_cells_is_exported_as_it_stands(tmp_path: Path) -> None:
    """Nothing of a markdown cell is escaped or reflowed: attributes, lists and signs come out as written."""
    text = "# Phụ lục {.phu-luc #pl-nguon}\n\n- a & b < c\n- *d* `e` \\$ 50 %\n\n| x | y |\n|---|---|\n"
    assert exported(tmp_path, prose(text), PARAMETERS) == text


def test_the_attributes_of_a_heading_come_from_the_metadata_of_its_cell(tmp_path: Path) -> None:
    """They stand behind the first heading of the cell, whatever stands below it, and behind no other."""
    cell = prose("# Phụ lục\n\nMột đoạn.\n\n## Mục\n")
    cell["metadata"] = {"tieu-de": ".phu-luc .neu-co #pl-nguon"}
    text = "# Phụ lục {.phu-luc .neu-co #pl-nguon}\n\nMột đoạn.\n\n## Mục\n"
    assert exported(tmp_path, cell, PARAMETERS) == text


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
