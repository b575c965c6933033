"""What adopt asks of a register with several columns of days."""

from __future__ import annotations

from analysis.adopting.answers import Answers
from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from register_files import HEADER, ROWS, csv_text


def block(*days: str) -> str:
    """The part that is proposed for a register whose schemes have these columns of days."""
    rows = [[*row, *("15/6/2023" for _ in days)] for row in ROWS]
    data = csv_text([[*HEADER, *days], *rows]).encode()
    look = look_at(RegisterSource("data/raw/so.csv", "0" * 64, data), Answers())
    return block_of(look, "")


def test_several_columns_of_days_are_one_question_of_their_header() -> None:
    """Which of them places schemes in a part of a year is asked, with what may be answered; of one nothing is."""
    (line,) = [
        line
        for line in block("Ngày nghiệm thu", "Ngày giải ngân").splitlines()
        if "ky_theo" in line
    ]
    assert line.startswith('# ky_theo = "?"')
    assert line.endswith("ghi Ngày phê duyệt, Ngày nghiệm thu, Ngày giải ngân, không")
    assert "ky_theo" not in block("Ngày nghiệm thu")
