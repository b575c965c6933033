"""R16 and R17: what is published against the register, and the register's totals against each of its breakdowns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analysis.cases import Case, Check, rounding_unit
from analysis.facts import Fact, Point, key_of
from analysis.scheme_groups import Group
from analysis.tidy import Figure


def check_published(case: Case) -> Iterator[Check]:
    """R16: a published figure of the same key and point as a register's sum is that sum, within its own rounding."""
    for fact in case.facts:
        if fact.control:
            given = _same_activity(case, fact)
            if given:
                yield _published(case, fact, " + ".join(given))
        elif not fact.chosen:
            key = (fact.point, key_of(fact.figure))
            given = [f.id for f in case.facts if f.chosen and f.figure.parts and (f.point, key_of(f.figure)) == key]
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
    return given.measure == wanted.measure and given.activity == wanted.activity and given.fund in funds


def _published(case: Case, control: Fact, given: str) -> Check:
    residual = f"R16_{control.id}"
    point = control.point
    label = case.book[control.id].label
    case.derive(residual, f"Chênh lệch với danh mục: {label}", f"{control.id} - ({given})", point, control.figure.unit)
    value = case.book[residual].value or Fraction(0)
    listed = " + ".join(f"{{{id_}}}" for id_ in given.split(" + "))
    text = f"Nguồn công bố {{{control.id}}}; danh mục đề án có {listed}"
    if not value:
        return case.check("R16", label, f"{text}.", residual, "khớp")
    text += f", chênh lệch {{{residual}}}"
    below = control.figure.bound in ("at_least", "about") and value < 0
    above = control.figure.bound in ("at_most", "about") and value > 0
    if abs(value) <= rounding_unit(control) or below or above:
        return case.check("R16", label, f"{text}.", residual, "làm tròn")
    return case.check("R16", label, f"{text}; báo cáo dùng danh mục.", residual, "lệch")


def check_breakdowns(case: Case) -> Iterator[Check]:
    """R17: schemes by kind, by place and by type of establishment add up to the register's totals."""
    details = case.details
    if details is None:
        return
    point = Point(case.edition.year_from, case.edition.year_to, details.status)
    for name, groups in (("nội dung", details.kinds), ("địa bàn", details.places), ("loại hình cơ sở", details.types)):
        if groups:
            yield _breakdown(case, point, name, groups)


def _breakdown(case: Case, point: Point, name: str, groups: Sequence[Group]) -> Check:
    kind = groups[0].stem.partition("_")[0]
    residuals = []
    for total in ("DA", "Q", "L", "C", "T"):
        parts = [group.id(total) for group in groups if case.book.known(group.id(total))]
        if parts and case.known(point, total):
            whole = case.id(total, point)
            residuals.append(case.id(f"R17_{total}_{kind}", point))
            label = f"Chênh lệch {case.book[whole].label} theo {name}"
            case.derive(residuals[-1], label, f"{whole} - sum({', '.join(parts)})", point, case.book[whole].unit)
    wrong = [id_ for id_ in residuals if case.book[id_].value]
    text = f"Số đề án và kinh phí cộng theo {name}"
    text += (
        f" lệch {', '.join(f'{{{id_}}}' for id_ in wrong)} so với tổng." if wrong else " đúng bằng tổng của danh mục."
    )
    title = f"danh mục đề án theo {name}" + point.label(case.edition)
    return case.check("R17", title, text, wrong[0] if wrong else residuals[-1], "lệch" if wrong else "khớp")
