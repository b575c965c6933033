"""Parts that chapters share: cells, rows, bars and paragraphs. Money is in triệu đồng; a dash is a missing value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.book.book import Book, Value, show
from analysis.book.points import Point
from analysis.charts.axes import worded
from analysis.charts.bars import Bar
from analysis.document.blocks import (
    NBSP,
    Block,
    Cell,
    Inline,
    Row,
    bold,
    named,
    number,
    paragraph,
    plain,
    prose,
    sentence,
)
from analysis.report.view import Report, status_text
from analysis.values.groups import Details

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def paragraphs(report: Report, templates: Iterable[str]) -> list[Block]:
    """A paragraph a template, none for an empty one; `{'dia_ban}` in a template is the place."""
    place = report.place_text
    return [
        paragraph(sentence(template, report.book, dia_ban=place))
        for template in templates
        if template
    ]


def stated(status: str, text: str) -> str:
    """A sentence on figures of a status, which it names unless they are actual."""
    return (
        text
        if status == "actual"
        else f"Theo số {status_text(status)}, {text[0].lower()}{text[1:]}"
    )


def listing(parts: Sequence[str]) -> str:
    """'a', 'a và b', 'a, b và c'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def capital(text: str) -> str:
    """Text as a sentence begins; only its first letter changes."""
    return text[0].upper() + text[1:]


def year_words(report: Report) -> list[Point]:
    """The years of the edition, without the periods of several years."""
    return [point for point in report.points if point.is_year]


def year_list(years: Sequence[int], word: str = "năm") -> str:
    """The years in words, marked as periods and not as values."""
    return f"[[{word} {listing([str(year) for year in years])}]]"


@dataclass(frozen=True)
class Drawn:
    """A chart with its block, or, without data, a block that says so and no chart."""

    block: Block
    figure: Figure | None = None


NO_CHART = Drawn(prose([]))
"""In the place of a chart whose absence the text beside it tells."""


def bar(label: str, value: Value, share: Value | None = None, *, rest: bool = False) -> Bar:
    """A bar as long as the value, with the share in % beside it where one is given."""
    part = {}
    if share is not None:
        printed = f"{show(share, None, 2).text}%"
        part = {"share": worded(printed, share.bound), "share_id": share.id}
    return Bar(label, value.value or Fraction(0), value_text(value), value.id, rest=rest, **part)


def value_text(value: Value) -> str:
    """A value in the unit of the charts, with the word of its bound."""
    unit = None
    if value.unit == "đồng":
        unit = MONEY
    return worded(show(value, unit).text, value.bound, value.word)


def spoken(bars: Sequence[Bar], unit: str) -> str:
    """The values of a chart in words, for those who cannot see it."""
    return "; ".join(f"{bar.label}: {bar.text} {unit}" for bar in bars) + "."


def missing(text: str) -> Block:
    """What stands in the place of a table of an appendix that has no data."""
    return prose([paragraph(named(text))])


MONEY = "triệu đồng"
DASH = "–"
DASH_NOTE = "Dấu – nghĩa là nguồn không có số liệu, không phải bằng không."


NOTHING: Block = prose([])
"""In the place of a table whose absence the text beside it tells."""


def cell(book: Book, id_: str, decimals: int | None = None) -> Cell:
    """A value in a table: money in triệu đồng, a dash when the book has no such value.

    The word of a bound may stand in a line of its own, where a column is too narrow for both.
    """
    if not book.known(id_):
        return [plain(DASH)]
    inlines = number(book[id_], MONEY if book[id_].unit == "đồng" else None, decimals)
    return [
        plain(inline["s"].replace(NBSP, " ")) if inline["t"] == "s" else inline
        for inline in inlines
    ]


def cell_at(report: Report, point: Point, id_: str, decimals: int | None = None) -> Cell:
    """A value in a table of the figures of a point; one in another status is none of them."""
    return cell(report.book, id_, decimals) if known_at(report, point, id_) else [plain(DASH)]


def words(text: str) -> Cell:
    """The program's own text as a cell; text of a raw cell is quoted instead, and a number is a value."""
    return named(text)


def total(row: Row) -> Row:
    """A row in bold face, as a total."""
    return {"cells": [[bold(part)] if part else part for part in row["cells"]], "class": "tong"}


def headline_point(report: Report, names: Sequence[str]) -> Point | None:
    """The first point of the edition's own period at which one of the inputs is known."""
    for point in report.points:
        suffix = point.suffix
        if point.is_headline and any(report.known(name + suffix) for name in names):
            return point
    return None


def known_at(report: Report, point: Point, *ids: str) -> bool:
    """True when the values are known in the status of a point: an indicator has the best status that allows it."""
    return report.known(*ids) and all(report.book[id_].status == point.status for id_ in ids)


def same_status(report: Report, *ids: str) -> bool:
    """True when the values are known, all in one status, so that a sentence may set them side by side."""
    return report.known(*ids) and len({report.book[id_].status for id_ in ids}) == 1


def status_tail(of: Point | Details) -> str:
    """What a caption adds where the figures are not actual, for example ' (kế hoạch)'."""
    return "" if of.status == "actual" else f" ({status_text(of.status)})"


def dash_note(rows: Iterable[Row]) -> list[Inline]:
    """The note that explains the dash, for a table that has one."""
    dashed = any(part == words(DASH) for row in rows for part in row["cells"])
    return [plain(DASH_NOTE)] if dashed else []
