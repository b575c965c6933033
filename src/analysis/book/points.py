"""Points (a period with a status), and the values of a book at one of them.

The ids of a point's values end in its suffix: nothing for the edition's own period and actual
figures, `.2017` for a year, `.2016_2020` for a period inside, `.2025_6t` for a part of a year, then
`.kh`, `.pd`, `.uoc`, `.dung`, `.th`, `.kr` for planned, approved, estimated, stopped, recalled and unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Unpack

from analysis.book.book import Book, Told, Value, derived
from analysis.definitions.indicators import YEARS_INPUT
from analysis.edition import Edition
from analysis.language.formulas import parse_formula, rename
from analysis.language.marks import renamed
from analysis.language.printed_units import DONG
from analysis.span import Span
from analysis.vocabulary import APART_STATUSES, STATUS_SUFFIX, STATUSES

DONE_TOTAL, UNDONE_TOTAL = "ổng kinh phí thực hiện", "ổng kinh phí"


def split_id(id_: str) -> tuple[str, str]:
    """The stem of an id and its suffix, which is empty or begins with a point."""
    stem, point, rest = id_.partition(".")
    return stem, point + rest


@dataclass(frozen=True)
class Point(Span):
    """A period and a status, as an edition sees them."""

    edition: Edition
    year_from: int
    year_to: int
    status: str
    from_date: str = ""
    to_date: str = ""

    @classmethod
    def whole(
        cls,
        edition: Edition,
        status: str = "actual",
    ) -> Point:
        """The edition's own period."""
        return cls(
            edition,
            edition.year_from,
            edition.year_to,
            status,
            edition.from_date,
            edition.to_date,
        )

    @cached_property
    def period(self) -> Edition:
        """The period as an edition of its own."""
        return Edition(self.edition.place, *self.fields)

    @property
    def suffix(self) -> str:
        """What the ids of this point end in."""
        status = STATUS_SUFFIX[self.status]
        return status if self.is_headline else self.period.suffix + status

    @property
    def label(self) -> str:
        """What the labels of this point end in, for example ' (năm 2017, kế hoạch)'."""
        parts = []
        if not self.is_headline:
            parts.append(self.period.period_text)
        if self.status != "actual":
            parts.append(STATUSES[self.status].label)
        return f" ({', '.join(parts)})" if parts else ""

    def worded(self, label: str) -> str:
        """A label in the words of the status: only of what was done the total is one 'thực hiện'."""
        if self.status == "actual":
            return label
        return label.replace(DONE_TOTAL, UNDONE_TOTAL)

    def named(self, label: str) -> str:
        """A label at this point, for example 'Số đề án (năm 2017, kế hoạch)'."""
        return self.worded(label) + self.label

    @property
    def is_apart(self) -> bool:
        """True for what was stopped or recalled, or may be: no sentence on what was done is about it."""
        return self.status in APART_STATUSES

    @property
    def is_headline(self) -> bool:
        """True for the edition's own period."""
        return self.period == self.edition

    @property
    def is_year(self) -> bool:
        """True for a year inside an edition of several years."""
        inside = self.year_from in self.edition.years
        return self.period.is_single_year and inside and not self.is_headline

    @property
    def is_before(self) -> bool:
        """True for the same period of the year before, which is there to compare with."""
        return self.edition.has_year_before and self.period == self.edition.year_before


@dataclass(frozen=True)
class At:
    """The values of a book at a point, by the names that formulas and sentences use: `Q` for `Q.2017.kh`.

    A name is, in this order: an id with a period or status of its own (`Q.2016`), which stays; the
    value of that name at the point; a constant, such as the cap of a norm, which holds everywhere.
    An indicator stands under its bare name in the best status that its inputs allow: at the point
    of that status it is found, at others it is not. The number of years is that of the edition's
    own period in every status.
    """

    book: Book
    point: Point

    def id(self, name: str) -> str:
        """The id that a name has here, whether or not the book has such a value."""
        found = self.get(name)
        return self.new_id(name) if found is None else found.id

    def new_id(self, stem: str) -> str:
        """The id under which a value of this point is entered."""
        return stem if "." in stem else stem + self.point.suffix

    def get(self, name: str) -> Value | None:
        """The value of a name here, also a missing one; None when the book has none."""
        values = self.book.values
        here = values.get(self.new_id(name))
        if here is not None and ("." in name or here.status == self.point.status):
            return here
        bare = values.get(name)
        if bare is None:
            return None
        constant = bare.derived and not bare.inputs
        of_period = self.point.is_headline and (
            name == YEARS_INPUT or bare.status == self.point.status
        )
        return bare if constant or of_period else None

    def __getitem__(self, name: str) -> Value:
        found = self.get(name)
        if found is None:
            raise KeyError(self.new_id(name))
        return found

    def known(self, *names: str) -> bool:
        """True when every named value is there and not missing, printed or computed."""
        return all(value and value.value is not None for value in map(self.get, names))

    def number(self, name: str) -> Fraction:
        """The number of a value that is known here.

        Raises:
            ValueError: it is missing, which is not zero.
            KeyError: the book has no such value.
        """
        number = self[name].value
        if number is None:
            raise ValueError(self.id(name))
        return number

    def raw(self, *names: str) -> bool:
        """True when every named value is printed.

        Comparing them tests the source, not our own formula.
        """
        return self.known(*names) and not any(self[name].derived for name in names)

    def derived(
        self, stem: str, label: str, formula: str, unit: str = DONG, **told: Unpack[Told]
    ) -> Value:
        """A value computed here from a formula over names, not yet added.

        The point ends its id and its label, and its status is the value's.
        """
        parsed = parse_formula(formula)
        text = rename(parsed, {name: self.id(name) for name in parsed.names}).text
        told.setdefault("status", self.point.status)
        return derived(
            self.book,
            self.new_id(stem),
            self.point.named(label),
            unit,
            text,
            **told,
        )

    def derive(
        self, stem: str, label: str, formula: str, unit: str = DONG, **told: Unpack[Told]
    ) -> Value:
        """Add a value computed here, see `derived`."""
        return self.book.add(
            self.derived(
                stem,
                label,
                formula,
                unit,
                **told,
            )
        )

    def text(self, template: str) -> str:
        """A template of a sentence (see `language.marks`), its names turned into the ids that they have here."""
        return renamed(template, self.id)
