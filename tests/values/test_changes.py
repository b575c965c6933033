"""What was done is held against its own plan only."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import Book, Origin, Value
from analysis.edition import Edition
from analysis.language.printed_units import DONG
from analysis.values.changes import add_plan_shares
from data_builder import MODELS, compute, figure, made, over, write_raw


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


def of_days(row: dict[str, str], first: str, last: str) -> dict[str, str]:
    """A published figure of a part of its year."""
    return over([row], tu_ngay=first, den_ngay=last)[0]


def test_a_part_of_a_year_is_compared_with_the_same_part_only(tmp_path: Path) -> None:
    """Six months of 2024 stand against six months of 2023, never against nine months or the whole year."""
    rows = [
        of_days(figure("60", fund="KCQG", years=(2024, 2024)), "2024-01-01", "2024-06-30"),
        of_days(figure("50", fund="KCQG", years=(2023, 2023)), "2023-01-01", "2023-06-30"),
        of_days(figure("40", fund="KCĐP", years=(2024, 2024)), "2024-01-01", "2024-06-30"),
        of_days(figure("70", fund="KCĐP", years=(2023, 2023)), "2023-01-01", "2023-09-30"),
        figure("90", fund="đối ứng", years=(2023, 2023)),
        of_days(figure("10", fund="đối ứng", years=(2024, 2024)), "2024-01-01", "2024-06-30"),
    ]
    edition = Edition("thu", 2024, 2024, "2024-01-01", "2024-06-30")
    book = compute(write_raw(tmp_path, rows), edition).book
    assert book["Q_toc_do"].value == 20
    assert "cùng kỳ năm 2023" in book["Q_toc_do"].label
    assert "L_chenh" not in book
    assert "C_chenh" not in book


def test_parts_on_both_sides_of_the_reform_are_not_compared(tmp_path: Path) -> None:
    """Nine months of 2025 end after provinces were merged: those of 2024 are of another territory, or may be."""
    rows = [
        of_days(figure("60", fund="KCQG", years=(year, year)), f"{year}-01-01", f"{year}-09-30")
        for year in (2024, 2025)
    ]
    edition = Edition("thu", 2025, 2025, "2025-01-01", "2025-09-30")
    assert "Q_chenh" not in compute(write_raw(tmp_path, rows), edition).book


def test_money_by_activity_is_held_against_its_own_plan(tmp_path: Path) -> None:
    """Models: 80 of 100 planned. What a source printed by activity for the year before is that year's to settle."""
    rows = [
        figure("80", fund="KCQG", label=MODELS),
        figure("100", fund="KCQG", label=MODELS, status="kế hoạch"),
        figure("64", fund="KCQG", label=MODELS, years=(2021, 2021)),
        figure("999", fund="KCQG", label=MODELS, years=(2021, 2021), status="kế hoạch"),
    ]
    book = made(tmp_path, rows).book
    assert book["M_so_kh"].value == 80
    assert "M_chenh" not in book


def test_a_register_holds_each_activity_against_its_own_year_before(tmp_path: Path) -> None:
    """Machines: 300 triệu đồng after 200 are half as much again."""
    money = "KCQG (đồng),KCĐP (đồng),Đối ứng (đồng)"
    header = f"Tên đề án,Đơn vị thụ hưởng,Loại hình,Địa bàn,Năm,Nội dung hoạt động,{money}"
    rows = [
        f"Máy {year},Cơ sở {year},Ứng dụng máy móc,Xã A,{year},Máy tiện,{amount}000000,0,5000000"
        for year, amount in ((2021, 200), (2022, 300))
    ]
    (tmp_path / "danh-muc.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    book = compute(tmp_path, Edition("tinh", 2022, 2022)).book
    assert book["K_toc_do"].value == 50
