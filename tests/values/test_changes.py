"""What was done is held against its own plan only."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import Book, Origin, Value
from analysis.edition import Edition
from analysis.language.numbers import DONG
from analysis.values.changes import add_plan_shares
from data_builder import figure, made


def test_what_was_done_is_told_as_a_share_of_its_plan(tmp_path: Path) -> None:
    """Published: 80 of 100 triệu đồng are 80%. Without a plan there is no share."""
    rows = [
        figure("80", fund="KCQG"), figure("100", fund="KCQG", status="kế hoạch"),
        figure("5", fund="KCĐP"),
    ]  # fmt: skip
    book = made(tmp_path, rows).book
    assert book["Q_so_kh"].value == 80
    assert "L_so_kh" not in book


@pytest.mark.parametrize(("planned", "share"), [((2,), None), ((1, 2), Fraction(80))])
def test_schemes_that_are_only_planned_are_no_plan_of_those_done(
    planned: tuple[int, ...], share: Fraction | None
) -> None:
    """A register's plan is one of what was done only where it comes from the same rows."""
    book = Book()
    for id_, rows, status in (("Q", (1,), "actual"), ("Q.kh", planned, "planned")):
        text = ", ".join(map(str, rows))
        origin = Origin("data/raw/so.xlsx", "0" * 64, None, rows[0], "KCQG", "1", rows=text)
        amount = Fraction(80 if id_ == "Q" else 100)
        book.add(Value(id_, "KCQG", amount, DONG, status, origins=(origin,), gather="sum"))
    add_plan_shares(book, Edition("thu", 2022, 2022))
    assert (book["Q_so_kh"].value if "Q_so_kh" in book else None) == share
