"""Cells of a workbook run by run: what is struck, hidden or raised never joins what holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.styles import Font

from analysis.sheets.runs import Run, read_runs
from analysis.sheets.xlsx_scan import without_blank_rows
from register_files import (
    SUMS,
    fault_codes,
    finding_codes,
    in_sheet,
    read,
    read_workbook,
    rezipped,
    sums,
    workbook,
)

NAME = "data/raw/so.xlsx"
STRIKE, HIDE, RAISE = "<strike/>", "<vanish/>", '<vertAlign val="superscript"/>'
WHITE, THEME_WHITE = '<color rgb="FFFFFFFF"/>', '<color theme="0"/>'
LOWER = '<vertAlign val="subscript"/>'

Parts = tuple[tuple[str, str], ...]


def runs_xml(parts: Parts) -> str:
    """Runs as a workbook holds them: properties and text of each."""
    return "".join(
        f'<r><rPr><b/>{properties}</rPr><t xml:space="preserve">{text}</t></r>'
        for properties, text in parts
    )


def inline(cell: str, parts: Parts) -> bytes:
    """The base workbook with the runs in a cell itself."""
    change = in_sheet(
        rf'<c r="{cell}"[^>]*>.*?</c>',
        f'<c r="{cell}" t="inlineStr"><is>{runs_xml(parts)}</is></c>',
    )
    return rezipped(workbook(), change)


def shared(cell: str, parts: Parts) -> bytes:
    """The base workbook with the runs among its shared strings."""
    in_cell = in_sheet(rf'<c r="{cell}"[^>]*>.*?</c>', f'<c r="{cell}" t="s"><v>1</v></c>')
    part = f"<sst><si><t>khác</t></si><si>{runs_xml(parts)}<rPh><t>x</t></rPh></si></sst>"

    def change(name: str, content: bytes) -> bytes:
        content = in_cell(name, content)
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            link = f'<Relationship Id="s" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/>'
            return content.replace(b"</Relationships>", f"{link}</Relationships>".encode())
        return content

    return rezipped(workbook(), change, {"xl/sharedStrings.xml": part.encode()})


@pytest.mark.parametrize("made", [inline, shared])
@pytest.mark.parametrize(
    ("cell", "parts", "code"),
    [
        ("H2", ((STRIKE, "30"), ("", "310.000.000")), "text-struck"),
        ("H2", ((STRIKE, "400 "), ("", "310.000.000")), "text-struck"),
        ("H2", (("", "310.000.000"), (HIDE, "0")), "text-struck"),
        ("H2", (("", "310.000.000"), (RAISE, "1")), "text-footnote"),
        ("H2", (("", "310.000.000"), (RAISE, "(*)")), "text-footnote"),
        ("F2", (("", "2023"), (RAISE, "2")), "text-footnote"),
        ("B2", ((STRIKE, "Tên cũ "), ("", "Ứng dụng máy sao chè")), "text-struck"),
        ("B2", (("", "Ứng dụng máy sao chè"), (RAISE, "1")), "text-footnote"),
    ],
)
def test_what_holds_is_read_and_what_was_left_out_is_told(
    made: Callable[[str, Parts], bytes], cell: str, parts: Parts, code: str
) -> None:
    """A struck, hidden or raised part of a cell changes neither a sum nor a name, and is told."""
    result = read(made(cell, parts), NAME)
    assert sums(result) == SUMS
    assert result.schemes["name"].iloc[0] == "Ứng dụng máy sao chè"
    assert result.schemes["year"].iloc[0] == 2023
    assert code in finding_codes(result)


@pytest.mark.parametrize("made", [inline, shared])
@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("H2", (("", "31"), (STRIKE, "5"), ("", "0.000.000"))),
        ("H2", (("", "310"), (STRIKE, " 000 "), (" ", " 000.000"))),
        ("H2", (("", "3"), (RAISE, "1"), ("", "10.000.000"))),
        ("H2", (("", "310."), (STRIKE, "234"), ("", "000.000"))),
        ("H2", (("", "310"), (STRIKE, "234"), ("", ".000.000"))),
        ("H2", (("", "310."), (STRIKE, "000 "), (" ", "000.000"))),
        ("H2", (("", "-"), (STRIKE, "30"), ("", "310.000.000"))),
        ("H2", (("", "310.000.000"), (RAISE, "000.000"))),
        ("B2", (("", "Ứng dụng"), (STRIKE, " "), ("", "máy"))),
        ("H2", ((STRIKE, "310"), (STRIKE, ".000.000"))),
        ("H2", (("", "31.000.000"), (WHITE, "0"))),
        ("B2", (("", "Ứng dụng máy"), (THEME_WHITE, " sao chè (đã hủy)"))),
    ],
)
def test_what_nobody_can_tell_apart_is_refused(
    made: Callable[[str, Parts], bytes], cell: str, parts: Parts
) -> None:
    """Where parts would join into one number or word, an amount is struck alone or a part is white, it is refused."""
    assert "text-struck" in fault_codes(read(made(cell, parts), NAME))


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([Run("Xưởng 500 m"), Run("2", raised=True), Run(" ở xã A")], "Xưởng 500 m² ở xã A"),
        ([Run("Giảm CO"), Run("2", lowered=True)], "Giảm CO2"),
        ([Run("(ghi chú)", raised=True)], "(ghi chú)"),
    ],
)
def test_powers_and_formulas_stay(runs: list[Run], text: str) -> None:
    """A power of a measure, a lowered figure and a cell raised as a whole are no marks of notes."""
    read_of = read_runs(runs, cell_struck=False)
    assert (read_of.text, read_of.marks, read_of.unclear) == (text, "", False)


def test_white_letters_are_seen_in_a_cell_with_a_fill_and_told_where_all_are_white() -> None:
    """A part in white letters is unclear only where the cell is white too; a cell in one colour is whole."""
    runs = [Run("50"), Run("0", white=True)]
    assert read_runs(runs, cell_struck=False).text == "500"
    assert read_runs(runs, cell_struck=False, on_white=True).unclear
    whole = read_runs(runs[1:], cell_struck=False, on_white=True)
    assert (whole.text, whole.unseen, whole.unclear) == ("0", True, False)


def test_a_run_with_its_own_font_is_not_struck_by_its_cell() -> None:
    """The style of a cell strikes only the runs that have no font of their own."""
    own = Run("50")
    own.note("rPr", {})
    assert read_runs([Run("30"), own], cell_struck=True).text == "50"


def strike(*cells: str) -> Callable[[Any], None]:
    """A change that strikes cells through by their style."""

    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return change


def test_an_amount_struck_alone_is_refused_and_a_struck_row_is_told() -> None:
    """A struck amount in a row that holds may not be summed; a row struck as a whole is counted, and said."""
    assert "text-struck" in fault_codes(read_workbook(strike("I3")))
    assert "text-struck" in fault_codes(read_workbook(strike("H3", "I3", "J3", "K3")))
    result = read_workbook(strike(*(f"{letter}3" for letter in "ABCDEFGHIJK")))
    assert sums(result) == SUMS
    assert "row-strikethrough" in finding_codes(result)


@pytest.mark.parametrize("column", "BCDEFGH")
def test_a_cell_struck_in_a_row_that_holds_is_refused(column: str) -> None:
    """A name, a place, a year or an amount that is crossed out is not used while the rest of its row holds."""
    assert "text-struck" in fault_codes(read_workbook(strike(f"{column}3")))


def test_a_struck_cell_of_a_group_is_told() -> None:
    """What is crossed out in a row between schemes is read, and never in silence."""

    def change(sheet: Any) -> None:
        sheet.insert_rows(2)
        sheet["B2"] = "Huyện Tân Kỳ"
        strike("B2")(sheet)

    result = read_workbook(change)
    assert sums(result) == SUMS
    assert "text-struck" in finding_codes(result)


def test_rows_that_only_have_a_format_are_left_out_before_reading() -> None:
    """A blank row says nothing; one that is hidden, or has no number of its own, stays."""
    blank = b'<row r="7" ht="15"><c r="A7" s="1"/><c r="B7" s="2"></c></row>'
    full = b'<row r="8"><c r="A8" s="1"/><c r="B8"><v>1</v></c></row>'
    hidden = b'<row r="9" hidden="1"><c r="A9" s="1"/></row>'
    assert without_blank_rows(blank + full + hidden + b'<row r="10"/>') == full + hidden
    for kept in (b"<row><c/></row>", b"<!-- -->", b"<a><![CDATA[x]]></a>"):
        assert without_blank_rows(blank + kept) == blank + kept
