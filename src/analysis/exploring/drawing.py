"""A chart of an analyst's own table in the style of the report."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Rational

import pandas as pd
from matplotlib.figure import Figure

from analysis.book.printing import PRINTED_IN
from analysis.charts.axes import FILLS
from analysis.charts.bars import plot_bars
from analysis.charts.style import register_fonts
from analysis.exploring.frames import EXACT, MISSING
from analysis.exploring.names import refuse_other_columns, refused
from analysis.fonts import choose_fonts
from analysis.language.numbers import bound_of, format_number, shortest_decimals
from analysis.language.printed_units import DONG, MONEY_UNITS
from analysis.messages import shown
from analysis.vocabulary import STATUSES, Status

MOST_DECIMALS = 2
# What may part rows of one label, in the order in which it is told.
PARTING = (
    "nam", "tu_nam", "den_nam", "tu_ngay", "den_ngay", "ho_tro", "tinh", "dia_ban", "chi_tieu", "nguon_kinh_phi",
    "noi_dung", "loai_hinh", "tep", "dong",
)  # fmt: skip
CODES: dict[str, Status] = {STATUSES[code].label: code for code in FILLS}


def draw_bars(frame: pd.DataFrame, label: str, value: str, unit: str) -> Figure:
    """A bar a row; see `analysis.draw_bars`."""
    refuse_other_columns(frame, (label, value))
    _refuse_unusable(frame, unit)
    use_fonts()
    factor = MONEY_UNITS[unit].factor if unit in MONEY_UNITS else 1
    rows = [
        _bar(name, _scaled(row[value], factor), unit, row)
        for name, row in zip(_labels(frame, label), frame.to_dict("records"), strict=True)
    ]
    return plot_bars(pd.DataFrame(rows), unit)


def use_fonts() -> None:
    """Draw with the fonts of the report."""
    fonts = choose_fonts()
    register_fonts(fonts.files, fonts.family)


def _labels(frame: pd.DataFrame, label: str) -> list[str]:
    """What stands beside each bar: where rows would look alike, also what parts them."""
    names = frame[label].astype(str)
    apart = [column for column in PARTING if column in frame and column != label]
    keys = ["tinh_trang"] if "tinh_trang" in frame else []
    for column in apart:
        groups = frame.assign(bar=names).groupby(["bar", *keys], dropna=False)[column]
        differs = groups.transform("nunique", dropna=False) > 1
        names = names.where(~differs, names + ", " + frame[column].astype(str))
    if frame.assign(bar=names).duplicated(["bar", *keys]).any():
        got = f"nhiều dòng cùng {label} mà không có cột nào phân biệt"
        raise refused("frame-unusable", got, "mỗi dòng một nhãn: lọc bảng, hoặc thêm cột phân biệt")
    return list(names)


def _refuse_unusable(frame: pd.DataFrame, unit: str) -> None:
    if frame.empty:
        raise refused("frame-unusable", "bảng không có dòng nào", "ít nhất một dòng")
    units = set(frame["don_vi"]) if "don_vi" in frame else set()
    wanted = {DONG} if unit in MONEY_UNITS else {unit}
    if other := units - wanted:
        got = f"bảng có số theo đơn vị {', '.join(sorted(other))}, không vẽ được theo {unit}"
        raise refused("frame-unusable", got, "các dòng cùng một đơn vị")
    apart = set(frame["tinh_trang"]) - CODES.keys() if "tinh_trang" in frame else set()
    if apart:
        got = f"bảng có số {', '.join(sorted(apart))}, không đứng chung biểu đồ với số khác"
        raise refused("frame-unusable", got, f"các dòng có tinh_trang là {', '.join(CODES)}")


def _scaled(value: object, factor: int) -> Fraction | None:
    """A cell in the unit of the chart; None where it is missing."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return None
    if not isinstance(value, Rational | float | Decimal) or not isfinite(value):
        got = f"“{shown(str(value))}” không phải một số"
        raise refused("frame-unusable", got, "cột số, ô chưa có số liệu thì để trống")
    return Fraction(value) / factor


def _bar(
    label: str, value: Fraction | None, unit: str, row: dict[str, object]
) -> dict[str, object]:
    status = CODES[str(row.get("tinh_trang", STATUSES["actual"].label))]
    if status != "actual":
        label = f"{label} ({STATUSES[status].label})"
    # a bar of no length: what is missing is told, and is not 0
    text = MISSING if value is None else _text(value, unit, str(row.get("muc", EXACT)))
    return {"label": label, "value": value or Fraction(0), "text": text, "status": status}


def _text(value: Fraction, unit: str, word: str) -> str:
    """A value as charts print it, with the word of its bound."""
    bound = bound_of("" if word == EXACT else word)
    decimals = next(
        (money.decimals for money in PRINTED_IN.values() if money.unit == unit), MOST_DECIMALS
    )
    printed = format_number(value, shortest_decimals(value, decimals), bound)
    return printed if word == EXACT else f"{word} {printed}"
