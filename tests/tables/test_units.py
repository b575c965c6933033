"""A unit stated anywhere near the money is read or refused: no amount is ever silently in another unit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.tables.amounts import read_number
from register_files import HEADER, ROWS, csv_text, fault_codes, read, sums

# Amounts in nghìn đồng that would also be plausible as đồng.
BIG = ("1", "Máy sấy", "Cơ sở A", "Ứng dụng máy móc", "Nghệ An", "2023", "Mua máy", "12.000.000", "0", "24.000.000",
       "36.000.000")  # fmt: skip
BIG_SUMS = [1, 12 * 10**9, 0, 24 * 10**9, 36 * 10**9]
UNIT_FAULTS = {"unit-conflict", "unit-unknown", "unit-missing", "unit-currency"}


def across(*cells: str, start: int = 0) -> list[str]:
    """A row of the register's width with these cells from a column on."""
    return [*[""] * start, *cells, *[""] * (len(HEADER) - start - len(cells))]


def in_money(unit: str) -> list[str]:
    """A row with the unit in each money column."""
    return across(*[unit] * 4, start=7)


def two_rows(parent: str) -> list[list[str]]:
    """A header over two rows, its money columns under one parent."""
    return [[*HEADER[:7], parent, "", "", ""], across("KCQG", "KCĐP", "Đối ứng", "Tổng", start=7)]


def codes_of_units(*rows: Sequence[str]) -> set[str]:
    """Fault codes of a register, which are all of units."""
    codes = fault_codes(read(csv_text(rows)))
    assert codes <= UNIT_FAULTS
    return codes


@pytest.mark.parametrize(
    "caption",
    [
        "Đơn vị tính: nghìn đồng", "ĐVT nghìn đồng", "(nghìn đồng)", "nghìn đồng", "Đơn vị tính (nghìn đồng)",
        "Đơn vị tính - nghìn đồng", "Đơn vị tiền: nghìn đồng", "Đơn vị tiền tệ: Nghìn VNĐ", "Tính bằng nghìn đồng",
        "ĐV: nghìn đồng", "Đơn vị: ngàn đồng (chưa gồm VAT)", "(ĐVT: 1.000 đồng)", "Dvt: nghin dong", "ĐVT: 1.000đ",
        "Đơn vị tính: nghìn đồng, giá năm 2023", "Danh mục đề án năm 2023 (nghìn đồng)", "Đơn vị : 1000 đồng.",
        "Đơn vị: Sở Công Thương; ĐVT: ngđ", "Danh mục đề án, nghìn đồng", "[Đvt: ngàn đ]", "Tính theo nghìn đồng",
        "(Số tiền tính bằng nghìn đồng)", "(nghìn đồng, đơn vị: Sở Công Thương)", "Ghi chú: đơn vị tính là nghìn đồng",
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", [0, 6, 10])
def test_captions_state_the_unit_of_all_columns(caption: str, start: int) -> None:
    """Whatever its words, a caption above the header that says a unit plainly gives it to every column."""
    assert (
        sums(read(csv_text([across("DANH MỤC"), across(caption, start=start), HEADER, BIG])))
        == BIG_SUMS
    )


@pytest.mark.parametrize("gap", [0, 1, 25, 50])
def test_a_caption_counts_however_far_above(gap: int) -> None:
    """Rows between a caption and the header do not matter."""
    rows = [
        across("ĐVT: nghìn đồng"),
        *[across(f"Căn cứ {number}") for number in range(gap)],
        HEADER,
        BIG,
    ]
    assert sums(read(csv_text(rows))) == BIG_SUMS


@pytest.mark.parametrize(
    ("caption", "code"),
    [
        (("Đơn vị tính:", "nghìn kwanza"), "unit-unknown"),
        (("Đơn vị tính:", "USD"), "unit-currency"),
        (("Đơn vị tính:",), "unit-unknown"),
        (("ĐVT: nghìn đô la Mỹ",), "unit-currency"),
        (("Đơn vị tính: kđ",), "unit-unknown"),
        (("Đơn vị: nghìn USD",), "unit-currency"),
        (("Đơn vị tính: triệu đồng, riêng tổng nghìn đồng",), "unit-conflict"),
        (("Số tiền ghi nghìn đồng trong các cột",), "unit-unknown"),
        (("ĐVT: nghìn đồng", "ĐVT: triệu đồng"), "unit-conflict"),
    ],
)
def test_captions_that_are_not_plain_are_refused(caption: Sequence[str], code: str) -> None:
    """A caption about a unit that cannot be understood is refused at its own cell."""
    result = read(csv_text([across(), across(*caption, start=1), HEADER, BIG]))
    assert fault_codes(result) - {"amount-implausible"} == {code}
    assert result.faults[0].where.row == 2
    assert result.faults[0].where.column is not None


@pytest.mark.parametrize("empty", [0, 1, 3])
def test_a_caption_in_two_cells_is_read(empty: int) -> None:
    """The word and the unit may stand in two cells of one row."""
    cells = ["Đơn vị tính:", *[""] * empty, "nghìn đồng"]
    assert sums(read(csv_text([across(*cells, start=4), HEADER, BIG]))) == BIG_SUMS


@pytest.mark.parametrize(
    "title",
    [
        "Tổng kinh phí 3.884 triệu đồng", "Đề án dưới 1 tỷ đồng", "Hỗ trợ hàng triệu đồng", "Đơn vị: Sở Công Thương",
        "Đơn vị thực hiện: Trung tâm Khuyến công", "Kinh phí ba trăm triệu đồng", "Quy mô (m2)", "Đơn vị tính: đồng",
        "Đơn vị (cơ quan) lập: Phòng Kinh tế", "Tính bằng 30% kinh phí", "(Kèm theo Quyết định số 1/QĐ)",
    ],
)  # fmt: skip
def test_titles_about_other_things_state_no_unit(title: str) -> None:
    """An amount or an office in a title is no unit of the columns."""
    assert sums(read(csv_text([across(title), HEADER, *ROWS])))[1] == 1806500000


@pytest.mark.parametrize(
    "unit", ["nghìn đồng", "(nghìn đồng)", "ngđ", "1.000đ", "ĐVT: nghìn đồng", "Nghìn VND"]
)
@pytest.mark.parametrize("form", ["one", "two", "first only", "numbers before", "numbers after"])
def test_a_row_of_units_is_part_of_the_header(unit: str, form: str) -> None:
    """Units in a row of their own under the names, of one row or two, with column numbers or without."""
    numbers = [f"({number})" for number in range(1, 12)]
    rows = {
        "one": [HEADER, in_money(unit)],
        "two": [*two_rows("Kinh phí"), in_money(unit)],
        "first only": [HEADER, across(unit, start=7)],
        "numbers before": [HEADER, numbers, in_money(unit)],
        "numbers after": [*two_rows("Kinh phí"), in_money(unit), numbers],
    }[form]
    assert sums(read(csv_text([*rows, BIG]))) == BIG_SUMS


def test_units_of_a_row_belong_to_their_columns() -> None:
    """Each column has the unit under its name; what contradicts it or is unknown is refused at the cell."""
    row = [*BIG[:7], "12.000.000", "0", "24.000", "36"]
    units = across("nghìn đồng", "đồng", "triệu đồng", "tỷ đồng", start=7)
    assert sums(read(csv_text([HEADER, units, row]))) == BIG_SUMS
    assert codes_of_units(
        [*HEADER[:7], *(f"{name} (triệu đồng)" for name in HEADER[7:])], in_money("nghìn đồng"), BIG
    )
    result = read(csv_text([HEADER, in_money("kđồng"), BIG]))
    assert fault_codes(result) == {"unit-unknown"}
    assert (result.faults[0].where.row, result.faults[0].where.column) == (2, "Kinh phí KCQG")
    assert codes_of_units(HEADER, in_money("USD"), BIG) == {"unit-currency"}


@pytest.mark.parametrize(
    "parent",
    [
        "Kinh phí (nghìn đồng)", "Kinh phí, nghìn đồng", "Kinh phí - nghìn đồng", "Kinh phí (nghìn đồng) năm 2023",
        "Kinh phí nghìn đồng", "Kinh phí (ĐVT: nghìn đồng)", "Kinh phí; ĐVT: 1.000đ", "Kinh phí [ngđ]",
        "Kinh phí (nghìn đồng) (8=9+10)", "Kinh phí ĐVT nghìn đồng",
    ],
)  # fmt: skip
def test_the_parent_of_a_header_states_a_unit(parent: str) -> None:
    """The unit in a parent counts wherever it stands in it, also two levels up or in the row above a header."""
    assert sums(read(csv_text([*two_rows(parent), BIG]))) == BIG_SUMS
    top, middle = two_rows(parent)[0], across("Ngân sách", "", "Đối ứng", "Tổng", start=7)
    low = across("KCQG", "KCĐP", start=7)
    assert sums(read(csv_text([top, middle, low, BIG]))) == BIG_SUMS


@pytest.mark.parametrize("parent", ["Kinh phí (nghìn đồng)", "Kinh phí, nghìn đồng", "nghìn đồng"])
def test_a_parent_above_a_complete_header_is_a_caption(parent: str) -> None:
    """A parent over a header that needs none gives its unit too."""
    assert sums(read(csv_text([across(parent, start=7), HEADER, BIG]))) == BIG_SUMS


@pytest.mark.parametrize(
    "parent",
    [
        "Kinh phí (kđ)",
        "Kinh phí (USD)",
        "Kinh phí nghìn đồng năm 2023",
        "Kinh phí (nghìn đồng, tỷ đồng)",
    ],
)
def test_a_parent_not_understood_is_refused(parent: str) -> None:
    """A parent with an unclear unit is refused."""
    assert codes_of_units(*two_rows(parent), BIG)


@pytest.mark.parametrize("name", ["ĐVT", "Đơn vị tính", "Đơn vị", "Ghi chú"])
def test_a_column_of_units_counts(name: str) -> None:
    """An extra column whose cells are units of money gives the unit; mixed or foreign ones are refused."""
    other = ("2", "Máy ép", *BIG[2:])
    header = [*HEADER[:7], name, *HEADER[7:]]

    def table(*units: str) -> list[list[str]]:
        rows = zip((BIG, other), units, strict=False)
        return [header, *([*row[:7], unit, *row[7:]] for row, unit in rows)]

    assert sums(read(csv_text(table("nghìn đồng")))) == BIG_SUMS
    assert sums(read(csv_text(table("Nghìn đồng", "ngàn đồng ")))) == [
        2 * value for value in BIG_SUMS
    ]
    assert codes_of_units(*table("nghìn đồng", "đồng")) == {"unit-conflict"}
    assert codes_of_units(*table("nghìn đồng", "")) == {"unit-conflict"}
    assert codes_of_units(*table("USD")) == {"unit-currency"}
    assert sums(read(csv_text(table("lớp", "máy"))))[1] == 24_000_000
    caption = across("ĐVT: triệu đồng")
    assert "unit-conflict" in fault_codes(read(csv_text([[*caption, ""], *table("nghìn đồng")])))


def test_tables_of_one_file_all_state_their_unit() -> None:
    """A caption over the first table only leaves the second without a unit: refused, not read as đồng."""
    earlier = [*BIG[:5], "2022", *BIG[6:]]
    caption = across("Đơn vị tính: nghìn đồng")
    first, second = [HEADER, earlier], [across("Năm 2023"), HEADER, BIG]
    assert codes_of_units(caption, *first, *second) == {"unit-missing"}
    assert codes_of_units(*first, caption, *second) == {"unit-missing"}
    assert sums(read(csv_text([caption, *first, caption, *second]))) == [
        2 * value for value in BIG_SUMS
    ]


def test_columns_of_one_table_all_state_their_unit() -> None:
    """A unit over some money columns leaves the others unclear, unless they are zero or carry their own."""
    header = [*HEADER[:7], "Kinh phí KCQG (nghìn đồng)", *HEADER[8:]]
    zero = [*BIG[:7], "0", *BIG[8:10], BIG[9]]
    assert codes_of_units(header, zero) == {"unit-missing"}
    own = [*BIG[:7], "12.000.000", "0", "24 tỷ đồng", "36 tỷ đồng"]
    assert sums(read(csv_text([header, own]))) == BIG_SUMS


@pytest.mark.parametrize("place", ["between", "below"])
def test_units_beside_the_rows_must_agree(place: str) -> None:
    """A unit said between the schemes or below them is that of the columns or the register is refused."""
    other = ("2", "Máy ép", *BIG[2:])
    note = across("Đơn vị tính: nghìn đồng")
    rows = [BIG, note, other] if place == "between" else [BIG, other, note]
    assert codes_of_units(HEADER, *rows) == {"unit-conflict"}
    assert sums(read(csv_text([note, HEADER, *rows]))) == [2 * value for value in BIG_SUMS]


def test_typed_thousands_of_one_column_are_asked_about_in_their_cells() -> None:
    """No unit is to be corrected where the unit is right and "1,200" may be one or twelve hundred of it."""
    header = [*HEADER[:7], *(f"{name} (triệu đồng)" for name in HEADER[7:])]
    result = read(csv_text([header, [*BIG[:7], "1,200", "0", "2,300", "3,500"]]))
    assert fault_codes(result) == {"number-ambiguous"}
    assert "theo kiểu Anh là 1.200 triệu đồng" in str(result.faults[0])


def test_a_conflict_names_the_caption() -> None:
    """What contradicts the header is shown at the cell that says it."""
    header = [*HEADER[:7], *(f"{name} (triệu đồng)" for name in HEADER[7:])]
    result = read(csv_text([across("x"), across("ĐVT: nghìn đồng", start=2), header, BIG]))
    assert fault_codes(result) == {"unit-conflict", "amount-implausible"}
    assert (result.faults[0].where.row, result.faults[0].where.column) == (2, "C (thứ 3)")


@pytest.mark.parametrize(
    "name",
    [
        "Tổng kinh phí (8+9+10)", "Tổng kinh phí (11=8+9+10)", "Tổng kinh phí (11)",
        "Tổng kinh phí (11) = (8)+(9)+(10)", "Tổng kinh phí (d=a+b+c)", "Tổng kinh phí [=8+9+10]",
        "Tổng kinh phí 11=8+9+10",
    ],
)  # fmt: skip
def test_column_numbers_in_a_header_are_no_unit(name: str) -> None:
    """Numbers of columns and sums of them after a name say nothing of its unit."""
    assert sums(read(csv_text([[*HEADER[:10], name], *ROWS])))[4] == 3884000000
    united = [
        *(f"{text} (nghìn đồng)" for text in HEADER[7:10]),
        name.replace("phí", "phí (nghìn đồng)"),
    ]
    assert sums(read(csv_text([[*HEADER[:7], *united], BIG]))) == BIG_SUMS


def test_a_column_without_a_unit_is_one_fault() -> None:
    """Small numbers in a column without a unit, beside one that has a unit, are asked about once a column."""
    header = [f"{HEADER[7]} (triệu đồng)" if name == HEADER[7] else name for name in HEADER]
    small = [[*row[:7], "310", "0", "300", "610"] for row in ROWS[:1]]
    faults = read(csv_text([header, *small])).faults
    places = [fault.where for fault in faults if fault.code == "unit-missing"]
    assert len(places) == len(set(places)) == 2


def test_a_unit_that_makes_every_amount_too_small_is_asked_about_at_its_own_cell() -> None:
    """Amounts in triệu đồng below "ĐVT: đồng": one fault at that cell, which names the unit that would fit."""
    rows = [(*ROWS[0][:7], "165,5", "20", "300", "485,5"), (*ROWS[1][:7], "0", "40", "60", "100")]
    result = read(csv_text([across("ĐVT: đồng", start=9), HEADER, *rows]))
    told = [(fault.code, fault.where.row, fault.where.column) for fault in result.faults]
    assert told == [("amount-implausible", 1, "J (thứ 10)")]
    assert '"triệu đồng"?' in result.faults[0].remedy


def test_a_part_of_a_dong_is_named_as_such() -> None:
    """A stored number that is no whole đồng is not shown as if it were."""
    fault = read_number("165.5", 1).fault
    assert fault is not None
    assert "có phần lẻ của đồng" in fault.got
