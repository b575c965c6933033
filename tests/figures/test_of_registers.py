"""From schemes to figures: what belongs to an edition, when a register speaks for it, and what is only a control."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.book.book import printed_text
from analysis.book.ranges import MANY_RANGES, row_ranges
from analysis.book.records import row_spans
from analysis.edition import Edition, place_slug
from analysis.errors import NoDataError
from analysis.figures.figure import figures_in
from analysis.figures.of_registers import schemes_of, speaking_statuses
from analysis.figures.places import province_name
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from analysis.stages.computing import compute as compute_values
from analysis.stages.processed import read_clean, write_clean
from analysis.values.groups import LONGEST_CODE
from data_builder import Computed, compute, figure, write_raw
from register_files import HEADER, ROWS, register, row

EDITION = Edition("tinh", 2023, 2023)
MORE = ("Tình trạng", "Số cơ sở")


def test_a_register_belongs_to_the_own_place(tmp_path: Path) -> None:
    """Whatever Địa bàn says, a register's rows are the department's; another PLACE has the rows of that province."""
    folder = register(
        tmp_path, row(1, place="Tỉnh Hà Giang", q=100), row(2, place="Nghệ An", q=200)
    )
    assert compute(folder, EDITION).value("Q") == 300_000_000
    assert compute(folder, Edition("ha-giang", 2023, 2023)).value("Q") == 100_000_000
    assert compute(folder, Edition("ha-giang", 2023, 2023)).clean.place_name == "Hà Giang"
    office = "dia_ban,co_quan_chu_quan,co_quan_ban_hanh,so_ky_hieu,dia_danh,quyen_han,chuc_vu,nguoi_ky,noi_nhan"
    (folder / "co-quan.csv").write_text(f"{office}\nBình Định,,,,,,,,\n", encoding="utf-8")
    own = compute(folder, Edition("binh-dinh", 2023, 2023))
    assert (own.value("Q"), own.clean.place_name) == (300_000_000, "Bình Định")
    with pytest.raises(NoDataError, match="place-unknown"):
        compute(folder, EDITION)


@pytest.mark.parametrize("name", ["Hà Giang", "tỉnh Hà Giang", "Tỉnh  Hà Giang", " HÀ GIANG "])
def test_a_province_is_known_with_or_without_its_word(name: str) -> None:
    """The word tỉnh or thành phố before a name makes no other place."""
    assert place_slug(province_name(name)) == "ha-giang"
    assert province_name("Thành phố Cần Thơ") == province_name("TP. Cần Thơ") == "Cần Thơ"


def test_a_period_without_a_scheme_is_refused(tmp_path: Path) -> None:
    """The message names the years that the register has."""
    folder = register(tmp_path, row(1, year=2022, q=100))
    with pytest.raises(NoDataError, match=r"year-no-rows.*2022"):
        clean_edition(read_raw(folder), Edition("tinh", 2020, 2021))


def test_a_register_speaks_only_with_rows_in_each_year(tmp_path: Path) -> None:
    """With every year there the period has its sums; with one missing it has none, and the year is named."""
    folder = register(
        tmp_path, row(1, year=2021, q=100), row(2, year=2022, q=200), row(3, year=2024, q=300)
    )
    whole = compute(folder, Edition("tinh", 2021, 2022))
    assert (whole.value("Q"), whole.value("Q.2021"), whole.value("DA")) == (
        300_000_000,
        100_000_000,
        2,
    )
    broken = compute(folder, Edition("tinh", 2021, 2024))
    assert not broken.book.known("Q")
    assert broken.value("Q.2024") == 300_000_000
    finding = next(f for f in broken.clean.findings if f.code == "register-year-missing")
    assert "2023" in finding.message


def test_statuses_are_never_added(tmp_path: Path) -> None:
    """Planned schemes have values of their own; the headline counts those carried out."""
    rows = [(*row(1, q=100), "thực hiện"), (*row(2, q=50), "kế hoạch"), (*row(3, q=70), "")]
    made = compute(register(tmp_path, *rows, header=(*HEADER, "Tình trạng")), EDITION)
    assert (made.value("Q"), made.value("Q.kh"), made.value("DA"), made.value("DA.kh")) == (
        170_000_000,
        50_000_000,
        2,
        1,
    )
    assert any(f.code == "status-assumed" for f in made.clean.findings)


def test_a_scheme_of_several_activities_is_counted_once(tmp_path: Path) -> None:
    """It stands whole under its own label, in no activity's input, and the activities add up to all."""
    folder = register(
        tmp_path, row(1, kind="Nhiều nội dung", q=100), row(2, kind="Đào tạo nghề", q=20, l=30)
    )
    made = compute(folder, EDITION)
    assert (made.value("D"), made.value("A"), made.value("P")) == (
        50_000_000,
        150_000_000,
        150_000_000,
    )


def test_a_repeated_establishment_makes_a_bound(tmp_path: Path) -> None:
    """Establishments are exact where each scheme has its own, at most their sum where one stands twice."""
    header = (*HEADER, "Số cơ sở")
    twice = (*row(2, q=90)[:2], "Cơ sở 1", *row(2, q=90)[3:])
    made = compute(
        register(tmp_path / "a", (*row(1, q=90), "2"), (*row(2, q=90), "3"), header=header), EDITION
    )
    assert (made.value("N"), made.book["N"].bound) == (5, "exact")
    made = compute(
        register(tmp_path / "b", (*row(1, q=90), "2"), (*twice, "3"), header=header), EDITION
    )
    assert (made.value("N"), made.book["N"].bound) == (5, "at_most")
    made = compute(
        register(tmp_path / "c", (*row(1, q=90), "2"), (*row(2, q=90), ""), header=header), EDITION
    )
    assert not made.book.known("N")


def test_a_place_may_have_a_very_long_name(tmp_path: Path) -> None:
    """Names that are equal for hundreds of letters are places of their own, and their ids are the names' alone."""
    long, values = "các xã " + "Phước Hòa, " * 60, []
    for first, second in ((10, 20), (20, 10)):
        rows = row(1, place=f"{long}A", q=first), row(2, place=f"{long}B", q=second)
        book = compute(register(tmp_path / str(first), *rows), EDITION).book
        values.append(
            {
                value.id: value.value
                for value in book
                if value.id.startswith("Q_db_") and value.value
            }
        )
    assert sorted(values[0].values()) == [10_000_000, 20_000_000]
    assert values[1] == {id_: 30_000_000 - value for id_, value in values[0].items()}


def published(tmp_path: Path, *rows: dict[str, str]) -> Computed:
    folder = write_raw(
        tmp_path,
        [
            {**cells, "dia_ban": "(không nêu tên)", "tu_nam": "2023", "den_nam": "2023"}
            for cells in rows
        ],
    )
    return compute(
        register(folder, row(1, q=100, c=50), row(2, kind="Ứng dụng máy móc", q=20, c=40)), EDITION
    )


def test_a_published_total_is_a_control(tmp_path: Path) -> None:
    """The register's sum is used; a published total beside it agrees within its rounding or is told."""
    made = published(tmp_path, figure("121", fund="KCQG"))
    assert made.value("Q") == 120_000_000
    assert made.verdicts("R16") == ["lệch"]
    assert made.verdicts("R08") == []
    assert published(tmp_path, figure("0,12", unit="tỷ đồng", fund="KCQG")).verdicts("R16") == [
        "khớp"
    ]


def test_published_activities_are_not_added_to_the_register(tmp_path: Path) -> None:
    """Where the register gives the kinds, a published line by activity changes no input."""
    made = published(tmp_path, figure("500", fund="KCQG", label="Đào tạo nghề khác"))
    assert (made.value("D"), made.value("A")) == (100_000_000, 120_000_000)
    assert any(value.id.startswith("cong_bo") for value in made.book)


def test_the_year_before_is_compared(tmp_path: Path) -> None:
    """An edition of one year has the differences to the year before, when that has actual figures."""
    folder = register(tmp_path, row(1, q=100, c=300), row(2, year=2022, q=80, c=160))
    made = compute(folder, EDITION)
    assert (made.value("Q_chenh"), made.value("Q_toc_do")) == (20_000_000, 25)
    assert made.value("I10_chenh") == 1
    assert made.value("Q") == 100_000_000
    assert len(made.clean.schemes) == 1


def test_the_median_is_that_of_the_schemes(tmp_path: Path) -> None:
    """The median of ratios counts schemes with both parts; beside it stand their number and their money."""
    rows = [
        row(1, q=100, c=100),
        row(2, q=100, c=400),
        row(3, q=100, c=900),
        row(4, q=100),
        row(5, q=50, c=10),
    ]
    made = compute(register(tmp_path, *rows), EDITION)
    assert made.value("HS_tv") == Fraction(5, 2)
    assert (made.value("HS_n"), made.value("HS_P")) == (4, 350_000_000)


def test_the_mean_is_that_of_ratios_of_four_decimals(tmp_path: Path) -> None:
    """Each scheme with both parts counts alike; its ratio is rounded half up before the mean is made, as in a sheet."""
    rows = [row(1, q=30, c=10), row(2, q=20, l=44, c=10), row(3, q=40, c=90), row(4, q=100)]
    made = compute(register(tmp_path, *rows), EDITION)
    # 1/3; 0,15625; 2,25
    assert made.value("HS_tong") == Fraction("0.3333") + Fraction("0.1563") + Fraction("2.25")
    assert made.value("HS_tb") == made.value("HS_tong") / 3


@given(st.sets(st.integers(1, 200), min_size=1), st.sampled_from([1, MANY_RANGES]))
def test_ranges_hold_each_row_once(part: set[int], times: int) -> None:
    """Ranges name the rows and no other, and neighbours are one range, few or many."""
    rows = {1000 * number + row for number in range(times) for row in part}
    ranges = row_ranges(pd.Series(sorted(rows)).to_numpy())
    spans = row_spans(ranges)
    assert [number for first, last in spans for number in range(first, last + 1)] == sorted(rows)
    assert all(later[0] > earlier[1] + 1 for earlier, later in itertools.pairwise(spans))


AMOUNT = st.one_of(st.just(0), st.integers(10_000, 900_000))
PLACE = st.sampled_from(["Huyện A", "Huyện B", "Huyện C"])
KIND = st.sampled_from(["Đào tạo nghề", "Mô hình trình diễn", "Nhiều nội dung"])
ROW = st.tuples(AMOUNT.filter(bool), AMOUNT, AMOUNT, PLACE, KIND, st.sampled_from([2022, 2023]))


@settings(max_examples=12, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_of_rows_and_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[int, int, int, str, str, int]],
    random: object,
) -> None:
    """The same schemes in another order, or in two files, give the same values; breakdowns add up to the totals."""
    rows = [
        (
            str(n),
            f"Đề án {n}",
            f"Cơ sở {n}",
            kind,
            place,
            str(year),
            f"Việc {n}",
            f"{q}",
            f"{loc}",
            f"{c}",
            f"{q + loc + c}",
        )
        for n, (q, loc, c, place, kind, year) in enumerate(cells, start=1)
    ]
    header = tuple(
        name if index < 7 else f"{name} (nghìn đồng)" for index, name in enumerate(HEADER)
    )
    years = {int(cells[5]) for cells in rows}
    edition = Edition("tinh", min(years), max(years))
    one = compute(register(tmp_path_factory.mktemp("a"), *rows, header=header), edition)
    shuffled = sorted(rows, key=lambda cells: hash((cells[0], str(random))))
    folder = register(tmp_path_factory.mktemp("b"), *shuffled[::2], header=header, name="x.csv")
    if shuffled[1::2]:
        register(folder, *shuffled[1::2], header=header, name="y.csv")
    other = compute(folder, edition)
    assert values_of(one) == values_of(other)
    assert "lệch" not in one.verdicts("R17")


def values_of(made: Computed) -> dict[str, tuple[object, ...]]:
    """Values by id, without those that count the rows of files."""
    return {
        value.id: (value.value, value.unit, value.status, value.bound)
        for value in made.book
        if not value.id.startswith(("dong_dm", "R18a"))
    }


def test_the_ids_of_schemes_are_their_own(tmp_path: Path) -> None:
    """A scheme's ids rest on its code, else on what it is, never on its row; schemes alike are numbered by content."""
    header = (*HEADER, "Mã đề án")
    rows = [
        *((*row(1, q=amount), "") for amount in (100, 70)),
        (*row(2, q=50), ""),
        *((*row(number, q=30 + number), "KC.01/2023") for number in (3, 4)),
        (*row(5, q=20), "mã rất dài " * 5),
    ]
    found = []
    for number, order in enumerate((rows, rows[::-1])):
        made = compute(register(tmp_path / str(number), *order, header=header), EDITION)
        found.append(
            {value.id: value.value for value in made.book if value.id.startswith("Q_de_an_")}
        )
    assert found[0] == found[1]
    assert len(found[0]) == len(rows)
    assert {"Q_de_an_ma_kc_01_2023", "Q_de_an_ma_kc_01_2023_lan_2"} < set(found[0])
    assert all(len(id_) <= len("Q_de_an_ma_") + LONGEST_CODE + len("_lan_2") for id_ in found[0])


def test_processed_schemes_are_read_back_as_they_were(tmp_path: Path) -> None:
    """Schemes and where their tables stand survive the disk unchanged."""
    folder = register(tmp_path / "raw", row(1, q=100), row(2, q=50, c=70))
    figures, clean = clean_edition(read_raw(folder), EDITION)
    write_clean(tmp_path / "out", figures, clean)
    again = read_clean(tmp_path / "out")[1]
    pd.testing.assert_frame_equal(again.schemes, clean.schemes)
    assert dataclasses.replace(again, schemes=clean.schemes) == clean


def test_one_changed_digit_changes_a_sum_or_is_refused(tmp_path: Path) -> None:
    """No digit of an amount is without effect: another one is refused by the row's total."""
    cells = list(ROWS[0])
    cells[7] = "310000001"
    folder = register(tmp_path, tuple(cells))
    made = compute(folder, EDITION)
    assert made.value("Q") == 310_000_001
    assert any(f.code == "row-total-rounding" for f in made.clean.findings)


def test_what_is_inside_an_edition(tmp_path: Path) -> None:
    """`schemes_of` keeps the years of the edition, `speaking_statuses` the statuses that have each of them."""
    folder = register(tmp_path, row(1, year=2022, q=10), row(2, year=2023, q=10))
    schemes = clean_edition(read_raw(folder), Edition("tinh", 2022, 2023))[1].schemes
    assert schemes_of(schemes, EDITION)["year"].tolist() == [2023]
    assert speaking_statuses(schemes, Edition("tinh", 2022, 2023)) == ["actual"]
    assert speaking_statuses(schemes, Edition("tinh", 2021, 2023)) == []


def test_schemes_of_another_year_in_the_same_table_are_told(tmp_path: Path) -> None:
    """A mistyped year takes a scheme out of the edition: its row, year and money are said; a year's own file is not."""
    folder = register(tmp_path, row(1, q=100), row(2, year=2032, q=210), name="a.csv")
    register(folder, row(3, year=2022, q=50), name="b.csv")
    computed = compute(folder, EDITION)
    told = [f for f in computed.clean.beside if f.code == "scheme-other-year"]
    assert (computed.value("Q"), len(told)) == (100_000_000, 1)
    assert told[0].severity == "cảnh báo"
    assert all(
        part in told[0].message for part in ("1 đề án của năm 2032", "210 triệu đồng", "dòng 3")
    )


def test_a_place_written_two_ways_is_told_and_counted_as_written(tmp_path: Path) -> None:
    """An abbreviated word before a name may be the same place: nothing is merged, the two spellings are named."""
    folder = register(
        tmp_path, row(1, place="TX An Nhơn", q=100), row(2, place="Thị xã An Nhơn", q=200)
    )
    computed = compute(folder, EDITION)
    told = next(f for f in computed.clean.findings if f.code == "place-spelling")
    assert computed.value("DB_n") == 2
    assert "“TX An Nhơn”, “Thị xã An Nhơn”" in told.message
    other = register(
        tmp_path / "khac", row(1, place="Huyện Kỳ Anh", q=100), row(2, place="Thị xã Kỳ Anh", q=200)
    )
    assert not [f for f in compute(other, EDITION).clean.findings if f.code == "place-spelling"]


def test_every_type_of_establishment_has_its_share(tmp_path: Path) -> None:
    """A type without an indicator of its own has a share all the same; shares of all types add up to 100."""
    header = (*HEADER, "Số cơ sở", "Loại hình cơ sở")
    folder = register(
        tmp_path, (*row(1, q=100), "1", "THT"), (*row(2, q=200), "3", "HTX"), header=header
    )
    computed = compute(folder, EDITION)
    assert (computed.value("tl_THT"), computed.value("I14")) == (25, 75)


def test_a_scheme_without_establishments_needs_no_word_on_its_area(tmp_path: Path) -> None:
    """Difficult areas are counted once every scheme that has establishments says yes or no."""
    header = (*HEADER, "Số cơ sở", "Địa bàn khó khăn")
    rows = [(*row(1, q=100), "2", "có"), (*row(2, q=200), "3", "không"), (*row(3, q=300), "0", "")]
    assert compute(register(tmp_path / "a", *rows, header=header), EDITION).value("n_KK") == 2
    blank = compute(
        register(tmp_path / "b", *rows[:2], (*row(3, q=300), "1", ""), header=header), EDITION
    )
    assert not blank.book.known("n_KK")


def test_what_the_reader_takes_row_by_row_the_reconciliation_takes_in_sum(tmp_path: Path) -> None:
    """Totals one đồng off in each row are kept as stated; R01 allows their sum, and a đồng more is told."""
    rows = [row(number, q=100, l=50, c=200) for number in range(1, 4)]
    off = [(*cells[:-1], str(int(cells[-1]) + 1)) for cells in rows]
    before = [(*cells[:5], "2022", *cells[6:]) for cells in off]
    made = compute(register(tmp_path / "a", *off), EDITION)
    assert (made.value("T"), made.value("R01")) == (1_050_000_003, 3)
    assert made.verdicts("R01") == ["làm tròn"]
    period = compute(register(tmp_path / "b", *off, *before), Edition("tinh", 2022, 2023))
    assert period.value("R01") == 6
    assert set(period.verdicts("R01")) == {"làm tròn"}
    exact = compute(register(tmp_path / "c", *rows), EDITION)
    assert exact.verdicts("R01") == ["khớp"]
    sums = figures_in(made.frame)
    total = next(f for f in sums if f.fund == "all" and not f.activity_label)
    beyond = [
        dataclasses.replace(f, value=str(int(f.value) + 1)) if f is total else f for f in sums
    ]
    _, checks = compute_values(beyond, made.clean)
    assert [check.verdict for check in checks if check.code == "R01"] == ["lệch"]


def test_a_bound_of_a_register_is_said_in_one_way(tmp_path: Path) -> None:
    """An establishment in two schemes makes the count "không quá", in its value and in all that follows from it."""
    cells = [
        (*row(number, q=100, l=50)[:2], "Cơ sở chung", *row(number, q=100, l=50)[3:])
        for number in (1, 2)
    ]
    header = (*HEADER, *MORE, "Loại hình cơ sở", "Địa bàn khó khăn")
    rows = [(*each, "thực hiện", "3", "DNNVV", "có") for each in cells]
    book = compute(register(tmp_path, *rows, header=header), EDITION).book
    bounded = [value for value in book if value.bound in ("at_least", "at_most")]
    assert {"N", "n_DNNVV"} <= {value.id for value in bounded}
    for value in bounded:
        words = {"at_most": "không quá ", "at_least": "không dưới "}
        assert str(printed_text(value)).startswith(words[value.bound]), value.id
        assert not value.strict
