"""Another reading of a source, or another indicator, tried on the figures of an edition: nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from analysis.book.book import Book, Value, printed_text
from analysis.definitions.indicators import YEARS_INPUT, Definitions, Indicator
from analysis.exploring.frames import MISSING, label_of, whole
from analysis.exploring.names import unknown
from analysis.language.formulas import parse_changes, parse_formula
from analysis.report.view import Report
from analysis.values.chosen import Reading
from analysis.values.indicators import build_book, missing_inputs
from analysis.vocabulary import STATUSES

TRIAL = "THU"
MOVED_COLUMNS = (
    "ma so_lieu don_vi tinh_trang truoc sau chenh_lech in_truoc in_sau cong_thuc".split()
)
INDICATOR_COLUMNS = "ma so_lieu tinh_trang gia_tri don_vi in_ra cong_thuc thieu".split()


def try_reading(report: Report, changes: str) -> pd.DataFrame:
    """What another reading moves; see `analysis.try_reading`."""
    usual = _book(report, report.definitions, report.clean.readings)
    _refuse_missing(usual, report.definitions, changes)
    # a reading is one of a source that the edition uses
    trial = {
        "id": TRIAL,
        "source": report.figures[0].source,
        "reading": "",
        "alternative": changes,
        "thay_the": changes,
    }
    book = _book(report, report.definitions, [*report.clean.readings, trial])
    ending = f".{TRIAL}"
    rows = [
        _moved(book[value.id.removesuffix(ending)], value)
        for value in book
        if value.id.endswith(ending)
    ]
    return pd.DataFrame(rows, columns=MOVED_COLUMNS, dtype=object)


def try_indicator(
    report: Report, formula: str, label: str, unit: str, decimals: int
) -> pd.DataFrame:
    """The values of an indicator of one's own; see `analysis.try_indicator`."""
    definitions = report.definitions
    inputs = [*definitions.inputs, YEARS_INPUT]
    for name in parse_formula(formula).names:
        if name not in inputs:
            raise unknown(name, "tên một đầu vào của công thức", inputs)
    indicator = Indicator(TRIAL, label or formula, unit, formula, decimals)
    own = replace(definitions, indicators={TRIAL: indicator})
    book = _book(report, own, report.clean.readings)
    lacking = ", ".join(missing_inputs(book, indicator, own)) or "số chia khác không"
    rows = [_told(value, formula, lacking) for value in book if value.id.partition(".")[0] == TRIAL]
    return pd.DataFrame(rows, columns=INDICATOR_COLUMNS, dtype=object)


def _book(report: Report, definitions: Definitions, readings: Sequence[Reading]) -> Book:
    clean = report.clean
    return build_book(
        report.figures, clean.edition, definitions, readings, is_broken=clean.is_broken
    )


def _refuse_missing(book: Book, definitions: Definitions, changes: str) -> None:
    """Let all names of a change be inputs with a value here; what a source prints otherwise (`DA_khac`) is one too."""
    inputs = {*definitions.inputs, YEARS_INPUT}
    known = [
        value.id
        for value in book
        if value.value is not None
        and (value.id in inputs or value.id.removesuffix("_khac") in inputs)
    ]
    for name, formula in parse_changes(changes).items():
        for used in (name, *parse_formula(formula).names):
            if used not in known:
                raise unknown(used, "đầu vào có số liệu trong kỳ này", known)


def _moved(before: Value, after: Value) -> Iterable[object]:
    difference = None
    if before.value is not None and after.value is not None:
        difference = whole(after.value - before.value)
    return [
        before.id,
        before.label,
        before.unit,
        label_of(STATUSES, before.status),
        _number(before),
        _number(after),
        difference,
        printed_text(before) or MISSING,
        printed_text(after) or MISSING,
        after.formula,
    ]


def _told(value: Value, formula: str, lacking: str) -> Iterable[object]:
    return [
        value.id,
        value.label,
        label_of(STATUSES, value.status),
        _number(value),
        value.unit,
        printed_text(value) or MISSING,
        value.formula or formula,
        lacking if value.value is None else "",
    ]


def _number(value: Value) -> object:
    return None if value.value is None else whole(value.value)
