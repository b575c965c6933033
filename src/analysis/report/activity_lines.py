"""What the sources tell of each activity of a period, a sentence an activity."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.book.book import needed
from analysis.document.blocks import Inline, quoted
from analysis.report.parts import status_tail
from analysis.report.view import Here, Report
from analysis.values.facts import Fact
from analysis.values.groups import support_of
from analysis.values.indicators import contents_of
from analysis.vocabulary import cells

COUNTERPART = "counterpart"
# What the table of the chapter lists; other counts by activity stand in appendix III.
LISTED = ("amount", "schemes")
# Of each activity its name and its sentence: the first of which all values are known.
LINES = cells("""
Mô hình trình diễn kỹ thuật, chuyển giao công nghệ | {M} kinh phí khuyến công, kèm theo {CM} vốn đối ứng của cơ sở.
Mô hình trình diễn kỹ thuật, chuyển giao công nghệ | {M} kinh phí khuyến công.
Ứng dụng máy móc, thiết bị tiên tiến | {DA_K} với {DV_K} thụ hưởng, kinh phí {K}.
Ứng dụng máy móc, thiết bị tiên tiến | {K}.
Phát triển sản phẩm công nghiệp nông thôn tiêu biểu | {S}.
Đào tạo nghề, truyền nghề, nâng cao tay nghề | {D}.
Nâng cao năng lực quản lý | {LOP} với {HV}; nguồn không nêu kinh phí.
""")
NO_MONEY = "nguồn không nêu kinh phí."
OF_NO_MONEY = ("ND2", "ND9")
# The values of the lines that have the money of an activity.
TOLD_MONEY = ("M", "K", "S", "D")


def best_told(report: Report) -> Here | None:
    """The edition's own period in the best status of which money or schemes are told by activity."""
    for here in report.headlines:
        if any(map(is_listed, report.facts_with_activity(here))):
            return here
    return None


def is_listed(fact: Fact) -> bool:
    """Whether the table of the chapter has the figure; counterpart is no fund of it."""
    return fact.figure.measure in LISTED and fact.figure.fund != COUNTERPART


def lines_of(report: Report, here: Here) -> list[str]:
    """A template an activity.

    A register's kinds of schemes take their place, most support first.
    """
    details = report.details
    if not details:
        tail = status_tail(here.status)
        known: dict[str, str] = {}
        others = {parts[0].figure.activity for parts in _others(report, here).values()}
        for label, told in LINES:
            if here.if_known(told) and not (told.endswith(NO_MONEY) and others & set(OF_NO_MONEY)):
                known.setdefault(label, here.text(f"{label}{tail}: {told}"))
        return [*known.values()]
    tail = status_tail(details.status)
    kinds = sorted(details.kinds, key=lambda kind: support_of(kind.schemes).sum(), reverse=True)
    return [f"{kind.label}{tail}: {{{kind.id('DA')}}}, {{{kind.id('P')}}}." for kind in kinds]


def _others(report: Report, here: Here) -> dict[str, list[Fact]]:
    """The contents of which no line tells the money, by the id of their whole."""
    told = [here.id(name) for name in TOLD_MONEY if here.known(name)]
    covered = {*needed(report.book, told)}
    contents = contents_of(report.facts_with_activity(here))
    return {
        id_: parts
        for id_, parts in contents.items()
        if covered.isdisjoint((id_, *(part.id for part in parts)))
    }


def other_lines(report: Report, here: Here) -> Iterator[list[Inline]]:
    """A line for each content that has none of its own, by the words of its source; none beside a register."""
    if report.details:
        return
    tail = status_tail(here.status)
    for id_, parts in _others(report, here).items():
        if report.book[id_].value:
            label = quoted(parts[0].figure.activity_label)
            yield [label, *report.sentence(f"{tail}: {{{id_}}}.")]
