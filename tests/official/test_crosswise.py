"""KCQG and KCĐP that changed places are refused, whatever they are held against; forms of one period say one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from analysis.stages.reading import Sound, sound
from filled_forms import Rows, csv_register, funds, raw_folder, results, schemes, text, workbook

NUMBERS = {"9": {"national": 300}, "10": {"local": 150}}
TOTAL = {"national": 300, "local": 150}
SWAPPED = {"9": {"local": 300}, "10": {"national": 150}}
SWAPPED_TOTAL = {"national": 150, "local": 300}
DONE = {"9": {"national": 2}, "10": {"local": 12}}
EDITION = Edition("ha-tinh", 2025, 2025)


def cleaned(folder: Path, **files: bytes | str) -> Sound:
    return sound(read_raw(raw_folder(folder, **files)), EDITION)


def refusal(folder: Path, **files: bytes | str) -> str:
    """The one fault that cleaning tells."""
    with pytest.raises(InputErrors) as caught:
        cleaned(folder, **files)
    (fault,) = caught.value.faults
    return str(fault)


AGAINST: dict[str, tuple[str, Rows]] = {
    "a form of funds of the same period": (
        text(funds(NUMBERS, TOTAL)),
        funds(SWAPPED, SWAPPED_TOTAL),
    ),
    "a form of schemes": (
        text(
            schemes(
                ("Mô hình", 2025, 300, None, 800, 300, 500),
                ("Máy", 2025, None, 150, 350, 150, 200),
                total=(300, 150, 1150, 450, 700),
            )
        ),
        funds(SWAPPED, SWAPPED_TOTAL),
    ),
    "a form of results": (text(results(DONE)), funds(SWAPPED, SWAPPED_TOTAL)),
    "a register": (csv_register((300_000_000, 0), (0, 150_000_000)), funds(SWAPPED, SWAPPED_TOTAL)),
    "a register, management costs aside": (
        csv_register((300_000_000, 0), (0, 150_000_000)),
        funds({**SWAPPED, "23": {"national": 20}}, {"national": 170, "local": 300}),
    ),
    "a form of schemes, management costs aside": (
        text(
            schemes(
                ("Mô hình", 2025, 300, None, 800, 300, 500),
                ("Máy", 2025, None, 150, 350, 150, 200),
                total=(300, 150, 1150, 450, 700),
            )
        ),
        funds({**SWAPPED, "23": {"national": 20}}, {"national": 170, "local": 300}),
    ),
    "a register, by a form of results": (
        csv_register((300_000_000, 0), (150_000_000, 0)),
        results({"9": {"local": 1}}),
    ),
    "a register, by a form of schemes": (
        csv_register((300_000_000, 0), (0, 150_000_000)),
        schemes(
            ("Mô hình", 2025, 0, 300, 800, 300, 500),
            ("Máy", 2025, 150, 0, 350, 150, 200),
            total=(150, 300, 1150, 450, 700),
        ),
    ),
}


@pytest.mark.parametrize("case", AGAINST)
def test_funds_that_agree_crosswise_are_refused_with_their_cells(case: str, tmp_path: Path) -> None:
    """The message names the swap and the cells; nothing says which of two forms is right."""
    other, form = AGAINST[case]
    told = refusal(tmp_path, a_csv=other, b_xlsx=workbook(B=form))
    assert "form-swapped" in told
    assert "bị đổi chỗ so với" in told
    assert "ô B!" in told


def swapped_where(folder: Path, **forms: Rows) -> str:
    """The sheet that is told to have its funds crosswise, of three forms."""
    return refusal(folder, b_xlsx=workbook(**forms)).partition(", dòng")[0].partition(":")[0]


def test_of_three_forms_the_one_that_the_others_contradict_is_told(tmp_path: Path) -> None:
    """Funds against schemes and results, or schemes or results against the other two: that sheet and no other."""
    listed = ("Mô hình", 2025, 300, None, 800, 300, 500), ("Máy", 2025, None, 150, 350, 150, 200)
    of_schemes = schemes(*listed, total=(300, 150, 1150, 450, 700))
    crossed = [(*row[:2], row[3], row[2], *row[4:]) for row in listed]
    straight, done = funds(NUMBERS, TOTAL), results(DONE)
    of_crossed = schemes(*crossed, total=(150, 300, 1150, 450, 700))
    done_crossed = results({"9": {"local": 2}, "10": {"national": 12}})
    wrong = funds(SWAPPED, SWAPPED_TOTAL)
    assert '"KP"' in swapped_where(tmp_path / "one", KQ=done, KP=wrong, DA=of_schemes)
    assert '"DA"' in swapped_where(tmp_path / "two", KQ=done, KP=straight, DA=of_crossed)
    assert '"KQ"' in swapped_where(tmp_path / "three", KQ=done_crossed, KP=straight, DA=of_schemes)
    told = refusal(tmp_path / "four", b_xlsx=workbook(KQ=done, KP=wrong))
    assert "chưa rõ ở biểu nào" in told


def test_a_form_of_another_period_is_told_in_its_own_edition_alone(tmp_path: Path) -> None:
    """The difference between two forms of 2023 is told with 2023; 2025 says neither that nor that they were read."""
    of_schemes = schemes(
        ("Mô hình", 2023, 250, None, 750, 250, 500), total=(250, None, 750, 250, 500)
    )
    of_schemes[1] = ["Hà Tĩnh, năm 2023"]
    files: dict[str, bytes | str] = {
        "a_csv": csv_register((300_000_000, 0), (0, 150_000_000)),
        "b_xlsx": workbook(KP=funds(NUMBERS, TOTAL, period="năm 2023"), DA=of_schemes),
    }
    raw = read_raw(raw_folder(tmp_path, **files))
    told = []
    for year in (2023, 2025):
        _, clean = clean_edition(raw, Edition("ha-tinh", year, year))
        told.append({finding.code for finding in (*clean.findings, *clean.beside)})
        own = {finding.code for finding in clean.findings}
        assert ("form-read" in own) is (year == 2023)
    assert {"form-difference", "form-read"} <= told[0]
    assert not {code for code in told[1] if code.startswith("form-")}


def test_funds_that_agree_straight_pass_beside_a_line_that_agrees_both_ways(tmp_path: Path) -> None:
    """Forms, schemes and register say the same: a line with the same money of both funds says nothing of a swap."""
    numbers = {**NUMBERS, "23": {"national": 20, "local": 20}}
    read = cleaned(
        tmp_path,
        a_csv=csv_register((300_000_000, 0), (0, 150_000_000), (20_000_000, 20_000_000)),
        b_xlsx=workbook(KP=funds(numbers, {"national": 320, "local": 170}), KQ=results(DONE)),
    )
    assert [figure.value for figure in read.lists.published if not figure.activity_label] == [
        "320000000",
        "170000000",
    ]


def test_a_form_that_may_be_of_another_province_is_not_taken_as_the_own(tmp_path: Path) -> None:
    """Two provinces in a title are asked about, until dia-ban.csv says of which one the file is."""
    form = text(
        [["Tỉnh Nghệ An và tỉnh Hà Tĩnh"], *funds(NUMBERS)[:1], ["năm 2025"], *funds(NUMBERS)[2:]]
    )
    told = refusal(tmp_path / "one", a_csv=form)
    assert "territory-unclear" in told
    assert "có nêu Nghệ An, Hà Tĩnh" in told
    named = "tep,ten,dia_ban\na.csv,,Hà Tĩnh\n"
    cleaned(tmp_path / "two", a_csv=form, **{"dia-ban_csv": named})


def test_a_form_of_a_district_is_not_the_provinces(tmp_path: Path) -> None:
    """It is refused unless dia-ban.csv says that it tells of the whole province."""
    rows = funds(NUMBERS)
    form = text([["UBND HUYỆN THẠCH HÀ"], rows[0], ["năm 2025"], *rows[2:]])
    assert "không phải của cả tỉnh" in refusal(tmp_path / "one", a_csv=form)
    cleaned(tmp_path / "two", a_csv=form, **{"dia-ban_csv": "tep,ten,dia_ban\na.csv,,Hà Tĩnh\n"})


def test_one_line_of_results_under_the_other_fund_is_no_swap(tmp_path: Path) -> None:
    """What was done may be paid in another year: only line after line it is the columns."""
    cleaned(
        tmp_path,
        a_csv=text(funds({"9": {"local": 300}})),
        b_xlsx=workbook(KQ=results({"9": {"national": 2}})),
    )


def test_two_forms_of_one_period_that_differ_are_one_message(tmp_path: Path) -> None:
    """Both cells are named; forms of two periods say nothing of each other."""
    later = funds({"9": {"national": 301}, "10": {"local": 151}})
    told = refusal(tmp_path / "one", a_csv=text(funds(NUMBERS)), b_xlsx=workbook(B=later))
    assert "form-conflict" in told
    assert "ghi 301 triệu đồng" in told
    assert "ghi 300 triệu đồng" in told
    other = funds({"9": {"national": 301}}, period="6 tháng đầu năm 2025")
    cleaned(tmp_path / "two", a_csv=text(funds(NUMBERS)), b_xlsx=workbook(B=other))


def test_a_form_of_schemes_that_has_less_than_the_funds_is_told_and_not_added(
    tmp_path: Path,
) -> None:
    """The money of the funds is that of their own form; the difference is a finding."""
    of_schemes = schemes(
        ("Mô hình", 2025, 250, None, 750, 250, 500), total=(250, None, 750, 250, 500)
    )
    read = cleaned(tmp_path, a_csv=text(funds(NUMBERS, TOTAL)), b_xlsx=workbook(B=of_schemes))
    found = [(f.fund, f.value) for f in read.lists.published if f.fund == "national"]
    assert ("national", "300000000") in found
    assert ("national", "250000000") not in found
    assert "form-difference" in {note.code for note in read.registers.notes}
