"""Whose money a total is, and what labels that are not right at an amount say of it."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_text import GIVING, TextFunds, source_before
from analysis.prose.fund_words import (
    ALL,
    COUNTERPART,
    LOCAL,
    NATIONAL,
    PROMOTION,
    SKIPPED,
    TOTAL,
    WHOLES,
    FundFound,
    giver,
    is_of_label_behind,
)
from analysis.prose.givers import is_payer
from analysis.prose.rules import Cue, cue_at, either, fillers, listed
from analysis.prose.scopes import Around, first_of, last_of

_OPENS = re.compile("[:(]")
_PART = re.compile(r",? ?(?:trong đó,? )?(?:có )?phần (?:kinh phí |vốn |nguồn )*")
_PAID = re.compile(r",? (?:đều |cũng |toàn bộ |là )*")
_SIGN = re.compile(r"[,;:().]| và ")
_OF_SCHEMES = re.compile(r" (?:thực hiện |của |cho |vào )*(?:các |những )?(?:đề án|dự án|mô hình) ")


@cache
def _taken() -> re.Pattern[str]:
    return re.compile(rf",? (?:{either('filler', 'taken')} )*")


@cache
def pair() -> re.Pattern[str]:
    """What may stand between an amount and what is counted beside it."""
    return re.compile(rf" ?[(,;/]? ?(?:{either('filler', 'pair')} )*")


class Wholes:
    """Looks at the totals of one text and at what is said of their parts."""

    def __init__(self, funds: TextFunds) -> None:
        self.context = funds.context
        self.funds = funds

    def whole(self, index: int, cue: Cue, cues: list[Cue]) -> FundFound:
        """The fund of an amount with a word before it; a total that has counterpart among its parts is of all funds."""
        context, around = self.context, self.context.arounds[index]
        is_total = any(one.code == TOTAL for one in cues)
        is_support = context.cues("given", around.before)
        may_be_all = is_total and not is_support and cue.code in (TOTAL, PROMOTION)
        if may_be_all and (self._has_counterpart(index) or self._leaves_counterpart(index)):
            return FundFound(ALL, near=True)
        if may_be_all and len(self.funds.levels) == 1 and self._has_level_part(around):
            # what is more than the one fund of a text is of others too
            return FundFound(ALL, near=False)
        if cue.code == COUNTERPART and self._has_state_part(index, cue):
            return FundFound(ALL, near=True)
        if context.told(cue) in listed("giving", "left"):
            return FundFound(COUNTERPART, near=False)
        if cue.code != TOTAL and not (cue.code == ALL and is_support):
            is_worth = context.told(cue) in listed("giving", "worth")
            is_own = self._is_of_work(around) and not self._is_given_so_much(index)
            return FundFound(cue.code, near=not is_worth or is_own)
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
        is_said = self.funds.holds_at(context.found[index].start) or self.funds.is_general_at(index)
        is_held = cue.code == TOTAL and is_said
        is_sure = is_own and is_held and not self._is_shared(index)
        return FundFound(self.funds.usual, near=is_sure)

    def is_worth(self, cue: Cue | None) -> bool:
        """Whether words before an amount say what something is worth."""
        return cue is not None and self.context.told(cue) in listed("giving", "worth")

    def invested_in(self, cue: Cue, cues: list[Cue]) -> bool | None:
        """Whether an investment before a fund is surely of all funds; None where none stands there.

        "Tổng vốn đầu tư của các đề án khuyến công là 9 tỷ đồng" is; one "cho khuyến công" may be given by it alone.
        """
        if cue.code not in GIVING:
            return None
        invested = last_of([one for one in cues if one.code == ALL and one.end <= cue.start])
        if invested is None or self._comes_from(cue, invested.end):
            return None
        return _OF_SCHEMES.fullmatch(self.context.text, invested.end, cue.start) is not None

    def _comes_from(self, cue: Cue, start: int) -> bool:
        """Whether words before a fund, behind a place, say that the money comes from it."""
        return source_before().search(self.context.text, start, cue.start) is not None

    def is_gathered_of_all(self, behind: Cue, around: Around) -> bool:
        """Whether what is gathered is a total of all funds: "huy động 130 tỷ đồng tổng vốn thực hiện"."""
        if behind.code != ALL or behind.start > around.behind[0] + 1:
            return False
        cue = giver(self.funds.cues(around.before))
        return cue is not None and self.context.told(cue) in listed("giving", "gathers")

    def is_paid_behind(self, code: str, around: Around) -> bool:
        """Whether a total is said to be of one fund behind it: "tổng chi phí 412 triệu đồng, cũng do KCĐP bảo đảm"."""
        if code != ALL:
            return False
        cue = first_of(self.funds.cues(around.rest), WHOLES)
        if cue is None or cue.code not in GIVING or self.context.has_between(cue.end, around.last):
            return False
        return self._comes_from(cue, around.rest[0])

    def includes_counterpart(self, around: Around) -> bool:
        """Whether words behind an amount say that counterpart is in it: "… 127 tỷ đồng, kể cả vốn của cơ sở"."""
        including = self.context.first("including", around.rest)
        if including is None:
            return False
        cue = first_of(self.funds.cues((including.end, around.rest[1])))
        return cue is not None and cue.code == COUNTERPART

    def _is_shared(self, index: int) -> bool:
        """Whether a share of a total is said to be of a fund: "tổng kinh phí là 9 tỷ đồng, khuyến công chiếm 30%"."""
        context = self.context
        for share in context.found_in(
            (context.found[index].end, context.arounds[index].sentence[1])
        ):
            if share.kind == "share":
                cues = self.funds.cues(
                    (context.found[index].end, context.arounds[index].sentence[1])
                )
                return any(cue.code in (*GIVING, COUNTERPART) for cue in cues)
        return False

    def is_of_share(self, index: int) -> bool:
        """Whether an amount may be what a share before it is of: "hỗ trợ 20% chi phí mua máy 1 tỷ đồng"."""
        before, here = self.context.found[index - 1], self.context.found[index]
        if not index or before.kind != "share":
            return False
        return _SIGN.search(self.context.text, before.end, here.start) is None

    def _is_given_so_much(self, index: int) -> bool:
        """Whether an amount is what the things given are worth: "được hỗ trợ 10 máy trị giá 95 triệu đồng"."""
        context, around = self.context, self.context.arounds[index]
        given = last_of(context.cues("given", around.clause))
        if given is None or self.has_parts(*around.rest):
            return False
        between = context.found_in((given.end, context.found[index].start))
        return not any(one.kind == "money" for one in between)

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
                return later.base <= whole.base and self.has_parts(whole.end, later.start)
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

    def _has_level_part(self, around: Around) -> bool:
        """Whether a part of a total is said to be of a level: "tổng kinh phí 5 tỷ đồng, phần KCQG là 2 tỷ đồng"."""
        part = first_of(self.funds.cues(around.rest), WHOLES)
        if part is None or part.code not in (NATIONAL, LOCAL):
            return False
        return _PART.fullmatch(self.context.text, around.rest[0], part.start) is not None

    def _leaves_counterpart(self, index: int) -> bool:
        """Whether the rest of a total is counterpart without an amount: "… còn lại là vốn của doanh nghiệp"."""
        end = self.context.arounds[index].sentence[1]
        rest = self.context.first("rest", (self.context.found[index].end, end))
        if rest is None or any(
            one.kind == "money" for one in self.context.found_in((rest.end, end))
        ):
            return False
        return any(cue.code == COUNTERPART for cue in self.funds.cues((rest.start, end)))

    def has_parts(self, start: int, end: int) -> bool:
        """Whether words or a sign of a range say that parts follow."""
        context = self.context
        return bool(context.cues("parts", (start, end)) or _OPENS.search(context.text, start, end))


class Labels:
    """Looks at the labels of the amounts of one text."""

    def __init__(self, funds: TextFunds) -> None:
        self.context = funds.context
        self.funds = funds

    def paid_behind(self, around: Around) -> FundFound | None:
        """The fund that words behind a sign say an amount was paid from: "285 triệu đồng, lấy từ nguồn KCĐP".

        None where words right at the amount say a fund.
        """
        told = [*self.funds.cues(around.before), *self.funds.cues(around.behind)]
        cue = first_of(self.funds.cues(around.rest))
        if cue is None or any(one.code not in SKIPPED for one in told):
            return None
        if self.context.has_between(cue.end, around.last):
            return None
        if cue.code == COUNTERPART and self.context.told(cue).startswith("do "):
            # "số còn lại, 3 tỷ đồng, do chủ cơ sở tự lo"
            is_behind = _PAID.fullmatch(self.context.text, around.rest[0], cue.start) is not None
            return FundFound(COUNTERPART, near=True) if is_behind else None
        if cue.code not in GIVING:
            return None
        source = source_before().search(self.context.text, around.rest[0], cue.start)
        taken = source and _taken().fullmatch(self.context.text, around.rest[0], source.start())
        return FundFound(cue.code, near=True) if taken else None

    def of_owner(self, around: Around) -> FundFound | None:
        """The fund of an amount that is said to be of an owner: "200 triệu đồng của chủ xưởng"; None of none."""
        label = first_of(self.context.cues("label", around.behind))
        if label is None or not self.context.told(label).startswith("chủ "):
            return None
        is_right = is_of_label_behind(self.context, around)
        is_free = not [*self.funds.cues(around.before), *self.funds.cues(around.behind)]
        return FundFound(COUNTERPART, near=False) if is_right and is_free else None

    def level_behind(self, around: Around) -> FundFound | None:
        """The level of a fund that is one word right behind an amount: "4 tỷ đồng quốc gia, 2 tỷ đồng địa phương"."""
        start = around.behind[0] + 1
        cue = cue_at(self.context.text, start, "label")
        if cue is None or cue.code not in (NATIONAL, LOCAL):
            return None
        is_alone = not self.context.text[cue.end : around.behind[1]].strip()
        return FundFound(cue.code, near=False) if is_alone else None

    def of_list(self, around: Around) -> str:
        """The fund of an amount whose label is one word: "quốc gia 3 tỷ đồng, địa phương 5 tỷ đồng, cơ sở 9 tỷ đồng".

        Such a word says it in a sentence that tells of other funds too; alone it is who was helped.
        """
        context = self.context
        cue = last_of(context.cues("label", around.before))
        if cue is None:
            return ""
        lead = fillers("label_lead").fullmatch(context.text, around.before[0], cue.start)
        tail = fillers("label_tail").fullmatch(context.text, cue.end, around.before[1])
        others = [*self.funds.cues(around.sentence), *context.cues("label", around.sentence)]
        is_one_of = any(
            one.code in (*GIVING, COUNTERPART) and one.code != cue.code for one in others
        )
        # "HTX được hỗ trợ 300 triệu đồng" gives nothing
        is_helped = context.first("helped", (cue.end, around.before[1])) is not None
        is_given = is_helped and bool(context.cues("support", (cue.end, around.before[1])))
        return cue.code if lead and tail and is_one_of and not is_given else ""

    def is_right_before(self, index: int, cue: Cue) -> bool:
        """Whether a fund stands behind the count before an amount: "4 đề án khuyến công tỉnh (600 triệu đồng)"."""
        first, here = self.context.found[index - 1], self.context.found[index]
        if not index or first.kind != "count" or cue.start < first.end or cue.code not in GIVING:
            return False
        return pair().fullmatch(self.context.text, cue.end, here.start) is not None

    def is_other(self, code: str, around: Around) -> bool:
        """Whether another giver stands before an amount: "KCQG hỗ trợ 3 tỷ đồng, cơ sở mạnh dạn đầu tư 9 tỷ đồng"."""
        context = self.context
        label = last_of(context.cues("label", around.before))
        if label is None or label.code == code:
            return code != COUNTERPART and is_of_label_behind(context, around)
        if label.code == COUNTERPART:
            return is_payer(context, label, around)
        return code in (NATIONAL, LOCAL) and context.told(label) in listed("giving", "levels")
