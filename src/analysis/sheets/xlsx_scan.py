"""What a value reader hides, from a sheet's XML in one pass: types, errors, formulas, runs, merges, hidden parts.

It is also the second reading of every stored number, which must agree with the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from analysis.sheets.cells import Cell, Merge, address
from analysis.sheets.formulas import Formula
from analysis.sheets.plain_cells import PlainCells, hides_tags, without_plain_cells
from analysis.sheets.runs import RUN_TAGS, Run, RunText, read_runs
from analysis.sheets.xlsx_parts import Styles
from analysis.sheets.xml_reading import is_on, local, parse

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_DIGITS = "0123456789"
# Less than one point or letter in size, down to "1E-3": as good as hidden.
_FLAT = re.compile(r"0*(?:\.[0-9]*)?(?<=.)|[0-9.]+[eE]-[0-9]+")
# A row of cells that only have a format: they come by the hundred thousand, and say nothing unless hidden.
_BLANK_ROW = (
    rb'<row r="[0-9]++"[^<>h]*+(?:h(?!idden|t="0)[^<>h]*+)*+>'
    rb'(?:(?<=/>)|(?:<c r="[A-Z]++[0-9]++"[^<>]*+>(?:(?<=/>)|</c>))*+</row>)\s*+'
)
# Those that follow one another are found at once, in half of the time.
_BLANK_ROWS = re.compile(rb"%b(?:%b)*+" % (_BLANK_ROW, _BLANK_ROW))
_OF_TEXT = RUN_TAGS | {"is", "r", "rPh"}


class Runs(Protocol):
    """Texts of several runs by number."""

    def get(self, number: int) -> list[Run]:
        """The runs of a text; none where all of it is as the style of its cell says."""

    def numbers(self) -> AbstractSet[int]:
        """The numbers of the texts that have runs."""


@dataclass
class Scan:
    """Facts of one sheet, counted from 0. `cells` maps cells with a value to their type and stored text.

    `height` and `width` go up to the last cell with a value. `formats` has the number format of the numbers whose
    format shows more than their digits, `runs` the cells of which a part is struck, hidden, raised or white, `struck`
    those that are struck as a whole, `unseen` those in the colour of their cell, `comments` the notes tied to cells;
    `array_ranges` are filled by one formula, `painted` may have colours beside those of their cells.
    """

    cells: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    formats: dict[Cell, str] = field(default_factory=dict)
    formulas: dict[Cell, Formula] = field(default_factory=dict)
    array_ranges: list[Merge] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Cell] = field(default_factory=set)
    unseen: set[Cell] = field(default_factory=set)
    painted: list[Merge] = field(default_factory=list)
    runs: dict[Cell, RunText] = field(default_factory=dict)
    comments: dict[Cell, str] = field(default_factory=dict)


class _SheetHandler:
    """Fills a `Scan`; called by the parser itself for each tag, which saves half of the time."""

    def __init__(
        self,
        styles: Styles,
        shared: Runs,
        inline: Runs | None,
    ) -> None:
        self.scan = Scan()
        self.is_counted = False
        self._styles = styles
        self._shared = shared
        self._inline = inline
        self._zero_height, self._default_height = "false", ""
        self._row = self._column = -1
        self._row_number = ""
        self._type, self._style = "n", 0
        self._text = list[str]()
        self.characters = self._text.append
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attrs: Mapping[str, str] = {}
        self._masters: dict[str, tuple[Cell, str]] = {}
        self._runs = list[Run]()
        self._is_phonetic = False
        self._columns: dict[str, int] = {}
        self._locals: dict[str, str] = {}

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """Note what an attribute says, and that a cell or its text begins."""
        tag = self._locals.get(name)
        if tag is None:
            tag = self._locals[name] = local(name)
        if tag == "c":
            self._start_cell(attrs)
        elif tag in ("v", "t"):
            self._text.clear()
        elif tag == "f":
            self._text.clear()
            self._formula_attrs = attrs
        elif tag == "row":
            self._start_row(attrs)
        elif tag in _OF_TEXT:
            self._start_part(tag, attrs)
        elif tag == "col" and (is_on(attrs, "hidden") or _is_flat(attrs.get("width", ""))):
            last = min(int(attrs["max"]), MOST_COLUMNS)
            self.scan.hidden_columns.update(range(int(attrs["min"]) - 1, last))
        elif tag == "mergeCell":
            self.scan.merges.append(_range(attrs["ref"]))
        elif tag == "conditionalFormatting":
            self.scan.painted += map(_range, attrs.get("sqref", "").split())
        elif tag == "sheetFormatPr":
            self._zero_height = attrs.get("zeroHeight", "false")
            self._default_height = attrs.get("defaultRowHeight", "")

    def end(self, name: str) -> None:
        """Keep a cell, or the text of its value or formula."""
        tag = self._locals.get(name)
        if tag == "c":
            self._end_cell()
        elif tag == "v":
            # two values of one cell are joined, as no reader does, and so found
            self._value = (self._value or "") + "".join(self._text)
        elif tag == "t":
            self._end_text("".join(self._text))
        elif tag == "f":
            self._formula = "".join(self._text)
        elif tag == "rPh":
            self._is_phonetic = False

    def _start_part(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Note that the text of a cell, a run of it, or what says its font begins."""
        if tag == "r":
            self._runs.append(Run())
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "is":
            if self._inline is not None and "n" in attrs:
                self._runs = self._inline.get(int(attrs["n"]))
                self._value = "".join(run.text for run in self._runs)
        elif self._runs:
            self._runs[-1].note(tag, attrs)

    def _start_cell(self, attrs: Mapping[str, str]) -> None:
        reference = attrs.get("r")
        if not reference:
            self.is_counted = True
            self._column += 1
        else:
            letters = reference.rstrip(_DIGITS)
            column = self._columns.get(letters)
            # Nearly every cell says the row that it stands in, and a column that was seen before.
            if column is None or reference[len(letters) :] != self._row_number:
                self._row, column = address(reference)
                self._row_number = str(self._row + 1)
                self._columns[letters] = column
            self._column = column
        self._type = attrs.get("t") or "n"
        self._style = int(attrs.get("s") or 0)
        self._value = self._formula = None
        if self._runs:
            self._runs = []

    def _end_text(self, text: str) -> None:
        """Take the text of an inline string, or of one of its runs."""
        if self._is_phonetic:
            return
        self._value = (self._value or "") + text
        if self._runs:
            self._runs[-1].text += text

    def _start_row(self, attrs: Mapping[str, str]) -> None:
        self._row += 1
        if "r" in attrs:
            self._row = int(attrs["r"]) - 1
        else:
            self.is_counted = True
        self._row_number = str(self._row + 1)
        self._column = -1
        # A row that says nothing of itself is as the sheet says of all its rows.
        is_hidden = is_on(attrs, "hidden", self._zero_height)
        if is_hidden or _is_flat(attrs.get("ht", self._default_height)):
            self.scan.hidden_rows.add(self._row)

    def _end_cell(self) -> None:
        scan = self.scan
        key = self._row, self._column
        if key in scan.cells:
            # Of two values of one cell people see either, by the program that they use.
            raise ValueError(key)
        kind, value = self._type, self._value
        if value or (value is not None and kind in ("str", "inlineStr")):
            scan.cells[key] = kind, value
            runs = self._shared.get(int(value)) if kind == "s" else self._runs
            self._note_look(key, kind, self._style, runs)
        elif self._formula is not None:
            scan.cells[key] = "none", ""
        else:
            return
        if self._row >= scan.height:
            scan.height = self._row + 1
        if self._column >= scan.width:
            scan.width = self._column + 1
        if self._formula is not None:
            self._note_formula(key, self._formula)

    def _note_look(self, key: Cell, kind: str, style: int, runs: list[Run]) -> None:
        """Note what the style of a cell, or runs of its text, show beside its value."""
        styles = self._styles
        is_struck = style in styles.struck
        is_unseen = style in styles.unseen
        if runs:
            read = read_runs(runs, cell_struck=is_struck, on_white=style not in styles.filled)
            is_unseen = is_unseen or read.unseen
            if read.is_cut:
                self.scan.runs[key] = read
            is_struck = read.struck
        if is_struck:
            self.scan.struck.add(key)
        if is_unseen:
            self.scan.unseen.add(key)
        if style in styles.formats and kind == "n":
            self.scan.formats[key] = styles.formats[style]

    def take(self, plain: PlainCells) -> None:
        """Keep cells that were not left for the parser."""
        scan, styles = self.scan, self._styles
        count = len(scan.cells) + len(plain.places)
        scan.cells.update(
            zip(plain.places, zip(plain.kinds, plain.texts, strict=True), strict=True)
        )
        if len(scan.cells) < count:
            raise ValueError("two cells in one place")
        scan.height = max(scan.height, 1 + max(row for row, _ in plain.places))
        scan.width = max(scan.width, 1 + max(column for _, column in plain.places))
        telling = styles.struck | styles.unseen | styles.formats.keys()
        of_runs = self._shared.numbers()
        cells = zip(plain.places, plain.kinds, plain.texts, plain.styles, strict=True)
        for key, kind, text, style in cells:
            has_runs = kind == "s" and int(text) in of_runs
            if has_runs or style in telling:
                self._note_look(key, kind, style, self._shared.get(int(text)) if has_runs else [])

    def _note_formula(self, key: Cell, text: str) -> None:
        """Keep a formula; one that is shared stands in full in its first cell only."""
        attrs = self._formula_attrs
        sort = attrs.get("t")
        first = key
        if sort == "shared":
            number = attrs.get("si", "")
            if text:
                self._masters[number] = key, text
            first, text = self._masters.get(number, (key, ""))
        elif sort is not None and "ref" in attrs:
            # Of a formula that fills a range, each of the other cells holds a value only.
            self.scan.array_ranges.append(_range(attrs["ref"]))
            text = f"{{{text}}}"
        self.scan.formulas[key] = Formula(text, key[0] - first[0], key[1] - first[1])


def scan_sheet(
    xml: bytes,
    styles: Styles,
    shared: Runs,
    inline: Runs | None = None,
) -> Scan:
    """Scan one sheet.

    Args:
        xml: the sheet.
        styles: what the styles of its cells show.
        shared: the runs of the shared strings that have some, by number.
        inline: the runs of the cells that have `<is n="…"/>` in their place, by that number.

    Raises:
        xml.sax.SAXException, defusedxml.DefusedXmlException: the XML is not plain.
        ValueError, KeyError: it has a cell twice, or an address or a number that is none.
    """
    rest, plain = without_plain_cells(xml)
    if plain.places:
        handler = _SheetHandler(styles, shared, inline)
        parse(rest, handler.start, handler.end, handler.characters)
        # A row or cell without its own number is counted from the one before it.
        if not handler.is_counted:
            handler.take(plain)
            return handler.scan
    handler = _SheetHandler(styles, shared, inline)
    parse(xml, handler.start, handler.end, handler.characters)
    return handler.scan


def without_blank_rows(xml: bytes) -> bytes:
    """A sheet without the rows of which every cell is blank; the sheet itself where that could not be seen."""
    # What may be misread, were they not there, stands in what is left as well.
    left = _BLANK_ROWS.sub(b"", xml)
    # A row or cell without its own number is counted from the one before it.
    numbered = left.count(b"<row ") == left.count(b'<row r="') and b"<row>" not in left
    # A sheet may say that all its rows are hidden.
    if not numbered or b"zeroHeight" in left or hides_tags(left):
        return xml
    return left


def _range(text: str) -> Merge:
    first, _, last = text.partition(":")
    return Merge(*address(first), *address(last or first))


def _is_flat(size: str) -> bool:
    """Whether a row or column is less than one point, or one letter, in size: nobody sees it."""
    return _FLAT.fullmatch(size.strip()) is not None
