"""Registers made in code for the tests: a small base register, as CSV text, as a workbook, and with single changes."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from analysis.registers.reader import RegisterResult, read_register

TONES = "\u0300\u0309\u0303\u0301\u0323"


def windows_1258(text: str) -> bytes:
    """Vietnamese text in windows-1258, which has letters and tones apart."""
    parts = []
    for letter in text:
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in TONES)
            parts.append(
                (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258")
            )
    return b"".join(parts)


HEADER = (
    "STT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm", "Nội dung hoạt động", "Kinh phí KCQG",
    "Kinh phí KCĐP", "Kinh phí đối ứng", "Tổng kinh phí",
)  # fmt: skip
ROWS: tuple[tuple[str, ...], ...] = (
    ("1", "Ứng dụng máy sao chè", "Công ty TNHH Chè Xanh", "Ứng dụng máy móc", "Nghệ An", "2023", "Mua máy sao",
     "310000000", "0", "690000000", "1000000000"),
    ("2", "Mô hình gạch không nung", "Hợp tác xã Gạch Đỏ", "Mô hình trình diễn", "Hà Giang", "2023",
     "Xây mô hình, hội nghị", "262500000", "87500000", "650000000", "1000000000"),
    ("3", "Đào tạo nghề may", "Cơ sở may Hoa Mai", "Đào tạo nghề", "Bình Định", "2022", "Đào tạo 100 lao động",
     "1234000000", "150000000", "500000000", "1884000000"),
)  # fmt: skip
AMOUNTS = {"kcqg": 7, "kcdp": 8, "doi_ung": 9, "tong": 10}
SUMS = [3, 1806500000, 237500000, 1840000000, 3884000000]


def csv_text(
    rows: Sequence[Sequence[str]] = (HEADER, *ROWS), separator: str = ",", end: str = "\n"
) -> str:
    """Rows as delimited text."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def register(
    folder: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, name: str = "dm.csv"
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(csv_text([header, *rows]), encoding="utf-8")
    return folder


def row(
    number: int, kind: str = "Đào tạo nghề", place: str = "Huyện A", year: int = 2023, **money: int
) -> tuple[str, ...]:
    """A scheme with amounts in triệu đồng by column: q, l, c."""
    q, loc, c = (money.get(name, 0) * 10**6 for name in ("q", "l", "c"))
    texts = (
        str(number),
        f"Đề án {number}",
        f"Cơ sở {number}",
        kind,
        place,
        str(year),
        f"Việc {number}",
    )
    return (*texts, *(str(amount) for amount in (q, loc, c, q + loc + c)))


def changed(row: int, column: int, text: str, header: Sequence[str] = HEADER) -> str:
    """The base register with one cell changed; row 0 is the first scheme."""
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = text
    return csv_text([header, *rows])


def with_unit(unit: str, cells: Mapping[int, Sequence[str]]) -> str:
    """The base register with that unit in its headers and those amounts in its rows."""
    header = [f"{name} ({unit})" if index >= 7 else name for index, name in enumerate(HEADER)]
    return csv_text([header, *([*ROWS[row][:7], *amounts] for row, amounts in cells.items())])


def read(text: str | bytes, name: str = "data/raw/so.csv") -> RegisterResult:
    """Read a register from text or bytes."""
    return read_register(name, text.encode() if isinstance(text, str) else text)


def workbook(
    change: Callable[[Worksheet], object] | None = None,
    rows: Sequence[Sequence[object]] | None = None,
) -> bytes:
    """The base register as a workbook with numbers, changed by a function of its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh mục"
    for row in rows or [HEADER, *map(numbers, ROWS)]:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_workbook(
    change: Callable[[Worksheet], object] | None = None,
    rows: Sequence[Sequence[object]] | None = None,
) -> RegisterResult:
    """Read the base register as a changed workbook."""
    return read(workbook(change, rows), "data/raw/so.xlsx")


def numbers(row: Sequence[str]) -> list[object]:
    """A row with its number, year and amounts as numbers."""
    return [int(cell) if index in (0, 5) or index >= 7 else cell for index, cell in enumerate(row)]


def rezipped(
    data: bytes, change: Callable[[str, bytes], bytes], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook with its members changed and others added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def in_sheet(pattern: str, replacement: str) -> Callable[[str, bytes], bytes]:
    """A change of the first sheet's XML by a regular expression, which must match."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text, count = re.subn(pattern, replacement, content.decode(), count=1)
        assert count == 1
        return text.encode()

    return change


def sums(result: RegisterResult) -> list[int]:
    """Number of schemes and the four sums in đồng."""
    assert not result.faults, [str(fault) for fault in result.faults]
    return [len(result.schemes), *(int(result.schemes[code].sum()) for code in AMOUNTS)]


def fault_codes(result: RegisterResult) -> set[str]:
    """Codes of the faults; a refused register has no scheme."""
    if result.faults:
        assert result.schemes.empty
    return {fault.code for fault in result.faults}


def finding_codes(result: RegisterResult) -> set[str]:
    """Codes of the findings."""
    return {finding.code for finding in result.findings}


def worded_register(
    title: Sequence[str] = (),
    groups: Sequence[str] = ("", "", ""),
    notes: Sequence[str] = ("", "", ""),
    header: Sequence[str] = ("Ghi chú",),
    statuses: Sequence[str] = (),
) -> str:
    """The base register with words in its title, in a group row before each scheme, and in a column beside it."""
    names = [*HEADER, *header, *(["Tình trạng"] if statuses else [])]
    rows: list[list[str]] = [[text, *[""] * (len(names) - 1)] for text in title]
    rows.append(names)
    for number, cells in enumerate(ROWS):
        if groups[number]:
            rows.append(["I" * (number + 1), groups[number], *[""] * (len(names) - 2)])
        rows.append([*cells, notes[number], *statuses[number : number + 1]])
    return csv_text(rows)


def with_rows(*rows: Sequence[str]) -> str:
    """Two schemes, the rows, a third scheme; a row is a number, a name, a note, and the sums of the third scheme."""
    schemes = [[*cells, ""] for cells in ROWS]
    own = []
    for number, name, note, *has_sums in rows:
        sums_of_third = ROWS[2][7:] if has_sums else [""] * 4
        own.append([number, name, *[""] * 5, *sums_of_third, note])
    return csv_text([[*HEADER, "Ghi chú"], *schemes[:2], *own, schemes[2]])


def with_below(*texts: str) -> str:
    """The base register and, after a blank row, texts below it."""
    return csv_text(
        [HEADER, *ROWS, *[["", text, *[""] * (len(HEADER) - 2)] for text in ("", *texts)]]
    )


def with_text(column: str, text: str) -> str:
    """The base register with this text in its second scheme."""
    rows = [list(cells) for cells in ROWS]
    rows[1][list(HEADER).index(column)] = text
    return csv_text([HEADER, *rows])


def merged_as_named(sheet: Worksheet, *ranges: str) -> None:
    """Merge as a file may, also over cells that hold something."""
    for text in ranges:
        sheet.merged_cells.ranges.add(CellRange(text))


def group_row(label: str, words: str) -> list[str]:
    """A row that names a group."""
    return [label, words, *[""] * 9]


def total_row(words: str, *schemes: int, label: str = "") -> list[str]:
    """A row that declares the sums of those schemes."""
    return [
        label,
        words,
        *[""] * 5,
        *(str(sum(int(ROWS[row][column]) for row in schemes)) for column in range(7, 11)),
    ]
