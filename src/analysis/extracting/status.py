"""Status of each quantity: what its own words say, else its sentence, else what holds from before."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from analysis.extracting.status_words import (
    DONE,
    MEANT,
    NORMS,
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
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Around, Context, last_of
from analysis.prose.sentences import Sentence

_GOES_ON = re.compile(
    r"(?:[-+•*] )?(?:trong đó|cụ thể|gồm|bao gồm|trong số|theo đó|ngoài ra|bên cạnh đó|đồng thời|cùng với|[-+•*])"
)
_ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
_LONGEST_AMOUNT = 40
# The plan itself, with which what was done is compared: "đạt 98% so với kế hoạch 2,5 tỷ đồng".
_PLAN_OF = re.compile(
    r"(?:so với|%|phần trăm) (?:mức |tổng )?(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu)"
    r"(?: (?:năm|cả năm|(?:19|20)[0-9]{2}|được|giao|vốn|đề ra|là))* \(?$"
)
_MUST = re.compile(r"(?:phải(?<!\wphải)|có trách nhiệm)(?!\w).*(?:ít nhất|tối thiểu)")
_EQUALS = re.compile(r",? (?:bằng|tức|tức là|tương đương|tương ứng)(?: với)? ")
_A_UNIT = re.compile(
    r" ?/ ?(?:1 )?(?:đề án|cơ sở|mô hình|hộ|đơn vị|doanh nghiệp|lớp|học viên|dự án|sản phẩm|thương hiệu|nhãn hiệu|cụm)"
)
_LITTLE_MORE = ("gần", "ngót", "chưa")
# Words that say as much whatever stands beside them; two of them at a number contradict each other.
_FIRM = ("planned", "approved", "allotted", "estimated")


class Statuses:
    """The status of each quantity, gone through in their order, and what was said last."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.last = self.last_before = (0, "")
        self._status = ""
        self._sentence = -2
        self._is_said = False
        self._found: dict[int, set[str]] = {}
        self._words: dict[int, StatusWords] = {}

    def of(
        self, quantity: Quantity, around: Around, *, says_other_period: bool
    ) -> tuple[str, bool]:
        """The status of a quantity, and whether its own sentence says it."""
        status, is_said = self._own_or_held(quantity, around, says_other_period)
        self.last, self.last_before = (quantity.end, status), self.last
        self._found.setdefault(around.number, set()).add(status)
        return status, is_said

    def words(self, around: Around) -> StatusWords:
        """The words of status of a sentence, looked for once."""
        words = self._words.get(around.number)
        if words is None:
            words = self._words[around.number] = words_in(self.context, around.sentence)
        return words

    def is_contested(self, around: Around) -> bool:
        """Whether words right before a number speak for several statuses, or of money allotted, which may be spent."""
        stated = self.words(around).stated
        if not stated:
            return False
        codes = {cue.code for cue in self.context.cues(STATED, around.before)}
        if codes.intersection(WANTED):
            return False
        last = last_in(stated, (around.clause[0], around.behind[1]))
        is_allotted = last is not None and last.code == "allotted"
        return is_allotted or len(codes.intersection(_FIRM)) > 1

    def _own_or_held(
        self, quantity: Quantity, around: Around, says_other_period: bool
    ) -> tuple[str, bool]:
        if self._is_planned_whole(quantity, around):
            # it says nothing of the numbers that follow
            return "planned", True
        sentence = around.number
        own = self._own(quantity, around)
        if own == "actual" and all(one.code == "carried" for one in self.words(around).stated):
            # "II. Nhiệm vụ: nghiệm thu 2 đề án": what is to be done, where no word says that it was
            headed = self._headed(sentence)
            own = (
                headed
                if headed in MEANT and self._is_list(self.context.sentences[sentence])
                else own
            )
        if own:
            self._status, self._sentence = own, sentence
            # words right behind a number tell of it, and need not of the numbers that follow
            behind = first_in(self.words(around).stated, around.behind)
            is_its = behind is not None and is_near(behind, quantity, self.context.text)
            self._is_said = not is_its and not self.is_contested(around)
            return own, True
        if self._sentence == sentence and self._turn(quantity, around) > around.sentence[0]:
            return "actual", False
        if self._sentence != sentence:
            headed = self._headed(sentence) or self._led(sentence)
            self._status = headed or self._inherited(sentence, says_other_period)
            self._sentence, self._is_said = sentence, headed != ""
        return self._status, self._is_said

    def _is_planned_whole(self, quantity: Quantity, around: Around) -> bool:
        """Whether a quantity is what was planned beside what was done: "01/02 đề án", "so với kế hoạch 2 tỷ đồng"."""
        if quantity.place == "whole":
            # "32/40 hộ đã dùng lò gas": how many there are
            return quantity.measure not in ("beneficiaries", "recipients")
        begun = around.sentence[0], quantity.start
        is_compared = quantity.kind != "share" and _PLAN_OF.search(self.context.text, *begun)
        return bool(is_compared) or _is_of_whole(quantity, self.context)

    def _own(self, quantity: Quantity, around: Around) -> str:
        """The status that the words of the quantity's own sentence give it; '' of none."""
        text, words = self.context.text, self.words(around)
        is_cap = _is_cap(quantity)
        if quantity.kind == "share" and self._is_norm_of_share(quantity, around, words):
            return "norm"
        start = self._turn(quantity, around)
        clause = (max(around.clause[0], start), quantity.start)
        norm = last_in(words.stated, clause, ("norm",))
        if (is_cap or norm) and _A_UNIT.match(text, quantity.end):
            return "norm"
        begun = start, quantity.start
        if is_cap and last_in(words.stated, begun, NORMS):
            return "norm"
        behind = first_in(words.usual, around.behind)
        if behind and behind.code not in DONE and is_near(behind, quantity, text):
            return status_of(behind)
        before = last_in(words.usual, clause) or last_in(words.free, begun)
        if before:
            since = words.usual
            if start > around.sentence[0]:
                since = [cue for cue in since if cue.start >= start]
            return wanted_first(before, since, self.context)
        if norm:
            return "norm"
        return self._behind(words, quantity, around)

    def _turn(self, quantity: Quantity, around: Around) -> int:
        """Where that begins which a sentence says of a quantity: behind "nhưng" nothing of before it holds."""
        start = around.sentence[0]
        turn = last_of(self.context.cues("turning", (start, quantity.start)))
        return turn.end if turn else start

    def _is_norm_of_share(self, quantity: Quantity, around: Around, words: StatusWords) -> bool:
        """Whether a percentage is one of a rule: "phải góp ít nhất 50%", "tối đa 35 triệu đồng, bằng 50% chi phí"."""
        text = self.context.text
        if _MUST.search(text, *around.before) or first_in(words.rules, around.behind):
            return True
        end, status = self.last
        return status == "norm" and _EQUALS.fullmatch(text, end, quantity.start) is not None

    def _behind(self, words: StatusWords, quantity: Quantity, around: Around) -> str:
        """The status that words behind a quantity give it and the others of its part of the sentence."""
        if not words.usual:
            return ""
        turn = self.context.first("turning", (quantity.end, around.sentence[1]))
        last = around.sentence[1] if turn is None else turn.start
        rest = first_in(words.usual, (around.rest[0], min(around.rest[1], last)))
        if rest is not None and rest.code in DONE:
            return "actual"
        end = self.context.text.find(";", quantity.end, last)
        end = last if end < 0 else end
        for start, cue in words.behind:
            if quantity.start <= start < end:
                return status_of(cue)
        after = first_in(words.usual, (around.last, last))
        return status_of(after) if after else ""

    def _inherited(self, sentence: int, is_other: bool) -> str:
        """The status of the sentence before that it goes on with, else that of the headline, else what is usual."""
        context = self.context
        here = context.sentences[sentence]
        if is_other:
            return "actual"
        for number in range(sentence - 1, -1, -1):
            before = context.sentences[number]
            if before.paragraph != here.paragraph and not self._is_list(here):
                break
            cues = context.cues(STATED, (before.start, before.end))
            if not cues:
                continue
            code = status_of(cues[-1])
            if cues[-1].code == "allotted" and not self._is_list(here):
                return "actual"
            codes = self._found.get(number, {"norm" if code in NORMS else code})
            if codes == {"norm"} and not context.cues("status", context.range_of(sentence)):
                return "norm"
            if self._is_list(here):
                return code if code not in NORMS else "actual"
            # what was found for all the numbers of that sentence, whatever words stand beside its verb
            return code if codes <= {code} & set(MEANT) else "actual"
        head = context.sentences[0]
        cue = (
            last_of(context.cues(STATED, context.range_of(0)))
            if head.end < here.start and context.is_line(0)
            else None
        )
        if cue is not None and status_of(cue) in MEANT and not self._is_done:
            return status_of(cue)
        return "actual"

    def _headed(self, sentence: int) -> str:
        """The status that the heading of a section says: "II. Kế hoạch năm 2024"; the first line is no section's."""
        context = self.context
        for number in reversed(context.headings[: bisect_left(context.headings, sentence)]):
            where = context.range_of(number)
            cues = context.cues(STATED, where) or context.cues("titled", where) if number else []
            if cues:
                return status_of(cues[-1])
        return ""

    def _led(self, sentence: int) -> str:
        """The norm that the sentence above a list speaks of: "mức hỗ trợ được quy định như sau:"."""
        lead = self._lead_of(sentence)
        cues = self.context.cues(STATED, self.context.range_of(lead)) if lead is not None else []
        return "norm" if cues and cues[-1].code in NORMS else ""

    def _lead_of(self, sentence: int) -> int | None:
        """The number of the sentence that ends with a colon above the list to which a sentence belongs."""
        context, listed = self.context, self.context.sentences
        here = listed[sentence].paragraph
        for number in range(sentence, -1, -1):
            if number and listed[number - 1].paragraph == listed[number].paragraph:
                continue
            # the first sentence of its paragraph
            if _ITEM.match(context.text, listed[number].start) is None:
                return None
            above = number - 1
            if above >= 0 and context.text[listed[above].end - 1] == ":":
                return above if listed[above].paragraph != here else None
        return None

    def is_of_item_above(self, sentence: int) -> bool:
        """Whether the status of an item of a list is that of the item above, which need not hold for both."""
        context = self.context
        starts = [context.sentences[number].start for number in (sentence, sentence - 1)]
        is_in_list = sentence > 0 and all(_ITEM.match(context.text, start) for start in starts)
        return is_in_list and bool(context.cues(STATED, context.range_of(sentence - 1)))

    def _is_list(self, sentence: Sentence) -> bool:
        return _GOES_ON.match(self.context.text, sentence.start) is not None

    @cached_property
    def _is_done(self) -> bool:
        """Whether the text tells what was done rather than what is planned."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        done = sum(cue.code in DONE for cue in cues)
        return done > sum(status_of(cue) in MEANT for cue in cues)


def _is_cap(quantity: Quantity) -> bool:
    """Whether a quantity is a most that is allowed, not the end of a range or a little more than there is."""
    is_little_more = quantity.hedge.startswith(_LITTLE_MORE)
    return quantity.bound == "at_most" and quantity.place != "high" and not is_little_more


def _is_of_whole(quantity: Quantity, context: Context) -> bool:
    """Whether an amount is the second of two with a stroke between: what was planned of what was done."""
    stroke = quantity.start - 1
    if quantity.kind != "money" or context.text[max(0, stroke) : stroke + 1] != "/":
        return False
    before = context.found_in((stroke - _LONGEST_AMOUNT, stroke))
    return any(one.end == stroke and one.kind == "money" for one in before)
