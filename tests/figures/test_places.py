"""Places by all spellings of their names: counted once, printed as typed, told where in doubt."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.edition import Edition
from analysis.figures.places import areas, name_says_its_kind
from analysis.values.groups import details_of
from data_builder import compute
from register_files import HEADER, register, row

EDITION = Edition("tinh", 2023, 2023)


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Xã Hoà Bình|Xã Hòa Bình|xã hòa  bình", "Xã Hoà Bình|Xã Hoà Bình|Xã Hoà Bình"),
        ("Qui Nhơn|TP Quy Nhơn|Thành phố Quy Nhơn", "TP Quy Nhơn|TP Quy Nhơn|TP Quy Nhơn"),
        ("Kỳ Anh|Huyện Kỳ Anh", "Huyện Kỳ Anh|Huyện Kỳ Anh"),
        ("Kỳ Anh|Huyện Kỳ Anh|Thị xã Kỳ Anh", "Kỳ Anh|Huyện Kỳ Anh|Thị xã Kỳ Anh"),
        ("Huyện Long Mỹ|Thị xã Long Mĩ", "Huyện Long Mỹ|Thị xã Long Mĩ"),
        ("Tân Châu|Tấn Châu", "Tân Châu|Tấn Châu"),
    ],
)
def test_a_place_is_one_in_all_its_spellings(typed: str, counted: str) -> None:
    """A name without its unit is the only place of that name; of several it is none."""
    assert areas(pd.Series(typed.split("|"))).tolist() == counted.split("|")


def test_two_places_in_four_spellings_are_two(tmp_path: Path) -> None:
    """The report counts two places, adds up each, and prints what was typed; the order of rows changes no sum."""
    rows = [
        row(1, place="Huyện Hoà An", q=100),
        row(2, place="huyện Hòa An", q=10),
        row(3, place="Qui Nhơn", q=50),
        row(4, place="Thành phố Quy Nhơn", q=70),
    ]
    for folder, ordered in ((tmp_path / "a", rows), (tmp_path / "b", rows[::-1])):
        made = compute(register(folder, *ordered), EDITION)
        assert made.value("DB_n") == 2
        assert made.value("Q_db_quy_nhon") == 120_000_000
        assert made.value("Q_db_huyen_hoa_an") == 110_000_000
        assert not [f for f in made.clean.findings if f.code == "place-spelling"]
        assert set(made.clean.schemes["place"]) == {cells[4] for cells in rows}


def test_a_bare_name_of_two_units_is_told(tmp_path: Path) -> None:
    """Which of huyện and thị xã is meant cannot be known: counted apart, and said."""
    places = ("Kỳ Anh", "Huyện Kỳ Anh", "Thị xã Kỳ Anh")
    folder = register(tmp_path, *(row(n, place=place, q=10) for n, place in enumerate(places, 1)))
    made = compute(folder, EDITION)
    assert made.value("DB_n") == 3
    assert any(f.code == "place-spelling" and "“Kỳ Anh”" in f.message for f in made.clean.findings)


def test_equal_ranks_stand_in_vietnamese_order(tmp_path: Path) -> None:
    """Places, and the largest schemes, with as much support as another stand by name, whatever the order of rows."""
    names = ["Huyện An", "Huyện Ân", "Huyện Dầu", "Huyện Đà", "Huyện Ô", "Huyện Ơ"]
    rows = [
        (str(n), f"Đề án {place}", f"Cơ sở {n}", *row(n, place=place, q=10)[3:])
        for n, place in enumerate(reversed(names), 1)
    ]
    details = details_of(compute(register(tmp_path, *rows), EDITION).clean.schemes, EDITION)
    assert details is not None
    assert [group.label for group in details.places] == names
    assert [group.label for group in details.largest] == [f"Đề án {name}" for name in names[:5]]


NAMES = ("Xã Hòa Thủy|Xã Hoà Thuỷ", "Huyện Đắk Mỹ|Huyện Đăk Mĩ", "Thị xã Quý Hợp|Thị xã Quí Hợp")


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.booleans(), st.booleans()), min_size=2, max_size=8
    )
)
def test_moved_tone_marks_change_no_sum(
    tmp_path: Path, typed: list[tuple[str, bool, bool]]
) -> None:
    """Whatever spelling each row has, the places, what each has, and the count of establishments are the same."""
    header = (*HEADER, "Số cơ sở")
    told = []
    for moved in (False, True):
        rows = []
        for number, (names, one, other) in enumerate(typed, 1):
            spellings = names.split("|")
            cells = row(number, place=spellings[one & moved], q=10 * number)
            beneficiary = f"Hợp tác xã {spellings[other & moved]}"
            rows.append((*cells[:2], beneficiary, *cells[3:], "1"))
        made = compute(register(tmp_path / str(moved), *rows, header=header), EDITION)
        details = details_of(made.clean.schemes, EDITION)
        assert details is not None
        supports = [int(group.schemes["kcqg"].sum()) for group in details.places]
        establishments = made.book["N"]
        told.append(
            (
                supports,
                made.value("DB_n"),
                made.value("Q"),
                establishments.value,
                establishments.bound,
            )
        )
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Huyện Vĩnh Linh (Quảng Trị)", True),
        ("Các tỉnh, thành phố phía Nam", True),
        ("20 tỉnh, thành phố phía Nam", True),
        ("Thành phố Huế", True),
        ("Cả nước", True),
        ("Bình Định", False),
        ("Cao Bằng", False),
        ("Hà Nội", False),
    ],
)
def test_a_name_that_says_its_kind_needs_no_word_before_it(name: str, says: bool) -> None:
    """No report is of a "tỉnh Huyện Vĩnh Linh" or a "tỉnh Các tỉnh phía Nam"."""
    assert name_says_its_kind(name) is says
