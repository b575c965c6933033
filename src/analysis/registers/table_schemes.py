"""The schemes of one table: its cells read and checked, column by column and against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import vocabulary
from analysis.around.doubts import tell_doubts
from analysis.around.statuses import assumed_statuses
from analysis.around.supports import supports_of
from analysis.faults import Problems
from analysis.registers.duplicates import check_numbering
from analysis.registers.effects import effects_of
from analysis.registers.header_rules import check_header
from analysis.registers.parts import check_components, check_repeats
from analysis.registers.result import empty_schemes, scheme_frame
from analysis.registers.row_sums import check_rows, without_total
from analysis.registers.totals import check_counts, check_totals
from analysis.tables.amount_columns import read_amounts
from analysis.tables.columns import LATER_DATES, MONEY, REGISTER_AMOUNTS
from analysis.tables.dates import (
    ASKED_DATE,
    dates_column,
    deciding_date,
    deciding_days,
    year_column,
)
from analysis.tables.table import Table
from analysis.tables.text_columns import (
    YES_NO,
    Column,
    coded_column,
    establishments_column,
    text_columns,
)
from analysis.tables.units import Units

TEXT_COLUMNS = (
    "name", "beneficiary", "place", "activity_text", "kind", "stt", "code", "approved_on",
    "difficult_area", "establishments", "implementer", "status", "beneficiary_type", "support",
)  # fmt: skip
LEGAL_FORMS = {code: vocabulary.BENEFICIARIES[code] for code in vocabulary.LEGAL_FORMS}
# Column, its words, the code of any other word where that is no fault.
CLOSED_LISTS = (("difficult_area", YES_NO, None), ("beneficiary_type", LEGAL_FORMS, ""))


def schemes_of(
    table: Table, number: int, units: Units, above: Mapping[str, int], problems: Problems
) -> tuple[Table, pd.DataFrame]:
    """The schemes of one table, below those of the sums `above`; none after a fault in its header.

    With it the table as it was read: without totals that are not of the whole money.
    """
    sheet, header, rows = table.sheet, table.header, table.schemes
    if not check_header(sheet, header, problems):
        return table, empty_schemes()
    if not len(rows):
        problems.fault(
            "table-no-rows",
            sheet.place(header.bottom),
            "chỉ có dòng tiêu đề, không có đề án nào",
            "ít nhất một đề án",
            "thêm đề án hoặc bỏ bảng",
        )
        return table, empty_schemes()
    amounts = {
        code: read_amounts(table, code, units[code], problems) for code in header.present(MONEY)
    }
    funds = {code: amounts[code] for code in REGISTER_AMOUNTS if code in amounts}
    checked = check_rows(table, funds, problems)
    amounts |= checked
    check_components(table, funds, units, problems)
    check_repeats(table, funds, problems)
    check_counts(table, problems)
    columns = text_columns(table, header.present(TEXT_COLUMNS), problems)
    years = year_column(table, problems)
    texts = _texts(table, columns, years, problems)
    apart = np.asarray(pc.is_in(texts["status"], value_set=pa.array(vocabulary.APART_STATUSES)))
    check_totals(table, funds, units, above, apart, problems)
    supports = supports_of(table, columns.get("support"), amounts, problems)
    texts.pop("support", None)
    if supports is not None:
        texts["support"] = supports
    text_columns(
        table, ["year"], problems
    )  # its blanks, errors and odd letters; the years are read
    if "approved_on" in columns:
        texts["approved_on"] = dates_column(columns["approved_on"], years)
    deciding = deciding_date(table)
    if deciding not in ("", ASKED_DATE):
        done = np.asarray(pc.equal(texts["status"], "actual"))
        speaks = done if deciding in LATER_DATES else np.ones(len(rows), dtype=bool)
        texts["dated_on"] = deciding_days(table, deciding, speaks, problems)
    if funds.keys() - checked.keys():
        del amounts["tong"]
        table = replace(table, header=without_total(header))
    counts = effects_of(table, units, problems)
    if "establishments" in columns:
        counts["establishments"] = establishments_column(columns["establishments"])
    return table, scheme_frame(table, number, texts, years, amounts, counts)


def _texts(
    table: Table, columns: Mapping[str, Column], years: np.ndarray, problems: Problems
) -> dict[str, pa.Array]:
    """The texts of the columns, of a closed list its codes; `activity` has the codes of `kind`."""
    texts = {code: column.texts for code, column in columns.items()}
    texts["activity"] = coded_column(columns["kind"], vocabulary.KINDS)
    texts["status"] = assumed_statuses(table, columns, years, problems)
    tell_doubts(table, problems)
    for code, words, default in CLOSED_LISTS:
        if code in columns:
            texts[code] = coded_column(columns[code], words, default)
    if "stt" in texts and not table.left_out:
        check_numbering(table, texts["stt"], problems)
    return texts
