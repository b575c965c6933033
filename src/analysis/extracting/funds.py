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
    names_place,
    names_promotion,
)
from analysis.extracting.quantities import Quantity
from analysis.extracting.rules import Cue, cue_at
from analysis.extracting.scopes import Around, Context, Range, first_of, last_of

_IN_TURN = re.compile(r"(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")
_PARTS = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|còn lại|chia ra|cụ thể)(?!\w)|[:(]")
_PART = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|riêng)(?!\w)")
# A text says in its first sentences whose money it is about.
_EARLY = 3
_OF_PLACE = re.compile(r"khuyến công của (?:tỉnh|thành phố|huyện|địa phương)(?!\w)")
_BOTH = re.compile(r"quốc gia và |kcqg và ")
_ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
_PARTED = re.compile(r"[,;:]")
# What a fund was set aside for begins behind a sign, or with another giver.
_NEXT_GIVER = re.compile(
    r"[,;:]|(?<!\w)(?:mà|nhưng|thì|nên|địa phương|tỉnh|huyện|thành phố|trung ương|bộ)(?!\w)"
)
_GIVING = (NATIONAL, LOCAL, PROMOTION)
_THIS = re.compile(r"nguồn (?:vốn |kinh phí )?(?:khuyến công )?này(?!\w)")
_INCLUDING = re.compile(r"(?<!\w)(?:kể cả|tính cả|gồm cả|cả)(?!\w)")
_PAIR = re.compile(
    r" ?[(,;/]? ?(?:(?:với|cho|tổng|kinh phí|số tiền|để|hỗ trợ|thực hiện|triển khai|là|hơn|gần|trên|khoảng) )*"
)
_SOURCE = re.compile(r"(?<!\w)(?:từ|bằng|nhờ|do)(?: nguồn| vốn| kinh phí)* ?$")
_TAIL = re.compile(r"\W*(?:(?:là|hơn|gần|trên|khoảng)\W+)*")
_A_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|giải ngân)(?!\w)")
_GROWING = ("tăng", "giảm", "cao hơn", "thấp hơn")
# What is left of a total is mostly what those who are helped give.
_LEFT = "phần còn lại"
_WORTH = ("trị giá", "vốn đầu tư", "kinh phí đầu tư")
_PLACE_GIVES = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|huyện|thị xã)(?!\w)(?: [^\s,;.:()]+){0,3} (?:chi|dành|bố trí|cấp)(?!\w)"
)
_BUDGET = re.compile(r"ngân sách(?! (?:nhà nước|trung ương))(?!\w)")
# Verbs of giving, said of those who are helped and of anyone else.
_GIVES = ("bỏ ra", "góp", "bỏ thêm", "bỏ vốn", "bỏ tiền")
_OTHERS = re.compile(
    r"(?<!\w)(?:ngành|chương trình|vốn|quỹ|ngân hàng|hội(?! viên)|xã(?! viên)|huyện|tỉnh|sở|phòng|ban|tập đoàn"
    r"|nhà nước)(?!\w)"
)
_REST = re.compile(r"(?:còn lại|phần còn lại)(?!\w)")
_LISTED = re.compile(r"[,;:(/]| và ")
_INVESTED = re.compile(r"đầu tư(?!\w)")
# What grew may be money of a fund though none is named.
_OF_MONEY = re.compile(
    r"(?<!\w)(?:tổng số|tổng|kinh phí|số tiền|số vốn|nguồn vốn|mức chi|mức hỗ trợ|ngân sách)(?!\w)"
)
_AT_WORK = ("có việc", "được nhận vào làm", "có thu nhập")
_LABEL_LEAD = re.compile(
    r"\W*(?:(?:và|còn|riêng|trong đó|nguồn|vốn|phần|kinh phí|từ|do|của|các|phía|thì|chia ra|gồm|bao gồm)\W+)*"
)
_LABEL_TAIL = re.compile(
    r"\W*(?:(?:là|được|đạt|có|hơn|gần|trên|khoảng|chi|góp|bỏ|bỏ ra|lo|cho|cấp|hỗ trợ|bố trí|đối ứng|giữ|mức|đóng góp"
    r"|còn|tự|đầu tư)\W+)*"
)
_IS = re.compile(r"(?: còn lại)? (?:là|từ|do|thuộc|kinh phí|vốn|nguồn|\()")


class Funds:
    """Finds the fund of each quantity of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        said = context.cues("fund", (0, len(context.text)))
        self.set_aside = [cue for cue in said if cue.code in _GIVING and self._is_set_aside(cue)]
        self.levels = {cue.code for cue in said} & {NATIONAL, LOCAL}
        if any(self._is_both(cue) for cue in said):
            self.levels = {NATIONAL, LOCAL}
        first = first_of(said, (*WHOLES, COUNTERPART))
        self.first = first.code if first else NONE
        level = next((cue for cue in said if cue.code in self.levels), None)
        self.is_early = first is not None and context.sentence_of(first.start) < _EARLY
        if level is not None and (names_place(context, level) or level in self.set_aside):
            self.is_early = False
        self.is_of_part = level is not None and self._is_of_part(level)
        self.level = level
        self.headed = {
            cue.code
            for place in context.headings
            for cue in context.cues("fund", context.range_of(place))
        }
        self.found: dict[int, FundFound] = {}
        self.before = FundFound(NONE, near=True)
        self.before_end = 0
        self.before_sentence = -2
        self.giving = NONE

    def _is_both(self, cue: Cue) -> bool:
        """Whether words name both levels: "khuyến công quốc gia và khuyến công địa phương"."""
        return cue.code == PROMOTION and bool(_BOTH.search(self.context.text, cue.start, cue.end))

    def _is_set_aside(self, cue: Cue) -> bool:
        """Whether words say that what follows is of another fund: "ngoài khuyến công quốc gia, …"."""
        context = self.context
        start = context.sentences[context.sentence_of(cue.start)].start
        said = last_of(context.cues("caution", (start, cue.start)), ())
        if said is None or said.code != "besides":
            return False
        return _PARTED.search(context.text, said.end, cue.start) is None

    def _is_of_other(self, index: int, code: str) -> bool:
        """Whether all that says the fund of a quantity in its sentence was set aside, and a sign parts it from that."""
        quantity, around = self.context.found[index], self.context.arounds[index]
        where = around.sentence[0], around.behind[1]
        aside = [
            cue
            for cue in self.set_aside
            if where[0] <= cue.start
            and cue.end <= quantity.start
            and _NEXT_GIVER.search(self.context.text, cue.end, quantity.start)
        ]
        own = [cue for cue in self._cues(where) if cue.code == code and cue not in aside]
        return not own and any(cue.code == code for cue in aside)

    def _is_of_place(self, index: int, found: FundFound) -> bool:
        """Whether "khuyến công của tỉnh" stands beside the national fund: it may be the local one, or both."""
        around = self.context.arounds[index]
        own = around.clause[0], around.behind[1]
        is_open = found.code == PROMOTION and NATIONAL in self.levels
        return is_open and self.context.seek(_OF_PLACE, own) is not None

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
        if found.near and (self._is_of_other(index, found.code) or self._is_of_place(index, found)):
            found = FundFound(found.code, near=False)
        self.found[index] = found
        if self.context.found[index].kind == "money" and found.code != NONE:
            self.before = found
            self.before_end = self.context.found[index].end
            self.giving = found.code if found.code in _GIVING else self.giving
            self.before_sentence = self.context.sentence_of(self.context.found[index].start)
        return found

    def _found(self, index: int, *, is_norm: bool) -> FundFound:
        quantity, around = self.context.found[index], self.context.arounds[index]
        if is_norm:
            return self._of_norm(quantity, around)
        if quantity.kind == "money":
            return self._of_money(index, around)
        if quantity.kind in ("share", "ratio"):
            return self._of_share(index, around)
        if quantity.measure == "schemes":
            return self._of_schemes(index, quantity, around)
        own: tuple[Range, ...] = (around.behind, around.before)
        if self._is_of_next(index):
            own = (around.before,)
        if not self._follows_money(index):
            return self._of_count(around, (*own, around.preface))
        found = self._of_count(around, own)
        # "Khuyến công quốc gia: 2 tỷ đồng; 5 cơ sở": the label may be of the amount alone
        is_led = self.context.text[slice(*around.preface)].rstrip().endswith(":")
        is_unsure = is_led and names_promotion(self._cues(around.preface))
        return FundFound(found.code, near=found.near and not (found.code == NONE and is_unsure))

    def _of_norm(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of a cap: what its own words say, else that of a text of one level."""
        told = first_of(self._cues(around.behind), WHOLES) or last_of(
            self._cues(around.before), WHOLES
        )
        if told is not None and told.code == COUNTERPART:
            return FundFound(COUNTERPART, near=True)
        said = self._of_count(around, (around.behind, around.before, around.clause))
        if said.code != NONE:
            is_only = self._is_only(said.code, around.sentence)
            return FundFound(said.code, near=said.near or is_only)
        if self.is_of_one_level:
            return FundFound(self.usual, near=self._holds(quantity))
        return FundFound(NONE, near=False)

    def _is_of_next(self, index: int) -> bool:
        """Whether words behind a count say the fund of the amount that follows: "12 người với kinh phí KCĐP 4 tỷ"."""
        context = self.context
        after = context.found[index + 1] if index + 1 < len(context.found) else None
        cue = last_of(self._cues(context.arounds[index].behind))
        if after is None or cue is None or after.kind != "money":
            return False
        return _TAIL.fullmatch(context.text, cue.end, after.start) is not None

    def _of_money(self, index: int, around: Around) -> FundFound:
        """The fund of an amount: what stands at it says it, else its sentence, else what stands above it."""
        return (
            self._at_amount(index, around)
            or self._in_sentence(index, around)
            or self._from_above(index, around)
        )

    def _at_amount(self, index: int, around: Around) -> FundFound | None:
        """The fund that words right behind or before an amount say, or the schemes beside it."""
        if turn := self._in_turn(index, around):
            return FundFound(turn, near=True)
        if self._includes_counterpart(around):
            return FundFound(ALL, near=True)
        behind = first_of(self._cues(around.behind))
        is_free = behind is None and not self._cues(around.before)
        is_general = behind is not None and behind.code == PROMOTION
        if (is_free or is_general) and self._is_of_own_budget(around):
            return FundFound(LOCAL, near=False)
        cues = self._cues(around.before)
        is_this = self._says_this(around)
        if behind and behind.code not in (TOTAL, ALL) and not (is_this and is_general):
            return FundFound(self._narrowed(behind, around), near=True)
        if self._is_of_counted(index):
            return FundFound(COUNTERPART, near=True)
        if is_this:
            return FundFound(self.giving, near=True)
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
        return self._paired(index)

    def _says_this(self, around: Around) -> bool:
        """Whether words at an amount say that its fund is the one before: "cho nguồn vốn khuyến công này"."""
        said = self.context.seek(_THIS, (around.before[0], around.behind[1]))
        cues = self._cues(around.before)
        is_other = bool(cues) and cues[-1].code == COUNTERPART
        return said is not None and self.giving != NONE and not is_other

    def _is_given_by_others(self, cue: Cue, around: Around) -> bool:
        """Whether who gives is said and is none of those who are helped: "ngành điện bỏ ra 2 tỷ đồng"."""
        context = self.context
        if context.text[cue.start : cue.end] not in _GIVES:
            return False
        where = around.before[0], cue.start
        labels = [one.code for one in context.cues("label", where)]
        if COUNTERPART in labels or context.cues("beneficiary", where):
            return False
        return _OTHERS.search(context.text, *where) is not None

    def _is_of_own_budget(self, around: Around) -> bool:
        """Whether a place gives of its budget: "thành phố Hải Phòng chi 3,8 tỷ đồng ngân sách cho khuyến công"."""
        is_giver = self.context.seek(_PLACE_GIVES, around.before) is not None
        return (
            is_giver
            and self.context.seek(_BUDGET, (around.before[0], around.behind[1])) is not None
        )

    def _in_sentence(self, index: int, around: Around) -> FundFound | None:
        """The fund that words elsewhere in the sentence of an amount say."""
        begun = around.sentence[0], around.before[1]
        for place in (around.clause, around.preface, begun):
            cue = last_of(self._cues(place), WHOLES)
            if cue is not None:
                own = place[0], around.behind[1]
                is_said = place in (around.clause, around.preface)
                is_sure = is_said and self._is_listed(index) and self._is_only(cue.code, own)
                return FundFound(cue.code, near=is_sure)
        after = first_of(self._cues(around.rest), (*WHOLES, COUNTERPART))
        is_free = not self.context.cues("support", around.before)
        if after is not None and is_free and not self._is_of_its_part(after, around):
            return FundFound(after.code, near=False)
        return None

    def _is_of_its_part(self, cue: Cue, around: Around) -> bool:
        """Whether words behind an amount are about a part of it: "6 tỷ đồng, trong đó khuyến công quốc gia …"."""
        return _PARTS.search(self.context.text, around.rest[0], cue.start) is not None

    def _from_above(self, index: int, around: Around) -> FundFound:
        """The fund of an amount whose sentence says none before it: that of a heading, else of the text."""
        if (listed := self._of_item_above(index)) != NONE:
            return FundFound(listed, near=False)
        if (headed := self._of_heading(index)) is not None:
            return headed
        context = self.context
        part = first_of(self._cues(around.rest), (*WHOLES, COUNTERPART))
        is_whole = (
            part is not None and part.code != PROMOTION and self._is_of_its_part(part, around)
        )
        if is_whole and context.seek(_INVESTED, around.before):
            return FundFound(ALL, near=False)
        where = (around.clause[0], around.behind[1])
        is_support = bool(context.cues("support", where))
        is_of_work = is_support or first_of(context.cues("activity", around.before)) is not None
        is_of_both = len(self.levels) > 1
        if not (self.is_of_one or is_of_work or is_of_both or self.first == PROMOTION):
            return FundFound(NONE, near=False)
        is_held = is_of_work and self._holds(context.found[index])
        # in a text of both levels support that says none is of khuyến công
        is_turn = context.seek(_IN_TURN, (around.sentence[0], context.found[index].start))
        is_sure = is_held or (is_of_both and is_support and not is_turn)
        return FundFound(self.usual, near=is_sure)

    def _of_item_above(self, index: int) -> str:
        """The level of the item of a list right above one that says none: "- Đề án KCQG: 5 đề án", "- Kinh phí: …"."""
        context = self.context
        number = context.sentence_of(context.found[index].start)
        before = self.found.get(index - 1)
        if before is None or before.code not in (NATIONAL, LOCAL) or not number:
            return NONE
        above = context.range_of(number - 1)
        is_right_above = context.sentence_of(context.found[index - 1].start) == number - 1
        here = context.range_of(number)
        is_listed = all(_ITEM.match(context.text, start) for start, _ in (above, here))
        return before.code if is_right_above and is_listed else NONE

    @property
    def is_of_one(self) -> bool:
        """Whether a text speaks of one fund: of one level, or of khuyến công without any."""
        return self.is_of_one_level or (not self.levels and self.first == PROMOTION)

    def _is_listed(self, index: int) -> bool:
        """Whether a sign or "và" parts an amount from the one before it in its sentence."""
        before = next(self._before(index, "money"), None)
        if before is None:
            return True
        between = self.context.text[before.end : self.context.found[index].start]
        return _LISTED.search(between) is not None

    def _paired(self, index: int) -> FundFound | None:
        """The fund of an amount and schemes side by side: "48 đề án với 17,9 tỷ đồng", "2 tỷ đồng (4 đề án)"."""
        before = self.found.get(index - 1)
        if before is None or before.code not in _GIVING:
            return None
        first, second = self.context.found[index - 1], self.context.found[index]
        kinds = {one.measure if one.kind == "count" else one.kind for one in (first, second)}
        if kinds != {"money", "schemes"}:
            return None
        return before if _PAIR.fullmatch(self.context.text, first.end, second.start) else None

    def _holds(self, quantity: Quantity) -> bool:
        """Whether the one fund of a text was said from its beginning, and before a quantity."""
        return self._holds_at(quantity.start)

    def _holds_at(self, place: int) -> bool:
        said = self.level is None or self.level.start < place
        return self.is_of_one and self.is_early and said

    def _includes_counterpart(self, around: Around) -> bool:
        """Whether words behind an amount say that counterpart is in it: "… 127 tỷ đồng, kể cả vốn của cơ sở"."""
        including = self.context.seek(_INCLUDING, around.rest)
        if including is None:
            return False
        cue = first_of(self._cues((including.end(), around.rest[1])))
        return cue is not None and cue.code == COUNTERPART

    def _label(self, around: Around) -> str:
        """The fund of an amount whose label is one word: "quốc gia 3 tỷ đồng, địa phương 5 tỷ đồng, cơ sở 9 tỷ đồng".

        Such a word says it in a sentence that tells of other funds too; alone it is who was helped.
        """
        context = self.context
        cue = last_of(context.cues("label", around.before))
        if cue is None:
            return ""
        lead = _LABEL_LEAD.fullmatch(context.text, around.before[0], cue.start)
        tail = _LABEL_TAIL.fullmatch(context.text, cue.end, around.before[1])
        others = [*self._cues(around.sentence), *context.cues("label", around.sentence)]
        is_one_of = any(
            one.code in (*_GIVING, COUNTERPART) and one.code != cue.code for one in others
        )
        return cue.code if lead and tail and is_one_of else ""

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

    def _whole(self, index: int, cue: Cue, cues: list[Cue]) -> FundFound:
        """The fund of an amount with a word before it; a total that has counterpart among its parts is of all funds."""
        is_total = any(one.code == TOTAL for one in cues)
        is_support = self.context.cues("given", self.context.arounds[index].before)
        may_be_all = is_total and not is_support and cue.code in (TOTAL, PROMOTION)
        if may_be_all and (self._has_counterpart(index) or self._leaves_counterpart(index)):
            return FundFound(ALL, near=True)
        if self.context.text[cue.start : cue.end] == _LEFT:
            return FundFound(COUNTERPART, near=False)
        if cue.code != TOTAL and not (cue.code == ALL and is_support):
            is_worth = self.context.text[cue.start : cue.end] in _WORTH
            # what is worth an amount may be a machine that was helped, or goods
            return FundFound(cue.code, near=not is_worth or self._is_of_work(index))
        around = self.context.arounds[index]
        told = last_of([one for one in cues if one.start < cue.start], WHOLES)
        if cue.code == TOTAL and told is not None and told.code == COUNTERPART:
            return FundFound(COUNTERPART, near=True)
        named = last_of(self._cues((around.clause[0], cue.start)), (*SKIPPED, COUNTERPART, ALL))
        # "4 tỷ đồng trên tổng số 7 tỷ đồng" may be of other funds too
        is_own = not self.context.text.startswith(("trong", "trên"), cue.start)
        if named is not None:
            is_only = self._is_only(named.code, around.sentence)
            return FundFound(named.code, near=is_own and is_only)
        is_held = cue.code == TOTAL and self._holds(self.context.found[index])
        return FundFound(self.usual, near=is_own and is_held)

    def _is_of_work(self, index: int) -> bool:
        """Whether words before an amount name a work of khuyến công."""
        around = self.context.arounds[index]
        where = around.clause[0], around.before[1]
        return first_of(self.context.cues("activity", where)) is not None

    def _leaves_counterpart(self, index: int) -> bool:
        """Whether the rest of a total is counterpart without an amount: "… còn lại là vốn của doanh nghiệp"."""
        end = self.context.arounds[index].sentence[1]
        rest = self.context.seek(_REST, (self.context.found[index].end, end))
        if rest is None or self.context.has_between(rest.end(), end):
            return False
        return any(cue.code == COUNTERPART for cue in self._cues((rest.start(), end)))

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
        turn = context.seek(_IN_TURN, (around.sentence[0], context.found[index].start))
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
            elif self._is_both(cue):
                codes += [NATIONAL, LOCAL]
        return codes[len(amounts) - 1] if 1 < len(codes) >= len(amounts) else ""

    def _of_share(self, index: int, around: Around) -> FundFound:
        """The fund whose share or multiple a number is: said at it, before it in its clause, else that of the text."""
        if turn := self._in_turn(index, around):
            return FundFound(turn, near=True)
        quantity = self.context.found[index]
        behind = first_of(self._cues(around.behind), WHOLES)
        if self._is_of_things(quantity):
            return FundFound(behind.code if behind else NONE, near=True)
        is_said = quantity.kind == "share" and _IS.match(self.context.text, around.behind[0])
        if is_said and behind is not None:
            return FundFound(behind.code, near=True)
        before = last_of(self._cues(around.before), WHOLES)
        if before is not None:
            return FundFound(before.code, near=True)
        if (goes_on := self._of_amount(quantity, around)).code != NONE:
            return goes_on
        if cue := last_of(self._cues(around.clause), WHOLES):
            return FundFound(cue.code, near=False)
        where = around.before[0], around.behind[1]
        if self.context.seek(_A_PLAN, where):
            return FundFound(self.usual, near=self._holds(quantity))
        return self._of_text

    def forget(self) -> None:
        """Let what follows money of others be of no fund that was said before it."""
        self.before = FundFound(NONE, near=True)

    def of_growth(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of what grew: that of an amount right before it, none of other things."""
        named = self.context.cues("outside", around.before)
        if any(cue.code not in ("growth", "neutral") for cue in named):
            return FundFound(NONE, near=True)
        found = self._of_amount(quantity, around)
        is_of_money = self.context.seek(_OF_MONEY, around.before) is not None
        between = self.context.text[self.before_end : quantity.start].lstrip(" ,;(")
        is_its = found.code == NONE or between.startswith(_GROWING)
        return FundFound(found.code, near=found.near and is_its and not is_of_money)

    def _of_amount(self, quantity: Quantity, around: Around) -> FundFound:
        """The fund of the amount that a percentage of the same sentence speaks of: "2 tỷ đồng, tăng 12%"."""
        if self.before_sentence != self.context.sentence_of(around.sentence[0]):
            return FundFound(NONE, near=True)
        code = self.before.code
        # an amount in brackets, and one of another giver, need not be what the percentage is of
        is_open = ")" not in self.context.text[self.before_end : quantity.start]
        is_other = code == COUNTERPART and quantity.kind != "ratio"
        is_near = self.before.near and is_open and not is_other
        if quantity.kind == "money":
            return FundFound(code, near=False)
        return FundFound(code, near=code == NONE or is_near)

    def _is_of_things(self, quantity: Quantity) -> bool:
        """Whether a share is one of people or things, which have no fund: "80% học viên", "85% có việc làm"."""
        text = self.context.text
        start = quantity.end + 1
        if text.startswith("số ", start):
            start += len("số ")
        if text.startswith(_AT_WORK, start):
            return True
        return cue_at(text, start, "noun") is not None

    @property
    def _of_text(self) -> FundFound:
        """The one fund that a text speaks of; none where it speaks of several."""
        return FundFound(self.usual if self.is_of_one else NONE, near=False)

    def _of_schemes(self, index: int, quantity: Quantity, around: Around) -> FundFound:
        """The fund of schemes; where a text speaks of one level only they are of that level."""
        level = cue_at(self.context.text, quantity.end + 1, "level")
        if level is not None:
            return FundFound(level.code, near=True)
        own = self._of_count(around, (around.behind, around.before))
        paired = self._paired(index)
        if own.code == PROMOTION and paired is not None:
            # "ngân sách tỉnh dành 46 tỷ đồng hỗ trợ 368 đề án khuyến công"
            return paired
        if own.code == PROMOTION:
            return FundFound(PROMOTION, near=own.near and self._is_only(PROMOTION, around.sentence))
        if own.code != NONE:
            return own
        if paired is not None:
            return paired
        found = self._of_count(around, (around.clause, around.preface))
        if found.code != NONE:
            return found
        if (headed := self._of_heading(index)) is not None:
            return headed
        # in a text that names no fund at all nothing is said of one
        return FundFound(self.usual, near=self.usual == NONE or self._holds(quantity))

    def _of_heading(self, index: int) -> FundFound | None:
        """The fund that a heading above a quantity names, or the sentence before it."""
        above = fund_above(self.context, index, is_of_both=len(self.levels) > 1)
        if above is None:
            return None
        # a level in one heading alone, and another one in the text, parts no sections
        is_part = above.code == PROMOTION or not self.levels - self.headed
        if above.near and (is_part or self.is_of_one_level):
            return above
        return FundFound(above.code, near=self._holds(self.context.found[index]))

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

    def _of_count(self, around: Around, places: tuple[Range, ...]) -> FundFound:
        """The fund that is said of a count in its own part of the sentence; sure at it, or as the only source."""
        for where in places:
            cues = [
                cue
                for cue in self._cues(where)
                if cue.code in _GIVING and not self.context.text.endswith("về ", 0, cue.start)
            ]
            if not cues:
                continue
            if where == around.behind:
                return FundFound(cues[0].code, near=True)
            cue = cues[-1]
            is_source = _SOURCE.search(self.context.text, where[0], cue.start) is not None
            is_only = self._is_only(cue.code, around.sentence)
            is_only &= is_source or self._holds_at(around.behind[0])
            return FundFound(cue.code, near=where == around.before or is_only)
        return FundFound(NONE, near=True)

    def _cues(self, where: Range) -> list[Cue]:
        return self.context.cues("fund", where)
