"""Places in time: an edition's territory is that of its last day, and nothing is compared with another one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.commands.compare import compare
from analysis.commands.compared import EditionName
from analysis.definitions.indicators import load_definitions
from analysis.definitions.provinces import province_of, provinces, territory_name
from analysis.document.blocks import Block, text_of
from analysis.edition import Edition
from analysis.errors import InputErrors, IssuedError, NoDataError, ParameterError
from analysis.figures.figure import figures_in
from analysis.figures.places import other_names, same_name
from analysis.figures.territory import ground_of
from analysis.issued.files import concerns
from analysis.issued.recompute import recompute
from analysis.parameters import parse_parameters
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.registers.table_refs import TableRef
from analysis.report import areas
from analysis.report.view import Report
from analysis.report.years import text
from analysis.stages.cleaning import clean_edition
from analysis.stages.reading import sound
from data_builder import Computed, compute, figure, over, write_raw
from register_files import HEADER, csv_text, register, row

OFFICE = "dia_ban,co_quan_chu_quan,co_quan_ban_hanh,so_ky_hieu,dia_danh,quyen_han,chuc_vu,nguoi_ky,noi_nhan"
NEW = Edition("gia-lai", 2025, 2025)
OLD = Edition("gia-lai", 2024, 2024)


def books(folder: Path, *names: str) -> Path:
    """Registers by file name: of each a scheme with KCQG of ten times its number in triệu đồng."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names, 1):
        year = int(name[-4:])
        register(
            folder, row(number, year=year, place="Huyện A", q=10 * number, c=30), name=f"{name}.csv"
        )
    return folder


def own(folder: Path, place: str) -> Path:
    """The folder with the department's own place."""
    (folder / "co-quan.csv").write_text(f"{OFFICE}\n{place},,,,,,,,\n", encoding="utf-8")
    return folder


def test_a_register_of_the_province_as_it_is_now_is_told_so(tmp_path: Path) -> None:
    """The half year before the merger is of the old province: whose the register is, and what to do."""
    folder = books(tmp_path, "gia-lai-2025")
    half = Edition("gia-lai", 2025, 2025, "2025-01-01", "2025-06-30")
    with pytest.raises(NoDataError, match="year-no-rows") as refused:
        sound(read_raw(folder), half)
    told = str(refused.value)
    assert "số liệu của kỳ 2025 là của Gia Lai từ 01/7/2025 (sau sắp xếp)" in told
    assert "dia_ban là Gia Lai trước sắp xếp" in told
    assert "YEAR=2025" in told
    assert "chọn một kỳ trên" not in told


@pytest.mark.parametrize("place", ["", "Gia Lai", "Bình Định"])
def test_growth_is_over_the_same_territory(tmp_path: Path, place: str) -> None:
    """With both provinces of before the change is exact; each edition has the schemes of its own territory."""
    folder = books(tmp_path, "gia-lai-2024", "binh-dinh-2024", "gia-lai-moi-2025")
    if place:
        own(folder, place)
    sound(read_raw(folder), NEW)
    with pytest.raises(NoDataError, match="place-unknown"):
        sound(read_raw(folder), Edition("ha-giang", 2024, 2024))
    made = compute(folder, NEW)
    assert (made.value("Q"), made.value("Q.2024"), made.value("Q_chenh")) == (
        30_000_000,
        30_000_000,
        0,
    )
    assert made.clean.is_broken is False
    assert compute(folder, OLD).value("Q") == 10_000_000
    assert compute(folder, Edition("gia-lai-truoc-sap-xep", 2024, 2024)).value("Q") == 10_000_000
    assert compute(folder, Edition("binh-dinh", 2024, 2024)).value("Q") == 20_000_000
    series = compute(folder, Edition("gia-lai", 2024, 2025))
    assert (series.value("Q"), series.value("Q.2024"), series.value("Q_chenh.2025")) == (
        60_000_000,
        30_000_000,
        0,
    )


def test_years_of_one_province_since_the_reform_are_compared_and_added_up(tmp_path: Path) -> None:
    """Of 2025 and 2026 nothing lies before the reform: what is compared is not said to be beyond comparison."""
    folder = books(tmp_path, "gia-lai-2025", "gia-lai-2026")
    series = compute(folder, Edition("gia-lai", 2025, 2026))
    assert (series.value("Q"), series.value("Q_chenh.2026")) == (30_000_000, 10_000_000)
    assert not series.clean.is_broken
    assert "territory-break" not in {finding.code for finding in series.clean.findings}
    earlier = compute(books(tmp_path, "gia-lai-2024"), Edition("gia-lai", 2024, 2026))
    assert earlier.clean.is_broken


@pytest.mark.parametrize(
    ("place", "title", "own_place"),
    [
        ("hue", "thua-thien-hue", ""),
        ("hue", "hue", "Thừa Thiên Huế"),
        ("thua-thien-hue", "hue", ""),
        ("thua-thien-hue", "thua-thien-hue", "Huế"),
    ],
)
def test_a_province_under_another_name_is_the_same(
    tmp_path: Path, place: str, title: str, own_place: str
) -> None:
    """Huế had another name until 2025: registers, figures, office and PLACE may have either, growth is over both."""
    folder = books(tmp_path, f"{title}-2024", "hue-2025")
    if own_place:
        own(folder, own_place)
    edition = Edition(place, 2025, 2025)
    sound(read_raw(folder), edition)
    made = compute(folder, edition)
    assert (made.value("Q.2024"), made.value("Q"), made.value("Q_chenh")) == (
        10_000_000,
        20_000_000,
        10_000_000,
    )
    assert made.clean.place_name == territory_name(place)
    if own_place:
        assert made.clean.narrative.office["dia_ban"] == own_place


def test_figures_of_a_province_under_two_names_are_compared(tmp_path: Path) -> None:
    """What is published of Thừa Thiên Huế in 2024 is the year before of Huế in 2025; each has its name."""
    rows = [
        *over(
            [figure("100", fund="KCQG")], dia_ban="Thừa Thiên Huế", tu_nam="2024", den_nam="2024"
        ),
        *over([figure("120", fund="KCQG")], dia_ban="Huế", tu_nam="2025", den_nam="2025"),
    ]
    folder = write_raw(tmp_path, rows)
    made = compute(folder, Edition("hue", 2025, 2025))
    assert made.value("Q_chenh") == 20_000_000
    before = compute(folder, Edition("hue", 2024, 2024))
    assert (before.value("Q"), before.clean.place_name) == (100_000_000, "Thừa Thiên Huế")


def nine_months(folder: Path, *names: str) -> Computed:
    """Nine months of 2025 of the joined province, of registers by file name: the nth accepts n schemes of 10 triệu."""
    for number, name in enumerate(names, 1):
        year = int(name[-4:])
        money = {"year": year, "q": 10, "c": 30}
        rows = [(*row(10 * number + at, **money), f"0{at}/9/{year}") for at in range(1, number + 1)]
        register(folder, *rows, header=(*HEADER, "Ngày nghiệm thu"), name=f"{name}.csv")
    return compute(folder, Edition("gia-lai", 2025, 2025, "2025-01-01", "2025-09-30"))


def test_a_part_across_the_reform_is_compared_over_one_territory(tmp_path: Path) -> None:
    """Nine months of both provinces of before stand against those of the province that was made of them."""
    made = nine_months(tmp_path, "gia-lai-2024", "binh-dinh-2024", "gia-lai-moi-2025")
    assert (made.value("Q"), made.value("Q_chenh")) == (30_000_000, 0)
    assert not made.clean.is_broken


def test_a_part_that_is_not_compared_across_the_reform_says_so(tmp_path: Path) -> None:
    """Without one of the provinces of before there is no change of nine months, and that is told."""
    made = nine_months(tmp_path, "gia-lai-2024", "gia-lai-moi-2025")
    assert (made.value("Q"), "Q_chenh" in made.book) == (20_000_000, False)
    assert "territory-break" in {finding.code for finding in made.clean.findings}


def test_six_months_of_the_joined_province_reach_back_before_the_reform(tmp_path: Path) -> None:
    """The joined province's own register of 2025 has the six months before it was made: 2026 is compared with them."""
    for year in (2025, 2026):
        days = (f"10/6/{year}", f"10/8/{year}")
        rows = [(*row(at, year=year, q=10, c=30), day) for at, day in enumerate(days)]
        header = (*HEADER, "Ngày nghiệm thu")
        register(tmp_path, *rows, header=header, name=f"gia-lai-moi-{year}.csv")
    made = compute(tmp_path, Edition("gia-lai", 2026, 2026, "2026-01-01", "2026-06-30"))
    assert (made.value("Q"), made.value("Q_chenh")) == (10_000_000, 0)


def test_one_province_of_before_is_no_growth(tmp_path: Path) -> None:
    """Without Bình Định the year before is another territory: no value, no change, and the report says why."""
    folder = books(tmp_path, "gia-lai-2024", "gia-lai-moi-2025")
    for place in ("", "Gia Lai"):
        if place:
            own(folder, place)
        made = compute(folder, NEW)
        assert made.value("Q") == 20_000_000
        assert not made.book.known("Q.2024")
        assert "Q_chenh" not in made.book
        series = compute(folder, Edition("gia-lai", 2024, 2025))
        assert series.value("Q.2025") == 20_000_000
        assert not series.book.known("Q.2024")
        assert not series.book.known("Q")
        assert "territory-break" in [finding.code for finding in made.clean.findings]
        told = next(f for f in made.clean.beside if f.code == "territory-lacking")
        assert "Bình Định" in told.message


@pytest.mark.parametrize("named_by_rows", [False, True])
def test_a_province_with_plans_alone_makes_no_year_whole(
    tmp_path: Path, *, named_by_rows: bool
) -> None:
    """Beside what Gia Lai carried out, plans of Bình Định are no growth; where both only plan, both are there."""
    folder = books(tmp_path, "gia-lai-moi-2025")
    header = (*HEADER, "Tình trạng")

    def planned(name: str, place: str, status: str) -> None:
        file, where = (f"{name}-2024.csv", "Huyện A")
        if named_by_rows:
            file, where = f"{name[0]}-2024.csv", place
        line = (*row(len(name), year=2024, place=where, q=10, c=30), status)
        register(folder, line, header=header, name=file)

    planned("binh-dinh", "Bình Định", "kế hoạch")
    for status in ("thực hiện", "kế hoạch"):
        planned("gia-lai", "Gia Lai", status)
        made = compute(folder, NEW)
        assert "Q_chenh" not in made.book
        told = [finding.code for finding in made.clean.beside]
        assert ("territory-lacking" in told) is (status == "thực hiện")
    for name, place in (("gia-lai", "Gia Lai"), ("binh-dinh", "Bình Định")):
        planned(name, place, "thực hiện")
    assert compute(folder, NEW).value("Q_chenh") == -10_000_000


def test_a_register_that_may_be_of_another_province_is_asked(tmp_path: Path) -> None:
    """A visit in another province moves no register out: it is asked until dia-ban.csv says; a firm's name is not."""
    folder = own(tmp_path, "Nghệ An")
    for name, title in (
        ("a", "DANH MỤC ĐỀ ÁN HỌC TẬP TẠI TỈNH BÌNH ĐỊNH"),
        ("b", "(Hồ sơ của Công ty CP Hòa Bình)"),
    ):
        text = csv_text([[title], HEADER, row(ord(name), year=2024, q=10, c=30)])
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    edition = Edition("nghe-an", 2024, 2024)
    with pytest.raises(InputErrors, match="territory-unclear") as refused:
        compute(folder, edition)
    assert "a.csv" in str(refused.value)
    assert "b.csv" not in str(refused.value)
    (folder / "dia-ban.csv").write_text("tep,ten,dia_ban\na.csv,,Nghệ An\n", encoding="utf-8")
    assert compute(folder, edition).value("Q") == 20_000_000
    (folder / "dia-ban.csv").write_text("tep,ten,dia_ban\na.csv,,Bình Định\n", encoding="utf-8")
    assert compute(folder, edition).value("Q") == 10_000_000


@pytest.mark.parametrize("year", [2024, 2025])
def test_no_province_is_added_twice(tmp_path: Path, year: int) -> None:
    """Registers of two territories that share a province in a year that is used are refused, both files named."""
    folder = own(books(tmp_path, f"a-{year}", f"b-{year}", "gia-lai-2025"), "Gia Lai")
    told = f"tep,ten,dia_ban,tu_ngay\na-{year}.csv,,Gia Lai (từ 01/7/2025),\n"
    told += f"b-{year}.csv,,Gia Lai (trước 01/7/2025),\n"
    (folder / "dia-ban.csv").write_text(told, encoding="utf-8")
    with pytest.raises(InputErrors, match="territory-overlap") as refused:
        compute(folder, NEW)
    assert all(f"{name}-{year}.csv" in str(refused.value) for name in "ab")
    (folder / f"b-{year}.csv").unlink()
    (folder / "dia-ban.csv").write_text(told[: told.index("b-")], encoding="utf-8")
    assert compute(folder, NEW).book.known("Q")


def test_two_provinces_are_no_place_without_a_name(tmp_path: Path) -> None:
    """While the own place is not named, registers of two provinces in one year are asked about, never added."""
    folder = books(tmp_path, "gia-lai-2024", "binh-dinh-2024")
    with pytest.raises(InputErrors, match="territory-unnamed") as refused:
        compute(folder, Edition("tinh", 2024, 2024))
    assert "PLACE" in str(refused.value)
    assert compute(own(folder, "Gia Lai"), Edition("gia-lai", 2024, 2024)).book.known("Q")
    (folder / "co-quan.csv").unlink()
    (folder / "binh-dinh-2024.csv").unlink()
    assert compute(folder, Edition("tinh", 2024, 2024)).book.known("Q")


def test_a_register_of_no_name_makes_no_year_whole(tmp_path: Path) -> None:
    """Beside Gia Lai alone a register that names no province is not taken for Bình Định: the year is lacking."""
    folder = own(books(tmp_path, "gia-lai-2024", "dm-2024", "gia-lai-moi-2025"), "Gia Lai")
    made = compute(folder, NEW)
    assert not made.book.known("Q.2024")
    assert "territory-lacking" in [finding.code for finding in made.clean.beside]


def test_a_register_that_names_no_province_is_not_compared(tmp_path: Path) -> None:
    """Of an own province that changed, or of none; on one side of the reform, and where nothing changed, it is."""
    folder = books(tmp_path, "dm-2024", "so-2025", "sau-2026")
    for place, slug in (("", "tinh"), ("Gia Lai", "gia-lai")):
        if place:
            own(folder, place)
        made = compute(folder, Edition(slug, 2025, 2025))
        assert made.value("Q") == 20_000_000
        assert "Q_chenh" not in made.book
        assert not made.book.known("Q.2024")
        later = compute(folder, Edition(slug, 2026, 2026))
        assert later.value("Q_chenh") == 10_000_000
        series = compute(folder, Edition(slug, 2024, 2026))
        # two territories are not added up either
        assert not series.book.known("Q")
        assert (series.value("Q.2024"), series.value("Q.2026")) == (10_000_000, 30_000_000)
        assert "Q_chenh.2025" not in series.book
        assert series.value("Q_chenh.2026") == 10_000_000
    own(folder, "Cao Bằng")
    assert compute(folder, Edition("cao-bang", 2025, 2025)).value("Q_chenh") == 10_000_000


def test_the_break_is_marked_in_the_report(tmp_path: Path) -> None:
    """The chapter of years says that the two sides are not compared; what is no part of the edition changes no word."""
    made = compute(books(tmp_path, "gia-lai-2024", "gia-lai-moi-2025"), NEW)
    figures_in(clean_edition(read_raw(tmp_path), NEW)[0])
    printed = str(text(made.report))
    assert "không so sánh" in printed
    (tmp_path / "gia-lai-2024.csv").unlink()
    alone = compute(tmp_path, NEW)
    assert (alone.clean.findings, alone.clean.inputs) == (made.clean.findings, made.clean.inputs)
    assert alone.clean.is_broken


def test_dia_ban_names_what_a_file_does_not(tmp_path: Path) -> None:
    """A file's province, other names of places, and old units that are new ones from a day on."""
    folder = books(tmp_path, "dm-2024", "so-2024", "sau-2025")
    lines = [
        "tep,ten,dia_ban,tu_ngay",
        "dm-2024.csv,,Gia Lai,",
        "so-2024.csv,,Bình Định,",
        "sau-2025.csv,,Gia Lai,",
    ]
    (folder / "dia-ban.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = compute(folder, NEW)
    assert (made.value("Q"), made.value("Q.2024")) == (30_000_000, 30_000_000)
    assert compute(folder, OLD).value("Q") == 10_000_000
    lines += [",Huyện A,Xã A mới,2025-07-01"]
    (folder / "dia-ban.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert compute(folder, NEW).clean.schemes["area"].tolist() == ["Xã A mới"]
    assert compute(folder, OLD).clean.schemes["area"].tolist() == ["Huyện A"]
    assert compute(folder, NEW).clean.schemes["place"].tolist() == ["Huyện A"]
    # other lines are no part of the edition
    used = compute(folder, NEW).clean.inputs
    lines += [",Huyện B,Xã B,"]
    (folder / "dia-ban.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert compute(folder, NEW).clean.inputs == used
    assert "data/raw/dia-ban.csv" in used


@pytest.mark.parametrize("turned", [False, True])
def test_the_latest_start_of_a_name_holds_in_any_order_of_lines(
    tmp_path: Path, turned: bool
) -> None:
    """A name with several starts is what the latest one by the end of the period says, wherever it stands."""
    lines = [",Huyện A,Xã A,", ",Huyện A,Xã B,2025-01-01", ",Huyện A,Xã C,2025-07-01"]
    told = ["tep,ten,dia_ban,tu_ngay", *(lines[::-1] if turned else lines)]
    (tmp_path / "dia-ban.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    raw = read_raw(tmp_path)
    for day, place in ((None, "Xã A"), (date(2025, 6, 30), "Xã B"), (date(2025, 12, 31), "Xã C")):
        assert other_names(raw, day) == {same_name("Huyện A"): place}


@pytest.mark.parametrize(
    "line",
    [
        "dm-2024.csv,Huyện A,Gia Lai,",
        ",,Gia Lai,",
        "khac.csv,,Gia Lai,",
        "dm-2024.csv,,Huyện A,",
        ",A,B,2025-7-1",
        ",A,B,20250701",
        "dm-2024.csv,,Gia Lai,2025-07-01",
        ",A,B,\n,a,C,",
    ],
)
def test_a_line_of_dia_ban_that_says_nothing_is_refused(tmp_path: Path, line: str) -> None:
    """Neither or both of file and name, no such file, no province, no date, one name twice."""
    folder = books(tmp_path, "dm-2024")
    (folder / "dia-ban.csv").write_text(f"tep,ten,dia_ban,tu_ngay\n{line}\n", encoding="utf-8")
    with pytest.raises(InputErrors, match="place-line"):
        clean_edition(read_raw(folder), Edition("tinh", 2024, 2024))


def test_published_figures_are_of_their_day(tmp_path: Path) -> None:
    """What Gia Lai had in 2024 is the old province's: of another territory than what it has in 2025."""
    rows = [
        figure("10", fund="KCQG", years=(2024, 2024), place="Gia Lai"),
        figure("40", fund="KCQG", years=(2025, 2025), place="Gia Lai"),
        figure("20", fund="KCQG", years=(2024, 2024), place="Cao Bằng"),
        figure("30", fund="KCQG", years=(2025, 2025), place="Cao Bằng"),
    ]
    write_raw(tmp_path, rows)
    made = compute(tmp_path, NEW)
    assert made.value("Q") == 40_000_000
    assert not made.book.known("Q.2024")
    assert made.clean.is_broken
    assert compute(tmp_path, Edition("gia-lai-truoc-sap-xep", 2024, 2024)).value("Q") == 10_000_000
    assert compute(tmp_path, Edition("cao-bang", 2025, 2025)).value("Q_chenh") == 10_000_000
    with pytest.raises(NoDataError):
        compute(tmp_path, Edition("gia-lai", 2023, 2023))


def test_a_source_that_says_which_province_is_believed(tmp_path: Path) -> None:
    """What is printed of the province of now for years before is of its territory; the old one has another edition."""
    rows = [
        figure("37", fund="KCQG", years=(2021, 2025), place="Vĩnh Long (từ 01/7/2025)"),
        figure("11", fund="KCQG", years=(2024, 2024), place="Vĩnh Long (từ 01/7/2025)"),
        figure("12", fund="KCQG", years=(2025, 2025), place="Vĩnh Long"),
        figure("5", fund="KCQG", years=(2024, 2024), place="Vĩnh Long"),
    ]
    write_raw(tmp_path, rows)
    assert compute(tmp_path, Edition("vinh-long", 2021, 2025)).value("Q") == 37_000_000
    assert compute(tmp_path, Edition("vinh-long", 2025, 2025)).value("Q.2024") == 11_000_000
    assert compute(tmp_path, Edition("vinh-long", 2024, 2024)).value("Q") == 5_000_000


@pytest.mark.parametrize(
    ("place", "first", "second", "same"),
    [
        ("gia-lai", 2023, 2024, True),
        ("gia-lai", 2024, 2025, False),
        ("gia-lai", 2025, 2026, True),
        ("cao-bang", 2024, 2025, True),
        ("binh-dinh", 2020, 2025, True),
        ("tinh", 2024, 2025, False),
        ("ca-nuoc", 2024, 2025, True),
    ],
)
def test_editions_are_compared_over_the_same_territory(
    tmp_path: Path, place: str, first: int, second: int, same: bool
) -> None:
    """An issued edition of another territory is no earlier one, and `compare` refuses the pair."""
    pair = [Edition(place, year, year) for year in (first, second)]
    assert concerns(pair[1], pair[0]) is same
    names = (EditionName(pair[0].name, pair[0]), EditionName(pair[1].name, pair[1]))
    code = "edition-unknown" if same else "territory-differs"
    with pytest.raises((IssuedError, ParameterError), match=code):
        compare(Project(tmp_path), names)


@pytest.mark.parametrize(
    ("period", "fine"),
    [
        ("YEAR=2024", True),
        ("PERIOD=2025-6T", True),
        ("TO_DATE=2025-06-30", True),
        ("TO_DATE=2025-07-01", False),
        ("PERIOD=2025-Q3", False),
        ("YEAR=2025", False),
    ],
)
def test_an_old_province_ends_with_june_2025(period: str, fine: bool) -> None:
    """The name of before is for periods that end by 30/6/2025; a name alone means what it was on the last day."""
    name, _, value = period.partition("=")
    given_ = {"PLACE": "gia-lai", name: value}
    asked = parse_parameters(given_)
    days = (asked.year_from, asked.year_to, asked.from_date, asked.to_date)
    province = province_of(Edition("gia-lai", *days))
    assert province is not None
    assert (len(province.parts) == 1) is fine
    given_["PLACE"] += "-truoc-sap-xep"
    if fine:
        assert parse_parameters(given_).place == "gia-lai-truoc-sap-xep"
        return
    with pytest.raises(ParameterError, match="parameter-conflict"):
        parse_parameters(given_)


SLUGS = {province.name: province.slug for province in provinces() if len(province.parts) == 1}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(sorted(SLUGS)), max_size=40), st.booleans())
def test_sums_over_all_provinces_agree_on_both_boundaries(
    more: Sequence[str], named_by_rows: bool
) -> None:
    """Registers of all provinces of before: each scheme is of one of the 63, and of one of the 34, never of two."""
    names = [*SLUGS, *more]
    tables = [
        TableRef("a.csv", "", "", {}, territory="" if named_by_rows else SLUGS[name])
        for name in names
    ]
    schemes = pd.DataFrame(
        {"place": names, "year": 2024, "table": range(len(names)), "status": "actual"}
    )
    for year in (2024, 2025):
        places = {
            province.slug for province in provinces() if year == 2024 or province.end == date.max
        }
        counted = np.zeros(len(names), dtype=int)
        for place in places:
            ground = ground_of(schemes, tables, Edition(place, year, year), "tinh", {})
            assert ground.lacking == ()
            counted += ground.of_place
        assert counted.tolist() == [1] * len(names)


def report_of(made: Computed) -> Report:
    return made.report


def prose_of(block: Block) -> str:
    return " ".join(text_of(part["c"]) for part in block["blocks"])


@pytest.mark.parametrize("first", [2024, 2025])
def test_growth_across_the_reform_names_its_base(tmp_path: Path, first: int) -> None:
    """The year before is the sum of the provinces of before, which the sentence names; within one side it does not."""
    books(tmp_path, "gia-lai-2024", "binh-dinh-2024", "gia-lai-moi-2025", "gia-lai-moi-2026")
    base = "của Bình Định và Gia Lai trước sắp xếp cộng lại"
    single = prose_of(text(report_of(compute(tmp_path, Edition("gia-lai", first, first)))))
    assert (base in single) is (first == 2025)
    series = prose_of(text(report_of(compute(tmp_path, Edition("gia-lai", 2024, 2026)))))
    assert base in series


def test_a_broken_period_has_no_lists_over_both_of_its_sides(tmp_path: Path) -> None:
    """Places, activities and schemes of two territories are not counted together, and the report says why."""
    broken = compute(books(tmp_path, "a-2024", "b-2025"), Edition("tinh", 2024, 2025))
    assert broken.clean.is_broken
    assert "DB_n" not in broken.book
    report = report_of(broken)
    assert not report.details
    assert "không lập danh sách đề án chung" in prose_of(areas.text(report))
    one_side = compute(books(tmp_path / "sau", "b-2025", "c-2026"), Edition("tinh", 2025, 2026))
    assert one_side.book.known("DB_n")


def test_a_broken_period_is_recomputed_as_one(tmp_path: Path) -> None:
    """A record says that its years are not added up: computed again, the edition has the values that it had."""
    edition = Edition("tinh", 2024, 2025)
    made = compute(books(tmp_path, "a-2024", "b-2025"), edition)
    place = made.clean.memory.place
    assert place.broken == ["tinh-2024-2025"]
    is_broken = edition.name in place.broken
    again = recompute(
        place.figures, place.readings, load_definitions(), edition, is_broken=is_broken
    )
    assert again is not None
    assert not again.known("Q")
    assert again["Q.2025"].value == made.value("Q.2025")
