"""Numbers beside what is told: the plan or the grant that a part is of, the plan it is held against, a level raised."""

from __future__ import annotations

import re

from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range
from analysis.prose.words import Sought
from analysis.statuses.words import MEANT, StatusWords, first_in, is_of_all, status_of

_LONGEST_AMOUNT = 40
# The plan itself, with which what was done is compared: "đạt 98% so với kế hoạch 2,5 tỷ đồng".
_OF_PLAN = r"(?:so với|%|phần trăm) (?:mức |tổng )?(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu)"
_HELD_AGAINST = Sought(_OF_PLAN)
_PLAN_OF = re.compile(
    _OF_PLAN
    + r"(?: (?:năm|cả năm|(?:19|20)[0-9]{2}|được|giao|vốn|đề ra|là|của|chương trình|cả|giai đoạn|tỉnh|huyện"
    r"|hỗ trợ|đào tạo|thực hiện|giải ngân))* \(?$"
)
# "giải ngân 100% kinh phí được giao là 610 triệu đồng"
_SHARE_OF_GIVEN = re.compile(
    r"(?:%|phần trăm) (?:(?:tổng|số|vốn|kinh phí) )*(?:được giao|được cấp|được phân bổ) ?(?:là|:) $"
)
_AND_ALSO = re.compile(rf",? (?:và|cùng)(?: (?:tổng|kinh phí|số tiền|vốn|{HEDGE}))* ")
_IN_PLAN = re.compile(
    r"(?: [^\s,.;:()]+){0,4}? (?:thuộc|của|theo|trong|nằm trong) (?:kế hoạch|chỉ tiêu)"
)
# A plan that is changed stays a plan.
_RAISED = re.compile(
    r"(?<!\w)(?:nâng|tăng|giảm|hạ|điều chỉnh)(?: (?!kế hoạch|dự toán|chỉ tiêu)[^\s.;]+){0,12} từ $"
)
_RAISED_TO = re.compile(
    r"(?: ?/ ?[^\s,.;:]+)?(?: (?!kế hoạch|dự toán|chỉ tiêu)[^\s,.;:]+){0,3}? (?:lên|xuống|thành) "
)
_RATE = re.compile(r"(?<!\w)(?:mức hỗ trợ|mức chi|tỷ lệ hỗ trợ|định mức)(?!\w)")
_MEAN = re.compile(r"(?<!\w)(?:bình quân|trung bình)(?!\w)")
_REACH = 80
_ALL_THERE = ("địa phương", "làng nghề", "làng nghề truyền thống", "cụm công nghiệp")


def all_given(context: Context, quantity: Quantity, around: Around, words: StatusWords) -> str:
    """The status of all that a part is of, where words behind it say one: "trên tổng số 145 tỷ đồng được giao"."""
    begun = max(around.sentence[0], quantity.start - _REACH), quantity.start
    if quantity.kind == "money" and _SHARE_OF_GIVEN.search(context.text, *begun):
        return "approved"
    if not is_of_all(context, quantity):
        return ""
    behind = first_in(words.usual, around.behind)
    if behind is not None and status_of(behind) in MEANT:
        return status_of(behind)
    if quantity.kind == "money" and _is_spent_of(context, around):
        return "approved"
    is_count = quantity.kind == "count"
    return "planned" if is_count and _IN_PLAN.match(context.text, quantity.end) else ""


def _is_spent_of(context: Context, around: Around) -> bool:
    """Whether money was spent of it: "giải ngân 1 tỷ đồng trên tổng số 4 tỷ đồng", not "hỗ trợ 1 tỷ đồng trên …"."""
    begun = around.clause
    spent = context.first("spent", begun)
    if spent is None:
        return False
    between = context.found_in((spent.end, begun[1]))
    return len(between) == 1 and between[0].kind == "money"


def is_plan_beside(context: Context, quantity: Quantity, around: Around, planned_end: int) -> bool:
    """Whether a quantity is what was planned beside what was done: "01/02 đề án", "so với kế hoạch 2 tỷ đồng".

    `planned_end` is the end of the last one that was: "so với mục tiêu 160 đề án và 42 tỷ đồng".
    """
    if quantity.place == "whole":
        # "32/40 hộ đã dùng lò gas", "45/63 địa phương": how many there are
        is_of_all_there = quantity.unit in _ALL_THERE
        return quantity.measure not in ("beneficiaries", "recipients") and not is_of_all_there
    text, start = context.text, quantity.start
    begun = max(around.sentence[0], start - _REACH)
    is_share = quantity.kind == "share"
    held = None if is_share else context.seek(_HELD_AGAINST, (begun, start))
    if held is not None and _PLAN_OF.search(text, held.start(), start):
        return True
    if planned_end > around.sentence[0] and _AND_ALSO.fullmatch(text, planned_end, start):
        return True
    return _is_behind_stroke(quantity, context)


def _is_behind_stroke(quantity: Quantity, context: Context) -> bool:
    """Whether an amount is the second of two with a stroke between: what was planned of what was done."""
    stroke = quantity.start - 1
    if quantity.kind != "money" or context.text[max(0, stroke) : stroke + 1] != "/":
        return False
    before = context.found_in((stroke - _LONGEST_AMOUNT, stroke))
    return any(one.end == stroke and one.kind == "money" for one in before)


def is_by_rule(context: Context, rules: list[Cue], where: Range) -> bool:
    """Whether words of a part say a level and the rule that sets it: "theo Nghị định 45, mức chi một lớp là …"."""
    told = [context.told(cue) for cue in rules if where[0] <= cue.start and cue.end <= where[1]]
    return any(one.startswith("mức") for one in told) and any(
        one.startswith("theo") for one in told
    )


def raised_from(context: Context, quantity: Quantity) -> str:
    """What the level is that is to be raised: a norm if it is a rate of support, else what is so; '' of no such level.

    "Đề nghị nâng tỷ lệ hỗ trợ từ 30% lên 50%".
    """
    text, start = context.text, quantity.start
    if not text.endswith("từ ", 0, start) or not _RAISED_TO.match(text, quantity.end):
        return ""
    begun = max(0, start - _REACH)
    if not _RAISED.search(text, begun, start):
        return ""
    is_rate = _RATE.search(text, begun, start) and not _MEAN.search(text, begun, start)
    return "norm" if is_rate else "actual"


def is_rest_to_come(context: Context, around: Around, words: StatusWords) -> bool:
    """Whether a number is what is left and will be paid: "số còn lại 54 triệu đồng sẽ thanh toán sau"."""
    behind = first_in(words.usual, around.behind)
    if behind is None or behind.code != "intended":
        return False
    return context.first("rest", (around.before[0], behind.start)) is not None
