"""Registers with days: which schemes lie in a part of a year, and what is refused or told about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.adopting.headers import fingerprint_of
from analysis.edition import Edition, edition_of
from analysis.errors import InputErrors, NoDataError
from analysis.figures.dated import serves_parts
from analysis.figures.of_edition import figures_for
from analysis.raw.folder import read_raw
from analysis.stages.reading import sound
from data_builder import Computed, compute, figure, over, write_raw
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
    codes = ("period-by-date", "scheme-undated", "period-not-compared", "day-of-other-year")
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
    assert told(made)[1].startswith("kế hoạch của 2 đề án")
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


def test_a_day_outside_the_year_of_its_row_is_one_fault_with_its_cell(tmp_path: Path) -> None:
    """One of the two is wrong, and nobody but the office knows which: a part may have the scheme, or not."""
    days = ("10/5/2025", "31/12/2024", "01/02/2026", "15/6/2052")
    folder = office(tmp_path, *(dated(at, day, 100) for at, day in enumerate(days)))
    cells = [f"date-outside-year {row} Ngày nghiệm thu" for row in (3, 4, 5)]
    assert refused(folder, "2025-6t") == cells


def test_a_whole_year_is_never_refused_for_a_day_outside_it(tmp_path: Path) -> None:
    """Schemes are carried over: the year of the row has them, and rows and days are told."""
    days = ("10/5/2025", "31/12/2024", "15/3/2026")
    folder = office(tmp_path, *(dated(at, day, 100) for at, day in enumerate(days)))
    made = compute(folder, part("2025"))
    assert made.value("Q") == 300 * MILLION
    (message,) = told(made)
    assert message.startswith("2 đề án có ngày nghiệm thu ngoài năm của dòng")
    assert message.endswith("(dòng 3: 2024-12-31; dòng 4: 2026-03-15)")


def test_a_whole_year_tells_of_a_day_that_is_in_no_calendar(tmp_path: Path) -> None:
    """Its parts will be refused for it: the office hears of it before June."""
    folder = office(tmp_path, dated(1, "31/06/2025", 300), dated(2, "30/06/2025", 200))
    findings = compute(folder, part("2025")).clean.findings
    (said,) = (finding.message for finding in findings if finding.code == "date-unclear")
    assert '"31/06/2025" không phải ngày' in said
    assert "30/06/2025" not in said


def test_a_late_day_is_asked_about_only_where_the_scheme_may_lie_in_the_part(
    tmp_path: Path,
) -> None:
    """15/3/2026 may be 15/3/2025; 15/11/2026 lies behind six months of 2025 whichever year is meant."""
    early, late = dated(2, "15/3/2026", 30), dated(3, "15/11/2026", 70)
    folder = office(tmp_path, dated(1, "10/5/2025", 100), early, late)
    assert refused(folder, "2025-6t") == ["date-outside-year 3 Ngày nghiệm thu"]
    assert refused(folder, "2025-q4") == ["date-outside-year 4 Ngày nghiệm thu"]
    office(folder, dated(1, "10/5/2025", 100), late)
    assert kcqg(folder, "2025-6t") == 100


def test_the_year_of_its_row_has_a_scheme_whose_day_lies_in_a_part_of_another(
    tmp_path: Path,
) -> None:
    """Carried over from 2024 and accepted in March 2025: it is in the sums of 2024 alone, and that is told."""
    folder = office(tmp_path, dated(1, "10/5/2025", 100), dated(2, "15/3/2025", 30, 2024))
    made = compute(folder, part("2025-6t"))
    assert made.value("Q") == 100 * MILLION
    assert told(made)[0].endswith("thuộc năm của dòng (dòng 3: 2025-03-15)")
    assert kcqg(folder, "2024") == 30


def test_parts_of_a_year_add_up_to_it_with_plans_approved_before_it(tmp_path: Path) -> None:
    """A plan of 2025 approved in December 2024 counts from the first day of 2025 and in no later part; that is told."""
    days = ("20/12/2024", "10/5/2025", "30/9/2025")
    rows = [dated(at, day, 16 * 2**at) for at, day in enumerate(days)]
    folder = office(tmp_path, *rows, columns=("Ngày phê duyệt",))
    found = {name: kcqg(folder, f"2025-{name}") for name in ("q1", "q2", "q3", "6t")}
    assert found == {"q1": 16, "q2": 32, "q3": 64, "6t": 48}
    assert kcqg(folder, "2025") == 112
    message = told(compute(folder, part("2025-6t")))[0]
    assert "dòng 2: 2024-12-20" in message
    assert message.endswith("tính từ ngày đầu năm")
    assert told(compute(folder, part("2025"))) == []


def test_a_plan_approved_two_years_before_is_asked_about(tmp_path: Path) -> None:
    """No plan is approved so early: the year of the day or of the row is wrong."""
    folder = office(tmp_path, dated(1, "20/12/2023", 100), columns=("Ngày phê duyệt",))
    assert refused(folder, "2025-6t") == ["date-outside-year 2 Ngày phê duyệt"]


BEFORE = {
    "không ghi ngày": [""],
    "không rõ là ngày nào": ["15/6/24"],
    "ngày nằm ngoài năm của dòng": ["20/12/2023"],
}


@pytest.mark.parametrize("why", BEFORE)
def test_odd_days_of_the_year_before_end_the_comparison_alone(tmp_path: Path, why: str) -> None:
    """The part of this year is made; that and why nothing is compared is told."""
    days = ("10/4/2024", *BEFORE[why])
    rows = [dated(2 + at, day, 50, 2024) for at, day in enumerate(days)]
    made = compute(office(tmp_path, dated(1, "10/5/2025", 100), *rows), part("2025-6t"))
    assert made.value("Q") == 100 * MILLION
    assert "Q_chenh" not in made.book
    assert why in told(made)[-1]


def test_figures_of_a_part_are_not_compared_with_a_register_placed_by_days(tmp_path: Path) -> None:
    """Nobody knows by which day a form or an article counts: half a year of it may hold other schemes."""
    rows = [figure("900", fund="KCQG", years=(2025, 2025), place="(không nêu tên)")]
    write_raw(tmp_path, over(rows, tu_ngay="2025-01-01", den_ngay="2025-06-30"))
    made = compute(office(tmp_path, dated(1, "30/6/2024", 100, 2024)), part("2025-6t"))
    assert made.value("Q") == 900 * MILLION
    assert "Q_chenh" not in made.book
    assert "không rõ xếp theo ngày nào, năm 2024 theo ngày nghiệm thu" in told(made)[-1]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (("Ngày phê duyệt",), "năm 2025 xếp đề án vào kỳ theo ngày nghiệm thu, năm 2024 theo"),
        ((ACCEPTED, PAID), "danh mục năm 2024 có nhiều cột ngày"),
        (("Ghi chú",), "danh mục năm 2024 không có cột ngày"),
    ],
)
def test_years_whose_schemes_are_placed_by_different_days_are_not_compared(
    tmp_path: Path, columns: tuple[str, ...], why: str
) -> None:
    """Approved in six months stands against accepted in six months as little as against nothing, and that is told."""
    office(tmp_path, dated(1, "10/5/2025", 100))
    days = ["10/4/2024"] * len(columns)
    register(
        tmp_path, dated(2, days[0], 50, 2024, *days[1:]), header=(*HEADER, *columns), name="cu.csv"
    )
    made = compute(tmp_path, part("2025-6t"))
    assert "Q_chenh" not in made.book
    assert why in told(made)[-1]


def test_registers_of_a_year_that_place_schemes_by_different_days_are_refused_for_its_parts(
    tmp_path: Path,
) -> None:
    """Paid 150 and approved 100 in six months are no 250 of anything."""
    office(tmp_path, dated(1, "10/5/2025", 150), columns=(PAID,))
    header = (*HEADER, "Ngày phê duyệt")
    register(tmp_path, dated(2, "10/5/2025", 100), header=header, name="khac.csv")
    assert refused(tmp_path, "2025-6t") == ["date-column-unclear None None"]
    assert kcqg(tmp_path, "2025") == 250
    read = sound(read_raw(tmp_path), part("2025")).registers
    assert not serves_parts(read.schemes, read.tables, part("2025-6t"))


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
    # what the refusal says to do: a register of the old province of its own, and its line
    office(tmp_path / "cu", dated(3, "10/5/2025", 70))
    (tmp_path / "cu" / "dm.csv").rename(folder / "cu.csv")
    line = "tep,ten,dia_ban\ncu.csv,,Gia Lai trước sắp xếp\n"
    (folder / "dia-ban.csv").write_text(line, encoding="utf-8")
    assert len(sound(read_raw(folder), edition).lists.schemes) == 1
