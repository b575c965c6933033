"""Tables without what says nothing, and shares whose prints do not add up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.book.book import Book
from analysis.document.blocks import NOTHING, Row, columns, row, sentence, text_of
from analysis.edition import Edition, edition_of
from analysis.report import activities, funds
from analysis.report.parts import DASH, filled, heading, left_out_note, said_before, total
from analysis.report.view import Report
from data_builder import CONFERENCE, MODELS, conference, figure, made, over

LAYOUT = columns("l Tên\nr KCQG\nr KCĐP\nl Vị trí")


def report(folder: Path, rows: list[dict[str, str]], edition: Edition | None = None) -> Report:
    return made(folder, rows, edition=edition).report


def shown(rows: list[Row]) -> tuple[list[str], list[list[str]], str]:
    """The heads and cells that are left of a table, and the note on the others."""
    table = filled(LAYOUT, rows)
    cells = [[text_of(cell) for cell in row["cells"]] for row in table.rows]
    return [column.head for column in table.columns], cells, text_of(left_out_note(table.left_out))


def test_empty_rows_and_columns_are_left_out_with_one_note() -> None:
    """A row without a number and a column without anything go, each named once; other dashes stay."""
    rows = [row("a", "x", DASH, DASH), row("b", DASH, DASH, "y"), row("c", "z", DASH, DASH)]
    heads, cells, note = shown(rows)
    assert heads == ["Tên", "KCQG"]
    assert cells == [["a", "x"], ["c", "z"]]
    assert note == "Nguồn không có số liệu, bảng không in: KCĐP; Vị trí; b. "


def test_what_is_blank_asks_for_nothing() -> None:
    """A blank cell has no value to miss: a row or column of blanks stays."""
    rows = [row("a", "", "", ""), row("b", "x", "y", ""), row("c", "x", DASH, "")]
    assert shown(rows)[1] == [["a", "", "", ""], ["b", "x", "y", ""], ["c", "x", DASH, ""]]


def test_a_column_goes_with_the_only_rows_that_could_have_something_there() -> None:
    """A share that only left-out rows could have is no blank column beside the others."""
    rows = [row("a", "x", "", "y"), row("b", DASH, DASH, "y")]
    heads, cells, note = shown(rows)
    assert heads == ["Tên", "KCQG", "Vị trí"]
    assert cells == [["a", "x", "y"]]
    assert note == "Nguồn không có số liệu, bảng không in: KCĐP; b. "


def test_the_name_of_a_group_goes_with_its_rows() -> None:
    """A group keeps its name while one of its rows is left; no row is named that another group may have."""
    rows = [
        row_
        for name, first in (("Kế hoạch", DASH), ("Thực hiện", "x"))
        for row_ in (
            {**heading(name), "cells": [*heading(name)["cells"], [], [], []]},
            row("a", first, first, "y"),
            row("b", DASH, DASH, "y"),
        )
    ]
    heads, cells, note = shown(rows)
    assert heads == ["Tên", "KCQG", "KCĐP", "Vị trí"]
    assert cells == [["Thực hiện", "", "", ""], ["a", "x", "x", "y"]]
    assert note == ""


def test_a_table_of_dashes_alone_is_not_printed(tmp_path: Path) -> None:
    """Nothing is left of it but the sentence that tells what is lacking."""
    own = report(tmp_path, conference(), CONFERENCE)
    block = own.tabled("Bảng", "l Tên\nr Số", [row("a", DASH)], lacking="Không có số liệu.")
    assert (block["kind"], text_of(block["blocks"][0]["c"])) == ("prose", "Không có số liệu.")


def test_the_annexes_hold_what_the_sources_give(tmp_path: Path) -> None:
    """No row of an annex is without money, and no column of it is without a row."""
    block = activities.appendix(report(tmp_path, conference(), CONFERENCE))
    cells = [[text_of(cell) for cell in row["cells"][1:]] for row in block["rows"]]
    assert all(set(row) - {DASH, ""} for row in cells)
    assert all(set(column) - {DASH, ""} for column in zip(*cells, strict=True))


@pytest.mark.parametrize(("national", "noted"), [("100", True), ("200", False)])
def test_shares_that_do_not_add_up_are_noted_once(
    tmp_path: Path, national: str, noted: bool
) -> None:
    """Where prints of shares of one whole come to 99,99 the note says that rounding does it, and else is silent."""
    rows = [
        figure(national, fund="KCQG"),
        figure("100", fund="KCĐP"),
        figure("100", fund="đối ứng"),
    ]
    block = funds.table(report(tmp_path, rows))
    told = text_of(block.get("note", []))
    assert told.count("làm tròn") == noted


def test_shares_over_a_bound_are_not_noted(tmp_path: Path) -> None:
    """Bounds of shares add up to nothing, and nothing is said of that."""
    rows = [figure("100", fund="KCQG"), figure("100", fund="KCĐP")]
    rows += over([figure("100", fund="đối ứng")], dinh_ngu="trên")
    assert "làm tròn" not in text_of(funds.table(report(tmp_path, rows)).get("note", []))


def test_a_total_that_is_not_there_is_no_row() -> None:
    """A total without a number goes like any row, though it is in bold face."""
    assert len(shown([row("a", "x", "x", "y"), total(row("Cộng", DASH, DASH, ""))])[1]) == 1


def test_the_year_before_can_be_said_of_any_period_that_has_one() -> None:
    """A sentence takes the words for a year and for a part of one: each digit in them is one of a period."""
    told = {"2025": "năm 2024", "2025-6t": "cùng kỳ năm 2024", "2025-q3": "cùng kỳ năm 2024"}
    for name, words in told.items():
        edition = edition_of(f"tinh-{name}")
        assert edition is not None
        assert text_of(sentence(said_before(edition), Book())) == words


def test_counterpart_alone_is_told_and_refers_to_no_table(tmp_path: Path) -> None:
    """Nothing of the chapter's table is counterpart: the text has the sum itself, and no other place for it."""
    told = report(tmp_path, [figure("1.500", fund="đối ứng", label=MODELS)])
    assert activities.table(told) == NOTHING
    text = json.dumps(activities.text(told), ensure_ascii=False)
    assert "1.500" in text
    assert "tbl-noi-dung" not in text
    assert "pl-bieu" not in text
