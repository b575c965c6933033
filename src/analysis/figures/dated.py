"""Which schemes lie in a part of a year: by the one column of days that decides, or none of their register.

A register serves a part of a year only when every scheme that was carried out in that year has its day. What was not
carried out may have none: it lies in no part, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.edition import Edition
from analysis.faults import Finding, Place, Problems, rows_text, shown
from analysis.figures.origins import Tables, row_ranges
from analysis.language.numbers import MILLION, MONEY_NAMES, format_money
from analysis.registers.result import TableRef
from analysis.tables.columns import DATES, REGISTER_COLUMNS
from analysis.tables.dates import ASKED_DATE, NO_DAY

DONE = "actual"


def date_label(code: str) -> str:
    """A deciding column in a sentence: "ngày nghiệm thu"."""
    return REGISTER_COLUMNS[code].label.lower()


def has_day(schemes: pd.DataFrame) -> pd.Series:
    """Of each scheme whether a day places it in a part of a year."""
    return (schemes["dated_on"] != "") & ~schemes["dated_on"].str.startswith(NO_DAY)


def serves_parts(schemes: pd.DataFrame, year: int) -> bool:
    """Whether all schemes of a place that were carried out in a year have a day that places them in a part of it."""
    done = schemes[(schemes["year"] == year) & (schemes["status"] == DONE)]
    return len(done) > 0 and bool(has_day(done).all())


def check_days(schemes: pd.DataFrame, tables: Tables, edition: Edition, problems: Problems) -> None:
    """Refuse registers whose days do not say which schemes lie in a part of a year, where any has days.

    Args:
        schemes: those of the edition's place in all years.
        tables: the tables that hold them.
        edition: a part of a year; nothing is asked for whole years.
        problems: receives date-column-unclear, date-unclear, date-outside-year and date-missing.
    """
    if not edition.is_part:
        return
    years = range(edition.year_before.year_from, edition.year_to + 1)
    day_years = pd.to_numeric(schemes["dated_on"].where(has_day(schemes), "").str[:4])
    known = schemes[schemes["year"].isin(years) | day_years.isin(years)]
    _check_outside(known[has_day(known)], tables, problems)
    own = schemes[schemes["year"].between(edition.year_from, edition.year_to)]
    dated_by = own["table"].map({number: table.dated_by for number, table in enumerate(tables)})
    if not dated_by.ne("").any():
        return
    for number in own.loc[dated_by == ASKED_DATE, "table"].unique().tolist():
        _ask_column(tables[number], problems)
    _check_unreadable(own[own["dated_on"].str.startswith(NO_DAY)], tables, problems)
    lacking = own[(own["status"] == DONE) & (own["dated_on"] == "") & (dated_by != ASKED_DATE)]
    for number, part in lacking.groupby("table"):
        _refuse_undated(part, tables[int(str(number))], problems)


def _check_outside(schemes: pd.DataFrame, tables: Tables, problems: Problems) -> None:
    years = schemes["year"].astype(str)
    outside = schemes[schemes["dated_on"].str[:4] != years]
    for row in outside.itertuples(index=False):
        table = tables[row.table]
        got = f"{date_label(table.dated_by)} {row.dated_on} nằm ngoài năm {row.year}"
        problems.fault("date-outside-year", _cell(table, table.dated_by, row.row), got)


def _check_unreadable(schemes: pd.DataFrame, tables: Tables, problems: Problems) -> None:
    for row in schemes.itertuples(index=False):
        table = tables[row.table]
        text = row.dated_on.removeprefix(NO_DAY)
        got = f'{date_label(table.dated_by)} "{shown(text)}" không rõ là ngày nào'
        problems.fault("date-unclear", _cell(table, table.dated_by, row.row), got)


def _ask_column(table: TableRef, problems: Problems) -> None:
    labels = [REGISTER_COLUMNS[code].label for code in DATES if code in table.columns]
    got = f"danh mục có nhiều cột ngày: {', '.join(labels)}"
    problems.fault("date-column-unclear", Place(table.file, table.sheet or None), got)


def _refuse_undated(schemes: pd.DataFrame, table: TableRef, problems: Problems) -> None:
    rows = rows_text(schemes["row"].tolist())
    if table.dated_by:
        where = _cell(table, table.dated_by, int(schemes["row"].iloc[0]))
        got = f"{len(schemes)} đề án đã thực hiện không ghi {date_label(table.dated_by)} (dòng {rows})"
    else:
        where = Place(table.file, table.sheet or None)
        got = (
            f"{len(schemes)} đề án đã thực hiện của danh mục không có cột ngày để xếp vào kỳ (dòng {rows}),"
            " danh mục khác của cùng năm thì có"
        )
    problems.fault("date-missing", where, got)


def _cell(table: TableRef, code: str, row: int) -> Place:
    return Place(table.file, table.sheet or None, row, table.columns[code])


def told_of_days(schemes: pd.DataFrame, tables: Tables, edition: Edition) -> Iterator[Finding]:
    """By which days schemes were placed in a part of a year, which lie in none, and why no year before is compared.

    Args:
        schemes: those of the edition's place in all years.
        tables: the tables that hold them.
        edition: its period; whole years are told by their rows, and nothing is said.
    """
    if not edition.is_part:
        return
    own = schemes[schemes["year"].between(edition.year_from, edition.year_to)]
    inside = own["dated_on"].between(edition.from_date, edition.to_date)
    for number, part in own.groupby("table", sort=True):
        table = tables[int(str(number))]
        where = _where(table)
        if not table.dated_by:
            continue
        label = date_label(table.dated_by)
        message = (
            f"đề án được tính vào kỳ theo {label}: {int(inside[part.index].sum())} trong"
            f" {len(part)} đề án của năm"
        )
        yield Finding("lưu ý", "period-by-date", where, message)
        undated = part[~has_day(part)]
        if len(undated):
            yield Finding("cảnh báo", "scheme-undated", where, _undated(undated, label))
    before = edition.year_before.year_from
    earlier = schemes[schemes["year"] == before]
    if has_day(earlier).any() and not serves_parts(schemes, before):
        files = "; ".join(earlier["file"].unique())
        message = (
            f"danh mục năm {before} có đề án đã thực hiện không ghi ngày: không so với cùng kỳ"
        )
        yield Finding("cảnh báo", "scheme-undated", files, message)


def _undated(schemes: pd.DataFrame, label: str) -> str:
    money = format_money(int(schemes["tong"].sum()), MONEY_NAMES[MILLION])
    rows = row_ranges(schemes["row"].to_numpy())
    return (
        f"{len(schemes)} đề án chưa thực hiện hoặc chỉ có trong kế hoạch, tổng {money} triệu đồng, không có {label}"
        f" nên không được tính vào kỳ (dòng {rows})"
    )


def deciding_columns(tables: Sequence[TableRef], findings: Iterable[Finding]) -> list[str]:
    """The columns of days by which schemes were placed in a part of a year, in the order of a scheme's life.

    Those of the tables that `told_of_days` names: a table of the year before, with which a part may be compared, says
    nothing of its own schemes.

    Args:
        tables: of the edition, the year before too.
        findings: of its cleaning; those of whole years name no table.
    """
    told = {finding.where for finding in findings if finding.code == "period-by-date"}
    used = {table.dated_by for table in tables if _where(table) in told}
    return [code for code in DATES if code in used]


def _where(table: TableRef) -> str:
    return str(Place(table.file, table.sheet or None))
