"""Whose money a quantity is."""

from __future__ import annotations

import re

from analysis.extracting.fund_amounts import Amounts
from analysis.extracting.fund_counts import Counts
from analysis.extracting.fund_text import GIVING, NO_FUND, Earlier, TextFunds
from analysis.extracting.headings import NATIONAL, NONE, PROMOTION, FundFound
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context

# What a fund was set aside for begins behind a sign, or with another giver.
_SIGN = re.compile(r"[,;:]")


class Funds:
    """Finds the fund of each quantity of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.earlier = Earlier()
        self.text_funds = TextFunds(context)
        self.amounts = Amounts(self.text_funds, self.earlier)
        self.counts = Counts(self.text_funds, self.amounts, self.earlier)

    def of(self, index: int, *, is_norm: bool) -> FundFound:
        """The fund of the quantity with this number; that of a cap is only what its own words say."""
        quantity, around = self.context.found[index], self.context.arounds[index]
        found = self._found(index, is_norm=is_norm)
        if found.near and (
            self._is_of_other(quantity, around, found.code) or self._is_of_place(around, found)
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
        return self.counts.of_growth(quantity, around)

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
            return self.counts.of_share(index, quantity, around)
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

    def _is_parted(self, cue: Cue, quantity: Quantity) -> bool:
        where = cue.end, quantity.start
        is_other = bool(self.context.cues("next_giver", where))
        return is_other or _SIGN.search(self.context.text, *where) is not None

    def _is_of_place(self, around: Around, found: FundFound) -> bool:
        """Whether "khuyến công của tỉnh" stands beside the national fund: it may be the local one, or both."""
        own = around.clause[0], around.behind[1]
        is_open = found.code == PROMOTION and NATIONAL in self.text_funds.levels
        return is_open and self.context.first("of_place", own) is not None
