"""The fund of counts, schemes and caps."""

from __future__ import annotations

import re

from analysis.extracting.fund_amounts import Amounts
from analysis.extracting.fund_text import (
    GIVING,
    NO_FUND,
    Earlier,
    TextFunds,
    source_before,
)
from analysis.prose.fund_words import (
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
from analysis.prose.rules import Cue, cue_at, fillers
from analysis.prose.scopes import Around, Range, first_of, last_of
from analysis.prose.together import behind_all, is_joined

_STOP = re.compile("[,;:(]")
_LABEL_END = re.compile(r"(?: (?:năm|giai đoạn) [0-9]{4}(?: ?- ?[0-9]{4})?)?:")
_PART = re.compile(r"[,;:(](?![0-9])")
_BULLETS = " -+•*●▪◦0123456789."


class Counts:
    """Finds the fund of each count and cap of one text."""

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
        if quantity.measure in ("labour", "person", "posts"):
            return NO_FUND
        before = self.earlier.found.get(index - 1)
        if before is not None and before.code in GIVING and self.funds.is_beside(index):
            # caps side by side are of one fund
            return before
        if self.funds.is_of_one_level:
            return FundFound(self.funds.usual, near=self.funds.holds_at(quantity.start))
        is_said = self.funds.is_said_before(quantity.start)
        return FundFound(self.funds.usual if is_said else NONE, near=False)

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
        givers = {cue.code for cue in self.funds.cues(around.before)} & {NATIONAL, LOCAL}
        if own.code == PROMOTION and len(givers) == 1:
            # "huyện được tỉnh hỗ trợ 4 đề án khuyến công"
            return FundFound(givers.pop(), near=False)
        if own.code == PROMOTION:
            # "22 đề án khuyến công, trong đó 6 đề án khuyến công quốc gia …" is of both
            is_label = "đề án khuyến công" in self.context.text[slice(*around.before)]
            is_said = is_label or bool(self.funds.cues(around.behind))
            is_only = is_said or self.funds.is_only(PROMOTION, around.sentence)
            return FundFound(PROMOTION, near=own.near and is_only)
        if own.code != NONE:
            return own
        if paired is not None:
            return paired
        found = self._of_count(around, (around.clause, around.preface))
        if found.code != NONE:
            # "chương trình khuyến công … đã hỗ trợ 9 đề án, trong đó KCQG 2 đề án, KCĐP 7 đề án"
            is_general = found.code == PROMOTION and self.funds.is_general_at(index)
            return FundFound(found.code, near=found.near or is_general)
        headed = self.funds.of_heading(index, is_of_fund=True)
        earlier = self._of_sentence(index) if len(self.funds.levels) > 1 else None
        if earlier is not None and (headed is None or headed.code != earlier.code):
            return earlier
        if headed is not None:
            return headed
        # in a text that names no fund at all nothing is said of one
        usual = self.funds.usual
        is_held = usual == NONE or self.funds.holds_at(quantity.start)
        is_general = "đề án" in quantity.unit and self.funds.is_general_at(index)
        return FundFound(usual, near=is_held or is_general)

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
        found = self._of_other(index, around)
        is_open = found.code == NONE and self._is_helped_by_fund(index, around)
        return FundFound(found.code, near=found.near and not is_open)

    def _of_other(self, index: int, around: Around) -> FundFound:
        if (this := self._of_this(around)) is not None:
            return this
        if (joined := self._of_joined(index)) is not None:
            return joined
        own: tuple[Range, ...] = (behind_all(self.context, index), around.before)
        if self._is_of_next(index):
            own = (around.before,)
        said = self._of_count(around, own)
        if said.code == NONE and (listed_here := self._of_list(index, around)) is not None:
            return listed_here
        if said.code == NONE and (source := self._of_source(around)) is not None:
            return source
        if not self._follows_money(index):
            return self._of_count(around, (*own, around.preface))
        if said.code == NONE and (giver := self._giver_in_clause(index)) is not None:
            return giver
        # "Khuyến công quốc gia: 2 tỷ đồng; 5 cơ sở": the label may be of the amount alone
        is_led = self.context.text[slice(*around.preface)].rstrip().endswith(":")
        is_unsure = is_led and names_promotion(self.funds.cues(around.preface))
        return FundFound(said.code, near=said.near and not (said.code == NONE and is_unsure))

    def _of_joined(self, index: int) -> FundFound | None:
        """The fund of the count that this one is told together with, where its own words say none."""
        if not is_joined(self.context, index) or self.funds.cues(behind_all(self.context, index)):
            return None
        return self.earlier.found.get(index - 1)

    def _giver_in_clause(self, index: int) -> FundFound | None:
        """The fund that gives an amount to what is counted: "khuyến công tỉnh hỗ trợ 600 triệu đồng cho 4 hộ".

        Never sure: readers differ on whether it is said of the count too.
        """
        context = self.context
        if not index or context.found[index - 1].kind != "money":
            return None
        amount, here = context.found[index - 1], context.found[index]
        stop = _STOP.search(context.text, amount.end, here.start)
        if stop and cue_at(context.text, stop.end() + 1, "does") is None:
            return None
        giver = last_of(self.funds.cues(context.arounds[index - 1].before), WHOLES)
        if giver is None or giver.code not in GIVING:
            return None
        return FundFound(giver.code, near=False)

    def _is_helped_by_fund(self, index: int, around: Around) -> bool:
        """Whether no sign parts who was helped from a fund: "6 hộ được hỗ trợ 640 triệu đồng từ khuyến công tỉnh".

        Readers differ on whether it is said of them too.
        """
        context, quantity = self.context, self.context.found[index]
        if quantity.measure not in ("beneficiaries", "recipients"):
            return False
        start, end = around.sentence
        signs = [sign.end() for sign in _PART.finditer(context.text, start, quantity.start)]
        sign = _PART.search(context.text, quantity.end, end)
        own = (signs[-1] if signs else start), (sign.start() if sign else end)
        is_given = any(cue.code in GIVING for cue in self.funds.cues(own))
        return is_given and bool(context.cues("support", own) or context.cues("helped", own))

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
        source = source_before().search(context.text, around.rest[0], cue.start)
        if source is None or context.text[: source.start()].rstrip().endswith((",", ";", ":", "(")):
            return None
        is_only = self.funds.is_only(cue.code, around.sentence)
        return FundFound(cue.code, near=is_only)

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
            is_source = source_before().search(self.context.text, where[0], cue.start) is not None
            # "từ nguồn KCQG, 2 đề án; từ nguồn KCĐP, 5 đề án": each part has its own
            own = (where[0], self.context.clause_end(around))
            is_only = self.funds.is_only(
                cue.code, own if where == around.clause else around.sentence
            )
            is_label = self._is_label(cue, around)
            is_sure = is_only and (is_source or is_label or self.funds.holds_at(around.behind[0]))
            return FundFound(cue.code, near=is_sure)
        return NO_FUND

    def _is_label(self, cue: Cue, around: Around) -> bool:
        """Whether a fund is the label of its sentence: "Đối với khuyến công quốc gia, …", "- Khuyến công tỉnh: …"."""
        head = self.context.text[around.sentence[0] : cue.start].strip(_BULLETS)
        if not head and _LABEL_END.match(self.context.text, cue.end):
            return True
        return head in ("về", "đối với", "với") and self.context.text.startswith(",", cue.end)

    def _of_words_before(self, cue: Cue, around: Around) -> FundFound:
        """The fund that words right before a count say; things that were bought of it are of none."""
        between = self.context.text[cue.end : around.before[1]]
        # "khuyến công địa phương của 63 địa phương"
        is_theirs = between == " của "
        is_bought = self.context.cues("bought", (cue.end, around.before[1]))
        # "nghiệm thu các đề án khuyến công tại ba cơ sở" only says where
        is_place = between.endswith((" tại ", " ở "))
        return NO_FUND if is_theirs or is_bought else FundFound(cue.code, near=not is_place)

    def _is_topic(self, cue: Cue, around: Around) -> bool:
        """Whether words are only about a fund, "tập huấn về khuyến công"; "Về khuyến công …" at the head is a label."""
        text, head = self.context.text, around.sentence[0]
        is_about = text.endswith("về ", 0, cue.start)
        return is_about and text[head : cue.start].strip(_BULLETS) != "về"

    def _is_of_next(self, index: int) -> bool:
        """Whether words behind a count say the fund of the amount that follows: "12 người với kinh phí KCĐP 4 tỷ"."""
        context = self.context
        cue = last_of(self.funds.cues(context.arounds[index].behind), WHOLES)
        after = context.found[index + 1] if index + 1 < len(context.found) else None
        if after is None or cue is None or after.kind != "money":
            return False
        behind = context.arounds[index].behind
        if context.text[cue.end : after.start].strip() == "(":
            # "2 cơ sở từ nguồn khuyến công quốc gia (500 triệu đồng)"
            return source_before().search(context.text, behind[0], cue.start) is None
        return fillers("tail").fullmatch(context.text, cue.end, after.start) is not None

    def _follows_money(self, index: int) -> bool:
        """Whether an amount stands before a count in its sentence: words at the head may be of that amount alone."""
        start = self.context.arounds[index].sentence[0]
        return any(one.start >= start for one in self.funds.before(index, "money"))
