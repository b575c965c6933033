"""What a reader of a file finds: lines of text with their form, pages, page numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from analysis.messages import shown

LONGEST_QUOTED = 40
CONTENTS = re.compile(r"mục lục|danh mục (?:các )?(?:bảng|hình|biểu|sơ đồ)\b.*", re.IGNORECASE)
"""The title of a list of contents: what is below it in smaller letters belongs to it."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """A paragraph of a DOCX or PDF, or a line of it where the paragraph has line breaks.

    `sizes` are the sizes of its letters in points, each once; `bold` and `italic` are None where only a part is so,
    `fonts` and `colours` (six hexadecimal digits) are those of its letters. `align` is "trái", "giữa", "phải", "đều",
    or "" where it cannot be told. `column` says of what lies beside other text its table, row and cell, or its page,
    block and half. `indent` (of the first line, cm), `before` (the gap above, pt) and `spacing` (in single lines) are
    None where they cannot be told. `ruled` is the length of the rule under the line in lengths of the line, 0 without
    a rule, None where there is one whose length cannot be told; `width` is that of the last line in points, 0 where
    it cannot be told. `is_note` belongs to a table, a chart or a list of contents.
    """

    text: str
    sizes: tuple[float, ...]
    bold: bool | None
    italic: bool | None
    align: str
    fonts: frozenset[str] = frozenset()
    colours: frozenset[str] = frozenset()
    page: int = 0
    column: tuple[int, int, int] | None = None
    indent: float | None = None
    before: float | None = None
    spacing: float | None = None
    ruled: float | None = 0
    width: float = 0
    is_note: bool = False
    underlined: bool = False

    @property
    def where(self) -> str:
        """The line as a message names it."""
        quoted = f"“{shown(self.text, LONGEST_QUOTED)}”"
        return f"trang {self.page}, {quoted}" if self.page else quoted

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.sizes, default=0)

    @property
    def has_letters(self) -> bool:
        """Whether it says anything: dots are left for a pen."""
        return any(letter.isalpha() for letter in self.text)


@dataclass(frozen=True)
class Sheet:
    """The pages of one set-up: their size and margins in mm.

    A margin has a least and a greatest value, which are the same where the set-up itself was read; one that cannot
    be told is not there.
    """

    where: str
    width: float
    height: float
    margins: dict[str, tuple[float, float]]

    @property
    def is_turned(self) -> bool:
        """Whether the pages lie on their side."""
        return self.width > self.height


@dataclass(frozen=True)
class PageNumbers:
    """The page numbers: those in the top margin, those elsewhere, and where one is missing or must not be."""

    shown: tuple[Line, ...] = ()
    elsewhere: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    on_first: bool = False


@dataclass(frozen=True)
class Opened:
    """A file that was read: its format, its lines in order, its pages.

    `limits` says, by code of a rule, what of it the format does not tell.
    """

    format: str
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    numbers: PageNumbers
    limits: dict[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    """Text on one line, composed, without invisible marks."""
    kept = unicodedata.normalize("NFC", text).translate(
        {0x200B: None, 0xAD: None, 0x2060: None, 0xFEFF: None}
    )
    return _BLANKS.sub(" ", kept).strip()
