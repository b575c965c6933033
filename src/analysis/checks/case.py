"""What a check looks at and what it says.

It adds its values to the book, tells what was found, repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analysis.book.book import Book, needed, show
from analysis.book.points import At, Point
from analysis.definitions.indicators import Definitions
from analysis.document.blocks import Inline, sentence
from analysis.edition import Edition
from analysis.faults import Severity
from analysis.language.numbers import parse_exact
from analysis.language.printed_units import find_unit
from analysis.raw.rows import Cells
from analysis.span import PERIOD_CODE
from analysis.values.fact_values import last_digit
from analysis.values.facts import Fact, by_activity
from analysis.values.groups import Details
from analysis.vocabulary import STATUS_SUFFIX

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
# Both sides are the same, exactly or as far as they are printed.
AGREEING = ("khớp", "đạt", "làm tròn")
# The ids of how many reconciliations there are, and how many of them agree.
CHECKED, AGREED = "DC_n", "DC_khop"
# How far print may part the activities from their whole, where they are apart and no further than that.
ROUNDING = "R03_lt"
# A check with one of these verdicts stops the build unless a line of mien-tru.csv excuses it.
STOPPING = ("lệch", "xung đột")
WAIVED = "miễn trừ"
CODES = """
R01 R01a R01b R01c R01d
R02
R03 R03a R03b R03c R03d R03e
R04 R05 R06 R07 R08 R09 R10 R11
R13 R14 R15 R16 R17
R18 R18a R19 R19a
R20 R21
""".split()

# The names of a residual and of the two sides that it is the difference of.
Gap = tuple[str, str, str]

# `P_in` is the printed total that gave way to the sum of its parts
_CONTROL = re.compile(r"_in(?=\.|$)")
# How a period and a status end the id of a value, and the key of a waiver.
PERIOD_ENDING = rf"\.{PERIOD_CODE}"
STATUS_ENDING = f"(?:{'|'.join(map(re.escape, STATUS_SUFFIX.values()))})"
_SUFFIXES = re.compile(f"(.*?)((?:{PERIOD_ENDING})?)({STATUS_ENDING})")


@dataclass(frozen=True)
class Check:
    """One reconciliation: code, what was compared, the value that decides (an id, or '' for none), the verdict.

    An identity has its two sides, ids too, and `key`, its name in mien-tru.csv, the same in every
    edition. A waiver adds its reason, who answers for it, and its line.
    """

    code: str
    title: str
    text: tuple[Inline, ...]
    verdict: str
    residual: str = ""
    left: str = ""
    right: str = ""
    key: str = ""
    reason: str = ""
    who: str = ""
    line: int = 0

    @property
    def of(self) -> tuple[str, str]:
        """The code and the key by which a waiver names it."""
        return self.code, self.key

    @property
    def severity(self) -> Severity | None:
        """How grave the verdict is for a reader; None when all agrees."""
        return VERDICTS[self.verdict]


@dataclass(frozen=True)
class Case:
    """What the checks look at.

    The book so far, the facts, the points, and how the sources are read.
    """

    book: Book
    facts: Sequence[Fact]
    points: Sequence[Point]
    edition: Edition
    definitions: Definitions
    readings: Sequence[Cells]
    details: Details

    def at(self, point: Point) -> CaseAt:
        """The values of a point by the names that formulas and sentences use."""
        return CaseAt(self.book, point, self)

    def whole(self, status: str = "actual") -> CaseAt:
        """The values of the edition's own period."""
        return self.at(Point.whole(self.edition, status))

    def check(
        self, code: str, title: str, template: str, verdict: str, *ids: str, **quotes: str
    ) -> Check:
        """A check whose sentence prints values of the book; `quotes` are texts of raw cells by their template names.

        `ids` are the residual and, for an identity, the two that it is the difference of.
        """
        text = tuple(sentence(template, self.book, show, **quotes))
        residual, left, right = (*ids, "", "", "")[:3]
        key = key_of_residual(residual, self.edition)
        return Check(code, title, text, verdict, residual, left, right, key)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    def fact(self, id_: str) -> Fact:
        """The fact of a raw value.

        The printed total that became a control, `P_in`, is the fact `P`.
        """
        return self._facts.get(id_) or self._facts[_CONTROL.sub("", id_)]


@dataclass(frozen=True)
class CaseAt(At):
    """The values of a point as the checks see them.

    What is derived and said here bears the label of the point.
    """

    case: Case

    def check(
        self, code: str, title: str, template: str, verdict: str, *names: str, **quotes: str
    ) -> Check:
        """A check with the names of this point in its sentence, its residual and its sides."""
        title, text = title + self.point.label, self.text(template)
        return self.case.check(code, title, text, verdict, *map(self.id, names), **quotes)

    def gap(self, stem: str, label: str, left: str, right: str) -> Gap:
        """Add the difference of two sides; the names of it and of the sides."""
        self.derive(stem, label, f"{left} - {right}", self[left].unit)
        return stem, left, right

    def check_part(self, code: str, title: str, template: str, gap: Gap) -> Check:
        """A part fits into its whole: what is left of that is not below zero."""
        return self.check(code, title, template, self.fits(gap[0]), *gap)

    def check_equal(self, code: str, title: str, template: str, gap: Gap) -> Check:
        """Two sides whose difference is nothing, or else the build stops."""
        verdict = "khớp" if self.number(gap[0]) == 0 else "lệch"
        return self.check(code, title, template, verdict, *gap)

    def summed(self, stem: str, label: str, parts: Sequence[str], unit: str) -> str:
        """The name of the sum of some values.

        It is that of the only one, else that of a value which is added.
        """
        if len(parts) == 1:
            return parts[0]
        self.derive(stem, label, " + ".join(parts), unit)
        return stem

    @property
    def by_activity(self) -> list[Fact]:
        """The chosen facts of the point that name an activity."""
        return by_activity(self.case.facts, self.point)

    def rounding(self, name: str) -> Fraction:
        """How far a value may be off because the printed figures below it are rounded, each counted once."""
        below = needed(self.book, [self.id(name)])
        facts = [self.case.fact(id_) for id_ in below if self.book[id_].origins]
        return sum(map(rounding_unit, facts), Fraction(0))

    def below_zero(self, name: str) -> bool:
        """True when a value is negative beyond rounding, wherever its bound allows the true one to be."""
        value = self[name]
        return (value.value or 0) < -self.rounding(name) and value.bound in ("exact", "at_most")

    def fits(self, rest: str) -> str:
        """The verdict on what is left of a whole."""
        return "lệch" if self.below_zero(rest) else "đạt"

    def plausible(self, slack: str) -> str:
        """The verdict on a distance to a limit.

        It is kept wherever the bound allows the true value to be.
        """
        value = self[slack]
        kept = (value.value or 0) >= 0 and value.bound in ("exact", "at_least")
        return "đạt" if kept else "lưu ý"


Checks = Iterator[Check]
Rule = Callable[[Case], Checks]


def at_each_point(rule: Callable[[CaseAt], Checks]) -> Rule:
    """A rule for one point as one for a case: it holds at each of its points, the edition's own period first."""

    def checks(case: Case) -> Checks:
        for point in case.points:
            yield from rule(case.at(point))

    return checks


def mark(name: str) -> str:
    """A name as the mark that prints its value."""
    return "{" + name + "}"


def marks(names: Iterable[str]) -> str:
    """Names as the sum of their marks."""
    return " + ".join(mark(name) for name in names)


def rounding_unit(fact: Fact) -> Fraction:
    """Half of the last printed digit of a figure, in its base unit.

    A count is exact, and so is a register's sum, but for a total that its rows state otherwise.
    """
    # a register's sum adds whole đồng; its totals may be off by what its reader took row by row
    if fact.figure.parts:
        return parse_exact(fact.figure.rounding or "0")
    if find_unit(fact.figure.printed_unit).kind == "count":
        return Fraction(0)
    return last_digit(fact.figure) / 2


def key_of_residual(residual: str, edition: Edition) -> str:
    """The name of a residual that does not depend on the edition.

    Its period is always there, `R01.2016_2020.kh`.
    """
    match = _SUFFIXES.fullmatch(residual)
    if not residual or match is None:
        return ""
    stem, period, status = match.groups()
    # a waiver must mean the same identity in editions of other periods
    return stem + (period or edition.suffix) + status
