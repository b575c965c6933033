"""The files beside the report: values as JSON, tables as a workbook, findings and reconciliations as CSV."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.book.book import Book
from analysis.book.records import to_records
from analysis.checks.case import Check
from analysis.document.blocks import REVISED, Block, Inline, plain, sentence, text_of
from analysis.edition import Edition
from analysis.faults import Finding
from analysis.language.numbers import exact_text
from analysis.registers.columns import REGISTER_COLUMNS
from analysis.values.groups import details_of
from analysis.values.norms import all_norms
from analysis.vocabulary import FUNDS, STATUSES

VALUES = "so-lieu.json"
WORKBOOK = "so-lieu.xlsx"
FINDINGS = "qa/phat-hien.csv"
LEDGER = "qa/doi-chieu.csv"
LEDGER_COLUMNS = (
    "ma", "khoa", "noi_dung", "ve_trai", "ve_phai", "chenh_lech", "don_vi", "ket_qua", "ket_luan", "ly_do", "nguoi",
)  # fmt: skip
# Where a spreadsheet begins a formula: at the start of a cell, and after a semicolon or line end,
# at which it splits a row all the same where its own separator is another one than ours, as in
# Vietnam.
FORMULA = re.compile(r"""^(?=[\t\r\n=+\-@＝＋－＠])|(?<=[;\t\r\n])"*(?=[=+\-@＝＋－＠])""")
SHEET_NAME_LENGTH = 31


def write_values(folder: Path, edition: Edition, book: Book) -> None:
    """so-lieu.json: the edition and every value with its formula, inputs and raw cells."""
    period = {"place": edition.place, "from": edition.year_from, "to": edition.year_to}
    text = json.dumps({"edition": period, "values": to_records(book)}, ensure_ascii=False, indent=1)
    (folder / VALUES).write_text(text + "\n", encoding="utf-8", newline="\n")


def write_findings(folder: Path, findings: Iterable[Finding]) -> None:
    """qa/phat-hien.csv: muc, ma, noi, noi_dung; one finding a row."""
    rows = [(f.severity, f.code, f.where, f.message) for f in findings]
    _write_csv(folder / FINDINGS, ("muc", "ma", "noi", "noi_dung"), rows)


def write_ledger(folder: Path, book: Book, checks: Iterable[Check]) -> None:
    """qa/doi-chieu.csv, one check a row: its two sides and their difference are exact, in `don_vi`.

    ma and khoa name a check in mien-tru.csv; ly_do and nguoi are those of the waiver that holds for
    it.
    """
    rows = []
    for check in checks:
        sides = [_exact(book, id_) for id_ in (check.left, check.right, check.residual)]
        unit = book[check.residual].unit if check.residual else ""
        text = text_of(check.text)
        rows.append(
            (
                check.code,
                check.key,
                check.title,
                *sides,
                unit,
                text,
                check.verdict,
                check.reason,
                check.who,
            )
        )
    _write_csv(folder / LEDGER, LEDGER_COLUMNS, rows)


def _exact(book: Book, id_: str) -> str:
    value = book[id_].value if id_ else None
    return "" if value is None else exact_text(value)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[_for_people(cell) for cell in row] for row in rows])


def _for_people(cell: str) -> str:
    """Text that a spreadsheet will not take for a formula; a plain number stays as it is."""
    is_number = cell.removeprefix("-").replace("/", "", 1).isdecimal()
    return cell if is_number else FORMULA.sub(r"\g<0>'", cell)


def write_workbook(
    path: Path, book: Book, blocks: Mapping[str, Block], schemes: pd.DataFrame, edition: Edition
) -> None:
    """A sheet a table of the report, numerals as numbers as printed (in the table's unit), then the whole register."""
    import datetime as dt

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        created = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own time has no zone
        workbook.set_properties({"created": created, "title": "Số liệu của báo cáo"})
        formats = {
            decimals: workbook.add_format({"num_format": _number_format(decimals)})
            for decimals in range(10)
        }
        marked = {
            d: workbook.add_format({"num_format": f'{_number_format(d)}" {REVISED}"'})
            for d in range(10)
        }
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        tables = [block for block in blocks.values() if block["kind"] == "table"]
        for name, block in zip(_sheet_names(tables), tables, strict=True):
            _write_table(
                workbook.add_worksheet(name), book, block, (formats, marked), bold, wrapped
            )
        write_schemes(workbook, schemes, edition, bold, formats[0])


def _sheet_names(tables: Iterable[Block]) -> list[str]:
    """The captions up to the first comma, as Excel allows them: no special signs, at most 31 characters, each once."""
    names: list[str] = []
    for block in tables:
        plain = re.sub(r"[\[\]:*?/\\']", " ", text_of(block["caption"]).partition(",")[0]).strip()
        name = (
            plain
            if len(plain) <= SHEET_NAME_LENGTH
            else plain[: SHEET_NAME_LENGTH + 1].rpartition(" ")[0]
        )
        number = 2
        while name.casefold() in {known.casefold() for known in names}:
            tail = f" ({number})"
            name, number = plain[: SHEET_NAME_LENGTH - len(tail)].strip() + tail, number + 1
        names.append(name)
    return names


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _write_table(
    sheet: Any,
    book: Book,
    block: Block,
    formats: Sequence[Mapping[int, Any]],
    bold: Any,
    wrapped: Any,
) -> None:
    sheet.write_string(0, 0, text_of(block["caption"]))
    for column, cell in enumerate(block["head"][0]):
        sheet.write_string(1, column, text_of(cell), bold)
        sheet.set_column(column, column, max(12, round(90 * block["columns"][column]["width"])))
    for number, row in enumerate(block["rows"], start=2):
        for column, cell in enumerate(row["cells"]):
            numeral = _only_numeral(cell)
            if numeral is None:
                sheet.write_string(number, column, text_of(cell), wrapped)
            else:
                value = book[numeral["v"]].value or Fraction(0)
                shown = formats[REVISED in text_of(cell)][numeral["d"]]
                sheet.write_number(number, column, float(value / 10 ** numeral["k"]), shown)
    sheet.freeze_panes(2, 0)


def _only_numeral(cell: Sequence[Inline]) -> Inline | None:
    """The numeral of a cell that holds nothing else but a mark, so that bounds and units stay visible as text."""
    cell = [inline for inline in cell if inline != plain(f" {REVISED}")]
    if len(cell) == 1 and cell[0]["t"] == "b":
        return _only_numeral(cell[0]["c"])
    return cell[0] if len(cell) == 1 and cell[0]["t"] == "so" else None


SHEET = "Danh mục đầy đủ"
ROWS_A_SHEET = 1_000_000
SHOWN = (
    "stt", "code", "name", "beneficiary", "beneficiary_type", "kind", "place", "year", "status", "approved_on",
    "difficult_area", "establishments", "activity_text", "kcqg", "kcdp", "doi_ung", "tong", "budget", "implementer",
)  # fmt: skip
AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong", "budget")
NORM_HEAD = "Đối chiếu mức hỗ trợ"
ORIGIN_HEADS = ("Tệp", "Trang tính", "Dòng")

_CLAIM = re.compile(r"\{([^{}:]+):[^{}]*\}")


def write_schemes(
    workbook: Any, schemes: pd.DataFrame, edition: Edition, bold: Any, whole: Any
) -> None:
    """Add the sheets; text stays text, amounts are whole đồng, a blank cell is one that the register leaves blank."""
    verdicts = _verdicts(schemes, edition)
    heads = [
        REGISTER_COLUMNS[code].label + (" (đồng)" if code in AMOUNTS else "") for code in SHOWN
    ]
    for number, start in enumerate(range(0, len(schemes), ROWS_A_SHEET), start=1):
        sheet = workbook.add_worksheet(SHEET + (f" ({number})" if number > 1 else ""))
        for column, head in enumerate([*heads, NORM_HEAD, *ORIGIN_HEADS]):
            sheet.write_string(0, column, head, bold)
        sheet.set_column(0, len(heads) + len(ORIGIN_HEADS), 16)
        for line, row in enumerate(
            schemes.iloc[start : start + ROWS_A_SHEET].itertuples(), start=1
        ):
            cells = [
                STATUSES[row.status].label if code == "status" else getattr(row, code)
                for code in SHOWN
            ]
            cells += [verdicts.get(row.Index, ""), row.file, row.sheet, row.row]
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                elif not pd.isna(cell):
                    sheet.write_number(line, column, int(cell), whole)
        sheet.freeze_panes(1, 0)


def _verdicts(schemes: pd.DataFrame, edition: Edition) -> dict[int, str]:
    """What the norms say of each scheme, by its index."""
    details = details_of(schemes, edition)
    if details is None:
        return {}
    index = schemes.index[schemes["status"] == details.status]
    texts: dict[int, list[str]] = {}
    for row in details.judged.itertuples(index=False):
        text = f"{row.norm}, {FUNDS[row.fund].label}: {row.verdict} ({_spoken(row.reason)})"
        texts.setdefault(int(index[row.scheme]), []).append(text)
    return {scheme: "; ".join(parts) for scheme, parts in texts.items()}


@lru_cache(maxsize=256)
def _spoken(reason: str) -> str:
    """A reason in words; that a statement in it is true of the scheme is why it was chosen."""
    return text_of(sentence(_CLAIM.sub(r"\1", reason), all_norms()))
