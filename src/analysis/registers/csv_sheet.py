"""Text of a delimited file -> one sheet of cells: separator found by the header, quotes and widths checked.

A text whose quotes all enclose one plain cell is split by columns at once; any other, or one with uneven rows, record
by record.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

import pyarrow as pa
from pyarrow import csv as arrow_csv

from analysis.faults import Place, Problems
from analysis.registers.header import LEAST_NAMES, MOST_TITLE_ROWS, Header, find_header, read_name
from analysis.registers.sheet import Sheet, text_array
from analysis.registers.text_file import SAMPLE_CHARACTERS, Utf8

SEPARATORS = ",;\t|"
SAMPLE_RECORDS = 2 * MOST_TITLE_ROWS
MOST_COLUMNS = 256
BLOCK_BYTES = 1 << 24

_LINE_END = re.compile("[\r\n]")
_HINT = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)


def read_delimited(file: str, sha256: str, text: Utf8, problems: Problems) -> Sheet | None:
    """The sheet of a file's text; a faulty row is blank. None when no cell can be told from another."""
    hint = _HINT.match(text.head)
    body = Utf8(text.data[len(hint.group().encode()) :]) if hint else text
    skipped = 1 if hint else 0
    separator = hint.group(1) if hint else find_separator(body.head)
    header = find_header(sample_records(body.head, separator))
    columns = _columns_at_once(body, separator)
    if columns is None:
        records = _records(file, body.whole, separator, skipped, problems)
        if records is None:
            return None
        columns = _even_columns(file, records, separator, header, skipped, problems)
    if not text.is_composed:
        columns = [
            text_array(unicodedata.normalize("NFC", cell) for cell in column.to_pylist())
            for column in columns
        ]
    if skipped:  # the hint is a record too: rows are counted as the file's records
        columns = [pa.concat_arrays([text_array([""]), column]) for column in columns]
    return Sheet(file, sha256, None, tuple(columns))


def find_separator(text: str) -> str:
    """The separator that shows most names of a register's header; the comma when none shows any."""
    return max(SEPARATORS, key=lambda separator: _names_shown(text, separator))


def sample_records(text: str, separator: str) -> list[list[str]]:
    """The first records of a text, as far as they can be read."""
    rows: list[list[str]] = []
    lines = io.StringIO(text[:SAMPLE_CHARACTERS], newline="")
    with contextlib.suppress(csv.Error):
        rows.extend(islice(csv.reader(lines, delimiter=separator), SAMPLE_RECORDS))
    return [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]


def _names_shown(text: str, separator: str) -> int:
    rows = sample_records(text, separator)[:MOST_TITLE_ROWS]
    return max(
        (len({name.code for cell in row if (name := read_name(cell)).code}) for row in rows),
        default=0,
    )


def _columns_at_once(text: Utf8, separator: str) -> list[pa.Array] | None:
    """All columns, or None when the text has quotes that need care, or uneven rows."""
    if not separator.isascii() or not _plainly_quoted(text.data, separator.encode()):
        return None
    width = _LINE_END.split(text.head, maxsplit=1)[0].count(separator) + 1
    if not LEAST_NAMES <= width <= MOST_COLUMNS:
        return None
    names = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(text.data),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES),
            parse_options=arrow_csv.ParseOptions(delimiter=separator, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except ValueError:  # uneven rows, or a separator that Arrow does not take
        return None
    columns = table.columns
    del table  # the memory of each column is used again once it is whole
    return [columns.pop(0).combine_chunks() for _ in names]


def _plainly_quoted(text: bytes, separator: bytes) -> bool:
    """Whether every quote opens or closes a whole cell without quotes or line ends in it, so that all readers agree."""
    quotes = text.count(b'"')
    if not quotes:
        return True
    ends = re.escape(separator) + rb"\r\n"
    return 2 * len(re.findall(rb'"(?<![^%b]")[^"\r\n]*"(?=[%b]|\Z)' % (ends, ends), text)) == quotes


def _records(
    file: str, text: str, separator: str, skipped: int, problems: Problems
) -> list[list[str]] | None:
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(_lines(text), delimiter=separator, strict=True))
    except csv.Error as error:
        where = Place(file, None, len(records) + 1 + skipped)
        if "field limit" in str(error):
            got, wanted = f"ô dài hơn {csv.field_size_limit()} ký tự", "chữ của một ô bảng"
            problems.fault(
                "text-too-long",
                where,
                got,
                wanted,
                "rút ngắn ô, hoặc kiểm tra dấu ngoặc kép bị thiếu",
            )
        else:
            got = "dấu ngoặc kép không đúng quy cách nên không tách được cột"
            problems.fault(
                "csv-quote",
                where,
                got,
                remedy="kiểm tra dấu ngoặc kép, rồi lưu lại tệp",
            )
        return None
    return records


def _lines(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def _even_columns(
    file: str,
    records: list[list[str]],
    separator: str,
    header: Header | None,
    skipped: int,
    problems: Problems,
) -> list[pa.Array]:
    """The records as columns of one length; the header says how wide a row must be."""
    width = max((len(row) for row in records[:SAMPLE_RECORDS]), default=0)
    first = len(records)
    if header is not None:
        width, first = len(header.names), header.top
    even = []
    for number, row in enumerate(records):
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]  # noqa: PLW2901 - the rest of the loop is about the shortened row
        if (number >= first and not _fits(row, width)) or _swallowed(row, separator, width):
            _width_fault(file, number + 1 + skipped, row, separator, width, problems)
            row = []  # noqa: PLW2901 - what cannot be read counts as blank beside its fault
        even.append([*row, *[""] * (width - len(row))][:width])
    return [text_array(column) for column in zip(*even, strict=True)] if even else []


def _fits(row: Sequence[str], width: int) -> bool:
    """Whether a row has the header's width, or is blank or a line of words in its first cell (a note)."""
    if len(row) == width or not any(cell.strip() for cell in row):
        return True
    return len(row) == 1 and not row[0][:1].isdigit()


def _swallowed(row: Sequence[str], separator: str, width: int) -> bool:
    """Whether a quoted cell swallowed whole rows: a quote is missing somewhere."""
    if width < LEAST_NAMES or not _LINE_END.search("".join(row)):
        return False
    broken = [cell for cell in row if _LINE_END.search(cell)]
    return any(line.count(separator) >= width - 1 for cell in broken for line in cell.splitlines())


def _width_fault(
    file: str, number: int, row: Sequence[str], separator: str, width: int, problems: Problems
) -> None:
    where = Place(file, None, number)
    if _swallowed(row, separator, width):
        got = "một ô trong ngoặc kép chứa cả dòng khác của bảng"
        problems.fault("csv-quote", where, got, remedy="thêm dấu ngoặc kép còn thiếu")
        return
    got, wanted = f"bản ghi thứ {number} có {len(row)} ô", f"{width} ô như dòng tiêu đề"
    remedy = "thêm ô còn thiếu, hoặc đặt ngoặc kép quanh ô có dấu phân cách"
    problems.fault("row-width", where, got, wanted, remedy)
