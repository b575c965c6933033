"""Points and the values of a book at one of them: which id a name has, and where it has none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.book.book import Book, Value
from analysis.book.points import At, Point
from analysis.document.blocks import sentence, text_of
from analysis.edition import Edition

EDITION = Edition("thu", 2016, 2022)
PLAN = Point.whole(EDITION, "planned")
YEAR = Point(EDITION, 2017, 2017, "planned")


def book(*values: tuple[str, int | None, str]) -> Book:
    made = Book()
    for id_, number, status in values:
        value = None if number is None else Fraction(number)
        made.add(Value(id_, id_, value, "đề án", status, decimals=0))
    return made


def test_points_have_their_own_ids_and_labels() -> None:
    """A point's suffix names its period where it is not the edition's, and its status where it is not actual."""
    wanted = {
        (2016, 2022, "actual"): ("", ""),
        (2016, 2022, "planned"): (".kh", " (kế hoạch)"),
        (2017, 2017, "actual"): (".2017", " (năm 2017)"),
        (2017, 2017, "approved"): (".2017.pd", " (năm 2017, phê duyệt)"),
        (2016, 2020, "estimated"): (".2016_2020.uoc", " (giai đoạn 2016-2020, ước thực hiện)"),
    }
    for (first, last, status), (suffix, label) in wanted.items():
        point = Point(EDITION, first, last, status)
        assert (point.suffix, point.label) == (suffix, label)
    assert not Point(Edition("thu", 2017, 2017), 2017, 2017, "actual").is_year
    assert Point(EDITION, 2017, 2017, "actual").is_year
    assert not Point(EDITION, 2015, 2015, "actual").is_year


def test_a_name_is_the_value_of_its_own_point_only() -> None:
    """What a point lacks is not taken from another point, period or status; missing is there and not known."""
    values = book(("Q", 5, "actual"), ("Q.2017", 3, "actual"), ("L.2017.kh", None, "planned"))
    at = At(values, YEAR)
    assert at.get("Q") is None
    assert at.id("Q") == "Q.2017.kh"
    assert not at.known("Q")
    with pytest.raises(KeyError, match=r"Q\.2017\.kh"):
        at["Q"]
    assert at["L"].value is None
    assert not at.known("L")
    assert at["Q.2017"].value == 3


def test_an_indicator_is_found_in_its_own_status() -> None:
    """The bare id of an indicator is of the edition's own period in one status, and of no other point."""
    values = book(("I10", 5, "planned"))
    assert At(values, PLAN).id("I10") == "I10"
    assert At(values, PLAN).known("I10")
    for point in (Point.whole(EDITION), YEAR, Point(EDITION, 2017, 2017, "actual")):
        assert not At(values, point).known("I10")


def test_constants_hold_everywhere_and_the_number_of_years_in_every_status() -> None:
    """The cap of a norm has no point; `so_nam` is of the edition's own period, whatever the status."""
    values = book(("so_nam", 7, "actual"), ("nam_nguon", 7, "actual"))
    values.derive("tran", "Mức trần", "đồng", "100")
    assert At(values, YEAR).known("tran")
    assert At(values, PLAN).known("so_nam")
    assert not At(values, PLAN).known("nam_nguon")
    assert not At(values, YEAR).known("so_nam")


def test_what_is_derived_at_a_point_bears_its_suffix_and_label() -> None:
    """The formula is over names at the point; an id with a point of its own stays."""
    values = book(("Q.2017.kh", 3, "planned"), ("Q.2017", 5, "actual"))
    added = At(values, YEAR).derive("lech", "Chênh lệch", "Q - Q.2017", "đề án")
    assert (added.id, added.label) == ("lech.2017.kh", "Chênh lệch (năm 2017, kế hoạch)")
    assert (added.formula, added.value, added.status) == ("Q.2017.kh - Q.2017", -2, "planned")
    assert At(values, YEAR).raw("Q", "Q.2017")
    assert not At(values, YEAR).raw("Q", "lech")


def test_a_sentence_names_values_plainly() -> None:
    """Names in all kinds of marks are those of the point; words between them, references and quotes stay."""
    values = book(("Q.2017.kh", 3, "planned"), ("L.2017.kh", 1, "planned"), ("Q.2017", 2, "actual"))
    at = At(values, YEAR)
    template = (
        "{Q}, {L#}, {cao hơn|thấp hơn: Q so với L}, {tăng|giảm: Q}, {cao nhất: Q > L, Q.2017}, "
        "{lớn hơn: Q > 0}, “{'nhan}”, {@tbl-nguon}, {Q|triệu đồng}, [[năm 2017]], {Q.2017}"
    )
    assert at.text(template) == (
        "{Q.2017.kh}, {L.2017.kh#}, {cao hơn|thấp hơn: Q.2017.kh so với L.2017.kh}, "
        "{tăng|giảm: Q.2017.kh}, {cao nhất: Q.2017.kh > L.2017.kh, Q.2017}, "
        "{lớn hơn: Q.2017.kh > 0}, “{'nhan}”, {@tbl-nguon}, {Q.2017.kh|triệu đồng}, [[năm 2017]], {Q.2017}"
    )
    printed = text_of(sentence(at.text("{Q}, “{'nhan}”, {lớn hơn: Q > L}"), values, nhan="{Q}"))
    assert printed.replace("\u00a0", " ") == "3 đề án, “{Q}”, lớn hơn"
