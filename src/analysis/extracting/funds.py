"""Whose money a quantity is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.extracting.quantities import Quantity
from analysis.extracting.rules import Cue, cue_at
from analysis.extracting.scopes import Around, Context, Range, first_of, last_of

NATIONAL, LOCAL, PROMOTION, COUNTERPART, ALL, NONE = (
    "national",
    "local",
    "promotion",
    "counterpart",
    "all",
    "none",
)
_TOTAL = "total"
_SKIPPED = ("neutral", _TOTAL)
# Words that say no fund of its own.
WHOLES = (*_SKIPPED, ALL)
_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_PARTS = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|còn lại|chia ra|cụ thể)(?!\w)|[:(]")
_PART = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|riêng)(?!\w)")
# A text says in its first sentences whose money it is about.
_EARLY = 3
_MOST_ABOVE = 8
_LONGEST_HEADING = 120
_BOTH = re.compile(r"quốc gia và |kcqg và ")
_IS = re.compile(r"(?: còn lại)? (?:là|từ|do|thuộc|kinh phí|vốn|nguồn|\()")


@dataclass(frozen=True)
class FundFound:
    """The fund of a quantity, and whether words right at it say so."""

    code: str
    near: bool


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
        self.is_of_part = level is not None and self._is_of_part(level)
        self.before = NONE
        self.before_sentence = -2

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
        if behind and behind.code not in (_TOTAL, ALL):
            return FundFound(self._narrowed(behind, around), near=True)
        if self._is_of_counted(index):
            return FundFound(COUNTERPART, near=True)
        cues = self._cues(around.before)
        before = _giver(cues)
        if before is not None:
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
        return {cue.code for cue in self._cues(where)} - set(_SKIPPED) == {code}

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
        is_total = any(one.code == _TOTAL for one in cues)
        is_support = self.context.cues("given", self.context.arounds[index].before)
        may_be_all = is_total and not is_support and cue.code in (_TOTAL, PROMOTION)
        if may_be_all and self._has_counterpart(index):
            return ALL
        if cue.code != _TOTAL and not (cue.code == ALL and is_support):
            return cue.code
        around = self.context.arounds[index]
        named = last_of(self._cues((around.clause[0], cue.start)), (*_SKIPPED, COUNTERPART, ALL))
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
            if any(cue.code in (_TOTAL, ALL) for cue in self._cues(around.before)):
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
        if _IS.match(self.context.text, around.behind[0]):
            behind = first_of(self._cues(around.behind), WHOLES)
            if behind is not None:
                return FundFound(behind.code, near=True)
        for where in (around.before, around.clause):
            cue = last_of(self._cues(where), WHOLES)
            if cue is not None:
                return FundFound(cue.code, near=where == around.before)
        number = self.context.sentence_of(around.sentence[0])
        if self.before != NONE and self.before_sentence == number:
            return FundFound(self.before, near=True)
        return self._of_text

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
        """The level that a heading above a quantity names, or the sentence just before it in its paragraph."""
        context = self.context
        number = context.sentence_of(context.found[index].start)
        here = context.sentences[number]
        for place in range(number - 1, max(-1, number - _MOST_ABOVE), -1):
            above = context.sentences[place]
            is_heading = not context.has_between(above.start, above.end)
            if above.end - above.start > _LONGEST_HEADING if is_heading else place < number - 1:
                continue
            if not is_heading and above.paragraph != here.paragraph:
                continue
            codes = {cue.code for cue in self._cues((above.start, above.end))}
            levels = codes & {NATIONAL, LOCAL}
            if is_heading and levels and PROMOTION in codes:
                return FundFound(PROMOTION, near=True)
            if len(levels) == 1 and (is_heading or not codes & {PROMOTION, ALL, COUNTERPART}):
                is_sure = is_heading or self.is_of_one_level
                return FundFound(next(iter(levels)), near=is_sure)
            if levels:
                return None
        return None

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


def _giver(cues: list[Cue]) -> Cue | None:
    """The last word that says a fund; "khuyến công quốc gia góp 2 tỷ đồng" is of the fund that gives."""
    told = [cue for cue in cues if cue.code != "neutral"]
    if len(told) > 1 and told[-1].code == COUNTERPART and told[-1].start - told[-2].end <= 1:
        return told[-2]
    return told[-1] if told else None
