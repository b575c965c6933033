"""Labels of amounts that are not right at them: one word in a list of funds, at the count before, behind a sign."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_text import GIVING, TextFunds, source_before
from analysis.extracting.headings import (
    COUNTERPART,
    LOCAL,
    NATIONAL,
    SKIPPED,
    FundFound,
    is_of_label_behind,
    is_payer,
)
from analysis.prose.rules import Cue, cue_at, either, fillers, listed
from analysis.prose.scopes import Around, first_of, last_of


@cache
def _taken() -> re.Pattern[str]:
    return re.compile(rf",? (?:{either('filler', 'taken')} )*")


@cache
def pair() -> re.Pattern[str]:
    """What may stand between an amount and what is counted beside it."""
    return re.compile(rf" ?[(,;/]? ?(?:{either('filler', 'pair')} )*")


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
        if cue is None or cue.code not in GIVING or any(one.code not in SKIPPED for one in told):
            return None
        if self.context.has_between(cue.end, around.last):
            return None
        source = source_before().search(self.context.text, around.rest[0], cue.start)
        taken = source and _taken().fullmatch(self.context.text, around.rest[0], source.start())
        return FundFound(cue.code, near=True) if taken else None

    def level_behind(self, around: Around) -> FundFound | None:
        """The level of a fund that is one word right behind an amount: "4 tỷ đồng quốc gia, 2 tỷ đồng địa phương"."""
        start = around.behind[0] + 1
        cue = cue_at(self.context.text, start, "label")
        if cue is None or cue.code == COUNTERPART:
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
