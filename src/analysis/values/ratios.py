"""Counterpart for one đồng of support of each scheme: the ends, the median and the mean of these ratios."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from analysis.book.book import RATIO_DECIMALS, Value
from analysis.figures.origins import origins_by_row, rows_of
from analysis.values.entered import SchemesAt
from analysis.values.groups import support_of
from analysis.vocabulary import SUPPORT_COLUMNS

# Ratios are ordered as whole numbers; amounts have far fewer digits.
SCALE = 10**25
MEDIAN_NOTE = "Hệ số của đề án đứng giữa khi xếp theo hệ số, trong các đề án có cả kinh phí khuyến công và vốn đối ứng."
MEAN_NOTE = (
    "Mỗi đề án tính như nhau, không theo số tiền: hệ số của từng đề án được làm tròn đến bốn chữ số thập phân "
    "(từ nửa đơn vị thì làm tròn lên), cộng lại rồi chia cho số đề án."
)


def ratios_of(schemes: pd.DataFrame) -> pd.Series:
    """Counterpart in đồng for one đồng of support of each scheme that has both, as fractions, the least first.

    A scheme without either part has no ratio. Of equal ratios the one with less support comes first.
    """
    support = support_of(schemes).astype("int64")
    both = schemes[(support > 0) & (schemes["doi_ung"].fillna(0) > 0)]
    amounts = zip(both["doi_ung"].tolist(), support[both.index].tolist(), both.index, strict=True)
    # as whole numbers: fractions are put in order far more slowly
    ordered = sorted(
        (SCALE * part // amount, amount, part, index) for part, amount, index in amounts
    )
    ratios = [Fraction(part, amount) for _, amount, part, _ in ordered]
    return pd.Series(ratios, [index for *_, index in ordered], dtype=object)


def _ratio(at: SchemesAt, row: pd.DataFrame, tail: str, which: str) -> str:
    """The formula of the ratio of one scheme, whose parts are entered under names with this tail."""
    label = f"của đề án {which} ở dòng {int(row['row'].iloc[0])}"
    counterpart, amount = f"HS_C{tail}", f"HS_P{tail}"
    at.add(at.new_id(counterpart), f"Vốn đối ứng {label}", row, "doi_ung")
    at.add(at.new_id(amount), f"Kinh phí khuyến công {label}", row, *SUPPORT_COLUMNS)
    return f"{counterpart} / {amount}"


def add_median(at: SchemesAt, schemes: pd.DataFrame) -> None:
    """The median of the schemes' own ratios, as the ratio of the scheme in the middle, what it covers, and the ends."""
    ratios = ratios_of(schemes)
    order = list(ratios.index)
    if not order:
        return
    both = schemes.loc[sorted(order)]
    label = "Số đề án có cả kinh phí khuyến công và vốn đối ứng"
    at.add(at.new_id("HS_n"), label, both, "name")
    at.add(
        at.new_id("HS_P"),
        "Kinh phí khuyến công của các đề án đó",
        both,
        *SUPPORT_COLUMNS,
    )
    for id_, index, which in (
        ("HS_nho_nhat", order[0], "thấp nhất"),
        ("HS_lon_nhat", order[-1], "cao nhất"),
    ):
        formula = _ratio(at, schemes.loc[[index]], id_.removeprefix("HS"), f"có hệ số {which}")
        at.derive(id_, f"Hệ số {which} của từng đề án", formula, "lần", decimals=2)
    # one scheme where their number is odd, else two
    middle = order[(len(order) - 1) // 2 : len(order) // 2 + 1]
    halves = [
        _ratio(at, schemes.loc[[index]], str(number), "đứng giữa")
        for number, index in enumerate(middle, start=1)
    ]
    formula = " + ".join(halves)
    if len(halves) > 1:
        formula = f"({formula}) / {len(halves)}"
    label = "Trung vị hệ số huy động đối ứng của từng đề án"
    at.derive(
        "HS_tv",
        label,
        formula,
        "lần",
        decimals=2,
        caveat=MEDIAN_NOTE,
    )
    _add_mean(at, both, ratios)
    if at.known("P"):
        label = "Tỷ trọng kinh phí khuyến công của các đề án có cả hai phần"
        at.derive(
            "HS_ty_le",
            label,
            "HS_P / P * 100",
            "%",
            decimals=2,
        )


def _add_mean(at: SchemesAt, both: pd.DataFrame, ratios: pd.Series) -> None:
    """The mean of the schemes' own ratios, each rounded: their exact sum is no number that a reader could redo."""
    unit = 10**RATIO_DECIMALS
    units = [(2 * unit * ratio + 1) // 2 for ratio in ratios]
    cells = origins_by_row(rows_of(both), ("doi_ung", *SUPPORT_COLUMNS), at.tables)
    at.book.add(
        Value(
            at.new_id("HS_tong"),
            f"Tổng hệ số của từng đề án, đã làm tròn{at.point.label}",
            Fraction(sum(units), unit),
            "lần",
            at.point.status,
            origins=tuple(cells),
            decimals=RATIO_DECIMALS,
            gather="ratios",
        )
    )
    at.derive(
        "HS_tb",
        "Trung bình cộng hệ số huy động đối ứng của từng đề án",
        "HS_tong / HS_n",
        "lần",
        decimals=2,
        caveat=MEAN_NOTE,
    )
