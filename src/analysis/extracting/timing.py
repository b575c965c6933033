"""Period and status of each quantity: what its own words say, else its sentence, else what holds from before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from analysis.extracting.periods import End, Said
from analysis.extracting.quantities import Quantity
from analysis.extracting.rules import Cue
from analysis.extracting.scopes import Around, Context, Range, last_of
from analysis.extracting.sentences import Sentence
from analysis.language.year_parts import part_words, without_length_of_class

Period = tuple[End, End] | None
_GOES_ON = re.compile(
    r"(?:[-+•*] )?(?:trong đó|cụ thể|gồm|bao gồm|trong số|theo đó|ngoài ra|bên cạnh đó|đồng thời|cùng với|[-+•*])"
)
_REACH = 25
_STATUSES = {"carried": "actual", "intended": "planned"}
_NORMS = ("norm", "rule")
_DONE = ("actual", "carried")
_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_YEARS = re.compile(r"(?<![0-9./-])(?:19|20)[0-9]{2}(?![0-9./-])")
_YEAR_BEFORE = re.compile(r"(?<!\w)năm ((?:19|20)[0-9]{2}) \($")
# Of what was not done a number is told too; "không quá", "gạch không nung" deny nothing.
_DENIED = re.compile(
    r"(?<!\w)(?:(?:chưa|không)(?: được| thể)? (?:thực hiện|triển khai|hỗ trợ|giải ngân|hoàn thành|đạt|nghiệm thu"
    r"|quyết toán|thanh toán|bố trí|cấp|phê duyệt|duyệt|phân bổ|tổ chức|sử dụng|đủ|tham gia|nhận|làm|xong|còn)"
    r"|(?<!không )(?:hủy|dừng|ngừng|hoãn|đình chỉ|chấm dứt))(?!\w)"
)
# "9 triệu đồng một tháng" is a rate
_EACH_MONTH = "một tháng"
_PERCENT_OF = re.compile(r"(?:%|phần trăm) $")
_A_UNIT = re.compile(
    r" ?/ ?(?:1 )?(?:đề án|cơ sở|mô hình|hộ|đơn vị|doanh nghiệp|lớp|học viên|dự án|sản phẩm|thương hiệu|cụm)"
)


@dataclass(frozen=True)
class Timed:
    """Period and status of a quantity, and why they may be others."""

    period: Period
    status: str
    doubts: tuple[str, ...]


def timings(context: Context) -> list[Timed]:
    """Period and status of every quantity of a text."""
    held = _Held(context)
    return [
        held.timed(quantity, around)
        for quantity, around in zip(context.found, context.arounds, strict=True)
    ]


class _Held:
    """What was said last while the quantities are gone through in their order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period: Period = None
        self.status = ""
        self.status_sentence = -2
        self.seen = 0
        self.told = 0
        self.said: set[Period] = set()

    def timed(self, quantity: Quantity, around: Around) -> Timed:
        self._remember(around.sentence[0])
        status, is_said = self._status(quantity, around)
        doubts = []
        if not is_said and self._is_mixed:
            doubts.append("tình trạng không nói trong câu")
        if status == "norm":
            return Timed(None, status, tuple(doubts))
        near = self.context.text[around.before[0] : around.behind[1]]
        if denied := _DENIED.search(near):
            doubts.append(f'lời quanh số nói "{denied[0]}"')
        own = self._own_period(quantity, around)
        if own is None and self._is_elsewhere(around):
            doubts.append("kỳ nói ở đoạn khác")
        period = own.period if own else self.period
        if part := self._part_of_year(period, own, around):
            doubts.append(f'lời quanh số nói "{part}", kỳ có thể là một phần của năm')
        return Timed(period, status, tuple(doubts))

    def _part_of_year(self, period: Period, own: Said | None, around: Around) -> str:
        """The words of a part of a year beside a quantity whose period is of whole years; '' without any."""
        if period is None or not isinstance(period[1], int):
            return ""
        begin = around.sentence[0] if own is None else around.clause[0]
        words = part_words(without_length_of_class(self.context.text[begin : around.behind[1]]))
        return "" if words == _EACH_MONTH else words

    @cached_property
    def _is_mixed(self) -> bool:
        """Whether a text tells both what was done and what was meant to be."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        codes = {_code(cue) for cue in cues}
        return "actual" in codes and bool(codes & {"planned", "approved"})

    def _is_elsewhere(self, around: Around) -> bool:
        """Whether the period that holds was said in another paragraph, after others."""
        before = self.context.sentences[self.context.sentence_of(self.told)]
        here = self.context.sentences[self.context.sentence_of(around.sentence[0])]
        return len(self.said) > 1 and before.paragraph != here.paragraph

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
        if behind:
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
        turn = _IN_TURN.search(text, around.sentence[0], quantity.start)
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
        cues = _status_cues(self.context, around.sentence)
        sentence = self.context.sentence_of(around.sentence[0])
        own = _own_status(cues, quantity, around, self.context)
        if own:
            self.status, self.status_sentence = own, sentence
            return own, True
        if self.status_sentence == sentence:
            return self.status, True
        self.status = self._inherited(sentence, self._says_period(around))
        self.status_sentence = sentence
        return self.status, False

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
            cues = _status_cues(context, (before.start, before.end))
            if not cues:
                continue
            code = _code(cues[-1])
            is_done = any(cue.code in _DONE for cue in cues)
            if self._is_list(here):
                return code if code not in _NORMS else "actual"
            return "planned" if code == "planned" and not is_done else "actual"
        head = context.sentences[0]
        cue = (
            last_of(context.cues("status", (head.start, head.end)))
            if head.end < here.start
            else None
        )
        if cue is not None and _code(cue) in ("planned", "approved") and not self._is_done:
            return _code(cue)
        return "actual"

    def _is_list(self, sentence: Sentence) -> bool:
        return _GOES_ON.match(self.context.text, sentence.start) is not None

    @cached_property
    def _is_done(self) -> bool:
        """Whether the text tells what was done rather than what is planned."""
        cues = self.context.cues("status", (0, len(self.context.text)))
        done = sum(cue.code in _DONE for cue in cues)
        return done > sum(_code(cue) in ("planned", "approved") for cue in cues)


def _own_status(cues: list[Cue], quantity: Quantity, around: Around, context: Context) -> str:
    """The status that the words of the quantity's own sentence give it; '' of none."""
    text = context.text
    if quantity.place == "whole":
        return "planned"
    is_cap = quantity.bound == "at_most"
    clause = (around.clause[0], quantity.start)
    norm = _last_in(cues, clause, ("norm",))
    if _A_UNIT.match(text, quantity.end) and (is_cap or norm):
        return "norm"
    if is_cap and (norm or _last_in(cues, clause, ("rule",))):
        return "norm"
    usual = [cue for cue in cues if cue.code not in _NORMS]
    behind = _first_in(usual, around.behind)
    if behind and behind.code not in _DONE and _is_near(behind, quantity, text):
        return _code(behind)
    firm = [cue for cue in usual if cue.code != "estimated"]
    before = _last_in(usual, clause) or _last_in(firm, (around.sentence[0], quantity.start))
    if before:
        return _wanted_first(before, usual, context)
    if norm:
        return "norm"
    return _status_behind(usual, quantity, around, context)


def _status_behind(cues: list[Cue], quantity: Quantity, around: Around, context: Context) -> str:
    """The status that words behind a quantity give it and the others of its part of the sentence."""
    rest = _first_in(cues, around.rest)
    if rest is not None and rest.code in _DONE:
        return "actual"
    end = context.text.find(";", quantity.end, around.sentence[1])
    listed = context.indexes_in((quantity.start, around.sentence[1] if end < 0 else end))
    for index in listed:
        cue = _first_in(cues, context.arounds[index].behind)
        if cue is not None:
            return _code(cue)
    after = _first_in(cues, (around.last, around.sentence[1]))
    return _code(after) if after else ""


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
            if one.code in ("intended", "estimated") or not context.has_between(one.end, cue.start)
        ]
        own = [one for one in own if one.code != "carried"]
        return _wanted_first(own[-1], cues, context) if own else "actual"
    if cue.code == "approved":
        decided = [one for one in earlier if one.code in ("intended", "actual")]
        if decided and decided[-1].code == "intended":
            return "planned"
    return _code(cue)


def _status_cues(context: Context, where: Range) -> list[Cue]:
    """The words of status in a range, but for a plan that a percentage is of."""
    cues = [cue for cue in context.cues("status", where) if cue.code != "neutral"]
    return [
        cue
        for cue in cues
        if not _PERCENT_OF.search(context.text, max(0, cue.start - 12), cue.start)
    ]


def _last_in(cues: list[Cue], where: Range, codes: tuple[str, ...] = ()) -> Cue | None:
    return next(
        (
            cue
            for cue in reversed(cues)
            if where[0] <= cue.start and cue.end <= where[1] and (not codes or cue.code in codes)
        ),
        None,
    )


def _first_in(cues: list[Cue], where: Range) -> Cue | None:
    return next((cue for cue in cues if where[0] <= cue.start and cue.end <= where[1]), None)
