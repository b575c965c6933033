"""An edition: a place and a period, whole years or a part of one, and the name of its folders."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.span import Span, dates_of_code

FIRST_YEAR = 1990
LAST_YEAR = 2100
LONGEST_PLACE = 60
UNNAMED_PLACE = "tinh"
# What tells of all editions has this name, so that no place may.
ALL_EDITIONS = "tong-hop"
# The ends of the slug of a province as it was until this day, and as it is since.
BEFORE_MERGER = "-truoc-sap-xep"
AFTER_MERGER = "-sau-sap-xep"
LAST_DAY_BEFORE = dt.date(2025, 6, 30)
UNNAMED = "(không nêu tên)"
_EDITION = re.compile(
    r"([a-z0-9]+(?:-[a-z0-9]+)*?)-([0-9]{4}(?:-[0-9]{4}|-[0-9]{1,2}t|-q[1-4])?|den-[0-9]{8})"
)


@dataclass(frozen=True, order=True)
class Edition(Span):
    """One report: the slug of its place and its period, whole years or a part of one."""

    place: str
    year_from: int
    year_to: int
    from_date: str = ""
    to_date: str = ""

    @property
    def name(self) -> str:
        """Name of the edition's folders, `<place>-<from>[-<to>]`, `<place>-2025-6t`."""
        return f"{self.place}-{self.period_code.replace('_', '-')}"

    @property
    def years(self) -> range:
        """Every whole year of the period; a part of a year has none."""
        return range(self.year_from, self.year_to + (not self.is_part))

    @property
    def asked(self) -> dict[str, str]:
        """The parameters that ask for the period; none for days that no parameter names."""
        code = self.period_code
        if code.startswith("tu_"):
            return {}
        if code.startswith("den_"):
            return {"TO_DATE": self.to_date}
        if self.is_part:
            return {"PERIOD": code.replace("_", "-").upper()}
        if self.is_single_year:
            return {"YEAR": code}
        return {"FROM": str(self.year_from), "TO": str(self.year_to)}

    @property
    def suffix(self) -> str:
        """What the ids of values of the period end in: `.2017`, `.2016_2020`, `.2025_6t`."""
        return f".{self.period_code}"

    @property
    def has_year_before(self) -> bool:
        """Whether it is compared with the same period of the year before: a year or a part of one."""
        return self.year_from == self.year_to

    @property
    def year_before(self) -> Edition:
        """The same period of the year before; of several years the year before the first."""
        before = self.year_from - 1
        if self.is_part and self.has_year_before:
            return Edition(
                self.place, before, before, _year_before(self.from_date), _year_before(self.to_date)
            )
        return Edition(self.place, before, before)

    @property
    def all_years(self) -> Edition:
        """The place in every year that there can be."""
        return Edition(self.place, FIRST_YEAR, LAST_YEAR)

    @property
    def told(self) -> dict[str, str | int]:
        """The edition as so-lieu.json, the page and a record tell it; days as ISO."""
        first, last = (day.isoformat() for day in self.days)
        years = {"from": self.year_from, "to": self.year_to}
        return {"place": self.place, **years, "from_date": first, "to_date": last}


@dataclass(frozen=True)
class OwnPlace:
    """The department's own place, to which a register belongs."""

    slug: str
    name: str


def _year_before(day: str) -> str:
    """The same day of the year before, ISO; of 29/02 the last day of that month."""
    before = f"{int(day[:4]) - 1}{day[4:]}"
    return before.replace("-02-29", "-02-28")


def edition_of(name: str) -> Edition | None:
    """The edition that a folder name tells, or None."""
    match = _EDITION.fullmatch(name)
    if match is None or len(name) > LONGEST_PLACE + 13:
        return None
    dates = dates_of_code(match[2].replace("-", "_"))
    if dates is None:
        return None
    edition = Edition(match[1], *dates)
    in_range = FIRST_YEAR <= edition.year_from <= edition.year_to <= LAST_YEAR
    if in_range and edition.name == name:
        return edition
    return None


def place_slug(name: str) -> str:
    """Place name as a slug: "Bà Rịa - Vũng Tàu" is "ba-ria-vung-tau", the unnamed one is "tinh".

    Empty when the name holds no Latin letter and no digit.
    """
    plain = unicodedata.normalize("NFC", name).strip().lower()
    if plain == UNNAMED:
        return UNNAMED_PLACE
    letters = unicodedata.normalize("NFD", plain).replace("đ", "d")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def own_place_in(office: Iterable[Mapping[str, str]]) -> OwnPlace:
    """The place (`dia_ban`) of the first row of `co-quan.csv`, else the unnamed province."""
    first = next(iter(office), {})
    name = first.get("dia_ban", "").strip()
    slug = place_slug(name)
    if not slug:
        return OwnPlace(UNNAMED_PLACE, UNNAMED)
    return OwnPlace(slug, name)
