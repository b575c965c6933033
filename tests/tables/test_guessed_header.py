"""The rows of a header whose names nobody knows, told by their form from what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.guessed_header import guessed_rows, likely_schemes

NAMES = ["TT", "Nhiệm vụ", "Cơ sở được hỗ trợ", "Nguồn tiền", "", ""]
FUNDS = ["", "", "", "NSTW", "NS tỉnh", "DN bỏ ra"]
HALVES = ["", "", "", "Nhà nước", "", "DN bỏ ra"]
NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
UNITS = ["", "", "", "triệu đồng", "triệu đồng", "triệu đồng"]
SCHEME = ["1", "Máy sấy", "HTX Một", "100", "0", "50"]
GROUPS = {
    "roman": ["I", "Huyện Diễn Châu", "", "", "", ""],
    "a letter": ["A.", "Huyện Diễn Châu", "", "", "", ""],
    "one cell": ["I. Huyện Diễn Châu", "", "", "", "", ""],
    "no number": ["Huyện Diễn Châu", "", "", "", "", ""],
    "a name": ["", "Huyện Diễn Châu", "", "", "", ""],
    "a sum": ["", "Huyện Diễn Châu", "", "100", "0", "50"],
    "a total": ["", "Tổng cộng", "", "", "", ""],
    "a count": ["I", "Huyện Diễn Châu", "3 đề án", "", "", ""],
    "none": SCHEME,
}
HEADERS = {
    "one row": [["TT", "Nhiệm vụ", "Cơ sở được hỗ trợ", "NSTW", "NS tỉnh", "DN bỏ ra"]],
    "two rows": [NAMES, FUNDS],
    "three rows": [NAMES, HALVES, ["", "", "", "NSTW", "NS tỉnh", ""]],
    "with units": [NAMES, FUNDS, UNITS],
    "numbers, units": [NAMES, FUNDS, NUMBERS, UNITS],
}


def sheet(*rows: Sequence[str]) -> Sheet:
    columns = tuple(text_array(cells) for cells in zip(*rows, strict=True))
    return Sheet("so.csv", "", None, columns)


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS.keys())
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_ends_above_the_first_group_total_or_scheme(
    header: list[list[str]], group: list[str]
) -> None:
    """However high a header is and whatever begins below it, none of the rows of data are rows of the header."""
    title = ["DANH MỤC NĂM 2023", "", "", "", "", ""]
    assert guessed_rows(sheet(title, *header, group, SCHEME)) == (1, len(header))


def test_the_numbers_of_columns_are_no_names() -> None:
    """Below names the numbers of columns are passed over as below a header that is known."""
    assert guessed_rows(sheet(NAMES, FUNDS, NUMBERS, SCHEME)) == (0, 1)


def test_what_is_counted_as_schemes_is_no_group_and_no_total() -> None:
    """Groups and totals, with money or without, are no schemes of which the names are counted."""
    total = ["", "Tổng cộng", "", "100", "0", "50"]
    rows = [["II", "Huyện A", "", "1", "0", "5"], SCHEME, GROUPS["a sum"], SCHEME, total]
    assert likely_schemes(sheet(NAMES, *rows), 0).tolist() == [2, 4]
