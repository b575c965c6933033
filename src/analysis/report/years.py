"""Chapter II.5, years: the series, its chart, and what changed against the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, product

from analysis.book.points import Point
from analysis.charts.drawn import draw_panels
from analysis.charts.shown import PanelBar
from analysis.definitions.provinces import across_reform, province_of
from analysis.document.blocks import (
    NO_DATA,
    NOTHING,
    Block,
    Inline,
    figure_block,
    period,
    row,
)
from analysis.language.spelling import vietnamese_order
from analysis.report.compared import (
    OF_NOTHING,
    bounded_change,
    change_cell,
    compared_table,
    is_from_nothing,
    is_planned,
    rate_cell,
)
from analysis.report.numerals import status_of, value_text, with_unit
from analysis.report.parts import (
    DASH,
    DASH_NOTE,
    MOST_SAID,
    NO_CHART,
    Drawn,
    capital,
    listing,
    said_before,
    small,
    status_text,
)
from analysis.report.view import Report
from analysis.values.changes import LABELS, NAMES, pairs_of
from analysis.values.facts import STATUS_ORDER


def text(report: Report) -> Block:
    """II.5: the years, or, for one year, its change against the year before."""
    edition = report.edition
    inner = _inner_periods(report)
    if edition.has_year_before:
        changes = [_change(report, name) for name in NAMES[:5] if report.known(f"{name}_chenh")]
        if changes:
            told = f"So với {said_before(edition)}{_base(report)}: {'; '.join(changes)}."
            return report.prose(f"{told} Chi tiết tại {{@tbl-thay-doi}}.", *inner)
        planned = "Kế hoạch và thực hiện nêu tại {@tbl-thay-doi}." if is_planned(report) else ""
        alone = ""
        if edition.is_part:
            alone = "Kỳ báo cáo là một phần của năm nên không so sánh với số liệu của cả năm."
        return report.prose(planned, alone, *inner, _break(report))
    changed = ""
    if any(report.known(f"P_chenh{now}") for _, _, now in pairs_of(edition)):
        changed = "Thay đổi so với năm trước nêu tại {@tbl-thay-doi}."
        if base := _base(report):
            changed += f" Số của các năm trước [[ngày 01/7/2025]] là số{base}."
    if not report.years:
        return report.prose(*inner, changed)
    return report.prose(_covered(report), *inner, changed, _break(report))


def lacking(report: Report) -> str:
    """What a report of several years has no figure of, as a phrase; "" where it has one."""
    edition = report.edition
    if edition.has_year_before or report.years:
        return ""
    return "kinh phí từng năm"


def _base(report: Report) -> str:
    """Of which provinces of before the base of a change across the reform is the sum; '' without such a change."""
    province = province_of(report.edition)
    crossed = [
        now
        for year, _, now in pairs_of(report.edition)
        if across_reform(year - 1, year)
        and any(report.known(f"{name}_chenh{now}") for name in NAMES)
    ]
    if province is None or len(province.parts) < 2 or not crossed:
        return ""
    names = listing(sorted(province.parts, key=vietnamese_order))
    return f" của {names} trước sắp xếp cộng lại"


def _break(report: Report) -> str:
    """Why nothing is compared across the reform of provinces; nothing where all may be."""
    if not report.clean.is_broken:
        return ""
    return (
        "Ranh giới cấp tỉnh thay đổi từ [[ngày 01/7/2025]]. Báo cáo không so sánh số liệu trước và sau ngày đó,"
        " vì chưa có số liệu nêu rõ và đủ cùng một địa bàn ở cả hai bên."
    )


def _change(report: Report, name: str) -> str:
    """How a figure moved; the sizes have no sign, since the word has it."""
    label = small(LABELS[name])
    change = report.book[f"{name}_chenh"]
    if bounded := bounded_change(report, name):
        return f"{label} {bounded}"
    # between estimates neither the direction nor the size is sure
    if change.bound != "exact":
        return f"{label} chênh lệch {{{name}_chenh}}"
    if not change.value:
        return f"{label} {{không đổi: {name}_chenh = 0}}"
    rate = f" ({{{name}_ty_le}})" if report.known(f"{name}_ty_le") else ""
    return f"{label} {{tăng|giảm: {name}_chenh}} {{{name}_muc}}{rate}"


def _covered(report: Report) -> str:
    """Which years have figures, in which status, and which have none."""
    actual, planned, gaps = [], [], []
    statuses: list[str] = []
    for year, here in report.by_year.items():
        own = [at.status for at in here]
        # of a year with several statuses the actual one counts
        if "actual" in own:
            actual.append(year)
        elif own:
            planned.append(year)
            statuses += own
        else:
            gaps.append(year)
    # a report of nothing but plans says in each year what it has
    told = ""
    if report.status == "actual":
        told = "Không năm nào có số thực hiện."
    if actual:
        told = f"Số thực hiện có ở {_marked(actual)}."
    if planned:
        words = map(status_text, dict.fromkeys(statuses))
        told += f" {_marked(planned, 'Năm')} chỉ có số {' hoặc '.join(words)}."
    if gaps:
        told += f" Không có số liệu {_marked(gaps)}."
    else:
        told += " Mọi năm của kỳ đều có số liệu."
    blank = ", năm không có số liệu thì để trống" if gaps else ""
    return f"{told.lstrip()} Chi tiết tại {{@tbl-theo-nam}}; {_apart(report)}{blank}."


def _apart(report: Report) -> str:
    if report.status == "actual":
        return "kế hoạch và thực hiện không cộng chung"
    return "số ở các tình trạng khác nhau không cộng chung"


def _marked(years: Sequence[int], word: str = "năm") -> str:
    """The years in words, marked as periods and not as values."""
    return f"[[{word} {listing(list(map(str, years)))}]]"


INNER = ("kinh phí khuyến công {P}", "vốn đối ứng {C}", "{DA}")


# Of a part of a year the funds too: no table of the years has a row for it.
INNER_FUNDS = ("KCQG {Q}", "KCĐP {L}")


def _inner_periods(report: Report) -> list[str]:
    """A sentence a period of several years, or a part of a year, inside the edition's own."""
    texts = []
    for here in report.points:
        point = here.point
        # these have a chapter or a row of their own
        if point.is_headline or point.is_year or point.is_before:
            continue
        words: Sequence[str] = INNER
        if point.is_part:
            words = (*INNER_FUNDS, *INNER)
        parts = list(filter(here.if_known, words))
        if parts:
            told = f"Riêng [[{point.period_noun}]], nguồn công bố {listing(parts)}"
            use = "các số này chỉ dùng để đối chiếu"
            if point.is_part:
                use = "các số này không cộng vào và không so với số của cả năm"
            texts.append(here.stated(f"{told}; {use}."))
    return texts


SERIES = """
    c Năm
    l Tình trạng
    r KCQG
    r KCĐP
    r Kinh phí khuyến công
    r Đối ứng
    r Số đề án
"""


def table(report: Report) -> Block:
    """Funds by year and status; a year without any figure is a row that says so."""
    if not report.years:
        return NOTHING
    rows = []
    for year, here in report.by_year.items():
        told = [row(period(year), status_text(at.status), *at.cells("Q L P C DA")) for at in here]
        rows += told or [row(period(year), NO_DATA, *[DASH] * 5)]
    note = f"{capital(_apart(report))}. "
    if report.clean.is_broken:
        note += BREAK_NOTE
    return report.table("Kinh phí theo năm", SERIES, rows, unit=report.in_money, note=note)


BREAK_NOTE = (
    "Các năm trước và sau ngày sắp xếp đơn vị hành chính cấp tỉnh không so sánh được với nhau. "
)
# Of each fund its name in a chart and its input.
PANELS = (("KCQG", "Q"), ("KCĐP", "L"), ("Kinh phí khuyến công", "P"), ("Vốn đối ứng", "C"))
FUND_NAMES = {name: label for label, name in PANELS}
PARTS_OF_SUPPORT = ("Q", "L")
# Of which fund the headline speaks, the first with two years.
TOLD_FIRST = ("P", "L", "Q")


def chart(report: Report) -> Drawn:
    """The funds over the years, a panel each and a row a year and status."""
    bars = list(chain.from_iterable(_panel(report, *panel) for panel in _panels(report)))
    known = [bar for bar in bars if bar.id]
    if len(known) <= MOST_SAID:
        return NO_CHART
    title = "Kinh phí theo nguồn và năm"
    if report.clean.is_broken:
        title += " (trước và sau sắp xếp cấp tỉnh không so sánh được)"
    told = [f"{bar.panel}, {bar.row}: {with_unit(bar.text, report.money_unit)}" for bar in known]
    block = figure_block(
        report.caption(title, _shared_status(report) or "actual"),
        f"Biểu đồ thanh ngang theo nguồn và năm. {'; '.join(told)}.",
        [bar.id for bar in known],
        DASH_NOTE if len(known) < len(bars) else "",
        _headline(report),
    )
    return Drawn(block, partial(draw_panels, bars, report.money_unit))


def _panels(report: Report) -> list[tuple[str, str]]:
    """The funds known of two years or statuses at least, with their names.

    A whole with more of them than a part stands for that part; else its parts stand for it.
    """
    number = {name: sum(here.known(name) for here in report.years) for _, name in PANELS}
    whole = number["P"] > min(number[name] for name in PARTS_OF_SUPPORT)
    left_out = [name for name in PARTS_OF_SUPPORT if number[name] < number["P"]]
    if not whole:
        left_out = ["P"]
    return [(label, name) for label, name in PANELS if number[name] > 1 and name not in left_out]


def _panel(report: Report, label: str, name: str) -> Iterator[PanelBar]:
    """A bar a year and status; where there is no figure it stays a gap: neither zero nor interpolated."""
    shared = _shared_status(report)
    for year, found in report.by_year.items():
        for here in found:
            row = str(year) if shared else f"{year}, {status_text(here.status)}"
            if here.known(name):
                value = here[name]
                text = value_text(value, here.printing)
                yield PanelBar(row, label, value.value, text, value.id, status_of(value))
            else:
                yield PanelBar(row, label, None)
        if not found:
            yield PanelBar(str(year), label, None)


def _shared_status(report: Report) -> str:
    """The status of all years; "" where they have several."""
    statuses = {here.status for here in report.years}
    return statuses.pop() if len(statuses) == 1 else ""


def _headline(report: Report) -> list[Inline]:
    """How a fund moved from its first year to its last, in the best status of which two years are known."""
    if report.clean.is_broken:
        return []
    for status, name in product(STATUS_ORDER, TOLD_FIRST):
        known = [here for here in report.years if here.status == status and here.known(name)]
        if len(known) < 2:
            continue
        first, last = known[0], known[-1]
        names = {
            "dau": first[name].id,
            "cuoi": last[name].id,
            "đầu": first.point.period.period_noun,
            "cuối": last.point.period.period_noun,
        }
        whole = report.at(Point.whole(report.edition, status))
        return report.headline_of("fig-theo-nam", whole, names, nguon=FUND_NAMES[name])
    return []


CHANGES_NOTE = (
    "Chênh lệch là số năm nay trừ số năm trước, tính trước khi làm tròn; "
    "chỉ so sánh số thực hiện của hai năm liền nhau. "
)
CHANGES = """
    c Năm
    l Số liệu
    r Năm trước
    r Năm nay
    r Chênh lệch
    r Tỷ lệ (%)
"""


def changes_table(report: Report) -> Block:
    """Actual figures against the plan and the year before: a row a figure, of several years a row a figure and year."""
    if report.edition.has_year_before:
        return compared_table(report)
    rows = []
    note = CHANGES_NOTE
    whole = report.at(Point.whole(report.edition))
    for year, before, now in pairs_of(report.edition):
        for name in NAMES:
            change = f"{name}_chenh{now}"
            if report.known(change):
                cells = whole.cells(f"{name}{before} {name}{now}")
                moved = change_cell(report, change, f"{name}_do_lon{now}")
                rate = rate_cell(report, name, before, now)
                rows.append(row(period(year), LABELS[name], *cells, moved, rate))
                if is_from_nothing(report, name, before, now):
                    note = f"{CHANGES_NOTE}{capital(OF_NOTHING)}. "
    unit = f" (tiền tính bằng {report.money_unit})"
    return report.table("Thay đổi so với năm trước", CHANGES, rows, unit=unit, note=note)
