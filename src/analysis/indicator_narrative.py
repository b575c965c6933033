"""III.1 in words: what the indicators say, in which status, and what another reading of a source would give."""

from __future__ import annotations

from analysis.claims import holds
from analysis.document import Block, Inline, code, named, plain, prose, quoted, remark, sentence
from analysis.narrative import paragraphs, stated
from analysis.report import Report, status_text
from analysis.table_parts import same_status
from analysis.vocabulary import STATUS_SUFFIX

BOUND_SENTENCES = {
    "exact": "",
    "at_least": " Đây là mức tối thiểu, vì nguồn chỉ nêu số ước lượng.",
    "at_most": " Đây là mức tối đa, vì nguồn chỉ nêu số ước lượng.",
    "about": " Đây là giá trị gần đúng, vì nguồn chỉ nêu số ước lượng.",
    "unknown": " Nguồn chỉ nêu số ước lượng nên không xác định được đây là mức tối thiểu hay tối đa.",
}


def assessment(report: Report) -> Block:
    """III.1: what the indicators say, each with the reading that it rests on."""
    if not report.known("I10"):
        texts = [f"Không đủ số liệu của [[{report.period_text}]] để tính hệ số huy động đối ứng."]
        if any(report.known(id_) for id_ in report.definitions.indicators):
            texts[0] += " Các chỉ tiêu tính được nêu tại {@pl-chi-tieu}."
        return prose(paragraphs(report, texts))
    value = report.book["I10"]
    plan = "" if value.status == "actual" else f" (theo số {status_text(value.status)})"
    text = f"Bình quân một đồng kinh phí khuyến công gắn với {{I10#}} đồng vốn đối ứng của cơ sở{plan}"
    text += f"{_printed_ratio(report)}.{BOUND_SENTENCES[value.bound]}"
    blocks = paragraphs(report, [text, _models(report), _averages(report)])
    return prose([*blocks, *_reading_remarks(report)])


def _printed_ratio(report: Report) -> str:
    check = next((c for c in report.checks if c.right == "R14_h_nguon" and c.verdict in ("khớp", "làm tròn")), None)
    return ", phù hợp với hệ số {h_nguon#} do nguồn công bố" if check else ""


def _models(report: Report) -> str:
    if not same_status(report, "I26", "I28"):
        return ""
    book = report.book
    status = book["I28"].status
    of_models, outside = (name + STATUS_SUFFIX[status] for name in ("CM", "R05_con"))
    text = "Hệ số của mô hình trình diễn là {I26}, ngoài mô hình là {I28}."
    if same_status(report, "I28", "I10") and holds(book, "I26", ">", "I10") and holds(book, "I28", "<", "I10"):
        text = (
            "Hệ số của mô hình trình diễn là {I26}, {cao hơn: I26 > I10} hệ số chung; "
            "ngoài mô hình {chỉ là: I28 < I10} {I28}."
        )
        if report.known(of_models, outside) and holds(book, of_models, ">", outside):
            text = (
                f"Kết quả chung {{chủ yếu do: {of_models} > {outside}}} các mô hình trình diễn: "
                "hệ số của mô hình là {I26}, ngoài mô hình {chỉ là: I28 < I10} {I28}."
            )
    has_share = same_status(report, "I28", "I27")
    share = " " + stated(status, "Vốn đối ứng của mô hình chiếm {I27} tổng vốn đối ứng.") if has_share else ""
    return stated(status, text) + share + " Xem {@fig-doi-ung} và {@tbl-chi-tieu}."


def _averages(report: Report) -> str:
    book = report.book
    if same_status(report, "I33a", "I33b") and book["I33a"].value != book["I33b"].value:
        status = book["I33b"].status
        text = (
            "Bình quân một năm, tổng vốn là {I33b} nếu chia cho {so_nam} dương lịch của kỳ, "
            f"{{I33a}} nếu chia cho {{nam_nguon{STATUS_SUFFIX[status]}}} như nguồn nêu."
        )
        return stated(status, text)
    if report.known("I34b") and not report.edition.is_single_year:
        return stated(book["I34b"].status, "Bình quân một năm, kinh phí khuyến công là {I34b}.")
    return ""


def _reading_remarks(report: Report) -> list[Block]:
    """For each reading that changes an indicator: what the source says and what the other reading would give."""
    remarks = []
    for reading in report.clean.readings:
        changed = [id_ for id_ in ("I26", "I28", "I21", "I22", "I23", "I33b") if report.known(f"{id_}.{reading['id']}")]
        if changed:
            inlines: list[Inline] = [plain("Cách hiểu "), code(reading["id"]), plain(": nguồn viết “")]
            inlines.append(quoted(reading["printed"]))
            inlines += [
                plain("”; báo cáo hiểu: "),
                quoted(reading["reading"]),
                plain(". Theo cách hiểu khác ("),
                quoted(reading["alternative"]),
                plain("): "),
            ]
            for number, id_ in enumerate(changed):
                text = f" là {{{id_}.{reading['id']}}} thay cho {{{id_}}}" + (";" if id_ != changed[-1] else ".")
                inlines += [*named((" " if number else "") + _short(report, id_)), *sentence(text, report.book)]
            remarks.append(remark(inlines))
    return remarks


def _short(report: Report, id_: str) -> str:
    name = report.definitions.indicators[id_].label
    return name[0].lower() + name[1:]
