"""The entries of so-lieu.json: a book of values as JSON records and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.book.book import Book, Origin, Value, printed_text
from analysis.language.numbers import exact_text, parse_exact


def to_records(book: Book) -> list[dict[str, Any]]:
    """The entries of so-lieu.json."""
    return [
        {
            "id": value.id,
            "label": value.label,
            "value": None if value.value is None else exact_text(value.value),
            "unit": value.unit,
            "status": value.status,
            "printed": printed_text(value),
            "formula": value.formula,
            "inputs": list(value.inputs),
            "bound": value.bound,
            "caveat": value.caveat,
            "decimals": value.decimals,
            "money_unit": value.money_unit,
            "word": value.word,
            "revised": value.revised,
            "gather": value.gather,
            "origins": [_origin_record(origin) for origin in value.origins],
        }
        for value in book
    ]


def _origin_record(origin: Origin) -> dict[str, Any]:
    record = {"file": origin.file, "sha256": origin.sha256, "sheet": origin.sheet}
    if origin.rows:
        return {
            **record,
            "column": origin.column,
            "rows": [list(span) for span in row_spans(origin.rows)],
        }
    return {**record, "row": origin.row, "column": origin.column, "printed": origin.printed}


def origin_from(record: Mapping[str, Any]) -> Origin:
    """The origin that a record of so-lieu.json tells."""
    spans = record.get("rows", [])
    row = spans[0][0] if spans else record["row"]
    rows = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
    return Origin(
        record["file"],
        record["sha256"],
        record["sheet"],
        row,
        record["column"],
        record.get("printed", ""),
        rows,
    )


def row_spans(rows: str) -> list[tuple[int, int]]:
    """First and last record of each range of `Origin.rows`, both included."""
    ends = (span.partition("-") for span in rows.split(", "))
    return [(int(first), int(last or first)) for first, _, last in ends]


def from_records(records: Iterable[Mapping[str, Any]]) -> Book:
    """The book that `to_records` wrote."""
    book = Book()
    for record in records:
        book.add(
            Value(
                id=record["id"],
                label=record["label"],
                value=None if record["value"] is None else parse_exact(record["value"]),
                unit=record["unit"],
                status=record["status"],
                bound=record["bound"],
                formula=record["formula"],
                inputs=tuple(record["inputs"]),
                caveat=record["caveat"],
                origins=tuple(origin_from(origin) for origin in record["origins"]),
                decimals=record["decimals"],
                money_unit=record["money_unit"],
                word=record["word"],
                revised=record.get("revised", False),
                gather=record["gather"],
            )
        )
    return book
