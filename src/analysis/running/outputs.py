"""The files beside the report: values (JSON), tables (XLSX), findings and checks (CSV)."""

from __future__ import annotations

import csv
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
from analysis.raw.norms import ProvincialNorm
from analysis.running.files import write_json
from analysis.tables.columns import EFFECT_MONEY, EFFECTS, REGISTER_COLUMNS
from analysis.values.groups import details_of
from analysis.values.norms import OWN_SHARE, all_norms, norm_words
from analysis.vocabulary import FULL_LIST, FUNDS, RECOVERABLE, STATUSES, SUPPORTS
from analysis.workbook_writer import open_workbook

VALUES = "so-lieu.json"
FINDINGS = "qa/phat-hien.csv"
LEDGER = "qa/doi-chieu.csv"
LEDGER_COLUMNS = (
    "ma khoa noi_dung ve_trai ve_phai chenh_lech don_vi ket_qua ket_luan ly_do nguoi"
).split()
# Where a spreadsheet begins a formula: at the start of a cell, and after a semicolon or line end,
# at which it splits a row all the same where its own separator is another one than ours, as in
# Vietnam.
FORMULA = re.compile(r"""^(?=[\t\r\n=+\-@＝＋－＠])|(?<=[;\t\r\n])"*(?=[=+\-@＝＋－＠])""")
REVISED_NOTE = f"{REVISED}: số đã điều chỉnh, khác với bản đã phát hành"
SHEET_NAME_LENGTH = 31
WIDEST_COLUMN = 60


def write_values(folder: Path, edition: Edition, book: Book) -> None:
    """so-lieu.json: the edition and every value with its formula, inputs and raw cells."""
    write_json(folder / VALUES, {"edition": edition.told, "values": to_records(book)})


def write_findings(folder: Path, findings: Iterable[Finding]) -> None:
    """qa/phat-hien.csv: muc, ma, noi, noi_dung; one finding a row."""
    rows = [(f.severity, f.code, f.where, f.message) for f in findings]
    write_csv(folder / FINDINGS, ("muc", "ma", "noi", "noi_dung"), rows)


def write_ledger(folder: Path, book: Book, checks: Iterable[Check]) -> None:
    """qa/doi-chieu.csv, one check a row: its two sides and their difference are exact, in `don_vi`.

    ma and khoa name a check in mien-tru.csv; ly_do and nguoi are those of the waiver that holds for
    it.
    """
    rows = []
    for check in checks:
        sides = (_exact(book, id_) for id_ in (check.left, check.right, check.residual))
        unit = book[check.residual].unit if check.residual else ""
        found = unit, text_of(check.text), check.verdict
        rows.append((check.code, check.key, check.title, *sides, *found, check.reason, check.who))
    write_csv(folder / LEDGER, LEDGER_COLUMNS, rows)


def _exact(book: Book, id_: str) -> str:
    value = book[id_].value if id_ else None
    return "" if value is None else exact_text(value)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table for people: a spreadsheet opens it with its letters and takes no cell for a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(map(_for_people, row) for row in rows)


def _for_people(cell: str) -> str:
    """Text that a spreadsheet will not take for a formula; a plain number stays as it is."""
    is_number = cell.removeprefix("-").replace("/", "", 1).isdecimal()
    return cell if is_number else FORMULA.sub(r"\g<0>'", cell)


def write_workbook(
    path: Path,
    book: Book,
    blocks: Mapping[str, Block],
    schemes: pd.DataFrame,
    edition: Edition,
    norms: Sequence[ProvincialNorm] = (),
) -> None:
    """A sheet a table of the report, its numerals as numbers as printed, then the whole register.

    `norms` are those of the province.
    """
    with open_workbook(path, "Số liệu của báo cáo", {}) as workbook:
        numbers = [_number_formats(workbook), _number_formats(workbook, f'" {REVISED}"')]
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        tables = [block for block in blocks.values() if block["kind"] == "table"]
        for name, block in zip(_sheet_names(tables), tables, strict=True):
            sheet = workbook.add_worksheet(name)
            _write_table(sheet, book, block, numbers, bold, wrapped)
        verdicts = _verdicts(schemes, edition, norms)
        write_schemes(workbook, schemes, verdicts, bold, numbers[0][0])


def _sheet_names(tables: Iterable[Block]) -> list[str]:
    """The captions up to the first comma, as Excel allows them: short, without signs, each once."""
    names: dict[str, str] = {}
    for block in tables:
        plain = re.sub(r"[\[\]:*?/\\']", " ", text_of(block["caption"]).partition(",")[0]).strip()
        name = plain
        if len(plain) > SHEET_NAME_LENGTH:
            name = plain[: SHEET_NAME_LENGTH + 1].rpartition(" ")[0]
        number = 2
        while name.casefold() in names:
            tail = f" ({number})"
            name = plain[: SHEET_NAME_LENGTH - len(tail)].strip() + tail
            number += 1
        names[name.casefold()] = name
    return [*names.values()]


def _number_formats(workbook: Any, mark: str = "") -> list[Any]:
    """The formats of 0 to 9 decimals."""
    shapes = [f"#,##0.{'0' * decimals}".rstrip(".") for decimals in range(10)]
    return [workbook.add_format({"num_format": shape + mark}) for shape in shapes]


def _write_table(
    sheet: Any,
    book: Book,
    block: Block,
    numbers: Sequence[Sequence[Any]],
    bold: Any,
    wrapped: Any,
) -> None:
    sheet.write_string(0, 0, text_of(block["caption"]))
    for column, cell in enumerate(block["head"][0]):
        sheet.write_string(1, column, text_of(cell), bold)
        longest = max(len(text_of(row["cells"][column])) for row in block["rows"])
        sheet.set_column(column, column, min(max(12, longest + 2), WIDEST_COLUMN))
    for number, row in enumerate(block["rows"], start=2):
        for column, cell in enumerate(row["cells"]):
            numeral = _only_numeral(cell)
            if numeral is None:
                sheet.write_string(number, column, text_of(cell), wrapped)
            else:
                value = book[numeral["v"]].value or Fraction(0)
                shown = numbers[REVISED in text_of(cell)][max(0, numeral["d"])]
                sheet.write_number(
                    number, column, float(value / Fraction(10) ** numeral["k"]), shown
                )
    cells = [cell for row in block["rows"] for cell in row["cells"]]
    if any(REVISED in text_of(cell) for cell in cells):
        sheet.write_string(len(block["rows"]) + 2, 0, REVISED_NOTE)
    sheet.freeze_panes(2, 0)


def _only_numeral(cell: Sequence[Inline]) -> Inline | None:
    """The numeral of a cell with nothing else but a mark; bounds and units stay visible as text."""
    found = [inline for inline in cell if inline != plain(f" {REVISED}")]
    if len(found) != 1:
        return None
    if found[0]["t"] == "b":
        return _only_numeral(found[0]["c"])
    return found[0] if found[0]["t"] == "so" else None


ROWS_A_SHEET = 1_000_000
SHOWN = """
    stt code name beneficiary beneficiary_type kind place year status approved_on
    difficult_area establishments activity_text kcqg kcdp doi_ung tong budget implementer
""".split()
AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong", "budget")
NORM_HEAD = "Đối chiếu mức hỗ trợ"
ORIGIN_HEADS = {"file": "Tệp", "sheet": "Trang tính", "row": "Dòng"}

_CLAIM = re.compile(r"\{([^{}:]+):[^{}]*\}")


def write_schemes(
    workbook: Any, schemes: pd.DataFrame, verdicts: pd.Series[str], bold: Any, whole: Any
) -> None:
    """Add the sheets: text stays text, amounts are whole đồng, blank stays blank."""
    shown = list(SHOWN)
    if (schemes["support"] == RECOVERABLE).any():
        shown.insert(shown.index("status") + 1, "support")
    shown += [code for code in EFFECTS if schemes[code].notna().any()]
    cells = schemes[[*shown, *ORIGIN_HEADS]].copy()
    if "support" in cells:
        cells["support"] = [SUPPORTS[support].label for support in schemes["support"]]
    cells["status"] = [STATUSES[status].label for status in schemes["status"]]
    cells.insert(len(shown), NORM_HEAD, verdicts.reindex(schemes.index, fill_value=""))
    heads = {code: REGISTER_COLUMNS[code].label for code in shown} | ORIGIN_HEADS
    amounts = [code for code in shown if code in (*AMOUNTS, *EFFECT_MONEY)]
    heads |= {code: f"{heads[code]} (đồng)" for code in amounts}
    name = FULL_LIST
    for number, start in enumerate(range(0, len(cells), ROWS_A_SHEET), start=2):
        sheet = workbook.add_worksheet(name)
        name = f"{FULL_LIST} ({number})"
        sheet.write_row(0, 0, cells.rename(columns=heads).columns, bold)
        sheet.set_column(0, cells.shape[1] - 1, 16)
        rows = cells.iloc[start : start + ROWS_A_SHEET]
        columns = [_cells_of(rows[code], whole) for code in rows]
        for line, row in enumerate(zip(*columns, strict=True), start=1):
            sheet.write_cells(line, 0, row)
        sheet.freeze_panes(1, 0)


def _cells_of(column: pd.Series, whole: Any) -> list[tuple[str | int | None, Any]]:
    """The cells of a column with their format, that of whole numbers; None where nothing is known."""
    values = column.astype(object).where(column.notna(), None).tolist()
    return [(value, whole if isinstance(value, int) else None) for value in values]


def _verdicts(
    schemes: pd.DataFrame, edition: Edition, norms: Sequence[ProvincialNorm]
) -> pd.Series[str]:
    """What the norms say of each scheme, by its index; no entry without a norm."""
    details = details_of(schemes, edition, norms)
    texts: dict[int, list[str]] = {}
    for row in details.judged.itertuples(index=False):
        text = f"{norm_words(row.norm)}, {FUNDS[row.fund].label}: {row.verdict} ({_spoken(row.reason, details.norms)})"
        texts.setdefault(int(row.scheme), []).append(text)
    own = schemes[schemes["support"] != RECOVERABLE]
    index = own.index[own["status"] == details.status]
    return pd.Series(map("; ".join, texts.values()), index[[*texts]], dtype=str)


@lru_cache(maxsize=256)
def _spoken(reason: str, norms: tuple[ProvincialNorm, ...]) -> str:
    """A reason in words; that a statement in it is true of the scheme is why it was chosen."""
    return text_of(sentence(_CLAIM.sub(r"\1", reason.replace(OWN_SHARE, "")), all_norms(norms)))
