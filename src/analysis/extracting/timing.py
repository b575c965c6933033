"""Period and status of each quantity: what its own words say, else its sentence, else what holds from before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.extracting.periods import End, Said
from analysis.extracting.plain import PARAGRAPH
from analysis.extracting.quantities import Quantity
from analysis.extracting.rules import Cue
from analysis.extracting.scopes import Around, Context, Range, last_of
from analysis.extracting.sentences import Sentence
from analysis.language.year_parts import part_words, without_length_of_class

Period = tuple[End, End] | None
_GOES_ON = re.compile(
    r"(?:[-+•*] )?(?:trong đó|cụ thể|gồm|bao gồm|trong số|theo đó|ngoài ra|bên cạnh đó|đồng thời|cùng với|[-+•*])"
)
# The words of status that say one, among the tables of a text.
STATED = "stated"
_LONGEST_PERCENT = 30
_REACH = 25
_LONGEST_AMOUNT = 40
_STATUSES = {"carried": "actual", "intended": "planned", "allotted": "approved"}
# Words that say as much whatever stands beside them; two of them at a number contradict each other.
_FIRM = ("planned", "approved", "allotted", "estimated")
_NORMS = ("norm", "rule")
_DONE = ("actual", "carried")
# Patterns that begin with their words are found far quicker than those that first look at what stands before.
_IN_TURN = re.compile(r"(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")
_YEARS = re.compile(r"(?:19|20)(?<![0-9./-]..)[0-9]{2}(?![0-9./-])")
# What is put off was not of the year that it is put off to.
_MOVED = re.compile(
    r"(?<!\w)(?:gia hạn|lùi|hoãn|chuyển(?: tiếp)?|kéo dài|dời)(?: đến| tới| sang)+ năm(?!\w)"
)
# A fair of some days of one month: "từ ngày 8 đến 13/9".
_DAYS_OF_EVENT = re.compile(
    r"(?<!\w)từ (?:ngày )?[0-9]{1,2} ?(?:đến|tới|-) ?(?:ngày )?[0-9]{1,2}/[0-9]{1,2}(?!\w)"
)
# "từ giữa năm đến tháng 9/2023", "quý III và quý IV năm 2023": it began before what is said with its year.
_BEGUN = re.compile(
    r"(?<!\w)(?:từ (?:đầu |giữa |cuối |sau )?(?:ngày|tháng|quý|năm|vụ|tết)(?!\w)[^,.;:]*"
    r"|(?:quý|tháng) \w{1,3}(?: và| đến| tới|,)(?: hết)?) $"
)
_FURTHEST_BEGIN = 40
_SIGN = re.compile(r"[,;]| và ")
_OF_THESE = re.compile(r"(?<!\w)(?:trong đó|trong số|chỉ có|mới có)(?!\w)")
_ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
# "năm 2019 hỗ trợ 2 đề án thì năm 2020 là 4 đề án"
_THEN = re.compile(r"(?<!\w)thì(?!\w)")
_UNTIL = re.compile(r"(?:đến|tới)(?: hết| cuối)? năm")
# "đến hết năm 2023", "tính đến cuối năm 2023": of all years so far, unless what it began with is said.
_ALL_UP_TO = re.compile(
    r"(?<!\w)(?:(?:đến|tới)(?: thời điểm)? (?:hết|cuối)|tính (?:đến|tới))(?: ngày)? năm (?:19|20)[0-9]{2}$"
)
_UP_TO = re.compile(r"(?:cho )?đến")
_LAST_HALF = ("6 tháng cuối", "sáu tháng cuối", "nửa cuối")
# Words for a time that say no year of their own: that which holds is another one.
_TOLD_FROM_NOW = re.compile(
    r"(?<!so với )(?<!cùng kỳ )(?<!\w)(?:(?:6|sáu) tháng cuối năm|nửa cuối năm|năm nay|năm ngoái|năm tới|sang năm"
    r"|năm sau|giai đoạn tới|thời gian tới|những năm tới)(?!\w)(?! (?:19|20)[0-9]{2})"
)
_NOW = re.compile(
    r"(?<!\w)(?:(?<!đến )(?<!tới )nay|hiện(?= (?:có|vẫn|làng|xã|huyện|tỉnh|toàn|cả|trên)))(?!\w)"
)
_YEAR_BEFORE = re.compile(r"(?<!\w)năm ((?:19|20)[0-9]{2}) \($")
# Of what was not done a number is told too; "không quá", "gạch không nung" deny nothing.
_DENIED = re.compile(
    r"(?<!\w)(?:(?:chưa|không)(?: được| thể)? (?:thực hiện|triển khai|hỗ trợ|giải ngân|hoàn thành|đạt|nghiệm thu"
    r"|quyết toán|thanh toán|bố trí|cấp|phê duyệt|duyệt|phân bổ|tổ chức|sử dụng|đủ|tham gia|nhận|làm|xong|còn)"
    r"|(?<!không )(?:rút(?! ngắn| gọn| kinh nghiệm)|hủy|dừng|ngừng|hoãn|đình chỉ|chấm dứt))(?!\w)"
)
_PART_OF_YEAR = re.compile(
    r"tháng|quý|niên|nửa|đến|tới|[0-9]t|[0-9] ?- ?[0-9]{1,2}[/.-]|(?<!\w)[qt]\.? ?[0-9i]"
)
# "9 triệu đồng một tháng" is a rate
_EACH_MONTH = "một tháng"
# The plan itself, with which what was done is compared: "đạt 98% so với kế hoạch 2,5 tỷ đồng".
_PLAN_OF = re.compile(
    r"(?<!\w)so với (?:mức |tổng )?(?:kế hoạch|dự toán)"
    r"(?: (?:năm|cả năm|(?:19|20)[0-9]{2}|được|giao|vốn|đề ra|là))* \(?$"
)
_PERCENT_OF = re.compile(r"(?:%|phần trăm) (?:(?:tổng|số|mức|vốn|tiền|kinh phí) )*$")
_MUST = re.compile(r"(?<!\w)phải(?!\w).*(?:ít nhất|tối thiểu)")
_A_UNIT = re.compile(
    r" ?/ ?(?:1 )?(?:đề án|cơ sở|mô hình|hộ|đơn vị|doanh nghiệp|lớp|học viên|dự án|sản phẩm|thương hiệu|cụm)"
)


@dataclass(frozen=True)
class Timed:
    """Period and status of a quantity, and why they may be others."""

    period: Period
    status: str
    doubts: tuple[str, ...]


def stated(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The words of status in a text that say one; not a plan that a percentage is of."""
    return [
        cue
        for cue in cues
        if cue.code != "neutral"
        and not _PERCENT_OF.search(text, max(0, cue.start - _LONGEST_PERCENT), cue.start)
    ]


def timings(context: Context) -> list[Timed]:
    """Period and status of every quantity of a text."""
    held = _Held(context)
    return [
        held.timed(quantity, around)
        for quantity, around in zip(context.found, context.arounds, strict=True)
    ]


@dataclass(frozen=True)
class _Words:
    """The words of status of a sentence.

    `usual` are those of no norm; `free` those of them that tell of no number right before them, and estimate nothing;
    `behind` are those right behind a number, with where that begins.
    """

    stated: list[Cue]
    usual: list[Cue]
    free: list[Cue]
    behind: list[tuple[int, Cue]]


class _Held:
    """What was said last while the quantities are gone through in their order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period: Period = None
        self.status = ""
        self.status_sentence = -2
        self.status_said = False
        self.last = self.last_before = (0, "")
        self.statuses: dict[int, set[str]] = {}
        self.words: dict[Range, _Words] = {}
        self.seen = 0
        self.told = 0
        self.said: set[Period] = set()

    def timed(self, quantity: Quantity, around: Around) -> Timed:
        self._remember(around.sentence[0])
        status, is_said = self._status(quantity, around)
        doubts = []
        if (
            self._is_contested(around)
            or (status == "approved" and self._is_of_other_verb(quantity, around))
            or (not is_said and self._is_unsure_status(status, quantity, around))
            or self._is_said_of_others(status, quantity, around)
            or (status == "actual" and self._is_for_what_is_meant(quantity, around))
            or (status == "actual" and self._is_meant_behind(around))
            or self._is_said_at_end(status, quantity, around)
            or (not is_said and self._is_of_programme(status, quantity, around))
        ):
            doubts.append("tình trạng không nói rõ trong câu")
        if status == "norm":
            return Timed(None, status, tuple(doubts))
        near = around.before[0], around.behind[1]
        if denied := self.context.seek(_DENIED, near):
            doubts.append(f'lời quanh số nói "{denied[0]}"')
        own = self._own_period(quantity, around)
        if own is None and self.period is None and self._says_any:
            doubts.append("không rõ kỳ")
        elif self._is_unsure_period(own, status, around):
            doubts.append("kỳ không nói rõ trong câu")
        period = self._of_plan(own, status) if own else self.period
        if own is None and (told := self.context.seek(_TOLD_FROM_NOW, around.clause)):
            period = _half_of(self.period, told[0])
            doubts.append(f'lời trước số nói "{told[0]}"')
        elif own is None and self._has_bare_year(around.sentence):
            doubts.append("năm nói trong câu có thể là kỳ")
        elif own is None and (told := self.context.seek(_NOW, around.clause)):
            doubts.append(f'lời trước số nói "{told[0]}"')
        doubts.extend(self._later_time(own, quantity))
        if quantity.kind in ("money", "count"):
            doubts.extend(self._unlike_year(period, own, around))
        moved = self.context.seek(_MOVED, around.behind) if status == "actual" else None
        if moved and own is not None and own.start in range(*moved.span()):
            doubts.append(f'lời sau số nói "{moved[0]}"')
        if own is None or own.end < around.clause[0]:
            doubts.extend(self._other_part(period, around))
        if part := self._part_of_year(period, own, around):
            doubts.append(f'lời quanh số nói "{part}", kỳ có thể là một phần của năm')
        return Timed(period, status, tuple(doubts))

    def _later_time(self, own: Said | None, quantity: Quantity) -> Iterator[str]:
        """Why words between a period and its number may say another one: "năm 2021 …, năm sau 7 đề án", "2023 là …"."""
        if own is None or own.end >= quantity.start:
            return
        between = own.end, quantity.start
        if told := self.context.seek(_TOLD_FROM_NOW, between):
            yield f'lời trước số nói "{told[0]}"'
        if self._has_bare_year(between):
            yield "năm nói trong câu có thể là kỳ"

    def _unlike_year(self, period: Period, own: Said | None, around: Around) -> Iterator[str]:
        """Why the year said may not be that of the number: of a whole year beside a part, of all years up to one."""
        if period is None:
            return
        context = self.context
        if isinstance(period[1], str):
            own_words = around.clause[0], around.behind[1]
            for cue in context.cues("caution", own_words):
                if cue.code == "whole_year":
                    yield f'lời quanh số nói "{context.text[cue.start : cue.end]}"'
        elif own is not None and period != self.period and period[0] == period[1]:
            said = context.text[max(0, own.start - _REACH) : own.end]
            if told := _ALL_UP_TO.search(said):
                yield f'lời quanh số nói "{told[0]}", có thể là lũy kế'

    def _other_part(self, period: Period, around: Around) -> Iterator[str]:
        """Words of a part of a year without the year, where another part was said before: "trong quý II sẽ …"."""
        if period is None or isinstance(period[1], int):
            return
        said = self.context.text[around.clause[0] : around.behind[1]]
        told = part_words(said)
        is_since = f"sau {told}" in said or self.context.seek(_TOLD_FROM_NOW, around.clause)
        if told and not is_since:
            yield f'lời quanh số nói "{told}"'

    def _part_of_year(self, period: Period, own: Said | None, around: Around) -> str:
        """The words of a part of a year beside a quantity whose period is of whole years; '' without any."""
        if period is None or not isinstance(period[1], int):
            return ""
        begin = around.sentence[0] if own is None else around.clause[0]
        # a look for what all such words have, before the many patterns of them
        if self.context.seek(_PART_OF_YEAR, (begin, around.behind[1])) is None:
            return ""
        told = _DAYS_OF_EVENT.sub(" ", self.context.text[begin : around.behind[1]])
        words = part_words(without_length_of_class(told))
        return "" if words == _EACH_MONTH else words

    def _is_contested(self, around: Around) -> bool:
        """Whether words right before a number speak for several statuses, or of money allotted, which may be spent."""
        cues = self.context.cues(STATED, around.before)
        codes = {cue.code for cue in cues if cue.code in _FIRM}
        if any(cue.code == "intended" for cue in cues):
            return False
        own = around.clause[0], around.behind[1]
        last = last_of(self.context.cues(STATED, own))
        return len(codes) > 1 or (last is not None and last.code == "allotted")

    def _is_unsure_status(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether a status that no word of its sentence says may be another one.

        What was done is the usual case where neither this sentence nor the one before speaks of anything else, and the
        period is no later one. What is meant to be goes on only in a text that tells nothing done.
        """
        context = self.context
        number = context.sentence_of(around.sentence[0])
        if status != "actual":
            is_given = quantity.kind == "money" or quantity.measure == "schemes"
            is_carried = status == "planned" or (status == "approved" and is_given)
            return self._is_done_told or not is_carried
        if number == 0 and context.is_line(0):
            return self._is_meant_told
        begin = context.sentences[max(0, number - 1)].start
        nearby = context.cues(STATED, (begin, around.rest[1]))
        is_other = any(_code(cue) != "actual" for cue in nearby) or self._is_headed_by_plan
        cautions = context.cues("caution", (begin, around.rest[1]))
        is_other |= any(cue.code == "paper" for cue in cautions)
        return is_other or self._is_later(around)

    def _is_later(self, around: Around) -> bool:
        """Whether a sentence says years well behind all that were said before it."""
        years = [_last_year(said.period) for said in self.context.periods_in(around.sentence)]
        before = [_last_year(period) for period in self.said]
        return bool(years and before) and max(years) > max(before) + 1

    @cached_property
    def _is_done_told(self) -> bool:
        """Whether a text tells what was done."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        return any(cue.code == "actual" for cue in cues)

    @cached_property
    def _is_meant_told(self) -> bool:
        """Whether a text tells what is planned or approved."""
        cues = self.context.cues(STATED, (0, len(self.context.text)))
        return any(_code(cue) in ("planned", "approved") for cue in cues)

    @cached_property
    def _is_headed_by_plan(self) -> bool:
        """Whether the first line speaks of what is planned or approved."""
        cues = self.context.cues(STATED, self.context.range_of(0))
        return any(_code(cue) in ("planned", "approved") for cue in cues)

    @cached_property
    def _says_any(self) -> bool:
        """Whether a text says any period, or has a year that may be one."""
        context = self.context
        whole = 0, len(context.text)
        return any(said.period for said in context.periods) or self._has_bare_year(whole)

    def _has_bare_year(self, where: Range) -> bool:
        """Whether a range has a year that is said as no period: "mùa vải 2021"."""
        context = self.context
        return context.seek(_YEARS, where) is not None and any(
            not any(one.start <= year.start() < one.end for one in context.said_in(where))
            for year in _YEARS.finditer(context.text, *where)
        )

    def _is_unsure_period(self, own: Said | None, status: str, around: Around) -> bool:
        """Whether the period may be another one.

        That is one that holds from elsewhere after several were said, and one that stands behind a number of which
        other words of its sentence stand between.
        """
        context = self.context
        if own is None and self._has_other_day(around):
            return True
        start = own.start if own is not None else self.told
        reach = max(0, start - _FURTHEST_BEGIN), start
        if (own or self.period) and _BEGUN.search(context.text, *reach):
            return True
        if own is None and self._has_no_such_days(around):
            return True
        if (own or self.period) and _UNTIL.match(context.text, start) and status != "actual":
            return True
        if own is not None:
            return own.start >= around.behind[1]
        number = context.sentence_of(self.told)
        if not context.is_heading(number) and self._is_other_item(around.sentence[0]):
            return True
        here = context.sentence_of(around.sentence[0])
        since = context.said_in((self.told, around.sentence[0]))
        if any(said.period is None and self._is_end(said) for said in since):
            return True
        told = {said.period for said in context.periods_in(context.range_of(number))}
        is_near = here - number == 1 or context.is_heading(number)
        is_same = context.sentences[number].paragraph == context.sentences[here].paragraph
        if len(self.said) <= 1:
            return False
        return len(told) > 1 or not (is_near and (is_same or context.is_heading(number)))

    def _is_end(self, said: Said) -> bool:
        """Whether what is no period says how far one reaches: "đến nay", "đến ngày 30/11"."""
        before = self.context.text[max(0, said.start - _REACH) : said.start]
        is_day = before.endswith(("đến ", "đến hết ")) and "từ " not in before
        return is_day or _UP_TO.match(self.context.text, said.start) is not None

    def _has_no_such_days(self, around: Around) -> bool:
        """Whether a sentence tells of months that end before they begin: "từ tháng 11 đến tháng 2 năm 2023"."""
        context = self.context
        return any(
            said.period is None and context.text.startswith(("từ ", "tháng "), said.start)
            for said in context.said_in(around.sentence)
        )

    def _has_other_day(self, around: Around) -> bool:
        """Whether a sentence tells of a day of which the period that holds from before is not the year."""
        context = self.context
        held = [str(end)[:4] for end in self.period or ()]
        days = [
            context.text[said.start : said.end]
            for said in context.said_in(around.sentence)
            if said.period is None and context.text.startswith("ngày", said.start)
        ]
        return any(day[-4:].isdigit() and held != [day[-4:]] * 2 for day in days)

    def _is_other_item(self, place: int) -> bool:
        """Whether a place lies in an item of a list, and the period that holds was said above it for another item.

        A lead that ends with a colon, and a period before all numbers of its item, are said for what follows.
        """
        text = self.context.text
        here = text.rfind(PARAGRAPH, 0, place) + 1
        above = text.rfind(PARAGRAPH, 0, self.told) + 1
        end = text.find(PARAGRAPH, above)
        is_lead = text.endswith(":", above, end) or not self.context.has_between(above, self.told)
        return here != above and _ITEM.match(text, here) is not None and not is_lead

    def _of_plan(self, own: Said, status: str) -> Period:
        """A period said; what is meant to be "đến năm 2030" in a plan of 2026-2030 is of the plan."""
        held = self.period
        is_goal = status == "planned" and _UNTIL.match(self.context.text, own.start)
        if is_goal and held is not None and own.period is not None and held[1] == own.period[1]:
            return held
        return own.period

    def _own_period(self, quantity: Quantity, around: Around) -> Said | None:
        """The period that the quantity's own sentence says of it."""
        said = self.context.periods_in(around.sentence)
        if turn := self._in_turn(quantity, around):
            return turn
        if bracket := _YEAR_BEFORE.search(
            self.context.text[max(0, quantity.start - _REACH) : quantity.start]
        ):
            year = int(bracket[1])
            return Said(quantity.start, quantity.start, (year, year))
        behind = [one for one in said if around.behind[0] <= one.start < around.behind[1]]
        if behind and not self.context.seek(_THEN, (around.behind[0], behind[0].start)):
            return behind[0]
        before = [one for one in said if one.end <= around.behind[0]]
        if before:
            return before[-1]
        # none stands before it: one behind the last quantity of the sentence is of all of them
        tail = next((one for one in said if one.start >= around.last), None)
        return tail or (said[0] if said and self.period is None else None)

    def _in_turn(self, quantity: Quantity, around: Around) -> Said | None:
        """The year of a quantity in a list whose years stand before it: "năm 2021 và 2022 lần lượt là 2 tỷ và 3 tỷ"."""
        text = self.context.text
        turn = self.context.seek(_IN_TURN, (around.sentence[0], quantity.start))
        if turn is None:
            return None
        years = _YEARS.findall(text, around.sentence[0], turn.start())
        listed = [
            one.start
            for one in self.context.found_in((turn.start(), around.sentence[1]))
            if one.kind == quantity.kind
        ]
        if len(years) < 2 or len(years) != len(listed) or quantity.start not in listed:
            return None
        year = int(years[listed.index(quantity.start)])
        return Said(quantity.start, quantity.start, (year, year))

    def _remember(self, until: int) -> None:
        """Take in the periods that stand before a sentence."""
        said = self.context.periods
        while self.seen < len(said) and said[self.seen].start < until:
            if said[self.seen].period:
                self.period, self.told = said[self.seen].period, said[self.seen].start
                self.said.add(self.period)
            self.seen += 1

    def _status(self, quantity: Quantity, around: Around) -> tuple[str, bool]:
        """The status of a quantity, and whether its own sentence says it."""
        status, is_said = self._own_or_held(quantity, around)
        self.last, self.last_before = (quantity.end, status), self.last
        self.statuses.setdefault(self.context.sentence_of(quantity.start), set()).add(status)
        return status, is_said

    def _own_or_held(self, quantity: Quantity, around: Around) -> tuple[str, bool]:
        if self._is_planned_whole(quantity, around):
            # it says nothing of the numbers that follow
            return "planned", True
        sentence = self.context.sentence_of(around.sentence[0])
        own = self._own_status(quantity, around)
        if own:
            self.status, self.status_sentence = own, sentence
            # words right behind a number tell of it, and need not of the numbers that follow
            behind = _first_in(self._words(around.sentence).stated, around.behind)
            is_its = behind is not None and _is_near(behind, quantity, self.context.text)
            self.status_said = not is_its and not self._is_contested(around)
            return own, True
        if self.status_sentence != sentence:
            headed = self._headed(sentence)
            self.status = headed or self._inherited(sentence, self._says_period(around))
            self.status_sentence, self.status_said = sentence, headed != ""
        return self.status, self.status_said

    def _is_planned_whole(self, quantity: Quantity, around: Around) -> bool:
        """Whether a quantity is what was planned beside what was done: "01/02 đề án", "so với kế hoạch 2 tỷ đồng"."""
        begun = around.sentence[0], quantity.start
        is_compared = quantity.kind != "share" and _PLAN_OF.search(self.context.text, *begun)
        is_whole = quantity.place == "whole" or _is_of_whole(quantity, self.context)
        return is_whole or bool(is_compared)

    def _words(self, sentence: Range) -> _Words:
        """The words of status of a sentence, looked for once."""
        if sentence not in self.words:
            context = self.context
            cues = context.cues(STATED, sentence)
            usual = [cue for cue in cues if cue.code not in _NORMS]
            free = [
                cue
                for cue in usual
                if cue.code != "estimated" and not context.is_behind_number(cue.start)
            ]
            behind = [
                (context.found[index].start, cue)
                for index in context.indexes_in(sentence)
                if (cue := _first_in(usual, context.arounds[index].behind)) is not None
            ]
            self.words[sentence] = _Words(cues, usual, free, behind)
        return self.words[sentence]

    def _own_status(self, quantity: Quantity, around: Around) -> str:
        """The status that the words of the quantity's own sentence give it; '' of none."""
        context = self.context
        text, words = context.text, self._words(around.sentence)
        begun = around.sentence[0], quantity.start
        is_cap = quantity.bound == "at_most"
        if quantity.kind == "share" and _MUST.search(text, *around.before):
            return "norm"
        clause = (around.clause[0], quantity.start)
        norm = _last_in(words.stated, clause, ("norm",))
        if _A_UNIT.match(text, quantity.end) and (is_cap or norm):
            return "norm"
        if is_cap and (norm or _last_in(words.stated, clause, ("rule",))):
            return "norm"
        behind = _first_in(words.usual, around.behind)
        if behind and behind.code not in _DONE and _is_near(behind, quantity, text):
            return _code(behind)
        before = _last_in(words.usual, clause) or _last_in(words.free, begun)
        if before:
            return _wanted_first(before, words.usual, context)
        if norm:
            return "norm"
        return self._status_behind(words, quantity, around)

    def _status_behind(self, words: _Words, quantity: Quantity, around: Around) -> str:
        """The status that words behind a quantity give it and the others of its part of the sentence."""
        if not words.usual:
            return ""
        rest = _first_in(words.usual, around.rest)
        if rest is not None and rest.code in _DONE:
            return "actual"
        end = self.context.text.find(";", quantity.end, around.sentence[1])
        end = around.sentence[1] if end < 0 else end
        for start, cue in words.behind:
            if quantity.start <= start < end:
                return _code(cue)
        after = _first_in(words.usual, (around.last, around.sentence[1]))
        return _code(after) if after else ""

    def _is_of_other_verb(self, quantity: Quantity, around: Around) -> bool:
        """Whether a count behind what was approved has its own verb: "được giao 2 tỷ đồng, hỗ trợ 5 đề án"."""
        if quantity.kind != "count" or self.context.cues(STATED, around.before):
            return False
        if self.context.cues(STATED, around.behind):
            return False
        return bool(self.context.cues("given", around.before)) or quantity.measure != "schemes"

    def _is_said_of_others(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether the word of a status stands before numbers of another year, or before those who asked.

        "Kế hoạch năm 2025 là 20 đề án; năm 2024 hỗ trợ 18 đề án", "30 cơ sở đăng ký, trong đó 18 cơ sở được hỗ trợ".
        """
        context = self.context
        meant = [one for one in self._words(around.sentence).usual if one.end <= quantity.start]
        meant = [one for one in meant if _code(one) in ("planned", "approved", "estimated")]
        if status == "actual" or not meant:
            return False
        start = meant[-1].end
        between = start, quantity.start
        if _OF_THESE.search(context.text, *between) and any(
            cue.code == "chosen" for cue in context.cues("caution", (start, around.behind[1]))
        ):
            return True
        return any(
            _SIGN.search(context.text, start, said.start) and context.has_between(start, said.start)
            for said in context.periods_in(between)
        )

    def _is_for_what_is_meant(self, quantity: Quantity, around: Around) -> bool:
        """Whether no sign parts a number from what was only granted for it: "được cấp 2 tỷ đồng thực hiện 9 đề án"."""
        end, status = self.last_before
        if status not in ("planned", "approved") or end < around.sentence[0]:
            return False
        return _SIGN.search(self.context.text, end, quantity.start) is None

    def _is_meant_behind(self, around: Around) -> bool:
        """Whether words behind a number say that it is meant to be: "số 120 triệu đồng còn lại sẽ thanh toán"."""
        return any(cue.code == "intended" for cue in self.context.cues(STATED, around.behind))

    def _is_said_at_end(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether only words behind all numbers of a sentence say what was not done: they may be of something else."""
        if status not in ("planned", "approved") or quantity.place == "whole":
            return False
        usual = self._words(around.sentence).usual
        is_told = any(one.start < around.last for one in usual)
        return bool(usual) and not is_told and not _is_near(usual[0], quantity, self.context.text)

    def _is_of_programme(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether money of several years may be a programme's: "Chương trình … 2021-2025 có kinh phí 9 tỷ đồng"."""
        if status != "actual" or quantity.kind != "money":
            return False
        begun = around.clause[0], around.before[1]
        years = self.context.periods_in(begun)
        is_long = any(one.period is not None and one.period[0] != one.period[1] for one in years)
        cautions = self.context.cues("caution", begun)
        is_done = self.context.cues("given", begun)
        return is_long and not is_done and any(cue.code == "programme" for cue in cautions)

    def _says_period(self, around: Around) -> bool:
        """Whether a sentence says another period than the one that holds."""
        return any(said.period != self.period for said in self.context.periods_in(around.sentence))

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
            code = _code(cues[-1])
            if cues[-1].code == "allotted" and not self._is_list(here):
                return "actual"
            codes = self.statuses.get(number, {"norm" if code in _NORMS else code})
            if codes == {"norm"} and not context.cues("status", context.range_of(sentence)):
                return "norm"
            if self._is_list(here):
                return code if code not in _NORMS else "actual"
            # what was found for all the numbers of that sentence, whatever words stand beside its verb
            return code if codes <= {code} & {"planned", "approved"} else "actual"
        head = context.sentences[0]
        cue = (
            last_of(context.cues("status", (head.start, head.end)))
            if head.end < here.start
            else None
        )
        if cue is not None and _code(cue) in ("planned", "approved") and not self._is_done:
            return _code(cue)
        return "actual"

    def _headed(self, sentence: int) -> str:
        """The status that the heading of a section says: "II. Kế hoạch năm 2024"; the first line is no section's."""
        context = self.context
        for number in reversed(context.headings[: bisect_left(context.headings, sentence)]):
            cues = context.cues(STATED, context.range_of(number)) if number else []
            if cues:
                return _code(cues[-1])
        return ""

    def _is_list(self, sentence: Sentence) -> bool:
        return _GOES_ON.match(self.context.text, sentence.start) is not None

    @cached_property
    def _is_done(self) -> bool:
        """Whether the text tells what was done rather than what is planned."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        done = sum(cue.code in _DONE for cue in cues)
        return done > sum(_code(cue) in ("planned", "approved") for cue in cues)


def _last_year(period: Period) -> int:
    """The last year of a period that says one; that of its beginning where the end is open."""
    ends = [int(str(end)[:4]) for end in period or () if end is not None]
    return max(ends, default=0)


def _half_of(period: Period, words: str) -> Period:
    """The days of a half of the year of a period, for words that do not say the year; None for other words."""
    ends = [str(end)[:4] for end in period or () if end is not None]
    year = ends[0] if len(ends) == 2 and ends[0] == ends[1] else ""
    if not year or not words.startswith(_LAST_HALF):
        return None
    return f"{year}-07-01", f"{year}-12-31"


def _is_of_whole(quantity: Quantity, context: Context) -> bool:
    """Whether an amount is the second of two with a stroke between: what was planned of what was done."""
    stroke = quantity.start - 1
    is_parted = quantity.kind == "money" and context.text[max(0, stroke) : stroke + 1] == "/"
    before = context.found_in((stroke - _LONGEST_AMOUNT, stroke))
    return is_parted and any(one.end == stroke and one.kind == "money" for one in before)


def _is_near(cue: Cue, quantity: Quantity, text: str) -> bool:
    """Whether words stand right behind a quantity, or in brackets: "25 đề án được phê duyệt", "(kế hoạch)"."""
    return cue.start <= quantity.end + 1 or text[quantity.end : quantity.end + 2] == " ("


def _code(cue: Cue) -> str:
    return _STATUSES.get(cue.code, cue.code)


def _wanted_first(cue: Cue, cues: list[Cue], context: Context) -> str:
    """The status of a word before a quantity.

    What is only meant to be is planned, whatever its verb: "dự kiến bố trí", "trình … phê duyệt", "sẽ hoàn thành". A
    word of carrying out says nothing against an intention before it, and nothing against a plan or an approval unless
    a number stands between.
    """
    earlier = [one for one in cues if one.end <= cue.start]
    if cue.code == "estimated" and context.text[cue.start : cue.end] == "ước":
        # "nhu cầu … ước 9 tỷ đồng" estimates what is wanted
        own = [one for one in earlier if not context.has_between(one.end, cue.start)]
        return "planned" if own and _code(own[-1]) == "planned" else "estimated"
    if cue.code == "carried":
        own = [
            one
            for one in earlier
            if one.code in ("intended", "estimated") or _is_close(one, cue, context)
        ]
        own = [one for one in own if one.code != "carried"]
        return _wanted_first(own[-1], cues, context) if own else "actual"
    if _code(cue) == "approved":
        decided = [one for one in earlier if one.code in ("intended", "actual")]
        if decided and decided[-1].code == "intended":
            return "planned"
    return _code(cue)


def _is_close(earlier: Cue, later: Cue, context: Context) -> bool:
    """Whether neither a number nor a semicolon parts two words."""
    is_parted = ";" in context.text[earlier.end : later.start]
    return not is_parted and not context.has_between(earlier.end, later.start)


def _last_in(cues: list[Cue], where: Range, codes: tuple[str, ...] = ()) -> Cue | None:
    start, end = where
    for cue in reversed(cues):
        if start <= cue.start and cue.end <= end and (not codes or cue.code in codes):
            return cue
    return None


def _first_in(cues: list[Cue], where: Range) -> Cue | None:
    start, end = where
    for cue in cues:
        if start <= cue.start and cue.end <= end:
            return cue
    return None
