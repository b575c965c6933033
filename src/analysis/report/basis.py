"""Chapter I: the acts in force, and what the figures of the edition cover."""

from __future__ import annotations

from analysis.book.printing import BOUND_DECIMALS, SHARE_DECIMALS
from analysis.checks.case import AGREED, CHECKED
from analysis.definitions.law import acts_in_force
from analysis.document.blocks import Block, bullets, citation, paragraph, plain, prose
from analysis.report import activities, areas, beneficiaries, funds, years
from analysis.report.parts import capital, listing, status_text
from analysis.report.view import Report
from analysis.values.facts import STATUS_ORDER


def legal_basis(report: Report) -> Block:
    """I.1: the acts in force in the period."""
    acts = acts_in_force(report.edition.days)
    opening = "Công tác khuyến công trong kỳ báo cáo được thực hiện theo các văn bản sau:"
    if report.status != "actual":
        opening = "Công tác khuyến công của kỳ báo cáo căn cứ các văn bản sau:"
    items = [[citation(act.citation), plain(";")] for act in acts]
    items[-1][-1] = plain(".")
    return prose(paragraph(opening), bullets(items))


def scope(report: Report) -> Block:
    """I.2: what the figures are, and the words used for them."""
    published = any(not figure.parts for figure in report.figures)
    origin = "từ các nguồn đã công bố" if published else "theo danh mục đề án"
    if published and len(report.clean.schemes):
        origin = (
            "từ danh mục đề án và các nguồn đã công bố; chỗ nào có cả hai thì dùng danh mục, "
            "số công bố để đối chiếu"
        )
    kept = "Số liệu được giữ đúng như nguồn"
    if report.clean.corrections:
        kept += ", trừ các ô in sai đã được đính chính"
    opening = (
        f"Báo cáo tổng hợp số liệu khuyến công [[{report.period_text}]] của {{'dia_ban}} {origin}. "
        f"{kept}. Nguồn, cách tính và việc đối chiếu từng con số nêu tại Phụ lục kỹ thuật."
    )
    terms = (
        "Trong báo cáo này, kinh phí khuyến công gồm kinh phí khuyến công quốc gia (KCQG) "
        "và kinh phí khuyến công địa phương (KCĐP). "
        "Vốn đối ứng là vốn của cơ sở thụ hưởng, không phải kinh phí khuyến công. "
        "Chỗ nào nguồn không nêu thì để là không có số liệu, không tính là bằng không."
    )
    place = report.sentence(opening, dia_ban=report.place_text)
    return prose(
        paragraph(place),
        *report.paragraphs(
            terms, _print(report), _statuses(report), _checked(report), _lacking(report)
        ),
    )


def _checked(report: Report) -> str:
    """How much was reconciled, in one sentence; the technical part has each of them."""
    if not report.known(CHECKED):
        return ""
    told = f"Số liệu đã qua {{{CHECKED}}}"
    if report.known(AGREED):
        told += f", trong đó {{{AGREED}#}} phép khớp hoặc chỉ lệch do làm tròn"
        if report.book[AGREED].value != report.book[CHECKED].value:
            told += "; các phép còn lại nêu tại Phụ lục kỹ thuật"
    return f"{told}."


def _lacking(report: Report) -> str:
    """What chapters would have spoken of and the sources do not state, all in one sentence."""
    asked = (funds, activities, beneficiaries, areas, years)
    known = list(filter(None, (chapter.lacking(report) for chapter in asked)))
    if not known:
        return ""
    told = f"Nguồn chưa có số liệu của [[{report.period_text}]] về {listing(known)}"
    if not report.known("I10"):
        told += "; chưa tính được hệ số huy động đối ứng"
    return f"{told}."


IN_WORDS = {0: "không có", 1: "một", 2: "hai", 3: "ba"}


def _print(report: Report) -> str:
    """How money and shares are printed, so that no reader takes print for the exact value."""
    money = report.printing.money
    return (
        f"Số tiền tính bằng {money.unit}, {IN_WORDS[money.decimals]} chữ số thập phân; "
        "số mà nguồn không in đến hàng đó thì giữ chữ số của nguồn. "
        f"Tỷ lệ có {IN_WORDS[SHARE_DECIMALS]} chữ số thập phân; "
        f"mức tính từ số ước lượng có không quá {IN_WORDS[BOUND_DECIMALS]}. "
        "Giá trị chính xác nêu tại {@pl-truy-xuat}."
    )


def _statuses(report: Report) -> str:
    """The statuses of the figures; nothing where all are actual."""
    found = {here.status for here in report.points}
    # the least sure comes first
    names = [f"số {status_text(status)}" for status in reversed(STATUS_ORDER) if status in found]
    if len(names) > 1:
        return f"{capital(listing(names))} được tách riêng và không cộng chung."
    if found == {"actual"}:
        return ""
    return f"Mọi số liệu trong báo cáo là {names[0]}." if names else ""
