"""Groups of a table: what one says holds for its own schemes, until a group or a total ends it."""

from __future__ import annotations

import pytest

from analysis.adopting.groups import said_by_groups
from analysis.faults import Problems
from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.rows import find_tables

HEADER = ("TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm", "KCQG", "KCĐP")
SCHEME = "scheme"


def said(*rows: tuple[str, str] | str) -> list[str]:
    """What is said of each scheme, in a table of groups and schemes; names in capitals say themselves."""
    cells: list[tuple[str, ...]] = [HEADER]
    for number, row in enumerate(rows, 1):
        if isinstance(row, tuple):
            money = ("9", "0") if row[1].startswith("Cộng") else ("", "")
            cells.append((*row, *[""] * 4, *money))
        else:
            name = f"Máy sấy {number}"
            cells.append((f"{number}", name, "HTX", "Đào tạo nghề", "Xã A", "2023", "9", "0"))
    columns = tuple(map(text_array, zip(*cells, strict=True)))
    (table,) = find_tables(Sheet("so.xlsx", "", "Sổ", columns), Problems())
    told = said_by_groups(table, lambda text: text if text.isupper() else "")
    return [told[row] for row in table.schemes.tolist()]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("I", "NGUỒN"), SCHEME, ("II", "Nhóm hai"), SCHEME], ["NGUỒN", ""]),
        ([("A", "NGUỒN"), ("I", "Nhóm"), SCHEME, ("II", "Nhóm hai"), SCHEME], ["NGUỒN"] * 2),
        ([("I", "NGUỒN"), ("a", "Nhóm"), SCHEME, ("II", "Nhóm hai"), SCHEME], ["NGUỒN", ""]),
        ([("", "NGUỒN"), ("", "Huyện A"), SCHEME, ("", "Huyện B"), SCHEME], ["NGUỒN"] * 2),
        ([("", "Huyện A"), ("", "NGUỒN"), SCHEME, ("", "Huyện B"), SCHEME], ["NGUỒN", ""]),
        ([("", "NGUỒN"), ("", "Ngành gỗ"), SCHEME, ("", "Các cơ sở khác"), SCHEME], ["NGUỒN", ""]),
        ([("I", "NGUỒN"), SCHEME, ("", "Danh mục bổ sung"), SCHEME], ["NGUỒN", ""]),
        ([("I", "NGUỒN"), SCHEME, ("", "Cộng"), SCHEME], ["NGUỒN", ""]),
        ([("A", "NGUỒN"), ("I", "Nhóm"), SCHEME, ("", "Cộng I"), SCHEME], ["NGUỒN"] * 2),
        ([("A", "NGUỒN"), ("I", "Nhóm"), SCHEME, ("", "Cộng A"), SCHEME], ["NGUỒN", ""]),
        ([("I", "NGUỒN"), SCHEME, ("", "Cộng trang 1"), SCHEME], ["NGUỒN"] * 2),
        ([("", "I. NGUỒN"), SCHEME, ("", "II. Nhóm hai"), SCHEME], ["NGUỒN", ""]),
        ([("", "Phần I: NGUỒN"), ("I", "Nhóm"), SCHEME, ("", "Phần II: Hai"), SCHEME], ["NGUỒN", ""]),
    ],
)  # fmt: skip
def test_what_a_group_says_ends_with_it(
    rows: list[tuple[str, str] | str], expected: list[str]
) -> None:
    """A group of the same sort, a name beside it or its total ends a group; parts of it do not."""
    assert said(*rows) == expected
