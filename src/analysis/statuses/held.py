"""The status that a number has of what stands before its sentence: a heading, a list, what was told last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Context, last_of
from analysis.prose.sentences import Sentence
from analysis.statuses.words import DONE, MEANT, NORMS, STATED, WANTED, status_of

_GOES_ON = re.compile(
    r"(?:[-+•*] )?(?:trong đó|cụ thể|gồm|bao gồm|trong (?:tổng )?số|theo đó|ngoài ra|bên cạnh đó|đồng thời|cùng với"
    r"|[-+•*]|\([0-9]{1,2}\)|(?:một|hai|ba|bốn|năm) là|thứ (?:nhất|hai|ba|tư|năm)|trước hết)"
)
_BESIDES = re.compile(r"(?:[-+•*] )?(?:ngoài ra|bên cạnh đó|đồng thời|cùng với)")
_ITEM = re.compile(r"(?:[-+•*●▪◦]|\(?[0-9]{1,2}[.)]|[a-zđ]\)) ")
_BULLETS = "-+•*●▪◦"
# A sentence that tells why, or what came of it, tells what is so.
_EXPLAINS = ("lý do", "nguyên nhân", "nhờ ", "kết quả", "giờ ", '"giờ ', "nay ", '"nay ')
_RECEIVES = re.compile(r"(?: [^\s,;.:()]+){0,6}? nhận(?!\w)")
_REACH = 40
_RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỷ trọng|giảm|tăng)(?!\w)")
_DESCRIBED = ("labour", "person", "posts", "products", "other")
_WISHES = ("yêu cầu", "cam kết", "mong", "kỳ vọng", "muốn", "định ", "dự định", "có ý định")
ALLOTS = ("giao", "đã giao", "được giao", "phân bổ", "được phân bổ", "được cấp", "cấp kinh phí")
_GIVES = re.compile(
    r"[^:;()]*?(?<!\w)(?<!để )(?<!mức )(?<!được )(?<!phí )(?<!sẽ )(?:hỗ trợ|tổ chức|mở|giúp|triển khai|chọn|mua)(?!\w)"
)


class HeldStatus:
    """What holds of a sentence that says no status; `found` are the statuses of the sentences so far."""

    def __init__(self, context: Context, found: Mapping[int, set[str]]) -> None:
        self.context = context
        self._found = found

    def inherited(self, quantity: Quantity, sentence: int, is_other: bool) -> str:
        """The status of the sentence before that it goes on with, else that of the headline, else what is usual.

        `quantity` is the first of its sentence: what only describes goes on with nothing.
        """
        context = self.context
        here = context.sentences[sentence]
        explains = context.text.startswith(_EXPLAINS, here.start)
        if explains or context.first("past", context.range_of(sentence)):
            return "actual"
        if is_other:
            return self._paper or "actual"
        for number in range(sentence - 1, -1, -1):
            before = context.sentences[number]
            if before.paragraph != here.paragraph and not self.is_list(here):
                break
            if self._is_news_beside(number, sentence):
                break
            cues = context.cues(STATED, (before.start, before.end))
            if cues:
                return self._after(number, cues, quantity, here)
            if self._found.get(number) == {"actual"}:
                return "actual"
        return self._paper or self._of_headline(here)

    def _after(self, number: int, cues: Sequence[Cue], quantity: Quantity, here: Sentence) -> str:
        """The status that a sentence takes over from the one with this number, which holds these words."""
        context, last = self.context, cues[-1]
        is_own = _is_of_one_sentence(cues, quantity, here, context)
        is_own |= _gives_itself(context, last, quantity, here)
        if is_own and not self._goes_on_with(here):
            return "actual"
        is_list, is_rule = self.is_list(here), last.code in NORMS
        if is_rule and number not in self._found and not is_list:
            # "Mức hỗ trợ vẫn thấp." is no rule
            return "actual"
        code = status_of(last)
        codes = self._found.get(number, {"norm" if is_rule else code})
        if codes == {"norm"} and not context.cues(STATED, (here.start, here.end)):
            return "norm"
        if len(codes) == 1 and codes <= set(MEANT):
            # what was found for all its numbers, whatever word is the last
            return next(iter(codes))
        return code if is_list and not is_rule else "actual"

    def _of_headline(self, here: Sentence) -> str:
        """The status that a first line says of a text that tells no more done than meant to be; else the usual one."""
        context, head = self.context, self.context.sentences[0]
        if head.end >= here.start or not context.is_line(0) or self._is_done:
            return "actual"
        cue = last_of(context.cues(STATED, (head.start, head.end)))
        return status_of(cue) if cue is not None and status_of(cue) in MEANT else "actual"

    def headed(self, sentence: int) -> str:
        """The status that the heading of a section says: "II. Kế hoạch năm 2024"; the first line is no section's."""
        context = self.context
        for number in reversed(context.headings[: bisect_left(context.headings, sentence)]):
            where = context.range_of(number)
            cues = context.cues(STATED, where) or context.cues("titled", where) if number else []
            if cues:
                return _told_by(cues)
        return ""

    def led(self, sentence: int) -> str:
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

    def is_list(self, sentence: Sentence) -> bool:
        """Whether a sentence is an item, or says by its first words that it goes on with the one before."""
        return _GOES_ON.match(self.context.text, sentence.start) is not None

    def _is_news_beside(self, number: int, sentence: int) -> bool:
        """Whether two sentences are items of a list that nothing leads in, each told in full: news beside news."""
        context = self.context
        starts = context.sentences[sentence].start, context.sentences[number].start
        if number != sentence - 1 or any(context.text[start] not in _BULLETS for start in starts):
            return False
        is_full = context.text[context.sentences[number].end - 1] == "."
        return is_full and self._lead_of(sentence) is None

    def _goes_on_with(self, sentence: Sentence) -> bool:
        """Whether a sentence tells parts of what the one before told, not what else there was."""
        is_more = _BESIDES.match(self.context.text, sentence.start) is not None
        return self.is_list(sentence) and not is_more

    @cached_property
    def _paper(self) -> str:
        """The status of what a paper tells that the first line names: "KẾ HOẠCH", "HỢP ĐỒNG"; '' of none."""
        context, where = self.context, self.context.range_of(0)
        if not context.is_line(0) or any(cue.code in DONE for cue in context.cues(STATED, where)):
            return ""
        named = context.cues("named", where)
        return named[0].code if named and named[0].start == where[0] else ""

    @cached_property
    def _is_done(self) -> bool:
        """Whether the text tells what was done rather than what is planned."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        done = sum(cue.code in DONE for cue in cues)
        return done > sum(status_of(cue) in MEANT for cue in cues)


def _told_by(cues: Sequence[Cue]) -> str:
    """The status that a heading says: an approval that is asked for is planned, and mức chi are norms."""
    if cues[-1].code in NORMS:
        return "norm"
    if cues[-1].code == "approved" and any(cue.code in WANTED for cue in cues):
        return "planned"
    return status_of(cues[-1])


def _is_of_one_sentence(
    cues: Sequence[Cue], quantity: Quantity, here: Sentence, context: Context
) -> bool:
    """Whether the words of a sentence say nothing of a number that begins the next one.

    What was allotted may be spent, what somebody wishes is no plan, and what only describes, such as those who came to
    a meeting, is no part of one.
    """
    cue, before = cues[-1], (here.start, quantity.start)
    if cue.code == "allotted":
        return True
    if any(one.code == "asked" or context.told(one).startswith(_WISHES) for one in cues):
        return True
    is_described = quantity.kind == "ratio" or quantity.measure in _DESCRIBED
    is_described |= quantity.kind == "share" and _RATE.search(context.text, *before) is not None
    is_helped = quantity.measure in ("beneficiaries", "recipients")
    return is_described or (is_helped and status_of(cue) == "planned")


def _gives_itself(context: Context, cue: Cue, quantity: Quantity, here: Sentence) -> bool:
    """Whether a sentence behind what was allotted tells what was done with it.

    "Huyện được phân bổ 2 tỷ đồng. Từ nguồn này, huyện hỗ trợ 5 cơ sở", not "Kinh phí dùng để hỗ trợ 5 cơ sở".
    """
    if context.told(cue) not in ALLOTS:
        return False
    text, end = context.text, min(here.end, quantity.end + _REACH)
    is_received = _RECEIVES.match(text, quantity.end, end) is not None
    is_set_aside = bool(context.cues("set_aside", (here.start, quantity.start)))
    return is_received or is_set_aside or _GIVES.match(text, here.start, quantity.start) is not None
