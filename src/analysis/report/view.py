"""One edition as the report sees it: figures, values, checks, definitions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.book.book import Book, Value
from analysis.book.points import At, Point
from analysis.checks.case import Check
from analysis.definitions.indicators import Definitions, load_definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.stages.processed import Clean, read_clean, read_indicators
from analysis.values.facts import Fact, facts_of, points_of
from analysis.values.groups import Details, details_of
from analysis.vocabulary import STATUSES

CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế")


@dataclass(frozen=True)
class Report:
    """Everything that tables, charts and sentences are made from."""

    clean: Clean
    figures: list[Figure]
    book: Book
    checks: list[Check]
    definitions: Definitions

    @property
    def edition(self) -> Edition:
        """The place and period that the report is about."""
        return self.clean.edition

    @cached_property
    def facts(self) -> list[Fact]:
        """What the sources say at each point, with the rivals of every conflict."""
        return facts_of(self.figures, self.edition, self.definitions, self.clean.readings)

    @cached_property
    def points(self) -> list[Point]:
        """The periods and statuses that have figures, the edition's own period first."""
        return points_of(self.figures, self.edition)

    def at(self, point: Point) -> At:
        """The values of a point by the names that sentences use."""
        return At(self.book, point)

    @cached_property
    def details(self) -> Details | None:
        """The schemes of the registers, when they speak for the edition."""
        return details_of(self.clean.schemes, self.edition)

    @property
    def place_text(self) -> str:
        """The place as a sentence names it: 'tỉnh [tên tỉnh]', 'tỉnh Bình Định', 'thành phố Cần Thơ', 'cả nước'."""
        name = self.clean.place_name
        if name == "(không nêu tên)":
            return "tỉnh [tên tỉnh]"
        if name == "Cả nước":
            return "cả nước"
        if name.lower().startswith(("tỉnh ", "thành phố ")):
            return name[0].lower() + name[1:]
        return ("thành phố " if name in CITIES else "tỉnh ") + name

    @property
    def period_text(self) -> str:
        """The period as a sentence names it: 'năm 2023', 'giai đoạn 2012-2022'."""
        return self.edition.period_text

    def known(self, *ids: str) -> bool:
        """True when every value is there."""
        return all(self.book.known(id_) for id_ in ids)

    def headline(self, name: str) -> Value | None:
        """An input for the edition's own period: actual if there is, else the next best status."""
        for point in self.points:
            if point.is_headline and self.book.known(name + point.suffix):
                return self.book[name + point.suffix]
        return None

    def facts_with_activity(self, point: Point) -> list[Fact]:
        """The chosen facts of a point that name an activity, in the order of the source."""
        return [
            fact
            for fact in self.facts
            if fact.point == point and fact.chosen and fact.figure.activity_label
        ]


def load_report(folder: Path) -> Report:
    """The edition whose processed data lie in `folder`."""
    figures, clean = read_clean(folder)
    book, checks = read_indicators(folder)
    return Report(clean, figures, book, checks, load_definitions())


def status_text(status: str) -> str:
    """A status as a sentence names it: 'thực hiện', 'kế hoạch'."""
    return STATUSES[status].label
