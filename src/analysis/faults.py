"""Mistakes and findings as data, and their Vietnamese words.

A `Fault` is one mistake in one place; a `Finding` is something a reviewer should know that does not
stop the run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from analysis.messages import LONGEST_ADVICE, SHOWN_ROWS, printable, rows_text, told

if TYPE_CHECKING:
    import numpy as np

Severity = Literal["lỗi", "cảnh báo", "lưu ý"]

SHOWN_FAULTS = 50
MOST_FAULTS_A_KIND = 200
# Faults of cells that are mended in one step for a whole sheet.
OF_SHEETS = ("formula-no-value",)
# What was understood where no cell says it outright: the codes of these findings, and what each is about.
ASSUMED = {
    "register-territory": "Địa bàn",
    "status-assumed": "Tình trạng",
    "support-recoverable": "Hình thức hỗ trợ",
    "category-mapped": "Từ của danh mục",
    "year-from-date": "Năm",
    "year-reformatted": "Năm",
    "header-synonym": "Tên cột",
    "header-derived": "Cột không có",
    "amount-blank": "Ô tiền trống",
    "amount-dash": "Ô tiền có dấu gạch",
    "merged-filled": "Ô gộp",
    "row-read-as-total": "Dòng tổng",
    "year-from-words": "Năm",
    "period-from-title": "Kỳ",
    "kind-from-words": "Loại hình",
    "place-from-words": "Địa bàn",
    "fund-from-words": "Nguồn kinh phí",
    "status-columns": "Tình trạng",
    "money-left-out": "Cột tiền không đọc",
    "activity-from-kind": "Nội dung hoạt động",
    "activity-standard": "Nội dung hoạt động",
    "form-read": "Biểu mẫu",
    "form-counterpart": "Vốn đối ứng",
}
# How many notes of this sort there are of what an edition does not use.
UNDERSTOOD_OF_OTHERS = "lưu ý về cách đọc trang tính, năm, tệp không dùng cho kỳ này"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """The words of every code (faults.toml).

    `when`, and `got`, `wanted`, `remedy`, `guide` where it has them.
    """
    # a run that finds nothing wrong needs neither the file nor what reads it
    from analysis.packaged import packaged_table

    chapters = packaged_table("faults.toml")["chapter"]
    return {code: words for chapter in chapters for code, words in chapter["fault"].items()}


@dataclass(frozen=True, order=True)
class Place:
    """A raw cell or part of a raw file.

    `row` counts records of a CSV from 1 (header included) or is the sheet row.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        if self.row is None:
            return _where(self, ())
        return _where(self, (self.row,))


@dataclass(frozen=True)
class Fault:
    """One mistake: where it is, what was found, what is wanted, what to do, and its code.

    `wanted` and `remedy` are those of the catalogue unless the case at hand knows better.
    """

    code: str
    where: Place
    got: str
    wanted: str = ""
    remedy: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "got", told(self.got))
        for words in ("wanted", "remedy"):
            text = getattr(self, words) or catalogue()[self.code][words]
            object.__setattr__(self, words, told(text, LONGEST_ADVICE))

    def __str__(self) -> str:
        return f"{self.where}: {self.got}; cần: {self.wanted} [{self.code}]. Cách khắc phục: {self.remedy}"


@dataclass(frozen=True)
class Finding:
    """Something a reviewer should know.

    `where` may be empty when it concerns the edition as a whole.
    """

    severity: Severity
    code: str
    where: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", told(self.message, LONGEST_ADVICE))

    @property
    def is_assumed(self) -> bool:
        """True where it tells how something was understood."""
        return self.code in ASSUMED

    def __str__(self) -> str:
        text = f"{self.message} [{self.code}]"
        if self.where:
            text = f"{self.where}: {text}"
        return f"{self.severity}: {text}"


@dataclass(frozen=True)
class Noted:
    """A finding with its place as data: `where` has no row, `rows` are all that it speaks of."""

    severity: Severity
    code: str
    where: Place
    message: str
    rows: tuple[int, ...] = ()

    @property
    def finding(self) -> Finding:
        """The finding in words, with the first of its rows and their number."""
        return Finding(self.severity, self.code, _where(self.where, self.rows), self.message)


def shortened_faults(text: str, log: str) -> str:
    """The text of many faults cut after `SHOWN_FAULTS`, every code named at least once.

    The whole list is in `log`.
    """
    lines = text.split("\n")
    if len(lines) <= SHOWN_FAULTS + 1:
        return text
    # Beside the faults the text says where the run stopped: that line is none.
    rest = [line for line in lines[SHOWN_FAULTS + 1 :] if line.startswith("- ")]
    codes = ", ".join(sorted(set(re.findall(r"\[([a-z][a-z0-9-]*)\]", "\n".join(rest)))))
    return "\n".join(
        [*lines[: SHOWN_FAULTS + 1], f"- … và {len(rest)} lỗi khác, gồm các mã: {codes}; xem {log}"]
    )


@dataclass
class Problems:
    """Faults and findings while raw data are read, all told at once at the end.

    With `most`, only that many faults of one code in one column are kept, the others counted: a
    file can have millions. Equal findings of several rows are told once with their rows.
    """

    faults: list[Fault] = field(default_factory=list)
    most: int | None = None
    _counts: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    _notes: dict[tuple[Severity, str, Place, str], list[int]] = field(default_factory=dict)

    def fault(self, code: str, where: Place, got: str, wanted: str = "", remedy: str = "") -> None:
        """Add one fault, with the words of the catalogue where none are given."""
        key = code, where.sheet, where.column
        self._counts[key] += 1
        if self.most is None or self._counts[key] <= self.most:
            self.faults.append(Fault(code, where, got, wanted, remedy))

    def fault_once(
        self, code: str, where: Place, got: str, wanted: str = "", remedy: str = ""
    ) -> None:
        """Add one fault, unless the same was found there already."""
        if all((known.where, known.got) != (where, got) for known in self.faults):
            self.fault(code, where, got, wanted, remedy)

    def warn(self, code: str, where: Place, message: str) -> None:
        """Add one warning; equal ones of several rows become one finding."""
        self._note("cảnh báo", code, where, message)

    def warn_rows(self, code: str, where: Place, message: str, rows: np.ndarray) -> None:
        """Add one warning of several rows, counted from 0."""
        self._note("cảnh báo", code, where, message, (rows + 1).tolist())

    def tell(self, code: str, where: Place, message: str) -> None:
        """Add one notice; equal ones of several rows become one finding."""
        self._note("lưu ý", code, where, message)

    def all_faults(self, file: str) -> list[Fault]:
        """The faults by sheet and row, equal ones once, and one for each kind that was cut."""
        faults = sorted(
            dict.fromkeys(self._by_sheet()),
            key=lambda fault: (fault.where.sheet or "", fault.where.row or 0),
        )
        for (code, sheet, column), count in self._counts.items():
            if self.most is not None and count > self.most and code not in OF_SHEETS:
                got = f"còn {count - self.most} ô, dòng khác mắc cùng lỗi"
                remedy = "sửa như các lỗi trên rồi chạy lại"
                place = Place(file, sheet, None, column)
                faults.append(Fault(code, place, got, "như các lỗi trên", remedy))
        return faults

    def _by_sheet(self) -> list[Fault]:
        """The faults, those of a sheet that one step mends as one."""
        cells: dict[tuple[str, str | None], list[Fault]] = {}
        for fault in self.faults:
            if fault.code in OF_SHEETS:
                cells.setdefault((fault.code, fault.where.sheet), []).append(fault)
        told = [fault for fault in self.faults if fault.code not in OF_SHEETS]
        for (code, sheet), alike in cells.items():
            first = alike[0]
            count = sum(n for key, n in self._counts.items() if key[:2] == (code, sheet))
            if len(alike) > 1:
                rows = sorted({fault.where.row for fault in alike if fault.where.row})
                lines = f"dòng {rows_text(rows)}"
                # the rows of what was not kept are not known
                if count > len(alike):
                    lines = f"trong đó có dòng {rows_text(rows[:SHOWN_ROWS])}"
                names = ", ".join(dict.fromkeys(f.where.column for f in alike if f.where.column))
                got = f"{count} ô: {first.got} ({lines}; cột {names})"
                where = Place(first.where.file, sheet)
                first = Fault(code, where, got, first.wanted, first.remedy)
            told.append(first)
        return told

    def notes(self) -> list[Noted]:
        """The findings with their places, those of several rows once."""
        return [Noted(*key, tuple(rows)) for key, rows in self._notes.items()]

    def findings(self) -> list[Finding]:
        """The findings, each with the first of its rows and their number."""
        return [note.finding for note in self.notes()]

    def _note(
        self,
        severity: Severity,
        code: str,
        where: Place,
        message: str,
        rows: Sequence[int] = (),
    ) -> None:
        """Add one finding, or the rows of one that was told before."""
        group = where
        if where.row is not None:
            group = Place(where.file, where.sheet, None, where.column)
        noted = self._notes.setdefault((severity, code, group, message), [])
        if where.row is not None:
            noted.append(where.row)
        noted += rows


def _where(place: Place, rows: Sequence[int]) -> str:
    """A place in words, with these rows in place of its own."""
    parts = [printable(place.file)]
    if place.sheet is not None:
        parts.append(f'trang tính "{printable(place.sheet)}"')
    if rows:
        parts.append(f"dòng {rows_text(rows)}")
    if place.column is not None:
        parts.append(f'cột "{printable(place.column)}"')
    return ", ".join(parts)
