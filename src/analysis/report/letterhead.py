"""The frame of an official document: what `co-quan.csv` gives, dotted blanks for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from analysis.document.blocks import NBSP
from analysis.language.numbers import format_date_official
from analysis.report.view import Report

BLANK = "………"
NAME_BLANK = "………………………"
KEPT = "Lưu: VT."


def letterhead(report: Report, report_date: dt.date | None, *, draft: bool) -> dict[str, Any]:
    """The meta block of `noi-dung.json`; `report_date` None leaves the date blank."""
    office = report.clean.office
    date = format_date_official(report_date) if report_date else "ngày …… tháng …… năm ……"
    number = office.get("so_ky_hieu") or f"{BLANK}/BC-{BLANK}"
    issuer = office.get("co_quan_ban_hanh") or NAME_BLANK
    subject = f"Kết quả công tác khuyến công {report.period_text} trên {_area(report)}"
    return {
        "title": f"Báo cáo {subject[0].lower()}{subject[1:]}",
        "co_quan_chu_quan": _unbroken(office.get("co_quan_chu_quan") or NAME_BLANK),
        "co_quan_ban_hanh": _unbroken(issuer),
        "so_ky_hieu": f"Số: {number}",
        "dia_danh_ngay": f"{office.get('dia_danh') or BLANK}, {date}",
        "ten_loai": "BÁO CÁO",
        "trich_yeu": subject,
        "kinh_gui": [],
        "can_cu": [],
        "quyen_han": office.get("quyen_han") or "",
        "chuc_vu": office.get("chuc_vu") or NAME_BLANK,
        "nguoi_ky": office.get("nguoi_ky") or NAME_BLANK,
        "noi_nhan": _recipients(office),
        "kem_theo": f"(Kèm theo Báo cáo số {number} {date} của {office.get('co_quan_ban_hanh') or BLANK})",
        "draft": draft,
        "language": "vi",
    }


def _unbroken(name: str) -> str:
    """The last two words, which are mostly the name of the province, stay on one line."""
    return NBSP.join(name.rsplit(" ", 1))


def _area(report: Report) -> str:
    return "phạm vi cả nước" if report.place_text == "cả nước" else f"địa bàn {report.place_text}"


def _recipients(office: Mapping[str, str]) -> list[str]:
    given = [part.strip() for part in office.get("noi_nhan", "").split(";") if part.strip()]
    # the form of Nghị định 30 always ends with the copy for the files
    if not any(part.casefold().startswith("lưu") for part in given):
        given.append(KEPT)
    return given if len(given) > 1 else [BLANK, *given]
