"""Formulas of a workbook: which read another file, and which keep a value that is not theirs (stale).

Only a SUM, a SUBTOTAL that adds, or a + over cells of the workbook is computed anew: a file of which nobody pressed
"calculate" keeps the zeros that its exporter wrote, or sums of numbers that were changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from analysis.sheets.cells import Cell, Merge, address

MOST_CELLS_OF_A_SUM = 100_000
# What binary sums of a workbook may be off, of the sum.
NOISE = Decimal("1e-12")

_STRING = re.compile(r'"(?:[^"]|"")*"')
# Another workbook: [1]Tên!A1, [so.xlsx]Tên!A1, 'C:\thu muc\[so.xlsx]Tên'!A1, 'so.xlsx'!Ten, [1]!Ten; the data of a
# program (DDE): Excel|'so.xlsx'!R1C1. A reference to a table, Bang[[#This Row],[x]], has no ! after its brackets.
_FILE = r"\.(?:xl[a-z]{1,2}|ods|csv|et|numbers)"
_EXTERNAL = re.compile(
    r"\[[^\[\]]+\][^\s'\"!\[\](),;:+\-*/^&=<>]*!"
    rf"|'(?:[^']|'')*(?:\[(?:[^'\[\]]|'')+\]|{_FILE}(?=')|[\\/])(?:[^']|'')*'(?:\#\$[^!.]*[!.]|!)"
    rf"|[^\s'\"!()\[\],;+*^&=<>]*{_FILE}'?!"
    r"|\w\|'?[^'!|]+'?!"
    r"|\b(?:WEBSERVICE|RTD|CUBE[A-Z]+|SQL\.REQUEST)\s*\(",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r"\b(?:INDIRECT|INDIRECT\.EXT)\s*\(", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.\\]*")

_CELL = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_AREA = r"[^\W\d][\w.]*\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_PLACE = rf"(?:'(?:[^']|'')+'!|[\w.]+!)?{_CELL}(?::{_CELL})?|{_AREA}"
_TERM = re.compile(
    rf"\s*(?:(?P<sum>SUM|SUBTOTAL)\s*\((?P<inside>(?:[^()\"]|\((?:{_CELL}|\s)*\))*)\)|(?P<place>{_PLACE})"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?))\s*",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(
    rf"\s*(?:(?P<place>{_PLACE})|(?P<number>[0-9]+(?:\.[0-9]+)?))\s*", re.IGNORECASE
)
_RANGE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?[1-9][0-9]*)(?::(?P<last>\$?[A-Z]{1,3}\$?[1-9][0-9]*))?",
    re.IGNORECASE,
)
_ADDS = ("9", "109")  # of the functions of SUBTOTAL
_SUBTOTAL = re.compile(r"\b(?:SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


# The type and the text of each cell of a sheet, as they are stored.
Stored = Mapping[Cell, tuple[str, str]]


@dataclass(frozen=True)
class Formula:
    """A formula's text as it stands in its first cell, and how many rows down and columns right of that this one is."""

    text: str
    down: int = 0
    right: int = 0


@dataclass(frozen=True)
class Area:
    """A named table of a workbook: its sheet, its rows of data (from 0, ends included), its columns by name."""

    sheet: str
    top: int
    bottom: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Range:
    """A range of cells in a sum, on another sheet where `sheet` names one.

    `adds`: it stands beside a +, which may read a text as a number; `subtotal`: other subtotals in it do not count.
    """

    cells: Merge
    adds: bool
    sheet: str = ""
    subtotal: bool = False


# Ranges, and the sum of the typed numbers.
Sum = tuple[list[Range], Decimal]


def external_names(defined: Mapping[str, str]) -> set[str]:
    """The names of a workbook (in small letters) that stand for another file, or for such a name."""
    small = {name.lower(): text for name, text in defined.items()}
    found = {name for name, text in small.items() if is_external(text, frozenset())}
    while more := {
        name for name, text in small.items() if name not in found and _mentions(text, found)
    }:
        found |= more
    return found


def is_external(text: str, names: AbstractSet[str]) -> bool:
    """Whether a formula takes a value from outside its workbook; `names` are those that stand for such a value."""
    bare = _STRING.sub('""', text)
    if _EXTERNAL.search(bare):
        return True
    if names and _mentions(bare, names):
        return True
    return _INDIRECT.search(bare) is not None and any(
        _EXTERNAL.search(inside[1:-1]) for inside in _STRING.findall(text)
    )


def _mentions(text: str, names: AbstractSet[str]) -> bool:
    return any(match.lower() in names for match in _NAME.findall(text))


class Formulas:
    """The formulas of a sheet and what they may be computed from."""

    def __init__(
        self,
        cells: Mapping[Cell, Formula],
        array_ranges: Iterable[Merge] = (),
        areas: Mapping[str, Area] | None = None,
        outside: AbstractSet[Cell] = frozenset(),
        sheets: Mapping[str, Stored] | None = None,
    ) -> None:
        self.cells = cells
        self.array_ranges = tuple(array_ranges)
        self.areas = areas or {}
        self.outside = outside
        self.sheets = sheets or {}

    def without(self, cell: Cell) -> Formulas:
        """These formulas without that of a cell, which holds a typed value now."""
        cells = {key: formula for key, formula in self.cells.items() if key != cell}
        arrays = [
            array
            for array in self.array_ranges
            if not (array.top <= cell[0] <= array.bottom and array.left <= cell[1] <= array.right)
        ]
        return Formulas(cells, arrays, self.areas, self.outside - {cell}, self.sheets)

    def also_at(self, copies: Mapping[Cell, Cell]) -> Formulas:
        """These formulas, and those of some cells at the places of their copies too: the keys are the copies."""
        cells = dict(self.cells)
        for place, source in copies.items():
            if source in self.cells:
                cells[place] = self.cells[source]
        outside = {place for place, source in copies.items() if source in self.outside}
        return Formulas(cells, self.array_ranges, self.areas, self.outside | outside, self.sheets)

    def has(self, cell: Cell) -> bool:
        """Whether a cell is computed, by itself or as one of a range."""
        row, column = cell
        return cell in self.cells or any(
            array.top <= row <= array.bottom and array.left <= column <= array.right
            for array in self.array_ranges
        )

    def parts(self, sheet: str, cell: Cell) -> Sum | None:
        """The ranges and the typed numbers that a formula adds up; None for any other formula."""
        formula = self.cells.get(cell)
        terms = None if formula is None else _terms(formula.text)
        if formula is None or terms is None:
            return None
        ranges: list[Range] = []
        typed = Decimal(0)
        for text, sort in terms:
            if text[0].isdigit():
                typed += Decimal(text)
                continue
            found = self._range(sheet, cell, text, formula)
            if found is None:
                return None
            cells, other = found
            ranges.append(Range(cells, sort == "+", other, sort == "SUBTOTAL"))
        return ranges, typed

    def source(self, sheet: str, cell: Cell, function: str = "") -> Cell | None:
        """The one cell of its sheet that a formula repeats, or to which it applies a function; None for any other."""
        formula = self.cells.get(cell)
        if formula is None:
            return None
        text = formula.text.strip().removeprefix("=").removeprefix("+").strip()
        if function:
            applied = re.fullmatch(rf"{function}\s*\(\s*(.*?)\s*\)", text, re.IGNORECASE)
            text = "" if applied is None else applied[1]
        match = _RANGE.fullmatch(text)
        found = None if match is None or match["last"] else self._range(sheet, cell, text, formula)
        if found is None or found[1]:
            return None
        return found[0].top, found[0].left

    def is_subtotal(self, cell: Cell) -> bool:
        """Whether the formula of a cell is one that a subtotal over it leaves out."""
        formula = self.cells.get(cell)
        return formula is not None and _SUBTOTAL.search(formula.text) is not None

    def _range(
        self, sheet: str, cell: Cell, text: str, formula: Formula
    ) -> tuple[Merge, str] | None:
        """The cells that a reference names, seen from a cell, and the other sheet that has them, in small letters."""
        if "[" in text:
            area = self._in_area(sheet, cell, text)
            return None if area is None else (area, "")
        match = _RANGE.fullmatch(text)
        if match is None:
            return None
        named = (match["sheet"] or "").strip("'").replace("''", "'")
        other = "" if named.lower() == sheet.lower() else named.lower()
        if other and other not in self.sheets:
            return None
        ends = [_shifted(end, formula) for end in (match["first"], match["last"] or match["first"])]
        rows = sorted(row for row, _ in ends)
        columns = sorted(column for _, column in ends)
        return Merge(rows[0], columns[0], rows[1], columns[1]), other

    def _in_area(self, sheet: str, cell: Cell, text: str) -> Merge | None:
        """The cells of a reference such as Bang[[#This Row],[x]:[y]], Bang[@x] or Bang[x]."""
        name, _, inside = text.partition("[")
        area = self.areas.get(name.lower())
        if area is None or area.sheet != sheet:
            return None
        inside = inside[:-1]
        top, bottom = area.top, area.bottom
        words = _IN_BRACKETS.findall(inside) or [inside]
        if words[0].lower() == "#this row":
            top = bottom = cell[0]
            words = words[1:]
        elif words[0].lower() == "#data":
            words = words[1:]
        columns = [area.columns.get(word.replace("'", "").lower()) for word in words]
        if not 1 <= len(columns) <= 2 or None in columns:
            return None
        known = sorted(column for column in columns if column is not None)
        if len(known) == 2 and ":" not in inside:
            return None
        return Merge(top, known[0], bottom, known[-1])


def _shifted(text: str, formula: Formula) -> Cell:
    """A cell of a reference, moved as a shared formula moves it; $ holds a row or column."""
    row, column = address(text.upper())
    if not text.startswith("$"):
        column += formula.right
    if "$" not in text[1:]:
        row += formula.down
    return row, column


@lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[tuple[str, str], ...] | None:
    """The references and numbers of a sum, each with SUM, SUBTOTAL or + as it stands; None for any other formula."""
    terms: list[tuple[str, str]] = []
    rest = text.strip().removeprefix("=").removeprefix("+")
    # "(H2+I2)" is the same sum.
    if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1:
        rest = rest[1:-1]
    position = 0
    while True:
        match = _TERM.match(rest, position)
        if match is None:
            return None
        if match["sum"]:
            sort = match["sum"].upper()
            arguments = re.split(r"[,;](?![^\[]*\])", match["inside"])
            if sort == "SUBTOTAL" and arguments.pop(0).strip() not in _ADDS:
                return None
            for argument in arguments:
                inside = _ARGUMENT.fullmatch(argument)
                if inside is None:
                    return None
                terms.append((inside["place"] or inside["number"], sort))
        else:
            terms.append((match["place"] or match["number"], "+"))
        position = match.end()
        if position == len(rest):
            return tuple(terms)
        if rest[position] != "+":
            return None
        position += 1


def covers(parts: Sum, cell: Cell) -> bool:
    """Whether a sum has a cell among its own."""
    row, column = cell
    return any(
        one.cells.top <= row <= one.cells.bottom and one.cells.left <= column <= one.cells.right
        for one in parts[0]
        if not one.sheet
    )


def size(parts: Sum) -> int:
    """How many cells a sum has."""
    return sum(
        (one.cells.bottom - one.cells.top + 1) * (one.cells.right - one.cells.left + 1)
        for one in parts[0]
    )


def agrees(kept: Decimal, right: Decimal) -> bool:
    """Whether a kept value is the computed one, but for what binary numbers lose."""
    return abs(kept - right) <= NOISE * max(abs(right), Decimal(1))
