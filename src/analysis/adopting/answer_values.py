"""What a text of doc-so.toml may mean: a word of a column, a fund, a unit, a territory, a column with its year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from analysis.adopting.answers import LEFT_OUT
from analysis.adopting.headers import SUPPORT, SUPPORT_LABEL
from analysis.definitions.provinces import province_at, slug_of
from analysis.tables.columns import DATES, MONEY, REGISTER_COLUMNS
from analysis.tables.dates import NO_DATE
from analysis.tables.units import UnitError, factor_of, normal
from analysis.vocabulary import FUNDS, KINDS, REGISTER_STATUSES, SUPPORT_COLUMNS, Words

TERRITORIES = "tên một tỉnh, thành phố, ví dụ Gia Lai, Gia Lai trước sắp xếp, Gia Lai sau sắp xếp"
# The columns whose words may be given a meaning, with the words that they may mean.
WORDS: Mapping[str, Words] = {"kind": KINDS, "status": REGISTER_STATUSES}
_LABELS = {normal(word.label): code for code, word in REGISTER_COLUMNS.items()}
_FUNDS = {
    normal(fund.label): fund.column for fund in FUNDS.values() if fund.column in SUPPORT_COLUMNS
}
UNITS = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
# The table of the places of earlier files by province; those of files that name none stand in dia_ban.
AREAS_BY_PROVINCE = "dia_ban_tinh"
# The entry that says by which day schemes lie in a part of a year, and what may be said.
DATED_BY = "ky_theo"
DATE_ANSWERS = (*(REGISTER_COLUMNS[code].label for code in DATES), NO_DATE)
_OF_A_YEAR = re.compile(r"(.+?),? năm ([0-9]{4})")


def is_word(code: str, label: str) -> bool:
    """Whether a text may be given as the meaning of a text in a column: four digits for a year, else a label."""
    if code == "year":
        return re.fullmatch("[0-9]{4}", label) is not None
    return any(label == word.label for word in WORDS[code].values())


def wanted_words(code: str) -> str:
    """What `is_word` takes, for a message."""
    if code == "year":
        return "bốn chữ số trong ngoặc kép"
    return f"một trong: {', '.join(word.label for word in WORDS[code].values())}"


def is_pair(told: object) -> bool:
    """Whether a value is a pair of numbers of rows."""
    return isinstance(told, list) and len(told) == 2 and all(type(row) is int for row in told)


def fund_of(text: str) -> str | None:
    """The column of the fund that a text names; None for another text."""
    return _FUNDS.get(normal(text))


def unit_of(text: str) -> int | None:
    """Đồng in one of the unit that a text names; None for another text."""
    try:
        return factor_of(text)
    except UnitError:
        return None


def territory_of(text: str) -> str | None:
    """The slug of the province, of any time, that a text names; None for another text."""
    slug = slug_of(text)
    return slug if province_at(slug, dt.date.max) or province_at(slug, dt.date.min) else None


def date_of(text: str) -> str | None:
    """The column of days that a text names, `NO_DATE` for none of them; None for another text."""
    if normal(text) == NO_DATE:
        return NO_DATE
    code = _LABELS.get(normal(text))
    return code if code in DATES else None


def column_meant(label: str) -> tuple[str | None, int | None]:
    """The code of the column that a label names, `SUPPORT`, or `LEFT_OUT`, and of money the year that it names.

    None for another text, and for no year.
    """
    words = normal(label)
    if words == LEFT_OUT:
        return LEFT_OUT, None
    of_a_year = _OF_A_YEAR.fullmatch(words)
    name = of_a_year[1] if of_a_year else words
    code = SUPPORT if name == normal(SUPPORT_LABEL) else _LABELS.get(name)
    if of_a_year is None:
        return code, None
    return (code, int(of_a_year[2])) if code in (*MONEY, SUPPORT) else (None, None)


def column_labels() -> str:
    """All that a column may mean, for a message."""
    labels = [word.label for word in REGISTER_COLUMNS.values()]
    return ", ".join([*labels, SUPPORT_LABEL, LEFT_OUT])
