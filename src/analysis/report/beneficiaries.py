"""Chapter II.3, beneficiaries: its sentences, tables, chart, and appendix III."""

from __future__ import annotations

from analysis.document.blocks import (
    NOTHING,
    Block,
    inlines,
    row,
)
from analysis.document.truth import holds
from analysis.report.parts import (
    NO_CHART,
    Drawn,
    bar_chart,
    heading,
    listing,
    longest,
    ranked,
    stated,
    total,
)
from analysis.report.schemes import groups
from analysis.report.view import Here, Report, point_title
from analysis.values.facts import STATUS_ORDER
from analysis.values.indicators import TYPE_SHARES
from analysis.vocabulary import BENEFICIARIES

CAPTION = "Cơ sở thụ hưởng theo loại hình"
# Of each type its name, the count's name, its share.
PARTS = [(BENEFICIARIES[code].label, f"n_{code}", share) for code, share in TYPE_SHARES.items()]


def text(report: Report) -> Block:
    """II.3: how many schemes state their establishments where not all do, then what is known."""
    here = report.headline("N")
    partly = _partly_stated(report, here)
    if here is None:
        return report.prose(partly, _jobs(report), _effects(report))
    averages = ""
    # a mean of planned money must not stand beside one of actual counterpart
    if report.same_status("I17", "I18"):
        averages = stated(
            report.book["I17"].status,
            "Bình quân một cơ sở được hỗ trợ {I17} kinh phí khuyến công và bỏ ra {I18} vốn đối ứng.",
        )
    return report.prose(partly, _number(here), averages, _jobs(report), _effects(report))


def lacking(report: Report) -> str:
    """What there is no figure of, as a phrase; "" where there is one.

    Where tables speak of establishments their number alone is not there.
    """
    here = report.headline("N")
    if here or _partly_stated(report, here):
        return ""
    counted = any(fact.figure.measure == "beneficiaries" for fact in report.facts)
    if counted or report.details.types:
        return "tổng số cơ sở thụ hưởng"
    return "số cơ sở thụ hưởng"


def _partly_stated(report: Report, here: Here | None) -> str:
    """What a register lacks, unless a source tells the number in as good a status."""
    register = report.register
    if here and STATUS_ORDER.index(here.status) <= STATUS_ORDER.index(register.status):
        return ""
    lacking = f"Chưa có tổng số cơ sở thụ hưởng của [[{report.period_text}]]"
    return register.told(f"{lacking}, vì danh mục chỉ ghi số cơ sở của {{CS_n#}} trong {{DA}}.")


def _number(here: Here) -> str:
    told = "Số cơ sở được hỗ trợ là {N}"
    if here["N"].derived:
        told += ", là số cộng theo loại hình vì nguồn không nêu tổng số"
    types = []
    for label, count, share in PARTS:
        if here.known(count):
            tail = here.if_known(f" ({{{share}}})")
            types.append(f"{{{count}#}} {label.lower()}{tail}")
    if not types:
        return here.stated(f"{told}.")
    details = "Chi tiết tại {@tbl-co-so}"
    rest = here.number("R02") if here.known("R02") else 0
    if rest < 0:
        # what comes to more than its whole is no part of it, and has no share of it
        counts = listing(
            [f"{{{name}#}} {label.lower()}" for label, name, _ in PARTS if here.known(name)]
        )
        return here.stated(f"{told}. {_beyond(here)}: {counts}. {details}.")
    if rest > 0:
        types.append("{R02} không nêu loại hình")
    return here.stated(f"{told}, gồm {listing(types)}. {details}.")


def _beyond(here: Here) -> str:
    """Of types that come to more than their whole: the sources contradict each other, or round."""
    told = "Các loại hình đã nêu cộng lại là {N_loai}"
    if holds(here.book, here.id("N_loai"), ">", here.id("N")):
        return f"{told}, {{vượt: N_loai > N}} tổng số ấy"
    return f"{told}, không khớp với tổng số ấy"


def _jobs(report: Report) -> str:
    here = report.headline("LD")
    if here is None:
        return ""
    return here.stated("Số lao động có việc làm do nguồn công bố là {LD}.")


# Of each effect of a register its value and what is said before it.
EFFECTS = {
    "HQ_LD": "tạo việc làm cho",
    "HQ_VL": "tạo",
    "HQ_DT": "đào tạo",
    "HQ_DTHU": "doanh thu của cơ sở là",
    "HQ_GTSX": "giá trị sản xuất của cơ sở là",
}
COVERAGE = "{{{0}_n#}} trên {{DA}} có số liệu"


def _effects(report: Report) -> str:
    """What schemes of a register had for effects, each with how many state it; nothing is estimated for the rest."""
    here = report.register
    told = [
        f"{words} {{{name}}} ({COVERAGE.format(name)})"
        for name, words in EFFECTS.items()
        if here.known(name, "DA")
    ]
    if not told:
        return ""
    return here.stated(
        f"Theo danh mục, các đề án {'; '.join(told)}. Phần không có số liệu không được ước tính."
    )


TYPES = """
    l Loại hình
    r Số cơ sở
    r Tỷ lệ (%)
"""


def table(report: Report) -> Block:
    """Beneficiaries by type with their shares; difficult areas are a subset and come last."""
    here = report.headline("N")
    if here is None:
        return NOTHING
    rows = []
    for label, count, share in PARTS:
        # a type that an indicator speaks of has its row, known or not
        if share in report.definitions.indicators or here.known(count):
            rows.append(row(label, here.cell(count), here.cell(share)))
    # the sum of the types may be smaller than the total: not every source states all types
    if here.known("R02") and here.number("R02") > 0:
        rows.append(row("Không nêu loại hình", here.cell("R02")))
    rows.append(total(row("Tổng số cơ sở thụ hưởng", here.cell("N"))))
    if here.known("n_KK"):
        rows.append(row("Trong đó: cơ sở thuộc địa bàn khó khăn", *here.cells("n_KK I16")))
    note = report.rounding_note(here, [share for _, _, share in PARTS])
    return report.table(CAPTION, TYPES, rows, here.status, note=note)


def chart(report: Report) -> Drawn:
    """Beneficiaries by type."""
    here = report.headline("N")
    if here is None:
        return NO_CHART
    bars = here.bars((label, count) for label, count, _ in PARTS)
    if not bars:
        return NO_CHART
    return bar_chart(
        report.caption(CAPTION, here.status),
        "cơ sở thụ hưởng",
        bars,
        "cơ sở",
        headline=report.headline_of("fig-co-so", here, ranked(bars), nhat=longest(bars)),
        largest_first=True,
    )


def by_type(report: Report) -> Block:
    """II.3: schemes and money by type of establishment, with those that state none."""
    types = report.details.types
    return groups(report, types, "Đề án theo loại hình cơ sở", "Loại hình cơ sở")


COUNTED = (
    "beneficiaries",
    "turns",
    "recipients",
    "classes",
    "trainees",
    "jobs",
    "models",
    "products",
)
COUNTS = """
    l Số liệu
    r Giá trị
    l Đơn vị
"""


def appendix(report: Report) -> Block:
    """The annex of tables: printed counts of establishments, of those taught and employed, of models and products."""
    counted = [fact for fact in report.facts if fact.figure.measure in COUNTED]
    points = dict.fromkeys(fact.point for fact in counted)
    rows = []
    for point in points:
        # actual figures of the own period alone need no heading: the caption names them
        if len(points) > 1 or point.label:
            rows.append(heading(point_title(report, point)))
        for fact in counted:
            if fact.point == point:
                label = report.book[fact.id].label.removesuffix(point.label)
                rows.append(row(label, *report.measured(fact.id)))
    here = report.register
    known = [name for name in EFFECTS if here.known(name, "DA")]
    if known:
        rows.append(heading("Hiệu quả theo danh mục đề án"))
    for name in known:
        label = report.book[here.id(name)].label
        covered = report.sentence(here.text(f" ({COVERAGE.format(name)})"))
        rows.append(row(inlines(label, covered), *report.measured(here.id(name))))
    return report.tabled("Cơ sở thụ hưởng, đào tạo và lao động", COUNTS, rows)
