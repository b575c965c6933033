"""Whose money a quantity is."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    fund_above,
    giver,
    names_province,
)
from analysis.extracting.quantities import Quantity
from analysis.extracting.rules import Cue, cue_at
from analysis.extracting.scopes import Around, Context, Range, first_of, last_of

_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_PARTS = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|còn lại|chia ra|cụ thể)(?!\w)|[:(]")
_PART = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|riêng)(?!\w)")
# A text says in its first sentences whose money it is about.
_EARLY = 3
_BOTH = re.compile(r"quốc gia và |kcqg và ")
_GIVING = (NATIONAL, LOCAL, PROMOTION)
_THIS = re.compile(r"(?<!\w)nguồn (?:vốn |kinh phí )?này(?!\w)")
_IS = re.compile(r"(?: còn lại)? (?:là|từ|do|thuộc|kinh phí|vốn|nguồn|\()")


class Funds:
    """Finds the fund of each quantity of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        said = context.cues("fund", (0, len(context.text)))
        self.levels = {cue.code for cue in said} & {NATIONAL, LOCAL}
        first = first_of(said, (*WHOLES, COUNTERPART))
        self.first = first.code if first else NONE
        level = next((cue for cue in said if cue.code in self.levels), None)
        self.is_early = first is not None and context.sentence_of(first.start) < _EARLY
        if level is not None and names_province(context.text, level):
            self.is_early = False
        self.is_of_part = level is not None and self._is_of_part(level)
        self.before = NONE
        self.before_sentence = -2
        self.giving = NONE

    def _is_of_part(self, cue: Cue) -> bool:
        """Whether a fund is that of a part of what stands before it in its sentence."""
        start = self.context.sentences[self.context.sentence_of(cue.start)].start
        return _PART.search(self.context.text, start, cue.start) is not None

    @property
    def is_of_one_level(self) -> bool:
        """Whether a text speaks of one level from its beginning, and of no other."""
        return len(self.levels) == 1 and not self.is_of_part

    @property
    def usual(self) -> str:
        """The fund of support of which nothing more is said."""
        if self.is_of_one_level:
            return next(iter(self.levels))
        about = self.first != NONE or "khuyến công" in self.context.text
        return PROMOTION if about else NONE

    def of(self, index: int, *, is_norm: bool) -> FundFound:
        """The fund of the quantity with this number; that of a cap is only what its own words say."""
        found = self._found(index, is_norm=is_norm)
        if self.context.found[index].kind == "money" and found.code != NONE:
            self.before = found.code
            self.giving = found.code if found.code in _GIVING else self.giving
            self.before_sentence = self.context.sentence_of(self.context.found[index].start)
        return found

    def _found(self, index: int, *, is_norm: bool) -> FundFound:
        quantity, around = self.context.found[index], self.context.arounds[index]
        if is_norm:
            said = self._of_count((around.behind, around.before, around.clause))
            return said if said.code != NONE or not self.is_of_one_level else self._of_text
        if quantity.kind == "money":
            return self._of_money(index, around)
        if quantity.kind in ("share", "ratio"):
            return self._of_share(index, around)
        if quantity.measure == "schemes":
            return self._of_schemes(index, quantity, around)
        own = (around.behind, around.before)
        return self._of_count(own if self._follows_money(index) else (*own, around.preface))

    def _of_money(self, index: int, around: Around) -> FundFound:
        if turn := self._in_turn(index, around):
            return FundFound(turn, near=True)
        behind = first_of(self._cues(around.behind))
        if behind and behind.code not in (TOTAL, ALL):
            return FundFound(self._narrowed(behind, around), near=True)
        if self.before != NONE and _THIS.search(
            self.context.text, around.before[0], around.behind[1]
        ):
            return FundFound(self.before, near=True)
        if self._is_of_counted(index):
            return FundFound(COUNTERPART, near=True)
        cues = self._cues(around.before)
        is_this = _THIS.search(self.context.text, around.before[0], around.behind[1])
        if is_this and self.giving != NONE and not cues:
            return FundFound(self.giving, near=True)
        before = giver(cues)
        if before is not None:
            if before.code == PROMOTION:
                # "ngân sách thành phố dành cho khuyến công 5 tỷ đồng"
                before = last_of([cue for cue in cues if cue.code in (NATIONAL, LOCAL)]) or before
            return FundFound(self._whole(index, before, cues), near=True)
        where = (around.clause[0], around.behind[1])
        supported = self.context.cues("support", around.before)
        cue = last_of(self._cues(around.clause), WHOLES) or last_of(
            self._cues(around.preface), WHOLES
        )
        if cue is not None:
            return FundFound(cue.code, near=self._is_only(cue.code, around.sentence))
        after = first_of(self._cues(around.rest), (*WHOLES, COUNTERPART))
        is_of_part = after is not None and _PARTS.search(
            self.context.text, around.rest[0], after.start
        )
        if after is not None and not supported and not is_of_part:
            return FundFound(after.code, near=False)
        if (headed := self._of_heading(index)) is not None:
            return headed
        is_of_one = self.is_of_one_level or (not self.levels and self.first == PROMOTION)
        if is_of_one or self.context.cues("support", where):
            return FundFound(self.usual, near=is_of_one and self.is_early)
        return FundFound(NONE, near=False)

    def _is_of_counted(self, index: int) -> bool:
        """Whether an amount is money of those who are counted before it: "vốn của 8 cơ sở 17.800 triệu đồng"."""
        if not index or self.context.found[index - 1].measure not in (
            "beneficiaries",
            "recipients",
        ):
            return False
        start = self.context.found[index - 1].start
        return self.context.text[max(0, start - len("vốn của ")) : start] == "vốn của "

    def _is_only(self, code: str, where: Range) -> bool:
        """Whether words of a range say no other fund."""
        return {cue.code for cue in self._cues(where)} - set(SKIPPED) == {code}

    def _narrowed(self, cue: Cue, around: Around) -> str:
        """The fund of words behind an amount.

        "kinh phí khuyến công từ nguồn quốc gia" is national, "ngân sách huyện dành … cho khuyến công" local.
        """
        if cue.code != PROMOTION:
            return cue.code
        cues = [*self._cues(around.behind), *self._cues(around.before)]
        closer = first_of([one for one in cues if one.code in (NATIONAL, LOCAL)])
        return closer.code if closer else cue.code

    def _whole(self, index: int, cue: Cue, cues: list[Cue]) -> str:
        """The fund of an amount with a word before it; a total that has counterpart among its parts is of all funds."""
        is_total = any(one.code == TOTAL for one in cues)
        is_support = self.context.cues("given", self.context.arounds[index].before)
        may_be_all = is_total and not is_support and cue.code in (TOTAL, PROMOTION)
        if may_be_all and self._has_counterpart(index):
            return ALL
        if cue.code != TOTAL and not (cue.code == ALL and is_support):
            return cue.code
        around = self.context.arounds[index]
        named = last_of(self._cues((around.clause[0], cue.start)), (*SKIPPED, COUNTERPART, ALL))
        return named.code if named else self.usual

    def _has_counterpart(self, index: int) -> bool:
        """Whether an amount behind a total, up to the next total or paragraph, is counterpart and no larger."""
        context = self.context
        whole = context.found[index]
        number = context.sentence_of(whole.start)
        for place in range(index + 1, len(context.found)):
            later, around = context.found[place], context.arounds[place]
            sentence = context.sentence_of(later.start)
            if (
                sentence > number + 1
                or context.sentences[sentence].paragraph != context.sentences[number].paragraph
            ):
                return False
            if later.kind != "money":
                continue
            cues = self._cues(around.before) + self._cues(around.behind)
            if any(cue.code in (TOTAL, ALL) for cue in self._cues(around.before)):
                return False
            if any(cue.code == COUNTERPART for cue in cues):
                between = context.text[whole.end : later.start]
                return later.base <= whole.base and _PARTS.search(between) is not None
        return False

    def _in_turn(self, index: int, around: Around) -> str:
        """The fund of an amount in a list whose funds stand before it: "KCQG và KCĐP lần lượt là 2 tỷ và 3 tỷ"."""
        context = self.context
        turn = _IN_TURN.search(context.text, around.sentence[0], context.found[index].start)
        if turn is None:
            return ""
        amounts = [
            one
            for one in self._before(index + 1, context.found[index].kind)
            if one.start > turn.start()
        ]
        codes: list[str] = []
        for cue in self._cues((around.sentence[0], turn.start())):
            if cue.code in (NATIONAL, LOCAL, COUNTERPART):
                codes.append(cue.code)
            elif cue.code == PROMOTION and _BOTH.search(context.text, cue.start, cue.end):
                codes += [NATIONAL, LOCAL]
        return codes[len(amounts) - 1] if 1 < len(codes) >= len(amounts) else ""

    def _of_share(self, index: int, around: Around) -> FundFound:
        """The fund whose share or multiple a number is: said at it, before it in its clause, else that of the text."""
        if turn := self._in_turn(index, around):
            return FundFound(turn, near=True)
        quantity = self.context.found[index]
        behind = first_of(self._cues(around.behind), WHOLES)
        if self._is_of_things(quantity, around):
            return FundFound(behind.code if behind else NONE, near=True)
        is_said = quantity.kind == "share" and _IS.match(self.context.text, around.behind[0])
        if is_said and behind is not None:
            return FundFound(behind.code, near=True)
        before = last_of(self._cues(around.before), WHOLES)
        if before is not None:
            return FundFound(before.code, near=True)
        if (goes_on := self.of_growth(around)).code != NONE:
            return goes_on
        cue = last_of(self._cues(around.clause), WHOLES)
        return FundFound(cue.code, near=False) if cue else self._of_text

    def forget(self) -> None:
        """Let what follows money of others be of no fund that was said before it."""
        self.before = NONE

    def of_growth(self, around: Around) -> FundFound:
        """The fund of the amount that a percentage of the same sentence speaks of: "2 tỷ đồng, tăng 12%"."""
        is_here = self.before_sentence == self.context.sentence_of(around.sentence[0])
        return FundFound(self.before if is_here else NONE, near=True)

    def _is_of_things(self, quantity: Quantity, around: Around) -> bool:
        """Whether a share is one of people or things, which have no fund: "80% học viên", "40% số sản phẩm"."""
        start = quantity.end + 1
        if self.context.text.startswith("số ", start):
            start += len("số ")
        return start < around.rest[1] and cue_at(self.context.text, start, "noun") is not None

    @property
    def _of_text(self) -> FundFound:
        """The one fund that a text speaks of; none where it speaks of several."""
        is_one = self.is_of_one_level or (not self.levels and self.first == PROMOTION)
        return FundFound(self.usual if is_one else NONE, near=self.is_early or not is_one)

    def _of_schemes(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund of schemes; where a text speaks of one level only they are of that level."""
        level = cue_at(self.context.text, quantity.end + 1, "level")
        if level is not None:
            return FundFound(level.code, near=True)
        found = self._of_count((around.behind, around.before, around.clause, around.preface))
        if found.code != NONE:
            return found
        if (headed := self._of_heading(index)) is not None:
            return headed
        return self._of_text

    def _of_heading(self, index: int) -> FundFound | None:
        """The fund that a heading above a quantity names, or the sentence before it."""
        above = fund_above(self.context, index)
        if above is None or above.near:
            return above
        return FundFound(above.code, near=self.is_of_one_level and self.is_early)

    def _follows_money(self, index: int) -> bool:
        """Whether an amount stands before a count in its sentence: words at the head may be of that amount alone."""
        start = self.context.arounds[index].sentence[0]
        return any(one.start >= start for one in self._before(index, "money"))

    def _before(self, index: int, kind: str) -> Iterator[Quantity]:
        """The quantities of a kind in a sentence before the one with this number, the last one first."""
        start = self.context.arounds[index - 1].sentence[0] if index else 0
        for place in range(index - 1, -1, -1):
            one = self.context.found[place]
            if one.start < start:
                return
            if one.kind == kind:
                yield one

    def _of_count(self, places: tuple[Range, ...]) -> FundFound:
        """The fund that is said of a count in its own part of the sentence."""
        for place, where in enumerate(places):
            cues = [cue for cue in self._cues(where) if cue.code in (NATIONAL, LOCAL, PROMOTION)]
            if cues:
                return FundFound((cues[-1] if place else cues[0]).code, near=place < 2)
        return FundFound(NONE, near=True)

    def _cues(self, where: Range) -> list[Cue]:
        return self.context.cues("fund", where)
