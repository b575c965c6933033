"""What is known or asked of a file that nobody has said all of: a line for each column, word, place, sheet and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from analysis.adopting.answers import LEFT_OUT
from analysis.adopting.headers import SUPPORT, SUPPORT_LABEL
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import RegisterResult
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import REGISTER_COLUMNS

OPEN, KNOWN, SET, LEFT, ASKED = "đề xuất", "nhận theo tệp", "người đặt", LEFT_OUT, "chưa rõ"


@dataclass(frozen=True)
class Line:
    """What one text of a file means: its state, and why."""

    text: str
    meaning: str
    state: str
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is read by it until somebody accepts it."""
        return self.state in (OPEN, ASKED)


@dataclass(frozen=True)
class HeaderLook:
    """A header of a file: where it stands, its columns, the words below it by the code of their column.

    `gone` are the columns of the header of an earlier file, next to this one, that it has no more; `areas` are the
    places of its schemes by the slug of their province, '' where nothing names one; `dated_by` asks which of several
    columns of days places schemes in a part of a year.
    """

    fingerprint: str
    texts: tuple[str, ...]
    rows: int
    places: tuple[str, ...]
    columns: tuple[Line, ...]
    words: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    kinds_by_name: Line | None = None
    gone: tuple[str, ...] = ()
    areas: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    dated_by: Line | None = None

    @property
    def own_entries(self) -> list[Line]:
        """What is said of the header as a whole, not of a text in it."""
        return [line for line in (self.kinds_by_name, self.dated_by) if line is not None]


@dataclass(frozen=True)
class FileLook:
    """A file: its headers, what must be said of its sheets ('' for all of them), and how it is read as it is now.

    `rows` are the rows of each sheet whose cell of a year has several; `opened` are the sheets as they were opened.
    """

    source: RegisterSource
    headers: tuple[HeaderLook, ...]
    sheets: Mapping[str, tuple[Line, ...]]
    result: RegisterResult
    rows: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    opened: Sequence[Sheet] = field(default=(), compare=False, repr=False)

    @property
    def lines(self) -> list[Line]:
        """Every line, those of headers first."""
        lines: list[Line] = []
        for header in self.headers:
            lines += header.columns
            lines += (line for words in header.words.values() for line in words)
            lines += chain.from_iterable(header.areas.values())
            lines += header.own_entries
        of_file = chain(self.sheets.values(), self.rows.values())
        return lines + list(chain.from_iterable(of_file))


def of_year(label: str, year: int) -> str:
    """The meaning of a column of the money of one year, as doc-so.toml has it."""
    return f"{label}, năm {year}"


def label_of(code: str) -> str:
    """The label of a column by its code, as doc-so.toml has it."""
    if code == SUPPORT:
        return SUPPORT_LABEL
    return REGISTER_COLUMNS[code].label if code in REGISTER_COLUMNS else code


def code_of(label: str) -> str | None:
    """The code of a column by its label, None for 'bỏ' and for no label."""
    if label == SUPPORT_LABEL:
        return SUPPORT
    return next((code for code, word in REGISTER_COLUMNS.items() if word.label == label), None)
