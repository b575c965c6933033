"""Chapter I: the acts in force, and what the figures of the edition cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain

from analysis.book.printing import BOUND_DECIMALS, SHARE_DECIMALS
from analysis.checks.case import AGREED, CHECKED
from analysis.definitions.law import Act, acts_in_force, load_acts
from analysis.document.blocks import (
    Block,
    Inline,
    bullets,
    citation,
    paragraph,
    plain,
    prose,
    quoted,
    row,
    table_block,
)
from analysis.figures.dated import date_label, deciding_columns, undated_told
from analysis.report import activities, areas, beneficiaries, funds, reconciliation, years
from analysis.report.letterhead import document_day
from analysis.report.parts import capital, listing, status_text
from analysis.report.view import Report
from analysis.span import short_date
from analysis.values.facts import STATUS_ORDER
from analysis.vocabulary import ACTS_TABLE

# Of an act of the province the table of data/raw knows all, from the act itself.
OWN_SEEN = "do cơ quan lập báo cáo cung cấp"
LATER = "Chương trình đã phê duyệt cho thời gian sau kỳ báo cáo:"
AT_ISSUE = "Văn bản có hiệu lực tại ngày ban hành báo cáo, ngoài kỳ báo cáo:"
SIGNED_BY_ISSUE = (
    "Văn bản đã ký trước ngày ban hành báo cáo, ngoài kỳ báo cáo, chưa rõ ngày có hiệu lực:"
)


def legal_basis(report: Report, report_date: str) -> Block:
    """I.1: acts in force in the period, programmes for later years, what is in force only on the document's day.

    `report_date` is the day of issue (YYYY-MM-DD, or '').
    """
    acts, later, at_issue, unsure = _cited(report, report_date)
    opening = "Công tác khuyến công trong kỳ báo cáo được thực hiện theo các văn bản sau:"
    if report.status != "actual":
        opening = "Công tác khuyến công của kỳ báo cáo căn cứ các văn bản sau:"
    blocks = []
    lists = ((opening, acts), (LATER, later), (AT_ISSUE, at_issue), (SIGNED_BY_ISSUE, unsure))
    for words, cited in lists:
        if cited:
            blocks += [paragraph(words), bullets(list(_items(report, cited)))]
    return prose(*blocks)


def _cited(report: Report, report_date: str) -> tuple[list[Act], ...]:
    """The national acts, then the province's own: those of the period, of later years, and of the document's day.

    Of the last those of which the first day is not known come apart: nobody can say that they are in force.
    """
    every = [*load_acts(), *report.clean.acts]
    inside = acts_in_force(report.edition.days, every)
    later = [act for act in inside if act.first_year > report.edition.last_day.year]
    day = document_day(report, dt.date.fromisoformat(report_date) if report_date else None)
    in_force = acts_in_force((day, day), every) if day else []
    at_issue = [act for act in in_force if act not in inside]
    return (
        [act for act in inside if act not in later],
        later,
        [act for act in at_issue if act.start_known],
        [act for act in at_issue if not act.start_known],
    )


def _items(report: Report, acts: Sequence[Act]) -> Iterator[list[Inline]]:
    for number, act in enumerate(acts, start=1):
        yield [_named(report, act, act.citation), plain("." if number == len(acts) else ";")]


def _named(report: Report, act: Act, words: str) -> Inline:
    """Words of an act; those of the province's own stand in cells of data/raw."""
    return quoted(words) if act in report.clean.acts else citation(words)


ACTS = """
    l Văn bản
    l Có hiệu lực
    l Đã xem
    l Nơi xem
"""
START_UNKNOWN = "chưa rõ ngày hiệu lực"
ACTS_NOTE = (
    "Văn bản chưa rõ ngày hiệu lực được nêu từ ngày thứ sáu mươi sau ngày ký và không dùng để kết luận "
    "về mức hỗ trợ."
)


def acts_table(report: Report, report_date: str) -> Block:
    """Technical section V: each cited act with its time, what was seen of it and where."""
    rows = []
    for act in chain.from_iterable(_cited(report, report_date)):
        seen, source = act.seen, act.source
        if act in report.clean.acts:
            seen, source = OWN_SEEN, ACTS_TABLE
        rows.append(row(_named(report, act, act.name), _time(act), seen, source))
    return table_block("Văn bản làm căn cứ", ACTS, rows, ACTS_NOTE)


def _time(act: Act) -> str:
    """From when to when an act is in force, as far as that is known."""
    until = "" if act.end == dt.date.max else f"đến {short_date(act.end)}"
    if not act.start_known:
        return f"{START_UNKNOWN}{', ' if until else ''}{until}"
    if act.start == dt.date.min:
        return until
    return f"từ {short_date(act.start)} {until}".strip()


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
        *report.paragraphs(terms, _by_days(report)),
        *_undated(report),
        *report.paragraphs(
            _print(report),
            _statuses(report),
            _checked(report),
        ),
        *reconciliation.accepted(report),
        *report.paragraphs(_lacking(report)),
    )


def _by_days(report: Report) -> str:
    """By which days of its registers schemes count in a part of a year."""
    columns = deciding_columns(report.clean.tables, report.clean.findings)
    if not columns:
        return ""
    labels = listing([date_label(code) for code in columns])
    return f"Đề án của danh mục được tính vào kỳ theo {labels} ghi trong danh mục."


def _undated(report: Report) -> list[Block]:
    """What the registers have of the year that is of no part of it: a plan has no day of acceptance."""
    told = undated_told(report.clean.findings)
    return [paragraph([plain("Danh mục còn có "), quoted(text), plain(".")]) for text in told]


def _checked(report: Report) -> str:
    """How much was reconciled, in one sentence; the technical part has each of them."""
    if not report.known(CHECKED):
        return ""
    told = f"Số liệu đã qua {{{CHECKED}}}"
    if report.known(AGREED):
        agreed = "khớp hoặc chỉ lệch do làm tròn"
        if report.book[AGREED].value != report.book[CHECKED].value:
            told += f", trong đó {{{AGREED}#}} phép {agreed}"
            told += "; các phép còn lại nêu tại Phụ lục kỹ thuật"
        elif report.book[CHECKED].value == 1:
            told += f", phép này {agreed}"
        else:
            told += f", cả {{{AGREED}#}} phép đều {agreed}"
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
    converted = ""
    if any(map(report.printing.is_converted, report.book.values.values())):
        converted = (
            f"; trong bảng, số như vậy được viết đủ đến {money.unit} bằng các số không ở cuối, "
            "nguồn không in các số ấy"
        )
    return (
        f"Số tiền tính bằng {money.unit}, {IN_WORDS[money.decimals]} chữ số thập phân; "
        f"số mà nguồn không in đến hàng đó thì giữ chữ số của nguồn{converted}. "
        f"Tỷ lệ có {IN_WORDS[SHARE_DECIMALS]} chữ số thập phân; "
        f"mức tính từ số ước lượng có không quá {IN_WORDS[BOUND_DECIMALS]}. "
        "Mỗi số được làm tròn riêng, nên các dòng cộng lại có thể lệch số tổng ở chữ số cuối. "
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
