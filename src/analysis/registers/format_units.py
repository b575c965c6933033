"""What the number formats of a workbook show beside the digits, and the units in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.faults import Problems, shown
from analysis.language.numbers import MONEY_NAMES, ONE_DONG
from analysis.registers.rows import Table
from analysis.registers.sheet import NUMBER
from analysis.registers.units import UnitError, factor_of

# Formats that a workbook may use by their number alone and that say more than digits.
BUILT_IN = {5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00', 9: "0%", 10: "0.00%", 42: '"$"#,##0',
            44: '"$"#,##0.00'}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]'
    r"|(?P<general>general)|(?P<digits>[0#?.,]+)|(?P<power>e[+-])|(?P<day>[ymdhs])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_SCALE = re.compile(r"[0#?](,+)(?:\.|$)")


@dataclass(frozen=True)
class FormatSays:
    """A unit in đồng, by how much the shown number is smaller than the stored one, and the code of what is wrong."""

    unit: int | None = None
    scale: int = 1
    problem: str | None = None


@lru_cache(maxsize=1024)
def format_says(code: str) -> FormatSays | None:
    """What a format says of the numbers that it shows; None when it shows plain digits, or days."""
    if code.strip() in ("", "@") or any(token.group("day") for token in _TOKEN.finditer(code)):
        return None
    sections = [_section(part) for part in _sections(code)[:3]]
    if sections[0] == (False, FormatSays()):
        return FormatSays(problem="row-hidden")
    problem = next((says.problem for _, says in sections if says.problem), None)
    if problem is not None:
        return FormatSays(problem=problem)
    shown = {says for has_digits, says in sections if has_digits}
    dong = {says for says in shown if says.unit == says.scale}
    if dong and shown - dong <= {
        FormatSays()
    }:  # "300 tr" and "300.000" of one format are both đồng
        return FormatSays(ONE_DONG)
    if len(shown) > 1:
        return FormatSays(problem="unit-conflict")
    says = next(iter(shown), FormatSays())
    return None if says == FormatSays() else says


def _sections(code: str) -> list[str]:
    """The parts for positive, negative and zero numbers."""
    parts = [""]
    for token in _TOKEN.finditer(code):
        if token.group() == ";":
            parts.append("")
        else:
            parts[-1] += token.group()
    return parts


def _section(code: str) -> tuple[bool, FormatSays]:
    """Whether a part shows the number, and what it says beside it."""
    digits, words, has_digits = "", "", False
    for token in _TOKEN.finditer(code):
        if token.group("digits") or token.group("general"):
            digits += token.group("digits") or "0"
            has_digits = has_digits or re.search("[0#?]", digits) is not None
        else:
            words += next(
                (
                    token.group(name)
                    for name in ("quoted", "escaped", "symbol")
                    if token.group(name)
                ),
                "",
            )
            words += token.group("literal") or ""
    scale = _SCALE.search(digits)
    return has_digits, _says(words, 1000 ** len(scale.group(1)) if scale is not None else 1)


def _says(words: str, scale: int) -> FormatSays:
    if "%" in words:
        return FormatSays(problem="number-unreadable")
    if not re.search(r"[^\W_]|[$€£¥₫]", words.replace("@", "")):
        return (
            FormatSays(scale=scale)
            if not words.strip(" @-–—+/().,:'")
            else FormatSays(problem="unit-unknown")
        )
    try:
        return FormatSays(factor_of(words), scale)
    except UnitError as error:
        return FormatSays(problem=error.code)


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
    if any(
        row not in says and column[row].as_py() not in ("", "0") for row in table.schemes.tolist()
    ):
        return None
    unit, rest = divmod(first.unit, first.scale)
    return unit if not rest and unit in MONEY_NAMES else None


def check_formats(table: Table, units: Mapping[str, int | None], problems: Problems) -> None:
    """Refuse amounts whose format shows what the unit of their column does not explain."""
    for code, unit in units.items():
        index = table.header.columns[code]
        for row, said in _formats(
            table, code, np.concatenate([table.schemes, np.array(table.totals, dtype=np.int64)])
        ):
            got = _GOT.get(said.problem or "") or _differs(said, unit)
            if got:
                where = table.sheet.place(row, index, table.header.printed(code))
                printed = shown(table.sheet.formats[row, index])
                remedy = "ghi đơn vị ở tiêu đề cột và đổi định dạng số của ô thành số thường"
                wanted = "số tiền hiện đúng như giá trị trong ô"
                problems.fault(
                    said.problem or "unit-conflict",
                    where,
                    f"định dạng số {printed} {got}",
                    wanted,
                    remedy,
                )


def _differs(said: FormatSays, unit: int | None) -> str:
    """How the shown amount differs from the stored one; '' when it does not."""
    if said.unit is None:  # only divided: in a column without a unit that is a way to show đồng
        return (
            ""
            if unit in (None, ONE_DONG)
            else f"chia số cho {said.scale} trong khi cột đã có đơn vị"
        )
    if said.unit == said.scale * (unit or ONE_DONG):
        return ""
    return f"hiện đơn vị {MONEY_NAMES[said.unit]}, khác đơn vị của cột ({MONEY_NAMES[unit or ONE_DONG]})"


def _formats(table: Table, code: str, rows: np.ndarray) -> Iterator[tuple[int, FormatSays]]:
    """The amounts other than 0 whose number format says something."""
    sheet, index = table.sheet, table.header.columns[code]
    for row in rows.tolist() if sheet.formats else ():
        said = format_says(sheet.formats.get((row, index), ""))
        if (
            said is not None
            and sheet.kind(row, index) == NUMBER
            and sheet.columns[index][row].as_py() != "0"
        ):
            yield row, said
