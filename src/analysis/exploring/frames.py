"""The figures of an edition and the raw cells of its values, as tables in the words of the raw files."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pandas as pd

from analysis.book.book import Origin, cells_of
from analysis.exploring.names import unknown
from analysis.figures.figure import Figure, origins_of
from analysis.language.numbers import bound_of, bound_word, is_strict, parse_exact
from analysis.report.view import Report
from analysis.vocabulary import BENEFICIARIES, FUNDS, MEASURES, STATUSES, Words

EXACT = "chính xác"
MISSING = "không có số liệu"
ORIGIN_COLUMNS = ["tep", "trang_tinh", "dong", "cot", "nguyen_van"]


def figures_frame(report: Report) -> pd.DataFrame:
    """The figures of an edition; see `analysis.figures_frame`."""
    rows = [_row(figure) for figure in report.figures]
    return pd.DataFrame(rows).astype({"gia_tri": object})


def _row(figure: Figure) -> dict[str, object]:
    return {
        "dia_ban": figure.place_name,
        "tu_nam": figure.year_from,
        "den_nam": figure.year_to,
        "tu_ngay": figure.from_date,
        "den_ngay": figure.to_date,
        "chi_tieu": label_of(MEASURES, figure.measure),
        "nguon_kinh_phi": label_of(FUNDS, figure.fund),
        "noi_dung": figure.activity_label,
        "ma_noi_dung": figure.activity,
        "loai_hinh": label_of(BENEFICIARIES, figure.beneficiary_type),
        "tinh_trang": label_of(STATUSES, figure.status),
        "gia_tri": whole(parse_exact(figure.value)),
        "don_vi": figure.unit,
        "muc": bound_text(figure.qualifier),
        "nguon_tin": figure.source,
        "vi_tri": figure.position,
        **_joined(origins_of(figure)),
    }


def origins_frame(report: Report, id_: str) -> pd.DataFrame:
    """The raw cells below a value; see `analysis.origins_frame`."""
    if id_ not in report.book:
        raise unknown(id_, "mã của một số liệu", report.book.values)
    return pd.DataFrame(map(_told, cells_of(report.book, id_)), columns=ORIGIN_COLUMNS)


def _told(origin: Origin) -> dict[str, str]:
    place = (origin.file, origin.sheet or "", origin.rows or str(origin.row), origin.column)
    return dict(zip(ORIGIN_COLUMNS, (*place, origin.printed), strict=True))


def _joined(origins: Iterable[Origin]) -> dict[str, str]:
    """Where a figure stands; of one that cells of several places add up to, all of them."""
    cells = list(map(_told, origins))
    return {
        name: "; ".join(filter(None, dict.fromkeys(cell[name] for cell in cells)))
        for name in ORIGIN_COLUMNS
    }


def label_of(words: Words, code: str) -> str:
    """The label of a code; '' for none."""
    return words[code].label if code else ""


def whole(value: Fraction) -> int | Fraction:
    """The same number, as an integer where it is one."""
    return value.numerator if value.denominator == 1 else value


def bound_text(qualifier: str) -> str:
    """How exact a figure is, in one of the words for bounds, whichever its source prints."""
    return bound_word(bound_of(qualifier), strict=is_strict(qualifier)) or EXACT
