"""Rows of a register's table by their sort: schemes, groups, declared totals, notes, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Problems
from analysis.language.coarse import coarse
from analysis.language.numbering import MAY_GO_ON, goes_on, opens_list
from analysis.sheets.sheet import Sheet, positions
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.components import (
    PLAIN_NUMBER,
    continuing_rows,
    divides_schemes,
    goes_on_with_texts,
    is_component,
    is_listed,
    says_more,
)
from analysis.tables.header import Rows, first_header
from analysis.tables.merged import with_merged_texts
from analysis.tables.repeated_header import RowsBelow, top_of_caption
from analysis.tables.row_words import (
    MAY_BE_TOTAL,
    begins_component,
    is_label,
    is_other_text,
    is_signature,
    is_total_text,
    is_words_or_zero,
    meant_as_amount,
    names_source,
)
from analysis.tables.table import FILLED, NAMING, Body, Table

LEAST_FACTS = 4
_PLAIN_YEAR = r"^(?:[12][0-9]{3})$"


def find_tables(sheet: Sheet, problems: Problems) -> list[Table]:
    """Every table of a sheet, one below the other."""
    tables: list[Table] = []
    header = first_header(sheet)
    caption = 0  # the row from which on the words above a header belong to it
    continues = False
    while header is not None:
        above = sheet.rows(caption, header.top)
        body = with_merged_texts(Body(sheet, header), problems)
        table, below = _read_table(body, above, problems)
        tables.append(replace(table, continues=continues))
        last = max([header.bottom, *table.schemes[-1:].tolist(), *table.totals[-1:]])
        header, caption, continues = below.following, last + 1, below.is_captioned
    return tables


def _read_table(body: Body, above: Rows, problems: Problems) -> tuple[Table, RowsBelow]:
    """One table, and what follows it."""
    is_scheme = _sure_schemes(body)
    below = RowsBelow(body, above, is_scheme, problems)
    found = _sorted(body, below, is_scheme)
    is_scheme[below.end :] = False
    is_scheme[found["scheme"]] = True
    going_on, groups = found.pop("going on"), found["group"]
    continuations = continuing_rows(body, going_on, is_scheme, groups, below.end)
    is_scheme[continuations] = False
    of_others = set(continuations)
    found = {sort: [row for row in rows if row not in of_others] for sort, rows in found.items()}
    schemes, totals = np.flatnonzero(is_scheme), found["total"]
    if below.following is not None:
        # What stands over the next header is said of the schemes below it.
        last = max([body.header.bottom, *schemes[-1:].tolist(), *totals[-1:]])
        caption = top_of_caption(body.sheet, last, below.end)
        for sort in ("group", "note"):
            found[sort] = [row for row in found[sort] if not caption <= row < below.end]
    table = Table(
        body.sheet,
        body.header,
        above,
        schemes,
        totals,
        breaks=sorted(found["group"] + totals),
        notes=found["note"],
        components=found["component"],
        continuations=continuations,
    )
    return table, below


def _sorted(body: Body, below: RowsBelow, is_scheme: np.ndarray) -> dict[str, list[int]]:
    """The rows below a header that are no sure schemes by their sort, and those that may go on with texts above."""
    sorts = ("scheme", "total", "group", "note", "component", "going on")
    found: dict[str, list[int]] = {sort: [] for sort in sorts}
    before = scheme = body.header.bottom
    sort_before = ""
    signed = False
    bullets: set[str] = set()  # those before groups
    for row, cells in below:
        sort = _sort(body, row, signed=signed)
        # Below the signatures stand names of people, which look like names of schemes.
        signed = signed or (sort == "note" and any(map(is_signature, cells)))
        between = positions(is_scheme[before + 1 : row])
        if between:
            scheme = before = before + 1 + between[-1]
            sort_before = "scheme"
        if sort == "group" and _counts_on(body, row, scheme):
            sort = "scheme"
        if sort == "scheme" and _heads_others(body, row):
            sort = "total" if body.has_money(row) else "group"
        is_first = scheme == body.header.bottom
        divides = divides_schemes(body, row, sort, bullets, is_first=is_first)
        if sort_before in ("scheme", "component") and not divides:
            # A list that "Trong đó:" opens may go on without a dash.
            listed = sort_before == "component" and sort == "total" and not says_more(body, row)
            listed = listed or is_listed(body, row, scheme, before, sort)
            if sort != "note" and (listed or is_component(body, row, scheme)):
                sort = "component"
            elif not signed and goes_on_with_texts(body, row):
                found["going on"].append(row)
        found[sort].append(row)
        before, sort_before = row, sort
        if sort == "scheme":
            scheme = row
    return found


def _heads_others(body: Body, row: int) -> bool:
    """Whether a row with a number, a name and nothing else of a scheme is the head of the schemes numbered below it."""
    here = body.by_code(row)
    facts = [here[code] for code in ("beneficiary", "kind", "year", "activity_text")]
    if any(facts) or not (here["stt"] and here["name"]):
        return False
    below = body.next_filled(row)
    if below is None:
        return False
    first = body.by_code(below)
    if not _is_below(first["stt"], here["stt"]):
        return False
    return bool(first["beneficiary"] and (first["kind"] or first["year"]))


def _counts_on(body: Body, row: int, scheme: int) -> bool:
    """Whether a row has the number after that of the scheme above, in the same form, and the count goes on below it."""
    number, above = body.number(row), body.number(scheme)
    last, own = (re.fullmatch(r"([0-9]{1,6})(\D?)", text) for text in (above, number))
    if last is None or own is None or (int(own[1]), own[2]) != (int(last[1]) + 1, last[2]):
        return False
    below = body.next_filled(row)
    return below is None or not _is_below(body.number(below), number)


def _is_below(number: str, above: str) -> bool:
    """Whether a number is the first below another: it goes on with it, opens a list, or counts from 1 again."""
    again = re.fullmatch(r"0*1(?:\.0)?\W?", number) is not None
    return again or goes_on(number, above) or opens_list(number, above)


def _sure_schemes(body: Body) -> np.ndarray:
    """Rows that are schemes at one look: a plain year and every name there."""
    sheet, header = body.sheet, body.header
    columns = {code: sheet.columns[index] for code, index in header.columns.items()}
    if "year" not in columns:
        return np.zeros(sheet.height, dtype=bool)
    sure = np.array(pc.match_substring_regex(columns["year"], _PLAIN_YEAR))
    for code in ("name", "beneficiary", "kind", "place"):
        if code in columns:
            sure &= np.asarray(pc.not_equal(columns[code], ""))
    sure[: header.bottom + 1] = False
    # "Tổng công ty Giấy" begins like a total, a component may repeat all of its scheme: such rows are looked at singly.
    for code in NAMING:
        if code in columns:
            doubtful = pc.match_substring_regex(columns[code], coarse(MAY_BE_TOTAL))
            for row in positions(sure & np.asarray(doubtful)):
                text = columns[code][row].as_py()
                sure[row] = not (is_total_text(text) or begins_component(text))
    if "stt" in columns:
        sure &= ~np.asarray(pc.match_substring_regex(columns["stt"], coarse(MAY_GO_ON)))
        sure &= ~_may_repeat(columns)
    return sure


def _may_repeat(columns: Mapping[str, pa.Array]) -> np.ndarray:
    """Rows without a number that have the name of the row above: they may be parts of a scheme."""
    repeated = np.array(pc.equal(columns["stt"], ""))
    if repeated.all() or "name" not in columns:
        return np.zeros(len(repeated), dtype=bool)
    names = columns["name"]
    repeated[1:] &= np.asarray(pc.equal(names[1:], names[:-1]))
    return repeated


def _sort(body: Body, row: int, *, signed: bool) -> str:
    """scheme, total, group or note. What may be a scheme is one: its gaps are refused, not passed over."""
    here = body.by_code(row)
    name, beneficiary, kind, place, year, _ = facts = [here[code] for code in FILLED]
    amounts = [here[code] for code in REGISTER_AMOUNTS]
    has_money = body.has_money(row)
    total = body.total_text(row)
    described = sum(text not in ("", total) for text in (beneficiary, kind, place))
    # "Công ty Tổng hợp" names no total where the row says all else of a scheme.
    if total and (described < 2 or total in [here[code] for code in NAMING]):
        return "total" if has_money else "group"
    numbered = PLAIN_NUMBER.fullmatch(here["stt"]) is not None
    label = numbered or is_label(here["stt"])
    known = sum(text != "" for text in facts)
    says_little = not has_money and not label and known < LEAST_FACTS
    if says_little and (signed or any(map(is_signature, body.sheet.row(row)))):
        return "note"
    if kind and known == 1 and not (has_money or here["stt"]) and names_source(kind):
        return "group"
    if kind or (numbered and name) or (year and (name or has_money)):
        return "scheme"
    if has_money and (beneficiary or place or numbered):
        return "scheme"
    if has_money and (body.row_text(row) or not all(map(is_words_or_zero, amounts))):
        return "total"
    if name:
        incomplete = beneficiary or known >= 3 or any(map(meant_as_amount, amounts))
        # A number and a name are a group, unless something stands where the amounts should.
        incomplete = incomplete or (label and any(map(is_other_text, amounts)))
    else:
        incomplete = known >= 3 or (label and known == 2)
    if incomplete:
        return "scheme"
    return "group" if here["stt"] or name else "note"
