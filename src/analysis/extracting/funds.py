"""Whose money a quantity is."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_amounts import Amounts
from analysis.extracting.fund_counts import Counts
from analysis.extracting.fund_text import GIVING, NO_FUND, Earlier, TextFunds, source_before
from analysis.prose.fund_words import (
    ALL,
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    PROMOTION,
    SKIPPED,
    WHOLES,
    FundFound,
)
from analysis.prose.givers import gives_beside, is_of_new_giver
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, cue_at, either, listed
from analysis.prose.scopes import Around, Context, Range, first_of, last_of

# Words that say that a percentage is of money.
_OF_MONEY = ("support", "spent", "of_money", "activity")
_MONEY_BEHIND = re.compile(r" (?:tổng )?(?:số )?(?:kinh phí|nguồn vốn|vốn)(?!\w)")
# As many letters before a percentage its rate may begin.
_NEAR = 200
# "74% dân số", "100% phiếu", but no "48% của năm 2021"
_THINGS = re.compile(
    r" (?!của|trong|so|vào|và|với|số|mức|tổng|cho|từ|đến|hoặc|là|kế|dự|nhu|kinh|vốn|khối|đề)\w"
)
_UP_TO = re.compile(r" ?- ?| (?:lên|xuống|đến|tới)(?: còn| tới| đến)? ")
_WHOLE = re.compile(r"(?:tổng )?số |tổng ")
# What a fund was set aside for begins behind a sign, or with another giver.
_SIGN = re.compile(r"[,;:]")
# "4 tỷ đồng (chiếm 40%)"
_IN_BRACKETS = re.compile(r" ?\((?:(?:chiếm|bằng|đạt|tương đương|tức|khoảng|gần|hơn|trên) )*")


@cache
def _is_said() -> re.Pattern[str]:
    return re.compile(rf"(?: còn lại)? (?:{either('filler', 'share')}|\()")


class Shares:
    """Finds the fund of each percentage and multiple of one text, and of what grew."""

    def __init__(self, funds: TextFunds, earlier: Earlier) -> None:
        self.context = funds.context
        self.funds = funds
        self.earlier = earlier

    def of_share(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund whose share or multiple a number is: said at it, before it in its clause, else that of the text."""
        if turn := self.funds.in_turn(index):
            return FundFound(turn, near=True)
        if self._goes_on(index):
            return self.earlier.found.get(index - 1, NO_FUND)
        behind = first_of(self.funds.cues(around.behind), WHOLES)
        if (noun := self._noun_of(quantity)) is not None:
            if behind is None and noun.code == "schemes":
                # a share of schemes is of their fund, which the text may say elsewhere
                return FundFound(self.funds.usual, near=self.funds.is_general_at(index))
            return FundFound(behind.code if behind else NONE, near=True)
        is_said = quantity.kind == "share" and _is_said().match(self.context.text, around.behind[0])
        if is_said and behind is not None:
            return FundFound(behind.code, near=True)
        before = last_of(self.funds.cues(around.before), WHOLES)
        if before is not None:
            return FundFound(before.code, near=True)
        is_of_money = self._is_of_money_behind(around)
        counted = self._of_counted(index)
        if counted is not None and not (is_of_money and counted.code == NONE):
            return counted
        if (goes_on := self._goes_on_with(quantity, around)) is not None:
            return goes_on
        if cue := last_of(self.funds.cues(around.clause), WHOLES):
            return FundFound(cue.code, near=False)
        where = around.before[0], around.behind[1]
        if self.context.first("of_plan", where) or is_of_money:
            return FundFound(self.funds.usual, near=self.funds.holds_at(quantity.start))
        told = self._of_money(where)
        # "tỷ lệ hàng hỏng chỉ còn 6%", "làm nhanh gấp ba lần"
        is_rate = told <= {"activity"} and self._is_rate(quantity, around)
        start = self.context.found[index - 1].end if index else 0
        # "kinh phí cho máy móc chiếm quá nửa, tới 56%"
        wide = self._of_money((max(around.clause[0], start), around.behind[1]))
        if not told and quantity.kind == "share":
            told = wide
        if told and not is_rate:
            return self.funds.of_text
        is_of_things = _THINGS.match(self.context.text, quantity.end) is not None
        is_alone = not wide and (is_of_things or quantity.kind == "ratio")
        return FundFound(NONE, near=is_rate or is_alone)

    def _goes_on_with(self, quantity: Quantity, around: Around) -> FundFound | None:
        """The fund of the amount before that a percentage speaks of, or of what stands between; None of none."""
        goes_on = self._of_amount(quantity, around)
        if goes_on.code == NONE:
            return None
        if goes_on.code == ALL and self.context.first("given", around.before):
            # "máy trị giá 500 triệu đồng, được hỗ trợ 40%"
            return FundFound(self.funds.usual, near=False)
        between = self.earlier.amount_end, quantity.start
        other = last_of(self.funds.cues(between), WHOLES)
        is_other = other is not None and other.code not in (goes_on.code, PROMOTION)
        if other and is_other and "(" not in self.context.text[slice(*between)]:
            # "58 tỷ đồng, số còn lại là vốn của doanh nghiệp, chiếm 72%"
            return FundFound(other.code, near=False)
        label = last_of(self.context.cues("label", around.before))
        is_others = label is not None and label.code not in (goes_on.code, NATIONAL, LOCAL)
        return FundFound(goes_on.code, near=goes_on.near and not is_others)

    def _of_money(self, where: Range) -> set[str]:
        """The tables whose words in a range say that a percentage is of money or of work."""
        return {table for table in _OF_MONEY if self.context.first(table, where)}

    def _is_of_money_behind(self, around: Around) -> bool:
        """Whether a percentage is said to be of money: "30% kinh phí", "100% số vốn"."""
        return _MONEY_BEHIND.match(self.context.text, around.behind[0]) is not None

    def _is_rate(self, quantity: Quantity, around: Around) -> bool:
        """Whether a percentage is a rate of things or people."""
        begun = max(around.clause[0], quantity.start - _NEAR)
        start = self.context.text.rfind("tỷ lệ", begun, quantity.start)
        if quantity.kind != "share" or start < 0 or self.context.has_between(start, quantity.start):
            return False
        told = self.context.text[start : quantity.start]
        # "hai tỷ lệ này": of what was told before
        return "đề án" not in told and not told.startswith(("tỷ lệ này", "tỷ lệ đó", "tỷ lệ ấy"))

    def _goes_on(self, index: int) -> bool:
        """Whether a percentage is the end of what one before it begins: "từ 30% lên 50%", "60% - 80%"."""
        first, here = self.context.found[index - 1], self.context.found[index]
        if not index or (first.kind, here.kind) != ("share", "share"):
            return False
        return _UP_TO.fullmatch(self.context.text, first.end, here.start) is not None

    def of_growth(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of what grew: that of an amount right before it, none of other things."""
        named = self.context.cues("outside", around.before)
        if any(cue.code not in ("growth", "neutral") for cue in named):
            return NO_FUND
        own = last_of(self.funds.cues(around.before), (*WHOLES, COUNTERPART))
        if own is not None:
            # "vốn KCĐP tăng 5,2%"
            return FundFound(own.code, near=True)
        found = self._of_amount(quantity, around)
        is_of_money = self.context.first("of_money", around.before) is not None
        between = self.context.text[self.earlier.amount_end : quantity.start].lstrip(" ,;(")
        is_its = found.code == NONE or between.startswith(listed("giving", "growing"))
        return FundFound(found.code, near=found.near and is_its and not is_of_money)

    def _of_counted(self, index: int) -> FundFound | None:
        """The fund of what stands right before a percentage in its sentence and is counted: it is a share of that."""
        context = self.context
        if not index or context.found[index].kind != "share" or not self.funds.is_beside(index):
            return None
        first = context.found[index - 1]
        if context.first("spent", context.arounds[index].before):
            # "hỗ trợ 6 cơ sở, giải ngân đạt 100%"
            return None
        if first.kind != "count" or ";" in context.text[first.end : context.found[index].start]:
            return None
        return self.earlier.found.get(index - 1, NO_FUND) if first.measure == "schemes" else NO_FUND

    def _of_amount(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of the amount that a percentage of the same sentence speaks of: "2 tỷ đồng, tăng 12%"."""
        earlier = self.earlier
        if earlier.amount_sentence != around.number:
            return NO_FUND
        code = earlier.amount.code
        # an amount in brackets, and one of another giver, need not be what the percentage is of
        between = self.context.text[earlier.amount_end : quantity.start]
        is_other = code == COUNTERPART and quantity.kind != "ratio"
        is_in_brackets = _IN_BRACKETS.fullmatch(between) is not None
        is_its = is_in_brackets or (")" not in between and not is_other)
        is_near = earlier.amount.near and is_its
        if quantity.kind == "money":
            return FundFound(code, near=False)
        return FundFound(code, near=code == NONE or is_near)

    def _noun_of(self, quantity: Quantity) -> Cue | None:
        """What a share is one of, people or things, which have no fund: "80% học viên", "85% có việc làm"."""
        text = self.context.text
        start = quantity.end + 1
        if (whole := _WHOLE.match(text, start)) is not None:
            start = whole.end()
        return cue_at(text, start, "at_work") or cue_at(text, start, "noun")


class Funds:
    """Finds the fund of each quantity of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.earlier = Earlier()
        self.text_funds = TextFunds(context)
        self.amounts = Amounts(self.text_funds, self.earlier)
        self.counts = Counts(self.text_funds, self.amounts, self.earlier)
        self.shares = Shares(self.text_funds, self.earlier)

    def of(self, index: int, *, is_norm: bool) -> FundFound:
        """The fund of the quantity with this number; that of a cap is only what its own words say."""
        quantity, around = self.context.found[index], self.context.arounds[index]
        found = self._found(index, is_norm=is_norm)
        if found.near and (
            self._is_of_other(quantity, around, found.code)
            or self._is_of_place(around, found)
            or self._is_out_of_turn(index, around)
            or self._is_of_new_giver(index, around, found.code)
            or self._is_of_giver_beside(around, found.code)
        ):
            found = FundFound(found.code, near=False)
        earlier = self.earlier
        earlier.found[index] = found
        if quantity.kind == "money" and found.code != NONE:
            earlier.amount = found
            earlier.amount_end = quantity.end
            earlier.amount_sentence = around.number
            earlier.giving = found.code if found.code in GIVING else earlier.giving
        return found

    def of_growth(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of what grew."""
        return self.shares.of_growth(quantity, around)

    def forget(self) -> None:
        """Let what follows money of others be of no fund that was said before it."""
        self.earlier.amount = NO_FUND

    def _found(self, index: int, *, is_norm: bool) -> FundFound:
        quantity, around = self.context.found[index], self.context.arounds[index]
        if is_norm:
            return self.counts.of_norm(index, quantity, around)
        if quantity.kind == "money":
            return self.amounts.of(index)
        if quantity.kind in ("share", "ratio"):
            return self.shares.of_share(index, quantity, around)
        if quantity.measure == "schemes":
            return self.counts.of_schemes(index, quantity, around)
        return self.counts.of_others(index, around)

    def _is_of_other(self, quantity: Quantity, around: Around, code: str) -> bool:
        """Whether all that says the fund of a quantity in its sentence was set aside, and a sign parts it from that."""
        if not self.text_funds.set_aside:
            return False
        where = around.sentence[0], around.behind[1]
        aside = [
            cue
            for cue in self.text_funds.set_aside
            if where[0] <= cue.start
            and cue.end <= quantity.start
            and self._is_parted(cue, quantity)
        ]
        own = [cue for cue in self.text_funds.cues(where) if cue.code == code and cue not in aside]
        return not own and any(cue.code == code for cue in aside)

    def _is_of_new_giver(self, index: int, around: Around, code: str) -> bool:
        """Whether a fund is carried over from words before, behind which another subject gives."""
        if code not in GIVING or first_of(self.text_funds.cues(around.behind), WHOLES):
            return False
        begun = around.sentence[0], self.context.found[index].start
        said = last_of(self.text_funds.cues(begun), WHOLES)
        is_carried = said is not None and said.code == code
        return said is not None and is_carried and is_of_new_giver(self.context, said, index)

    def _is_of_giver_beside(self, around: Around, code: str) -> bool:
        """Whether a fund before a number gives with what is none, or is the source of what another one hands on.

        "chương trình A và khuyến công tỉnh hỗ trợ …", "từ nguồn khuyến công quốc gia, tỉnh hỗ trợ …".
        """
        context = self.context
        where = around.clause[0], around.before[1]
        said = [cue for cue in self.text_funds.cues(where) if cue.code in GIVING]
        return code in GIVING and any(
            gives_beside(context, cue, around) or self._is_other_source(cue, code, where)
            for cue in said
        )

    def _is_other_source(self, cue: Cue, code: str, where: Range) -> bool:
        if cue.code not in (NATIONAL, LOCAL) or code not in (NATIONAL, LOCAL) or cue.code == code:
            return False
        context, (begin, end) = self.context, where
        source = source_before().search(context.text, begin, cue.start)
        if source is None or context.is_behind_number(source.start()):
            # "2 tỷ đồng từ khuyến công quốc gia và 3 tỷ đồng …"
            return False
        return not context.has_between(cue.end, end)

    def _is_parted(self, cue: Cue, quantity: Quantity) -> bool:
        where = cue.end, quantity.start
        is_other = bool(self.context.cues("next_giver", where))
        return is_other or _SIGN.search(self.context.text, *where) is not None

    def _is_of_place(self, around: Around, found: FundFound) -> bool:
        """Whether "khuyến công của tỉnh" stands beside the national fund: it may be the local one, or both."""
        own = around.clause[0], around.behind[1]
        is_open = found.code == PROMOTION and NATIONAL in self.text_funds.levels
        return is_open and self.context.first("of_place", own) is not None

    def _is_out_of_turn(self, index: int, around: Around) -> bool:
        """Whether numbers follow in the order of several funds, and which is this one's cannot be told."""
        start = self.context.found[index].start
        if self.context.first("turn", (around.sentence[0], start)) is None:
            return False
        own = around.before[0], around.behind[1]
        if first_of(self.text_funds.cues(own), WHOLES) is not None:
            return False
        named = {cue.code for cue in self.text_funds.cues(around.sentence)} - set(SKIPPED)
        return len(named) > 1 and not self.text_funds.in_turn(index)
