"""What a check looks at and what it says: it adds its values to the book, tells what was found, repairs nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.book.book import Book, Value, needed
from analysis.book.points import At, Point
from analysis.definitions.indicators import Definitions
from analysis.document.blocks import Inline, sentence
from analysis.edition import Edition
from analysis.faults import Severity
from analysis.language.numbers import find_unit
from analysis.values.facts import Fact
from analysis.values.groups import Details

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
    "miễn trừ": "cảnh báo",
}
# A check with one of these verdicts stops the build unless a line of mien-tru.csv excuses it.
STOPPING = ("lệch", "xung đột")
WAIVED = "miễn trừ"
CODES = (
    "R01", "R01a", "R01b", "R01c", "R01d", "R02", "R03", "R03a", "R03b", "R03c", "R03d", "R03e", "R04", "R05", "R06",
    "R07", "R08", "R09", "R10", "R11", "R13", "R14", "R15", "R16", "R17", "R18", "R18a", "R19", "R19a", "R20",
)  # fmt: skip

_CONTROL = re.compile(r"_in(?=\.|$)")
_SUFFIXES = re.compile(r"(.*?)((?:\.[0-9]{4}(?:_[0-9]{4})?)?)((?:\.(?:kh|pd|uoc))?)")


@dataclass(frozen=True)
class Check:
    """One reconciliation: code, what was compared, the value that decides (an id, or '' for none), the verdict.

    An identity has its two sides, ids too, and `key`, its name in mien-tru.csv, the same in every edition. A waiver
    adds its reason, who answers for it, and its line.
    """

    code: str
    title: str
    text: tuple[Inline, ...]
    residual: str
    verdict: str
    left: str = ""
    right: str = ""
    key: str = ""
    reason: str = ""
    who: str = ""
    line: int = 0

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

    def at(self, point: Point) -> At:
        """The values of a point by the names that formulas and sentences use."""
        return At(self.book, point)

    def id(self, name: str, point: Point) -> str:
        """The id of a value at a point: `Q` becomes `Q.2017.kh`."""
        return name + point.suffix

    def known(self, point: Point, *names: str) -> bool:
        """True when every named value is there at the point, printed or computed."""
        return all(self.book.known(self.id(name, point)) for name in names)

    def raw(self, point: Point, *names: str) -> bool:
        """True when every named value is printed, so that comparing them tests the source and not our own formula."""
        return self.known(point, *names) and not any(
            self.book[self.id(name, point)].derived for name in names
        )

    def derive(
        self,
        id_: str,
        label: str,
        formula: str,
        point: Point,
        unit: str = "đồng",
        decimals: int = 3,
    ) -> Value:
        """Add what the check itself computes, with the status of the point; missing like any derived value."""
        return self.book.derive(
            id_,
            label + point.label,
            unit,
            formula,
            status=point.status,
            decimals=decimals,
        )

    def check(
        self, code: str, title: str, template: str, residual: str, verdict: str, sides: Sequence[str] = ("", ""),
        **quotes: str,
    ) -> Check:  # fmt: skip
        """A check whose sentence prints values of the book; `quotes` are texts of raw cells by their template names.

        `sides` are the ids of what the residual is the difference of, for an identity.
        """
        text, key = (
            tuple(sentence(template, self.book, **quotes)),
            key_of_residual(residual, self.edition),
        )
        return Check(code, title, text, residual, verdict, *sides, key)

    def summed(self, id_: str, label: str, parts: Sequence[str], point: Point, unit: str) -> str:
        """The id of the sum of some values: of the only one itself, else of a value that is added."""
        if len(parts) == 1:
            return parts[0]
        return self.derive(id_, label, " + ".join(parts), point, unit).id

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
        return [point for point in self.points if point.is_headline]


def rounding_unit(fact: Fact) -> Fraction:
    """Half of the last printed digit of a figure, in its base unit; a count and a register's sum are exact."""
    if fact.figure.parts:
        return Fraction(0)
    unit = find_unit(fact.figure.printed_unit)
    decimals = len(fact.figure.printed.partition(",")[2])
    return Fraction(0) if unit.kind == "count" else Fraction(unit.factor, 2 * 10**decimals)


def key_of_residual(residual: str, edition: Edition) -> str:
    """The name of a residual that does not depend on the edition: its period is always there, `R01.2016_2020.kh`."""
    match = _SUFFIXES.fullmatch(residual)
    if not residual or match is None:
        return ""
    stem, period, status = match.groups()
    whole = f".{edition.year_from}" + ("" if edition.is_single_year else f"_{edition.year_to}")
    return stem + (period or whole) + status
