"""The province's own acts (can-cu.csv): its resolutions, decisions, programmes and plans, as a report cites them."""

from __future__ import annotations

import datetime as dt
import re

from analysis.definitions.law import Act, act_of
from analysis.edition import Edition
from analysis.faults import Problems
from analysis.language.numbers import format_date_official
from analysis.messages import shown
from analysis.raw.rows import Cells, RawData, RawRow
from analysis.raw.tables import Dated, law_place, of_place, sound_rows, wrong_days
from analysis.span import day_of
from analysis.vocabulary import ACTS_TABLE

# In the order in which a report cites them: bodies by what their names begin with, then kinds of acts.
BODIES = (
    ("hội đồng nhân dân", "hđnd"),
    ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd", "chủ tịch"),
    ("sở",),
)
KINDS_OF_ACTS = ("nghị quyết", "quyết định", "chỉ thị", "chương trình", "kế hoạch", "công văn")

# Its number, and the year that numbers of legal normative acts have: "10/2021/NQ-HĐND", "157/KH-SCT".
_NUMBER = re.compile(r"[0-9]+[a-zđ]?/(?:([12][0-9]{3})/)?\S+", re.IGNORECASE)


def read_acts(raw: RawData, edition: Edition, problems: Problems) -> list[Dated[Act]]:
    """The acts of the edition's place that did not end before it, in the order in which a report cites them.

    The rows of all places are held against the rules of the table; each that breaks one is told.
    """
    found: list[tuple[tuple[object, ...], Dated[Act]]] = []
    seen: dict[tuple[str, ...], int] = {}
    for row, cells in sound_rows(raw, ACTS_TABLE, problems, _check):
        # decisions and plans are numbered anew each year
        year = cells["ngay_ky"][:4]
        words = (cells["so_ky_hieu"], " ".join(cells["co_quan"].split()))
        key = (*map(str.lower, words), year, law_place(raw, cells))
        first = seen.setdefault(key, row.number)
        if first != row.number:
            got = f'văn bản "{shown(cells["so_ky_hieu"])}" đã có ở dòng {first}'
            problems.fault("row-duplicate", row.place(), got, "mỗi văn bản một dòng")
            continue
        act = _act(cells)
        if of_place(raw, cells, edition) and act.end >= edition.first_day:
            found.append((_order(cells, act), Dated(row.number, act)))
    return [act for _, act in sorted(found, key=lambda pair: pair[0])]


def _check(row: RawRow, cells: Cells, problems: Problems) -> None:
    """Tell the filled cells of a line that cannot be those of an act."""
    kind, number = cells["loai"], cells["so_ky_hieu"]
    if kind and kind.lower() not in KINDS_OF_ACTS:
        wanted = f"một trong: {', '.join(KINDS_OF_ACTS)}"
        problems.fault("act-kind", row.place("loai"), f'loại văn bản "{shown(kind)}"', wanted)
    match = _NUMBER.fullmatch(number)
    if number and match is None:
        problems.fault("act-number", row.place("so_ky_hieu"), f'số, ký hiệu "{shown(number)}"')
    for column, got in wrong_days(cells, ("ngay_ky", "tu_ngay", "den_ngay")):
        problems.fault("act-date", row.place(column), got)
    signed = day_of(cells["ngay_ky"])
    if match and match[1] and signed and int(match[1]) != signed.year:
        got = f"ký ngày {cells['ngay_ky']}, nhưng số, ký hiệu ghi năm {match[1]}"
        problems.fault("act-date", row.place("ngay_ky"), got)


def _act(cells: Cells) -> Act:
    signed = dt.date.fromisoformat(cells["ngay_ky"])
    kind = cells["loai"].capitalize()
    told = {
        "name": f"{kind} số {cells['so_ky_hieu']} {format_date_official(signed)}",
        "title": f"của {cells['co_quan']} {cells['trich_yeu']}",
        "signed": signed,
    }
    for name, column in (("start", "tu_ngay"), ("end", "den_ngay")):
        if day := day_of(cells[column]):
            told[name] = day
    return act_of(**told)


def _order(cells: Cells, act: Act) -> tuple[object, ...]:
    body = cells["co_quan"].lower()
    ranks = [rank for rank, names in enumerate(BODIES) if body.startswith(names)]
    rank = ranks[0] if ranks else len(BODIES)
    return rank, KINDS_OF_ACTS.index(cells["loai"].lower()), act.signed
