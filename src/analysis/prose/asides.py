"""Periods that a text says beside its story: of a number only, of a plan or a programme, of what it compares with."""

from __future__ import annotations

import re

from analysis.prose.period_ends import Period, is_part_of, is_within
from analysis.prose.periods import Said
from analysis.prose.scopes import Context

# "cao hơn mức 3 tỷ đồng của giai đoạn 2016-2020": the period is that of the number only.
_COMPARED = re.compile(
    r"(?<!\w)(?:so với|hơn|kém|bằng|gấp(?: \S+){1,2} lần)"
    r"(?: (?:mức|con số|tổng số|số|tổng|chỉ|gần|hơn|trên|khoảng|chưa đến|của))* $"
)
# "So với kế hoạch năm 2025, …" at the head of a sentence.
_TO_PLAN = re.compile(r"\W*so với (?:mức |tổng )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?: của)? ")
_LONGEST_COMPARED = 45
# What has the period behind it: "thực hiện Chương trình khuyến công quốc gia giai đoạn 2021-2025".
_PROGRAMME = re.compile(
    r"(?<!\w)(?:chương trình|kế hoạch|đề án|nghị quyết|nghị định|năm (?:đầu|cuối|bản lề|thứ \w+))(?!\w)[^.;:]*$"
)
# A meeting looks back at a year and ahead at the next one.
_REVIEW = re.compile(r"(?<!\w)(?:tổng kết|sơ kết|đánh giá|kết quả)(?!\w)[^.;:]*$")
_TASKS = re.compile(
    r"(?: và|,|,? đồng thời)? (?:triển khai|phương hướng|nhiệm vụ|kế hoạch|bàn|đề ra)(?!\w)[^.;:0-9]{0,60}"
)
_LONGEST_REVIEW = 90
_NAMED = re.compile(
    r"(?<!\w)(?:khuyến công|kế hoạch|chương trình|kcqg|kcđp|đề án|tiêu biểu)(?!\w)[^,.;]{0,25}$"
)
_REACH = 40
_PLAN = re.compile(
    r"(?<!\w)(?:kế hoạch|danh mục|chương trình|dự toán|chỉ tiêu)(?!\w)[^,.;:0-9]{0,25}[0-9]{4}$"
)
_OF_NUMBER = re.compile(r"(?: (?:của|trong|hồi|ở|vào|cả))* ")


def compared(context: Context) -> set[int]:
    """Where the periods begin that are said of a number, or of a plan, with which another number is compared."""
    text = context.text
    starts = set()
    for said in context.periods:
        start = context.range_of(context.sentence_of(said.start))[0]
        found = context.found_in((start, said.start))
        if not found and _TO_PLAN.fullmatch(text, start, said.start):
            starts.add(said.start)
        if not said.period or not found:
            continue
        last = found[-1]
        if _OF_NUMBER.fullmatch(text, last.end, said.start) and _COMPARED.search(
            text, max(0, last.start - _LONGEST_COMPARED), last.start
        ):
            starts.add(said.start)
    return starts


def is_of_number(context: Context, said: Said) -> bool:
    """Whether a period stands behind a number in its sentence, and in no name of a scheme: it is of that number."""
    start = context.range_of(context.sentence_of(said.start))[0]
    return (
        context.has_between(start, said.start)
        and "(" not in context.text[said.start - 1 : said.end]
        and _NAMED.search(context.text, max(start, said.start - _REACH), said.start) is None
    )


def is_aside(context: Context, first: Said, second: Said) -> bool:
    """Whether a period is not that of what follows, but the one before it is.

    "Năm 2024, thực hiện Chương trình … giai đoạn 2021-2025"; "tổng kết năm 2024, triển khai nhiệm vụ năm 2025".
    """
    text, between = context.text, (first.end, second.start)
    if not first.period or not second.period or context.has_between(*between):
        return False
    if is_of_plan(context, second, first.period):
        return True
    if is_within(first.period, second.period):
        return _PROGRAMME.search(text, *between) is not None
    return (
        _TASKS.fullmatch(text, *between) is not None
        and _REVIEW.search(text, max(0, first.start - _LONGEST_REVIEW), first.start) is not None
    )


def is_of_plan(context: Context, said: Said, held: Period) -> bool:
    """Whether the year of a plan is said beside a part of it: "9 tháng …, đạt 60% kế hoạch năm 2024"."""
    start = context.range_of(context.sentence_of(said.start))[0]
    plan = _PLAN.search(context.text, max(start, said.start - _REACH), said.end)
    return plan is not None and plan.start() > start and is_part_of(held, said.period)
