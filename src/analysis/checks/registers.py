"""R16, R17, R20: published figures against the register, its totals against its breakdowns, its tables together."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.checks.case import Case, CaseAt, Check, Checks, mark, marks, rounding_unit
from analysis.definitions.forms import load_forms
from analysis.figures.figure import Figure
from analysis.values.facts import Fact, key_of
from analysis.vocabulary import REGISTER_FUNDS

TOTALS = {"DA": "số đề án", **{fund.value: fund.money for fund in REGISTER_FUNDS}}
# The published figure that says the same as a total by activity: its measure and its fund.
SAME = {
    "DA": ("schemes", ""),
    **{fund.value: ("amount", fund.code) for fund in REGISTER_FUNDS if fund.code != "all"},
}


def check_published(case: Case) -> Checks:
    """R16: a published figure of the same key and point as a register's sum is that sum, within its own rounding."""
    of_registers = [fact for fact in case.facts if fact.chosen and fact.figure.parts]
    for fact in case.facts:
        if fact.chosen:
            if fact.figure.parts and any(not row.parts for row in fact.rows):
                text = f"Danh mục và số nguồn công bố cùng là {mark(fact.id)}."
                yield case.check("R16", case.book[fact.id].label, text, "khớp")
            continue
        given = [
            other.id
            for other in of_registers
            if other.point == fact.point and _is_given(fact, other.figure)
        ]
        lines = _lines_with(case, fact)
        if given and lines[0] is fact:
            yield _published(case, lines, given)


def _is_given(fact: Fact, given: Figure) -> bool:
    """Whether a register's sum says the same as a published figure, or a part of a control by activity.

    A control without a code has no such part.
    """
    published = fact.figure
    if not fact.control:
        return key_of(given) == key_of(published)
    funds = [published.fund]
    if published.fund in ("promotion", "unstated"):
        funds = ["national", "local"]
    return (
        published.activity != ""
        and given.measure == published.measure
        and given.activity == published.activity
        and given.fund in funds
    )


def _lines_with(case: Case, control: Fact) -> list[Fact]:
    """The controls by which one source parts what a register gives as one activity; a control alone otherwise."""
    if not control.control or not control.figure.activity:
        return [control]
    return [fact for fact in case.facts if fact.control and _told(fact) == _told(control)]


def _told(control: Fact) -> tuple[object, ...]:
    """What tells controls apart beside their labels."""
    figure = control.figure
    key = (figure.measure, figure.fund, figure.activity, figure.beneficiary_type, figure.support)
    return (control.point, figure.source, *key)


def _published(case: Case, lines: Sequence[Fact], given: Sequence[str]) -> Check:
    control, ids = lines[0], [line.id for line in lines]
    at, residual = case.at(control.point), f"R16_{control.id}"
    label, unit = case.book[control.id].label, control.figure.unit
    if len(lines) > 1:
        # without their number: a digit in a label is a value's or nobody's
        label = f"{label} và dòng khác cùng nội dung"
    right = at.summed(f"{residual}_dm", f"Danh mục đề án: {label}", given, unit)
    left = at.summed(f"{residual}_cb", f"Nguồn công bố: {label}", ids, unit)
    costs = _management_costs(case, control)
    if costs:
        left = f"{residual}_da"
        formula = " - ".join([control.id, *costs])
        at.derive(left, f"{label}, không kể chi quản lý và chi khác", formula, unit)
    gap = at.gap(residual, f"Chênh lệch với danh mục: {label}", left, right)
    difference, bounds = at.number(residual), {line.figure.bound for line in lines}
    rounds = abs(difference) <= sum(map(rounding_unit, lines))
    may_be_nothing = (
        rounds
        or (difference < 0 and bounds & {"at_least", "about"})
        or (difference > 0 and bounds & {"at_most", "about"})
    )
    text = f"Nguồn công bố {marks(ids)}; danh mục đề án có {marks(given)}"
    if costs:
        text = (
            f"Nguồn công bố {mark(control.id)}, trong đó {marks(costs)} là chi quản lý và chi khác mà danh mục đề án"
            f" không ghi; danh mục có {marks(given)}"
        )
    verdict = "khớp"
    if difference:
        verdict, text = "làm tròn", f"{text}, chênh lệch {mark(residual)}"
    if control.figure.is_read and not rounds:
        # less may be a scheme of both funds; more is another thing than what the line is read as
        verdict = "lưu ý" if difference < 0 else "cách hiểu"
        text = f"{text}; báo cáo dùng danh mục; {control.figure.note}"
    elif not may_be_nothing:
        verdict, text = "lệch", f"{text}; báo cáo dùng danh mục"
    return case.check("R16", label, f"{text}.", verdict, *gap)


def _management_costs(case: Case, control: Fact) -> list[str]:
    """The lines of a filled form that its total of a fund has and a register without such rows has not."""
    figure = control.figure
    if figure.activity_label or figure.measure != "amount":
        return []
    lines = {line.label: line.activities for line in load_forms().funds if line.is_management}
    here = [fact for fact in case.facts if fact.point == control.point]
    listed = {fact.figure.activity for fact in here if fact.figure.parts}
    return [
        fact.id
        for fact in here
        if _beside(fact.figure, figure)
        and fact.figure.activity_label in lines
        and listed.isdisjoint(lines[fact.figure.activity_label])
    ]


def _beside(line: Figure, total: Figure) -> bool:
    """Whether a line and a total stand in one column of one form."""
    return (line.file, line.sheet, line.column) == (total.file, total.sheet, total.column)


def check_breakdowns(case: Case) -> Checks:
    """R17: schemes by kind, by place and by type of establishment add up to the register's totals."""
    details = case.details
    at = case.whole(details.status)
    breakdowns = {
        "nội dung": details.kinds,
        "địa bàn": details.places,
        "loại hình cơ sở": details.types,
    }
    for name, groups in breakdowns.items():
        for total, noun in TOTALS.items():
            parts = [group.id(total) for group in groups if at.known(group.id(total))]
            if not parts or not at.known(total):
                continue
            residual = f"R17_{total}_{groups[0].stem.partition('_')[0]}"
            right, label = f"{residual}_tong", f"{at[total].label} theo {name}"
            formula = f"sum({', '.join(parts)})"
            at.derive(right, f"Cộng các phần: {label}", formula, at[total].unit)
            gap = at.gap(residual, f"Chênh lệch {label}", total, right)
            title = f"{noun} của danh mục theo {name}"
            text = f"Danh mục có {mark(total)}; cộng theo {name} được {mark(right)}."
            yield at.check_equal("R17", title, text, gap)


def check_same_facts(case: Case) -> Checks:
    """R20: the sums by kind of scheme that one table prints are those by activity that another prints."""
    at = case.whole(case.details.status)
    facts = [fact for fact in at.by_activity if fact.figure.parts]
    for total, wanted in SAME.items():
        # the ids by kind of scheme, those by activity
        pairs = [
            (group.id(total), fact.id)
            for group in case.details.kinds
            for fact in facts
            if (fact.figure.measure, fact.figure.fund) == wanted
            and fact.figure.activity_label == group.label
            and at.known(group.id(total))
        ]
        if pairs:
            yield _same_facts(at, total, pairs)


def _same_facts(at: CaseAt, total: str, pairs: Sequence[tuple[str, str]]) -> Check:
    residual, unit = f"R20_{total}", at[pairs[0][1]].unit
    title = f"{TOTALS[total]} của từng nội dung ở hai bảng"
    by_kind, by_activity = zip(*pairs, strict=True)
    left, right = (
        at.summed(f"{residual}_{side}", f"Cộng: {title}, bảng theo {name}", ids, unit)
        for side, name, ids in ((1, "nội dung", by_activity), (2, "loại hình đề án", by_kind))
    )
    gaps = [f"max({one}, {other}) - min({one}, {other})" for other, one in pairs]
    at.derive(residual, f"Chênh lệch: {title}", " + ".join(gaps), unit)
    text = f"Bảng theo nội dung cộng được {mark(left)}, bảng theo loại hình đề án {mark(right)}."
    return at.check_equal("R20", title, text, (residual, left, right))
