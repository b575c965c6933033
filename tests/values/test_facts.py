"""Which figure is which value: one fact a key and point, conflicts kept apart, ids that formulas can use."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import printed_text
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.figures.published import tidy_figures
from analysis.language.formulas import parse_formula
from analysis.raw.folder import read_raw
from analysis.values.facts import matches, points_of
from data_builder import (
    CODES,
    MODELS,
    SOURCE,
    TRAINING,
    Row,
    beneficiaries,
    compute,
    figure,
    made,
    over,
    reading,
    schemes,
    write_raw,
)


def figures(folder: Path, *rows: Row) -> list[Figure]:
    return tidy_figures(read_raw(write_raw(folder, rows)))[0]


def test_figures_that_agree_are_one_fact_with_all_origins(tmp_path: Path) -> None:
    """The same value from several rows, in whatever unit, is one value that names every cell in the files' order."""
    rows = [
        figure("2.630", fund="KCQG"),
        figure("2,630", "tỷ đồng", "KCQG", source="b"),
        figure("2,63", "tỉ đồng", "KCQG", source="c"),
    ]
    computed = made(tmp_path, rows)
    assert [fact.id for fact in computed.facts] == ["Q"]
    assert [(o.row, o.column, o.printed) for o in computed.book["Q"].origins] == [
        (2, "gia_tri", "2.630"), (3, "gia_tri", "2,630"), (4, "gia_tri", "2,63"),
    ]  # fmt: skip
    assert computed.verdicts("R08") == []


@pytest.mark.parametrize("other", [{"gia_tri": "2.631"}, {"dinh_ngu": "khoảng"}])
def test_figures_that_disagree_choose_none_of_themselves(tmp_path: Path, other: Row) -> None:
    """Another value, or another qualifier, without a reading: no value is used, both are shown, and it is an error."""
    rows = [
        figure("2.630", fund="KCQG"),
        *over([figure("2.630", fund="KCQG", source="b")], **other),
    ]
    computed = made(tmp_path, rows)
    assert [fact.chosen for fact in computed.facts] == [False, False]
    assert "Q" not in computed.book
    assert {v.id for v in computed.book if v.id.startswith("Q")} == {"Q_khac", "Q_khac2"}
    assert [c.severity for c in computed.checks if c.code == "R08"] == ["lỗi"]
    assert computed.value("I01") is None


@pytest.mark.parametrize(
    ("exact", "other"),
    [
        (("2.146", "triệu đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2.199", "triệu đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2.001", "triệu đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2,15", "tỷ đồng", ""), ("2", "tỷ đồng", "")),
        (("2.146", "triệu đồng", ""), ("2,1", "tỷ đồng", "hơn")),
        (("2.415", "triệu đồng", ""), ("2,1", "tỷ đồng", "trên")),
        (("2.100", "triệu đồng", ""), ("2,1", "tỷ đồng", "trên")),
        (("2.100", "triệu đồng", ""), ("2,1", "tỷ đồng", "gần")),
        (("1.785", "triệu đồng", ""), ("2,1", "tỷ đồng", "dưới")),
        (("7,648", "tỷ đồng", "hơn"), ("7,6", "tỷ đồng", "hơn")),
    ],
)
def test_figures_that_agree_within_their_print_are_one_and_the_other_is_named(
    tmp_path: Path, exact: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """Two sources print one fact more and less exactly: the exact one is used, whichever comes first."""
    for folder, first in (("a", exact), ("b", other)):
        second = other if first is exact else exact
        rows = [
            figure(value, unit, "KCQG", word=word, source=source)
            for source, (value, unit, word) in zip(("n1", "n2"), (first, second), strict=True)
        ]
        computed = made(tmp_path / folder, rows)
        used, noted = computed.book["Q"], computed.book["Q_khop"]
        assert [cell.printed for cell in used.origins] == [exact[0]]
        assert [cell.printed for cell in noted.origins] == [other[0]]
        name = "n2" if first is exact else "n1"
        words = f"{other[2]} {other[0]} {other[1]}".strip()
        assert f"“{name}: {words}”" in used.caveat
        assert computed.verdicts("R08") == ["làm tròn"]
        assert set(computed.verdicts("R18") + computed.verdicts("R19")) == {"khớp"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2.200", "triệu đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2.000", "triệu đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2,2", "tỷ đồng", ""), ("2,1", "tỷ đồng", "")),
        (("2.416", "triệu đồng", ""), ("2,1", "tỷ đồng", "trên")),
        (("2.099", "triệu đồng", ""), ("2,1", "tỷ đồng", "hơn")),
        (("1.784", "triệu đồng", ""), ("2,1", "tỷ đồng", "gần")),
        (("2.101", "triệu đồng", ""), ("2,1", "tỷ đồng", "dưới")),
        (("2.100", "triệu đồng", ""), ("2,1", "tỷ đồng", "khoảng")),
        (("2,1", "tỷ đồng", "trên"), ("2,2", "tỷ đồng", "dưới")),
    ],
)
def test_figures_that_differ_by_more_than_their_print_stop(
    tmp_path: Path, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """What no rounding and no word explains is a conflict as before, and no value is used."""
    rows = [figure(value, unit, "KCQG", word=word) for value, unit, word in (one, other)]
    computed = made(tmp_path, rows)
    assert "Q" not in computed.book
    assert computed.verdicts("R08") == ["lệch"]


def test_counts_and_other_periods_funds_and_statuses_never_agree(tmp_path: Path) -> None:
    """137 and 138 schemes stop; a figure of another year, fund or status stands for itself."""
    assert made(tmp_path / "a", [schemes("137"), schemes("138")]).verdicts("R08") == ["lệch"]
    rows = [
        figure("2.146", fund="KCQG"), figure("2,1", "tỷ đồng", "KCĐP"),
        figure("2,1", "tỷ đồng", "KCQG", status="kế hoạch"),
        figure("2,1", "tỷ đồng", "KCQG", years=(2021, 2021)),
    ]  # fmt: skip
    computed = made(tmp_path / "b", rows)
    assert not any(fact.agrees or not fact.chosen for fact in computed.facts)


def test_a_third_figure_that_differs_stops_the_two_that_agree(tmp_path: Path) -> None:
    """Agreement with one source settles nothing against another."""
    rows = [
        figure("2.146", fund="KCQG"), figure("2,1", "tỷ đồng", "KCQG", source="b"),
        figure("2.500", fund="KCQG", source="c"),
    ]  # fmt: skip
    computed = made(tmp_path, rows)
    assert "Q" not in computed.book
    assert "lệch" in computed.verdicts("R08")


@pytest.mark.parametrize(
    ("word", "derived"),
    [
        ("dưới", "dưới 5"),
        ("gần", "dưới 5"),
        ("không quá", "không quá 5"),
        ("trên", "trên 5"),
        ("hơn", "trên 5"),
        ("không dưới", "không dưới 5"),
    ],
)
def test_a_derived_bound_is_strict_only_where_the_source_said_so(
    tmp_path: Path, word: str, derived: str
) -> None:
    """A source's "dưới" is printed as it stands and makes what follows from it "dưới"; "không quá" stays so."""
    rows = [
        figure("35", "học viên", label="Nâng cao năng lực quản lý", measure="học viên", word=word),
        figure("7", "lớp", label="Nâng cao năng lực quản lý", measure="lớp đào tạo"),
    ]
    book = made(tmp_path, rows).book
    assert printed_text(book["HV"]) == f"{word} 35 học viên"
    assert str(printed_text(book["I32"])).startswith(f"{derived} ")
    assert book["HV"].strict is book["I32"].strict is not word.startswith("không ")


@pytest.mark.parametrize("words", [("dưới", "không quá"), ("không quá", "dưới")])
def test_a_bound_of_two_senses_is_strict_in_no_order_of_rows(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    """One source says "dưới 55" and another "không quá 55": what both say is printed, whichever stands first."""
    rows = [
        figure("55", "học viên", label="Nâng cao năng lực quản lý", measure="học viên", word=word)
        for word in words
    ]
    book = made(tmp_path, rows).book
    assert (book["HV"].strict, printed_text(book["HV"])) == (False, "không quá 55 học viên")


def test_a_derived_value_may_stand_in_for_a_conflict(tmp_path: Path) -> None:
    """A conflict over the number of schemes leaves the sum of its parts, said to be derived."""
    rows = [schemes("137"), schemes("138"), schemes("33", "KCQG"), schemes("105", "KCĐP")]
    computed = made(tmp_path, rows)
    assert (computed.value("DA"), computed.book["DA"].formula) == (Fraction(138), "DA_Q + DA_L")
    assert computed.verdicts("R08") == ["lệch"]


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        (reading("D4", "138 (33 + 105)", printed="137 và 138 đề án"), 138),
        (reading("D4", "137, theo tít", printed="137 và 138"), 137),
        (reading("D4", "138", printed="137 và 138", source="nguồn khác"), None),
        (reading("D4", "139", printed="137 và 138"), None),
        (reading("D4", "khoảng 138", printed="137 và 138"), None),
        (reading("D4", "138 lớp đào tạo", printed="138 lớp"), None),
    ],
)
def test_a_reading_chooses_only_what_it_speaks_of(
    tmp_path: Path, given: Row, chosen: int | None
) -> None:
    """A reading decides a conflict of its source when it quotes every number of it and begins with one of them."""
    computed = made(tmp_path, [schemes("137"), schemes("138")], [given])
    assert (computed.value("DA") if "DA" in computed.book else None) == chosen
    assert [fact.figure.value for fact in computed.facts if fact.chosen] == (
        [str(chosen)] if chosen else []
    )


def test_a_count_of_schemes_without_a_fund_counts_all_of_them(tmp_path: Path) -> None:
    """A total of schemes that names no fund and one that names both are the same key: they merge or they conflict."""
    both = schemes("57", "KCQG + KCĐP")
    assert len(made(tmp_path / "a", [both, schemes("57")]).book["DA"].origins) == 2
    assert made(tmp_path / "b", [both, schemes("58")]).verdicts("R08") == ["lệch"]


def test_points_come_in_one_order(tmp_path: Path) -> None:
    """The edition's own period in every status first, actual before plans; then the others by period."""
    rows = [
        figure("1", fund="KCQG", years=(2021, 2021), status="kế hoạch"), figure("1", fund="KCQG", years=(2020, 2020)),
        figure("1", fund="KCQG", years=(2020, 2021)),
    ]  # fmt: skip
    edition = Edition("thu", 2020, 2022)
    suffixes = [point.suffix for point in points_of(figures(tmp_path, *rows), edition)]
    assert suffixes == ["", ".kh", ".2020", ".2020_2021", ".2021.kh"]


def test_a_selection_takes_its_own_figures_only(tmp_path: Path) -> None:
    """General inputs take lines without an activity, `*` takes every labelled line, a code its own lines."""
    inputs = load_definitions().inputs
    general, coded, uncoded, counterpart, flag = figures(
        tmp_path,
        figure("1", fund="KCQG"),
        figure("2", fund="KCQG", label=MODELS),
        figure("3", fund="KCĐP", label="Lạ"),
        figure("4", fund="đối ứng", label=MODELS),
        beneficiaries("5", "HTX"),
    )

    def taking(figure_: Figure) -> set[str]:
        return {entry.id for entry in inputs.values() if matches(figure_, entry)}

    assert taking(general) == {"Q"}
    assert taking(coded) == {"M", "MK", "A"}
    assert taking(uncoded) == {"A"}
    assert taking(counterpart) == {"CM"}
    assert taking(flag) == {"n_HTX", "N_loai"}


LABELS = [
    "Tập huấn",
    "Tập huấn!",
    "Tập huấn khác",
    "tap-huan",
    "???",
    "Đào tạo " * 30,
    "Đào tạo " * 30 + "thêm",
    "2022",
    "kh",
]


def test_every_fact_has_an_id_of_its_own_that_formulas_can_use(tmp_path: Path) -> None:
    """Labels that look alike, long ones and such without letters give different ids, each a name of the language."""
    rows = [
        figure(str(n + 10), fund=fund, label=label.strip())
        for n, label in enumerate(LABELS)
        for fund in ("KCQG", "KCĐP")
    ]
    rows += over(rows, gia_tri="9")
    computed = made(tmp_path, rows)
    ids = [fact.id for fact in computed.facts]
    assert len(ids) == len(set(ids)) == 4 * len(LABELS)
    assert all(parse_formula(id_).names == (id_,) for id_ in ids)
    assert all(re.search(r"_khac[0-9]*$", fact.id) for fact in computed.facts)


def test_a_value_prints_as_its_source_does(tmp_path: Path) -> None:
    """A raw value keeps the printed unit, the printed decimals and the source's own word."""
    rows = [
        figure("2,630", "tỷ đồng", "KCQG"),
        figure("2,52", "tỉ đồng", "KCĐP", word="gần"),
        figure("425,06", fund="đối ứng", word="hơn"),
        schemes("09", "KCQG"),
        figure("114", "tỷ đồng", "tổng ba nguồn", word="khoảng"),
    ]
    book = made(tmp_path, rows).book
    printed = {id_: printed_text(book[id_]) for id_ in ("Q", "L", "C", "DA_Q", "T")}
    assert printed == {
        "Q": "2,630 tỷ đồng",
        "L": "gần 2,52 tỷ đồng",
        "C": "hơn 425,06 triệu đồng",
        "DA_Q": "9 đề án",
        "T": "khoảng 114 tỷ đồng",
    }


def test_a_rival_says_that_it_is_not_used(tmp_path: Path) -> None:
    """The label of a value is that of its input; a rival carries the note that it enters no computation."""
    computed = made(
        tmp_path, [schemes("137"), schemes("138")], [reading("D4", "138", printed="137, 138")]
    )
    assert computed.book["DA_khac"].label == computed.book["DA"].label == "Số đề án"
    assert "không dùng để tính" in computed.book["DA_khac"].caveat
    assert [value.id for value in computed.book if "DA_khac" in value.inputs] == ["R08_DA_khac"]
    assert computed.book["DA"].origins[0].file == "data/raw/so-lieu.csv"
    assert {fact.figure.source for fact in computed.facts} == {SOURCE}


def test_models_and_products_are_counts_with_their_units(tmp_path: Path) -> None:
    """Printed numbers of models, products and trained workers are values of the book, in words of their own."""
    rows = [
        figure("5", "mô hình", "", measure="mô hình"),
        figure("7", "sản phẩm", "", measure="sản phẩm được công nhận"),
        figure("9", "lao động", "", measure="lao động được đào tạo"),
    ]
    write_raw(tmp_path, rows)
    book = compute(tmp_path, Edition("thu", 2022, 2022)).book
    found = {id_: (int(book[id_].value), book[id_].unit) for id_ in ("mh", "sp", "trainees")}
    assert found == {"mh": (5, "mô hình"), "sp": (7, "sản phẩm"), "trainees": (9, "học viên")}


def test_a_figure_of_unknown_status_sums_with_nothing(tmp_path: Path) -> None:
    """Figures that may be plans or results make no sum over the years and no headline; their own total is checked."""
    parts = [("KCQG", "60"), ("KCĐP", "40"), ("KCQG + KCĐP", "100")]
    rows = [
        figure(value, fund=fund, status="không rõ", years=(year, year))
        for year in (2021, 2022)
        for fund, value in parts
    ]
    both = made(tmp_path / "a", rows, (), Edition("thu", 2021, 2022))
    assert "P.2021.kr" in both.book
    assert not [
        value.id for value in both.book if value.id.split(".")[0] in "QLP" and ".20" not in value.id
    ]
    assert both.verdicts("R01a") == ["khớp", "khớp"]
    total = figure("500", fund="KCQG + KCĐP", status="không rõ", years=(2021, 2022))
    assert (
        made(tmp_path / "c", [*rows, total], (), Edition("thu", 2021, 2022)).verdicts("R21") == []
    )
    one = made(tmp_path / "b", [*rows[3:], figure("7", fund="KCQG", status="kế hoạch")])
    assert (one.value("Q.kh"), one.value("Q.kr")) == (7_000_000, 60_000_000)
    assert one.book["I01"].value is None


def test_a_line_that_another_line_holds_is_not_added(tmp_path: Path) -> None:
    """Of 30 for products, 20 of it at provincial level, the activities come to 30, and both are told."""
    rows = [figure("100", fund="KCQG"), figure("30", fund="KCQG", label="Sản phẩm")]
    held = figure("20", fund="KCQG", label="Sản phẩm cấp tỉnh")
    codes = {**CODES, "Sản phẩm": "ND4", "Sản phẩm cấp tỉnh": "TP"}
    computed = compute(write_raw(tmp_path, [*rows, held], codes=codes), Edition("thu", 2022, 2022))
    assert (computed.value("A"), computed.value("S")) == (30_000_000, 30_000_000)
    assert computed.value("kp_KCQG_san_pham_cap_tinh") == 20_000_000
    assert computed.verdicts("R03a") == []


@pytest.mark.parametrize(
    ("others", "stops"),
    [
        (
            [
                figure("60", fund="KCĐP", label="Lao động mới"),
                figure("40", fund="KCĐP", label="Tay nghề"),
            ],
            False,
        ),
        ([figure("70", fund="KCĐP", label="Lao động mới")], True),
        ([figure("70", fund="KCĐP", label="Lao động mới", word="trên")], False),
        ([figure("150", fund="khuyến công, không tách nguồn", label="Lao động mới")], True),
    ],
)
def test_two_sources_of_one_activity_never_give_more_than_the_larger(
    others: list[Row], stops: bool, tmp_path: Path
) -> None:
    """Each parts the activity by its own labels: one is used, the other is compared, and a difference stops."""
    other = "nguon-khac"
    codes = {**CODES, "Lao động mới": "ND1", "Tay nghề": "ND1"}
    rows = [figure("100", fund="KCĐP", label=TRAINING), *over(others, nguon_tin=other)]
    write_raw(tmp_path, rows, codes=codes, sources=[SOURCE, other])
    made = compute(tmp_path, Edition("thu", 2022, 2022))
    larger = max(100, sum(int(row["gia_tri"]) for row in others))
    assert made.book["D"].value == larger * 1_000_000
    (check,) = [check for check in made.checks if check.code == "R08"]
    assert (check.verdict == "xung đột") == stops


def test_two_sources_that_tell_of_two_funds_of_an_activity_are_added(tmp_path: Path) -> None:
    """Neither tells what the other does."""
    other = "nguon-khac"
    rows = [
        figure("100", fund="KCĐP", label=TRAINING),
        figure("30", fund="KCQG", label=TRAINING, source=other),
    ]
    write_raw(tmp_path, rows, sources=[SOURCE, other])
    assert compute(tmp_path, Edition("thu", 2022, 2022)).book["D"].value == 130_000_000
