"""Numbers with their unit or noun: money, counts, percentages, times; ranges and parts of a whole.

A quantity is where it stands, its exact value in its unit, and how sure that is; what it means is for `meaning`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from analysis.language.printed_units import BILLION, MILLION, MONEY_NAMES, THOUSAND
from analysis.prose.numerals import Numeral, Style, digits_value, numerals, style_of
from analysis.prose.rules import cue_at
from analysis.prose.thousands import is_told_of_money
from analysis.prose.words import Words
from analysis.vocabulary import Bound

_SCALES = {
    "nghìn": THOUSAND,
    "ngàn": THOUSAND,
    "ng": THOUSAND,
    "vạn": 10 * THOUSAND,
    "triệu": MILLION,
    "tr": MILLION,
    "tỷ": BILLION,
}
_FACTORS = {name: factor for factor, name in MONEY_NAMES.items()}
_TIMES = {"trăm": 100, "chục": 10, "nghìn": 1000, "ngàn": 1000}
_DONG = r"(?:đồng(?! (?:chí|bào|nghiệp|bằng|bộ))|vnđ|vnd|₫|đ)(?!\w)"
_MONEY = re.compile(
    rf" ?(?:(?:(trăm|chục|nghìn|ngàn) )?(nghìn|ngàn|vạn|triệu|tỷ(?! (?:lệ|trọng|suất|giá|số))|tr|ng)(?: (rưỡi))?"
    rf"(?:\.? ?({_DONG})|(?!\w))|({_DONG}))"
)
_DONG_ONLY = re.compile(rf" ?({_DONG})")
_COMPOUND = re.compile(
    rf" (?:và )?([0-9]{{1,3}}) ?(triệu|nghìn|ngàn)(?!\w)(?: ?{_DONG})?|( [0-9])(?![\w.,/-]| ?[%(])(?! \w)"
)
# "1 tỷ 2 cho ba đề án": two hundred million more, or a number of something else.
_MORE = re.compile(r" [0-9]{1,3}(?![\w.,/-]| ?%)")
_FOREIGN = re.compile(
    r" ?(?:usd|đô la|đô-la|đô|euro|eur|yên|nhân dân tệ|tấn|tạ|kg|lít|m2|m3|m²|m³|mét|ha|km|kwh|kw|mw|kva|viên|con|cây"
    r"|trái|quả|que|chai|bao|hộp|người dân|dân|lượt khách|khách|lượt xem"
    r"|chiếc|suất|bộ|cổ phiếu|cổ phần|quyển|cuốn|tờ)(?!\w)"
)
_PERCENT = re.compile(r" ?(?:%|(?:điểm )?(?:phần trăm(?!\w)|(?<=điểm )%))")
_TIMES_UNIT = re.compile(r" lần(?!\w)(?! thứ)")
_RISE = re.compile(r"(?<!\w)(?:gấp|tăng|bằng|hơn|khoảng|gần|trên|hệ số|đạt|là|tới|đến)(?: \w+)? ?$")
_RANGE = re.compile(r" ?- ?| (?:đến|tới) ")
_LAST_OF_SEVERAL = "ngay trước số còn một số không có đơn vị"
_NO_COUNT = re.compile(
    r"(?<!\w)(?:(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )năm|tháng|ngày|quý|điều|khoản"
    r"|(?<!thí )điểm|thứ|phụ lục|mẫu|quốc lộ|kỳ"
    r"|(?<!tổng )(?<!con )(?<!có )(?<!trong )số|tổ|khu phố|thôn|ấp) $"
)
_YEARS = range(1990, 2101)
_VAGUE = ("hàng", "vài", "nhiều", "mấy", "dăm", "cả", "chừng", "hơn", "trên", "gần")
_BARE = re.compile(
    rf"(?:(?:{'|'.join(_VAGUE)}) )+"
    r"(?:(?:chục|trăm|nghìn|ngàn|triệu|tỷ)(?: |(?!\w)))+(?:đồng)?"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit at its place in the folded text.

    `measure` is what its noun counts, '' of money, shares and ratios; `hedge` is the word before it that makes its
    bound; `doubt` says why the value may be another one; `place` is 'low' or 'high' in a range, 'done' or 'whole' of a
    part of a whole, else ''.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    kind: str
    measure: str = ""
    bound: Bound = "exact"
    hedge: str = ""
    doubt: str = ""
    place: str = ""

    @cached_property
    def base(self) -> Fraction:
        """The value in đồng, or in ones."""
        factor = _FACTORS.get(self.unit, 1)
        return self.value if factor == 1 else self.value * factor


class _Unit(NamedTuple):
    """A unit behind a number: where it ends, by what it multiplies, its name."""

    end: int
    factor: Fraction
    name: str
    kind: str
    measure: str = ""
    whole: bool = False


def quantities(words: Words) -> list[Quantity]:
    """All quantities of a folded text in its order, ends of ranges with their bound."""
    text = words.text
    style = style_of(text)
    found: list[Quantity] = []
    listed = numerals(words)
    end = 0
    for index, numeral in enumerate(listed):
        if numeral.start < end:
            continue
        is_last = index > 0 and listed[index - 1].start >= end and _goes_on(text, listed, index)
        for quantity in _at(text, listed, index, style):
            doubted = is_last and not quantity.doubt
            found.append(replace(quantity, doubt=_LAST_OF_SEVERAL) if doubted else quantity)
            end = quantity.end
    return found


def _goes_on(text: str, listed: list[Numeral], index: int) -> bool:
    """Whether a number without a unit stands before one and a stroke: "15/12 đề án"; lists are for `enumerations`."""
    before = listed[index - 1]
    if before.is_spoken or _is_year(before):
        return False
    is_beside = text[before.end : listed[index].start] == "/"
    return is_beside and _NO_COUNT.search(text[max(0, before.start - 12) : before.start]) is None


def bare_scales(words: Words) -> list[tuple[int, int]]:
    """Where a folded text has a scale without a number: "hàng chục tỷ đồng"."""
    return [match.span() for match in words.found(_BARE, words.places_of(_VAGUE))]


def _at(text: str, listed: list[Numeral], index: int, style: Style) -> list[Quantity]:
    """The quantity of a number, two of a range or a part of a whole, none where it has no unit."""
    numeral = listed[index]
    unit = _unit(text, numeral)
    after = unit.end if unit else numeral.end
    second = listed[index + 1] if index + 1 < len(listed) else None
    if second is not None and _RANGE.fullmatch(text, after, second.start):
        pair = _pair(text, numeral, unit, second, style)
        if pair:
            return pair
    if unit is None:
        return _part_of_whole(text, numeral, second, style)
    one = _made(text, numeral, unit, style)
    return [one] if one else []


def _pair(
    text: str, low: Numeral, unit: _Unit | None, second: Numeral, style: Style
) -> list[Quantity]:
    """Both ends of a range; the lower one has the unit of the upper one where it has none."""
    upper = _unit(text, second)
    if upper is None or (unit is not None and unit.kind != upper.kind):
        return []
    if upper.kind == "count" and _is_year(low) and _is_year(second):
        return []
    first = _made(text, low, unit or upper._replace(end=low.end), style)
    last = _made(text, second, upper, style)
    if first is None or last is None or first.base >= last.base:
        return []
    first = replace(first, bound="at_least", place="low")
    return [first, replace(last, bound="at_most", place="high")]


def _part_of_whole(
    text: str, part: Numeral, second: Numeral | None, style: Style
) -> list[Quantity]:
    """Both numbers of "01/02 đề án" and "210/420 triệu đồng"."""
    if second is None or part.is_spoken or text[part.end : second.start] != "/":
        return []
    unit = _unit(text, second)
    if (
        unit is None
        or unit.kind not in ("count", "money")
        or _is_year(second)
        or _NO_COUNT.search(text[max(0, part.start - 12) : part.start])
    ):
        return []
    done = _made(text, part, unit._replace(end=part.end), style)
    whole = _made(text, second, unit, style)
    if done is None or whole is None or done.value > whole.value:
        return []
    is_small = unit.kind == "money" and len(part.text) == len(second.text) == 1
    doubt = "có thể là một phân số" if is_small else done.doubt
    return [replace(done, place="done", doubt=doubt), replace(whole, place="whole", doubt=doubt)]


def _is_year(numeral: Numeral) -> bool:
    return numeral.text.isdigit() and int(numeral.text) in _YEARS and len(numeral.text) == 4


def _unit(text: str, numeral: Numeral) -> _Unit | None:
    """What stands right behind a number as its unit; None of nothing known."""
    end = numeral.end
    if numeral.scale or (numeral.is_spoken and _has_scale(numeral)):
        return _behind_scale(text, numeral)
    if match := _PERCENT.match(text, end):
        return _Unit(match.end(), Fraction(1), "%", "share")
    if match := _TIMES_UNIT.match(text, end):
        before = text[max(0, numeral.start - 20) : numeral.start]
        if "," in numeral.text or "." in numeral.text or _RISE.search(before):
            return _Unit(match.end(), Fraction(1), "lần", "ratio")
        return None
    if match := _MONEY.match(text, end):
        return _money(text, match)
    return _noun(text, end, Fraction(1), is_article=numeral.text == "một")


def _has_scale(numeral: Numeral) -> bool:
    return any(word in _SCALES for word in numeral.text.split())


def _behind_scale(text: str, numeral: Numeral) -> _Unit | None:
    """The unit of a number in words whose scale is in the words: "hai tỷ (đồng)", "ba nghìn lao động"."""
    scales = [_SCALES[word] for word in numeral.text.split() if word in _SCALES]
    scale = max(scales)
    dong = _DONG_ONLY.match(text, numeral.end)
    if dong:
        return _Unit(dong.end(), Fraction(1, scale), MONEY_NAMES[scale], "money")
    noun = _noun(text, numeral.end, Fraction(1))
    if noun is not None:
        return noun
    if scale < MILLION or _FOREIGN.match(text, numeral.end):
        return None
    return _Unit(numeral.end, Fraction(1, scale), MONEY_NAMES[scale], "money")


def _money(text: str, match: re.Match[str]) -> _Unit | None:
    """The unit of money behind a number, or the noun behind its scale: "5 nghìn lao động"."""
    times, scale, half, dong, alone = match.groups()
    if alone:
        return _Unit(match.end(), Fraction(1), MONEY_NAMES[1], "money", whole=True)
    factor = _SCALES[scale]
    multiple = Fraction(_TIMES[times] if times else 1)
    if scale == "vạn" and dong:
        # there is no unit of its own
        factor, multiple = THOUSAND, multiple * 10
    if not dong:
        noun = _noun(text, match.end(), multiple * factor)
        if noun is not None:
            return noun
        is_short = scale in ("nghìn", "ngàn", "ng", "vạn") and not half
        is_money = scale != "vạn" and is_told_of_money(text, match)
        if (is_short and not is_money) or _FOREIGN.match(text, match.end()):
            return None
    return _Unit(match.end(), multiple, MONEY_NAMES[factor], "half" if half else "money")


def _noun(text: str, end: int, factor: Fraction, *, is_article: bool = False) -> _Unit | None:
    if is_article or text[end : end + 1] != " ":
        return None
    cue = cue_at(text, end + 1, "noun")
    if cue is None:
        return None
    return _Unit(cue.end, factor, text[end + 1 : cue.end], "count", cue.code, whole=factor == 1)


def _made(text: str, numeral: Numeral, unit: _Unit, style: Style) -> Quantity | None:
    """A number with its unit, smaller scales behind it and the hedge before it; None where it is no possible one."""
    value, doubt = numeral.value, ""
    if value is None:
        is_large = unit.name in (MONEY_NAMES[BILLION], "%", "lần")
        value, doubt = digits_value(
            numeral.text, is_whole=unit.whole, is_large=is_large, style=style
        )
    value = value * unit.factor if unit.factor != 1 else value
    end, kind = unit.end, unit.kind
    if kind == "half":
        value, kind = value + Fraction(1, 2), "money"
        if dong := _DONG_ONLY.match(text, end):
            end = dong.end()
    elif kind == "money" and not text[numeral.end : end].endswith("đ"):
        value, end = _with_smaller(text, value, unit)
        if not doubt and _MORE.match(text, end) and not text[:end].endswith("đồng"):
            doubt = "sau số tiền còn một số: có thể là phần lẻ"
    if kind == "count" and (value.denominator != 1 or _counts_nothing(text, numeral)):
        return None
    return Quantity(numeral.start, end, value, unit.name, kind, unit.measure, doubt=doubt)


def _with_smaller(text: str, value: Fraction, unit: _Unit) -> tuple[Fraction, int]:
    """An amount with what stands behind it in a smaller scale: "3 tỷ 250 triệu đồng"."""
    factor = _FACTORS[unit.name]
    match = (
        None
        if text[: unit.end].endswith(("đồng", "vnđ", "vnd"))
        else _COMPOUND.match(text, unit.end)
    )
    if match is None or factor < MILLION:
        return value, unit.end
    if match[3]:
        return (
            (value + Fraction(int(match[3]), 10), match.end())
            if factor == BILLION
            else (value, unit.end)
        )
    smaller = _SCALES[match[2]]
    if smaller >= factor:
        return value, unit.end
    return value + Fraction(int(match[1]) * smaller, factor), match.end()


def _counts_nothing(text: str, numeral: Numeral) -> bool:
    """Whether a number before a noun is a year, a date or a number of a paper: "năm 2022 cơ sở …"."""
    if numeral.is_spoken:
        return False
    before = text[max(0, numeral.start - 12) : numeral.start]
    # "quý II/2025 mô hình hoàn thành"
    is_of_date = _is_year(numeral) and before.endswith(("/", "-", "."))
    return is_of_date or _NO_COUNT.search(before) is not None
