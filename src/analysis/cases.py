"""What a check looks at and what it says: it adds its values to the book, tells what was found, repairs nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.definitions import Definitions
from analysis.document import Inline, sentence
from analysis.edition import Edition
from analysis.errors import Severity
from analysis.facts import Fact, Point
from analysis.numbers import find_unit
from analysis.scheme_groups import Details
from analysis.trace import Book, Value, needed

VERDICTS: dict[str, Severity | None] = {
    "khớp": None,
    "đạt": None,
    "làm tròn": "lưu ý",
    "chưa phân bổ": "lưu ý",
    "suy ra": "lưu ý",
    "lưu ý": "lưu ý",
    "cách hiểu": "cảnh báo",
    "xung đột": "cảnh báo",
    "lệch": "lỗi",
}

_CONTROL = re.compile(r"_in(?=\.|$)")


@dataclass(frozen=True)
class Check:
    """One reconciliation: code, what was compared, the value that decides (an id, or '' for none), the verdict."""

    code: str
    title: str
    text: tuple[Inline, ...]
    residual: str
    verdict: str

    @property
    def severity(self) -> Severity | None:
        """How grave the verdict is for a reader; None when all agrees."""
        return VERDICTS[self.verdict]


@dataclass(frozen=True)
class Case:
    """What the checks look at: the book so far, the facts, the points, and how the sources are read."""

    book: Book
    facts: Sequence[Fact]
    points: Sequence[Point]
    edition: Edition
    definitions: Definitions
    readings: Sequence[dict[str, str]]
    details: Details | None = None

    def id(self, name: str, point: Point) -> str:
        """The id of a value at a point: `Q` becomes `Q.2017.kh`."""
        return name + point.suffix(self.edition)

    def known(self, point: Point, *names: str) -> bool:
        """True when every named value is there at the point, printed or computed."""
        return all(self.book.known(self.id(name, point)) for name in names)

    def raw(self, point: Point, *names: str) -> bool:
        """True when every named value is printed, so that comparing them tests the source and not our own formula."""
        return self.known(point, *names) and not any(self.book[self.id(name, point)].derived for name in names)

    def derive(self, id_: str, label: str, formula: str, point: Point, unit: str = "đồng", decimals: int = 3) -> Value:
        """Add what the check itself computes, with the status of the point; missing like any derived value."""
        return self.book.derive(
            id_, label + point.label(self.edition), unit, formula, status=point.status, decimals=decimals
        )

    def check(self, code: str, title: str, template: str, residual: str, verdict: str, **quotes: str) -> Check:
        """A check whose sentence prints values of the book; `quotes` are texts of raw cells by their template names."""
        return Check(code, title, tuple(sentence(template, self.book, **quotes)), residual, verdict)

    def fact(self, id_: str) -> Fact:
        """The fact of a raw value; the printed total that became a control, `P_in`, is the fact `P`."""
        facts = {fact.id: fact for fact in self.facts}
        return facts[id_] if id_ in facts else facts[_CONTROL.sub("", id_)]

    def rounding(self, id_: str) -> Fraction:
        """How far a value may be off because the printed figures below it are rounded, each counted once."""
        raw = [name for name in needed(self.book, [id_]) if self.book[name].origins]
        return sum((rounding_unit(self.fact(name)) for name in raw), Fraction(0))

    def below_zero(self, id_: str) -> bool:
        """True when a value is negative beyond rounding, wherever its bound allows the true one to be."""
        value = self.book[id_]
        return (value.value or 0) < -self.rounding(id_) and value.bound in ("exact", "at_most")

    def at_least_zero(self, id_: str) -> bool:
        """True when a value is not negative wherever its bound allows the true one to be."""
        value = self.book[id_]
        return (value.value or 0) >= 0 and value.bound in ("exact", "at_least")

    def headlines(self) -> list[Point]:
        """The points of the edition's own period, one a status, actual figures first."""
        return [point for point in self.points if point.is_headline(self.edition)]


def rounding_unit(fact: Fact) -> Fraction:
    """Half of the last printed digit of a figure, in its base unit; a count and a register's sum are exact."""
    if fact.figure.parts:
        return Fraction(0)
    unit = find_unit(fact.figure.printed_unit)
    decimals = len(fact.figure.printed.partition(",")[2])
    return Fraction(0) if unit.kind == "count" else Fraction(unit.factor, 2 * 10**decimals)
