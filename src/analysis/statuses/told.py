"""Status of each quantity: what its own words say, else its sentence, else what holds from before."""

from __future__ import annotations

import re

from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, last_of
from analysis.statuses.held import HeldStatus
from analysis.statuses.wholes import (
    all_given,
    is_by_rule,
    is_plan_beside,
    is_rest_to_come,
    raised_from,
)
from analysis.statuses.words import (
    DONE,
    MEANT,
    NORMS,
    NOW,
    STATED,
    WANTED,
    StatusWords,
    first_in,
    is_near,
    last_in,
    status_of,
    wanted_first,
    words_in,
)

_MUST = re.compile(r"(?:phải(?<!\wphải)|có trách nhiệm)(?!\w).*(?:ít nhất|tối thiểu)")
_AS_SHARE = re.compile(
    r"[ ,;(]*(?:(?:tỷ lệ|đạt|bằng|tức|tương đương|tương ứng|khoảng|gần|hơn|trên) )*"
)
_EQUALS = re.compile(r",? (?:bằng|tức|tức là|tương đương|tương ứng)(?: với)? ")
_A_UNIT = re.compile(
    r" ?/ ?(?:1 )?(?:đề án|cơ sở|mô hình|hộ|đơn vị|doanh nghiệp|lớp|học viên|dự án|sản phẩm|thương hiệu|nhãn hiệu"
    r"|cụm|buổi|ngày|người|gian|giờ|tiết)"
)
_OF_COSTS = re.compile(r" (?:tổng )?(?:chi phí|giá|tiền thuê|kinh phí|lãi suất)")
ASKS_FOR = (" xin ", " xin thêm ", " xin đúng ")
# "xin 2 tỷ đồng, được 1 tỷ đồng"
_WAS_GIVEN = (", được ", " chỉ được ", " mới được ")
# What is allowed at most was never counted.
_CAPS = ("không quá", "không vượt", "tối đa")
_LITTLE_MORE = ("gần", "ngót", "chưa")
# Words that say as much whatever stands beside them; two of them at a number contradict each other.
_FIRM = ("planned", "approved", "allotted", "estimated")


class Statuses:
    """The status of each quantity, gone through in their order, and what was said last."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.last = self.last_before = (0, "")
        self._status = ""
        self._planned_end = 0
        self.is_raised = False
        self._sentence = -2
        self._is_said = False
        self._found: dict[int, set[str]] = {}
        self._words: dict[int, StatusWords] = {}
        self.held = HeldStatus(context, self._found)

    def of(
        self, quantity: Quantity, around: Around, *, says_other_period: bool
    ) -> tuple[str, bool]:
        """The status of a quantity, and whether its own sentence says it."""
        status, is_said = self._own_or_held(quantity, around, says_other_period)
        # what is to be raised is so until then
        raised = raised_from(self.context, quantity) if status != "norm" else ""
        if status not in MEANT and raised == "actual":
            raised = ""
        self.is_raised, status = raised != "", raised or status
        if status == "planned" and self._is_of_grant(quantity, around):
            status = "approved"
        if status in ("planned", "estimated") and self._is_held_against(quantity):
            self.is_raised, status = True, "actual"
        if status == "actual" and quantity.hedge.startswith(_CAPS):
            said = self.context.cues(STATED, (around.clause[0], quantity.start))
            status = "actual" if any(cue.code == "actual" for cue in said) else "norm"
        self.last, self.last_before = (quantity.end, status), self.last
        self._found.setdefault(around.number, set()).add(status)
        return status, is_said

    def _is_held_against(self, quantity: Quantity) -> bool:
        """Whether what is meant to be is compared with a number: "ước đạt 45 cơ sở, so với 38 cơ sở năm 2023"."""
        return self.context.text.endswith((" so với ", " so với mức "), 0, quantity.start)

    def words(self, around: Around) -> StatusWords:
        """The words of status of a sentence, looked for once."""
        words = self._words.get(around.number)
        if words is None:
            words = self._words[around.number] = words_in(self.context, around.sentence)
        return words

    def found_in(self, sentence: int) -> set[str]:
        """The statuses found so far for the numbers of a sentence."""
        return self._found.get(sentence, set())

    def is_contested(self, around: Around, status: str) -> bool:
        """Whether words right before a number speak for several statuses, or of money allotted, which may be spent."""
        stated = self.words(around).stated
        if not stated:
            return False
        said = self.context.cues(STATED, around.before)
        codes = {cue.code for cue in said}
        if codes.intersection(WANTED):
            return False
        if said and said[-1].code == "approved" and codes <= {"planned", "approved"}:
            # "kế hoạch năm 2024 được phê duyệt 4 tỷ đồng", but "thông qua với nhu cầu 4 tỷ đồng"
            return "nhu cầu" in self.context.text[said[-1].end : around.before[1]]
        last = last_in(stated, (around.clause[0], around.behind[1]))
        is_allotted = last is not None and last.code == "allotted" and status == "approved"
        return is_allotted or len(codes.intersection(_FIRM)) > 1

    def _own_or_held(
        self, quantity: Quantity, around: Around, says_other_period: bool
    ) -> tuple[str, bool]:
        if is_plan_beside(self.context, quantity, around, self._planned_end):
            # it says nothing of the numbers that follow
            self._planned_end = quantity.end
            return "planned", True
        if given := all_given(self.context, quantity, around, self.words(around)):
            return given, True
        sentence = around.number
        own = self._own(quantity, around)
        if own == "actual" and all(one.code == "carried" for one in self.words(around).stated):
            # "II. Nhiệm vụ: nghiệm thu 2 đề án": what is to be done, where no word says that it was
            headed = self.held.headed(sentence)
            own = (
                headed
                if headed in MEANT and self.held.is_list(self.context.sentences[sentence])
                else own
            )
        if own and self._is_in_brackets(quantity, around):
            # it says nothing of what follows them: "Báo, đài (dự kiến 12 tin): 3 tỷ đồng"
            return own, True
        if own:
            self._status, self._sentence = own, sentence
            # words right behind a number tell of it, and need not of the numbers that follow
            behind = first_in(self.words(around).stated, around.behind)
            is_its = behind is not None and is_near(behind, quantity, self.context.text)
            self._is_said = not is_its and not self.is_contested(around, own)
            return own, True
        if self._sentence == sentence and self._turn(quantity, around) > around.sentence[0]:
            return "actual", False
        if self._sentence != sentence:
            headed = self.held.headed(sentence) or self.held.led(sentence)
            self._status = headed or self.held.inherited(quantity, sentence, says_other_period)
            self._sentence, self._is_said = sentence, headed != ""
        return self._status, self._is_said

    def _is_of_grant(self, quantity: Quantity, around: Around) -> bool:
        """Whether money is a part of what the sentence before grants, and only what it will be spent on is to come.

        "Tổng kinh phí được duyệt là 17 tỷ đồng. Nguồn tỉnh 12 tỷ đồng sẽ hỗ trợ 42 đề án."
        """
        number, context = around.number, self.context
        if quantity.kind != "money" or self._found.get(number - 1) != {"approved"}:
            return False
        if context.is_line(number - 1) or context.periods_of(number):
            return False
        begun = around.clause[0], quantity.start
        return not context.cues(STATED, begun) and not context.has_between(*begun)

    def _own(self, quantity: Quantity, around: Around) -> str:
        """The status that the words of the quantity's own sentence give it; '' of none."""
        text, words = self.context.text, self.words(around)
        is_cap = _is_cap(quantity)
        if at_once := self._at_once(quantity, around, words):
            return at_once
        start = self._turn(quantity, around)
        clause = (max(around.clause[0], start), quantity.start)
        norm = last_in(words.stated, clause, ("norm",))
        if (is_cap or norm) and _A_UNIT.match(text, quantity.end):
            return "norm"
        begun = start, quantity.start
        if is_cap and last_in(words.stated, begun, NORMS):
            return "norm"
        behind = first_in(words.usual, around.behind)
        if behind and is_near(behind, quantity, text):
            if behind.code not in DONE:
                return status_of(behind)
            if self.context.told(behind) in NOW and quantity.measure == "schemes":
                # "2 đề án đang thẩm định"
                return "actual"
        before = last_in(self._open(words.usual, quantity), clause)
        before = before or last_in(self._open(words.free, quantity), begun)
        if norm and before and norm.end <= before.start and self.context.told(before) in NOW:
            # "mức hỗ trợ tối đa hiện nay là 5 tỷ đồng"
            return "norm"
        if before:
            since = words.usual
            if start > around.sentence[0]:
                since = [cue for cue in since if cue.start >= start]
            return wanted_first(before, since, self.context)
        if norm or is_by_rule(self.context, words.rules, clause):
            return "norm"
        return self._behind(words, quantity, around)

    def _at_once(self, quantity: Quantity, around: Around, words: StatusWords) -> str:
        """The status that the turn of words right at a quantity gives it, whatever stands else; '' of none."""
        text, start = self.context.text, quantity.start
        if quantity.kind == "share" and self._is_norm_of_share(quantity, around, words):
            return "norm"
        if self._equals_estimate(quantity):
            return "estimated"
        if text.endswith(_WAS_GIVEN, 0, start):
            return "actual"
        is_asked = text.endswith(ASKS_FOR, 0, start)
        return "planned" if is_asked or is_rest_to_come(self.context, around, words) else ""

    def _equals_estimate(self, quantity: Quantity) -> bool:
        """Whether a percentage says what was estimated right before it: "ước thực hiện 4 tỷ đồng; tỷ lệ 98%"."""
        end, status = self.last
        is_share = quantity.kind == "share" and status == "estimated"
        return is_share and _AS_SHARE.fullmatch(self.context.text, end, quantity.start) is not None

    def _is_in_brackets(self, quantity: Quantity, around: Around) -> bool:
        """Whether a quantity stands between brackets."""
        text, begun = self.context.text, (around.sentence[0], quantity.start)
        return text.rfind("(", *begun) > text.rfind(")", *begun)

    def _open(self, cues: list[Cue], quantity: Quantity) -> list[Cue]:
        """Words before a quantity but for those in brackets that end before it: "Báo (dự kiến 12 tin): 3 tỷ đồng"."""
        text, start = self.context.text, quantity.start
        if not cues or text.find(")", cues[0].end, start) < 0:
            return cues
        return [
            cue
            for cue in cues
            if (end := text.find(")", cue.end, start)) < 0 or "(" in text[cue.end : end]
        ]

    def _turn(self, quantity: Quantity, around: Around) -> int:
        """Where that begins which a sentence says of a quantity: behind "nhưng" nothing of before it holds.

        Nor behind a sign and a time before: "dự kiến đạt 6 tỷ đồng; năm ngoái lãi 1 tỷ đồng".
        """
        context, start = self.context, around.sentence[0]
        if context.text[start] == '"':
            # behind what was said stands who said it
            start = max(start, context.text.rfind('", ', start, quantity.start) + 1)
        turn = last_of(context.cues("turning", (start, quantity.start)))
        past = last_of(context.cues("past", (around.clause[0], quantity.start)))
        if past and context.text.endswith(("; ", ", "), 0, past.start):
            return max(past.end, turn.end if turn else start)
        return turn.end if turn else start

    def _is_norm_of_share(self, quantity: Quantity, around: Around, words: StatusWords) -> bool:
        """Whether a percentage is one of a rule: "phải góp ít nhất 50%", "tối đa 35 triệu đồng, bằng 50% chi phí"."""
        text = self.context.text
        if _MUST.search(text, *around.before) or first_in(words.rules, around.behind):
            return True
        if _OF_COSTS.match(text, quantity.end) and not any(
            cue.code in DONE for cue in words.stated
        ):
            # "hỗ trợ 50% chi phí thuê gian hàng nhưng không quá 20 triệu đồng"
            return any(cue.code in NORMS and cue.start > quantity.end for cue in words.stated)
        end, status = self.last
        return status == "norm" and _EQUALS.fullmatch(text, end, quantity.start) is not None

    def _behind(self, words: StatusWords, quantity: Quantity, around: Around) -> str:
        """The status that words behind a quantity give it and the others of its part of the sentence."""
        if not words.usual:
            return ""
        turn = self.context.first("turning", (quantity.end, around.sentence[1]))
        last = around.sentence[1] if turn is None else turn.start
        end = self.context.text.find(";", quantity.end, last)
        end = last if end < 0 else end
        rest = first_in(words.usual, (around.rest[0], min(around.rest[1], end)))
        if rest is not None and rest.code in DONE:
            return "actual"
        for start, cue in words.behind:
            if quantity.start <= start < end and cue.start < last:
                return status_of(cue)
        after = first_in(words.usual, (around.last, last))
        if after is None or (after.code in DONE and after.start > end):
            return ""
        return status_of(after)


def _is_cap(quantity: Quantity) -> bool:
    """Whether a quantity is a most that is allowed, not the end of a range or a little more than there is."""
    is_little_more = quantity.hedge.startswith(_LITTLE_MORE)
    return quantity.bound == "at_most" and quantity.place != "high" and not is_little_more
