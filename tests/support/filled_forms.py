"""Official forms filled as an office would fill them: rows of cells, as a workbook or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from analysis.definitions.forms import CountedLine, load_forms
from analysis.filled.form import FilledForm
from analysis.registers.reader import RegisterResult, read_register
from analysis.registers.result import SCHEME_DTYPES
from analysis.vocabulary import KINDS
from register_files import HEADER, csv_text

Rows = list[list[Any]]
# Of a line its numbers by column: "local", "national" and so on.
Numbers = Mapping[str, Mapping[str, Any]]
FORMS = load_forms()
OFFICE = (
    "dia_ban,co_quan_chu_quan,co_quan_ban_hanh,so_ky_hieu,dia_danh,quyen_han,chuc_vu,nguoi_ky,noi_nhan\n"
    "Hà Tĩnh,,Sở Công Thương,,Hà Tĩnh,,Giám đốc,,\n"
)
HEADS = {"local": "KCĐP", "national": "KCQG", "central": "Cấp trung ương", "province": "Cấp tỉnh"}


def funds(
    numbers: Numbers,
    total: Mapping[str, Any] | None = None,
    *,
    period: str = "năm 2025",
    columns: Sequence[str] = ("local", "national"),
    unit: str = "Đơn vị tính: triệu đồng",
) -> Rows:
    """The form of funds, with its lines and, where it is given, its total above them."""
    rows: Rows = [
        [FORMS.funds_title],
        [f"Hà Tĩnh, {period}"],
        [unit],
        ["TT", "Nội dung", *(HEADS[name] for name in columns)],
    ]
    if total is not None:
        rows.append(["", "Tổng số kinh phí", *(total.get(name) for name in columns)])
    for line in FORMS.funds:
        own = numbers.get(line.number, {})
        rows.append([line.number, line.label, *(own.get(name) for name in columns)])
    return rows


def results(numbers: Numbers, *, period: str = "năm 2025") -> Rows:
    """The form of results by the keys of its lines."""
    return _counted(FORMS.results_title, FORMS.results, numbers, period, ("national", "local"))


def awards(numbers: Numbers, *, period: str = "năm 2025") -> Rows:
    """The form of product awards by the keys of its lines."""
    return _counted(FORMS.awards_title, FORMS.awards, numbers, period, ("central", "province"))


def _counted(
    title: str, lines: Sequence[CountedLine], numbers: Numbers, period: str, columns: Sequence[str]
) -> Rows:
    rows: Rows = [
        [title],
        [f"Hà Tĩnh, {period}"],
        ["TT", "Chỉ tiêu", "Đơn vị tính", *(HEADS[name] for name in columns)],
    ]
    for line in lines:
        own = numbers.get(line.key, {})
        rows.append([line.number, line.label, line.unit, *(own.get(name) for name in columns)])
    return rows


def schemes(*rows: Sequence[Any], total: Sequence[Any] | None = None) -> Rows:
    """The form of schemes: of each its name, year, TW, Địa phương, total, support, counterpart."""
    found: Rows = [
        ["BÁO CÁO DỰ ÁN KHUYẾN CÔNG"],
        ["Hà Tĩnh, năm 2025"],
        [
            "STT", "Tên đề án", "Thời gian thực hiện (năm)", "Nguồn vốn (triệu đồng)", None,
            "Kinh phí thực hiện (triệu đồng)", None, None,
        ],
        [None, None, None, "TW", "Địa phương", "Tổng kinh phí", "KP Khuyến công hỗ trợ", "KP DN đối ứng"],
    ]  # fmt: skip
    found += [[number, *row] for number, row in enumerate(rows, start=1)]
    if total is not None:
        found.append([None, "Tổng cộng", None, *total])
    return found


def workbook(**sheets: Rows) -> bytes:
    """A workbook with sheets of these names."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(rows: Rows) -> str:
    """The rows as CSV, with numbers as people type them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    width = max(map(len, rows))
    for row in rows:
        writer.writerow([_typed(cell) for cell in [*row, *[None] * (width - len(row))]])
    return buffer.getvalue()


def _typed(cell: Any) -> str:
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def read(rows: Rows, name: str = "data/raw/bieu.csv") -> RegisterResult:
    """What is read of one form as CSV."""
    return read_register(name, text(rows).encode())


def form_in(rows: Rows) -> FilledForm:
    """The one form of a file without a fault."""
    result = read(rows)
    assert not result.faults, list(map(str, result.faults))
    (form,) = result.forms
    return form


def values(form: FilledForm) -> dict[tuple[str, str], int]:
    """The numbers of a form by line and column."""
    return {key: cell.value for key, cell in form.cells.items()}


def raw_folder(folder: Path, **files: bytes | str) -> Path:
    """A folder of raw data of an office in Hà Tĩnh; `_` before the ending stands for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "co-quan.csv").write_text(OFFICE, encoding="utf-8")
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{stem}.{ending}").write_bytes(data)
    return folder


def register(*rows: dict[str, Any]) -> pd.DataFrame:
    """Schemes of 2024, done, machines for one establishment each, with other cells where `rows` say so."""
    blank = {name: "" for name, dtype in SCHEME_DTYPES.items() if dtype == "str"}
    blank |= {name: None for name, dtype in SCHEME_DTYPES.items() if dtype == "Int64"}
    usual = {"activity": "ND3-MM", "year": 2024, "table": 0, "status": "actual", "support": "grant"}
    cells = []
    for number, row in enumerate(rows, start=2):
        name = f"Đề án {number}"
        cell = {
            **blank,
            **usual,
            "row": number,
            "name": name,
            "beneficiary": name,
            "area": "A",
            **row,
        }
        cells.append({**cell, "kind": KINDS[cell["activity"]].label})
    return pd.DataFrame(cells, columns=list(SCHEME_DTYPES)).astype(SCHEME_DTYPES)


def csv_register(
    *money: tuple[int, int], kinds: tuple[str, str] = ("Mô hình trình diễn", "Ứng dụng máy móc")
) -> str:
    """A register of 2025, of each scheme KCQG and KCĐP in đồng: the first of one kind, the others of another."""
    rows = [HEADER]
    for number, (national, local) in enumerate(money, start=1):
        whole = str(national + local + 500_000_000)
        words = (
            f"Đề án {number}",
            f"Công ty {number}",
            kinds[number > 1],
            "Hà Tĩnh",
            "2025",
            "Mua máy",
        )
        rows.append((str(number), *words, str(national), str(local), "500000000", whole))
    return csv_text(rows)
