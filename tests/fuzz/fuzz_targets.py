"""What fuzzing holds the readers to: right sums or a typed error, never another exception, and in bounded time.

Every target takes any bytes. "Right" is told by readers of this file's own, which know nothing of the program: the
digits of a typed amount, the number that another library finds in the cell, the sum of three funds.
"""

from __future__ import annotations

import contextlib
import io
import json
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import column_index_from_string

from analysis.extracting.article import extract
from analysis.extracting.draft import draft_rows
from analysis.extracting.page import page_of
from analysis.extracting.reading import text_of
from analysis.faults import Problems
from analysis.language.number_faults import NumberError
from analysis.language.numbers import parse_exact, parse_figure
from analysis.raw.folder import _read_csv
from analysis.raw.rows import RawFile
from analysis.registers.reader import RegisterResult, read_register
from analysis.tables.amounts import MOST_PLAUSIBLE, read_amount
from register_files import AMOUNTS, HEADER, ROWS, csv_text, workbook

CSV_NAME, XLSX_NAME, FIGURES_NAME = "data/raw/so.csv", "data/raw/so.xlsx", "data/raw/so-lieu.csv"
ROOT = Path(__file__).parents[2]
SECONDS = 10.0
FARTHEST = 1000  # row that openpyxl is asked for
JUDGED = 20  # rows of a register that the readers of this file look at
UNITS = (1, 10**3, 10**6, 10**9)
FIGURE_UNITS = ("đồng", "triệu đồng", "tỷ đồng", "đề án", "%", "lớp")
MEMBERS = (
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/sharedStrings.xml", "[Content_Types].xml",
)  # fmt: skip
PLAIN = set("0123456789., \u00a0\u202f")


def number(data: bytes) -> None:
    """A text of a published figure, of an amount cell and of a machine file: a value of these digits, or refused."""
    text = data[1:].decode("utf-8", errors="replace")
    choice = data[0] if data else 0
    with contextlib.suppress(NumberError):
        value = parse_figure(text, FIGURE_UNITS[choice % len(FIGURE_UNITS)])
        _same_digits(text, value)
    with contextlib.suppress(NumberError):
        parse_exact(text)
    cell = read_amount(text, (None, *UNITS)[choice % 5])
    assert cell.state in ("value", "blank", "dash", "fault"), cell
    assert cell.fault is not None or cell.state != "fault", cell
    if cell.state == "value" and cell.fault is None:
        assert 0 <= cell.value <= MOST_PLAUSIBLE, cell
        if set(text) <= PLAIN:
            _same_digits(text, cell.value)


def csv_register(data: bytes) -> None:
    """Any bytes as a CSV register."""
    result = read_register(CSV_NAME, data)
    _check(result, CSV_NAME)
    for row in _rows(result):
        printed = {code: _csv_cell(data, result, row, code) for code in AMOUNTS}
        for code, text in printed.items():
            if text and set(text) <= PLAIN:
                _same_digits(text, int(row[code]))


def csv_tail(data: bytes) -> None:
    """Any bytes below the header of a register, where a fuzzer need not find the header first."""
    csv_register((",".join(HEADER) + "\n").encode() + data)


def cells(data: bytes) -> None:
    """A good register with any texts in some cells, as CSV and as strings of a workbook: two readers, one result."""
    rows = [list(HEADER), *map(list, ROWS)]
    for change in data.split(b"\x00")[:6]:
        if len(change) > 1:
            rows[change[0] % len(rows)][change[1] % len(HEADER)] = change[2:].decode(
                "utf-8", errors="replace"
            )
    plain = read_register(CSV_NAME, csv_text(rows).encode())
    stored = read_register(XLSX_NAME, _with_member(MEMBERS[0], _sheet_of(rows)))
    _check(plain, CSV_NAME)
    _check(stored, XLSX_NAME)
    for result in (plain, stored):
        for row in _rows(result):
            for column, code in enumerate(AMOUNTS, start=7):
                text = rows[int(row["row"]) - 1][column]
                if text and set(text) <= PLAIN:
                    _same_digits(text, int(row[code]))
    if len(plain.schemes) and len(stored.schemes):
        assert [list(row.values()) for row in _rows(plain)] == [
            list(row.values()) for row in _rows(stored)
        ]


def xlsx_bytes(data: bytes) -> None:
    """Any bytes as an XLSX register."""
    _check_workbook(data)


def xlsx_member(data: bytes) -> None:
    """Any bytes as one member of a workbook, the others whole: the first byte says which."""
    name = MEMBERS[data[0] % len(MEMBERS)] if data else MEMBERS[0]
    _check_workbook(_with_member(name, data[1:]))


def published(data: bytes) -> None:
    """Any bytes as a table of published figures: rows of as many cells as the header, or faults that name the file."""
    problems = Problems()
    text = unicodedata.normalize("NFC", data.decode("utf-8", errors="replace"))
    rows = _read_csv(RawFile(FIGURES_NAME, "0" * 64, text or "x"), problems)
    assert problems.faults or rows
    assert all(fault.where.file == FIGURES_NAME and fault.code for fault in problems.faults)


def article(data: bytes) -> None:
    """Any bytes as a text, or as the text of a page: quantities in their order at their places, or a fault."""
    for name in ("bai.txt", "bai.html"):
        problems = Problems()
        text = text_of(name, data, problems)
        assert (text is None) == bool(problems.faults)
        found = extract(text or "")
        places = [(one.start, one.end) for one in found.quantities]
        assert places == sorted(places)
        assert [found.text[start:end] for start, end in places] == [
            one.text for one in found.quantities
        ]
        rows = draft_rows(found, "bai-1", "Bình Định")
        assert page_of(found, rows, "bai-1").count("<script") == 2


TARGETS: dict[str, Callable[[bytes], None]] = {
    "number": number,
    "csv_register": csv_register,
    "csv_tail": csv_tail,
    "cells": cells,
    "xlsx_bytes": xlsx_bytes,
    "xlsx_member": xlsx_member,
    "published": published,
    "article": article,
}


def timed(target: Callable[[bytes], None], data: bytes) -> None:
    """Run a target and hold it to its time; the work counts, not how busy the machine is."""
    started = time.process_time()
    target(data)
    assert time.process_time() - started < SECONDS, f"{target.__name__} took too long"


def seeds(name: str) -> Iterator[bytes]:
    """Good and nearly good inputs of a target, and every find kept in tests/fuzz/finds/."""
    if name == "number":
        numbers = (
            "29.916",
            "11,37",
            "1.234.567",
            "300.000.000",
            "262,5 triệu",
            "1 tỷ 200 triệu",
            "-",
            "3E+08",
            "０12",
            "1¹",
        )
        yield from (bytes([unit]) + text.encode() for unit in range(6) for text in numbers)
    elif name == "csv_register":
        yield csv_text().encode()
        yield csv_text(separator=";").encode("utf-16")
        yield ("DANH MỤC,,\nĐơn vị tính: triệu đồng\n" + csv_text()).encode("utf-8-sig")
    elif name == "csv_tail":
        yield csv_text(ROWS).encode()
        yield csv_text(
            [*ROWS, ["", "Tổng cộng", *[""] * 5, "1.806.500.000", "237500000", "1840000000", ""]]
        ).encode()
    elif name == "cells":
        texts = "310.000.000|310,5 triệu|0,31 tỷ|262500000 ¹|-|1.000.000.000 đ|2023|Tổng cộng|KCQG (triệu đồng)|x"
        yield b"\x01\x07310000000"
        yield from (
            bytes([row, column]) + text.encode() for row, column, text in _spread(texts.split("|"))
        )
    elif name == "xlsx_bytes":
        yield _stored(_members())
    elif name == "article":
        for line in (
            (ROOT / "benchmarks" / "extract" / "tuning.jsonl").read_text("utf-8").splitlines()[:6]
        ):
            yield json.loads(line)["text"].encode()
    elif name == "xlsx_member":
        yield from (bytes([n]) + _members().get(member, b"") for n, member in enumerate(MEMBERS))
    else:
        path = ROOT / "data" / "raw" / "so-lieu-cong-bo.csv"
        yield b"\n".join(path.read_bytes().split(b"\n")[:6])
    yield from finds(name)


def finds(name: str) -> Iterator[bytes]:
    """Inputs that broke a target once."""
    folder = Path(__file__).parent / "finds" / name
    yield from (path.read_bytes() for path in sorted(folder.glob("*")))


def _check(result: RegisterResult, file: str) -> None:
    assert result.faults or len(result.schemes), "neither schemes nor a fault"
    assert not (result.faults and len(result.schemes)), "schemes of a refused register"
    for fault in result.faults:
        assert fault.where.file == file, fault
        assert fault.code, fault
        assert str(fault).isprintable(), fault
    for row in _rows(result):
        funds = [row[code] for code in ("kcqg", "kcdp", "doi_ung")]
        stated = [int(fund) for fund in funds if fund is not None]
        assert all(0 <= fund <= MOST_PLAUSIBLE for fund in stated), row
        # as the register policy has it: half of the last printed unit a part, at most
        steps = max([1, *(int(_step(fund)) for fund in stated)])
        assert abs(sum(stated) - int(row["tong"])) <= 2 * steps, row


def _check_workbook(data: bytes) -> None:
    result = read_register(XLSX_NAME, data)
    _check(result, XLSX_NAME)
    if not len(result.schemes):
        return
    for row in _rows(result):
        table = result.tables[int(row["table"])]
        cells = _stored_row(data, table.sheet, int(row["row"]))
        for code in AMOUNTS:
            place = (
                column_index_from_string(table.columns[code]) - 1
                if code in table.columns
                else len(cells)
            )
            cell = cells[place] if place < len(cells) else None
            if type(cell) in (int, float):
                exact = Decimal(repr(cell))
                assert any(abs(exact * unit - int(row[code])) <= 1 for unit in UNITS), (
                    code,
                    cell,
                    row[code],
                )


def _stored_row(data: bytes, sheet: str, number: int) -> tuple[Any, ...]:
    """A row of a sheet as openpyxl streams it; nothing where it cannot, since that reader knows no typed errors."""
    if number > FARTHEST:
        return ()
    with contextlib.suppress(Exception):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return next(book[sheet].iter_rows(number, number, values_only=True), ())
    return ()


def _rows(result: RegisterResult) -> Iterator[dict[str, Any]]:
    if len(result.schemes):
        frame = result.schemes[["table", "row", *AMOUNTS]].head(JUDGED)
        columns = {
            name: frame[name].astype(object).where(frame[name].notna(), None).tolist()
            for name in frame
        }
        yield from (
            {name: cells[number] for name, cells in columns.items()} for number in range(len(frame))
        )


def _csv_cell(data: bytes, result: RegisterResult, row: dict[str, Any], code: str) -> str | None:
    """The printed cell, where the file is so plain that no reader can differ: UTF-8, no quotes, commas."""
    name = result.tables[int(row["table"])].columns.get(code)
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    if name is None or any(mark in data for mark in (b'"', b"\r", b";", b"\t", b"|")):
        return None
    head = next((line.split(",") for line in lines if name in line.split(",")), None)
    cells = lines[int(row["row"]) - 1].split(",")
    return cells[head.index(name)] if head and len(cells) == len(head) else None


def _same_digits(text: str, value: Fraction | int | Decimal) -> None:
    """The digits of a plain text are those of its value, but for zeros at the ends: a unit only moves the comma."""
    exact = Fraction(value)
    while exact.denominator != 1:
        exact *= 10
        assert exact.numerator < 10**200, text
    printed = "".join(character for character in text if character in "0123456789")
    assert printed.strip("0") == str(exact.numerator).strip("0"), f"{text!r} was read as {value}"


def _step(amount: int) -> int:
    """The largest power of ten that an amount is a multiple of."""
    step = 1
    while amount and amount % (step * 10) == 0:
        step *= 10
    return step


def _spread(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """Each text once, in amounts, years, names and headers."""
    for number, text in enumerate(texts):
        yield number % 4, (7, 10, 5, 1, 8)[number % 5], text


def _sheet_of(rows: list[list[str]]) -> bytes:
    """A sheet whose cells are all strings; what XML cannot hold is left out."""
    out = [
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    ]
    for number, row in enumerate(rows, start=1):
        out.append(f'<row r="{number}">')
        for column, text in enumerate(row):
            held = escape(
                "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
            )
            place = f"{chr(ord('A') + column)}{number}"
            out.append(
                f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{held}</t></is></c>'
                if held
                else ""
            )
        out.append("</row>")
    return "".join([*out, "</sheetData></worksheet>"]).encode()


@lru_cache
def _members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_member(name: str, content: bytes) -> bytes:
    return _stored({**_members(), name: content})


def _stored(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
