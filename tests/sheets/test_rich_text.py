"""Texts of several runs: what is read at once is what a parser reads."""

from __future__ import annotations

import pytest

from analysis.sheets.rich_text import Strings, shared_strings, without_inline_runs
from analysis.sheets.xlsx_parts import Styles
from analysis.sheets.xlsx_scan import Scan, scan_sheet

STYLES = Styles(frozenset({1}), {})
# A comment is what only a parser reads.
ODD = "<!-- -->"

STRINGS = [
    "<r><rPr><strike/></rPr><t>30</t></r><r><t>50</t></r>",
    '<r><rPr><b/><strike val="0"/></rPr><t xml:space="preserve"> Máy &amp; t&#7911; </t></r>',
    '<r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
    "<r><rPr><vanish></vanish></rPr><t>ẩn</t></r><phoneticPr fontId='1'/>",
    "<r><t>a\r\nb</t></r><r><rPr><strike/></rPr><t/></r>",
    "<r><t>&#10;&#x1EA1;</t></r><r><rPr><u/></rPr><t></t></r>",
    "<t>một kiểu chữ</t>",
]


@pytest.mark.parametrize("string", STRINGS)
def test_shared_strings_read_at_once_are_those_of_the_parser(string: str) -> None:
    """Whatever runs a shared string has, both ways of reading give them the same text and fonts."""
    xml = f"<sst><si><t>strike</t></si><si>{string}</si><si>{STRINGS[0]}</si></sst>"
    at_once = shared_strings(xml.encode(), STYLES)
    parsed = shared_strings(xml.replace("<sst>", f"<sst>{ODD}").encode(), STYLES)
    assert [at_once.get(number) for number in range(4)] == [
        parsed.get(number) for number in range(4)
    ]
    assert len(at_once.get(2)) == 2


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("style", [0, 1])
def test_cells_with_runs_of_their_own_read_at_once_are_those_of_the_parser(
    string: str, style: int
) -> None:
    """Whatever runs a cell holds itself, both ways of reading find the same parts struck, hidden or raised."""
    cells = [string, STRINGS[0], "<t>x</t>"]
    row = "".join(
        f'<c r="{letter}1" s="{style}" t="inlineStr"><is>{cell}</is></c>'
        for letter, cell in zip("ABC", cells, strict=True)
    )
    xml = f'<worksheet><sheetData><row r="1">{row}</row></sheetData></worksheet>'
    assert _scan(xml) == _scan(xml.replace("<worksheet>", f"<worksheet>{ODD}"))


def _scan(xml: str) -> Scan:
    sheet, inline = without_inline_runs(xml.encode())
    return scan_sheet(sheet, STYLES, Strings({}, {}), inline)
