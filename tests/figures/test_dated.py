"""Registers with days: which schemes lie in a part of a year, and what is refused or told about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.adopting.headers import fingerprint_of
from analysis.edition import Edition, edition_of
from analysis.errors import InputErrors, NoDataError
from analysis.figures.of_edition import figures_for
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import sound
from data_builder import Computed, compute
from register_files import HEADER, register, row

ACCEPTED = "Ngày nghiệm thu"
PAID = "Ngày giải ngân"
STATUS = "Tình trạng"
MILLION = 1_000_000


def part(name: str) -> Edition:
    """The unnamed place in a period by the end of its folder's name: "2025-6t"."""
    edition = edition_of(f"tinh-{name}")
    assert edition is not None
    return edition


def dated(number: int, day: str, q: int, year: int = 2025, *more: str) -> tuple[str, ...]:
    """A scheme of `q` triệu đồng of KCQG with its day and further cells."""
    return (*row(number, year=year, q=q, c=2 * q), day, *more)


def office(folder: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = (ACCEPTED,)) -> Path:
    """A register with these columns behind the usual ones."""
    return register(folder, *rows, header=(*HEADER, *columns))


def kcqg(folder: Path, name: str, status: str = "actual") -> int | None:
    """The KCQG of a period in triệu đồng, None where it has none; of no other."""
    edition = part(name)
    figures = figures_for(sound(read_raw(folder), edition).lists.figures, edition)
    money = [
        figure
        for figure in figures
        if (figure.measure, figure.fund, figure.activity_label) == ("amount", "national", "")
        and (figure.days, figure.status) == (edition.days, status)
    ]
    return int(money[0].value) // MILLION if money else None


def refused(folder: Path, name: str) -> list[str]:
    """Code and cell of each fault for which a period is refused."""
    with pytest.raises(InputErrors) as error:
        sound(read_raw(folder), part(name))
    return [f"{fault.code} {fault.where.row} {fault.where.column}" for fault in error.value.faults]


def told(made: Computed) -> list[str]:
    """The messages about days of a period."""
    codes = ("period-by-date", "scheme-undated")
    return [finding.message for finding in made.clean.findings if finding.code in codes]


DAYS = ("15/01/2025", "2025-03-31", "1/4/2025", "ngày 30 tháng 6 năm 2025", "Ngày 01/07/2025",
        "30.9.2025", "BBNT số 12/BB-SCT ngày 01/10/2025", "31-12-2025")  # fmt: skip


# The schemes of each period by their turn in `DAYS`: the first, and behind the last.
INSIDE = {
    "2025-q1": (0, 2), "2025-q2": (2, 4), "2025-q3": (4, 6), "2025-q4": (6, 8), "2025-6t": (0, 4), "2025-9t": (0, 6),
    "2025-11t": (0, 7), "den-20250401": (0, 3), "2025": (0, 8),
}  # fmt: skip


def test_a_period_counts_the_schemes_whose_day_lies_in_it(tmp_path: Path) -> None:
    """Each part of a year has the schemes of its days, first and last day included, and the year has them all."""
    amounts = [16 * 2**at for at in range(len(DAYS))]
    rows = [dated(at, day, amounts[at]) for at, day in enumerate(DAYS)]
    folder = office(tmp_path, *rows)
    for name, (first, last) in INSIDE.items():
        assert kcqg(folder, name) == sum(amounts[first:last]), name


def test_a_part_of_a_year_is_compared_with_the_same_part_of_the_year_before(tmp_path: Path) -> None:
    """Six months against six months by their days, whatever the rest of both years holds."""
    folder = office(
        tmp_path,
        dated(1, "30/6/2025", 150),
        dated(2, "01/7/2025", 900),
        dated(3, "30/6/2024", 100, 2024),
        dated(4, "01/7/2024", 700, 2024),
    )
    made = compute(folder, part("2025-6t"))
    assert made.value("Q_chenh") == 50 * MILLION
    assert made.value("Q_toc_do") == 50
    assert (made.value("Q"), made.value("DA")) == (150 * MILLION, 1)
    assert told(made) == ["đề án được tính vào kỳ theo ngày nghiệm thu: 1 trong 2 đề án của năm"]


def test_a_year_before_without_all_of_its_days_is_not_compared_and_that_is_told(
    tmp_path: Path,
) -> None:
    """A register whose days are not all known does not serve a part of its year, not even for comparison."""
    folder = office(
        tmp_path,
        dated(1, "30/6/2025", 150),
        dated(2, "30/6/2024", 100, 2024),
        dated(3, "", 700, 2024),
    )
    made = compute(folder, part("2025-6t"))
    assert not made.book.known("Q_chenh")
    assert told(made)[-1].endswith("không so với cùng kỳ")
    assert refused(folder, "2024-6t") == ["date-missing 4 Ngày nghiệm thu"]


def test_planned_and_done_sums_of_a_part_never_meet(tmp_path: Path) -> None:
    """A day of acceptance places what was done alone; what is planned lies in no part, and is told with its money."""
    folder = office(
        tmp_path,
        dated(1, "10/5/2025", 100, 2025, "thực hiện"),
        dated(2, "10/5/2025", 40, 2025, "kế hoạch"),
        dated(3, "", 20, 2025, "kế hoạch"),
        columns=(ACCEPTED, STATUS),
    )
    made = compute(folder, part("2025-6t"))
    assert made.value("Q") == 100 * MILLION
    assert "Q.kh" not in made.book
    assert told(made)[1].startswith("2 đề án")
    assert "180 triệu đồng" in told(made)[1]


def test_a_day_of_approval_places_plans_and_results_each_in_its_own_sum(tmp_path: Path) -> None:
    """What is planned is approved on a day too: it counts as planned."""
    folder = office(
        tmp_path,
        dated(1, "10/5/2025", 100, 2025, "thực hiện"),
        dated(2, "10/5/2025", 40, 2025, "kế hoạch"),
        columns=("Ngày phê duyệt", STATUS),
    )
    assert (kcqg(folder, "2025-6t"), kcqg(folder, "2025-6t", "planned")) == (100, 40)


def test_a_register_without_days_serves_whole_years_only(tmp_path: Path) -> None:
    """No part is made of a year whose schemes have no days; the year is."""
    folder = register(tmp_path, row(1, year=2025, q=100))
    with pytest.raises(NoDataError, match="không có cột ngày chỉ dùng cho cả năm"):
        kcqg(folder, "2025-6t")
    assert kcqg(folder, "2025") == 100


def test_a_register_without_days_beside_one_with_days_is_refused_for_a_part(tmp_path: Path) -> None:
    """Else the sum of the part would lack, untold, what the other one has."""
    office(tmp_path, dated(1, "10/5/2025", 100))
    register(tmp_path, row(2, year=2025, q=50), name="dm-2.csv")
    assert refused(tmp_path, "2025-6t") == ["date-missing None None"]
    assert kcqg(tmp_path, "2025") == 150


def test_several_columns_of_days_are_asked_about_and_the_answer_decides(tmp_path: Path) -> None:
    """Nothing is guessed for a part; whole years need no answer; `ky_theo` says which, or that none does."""
    columns = (ACCEPTED, PAID)
    folder = office(
        tmp_path,
        dated(1, "10/5/2025", 100, 2025, "20/8/2025"),
        dated(2, "10/7/2025", 30, 2025, "20/12/2025"),
        columns=columns,
    )
    assert refused(folder, "2025-6t") == ["date-column-unclear None None"]
    assert kcqg(folder, "2025") == 130
    header = [*HEADER, *columns]
    listed = ", ".join(f'"{text}"' for text in header)

    def answer(told: str) -> None:
        text = f'[[tieu_de]]\nvan_tay = "{fingerprint_of(header)}"\ncot = [{listed}]\nky_theo = "{told}"\n'
        (folder / "doc-so.toml").write_text(text, encoding="utf-8")

    answer(ACCEPTED)
    assert kcqg(folder, "2025-6t") == 100
    answer(PAID)
    assert kcqg(folder, "2025-9t") == 100
    answer("không")
    with pytest.raises(NoDataError):
        kcqg(folder, "2025-6t")
    answer("Ngày khởi công")
    with pytest.raises(InputErrors, match="answers-unknown"):
        kcqg(folder, "2025")
    answer("Ngày phê duyệt")
    with pytest.raises(InputErrors, match="mà danh mục không có cột đó"):
        kcqg(folder, "2025")


NO_DAYS = (
    "31/02/2025",
    "6/15/2025",
    "15/6/25",
    "tháng 6/2025",
    "2025",
    "45823",
    "15/6",
    "đã nghiệm thu",
)


def test_what_is_no_certain_day_is_refused_with_its_cell(tmp_path: Path) -> None:
    """A part asks for the day of every scheme; the year does not hang on it."""
    rows = [dated(at, text, 30) for at, text in enumerate(NO_DAYS)]
    folder = office(tmp_path, *rows, dated(9, "10/5/2025", 100))
    cells = [f"date-unclear {row} Ngày nghiệm thu" for row in range(2, 2 + len(NO_DAYS))]
    assert refused(folder, "2025-6t") == cells
    assert kcqg(folder, "2025") == 340


@pytest.mark.parametrize("name", ["2025", "2025-6t"])
def test_a_day_outside_the_year_of_its_row_is_one_fault_with_its_cell(
    tmp_path: Path, name: str
) -> None:
    """One of the two is wrong, and nobody but the office knows which."""
    days = ("10/5/2025", "31/12/2024", "01/02/2026", "15/6/2052")
    folder = office(tmp_path, *(dated(at, day, 100) for at, day in enumerate(days)))
    cells = [f"date-outside-year {row} Ngày nghiệm thu" for row in (3, 4, 5)]
    assert refused(folder, name) == cells


def test_a_day_while_the_year_is_closed_stays_in_its_whole_year_alone(tmp_path: Path) -> None:
    """Until 31/01 a year's money is still accepted and paid; a part of a year needs to know which year it is."""
    folder = office(tmp_path, dated(1, "10/5/2025", 100), dated(2, "31/01/2026", 30))
    assert kcqg(folder, "2025") == 130
    assert refused(folder, "2025-6t") == ["date-outside-year 3 Ngày nghiệm thu"]


def test_days_of_approval_before_their_year_are_sound_for_the_whole_year(tmp_path: Path) -> None:
    """A plan is approved before its year begins: the year of the row stands, and no part of it can be told."""
    folder = office(tmp_path, dated(1, "20/12/2024", 100), columns=("Ngày phê duyệt",))
    assert kcqg(folder, "2025") == 100
    assert refused(folder, "2025-6t") == ["date-outside-year 2 Ngày phê duyệt"]


def test_a_list_of_six_months_is_of_the_province_of_its_time(tmp_path: Path) -> None:
    """Days up to 30/6/2025 alone are those of the old province of a name; with a later one it is the new province's."""
    named = part("2025-6t")
    edition = Edition("gia-lai", *named.fields)
    folder = office(tmp_path / "truoc", dated(1, "10/5/2025", 100))
    folder.joinpath("dm.csv").rename(folder / "gia-lai-2025.csv")
    assert len(sound(read_raw(folder), edition).lists.schemes) == 1
    folder = office(tmp_path / "sau", dated(1, "10/5/2025", 100), dated(2, "10/7/2025", 100))
    folder.joinpath("dm.csv").rename(folder / "gia-lai-2025.csv")
    with pytest.raises(NoDataError):
        sound(read_raw(folder), edition)
