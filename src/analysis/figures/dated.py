"""Which schemes lie in a part of a year: by the one column of days that decides, or none of their register.

A register serves a part of a year only when every scheme that was carried out in that year has its day. What was not
carried out may have none: it lies in no part, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.book.ranges import row_ranges
from analysis.edition import Edition
from analysis.faults import Finding, Place, Problems
from analysis.figures.held_parts import part_held
from analysis.figures.of_registers import are_of, picked
from analysis.figures.origins import Tables
from analysis.language.numbers import format_money
from analysis.language.printed_units import MILLION, MONEY_NAMES
from analysis.messages import SHOWN_ROWS, first_of, rows_text, shown
from analysis.registers.table_refs import TableRef
from analysis.tables.columns import DATES, REGISTER_COLUMNS
from analysis.tables.dates import ASKED_DATE, NO_DAY

DONE, PLANNED = "actual", "planned"
# A register may state the plan of a scheme beside what became of it: that plan has no day.
PLAN_OF = "kế hoạch của"
APPROVED = DATES[0]
ROWS_TOLD = " (dòng "
# So many days outside the year of their row are written out.
MOST_SHOWN = 20


def date_label(code: str) -> str:
    """A deciding column in a sentence: "ngày nghiệm thu"."""
    return REGISTER_COLUMNS[code].label.lower()


def has_day(schemes: pd.DataFrame) -> pd.Series:
    """Of each scheme whether a day places it in a part of a year."""
    return (schemes["dated_on"] != "") & ~schemes["dated_on"].str.startswith(NO_DAY)


def serves_parts(schemes: pd.DataFrame, tables: Tables, part: Edition) -> bool:
    """Whether schemes of a place were carried out in the year of a part, and their days say which lie in it."""
    done = _done_in(schemes, part)
    return len(done) > 0 and not _why_unserved(done, tables, part)


def why_not_compared(schemes: pd.DataFrame, tables: Tables, part: Edition) -> str:
    """Why a part of a year is not compared with that of the year before by their schemes; '' where it may be.

    Args:
        schemes: those of the edition's place in all years.
        tables: the tables that hold them.
        part: a part of one year.
    """
    before = part.year_before
    earlier = _done_in(schemes, before)
    own = _placing(_done_in(schemes, part), tables)
    # two registers without days serve whole years, and nothing is expected of their parts
    if earlier.empty or not (own or has_day(earlier).any()):
        return ""
    if why := _why_unserved(earlier, tables, before):
        return f"danh mục năm {before.year_from} {why}"
    other = _placing(earlier, tables)
    if own == other:
        return ""
    if not own:
        # nobody knows by which day a form or a published figure counts
        return (
            f"số của năm {part.year_from} không phải của danh mục nên không rõ xếp theo ngày nào,"
            f" năm {before.year_from} theo {_labels(other)}"
        )
    return (
        f"năm {part.year_from} xếp đề án vào kỳ theo {_labels(own)},"
        f" năm {before.year_from} theo {_labels(other)}"
    )


def _done_in(schemes: pd.DataFrame, part: Edition) -> pd.DataFrame:
    in_years = schemes["year"].between(part.year_from, part.year_to)
    return schemes[in_years & (schemes["status"] == DONE)]


def _deciding(schemes: pd.DataFrame, tables: Tables) -> pd.Series:
    """The deciding column of the table of each scheme."""
    return schemes["table"].map({number: table.dated_by for number, table in enumerate(tables)})


def _placing(schemes: pd.DataFrame, tables: Tables) -> set[str]:
    """The columns by which the tables of schemes place them."""
    return {*_deciding(schemes, tables)} - {"", ASKED_DATE}


def _labels(codes: set[str]) -> str:
    return " và ".join(date_label(code) for code in DATES if code in codes)


def _why_unserved(done: pd.DataFrame, tables: Tables, part: Edition) -> str:
    """Why the days of schemes carried out in a year do not say which lie in a part of it; '' where they do."""
    used = {*_deciding(done, tables)}
    if ASKED_DATE in used:
        return "có nhiều cột ngày, chưa nói cột nào quyết định kỳ"
    if used == {""}:
        return "không có cột ngày để xếp đề án vào kỳ"
    if len(used - {""}) > 1:
        return f"xếp đề án vào kỳ theo nhiều cột ngày khác nhau ({_labels(used)})"
    if (done["dated_on"] == "").any():
        return "có đề án đã thực hiện không ghi ngày"
    if not has_day(done).all():
        return "có đề án đã thực hiện mà ô ngày không rõ là ngày nào"
    if _misplaced(done, tables, part).any():
        return "có đề án đã thực hiện mà ngày nằm ngoài năm của dòng"
    return ""


def _misplaced(schemes: pd.DataFrame, tables: Tables, part: Edition) -> pd.Series:
    """Of each scheme of its year whether its day is outside that year and may wrongly place it in a part, or out of it.

    Nothing is accepted or paid before its year, while a plan is approved in the year before: that is sound. A later day
    places a scheme in no part of its year; where only the year of the day is mistyped it may lie in this one.
    """
    days = schemes["dated_on"].where(has_day(schemes), "")
    day_years = pd.to_numeric(days.str[:4])
    is_approval = _deciding(schemes, tables) == APPROVED
    early = day_years < schemes["year"] - is_approval.astype(int)
    in_own_year = schemes["year"].astype(str) + days.str[4:]
    late = day_years > schemes["year"]
    return early | (late & in_own_year.between(part.from_date, part.to_date))


def check_days(schemes: pd.DataFrame, tables: Tables, edition: Edition, problems: Problems) -> None:
    """Refuse registers whose days do not say which schemes lie in a part of a year, where any has days.

    Args:
        schemes: those of the edition's place in all years.
        tables: the tables that hold them.
        edition: a part of a year; nothing is asked for whole years, nor of the year before.
        problems: receives date-column-unclear, date-unclear, date-outside-year and date-missing.
    """
    if not edition.is_part:
        return
    own = picked(schemes, schemes["year"].between(edition.year_from, edition.year_to))
    dated_by = _deciding(own, tables)
    if not dated_by.ne("").any():
        return
    for number in own.loc[dated_by == ASKED_DATE, "table"].unique().tolist():
        _ask_column(tables[number], problems)
    _check_one_column(own, tables, problems)
    _check_unreadable(own[own["dated_on"].str.startswith(NO_DAY)], tables, problems)
    _refuse_outside(own[_misplaced(own, tables, edition)], tables, problems)
    lacking = own[(own["status"] == DONE) & (own["dated_on"] == "") & (dated_by != ASKED_DATE)]
    for table, part in _by_table(lacking, tables):
        _refuse_undated(part, table, problems)


def _check_one_column(schemes: pd.DataFrame, tables: Tables, problems: Problems) -> None:
    """Refuse tables of which each places schemes by another column: a sum of these would be of no one day."""
    placed = [tables[number] for number in schemes["table"].unique().tolist()]
    placed = [table for table in placed if table.dated_by not in ("", ASKED_DATE)]
    for table in placed[1:]:
        if table.dated_by != placed[0].dated_by:
            got = (
                f"danh mục xếp đề án vào kỳ theo {date_label(table.dated_by)},"
                f" còn {placed[0].file} cùng năm theo {date_label(placed[0].dated_by)}"
            )
            problems.fault("date-column-unclear", table.where, got)


def _refuse_outside(schemes: pd.DataFrame, tables: Tables, problems: Problems) -> None:
    for row in schemes.itertuples(index=False):
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
    problems.fault("date-column-unclear", table.where, got)


def _refuse_undated(schemes: pd.DataFrame, table: TableRef, problems: Problems) -> None:
    rows = rows_text(schemes["row"].tolist())
    if table.dated_by:
        where = _cell(table, table.dated_by, int(schemes["row"].iloc[0]))
        got = f"{len(schemes)} đề án đã thực hiện không ghi {date_label(table.dated_by)} (dòng {rows})"
    else:
        where = table.where
        got = (
            f"{len(schemes)} đề án đã thực hiện của danh mục không có cột ngày để xếp vào kỳ (dòng {rows}),"
            " danh mục khác của cùng năm thì có"
        )
    problems.fault("date-missing", where, got)


def _by_table(schemes: pd.DataFrame, tables: Tables) -> Iterator[tuple[TableRef, pd.DataFrame]]:
    for number, part in schemes.groupby("table", sort=True):
        yield tables[int(str(number))], part


def _cell(table: TableRef, code: str, row: int) -> Place:
    return Place(table.file, table.sheet or None, row, table.columns[code])


def told_of_days(schemes: pd.DataFrame, tables: Tables, edition: Edition) -> Iterator[Finding]:
    """Which days are outside the year of their row; of a part by which days schemes lie in it, and which lie in none.

    Also why a part is not compared with that of the year before.

    Args:
        schemes: those of the edition's place in all years.
        tables: the tables that hold them.
        edition: its period.
    """
    yield from _of_other_years(schemes, tables, edition)
    own = picked(schemes, schemes["year"].between(edition.year_from, edition.year_to))
    if not edition.is_part:
        yield from _of_no_day(own[own["dated_on"].str.startswith(NO_DAY)], tables)
        return
    inside = are_of(own, edition)
    for table, part in _by_table(own, tables):
        where, held = str(table.where), part_held(table)
        if not table.dated_by:
            continue
        label = date_label(table.dated_by)
        message = (
            f"đề án được tính vào kỳ theo {label}: {int(inside[part.index].sum())} trong"
            f" {len(part)} đề án của {held.period_text if held else 'năm'}"
        )
        yield Finding("lưu ý", "period-by-date", where, message)
        undated = part[~has_day(part)]
        is_plan = undated["status"] == PLANNED
        for named, rows in ((PLAN_OF, undated[is_plan]), ("", undated[~is_plan])):
            if len(rows):
                yield Finding("cảnh báo", "scheme-undated", where, _undated(rows, label, named))
    if why := why_not_compared(schemes, tables, edition):
        earlier = _done_in(schemes, edition.year_before)
        files = "; ".join(earlier["file"].unique())
        yield Finding(
            "cảnh báo", "period-not-compared", files, f"{why}, nên danh mục không so với cùng kỳ"
        )


def _of_no_day(schemes: pd.DataFrame, tables: Tables) -> Iterator[Finding]:
    """Tell in a whole year, which needs no day, of the texts that a part of it will be refused for."""
    for table, part in _by_table(schemes, tables):
        texts = part["dated_on"].str.removeprefix(NO_DAY).unique()
        said = first_of([f'"{text}"' for text in texts], SHOWN_ROWS, "cách ghi")
        rows = rows_text(part["row"].tolist())
        message = (
            f"{date_label(table.dated_by)} {said} không phải ngày có trên lịch (dòng {rows});"
            " cả năm vẫn tính, kỳ một phần của năm sẽ bị từ chối"
        )
        yield Finding("cảnh báo", "date-unclear", str(table.where), message)


def _of_other_years(schemes: pd.DataFrame, tables: Tables, edition: Edition) -> Iterator[Finding]:
    """The schemes whose day is outside the year of their row: that year has them, and which these are is told.

    Of a whole year not the approvals before it, which are usual; of a part also what another year has by its row while
    the day lies in the part.
    """
    dated = schemes[has_day(schemes)]
    day_years = pd.to_numeric(dated["dated_on"].str[:4])
    is_own = dated["year"].between(edition.year_from, edition.year_to)
    if edition.is_part:
        chosen = is_own | dated["dated_on"].between(edition.from_date, edition.to_date)
    else:
        is_approval = _deciding(dated, tables) == APPROVED
        chosen = is_own & ~(is_approval & (day_years < dated["year"]))
    outside = dated[chosen & (day_years != dated["year"])]
    for table, part in _by_table(outside, tables):
        label = date_label(table.dated_by)
        days = [f"dòng {row.row}: {row.dated_on}" for row in part.head(MOST_SHOWN).itertuples()]
        if len(part) > MOST_SHOWN:
            days.append("…")
        message = f"{len(part)} đề án có {label} ngoài năm của dòng, thuộc năm của dòng ({'; '.join(days)})"
        if edition.is_part and table.dated_by == APPROVED:
            message += "; phê duyệt trước năm ấy thì tính từ ngày đầu năm"
        yield Finding("cảnh báo", "day-of-other-year", str(table.where), message)


def _undated(schemes: pd.DataFrame, label: str, named: str) -> str:
    money = format_money(int(schemes["tong"].sum()), MONEY_NAMES[MILLION])
    rows = row_ranges(schemes["row"].to_numpy())
    told = f"{len(schemes)} đề án"
    told = f"{named} {told}" if named else f"{told} chưa thực hiện"
    return (
        f"{told}, tổng các nguồn {money} triệu đồng, không có {label} nên không được tính vào kỳ"
        f"{ROWS_TOLD}{rows})"
    )


def undated_told(findings: Iterable[Finding]) -> list[str]:
    """What registers have without a day in the year of a part, as `told_of_days` says it, without the rows."""
    undated = (finding for finding in findings if finding.code == "scheme-undated")
    return [finding.message.partition(ROWS_TOLD)[0] for finding in undated]


def has_undated_plan(findings: Iterable[Finding]) -> bool:
    """Whether some register states a plan that is of no part of its year."""
    return any(told.startswith(PLAN_OF) for told in undated_told(findings))


def deciding_columns(tables: Sequence[TableRef], findings: Iterable[Finding]) -> list[str]:
    """The columns of days by which schemes were placed in a part of a year, in the order of a scheme's life.

    Those of the tables that `told_of_days` names: a table of the year before, with which a part may be compared, says
    nothing of its own schemes.

    Args:
        tables: of the edition, the year before too.
        findings: of its cleaning; those of whole years name no table.
    """
    told = {finding.where for finding in findings if finding.code == "period-by-date"}
    used = {table.dated_by for table in tables if str(table.where) in told}
    return [code for code in DATES if code in used]
