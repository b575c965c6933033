"""Rows that go on with the scheme above them, and groups that do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    read,
    sums,
)


def with_row(after: int, cells: dict[int, str], name: str = "") -> str:
    """The base register with a row below a scheme; `name` replaces the name of that scheme."""
    rows = [list(row) for row in ROWS]
    if name:
        rows[after][1] = name
    extra = [cells.get(index, "") for index in range(len(HEADER))]
    return csv_text([HEADER, *rows[: after + 1], extra, *rows[after + 1 :]])


@pytest.mark.parametrize(
    "cells",
    [
        {1: "tiết kiệm điện"},
        {1: "Hòa Phú"},
        {1: "sao chè", 2: "Chè Xanh"},
        {2: "Hòa Phú"},
        {3: "máy móc"},
        {6: "và lắp đặt"},
        {1: "Sao chè", 2: "Xanh", 3: "móc", 4: "An", 6: "sao"},
    ],
)
def test_a_line_of_a_cell_as_a_row_is_refused_as_a_continuation(cells: dict[int, str]) -> None:
    """A row between schemes that has only texts does not disappear: it is named as what goes on with the row above."""
    result = read(with_row(0, cells))
    assert fault_codes(result) == {"row-continuation"}
    assert [fault.where.row for fault in result.faults] == [3]


@pytest.mark.parametrize(
    "text", ["HUYỆN VÂN CANH", "Huyện Vân Canh", "II. Miền núi", "Đào tạo nghề"]
)
def test_a_group_without_a_number_stays_a_group(text: str) -> None:
    """Capitals, words of places or funds, a label inside or a kind of scheme make a row the name of a group."""
    assert sums(read(with_row(0, {1: text}))) == SUMS


@pytest.mark.parametrize(
    "cells", [{1: "TỰ ĐỘNG TẠI XÃ"}, {2: "VÀ CHÈ XANH"}, {2: "Huyện Vân Canh"}, {1: "2. Máy vò"}]
)
@pytest.mark.parametrize("capitals", [False, True])
def test_capitals_and_digits_name_no_group_in_a_list_without_groups(
    cells: dict[int, str], *, capitals: bool
) -> None:
    """Where no group stands above the first scheme, a row in capitals or with digits goes on with the row above."""
    name = ROWS[0][1].upper() if capitals else ""
    result = read(with_row(0, cells, name))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("row-continuation", 3)]


@pytest.mark.parametrize(
    ("name", "place"),
    [("Mô hình sấy chè tại", "Nghệ An"), ("Mô hình sấy chè", "Xã Tây Bình, huyện Tây Sơn")],
)
@pytest.mark.parametrize("below", ["Xã Tây Bình", "Xã Tây Bình,", "XÃ TÂY BÌNH"])
def test_a_place_that_may_end_the_name_above_is_asked_about(
    name: str, place: str, below: str
) -> None:
    """A name that was broken off, or a place of the scheme above, is no name of a group: no name is cut."""
    cut = ["1", name, *ROWS[0][2:4], place, *ROWS[0][5:]]
    row = ["", below, *[""] * 9]
    result = read(csv_text([HEADER, cut, row, *ROWS[1:]]))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("row-continuation", 3)]


@pytest.mark.parametrize("words", [("MIỀN XUÔI", "MIỀN NÚI"), ("1. Miền xuôi", "2. Miền núi")])
def test_groups_without_words_or_numbers_stand_above_every_part(words: Sequence[str]) -> None:
    """A list that such a name opens is divided by others; among names in capitals, capitals divide nothing."""
    first, second = (["", name, *[""] * 9] for name in words)
    assert sums(read(csv_text([HEADER, first, ROWS[0], second, *ROWS[1:]]))) == SUMS
    shouted = [ROWS[0][0], ROWS[0][1].upper(), *ROWS[0][2:]]
    result = read(csv_text([HEADER, first, shouted, second, *ROWS[1:]]))
    assert fault_codes(result) == ({"row-continuation"} if words[0].isupper() else set())


@pytest.mark.parametrize("mark", ["", ".", ")"])
@pytest.mark.parametrize("name", ["Máy ép viên", "MÁY ÉP VIÊN"])
@pytest.mark.parametrize("after", [1, 2])
def test_a_row_that_counts_on_is_a_scheme_without_its_data_and_no_group(
    mark: str, name: str, after: int
) -> None:
    """The next number in the form of the schemes' own, with a name alone, is refused and not passed over as a group."""
    rows = [[f"{number}{mark}", *row[1:]] for number, row in enumerate(ROWS, 1)]
    rows.insert(after + 1, [f"{after + 2}{mark}", name, *[""] * 9])
    result = read(csv_text([HEADER, *rows]))
    assert {fault.where.row for fault in result.faults} == {after + 3}


def test_groups_and_schemes_may_be_numbered_alike() -> None:
    """A group "2." after scheme "1." stays one where the count begins again below it, or goes on with a dash."""
    for numbers_below in (["1.", "1.", "2."], ["-", "-", "-"]):
        first, *others = ([stt, *row[1:]] for stt, row in zip(numbers_below, ROWS, strict=True))
        heads = [[stt, "Miền núi", *[""] * 9] for stt in ("1.", "2.")]
        assert sums(read(csv_text([HEADER, heads[0], first, heads[1], *others]))) == SUMS
