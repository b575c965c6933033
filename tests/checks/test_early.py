"""A document that is dated before the end of what it tells as done is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis.checks.early import COLUMN, PARAMETER, dated_early
from analysis.edition import Edition
from data_builder import compute, figure, over, write_raw

OF_YEAR = figure("100", fund="KCQG")
OF_FIVE = Edition("thu", 2021, 2025)
NINE_MONTHS = {"tu_ngay": "2022-01-01", "den_ngay": "2022-09-30"}


@pytest.mark.parametrize(
    ("rows", "edition", "day", "told"),
    [
        ([OF_YEAR], Edition("thu", 2022, 2022), "2022-12-30", "trước ngày cuối (31/12/2022) của năm 2022"),
        ([OF_YEAR], Edition("thu", 2022, 2022), "2022-12-31", ""),
        ([OF_YEAR], Edition("thu", 2022, 2022), "2023-01-15", ""),
        ([OF_YEAR], Edition("thu", 2022, 2022), "", ""),
        ([figure("100", fund="KCQG", status="kế hoạch")], Edition("thu", 2022, 2022), "2022-01-15", ""),
        ([figure("100", fund="KCQG", status="ước")], Edition("thu", 2022, 2022), "2022-12-15", ""),
        ([OF_YEAR], OF_FIVE, "2024-06-30", ""),
        ([OF_YEAR], OF_FIVE, "2022-06-30", "của năm 2022"),
        ([figure("100", fund="KCQG", years=(2021, 2025))], OF_FIVE, "2024-06-30", "của giai đoạn 2021-2025"),
        (
            over([OF_YEAR], **NINE_MONTHS),
            Edition("thu", 2022, 2022, "2022-01-01", "2022-09-30"),
            "2022-09-15",
            "của 9 tháng đầu năm 2022",
        ),
    ],
)  # fmt: skip
def test_what_was_done_is_told_after_it_ended(
    tmp_path: Path, rows: list[dict[str, str]], edition: Edition, day: str, told: str
) -> None:
    """A warning names day and period; plans, estimates and years that had ended may be told before the period ends."""
    facts = compute(write_raw(tmp_path, rows), edition).facts
    found = list(dated_early(facts, {}, edition, dt.date.fromisoformat(day) if day else None))
    assert [told in finding.message for finding in found] == [True] * bool(told)
    assert {finding.where for finding in found} <= {PARAMETER}


def test_the_day_of_the_office_is_held_to_the_same(tmp_path: Path) -> None:
    """Without the parameter the day of co-quan.csv counts, and the warning names its column."""
    edition = Edition("thu", 2022, 2022)
    facts = compute(write_raw(tmp_path, [OF_YEAR]), edition).facts
    office = {"ngay": "2022-11-30"}
    assert [one.where for one in dated_early(facts, office, edition, None)] == [COLUMN]
    assert not [*dated_early(facts, office, edition, dt.date(2023, 1, 5))]
