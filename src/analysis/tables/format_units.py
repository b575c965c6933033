"""What the number formats of a workbook show beside the digits, and the units in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from analysis.faults import Problems
from analysis.language.printed_units import MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.sheets.sheet import NUMBER
from analysis.tables.table import Table
from analysis.tables.units import UnitError, Units, factor_of

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]'
    r"|(?P<general>general)|(?P<digits>[0#?.,]+)|e[+-]|(?P<day>[ymdhs])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_SCALE = re.compile(r"[0#?](,+)(?:\.|$)")


@dataclass(frozen=True)
class FormatSays:
    """A unit in đồng, how often the stored number is the shown one, the code of what is wrong."""

    unit: int | None = None
    scale: int = 1
    problem: str | None = None


PLAIN = FormatSays()


@lru_cache(maxsize=1024)
def format_says(code: str) -> FormatSays | None:
    """What a format says of the numbers that it shows; None when it shows plain digits, or days."""
    tokens = list(_TOKEN.finditer(code))
    if code.strip() in ("", "@") or any(token.lastgroup == "day" for token in tokens):
        return None
    # The parts for positive, negative and zero numbers; a fourth is for texts.
    parts: list[list[re.Match[str]]] = [[]]
    for token in tokens:
        if token.group() == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    sections = [_section(part) for part in parts[:3]]
    if sections[0] == (False, PLAIN):
        return FormatSays(problem="row-hidden")
    for _, says in sections:
        if says.problem is not None:
            return says
    shown = {says for has_digits, says in sections if has_digits}
    # "300 tr" for large numbers and "300.000" for the others, in one format, are both đồng.
    dong = {says for says in shown if says.unit == says.scale}
    if dong and shown - dong <= {PLAIN}:
        return FormatSays(ONE_DONG)
    if len(shown) > 1:
        return FormatSays(problem="unit-conflict")
    return next(iter(shown - {PLAIN}), None)


def _section(tokens: Sequence[re.Match[str]]) -> tuple[bool, FormatSays]:
    """Whether a part shows the number, and what it says beside it."""
    digits = ""
    words = ""
    for token in tokens:
        group = token.lastgroup
        if group == "general":
            digits += "0"
        elif group == "digits":
            digits += token.group()
        elif group is not None:
            words += token[group]
    # Each comma after the last digit shows the number a thousand times smaller.
    scale = 1
    for commas in _SCALE.findall(digits)[:1]:
        scale = 1000 ** len(commas)
    return re.search("[0#?]", digits) is not None, _says(words, scale)


def _says(words: str, scale: int) -> FormatSays:
    if "%" in words:
        return FormatSays(problem="number-unreadable")
    if re.search(r"[^\W_]|[$€£¥₫]", words.replace("@", "")):
        try:
            return FormatSays(factor_of(words), scale)
        except UnitError as error:
            return FormatSays(problem=error.code)
    if words.strip(" @-–—+/().,:'"):
        return FormatSays(problem="unit-unknown")
    return FormatSays(scale=scale)


_GOT = {
    "unit-currency": "có ký hiệu ngoại tệ",
    "unit-unknown": "có chữ không phải đơn vị tiền đồng đã biết",
    "unit-conflict": "hiện đơn vị khác nhau tùy số",
    "number-unreadable": "là phần trăm",
    "row-hidden": "làm số tiền không hiện ra",
}


def shown_unit(table: Table, code: str) -> int | None:
    """đồng in one of the unit that the formats of all amounts of a column show; None for none or several."""
    says = dict(_formats(table, code, table.schemes))
    different = set(says.values())
    if len(different) != 1:
        return None
    said = different.pop()
    others = table.texts(code).filter(pa.array(~np.isin(table.schemes, list(says))))
    if said.unit is None or not set(others.to_pylist()) <= {"", "0"}:
        return None
    unit, rest = divmod(said.unit, said.scale)
    if rest or unit not in MONEY_NAMES:
        return None
    return unit


def check_formats(table: Table, units: Units, problems: Problems) -> None:
    """Refuse amounts whose format shows what the unit of their column does not explain.

    Args:
        table: the table; only workbooks have formats.
        units: đồng in one of each column's unit, None where none is stated.
        problems: receives the faults, at their cells.
    """
    rows = np.append(table.schemes, np.array(table.totals, dtype=np.int64))
    for code, unit in units.items():
        for row, said in _formats(table, code, rows):
            what = _GOT.get(said.problem or "") or _differs(said, unit)
            if what:
                printed = shown(table.sheet.formats[row, table.header.columns[code]])
                problems.fault(
                    said.problem or "unit-conflict",
                    table.place(code, row),
                    f"định dạng số {printed} {what}",
                    "số tiền hiện đúng như giá trị trong ô",
                    "ghi đơn vị ở tiêu đề cột và đổi định dạng số của ô thành số thường",
                )


def _differs(said: FormatSays, unit: int | None) -> str:
    """How the shown amount differs from the stored one; '' when it does not."""
    own = unit or ONE_DONG
    if said.unit == said.scale * own:
        return ""
    if said.unit is not None:
        return f"hiện đơn vị {MONEY_NAMES[said.unit]}, khác đơn vị của cột ({MONEY_NAMES[own]})"
    # Only divided: in a column without a unit that is a way to show đồng.
    if own == ONE_DONG:
        return ""
    return f"chia số cho {said.scale} trong khi cột đã có đơn vị"


def _formats(table: Table, code: str, rows: np.ndarray) -> Iterator[tuple[int, FormatSays]]:
    """The amounts other than 0 whose number format says something."""
    formats = table.sheet.formats
    index = table.header.columns[code]
    if not formats:
        return
    for row in rows.tolist():
        said = format_says(formats.get((row, index), ""))
        if said is None:
            continue
        text, kind = table.cell(code, row)
        if kind == NUMBER and text != "0":
            yield row, said
