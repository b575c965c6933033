"""Chapter III.1, indicators: sentences, tables, charts, support norms, and appendix IV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import chain

from analysis.book.points import Point
from analysis.charts.drawn import draw_ranges, draw_spread
from analysis.charts.shown import Mark, Range
from analysis.definitions.indicators import input_words
from analysis.document.blocks import (
    NOTHING,
    Block,
    Text,
    bullets,
    code,
    figure_block,
    inlines,
    paragraph,
    prose,
    quoted,
    remark,
    row,
    table_block,
)
from analysis.document.truth import holds
from analysis.language.formulas import display, parse_formula
from analysis.raw.norms import own_activity
from analysis.report.numerals import bar, with_unit
from analysis.report.parts import (
    NO_CHART,
    Drawn,
    small,
    stated,
    status_tail,
)
from analysis.report.schemes import named
from analysis.report.view import Here, Report
from analysis.values.compliance import share_id
from analysis.values.groups import norm_id, unchecked_id
from analysis.values.indicators import missing_inputs
from analysis.values.norms import AMOUNT, OPEN, SHARE, VERDICTS, WHY_NOT
from analysis.values.ratios import ratios_of
from analysis.vocabulary import FUNDS, KINDS

BOUND_SENTENCES = {
    "exact": "",
    "at_least": " Đây là mức tối thiểu, vì nguồn chỉ nêu số ước lượng.",
    "at_most": " Đây là mức tối đa, vì nguồn chỉ nêu số ước lượng.",
    "about": " Đây là giá trị gần đúng, vì nguồn chỉ nêu số ước lượng.",
    "unknown": " Nguồn chỉ nêu số ước lượng nên không xác định được đây là mức tối thiểu hay tối đa.",
}


def text(report: Report) -> Block:
    """III.1: the indicators with the readings they rest on, the median of schemes, the norms."""
    blocks = []
    if report.known("I10"):
        blocks = report.paragraphs(_leverage(report), _models(report), _averages(report))
        blocks += _reading_remarks(report)
    return prose(*blocks, *report.paragraphs(_median(report), _norms(report)))


def _leverage(report: Report) -> str:
    ratio = report.book["I10"]
    told = "Bình quân một đồng kinh phí khuyến công gắn với {I10#} đồng vốn đối ứng của cơ sở"
    told += status_tail(ratio.status, "theo số ")
    # the ratio that a source prints itself, where ours agrees with it
    for check in report.checks:
        if check.right == "R14_h_nguon" and check.verdict in ("khớp", "làm tròn"):
            told += ", phù hợp với hệ số {h_nguon#} do nguồn công bố"
            break
    return f"{told}.{BOUND_SENTENCES[ratio.bound]}"


def _of_status(report: Report, id_: str) -> Here:
    """The edition's own period in the status that an indicator could be computed in."""
    return report.at(Point.whole(report.edition, report.book[id_].status))


def _models(report: Report) -> str:
    """Leverage of demonstration models and outside them.

    Words of comparison only where the values bear them out.
    """
    if not report.same_status("I26", "I28"):
        return ""
    book, here = report.book, _of_status(report, "I28")
    ratios = "Hệ số của mô hình trình diễn là {I26}, ngoài mô hình là {I28}."
    # ratios of different statuses rest on different figures
    comparable = report.same_status("I28", "I10")
    if comparable and holds(book, "I26", ">", "I10") and holds(book, "I28", "<", "I10"):
        ratios = (
            "Hệ số của mô hình trình diễn là {I26}, {cao hơn: I26 > I10} hệ số chung; "
            "ngoài mô hình {chỉ là: I28 < I10} {I28}."
        )
        # most of the counterpart must lie in the models before they may be called the cause
        if here.known("CM", "R05_con") and holds(book, here.id("CM"), ">", here.id("R05_con")):
            common = "Kết quả chung"
            if here.status != "actual":
                common = "Hệ số chung"
            several = "" if _is_one_model(report) else "các "
            ratios = (
                f"{common} {{chủ yếu do: CM > R05_con}} {several}mô hình trình diễn: "
                "hệ số của mô hình là {I26}, ngoài mô hình {chỉ là: I28 < I10} {I28}."
            )
    sentences = [here.stated(ratios)]
    if report.same_status("I28", "I27"):
        sentences.append(here.stated("Vốn đối ứng của mô hình chiếm {I27} tổng vốn đối ứng."))
    sentences.append("Xem {@tbl-chi-tieu}.")
    return " ".join(sentences)


def _is_one_model(report: Report) -> bool:
    """Whether the register has a single scheme of a model."""
    kinds = [kind.schemes["activity"] for kind in report.details.kinds]
    return sum(int((activities == "ND3-MH").sum()) for activities in kinds) == 1


def _averages(report: Report) -> str:
    """The mean of a year.

    By both counts of years where a source counts otherwise than the calendar.
    """
    book = report.book
    if report.same_status("I33a", "I33b") and book["I33a"].value != book["I33b"].value:
        return _of_status(report, "I33b").stated(
            "Bình quân một năm, tổng vốn là {I33b} nếu chia cho {so_nam} dương lịch của kỳ, "
            "{I33a} nếu chia cho {nam_nguon} như nguồn nêu."
        )
    if report.known("I34b") and not report.edition.is_single_year:
        return stated(book["I34b"].status, "Bình quân một năm, kinh phí khuyến công là {I34b}.")
    return ""


READ = ("I26", "I28", "I21", "I22", "I23", "I33b")


def _reading_remarks(report: Report) -> list[Block]:
    """A note on each doubtful passage that changes an indicator: how it is read, and what its other reading gives."""
    remarks = []
    for reading in report.clean.readings:
        changed = [id_ for id_ in READ if report.known(f"{id_}.{reading['id']}")]
        if not changed:
            continue
        told: list[Text] = [
            "Nguồn viết “",
            quoted(reading["printed"]),
            "”; báo cáo hiểu: ",
            quoted(reading["reading"]),
            ". Nếu hiểu cách khác (",
            quoted(reading["alternative"]),
            ") thì ",
        ]
        for id_ in changed:
            other = report.sentence(f" là {{{id_}.{reading['id']}}} thay cho {{{id_}}}")
            told += [small(report.definitions.indicators[id_].label), other, "; "]
        told[-1] = "."
        remarks.append(remark(*told))
    return remarks


def _median(report: Report) -> str:
    here = report.register
    if not here.known("HS_tv", "HS_ty_le"):
        return ""
    told = "Tính riêng từng đề án, trung vị của hệ số là {HS_tv#}, trung bình cộng là {HS_tb#}."
    if here.number("HS_n") < here.number("DA"):
        told += (
            " Chỉ {HS_n#} trong {DA} có cả kinh phí khuyến công và vốn đối ứng nên tính được hệ số; "
            "các đề án đó chiếm {HS_ty_le} kinh phí khuyến công."
        )
    if leverage_chart(report).draw:
        told += " Xem {@fig-doi-ung}."
    return here.stated(told)


def _norms(report: Report) -> str:
    if not report.details:
        return ""
    told = (
        "Mức hỗ trợ của các đề án được đối chiếu với quy định có hiệu lực, nêu tại {@tbl-dinh-muc}."
    )
    if report.details.judged.empty:
        told = "Danh mục không có đề án thuộc loại có mức hỗ trợ tối đa để đối chiếu."
    left = [
        f"{{{unchecked_id(why)}}} ({WHY_NOT[why]})"
        for why in report.details.unchecked
        if report.known(unchecked_id(why))
    ]
    return f"{told} Không đối chiếu: {'; '.join(left)}." if left else told


LEADING = ("I10", "I26", "I28", "I06", "I07", "I17", "I21", "I30", "I32")
INDICATORS = """
    l Chỉ tiêu
    r Giá trị
    l Đơn vị tính
"""


def table(report: Report) -> Block:
    """The leading indicators with value and unit; their codes and formulas stand in the technical part."""
    rows = [
        row(report.book[id_].label, *report.measured(id_)) for id_ in LEADING if report.known(id_)
    ]
    return report.table("Một số chỉ tiêu phân tích", INDICATORS, rows)


LEAST_SPREAD = 8
"""Of fewer schemes each ratio can be read in a table."""
SPREAD_NOTE = (
    "Mỗi ô vuông là một đề án có cả kinh phí khuyến công và vốn đối ứng. Trung bình cộng tính mỗi đề án như nhau; "
    "hệ số chung là tổng vốn đối ứng chia cho tổng kinh phí khuyến công."
)
ENDS = (("từ", "HS_nho_nhat"), ("đến", "HS_lon_nhat"))
MIDDLES = (("trung vị", "HS_tv"), ("trung bình cộng", "HS_tb"), ("hệ số chung", "I10"))


def leverage_chart(report: Report) -> Drawn:
    """The schemes by their own ratio, with the median, the mean and the ratio of all money marked."""
    here = report.register
    ratios = ratios_of(report.details.schemes)
    names = [name for _, name in (*ENDS, *MIDDLES)]
    if len(ratios) < LEAST_SPREAD or not here.known(*names):
        return NO_CHART
    ends, middles = _marks(here, ENDS), _marks(here, MIDDLES)
    block = figure_block(
        report.caption("Hệ số huy động đối ứng của từng đề án", here.status),
        f"Biểu đồ phân bố hệ số: {'; '.join(mark.told for mark in (*ends, *middles))}.",
        [mark.id for mark in (*ends, *middles)],
        SPREAD_NOTE,
        report.headline_of("fig-doi-ung", here, {}),
    )
    return Drawn(block, partial(draw_spread, list(map(float, ratios)), ends, middles))


def _marks(here: Here, named: Iterable[tuple[str, str]]) -> list[Mark]:
    bars = here.bars(named)
    return [Mark(bar.label, bar.value, bar.text, bar.id) for bar in bars]


RANGE_NOTE = "Độ dài đoạn thẳng là chênh lệch tương đối so với giá trị theo cách hiểu của báo cáo."
CHARTED = ("I26", "I28", "I21", "I23", "I33b")


def readings_chart(report: Report) -> Drawn:
    """Indicators that rest on a reading of the source, under both readings."""
    ranges = []
    for reading in report.clean.readings:
        name = reading["id"]
        known = [id_ for id_ in CHARTED if report.known(id_, f"{id_}.{name}")]
        ranges += [_range(report, id_, name) for id_ in known]
    if not ranges:
        return NO_CHART
    told = [f"{r.label}: từ {r.low_text} đến {with_unit(r.high_text, r.unit)}" for r in ranges]
    caption = report.caption("Chỉ tiêu phụ thuộc cách hiểu nguồn")
    ends = chain.from_iterable((range_.low_id, range_.high_id) for range_ in ranges)
    block = figure_block(caption, f"Biểu đồ khoảng: {'; '.join(told)}.", ends, RANGE_NOTE)
    return Drawn(block, partial(draw_ranges, ranges))


def _range(report: Report, id_: str, reading: str) -> Range:
    label = report.definitions.indicators[id_].label
    both = [bar(label, report.book[name], report.printing) for name in (id_, f"{id_}.{reading}")]
    # which reading gives the smaller value differs from source to source
    low, high = sorted(both, key=lambda bar: bar.value)
    ends = (low.value, low.text, low.id, high.value, high.text, high.id)
    unit = report.printing.unit(report.book[id_])
    return Range(label, unit, *ends, "low" if low.id == id_ else "high")


NORM_LABELS = {
    "N01": "Thành lập doanh nghiệp",
    "N02": "Mô hình trình diễn kỹ thuật",
    "N04": "Ứng dụng máy móc, thiết bị",
}
NORMS = """
    l Mức hỗ trợ
    l Văn bản
    r Đạt
    r Không đạt
    r Cần xem xét
"""


def norms_table(report: Report) -> Block:
    """III.1: how many schemes meet each support norm, do not, or are left for people to look at."""
    judged = report.details.judged
    if judged.empty:
        return NOTHING
    # KCQG before KCĐP: "national" sorts after "local"
    judged = judged.sort_values(["norm", "fund"], ascending=[True, False], kind="stable")
    acts = judged.groupby(["norm", "fund"], sort=False)["text"].agg(_acts)
    rows = []
    for (norm, fund), texts in acts.items():
        counts = [report.cell(norm_id(norm, fund, verdict)) for verdict in VERDICTS]
        activity = own_activity(norm)
        label = f"{KINDS[activity].label}, mức của địa phương" if activity else NORM_LABELS[norm]
        rows.append(row(f"{label} ({FUNDS[fund].label})", texts, *counts))
    title = "Đối chiếu mức hỗ trợ của từng đề án"
    return report.table(title, NORMS, rows, report.register.status, unit=" (số đề án)")


def _acts(texts: Iterable[str]) -> str:
    """Each act once, in the order in which the schemes name them."""
    return "; ".join(dict.fromkeys("; ".join(texts).split("; ")))


DOUBTS = """
    l Đề án
    l Nguồn
    r Số tiền (tiền)
    l Kết luận
    l Lý do
"""
OPEN_NOTE = (
    "Cần xem xét: danh mục và văn bản đã biết chưa đủ để kết luận; "
    "người phụ trách đối chiếu hồ sơ đề án theo lý do đã nêu. "
)


def doubts_table(report: Report) -> Block:
    """III.1: the schemes that a norm finds broken or leaves open, with what decided."""
    details = report.details
    schemes = dict.fromkeys(details.doubts["scheme"])  # one may be in doubt by both funds
    groups = dict(zip(schemes, details.doubtful, strict=True))
    rows = []
    for doubt in details.doubts.itertuples(index=False):
        group = groups[doubt.scheme]
        amount = group.id(FUNDS[doubt.fund].value)
        reason = doubt.reason.replace(AMOUNT, amount).replace(SHARE, share_id(group, doubt.fund))
        name = quoted(named(report, group)["name"])
        found = [report.cell(amount), doubt.verdict, report.sentence(reason)]
        rows.append(row(name, FUNDS[doubt.fund].label, *found))
    note = ""
    if OPEN in details.doubts["verdict"].tolist():
        note = OPEN_NOTE
    if (details.judged["verdict"] != VERDICTS[0]).sum() > len(rows):
        note += "Bảng chỉ in các đề án đầu; đầy đủ trong tệp so-lieu.xlsx. "
    title = "Đề án không đạt hoặc cần xem xét về mức hỗ trợ"
    return report.table(title, DOUBTS, rows, details.status, note=note)


FORMULAS = """
    c Mã
    l Chỉ tiêu
    r Giá trị
    l Đơn vị tính
    l Công thức
"""


def appendix(report: Report) -> Block:
    """Technical section I: the indicators that have a value, with unit and formula; `caveats` names the others."""
    words = input_words(report.definitions)
    rows = []
    for id_, indicator in report.definitions.indicators.items():
        if report.known(id_):
            formula = display(parse_formula(indicator.formula), words)
            label, unit = report.book[id_].label, report.unit_of(id_)
            rows.append(row(code(id_), label, report.exact_cell(id_), unit, code(formula)))
    return table_block("Các chỉ tiêu phân tích", FORMULAS, rows)


def caveats(report: Report) -> Block:
    """Technical section I: caveats of the indicators, and which inputs are missing for those without a value."""
    given = defaultdict(list)
    lacking = defaultdict(list)
    for id_, indicator in report.definitions.indicators.items():
        caveat = report.book[id_].caveat
        if not report.known(id_):
            names = ", ".join(missing_inputs(report.book, indicator, report.definitions))
            lacking[names].append(id_)
        elif caveat:
            given[caveat].append(id_)
    blocks = []
    if given:
        shared = [inlines(code(", ".join(ids)), f": {caveat}") for caveat, ids in given.items()]
        blocks.append(bullets(shared))
    if lacking:
        told = [inlines(code(", ".join(ids)), f": {names}") for names, ids in lacking.items()]
        blocks += [paragraph("Chỉ tiêu không tính được vì nguồn không nêu:"), bullets(told)]
    return prose(*blocks or [paragraph("Mọi chỉ tiêu đều có số liệu.")])
