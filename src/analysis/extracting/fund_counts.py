"""The fund of what is no amount: counts, schemes, caps, percentages, and what grew."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.fund_amounts import Amounts
from analysis.extracting.fund_text import GIVING, NO_FUND, Earlier, TextFunds
from analysis.extracting.headings import (
    ALL,
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    PROMOTION,
    WHOLES,
    FundFound,
    names_promotion,
)
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, cue_at, either, listed
from analysis.prose.scopes import Around, Range, first_of, last_of

_STOP = re.compile("[,;:(]")
_BULLETS = " -+•*●▪◦0123456789."


@cache
def _source() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){either('filler', 'source')}(?: {either('filler', 'of_source')})* ?$"
    )


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either('filler', 'tail')}\W+)*")


@cache
def _is() -> re.Pattern[str]:
    return re.compile(rf"(?: còn lại)? (?:{either('filler', 'share')}|\()")


class Counts:
    """Finds the fund of each count, cap and percentage of one text."""

    def __init__(self, funds: TextFunds, amounts: Amounts, earlier: Earlier) -> None:
        self.context = funds.context
        self.funds = funds
        self.amounts = amounts
        self.earlier = earlier

    def of_norm(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund of a cap: what its own words say, else that of a text of one level."""
        told = first_of(self.funds.cues(around.behind), WHOLES) or last_of(
            self.funds.cues(around.before), WHOLES
        )
        if told is not None and told.code == COUNTERPART:
            return FundFound(COUNTERPART, near=True)
        said = self._of_count(around, (around.behind, around.before, around.clause))
        if said.code != NONE:
            is_only = self.funds.is_only(said.code, around.sentence)
            return FundFound(said.code, near=said.near or is_only)
        if quantity.measure in ("labour", "person"):
            return NO_FUND
        before = self.earlier.found.get(index - 1)
        if before is not None and before.code in GIVING and self._is_beside(index):
            # caps side by side are of one fund
            return before
        if self.funds.is_of_one_level:
            return FundFound(self.funds.usual, near=self.funds.holds_at(quantity.start))
        return FundFound(NONE, near=False)

    def of_schemes(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund of schemes; where a text speaks of one level only they are of that level."""
        level = cue_at(self.context.text, quantity.end + 1, "level")
        if level is not None:
            return FundFound(level.code, near=True)
        own = self._of_count(around, (around.behind, around.before))
        paired = self.amounts.paired(index)
        if own.code == PROMOTION and paired is not None:
            # "ngân sách tỉnh dành 46 tỷ đồng hỗ trợ 368 đề án khuyến công"
            return paired
        if own.code == PROMOTION:
            is_only = self.funds.is_only(PROMOTION, around.sentence)
            return FundFound(PROMOTION, near=own.near and is_only)
        if own.code != NONE:
            return own
        if paired is not None:
            return paired
        found = self._of_count(around, (around.clause, around.preface))
        if found.code != NONE:
            return found
        headed = self.funds.of_heading(index)
        earlier = self._of_sentence(index) if len(self.funds.levels) > 1 else None
        if earlier is not None and (headed is None or headed.code != earlier.code):
            return earlier
        if headed is not None:
            return headed
        # in a text that names no fund at all nothing is said of one
        usual = self.funds.usual
        return FundFound(usual, near=usual == NONE or self.funds.holds_at(quantity.start))

    def _of_sentence(self, index: int) -> FundFound | None:
        """The level of the last number before it in its sentence: "… 18 đề án; hoàn thành 17 đề án"."""
        for place in range(index - 1, -1, -1):
            if self.context.arounds[place].number != self.context.arounds[index].number:
                return None
            found = self.earlier.found.get(place, NO_FUND)
            if found.code in (NATIONAL, LOCAL):
                return FundFound(found.code, near=False)
        return None

    def of_others(self, index: int, around: Around) -> FundFound:
        """The fund of a count of anything else, which only its own words say."""
        if (this := self._of_this(around)) is not None:
            return this
        own: tuple[Range, ...] = (around.behind, around.before)
        if self._is_of_next(index):
            own = (around.before,)
        said = self._of_count(around, own)
        if said.code == NONE and (listed_here := self._of_list(index, around)) is not None:
            return listed_here
        if said.code == NONE and (source := self._of_source(around)) is not None:
            return source
        if not self._follows_money(index):
            return self._of_count(around, (*own, around.preface))
        found = self._of_count(around, own)
        if found.code == NONE and (giver := self._giver_in_clause(index)) is not None:
            return giver
        # "Khuyến công quốc gia: 2 tỷ đồng; 5 cơ sở": the label may be of the amount alone
        is_led = self.context.text[slice(*around.preface)].rstrip().endswith(":")
        is_unsure = is_led and names_promotion(self.funds.cues(around.preface))
        return FundFound(found.code, near=found.near and not (found.code == NONE and is_unsure))

    def _giver_in_clause(self, index: int) -> FundFound | None:
        """The fund that gives an amount to what is counted: "khuyến công tỉnh hỗ trợ 600 triệu đồng cho 4 hộ".

        Never sure: readers differ on whether it is said of the count too.
        """
        context = self.context
        amount, here = context.found[index - 1], context.found[index]
        if (
            not index
            or amount.kind != "money"
            or _STOP.search(context.text, amount.end, here.start)
        ):
            return None
        giver = last_of(self.funds.cues(context.arounds[index - 1].before), WHOLES)
        if giver is None or giver.code not in GIVING:
            return None
        return FundFound(giver.code, near=False)

    def _of_this(self, around: Around) -> FundFound | None:
        """The fund of a sentence about the money before it: "Từ nguồn vốn này, đã có 86 cơ sở …"."""
        this = self.context.first("this_fund", around.preface)
        if this is None:
            return None
        levels = {cue.code for cue in self.funds.cues((0, this.start))} & {NATIONAL, LOCAL}
        told = {found.code for found in self.earlier.found.values()}
        if ALL in told:
            # a total with counterpart is no fund that gives
            return FundFound(NONE, near=False)
        is_named = "khuyến công" in self.context.told(this)
        code = levels.pop() if len(levels) == 1 else PROMOTION
        return FundFound(code, near=is_named or COUNTERPART not in told)

    def _of_list(self, index: int, around: Around) -> FundFound | None:
        """The fund of an amount whose uses a list tells: "KCĐP chi 9 tỷ đồng cho các việc: mở 5 lớp; …"."""
        context = self.context
        colon = context.text.rfind(": ", around.sentence[0], context.found[index].start)
        if colon < 0:
            return None
        for place in range(index - 1, -1, -1):
            one = context.found[place]
            if one.start < around.sentence[0]:
                return None
            if one.end <= colon and one.kind == "money":
                found = self.earlier.found.get(place, NO_FUND)
                is_led = ";" not in context.text[one.end : colon]
                return found if is_led and found.code in GIVING else None
        return None

    def _of_source(self, around: Around) -> FundFound | None:
        """The fund that a count comes from behind other words: "dạy nghề đan, se nhang bằng nguồn khuyến công tỉnh"."""
        context = self.context
        cue = first_of(self.funds.cues(around.rest))
        if cue is None or cue.code not in GIVING:
            return None
        source = _source().search(context.text, around.rest[0], cue.start)
        if source is None or context.text[: source.start()].rstrip().endswith((",", ";", ":", "(")):
            return None
        is_only = self.funds.is_only(cue.code, around.sentence)
        return FundFound(cue.code, near=is_only)

    def of_share(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund whose share or multiple a number is: said at it, before it in its clause, else that of the text."""
        if turn := self.funds.in_turn(index):
            return FundFound(turn, near=True)
        behind = first_of(self.funds.cues(around.behind), WHOLES)
        if self._is_of_things(quantity):
            return FundFound(behind.code if behind else NONE, near=True)
        is_said = quantity.kind == "share" and _is().match(self.context.text, around.behind[0])
        if is_said and behind is not None:
            return FundFound(behind.code, near=True)
        before = last_of(self.funds.cues(around.before), WHOLES)
        if before is not None:
            return FundFound(before.code, near=True)
        if (counted := self._of_counted(index)) is not None:
            return counted
        if (goes_on := self._of_amount(quantity, around)).code != NONE:
            return goes_on
        if cue := last_of(self.funds.cues(around.clause), WHOLES):
            return FundFound(cue.code, near=False)
        where = around.before[0], around.behind[1]
        if self.context.first("of_plan", where):
            return FundFound(self.funds.usual, near=self.funds.holds_at(quantity.start))
        return self.funds.of_text

    def _of_counted(self, index: int) -> FundFound | None:
        """The fund of what stands right before a percentage in its sentence and is counted: it is a share of that."""
        context = self.context
        if not index or context.found[index].kind != "share" or not self._is_beside(index):
            return None
        first = context.found[index - 1]
        if first.kind != "count" or ";" in context.text[first.end : context.found[index].start]:
            return None
        return self.earlier.found.get(index - 1, NO_FUND) if first.measure == "schemes" else NO_FUND

    def _is_beside(self, index: int) -> bool:
        """Whether the quantity before this one stands in its sentence."""
        return self.context.arounds[index - 1].number == self.context.arounds[index].number

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

    def _of_count(self, around: Around, places: tuple[Range, ...]) -> FundFound:
        """The fund that is said of a count in its own part of the sentence; sure at it, or as the only source."""
        for where in places:
            cues = [
                cue
                for cue in self.funds.cues(where)
                if cue.code in GIVING and not self._is_topic(cue, around)
            ]
            if not cues:
                continue
            if where == around.behind:
                return FundFound(cues[0].code, near=True)
            cue = cues[-1]
            if where == around.before:
                return self._of_words_before(cue, around)
            is_source = _source().search(self.context.text, where[0], cue.start) is not None
            is_only = self.funds.is_only(cue.code, around.sentence)
            is_label = self._is_label(cue, around)
            is_sure = is_only and (is_source or is_label or self.funds.holds_at(around.behind[0]))
            return FundFound(cue.code, near=is_sure)
        return NO_FUND

    def _is_label(self, cue: Cue, around: Around) -> bool:
        """Whether a fund is the label of its sentence: "Đối với khuyến công quốc gia, …"."""
        head = self.context.text[around.sentence[0] : cue.start].strip(_BULLETS)
        return head in ("về", "đối với", "với") and self.context.text.startswith(",", cue.end)

    def _of_words_before(self, cue: Cue, around: Around) -> FundFound:
        """The fund that words right before a count say; things that were bought of it are of none."""
        between = self.context.text[cue.end : around.before[1]]
        # "khuyến công địa phương của 63 địa phương"
        is_theirs = between == " của "
        is_bought = self.context.cues("bought", (cue.end, around.before[1]))
        return NO_FUND if is_theirs or is_bought else FundFound(cue.code, near=True)

    def _is_topic(self, cue: Cue, around: Around) -> bool:
        """Whether words are only about a fund, "tập huấn về khuyến công"; "Về khuyến công …" at the head is a label."""
        text, head = self.context.text, around.sentence[0]
        is_about = text.endswith("về ", 0, cue.start)
        return is_about and text[head : cue.start].strip(_BULLETS) != "về"

    def _is_of_next(self, index: int) -> bool:
        """Whether words behind a count say the fund of the amount that follows: "12 người với kinh phí KCĐP 4 tỷ"."""
        context = self.context
        cue = last_of(self.funds.cues(context.arounds[index].behind))
        after = context.found[index + 1] if index + 1 < len(context.found) else None
        if after is None or cue is None or after.kind != "money":
            return False
        behind = context.arounds[index].behind
        if context.text[cue.end : after.start].strip() == "(":
            # "2 cơ sở từ nguồn khuyến công quốc gia (500 triệu đồng)"
            return _source().search(context.text, behind[0], cue.start) is None
        return _tail().fullmatch(context.text, cue.end, after.start) is not None

    def _follows_money(self, index: int) -> bool:
        """Whether an amount stands before a count in its sentence: words at the head may be of that amount alone."""
        start = self.context.arounds[index].sentence[0]
        return any(one.start >= start for one in self.funds.before(index, "money"))

    def _of_amount(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of the amount that a percentage of the same sentence speaks of: "2 tỷ đồng, tăng 12%"."""
        earlier = self.earlier
        if earlier.amount_sentence != around.number:
            return NO_FUND
        code = earlier.amount.code
        # an amount in brackets, and one of another giver, need not be what the percentage is of
        is_open = ")" not in self.context.text[earlier.amount_end : quantity.start]
        is_other = code == COUNTERPART and quantity.kind != "ratio"
        is_near = earlier.amount.near and is_open and not is_other
        if quantity.kind == "money":
            return FundFound(code, near=False)
        return FundFound(code, near=code == NONE or is_near)

    def _is_of_things(self, quantity: Quantity) -> bool:
        """Whether a share is one of people or things, which have no fund: "80% học viên", "85% có việc làm"."""
        text = self.context.text
        start = quantity.end + 1
        if text.startswith("số ", start):
            start += len("số ")
        return any(cue_at(text, start, table) for table in ("at_work", "noun"))
