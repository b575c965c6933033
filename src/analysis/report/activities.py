"""Chapter II.2, money by activity: sentences, table, chart, the largest schemes, appendix II."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from analysis.book.book import needed
from analysis.book.printing import may_be_print
from analysis.checks.case import ROUNDING
from analysis.document.blocks import NOTHING, Block, Cell, Row, bullets, inlines, prose, quoted, row
from analysis.document.truth import holds
from analysis.report.activity_lines import COUNTERPART, best_told, is_listed, lines_of, other_lines
from analysis.report.numerals import bar
from analysis.report.parts import (
    DASH,
    NO_CHART,
    Drawn,
    bar_chart,
    heading,
    longest,
    ranked,
    status_tail,
    total,
)
from analysis.report.schemes import each, groups
from analysis.report.view import Here, Report, point_title
from analysis.values.facts import Fact, parts_of_activities
from analysis.values.indicators import contents_of
from analysis.values.schemes import KINDS_SHARE
from analysis.vocabulary import FUNDS, LABEL_CODES, PART_OF_ACTIVITY

PART = "thành phần, không cộng thêm"
UNALLOCATED = "Chưa phân bổ theo nội dung"
HELD = "Trong các nội dung trên (không cộng thêm)"
ROUNDED = (
    "Các nội dung đã nêu cộng lại không đúng bằng kinh phí khuyến công: chênh lệch {R03}, trong mức làm tròn của "
    "các số nguồn in (±{R03_lt})."
)
LEFT = "Còn {R03} kinh phí khuyến công nguồn chưa nêu theo nội dung"
IN_PRINT = "; số này nằm trong mức làm tròn của các số nguồn in (±{R03_lt})"


def text(report: Report) -> Block:
    """II.2: what the sources give by activity, and what they leave open."""
    here = best_told(report)
    if here is None:
        return prose(*_counterparts(report), *report.paragraphs(_elsewhere(report)))
    details = report.details
    plan = status_tail(here.status, "số ")
    gap = _gap(here)
    opening = f"Số liệu theo nội dung{plan} nêu tại {{@tbl-noi-dung}}."
    if here.known("A"):
        origin = "Các nguồn nêu"
        # a register of another status did not give these figures
        if details and details.status == here.status:
            origin = "Danh mục đề án có"
        is_beyond = here.known("R03") and here.number("R03") < 0
        share = "" if is_beyond else here.if_known(", chiếm {I21} kinh phí khuyến công")
        opening = (
            f"{origin} {{A}} kinh phí theo nội dung{plan}{share}; chi tiết tại {{@tbl-noi-dung}}."
        )
        # the activities of a register are all that it has
        if here.known("R03") and not here.number("R03") and details:
            opening = (
                f"Toàn bộ kinh phí khuyến công{plan} được phân theo nội dung tại {{@tbl-noi-dung}}."
            )
    blocks = report.paragraphs(here.text(opening))
    lines = lines_of(report, here)
    # a list of one line says no more than the table
    if len(lines) > 1:
        blocks.append(bullets([*map(report.sentence, lines), *other_lines(report, here)]))
    if gap < 0:
        blocks += report.paragraphs(here.stated(_beyond(report, here)))
    elif gap > 0:
        blocks += report.paragraphs(here.stated(f"{LEFT}{here.if_known(IN_PRINT)}."))
    else:
        blocks += report.paragraphs(here.told(ROUNDED))
    return prose(*blocks)


def lacking(report: Report) -> str:
    """What there is no figure of by activity, as a phrase; "" where there is one."""
    return "" if best_told(report) else "kinh phí và số đề án theo nội dung hoạt động"


def _counterparts(report: Report) -> Iterator[Block]:
    """Counterpart by activity where no table of the chapter stands: a form of results may have nothing else."""
    for here in report.headlines:
        facts = report.facts_with_activity(here)
        lines = [
            [quoted(fact.figure.activity_label), *report.sentence(f": {{{fact.id}}}.")]
            for fact in facts
            if fact.figure.measure == "amount"
        ]
        if lines:
            opening = f"Vốn đối ứng của cơ sở thụ hưởng{status_tail(here.status)} mà nguồn nêu:"
            yield from report.paragraphs(opening)
            yield bullets(lines)


def _elsewhere(report: Report) -> str:
    """Of a period without money and schemes by activity: what there is, and where it stands."""
    counted = chain.from_iterable(map(report.facts_with_activity, report.headlines))
    if any(fact.figure.measure != "amount" for fact in counted):
        return "Các số đếm theo nội dung hoạt động nêu tại {@pl-bieu}."
    every = chain.from_iterable(map(report.facts_with_activity, report.points))
    if any(fact.figure.fund != COUNTERPART for fact in every):
        return "Số liệu từng năm theo nội dung hoạt động nêu tại {@pl-bieu}."
    return ""


def _gap(here: Here) -> Fraction:
    """What the activities lack of kinh phí khuyến công, in đồng, below 0 where they come to more.

    0 where what lies between may be no more than print, and where it cannot be compared.
    """
    if not here.known("R03"):
        return Fraction(0)
    gap = here.number("R03")
    rounding = here.number(ROUNDING) if here.known(ROUNDING) else Fraction(0)
    return Fraction(0) if may_be_print(gap, rounding, here.number("P")) else gap


def _beyond(report: Report, here: Here) -> str:
    """Of activities that come to more than their whole: the sources contradict each other."""
    told = "Các nội dung đã nêu cộng lại không khớp với kinh phí khuyến công"
    if holds(report.book, here.id("A"), ">", here.id("P")):
        told = "Các nội dung đã nêu cộng lại {vượt: A > P} kinh phí khuyến công"
    return f"{told} mà nguồn in."


def chart(report: Report) -> Drawn:
    """Money by activity with the part that names no activity."""
    here = report.headline("A")
    if here is None:
        return NO_CHART
    left, names = [], {}
    if report.details:
        here, kinds = report.register, report.details.kinds
        bars = here.bars((kind.label, kind.id("P")) for kind in kinds)
        names["ty_le"] = KINDS_SHARE
    else:
        contents = contents_of(report.facts_with_activity(here))
        known = here.bars((parts[0].figure.activity_label, id_) for id_, parts in contents.items())
        # a form prints 0 where nothing was done
        bars = [bar for bar in known if bar.value]
        if _gap(here) > 0:
            left.append(bar(UNALLOCATED, here["R03"], report.printing, rest=True))
    if not bars:
        return NO_CHART
    return bar_chart(
        report.caption("Kinh phí khuyến công theo nội dung", here.status),
        "kinh phí theo nội dung",
        bars + left,
        report.money_unit,
        headline=report.headline_of("fig-noi-dung", here, names | ranked(bars), nhat=longest(bars)),
        largest_first=True,
    )


def largest(report: Report) -> Block:
    """II.2: the schemes with the most kinh phí khuyến công."""
    return each(report, report.details.largest, "Đề án có kinh phí khuyến công lớn")


PRINTED = """
    l Nội dung (như nguồn in)
    l Nguồn kinh phí
    r Số tiền (tiền)
    r Số đề án
"""


def table(report: Report) -> Block:
    """Money and schemes by activity as the sources print them, with what names no activity.

    A register gives them by kind of scheme; a scheme of several activities stays whole.
    """
    kinds = report.details.kinds
    if kinds:
        return groups(report, kinds, "Đề án theo nội dung", "Loại hình đề án")
    here = best_told(report)
    if here is None:
        return NOTHING
    facts = report.facts_with_activity(here)
    rows = _printed_rows(report, facts)
    if here.known("A"):
        rows.append(total(row("Cộng các nội dung đã nêu", "", here.cell("A"))))
        if here.known("R03"):
            if _gap(here) > 0:
                rows.append(row(UNALLOCATED, "", here.cell("R03")))
            rows.append(total(row("Kinh phí khuyến công", "", here.cell("P"))))
    held = _printed_rows(report, parts_of_activities(report.facts, here.point))
    if held:
        rows += [heading(HELD), *held]
    has_money = any(fact.figure.measure == "amount" for fact in facts)
    title = "Kinh phí theo nội dung" if has_money else "Đề án theo nội dung"
    return report.table(title, PRINTED, rows, here.status)


def _printed_rows(report: Report, printed: Sequence[Fact]) -> list[Row]:
    """A row an amount with its number of schemes, then the activities that have just a number."""
    facts = [fact for fact in printed if is_listed(fact)]
    amounts = [fact for fact in facts if fact.figure.measure == "amount"]
    number_of = {
        fact.figure.activity_label: fact for fact in facts if fact.figure.measure == "schemes"
    }
    rows = []
    # of no fund at all the column has nothing to print
    unstated = "" if any(fact.figure.fund for fact in facts) else DASH
    for fact in amounts:
        number = number_of.get(fact.figure.activity_label)
        ids = fact.id, number.id if number else ""
        rows.append(_printed(report, fact, unstated, *ids))
    # a source may print how many schemes an activity has without their money
    for fact in amounts:
        number_of.pop(fact.figure.activity_label, None)
    left = number_of.values()
    return rows + [_printed(report, fact, unstated, "", fact.id) for fact in left]


def _printed(report: Report, fact: Fact, unstated: str, *ids: str) -> Row:
    """The row of an activity; of a value without an id it has a dash, without a fund what is `unstated`."""
    figure = fact.figure
    fund = FUNDS[figure.fund].label if figure.fund else unstated
    return row(quoted(figure.activity_label), fund, *map(report.cell, ids))


BY_FUND = """
    l Nội dung
    r KCQG
    r KCĐP
    r Không tách nguồn, không nêu
    r KCĐP và đối ứng
"""
FUND_COLUMNS: Sequence[str] = ("national", "local", "promotion unstated", "local_counterpart")
COUNTERPART_COLUMN = "    r Đối ứng\n"
UNSTATED_NOTE = "Nội dung không có dòng là nội dung nguồn không nêu kinh phí. "


def appendix(report: Report) -> Block:
    """The annex of tables: money by activity and fund in the order of Điều 4, a group of rows a point."""
    found = []
    for here in report.points:
        facts = report.facts_with_activity(here) + parts_of_activities(report.facts, here.point)
        told = _told_counterpart(report, here, facts)
        amounts = [
            fact for fact in facts if fact.figure.measure == "amount" and fact.id not in told
        ]
        if amounts:
            found.append((here.point, amounts))
    layout, funds = BY_FUND, FUND_COLUMNS
    if any(fact.figure.fund == COUNTERPART for _, amounts in found for fact in amounts):
        layout, funds = BY_FUND + COUNTERPART_COLUMN, (*FUND_COLUMNS, COUNTERPART)
    rows: list[Row] = []
    for point, amounts in found:
        # actual figures of the own period alone need no heading: the caption names them
        if len(found) > 1 or point.status != "actual":
            rows.append(heading(point_title(report, point)))
        rows += _rows_by_fund(report, amounts, funds)
    caption = f"Kinh phí theo nội dung và nguồn{report.in_money}"
    return report.tabled(caption, layout, rows, UNSTATED_NOTE)


def _told_counterpart(report: Report, here: Here, facts: Sequence[Fact]) -> set[str]:
    """The ids of counterpart that is told elsewhere: of a register, and beside the money of models in the list."""
    told = {fact.id for fact in facts if fact.figure.fund == COUNTERPART and fact.figure.parts}
    own = best_told(report)
    is_listed = own is not None and own.point == here.point and not report.details
    if is_listed and here.known("M", "CM") and len(lines_of(report, here)) > 1:
        told |= {*needed(report.book, [here.id("CM")])}
    return told


def _rows_by_fund(report: Report, facts: Sequence[Fact], funds: Sequence[str]) -> list[Row]:
    printed: dict[str, dict[str, list[Fact]]] = {code: {} for code in (*LABEL_CODES, "")}
    for fact in facts:
        figure = fact.figure
        printed[figure.activity].setdefault(figure.activity_label, []).append(fact)
    rows = []
    for code, labels in printed.items():
        tail = ""
        if code == PART_OF_ACTIVITY:
            tail = f" ({PART})"
        for label, same in labels.items():
            rows.append(row(inlines(quoted(label), tail), *_by_fund(report, same, funds)))
    return rows


def _by_fund(report: Report, facts: Sequence[Fact], columns: Sequence[str]) -> list[Cell]:
    """The cells of the funds; a dash, which no id has, where the source states none."""
    cells = []
    for funds in columns:
        ids = [fact.id for fact in facts if fact.figure.fund in funds.split()]
        cells.append(report.cell(ids[0] if ids else ""))
    return cells
