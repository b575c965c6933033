"""The entries of so-lieu.json: a book of values as JSON records and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from analysis.book.book import Book, Origin, Value, printed_text
from analysis.book.plain import Record, plain, typed

# The keys of an entry in the order in which they are published.
KEYS = """
id label value unit status printed formula inputs bound strict caveat
decimals money_unit word revised gather origins
""".split()


def to_records(book: Book) -> list[Record]:
    """The entries of so-lieu.json, each with its value as exact text and as printed."""
    return [_record(value) for value in book]


def _record(value: Value) -> Record:
    told = plain(value)
    told["printed"] = printed_text(value)
    told["origins"] = [_origin_record(origin) for origin in value.origins]
    return {key: told[key] for key in KEYS}


def _origin_record(origin: Origin) -> Record:
    """A cell with its row and its print, or a range of cells with the spans of its rows."""
    told: Record = plain(origin)
    spans = told.pop("rows")
    if spans:
        del told["row"], told["printed"]
        told["rows"] = _span_records(spans)
    return told


@lru_cache(maxsize=4)  # the columns of a group, whose values follow each other, have the same rows
def _span_records(rows: str) -> list[list[int]]:
    return [list(span) for span in row_spans(rows)]


def _origin_fields(record: Record) -> Record:
    """The fields of the origin that a record of so-lieu.json tells."""
    spans = record.get("rows", "")
    if isinstance(spans, str):
        return record
    rows = ", ".join(span_text(*span) for span in spans)
    return {**record, "row": spans[0][0], "printed": "", "rows": rows}


def span_text(first: int, last: int) -> str:
    """Numbers from the first to the last in words: '2-5', or '7' for one."""
    return f"{first}-{last}" if last > first else str(first)


def row_spans(rows: str) -> list[tuple[int, int]]:
    """First and last record of each range of `Origin.rows`, both included."""
    ends = (span.partition("-") for span in rows.split(", "))
    return [(int(first), int(last or first)) for first, _, last in ends]


def _with_strict(record: Record) -> Record:
    """The record; one of before there was `strict` printed each bound as a strict one."""
    return {"strict": record["bound"] in ("at_least", "at_most"), **record}


def from_records(records: Iterable[Record]) -> Book:
    """The book that `to_records` wrote, or that stands as plain values.

    Raises:
        KeyError, TypeError, ValueError: these are no records of a book.
    """
    book = Book()
    for record in records:
        origins = [_origin_fields(origin) for origin in record["origins"]]
        book.add(typed(Value, {**_with_strict(record), "origins": origins}))
    return book
