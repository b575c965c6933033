"""Identities that do not meet stop a build; a waiver excuses one difference in the editions that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.checks.case import CODES, STOPPING, key_of_residual
from analysis.checks.waivers import refuse_open
from analysis.document.blocks import text_of
from analysis.edition import Edition
from analysis.errors import ReconciliationError
from analysis.raw.folder import read_raw
from analysis.vocabulary import STATUS_SUFFIX
from data_builder import (
    CONFERENCE,
    CONFERENCE_READINGS,
    Computed,
    Row,
    compute,
    conference,
    faults_of,
    figure,
    reading,
    schemes,
    write_raw,
    write_table,
)
from program import ROOT

COLUMNS = ("ma", "khoa", "chenh_lech", "ky", "ly_do", "nguoi")
EDITION = Edition("thu", 2022, 2022)
WRONG = [figure("700", fund="tổng ba nguồn"), figure("100", fund="KCQG"), figure("500", fund="KCĐP"),
         figure("90", fund="đối ứng")]  # fmt: skip


def waiver(
    code: str = "R01", key: str = "R01.2022", difference: str = "10000000", **cells: str
) -> Row:
    given = {"ky": "thu-2022", "ly_do": "nguồn chưa sửa", "nguoi": "Người thử"}
    return {"ma": code, "khoa": key, "chenh_lech": difference, **given, **cells}


def made(
    path: Path, *waivers: Row, rows: list[Row] | None = None, edition: Edition = EDITION
) -> Computed:
    write_raw(path, rows or WRONG)
    if waivers:
        write_table(path, "mien-tru.csv", waivers, COLUMNS)
    return compute(path, edition)


def stops(computed: Computed) -> list[tuple[str, str]]:
    """(code of the fault, text) of everything that stops the build."""
    try:
        refuse_open(computed.checks, computed.clean.waivers, computed.clean.edition, computed.book)
    except ReconciliationError as error:
        return [(fault.code, str(fault)) for fault in error.faults]
    return []


def test_what_does_not_meet_stops_the_build(tmp_path: Path) -> None:
    """All open identities are told at once, each with its code, both numbers, the difference and the line to write."""
    told = stops(made(tmp_path))
    assert [code for code, _ in told] == ["identity-open"]
    for word in (
        "700",
        "90",
        "10",
        "R01,R01.2022,10000000,thu-2022",
        "dinh-chinh.csv",
        "mien-tru.csv",
        "dòng 2",
    ):
        assert word in told[0][1], word


@pytest.mark.parametrize("moved", [[], [waiver(difference="9000000")]])
def test_what_stops_is_told_with_single_stops(tmp_path: Path, moved: list[Row]) -> None:
    """The sentence of the check and of the waiver end in the stop of the message alone."""
    (told,) = [text for _, text in stops(made(tmp_path, *moved))]
    assert ".;" not in told
    assert ".." not in told
    assert "; cần: hai vế khớp nhau" in told


def test_a_waiver_excuses_with_reason_and_name(tmp_path: Path) -> None:
    """With a waiver for each, the build goes on; the line keeps its difference and tells why and who."""
    computed = made(tmp_path, waiver())
    assert stops(computed) == []
    (check,) = [check for check in computed.checks if check.code == "R01"]
    assert (check.verdict, check.severity, check.reason, check.who) == (
        "miễn trừ", "cảnh báo", "nguồn chưa sửa", "Người thử",
    )  # fmt: skip
    assert computed.value(check.residual) == 10_000_000


@pytest.mark.parametrize(
    ("change", "open_"),
    [
        ({"ky": "thu-2021"}, 1),
        ({"ky": "thu-2021; thu-2022"}, 0),
        ({"ky": "*"}, 0),
        ({"chenh_lech": "9000000"}, 1),
        ({"chenh_lech": "-10000000"}, 1),
        ({"khoa": "R01.2021", "ky": "*"}, 1),
    ],
)
def test_a_waiver_holds_for_what_it_names_alone(
    tmp_path: Path, change: dict[str, str], open_: int
) -> None:
    """Another edition, another difference or another period is not excused."""
    assert [code for code, _ in stops(made(tmp_path, waiver(**change)))] == [
        "identity-open"
    ] * open_


def test_rounding_stops_nothing_by_itself(tmp_path: Path) -> None:
    """R13 speaks of the tolerance alone; when the difference moves under R01's waiver, R01 stops and nothing else."""
    wrong = [figure("550", fund="tổng ba nguồn"), figure("110", fund="KCQG"), figure("50", fund="KCĐP"),
             figure("400", fund="đối ứng")]  # fmt: skip
    computed = made(tmp_path / "a", waiver(difference="-10000000"), rows=wrong)
    assert (stops(computed), computed.verdicts("R13")) == ([], ["lưu ý"])
    moved = [figure("560", fund="tổng ba nguồn"), wrong[1], wrong[2], figure("500", fund="đối ứng")]
    told = stops(made(tmp_path / "b", waiver(difference="-10000000"), rows=moved))
    assert [(code, "R01.2022" in text) for code, text in told] == [("identity-open", True)]


def test_years_that_miss_their_total_stop_and_are_waived(tmp_path: Path) -> None:
    """A total of two years that is not their sum stops the build with its cells; the line that it names excuses it."""
    edition = Edition("thu", 2021, 2022)
    rows = [
        figure("100", fund="KCQG", years=(2021, 2021)),
        figure("200", fund="KCQG", years=(2022, 2022)),
        figure("350", fund="KCQG", years=(2021, 2022)),
    ]
    ((code, told),) = stops(made(tmp_path / "mo", rows=rows, edition=edition))
    assert code == "identity-open"
    for words in (
        "R21,R21_Q.2021_2022,50000000,thu-2021-2022",
        "350",
        "dòng 2",
        "dòng 3",
        "dòng 4",
    ):
        assert words in told
    line = waiver("R21", "R21_Q.2021_2022", "50000000", ky="thu-2021-2022")
    assert stops(made(tmp_path / "mien", line, rows=rows, edition=edition)) == []


def test_another_difference_is_told_with_the_waiver_s_line(tmp_path: Path) -> None:
    """When the figures move under a waiver, the message says what it excuses and what the difference is now."""
    (told,) = [text for _, text in stops(made(tmp_path, waiver(difference="9000000")))]
    assert "Dòng 2 của mien-tru.csv chỉ miễn trừ chênh lệch 9000000, nay là 10000000" in told


def test_a_waiver_that_points_to_nothing_is_refused(tmp_path: Path) -> None:
    """A waiver that names this edition but no open identity of it is refused by line; for all editions it is not."""
    right = [*WRONG[:3], figure("100", fund="đối ứng")]
    assert [code for code, _ in stops(made(tmp_path / "a", waiver(), rows=right))] == [
        "waiver-unused"
    ]
    (_, text) = stops(made(tmp_path / "b", waiver(), rows=right))[0]
    assert "mien-tru.csv, dòng 2" in text
    assert stops(made(tmp_path / "c", waiver(ky="*"), rows=right)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "R99"}, "waiver-code"),
        ({"key": "R01"}, "waiver-key"),
        ({"key": "R01.2022 "}, ""),
        ({"key": "R01 .2022"}, "waiver-key"),
        ({"difference": "10 triệu"}, "waiver-difference"),
        ({"difference": "1/0"}, "waiver-difference"),
        ({"ky": "2022"}, "waiver-edition"),
        ({"ky": "Thử-2022"}, "waiver-edition"),
        ({"ky": "*; thu-2022"}, "waiver-edition"),
        ({"ky": "thu-2022-2022"}, "waiver-edition"),
        ({"ky": ";"}, "waiver-edition"),
        ({"ky": ""}, "cell-required"),
        ({"ly_do": " "}, "cell-required"),
        ({"nguoi": ""}, "cell-required"),
    ],
)
def test_a_malformed_waiver_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    """Unknown codes, keys, differences and editions, and blank reasons and names, are faults of the line."""
    write_raw(tmp_path, WRONG)
    write_table(tmp_path, "mien-tru.csv", [waiver(**change)], COLUMNS)
    assert [(fault.code, fault.where.row) for fault in faults_of(tmp_path)] == (
        [(code, 2)] if code else []
    )


def test_one_line_an_identity(tmp_path: Path) -> None:
    """The same identity waived twice for one edition is refused; for two editions it is not."""
    write_raw(tmp_path, WRONG)
    write_table(tmp_path, "mien-tru.csv", [waiver(), waiver(ky="thu-2021; thu-2022")], COLUMNS)
    assert [(fault.code, fault.where.row) for fault in faults_of(tmp_path)] == [
        ("row-duplicate", 3)
    ]
    write_table(tmp_path, "mien-tru.csv", [waiver(), waiver(ky="thu-2021")], COLUMNS)
    assert faults_of(tmp_path) == []


def test_a_reading_excuses_nothing(tmp_path: Path) -> None:
    """A reading says which of two figures is used; that they differ still needs a waiver."""
    rows = [schemes("137"), schemes("138")]
    write_raw(
        tmp_path,
        rows,
        [reading("D04", "138 (33 + 105)", "DA = DA_khac", printed="137 và 138", other="137")],
    )
    computed = compute(tmp_path, EDITION)
    assert [code for code, _ in stops(computed)] == ["identity-open"]
    write_table(tmp_path, "mien-tru.csv", [waiver("R08", "R08_DA_khac.2022", "1")], COLUMNS)
    assert stops(compute(tmp_path, EDITION)) == []


@pytest.mark.parametrize(
    ("residual", "key"),
    [
        ("R01", "R01.2016_2020"),
        ("R01.kh", "R01.2016_2020.kh"),
        ("R01.2017.kh", "R01.2017.kh"),
        ("R08_DA_khac.2016_2018", "R08_DA_khac.2016_2018"),
        ("", ""),
    ],
)
def test_a_key_is_the_same_in_every_edition(residual: str, key: str) -> None:
    """The key of an identity always names its period, so that a longer edition finds the same one."""
    assert key_of_residual(residual, Edition("thu", 2016, 2020)) == key


@pytest.mark.parametrize("status", STATUS_SUFFIX)
@pytest.mark.parametrize(
    "edition",
    [
        Edition("thu", 2025, 2025),
        Edition("thu", 2021, 2025),
        Edition("thu", 2025, 2025, "2025-01-01", "2025-06-30"),
        Edition("thu", 2025, 2025, "2025-07-01", "2025-09-30"),
        Edition("thu", 2025, 2025, "2025-01-01", "2025-09-14"),
        Edition("thu", 2021, 2022, "2021-03-01", "2022-09-30"),
    ],
)
def test_every_key_that_is_told_can_be_written(
    tmp_path: Path, edition: Edition, status: str
) -> None:
    """A key of any period and status stands in mien-tru.csv without a fault, and is told the same twice."""
    ending = STATUS_SUFFIX[status]
    key = key_of_residual(f"R04{ending}", edition)
    assert key == key_of_residual(key, edition) == f"R04{edition.suffix}{ending}"
    write_raw(tmp_path, WRONG)
    write_table(tmp_path, "mien-tru.csv", [waiver(code="R04", key=key)], COLUMNS)
    assert "waiver-key" not in [fault.code for fault in faults_of(tmp_path, EDITION)]


def test_keys_name_one_identity_each(tmp_path: Path) -> None:
    """Within an edition no two checks that may stop share code and key, and each has a key."""
    rows = [*WRONG, schemes("137"), schemes("138"), figure("9", "đề án", "KCQG", measure="đề án")]
    checks = [check for check in made(tmp_path, rows=rows).checks if check.verdict in STOPPING]
    assert len({(check.code, check.key) for check in checks}) == len(checks) > 1
    assert all(check.key for check in checks)


@pytest.mark.parametrize(
    "edition",
    [
        ("tinh", 2012, 2022), ("binh-dinh", 2022, 2022), ("binh-dinh", 2017, 2017), ("binh-dinh", 2016, 2020),
        ("binh-dinh", 2016, 2022), ("binh-dinh", 2021, 2021), ("yen-bai", 2016, 2020), ("ca-nuoc", 2016, 2016),
        ("dak-lak", 2020, 2020), ("dak-nong", 2021, 2025), ("ha-tinh", 2021, 2025),
    ],
)  # fmt: skip
def test_shipped_figures_build(edition: tuple[str, int, int]) -> None:
    """Every edition of the shipped figures reconciles, or has its waiver; every ledger of rows and money is closed."""
    computed = compute(ROOT / "data" / "raw", Edition(*edition))
    assert stops(computed) == []
    closed = {
        check.code: check.verdict for check in computed.checks if check.code in ("R18", "R19")
    }
    assert closed == {"R18": "khớp", "R19": "khớp"}


def test_shipped_waivers_have_reasons_and_names() -> None:
    """No shipped waiver is for all editions, and each says why at some length."""
    rows = read_raw(ROOT / "data" / "raw").tables["mien-tru.csv"]
    assert rows
    assert all(
        len(row.cells["ly_do"]) > 40 and row.cells["nguoi"] and "*" not in row.cells["ky"]
        for row in rows
    )


def test_every_code_that_a_check_has_can_be_waived(tmp_path: Path) -> None:
    """The list of codes for waivers holds each code that the checks give."""
    write_raw(tmp_path, conference(), CONFERENCE_READINGS)
    computed = compute(tmp_path, CONFERENCE)
    assert {check.code for check in computed.checks} <= set(CODES)


def test_identities_tell_both_sides(tmp_path: Path) -> None:
    """Where a check has sides, its residual is exactly their difference, and it is no more than that."""
    write_raw(tmp_path, conference(), CONFERENCE_READINGS)
    computed = compute(tmp_path, CONFERENCE)
    sided = [check for check in computed.checks if check.left]
    assert {"R01", "R03", "R04", "R05", "R07", "R08", "R15", "R18", "R19"} <= {
        check.code for check in sided
    }
    for check in sided:
        left, right = computed.value(check.left) or 0, computed.value(check.right) or 0
        assert computed.value(check.residual) == left - right, text_of(check.text)


@pytest.mark.parametrize("name", ["vinh-long-2025", "vinh-long-sau-sap-xep-2025"])
def test_a_waiver_under_either_name_of_an_edition_is_its_own(tmp_path: Path, name: str) -> None:
    """Both excuse the difference of the one edition, and lines of both names for one identity are refused."""
    rows = [{**row, "dia_ban": "Vĩnh Long", "tu_nam": "2025", "den_nam": "2025"} for row in WRONG]
    edition = Edition("vinh-long", 2025, 2025)
    of_it = waiver(key="R01.2025", ky=name)
    assert [code for code, _ in stops(made(tmp_path / "a", rows=rows, edition=edition))]
    assert not stops(made(tmp_path / "b", of_it, rows=rows, edition=edition))
    write_table(tmp_path / "b", "mien-tru.csv", [of_it, {**of_it, "ky": edition.name}], COLUMNS)
    assert [fault.code for fault in faults_of(tmp_path / "b", edition)] == ["row-duplicate"]
