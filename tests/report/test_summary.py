"""The summary tells a few key figures, each of them known, in the order in which they count."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.definitions.summary import load_summary
from analysis.document.blocks import NOTHING, text_of
from analysis.edition import Edition
from analysis.report import beneficiaries as chapter
from analysis.report import summary
from data_builder import (
    CONFERENCE,
    Row,
    beneficiaries,
    conference,
    figure,
    made,
    over,
    schemes,
)

YEAR = Edition("thu", 2023, 2023)


def told(folder: Path, rows: list[Row], edition: Edition = CONFERENCE) -> list[str]:
    """The messages of the edition's summary as a reader sees them."""
    block = summary.text(made(folder, rows, edition=edition).report)
    if block == NOTHING:
        return []
    return [text_of(item).replace("\u00a0", " ") for item in block["blocks"][0]["items"]]


def year(of: int, value: str, fund: str, status: str = "thực hiện") -> Row:
    """Money of a year in triệu đồng."""
    return figure(value, "triệu đồng", fund, years=(of, of), status=status)


def test_the_conference_is_told_in_five_messages(tmp_path: Path) -> None:
    """Total, support, counterpart of both kinds and beneficiaries: what is less comes no more."""
    messages = told(tmp_path, conference())
    assert len(messages) == load_summary().most
    assert messages[0].startswith("60.182 triệu đồng là tổng kinh phí của ba nguồn: KCQG 12.982")
    assert "11,37 đồng vốn đối ứng đi kèm mỗi đồng hỗ trợ mô hình trình diễn" in messages[3]


def test_a_message_without_its_figure_gives_way_to_the_next(tmp_path: Path) -> None:
    """Of a source that only counts schemes the summary has that count and no blank."""
    rows = over([schemes("12")], tu_nam="2023", den_nam="2023")
    assert told(tmp_path, rows, YEAR) == ["12 đề án được hỗ trợ."]


def test_a_plan_is_no_comparison_and_is_called_a_plan(tmp_path: Path) -> None:
    """Where only a plan is known the summary says so at each figure, and holds nothing against it."""
    rows = [year(2023, "500", "KCQG", "kế hoạch"), year(2022, "400", "KCQG", "kế hoạch")]
    rows += [year(2023, "100", "KCĐP", "kế hoạch")]
    messages = told(tmp_path, rows, YEAR)
    assert messages
    assert all(re.search(r"\((?:[^()]*, )?kế hoạch\)", message) for message in messages)
    assert all("so với" not in message for message in messages)


def test_the_year_before_is_named_with_the_direction(tmp_path: Path) -> None:
    """A figure of two years is told with how far it rose."""
    rows = [year(2023, "500", "KCQG"), year(2023, "100", "KCĐP")]
    rows += [year(2022, "400", "KCQG"), year(2022, "100", "KCĐP")]
    (support,) = told(tmp_path, rows, YEAR)
    assert support.endswith("; tăng 20,00% so với năm 2022.")


def test_what_was_done_is_held_against_its_plan(tmp_path: Path) -> None:
    """A figure with a published plan is told as a share of it."""
    rows = [year(2023, "40", "KCQG"), year(2023, "40", "KCĐP")]
    rows += [year(2023, "50", "KCQG", "kế hoạch"), year(2023, "50", "KCĐP", "kế hoạch")]
    (support,) = told(tmp_path, rows, YEAR)
    assert support.endswith("; bằng 80,00% kế hoạch.")


def test_nothing_known_is_no_summary(tmp_path: Path) -> None:
    """Without a key figure there is neither a list nor, above it, a heading."""
    assert told(tmp_path, [year(2023, "3", "KCQG")], YEAR) == []


def test_the_last_year_stands_for_a_period_without_figures_of_its_own(tmp_path: Path) -> None:
    """Of years alone the last with a message is told, by its name, against its plan and the year before."""
    rows = [year(2022, "500", "KCQG"), year(2022, "100", "KCĐP")]
    rows += [year(2021, "400", "KCQG"), year(2021, "100", "KCĐP")]
    rows += [year(2023, "3", "KCQG")]
    (support,) = told(tmp_path, rows, Edition("thu", 2021, 2023))
    assert support.startswith("600 triệu đồng là kinh phí khuyến công (KCQG và KCĐP) năm 2022: ")
    assert support.endswith("; tăng 20,00% so với năm 2021.")


def test_parts_that_do_not_add_up_are_no_details(tmp_path: Path) -> None:
    """Beneficiaries by type stand behind their number where they come to it; one without a type takes them away."""
    types = [beneficiaries(n, kind) for n, kind in (("2", "DNNVV"), ("1", "HTX"), ("1", "HKD"))]
    whole = over([beneficiaries("4"), *types], tu_nam="2023", den_nam="2023")
    (all_named,) = told(tmp_path / "a", whole, YEAR)
    assert (
        all_named == "4 cơ sở thụ hưởng: 2 doanh nghiệp nhỏ và vừa, 1 hợp tác xã, 1 hộ kinh doanh."
    )
    more = over([beneficiaries("5"), *types], tu_nam="2023", den_nam="2023")
    assert told(tmp_path / "b", more, YEAR) == ["5 cơ sở thụ hưởng."]
    report = made(tmp_path / "c", more, edition=YEAR).report
    text = text_of([part for block in chapter.text(report)["blocks"] for part in block["c"]])
    assert "và 1 cơ sở không nêu loại hình" in text.replace("\u00a0", " ")


def test_a_plan_has_one_pair_of_brackets(tmp_path: Path) -> None:
    """The status goes into brackets that stand there already."""
    rows = [year(2023, "500", "KCQG", "kế hoạch"), year(2023, "100", "KCĐP", "kế hoạch")]
    assert "(KCQG và KCĐP, kế hoạch)" in " ".join(told(tmp_path, rows, YEAR))
