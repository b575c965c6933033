"""Parts of a scheme add up to it and are not counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from analysis.faults import Problems
from analysis.registers.parts import check_components
from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.rows import find_tables
from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    finding_codes,
    read,
    sums,
)

PARTS = ("200000000", "0", "300000000", "500000000"), ("110000000", "0", "390000000", "500000000")


def components(names: Sequence[str], amounts: Sequence[Sequence[str]] = PARTS, **more: str) -> str:
    """The base register with rows of components below its first scheme."""
    rows = []
    for name, money in zip(names, amounts, strict=True):
        stt, _, rest = name.rpartition("|")
        middle = [more.get("beneficiary", ""), more.get("kind", ""), more.get("place", "")]
        rows.append([stt, rest, *middle, more.get("year", ""), more.get("activity", ""), *money])
    return csv_text([HEADER, ROWS[0], *rows, *ROWS[1:]])


PART_ROW = ["", "- Máy sấy", "", "", "", "", "", *PARTS[0]]
WHOLE = {
    "beneficiary": "Công ty TNHH Chè Xanh",
    "kind": "Ứng dụng máy móc",
    "place": "Nghệ An",
    "year": "2023",
}


@pytest.mark.parametrize(
    "names",
    [
        ("- Máy sấy", "- Lắp đặt"),
        ("+ Máy sấy", "+ Lắp đặt"),
        ("-|Máy sấy", "-|Lắp đặt"),
        ("Trong đó: máy sấy", "- Lắp đặt"),
        ("1.1|Máy sấy", "1.2|Lắp đặt"),
    ],
)
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_components_are_checked_against_their_scheme_and_not_counted(
    names: Sequence[str], more: dict[str, str]
) -> None:
    """Parts below a scheme, even with all its texts repeated, add nothing; a changed digit in one stops the reading."""
    result = read(components(names, **more))
    assert sums(result) == SUMS
    assert "row-component" in finding_codes(result)
    other = ("201000000", "0", "300000000", "500000000"), PARTS[1]
    faults = read(components(names, other, **more)).faults
    assert [fault.code for fault in faults] == ["component-mismatch"]
    assert "thành phần của đề án" in faults[0].got


@pytest.mark.parametrize(
    ("first", "second"),
    [("1a", "1b"), ("1.a", "1.b"), ("1-1", "1-2"), ("1/1", "1/2"), ("1,1", "1,2"), ("01.1", "01.2"), ("1(1)", "1(2)"),
     ("a", "b"), ("a)", "b)"), ("(a)", "(b)"), ("i.", "ii."), ("(1)", "(2)"), ("1)", "2)")],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_rows_numbered_below_a_scheme_are_its_parts_by_their_sum(
    first: str, second: str, more: dict[str, str]
) -> None:
    """Whatever the way of numbering, rows that add up to the scheme above are not counted; others are asked about."""
    names = f"{first}|Máy sấy", f"{second}|Lắp đặt"
    assert sums(read(components(names, **more))) == SUMS
    off = ("201000000", "0", "300000000", "501000000"), PARTS[1]
    assert fault_codes(read(components(names, off, **more))) == {"component-mismatch"}


@pytest.mark.parametrize(
    "names",
    [
        ("1.1|Máy sấy", "1.1.1|Khung", "1.1.2|Quạt", "1.2|Lắp đặt"),
        ("1.1|Máy sấy", "- Khung", "- Quạt", "1.2|Lắp đặt"),
        ("- Máy sấy", "+ Khung", "+ Quạt", "- Lắp đặt"),
    ],
)
@pytest.mark.parametrize("is_told", [True, False])
def test_parts_of_parts_add_up_to_them_and_the_parts_to_the_scheme(
    names: Sequence[str], *, is_told: bool
) -> None:
    """The lowest level is checked against the next, whose own money may be left to its parts."""
    lower = (
        ("150000000", "0", "100000000", "250000000"),
        ("50000000", "0", "200000000", "250000000"),
    )
    upper = PARTS[0] if is_told else ("",) * 4
    amounts = [upper, *lower, PARTS[1]]
    result = read(components(names, amounts))
    assert sums(result) == SUMS, [str(fault) for fault in result.faults]
    for row in range(1 - is_told, 4):
        wrong = [list(cells) for cells in amounts]
        wrong[row][2] = "201000000"
        faults = read(components(names, wrong)).faults
        assert {fault.code for fault in faults} == {"component-mismatch"}


@pytest.mark.parametrize("numbers_below", [("I.1", "I.2"), ("I-1", "I-2"), ("", "")])
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_parts_under_another_sort_of_number_or_none_are_checked(
    numbers_below: Sequence[str], more: dict[str, str]
) -> None:
    """I.1 below 1, and rows without a number that repeat the scheme, are its parts by their sum, or are asked about."""
    names = [f"{number}|{ROWS[0][1]}" for number in numbers_below]
    middle = {"activity": ROWS[0][6], **more} if more else more
    assert sums(read(components(names, **middle))) == SUMS
    off = ("201000000", "0", "300000000", "501000000"), PARTS[1]
    assert fault_codes(read(components(names, off, **middle))) == {"component-mismatch"}


def test_a_row_without_a_number_that_says_something_else_is_a_scheme() -> None:
    """Of another year, the same scheme is counted in each."""
    names = [f"|{ROWS[0][1]}"] * 2
    result = read(components(names, **{**WHOLE, "activity": ROWS[0][6], "year": "2022"}))
    assert sums(result)[0] == 5


def test_in_a_list_without_numbers_rows_that_share_out_the_money_above_are_asked_about() -> None:
    """Rows with all texts of the row above are schemes or its parts: where their sum is its money, nobody can tell."""
    whole, *others = (row[1:] for row in ROWS)
    parts = [[*whole[:6], *money] for money in PARTS]
    result = read(csv_text([HEADER[1:], whole, *parts, *others]))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("component-mismatch", 2)]


def test_a_whole_row_numbered_below_a_scheme_says_its_money() -> None:
    """Without an amount nobody can tell a part from a scheme: the row is asked about."""
    result = read(components(("1a|Máy sấy", "1b|Lắp đặt"), [[""] * 4] * 2, **WHOLE))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [
        ("component-mismatch", 3),
        ("component-mismatch", 4),
    ]


@pytest.mark.parametrize(
    ("heads", "numbers_below"),
    [
        (("", ""), ("1a", "1b", "2a")),
        (("", ""), ("a", "b", "c")),
        (("1", "2"), ("1.1", "1.2", "2.1")),
        (("1", "2"), ("1a", "1b", "2a")),
        (("1", "2"), ("a)", "b)", "a)")),
        (("I", "II"), ("I.1", "I.2", "II.1")),
        (("a)", "b)"), ("1", "2", "1")),
    ],
)
@pytest.mark.parametrize("with_totals", [False, True])
def test_schemes_numbered_below_a_group_stay_schemes(
    heads: Sequence[str], numbers_below: Sequence[str], *, with_totals: bool
) -> None:
    """Without a scheme above, 1a and 1.1 are schemes; the group over them is none, its money is their total."""
    first, second, third = ([stt, *row[1:]] for stt, row in zip(numbers_below, ROWS, strict=True))
    parts = [first, second], [third]
    table: list[Sequence[str]] = [HEADER]
    for head, part in zip(heads, parts, strict=True):
        money = [str(sum(int(row[column]) for row in part)) for column in range(7, 11)]
        if head:
            table.append([head, "Huyện A", *[""] * 5, *(money if with_totals else [""] * 4)])
        table += part
    assert sums(read(csv_text(table))) == SUMS


@pytest.mark.parametrize("other", [{"beneficiary": "Công ty TNHH Chè Vàng"}, {"place": "Hà Giang"}])
@pytest.mark.parametrize("names", [("- Máy sấy", "- Lắp đặt"), ("1.1|Máy sấy", "1.2|Lắp đặt")])
def test_a_component_of_somebody_else_never_drops_out_of_the_sums(
    names: Sequence[str], other: dict[str, str]
) -> None:
    """A row with a dash that has its own beneficiary or place, year and kind is refused, though the amounts add up."""
    assert fault_codes(read(components(names, **{**WHOLE, **other}))) == {"component-mismatch"}


def test_a_list_that_of_which_opens_may_go_on_without_a_dash() -> None:
    """Below "Trong đó" a row with money and neither number nor other texts is a component too."""
    assert sums(read(components(("Trong đó máy sấy", "Lắp đặt")))) == SUMS


NESTED = [
    ("- Thiết bị", ["200000000", "0", "500000000", "700000000"]),
    ("+ Máy trộn", ["150000000", "0", "300000000", "450000000"]),
    ("+ Lò hấp", ["50000000", "0", "200000000", "250000000"]),
    ("- Lắp đặt", ["100000000", "0", "200000000", "300000000"]),
]


@pytest.mark.parametrize("changed_part", [None, 0, 1, 2, 3])
def test_parts_of_parts_add_up_to_their_part(changed_part: int | None) -> None:
    """Parts with another mark are inside the part above them, and any one changed digit is refused."""
    rows = [["", name, *[""] * 5, *amounts] for name, amounts in NESTED]
    if changed_part is not None:
        rows[changed_part][9] = "1" + rows[changed_part][9]
    whole = [
        "1",
        "Đề án có hai tầng thành phần",
        *ROWS[0][2:7],
        "300000000",
        "0",
        "700000000",
        "1000000000",
    ]
    result = read(csv_text([HEADER, whole, *rows]))
    assert fault_codes(result) == (set() if changed_part is None else {"component-mismatch"})
    if changed_part is None:
        assert [int(n) for n in result.schemes[["kcqg", "doi_ung"]].sum()] == [300000000, 700000000]


class Walked(list[int]):
    """Rows that count how often somebody walks through all of them."""

    walks = 0

    def __iter__(self) -> Iterator[int]:
        """Walk through the rows once more."""
        self.walks += 1
        return super().__iter__()


def test_rows_of_parts_are_not_walked_through_for_each_scheme() -> None:
    """However many schemes of a register have parts, its rows of parts are gone through together."""
    rows = [row for number in range(9) for row in ([str(number), *ROWS[0][1:]], PART_ROW)]
    sheet = Sheet("d.csv", "", None, tuple(map(text_array, zip(HEADER, *rows, strict=True))))
    (table,) = find_tables(sheet, Problems())
    parts = Walked(table.components)
    assert len(parts) == 9
    check_components(replace(table, components=parts), {}, {}, Problems())
    assert parts.walks < len(parts)
