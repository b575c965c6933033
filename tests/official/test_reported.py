"""Numbers of filled forms are published figures with their cells, and the numbers that a form was written with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.checks.case import STOPPING
from analysis.checks.waivers import refuse_open
from analysis.document.blocks import text_of
from analysis.edition import Edition, OwnPlace
from analysis.errors import InputErrors
from analysis.filled.form import TOTAL, FilledForm
from analysis.language.digits import typed
from analysis.official.filling import funds_line, speaking_schemes
from analysis.official.filling import results as results_of
from analysis.official.placing import Placed, placed
from analysis.official.reported import figures_of_forms
from analysis.official.workbook import forms_bytes
from analysis.registers.reader import read_register
from analysis.vocabulary import FUND_COLUMNS
from data_builder import compute
from filled_forms import (
    FORMS,
    awards,
    csv_register,
    funds,
    raw_folder,
    register,
    results,
    schemes,
    text,
    values,
    workbook,
)

EDITION = Edition("binh-dinh", 2024, 2024)
FUNDS = ("national", "local")
# as much as a register may hold
MONEY = st.one_of(st.none(), st.integers(10**6, 10**11))
PEOPLE = st.one_of(st.none(), st.integers(0, 500))
SCHEME = st.fixed_dictionaries(
    {
        "activity": st.sampled_from(["ND1", "ND3-MH", "ND3-MM", "ND4", "ND9", "NHIEU"]),
        "name": st.sampled_from(
            ["Đào tạo nghề cho lao động mới", "Nâng cao tay nghề", "Bình chọn", "Máy CNC"]
        ),
        "kcqg": MONEY,
        "kcdp": MONEY,
        "doi_ung": MONEY,
        "establishments": PEOPLE,
        "trained": PEOPLE,
        "jobs": PEOPLE,
    }
)
MACHINE = {"activity": "ND3-MM", "name": "Máy CNC"}


def written(form: FilledForm) -> dict[tuple[str, str], int]:
    return {(key, name): value for (key, name), value in values(form).items() if name in FUNDS}


@settings(max_examples=6)
@example(
    [
        {**MACHINE, "kcqg": 10**8, "kcdp": None, "doi_ung": 3 * 10**8},
        {**MACHINE, "kcqg": None, "kcdp": 10**8, "doi_ung": 5 * 10**8},
        {**MACHINE, "kcqg": 10**8, "kcdp": 10**8, "doi_ung": 7 * 10**8},
    ]
)
# the counterpart of one fund's machines, where the other fund has none but something else
@example(
    [
        {**MACHINE, "kcqg": 10**8, "kcdp": None, "doi_ung": 3 * 10**8},
        {"activity": "ND1", "name": "Nâng cao tay nghề", "kcdp": 10**8, "trained": 30},
    ]
)
@given(st.lists(SCHEME, min_size=1, max_size=6))
def test_what_a_form_is_written_with_is_read_back_from_it(rows: list[dict[str, Any]]) -> None:
    """Every number of a line and of a total comes back to the đồng, and nothing that was blank."""
    frame = register(*rows)
    content = forms_bytes(frame, EDITION, "Bình Định", {}, hides_households=False)
    result = read_register("data/raw/bieu-mau.xlsx", content)
    assert not result.faults
    forms = {form.kind: form for form in result.forms}
    assert {form.place for form in forms.values()} == {"binh-dinh"}
    assert {form.fields for form in forms.values()} == {(2024, 2024, "", "")}
    found = placed(speaking_schemes(frame, EDITION, hides=False), {})
    money = {
        (line.number, fund): cells[FUND_COLUMNS[fund]]
        for line in FORMS.funds
        for cells in [funds_line(found, line.number).cells]
        for fund in FUNDS
        if FUND_COLUMNS[fund] in cells
    }
    sums = frame[["kcqg", "kcdp"]].fillna(0).sum()
    money |= {
        (TOTAL, fund): int(sums[FUND_COLUMNS[fund]]) for fund in FUNDS if sums[FUND_COLUMNS[fund]]
    }
    assert written(forms["funds"]) == money
    counted = {
        (line.key, fund): told.cells[FUND_COLUMNS[fund]]
        for line, told in results_of(found)
        for fund in FUNDS
        if FUND_COLUMNS[fund] in told.cells
    }
    assert written(forms["results"]) == counted
    assert forms["schemes"].sums.get("counterpart", 0) == int(frame["doi_ung"].fillna(0).sum())
    figures = figures_of_forms(result.forms, OwnPlace("binh-dinh", "Bình Định"), {})
    invested = [figure for figure in figures if figure.fund == "counterpart" and figure.activity]
    told = {
        (figure.activity, figure.activity_label.rpartition(", ")[2]): int(figure.value)
        for figure in invested
    }
    assert told == counterpart_by_fund(found)
    assert {figure.bound for figure in invested} <= {"about"}
    assert len({(figure.row, figure.column) for figure in invested}) == len(invested)


def counterpart_by_fund(found: Placed) -> dict[tuple[str, str], int]:
    """Of models and machinery the counterpart of the schemes that one fund alone paid, by activity and fund."""
    sums: dict[tuple[str, str], int] = {}
    for activity, number in (("ND3-MH", "9"), ("ND3-MM", "10")):
        for scheme in found.by_line.get(number, pd.DataFrame()).to_dict("records"):
            paid = [
                name
                for name, column in (("KCQG", "kcqg"), ("KCĐP", "kcdp"))
                if not pd.isna(scheme[column])
            ]
            if len(paid) == 1 and not pd.isna(scheme["doi_ung"]):
                key = (activity, paid[0])
                sums[key] = sums.get(key, 0) + int(scheme["doi_ung"])
    return sums


def test_totals_of_a_form_are_figures_whose_cells_the_trace_names(tmp_path: Path) -> None:
    """A form alone makes an edition of a part of a year; each value leads to the sheet, the row and the column."""
    rows = funds(
        {"9": {"local": 500}, "10": {"local": 150, "national": 300.5}},
        {"local": 650, "national": 300.5},
        period="6 tháng đầu năm 2026",
    )
    folder = raw_folder(tmp_path, bieu_xlsx=workbook(KP=rows))
    made = compute(folder, Edition("ha-tinh", 2026, 2026, "2026-01-01", "2026-06-30"))
    (origin,) = made.book["Q"].origins
    assert (origin.file, origin.sheet, origin.row, origin.column) == (
        "data/raw/bieu.xlsx",
        "KP",
        5,
        "D",
    )
    assert origin.printed == "300,5"
    assert origin.sha256 == made.clean.inputs["data/raw/bieu.xlsx"]
    assert made.clean.rows["data/raw/bieu.xlsx"] == "KP: 5, 14-15"
    assert made.book["P"].value == 950_500_000
    assert made.book["K"].value == 450_500_000
    assert not [check for check in made.checks if check.verdict == "lệch"]


def test_money_that_a_form_calls_invested_is_counterpart_and_marked_as_a_reading(
    tmp_path: Path,
) -> None:
    """It may be more (schemes of both funds) or less (all that was invested); value and findings say the reading."""
    counts = {"9a": {"national": 900, "local": 100}, "10a": {"local": 5000}}
    made = compute(
        raw_folder(tmp_path, a_csv=text(results(counts))), Edition("ha-tinh", 2025, 2025)
    )
    assert (made.book["CM"].value, made.book["CM"].bound) == (10**9, "about")
    below = [made.book[name] for name in made.book["CM"].inputs]
    assert [origin.column for value in below for origin in value.origins] == ["KCQG", "KCĐP"]
    assert all("được đọc là vốn đối ứng" in value.caveat for value in below)
    told = [note.where for note in made.clean.findings if note.code == "form-counterpart"]
    assert told == ["data/raw/a.csv, dòng 16", "data/raw/a.csv, dòng 18"]
    assert "C" not in made.book or made.book["C"].value is None


@pytest.mark.parametrize(
    ("invested", "verdict"), [(500, "khớp"), (400, "lưu ý"), (800, "cách hiểu")]
)
def test_money_that_a_form_calls_invested_stops_no_report_of_a_register(
    invested: int, verdict: str, tmp_path: Path
) -> None:
    """Less may be a scheme of both funds, more may be another meaning: the check says how the line is read."""
    form = text(results({"9a": {"national": invested}}))
    folder = raw_folder(tmp_path, a_csv=csv_register((300_000_000, 0)), b_csv=form)
    made = compute(folder, Edition("ha-tinh", 2025, 2025))
    (check,) = [one for one in made.checks if one.code == "R16"]
    assert check.verdict == verdict
    assert (verdict == "khớp") or "được đọc là vốn đối ứng" in text_of(check.text)
    refuse_open(made.checks, [], made.clean.edition, made.book)


def test_lines_of_results_and_awards_are_figures_where_figures_have_a_measure(
    tmp_path: Path,
) -> None:
    """People, models, establishments and products keep their fund and their activity."""
    counts = {"1": {"national": 50}, "9": {"local": 2}, "10": {"local": 12}, "13": {"local": 3}}
    folder = raw_folder(
        tmp_path,
        a_csv=text(results(counts)),
        b_csv=text(awards({"2": {"province": 20, "central": 3}})),
    )
    figures = compute(folder, Edition("ha-tinh", 2025, 2025)).frame
    told = figures[["measure", "fund", "activity", "value"]].to_numpy().tolist()
    assert sorted(told) == [
        ["models", "local", "ND3-MH", "2"],
        ["products", "", "ND4", "20"],
        ["recipients", "local", "ND3-MM", "12"],
        ["trainees", "national", "ND1", "50"],
    ]


@pytest.mark.parametrize(
    ("total", "bound"),
    [({"local": 100}, "exact"), ({"local": 300}, "at_least"), (None, "at_least")],
)
def test_an_activity_with_a_blank_line_is_exact_only_where_the_total_is_met(
    total: dict[str, int] | None, bound: str, tmp_path: Path
) -> None:
    """Vocational training has two lines: what the blank one holds is nothing only where nothing is left."""
    folder = raw_folder(tmp_path, a_csv=text(funds({"1": {"local": 100}}, total)))
    assert compute(folder, Edition("ha-tinh", 2025, 2025)).book["D"].bound == bound


def test_forms_of_funds_and_schemes_of_one_period_differ_by_the_management_costs(
    tmp_path: Path,
) -> None:
    """The ministry's own pair: only one of them has what was spent on management, and the report is made."""
    forms = workbook(
        DA=schemes(("Đề án 1", 2025, 300, None, 800, 300, 500), total=(300, None, 800, 300, 500)),
        KP=funds({"9": {"national": 300}, "23": {"national": 20}}, {"national": 320}),
    )
    made = compute(raw_folder(tmp_path, a_xlsx=forms), Edition("ha-tinh", 2025, 2025))
    assert made.book["Q"].value == 320_000_000
    assert made.book["C"].value == 500_000_000
    assert not [check.code for check in made.checks if check.verdict in STOPPING]


def test_a_line_with_zero_is_no_figure_and_a_total_of_zero_is_one(tmp_path: Path) -> None:
    """An office that fills every cell has 0 where nothing was done."""
    zeros = {line.number: {"local": 0, "national": 0} for line in FORMS.funds}
    rows = funds({**zeros, "9": {"local": 5, "national": 0}}, {"local": 5, "national": 0})
    made = compute(raw_folder(tmp_path, a_csv=text(rows)), Edition("ha-tinh", 2025, 2025))
    assert made.frame["value"].tolist() == ["0", "5000000", "5000000"]
    assert made.book["Q"].value == 0


def test_a_form_that_differs_from_its_register_stops_the_report(tmp_path: Path) -> None:
    """The register's sum is the value, the form's stands beside it in no sum, and the difference is the office's."""
    forms = workbook(
        DA=schemes(("Đề án 1", 2025, 300, None, 800, 300, 500), total=(300, None, 800, 300, 500)),
        KP=funds({"9": {"national": 310}}, {"national": 310}),
    )
    folder = raw_folder(tmp_path, a_csv=csv_register((300_000_000, 0)), b_xlsx=forms)
    made = compute(folder, Edition("ha-tinh", 2025, 2025))
    assert made.book["Q"].value == 300_000_000
    assert made.book["Q_khac"].value == 310_000_000
    assert [origin.sheet for origin in made.book["Q_khac"].origins] == ["KP"]
    assert made.book["T"].value == 800_000_000
    with pytest.raises(InputErrors):
        refuse_open(made.checks, [], made.clean.edition, made.book)


def test_management_costs_of_a_form_are_no_difference_to_its_register(tmp_path: Path) -> None:
    """A register of schemes has no such rows: the form's other lines are held against it, and the report is made."""
    form = workbook(KP=funds({"9": {"national": 300}, "23": {"national": 20}}, {"national": 320}))
    folder = raw_folder(tmp_path, a_csv=csv_register((300_000_000, 0)), b_xlsx=form)
    made = compute(folder, Edition("ha-tinh", 2025, 2025))
    assert made.book["Q"].value == 300_000_000
    refuse_open(made.checks, [], made.clean.edition, made.book)


def test_two_lines_of_one_activity_are_held_together_against_the_register(tmp_path: Path) -> None:
    """A register knows training as one activity, the form parts it: what both lines add up to is compared."""
    raw_folder(tmp_path, a_csv=csv_register((0, 276_000_000), kinds=("Đào tạo nghề", "")))
    edition = Edition("ha-tinh", 2025, 2025)
    for second, is_right in ((96, True), (97, False)):
        lines = {"1": {"local": 180}, "2": {"local": second}}
        form = workbook(KP=funds(lines, {"local": 180 + second}))
        made = compute(raw_folder(tmp_path, b_xlsx=form), edition)
        (check,) = [
            one for one in made.checks if one.code == "R16" and "cùng nội dung" in one.title
        ]
        assert (check.verdict == "khớp") == is_right
        if is_right:
            refuse_open(made.checks, [], made.clean.edition, made.book)


def test_what_is_said_of_lines_held_together_has_no_digit_of_its_own(tmp_path: Path) -> None:
    """A form that the program made and its register: names of values and checks can all be printed."""
    kinds = ("Phát triển sản phẩm tiêu biểu",) * 2
    register_text = csv_register((300_000_000, 0), (100_000_000, 0), kinds=kinds)
    folder = raw_folder(tmp_path, a_csv=register_text)
    lines = {"12": {"national": 300}, "14": {"national": 100}}
    raw_folder(tmp_path, b_xlsx=workbook(KP=funds(lines, {"national": 400})))
    made = compute(folder, Edition("ha-tinh", 2025, 2025))
    names = [value.label for value in made.book] + [check.title for check in made.checks]
    assert any("cùng nội dung" in name for name in names)
    assert not [name for name in names if typed(name)]


def test_forms_of_two_years_in_one_workbook_keep_their_numbers(tmp_path: Path) -> None:
    """The same cells of two sheets are of two years: an edition uses those of its own."""
    years = {
        f"N{year}": funds({"9": {"local": amount}}, {"local": amount}, period=f"năm {year}")
        for year, amount in ((2023, 100), (2025, 200))
    }
    folder = raw_folder(tmp_path, bieu_xlsx=workbook(**years))
    made = compute(folder, Edition("ha-tinh", 2025, 2025))
    assert made.frame["value"].tolist() == ["200000000"] * 2
    assert made.clean.rows["data/raw/bieu.xlsx"] == "N2025: 5, 14"


def test_the_office_says_of_which_activity_a_line_is(tmp_path: Path) -> None:
    """A line of the forms that may be of two activities has no code until noi-dung.csv gives it one."""
    label = next(line.label for line in FORMS.funds if line.number == "7")
    rows = text(funds({"7": {"local": 70}}))
    edition = Edition("ha-tinh", 2025, 2025)
    folder = raw_folder(tmp_path, a_csv=rows)
    assert compute(folder, edition).frame["activity"].tolist() == [""]
    raw_folder(tmp_path, **{"noi-dung_csv": f"source,label,code\n,{label},ND8\n"})
    assert compute(folder, edition).frame["activity"].tolist() == ["ND8"]


def test_a_figure_of_a_form_has_one_cell() -> None:
    """Two funds of one line stand in one row, and each figure has its own cell."""
    form = read_register(
        "data/raw/bieu.csv", text(funds({"9": {"local": 1, "national": 2}})).encode()
    ).forms[0]
    assert form.cells["9", "local"].origin.column == "KCĐP"
    assert form.cells["9", "national"].origin.column == "KCQG"
