"""What the office said of how its registers are to be read.

Columns and words hold for every file with the same header; year, status, unit, fund and territory for one file, known
by its name and its sha256.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.adopting.headers import same_text
from analysis.definitions.provinces import is_joined
from analysis.tables.units import normal

LEFT_OUT = "bỏ"
# What stands for a value that nobody gave yet; no answer.
UNDECIDED = "?"
NEW_AREA = "mới"


def _is_of(slug: str, province: str, day: dt.date) -> bool:
    return slug == province or is_joined(slug, province, day)


@dataclass(frozen=True)
class HeaderAnswers:
    """What holds for every table under one header.

    `texts` are those of its columns, `rows` how many it has; `columns` the code of a register's column by the text in
    one case (`normal`), 'bỏ' for one that is not read, `years` the year whose money a column holds; `words` by the code
    of a column what its texts mean; `kinds_by_name`: the kind follows from the name of a scheme. `areas` are the places
    of earlier files by the slug of their province, '' of files that name none, as typed there, with the name that each
    had before: nothing is read by them. `dated_by` is the column of days that places schemes in a part of a year,
    'không' for none, '' where nothing was said.
    """

    fingerprint: str
    rows: int
    texts: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds_by_name: bool = False
    years: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dated_by: str = ""

    def areas_of(self, province: str, day: dt.date) -> dict[str, str]:
        """The places of earlier files of a province ('' for none) as it is on a day, and of those that name none.

        Where it had files, those of the provinces that the reform joined to it by then count too.
        """
        told = dict(self.areas.get("", {}))
        if province in self.areas:
            for slug, areas in self.areas.items():
                if _is_of(slug, province, day):
                    told |= areas
        return told

    def may_be_of(self, province: str, day: dt.date) -> bool:
        """Whether earlier files of the header may have been of a province as it is on a day, '' for any."""
        if not (province and self.areas):
            return True
        return "" in self.areas or any(_is_of(slug, province, day) for slug in self.areas)

    def year_of(self, text: str) -> int | None:
        """The year whose money a column holds, by its text; None where nobody said one."""
        return self.years.get(normal(text))

    def meanings(self, texts: Iterable[str]) -> dict[str, str]:
        """What the columns of a table mean, by their texts.

        A text that was answered as it stands means that; another means what the one of another year does, where neither
        the table nor this header has a second that differs only in its year. What is of one year is of no other.
        """
        own = {normal(text) for text in self.texts} | self.columns.keys()
        here = {text: normal(text) for text in texts if text}
        meanings: dict[str, str] = {}
        for text, exact in here.items():
            mine = {other for other in here.values() if same_text(other) == same_text(exact)}
            theirs = {other for other in own if same_text(other) == same_text(exact)}
            known = exact
            if exact not in self.columns and len(mine) == 1 and len(theirs) == 1:
                (known,) = theirs
            is_of_another_year = known != exact and known in self.years
            if known in self.columns and not is_of_another_year:
                meanings[text] = self.columns[known]
        return meanings


@dataclass(frozen=True)
class SheetAnswers:
    """What holds for a sheet or a file: year, code of the status, đồng in one of the unit, column of the fund, slug.

    None and '' mean that nothing was said; `pairs` are rows that are one scheme under two funds, `years` the year of a
    row whose cell has several.
    """

    year: int | None = None
    status: str = ""
    unit: int | None = None
    fund: str = ""
    territory: str = ""
    unread: bool = False
    pairs: tuple[tuple[int, int], ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    def over(self, wider: SheetAnswers) -> SheetAnswers:
        """These answers, and where they say nothing those of the whole file."""
        return SheetAnswers(
            self.year or wider.year,
            self.status or wider.status,
            self.unit or wider.unit,
            self.fund or wider.fund,
            self.territory or wider.territory,
            self.unread or wider.unread,
            (*self.pairs, *wider.pairs),
            {**wider.years, **self.years},
        )


@dataclass(frozen=True)
class FileAnswers:
    """What holds for one file: for the whole of it, and by the name of a sheet."""

    name: str
    sha256: str
    whole: SheetAnswers = SheetAnswers()
    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)

    def of_sheet(self, sheet: str) -> SheetAnswers:
        """What holds for a sheet, by its name ('' in a CSV)."""
        return self.sheets.get(sheet, SheetAnswers()).over(self.whole)

    def is_of(self, other: FileAnswers) -> bool:
        """Whether both speak of the same file as it was then."""
        return (self.name, self.sha256) == (other.name, other.sha256)


@dataclass(frozen=True)
class Answers:
    """All that the office said, in the order of the file."""

    headers: tuple[HeaderAnswers, ...] = ()
    files: tuple[FileAnswers, ...] = ()

    def header(self, fingerprint: str) -> HeaderAnswers | None:
        """The answers for a header."""
        return next((one for one in self.headers if one.fingerprint == fingerprint), None)

    def file(self, name: str, sha256: str) -> FileAnswers | None:
        """The answers for a file as it is now: another content under the same name is another file."""
        base = name.rpartition("/")[2]
        own = (one for one in self.files if (one.name, one.sha256) == (base, sha256))
        return next(own, None)
