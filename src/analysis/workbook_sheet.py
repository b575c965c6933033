"""A sheet of XlsxWriter for very many cells: the same bytes, for a tenth of the time that each takes there.

XlsxWriter asks of every cell whether its place, its length and its format may be wrong, builds a list of attributes for
it, searches each of these for signs to escape, and a formula for fifty functions of later years. Nothing of that is
found in the cells of this program; what could be found all the same is refused here. What the library keeps to itself
is used: a test holds the bytes against those of its own sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_SPANNED = 16  # rows that have one attribute `spans`
# Letters of a text; a cell holds three times as many, what is beyond is cut off by the library.
_LONG = 10_000


class Formula(NamedTuple):
    """A formula of functions that Excel 2007 had, and its value."""

    text: str
    value: float


# What stands in a cell, None for nothing, and its format.
Cell = tuple[str | float | Formula | None, Any]


class ManyCells(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet, without comments and formats of whole rows or columns, that takes many cells at once."""

    def write_cells(self, row: int, first: int, cells: Iterable[Cell]) -> None:
        """Write finite numbers, texts, formulas and blank cells side by side, from a row and a column, both from 0.

        Raises:
            ValueError: a number is not finite, or a cell lies beyond the sheet.
        """
        index_of = self.str_table._get_shared_string_index  # noqa: SLF001
        written = self.table[row]
        # a pair of the format and what stands behind it in XML, where the library has a named tuple
        for column, (value, shape) in enumerate(cells, first):
            if isinstance(value, str):
                if len(value) > _LONG:
                    self._inside(row, column)
                    self._write_string(row, column, value, shape)
                else:
                    written[column] = shape, f' t="s"><v>{index_of(value)}</v></c>'
            elif isinstance(value, Formula):
                text = self._escape_data(value.text)
                written[column] = shape, f"><f>{text}</f><v>{_finite(value.value)}</v></c>"
            elif value is not None:
                written[column] = shape, f"><v>{_finite(value):.16G}</v></c>"
            elif shape is not None:
                written[column] = shape, "/>"
        if written:
            self._inside(row, min(written))
            self._inside(row, max(written))

    def _inside(self, row: int, column: int) -> None:
        """Take a cell into the dimensions of the sheet."""
        if self._check_dimensions(row, column):
            raise ValueError(f"row {row}, column {column} is beyond the sheet")

    def _calculate_spans(self) -> None:
        """The first and the last column of each stretch of rows."""
        found: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                first, last = min(cells), max(cells)
                number = row // _SPANNED
                if number in found:
                    first, last = min(first, found[number][0]), max(last, found[number][1])
                found[number] = first, last
        self.row_spans = {
            number: f"{first + 1}:{last + 1}" for number, (first, last) in found.items()
        }

    def _write_rows(self) -> None:
        """All rows in XML.

        Raises:
            ValueError: the sheet has comments, or a row or a column has a format, which cells would need too.
        """
        shapes = [info.row_format for info in self.row_info.values()]
        shapes += [info.column_format for info in self.col_info.values()]
        if any(shapes) or self.comments:
            raise ValueError(
                "a sheet of many cells has no comments and no formats of rows or columns"
            )
        self._calculate_spans()
        letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // _SPANNED)
            if not cells:
                if info is not None:
                    self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            for column, cell in sorted(cells.items()):
                if type(cell) is not tuple:
                    self._write_cell(row, column, cell)
                    continue
                shape, rest = cell
                style = f' s="{shape._get_xf_index()}"' if shape is not None else ""  # noqa: SLF001
                self.fh.write(f'<c r="{letters[column]}{row + 1}"{style}{rest}')
            self._xml_end_tag("row")


def _finite(value: float) -> float:
    """A number that a cell can hold."""
    if not isfinite(value):
        raise ValueError(f"{value} is no number of a cell")
    return value
