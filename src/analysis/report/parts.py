"""Parts that chapters share: cells, rows, bars and phrases.

Money is in triệu đồng; a dash is a missing value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.book.book import Value, show, spoken_bound
from analysis.charts.axes import worded
from analysis.charts.bars import Bar, plot_bars
from analysis.document.blocks import (
    NBSP,
    NOTHING,
    Block,
    Cell,
    Row,
    bold,
    figure_block,
    inlines,
    number,
    plain,
    row,
)
from analysis.language.numbers import DONG
from analysis.vocabulary import STATUSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MONEY = "triệu đồng"
IN_MONEY = f" ({MONEY})"
DASH = "–"
DASH_NOTE = "Dấu – nghĩa là nguồn không có số liệu, không phải bằng không."


@dataclass(frozen=True)
class Drawn:
    """A chart with its block, or, without data, a block that says so and no chart."""

    block: Block
    figure: Figure | None = None


NO_CHART = Drawn(NOTHING)
"""In the place of a chart whose absence the text beside it tells."""


# Phrases ----------------------------------------------------------------------


def status_text(status: str) -> str:
    """A status as a sentence names it: 'thực hiện', 'kế hoạch'."""
    return STATUSES[status].label


def status_tail(status: str, opening: str = "") -> str:
    """What a caption adds where the figures are not actual, for example ' (kế hoạch)'."""
    return "" if status == "actual" else f" ({opening}{status_text(status)})"


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


def cell(value: Value, decimals: int | None = None) -> Cell:
    """A known value in a table: money in triệu đồng."""
    made = number(value, MONEY, decimals)
    for inline in made:
        if inline["t"] == "s":
            # A narrow column may break between the word of a bound and its numeral:
            # the numeral must not cross the line of the cell.
            inline["s"] = inline["s"].replace(NBSP, " ")
    return made


def table_unit(value: Value) -> str:
    """The unit in which a table prints a value."""
    return MONEY if value.unit == DONG else value.unit


def total(row: Row) -> Row:
    """A row in bold face, as a total."""
    cells = [inlines(bold(cell)) if cell else cell for cell in row["cells"]]
    return {"cells": cells, "class": "tong"}


def heading(title: str) -> Row:
    """A row that names the rows below it."""
    return {**row(bold(title)), "class": "nhom"}


def dash_note(rows: Iterable[Row]) -> str:
    """The note that explains the dash, for a table that has one."""
    return DASH_NOTE if any(dash() in row["cells"] for row in rows) else ""


# Charts -----------------------------------------------------------------------


def bar(label: str, value: Value, share: Value | None = None, *, rest: bool = False) -> Bar:
    """A bar as long as the value, with the share in % beside it where one is given."""
    part = {}
    if share is not None:
        printed = f"{show(share, None, 2).text}%"
        part = {"share": worded(printed, spoken_bound(share)), "share_id": share.id}
    return Bar(label, value.value or Fraction(0), value_text(value), value.id, rest=rest, **part)


def value_text(value: Value) -> str:
    """A value in the unit of the charts, with the word of its bound."""
    return worded(show(value, MONEY).text, spoken_bound(value))


def bar_chart(caption: str, of: str, bars: Sequence[Bar], unit: str, **look: bool) -> Drawn:
    """A chart of bars, with its values in words for those who cannot see it.

    `look` is that of `plot_bars`.
    """
    spoken = "; ".join(f"{bar.label}: {bar.text} {unit}" for bar in bars)
    block = figure_block(caption, f"Biểu đồ thanh ngang về {of}. {spoken}.")
    return Drawn(block, plot_bars(pd.DataFrame(bars), unit, **look))
