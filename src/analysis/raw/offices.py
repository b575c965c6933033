"""The office's own table, `co-quan.csv`: which of its rows speak of an edition, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis import vocabulary
from analysis.definitions.provinces import (
    bare_slug,
    edition_named,
    plain_slug,
    same_territory,
    slug_of,
    usual_name,
)
from analysis.edition import UNNAMED, Edition, place_slug
from analysis.faults import Finding, Problems
from analysis.messages import shown
from analysis.raw.rows import Cells, RawData, RawRow
from analysis.raw.tables import sound_rows
from analysis.span import day_of


def check_offices(raw: RawData, problems: Problems) -> None:
    """Refuse rows of `co-quan.csv` whose edition is none of their place or twice, or whose day or word is none."""
    seen = set()
    for row, cells in sound_rows(raw, vocabulary.OFFICE_TABLE, problems):
        name, day = _edition_told(cells), cells.get("ngay", "")
        edition = edition_named(name)
        got = f'kỳ "{shown(cells.get("ky", ""))}"'
        is_of_it = edition is not None and (
            _is_territory_of(cells, edition) or _is_name_of(cells, edition)
        )
        if name and not is_of_it:
            problems.fault("office-edition", row.place("ky"), got)
        elif name in seen:
            problems.fault(
                "office-edition", row.place("ky"), f"{got} có hai dòng", "mỗi kỳ một dòng"
            )
        if name:
            seen.add(name)
        if day and day_of(day) is None:
            problems.fault("office-date", row.place("ngay"), f'ngày "{shown(day)}"')
        column = vocabulary.HOUSEHOLDS_COLUMN
        if (named := cells.get(column, "")) not in vocabulary.HOUSEHOLDS_NAMED:
            problems.fault("office-households", row.place(column), f'"{shown(named)}"')


def office_rows(rows: Sequence[RawRow], edition: Edition) -> list[RawRow]:
    """The rows of the office that speak of an edition: those of its place, of all editions or of this one.

    Its place by any name that its territory has on its last day. Of rows of all editions those that tell the side of
    the reform, where there are such: "Gia Lai (trước sắp xếp)" says more than "Gia Lai". For a province of before the
    merger the rows of its name, where it has none of its own.
    """
    speaking = [row for row in rows if _edition_told(row.stripped) in ("", edition.name)]
    for is_own in (_is_territory_of, _is_name_of):
        own = [row for row in speaking if is_own(row.stripped, edition)]
        if own:
            common = [row.stripped for row in own if not _edition_told(row.stripped)]
            is_sided = any(map(_tells_side, common))
            return [
                row
                for row in own
                if not is_sided or _edition_told(row.stripped) or _tells_side(row.stripped)
            ]
    return []


def office_of(rows: Sequence[RawRow], edition: Edition) -> dict[str, str]:
    """What the office's table says of an edition by column, {} when it says nothing.

    The cells of the edition's own row come before those of the row of all editions, which has no
    number and no day: those are of one document.
    """
    speaking = [row.stripped for row in office_rows(rows, edition)]
    own = next((row for row in speaking if row.get("ky")), {})
    common = next((row for row in speaking if not row.get("ky")), {})
    lasting = dict(common)
    if "ngay" in common:
        lasting["ngay"] = ""
    if "so_ky_hieu" in common:
        lasting["so_ky_hieu"] = _without_number(common["so_ky_hieu"])
    return {**own, **lasting, **{column: cell for column, cell in own.items() if cell}}


def _without_number(number: str) -> str:
    """What all documents of an office have of a number: "/BC-SCT" of "125/BC-SCT"."""
    serial, slash, rest = number.partition("/")
    return slash + rest if any(map(str.isdigit, serial)) else number


def told_of_office(rows: Sequence[RawRow], edition: Edition) -> Iterator[Finding]:
    """The number and the day that are not printed, since the row of all editions has them."""
    office = office_of(rows, edition)
    for row in office_rows(rows, edition):
        cells = row.stripped
        for column, name in (("so_ky_hieu", "số hiệu"), ("ngay", "ngày")):
            cell = cells.get(column, "")
            printed = office.get(column, "")
            # what the edition's own row says is printed in any case
            if cells.get("ky") or cell == printed or any(map(str.isdigit, printed)):
                continue
            message = (
                f'{name} "{shown(cell)}" là của một văn bản mà dòng này dùng cho mọi kỳ nên không in; '
                f"ghi {name} ở dòng có ô ky là {edition.name}"
            )
            yield Finding("cảnh báo", "office-of-one", str(row.place(column)), message)


def unsigned(office: Mapping[str, str], place_name: str) -> list[str]:
    """The columns of `co-quan.csv` without which nobody can sign a report, as far as they lack.

    Number, day and name may be written by hand.

    Args:
        office: what `office_of` gives.
        place_name: the name of the edition's place, `UNNAMED` where the office told none.
    """
    lacking = [column for column in vocabulary.SIGNED_COLUMNS if not office.get(column)]
    if place_name == UNNAMED:
        lacking.insert(0, "dia_ban")
    return lacking


def hides_households(office: Mapping[str, str]) -> bool:
    """Whether the owner of the register keeps names of households and persons out of print."""
    return office.get(vocabulary.HOUSEHOLDS_COLUMN) == vocabulary.HOUSEHOLDS_NAMED[-1]


def _edition_told(cells: Cells) -> str:
    """The one name of the edition that a row of the office is of; blank for all editions."""
    return usual_name(cells.get("ky", ""))


def _is_territory_of(cells: Cells, edition: Edition) -> bool:
    """Whether a row of the office is of the territory of an edition on its last day, or of its place as it is named."""
    place, day = slug_of(cells["dia_ban"]), edition.last_day
    is_same = same_territory((place, day), (edition.place, day))
    return is_same or _place(cells) == plain_slug(edition.place)


def _is_name_of(cells: Cells, edition: Edition) -> bool:
    """Whether a row of the office has the name of an edition's place, without words for a side of the reform."""
    return _place(cells) == bare_slug(plain_slug(edition.place))


def _tells_side(cells: Cells) -> bool:
    place = slug_of(cells["dia_ban"])
    return bare_slug(place) != place


def _place(cells: Cells) -> str:
    return plain_slug(place_slug(cells["dia_ban"]))
