"""What must be said of sheets, and of rows of several years, by what stops the reading; what answers a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from analysis.adopting.answer_values import UNITS, wanted_words
from analysis.adopting.answers import UNDECIDED, FileAnswers
from analysis.faults import Fault
from analysis.messages import shown
from analysis.proposing.look import ASKED, OPEN, FileLook, HeaderLook, Line
from analysis.sheets.sheet import positions
from analysis.tables.columns import REGISTER_COLUMNS
from analysis.tables.dates import read_year, years_of_range
from analysis.tables.table import Table


def year_lines(tables: Iterable[Table], own: FileAnswers | None) -> dict[str, tuple[Line, ...]]:
    """By sheet the schemes whose cell has several years, by their row, with the years that may be meant."""
    asked: dict[str, list[Line]] = {}
    for table in tables:
        if "year" not in table.header.columns:
            continue
        sheet = table.sheet.name or ""
        said = own.of_sheet(sheet).years if own is not None else {}
        texts = table.texts("year")
        distinct = texts.unique().to_pylist()
        several = [
            text for text in distinct if read_year(table.meaning("year", text))[1] == "year-range"
        ]
        found = pc.is_in(texts, value_set=pa.array(several, texts.type))
        for position in positions(found):
            row = int(table.schemes[position]) + 1
            if row in said:
                continue
            text = texts[position].as_py()
            years = " hoặc ".join(map(str, years_of_range(text)))
            name = table.cell("name", row - 1)[0] if "name" in table.header.columns else ""
            reason = f'"{shown(name)}", ô Năm ghi "{shown(text)}": ghi {years}'
            asked.setdefault(sheet, []).append(Line(str(row), UNDECIDED, ASKED, reason))
    return {sheet: tuple(lines) for sheet, lines in asked.items()}


# What a fault asks of a file, as an entry of doc-so.toml: its name, and what may be written there.
_ASKED_BY: Mapping[str, tuple[str, str]] = {
    "status-unclear": ("tinh_trang", wanted_words("status")),
    "fund-unclear": ("nguon", "KCQG hoặc KCĐP"),
    "unit-missing": ("don_vi", f"một trong: {', '.join(UNITS)}"),
    "scheme-two-funds": ("mot_de_an", ""),
}
_YEAR_ASKED = ("nam", "bốn chữ số, không có ngoặc kép")
_YEAR_REASON = "không có cột Năm; tên bảng, trang tính, tên tệp không nêu một năm"
# What stops a register and may be told once in doc-so.toml.
ADOPTABLE = frozenset(
    """
    header-missing header-not-found header-unknown header-duplicate category-unknown year-range year-unreadable
    status-unclear fund-unclear unit-missing scheme-two-funds money-adjusted money-of-another-year
    """.split()
)


def sheet_lines(
    faults: Iterable[Fault], tables: Iterable[Table], of_years: AbstractSet[str]
) -> dict[str, tuple[Line, ...]]:
    """What must be said of each sheet, by what stops its reading; no proposal is made of a guess.

    A status that the row or the group of a scheme leaves open is no question of its sheet, whose answer would not
    settle it; `of_years` are the sheets whose columns of money are asked for their years.
    """
    of_rows: set[tuple[str, int | None]] = set()
    for table in tables:
        sheet = table.sheet.name or ""
        of_rows.update((sheet, row + 1) for row in (*table.schemes.tolist(), *table.breaks))
    asked: dict[str, dict[str, Line]] = {}
    pairs: dict[str, list[list[int]]] = {}
    for fault in faults:
        name, wanted = _asked_by(fault)
        sheet, row = fault.where.sheet or "", fault.where.row
        is_of_row = fault.code == "status-unclear" and (sheet, row) in of_rows
        if not name or is_of_row or (name == "nam" and sheet in of_years):
            continue
        if name == "mot_de_an":
            others = re.findall(r"dòng ([0-9]+)$", fault.got)
            if row is not None:
                pairs.setdefault(sheet, []).extend([int(other), row] for other in others)
            continue
        reason = _YEAR_REASON if name == "nam" else fault.got
        line = Line(name, UNDECIDED, ASKED, f"{reason}; ghi {wanted}")
        asked.setdefault(sheet, {}).setdefault(name, line)
    for sheet, rows in pairs.items():
        reason = "cùng đề án, cùng vốn đối ứng ở hai nguồn: vốn đối ứng tính một lần"
        asked.setdefault(sheet, {})["mot_de_an"] = Line("mot_de_an", str(rows), OPEN, reason)
    return {sheet: tuple(lines.values()) for sheet, lines in asked.items()}


def _asked_by(fault: Fault) -> tuple[str, str]:
    """The entry of doc-so.toml that a fault asks for, with what may be written there; '' for none."""
    if fault.code == "header-missing" and f'"{REGISTER_COLUMNS["year"].label}"' in fault.got:
        return _YEAR_ASKED
    return _ASKED_BY.get(fault.code, ("", ""))


def _answering_in(fault: Fault, header: HeaderLook) -> Iterator[str]:
    """The open lines of a header that would answer a fault, by what its text names."""

    def named(lines: Iterable[Line]) -> Iterator[str]:
        return (f'"{shown(line.text)}"' for line in lines if line.is_open)

    if fault.code == "header-missing":
        labels = ((line, line.meaning.partition(", năm ")[0]) for line in header.columns)
        yield from named(line for line, label in labels if f'"{label}"' in fault.got)
        if f'"{REGISTER_COLUMNS["kind"].label}"' in fault.got:
            if header.kinds_by_name is not None and header.kinds_by_name.is_open:
                yield header.kinds_by_name.text
            yield from named(header.words.get("kind", ()))
    elif fault.code == "kind-unclear":
        yield from named(header.words.get("kind", ()))
        if header.kinds_by_name is not None and header.kinds_by_name.is_open:
            yield header.kinds_by_name.text
    elif fault.code in ("header-not-found", "header-duplicate"):
        yield from named(header.columns)
    elif fault.code in ("money-adjusted", "money-of-another-year"):
        asked = (line for line in header.columns if line.state == ASKED)
        yield from (text for text in named(asked) if text in fault.got)
    elif fault.code in ("category-unknown", "year-unreadable"):
        words = chain.from_iterable(header.words.values())
        yield from (text for text in named(words) if text in fault.got)


def answering(fault: Fault, look: FileLook) -> Iterator[str]:
    """The open lines of a look that would answer a fault, as a message names them."""
    for header in look.headers:
        yield from _answering_in(fault, header)
    sheet = fault.where.sheet or ""
    if fault.code == "year-range" and look.rows.get(sheet):
        yield "nam_cua_dong"
    asked = {line.text for line in look.sheets.get(sheet, ()) if line.is_open}
    name, _ = _asked_by(fault)
    if name in asked:
        yield name
