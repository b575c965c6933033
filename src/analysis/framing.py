"""The sentences around the results: legal basis, scope, notes of the analyst, reconciliation in words, method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.cases import WAIVED, Check
from analysis.document import (
    Block,
    Inline,
    bullets,
    citation,
    code,
    inlines_of,
    named,
    paragraph,
    plain,
    prose,
    reference,
)
from analysis.errors import Fault, InputErrors, Place, StatementError
from analysis.issued.section import issue_lines
from analysis.legal import acts_in_force
from analysis.marks import tokens
from analysis.narrative import capital, paragraphs
from analysis.notes import line_of
from analysis.prose import sound_marks
from analysis.report import Report

NOTHING = "Phần này chưa có nội dung."
AGREE = ("khớp", "đạt")


def legal_basis(report: Report) -> Block:
    """I.1: the acts in force in the period."""
    acts = acts_in_force(report.edition.year_from, report.edition.year_to)
    opening = "Công tác khuyến công trong kỳ báo cáo được thực hiện theo các văn bản sau:"
    items = [[citation(act.citation), plain(";" if act is not acts[-1] else ".")] for act in acts]
    return prose([paragraph([plain(opening)]), bullets(items)])


def scope(report: Report) -> Block:
    """I.2: what the figures are, and the words used for them."""
    published = any(not figure.parts for figure in report.figures)
    origin = "đã được công bố" if published else "theo danh mục đề án"
    if published and len(report.clean.schemes):
        origin += " và theo danh mục đề án; nơi có cả hai thì dùng danh mục, số công bố để đối chiếu"
    kept = ", trừ các ô đã đính chính nêu tại {@pl-doi-chieu}" if report.clean.corrections else ""
    templates = [
        (
            f"Báo cáo tổng hợp số liệu khuyến công [[{report.period_text}]] của {{'dia_ban}} {origin}. Các nguồn "
            f"được nêu tại {{@pl-phuong-phap}}. Số liệu được giữ như nguồn in{kept}; mỗi con số dẫn đến một dòng của "
            "{@pl-truy-xuat}, nơi nêu công thức tính và ô dữ liệu gốc."
        ),
        (
            "Trong báo cáo này, kinh phí khuyến công gồm kinh phí khuyến công quốc gia (KCQG) và kinh phí khuyến công "
            "địa phương (KCĐP). Vốn đối ứng là vốn của cơ sở thụ hưởng, không phải kinh phí khuyến công. Chỗ nào nguồn "
            "không nêu thì ghi là không có số liệu, không coi là bằng không."
        ),
    ]
    statuses = [point.status for point in report.points if point.status != "actual"]
    if statuses:
        templates.append("Số kế hoạch và số thực hiện được tách riêng và không cộng chung.")
    return prose(paragraphs(report, templates))


def reconciliation(report: Report) -> Block:
    """Appendix V: in words, what agrees and what does not."""
    if not report.checks:
        return prose(paragraphs(report, ["Không có số liệu nào đủ để đối chiếu."]))
    agree = [check.title for check in report.checks if check.verdict in AGREE]
    blocks = [paragraph(_titles("Khớp hoặc đạt: ", dict.fromkeys(agree)))] if agree else []
    others = [check for check in report.checks if check.verdict not in AGREE]
    if others:
        blocks.append(paragraph([plain("Những điểm người đọc cần biết:")]))
        blocks.append(bullets(_told(check) for check in others))
    text = "Không số liệu nào được sửa ngầm; chỗ nguồn chưa rõ được giữ nguyên và nêu cách hiểu."
    if report.clean.corrections:
        text += " Các ô nguồn in sai đã đính chính nêu tại {@tbl-pl-dinh-chinh}."
    return prose([*blocks, *paragraphs(report, [text])])


def _told(check: Check) -> list[Inline]:
    told = [*named(f"{capital(check.verdict)} ({check.code}): "), *check.text]
    if check.verdict != WAIVED:
        return told
    return [*told, plain(" Lý do và người chịu trách nhiệm: "), reference("tbl-pl-doi-chieu"), plain(".")]


def _titles(opening: str, titles: Iterable[str]) -> list[Inline]:
    inlines: list[Inline] = [plain(opening)]
    for title in titles:
        inlines += [*([plain("; ")] if len(inlines) > 1 else []), *named(title)]
    return [*inlines, plain(".")]


def notes(report: Report, *sections: str) -> Block:
    """The analyst's own text for one or several sections; several get their names as lead-ins.

    The mistakes of all sections are told at once.
    """
    faults = untrue_marks(report, [note for given in report.clean.notes.values() for note in given])
    if faults:
        raise InputErrors(faults)
    blocks: list[Block] = []
    for section in sections:
        given = report.clean.notes.get(section, [])
        if given and len(sections) > 1:
            blocks.append(paragraph([{"t": "i", "c": [plain(f"{section}:")]}]))
        blocks += _note_blocks(report, given)
    return prose(blocks or [paragraph([plain(NOTHING)])])


def _note_blocks(report: Report, given: Sequence[dict[str, object]]) -> list[Block]:
    blocks: list[Block] = []
    for note in given:
        inlines = [inline for token in tokens(str(note["text"])) for inline in inlines_of(token, report.book, {})]
        if note["bullet"] and blocks and blocks[-1]["b"] == "ul":
            blocks[-1]["items"].append(inlines)
        else:
            blocks.append(bullets([inlines]) if note["bullet"] else paragraph(inlines))
    return blocks


def untrue_marks(report: Report, notes: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """The unknown codes and untrue words of notes; marks that have no form are the reader's faults, not these."""
    file = f"data/raw/nhan-dinh-{report.edition.name}.md"
    faults: list[Fault] = []
    for note in notes:
        for mark in sound_marks(str(note["text"])):
            where = Place(file, None, line_of(note, mark.start))
            try:
                inlines_of(mark, report.book, {})
            except KeyError as error:
                got, wanted = f"{{{mark.text}}}: {error.args[0]} không có", "mã có trong so-lieu.json, ví dụ {I26}"
                remedy = "sửa mã trong ngoặc nhọn hoặc bỏ ngoặc nhọn"
                faults.append(Fault("note-value-unknown", where, got, wanted, remedy))
            except StatementError as error:
                wanted, remedy = "từ đúng với số liệu", "sửa câu hoặc xem lại số liệu gốc"
                faults.append(Fault("note-untrue", where, error.detail, wanted, remedy))
    return faults


def method(report: Report, report_date: str, *, draft: bool) -> Block:
    """Appendix VII: how the report was made and how to make it again, with what it was given."""
    edition = report.edition
    period = f"YEAR={edition.year_from}" if edition.is_single_year else f"FROM={edition.year_from} TO={edition.year_to}"
    given = f" REPORT_DATE={report_date}" if report_date else ""
    given += " DRAFT=1" if draft else ""
    computed = (
        "Báo cáo được lập tự động từ tệp dữ liệu gốc qua ba bước: làm sạch và kiểm tra số liệu; tính chỉ tiêu; lập "
        "văn bản. Mọi phép tính dùng số chính xác (tiền tính bằng đồng, tỷ lệ giữ ở dạng phân số) và chỉ làm tròn "
        "khi in: số lẻ từ một nửa trở lên làm tròn lên; mức tối thiểu làm tròn xuống, mức tối đa làm tròn lên."
    )
    again = [
        plain("Để lập lại báo cáo này, chạy: "),
        code(f"make report PLACE={edition.place} {period}{given}"),
        *named(
            ". Mã băm SHA-256 của dữ liệu gốc, chương trình và các tệp kết quả nằm trong tệp manifest.json kèm theo; "
            "giá trị, công thức và xuất xứ của từng số nằm trong tệp so-lieu.json."
        ),
    ]
    return prose([paragraph([plain(computed)]), paragraph(again), *map(paragraph, issue_lines(report))])
