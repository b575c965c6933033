"""Text of a delimited file -> one sheet of cells: separator found by the header.

A text whose quotes all enclose one plain cell is split by columns at once; any other, or one with uneven rows, record
by record.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from analysis.delimited import HINT, SEPARATORS
from analysis.faults import Place, Problems
from analysis.raw.rows import RegisterSource
from analysis.raw.text_file import SAMPLE_CHARACTERS, Utf8
from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.column_names import known_names, read_name
from analysis.tables.header import LEAST_NAMES, MOST_TITLE_ROWS, Row, find_header

SAMPLE_RECORDS = 2 * MOST_TITLE_ROWS
MOST_COLUMNS = 256
BLOCK_BYTES = 1 << 22

_LINE_END = re.compile("[\r\n]")

Records = list[list[str]]


def read_delimited(source: RegisterSource, text: Utf8, problems: Problems) -> list[Sheet]:
    """The sheet of a file's text, a faulty row blank; none when no cell can be told from another."""
    hint = HINT.match(text.head)
    if hint is None:
        body, separator, first = text, find_separator(text.head), []
    else:
        body, separator, first = Utf8(text.data[len(hint[0].encode()) :]), hint[1], [""]
    columns = _columns_at_once(body, separator)
    if columns is None:
        records = [first] if first else []
        try:
            records.extend(csv.reader(_lines(body.whole), delimiter=separator, strict=True))
        except csv.Error as error:
            _unreadable(Place(source.name, None, len(records) + 1), str(error), problems)
            return []
        columns = _even_columns(source.name, records, separator, problems)
    elif first:
        columns = [pa.concat_arrays([text_array(first), column]) for column in columns]
    if not text.is_composed:
        columns = [text_array(_composed(column.to_pylist())) for column in columns]
    return [Sheet(source.name, source.sha256, None, tuple(columns))]


def find_separator(text: str) -> str:
    """The separator that shows most names of a register's header; the comma when none shows any."""
    found, most = SEPARATORS[0], 0
    for separator in SEPARATORS:
        shown = _names_shown(text, separator, most)
        if shown > most:
            found, most = separator, shown
    return found


def sample_records(text: str, separator: str) -> Records:
    """The first records of a text, as far as they can be read."""
    reader = csv.reader(_lines(text[:SAMPLE_CHARACTERS]), delimiter=separator)
    records: Records = []
    with contextlib.suppress(csv.Error):
        records.extend(map(_composed, islice(reader, MOST_TITLE_ROWS)))
    return records


def _composed(cells: Iterable[str]) -> list[str]:
    return [unicodedata.normalize("NFC", cell) for cell in cells]


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _names_shown(text: str, separator: str, most: int) -> int:
    """The most names that a record shows, as far as they are more than `most`.

    Names have letters: a record with too few such cells, as most are below a header, is not looked at.
    """
    for row in sample_records(text, separator):
        may_be_names = [cell for cell in row if any(map(str.isalpha, cell))]
        if len(may_be_names) > most:
            most = max(most, known_names(map(read_name, may_be_names)))
    return most


def _columns_at_once(text: Utf8, separator: str) -> list[pa.Array] | None:
    """All columns, or None when the text has quotes that need care, or uneven rows."""
    if not separator.isascii() or not _is_plainly_quoted(text.data, separator.encode()):
        return None
    width = _LINE_END.split(text.head, maxsplit=1)[0].count(separator) + 1
    if not LEAST_NAMES <= width <= MOST_COLUMNS:
        return None
    names = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(text.data),
            # several threads take more time in all than one, for the memory that they pass on
            read_options=arrow_csv.ReadOptions(
                column_names=names, block_size=BLOCK_BYTES, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=separator, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                check_utf8=False,  # the text was checked as a whole
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except ValueError:  # uneven rows, or a separator that Arrow does not take
        return None
    columns = table.columns
    del table  # the memory of each column is used again once it is whole
    # a file has less than two GiB: until the end short offsets do, in half of the memory
    return [pc.cast(columns.pop(0).combine_chunks(), pa.large_string()) for _ in names]


def _is_plainly_quoted(text: bytes, separator: bytes) -> bool:
    """Whether all quotes enclose whole cells without quotes or line ends, so that all readers agree."""
    quotes = text.count(b'"')
    if not quotes:
        return True
    ends = re.escape(separator) + rb"\r\n"
    cells = re.findall(rb'"(?<![^%b]")[^"\r\n]*"(?=[%b]|\Z)' % (ends, ends), text)
    return 2 * len(cells) == quotes


def _unreadable(where: Place, error: str, problems: Problems) -> None:
    """Say why the reader of CSV stops at a record."""
    if "field limit" in error:
        problems.fault(
            "text-too-long",
            where,
            f"ô dài hơn {csv.field_size_limit()} ký tự",
            remedy="rút ngắn ô, hoặc kiểm tra dấu ngoặc kép bị thiếu",
        )
    else:
        problems.fault(
            "csv-quote",
            where,
            "dấu ngoặc kép không đúng quy cách nên không tách được cột",
            remedy="kiểm tra dấu ngoặc kép, rồi lưu lại tệp",
        )


def _even_columns(
    file: str, records: Records, separator: str, problems: Problems
) -> list[pa.Array]:
    """The records as columns of one length; the header says how wide a row must be."""
    sample = records[:SAMPLE_RECORDS]
    header = find_header(list(map(_composed, sample)))
    if header is None:
        width, first = max(map(len, sample), default=0), len(records)
    else:
        width, first = len(header.names), header.top
    even: Records = []
    for index, record in enumerate(records):
        row = record
        where = Place(file, None, index + 1)
        # Spreadsheets leave separators behind the last column.
        if not "".join(record[width:]).strip():
            row = record[:width]
        if _has_swallowed(row, separator, width):
            problems.fault(
                "csv-quote",
                where,
                "một ô trong ngoặc kép chứa cả dòng khác của bảng",
                remedy="thêm dấu ngoặc kép còn thiếu",
            )
            row = []
        elif index >= first and not _fits(row, width):
            problems.fault(
                "row-width",
                where,
                f"bản ghi thứ {index + 1} có {len(row)} ô",
                f"{width} ô như dòng tiêu đề",
                "thêm ô còn thiếu, hoặc đặt ngoặc kép quanh ô có dấu phân cách",
            )
            row = []
        even.append([*row, *[""] * (width - len(row))][:width])
    return list(map(text_array, zip(*even, strict=True)))


def _fits(row: Row, width: int) -> bool:
    """Whether a row has the header's width, or is blank or a line of words in its first cell (a note)."""
    if len(row) == width or not "".join(row).strip():
        return True
    return len(row) == 1 and not row[0][:1].isdigit()


def _has_swallowed(row: Row, separator: str, width: int) -> bool:
    """Whether a quoted cell swallowed whole rows: a quote is missing somewhere."""
    # A cell may have line ends of its own; only lines with as many separators as the table are rows.
    if width < LEAST_NAMES or not _LINE_END.search("".join(row)):
        return False
    lines = [line for cell in row if _LINE_END.search(cell) for line in cell.splitlines()]
    return any(line.count(separator) >= width - 1 for line in lines)
