"""A sheet of text cells, as the readers of CSV and XLSX give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place
from analysis.sheets.cells import Cell, Merge, column_letters
from analysis.sheets.formulas import Formulas
from analysis.sheets.runs import RunText

# Kinds of cells of a workbook; in a CSV every cell is text.
TEXT, NUMBER, DATE, BOOLEAN, ERROR, NO_VALUE = range(6)
STRETCH, STRETCHES = 64, 4


@dataclass(frozen=True)
class Sheet:
    """A CSV (`name` None) or a sheet: columns of strings of one length, blank cells ''. Row i is printed as i + 1.

    `kinds` has one array a column (None: all text). Rows and columns in the sets count from 0. `formats` has the
    number format of the numbers whose format shows more than their digits, `struck` the cells that are struck as a
    whole, `unseen` those in the colour of their cell, `painted` the ranges that a table or a condition may colour too,
    `runs` those of which a part was left out, `comments` the notes tied to cells. `sources` has the columns that were
    added to those of the file: the one whose cells they repeat, None where they repeat none. `printed` has
    what the file prints over the columns whose names the office gives elsewhere, `headers` by their first row how many
    rows the headers have that it knows.
    """

    file: str
    sha256: str
    name: str | None
    columns: tuple[pa.Array, ...]
    kinds: tuple[np.ndarray, ...] | None = None
    visible: bool = True
    merges: Sequence[Merge] = ()
    hidden_rows: AbstractSet[int] = frozenset()
    hidden_columns: AbstractSet[int] = frozenset()
    struck: AbstractSet[Cell] = frozenset()
    unseen: AbstractSet[Cell] = frozenset()
    painted: Sequence[Merge] = ()
    runs: Mapping[Cell, RunText] = field(default_factory=dict)
    comments: Mapping[Cell, str] = field(default_factory=dict)
    formulas: Formulas | None = None
    formats: Mapping[Cell, str] = field(default_factory=dict)
    sources: Mapping[int, int | None] = field(default_factory=dict)
    printed: Mapping[int, str] = field(default_factory=dict)
    headers: Mapping[int, int] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    @cached_property
    def _stretches(self) -> dict[int, list[list[str]]]:
        """The texts of the stretches of rows that were asked for last, by their number."""
        return {}

    def row(self, index: int) -> list[str]:
        """The texts of one row."""
        # rows are asked for one after the other, and again: a stretch at once takes a tenth of the time
        number, at = divmod(index, STRETCH)
        kept = self._stretches
        if number not in kept:
            if len(kept) >= STRETCHES:
                del kept[next(iter(kept))]
            first = number * STRETCH
            kept[number] = [column.slice(first, STRETCH).to_pylist() for column in self.columns]
        return [texts[at] for texts in kept[number]]

    def rows(self, first: int, end: int) -> list[list[str]]:
        """The texts of the rows from `first` to before `end`, as far as there are any."""
        return [self.row(index) for index in range(first, min(end, self.height))]

    def kind(self, row: int, column: int) -> int:
        """The kind of one cell."""
        return TEXT if self.kinds is None else int(self.kinds[column][row])

    def may_span(self, row: int, column: int) -> bool:
        """Whether a blank cell goes on with the one left of it: by a merge; in a CSV, which has none, any may."""
        if self.name is None:
            return True
        return any(
            merge.top <= row <= merge.bottom and merge.left < column <= merge.right
            for merge in self.merges
        )

    @property
    def stem(self) -> str:
        """The name of its file without folder and ending."""
        return self.file.rpartition("/")[2].rpartition(".")[0]

    def place(self, row: int | None = None, column: int | None = None, header: str = "") -> Place:
        """Where a cell is: the header's text in a CSV, letters with the header in a workbook."""
        text = None
        if column is not None:
            header = self.printed.get(column, header)
            column = self.sources.get(column, column)
        if column is not None:
            text = column_letters(column)
            if self.name is None:
                text = header or f"{text} (thứ {column + 1})"
            elif header:
                text = f"{text} ({header})"
        return Place(self.file, self.name, None if row is None else row + 1, text)


def text_array(cells: Iterable[str]) -> pa.Array:
    """Strings as a column."""
    return pa.array(list(cells), type=pa.large_string())


def part(column: pa.Array, rows: np.ndarray) -> pa.Array:
    """The cells of the rows, in rising order, without a copy where the rows lie together."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def positions(mask: Any) -> list[int]:
    """Where a mask of numpy or Arrow holds, counted from 0."""
    found: list[int] = np.flatnonzero(np.asarray(mask)).tolist()
    return found


def trimmed(column: pa.Array) -> pa.Array:
    """The cells without white space around them; the column itself, not a copy, where there is none."""
    doubtful = column.filter(pa.array(_may_be_spaced(column)))
    if pc.utf8_trim_whitespace(doubtful).equals(doubtful):
        return column
    return pc.utf8_trim_whitespace(column)


def holds(column: pa.Array, pattern: str) -> bool:
    """Whether a pattern of Arrow may be found in a cell of a column: one without ends of texts or words.

    All cells are looked at as one text, which takes a fourth of the time.
    """
    width = np.int64 if pa.types.is_large_string(column.type) else np.int32
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return False
    ends = np.frombuffer(offsets, dtype=width)[[column.offset, column.offset + len(column)]]
    whole = pa.LargeStringArray.from_buffers(1, pa.py_buffer(ends.astype(np.int64)), data)
    return bool(pc.match_substring_regex(whole, pattern)[0].as_py())


def _may_be_spaced(column: pa.Array) -> np.ndarray:
    """Whether a cell begins or ends with another byte than a visible letter or sign of ASCII."""
    # Looking at two bytes of each cell is much quicker than trimming a million cells that need none.
    _, offsets, data = column.buffers()
    if data is None or not data.size:
        return np.zeros(len(column), dtype=bool)
    ends = np.frombuffer(offsets, dtype=np.int64, count=len(column) + 1, offset=8 * column.offset)
    letters = np.frombuffer(data, dtype=np.uint8)
    # An empty cell may stand at an end of the buffer: the byte then looked at does no harm.
    first = letters[np.minimum(ends[:-1], len(letters) - 1)]
    last = letters[np.maximum(ends[1:] - 1, 0)]
    return (np.minimum(first, last) <= ord(" ")) | (np.maximum(first, last) > ord("~"))
