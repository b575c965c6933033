"""One edition as the report sees it, and the values at one of its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from analysis.book.book import Book, Value
from analysis.book.points import At, Point
from analysis.book.printing import PRINTED_IN, Printing, rounded
from analysis.charts.shown import Bar
from analysis.checks.case import Check
from analysis.definitions.indicators import Definitions, load_definitions
from analysis.definitions.provinces import CITIES
from analysis.definitions.summary import load_headlines
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Inline,
    Row,
    Text,
    amount,
    columns,
    inlines,
    number,
    padded,
    paragraph,
    prose,
    sentence,
    table_block,
    unit_name,
)
from analysis.edition import UNNAMED, Edition
from analysis.errors import StatementError
from analysis.figures.figure import Figure
from analysis.figures.places import name_says_its_kind
from analysis.language.marks import renamed
from analysis.parameter_reader import DEFAULT_UNIT, MoneyUnit
from analysis.report.numerals import bar, breakable, cell
from analysis.report.parts import (
    capital,
    dash,
    dash_note,
    filled,
    left_out_note,
    small,
    stated,
    status_tail,
)
from analysis.stages.processed import Clean, read_clean, read_indicators, read_narrative
from analysis.values.chosen import facts_of
from analysis.values.facts import STATUS_ORDER, Fact, by_activity, points_of
from analysis.values.groups import Details, details_of
from analysis.vocabulary import STATUS_SUFFIX

ALL_OF_IT = 100
MONEY_MARK = "(tiền)"
"""What stands in the heads of columns for the unit of money."""


@dataclass(frozen=True)
class Here(At):
    """The values at a point by plain names, as sentences and tables print them."""

    printing: Printing

    @property
    def status(self) -> str:
        """The status of the point."""
        return self.point.status

    def found(self, name: str) -> Value | None:
        """A value that is known here, else None."""
        return self[name] if self.known(name) else None

    def cell(self, name: str) -> Cell:
        """A value in a table; a dash without one."""
        found = self.found(name)
        return dash() if found is None else cell(found, self.printing)

    def cells(self, names: str) -> list[Cell]:
        """The cells of several values, their names apart by a blank."""
        return [self.cell(name) for name in names.split()]

    def bars(self, parts: Iterable[tuple[str, str]]) -> list[Bar]:
        """A bar for each label and name of a value that is known here."""
        return [bar(label, self[name], self.printing) for label, name in parts if self.known(name)]

    def if_known(self, template: str) -> str:
        """A template or a part of one; nothing where it needs a value that is not known here."""
        names: list[str] = []

        def needed(name: str) -> str:
            names.append(name)
            return name

        renamed(template, needed)
        return template if self.known(*names) else ""

    def stated(self, template: str) -> str:
        """A template with the ids of this point.

        It names the status unless the values are actual.
        """
        return stated(self.status, self.text(template))

    def told(self, template: str) -> str:
        """As `stated`; nothing where it needs a value that is not known here."""
        return self.stated(template) if self.if_known(template) else ""


@dataclass(frozen=True)
class Report:
    """Everything that tables, charts and sentences are made from."""

    clean: Clean
    figures: list[Figure]
    book: Book
    checks: list[Check]
    definitions: Definitions
    money: MoneyUnit = DEFAULT_UNIT

    @cached_property
    def printing(self) -> Printing:
        """How the report prints its values."""
        return Printing(self.book, PRINTED_IN[self.money])

    @property
    def money_unit(self) -> str:
        """The unit of all money of the report."""
        return self.printing.money.unit

    @property
    def in_money(self) -> str:
        """What a caption adds where all numbers below it are money."""
        return f" ({self.money_unit})"

    @property
    def edition(self) -> Edition:
        """The place and period that the report is about."""
        return self.clean.edition

    @cached_property
    def facts(self) -> list[Fact]:
        """What the sources say at each point, with the rivals of every conflict."""
        return facts_of(self.figures, self.edition, self.definitions, self.clean.readings)

    @cached_property
    def points(self) -> list[Here]:
        """The values at each period and status that has figures, the edition's own period first."""
        return [self.at(point) for point in points_of(self.figures, self.edition)]

    @cached_property
    def headlines(self) -> list[Here]:
        """The values of the edition's own period, the best status first; none that stands apart.

        Nor what is only left to do beside done schemes: it would stand for the whole.
        """
        return [
            here
            for here in self.points
            if here.point.is_headline
            and not here.point.is_apart
            and not self.is_left_over(here.status)
        ]

    @cached_property
    def years(self) -> list[Here]:
        """The values of each year of an edition of several years."""
        return [here for here in self.points if here.point.is_year and not here.point.is_apart]

    @cached_property
    def status(self) -> str:
        """The best status of the edition's own period and of its years; empty without any."""
        # the year before, and a part of the year, say nothing of what the report is about
        points = [fact.point for fact in self.facts if fact.chosen]
        found = {
            point.status
            for point in points
            if (point.is_headline or point.is_year) and not point.is_apart
        }
        return next((status for status in STATUS_ORDER if status in found), "")

    @cached_property
    def by_year(self) -> dict[int, list[Here]]:
        """The values of each year in its statuses, the best first; none of a year without figures."""
        found = defaultdict[int, list[Here]](list)
        for here in self.years:
            found[here.point.year_from].append(here)
        return {year: found[year] for year in self.edition.years}

    @cached_property
    def details(self) -> Details:
        """The schemes of the registers, as far as they speak for the edition."""
        return details_of(self.clean.listed, self.edition, self.clean.norms)

    @property
    def place_text(self) -> str:
        """The place as a sentence names it: 'tỉnh Bình Định', 'thành phố Cần Thơ', 'cả nước'."""
        name = self.clean.place_name
        if name == UNNAMED:
            return "tỉnh [tên tỉnh]"
        if name_says_its_kind(name):
            return small(name)
        return f"thành phố {name}" if name in CITIES else f"tỉnh {name}"

    @property
    def period_text(self) -> str:
        """The period as a sentence names it: 'năm 2023', 'giai đoạn 2012-2022', '9 tháng đầu năm 2025'."""
        return self.edition.period_noun

    @cached_property
    def register(self) -> Here:
        """The values of the register's schemes."""
        return self.at(self.details.point)

    def at(self, point: Point) -> Here:
        """The values of a point by the names that sentences use."""
        return Here(self.book, point, self.printing)

    def known(self, *ids: str) -> bool:
        """True when every value is there."""
        return all(map(self.book.known, ids))

    def same_status(self, *ids: str) -> bool:
        """True when the values are known in one status: a sentence may set them side by side."""
        return self.known(*ids) and len({self.book[id_].status for id_ in ids}) == 1

    def headline(self, *names: str) -> Here | None:
        """The edition's own period in the best status at which one of the values is known."""
        for here in self.headlines:
            if any(map(here.known, names)):
                return here
        return None

    def is_left_over(self, status: str) -> bool:
        """Whether schemes of a status are those that a register has left beside done ones, and no plan of these."""
        left = "DA" + STATUS_SUFFIX[status]
        return left != "DA" and self.known("DA", left) and not self.known("DA_so_kh")

    def facts_with_activity(self, here: Here) -> list[Fact]:
        """The chosen facts of a point that name an activity, in the order of the source."""
        return by_activity(self.facts, here.point)

    def cell(self, id_: str) -> Cell:
        """A value in a table; a dash when the book has no such value."""
        return cell(self.book[id_], self.printing) if self.known(id_) else dash()

    def exact_cell(self, id_: str) -> Cell:
        """A value in a technical table, with all its digits; a dash when the book has no such value."""
        if not self.known(id_):
            return dash()
        return breakable(number(self.book[id_], self.printing.exact))

    def exact_amount(self, id_: str) -> Cell:
        """A value with all its digits and its unit."""
        return amount(self.book[id_], self.printing.exact)

    def unit_of(self, id_: str) -> Inline:
        """The unit in which technical tables print a value."""
        return unit_name(self.printing.unit(self.book[id_]))

    def measured(self, id_: str) -> tuple[Cell, Inline]:
        """A value and its unit in two cells of a table; a dash when the book has no such value."""
        value = self.book[id_]
        if not self.known(id_):
            return dash(), self.unit_of(id_)
        shown = self.printing.shown(value)
        return breakable(number(value, self.printing.shown)), unit_name(shown.unit)

    def sentence(self, template: str, **quotes: str) -> list[Inline]:
        """The inlines of a template over ids; `quotes` are texts of raw cells by name."""
        return sentence(template, self.book, self.printing.shown, **quotes)

    def headline_of(
        self, chart: str, here: Here, names: Mapping[str, str], **quotes: str
    ) -> list[Inline]:
        """The first of the sentences for a chart whose values are known and whose words are true.

        `names` are those of its own bars, `quotes` texts by name. It names the status unless the
        values are actual. Nothing where no sentence is true.
        """
        for template in load_headlines()[chart]:
            told = here.if_known(renamed(template, lambda name: names.get(name, name)))
            for name, text in names.items():
                told = told.replace(f"[[{name}]]", f"[[{text}]]")
            if not told:
                continue
            try:
                return self.sentence(here.text(told) + status_tail(here.status), **quotes)
            except StatementError:
                continue
        return []

    def caption(self, title: str, status: str = "actual", unit: str = "") -> str:
        """A caption with the period, the status where it is not actual, and the unit."""
        return f"{title}, {self.edition.period_text}{status_tail(status)}{unit}"

    def table(
        self,
        title: str,
        layout: str | Sequence[Column],
        rows: Sequence[Row],
        status: str = "actual",
        *,
        unit: str = "",
        note: Text = "",
    ) -> Block:
        """A table whose caption names the period."""
        return self.tabled(self.caption(title, status, unit), layout, rows, note)

    def tabled(
        self,
        caption: str,
        layout: str | Sequence[Column],
        rows: Sequence[Row],
        note: Text = "",
        *,
        lacking: str = "",
    ) -> Block:
        """A table without empty rows and columns; its note also tells of them and what a dash means."""
        heads = self.in_unit(layout)
        made = filled(heads, padded(rows, len(heads)))
        notes = inlines(note, left_out_note(made.left_out), dash_note(made.rows))
        return table_block(caption, made.columns, made.rows, notes, lacking=lacking)

    def rounding_note(self, here: Here, names: Sequence[str]) -> str:
        """What is said of shares of one whole whose prints do not add up to it."""
        values = [here[name] for name in names if here.known(name)]
        whole = sum(value.value or 0 for value in values)
        printed = sum(rounded(self.printing.shown(value)) for value in values)
        if whole != ALL_OF_IT or printed == whole or any(v.bound != "exact" for v in values):
            return ""
        return "Các tỷ lệ cộng lại không đúng một trăm phần trăm là do làm tròn. "

    def in_unit(self, layout: str | Sequence[Column]) -> Sequence[Column]:
        """The columns of a table, the unit of money in the place of its mark."""
        if isinstance(layout, str):
            layout = columns(layout)
        return [
            column._replace(head=column.head.replace(MONEY_MARK, self.in_money.strip()))
            for column in layout
        ]

    def paragraphs(self, *templates: str) -> list[Block]:
        """A paragraph a template, none for an empty one."""
        return [paragraph(self.sentence(template)) for template in filter(None, templates)]

    def prose(self, *templates: str) -> Block:
        """Running text, a paragraph a template."""
        return prose(*self.paragraphs(*templates))


def point_title(report: Report, point: Point) -> str:
    """A point as the heading of rows: 'Năm 2021, kế hoạch', of actual figures their period alone."""
    status = point.label.strip(" ()")
    if point.is_headline:
        status = ", ".join(filter(None, (report.period_text, status)))
    return capital(status)


def load_report(folder: Path, money: MoneyUnit = DEFAULT_UNIT) -> Report:
    """The edition whose processed data lie in `folder`, with the unit of all its money."""
    figures, clean = read_clean(folder)
    book, checks = read_indicators(folder)
    clean = replace(clean, narrative=read_narrative(folder))
    return Report(clean, figures, book, checks, load_definitions(), money)
