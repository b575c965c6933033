"""The copy of a notebook that was run is free of time and place; its prose is exported."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from analysis.running import notebooks
from analysis.running.executed import _streams_joined, export_markdown
from cell_notebooks import FORKS, PARAMETERS, code, prose, write


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread of a test worker, which waits for its controller, is in no fork's way."""
    monkeypatch.setattr(notebooks, "can_fork", lambda: FORKS)


def execute(folder: Path, *cells: dict[str, Any], **parameters: object) -> Path:
    copy = folder / "da-chay/01.ipynb"
    notebooks.execute(write(folder, *cells), copy, parameters, folder)
    return copy


def exported(folder: Path, *cells: dict[str, Any], **parameters: object) -> str:
    export_markdown(execute(folder, *cells, **parameters), folder / "bao-cao.md")
    return (folder / "bao-cao.md").read_bytes().decode("utf-8")


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
        assert _streams_joined([*mixed, table, out]) == [*twice, table, out]


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
