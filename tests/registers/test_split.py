"""Ways that save time with large registers give what the plain ways give."""

from __future__ import annotations

import sys
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.delimited import SEPARATORS
from analysis.faults import Problems
from analysis.raw import text_file
from analysis.raw.rows import RegisterSource
from analysis.raw.text_file import Utf8, is_utf8, stands_alone
from analysis.registers import csv_sheet
from analysis.sheets.sheet import Sheet, trimmed
from analysis.tables.column_names import known_names, read_name
from register_files import HEADER

LETTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
PLAIN = st.text("aB1.ề ư", max_size=4)
QUOTED = st.text("aB1.,;ề ", max_size=4).map('"{}"'.format)
ODD = st.sampled_from(['"a"b', 'a"b', 'a"b"', '"a""b"', '"', '"a\nb"', "ề", "\u00a0a"])
WIDE = {"min_size": len(HEADER), "max_size": len(HEADER)}
EVEN = st.lists(st.one_of(PLAIN, QUOTED), **WIDE)
ROW = st.one_of(
    EVEN, st.tuples(EVEN, ODD).map(lambda row: [row[1], *row[0][1:]]), st.lists(PLAIN, max_size=12)
)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def _sheet(text: str) -> tuple[list[list[str]], Problems]:
    problems = Problems()
    source = RegisterSource("tep.csv", "", text.encode())
    (sheet,) = csv_sheet.read_delimited(source, Utf8(source.data), problems) or [None]
    return [column.to_pylist() for column in (sheet or Sheet("", "", None, ())).columns], problems


@given(
    st.lists(st.tuples(ROW, LINE_ENDS), max_size=6),
    st.sampled_from(["", "sep=,\n", "sep=,\r\n"]),
    st.booleans(),
)
def test_columns_at_once_are_the_records(
    rows: list[tuple[list[str], str]], hint: str, ended: bool
) -> None:
    """Split by columns or record by record, a text has the same cells and the same faults."""
    lines = [(HEADER, "\r\n"), *rows]
    text = hint + "".join(",".join(cells) + end for cells, end in lines)
    text = text if ended else text.rstrip("\r\n")
    given_sheet = _sheet(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_sheet, "_columns_at_once", lambda *_: None)
        assert _sheet(text) == given_sheet


def test_even_rows_are_split_by_columns() -> None:
    """A text with whole cells in quotes and any line ends needs no look at its records."""
    text = (
        ",".join(HEADER)
        + "\r\n"
        + '"1, 2",' * (len(HEADER) - 1)
        + "3\r"
        + "x," * (len(HEADER) - 1)
        + "\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_sheet, "_even_columns", lambda *_: pytest.fail("split record by record"))
        columns, _ = _sheet(text)
    assert columns[0] == [HEADER[0], "1, 2", "x"]


@pytest.mark.parametrize("separator", ["é", "\0", "~"])
def test_any_separator_that_is_told_is_taken(separator: str) -> None:
    """The hint of the first line may name any character."""
    columns, _ = _sheet(f"sep={separator}\n{separator.join(HEADER)}\n")
    assert columns == [["", name] for name in HEADER]


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text(min_size=1).map(lambda text: text.encode()[:-1]),
    )
)
def test_valid_text_is_what_can_be_decoded(data: bytes) -> None:
    """Bytes are taken for UTF-8 when they are it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert not is_utf8(data)
    else:
        assert is_utf8(data)


def test_composed_letters_stand_alone() -> None:
    """No letter that is taken for composed is changed, or joined to the one before it, by composing."""
    # Beyond U+3000 the first byte decides.
    letters = LETTERS[:0x3000] + LETTERS[0x3000::997]
    composed = {letter for letter in letters if stands_alone(f"{letter}\n".encode())}
    assert {"ề", "ư", "Đ", "\n", "–"} <= composed
    assert "\u0301" not in composed
    assert all(
        unicodedata.is_normalized("NFC", letter) and not unicodedata.combining(letter)
        for letter in composed
    )
    parts = [unicodedata.decomposition(letter) for letter in LETTERS]
    second = {
        chr(int(part.split()[1], 16)) for part in parts if part and part[0] != "<" and " " in part
    }
    assert not second & composed


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("aưề–₫\u0301\u2001\u20d0")),
    st.sampled_from(["NFC", "NFD"]),
)
def test_composed_text_is_nfc(text: str, form: str) -> None:
    """A text is composed when it is NFC, wherever the stretches end in which it is looked at."""
    text = unicodedata.normalize(form, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_file, "_STRETCH", 3)
        assert Utf8(text.encode()).is_composed == unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("shape", ["{}", "{}a", "a{}", "a{}a", "ề{}"])
def test_cells_are_trimmed_of_every_white_space(shape: str) -> None:
    """Whatever stands at the ends of a cell, trimming is that of Arrow, also in a part of a column."""
    column = pa.array([shape.format(letter) for letter in LETTERS], type=pa.large_string())
    wanted = pc.utf8_trim_whitespace(column)
    for start in range(0, len(column), 5_003):
        assert trimmed(column.slice(start, 5_003)).equals(wanted.slice(start, 5_003))


NAMES = st.sampled_from(
    [*HEADER, "TÊN ĐỀ ÁN (*)", "Kinh phí KCQG (triệu đồng)", "Ghi chú", "12", "", "Nghệ An"]
)
LINE = st.tuples(st.lists(NAMES, max_size=6), st.sampled_from(SEPARATORS)).map(
    lambda line: line[1].join(line[0])
)


@given(st.lists(LINE, max_size=6).map("\n".join))
def test_the_separator_is_the_one_that_shows_most_names(text: str) -> None:
    """Records passed over are those that could not have shown more names: no separator loses by it."""

    def shown(separator: str) -> int:
        records = csv_sheet.sample_records(text, separator)
        return max((known_names(map(read_name, record)) for record in records), default=0)

    assert csv_sheet.find_separator(text) == max(SEPARATORS, key=shown)
