"""The charts of an edition: which values go into which chart, with caption and alt text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis import charts
from analysis.document import Block, figure, named, number, plain, prose
from analysis.facts import Point
from analysis.indicators import TYPE_SHARES, without_parts
from analysis.report import Report
from analysis.scheme_groups import Details
from analysis.table_parts import MONEY, headline_point, known_at, status_tail
from analysis.trace import Value, show
from analysis.vocabulary import BENEFICIARIES, BENEFICIARY_TYPES, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawn:
    """A chart with its block, or, without data, a block that says so and no chart."""

    block: Block
    figure: Figure | None = None


NOTHING = Drawn(prose([]))
"""In the place of a chart whose absence the text beside it tells."""


def _bar(label: str, value: Value, share: Value | None = None) -> charts.Bar:
    unit = MONEY if value.unit == "đồng" else None
    note = charts.Label(f"{show(share, None, 2).text}%", share.id, share.bound) if share is not None else None
    return charts.Bar(
        label,
        value.value or Fraction(0),
        show(value, unit).text,
        value.id,
        value.bound,
        share=note,
        qualifier=value.word,
    )


def _spoken(bars: Sequence[charts.Bar], unit: str) -> str:
    """The values of a chart in words, for those who cannot see it."""
    return "; ".join(f"{bar.label}: {bar.text} {unit}" for bar in bars) + "."


def funds(report: Report) -> Drawn:
    """Structure of funds: KCQG, KCĐP and counterpart with their shares of the total."""
    point = headline_point(report, ("Q", "L", "C"))
    names = [("KCQG", "Q", "I03"), ("KCĐP", "L", "I04"), ("Vốn đối ứng", "C", "I05")]
    suffix = point.suffix(report.edition) if point else ""
    known = [(label, name, share) for label, name, share in names if point and report.known(name + suffix)]
    if point is None or len(known) < 2:
        return NOTHING
    whole = len(known) == len(names)
    bars = [
        _bar(
            label, report.book[name + suffix], report.book[share] if whole and known_at(report, point, share) else None
        )
        for label, name, share in known
    ]
    caption = f"Cơ cấu nguồn kinh phí, {report.period_text}{status_tail(point)}"
    alt = f"Biểu đồ thanh ngang về nguồn kinh phí. {_spoken(bars, MONEY)}"
    return Drawn(figure(named(caption), alt), charts.plot_structure(bars, MONEY))


def leverage(report: Report) -> Drawn:
    """Counterpart for one đồng of support: in all, in demonstration models, outside them."""
    names = [("Mô hình trình diễn", "I26"), ("Chung", "I10"), ("Ngoài mô hình trình diễn", "I28")]
    headlines = [point for point in report.points if point.is_headline(report.edition)]
    at = {point: [(label, id_) for label, id_ in names if known_at(report, point, id_)] for point in headlines}
    point = next((point for point, known in at.items() if len(known) > 1), None)
    if point is None:
        return NOTHING
    bars = [_bar(label, report.book[id_]) for label, id_ in at[point]]
    caption = f"Hệ số huy động đối ứng, {report.period_text}{status_tail(point)}"
    unit = "đồng đối ứng trên một đồng hỗ trợ"
    alt = f"Biểu đồ thanh ngang về hệ số huy động đối ứng. {_spoken(bars, unit)}"
    return Drawn(figure(named(caption), alt), charts.plot_leverage(bars, unit))


def activities(report: Report) -> Drawn:
    """Money by activity with the part that names no activity."""
    point = next(
        (p for p in report.points if p.is_headline(report.edition) and report.known("A" + p.suffix(report.edition))),
        None,
    )
    if point is None:
        return NOTHING
    suffix = point.suffix(report.edition)
    if report.details is not None:
        bars = [
            _bar(group.label, report.book[group.id("P")])
            for group in report.details.kinds
            if report.known(group.id("P"))
        ]
        return _activity_chart(report, report.details, bars, None)
    facts = [
        f
        for f in report.facts_with_activity(point)
        if f.figure.measure == "amount" and f.figure.fund in ("national", "local", "promotion", "unstated")
    ]
    bars = [_bar(fact.figure.activity_label, report.book[fact.id]) for fact in without_parts(facts)]
    rest = report.book["R03" + suffix] if report.known("R03" + suffix) else None
    left = _bar("Chưa phân bổ theo nội dung", rest) if rest is not None and (rest.value or 0) > 0 else None
    return _activity_chart(report, point, bars, left)


def _activity_chart(report: Report, of: Point | Details, bars: Sequence[charts.Bar], left: charts.Bar | None) -> Drawn:
    caption = f"Kinh phí khuyến công theo nội dung, {report.period_text}{status_tail(of)}"
    alt = f"Biểu đồ thanh ngang về kinh phí theo nội dung. {_spoken([*bars, *([left] if left else [])], MONEY)}"
    block = figure(named(caption), alt)
    block["drawn"] = [number(report.book[bar.id]) for bar in bars]  # no table prints these, so the trace asks here
    return Drawn(block, charts.plot_activities(bars, left, MONEY))


def beneficiaries(report: Report) -> Drawn:
    """Beneficiaries by type with their shares."""
    point = headline_point(report, ("N",))
    suffix = point.suffix(report.edition) if point else ""
    known = [code for code in BENEFICIARY_TYPES if point and report.known(f"n_{code}{suffix}")]
    if point is None or not known:
        return NOTHING
    bars = [
        _bar(
            BENEFICIARIES[code].label,
            report.book[f"n_{code}{suffix}"],
            report.book[TYPE_SHARES[code]] if known_at(report, point, TYPE_SHARES[code]) else None,
        )
        for code in known
    ]
    caption = f"Cơ sở thụ hưởng theo loại hình, {report.period_text}{status_tail(point)}"
    alt = f"Biểu đồ thanh ngang về cơ sở thụ hưởng. {_spoken(bars, 'cơ sở')}"
    return Drawn(figure(named(caption), alt), charts.plot_beneficiaries(bars, "cơ sở"))


def readings(report: Report) -> Drawn:
    """Indicators that rest on a reading of the source, under both readings."""
    rows = []
    for reading in report.clean.readings:
        for id_ in ("I26", "I28", "I21", "I23", "I33b"):
            other = f"{id_}.{reading['id']}"
            if report.known(id_, other):
                rows.append(_range(report, id_, other, reading["id"]))
    if not rows:
        return NOTHING
    caption = f"Chỉ tiêu phụ thuộc cách hiểu nguồn, {report.period_text}"
    alt = "Biểu đồ khoảng: " + "; ".join(f"{r.label}: từ {r.low.text} đến {r.high.text} {r.unit}" for r in rows) + "."
    note = "Độ dài đoạn thẳng là chênh lệch tương đối so với giá trị theo cách hiểu của báo cáo."
    return Drawn(figure(named(caption), alt, [plain(note)]), charts.plot_ranges(rows))


def _range(report: Report, id_: str, other: str, reading: str) -> charts.Range:
    label = f"{report.definitions.indicators[id_].label} ({reading})"
    chosen, rival = _bar(label, report.book[id_]), _bar(label, report.book[other])
    low, high = sorted((chosen, rival), key=lambda bar: bar.value)
    return charts.Range(label, low, high, "low" if low is chosen else "high", report.book[id_].unit)


def series(report: Report) -> Drawn:
    """The fund with the most years: kinh phí khuyến công, or KCĐP where more years have it."""
    years = [p for p in report.points if p.is_year(report.edition)]
    counts = {name: sum(report.known(name + p.suffix(report.edition)) for p in years) for name in ("P", "L", "Q")}
    name = max(counts, key=lambda key: counts[key])
    if report.edition.is_single_year or counts[name] < 2:
        return NOTHING
    points = []
    for year in report.edition.years:
        here = [p for p in years if p.year_from == year and report.known(name + p.suffix(report.edition))]
        points += [_point(report, name, point) for point in here]
        if not here:
            points.append(charts.Point(year, None, "", "", "actual"))
    label = {"P": "Kinh phí khuyến công", "L": "Kinh phí khuyến công địa phương", "Q": "Kinh phí khuyến công quốc gia"}[
        name
    ]
    caption = f"{label} theo năm, {report.period_text}"
    spoken = "; ".join(
        f"năm {p.year}: {p.data_label.text + ' ' + MONEY if p.value is not None else 'không có số liệu'}"
        for p in points
    )
    return Drawn(figure(named(caption), f"Biểu đồ cột theo năm. {spoken}."), charts.plot_series(points, MONEY))


def _point(report: Report, name: str, point: Point) -> charts.Point:
    value = report.book[name + point.suffix(report.edition)]
    printed = show(value, MONEY).text
    status: Status = point.status  # type: ignore[assignment]
    return charts.Point(point.year_from, value.value, printed, value.id, status, value.bound, value.word)
