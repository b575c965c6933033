"""A card has the headlines that the report prints, and never says more of an edition than it may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.faults import Finding
from analysis.overview.card import BROKEN, CHANGED, DRAFT, ISSUED, UNISSUED, Issue, card_of
from overview_cards import PLANNED, amount, card, named


def test_figures_stand_by_what_was_done_first() -> None:
    """Of a headline each status has its figure, what was done before what was planned; what is missing has none."""
    plan, done = amount("P.kh", 5, status=PLANNED), amount("P", 4)
    missing = replace(amount("Q", 1), value=None)
    found = card("hue-2022", [plan, done, missing, amount("DA_Q", 1)])
    assert {name: [v.id for v in values] for name, values in found.figures.items()} == {
        "P": ["P", "P.kh"]
    }


def test_a_figure_without_a_row_in_the_report_is_not_shown() -> None:
    """Each figure leads to its row in the report, so one that the report does not print is left out."""
    values = [
        {
            "id": "P",
            "label": "x",
            "value": "1",
            "unit": "đồng",
            "bound": "exact",
            "inputs": [],
            "origins": [],
        }
    ]
    clean = {"place_name": "Huế", "is_broken": False, "findings": [], "tables": []}
    edition = named("hue-2022")
    assert not card_of(edition, values, [], clean, Issue(UNISSUED), []).figures
    assert card_of(edition, values, ["P"], clean, Issue(UNISSUED), []).figures


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        (Issue(DRAFT), "Dự thảo"),
        (Issue(DRAFT, 1), "Dự thảo (bản phát hành lần 1 là bản khác)"),
        (Issue(UNISSUED), "Chưa phát hành"),
        (Issue(ISSUED, 2), "Đã phát hành lần 2"),
        (Issue(CHANGED, 1), "Đã sửa sau phát hành (bản phát hành lần 1 là bản khác)"),
    ],
)
def test_only_what_is_issued_is_said_to_be(issue: Issue, words: str) -> None:
    """A draft and a report with other figures than its record are told apart from what was issued."""
    assert issue.words == words


def test_part_coverage_and_mixed_territory_bar_a_comparison() -> None:
    """What lacks a province or a year, or adds up years of two territories, is compared with nothing and says why."""
    lacking = Finding("cảnh báo", "territory-lacking", "", "năm thiếu danh mục của ben-tre")
    other = Finding("lưu ý", "unit-assumed", "", "khác")
    part = card("vinh-long-2026", [amount("P", 1)], findings=[lacking, other])
    assert part.barred == "năm thiếu danh mục của ben-tre"
    told = Finding("lưu ý", "period-by-date", "", "theo ngày nghiệm thu")
    half = card("hue-2025-6t", [amount("P", 1)], findings=[told])
    assert (half.barred, half.notes) == ("", ("Lưu ý: theo ngày nghiệm thu",))
    mixed = card("vinh-long-2021-2025", [amount("P", 1)], is_broken=True)
    assert mixed.barred == BROKEN
    assert mixed.notes[0] == f"Chưa so được: {BROKEN}"
    assert not card("vinh-long-2023", [amount("P", 1)]).barred


def test_a_part_of_a_year_is_told_by_the_days_of_its_own_registers() -> None:
    """The register of the year before, by whose other day schemes lie in the part compared, is not named."""
    half = card("hue-2025-6t", [], dated_by="accepted_on", dated_before="approved_on")
    assert half.dated_by == "ngày nghiệm thu"
    assert card("hue-2025-6t", [], dated_before="approved_on").dated_by == ""
