"""Parts that the tables of the report share. Money is in triệu đồng; a dash is a missing value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document import NBSP, Block, Cell, Inline, Row, bold, named, number, plain, prose
from analysis.facts import Point
from analysis.report import Report, status_text
from analysis.scheme_groups import Details
from analysis.trace import Book

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
    return [plain(inline["s"].replace(NBSP, " ")) if inline["t"] == "s" else inline for inline in inlines]


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
        suffix = point.suffix(report.edition)
        if point.is_headline(report.edition) and any(report.known(name + suffix) for name in names):
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
