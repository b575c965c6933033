"""Text with separators: its encoding at first sight, and the separator, by the names of its first record.

Only the standard library: a run with nothing to do reads the own place of `co-quan.csv` so.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable

SEPARATORS = ",;\t|"
# A spreadsheet program reads the separator from a first line "sep=;"; it is a record, as rows are counted.
HINT = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class QuoteError(ValueError):
    """A record, counted from 1, that cannot be split into cells."""

    def __init__(self, message: str, record: int) -> None:
        super().__init__(message)
        self.record = record


def plain_text(data: bytes) -> str | None:
    """The text of bytes in UTF-8, or in UTF-16 with its mark; None of any other."""
    try:
        return data.decode("utf-16" if data.startswith(_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def records_of(text: str, names: Iterable[str]) -> tuple[int, list[list[str]]]:
    """How many records stand before the header, and all records of a table with columns of these names.

    Raises:
        QuoteError: a record whose quotes enclose no cell.
    """
    hint = HINT.match(text)
    records: list[list[str]] = [[]] if hint else []
    top = len(records)
    body = text[hint.end() :] if hint else text
    separator = hint[1] if hint else separator_of(body, names)
    try:
        records.extend(csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise QuoteError(str(error), len(records) + 1) from error
    return top, records


def separator_of(text: str, names: Iterable[str]) -> str:
    """The separator that shows most of the names in the first line; the comma when none shows any."""
    wanted = set(names)
    return max(SEPARATORS, key=lambda separator: len(wanted & names_in(text, separator)))


def names_in(text: str, separator: str) -> set[str]:
    """What the first line names with a separator."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    return {cell.strip().strip('"') for cell in first.split(separator)}
