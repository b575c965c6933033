"""What the report and its chapters are called, by the best status of its figures.

Only what was done is a result.
"""

from __future__ import annotations

from analysis.report.view import Report

# By the status of a report, its subject; "" where no figure has a status that counts.
SUBJECTS = {
    "actual": "Kết quả công tác khuyến công {}",
    "estimated": "Ước kết quả công tác khuyến công {}",
    "approved": "Kinh phí, đề án khuyến công {} đã phê duyệt",
    "planned": "Kế hoạch công tác khuyến công {}",
    "": "Tình hình công tác khuyến công {}",
}
# The chapters of which the name depends on it.
CHAPTERS = {
    "Kết quả thực hiện": {
        "estimated": "Ước kết quả thực hiện",
        "approved": "Kinh phí, đề án đã phê duyệt",
        "planned": "Nội dung kế hoạch",
        "": "Số liệu của kỳ báo cáo",
    },
    "Kết quả, tác động": {
        "estimated": "Ước kết quả, tác động",
        "approved": "Tác động dự kiến",
        "planned": "Tác động dự kiến",
        "": "Tác động",
    },
}


def subject(report: Report) -> str:
    """What the report is about: 'Kế hoạch công tác khuyến công năm 2023'."""
    return SUBJECTS[report.status].format(report.period_text)


def retitled(report: Report, text: str) -> str:
    """A text that names chapters, in the words of the report's status."""
    for name in CHAPTERS:
        text = text.replace(name, chapter(report, name))
    return text


def chapter(report: Report, name: str) -> str:
    """The name of a chapter in the words of the report's status."""
    return CHAPTERS[name].get(report.status, name)
