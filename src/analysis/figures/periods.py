"""Which places and periods data/raw has, told before any work."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.definitions.provinces import (
    joined_into,
    last_day_of,
    near_provinces,
    plain_slug,
    province_at,
    province_of,
    slug_of,
    territory_name,
)
from analysis.edition import BEFORE_MERGER, LAST_DAY_BEFORE, UNNAMED, Edition, place_slug
from analysis.errors import NoDataError
from analysis.figures.figure import Figures
from analysis.figures.held_parts import fields_held
from analysis.figures.parts_of_years import days_in, part_told
from analysis.figures.places import other_names, province_name, same_name
from analysis.messages import first_of, shown
from analysis.raw.corrections import corrected
from analysis.raw.rows import RawData, RawRow
from analysis.span import Span

if TYPE_CHECKING:
    from analysis.figures.of_edition import Lists
    from analysis.registers.reader import RegisterResult

MOST_LISTED = 30
FILL = "điền số vào biểu trống ấy"


@dataclass(frozen=True, order=True)
class Period(Span):
    """A place with a period that some published figure or scheme has."""

    place: str
    place_name: str
    year_from: int
    year_to: int
    from_date: str = ""
    to_date: str = ""

    @property
    def place_told(self) -> str:
        """The place in a message: one that no file names is the office's own."""
        return "địa bàn của đơn vị" if self.place_name == UNNAMED else shown(self.place_name)

    def serves(self, edition: Edition) -> bool:
        """Whether it is of the edition's place and inside its period.

        A part of a year says nothing of a whole one.
        """
        return self.is_of(edition) and self.lies_in(edition) and self.is_part <= edition.is_part

    def is_of(self, edition: Edition) -> bool:
        """Whether it is of the edition's territory, or of its place where that is no province."""
        province = province_of(edition)
        if province is None:
            return self.place == edition.place
        other = province_at(self.place, self.last_day)
        return other is not None and other.parts == province.parts

    @property
    def asked(self) -> dict[str, str]:
        """The parameters that ask for the period; none where no command can have it."""
        edition = Edition(self.place, *self.fields)
        return {} if _is_gone(edition) else edition.asked

    @property
    def why_unasked(self) -> str:
        """Why no command can have it, in Vietnamese; '' where one can."""
        if _is_gone(Edition(self.place, *self.fields)):
            return "kỳ kết thúc sau ngày 30/6/2025, khi địa bàn ấy không còn"
        return "" if self.asked else "không tham số nào gọi được kỳ ấy"


def _is_gone(edition: Edition) -> bool:
    """Whether the place was no more on the last day: a province of before the reform."""
    return edition.place.endswith(BEFORE_MERGER) and edition.last_day > LAST_DAY_BEFORE


def periods_in(raw: RawData) -> list[Period]:
    """The places and periods of the published figures.

    Rows whose years cannot be read are left to the full check.
    """
    return sorted(_rows_by_period(raw))


def left_out(raw: RawData, editions: Sequence[Edition]) -> str:
    """The rows of published figures in none of the editions: how many, of what, and why; '' without any."""
    told = [
        f"{count} dòng của {period.place_told}, {period.period_text} ({period.why_unasked})"
        for period, count in sorted(_rows_by_period(raw).items())
        if period.why_unasked and not any(map(period.serves, editions))
    ]
    return f"Không thuộc kỳ nào lập được: {'; '.join(told)}" if told else ""


def _rows_by_period(raw: RawData) -> Counter[Period]:
    names = other_names(raw)
    found = (_period_of(row, names) for row in raw.tables["figures"])
    return Counter(period for period in found if period is not None)


def _period_of(row: RawRow, names: Mapping[str, str]) -> Period | None:
    cells = row.stripped
    name = cells["dia_ban"]
    first = cells["tu_nam"]
    last = cells["den_nam"]
    days = days_in(cells)
    years = all(re.fullmatch("[0-9]{4}", year) for year in (first, last))
    if not years or days is None or any(part_told(cells)):
        return None
    slug = slug_of(names.get(same_name(name), name))
    return Period(slug, name, int(first), int(last), *days)


def periods_of_forms(figures: Figures) -> list[Period]:
    """The places and periods of the filled forms among published figures."""
    return sorted({Period(f.place, f.place_name, *f.fields) for f in figures if f.column})


def periods_of_schemes(registers: RegisterResult, lists: Lists) -> list[Period]:
    """The years of the registers, or the parts that they list, for the edition's place, the own one and those named."""
    schemes = registers.schemes
    edition = lists.edition
    own = lists.own
    is_here = lists.ground.of_place | lists.ground.apart
    is_own = plain_slug(edition.place) == plain_slug(own.slug)
    name = own.name if is_own else edition.place
    pairs = schemes.loc[is_here, ["table", "year"]].drop_duplicates()
    periods = {
        Period(edition.place, name, *fields_held(registers.tables[table], year))
        for table, year in pairs.itertuples(index=False, name=None)
    }
    if edition.is_part and len(lists.schemes):
        periods.add(Period(edition.place, name, *edition.fields))
    # what is of another place is named for a message
    beside = schemes.loc[~is_here, ["table", "place", "year"]].drop_duplicates()
    for table, place, year in beside.itertuples(index=False, name=None):
        territory = registers.tables[table].territory
        fields = fields_held(registers.tables[table], year)
        named = province_at(territory, last_day_of(year))
        name = named.name if named else province_name(place)
        period = Period(territory or place_slug(name), name, *fields)
        # of its own place it is told where it is another territory: the province that now has the name
        if period.place != edition.place or not period.is_of(edition):
            periods.add(period)
        if not territory and not is_own:
            periods.add(Period(own.slug, own.name, *fields))
    return sorted(periods)


def has_published(raw: RawData, edition: Edition) -> bool:
    """Whether some published figure is of the edition; no register is read for it."""
    return _inside(periods_in(corrected(raw)), edition)


def refuse_no_data(
    periods: Iterable[Period],
    edition: Edition,
    *,
    are_listed: bool = False,
    empty: Sequence[str] = (),
) -> None:
    """Raise NoDataError, naming what there is, unless some period lies inside the edition's.

    The places that there are need no telling where they `are_listed` above; `empty` are files with forms of the
    edition that nobody has filled.
    """
    known = sorted(set(periods))
    if _inside(known, edition):
        return
    own = [p for p in known if p.place == edition.place or p.is_of(edition)]
    if own:
        raise NoDataError(_no_period(own, edition, empty))
    raise NoDataError(_no_place(known, edition, empty, are_listed=are_listed))


def _inside(periods: Iterable[Period], edition: Edition) -> bool:
    """True when some period of the edition's place lies inside the edition's."""
    return any(period.serves(edition) for period in periods)


def _no_place(
    known: Sequence[Period], edition: Edition, empty: Sequence[str], *, are_listed: bool
) -> str:
    places = {period.place: period.place_told for period in known}
    remedy = "chọn một địa bàn trên hoặc đưa số liệu vào data/raw"
    near = difflib.get_close_matches(edition.place, places, n=1) or near_provinces(edition.place)
    held, rest = _parts_held(known, edition)
    there = ""
    if rest:
        there = f" Trong kỳ mới có số liệu của {held} (tỉnh cũ), thiếu {rest}."
    now = joined_into(edition)
    if now:
        there = f" {territory_name(edition.place)} đã nhập vào {now.name} từ 01/7/2025."
        # the name of another province is no misspelling of a right one
        near = [place for place in places if place == now.slug]
    if empty:
        remedy = FILL
    elif rest:
        remedy = (
            f"đưa danh mục đề án của {rest} vào data/raw; ở đó không có đề án nào thì ghi ở dia-ban.csv rằng"
            f" các danh mục đang có (tep) là của {territory_name(edition.place)} (dia_ban)"
        )
    elif near:
        remedy = f"có phải PLACE={near[0]}?"
    names = [f"{slug} ({name})" for slug, name in places.items()]
    listed = first_of(names, MOST_LISTED, "địa bàn") or "chưa có"
    if are_listed:
        listed = "như đã kể trên"
    return (
        f'data/raw không có số liệu của địa bàn "{edition.place}" [place-unknown]. '
        f"Các địa bàn có số liệu: {listed}.{there}{_told_empty(empty)} Cách khắc phục: {remedy}"
    )


def _parts_held(known: Iterable[Period], edition: Edition) -> tuple[str, str]:
    """Of which former provinces of the edition's there is something in its period, and of which nothing, by name.

    Both '' where there is nothing of a part, or something of each.
    """
    whole = province_of(edition)
    inside = [
        province_at(period.place, period.last_day)
        for period in known
        if period.lies_in(edition) and period.is_part <= edition.is_part
    ]
    parts = [part.parts for part in inside if part and whole and part.parts < whole.parts]
    held: frozenset[str] = frozenset().union(*parts)
    if whole is None or not held or held == whole.parts:
        return "", ""
    return ", ".join(sorted(held)), ", ".join(sorted(whole.parts - held))


def _told_empty(empty: Sequence[str]) -> str:
    return f" {', '.join(empty)}: biểu trống, chưa có số nào." if empty else ""


def _no_period(own: Sequence[Period], edition: Edition, empty: Sequence[str]) -> str:
    listed = dict.fromkeys(map(_listed, own))
    wanted = (
        "danh mục đề án hay số liệu công bố của kỳ vào data/raw"
        f" (mẫu danh mục trống: make template YEAR={edition.year_to})"
    )
    if edition.is_part:
        wanted = (
            "danh mục đề án có cột ngày, hoặc số liệu công bố có tu_ngay, den_ngay của kỳ vào data/raw"
            " (danh mục đề án không có cột ngày chỉ dùng cho cả năm)"
        )
    choice = "chọn một kỳ trên, hoặc " if any(period.asked for period in own) else ""
    remedy = FILL if empty else _of_other_ground(own, edition) or f"{choice}đưa {wanted}"
    return (
        f"data/raw không có số liệu nào của {own[0].place_told} nằm trong"
        f" {edition.period_text} [year-no-rows]. Các kỳ có số liệu: {', '.join(listed)}."
        f"{_told_empty(empty)} Cách khắc phục: {remedy}"
    )


def _of_other_ground(own: Sequence[Period], edition: Edition) -> str:
    """What to do where what data/raw has of these years is of the province that now has the name; '' elsewhere."""
    now = [
        period
        for period in own
        if period.last_day > LAST_DAY_BEFORE >= edition.last_day
        and period.year_from <= edition.year_to
        and not period.is_of(edition)
    ]
    if province_of(edition) is None or not now:
        return ""
    name, told = now[0].place_told, ", ".join(dict.fromkeys(map(_listed, now)))
    asked = " ".join(f"{key}={text}" for key, text in now[0].asked.items())
    return (
        f"số liệu của kỳ {told} là của {name} từ 01/7/2025 (sau sắp xếp), còn {edition.period_text} là của"
        f" {name} trước sắp xếp; đưa danh mục đề án riêng của tỉnh trước sắp xếp vào data/raw và ghi trong"
        f" dia-ban.csv: tep là tên tệp ấy, dia_ban là {name} trước sắp xếp;"
        f" hoặc lập kỳ của tỉnh sau sắp xếp: {asked}"
    )


def _listed(period: Period) -> str:
    """A period in a list: the years alone, a part with the parameter that asks for it."""
    asked = " ".join(f"{name}={text}" for name, text in period.asked.items())
    words = period.why_unasked or asked
    if not period.is_part:
        code = period.period_code.replace("_", "-")
        return f"{code} ({words})" if period.why_unasked else code
    return f"{period.period_text} ({words})"
