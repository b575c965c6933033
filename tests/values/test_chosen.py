"""Which figure is which value: those that agree are one, conflicts are kept apart."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.edition import Edition
from data_builder import (
    CODES,
    SOURCE,
    TRAINING,
    Row,
    compute,
    figure,
    made,
    over,
    reading,
    schemes,
    write_raw,
)


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
