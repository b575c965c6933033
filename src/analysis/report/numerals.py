"""Values in cells of tables and in charts, as one document prints them."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from analysis.book.book import Value, shown_bound
from analysis.book.printing import Printing, is_money
from analysis.charts.shown import Bar, worded
from analysis.document.blocks import NBSP, Cell, number
from analysis.vocabulary import Status


def cell(value: Value, printing: Printing) -> Cell:
    """A known value in a table, whose head, caption or row names the unit of money."""
    return breakable(number(value, printing.in_column))


def breakable(made: Cell) -> Cell:
    """The cell, in which a line may end around a numeral, so that none crosses the line of its cell."""
    for inline in made:
        if inline["t"] == "s":
            inline["s"] = inline["s"].replace(NBSP, " ")
    return made


def _has_own_unit(value: Value, printing: Printing) -> bool:
    """Whether an amount is too coarse for the unit in which the document gives all others."""
    return is_money(value) and printing.shown(value).unit != printing.money.unit


def bar(
    label: str,
    value: Value,
    printing: Printing,
    *,
    rest: bool = False,
) -> Bar:
    """A bar as long as the value, filled by its status."""
    text = value_text(value, printing)
    return Bar(label, value.value or Fraction(0), text, value.id, rest, status_of(value))


def status_of(value: Value) -> Status:
    """The status of a value that a chart shows."""
    return cast(Status, value.status)  # values have the statuses of the vocabulary and no other


def value_text(value: Value, printing: Printing) -> str:
    """A value in a chart, with the word of its bound; a unit of its own hangs on its numeral."""
    shown = printing.shown(value)
    numeral = shown.text
    if _has_own_unit(value, printing):
        numeral = f"{numeral} {shown.unit}".replace(" ", NBSP)
    return worded(numeral, shown_bound(value))


def with_unit(text: str, unit: str) -> str:
    """What `value_text` gave, with the unit of the chart unless it has its own."""
    return text.replace(NBSP, " ") if NBSP in text else f"{text} {unit}"
