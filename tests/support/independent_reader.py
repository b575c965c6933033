"""A second reading of so-lieu.json, with nothing of the package: every value anew from its formula or its raw cells."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, partial
from math import floor
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl

SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "": 1}
UNIT = re.compile(r"(?:\b(nghìn|ngàn|triệu|tỷ|tỉ) )?\bđồng\b", re.IGNORECASE)
CAPTION, HEAD = re.compile(r"đơn vị|đvt|\(", re.IGNORECASE), re.compile("^[^0-9]+$")
NUMBER = re.compile(r"[0-9][0-9.]*(?:,[0-9]+)?")
TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_.]*|[0-9]+(?:\.[0-9]+)?|[-+*/(),])")
SIGNS = dict(zip("+-*/", (Fraction.__add__, Fraction.__sub__, Fraction.__mul__, Fraction.__truediv__), strict=True))
FUNCTIONS = {"(": max, "sum": sum, "count": len, "median": median, "min": min, "max": max}


def computed(formula: str, value_of: Callable[[str], Fraction]) -> Fraction:
    """The value of a formula over the values of its ids."""
    tokens = [*TOKEN.findall(formula), "end"]

    def chain(signs: str, part: Callable[[], Fraction]) -> Fraction:
        value = part()
        while tokens[0] in signs:
            value = SIGNS[tokens.pop(0)](value, part())
        return value

    def factor() -> Fraction:
        token = tokens.pop(0)
        if token not in FUNCTIONS:
            return -factor() if token == "-" else Fraction(token) if token[0].isdigit() else value_of(token)
        mark, terms = token if token == "(" else tokens.pop(0), []
        while mark in "(,":
            terms.append(total())
            mark = tokens.pop(0)
        return Fraction(FUNCTIONS[token](terms))

    total = partial(chain, "+-", partial(chain, "*/", factor))
    return total()


@cache
def tables_of(path: Path) -> list[tuple[str | None, list[list[Any]]]]:
    """The sheets of a workbook, or a CSV as each separator cuts it."""
    if path.suffix.lower() == ".csv":
        text = path.read_bytes().decode("utf-8-sig")
        return [(None, list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))) for separator in ",;\t|"]
    return [(sheet.title, [list(row) for row in sheet.values]) for sheet in openpyxl.load_workbook(path)]


def cells_of(origin: dict[str, Any], root: Path) -> Iterator[tuple[list[list[Any]], int, int]]:
    """Table, row and column of the cells of an origin, counted from 0."""
    for sheet, rows in tables_of(root / origin["file"]):
        heads = [row.index(origin["column"]) for row in rows if origin["column"] in row]
        if sheet == origin["sheet"] and (sheet or heads):
            column = openpyxl.utils.column_index_from_string(origin["column"]) - 1 if sheet else heads[-1]
            spans = origin.get("rows", [[origin.get("row")] * 2])
            yield from ((rows, row - 1, column) for first, last in spans for row in range(first, last + 1))
            return


def amount(unit: str, rows: list[list[Any]], row: int, column: int) -> Fraction:
    """A raw cell in the unit that its text, row, column's head or a caption above names; a blank or dash is nothing."""
    cell = rows[row][column]
    found = NUMBER.search(str(cell or ""))
    text = str(cell) if isinstance(cell, int | float) else found[0].replace(".", "").replace(",", ".") if found else "0"
    above = rows[row - 1 :: -1]
    heads = [str(words) for line in above for words in line[column : column + 1] if HEAD.search(str(words or ""))]
    named = [rows[row][rows[0].index("don_vi")]] if "don_vi" in rows[0] else []
    captions = [str(words) for line in above for words in line if CAPTION.search(str(words or ""))]
    units = [match for words in (str(cell), *named, *heads, *captions) if (match := UNIT.search(words))]
    return Fraction(text) * (SCALES[(units[0][1] or "").lower()] if units and unit == "đồng" else 1)


def gathered(record: dict[str, Any], root: Path) -> Fraction | None:
    """A raw value from its cells; None where cells that have to agree do not."""
    cells = [(origin, cell) for origin in record["origins"] for cell in cells_of(origin, root)]
    several, alone = ([cell for origin, cell in cells if ("rows" in origin) == many] for many in (True, False))
    gather, read = record["gather"], partial(amount, record["unit"])
    given = {read(*cell) for cell in (alone + several if gather == "cell" else alone)}
    if gather == "sum":
        given.add(sum((read(*cell) for cell in several), Fraction(0)))
    elif gather == "count":
        given.add(Fraction(len(several)))
    elif gather == "ratios":
        columns = iter([[amount("đồng", *cell) for cell in cells_of(origin, root)] for origin in record["origins"]])
        rows = [row for three in zip(columns, columns, columns, strict=True) for row in zip(*three, strict=True)]
        given = {sum(Fraction(floor(own / (one + two) * 10**4 + Fraction(1, 2)), 10**4) for own, one, two in rows)}
    return given.pop() if gather and len(given) == 1 else None


def disagreements(path: Path, root: Path) -> list[str]:
    """The ids of the values that do not follow from the raw cells."""
    records = {record["id"]: record for record in json.loads(path.read_text(encoding="utf-8"))["values"]}

    @cache
    def value_of(id_: str) -> Fraction | None:
        try:
            formula = records[id_]["formula"]
            return computed(formula, value_of) if formula else gathered(records[id_], root)  # type: ignore[arg-type]
        except (TypeError, ValueError, IndexError, ZeroDivisionError):
            return None  # no number there, or none follows

    return [id_ for id_, one in records.items() if value_of(id_) != (one["value"] and Fraction(one["value"]))]


if __name__ == "__main__":
    print("\n".join(disagreements(Path(sys.argv[1]), Path([*sys.argv, "."][2]))))
