"""A reader that shares nothing with the package gets every value of so-lieu.json from the raw cells."""

from __future__ import annotations

import ast
import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import independent_reader
from editions import LONG_NAMES, Edition
from independent_reader import disagreements

LONGEST = 120
FOREIGN = {"openpyxl"}
CHECKED = ("tinh-2012-2022", "binh-dinh-2022", "yen-bai-2016-2020", "tinh-2023", *LONG_NAMES)
# file, sheet, record and column of a raw cell, what it is changed to, values that can then not be got any more
CHANGED = (
    ("tinh-2012-2022", "so-lieu-cong-bo.csv", 14, "gia_tri", "29,917", {"CM", "I26", "I27", "I28"}),
    ("tinh-2012-2022", "so-lieu-cong-bo.csv", 2, "don_vi", "triệu đồng", {"T", "I03"}),
    ("tinh-2023", "danh-muc-2023.xlsx", 5, "J", 1, {"C", "I10"}),
    pytest.param(
        "tinh-2022-2023",
        "danh-muc-2022.csv",
        5,
        "Kinh phí đối ứng",
        "1",
        {"C", "C.2022", "I10", "C_chenh.2023"},
        marks=pytest.mark.slow,
    ),
)


@pytest.mark.parametrize("name", CHECKED)
def test_every_value_is_got_from_the_raw_cells(
    name: str, finished: Callable[[str], Edition]
) -> None:
    """Formulas, inputs and origins are those of the records, the amounts those of the raw files: no value is missed."""
    edition = finished(name)
    path = edition.report / "so-lieu.json"
    records = json.loads(path.read_text(encoding="utf-8"))["values"]
    assert len(records) > 50
    assert any(record["origins"] for record in records)
    assert disagreements(path, edition.scratch.root) == []


@pytest.mark.parametrize(("name", "file", "row", "column", "text", "moved"), CHANGED)
def test_a_changed_cell_is_seen(
    name: str,
    file: str,
    row: int,
    column: str,
    text: object,
    moved: set[str],
    finished: Callable[[str], Edition],
    tmp_path: Path,
) -> None:
    """A raw cell that is no longer what the report was made from takes its values with it, and no other fund's."""
    edition = finished(name)
    path = edition.report / "so-lieu.json"
    before = set(disagreements(path, edition.scratch.root))
    shutil.copytree(edition.scratch.root / "data" / "raw", tmp_path / "data" / "raw")
    change(tmp_path / "data" / "raw" / file, row, column, text)
    found = set(disagreements(path, tmp_path)) - before
    assert moved <= found
    assert "Q" not in found


def change(path: Path, row: int, column: str, text: object) -> None:
    """Write another text into one raw cell."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        book.active[f"{column}{row}"] = text
        book.save(path)
        return
    content = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in content.split(column)[0].rpartition("\n")[2] else ","
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator))
    rows[row - 1][next(line for line in rows if column in line).index(column)] = str(text)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")


def test_the_reader_stands_alone() -> None:
    """At most 120 lines, nothing but the standard library and a reader of workbooks: its agreement means something."""
    source = Path(independent_reader.__file__).read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert source.count("\n") <= LONGEST
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names) | FOREIGN
