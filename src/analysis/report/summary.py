"""The summary at the head of the report: a few key figures, chosen by `summary.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.definitions.summary import Message, load_summary
from analysis.document.blocks import NOTHING, Block, Inline, bold, bullets, inlines, plain, prose
from analysis.report import reconciliation
from analysis.report.parts import capital, said_before, status_tail
from analysis.report.view import Here, Report


def text(report: Report) -> Block:
    """Each message with its figure in bold; nothing where no message has its figure."""
    summary = load_summary()
    # where the sources give nothing for the whole period, the last year stands for it by its name
    for points in (report.headlines, *reversed(report.by_year.values())):
        known = list(_known(points, summary.messages))[: summary.most]
        if known:
            return prose(bullets(_told(report, message, here) for message, here in known))
    return NOTHING


SMALLEST = 0.8
"""The charts of the summary are not drawn smaller than this: their letters stay readable."""
ROOM = 440.0
"""What the messages leave of the page of the summary in points, at their longest."""
NAMES = 90.0
"""What the headline, the caption and the notes of a chart take of it."""


def charts_of(heights: Mapping[str, float]) -> list[str]:
    """The ids of the charts that go with the summary: of those that the report has the first for which there is room.

    `heights` are those of the report's charts in points.
    """
    summary = load_summary()
    chosen: list[str] = []
    room = ROOM
    for id_ in filter(heights.__contains__, summary.charts):
        needed = SMALLEST * heights[id_] + NAMES
        if needed <= room and len(chosen) < summary.most_charts:
            chosen.append(id_)
            room -= needed
    return chosen


def _known(points: Iterable[Here], messages: Iterable[Message]) -> Iterator[tuple[Message, Here]]:
    """The messages that have their figure, each at the first of the points that has it."""
    for message in messages:
        for here in points:
            if here.if_known(message.figure) and _first(here, message.says):
                yield message, here
                break


def _told(report: Report, message: Message, here: Here) -> list[Inline]:
    says = _first(here, message.says)
    if not here.point.is_headline:
        says += f" [[{here.point.period.period_noun}]]"
    if tail := status_tail(here.status):
        # one pair of brackets is enough
        says = f"{says[:-1]}, {tail[2:]}" if says.endswith(")") else says + tail
    details = _first(here, message.details)
    if details and _adds_up(here, message.adds_up):
        says += f": {details}"
    compared = [says, *_compared(message.compare, here)]
    figure = report.sentence(here.text(message.figure))
    # the word of a bound comes before its number
    if figure[0]["t"] == "s":
        figure[0] = plain(capital(figure[0]["s"]))
    text = inlines(bold(figure), " ", report.sentence(f"{'; '.join(compared)}."))
    return inlines(text, reconciliation.beside(report, text))


def _adds_up(here: Here, names: Sequence[str]) -> bool:
    """Whether the first of some values, all known, is the sum of the others; so are no values."""
    whole, *parts = map(here.number, names) if names else (0,)
    return not parts or whole == sum(parts)


def _first(here: Here, templates: Iterable[str]) -> str:
    """The first template whose values are all known, with the ids of the point."""
    for template in templates:
        if here.if_known(template):
            return here.text(template)
    return ""


def _compared(name: str, here: Here) -> Iterator[str]:
    """How a figure of what was done stands against its plan and against the year before."""
    if not name:
        return
    if here.known(f"{name}_so_kh"):
        yield here.text(f"bằng {{{name}_so_kh}} kế hoạch")
    change = here.found(f"{name}_chenh")
    # between estimates not even the direction is sure
    if change is None or change.bound != "exact" or not here.known(f"{name}_ty_le"):
        return
    before = said_before(here.point.period)
    if change.value:
        yield here.text(f"{{tăng|giảm: {name}_chenh}} {{{name}_ty_le}} so với {before}")
    else:
        yield here.text(f"{{không đổi: {name}_chenh = 0}} so với {before}")
