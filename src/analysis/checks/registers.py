"""R16, R17, R20: published figures against the register, its totals against its breakdowns, its tables together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analysis.book.points import Point
from analysis.checks.case import Case, Check, rounding_unit
from analysis.figures.figure import Figure
from analysis.values.facts import Fact, key_of
from analysis.values.groups import Group

TOTALS = {"DA": "số đề án", "Q": "KCQG", "L": "KCĐP", "C": "vốn đối ứng", "T": "tổng kinh phí"}
TABLES = ("bảng theo nội dung", "bảng theo loại hình đề án")
SAME = {
    "DA": ("schemes", ""),
    "Q": ("amount", "national"),
    "L": ("amount", "local"),
    "C": ("amount", "counterpart"),
}


def check_published(case: Case) -> Iterator[Check]:
    """R16: a published figure of the same key and point as a register's sum is that sum, within its own rounding."""
    for fact in case.facts:
        if fact.control:
            given = _same_activity(case, fact)
            if given:
                yield _published(case, fact, " + ".join(given))
        elif not fact.chosen:
            key = (fact.point, key_of(fact.figure))
            given = [
                f.id
                for f in case.facts
                if f.chosen and f.figure.parts and (f.point, key_of(f.figure)) == key
            ]
            if given:
                yield _published(case, fact, given[0])
        elif fact.figure.parts and any(not row.parts for row in fact.rows):
            text = f"Danh mục và số nguồn công bố cùng là {{{fact.id}}}."
            yield case.check("R16", case.book[fact.id].label, text, "", "khớp")


def _same_activity(case: Case, control: Fact) -> list[str]:
    """The register's sums of the activity that a published figure names; none when it has no code."""
    wanted = control.figure
    return [
        fact.id
        for fact in case.facts
        if fact.point == control.point and fact.chosen and fact.figure.parts and wanted.activity
        and _covers(wanted, fact.figure)
    ]  # fmt: skip


def _covers(wanted: Figure, given: Figure) -> bool:
    funds = ("national", "local") if wanted.fund in ("promotion", "unstated") else (wanted.fund,)
    return (
        given.measure == wanted.measure
        and given.activity == wanted.activity
        and given.fund in funds
    )


def _published(case: Case, control: Fact, given: str) -> Check:
    residual = f"R16_{control.id}"
    point = control.point
    label = case.book[control.id].label
    unit, parts = control.figure.unit, given.split(" + ")
    right = case.summed(f"R16_{control.id}_dm", f"Danh mục đề án: {label}", parts, point, unit)
    case.derive(
        residual, f"Chênh lệch với danh mục: {label}", f"{control.id} - {right}", point, unit
    )
    sides = (control.id, right)
    value = case.book[residual].value or Fraction(0)
    listed = " + ".join(f"{{{id_}}}" for id_ in parts)
    text = f"Nguồn công bố {{{control.id}}}; danh mục đề án có {listed}"
    if not value:
        return case.check("R16", label, f"{text}.", residual, "khớp", sides)
    text += f", chênh lệch {{{residual}}}"
    below = control.figure.bound in ("at_least", "about") and value < 0
    above = control.figure.bound in ("at_most", "about") and value > 0
    if abs(value) <= rounding_unit(control) or below or above:
        return case.check("R16", label, f"{text}.", residual, "làm tròn", sides)
    return case.check("R16", label, f"{text}; báo cáo dùng danh mục.", residual, "lệch", sides)


def check_breakdowns(case: Case) -> Iterator[Check]:
    """R17: schemes by kind, by place and by type of establishment add up to the register's totals."""
    details = case.details
    if details is None:
        return
    point = Point.whole(case.edition, details.status)
    for name, groups in (
        ("nội dung", details.kinds),
        ("địa bàn", details.places),
        ("loại hình cơ sở", details.types),
    ):
        for total in TOTALS if groups else ():
            yield from _breakdown(case, point, name, groups, total)


def _breakdown(
    case: Case, point: Point, name: str, groups: Sequence[Group], total: str
) -> Iterator[Check]:
    kind, whole = groups[0].stem.partition("_")[0], case.id(total, point)
    parts = [group.id(total) for group in groups if case.book.known(group.id(total))]
    if not parts or not case.book.known(whole):
        return
    residual, unit = case.id(f"R17_{total}_{kind}", point), case.book[whole].unit
    label = f"{case.book[whole].label} theo {name}"
    right = case.id(f"R17_{total}_{kind}_tong", point)
    case.derive(right, f"Cộng các phần: {label}", f"sum({', '.join(parts)})", point, unit)
    case.derive(residual, f"Chênh lệch {label}", f"{whole} - {right}", point, unit)
    agrees = case.book[residual].value == 0
    text = f"Danh mục có {{{whole}}}; cộng theo {name} được {{{right}}}."
    title = f"{TOTALS[total]} của danh mục theo {name}" + point.label
    yield case.check("R17", title, text, residual, "khớp" if agrees else "lệch", (whole, right))


def check_same_facts(case: Case) -> Iterator[Check]:
    """R20: the sums by kind of scheme that one table prints are those by activity that another prints."""
    details = case.details
    if details is None:
        return
    point = Point.whole(case.edition, details.status)
    facts = [
        f
        for f in case.facts
        if f.chosen and f.point == point and f.figure.parts and f.figure.activity_label
    ]
    for total, (measure, fund) in SAME.items():
        pairs = [
            (fact.id, group.id(total))
            for group in details.kinds
            for fact in facts
            if (fact.figure.activity_label, fact.figure.measure, fact.figure.fund)
            == (group.label, measure, fund)
            and case.book.known(group.id(total))
        ]
        if not pairs:
            continue
        residual, unit = case.id(f"R20_{total}", point), case.book[pairs[0][0]].unit
        label = f"{TOTALS[total]} của từng nội dung ở hai bảng"
        left, right = (
            case.summed(
                case.id(f"R20_{total}_{side}", point), f"Cộng: {label}, {name}", ids, point, unit
            )
            for (side, name), ids in zip(
                enumerate(TABLES, start=1), zip(*pairs, strict=True), strict=True
            )
        )
        gaps = " + ".join(f"max({one}, {other}) - min({one}, {other})" for one, other in pairs)
        case.derive(residual, f"Chênh lệch: {label}", gaps, point, unit)
        agrees = case.book[residual].value == 0
        text = f"Bảng theo nội dung cộng được {{{left}}}, bảng theo loại hình đề án {{{right}}}."
        title = label + point.label
        yield case.check("R20", title, text, residual, "khớp" if agrees else "lệch", (left, right))
