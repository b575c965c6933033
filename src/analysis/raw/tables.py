"""The rules of the small tables of `data/raw`: sources, readings, changes of readings."""

from __future__ import annotations

import re

from analysis.definitions.indicators import YEARS_INPUT, load_definitions
from analysis.errors import FormulaError
from analysis.faults import Fault, shown
from analysis.language.formulas import parse_changes, parse_formula
from analysis.raw.rows import RawData, RawRow
from analysis.vocabulary import READINGS_TABLE, SOURCES_TABLE

# no year and no word of a status, which end the ids of values too
READING_ID = "[A-Z][A-Za-z0-9]*"


def source_faults(raw: RawData) -> list[Fault]:
    """Sources that stand twice in `nguon.csv`."""
    seen: set[str] = set()
    faults = []
    for row in raw.rows(SOURCES_TABLE):
        id_ = row.cells["id"].strip()
        if id_ in seen:
            got = f'nguồn "{shown(id_)}" lặp lại'
            faults.append(Fault("row-duplicate", row.place("id"), got, "mỗi nguồn một dòng"))
        seen.add(id_)
    return faults


def reading_faults(raw: RawData) -> list[Fault]:
    """Readings of `cach-hieu.csv` with an id or a formula that cannot be used."""
    known = {*load_definitions().inputs, YEARS_INPUT}
    faults: list[Fault] = []
    seen: set[str] = set()
    for row in raw.rows(READINGS_TABLE):
        id_ = row.cells["id"].strip()
        if not re.fullmatch(READING_ID, id_) or id_ in seen:
            got = f'mã "{shown(id_)}"' + (" lặp lại" if id_ in seen else "")
            remedy = "đặt mã khác, ví dụ D05"
            faults.append(
                Fault(
                    "reading-id",
                    row.place("id"),
                    got,
                    remedy=remedy,
                )
            )
        seen.add(id_)
        faults += _change_faults(row, known)
    return faults


def _change_faults(row: RawRow, known: set[str]) -> list[Fault]:
    where = row.place("thay_the")
    try:
        changes = parse_changes(row.cells.get("thay_the", ""))
    except FormulaError as error:
        remedy = "viết như: CM = CM - M; MK = K"
        return [Fault("reading-formula", where, str(error), remedy=remedy)]
    names = {
        *changes,
        *(name for formula in changes.values() for name in parse_formula(formula).names),
    }
    unknown = sorted(name for name in names if re.sub(r"_khac[0-9]*$", "", name) not in known)
    if not unknown:
        return []
    got = f"đầu vào không có: {', '.join(unknown)}"
    return [Fault("reading-formula", where, got, ", ".join(sorted(known)))]
