"""What a value reader hides, from a sheet's XML in one pass: types, errors, formulas, merges, hidden parts.

It is also the second reading of every stored number, which must agree with the first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.sax import make_parser

from analysis.registers.format_units import BUILT_IN, format_says
from analysis.registers.sheet import Cell, Merge

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
# Less than one point or letter in size, down to "1E-3": as good as hidden.
_FLAT = re.compile(r"0*(?:\.[0-9]*)?(?<=.)|[0-9.]+[eE]-[0-9]+")
_OFF = ("0", "false", "none")


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles with a struck font, and those whose format shows more than digits."""

    struck: AbstractSet[int]
    formats: Mapping[int, str]


class Scan(ContentHandler):
    """Facts of one sheet, counted from 0. `cells` maps cells with a value to their type and stored text.

    `height` and `width` go up to the last cell with a value. `formats` has the number format of the numbers whose
    format shows more than their digits, `external` the cells whose formula reads another file.
    """

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self.cells: dict[Cell, tuple[str, str]] = {}
        self.height = self.width = 0
        self.formats: dict[Cell, str] = {}
        self.external = set[Cell]()
        self.merges = list[Merge]()
        self.hidden_rows = set[int]()
        self.hidden_columns = set[int]()
        self.struck = set[int]()
        self._styles = styles
        self._zero_height, self._default_height = "false", ""
        self._row = self._column = -1
        self._type, self._style = "n", 0
        self._text = list[str]()
        self._value: str | None = None
        self._formula: str | None = None

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        """Note what an attribute says, and that a cell or its text begins."""
        tag = local(name)
        if tag == "c":
            self._column += 1
            if attrs.get("r"):
                self._row, self._column = address(attrs["r"])
            self._type = attrs.get("t") or "n"
            self._style = int(attrs.get("s") or 0)
            self._value = self._formula = None
        elif tag in ("v", "f", "t"):
            self._text = []
        elif tag == "row":
            self._start_row(attrs)
        elif tag == "col" and (_is_on(attrs, "hidden") or _is_flat(attrs.get("width", ""))):
            last = min(int(attrs["max"]), MOST_COLUMNS)
            self.hidden_columns.update(range(int(attrs["min"]) - 1, last))
        elif tag == "mergeCell":
            first_cell, _, last_cell = attrs["ref"].partition(":")
            self.merges.append(Merge(*address(first_cell), *address(last_cell or first_cell)))
        elif tag == "sheetFormatPr":
            self._zero_height = attrs.get("zeroHeight", "false")
            self._default_height = attrs.get("defaultRowHeight", "")

    def characters(self, content: str) -> None:
        """Take a part of a text."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that SAX calls
        """Keep a cell, or the text of its value or formula."""
        tag = local(name)
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):  # a text with several formats has a part for each
            self._value = (self._value or "") + "".join(self._text)
        elif tag == "f":
            self._formula = "".join(self._text)

    def _start_row(self, attrs: Any) -> None:
        self._row += 1
        if "r" in attrs:
            self._row = int(attrs["r"]) - 1
        self._column = -1
        # A row that says nothing of itself is as the sheet says of all its rows.
        is_hidden = _is_on(attrs, "hidden", self._zero_height)
        if is_hidden or _is_flat(attrs.get("ht", self._default_height)):
            self.hidden_rows.add(self._row)

    def _end_cell(self) -> None:
        key = self._row, self._column
        if key in self.cells:
            # Of two values of one cell people see either, by the program that they use.
            raise ValueError(key)
        kind, value, formula = self._type, self._value, self._formula
        if value or (value is not None and kind in ("str", "inlineStr")):
            self.cells[key] = kind, value
            if self._style in self._styles.struck:
                self.struck.add(self._row)
            if self._style in self._styles.formats and kind == "n":
                self.formats[key] = self._styles.formats[self._style]
        elif formula is not None:
            self.cells[key] = "none", ""
        else:
            return
        self.height = max(self.height, self._row + 1)
        self.width = max(self.width, self._column + 1)
        if "[" in (formula or ""):
            self.external.add(key)


def scan_sheet(xml: bytes, styles: Styles) -> Scan:
    """Scan one sheet.

    Raises:
        xml.sax.SAXException, defusedxml.DefusedXmlException: the XML is not plain.
        ValueError, KeyError: it has a cell twice, or an address or a number that is none.
    """
    scan = Scan(styles)
    _parse(xml, scan)
    return scan


def read_styles(xml: bytes) -> Styles:
    """What the cell styles of a workbook show beside the values; raises as `scan_sheet` does."""
    fonts: list[bool] = []  # of each font whether it is struck
    styles: list[tuple[int, int]] = []  # font and number format of each style
    codes = dict(BUILT_IN)

    def take(path: str, attrs: Any) -> None:
        if path.endswith("/fonts/font"):
            fonts.append(False)
        elif path.endswith("/fonts/font/strike"):
            fonts[-1] = fonts[-1] or _is_on(attrs, "val", "1")
        elif path.endswith("/cellXfs/xf"):
            styles.append((int(attrs.get("fontId") or 0), int(attrs.get("numFmtId") or 0)))
        elif path.endswith("/numFmts/numFmt"):
            codes[int(attrs["numFmtId"])] = attrs["formatCode"]

    each_element(xml, take)
    struck = set[int]()
    formats: dict[int, str] = {}
    for index, (font, number) in enumerate(styles):
        if any(fonts[font : font + 1]):
            struck.add(index)
        code = codes.get(number, "")
        if format_says(code) is not None:
            formats[index] = code
    return Styles(struck, formats)


def each_element(xml: bytes, take: Callable[[str, Any], None]) -> None:
    """Hand on every element: the path of its last three tags ("/fonts/font/b"), and its attributes.

    Raises:
        xml.sax.SAXException, defusedxml.DefusedXmlException: the XML is not plain.
    """
    _parse(xml, _Elements(take))


def local(tag: str) -> str:
    """A tag without its prefix."""
    return tag.rpartition(":")[2]


def address(text: str) -> Cell:
    """Row and column from 0 of an address such as 'B12'.

    Raises:
        ValueError: the text is no address.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    letters, row = match.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row) - 1, column - 1


class _Elements(ContentHandler):
    def __init__(self, take: Callable[[str, Any], None]) -> None:
        super().__init__()
        self._take = take
        self._within: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        self._within.append("/" + local(name))
        # Only the end of the path: one that is nested a million deep would be long a million times.
        self._take("".join(self._within[-3:]), attrs)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - the name that SAX calls
        self._within.pop()


def _parse(xml: bytes, handler: ContentHandler) -> None:
    """Run a handler over XML without a document type and without entities."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(xml))


def _is_on(attrs: Any, name: str, default: str = "false") -> bool:
    """Whether an attribute says yes; without it, what its default says."""
    return attrs.get(name, default).lower() not in _OFF


def _is_flat(size: str) -> bool:
    """Whether a row or column is less than one point, or one letter, in size: nobody sees it."""
    return _FLAT.fullmatch(size.strip()) is not None
