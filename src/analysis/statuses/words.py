"""The words of status of a text and of its sentences, and what those before a quantity say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Context, Range

# The words of status that say one, among the tables of a text.
STATED = "stated"
NORMS = ("norm", "rule")
DONE = ("actual", "carried")
MEANT = ("planned", "approved")
_STATUSES = {"carried": "actual", "intended": "planned", "asked": "planned", "allotted": "approved"}
WANTED = ("intended", "asked")
NOW = ("hiện", "hiện nay", "đang")
_LONGEST_PERCENT = 30
_PLAN = "kế hoạch"
_BRANDS = re.compile(r"(?: được| cho)? [0-9]+ (?:nhãn hiệu|thương hiệu)")
_AS_PLANNED = "theo kế hoạch"
_OF_ALL = re.compile(r"(?:trong|trên)(?: tổng)?(?: số| mức)?(?: (?:vốn|kinh phí|dự toán))? $")
_BY_WHOM = re.compile(r" (?:đã |vừa )?được (?:[^\s,.;:()0-9]+ ){1,5}")
_CARRIES = ("thực hiện", "triển khai")
_GRANTED = re.compile(r"(?: [^\s,.;:()]+){0,6}?,? ")
_SOURCE = re.compile(r"(?:- )?(?:từ|bằng|với|nhờ) (?!năm|đầu|tháng|quý|ngày|nay)")
_LONGEST_GRANT = 60
_PARTED = re.compile(r"[,;.:\n](?![0-9])")
# "theo kế hoạch vừa được UBND tỉnh phê duyệt", "quyết định phê duyệt kế hoạch"
_APPROVED = re.compile(
    r"(?:(?! và )[^,.;:()0-9]){0,40}? được (?:[^\s,.;:()0-9]+ ){0,4}?(?:phê duyệt|thông qua)"
)
_OF_PLAN = re.compile(r" (?:[^\s,.;:()0-9]+ ){0,2}kế hoạch khuyến công")
_PERCENT_OF = re.compile(r"(?:%|phần trăm) (?:(?:tổng|số|mức|vốn|tiền|kinh phí) )*$")
_REACH = 25
_WITH = re.compile(r"[^,;:]* (?:với|có) (?:[^,;:]* )?")
_NUMBER = re.compile(rf" (?:(?:{HEDGE}|có) )*[0-9]")


@dataclass(frozen=True)
class StatusWords:
    """The words of status of a sentence.

    `usual` are those of no norm; `free` those of them that tell of no number right before them, and estimate nothing;
    `behind` are those right behind a number, with where that begins.
    """

    stated: list[Cue]
    usual: list[Cue]
    free: list[Cue]
    behind: list[tuple[int, Cue]]

    @property
    def rules(self) -> list[Cue]:
        """Those that speak of a rule."""
        return [cue for cue in self.stated if cue.code == "rule"]


def stated(text: str, cues: Sequence[Cue], found: Sequence[Quantity]) -> list[Cue]:
    """The words of status in a text that say one; not a plan that a percentage is of.

    A plan of which the text said before that it was approved says that what is in it is.
    """
    said = [
        cue
        for cue in cues
        if cue.code != "neutral"
        and not _PERCENT_OF.search(text, max(0, cue.start - _LONGEST_PERCENT), cue.start)
    ]
    ends = {one.end for one in found}
    asking = {one.end + 1 for one in found if one.kind == "count" and one.measure != "schemes"}
    told = [
        cue
        for before, cue in pairwise([None, *said])
        if cue
        and not _is_kept(text, before, cue, ends)
        and not _is_no_plan(text, before, cue, asking, ends)
        and not _is_hedge(text, cue)
    ]
    return list(_with_approved_plan(text, told))


def is_as_planned(text: str, cue: Cue) -> bool:
    """Whether words say "theo kế hoạch": what is done too may be so."""
    return text[cue.start : cue.end] == _AS_PLANNED


def _is_no_plan(text: str, before: Cue | None, cue: Cue, asking: set[int], ends: set[int]) -> bool:
    """Whether a brand is registered, others than schemes registered, or schemes were taken in that are registered.

    "đăng ký 03 nhãn hiệu", "51 cơ sở đăng ký", "đã nhận 52 đề án đăng ký"; `asking` are the places right behind counts
    of those who ask, `ends` those where a number ends.
    """
    if text[cue.start : cue.end] != "đăng ký":
        return False
    is_taken_in = before is not None and before.code in DONE and cue.start - 1 in ends
    return is_taken_in or cue.start in asking or _BRANDS.match(text, cue.end) is not None


def _is_hedge(text: str, cue: Cue) -> bool:
    """Whether "ước tính" only says that the number behind it is none that was counted."""
    return text.startswith("ước tính ", cue.start) and _NUMBER.match(text, cue.end) is not None


def _is_kept(text: str, before: Cue | None, cue: Cue, ends: set[int]) -> bool:
    """Whether what was done only kept to its plan: "hoàn thành 10 đề án theo kế hoạch".

    Before a number "theo kế hoạch" says how many there are to be.
    """
    if before is None or before.code not in DONE or not is_as_planned(text, cue):
        return False
    if not any(before.end <= end <= cue.start for end in ends):
        return False
    return _PARTED.search(text, before.end, cue.start) is None


def _with_approved_plan(text: str, said: Sequence[Cue]) -> Iterator[Cue]:
    is_approved = False
    for cue in said:
        words = text[cue.start : cue.end]
        is_plan = cue.code == "planned" and words.endswith(_PLAN)
        yield cue._replace(code="approved") if is_plan and is_approved else cue
        is_approved |= is_plan and _APPROVED.match(text, cue.end) is not None
        is_approved |= cue.code == "approved" and (
            words.endswith(_PLAN) or _OF_PLAN.match(text, cue.end) is not None
        )


def words_in(context: Context, sentence: Range) -> StatusWords:
    """The words of status of a sentence."""
    cues = context.cues(STATED, sentence)
    usual = [cue for cue in cues if cue.code not in NORMS]
    free = [
        cue for cue in usual if cue.code != "estimated" and not context.is_behind_number(cue.start)
    ]
    behind = [
        (context.found[index].start, cue)
        for index in context.indexes_in(sentence)
        if (cue := first_in(usual, context.arounds[index].behind)) is not None
    ]
    return StatusWords(cues, usual, free, behind)


def status_of(cue: Cue) -> str:
    """The status that a word says."""
    return _STATUSES.get(cue.code, cue.code)


def is_near(cue: Cue, quantity: Quantity, text: str) -> bool:
    """Whether words stand right behind a quantity, or in brackets: "25 đề án được phê duyệt", "(kế hoạch)"."""
    if cue.start <= quantity.end + 1 or text[quantity.end : quantity.end + 2] == " (":
        return True
    # "5 đề án được UBND tỉnh phê duyệt"
    return cue.code == "approved" and _BY_WHOM.fullmatch(text, quantity.end, cue.start) is not None


def wanted_first(cue: Cue, cues: list[Cue], context: Context) -> str:
    """The status of a word before a quantity.

    What is only meant to be is planned, whatever its verb: "dự kiến bố trí", "trình … phê duyệt", "sẽ hoàn thành". A
    word of carrying out says nothing against an intention before it, and nothing against a plan or an approval unless
    a number stands between.
    """
    earlier = [one for one in cues if one.end <= cue.start]
    if cue.code == "estimated" and context.told(cue) == "ước":
        # "nhu cầu … ước 9 tỷ đồng" estimates what is wanted
        own = [one for one in earlier if not context.has_between(one.end, cue.start)]
        return "planned" if own and status_of(own[-1]) == "planned" else "estimated"
    if cue.code == "carried":
        if context.told(cue) in NOW and context.text.endswith((", ", "; "), 0, cue.start):
            # "sẽ trả hết 2 tỷ đồng; hiện có 12 lao động"
            return "actual"
        own = [
            one
            for one in earlier
            if one.code != "carried"
            and _reaches(one, cue, context)
            and not _is_of_all(one, context)
        ]
        if not own and _is_for_granted(cue, earlier, context):
            return "approved"
        return wanted_first(own[-1], cues, context) if own else "actual"
    if cue.code == "planned" and earlier and earlier[-1].code == "approved":
        # "thông qua chương trình với tổng nhu cầu 92 tỷ đồng"
        between = earlier[-1].end, cue.start
        is_with = _WITH.fullmatch(context.text, *between) is not None
        if is_with and not context.has_between(*between):
            return "approved"
    if status_of(cue) == "approved":
        decided = [
            one
            for one in earlier
            if one.code == "actual" or (one.code in WANTED and _reaches(one, cue, context))
        ]
        if decided and decided[-1].code in WANTED:
            # "xin 5 máy, được duyệt 3 máy"
            is_granted = context.told(cue).startswith("được ")
            is_granted &= "," in context.text[decided[-1].end : cue.start]
            return "approved" if is_granted and decided[-1].code == "asked" else "planned"
    return status_of(cue)


def _is_for_granted(cue: Cue, earlier: list[Cue], context: Context) -> bool:
    """Whether a word of carrying out stands right behind the money that was granted for it.

    "được giao 5 tỷ đồng thực hiện 3 đề án", "được giao 5 tỷ đồng, thực hiện 3 đề án".
    """
    if not earlier or earlier[-1].code != "approved" or context.told(cue) not in _CARRIES:
        return False
    between = context.found_in((earlier[-1].end, cue.start))
    if len(between) != 1 or between[0].kind != "money":
        return False
    carried = context.found_in((cue.end, cue.end + _REACH))
    if not carried or carried[0].kind != "count":
        # "được giao 2 tỷ đồng, thực hiện 1 tỷ đồng"
        return False
    return _GRANTED.fullmatch(context.text, between[0].end, cue.start) is not None


def _is_of_all(cue: Cue, context: Context) -> bool:
    """Whether a word tells of all that what was done is a part of: "chi 4 tỷ đồng trên tổng số 5 tỷ đồng được giao"."""
    before = context.found_in((max(0, cue.start - _LONGEST_GRANT), cue.start))
    if not before or not (is_of_all(context, before[-1]) or before[-1].place == "whole"):
        return False
    return _PARTED.search(context.text, before[-1].end, cue.start) is None


def is_of_all(context: Context, quantity: Quantity) -> bool:
    """Whether a number is all that a part is of: "4,6 tỷ đồng trong tổng số 6,1 tỷ đồng"."""
    start = quantity.start
    found = _OF_ALL.search(context.text, max(0, start - _REACH), start)
    # "hơn 9 tỷ đồng, quốc gia trên 4 tỷ đồng"
    return found is not None and not (quantity.hedge and found[0] == f"{quantity.hedge} ")


def _reaches(earlier: Cue, later: Cue, context: Context) -> bool:
    """Whether a word says more of what is done behind a later one than that one.

    An intention goes on to the end of its sentence, what was asked for up to a semicolon, and an estimate too unless it
    stands before all numbers; a plan or an approval up to the next number.
    """
    if earlier.code == "intended":
        return True
    is_parted = ";" in context.text[earlier.end : later.start]
    if earlier.code == "asked":
        return not is_parted
    if earlier.code == "estimated":
        start = context.range_of(context.sentence_of(earlier.start))[0]
        return not is_parted or not context.has_between(start, earlier.start)
    if _is_of_source(earlier, later, context):
        return False
    return not is_parted and not context.has_between(earlier.end, later.start)


def _is_of_source(earlier: Cue, later: Cue, context: Context) -> bool:
    """Whether a word only tells of what something was done with: "Từ vốn được giao, sở triển khai 8 đề án"."""
    text = context.text
    comma = text.find(", ", earlier.end, later.start)
    if comma < 0:
        return False
    begun = context.range_of(context.sentence_of(earlier.start))[0]
    start = text.rfind(", ", begun, earlier.start)
    return _SOURCE.match(text, begun if start < 0 else start + 2) is not None


def last_in(cues: list[Cue], where: Range, codes: tuple[str, ...] = ()) -> Cue | None:
    """The last of some words in a range, of some codes where they are named."""
    start, end = where
    for cue in reversed(cues):
        if start <= cue.start and cue.end <= end and (not codes or cue.code in codes):
            return cue
    return None


def first_in(cues: list[Cue], where: Range) -> Cue | None:
    """The first of some words in a range."""
    start, end = where
    for cue in cues:
        if start <= cue.start and cue.end <= end:
            return cue
    return None
