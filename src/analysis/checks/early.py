"""That a document is dated before the end of what it tells as done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from analysis.edition import Edition
from analysis.faults import Finding
from analysis.project import RAW_FOLDER
from analysis.span import day_of, short_date
from analysis.values.facts import Fact
from analysis.vocabulary import OFFICE_TABLE

PARAMETER, COLUMN = "REPORT_DATE", f'{RAW_FOLDER}/{OFFICE_TABLE}, cột "ngay"'


def early_day(
    office: Mapping[str, str], edition: Edition, report_date: dt.date | None
) -> dt.date | None:
    """The day of the document where it lies before the last one of the period, else None.

    Args:
        office: the row of `co-quan.csv`, whose `ngay` counts without a `report_date`.
        edition: with the period.
        report_date: the parameter.
    """
    day = report_date or day_of(office.get("ngay", ""))
    return day if day is not None and day < edition.last_day else None


def dated_early(
    facts: Iterable[Fact],
    office: Mapping[str, str],
    edition: Edition,
    report_date: dt.date | None,
) -> Iterator[Finding]:
    """A warning where the document has figures of what was done by a later day than its own.

    Plans, estimates and what was done in years or parts of years that had ended are told before the end of a period.
    `facts` are those of the edition, the rest is as for `early_day`.
    """
    day = early_day(office, edition, report_date)
    if day is None:
        return
    points = {fact.point for fact in facts if fact.chosen and fact.point.status == "actual"}
    later = sorted((point.days, point.period_text) for point in points if point.last_day > day)
    if not later:
        return
    (_, last), text = later[0]
    message = (
        f"ngày ban hành {short_date(day)} trước ngày cuối ({short_date(last)}) của {text}, mà báo cáo có số thực hiện"
        " của cả thời gian ấy; xem lại ngày ban hành, tình trạng của số liệu (ước thực hiện) hoặc kỳ báo cáo"
    )
    yield Finding("cảnh báo", "dated-early", COLUMN if report_date is None else PARAMETER, message)
