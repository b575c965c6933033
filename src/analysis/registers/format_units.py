"""Units that number formats show beside amounts: read where no words state one, else both must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from analysis.registers.grid import NUMBER, Problems, shown
from analysis.registers.number_formats import FormatSays, format_says
from analysis.registers.table_rows import Table
from analysis.registers.units import DONG, UNIT_NAMES

_GOT = {
    "unit-currency": "có ký hiệu ngoại tệ",
    "unit-unknown": "có chữ không phải đơn vị tiền đồng đã biết",
    "unit-conflict": "hiện đơn vị khác nhau tùy số",
    "number-unreadable": "là phần trăm",
    "row-hidden": "làm số tiền không hiện ra",
}


def shown_unit(table: Table, code: str) -> int | None:
    """The unit that the formats of all amounts of a column show, None where they show none or several."""
    says = dict(_formats(table, code, table.schemes))
    first = next(iter(says.values()), None)
    if first is None or first.unit is None or any(said != first for said in says.values()):
        return None
    column = table.sheet.columns[table.header.columns[code]]
    if any(row not in says and column[row].as_py() not in ("", "0") for row in table.schemes.tolist()):
        return None
    unit, rest = divmod(first.unit, first.scale)
    return unit if not rest and unit in UNIT_NAMES else None


def check_formats(table: Table, units: Mapping[str, int | None], problems: Problems) -> None:
    """Refuse amounts whose format shows what the unit of their column does not explain."""
    for code, unit in units.items():
        index = table.header.columns[code]
        for row, said in _formats(table, code, np.concatenate([table.schemes, np.array(table.totals, dtype=np.int64)])):
            got = _GOT.get(said.problem or "") or _differs(said, unit)
            if got:
                where = table.sheet.place(row, index, table.header.printed(code))
                printed = shown(table.sheet.formats[row, index])
                remedy = "ghi đơn vị ở tiêu đề cột và đổi định dạng số của ô thành số thường"
                wanted = "số tiền hiện đúng như giá trị trong ô"
                problems.fault(said.problem or "unit-conflict", where, f"định dạng số {printed} {got}", wanted, remedy)


def _differs(said: FormatSays, unit: int | None) -> str:
    """How the shown amount differs from the stored one; '' when it does not."""
    if said.unit is None:  # only divided: in a column without a unit that is a way to show đồng
        return "" if unit in (None, DONG) else f"chia số cho {said.scale} trong khi cột đã có đơn vị"
    if said.unit == said.scale * (unit or DONG):
        return ""
    return f"hiện đơn vị {UNIT_NAMES[said.unit]}, khác đơn vị của cột ({UNIT_NAMES[unit or DONG]})"


def _formats(table: Table, code: str, rows: np.ndarray) -> Iterator[tuple[int, FormatSays]]:
    """The amounts other than 0 whose number format says something."""
    sheet, index = table.sheet, table.header.columns[code]
    for row in rows.tolist() if sheet.formats else ():
        said = format_says(sheet.formats.get((row, index), ""))
        if said is not None and sheet.kind(row, index) == NUMBER and sheet.columns[index][row].as_py() != "0":
            yield row, said
