"""What a workbook's number format shows beside the digits: a unit, a currency, a scale, or nothing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.registers.units import DONG, UnitError, factor_of

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
    if dong and shown - dong <= {FormatSays()}:  # "300 tr" and "300.000" of one format are both đồng
        return FormatSays(DONG)
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
            words += next((token.group(name) for name in ("quoted", "escaped", "symbol") if token.group(name)), "")
            words += token.group("literal") or ""
    scale = _SCALE.search(digits)
    return has_digits, _says(words, 1000 ** len(scale.group(1)) if scale is not None else 1)


def _says(words: str, scale: int) -> FormatSays:
    if "%" in words:
        return FormatSays(problem="number-unreadable")
    if not re.search(r"[^\W_]|[$€£¥₫]", words.replace("@", "")):
        return FormatSays(scale=scale) if not words.strip(" @-–—+/().,:'") else FormatSays(problem="unit-unknown")
    try:
        return FormatSays(factor_of(words), scale)
    except UnitError as error:
        return FormatSays(problem=error.code)
