"""The province that a register is about, where its title, its sheet or its file name names one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath

from analysis.definitions.provinces import province_at, provinces, territory_name
from analysis.edition import AFTER_MERGER, BEFORE_MERGER, place_slug
from analysis.faults import Problems
from analysis.language.spelling import spelled
from analysis.registers.rows import Table
from analysis.registers.units import normal

# A commune or district of the same name is no province.
_OTHER_UNITS = "xã|huyện|phường|thị trấn|thị xã|quận|thôn|đường"
_SURE_UNITS = "tỉnh|thành phố|tp.|tp"
_OCCASIONS = "sắp xếp|sáp nhập|hợp nhất"
_BEFORE = "|".join(["cũ", *(f"trước {word}|trước khi {word}" for word in _OCCASIONS.split("|"))])
_AFTER = "|".join(["mới", *(f"sau {word}|sau khi {word}" for word in _OCCASIONS.split("|"))])


def territory_of(table: Table, problems: Problems) -> str:
    """The slug of the province that is named nearest to a table, '' where none is named, or several are.

    "Gia Lai (cũ)" is "gia-lai-truoc-sap-xep". It is told where it comes from, and that a name further
    away is another one.
    """
    sheet = table.sheet
    title = " ".join(cell for row in table.above for cell in row)
    named = {
        "tên bảng": territory_in(title),
        "tên trang tính": territory_in(sheet.name or ""),
        "tên tệp": territory_in(PurePosixPath(sheet.file).stem),
    }
    known = {source: slug for source, slug in named.items() if slug}
    if not known:
        return ""
    source, slug = next(iter(known.items()))
    where = sheet.place()
    problems.tell(
        "register-territory", where, f"danh mục của {territory_name(slug)}, theo {source}"
    )
    for other, different in known.items():
        if different != slug:
            message = (
                f"{other} lại nêu {territory_name(different)}; đang hiểu là của"
                f" {territory_name(slug)} theo {source}"
            )
            problems.warn("register-territory", where, message)
    return slug


@lru_cache(maxsize=1024)
def territory_in(text: str) -> str:
    """The slug of the one province that a title or a file name names; '' for none or several."""
    if text.isascii():
        # a file name often has neither diacritics nor blanks
        found = _pattern(slugs=True).finditer(place_slug(text))
    else:
        found = _pattern(slugs=False).finditer(normal(spelled(text.replace("_", " "))))
    named: dict[str, bool] = {}
    for match in found:
        if not match["other"]:
            slug = place_slug(match["name"])
            if match["before"]:
                slug += BEFORE_MERGER
            elif match["after"] and province_at(slug + AFTER_MERGER, dt.date.max):
                slug += AFTER_MERGER
            named[slug] = named.get(slug, False) or bool(match["sure"])
    sure = [slug for slug, is_sure in named.items() if is_sure]
    chosen = sure or list(named)
    return chosen[0] if len(chosen) == 1 else ""


@lru_cache(maxsize=2)
def _pattern(*, slugs: bool) -> re.Pattern[str]:
    """Names of provinces with the words before and after them; in slugs these are joined by hyphens."""
    names = "|".join(sorted({province.name for province in provinces()}, key=len, reverse=True))
    form: Callable[[str], str] = _name_form
    blank = r"[\s(-]+"
    if slugs:
        form = place_slug
        blank = "-"
    name, other, sure, before, after = (
        "|".join(re.escape(form(word)) for word in words.split("|"))
        for words in (names, _OTHER_UNITS, _SURE_UNITS, _BEFORE, _AFTER)
    )
    letter = r"[^\W_]"
    return re.compile(
        rf"(?<!{letter})(?:(?:(?P<other>{other})|(?P<sure>{sure})){blank})?(?P<name>{name})(?!{letter})"
        rf"(?:{blank}(?:(?P<before>{before})|(?P<after>{after}))(?!{letter}))?"
    )


def _name_form(word: str) -> str:
    return normal(spelled(word))
