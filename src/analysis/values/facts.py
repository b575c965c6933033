"""What the sources say of one thing at one point: which figures belong to it, and which facts a reader asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.book.points import Point
from analysis.definitions.indicators import ANY, Input
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.vocabulary import CONTROL_MEASURES, PART_OF_ACTIVITY, PROMOTION_FUNDS, STATUSES

STATUS_ORDER = tuple(STATUSES)
# What a figure counts, apart from its point, and both together: figures of one group must agree.
Key = tuple[str, ...]
Group = tuple[Point, Key]


@dataclass(frozen=True)
class Fact:
    """What the sources say for one key at one point: `rows` agree; `chosen` is false for the rival of a conflict.

    A `control` is a published figure by activity where a register gives the activities itself; it
    is not chosen either, nor is one that `agrees` with a more exact figure, which is chosen and
    names it among its `noted`, nor one that is `beside` others: a line of an activity of which
    another source tells under other labels.
    """

    id: str
    rows: tuple[Figure, ...]
    point: Point
    chosen: bool = True
    control: bool = False
    agrees: bool = False
    beside: bool = False
    noted: tuple[Figure, ...] = ()

    @property
    def figure(self) -> Figure:
        """The row that stands for all: they agree in value and bound."""
        return self.rows[0]


def point_of(figure: Figure, edition: Edition) -> Point:
    """The period and status that a figure speaks of."""
    return Point(
        edition,
        figure.year_from,
        figure.year_to,
        figure.status,
        figure.from_date,
        figure.to_date,
    )


def key_of(figure: Figure) -> Key:
    """What a figure counts, apart from its point."""
    fund = "promotion" if is_whole(figure) else figure.fund
    key = (figure.measure, fund, figure.activity, figure.activity_label, figure.beneficiary_type)
    return (*key, figure.support) if figure.support else key


def is_whole(figure: Figure) -> bool:
    """True for a line of all promotion funds together.

    A count of schemes that names no fund counts those of all.
    """
    return figure.fund == "promotion" or (figure.measure == "schemes" and not figure.fund)


def matches(figure: Figure, entry: Input) -> bool:
    """True when a figure belongs to an input's selection."""
    if figure.support:
        # what is to be paid back is no part of any total or ratio
        return False
    labelled = figure.activity_label != ""
    if ANY in entry.activity:
        activity_fits = labelled and figure.activity != PART_OF_ACTIVITY
    else:
        # an input without an activity takes totals, one with an activity its lines
        activity_fits = figure.activity in entry.activity and labelled == (entry.activity != ("",))
    return (
        activity_fits
        and figure.measure == entry.measure
        and figure.fund in entry.fund
        and figure.beneficiary_type in entry.beneficiary_type
    )


def points_of(figures: Iterable[Figure], edition: Edition) -> list[Point]:
    """The edition's own period in every status that occurs, then every other point by period and status."""
    found = {point_of(figure, edition) for figure in figures}
    found |= {Point.whole(edition, point.status) for point in found}
    return sorted(
        found,
        key=lambda point: (
            not point.is_headline,
            *point.days,
            STATUS_ORDER.index(point.status),
        ),
    )


def by_activity(facts: Iterable[Fact], point: Point) -> list[Fact]:
    """The chosen facts of a point that name an activity, in the order of the source: lines that may be added."""
    return [fact for fact in _labelled(facts, point) if fact.figure.activity != PART_OF_ACTIVITY]


def parts_of_activities(facts: Iterable[Fact], point: Point) -> list[Fact]:
    """The chosen facts of a point of which another line already holds what they tell."""
    return [fact for fact in _labelled(facts, point) if fact.figure.activity == PART_OF_ACTIVITY]


def _labelled(facts: Iterable[Fact], point: Point) -> list[Fact]:
    return [
        fact for fact in facts if fact.point == point and fact.chosen and fact.figure.activity_label
    ]


def lines_by_activity(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The facts that tell of one thing of one activity at one point, whatever they call it.

    Money of the two promotion funds is told apart where each line names one of them.
    """
    groups: dict[Group, list[Fact]] = {}
    for fact in facts:
        figure = fact.figure
        if figure.activity in ("", PART_OF_ACTIVITY) or figure.measure in CONTROL_MEASURES:
            continue
        fund = "" if figure.fund in PROMOTION_FUNDS else figure.fund
        key = (figure.measure, fund, figure.activity, figure.beneficiary_type, figure.support)
        groups.setdefault((fact.point, key), []).append(fact)
    for lines in groups.values():
        by_fund: dict[str, list[Fact]] = {}
        for fact in lines:
            by_fund.setdefault(fact.figure.fund, []).append(fact)
        if by_fund.keys() <= {"national", "local"}:
            yield from by_fund.values()
        else:
            yield lines
