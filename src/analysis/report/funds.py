"""Chapter II.1, money by fund: its sentences, table, chart, and appendix I."""

from __future__ import annotations

from analysis.charts.shown import Bar
from analysis.document.blocks import NOTHING, Block, prose, quoted, remark, row
from analysis.report.parts import (
    NO_CHART,
    Drawn,
    bar_chart,
    capital,
    listing,
    small,
    status_text,
    total,
)
from analysis.report.view import MONEY_MARK, Here, Report
from analysis.span import said_date
from analysis.values.fact_ids import RECOVERABLE_STEM
from analysis.values.facts import Fact
from analysis.vocabulary import cells

NAMES = ("Q", "L", "C", "P", "T")
# Of each fund its money in a sentence, its share of the total.
TOLD = cells("""
KCQG {Q} | ({I03})
KCĐP {L} | ({I04})
vốn đối ứng của cơ sở công nghiệp nông thôn {C} | ({I05})
""")
TOLD_WHOLE = ["kinh phí khuyến công {P}", "({I06})"]


def text(report: Report) -> Block:
    """II.1: total, its parts and their shares."""
    here = report.headline(*NAMES)
    if here is None:
        for fact in report.facts:
            if _is_whole_without_fund(fact):
                told = f"nguồn công bố kinh phí {{{fact.id}}}, không nêu nguồn kinh phí; chi tiết tại {{@pl-bieu}}."
                opening = "Trong"
                if fact.point.status != "actual":
                    opening = f"Theo số {status_text(fact.point.status)},"
                return report.prose(f"{opening} [[{report.period_text}]], {told}")
        return report.prose(*_recoverable(report))
    sentences = [_whole(report, here)]
    if here.known("P") and (here.known("Q") or here.known("L")):
        whole = "Kinh phí khuyến công"
        if here.known("Q", "L"):
            whole += " (KCQG và KCĐP)"
        share = here.if_known(", chiếm {I06} tổng kinh phí")
        sentences.append(here.stated(f"{whole} là {{P}}{share}."))
        shares = here.told("Trong kinh phí khuyến công, KCQG chiếm {I07}, KCĐP chiếm {I08}.")
        sentences.append(shares)
    sentences.append(_of_plan(here))
    details = "Chi tiết tại {@tbl-nguon}"
    if chart(report).draw:
        details += " và {@fig-nguon}"
    sentences += [f"{details}.", *_recoverable(report)]
    return prose(*report.paragraphs(" ".join(filter(None, sentences))), *_derived(here))


PLANNED = cells("""
P | kinh phí khuyến công
Q | KCQG
L | KCĐP
C | vốn đối ứng
DA | số đề án
""")


def _of_plan(here: Here) -> str:
    """How much of its plan was carried out, of what has one."""
    told = [f"{words} đạt {{{name}_so_kh}} kế hoạch" for name, words in PLANNED]
    known = list(filter(here.if_known, told))
    return f"{capital(here.text(listing(known)))}." if known else ""


def lacking(report: Report) -> str:
    """What there is no figure of, as a phrase; "" where there is one."""
    if report.headline(*NAMES) or any(map(_is_whole_without_fund, report.facts)):
        return ""
    return "kinh phí chung" if report.edition.is_single_year else "kinh phí chung của cả kỳ"


def _is_whole_without_fund(fact: Fact) -> bool:
    """Whether it is money of the edition's own period that is said to be of no fund and of no activity."""
    figure = fact.figure
    is_whole = (figure.measure, figure.fund, figure.activity_label) == ("amount", "unstated", "")
    return is_whole and fact.chosen and fact.point.is_headline and not fact.point.is_apart


def _whole(report: Report, here: Here) -> str:
    """The total and its parts, or the parts alone.

    Where no fund is known, kinh phí khuyến công stands for both.
    """
    parts = list(TOLD)
    # a source that gives kinh phí khuyến công whole does not tell its funds
    if not here.known("Q") and not here.known("L"):
        parts[:2] = [TOLD_WHOLE]
    told = []
    for money, share in parts:
        if here.if_known(money):
            told.append(f"{money} {here.if_known(share)}".rstrip())
    opening = "Trong"
    if here.status != "actual":
        opening = f"Theo số {status_text(here.status)},"
    what = "nguồn công bố "
    if here.known("T"):
        what = "tổng kinh phí ba nguồn là {T}"
        if told:
            what += ", gồm "
    if told:
        what += listing(told)
    return here.text(f"{opening} [[{report.period_text}]], {what}.")


# What is to be paid back, by its words: the ids of figures that no input selects.
RECOVERABLE_TOLD = cells(f"""
KCQG | kp_KCQG_{RECOVERABLE_STEM}
KCĐP | kp_KCDP_{RECOVERABLE_STEM}
vốn đối ứng | kp_DU_{RECOVERABLE_STEM}
""")


def _recoverable(report: Report) -> list[str]:
    """How much is to be paid back, in each status, and that nothing else in the report speaks of it."""
    count = f"da_{RECOVERABLE_STEM}"
    told = []
    for here in report.points:
        if not (here.point.is_headline and here.known(count)):
            continue
        money = [
            f"{words} {{{name}}}"
            for words, name in RECOVERABLE_TOLD
            if here.known(name) and here.number(name)
        ]
        what = f"{{{count}}} có hình thức hỗ trợ có thu hồi"
        if money:
            what += f", gồm {listing(money)}"
        told.append(here.stated(f"Ngoài các số của báo cáo, {what}."))
    if told:
        told.append(
            "Mọi tổng, tỷ lệ và mức bình quân trong báo cáo chỉ tính hỗ trợ không hoàn lại."
        )
    return told


def _derived(here: Here) -> list[Block]:
    known = filter(None, map(here.found, ("T", "Q", "L", "C")))
    derived = [small(value.label) for value in known if value.derived]
    if not derived:
        return []
    return [
        remark(f"Nguồn không nêu {listing(derived)}; số trong báo cáo được tính từ các số khác.")
    ]


FUNDS = """
    l Nguồn kinh phí
    r Số tiền (tiền)
    r Tỷ trọng trong tổng (%)
    r Tỷ trọng trong kinh phí khuyến công (%)
"""
# Counterpart is no part of kinh phí khuyến công, and a whole has no share of itself.
FUND_ROWS = cells("""
Khuyến công quốc gia (KCQG) | Q I03 I07
Khuyến công địa phương (KCĐP) | L I04 I08
Kinh phí khuyến công | P I06
Vốn đối ứng của cơ sở | C I05
Tổng kinh phí thực hiện | T
""")


def table(report: Report) -> Block:
    """Funds of the edition's own period: amount, share of the total and of kinh phí khuyến công."""
    here = report.headline(*NAMES)
    if here is None:
        return NOTHING
    rows = []
    for label, names in FUND_ROWS:
        made = row(here.point.worded(label), *here.cells(names))
        rows.append(total(made) if names[0] in ("P", "T") else made)
    note = report.rounding_note(here, ("I03", "I04", "I05")) or report.rounding_note(
        here, ("I07", "I08")
    )
    return report.table("Kinh phí theo nguồn", FUNDS, rows, here.status, note=note)


COMPARED = (("KCQG", "Q"), ("KCĐP", "L"), ("Vốn đối ứng", "C"))


def chart(report: Report) -> Drawn:
    """Of each fund what was planned beside what was done, where the plan is one of what was done."""
    here = report.headline("Q", "L", "C")
    if here is None:
        return NO_CHART
    bars: list[Bar] = []
    for label, name in COMPARED:
        if here.known(f"{name}_so_kh"):
            bars += here.bars(((f"{label}, kế hoạch", f"{name}.kh"), (f"{label}, thực hiện", name)))
    return bar_chart(
        report.caption("Kinh phí kế hoạch và thực hiện theo nguồn"),
        "kế hoạch và thực hiện của từng nguồn",
        bars,
        report.money_unit,
        headline=report.headline_of("fig-nguon", here, {}),
        note="Kế hoạch và thực hiện không cộng chung.",
    )


STATUSES = """
    l Tình trạng
    r Số đề án
    r KCQG
    r KCĐP
    r Đối ứng
    r Tổng
"""


def by_status(report: Report) -> Block:
    """II.1: schemes and money by status, where a register has more than one.

    They are never added up.
    """
    headlines = [here for here in report.points if here.point.is_headline and here.known("DA")]
    # of one status the table of funds says all of it
    if not report.details or len(headlines) < 2:
        return NOTHING
    rows = [
        row(status_text(here.status).capitalize(), *here.cells("DA Q L C T")) for here in headlines
    ]
    note = "Đề án ở các tình trạng khác nhau không cộng chung. "
    return report.table("Đề án theo tình trạng", STATUSES, rows, unit=report.in_money, note=note)


PRINTED = """
    l Số liệu
    r Giá trị
    l Đơn vị
    l Nguồn
"""


NOT_USED = "(chỉ để đối chiếu)"
# What a source prints of the period as a whole; other controls are told by the checks that compare them.
TOTALS = ("amount", "schemes", "localities", "participants", "completion", "country_share")


def appendix(report: Report) -> Block:
    """The annex of tables: every published total of money and schemes, with its source.

    What a register adds up to stands in the body.
    """
    known = {source["id"]: source for source in report.clean.sources}
    rows = []
    for fact in report.facts:
        figure = fact.figure
        if figure.parts or figure.activity_label or figure.measure not in TOTALS:
            continue
        value = report.book[fact.id]
        origin = figure.source
        if origin in known:
            told = (known[origin]["publisher"], said_date(known[origin]["date"]))
            origin = ", ".join(filter(None, told))
        label = value.label if fact.chosen else f"{value.label} {NOT_USED}"
        rows.append(row(label, *report.measured(fact.id), quoted(origin)))
    return report.tabled("Số liệu chung do nguồn công bố", PRINTED, rows)


BY_FUND = """
    l Chỉ tiêu
    c ĐVT
    r KCQG
    r KCĐP
    r Tổng
"""
# Kinh phí khuyến công is all of itself: its share has no cell.
BY_FUND_ROWS = cells("""
Kinh phí khuyến công | (tiền) | Q L P
Tỷ trọng trong kinh phí khuyến công | % | I07 I08
Tỷ trọng trong tổng kinh phí thực hiện | % | I03 I04 I06
Số đề án | đề án | DA_Q DA_L DA
""")


def by_fund(report: Report) -> Block:
    """Technical section I: money, schemes and shares in the columns ĐVT, KCQG, KCĐP, Tổng."""
    here = report.headline("Q", "L", "P", "DA", "DA_Q", "DA_L")
    if here is None:
        return report.prose(f"Không có số liệu chung theo nguồn cho [[{report.period_text}]].")
    rows = [
        row(
            here.point.worded(label),
            unit.replace(MONEY_MARK, report.money_unit),
            *here.cells(names),
        )
        for label, unit, names in BY_FUND_ROWS
    ]
    return report.table("Chỉ tiêu chung theo nguồn", BY_FUND, rows, here.status)
