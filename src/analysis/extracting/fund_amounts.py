"""Whose money an amount is: what stands at it says it, else its sentence, else what stands above it."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_text import GIVING, Earlier, TextFunds
from analysis.extracting.fund_wholes import Labels, Wholes, pair
from analysis.extracting.told_periods import ITEM
from analysis.prose.fund_words import (
    ALL,
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    PROMOTION,
    TOTAL,
    WHOLES,
    FundFound,
    giver,
    names_place,
)
from analysis.prose.givers import is_alone, is_given, is_of_plan, is_paid_by_others, is_shared_price
from analysis.prose.rules import Cue, either, listed
from analysis.prose.scopes import Around, first_of, last_of
from analysis.prose.words import Sought

_LISTED = re.compile(r"[,;:(/]| và ")
_FOR = re.compile(
    r" cho(?: sự nghiệp| công tác| hoạt động)? khuyến công(?! (?:quốc gia|địa phương|tỉnh|huyện|cấp)(?!\w))"
)
_HEDGES = ("", "gần", "hơn", "trên", "khoảng", "được", "thêm")


@cache
def _place_gives() -> Sought:
    places = listed("giving", "place")
    return Sought(
        rf"{either('giving', 'place')}(?!\w)(?: [^\s,;.:()]+){{0,3}} {either('giving', 'gives')}(?!\w)",
        {place.split(" ")[0] for place in places},
    )


class Amounts:
    """Finds the fund of each amount of one text."""

    def __init__(self, funds: TextFunds, earlier: Earlier) -> None:
        self.context = funds.context
        self.funds = funds
        self.wholes = Wholes(funds)
        self.labels = Labels(funds)
        self.earlier = earlier

    def of(self, index: int) -> FundFound:
        """The fund of the amount with this number."""
        around = self.context.arounds[index]
        found = (
            self.labels.paid_behind(around)
            or self.labels.of_owner(around)
            or self._of_loan(around)
            or self._of_worth(index, around)
            or self._at_amount(index, around)
            or self._in_sentence(index, around)
            or self._from_above(index, around)
        )
        if found.code == PROMOTION and (level := self._level_above(around)) != NONE:
            return FundFound(level, near=False)
        return self.funds.of_level(found, self.context.found[index].start)

    def _level_above(self, around: Around) -> str:
        """The one level of a text that the sentence before names, of what is said to be of khuyến công here."""
        told = [self.context.told(cue) for cue in self.funds.cues(around.before)]
        is_of_state = any("nhà nước" in words for words in told)
        if not around.number or not (is_of_state or len(self.funds.levels) == 1):
            return NONE
        where = self.context.range_of(around.number - 1)
        if self.context.first("part_of", where):
            return NONE
        above = self.funds.cues(where)
        levels = {cue.code for cue in above if not names_place(self.context, cue)}
        levels &= {NATIONAL, LOCAL}
        return levels.pop() if len(levels) == 1 else NONE

    def paired(self, index: int) -> FundFound | None:
        """The fund of an amount and schemes side by side: "48 đề án với 17,9 tỷ đồng", "2 tỷ đồng (4 đề án)"."""
        before = self.earlier.found.get(index - 1)
        if before is None or before.code not in GIVING:
            return None
        first, second = self.context.found[index - 1], self.context.found[index]
        kinds = {one.measure if one.kind == "count" else one.kind for one in (first, second)}
        if kinds != {"money", "schemes"}:
            return None
        return before if pair().fullmatch(self.context.text, first.end, second.start) else None

    def _of_loan(self, around: Around) -> FundFound | None:
        """The fund of a loan that is no money of others: it is what those who are helped pay."""
        loans = [
            cue
            for cue in self.context.cues("outside", around.before)
            if cue.code == "capital" and "vay" in self.context.told(cue)
        ]
        lender = last_of(self.funds.cues((around.clause[0], around.before[1])), WHOLES)
        if not loans:
            return None
        if lender is not None and lender.code in GIVING:
            # "được khuyến công tỉnh hỗ trợ 140 triệu đồng, vay quỹ … 100 triệu đồng"
            is_beside = lender.end < loans[0].start and self.context.has_between(
                lender.end, loans[0].start
            )
            return FundFound(COUNTERPART, near=True) if is_beside else None
        return FundFound(COUNTERPART, near=lender is not None)

    def _of_worth(self, index: int, around: Around) -> FundFound | None:
        """The fund of what schemes right before an amount are worth: "KCQG có 2 đề án trị giá 620 triệu đồng"."""
        is_worth = self.wholes.is_worth(giver(self.funds.cues(around.before)))
        return self.paired(index) if is_worth else None

    def _at_amount(self, index: int, around: Around) -> FundFound | None:
        """The fund that words right behind or before an amount say, or the schemes beside it."""
        if turn := self.funds.in_turn(index):
            return FundFound(turn, near=True)
        if self.wholes.includes_counterpart(around) or is_shared_price(self.context, around):
            return FundFound(ALL, near=True)
        behind = first_of(
            [cue for cue in self.funds.cues(around.behind) if not self._is_of_next(index, cue)]
        )
        cues = self.funds.cues(around.before)
        is_free = behind is None and not cues
        is_general = behind is not None and behind.code == PROMOTION
        is_open = is_free or (is_general and behind and self._narrowed(behind, around) == PROMOTION)
        if is_open and self._is_of_own_budget(around):
            return FundFound(LOCAL, near=False)
        is_this = self._says_this(around, cues)
        if behind and behind.code not in (TOTAL, ALL) and not (is_this and is_general):
            code = self._narrowed(behind, around)
            is_only_verb = code != behind.code and not self._is_level_named(around)
            return FundFound(code, near=not is_only_verb)
        if behind and self.wholes.is_gathered_of_all(behind, around):
            return FundFound(ALL, near=True)
        if behind is None and (level := self.labels.level_behind(around)):
            return level
        if self._is_of_counted(index):
            return FundFound(COUNTERPART, near=True)
        if is_this:
            return FundFound(self.earlier.giving, near=True)
        before = giver(cues)
        if before is not None:
            if (invested := self.wholes.invested_in(before, cues)) is not None:
                return FundFound(ALL, near=invested)
            if before.code == PROMOTION:
                # "ngân sách thành phố dành cho khuyến công 5 tỷ đồng"
                before = last_of([cue for cue in cues if cue.code in (NATIONAL, LOCAL)]) or before
            whole = self.wholes.whole(index, before, cues)
            is_open = self._is_given_by_others(before, around) or self.wholes.is_paid_behind(
                whole.code, around
            )
            return FundFound(whole.code, near=whole.near and not is_open)
        if label := self.labels.of_list(around):
            return FundFound(label, near=True)
        return self.paired(index)

    def _is_of_own_budget(self, around: Around) -> bool:
        """Whether a place gives of its budget: "thành phố Hải Phòng chi 3,8 tỷ đồng ngân sách cho khuyến công"."""
        if self.context.seek(_place_gives(), around.before) is None:
            return False
        if _FOR.match(self.context.text, around.behind[0]):
            # "huyện dành 350 triệu đồng cho khuyến công"
            return True
        return self.context.first("budget", (around.before[0], around.behind[1])) is not None

    def _is_of_next(self, index: int, cue: Cue) -> bool:
        """Whether a verb behind an amount is that of the next one: "1 đồng vốn hỗ trợ thu hút 1,6 đồng vốn của dân"."""
        context = self.context
        if cue.code != COUNTERPART or index + 1 == len(context.found):
            return False
        if context.told(cue) not in listed("giving", "gathers"):
            return False
        return context.text[cue.end : context.found[index + 1].start].strip() in _HEDGES

    def _says_this(self, around: Around, cues: list[Cue]) -> bool:
        """Whether words at an amount say that its fund is the one before: "cho nguồn vốn khuyến công này"."""
        said = self.context.first("this_fund", (around.before[0], around.behind[1]))
        is_other = bool(cues) and cues[-1].code == COUNTERPART
        return said is not None and self.earlier.giving != NONE and not is_other

    def _narrowed(self, cue: Cue, around: Around) -> str:
        """The fund of words behind an amount.

        "kinh phí khuyến công từ nguồn quốc gia" is national, "ngân sách huyện dành … cho khuyến công" local.
        """
        if cue.code != PROMOTION:
            return cue.code
        cues = [*self.funds.cues(around.behind), *self.funds.cues(around.before)]
        closer = first_of([one for one in cues if one.code in (NATIONAL, LOCAL)])
        return closer.code if closer else cue.code

    def _is_level_named(self, around: Around) -> bool:
        """Whether words name a level of a fund; "tỉnh cấp 2 tỷ đồng vốn khuyến công" only says who handed it on."""
        cues = [*self.funds.cues(around.behind), *self.funds.cues(around.before)]
        levels = [self.context.told(cue) for cue in cues if cue.code in (NATIONAL, LOCAL)]
        return not all(told.endswith(listed("giving", "gives")) for told in levels)

    def _is_of_counted(self, index: int) -> bool:
        """Whether an amount is money of those who are counted before it: "vốn của 8 cơ sở 17.800 triệu đồng"."""
        if not index or self.context.found[index - 1].measure not in (
            "beneficiaries",
            "recipients",
        ):
            return False
        start = self.context.found[index - 1].start
        owned = tuple(f"{word} " for word in listed("giving", "owned"))
        return self.context.text.endswith(owned, 0, start)

    def _is_given_by_others(self, cue: Cue, around: Around) -> bool:
        """Whether who gives is said and is none of those who are helped: "ngành điện bỏ ra 2 tỷ đồng"."""
        context = self.context
        if context.told(cue) not in listed("giving", "others"):
            return False
        where = around.before[0], cue.start
        labels = [one.code for one in context.cues("label", where)]
        if COUNTERPART in labels or context.cues("beneficiary", where):
            return False
        return context.first("other_giver", where) is not None

    def _in_sentence(self, index: int, around: Around) -> FundFound | None:
        """The fund that words elsewhere in the sentence of an amount say."""
        begun = around.sentence[0], around.before[1]
        for place in (around.clause, around.preface, begun):
            cue = last_of(self.funds.cues(place), WHOLES)
            if cue is not None:
                own = place[0], around.behind[1]
                is_said = place in (around.clause, around.preface)
                is_sure = is_said and self._is_listed(index) and self.funds.is_only(cue.code, own)
                is_open = self.labels.is_other(cue.code, around) or self.wholes.is_of_share(index)
                is_own = self.labels.is_right_before(index, cue)
                return FundFound(cue.code, near=(is_sure and not is_open) or is_own)
        after = first_of(self.funds.cues(around.rest), (*WHOLES, COUNTERPART))
        is_free = not self.context.cues("support", around.before)
        if after is not None and is_free and not self.wholes.has_parts(around.rest[0], after.start):
            return FundFound(after.code, near=False)
        return None

    def _is_listed(self, index: int) -> bool:
        """Whether a sign or "và" parts an amount from the one before it in its sentence."""
        before = next(self.funds.before(index, "money"), None)
        if before is None:
            return True
        start = self.context.found[index].start
        return _LISTED.search(self.context.text, before.end, start) is not None

    def _from_above(self, index: int, around: Around) -> FundFound:
        """The fund of an amount whose sentence says none before it: that of a heading, else of the text."""
        funds, context = self.funds, self.context
        if (listed_above := self._of_item_above(index)) != NONE:
            return FundFound(listed_above, near=False)
        if (same := self._of_this_number(around)) is not None:
            return same
        where = (around.clause[0], around.behind[1])
        is_support = context.first("support", where) is not None
        is_of_work = is_support or context.first("activity", around.before) is not None
        is_rest = context.first("rest", around.before) is not None
        is_others = is_rest or is_paid_by_others(context, index)
        is_of_fund = is_of_work and (is_given(context, around) or is_alone(context, around))
        is_of_fund = is_of_fund or is_of_plan(context, around)
        headed = funds.of_heading(index, is_of_fund=is_of_fund and not is_others)
        if headed is not None:
            return headed
        part = first_of(funds.cues(around.rest), (*WHOLES, COUNTERPART))
        # "6 tỷ đồng, trong đó khuyến công quốc gia …"
        is_whole = (
            part is not None
            and part.code != PROMOTION
            and self.wholes.has_parts(around.rest[0], part.start)
        )
        if is_whole and context.first("invested", around.before):
            return FundFound(ALL, near=False)
        is_of_both = len(funds.levels) > 1
        is_paid = self._is_paid_out(around) and funds.is_general_at(index)
        is_open = is_of_work or is_paid or is_of_both
        if not (is_open or funds.is_of_one or funds.first == PROMOTION):
            return FundFound(NONE, near=False)
        start = context.found[index].start
        is_said = funds.holds_at(start) or funds.is_general_at(index)
        is_held = is_of_work and is_of_fund and is_said
        # in a text of both levels support that says none is of khuyến công
        is_turn = context.first("turn", (around.sentence[0], start))
        # "tỉnh dự kiến chi 45 tỷ đồng" may be of the province alone
        is_own = context.seek(_place_gives(), around.before) is not None
        is_sure = (is_held or is_paid or (is_of_both and is_support)) and not (is_turn or is_own)
        return FundFound(funds.usual, near=is_sure and not is_others)

    def _is_paid_out(self, around: Around) -> bool:
        """Whether an amount is what was paid out of money that was granted: "kinh phí giải ngân 1 tỷ đồng"."""
        paid = last_of(self.context.cues("spent", around.before))
        return paid is not None and self.context.told(paid) in listed("giving", "paid_out")

    def _of_this_number(self, around: Around) -> FundFound | None:
        """The fund of the amount in the sentence before that words refer to: "năm 2023, con số này là 3 tỷ đồng"."""
        context, earlier = self.context, self.earlier
        begun = around.sentence[0], around.before[1]
        if context.first("this_number", around.before) is None or context.first("turn", begun):
            return None
        is_near = earlier.amount_sentence == around.number - 1 and earlier.amount.code in GIVING
        return earlier.amount if is_near else None

    def _of_item_above(self, index: int) -> str:
        """The level of the item of a list right above one that says none: "- Đề án KCQG: 5 đề án", "- Kinh phí: …"."""
        context = self.context
        number = context.arounds[index].number
        before = self.earlier.found.get(index - 1)
        if before is None or before.code not in (NATIONAL, LOCAL) or not number:
            return NONE
        is_right_above = context.arounds[index - 1].number == number - 1
        starts = context.sentences[number - 1].start, context.sentences[number].start
        is_in_list = all(ITEM.match(context.text, start) for start in starts)
        return before.code if is_right_above and is_in_list else NONE
