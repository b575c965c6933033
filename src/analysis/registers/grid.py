"""What the readers of registers share: a sheet of text cells, and the collected faults and findings of one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.errors import Fault, Finding, Place, Severity, printable

LONGEST_SHOWN = 60
MOST_FAULTS_A_KIND = 200
SHOWN_ROWS = 5
MOST_REGISTER_BYTES = 512 * 1024 * 1024

# Kinds of cells of a workbook; in a CSV every cell is text.
TEXT, NUMBER, DATE, BOOLEAN, ERROR, NO_VALUE = range(6)


@dataclass(frozen=True)
class RegisterSource:
    """One received register, still as bytes; `name` is relative to the project's root."""

    name: str
    sha256: str
    data: bytes


@dataclass(frozen=True)
class Merge:
    """A merged range, rows and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """The range as people write it: "H2:I2"."""
        return f"{column_letters(self.left)}{self.top + 1}:{column_letters(self.right)}{self.bottom + 1}"


@dataclass(frozen=True)
class Sheet:
    """A CSV (`name` None) or a sheet: columns of strings of one length, blank cells ''. Row i is printed as i + 1.

    `kinds` has one array a column (None: all text). Rows and columns in the sets count from 0. `formats` has the number
    format of the numbers whose format shows more than their digits.
    """

    file: str
    sha256: str
    name: str | None
    columns: tuple[pa.Array, ...]
    kinds: tuple[np.ndarray, ...] | None = None
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    external: frozenset[tuple[int, int]] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> list[str]:
        """The texts of one row."""
        return [column[index].as_py() for column in self.columns]

    def kind(self, row: int, column: int) -> int:
        """The kind of one cell."""
        return TEXT if self.kinds is None else int(self.kinds[column][row])

    def place(self, row: int | None = None, column: int | None = None, header: str = "") -> Place:
        """Where a cell is: the header's text in a CSV, letters with the header in a workbook."""
        text = None
        if column is not None:
            letters = column_letters(column)
            text = header or f"{letters} (thứ {column + 1})"
            if self.name is not None:
                text = f"{letters} ({header})" if header else letters
        return Place(self.file, self.name, None if row is None else row + 1, text)


@dataclass
class Problems:
    """Faults and findings of one file while it is read; many of one kind are told once with their rows."""

    faults: list[Fault] = field(default_factory=list)
    _counts: dict[tuple[str, str | None, str | None], int] = field(default_factory=dict)
    _notes: dict[tuple[Severity, str, Place, str], list[int]] = field(default_factory=dict)

    def fault(self, code: str, where: Place, got: str, wanted: str, remedy: str) -> None:
        """Add one fault; after `MOST_FAULTS_A_KIND` of one code in one column they are only counted."""
        key = (code, where.sheet, where.column)
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] <= MOST_FAULTS_A_KIND:
            self.faults.append(Fault(code, where, got, wanted, remedy))

    def warn(self, code: str, where: Place, message: str) -> None:
        """Add one warning; equal ones of several rows become one finding."""
        self._add("cảnh báo", code, where, message)

    def warn_rows(self, code: str, where: Place, message: str, rows: np.ndarray) -> None:
        """Add one warning of several rows, counted from 0."""
        self._rows("cảnh báo", code, where, message).extend((rows + 1).tolist())

    def tell(self, code: str, where: Place, message: str) -> None:
        """Add one notice; equal ones of several rows become one finding."""
        self._add("lưu ý", code, where, message)

    def all_faults(self, file: str) -> list[Fault]:
        """The faults, and one for each kind that was cut."""
        rest = [
            Fault(
                code,
                Place(file, sheet, None, column),
                f"còn {count - MOST_FAULTS_A_KIND} ô, dòng khác mắc cùng lỗi",
                "như các lỗi trên",
                "sửa như các lỗi trên rồi chạy lại",
            )
            for (code, sheet, column), count in self._counts.items()
            if count > MOST_FAULTS_A_KIND
        ]
        return sorted(self.faults, key=lambda fault: (fault.where.sheet or "", fault.where.row or 0)) + rest

    def findings(self) -> list[Finding]:
        """The findings, each with the first of its rows and their number."""
        return [
            Finding(severity, code, _where(where, rows), message)
            for (severity, code, where, message), rows in self._notes.items()
        ]

    def _add(self, severity: Severity, code: str, where: Place, message: str) -> None:
        rows = self._rows(severity, code, where, message)
        if where.row is not None:
            rows.append(where.row)

    def _rows(self, severity: Severity, code: str, where: Place, message: str) -> list[int]:
        """The rows of one finding so far."""
        group = Place(where.file, where.sheet, None, where.column)
        return self._notes.setdefault((severity, code, group, message), [])


def column_letters(index: int) -> str:
    """Letters of a sheet's column, from 0: 'A', 'Z', 'AA'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shown(text: str) -> str:
    """Text of a cell as a message shows it: on one line, cut where it is very long."""
    return printable(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")


def too_large(name: str, size: int, most: int) -> Fault:
    """The fault of a file with more bytes than are read."""
    got, wanted = f"tệp có {size} byte", f"không quá {most} byte"
    return Fault("file-too-large", Place(name), got, wanted, "chia tệp thành các tệp nhỏ hơn theo năm")


def text_array(cells: Iterable[str]) -> pa.Array:
    """Strings as a column."""
    return pa.array(list(cells), type=pa.large_string())


def part(column: pa.Array, rows: np.ndarray) -> pa.Array:
    """The cells of the rows, in rising order, without a copy where the rows lie together."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def trimmed(column: pa.Array) -> pa.Array:
    """The cells without white space around them; the column itself, and no copy of it, where there is none."""
    doubtful = column.filter(pa.array(_may_be_spaced(column)))
    clean = pc.utf8_trim_whitespace(doubtful)
    return column if clean.equals(doubtful) else pc.utf8_trim_whitespace(column)


def _may_be_spaced(column: pa.Array) -> np.ndarray:
    """Whether a cell begins or ends with another byte than a visible letter or sign of ASCII."""
    _, offsets, data = column.buffers()
    if data is None or not data.size:
        return np.zeros(len(column), dtype=bool)
    ends = np.frombuffer(offsets, dtype=np.int64, count=len(column) + 1, offset=8 * column.offset)
    letters = np.frombuffer(data, dtype=np.uint8)
    first, last = letters[np.minimum(ends[:-1], len(letters) - 1)], letters[np.maximum(ends[1:] - 1, 0)]
    return (np.minimum(first, last) <= ord(" ")) | (np.maximum(first, last) > ord("~"))


def rows_text(rows: Sequence[int]) -> str:
    """Row numbers for a message: the first few and how many there are."""
    ordered = sorted(set(rows))
    first = ", ".join(str(row) for row in ordered[:SHOWN_ROWS])
    return first if len(ordered) <= SHOWN_ROWS else f"{first}, … (tất cả {len(ordered)} dòng)"


def _where(where: Place, rows: Sequence[int]) -> str:
    parts = [str(Place(where.file, where.sheet))]
    if rows:
        parts.append(f"dòng {rows_text(rows)}")
    if where.column is not None:
        parts.append(f'cột "{printable(where.column)}"')
    return ", ".join(parts)
