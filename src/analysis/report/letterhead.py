"""The frame of an official document: what `co-quan.csv` gives, dotted blanks for the rest."""

from __future__ import annotations

import datetime as dt

from analysis.book.plain import Record
from analysis.document.blocks import NBSP
from analysis.language.numbers import format_date_official
from analysis.report.parts import small
from analysis.report.titles import subject
from analysis.report.view import Report
from analysis.span import day_of

BLANK = "………"
NAME_BLANK = "………………………"
# What is printed where `co-quan.csv` leaves an entry out or empty.
BLANKS = {
    "co_quan_chu_quan": NAME_BLANK,
    "co_quan_ban_hanh": NAME_BLANK,
    "so_ky_hieu": f"{BLANK}/BC-{BLANK}",
    "dia_danh": BLANK,
    "quyen_han": "",
    "chuc_vu": NAME_BLANK,
    "nguoi_ky": NAME_BLANK,
}
KEPT = "Lưu: VT."


def letterhead(report: Report, report_date: dt.date | None, *, draft: bool) -> Record:
    """The meta block of `noi-dung.json`.

    The day is `report_date`, else that of `co-quan.csv`, else blank. What nobody can sign is a draft.
    """
    given = report.clean.narrative.office
    day = document_day(report, report_date)
    office = {name: given.get(name) or blank for name, blank in BLANKS.items()}
    date = format_date_official(day) if day else "ngày …… tháng …… năm ……"
    number, place = office["so_ky_hieu"], office.pop("dia_danh")
    if number.startswith("/"):
        number = BLANK + number
    area = f"địa bàn {report.place_text}"
    if report.place_text == "cả nước":
        area = "phạm vi cả nước"
    about = f"{subject(report)} trên {area}"
    return {
        "title": f"Báo cáo {small(about)}",
        **office,
        "co_quan_chu_quan": _unbroken(office["co_quan_chu_quan"]),
        "co_quan_ban_hanh": _unbroken(office["co_quan_ban_hanh"]),
        "so_ky_hieu": f"Số: {number}",
        "dia_danh_ngay": f"{place}, {date}",
        "ten_loai": "BÁO CÁO",
        "trich_yeu": _unbroken(about),
        "kinh_gui": [],
        "can_cu": [],
        "noi_nhan": _recipients(given.get("noi_nhan", "")),
        "kem_theo": f"(Kèm theo Báo cáo số {number} {date} của {given.get('co_quan_ban_hanh') or BLANK})",
        "draft": is_draft(report, asked=draft),
        "language": "vi",
    }


def is_draft(report: Report, *, asked: bool) -> bool:
    """Whether the documents have the mark of a draft: it is asked for, or nobody can sign them."""
    return asked or bool(report.clean.unsigned)


def document_day(report: Report, report_date: dt.date | None) -> dt.date | None:
    """The day of the document: `report_date`, else that of `co-quan.csv`, None where neither tells it."""
    return report_date or day_of(report.clean.narrative.office.get("ngay", ""))


def _unbroken(name: str) -> str:
    """The last two words, which are mostly the name of the province, stay on one line."""
    return NBSP.join(name.rsplit(" ", 1))


def _recipients(listed: str) -> list[str]:
    given = [part for part in map(str.strip, listed.split(";")) if part]
    # the form of Nghị định 30 always ends with the copy for the files
    if not any(part.casefold().startswith("lưu") for part in given):
        given.append(KEPT)
    return given if len(given) > 1 else [BLANK, *given]
