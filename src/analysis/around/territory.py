"""The province that a register is about, where its title, its sheet or its file name says so.

The name of a province is also one of firms, communes and fairs. It counts where it is said as that of a province, by
a word before it or because nothing else is said; what may be meant otherwise is kept as a doubt, and asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from analysis.definitions.provinces import (
    FORMER_NAMES,
    plain_slug,
    province_at,
    provinces,
    territory_name,
)
from analysis.edition import AFTER_MERGER, BEFORE_MERGER, place_slug
from analysis.faults import Problems
from analysis.language.spelling import spelled
from analysis.tables.table import Table
from analysis.tables.units import normal

# A commune or district of the same name is no province.
_OTHER_UNITS = "xã|huyện|phường|thị trấn|thị xã|quận|thôn|đường"
_SURE_UNITS = "tỉnh|thành phố|tp.|tp|sở công thương|sct|ubnd|ủy ban nhân dân|trên địa bàn|địa bàn"
# Of these names the city of that name is all of the territory; elsewhere a city is a part of its province.
_CITIES = "Hà Nội|Hồ Chí Minh|Đà Nẵng|Hải Phòng|Cần Thơ|Huế"
_CITY_WORDS = "thành phố|tp.|tp"
# Where a paper comes from or goes to says nothing of what it lists.
_SENDER = re.compile(
    r"^\W*(?:nơi (?:gửi|nhận)|(?:đơn vị|cơ quan) nhận|kính gửi|noi (?:gui|nhan)|kinh gui)(?!\w)"
)
_HANDED_OVER = re.compile(
    r"(?<!\w)(?:từ|tu)[\s-]+(?:tỉnh|tinh)[\s-].*[\s-](?:sang|về|cho|ve)[\s-]+(?:tỉnh|tinh)[\s-]"
)
_JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPELLED = (
    (re.compile(r"(?<!\w)tp[. _-]*hcm(?!\w)", re.IGNORECASE), "TP Hồ Chí Minh"),
    (re.compile(r"(?<!\w)đắc lắc(?!\w)", re.IGNORECASE), "Đắk Lắk"),
)
_OCCASIONS = "sắp xếp|sáp nhập|hợp nhất"
_BEFORE = "|".join(["cũ", *(f"trước {word}|trước khi {word}" for word in _OCCASIONS.split("|"))])
_AFTER = "|".join(["mới", *(f"sau {word}|sau khi {word}" for word in _OCCASIONS.split("|"))])
# What is done with another province, or in it, makes no register of it; nor does the address of a firm.
_ELSEWHERE = "tại|ở|với|cùng|sang|đến|vào|ra"
_EVENTS = (
    "hội chợ|triển lãm|hội nghị|hội thảo|tham quan|học tập|kinh nghiệm|hợp tác|liên kết|kết nối"
    "|giao thương|giao lưu"
)
_FIRMS = "công ty|cty|doanh nghiệp|dntn|tnhh|htx|hợp tác xã|tập đoàn|nhà máy"
# A name counts by itself beside these words and numbers alone.
_NEUTRAL = """
danh mục|danh sách|dm|ds|biểu|bảng|phụ lục|mẫu|số|sổ|theo dõi|tổng hợp|báo cáo|bc|kế hoạch|kh|kết quả|kq|quản lý
đề án|dự án|nhiệm vụ|chương trình|hoạt động|nội dung|kinh phí|kp|nguồn|vốn|hỗ trợ|thực hiện|triển khai|phê duyệt
khuyến công|kc|quốc gia|địa phương|kcqg|kcđp|công nghiệp|nông thôn|năm|giai đoạn|từ|đến|của|các|tại|và|về|cho
trung tâm|tư vấn|phát triển|xúc tiến|thương mại|phòng|ubnd|ủy ban nhân dân|sở|công thương|sct|trên|địa bàn|tỉnh
đơn vị|đvt|tính|triệu|tỷ|nghìn|đồng|thành phố|tvptcn|tvpt|xttm|ttkc
final|copy|bản|chính thức|lần|sửa|cuối|gửi|in|file|so lieu|số liệu|dữ liệu|đăng ký|dự kiến
"""


@dataclass(frozen=True)
class Territory:
    """What a table says of its province: its slug, '' for none; else those that may be meant, to be asked."""

    slug: str = ""
    doubtful: tuple[str, ...] = ()


def own_titles(table: Table) -> list[str]:
    """The texts above a table and those carried over to it."""
    own = [cell for row in table.above for cell in row]
    return [*own, *(text for _, text in table.carried)]


def territory_of(table: Table, problems: Problems) -> Territory:
    """The province that is named nearest to a table; it is told where it comes from, and which others are named.

    "Gia Lai (cũ)" is "gia-lai-truoc-sap-xep". What the office said of the table counts before any name.
    """
    sheet = table.sheet
    named = {
        "tên bảng": territory_said_in(own_titles(table)),
        "tên trang tính": territory_said_in([sheet.name or ""]),
        "tên tệp": territory_said_in([PurePosixPath(sheet.file).stem]),
    }
    known = {source: read.slug for source, read in named.items() if read.slug}
    if table.territory:
        _tell_others("doc-so.toml", table.territory, known, table, problems)
        return Territory(table.territory)
    several = next((read for read in named.values() if read.slug or len(read.doubtful) > 1), None)
    if several is not None and not several.slug:
        return several
    if not known:
        return next((read for read in named.values() if read.doubtful), Territory())
    source, slug = next(iter(known.items()))
    where = sheet.place()
    problems.tell(
        "register-territory", where, f"danh mục của {territory_name(slug)}, theo {source}"
    )
    _tell_others(source, slug, known, table, problems)
    return Territory(slug)


def _tell_others(
    source: str, slug: str, known: Mapping[str, str], table: Table, problems: Problems
) -> None:
    """Warn of each source, further away, that names another province than the one that is taken."""
    for other, different in known.items():
        if different != slug:
            message = (
                f"{other} lại nêu {territory_name(different)}; đang hiểu là của"
                f" {territory_name(slug)} theo {source}"
            )
            problems.warn("register-territory", table.sheet.place(), message)


def territory_said_in(texts: Iterable[str]) -> Territory:
    """What some texts of one level say together: the one province that is said as such, or what is doubtful."""
    said: dict[str, bool] = {}
    for text in texts:
        for slug, is_sure in _names_in(text):
            said[slug] = said.get(slug, False) or is_sure
    sure = tuple(slug for slug, is_sure in said.items() if is_sure)
    if len(sure) == 1:
        return Territory(sure[0])
    return Territory("", sure or tuple(said))


def mentioned_in(text: str) -> tuple[tuple[str, ...], str]:
    """Every province that a text names, as one or otherwise, and what it says beside them and words of any register."""
    forms, words = _prepared(text)
    names = [_slug(match) for match in forms.name.finditer(words) if not match["other"]]
    rest = "".join(letter if letter.isalnum() else " " for letter in _beside_names(forms, words))
    return tuple(dict.fromkeys(names)), " ".join(rest.split()) if _letters(rest) else ""


def _prepared(text: str) -> tuple[_Forms, str]:
    """What is looked for in a text, and the text as it is looked at."""
    for pattern, name in _SPELLED:
        text = pattern.sub(name, text)
    text = _JOINED_WORDS.sub(" ", text)
    # a file name often has neither diacritics nor blanks
    words = place_slug(text) if text.isascii() else normal(spelled(text.replace("_", " ")))
    return _forms(slugs=text.isascii()), words


def _beside_names(forms: _Forms, words: str) -> str:
    return forms.neutral.sub(" ", forms.name.sub(" ", words))


@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[tuple[str, bool], ...]:
    """The provinces that one text names, and whether each is said as the province of a register."""
    if _SENDER.match(normal(text)):
        return ()
    forms, words = _prepared(text)
    is_alone = not _letters(_beside_names(forms, words))
    is_event = forms.event.search(words) is not None or _HANDED_OVER.search(words) is not None
    is_firm = forms.firm.search(words) is not None
    return tuple(_judged(forms, words, is_alone=is_alone, is_event=is_event, is_firm=is_firm))


def _judged(
    forms: _Forms, words: str, *, is_alone: bool, is_event: bool, is_firm: bool
) -> Iterator[tuple[str, bool]]:
    """Each name that may be one of a province, and whether it is surely one."""
    end, was_other, was_said = 0, False, False
    for match in forms.name.finditer(words):
        before = words[end : match.start()]
        # "các tỉnh Gia Lai, Bình Định": a word before a list is one before each of its names.
        goes_on = end > 0 and re.fullmatch(r"[\s,;&-]*(?:và|va)?[\s,;&-]*", before) is not None
        is_town = match["sure"] in forms.city_words and _slug(match) not in forms.cities
        is_other = bool(match["other"]) or is_town or (goes_on and was_other and not match["sure"])
        is_said = bool(match["sure"] or match["before"] or match["after"]) or (goes_on and was_said)
        end, was_other, was_said = match.end(), is_other, is_said and not is_other
        if is_other or not (is_said or is_alone):
            continue
        is_address = is_firm and re.search(r"[,-]\s*$", before) is not None
        is_elsewhere = is_event or forms.elsewhere.search(before) is not None or is_address
        yield _slug(match), is_alone or not is_elsewhere


def _slug(match: re.Match[str]) -> str:
    slug = plain_slug(place_slug(match["name"]))
    if match["before"]:
        return slug + BEFORE_MERGER
    if match["after"] and province_at(slug + AFTER_MERGER, dt.date.max):
        return slug + AFTER_MERGER
    return slug


@dataclass(frozen=True)
class _Forms:
    """What is looked for in a text, or in the slug of one."""

    name: re.Pattern[str]
    neutral: re.Pattern[str]
    elsewhere: re.Pattern[str]
    event: re.Pattern[str]
    firm: re.Pattern[str]
    city_words: frozenset[str]
    cities: frozenset[str]


_LETTER = r"[^\W_]"


@lru_cache(maxsize=2)
def _forms(*, slugs: bool) -> _Forms:
    """The patterns for texts; in slugs words are joined by hyphens."""
    form: Callable[[str], str] = _name_form
    blank = r"[\s(-]+"
    if slugs:
        form = place_slug
        blank = "-"

    def either(words: Iterable[str]) -> str:
        return "|".join(re.escape(form(word)) for word in sorted(words, key=len, reverse=True))

    name = either({*FORMER_NAMES, *(province.name for province in provinces())})
    other, sure, before, after, neutral, elsewhere, event, firm = (
        either(words.strip().replace("\n", "|").split("|"))
        for words in (
            _OTHER_UNITS,
            _SURE_UNITS,
            _BEFORE,
            _AFTER,
            _NEUTRAL,
            _ELSEWHERE,
            _EVENTS,
            _FIRMS,
        )
    )
    return _Forms(
        re.compile(
            rf"(?<!{_LETTER})(?:(?:(?P<other>{other})|(?P<sure>{sure})){blank})?(?P<name>{name})(?!{_LETTER})"
            rf"(?:{blank}(?:(?P<before>{before})|(?P<after>{after}))(?!{_LETTER}))?"
        ),
        _whole(neutral),
        re.compile(rf"(?<!{_LETTER})(?:{elsewhere}){blank}(?:\w+{blank})?$"),
        _whole(event),
        _whole(firm),
        frozenset(form(word) for word in _CITY_WORDS.split("|")),
        frozenset(place_slug(name) for name in _CITIES.split("|")),
    )


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!{_LETTER})(?:{words})(?!{_LETTER})")


def _letters(text: str) -> bool:
    return re.search(r"[^\W\d_]", text) is not None


def _name_form(word: str) -> str:
    return normal(spelled(word))
