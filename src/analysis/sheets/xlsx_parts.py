"""The parts of a workbook beside its sheets: what styles show, its own names, notes tied to cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from analysis.sheets.cells import Cell, address
from analysis.sheets.runs import WHITE, colour_of
from analysis.sheets.xml_reading import each_element, is_on, local, parse

# Formats that a workbook may use by their number alone and that say more than digits.
_BUILT_IN = {
    5: '"$"#,##0',
    6: '"$"#,##0',
    7: '"$"#,##0.00',
    8: '"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    17: "mmm-yy",
    42: '"$"#,##0',
    44: '"$"#,##0.00',
}
# What shows the digits of a number and nothing else; a comma at the end would show it divided.
_PLAIN_FORMAT = re.compile(r"general|@|[#0?,]*[#0?](?:\.[#0?]*)?|", re.IGNORECASE)


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles with a struck or raised font, and those whose format shows more than digits.

    `unseen` are those whose letters have the colour of their cell, `filled` those with a fill that is not white.
    """

    struck: AbstractSet[int]
    formats: Mapping[int, str]
    unseen: AbstractSet[int] = frozenset()
    filled: AbstractSet[int] = frozenset()


def read_styles(xml: bytes) -> Styles:
    """What the cell styles of a workbook show beside the values; raises as `xml_reading.each_element` does."""
    fonts: list[bool] = []  # of each font whether it is struck
    colours: list[str] = []  # of each font
    fills: list[str] = []  # the colour of each
    styles: list[tuple[int, int, int]] = []  # font, number format and fill of each style
    codes = dict(_BUILT_IN)

    def take(path: str, attrs: Any) -> None:
        if path.endswith("/fonts/font"):
            fonts.append(False)
            colours.append("")
        elif path.endswith("/fonts/font/strike"):
            fonts[-1] = fonts[-1] or is_on(attrs, "val", "1")
        elif path.endswith("/fonts/font/color"):
            colours[-1] = colour_of(attrs)
        elif path.endswith("/fills/fill"):
            fills.append(WHITE)
        elif path.endswith("/fill/gradientFill"):
            fills[-1] = "gradient"
        elif path.endswith("/fill/patternFill/fgColor"):
            fills[-1] = colour_of(attrs)
        elif path.endswith("/cellXfs/xf"):
            numbers = (attrs.get(name) or 0 for name in ("fontId", "numFmtId", "fillId"))
            font, number, fill = map(int, numbers)
            styles.append((font, number, fill))
        elif path.endswith("/numFmts/numFmt"):
            codes[int(attrs["numFmtId"])] = attrs["formatCode"]

    each_element(xml, take)
    struck = set[int]()
    formats: dict[int, str] = {}
    unseen, filled = set[int](), set[int]()
    for index, (font, number, fill) in enumerate(styles):
        if any(fonts[font : font + 1]):
            struck.add(index)
        colour = "".join(colours[font : font + 1])
        background = "".join(fills[fill : fill + 1] or [WHITE])
        if background != WHITE:
            filled.add(index)
        if colour and colour == background:
            unseen.add(index)
        code = codes.get(number, "")
        if not _PLAIN_FORMAT.fullmatch(code):
            formats[index] = code
    return Styles(struck, formats, unseen, filled)


def defined_names(xml: bytes) -> dict[str, str]:
    """The formulas of a workbook's own names; raises as `xml_reading.each_element` does."""
    names: dict[str, str] = {}
    text: list[str] = []
    name = ""

    def start(tag: str, attrs: Mapping[str, str]) -> None:
        nonlocal name
        name = ""
        if local(tag) == "definedName":
            name = attrs.get("name", "")
            text.clear()

    def end(tag: str) -> None:
        if local(tag) == "definedName":
            names[name] = "".join(text)

    parse(xml, start, end, text.append)
    return names


def comments(xml: bytes) -> dict[Cell, str]:
    """The texts of the notes that are tied to cells; raises as `xml_reading.each_element` does."""
    found: dict[Cell, list[str]] = {}
    text: list[str] = []
    cell: Cell = (0, 0)

    def start(tag: str, attrs: Mapping[str, str]) -> None:
        nonlocal cell
        if local(tag) == "comment":
            cell = address(attrs["ref"])
        text.clear()

    def end(tag: str) -> None:
        if local(tag) == "t":
            found.setdefault(cell, []).append("".join(text))

    parse(xml, start, end, text.append)
    return {cell: "".join(parts).strip() for cell, parts in found.items()}
