"""Laws of the register reader that hold for any register."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from analysis.registers.reader import read_register
from analysis.tables.amounts import read_amount, read_number
from analysis.tables.dates import read_year
from register_files import (
    AMOUNTS,
    HEADER,
    ROWS,
    changed,
    csv_text,
    fault_codes,
    finding_codes,
    in_sheet,
    numbers,
    read,
    read_workbook,
    rezipped,
    sums,
    workbook,
)

CODES = {
    "number-unreadable", "number-ambiguous", "number-format-mixed", "number-format-foreign", "number-approximate",
    "number-scientific", "amount-missing", "amount-negative", "amount-not-finite", "amount-not-whole",
    "amount-implausible", "unit-currency", "unit-missing", "row-total-mismatch", "row-width", "csv-quote",
}  # fmt: skip
scheme = st.tuples(
    *(st.integers(min_value=10**7, max_value=3 * 10**10) | st.just(0) for _ in range(3))
)
# Each example reads whole registers; a law that is broken falls at one of the first.
reading = settings(max_examples=40)
amounts_of = st.lists(scheme, min_size=1, max_size=8)
blank = st.just([""] * len(HEADER))
title = st.sampled_from(("DANH MỤC ĐỀ ÁN", "Năm 2023", "UBND TỈNH", "")).map(
    lambda text: [text] + [""] * (len(HEADER) - 1)
)
number_characters = st.sampled_from("0123456789.,-–—eE+ ()'\u00a0\u202f\u200b₫đ%*¹trtỷnghìngiệuồ/")


def printed_dong(text: str) -> int:
    """The đồng that a text prints in Vietnamese format, by another way than the reader's: digits, then what follows."""
    clean = (
        re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
        .strip()
        .removeprefix("'")
        .removeprefix("’")
    )
    clean = re.sub(r"(?<=\S)\s*(?:[¹²³⁴-⁹⁰]+|\*{1,3}|[(\[](?:\*{1,3}|[0-9])[)\]])$", "", clean)
    total = Decimal(0)
    for number, word in re.findall(r"([0-9０-９][0-9０-９.,．，\s]*)([^0-9０-９]*)", clean):
        digits = (
            unicodedata.normalize("NFKC", re.sub(r"\s", "", number))
            .replace(".", "")
            .replace(",", ".")
        )
        start = unicodedata.normalize("NFC", word).strip().casefold()
        power = 3 if start[:1] == "n" else 6 if start[:2] == "tr" else 9 if start[:1] == "t" else 0
        total += Decimal(digits.strip(".")).scaleb(power)
    return int(total)


def rows_of(schemes: list[tuple[int, int, int]]) -> list[list[str]]:
    return [
        [str(number), f"Đề án {number}", f"Cơ sở {number}", "Đào tạo nghề", "Huế", "2023", "Mở lớp",
         *map(str, (*funds, sum(funds)))]
        for number, funds in enumerate(schemes, start=1)
    ]  # fmt: skip


def expected(schemes: list[tuple[int, int, int]]) -> list[int]:
    return [
        len(schemes),
        *(sum(funds[i] for funds in schemes) for i in range(3)),
        sum(map(sum, schemes)),
    ]


@reading
@given(amounts_of, st.randoms(use_true_random=False))
def test_plain_register_gives_its_exact_sums_in_any_order(
    schemes: list[tuple[int, int, int]], random: object
) -> None:
    """Plain whole numbers give their sums to the đồng, with dots or, rows and columns shuffled, without."""
    rows, order = rows_of(schemes), list(range(len(HEADER)))
    dotted = [[*row[:7], *(f"{int(cell):,}".replace(",", ".") for cell in row[7:])] for row in rows]
    assert sums(read(csv_text([HEADER, *dotted]))) == expected(schemes)
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(order)  # type: ignore[attr-defined]
    table = [[row[index] for index in order] for row in [list(HEADER), *rows]]
    assert sums(read(csv_text(table))) == expected(schemes)


def grouped(schemes: list[tuple[int, int, int]], cut: int, *, filled: bool) -> list[list[str]]:
    """Two groups with their totals and the grand total, as plain rows or with every cell filled."""
    rows = rows_of(schemes)
    words = ["2 cơ sở", "Đào tạo nghề", "Toàn tỉnh", "2023", "2 đề án"] if filled else [""] * 5
    table = [list(HEADER)]
    for head, part in zip(("I", "II"), (rows[:cut], rows[cut:]), strict=True):
        table += [[head, f"Nhóm {head}", *[""] * 9], *part, [""] * len(HEADER)]
        if part:
            table.append(
                ["", "Cộng", *words, *(str(sum(int(row[i]) for row in part)) for i in range(7, 11))]
            )
    return [*table, ["", "TỔNG CỘNG", *words, *map(str, expected(schemes)[1:])]]


@reading
@given(
    amounts_of,
    st.lists(title, max_size=4),
    st.booleans(),
    st.permutations(range(len(HEADER))),
    st.data(),
)
def test_titles_blanks_groups_and_totals_do_not_matter(
    schemes: list[tuple[int, int, int]],
    titles: list[list[str]],
    filled: bool,
    order: list[int],
    data: st.DataObject,
) -> None:
    """Title rows, blank rows, group rows and right total rows change no sum, in any order of the columns."""
    table = grouped(schemes, data.draw(st.integers(0, len(schemes))), filled=filled)
    assert sums(
        read(csv_text([*titles, *([row[index] for index in order] for row in table)]))
    ) == expected(schemes)


@reading
@given(amounts_of, st.booleans(), st.permutations(range(len(HEADER))), st.data())
def test_a_wrong_total_is_refused(
    schemes: list[tuple[int, int, int]], filled: bool, order: list[int], data: st.DataObject
) -> None:
    """A group's or the grand total that no range of schemes has is refused, in any order of the columns."""
    table = grouped(schemes, data.draw(st.integers(0, len(schemes))), filled=filled)
    row = data.draw(st.sampled_from([row for row in table if row[1] in ("Cộng", "TỔNG CỘNG")]))
    row[10] = str(int(row[10]) + 10**13)
    assert fault_codes(read(csv_text([[cells[index] for index in order] for cells in table]))) == {
        "total-mismatch"
    }


PLAN = ("KCQG kế hoạch", "KCĐP kế hoạch", "Đối ứng kế hoạch", "Tổng kế hoạch")


@reading
@given(amounts_of, st.randoms(use_true_random=False), st.sampled_from(("", "-", "0")), st.data())
def test_no_change_of_form_changes_a_sum(
    schemes: list[tuple[int, int, int]], random: Random, zero: str, data: st.DataObject
) -> None:
    """Order of rows and columns, headers repeated in print, blanks for zeros, tone marks, plan columns: same sums."""
    random.shuffle(schemes)
    rows = rows_of(schemes)
    table = [[*HEADER, *PLAN]]
    for row in rows:
        row[2] = data.draw(st.sampled_from(("Cơ sở Hòa Thủy", "Cơ sở Hoà Thuỷ"))) + row[0]
        row[7:10] = [zero if amount == "0" else amount for amount in row[7:10]]
        planned = data.draw(scheme)
        if len(table) > 1 and data.draw(st.booleans()):
            table += [*([[""] * 15] if data.draw(st.booleans()) else []), table[0]]
        table.append([*row, *map(str, (*planned, sum(planned)))])
    order = list(range(len(table[0])))
    random.shuffle(order)
    text = csv_text([[row[index] for index in order] for row in table])
    assert sums(read(text)) == expected(schemes)


@reading
@given(amounts_of, st.data())
def test_a_lost_scheme_is_missed(schemes: list[tuple[int, int, int]], data: st.DataObject) -> None:
    """Without one of its schemes a register has other sums, and with totals it is refused if money is lost."""
    rows = rows_of(schemes)
    lost = data.draw(st.integers(0, len(schemes) - 1))
    table = grouped(schemes, data.draw(st.integers(0, len(schemes))), filled=False)
    rest = [row for row in rows if row != rows[lost]]
    if rest:
        assert sums(read(csv_text([HEADER, *rest]))) != expected(schemes)
        result = read(csv_text([row for row in table if row != rows[lost]]))
        assert not any(schemes[lost]) or "total-mismatch" in fault_codes(result)


@reading
@given(amounts_of, st.integers(7, 10), st.integers(0, 9), st.data())
def test_one_changed_digit_changes_any_register(
    schemes: list[tuple[int, int, int]], column: int, digit: int, data: st.DataObject
) -> None:
    """In any register, one digit of an amount changed is refused or gives other sums, or a rounded total is told."""
    table = data.draw(
        st.sampled_from(([list(HEADER), *rows_of(schemes)], grouped(schemes, 1, filled=False)))
    )
    row = data.draw(st.sampled_from([row for row in table[1:] if row[column]]))
    position = data.draw(st.integers(0, len(row[column]) - 1))
    other = row[column][:position] + str(digit) + row[column][position + 1 :]
    is_changed = other != row[column]
    row[column] = other
    result = read(csv_text(table))
    if is_changed and not fault_codes(result):
        assert "total-rounding" in finding_codes(result) or sums(result) != expected(schemes)


in_workbooks = settings(deadline=None, max_examples=25)


@in_workbooks
@given(amounts_of, st.integers(7, 10), st.booleans(), st.data())
def test_a_struck_run_is_never_joined(
    schemes: list[tuple[int, int, int]], column: int, first: bool, data: st.DataObject
) -> None:
    """Whatever part of an amount is struck through, the register is refused or its sums are not those of the whole."""
    rows = rows_of(schemes)
    row = data.draw(st.integers(0, len(rows) - 1))
    text = rows[row][column]
    cut = data.draw(st.integers(0, len(text)))
    struck = TextBlock(InlineFont(strike=True), text[:cut] if first else text[cut:])
    kept = text[cut:] if first else text[:cut]
    value = CellRichText(struck, kept) if first else CellRichText(kept, struck)

    def strike(sheet: Worksheet) -> None:
        sheet.cell(row + 2, column + 1, value)

    result = read_workbook(strike, [HEADER, *map(numbers, rows)])
    whole = kept == text or not int(text)
    assert fault_codes(result) or whole or sums(result) != expected(schemes)


@in_workbooks
@given(amounts_of, st.sampled_from(("L{0}+M{0}", "SUM(L{0}:M{0})", "SUM(L{0},M{0})")), st.data())
def test_a_stale_formula_is_refused(
    schemes: list[tuple[int, int, int]], formula: str, data: st.DataObject
) -> None:
    """A formula over cells of the table that keeps another number than their sum is refused, though its row adds up."""
    row = data.draw(st.integers(0, len(schemes) - 1))
    parts = [[10**6, max(0, funds[0] - 10**6)] for funds in schemes]
    parts[row][0] += data.draw(st.integers(1, 10**9))
    header = [*HEADER, "KCQG đợt 1", "KCQG đợt 2"]
    table = [[*numbers(cells), *own] for cells, own in zip(rows_of(schemes), parts, strict=True)]
    written = formula.format(row + 2)
    change = in_sheet(rf'(<c r="H{row + 2}"[^>]*>)<v>', rf"\1<f>{written}</f><v>")
    result = read(rezipped(workbook(rows=[header, *table]), change), "data/raw/so.xlsx")
    assert "formula-stale" in fault_codes(result)


@reading
@given(st.integers(0, 2), st.sampled_from(sorted(AMOUNTS.values())), st.integers(0, 9), st.data())
def test_one_changed_digit_never_gives_the_old_sums(
    row: int, column: int, digit: int, data: st.DataObject
) -> None:
    """A register with one digit of an amount changed is refused or has other sums."""
    text = ROWS[row][column]
    position = data.draw(st.integers(0, len(text) - 1))
    other = text[:position] + str(digit) + text[position + 1 :]
    result = read(changed(row, column, other))
    if int(other) == int(text):
        assert int(other) == 0 or other == text or fault_codes(result)
    else:
        assert fault_codes(result) or sums(result) != sums(read(csv_text()))


@given(
    st.text(number_characters, max_size=24) | st.text(max_size=24),
    st.sampled_from((None, 1, 10**3, 10**6, 10**9)),
)
def test_any_text_is_an_exact_amount_or_a_fault(text: str, unit: int | None) -> None:
    """Any text of an amount cell is blank, a dash, whole đồng, or a fault with its code and words."""
    cell = read_amount(text, unit)
    assert cell.state in ("value", "blank", "dash", "fault")
    if cell.fault is not None:
        assert cell.fault.code in CODES
        assert cell.fault.got
        assert cell.fault.remedy
    elif cell.state == "value":
        assert cell.value == 0 or 10**6 <= cell.value <= 10**11


near = st.sampled_from(
    ("310", "310.000.000", "310000000", "0,31", "310,0", "310.000", "300", "310 000 000", "0,3")
)
units_near = st.sampled_from(
    ("", " tỷ", " triệu", "tr", " triệu đồng", " nghìn đồng", " đ", " tỷ 10 triệu", " (*)", "²")
)
written = st.builds("{}{}".format, near, units_near)


@reading
@given(st.text(number_characters, max_size=16) | st.text(max_size=16) | written)
def test_any_amount_cell_is_read_exactly_or_refused_with_its_place(text: str) -> None:
    """Whatever stands in one amount cell, the register gives the đồng printed or a fault that names the file."""
    result = read(changed(0, 7, text))
    if result.faults:
        assert result.schemes.empty
        assert all(fault.where.file == "data/raw/so.csv" for fault in result.faults)
    else:
        assert int(result.schemes["kcqg"].iloc[0]) == printed_dong(text)


@given(st.integers(10, 99_999_999), st.integers(0, 3), st.sampled_from((10**6, 10**9)))
def test_stored_numbers_are_rounded_never_cut(whole: int, places: int, unit: int) -> None:
    """A stored number times its unit is the exact product of its decimal text."""
    number = float(Decimal(whole).scaleb(-places))
    cell = read_number(repr(number), unit)
    if cell.fault is None:
        assert cell.value == Decimal(repr(number)) * unit


@given(
    st.sampled_from(("", "01/02/", "ngày 5/6/", "12/", "năm ", "tháng 3/")),
    st.lists(st.integers(2000, 2030), min_size=2, max_size=3, unique=True),
    st.sampled_from(
        (" - ", " đến ", "/", " (chuyển sang ", ", ", " → 30/06/", " to 1/1/", "; tháng 4/", "\n")
    ),
)
def test_a_cell_of_several_years_is_never_one_year(
    before: str, years: list[int], between: str
) -> None:
    """Two years in one cell are refused as such, whatever stands around them."""
    assert read_year(before + between.join(map(str, years))) == (0, "year-range")


@given(
    st.binary(max_size=300), st.sampled_from(("a.csv", "a.xlsx", "a.xls", "a", "a.xlsm", "a.CSV"))
)
def test_any_bytes_are_refused_or_read_without_a_crash(data: bytes, name: str) -> None:
    """No content makes the reader crash: it names the file with a code."""
    result = read_register(name, data)
    assert result.faults
    assert all(fault.where.file == name for fault in result.faults)


@given(st.text(max_size=200), st.sampled_from(",;\t|"))
def test_any_text_under_a_header_is_read_or_refused(text: str, separator: str) -> None:
    """Any text below a good header gives faults or schemes, never a crash."""
    result = read(csv_text([HEADER], separator) + text)
    assert result.faults or len(result.schemes)
