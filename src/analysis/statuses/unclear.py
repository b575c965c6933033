"""Words and turns of which it is known that what they say of a number may be another status."""

from __future__ import annotations

import re

from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Around, Context, last_of
from analysis.prose.words import Sought
from analysis.statuses.words import DONE, MEANT, STATED, WANTED, is_as_planned, is_near

_REACH = 25
# "con số này chỉ là 5", "chỉ tiêu này ở huyện A đạt 5", not "số tiền ấy mua được 2 máy".
_IS = re.compile(rf"(?:[^,;]{{0,30}} (?:là|đạt|còn|mới|chỉ|tới|ở mức))?(?: {HEDGE})?:? ")
_PLAN_GIVEN = re.compile(r"(?:kế hoạch|chỉ tiêu)(?: được)? (?:giao|đề ra)(?: là|:) ")
_SIGNED = re.compile(
    r"(?<!đã )ký (?:kết )?hợp đồng (?!bán|mua|bao tiêu|tiêu thụ|cung cấp|cung ứng|xuất khẩu)"
)
_BY_A_DAY = Sought(
    r"trước(?<!\wtrước) (?:ngày |tháng |quý )?[0-9]|(?:thanh toán|giải ngân|chi trả|cấp) (?:sau|tiếp|khi) ",
    ("trước", "thanh", "giải", "chi", "cấp"),
)
_ASKS = re.compile(r" đăng ký(?! (?:mới|dự thi|bình chọn|tham gia))")
_WISHES = ("cam kết", "mong", "muốn", "định", "dự định", "đề nghị", "kiến nghị", "xin", "đề xuất")
_AIMING = ("với ", "nhằm ", "vì ")
_PAYS = re.compile(r"(?<!\w)(?:bỏ ra|bỏ thêm|bỏ vốn|góp thêm|vay thêm|tự bỏ)(?!\w)")


def is_in_turn(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a stroke parts numbers in turn, not done and planned: "năm 2022, 2023 tương ứng 12/15 đề án"."""
    is_of_two = quantity.place in ("done", "whole")
    before = around.sentence[0], quantity.start
    return is_of_two and context.first("turn", before) is not None


def is_plan_kept(context: Context, status: str, around: Around) -> bool:
    """Whether a plan is only that by which something was done or given: "hỗ trợ 12 đề án theo kế hoạch"."""
    if status not in MEANT:
        return False
    own = around.clause[0], around.behind[1]
    plans = [cue for cue in context.cues(STATED, own) if is_as_planned(context.text, cue)]
    if not plans or context.text.endswith("(", 0, plans[-1].start):
        return False
    begun = around.sentence[0], plans[-1].start
    is_done = any(cue.code in DONE for cue in context.cues(STATED, begun))
    return is_done or bool(context.cues("given", begun))


def refers_back(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a number is another one of what was told before: "năm 2022, chỉ tiêu này là 2 tỷ đồng".

    Of its status only other words right at it tell.
    """
    back = last_of(context.cues("this_number", (around.before[0], quantity.start)))
    if back is None or _IS.fullmatch(context.text, back.end, quantity.start) is None:
        return False
    own = context.cues(STATED, (around.before[0], around.behind[1]))
    return all(back.start <= cue.start < back.end for cue in own)


def is_plan_itself(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a number may be a plan, promised, or done by a day to come: "Kế hoạch giao: 3 đề án", "… trước 30/11"."""
    text = context.text
    words = text[max(0, quantity.start - _REACH) : quantity.start]
    is_plan = _PLAN_GIVEN.search(words) is not None
    said = context.cues(STATED, (around.clause[0], quantity.start))
    is_signed = bool(said) and _SIGNED.match(text, said[-1].start) is not None
    if is_signed and quantity.kind == "money":
        return True
    return is_plan or context.seek(_BY_A_DAY, (quantity.end, around.rest[1])) is not None


def is_asking(context: Context, quantity: Quantity) -> bool:
    """Whether a number is of those who registered, who need not be helped: "51 cơ sở đăng ký"."""
    is_helped = quantity.measure in ("beneficiaries", "recipients", "schemes")
    return is_helped and _ASKS.match(context.text, quantity.end) is not None


def is_handed_in(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether what was asked for was asked already: "đã trình phê duyệt 7 đề án" is done, or not granted yet."""
    said = context.cues(STATED, (around.clause[0], quantity.start))
    if not said:
        return False
    if context.told(said[-1]) == "trình phê duyệt":
        return any(cue.code == "actual" for cue in said)
    # what is handed in to be settled was spent
    asked = [cue.end for cue in said if cue.code == "asked"]
    return bool(asked) and context.text.startswith(" quyết toán", asked[-1])


def is_reason(context: Context, around: Around) -> bool:
    """Whether a sentence tells why something is planned, which is so already: "Lý do là xã có 2 làng nghề cần vốn"."""
    return context.text.startswith(("lý do", "nguyên nhân", "khó khăn"), around.sentence[0])


def is_going_on(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether what goes on may be still to be done: "tiếp tục khảo sát 12 cơ sở, dự kiến chọn 5 đề án"."""
    if "tiếp tục" not in context.text[around.clause[0] : quantity.start]:
        return False
    behind = context.cues(STATED, (quantity.end, around.sentence[1]))
    return any(cue.code in WANTED for cue in behind)


def is_of_those_who_wish(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a number is of those who wish for something: there are so many: "3 cơ sở cam kết đối ứng"."""
    behind = context.first(STATED, around.behind)
    if behind is None or behind.code not in WANTED or quantity.kind != "count":
        return False
    is_helped = quantity.measure in ("beneficiaries", "recipients")
    is_wish = context.told(behind).startswith(_WISHES)
    return is_helped and is_wish and is_near(behind, quantity, context.text)


def has_turned_to_deeds(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a sentence that began with an aim or a grant goes on with what somebody did.

    "Với mục tiêu tăng 20%, công ty lắp 5 máy", "được cấp 3 tỷ đồng; hộ bỏ ra 4 tỷ đồng".
    """
    text, start = context.text, quantity.start
    said = context.cues(STATED, (around.sentence[0], start))
    if not said:
        return False
    if text.startswith("mục tiêu", said[-1].start):
        is_aim = text.endswith(_AIMING, 0, said[-1].start)
        return is_aim and "," in text[said[-1].end : start]
    is_before = said[-1].end < around.clause[0]
    return is_before and _PAYS.search(text, around.clause[0], start) is not None


def is_only_hedged(context: Context, around: Around) -> bool:
    """Whether "ước tính" alone says that a number was estimated; it may only say that nobody counted."""
    said = context.cues(STATED, (around.sentence[0], around.before[1]))
    return bool(said) and context.told(said[-1]) == "ước tính"
