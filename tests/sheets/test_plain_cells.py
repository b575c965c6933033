"""Cells read at once: what a parser would find is found, and nothing else."""

from __future__ import annotations

import random

import pytest

from analysis.sheets import plain_cells
from analysis.sheets.plain_cells import without_plain_cells
from analysis.sheets.rich_text import shared_strings
from analysis.sheets.xlsx_parts import Styles
from analysis.sheets.xlsx_scan import Scan, scan_sheet

STYLES = Styles(frozenset({1}), {2: "0%"}, frozenset({3}))
STRINGS = b"<sst><si><t>a</t></si><si><r><rPr><strike/></rPr><t>1</t></r><r><t>2</t></r></si></sst>"
# A comment is what only a parser reads.
ODD = "<!-- -->"
CELLS = [
    '<c r="{at}"><v>12</v></c>',
    '<c r="{at}" s="1"><v>-1.5E+3</v></c>',
    '<c r="{at}" s="2" t="n"><v>0.5</v></c>',
    '<c r="{at}" s="3" t="s"><v>1</v></c>',
    '<c r="{at}" t="s"><v>0</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c t="s" r="{at}"><v>1</v></c>',
    '<c r="{at}" s="1"/>',
    '<c r="{at}" s="1"></c>',
    '<c r="{at}"><f>A1+1</f><v>3</v></c>',
    '<c r="{at}" t="str"><f t="shared" si="0">A1</f><v>ba</v></c>',
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>&lt;4&gt;</t></is></c>',
    '<c r="{at}"> <v>5</v> </c>',
]


def scan(sheet: str) -> Scan:
    """The facts of a sheet."""
    return scan_sheet(sheet.encode(), STYLES, shared_strings(STRINGS, STYLES))


def sheet(rows: str) -> str:
    """A sheet with these rows."""
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


@pytest.mark.parametrize("seed", range(20))
def test_cells_read_at_once_are_those_of_the_parser(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever cells stand beside each other in whatever rows, both ways of reading find the same facts."""
    chosen = random.Random(seed)
    monkeypatch.setattr(plain_cells, "_AT_ONCE", chosen.choice([1, 200, 1 << 23]))
    rows = ""
    for row in range(1, 9):
        places = [f"{letter}{row}" for letter in ("A", "C", "Z", "AB", "XFD")]
        cells = "".join(chosen.choice(CELLS).format(at=place) for place in places)
        number = chosen.choice([f' r="{row}"', f' r="{row}" hidden="1"', f' ht="0" r="{row}"', ""])
        rows += f"<row{number}>{cells}</row>" + chosen.choice(["", "\n", f'<row r="{row}"/>'])
    assert scan(sheet(rows)) == scan(sheet(ODD + rows))
    assert without_plain_cells(sheet(rows).encode())[1].places


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c><c><v>2</v></c></row>',
        '<row r="4"><c r="A4"><v>1</v></c></row><row><c r="A5"><v>1</v></c><c t="s"><v>1</v></c></row>',
        '<row r="7"/><x:row><x:c><x:v>1</x:v></x:c><c r="B8"><v>1</v></c></x:row>',
        '<row r="2"/><c r="B2"><v>1</v></c>',
        '<?x <row r="2"><c r="B2"><v>1</v></c></row>?>',
        '<row r="2"><![CDATA[<c r="B2"><v>1</v></c>]]></row>',
    ],
)
def test_what_hangs_on_its_place_is_left_to_the_parser(rows: str) -> None:
    """A cell without a number of its own, or in an odd place, is what the parser makes of it."""
    assert scan(sheet(rows)) == scan(sheet(ODD + rows))


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A2"><v>1</v></c><c r="A2"><v>1</v></c>',
        '<c r="A2"><v>1</v></c><c r="A2"><f>1</f><v>1</v></c>',
        '<c r="A2"><f>1</f><v>1</v></c><c r="A2"><v>1</v></c>',
        '<c r="A2" t="s"><v>1.5</v></c>',
        '<c r="A2"><is><c r="B2"><v>1</v></c></is><v>3</v></c>',
        '<c r="A2"><v>3<c r="B2"><v>1</v></c></v></c>',
    ],
)
def test_a_cell_with_two_values_is_refused_in_both_ways(cells: str) -> None:
    """Of two values of one cell, a cell in a cell, or a text without a number, neither way of reading takes one."""
    rows = f'<row r="2">{cells}</row>'
    for odd in ("", ODD):
        with pytest.raises(ValueError, match=r"\d|place"):
            scan(sheet(odd + rows))
