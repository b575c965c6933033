"""Places: their names, slugs and spellings."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.definitions.provinces import province_at, slug_of
from analysis.faults import Finding, Problems
from analysis.language.place_words import SHORT_PLACE_WORDS, without_unit
from analysis.language.spelling import spelled
from analysis.messages import shown
from analysis.project import RAW_FOLDER
from analysis.raw.rows import RawData
from analysis.raw.tables import sound_rows
from analysis.registers.frame_texts import renamed
from analysis.registers.table_refs import TableRef
from analysis.span import day_of
from analysis.vocabulary import PLACES_TABLE

PLACE_WORDS = ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp ")
_CITY = re.compile(r"^tp(?:\. ?| )")
# A region, not a unit of administration: "Các tỉnh phía Nam", "20 tỉnh, thành phố phía Nam".
_REGION = re.compile(r"cả nước$|(?:các|vùng|khu vực|[0-9]+) ")


def province_name(name: str) -> str:
    """A place without the word tỉnh or thành phố before it."""
    bare = name.strip()
    for word in PLACE_WORDS:
        if bare.lower().startswith(word):
            return bare[len(word) :]
    return bare


def name_says_its_kind(name: str) -> bool:
    """Whether a place's name says what it is: a district, a region, the country; "Bình Định" does not."""
    plain = same_name(name)
    return without_unit(plain) != plain or _REGION.match(plain) is not None


def same_name(name: str) -> str:
    """What all spellings of a place's name have in common; the word for its unit counts."""
    return _CITY.sub("thành phố ", " ".join(spelled(name).casefold().split()))


def areas(places: pd.Series, named: Mapping[str, str] | None = None) -> pd.Series:
    """The place of each row by one name, that of the first row that writes it in full.

    A name without the word for its unit is the one place of that name that has it; where there are
    several (huyện and thị xã), it is a place of its own. `named` has other names of places, by
    `same_name`, and what they stand for.
    """
    other_names = named or {}
    typed = {text: other_names.get(same_name(text), text) for text in places.unique()}
    names: dict[str, str] = {}
    for text in typed.values():
        names.setdefault(same_name(text), text)
    in_full = defaultdict(list)
    for key, text in names.items():
        in_full[without_unit(key)].append(text)
    for bare, alike in in_full.items():
        # the bare name itself and one other
        if bare in names and len(alike) == 2:
            alike.remove(names[bare])
            names[bare] = alike[0]
    return renamed(places, {text: names[same_name(name)] for text, name in typed.items()})


def place_variants(schemes: pd.DataFrame) -> list[Finding]:
    """Areas that differ only in an abbreviated word (TX, Thị xã), or in having such a word at all.

    Each is counted as written, and told.
    """
    in_full = defaultdict(list)
    in_short = defaultdict(list)
    for area in schemes["area"].unique():
        key = same_name(area)
        in_full[_spelled_out(key)].append(area)
        in_short[without_unit(key)].append(area)
    # a bare name may be any of those that have a word before it
    doubtful = [alike for bare, alike in in_short.items() if bare in in_full]
    findings = []
    where = "; ".join(schemes["file"].unique())
    for texts in [*in_full.values(), *doubtful]:
        if len(texts) > 1:
            listed = ", ".join(f"“{shown(text)}”" for text in texts)
            message = (
                f"địa bàn được viết nhiều cách: {listed}; đang tính là {len(texts)} địa bàn."
                " Nếu là một, hãy viết thống nhất"
            )
            findings.append(Finding("cảnh báo", "place-spelling", where, message))
    return findings


def other_names(raw: RawData, day: dt.date | None = None) -> dict[str, str]:
    """Other names of places by `same_name`, and what they stand for, as dia-ban.csv has them.

    Lines with a date hold for a period that ends then or later, the latest one before the others;
    without a day only lines without a date.
    """
    names = {}
    lines = raw.cells(PLACES_TABLE)
    for cells in sorted(lines, key=lambda cells: cells.get("tu_ngay", "")):
        start = cells.get("tu_ngay", "")
        if cells["ten"] and (not start or (day and start <= day.isoformat())):
            names[same_name(cells["ten"])] = cells["dia_ban"]
    return names


def territories_of_files(raw: RawData) -> dict[str, str]:
    """The slug of the province that dia-ban.csv names for a file, by the file's name."""
    return {
        f"{RAW_FOLDER}/{cells['tep']}": slug_of(province_name(cells["dia_ban"]))
        for cells in raw.cells(PLACES_TABLE)
        if cells["tep"]
    }


def with_territories(tables: Sequence[TableRef], raw: RawData) -> list[TableRef]:
    """The tables of registers, each with the province that dia-ban.csv names for its file."""
    named = territories_of_files(raw)
    return [replace(table, territory=named.get(table.file, table.territory)) for table in tables]


def check_places(raw: RawData, problems: Problems, file: str = "") -> None:
    """Refuse lines of dia-ban.csv that name no file or place, no province, no date, or one name twice.

    With the path of a register only the lines of it.
    """
    files = {register.name for register in raw.registers}
    seen: dict[tuple[str, str], str] = {}
    for row, cells in sound_rows(raw, PLACES_TABLE, problems):
        if file and f"{RAW_FOLDER}/{cells['tep']}" != file:
            continue
        start = cells.get("tu_ngay", "")
        key = cells["tep"] or same_name(cells["ten"]), start
        column, got = "", ""
        if bool(cells["tep"]) == bool(cells["ten"]):
            column, got = "ten", "dòng không ghi đúng một trong hai cột tep và ten"
        elif cells["tep"] and f"{RAW_FOLDER}/{cells['tep']}" not in files:
            column, got = "tep", f'không có danh mục đề án "{shown(cells["tep"])}" trong data/raw'
        elif (
            cells["tep"]
            and province_at(slug_of(province_name(cells["dia_ban"])), dt.date.max) is None
        ):
            column, got = "dia_ban", f'"{shown(cells["dia_ban"])}" không phải tên một tỉnh'
        elif start and cells["tep"]:
            column, got = "tu_ngay", "tu_ngay chỉ đi với ten; danh mục là của một tỉnh trong mọi kỳ"
        elif start and day_of(start) is None:
            column, got = "tu_ngay", f'"{shown(start)}" không phải một ngày'
        elif seen.setdefault(key, cells["dia_ban"]) != cells["dia_ban"]:
            column, got = "ten", f'"{shown(cells["tep"] or cells["ten"])}" có hai địa bàn'
        if got:
            problems.fault("place-line", row.place(column), got)


def _spelled_out(place: str) -> str:
    words = place.replace(".", ". ").split()
    if len(words) > 1:
        # a word alone is the whole name of a place
        words[0] = SHORT_PLACE_WORDS.get(words[0].rstrip("."), words[0])
    return " ".join(words)
