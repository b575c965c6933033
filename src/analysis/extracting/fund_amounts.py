"""Whose money an amount is: what stands at it says it, else its sentence, else what stands above it."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_text import GIVING, Earlier, TextFunds
from analysis.extracting.headings import (
    ALL,
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    PROMOTION,
    SKIPPED,
    TOTAL,
    WHOLES,
    FundFound,
    giver,
)
from analysis.prose.rules import Cue, either, listed
from analysis.prose.scopes import Around, Sought, first_of, last_of

_ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
_LISTED = re.compile(r"[,;:(/]| và ")
_OPENS = re.compile("[:(]")
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


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(rf" ?[(,;/]? ?(?:{either('filler', 'pair')} )*")


@cache
def _label_lead() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either('filler', 'label_lead')}\W+)*")


@cache
def _label_tail() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either('filler', 'label_tail')}\W+)*")


class Amounts:
    """Finds the fund of each amount of one text."""

    def __init__(self, funds: TextFunds, earlier: Earlier) -> None:
        self.context = funds.context
        self.funds = funds
        self.earlier = earlier

    def of(self, index: int) -> FundFound:
        """The fund of the amount with this number."""
        around = self.context.arounds[index]
        found = (
            self._at_amount(index, around)
            or self._in_sentence(index, around)
            or self._from_above(index, around)
        )
        return self.funds.of_level(found, self.context.found[index].start)

    def paired(self, index: int) -> FundFound | None:
        """The fund of an amount and schemes side by side: "48 đề án với 17,9 tỷ đồng", "2 tỷ đồng (4 đề án)"."""
        before = self.earlier.found.get(index - 1)
        if before is None or before.code not in GIVING:
            return None
        first, second = self.context.found[index - 1], self.context.found[index]
        kinds = {one.measure if one.kind == "count" else one.kind for one in (first, second)}
        if kinds != {"money", "schemes"}:
            return None
        return before if _pair().fullmatch(self.context.text, first.end, second.start) else None

    def _at_amount(self, index: int, around: Around) -> FundFound | None:
        """The fund that words right behind or before an amount say, or the schemes beside it."""
        if turn := self.funds.in_turn(index):
            return FundFound(turn, near=True)
        if self._includes_counterpart(around):
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
            return FundFound(self._narrowed(behind, around), near=True)
        if self._is_of_counted(index):
            return FundFound(COUNTERPART, near=True)
        if is_this:
            return FundFound(self.earlier.giving, near=True)
        before = giver(cues)
        if before is not None:
            if before.code == PROMOTION:
                # "ngân sách thành phố dành cho khuyến công 5 tỷ đồng"
                before = last_of([cue for cue in cues if cue.code in (NATIONAL, LOCAL)]) or before
            whole = self._whole(index, before, cues)
            return FundFound(
                whole.code, near=whole.near and not self._is_given_by_others(before, around)
            )
        if label := self._label(around):
            return FundFound(label, near=True)
        return self.paired(index)

    def _includes_counterpart(self, around: Around) -> bool:
        """Whether words behind an amount say that counterpart is in it: "… 127 tỷ đồng, kể cả vốn của cơ sở"."""
        including = self.context.first("including", around.rest)
        if including is None:
            return False
        cue = first_of(self.funds.cues((including.end, around.rest[1])))
        return cue is not None and cue.code == COUNTERPART

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

    def _is_of_counted(self, index: int) -> bool:
        """Whether an amount is money of those who are counted before it: "vốn của 8 cơ sở 17.800 triệu đồng"."""
        if not index or self.context.found[index - 1].measure not in (
            "beneficiaries",
            "recipients",
        ):
            return False
        start = self.context.found[index - 1].start
        return self.context.text[max(0, start - len("vốn của ")) : start] == "vốn của "

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

    def _label(self, around: Around) -> str:
        """The fund of an amount whose label is one word: "quốc gia 3 tỷ đồng, địa phương 5 tỷ đồng, cơ sở 9 tỷ đồng".

        Such a word says it in a sentence that tells of other funds too; alone it is who was helped.
        """
        context = self.context
        cue = last_of(context.cues("label", around.before))
        if cue is None:
            return ""
        lead = _label_lead().fullmatch(context.text, around.before[0], cue.start)
        tail = _label_tail().fullmatch(context.text, cue.end, around.before[1])
        others = [*self.funds.cues(around.sentence), *context.cues("label", around.sentence)]
        is_one_of = any(
            one.code in (*GIVING, COUNTERPART) and one.code != cue.code for one in others
        )
        return cue.code if lead and tail and is_one_of else ""

    def _whole(self, index: int, cue: Cue, cues: list[Cue]) -> FundFound:
        """The fund of an amount with a word before it; a total that has counterpart among its parts is of all funds."""
        context, around = self.context, self.context.arounds[index]
        is_total = any(one.code == TOTAL for one in cues)
        is_support = context.cues("given", around.before)
        may_be_all = is_total and not is_support and cue.code in (TOTAL, PROMOTION)
        if may_be_all and (self._has_counterpart(index) or self._leaves_counterpart(index)):
            return FundFound(ALL, near=True)
        if cue.code == COUNTERPART and self._has_state_part(index, cue):
            return FundFound(ALL, near=True)
        if context.told(cue) in listed("giving", "left"):
            return FundFound(COUNTERPART, near=False)
        if cue.code != TOTAL and not (cue.code == ALL and is_support):
            is_worth = context.told(cue) in listed("giving", "worth")
            return FundFound(cue.code, near=not is_worth or self._is_of_work(around))
        told = last_of([one for one in cues if one.start < cue.start], WHOLES)
        if cue.code == TOTAL and told is not None and told.code == COUNTERPART:
            return FundFound(COUNTERPART, near=True)
        named = last_of(
            self.funds.cues((around.clause[0], cue.start)), (*SKIPPED, COUNTERPART, ALL)
        )
        # "4 tỷ đồng trên tổng số 7 tỷ đồng" may be of other funds too
        is_own = not context.text.startswith(("trong", "trên"), cue.start)
        if named is not None:
            is_only = self.funds.is_only(named.code, around.sentence)
            return FundFound(named.code, near=is_own and is_only)
        is_held = cue.code == TOTAL and self.funds.holds_at(context.found[index].start)
        return FundFound(self.funds.usual, near=is_own and is_held)

    def _is_of_work(self, around: Around) -> bool:
        """Whether words before an amount name a work of khuyến công."""
        return self.context.first("activity", (around.clause[0], around.before[1])) is not None

    def _has_counterpart(self, index: int) -> bool:
        """Whether an amount behind a total, up to the next total or paragraph, is counterpart and no larger."""
        context = self.context
        whole = context.found[index]
        number = context.arounds[index].number
        paragraph = context.sentences[number].paragraph
        for place in range(index + 1, len(context.found)):
            later, around = context.found[place], context.arounds[place]
            if (
                around.number > number + 1
                or context.sentences[around.number].paragraph != paragraph
            ):
                return False
            if later.kind != "money":
                continue
            before = self.funds.cues(around.before)
            if any(cue.code in (TOTAL, ALL) for cue in before):
                return False
            if any(cue.code == COUNTERPART for cue in before + self.funds.cues(around.behind)):
                return later.base <= whole.base and self._has_parts(whole.end, later.start)
        return False

    def _has_state_part(self, index: int, cue: Cue) -> bool:
        """Whether a part of what was gathered is of the state: "huy động 180 tỷ đồng, trong đó ngân sách …"."""
        context = self.context
        if context.told(cue) not in listed("giving", "gathers"):
            return False
        start = context.found[index].end
        number = context.arounds[index].number
        last = min(number + 1, len(context.sentences) - 1)
        part = first_of(self.funds.cues((start, context.sentences[last].end)), WHOLES)
        if part is None or part.code not in GIVING or context.sentence_of(part.start) > last:
            return False
        return bool(context.cues("part_of", (start, part.start)))

    def _leaves_counterpart(self, index: int) -> bool:
        """Whether the rest of a total is counterpart without an amount: "… còn lại là vốn của doanh nghiệp"."""
        end = self.context.arounds[index].sentence[1]
        rest = self.context.first("rest", (self.context.found[index].end, end))
        if rest is None or self.context.has_between(rest.end, end):
            return False
        return any(cue.code == COUNTERPART for cue in self.funds.cues((rest.start, end)))

    def _has_parts(self, start: int, end: int) -> bool:
        """Whether words or a sign of a range say that parts follow."""
        context = self.context
        return bool(context.cues("parts", (start, end)) or _OPENS.search(context.text, start, end))

    def _in_sentence(self, index: int, around: Around) -> FundFound | None:
        """The fund that words elsewhere in the sentence of an amount say."""
        begun = around.sentence[0], around.before[1]
        for place in (around.clause, around.preface, begun):
            cue = last_of(self.funds.cues(place), WHOLES)
            if cue is not None:
                own = place[0], around.behind[1]
                is_said = place in (around.clause, around.preface)
                is_sure = is_said and self._is_listed(index) and self.funds.is_only(cue.code, own)
                return FundFound(cue.code, near=is_sure)
        after = first_of(self.funds.cues(around.rest), (*WHOLES, COUNTERPART))
        is_free = not self.context.cues("support", around.before)
        if after is not None and is_free and not self._has_parts(around.rest[0], after.start):
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
        if (headed := funds.of_heading(index)) is not None:
            return headed
        part = first_of(funds.cues(around.rest), (*WHOLES, COUNTERPART))
        # "6 tỷ đồng, trong đó khuyến công quốc gia …"
        is_whole = (
            part is not None
            and part.code != PROMOTION
            and self._has_parts(around.rest[0], part.start)
        )
        if is_whole and context.first("invested", around.before):
            return FundFound(ALL, near=False)
        where = (around.clause[0], around.behind[1])
        is_support = bool(context.cues("support", where))
        is_of_work = is_support or context.first("activity", around.before) is not None
        is_of_both = len(funds.levels) > 1
        if not (funds.is_of_one or is_of_work or is_of_both or funds.first == PROMOTION):
            return FundFound(NONE, near=False)
        start = context.found[index].start
        is_held = is_of_work and funds.holds_at(start)
        # in a text of both levels support that says none is of khuyến công
        is_turn = context.first("turn", (around.sentence[0], start))
        is_sure = is_held or (is_of_both and is_support and not is_turn)
        return FundFound(funds.usual, near=is_sure)

    def _of_item_above(self, index: int) -> str:
        """The level of the item of a list right above one that says none: "- Đề án KCQG: 5 đề án", "- Kinh phí: …"."""
        context = self.context
        number = context.arounds[index].number
        before = self.earlier.found.get(index - 1)
        if before is None or before.code not in (NATIONAL, LOCAL) or not number:
            return NONE
        is_right_above = context.arounds[index - 1].number == number - 1
        starts = context.sentences[number - 1].start, context.sentences[number].start
        is_in_list = all(_ITEM.match(context.text, start) for start in starts)
        return before.code if is_right_above and is_in_list else NONE
