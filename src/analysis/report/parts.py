"""Parts that chapters share: rows, charts of bars and phrases; a dash is a missing value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from analysis.charts.drawn import draw_bars
from analysis.charts.shown import Bar
from analysis.document.blocks import (
    NOTHING,
    Block,
    Cell,
    Column,
    Inline,
    Row,
    Text,
    bold,
    figure_block,
    inlines,
    plain,
    row,
)
from analysis.edition import Edition
from analysis.report.numerals import with_unit
from analysis.vocabulary import STATUSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DASH = "–"
DASH_NOTE = "Dấu – nghĩa là nguồn không có số liệu, không phải bằng không."


@dataclass(frozen=True)
class Drawn:
    """A chart with its block and what draws it, or a block that prints nothing and no chart."""

    block: Block
    draw: partial[Figure] | None = None


NO_CHART = Drawn(NOTHING)
"""In the place of a chart that would say nothing, or no more than the text beside it."""
MOST_SAID = 3
"""A chart of so many values or fewer is none: the sentence above it says them."""


# Phrases ----------------------------------------------------------------------


def status_text(status: str) -> str:
    """A status as a sentence names it: 'thực hiện', 'kế hoạch'."""
    return STATUSES[status].label


def status_tail(status: str, opening: str = "") -> str:
    """What a caption adds where the figures are not actual, for example ' (kế hoạch)'."""
    return "" if status == "actual" else f" ({opening}{status_text(status)})"


def said_before(period: Edition) -> str:
    """The same period of the year before, as a sentence names it, in marks of a period."""
    before = f"[[năm {period.year_from - 1}]]"
    return f"cùng kỳ {before}" if period.is_part else before


def stated(status: str, text: str) -> str:
    """A sentence on figures of a status, which it names unless they are actual."""
    return text if status == "actual" else f"Theo số {status_text(status)}, {small(text)}"


def listing(parts: Sequence[str]) -> str:
    """'a', 'a và b', 'a, b và c'."""
    *first, last = parts
    return f"{', '.join(first)} và {last}" if first else last


def capital(text: str) -> str:
    """Text as a sentence begins; only its first letter changes."""
    return text[0].upper() + text[1:]


def small(text: str) -> str:
    """Text as it stands inside a sentence: only its first letter changes, and no abbreviation."""
    word = text.split(maxsplit=1)[0]
    # "Ý kiến" begins with a word, "KCQG" with an abbreviation
    if len(word) > 1 and word.isupper():
        return text
    return text[0].lower() + text[1:]


# Cells and rows ---------------------------------------------------------------


def dash() -> Cell:
    """The cell of a value that there is not."""
    return [plain(DASH)]


def total(row: Row) -> Row:
    """A row in bold face, as a total; what it lacks stays lacking."""
    cells = [cell if cell in ([], dash()) else inlines(bold(cell)) for cell in row["cells"]]
    return {"cells": cells, "class": "tong"}


def heading(title: str) -> Row:
    """A row that names the rows below it."""
    return {**row(bold(title)), "class": "nhom"}


def dash_note(rows: Iterable[Row]) -> str:
    """The note that explains the dash, for a table that has one."""
    return DASH_NOTE if any(dash() in row["cells"] for row in rows) else ""


# Empty rows and columns ---------------------------------------------------------


@dataclass(frozen=True)
class Filled:
    """A table without its empty rows and columns, and the names of those that were left out."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    left_out: list[Cell]


def filled(columns: Sequence[Column], rows: Sequence[Row]) -> Filled:
    """The columns and rows that say something.

    A row is empty when none of its numbers is there, a column when no row has anything in it; each
    has a dash at least: what is blank asks for nothing. The name of a group goes with all of its rows.
    """
    kept = _with_named_rows([row for row in rows if not _is_empty_row(columns, row)])
    numbers = [
        number for number, _ in enumerate(columns) if not _is_empty_column(number, kept, rows)
    ]
    names = [inlines(columns[n].head) for n, _ in enumerate(columns) if n not in numbers]
    # one name may stand below several groups, where it says nothing of the others
    if all(_is_named(row) for row in rows):
        names += [row["cells"][0] for row in rows if row not in kept]
    cut: list[Row] = []
    for whole in kept:
        cells = [whole["cells"][number] for number in numbers]
        cut.append({**whole, "cells": cells})
    return Filled([columns[number] for number in numbers], cut, names)


def _is_named(row: Row) -> bool:
    """Whether a row has cells of its own; the name of a group has none."""
    return row.get("class") != "nhom"


def _is_empty_column(number: int, kept: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the rows that are kept have nothing there; a dash may stand in one that is not."""
    cells = [row["cells"][number] for row in kept if _is_named(row)]
    asked = [row["cells"][number] for row in rows if _is_named(row)]
    return dash() in asked and all(cell in ([], dash()) for cell in cells)


def _is_empty(cells: Sequence[Cell]) -> bool:
    return dash() in cells and all(cell in ([], dash()) for cell in cells)


def _is_empty_row(columns: Sequence[Column], row: Row) -> bool:
    pairs = zip(columns, row["cells"], strict=True)
    return _is_named(row) and _is_empty([cell for column, cell in pairs if column.align == "r"])


def _with_named_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows without the names of groups that have no row."""
    below = [*map(_is_named, rows[1:]), False]
    return [row for row, followed in zip(rows, below, strict=False) if _is_named(row) or followed]


def left_out_note(names: Sequence[Cell]) -> list[Inline]:
    """What is said of the rows and columns that are left out; names may hold commas and “và” of their own."""
    if not names:
        return []
    listed = inlines(*(inlines("; " if number else "", name) for number, name in enumerate(names)))
    return inlines("Nguồn không có số liệu, bảng không in: ", listed, ". ")


# Charts -----------------------------------------------------------------------


def bar_chart(
    caption: str,
    of: str,
    bars: Sequence[Bar],
    unit: str,
    *,
    headline: Text = "",
    note: Text = "",
    largest_first: bool = False,
) -> Drawn:
    """A chart of bars, with its values in words for those who cannot see it.

    None where the bars are `MOST_SAID` or fewer.
    """
    if len(bars) <= MOST_SAID:
        return NO_CHART
    spoken = "; ".join(f"{bar.label}: {with_unit(bar.text, unit)}" for bar in bars)
    alt = f"Biểu đồ thanh ngang về {of}. {spoken}."
    block = figure_block(caption, alt, [bar.id for bar in bars], note, headline)
    return Drawn(block, partial(draw_bars, bars, unit, largest_first=largest_first))


def ranked(bars: Sequence[Bar]) -> dict[str, str]:
    """The names by which a headline calls the longest bar and all others; a bar that stands alone has no others."""
    first, *others = sorted(bars, key=lambda bar: bar.value, reverse=True)
    names = {"nhat": first.id}
    if others:
        names["khac"] = ", ".join(bar.id for bar in others)
    return names


def longest(bars: Sequence[Bar]) -> str:
    """What the longest bar is called, as a sentence begins."""
    return capital(max(bars, key=lambda bar: bar.value).label)
