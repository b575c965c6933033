"""Lists of a part of a year: which periods they may serve, and what is refused or told of the others.

A register of six months has all of these and nothing of the rest: it is never taken as that of its year.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.edition import UNNAMED_PLACE, Edition
from analysis.faults import Finding, Problems
from analysis.figures.origins import Tables
from analysis.registers.table_refs import TableRef
from analysis.span import dates_of_code
from analysis.tables.units import normal


def part_held(table: TableRef) -> Edition | None:
    """The part of a year of which a table is a list; None of whole years."""
    fields = dates_of_code(table.part) if table.part else None
    return None if fields is None else Edition(UNNAMED_PLACE, *fields)


def fields_held(table: TableRef, year: int) -> tuple[int, int, str, str]:
    """The period of a table's schemes of a year, as `Span.fields`: that year, or the part of which it is a list."""
    part = part_held(table)
    return (year, year, "", "") if part is None else part.fields


def may_serve(table: TableRef, period: Edition) -> bool:
    """Whether a table has all that it should have of a period: a list of a part what lies inside that part."""
    part = part_held(table)
    return part is None or period.lies_in(part)


def held_apart(schemes: pd.DataFrame, tables: Tables, edition: Edition) -> pd.Series:
    """Of each scheme whether its table lists a part that has neither the edition nor what it is compared with."""
    periods = [edition, edition.year_before] if edition.has_year_before else [edition]
    apart = [
        number
        for number, table in enumerate(tables)
        if not any(may_serve(table, period) for period in periods)
    ]
    return schemes["table"].isin(apart)


def has_some_of(part: Edition, period: Edition) -> bool:
    """Whether a list of a part has some of a period: as a day in common."""
    return part.first_day <= period.last_day and period.first_day <= part.last_day


def years_cut(apart: pd.DataFrame, tables: Tables, edition: Edition) -> set[int]:
    """The year before an edition of which a list has some and not all: nothing is compared with a part of it.

    Args:
        apart: the schemes of the edition's territory that `held_apart` finds.
        tables: the tables that hold them.
        edition: its period.
    """
    if not edition.has_year_before:
        return set()
    before = edition.year_before
    return {before.year_to for _, part in _lists(apart, tables) if has_some_of(part, before)}


def years_in_part(schemes: pd.DataFrame, tables: Tables) -> set[int]:
    """The years of schemes whose tables are lists of a part: their sums are none of the year."""
    numbers = [number for number, table in enumerate(tables) if table.part]
    return {*schemes.loc[schemes["table"].isin(numbers), "year"].tolist()}


def check_parts(apart: pd.DataFrame, tables: Tables, edition: Edition, problems: Problems) -> None:
    """Refuse lists of a part of a year that have some of an edition, and not all.

    Args:
        apart: the schemes of the edition's territory that `held_apart` finds.
        tables: the tables that hold them.
        edition: its period.
        problems: receives period-unclear.
    """
    for table, part in _lists(apart, tables):
        if not has_some_of(part, edition):
            continue
        asked = " ".join(f"{name}={text}" for name, text in part.asked.items())
        problems.fault(
            "period-unclear",
            table.where,
            f"danh mục chỉ của {part.period_text}",
            f"danh mục của {edition.period_text}",
            f"thay tệp này bằng danh mục của {edition.period_text}, hoặc lập báo cáo của {part.period_text}"
            + (f" ({asked})" if asked else ""),
        )


def check_repeated(own: pd.DataFrame, tables: Tables, edition: Edition, problems: Problems) -> None:
    """Refuse a list of a part of a year beside another table that has some of its schemes: each would count twice.

    Args:
        own: the schemes that an edition uses.
        tables: the tables that hold them.
        edition: its period.
        problems: receives period-unclear.
    """
    lists = [(table, part) for table, part in _lists(own, tables) if has_some_of(part, edition)]
    if not lists:  # as nearly always: no name is looked at
        return
    keys = pd.DataFrame(
        {"table": own["table"], "year": own["year"], "name": own["name"].map(normal)}
    )
    for table, part in lists:
        number = tables.index(table)
        listed = keys[keys["table"] == number]
        others = keys[(keys["table"] != number) & (keys["year"] == part.year_to)]
        again = others[others["name"].isin(listed["name"])]
        for other in sorted(again["table"].unique().tolist()):
            if part_held(tables[other]) == part:
                continue
            count = again.loc[again["table"] == other, "name"].nunique()
            problems.fault(
                "period-unclear",
                table.where,
                f"danh mục chỉ của {part.period_text}, {count} đề án cũng có ở {tables[other].file}",
                "mỗi đề án ở một danh mục",
                "bỏ một trong hai danh mục khỏi data/raw",
            )


def told_of_parts(apart: pd.DataFrame, tables: Tables, edition: Edition) -> Iterator[Finding]:
    """Why an edition is not compared with the year before, of which there is a list of another part alone.

    Args:
        apart: the schemes of the edition's territory that `held_apart` finds.
        tables: the tables that hold them.
        edition: its period.
    """
    for table, part in _lists(apart, tables):
        if edition.has_year_before and has_some_of(part, edition.year_before):
            message = f"danh mục năm {part.year_to} chỉ của {part.period_text}, nên danh mục không so với cùng kỳ"
            yield Finding("cảnh báo", "period-not-compared", str(table.where), message)


def _lists(apart: pd.DataFrame, tables: Tables) -> Iterator[tuple[TableRef, Edition]]:
    for number in sorted(apart["table"].unique().tolist()):
        part = part_held(tables[number])
        if part is not None:
            yield tables[number], part
