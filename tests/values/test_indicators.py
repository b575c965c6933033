"""The indicators of an edition: their exact values, bounds, statuses, and what other readings of a source give."""

from __future__ import annotations

import random
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import YEAR_UNIT, cells_of, printed_text
from analysis.book.records import to_records
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.errors import FormulaError
from analysis.language.formulas import parse_changes
from analysis.values.indicators import missing_inputs
from data_builder import (
    CLASSES,
    CONFERENCE,
    CONFERENCE_READINGS,
    FIGURES,
    MACHINERY,
    MODELS,
    Computed,
    beneficiaries,
    compute,
    conference,
    figure,
    made,
    over,
    reading,
    schemes,
    write_raw,
    write_table,
)

F = Fraction
ACCOUNTS = ("dong_", "tien_", "R18", "R19", "DC_")  # rows and money of the raw files, of no period

# id -> the exact value of each indicator, and its six significant digits
EXPECTED = {
    "I01": (F(17187), "17187.0"),
    "I02": (F(60182), "60182.0"),
    "I03": (F(1298200, 60182), "21.5712"),
    "I04": (F(420500, 60182), "6.98714"),
    "I05": (F(4299500, 60182), "71.4416"),
    "I06": (F(1718700, 60182), "28.5584"),
    "I07": (F(1298200, 17187), "75.5338"),
    "I08": (F(420500, 17187), "24.4662"),
    "I09": (F(12982, 4205), "3.08728"),
    "I10": (F(42995, 17187), "2.50160"),
    "I11": (F(60182, 17187), "3.50160"),
    "I12": (F(49), "49.0000"),
    "I13": (F(2300, 49), "46.9388"),
    "I14": (F(800, 49), "16.3265"),
    "I15": (F(1800, 49), "36.7347"),
    "I16": (F(300, 49), "6.12245"),
    "I17": (F(17187, 49), "350.755"),
    "I18": (F(42995, 49), "877.449"),
    "I19": (F(60182, 49), "1228.20"),
    "I20": (F(13067), "13067.0"),
    "I21": (F(1306700, 17187), "76.0284"),
    "I22": (F(4120), "4120.00"),
    "I23": (F(994800, 17187), "57.8810"),
    "I24": (F(264100, 17187), "15.3663"),
    "I25": (F(47800, 17187), "2.78117"),
    "I26": (F(29916, 2630), "11.3749"),
    "I27": (F(2991600, 42995), "69.5802"),
    "I28": (F(13079, 14557), "0.898468"),
    "I29": (F(7318, 25), "292.720"),
    "I30": (F(7318, 39), "187.641"),
    "I31": (F(39, 25), "1.56000"),
    "I32": (F(350, 7), "50.0000"),
    "I33a": (F(60182, 10), "6018.20"),
    "I33b": (F(60182, 11), "5471.09"),
    "I34a": (F(17187, 10), "1718.70"),
    "I34b": (F(17187, 11), "1562.45"),
    "I35": (F(2034784374, 3621873124), "0.561804"),
}
# the same, under the other reading of the source
ALTERNATIVES = {
    "CM.D01": F(27286000000),
    "I26.D01": F(27286, 2630),
    "I27.D01": F(2728600, 42995),
    "I28.D01": F(42995 - 27286, 14557),
    "I20.D02": F(10437),
    "I21.D02": F(1043700, 17187),
    "I22.D02": F(6750),
    "I23.D02": F(731800, 17187),
    "I33b.D03": F(60182, 10),
    "I34b.D03": F(17187, 10),
}


@pytest.fixture(scope="module")
def report_2012_2022(tmp_path_factory: pytest.TempPathFactory) -> Computed:
    folder = write_raw(tmp_path_factory.mktemp("raw"), conference(), CONFERENCE_READINGS)
    return compute(folder, CONFERENCE)


def six_digits(value: Fraction) -> Decimal:
    return Context(prec=6).divide(Decimal(value.numerator), Decimal(value.denominator))


@pytest.mark.parametrize("id_", EXPECTED)
def test_each_indicator_of_2012_2022_is_the_exact_fraction(
    report_2012_2022: Computed, id_: str
) -> None:
    """Every indicator of the 2012-2022 edition equals its fraction exactly and to six significant digits."""
    exact, digits = EXPECTED[id_]
    value = report_2012_2022.value(id_)
    assert value == exact
    assert value is not None
    assert six_digits(value) == Decimal(digits)


def test_the_edition_has_just_these_indicators(report_2012_2022: Computed) -> None:
    """The 35 indicators, two of them in two variants, are the indicators of the definitions and of the book."""
    assert list(load_definitions().indicators) == list(EXPECTED)
    assert [
        v.id for v in report_2012_2022.book if v.id.startswith("I") and "." not in v.id
    ] == list(EXPECTED)


def test_only_the_trainees_make_a_bound(report_2012_2022: Computed) -> None:
    """`trên 350` học viên makes students a class `trên 50`, and no other indicator of the edition is inexact."""
    bounds = {id_: report_2012_2022.book[id_].bound for id_ in EXPECTED}
    assert bounds.pop("I32") == "at_least"
    assert set(bounds.values()) == {"exact"}
    assert printed_text(report_2012_2022.book["I32"]) == "trên 50 học viên/lớp"


@pytest.mark.parametrize("id_", ALTERNATIVES)
def test_the_other_reading_gives_its_own_value(report_2012_2022: Computed, id_: str) -> None:
    """What a reading's alternative changes is there under the reading's name, exact, with it quoted as caveat."""
    book, name = report_2012_2022.book, id_.partition(".")[2]
    assert book[id_].value == ALTERNATIVES[id_]
    alternative = next(r["alternative"] for r in CONFERENCE_READINGS if r["id"] == name)
    assert book[id_].caveat == f"“{alternative}”"


def test_the_other_readings_print_as_the_source_says(report_2012_2022: Computed) -> None:
    """The alternatives print as 10,37 lần, 60,73%, 42,58% and 6.750 triệu đồng."""
    printed = [
        printed_text(report_2012_2022.book[id_])
        for id_ in ("I26.D01", "I21.D02", "I23.D02", "I22.D02")
    ]
    assert printed == ["10,37 lần", "60,73%", "42,58%", "6.750 triệu đồng"]


def test_a_reading_changes_only_what_uses_its_inputs(report_2012_2022: Computed) -> None:
    """An indicator whose formula does not read the changed input has no variant under the reading."""
    found = {
        v.id
        for v in report_2012_2022.book
        if v.id.startswith("I") and v.id.endswith((".D01", ".D02", ".D03"))
    }
    assert found == {id_ for id_ in ALTERNATIVES if id_.startswith("I")}


@pytest.mark.parametrize("seed", range(4))
def test_order_and_file_split_change_no_value(
    tmp_path: Path, seed: int, report_2012_2022: Computed
) -> None:
    """Rows in another order, spread over several files, give the same values, bounds and verdicts."""
    rows = conference()
    random.Random(seed).shuffle(rows)
    folder = write_raw(tmp_path, rows[:5], CONFERENCE_READINGS)
    write_table(folder, "a.csv", rows[5:6])
    write_table(folder, "z.csv", rows[6:])
    other = compute(folder, CONFERENCE)
    assert values_of(other) == values_of(report_2012_2022)
    assert sorted((c.code, c.verdict) for c in other.checks) == sorted(
        (c.code, c.verdict) for c in report_2012_2022.checks
    )


def values_of(computed: Computed) -> dict[str, tuple[object, ...]]:
    return {v.id: (v.value, v.bound, v.status, v.unit) for v in computed.book}


def test_order_changes_no_id_where_sources_disagree(tmp_path: Path) -> None:
    """The ids of three figures for one key, and of labels that look alike, do not depend on the order of the rows."""
    rows = [
        *(figure(value, "triệu đồng", "KCQG") for value in ("300", "100", "200")),
        *(
            figure(value, "triệu đồng", "KCĐP", label)
            for value, label in (("50", "Tập huấn"), ("60", "Tập huấn!"))
        ),
    ]
    assert values_of(made(tmp_path / "a", rows)) == values_of(made(tmp_path / "b", rows[::-1]))


def binh_dinh() -> list[dict[str, str]]:
    """Bình Định as its sources print it: three years of actual figures or plans, and a period of five years."""
    year = {y: {"tu_nam": str(y), "den_nam": str(y)} for y in range(2016, 2023)}
    both = "KCQG + KCĐP"
    return [
        *over(
            [figure("2.925", fund=both), figure("900", fund="KCQG"), figure("2.025", fund="KCĐP")],
            **year[2016],
        ),
        *over([figure("425,06", fund="KCĐP", label="Sản phẩm tiêu biểu")], **year[2016]),
        *over([figure("2,52", "tỉ đồng", "KCĐP", status="kế hoạch")], **year[2017]),
        *over([figure("1.800", fund="KCĐP", status="kế hoạch")], **year[2019]),
        *over([figure("2.700", fund="KCĐP", status="kế hoạch")], **year[2020]),
        *over(
            [
                figure("5.024", fund=both, status="kế hoạch"),
                figure("2.874", fund="KCĐP", status="kế hoạch"),
            ],
            **year[2021],
        ),
        *over([figure("3.020", fund="KCĐP", status="kế hoạch")], **year[2022]),
        *over([figure("2.164,46", fund="KCĐP", label=MACHINERY, status="kế hoạch")], **year[2022]),
        *over([figure("855,54", fund="KCĐP", label="Phần khác", status="kế hoạch")], **year[2022]),
        *over([figure("2.400", fund="KCQG"), figure("3.420", fund="KCĐP")], **year[2022]),
        *over([figure("8.588", fund="đối ứng", word="trên")], **year[2022]),
        *over([schemes("09", "KCQG"), schemes("30", "KCĐP")], **year[2022]),
        figure(
            "21,3", "tỷ đồng", "khuyến công (quốc gia, tỉnh, huyện)", years=(2016, 2020), word="hơn"
        ),
        figure("114", "tỷ đồng", "đối ứng", years=(2016, 2020), word="trên"),
    ]


@pytest.fixture(scope="module")
def raw_binh_dinh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_raw(tmp_path_factory.mktemp("raw"), over(binh_dinh(), dia_ban="Bình Định"))


@pytest.fixture(scope="module")
def binh_dinh_2022(raw_binh_dinh: Path) -> Computed:
    return compute(raw_binh_dinh, Edition("binh-dinh", 2022, 2022))


@pytest.fixture(scope="module")
def binh_dinh_series(raw_binh_dinh: Path) -> Computed:
    return compute(raw_binh_dinh, Edition("binh-dinh", 2016, 2022))


def test_a_lower_bound_reaches_the_leverage_and_rounds_down(binh_dinh_2022: Computed) -> None:
    """Counterpart `trên 8.588` over 5.820 is 8588/5820, at least, and prints `trên 1,47`, not 1,48."""
    leverage = binh_dinh_2022.book["I10"]
    assert (leverage.value, leverage.bound, leverage.status) == (
        F(8588, 5820),
        "at_least",
        "actual",
    )
    assert printed_text(leverage) == "trên 1,47 đồng trên 1 đồng kinh phí khuyến công"
    assert printed_text(binh_dinh_2022.book["T"]) == "trên 14.408 triệu đồng"


def test_a_plan_is_never_mixed_with_a_result(binh_dinh_2022: Computed) -> None:
    """No value is computed from inputs of another status than its own, and a plan's ids end in `.kh`.

    A share of a plan is just what was done and its plan.
    """
    book = binh_dinh_2022.book
    assert book["L_so_kh"].inputs == ("L", "L.kh")
    for value in book:
        if value.id == "L_so_kh" or value.id.startswith(ACCOUNTS):
            continue
        names = [name for name in value.inputs if not name.startswith(("nam_", "so_nam"))]
        assert {book[name].status for name in names} <= {value.status}, value.id
        assert value.id.startswith("I") or value.id.endswith(".kh") == (
            value.status == "planned"
        ), value.id
    assert (book["I20"].status, book["I20"].inputs, book["I20"].value) == (
        "planned",
        ("A.kh",),
        F(3020),
    )
    assert book["I20"].label.endswith("(kế hoạch)")


def test_a_share_of_a_plan_in_a_result_is_missing(binh_dinh_2022: Computed) -> None:
    """Planned activities over an actual total are no share: I21 is missing, with no formula and no inputs."""
    assert [
        (binh_dinh_2022.book[i].value, binh_dinh_2022.book[i].formula)
        for i in ("I21", "I22", "I23")
    ] == [(None, None)] * 3


def test_derived_counts_and_totals_of_one_year(binh_dinh_2022: Computed) -> None:
    """P is Q + L and the number of schemes 9 + 30, derived where no source prints them."""
    assert (binh_dinh_2022.value("P"), binh_dinh_2022.book["P"].formula) == (
        F(5_820_000_000),
        "Q + L",
    )
    assert (binh_dinh_2022.value("DA"), binh_dinh_2022.book["DA"].formula) == (F(39), "DA_Q + DA_L")


def test_a_year_without_figures_leaves_no_sum(binh_dinh_series: Computed) -> None:
    """2018 is missing and years are planned: no headline of 2016-2022 is a sum, in no status."""
    known = [
        v.id
        for v in binh_dinh_series.book
        if v.value is not None and v.unit not in ("năm", YEAR_UNIT)
    ]
    own = [id_ for id_ in known if not id_.startswith(ACCOUNTS)]
    assert [id_ for id_ in own if not any(f".{year}" in id_ for year in range(2016, 2023))] == []
    assert all(binh_dinh_series.value(id_) is None for id_ in EXPECTED)


def test_the_series_keeps_each_year_with_its_status(binh_dinh_series: Computed) -> None:
    """Every year has its own values, actual or planned, and the period inside has its own."""
    expected = {
        "P.2016": 2925, "Q.2016": 900, "L.2016": 2025, "L.2017.kh": 2520, "L.2019.kh": 1800, "L.2020.kh": 2700,
        "P.2021.kh": 5024, "L.2021.kh": 2874, "Q.2021.kh": 2150, "L.2022.kh": 3020, "L.2022": 3420, "P.2022": 5820,
        "P.2016_2020": 21300, "C.2016_2020": 114000, "T.2016_2020": 135300,
    }  # fmt: skip
    assert {id_: binh_dinh_series.value(id_) for id_ in expected} == {
        id_: F(n * 10**6) for id_, n in expected.items()
    }
    assert binh_dinh_series.value("I10.2022") == F(8588, 5820)
    assert "I10.2016" not in binh_dinh_series.book


def test_two_lower_bounds_give_no_leverage_bound(raw_binh_dinh: Path) -> None:
    """`trên 114` over `hơn 21,3` is neither a lower nor an upper bound."""
    value = compute(raw_binh_dinh, Edition("binh-dinh", 2016, 2020)).book["I10"]
    assert (value.value, value.bound) == (F(1140, 213), "unknown")
    assert printed_text(value) == "5,35 đồng trên 1 đồng kinh phí khuyến công"


def yearly(status: str = "thực hiện") -> list[dict[str, str]]:
    rows = []
    for year, (national, local) in {
        2020: ("100", "10"),
        2021: ("200", "20"),
        2022: ("300", "30,5"),
    }.items():
        rows += [
            figure(national, fund="KCQG", years=(year, year)),
            figure(local, fund="KCĐP", years=(year, year)),
        ]
    return over(rows, tinh_trang=status)


def test_all_years_in_one_status_give_a_derived_sum(tmp_path: Path) -> None:
    """With every year actual the headline is the sum of the years, marked as derived, and its indicators follow."""
    computed = made(tmp_path, yearly(), edition=Edition("thu", 2020, 2022))
    total = computed.book["Q"]
    assert (total.value, total.formula) == (F(600_000_000), "sum(Q.2020, Q.2021, Q.2022)")
    assert "suy ra" in total.caveat.lower()
    assert (computed.value("P"), computed.value("I01")) == (F(660_500_000), F(1321, 2))


def test_the_mean_of_a_sum_over_years_knows_the_number_of_years(tmp_path: Path) -> None:
    """Where the years add up to the period, the yearly mean divides by their number, from the cells of its ends."""
    computed = made(tmp_path, yearly(), edition=Edition("thu", 2020, 2022))
    assert (computed.value("so_nam"), computed.value("I34b")) == (F(3), F(1321, 6))
    assert [computed.book[id_].origins[0].printed for id_ in ("nam_dau", "nam_cuoi")] == [
        "2020",
        "2022",
    ]


@pytest.mark.parametrize(
    "change", [{"tinh_trang": "ước"}, {"tinh_trang": "kế hoạch"}, {"den_nam": "2023"}]
)
def test_a_year_of_another_status_leaves_no_sum(tmp_path: Path, change: dict[str, str]) -> None:
    """One year estimated, planned or outside in place of actual: no sum over the years."""
    rows = yearly()
    rows[-2:] = over(rows[-2:], **change)
    computed = made(tmp_path, rows, edition=Edition("thu", 2020, 2022))
    assert not any(computed.book.known(id_) for id_ in ("Q", "L", "P", "Q.kh", "Q.uoc"))


def test_plans_of_all_years_sum_to_a_plan(tmp_path: Path) -> None:
    """Planned years sum to `Q.kh`; the indicators carry the planned value when there is no actual one."""
    computed = made(tmp_path, yearly("kế hoạch"), edition=Edition("thu", 2020, 2022))
    assert (computed.value("Q.kh"), "Q" in computed.book) == (F(600_000_000), False)
    assert (computed.book["I01"].status, computed.book["I01"].inputs) == ("planned", ("P.kh",))


def test_a_plan_beside_a_result_has_its_own_id(tmp_path: Path) -> None:
    """Where actual and planned figures are complete, I01 is the actual one and I01.kh the planned one."""
    rows = [figure("100", fund="KCQG"), figure("50", fund="KCĐP")]
    computed = made(tmp_path, [*rows, *over(rows, tinh_trang="kế hoạch", gia_tri="70")])
    assert (computed.value("I01"), computed.value("I01.kh")) == (F(150), F(140))


def test_a_printed_total_beside_the_sum_of_years_is_a_control(tmp_path: Path) -> None:
    """A total printed for the period keeps its place as control P_in and is compared with the sum of its years."""
    rows = [*yearly(), figure("700", fund="KCQG + KCĐP", years=(2020, 2022))]
    computed = made(tmp_path, rows, edition=Edition("thu", 2020, 2022))
    assert (computed.value("P"), computed.value("P_in")) == (F(660_500_000), F(700_000_000))
    assert computed.verdicts("R01a") == ["lệch"]


def yen_bai() -> list[dict[str, str]]:
    rows = [
        figure("24,235", "tỷ đồng", "KCQG + KCĐP"),
        figure("10,365", "tỷ đồng", "KCQG"),
        figure("13,870", "tỷ đồng", "KCĐP"),
        figure("208,295", "tỷ đồng", "đối ứng", word="trên"),
        schemes("137", "KCQG + KCĐP"),
        schemes("138", "KCQG + KCĐP"),
        schemes("33", "KCQG"),
        schemes("105", "KCĐP"),
    ]
    return over(rows, tu_nam="2016", den_nam="2020")


YEN_BAI_READING = reading(
    "D04", "138 (33 + 105 theo nguồn)", "DA = DA_khac", printed="137 và 138 đề án", other="137"
)


def test_a_reading_chooses_between_two_figures(tmp_path: Path) -> None:
    """138 is used because the reading names it; 137 stays as the rival, and as the value under the other reading."""
    computed = made(tmp_path, yen_bai(), [YEN_BAI_READING])
    assert (computed.value("DA"), computed.value("DA_khac"), computed.value("DA.D04")) == (
        F(138),
        F(137),
        F(137),
    )
    assert [
        fact.chosen
        for fact in computed.facts
        if fact.id.startswith("DA") and fact.figure.fund == "promotion"
    ] == [
        True,
        False,
    ]
    assert computed.verdicts("R08") == ["xung đột"]


def test_leverage_of_yen_bai_is_a_lower_bound(tmp_path: Path) -> None:
    """`trên 208,295` over 24,235 is at least 8,59480."""
    value = made(tmp_path, yen_bai(), [YEN_BAI_READING]).book["I10"]
    assert (value.value, value.bound, six_digits(value.value or F(0))) == (
        F(208295, 24235),
        "at_least",
        Decimal("8.59480"),
    )


def test_leverage_of_ha_tinh_is_a_lower_bound(tmp_path: Path) -> None:
    """`hơn 41,6` over 1,45 + 6,198 is at least 5,43933, although the parts have unequal decimals."""
    rows = over(
        [
            figure("7,648", "tỷ đồng", "KCQG + KCĐP"),
            figure("1,45", "tỷ đồng", "KCQG"),
            figure("6,198", "tỷ đồng", "KCĐP"),
            figure("41,6", "tỷ đồng", "đối ứng", word="hơn"),
        ],
        tu_nam="2021", den_nam="2025",
    )  # fmt: skip
    computed = made(tmp_path, rows)
    value = computed.book["I10"]
    assert (value.value, value.bound, six_digits(value.value or F(0))) == (
        F(41600, 7648),
        "at_least",
        Decimal("5.43933"),
    )
    assert computed.verdicts("R01a") == ["khớp"]


def test_a_place_with_plans_only_has_planned_indicators_only(tmp_path: Path) -> None:
    """Cả nước 2016: every value that is there is planned, and the shares are those of the plan."""
    rows = [
        figure("230,9", "tỷ đồng", "KCQG + KCĐP"),
        figure("103,7", "tỷ đồng", "KCQG"),
        figure("127,2", "tỷ đồng", "KCĐP"),
    ]
    computed = made(tmp_path, over(rows, tinh_trang="kế hoạch"))
    own = [v for v in computed.book if v.value is not None and not v.id.startswith(ACCOUNTS)]
    assert {v.status for v in own if not v.id.endswith(("nam", "dau", "cuoi"))} == {"planned"}
    assert computed.value("I07") == F(103700, 2309)


def dak_lak() -> list[dict[str, str]]:
    rows = [
        figure("3,6", "tỷ đồng", "tổng KCĐP + đối ứng", word="gần"),
        figure("2", "tỷ đồng", "KCĐP"),
        figure("1,6", "tỷ đồng", "đối ứng", word="gần"),
        schemes("16", "KCĐP"),
        *(figure(n, u, "tổng KCĐP + đối ứng", label) for n, u, label in (
            ("2,7", "tỷ đồng", MACHINERY), ("380", "triệu đồng", "Tập huấn"), ("310", "triệu đồng", "Phát triển"),
            ("80", "triệu đồng", "Quản lý"), ("120", "triệu đồng", "Thông tin"))),
    ]  # fmt: skip
    return over(rows, tinh_trang="kế hoạch")


def test_missing_is_never_zero(tmp_path: Path) -> None:
    """Đắk Lắk prints no KCQG: P, I01 and all that needs them are missing, with null value and null formula."""
    computed = made(tmp_path, dak_lak())
    records = {record["id"]: record for record in to_records(computed.book)}
    assert not any(id_.startswith(("P", "T")) for id_ in records)
    for id_ in ("I01", "I02", "I03", "I10", "I12", "I20", "I35"):
        assert (records[id_]["value"], records[id_]["formula"], records[id_]["printed"]) == (
            None,
            None,
            None,
        ), id_
    definitions = load_definitions()
    assert missing_inputs(computed.book, definitions.indicators["I01"], definitions) == [
        "kinh phí khuyến công"
    ]


def test_money_with_counterpart_in_it_is_no_promotion_money(tmp_path: Path) -> None:
    """Activity amounts that include counterpart are checked against their own total and enter no sum of support."""
    computed = made(tmp_path, dak_lak())
    assert not any(id_ in computed.book for id_ in ("A.kh", "K.kh", "MK.kh", "P.kh"))
    assert computed.value("R03c.kh") == F(10_000_000)
    assert computed.verdicts("R03c") == ["làm tròn"]


def test_counterpart_as_the_rest_of_a_rounded_total_is_an_upper_bound(tmp_path: Path) -> None:
    """Đắk Nông: `gần 71,2` less 8,7 and 9,7 is 52,8, derived, at most."""
    rows = [
        figure("71,2", "tỷ đồng", "tổng ba nguồn", word="gần"),
        figure("8,7", "tỷ đồng", "KCQG"),
        figure("9,7", "tỷ đồng", "KCĐP"),
    ]
    computed = made(tmp_path, over(rows, tinh_trang="kế hoạch", tu_nam="2021", den_nam="2025"))
    counterpart = computed.book["C.kh"]
    assert (counterpart.value, counterpart.bound, counterpart.derived) == (
        F(52_800_000_000),
        "at_most",
        True,
    )
    assert printed_text(counterpart) == "dưới 52,8 tỷ đồng"
    assert (computed.value("I10"), computed.book["I10"].bound) == (F(528, 184), "at_most")


def test_a_zero_divisor_leaves_a_missing_value_with_its_formula(tmp_path: Path) -> None:
    """With no beneficiary at all the shares are undefined, not 0: value null, the formula still there."""
    computed = made(
        tmp_path,
        [
            figure("100", fund="KCQG"),
            figure("100", fund="KCĐP"),
            beneficiaries("0"),
            beneficiaries("0", "HTX"),
        ],
    )
    assert computed.value("I12") == 0
    assert (computed.value("I14"), computed.value("I17")) == (None, None)


def test_bounded_inputs_bound_what_they_reach(tmp_path: Path) -> None:
    """`khoảng` makes about, `gần` over exact makes at_most, and a difference of two bounds is unknown."""
    rows = [
        figure("100", fund="KCQG", word="khoảng"),
        figure("50", fund="KCĐP"),
        figure("90", fund="đối ứng", word="gần"),
    ]
    book = made(tmp_path, rows).book
    assert {id_: book[id_].bound for id_ in ("P", "I08", "I10", "I18", "C")} == {
        "P": "about", "I08": "about", "I10": "about", "I18": "exact", "C": "at_most",
    }  # fmt: skip
    assert book["I18"].value is None


def test_changes_of_a_reading_are_formulas_by_input() -> None:
    """`CM = CM - M; MK = K` is one formula an input; what is not of that form is refused, not guessed."""
    assert parse_changes("CM = CM - M; MK = K;") == {"CM": "CM - M", "MK": "K"}
    assert parse_changes(" ") == {}
    for text in (
        "CM",
        "= CM",
        "CM = ",
        "CM = CM -",
        "CM = __import__('os')",
        "CM = CM - M; CM = M",
    ):
        with pytest.raises(FormulaError):
            parse_changes(text)


def test_a_long_label_is_still_a_value(tmp_path: Path) -> None:
    """A label of a printed line may be as long as sources print it: its amount is summed like any other."""
    label = "Hỗ trợ " + "ứng dụng máy móc, thiết bị tiên tiến vào sản xuất " * 4
    rows = [
        figure("100", fund="KCĐP", label=label.strip()),
        figure("50", fund="KCĐP", label=label + "(tiếp)"),
    ]
    assert made(tmp_path, rows).value("A") == F(150_000_000)


def test_a_promotion_total_beside_its_parts_is_added_once(tmp_path: Path) -> None:
    """A line printed for both funds together and for each of them counts once, as the line for both."""
    rows = [
        figure("150", fund="KCQG + KCĐP", label=MACHINERY), figure("100", fund="KCQG", label=MACHINERY),
        figure("50", fund="KCĐP", label=MACHINERY), figure("7", fund="KCĐP", label=CLASSES),
        schemes("3", "", MACHINERY), schemes("2", "KCQG", MACHINERY), schemes("1", "KCĐP", MACHINERY),
    ]  # fmt: skip
    computed = made(tmp_path, rows)
    assert (computed.value("A"), computed.value("K"), computed.value("DA_K")) == (
        F(157_000_000),
        F(150_000_000),
        F(3),
    )


def test_a_flag_is_a_subset_and_never_added(report_2012_2022: Computed) -> None:
    """The three establishments of difficult areas are inside the 49, not beside them."""
    assert (report_2012_2022.value("N"), report_2012_2022.value("n_KK")) == (F(49), F(3))
    assert "n_KK" not in report_2012_2022.book["N_loai"].inputs


def test_figures_of_elsewhere_do_not_touch_an_edition(tmp_path: Path) -> None:
    """Figures of another place or outside the period do not touch the edition."""
    rows = conference()
    folder = write_raw(
        tmp_path,
        [
            *rows,
            *over(rows, dia_ban="Khác", gia_tri="99"),
            *over(rows[:4], tu_nam="2011", gia_tri="98"),
        ],
    )
    assert (folder / FIGURES).exists()
    assert compute(folder, CONFERENCE).value("I26") == F(29916, 2630)
    assert MODELS in compute(folder, CONFERENCE).frame["activity_label"].tolist()


def test_a_part_that_follows_from_the_total_does_not_replace_it(tmp_path: Path) -> None:
    """With KCQG and the sum of both funds printed for several years, KCĐP follows and the sum stays printed."""
    rows = [
        figure("150", fund="KCQG + KCĐP"),
        figure("100", fund="KCQG"),
        figure("400", fund="đối ứng"),
    ]
    computed = made(tmp_path, over(rows, tu_nam="2021"))
    assert (computed.book["L"].formula, computed.book["P"].formula) == ("P - Q", None)
    assert "P_in" not in computed.book
    assert len(cells_of(computed.book, "I08")) == 2


def test_what_follows_from_a_changed_input_changes_with_it(tmp_path: Path) -> None:
    """A reading of Q changes P = Q + L and T = P + C, and every indicator over them."""
    rows = [figure("100", fund="KCQG"), figure("50", fund="KCĐP"), figure("400", fund="đối ứng")]
    computed = made(tmp_path, rows, [reading("D1", "100", "Q = Q - 20000000", other="80")])
    assert (computed.value("P.D1"), computed.value("T.D1")) == (130 * 10**6, 530 * 10**6)
    assert (computed.value("I10.D1"), computed.value("I07.D1")) == (F(400, 130), F(8000, 130))
    assert "C.D1" not in computed.book


def test_a_rest_below_zero_has_a_caveat_of_its_own(tmp_path: Path) -> None:
    """Activities beyond their whole are no rest that a source leaves open, and the caveat does not say so."""
    rest = made(tmp_path, [figure("100", fund="KCQG"), figure("20", fund="KCĐP"),
                           figure("150", fund="KCQG", label=MODELS)]).book["I22"]  # fmt: skip
    assert rest.value == -30
    assert rest.caveat == load_definitions().indicators["I22"].caveat_below_zero != ""
