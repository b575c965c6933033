"""What an edition leaves out of can-cu.csv and dinh-muc.csv though it may be about it, and norms without their act.

Nothing of these tables is left out without a word: a row of a province that is a part of the edition's since the
reform, and one whose place is none of which there could be a report. A row that is used though it may be of the
smaller province is told too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.definitions.law import Act, acts_in_force, load_acts
from analysis.definitions.provinces import (
    WHOLE_COUNTRY,
    near_provinces,
    province_at,
    province_of,
    slug_of,
    territory_name,
)
from analysis.edition import AFTER_MERGER, LAST_DAY_BEFORE, Edition, own_place_in
from analysis.faults import Finding, Place
from analysis.messages import rows_text, shown
from analysis.project import RAW_FOLDER
from analysis.raw.norms import ONE_DAY, ProvincialNorm
from analysis.raw.rows import Cells, RawData
from analysis.raw.tables import Dated, law_place, of_place
from analysis.vocabulary import ACTS_TABLE, NORMS_TABLE, OFFICE_TABLE

# The tables of the law, and what a row of each is.
TABLES = {ACTS_TABLE: "văn bản", NORMS_TABLE: "mức hỗ trợ"}
# Places of what holds for every province: a row of the office's own names none.
CENTRAL = (*WHOLE_COUNTRY, "trung-uong")
# The number of an act in a text: "10/2021/NQ-HĐND".
_NUMBER = re.compile(r"[0-9]+[a-zđ]?/[^\s,;.()“”\"]+", re.IGNORECASE)


def of_parts(raw: RawData, edition: Edition) -> Iterator[Finding]:
    """A finding for each table and province of before whose rows in force the edition of the larger one leaves out."""
    whole = province_of(edition)
    if whole is None:
        return
    for table, what in TABLES.items():
        lines = defaultdict[str, list[int]](list)
        for row in raw.rows(table):
            place = law_place(raw, row.stripped)
            part = province_at(place, edition.last_day)
            is_part = part is not None and part.parts < whole.parts
            if is_part and _in_time(row.stripped, edition):
                lines[territory_name(place)].append(row.number)
        for name, numbers in lines.items():
            message = (
                f"{len(numbers)} {what} của {name} không dùng cho kỳ này, vì kỳ là của {whole.name}"
                f" sau sắp xếp; {what} nào vẫn áp dụng thì thêm một dòng có dia_ban là {whole.name}, tu_ngay từ"
                f" {LAST_DAY_BEFORE + ONE_DAY}"
            )
            where = f"{RAW_FOLDER}/{table}, dòng {rows_text(numbers)}"
            yield Finding("cảnh báo", "law-of-part", where, message)


def of_name(raw: RawData, edition: Edition) -> Iterator[Finding]:
    """A finding for each table whose rows of before the reform are used under a name that means more since then.

    Who wrote such a row before the reform wrote of the smaller province, in the same words.
    """
    whole = province_of(edition)
    if whole is None or len(whole.parts) < 2:
        return
    for table, what in TABLES.items():
        lines = []
        for row in raw.rows(table):
            cells = row.stripped
            is_said = law_place(raw, cells).endswith(AFTER_MERGER)
            is_old = _start(cells) <= LAST_DAY_BEFORE.isoformat()
            if (
                is_old
                and not is_said
                and of_place(raw, cells, edition)
                and _in_time(cells, edition)
            ):
                lines.append(row.number)
        if lines:
            name = f"{whole.name} trước sắp xếp"
            message = (
                f"{len(lines)} {what} có từ trước 01/7/2025 được dùng cho cả {whole.name} sau sắp xếp, vì dia_ban không"
                f" nói là tỉnh nào; nếu chỉ của {name} thì ghi dia_ban là {name}, {what} nào áp dụng cho cả tỉnh"
                f" thì thêm một dòng có dia_ban là {whole.name}, tu_ngay từ {LAST_DAY_BEFORE + ONE_DAY}"
            )
            where = f"{RAW_FOLDER}/{table}, dòng {rows_text(lines)}"
            yield Finding("cảnh báo", "law-of-name", where, message)


def _start(cells: Cells) -> str:
    """From when a row counts, as far as it tells."""
    return cells["tu_ngay"] or cells.get("ngay_ky", "")


def _in_time(cells: Cells, edition: Edition) -> bool:
    """Whether a row may be in force in the edition; days as ISO follow each other as texts do."""
    first, last = (day.isoformat() for day in edition.days)
    return _start(cells) <= last and first <= (cells["den_ngay"] or last)


def unused_places(raw: RawData) -> Iterator[Finding]:
    """A finding for each row whose place is no province, none of the office's, and none of published figures."""
    own = own_place_in(raw.cells(OFFICE_TABLE)).slug
    published = {slug_of(cells["dia_ban"]) for cells in raw.cells("figures")}
    for table in TABLES:
        for row in raw.rows(table):
            place = law_place(raw, row.stripped)
            if place in (own, *published) or province_at(place, dt.date.max):
                continue
            advice = [f"; có phải {territory_name(name)}?" for name in near_provinces(place)]
            if place in CENTRAL:
                advice = ["; văn bản của trung ương thì để trống dia_ban"]
            message = (
                f"“{shown(row.stripped['dia_ban'])}” không phải một tỉnh, cũng không phải nơi có số liệu, nên dòng này"
                f" không dùng cho kỳ nào{''.join(advice) or '; mỗi dòng ghi tên một tỉnh'}"
            )
            yield Finding("cảnh báo", "law-place", str(row.place("dia_ban")), message)


def uncited(
    norms: Iterable[Dated[ProvincialNorm]],
    acts: Iterable[Dated[Act]],
    activities: Iterable[str],
    edition: Edition,
) -> Iterator[Finding]:
    """A finding for each act of norms that schemes are held against and that the report does not cite.

    Args:
        norms: those of the edition, of which those about the `activities` of its schemes are used.
        acts: the province's own acts of the edition.
        activities: the activities of the schemes.
        edition: of whose time the acts are.
    """
    inside = acts_in_force(edition.days, [*load_acts(), *(act.law for act in acts)])
    known = {_plain(number) for act in inside for number in _NUMBER.findall(act.name)}
    used = {*activities}
    told: set[str] = set()
    for norm in norms:
        text = norm.law.text.strip("“”")
        numbers = list(map(_plain, _NUMBER.findall(text)))
        is_cited = bool(numbers) and known.issuperset(numbers)
        if norm.law.activity not in used or is_cited or text in told:
            continue
        told.add(text)
        message = (
            f"mức hỗ trợ theo “{shown(text)}” được dùng để đối chiếu mà phần căn cứ của báo cáo không nêu văn bản ấy;"
            f" ghi văn bản, đủ số và ngày, vào {ACTS_TABLE}"
        )
        where = Place(f"{RAW_FOLDER}/{NORMS_TABLE}", row=norm.line, column="van_ban")
        yield Finding("cảnh báo", "norm-uncited", str(where), message)


def _plain(number: str) -> str:
    return number.casefold()
