"""The forms among the sheets of a file, every line and sum checked; the other sheets are handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from analysis.definitions.forms import load_forms
from analysis.definitions.provinces import territory_name
from analysis.faults import Problems
from analysis.filled.about import (
    below_of,
    check_status,
    period_of,
    place_of,
    status_of,
    unplaced_of,
)
from analysis.filled.form import AS_COUNTERPART, NAMES, TOTAL, FilledCell, FilledForm, Key
from analysis.filled.layout import LABEL, NUMBER, REMARK, SUM, YEAR, Layout, layout_of
from analysis.filled.lines import line_at, names_total
from analysis.filled.numbers import check_commas, check_unit, money_in, pieces_in, units_of
from analysis.filled.sums import (
    check_awards,
    check_beside,
    check_funds,
    check_row,
    check_schemes,
    check_units,
    sums_text,
)
from analysis.language.year_parts import LONE_YEAR
from analysis.messages import rows_text, shown
from analysis.sheets.sheet import Sheet
from analysis.tables.header import is_numbering
from analysis.tables.row_words import is_signature
from analysis.tables.units import Units
from analysis.vocabulary import STATUSES

Row = dict[str, FilledCell]
EMPTY = "biểu trống, chưa có số nào"
_YEAR = re.compile(LONE_YEAR)
# The number of a scheme, which may be that of its group and its own: "1.2".
_COUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)*[.)]?|")


def forms_of(sheets: Sequence[Sheet], problems: Problems) -> tuple[list[FilledForm], list[Sheet]]:
    """The filled forms of a file, and its other sheets.

    Args:
        sheets: the sheets of the file; a hidden one is handed on.
        problems: receives form-header, form-row, form-period, form-status, form-total, the faults of units and of
            single cells, form-read for each form, and form-counterpart for the lines that are read as counterpart.
    """
    forms: list[FilledForm] = []
    rest: list[Sheet] = []
    for sheet in sheets:
        before = len(problems.faults)
        layout = layout_of(sheet, problems) if sheet.visible else None
        if layout is not None:
            forms += _forms_at(layout, problems)
        elif len(problems.faults) == before:
            rest.append(sheet)
    for form in forms:
        if form.kind == "funds":
            apart = [other for other in forms if other.kind == "apart" and other.days == form.days]
            check_funds(form, apart[0] if apart else None, problems)
        elif form.kind == "awards":
            check_awards(form, problems)
    check_units(forms, problems)
    return [form for form in forms if form.kind != "apart"], rest


def _forms_at(layout: Layout, problems: Problems) -> Iterator[FilledForm]:
    """The form of a sheet; none after a fault in its period."""
    said = period_of(layout, problems)
    units = {} if layout.kind == "awards" else units_of(layout, problems)
    check_commas(layout, units, problems)
    rows: list[Row] = []
    if layout.kind in ("schemes", "apart"):
        cells, rows = _schemes(layout, units, said[0][:2] if said else None, problems)
    else:
        cells = _lines(layout, units, problems)
    if said is None:
        return
    (first, last, from_date, to_date), origin = said
    sheet = layout.sheet
    place, status = place_of(layout), status_of(layout)
    check_status(layout, status, problems)
    form = FilledForm(
        kind=layout.kind,
        where=sheet.place(),
        sha256=sheet.sha256,
        year_from=first,
        year_to=last,
        from_date=from_date,
        to_date=to_date,
        period_cell=origin,
        place=place.slug,
        doubtful=place.doubtful,
        unplaced=unplaced_of(layout, place),
        below=below_of(layout, place),
        status=status,
        cells=cells,
    )
    if rows:
        check_schemes(form, rows, problems)
        form = replace(form, sums=_added(rows))
    if form.kind != "apart":
        _tell(form, problems)
    yield form


def _tell(form: FilledForm, problems: Problems) -> None:
    place = f" của {territory_name(form.place)}" if form.place else ""
    status = STATUSES[form.status].label
    count = EMPTY if form.is_empty else f"{len(form.cells)} số"
    message = f"đọc là {form.name}{place}, {form.period_text}, {status}; {count}"
    if not form.is_empty and (sums := sums_text(form)):
        message += f"; {sums}"
    problems.tell("form-read", form.where, message)
    if form.kind == "results":
        _tell_counterpart(form, problems)


def _tell_counterpart(form: FilledForm, problems: Problems) -> None:
    """Tell of each line with money that is read as counterpart how it is read."""
    for line in load_forms().results:
        cells = [cell for (key, _), cell in form.cells.items() if key == line.key and cell.value]
        if line.is_counterpart and cells:
            where = replace(cells[0].where, column=None)
            problems.tell("form-counterpart", where, f"“{line.name}”: {AS_COUNTERPART}")


def _added(rows: Sequence[Row]) -> dict[str, int]:
    """What the rows add up to, by column."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: sum(row[name].value for row in rows if name in row) for name in names}


def _lines(layout: Layout, units: Units, problems: Problems) -> dict[Key, FilledCell]:
    """The numbers of the lines of a form."""
    money = {line.key for line in load_forms().results if line.is_counterpart}
    cells: dict[Key, FilledCell] = {}
    seen: dict[str, int] = {}
    above = ""
    for row in range(layout.bottom + 1, layout.sheet.height):
        texts = layout.sheet.row(row)
        label = _label(layout, row)
        key = TOTAL
        if not names_total(label):
            key = line_at(layout.kind, label, layout.text(row, NUMBER), above)
        if not key and any(map(is_signature, texts)):
            break
        if is_numbering(texts) or not (key or _has_number(layout, row)):
            continue
        if not key or seen.setdefault(key, row) != row:
            _refuse_row(layout, row, label, key, problems)
            continue
        if key.isdigit():
            above = key
        if key == TOTAL and layout.kind != "funds":
            # lines of several units have no sum
            continue
        is_money = layout.kind == "funds" or (layout.kind == "results" and key in money)
        if layout.kind != "funds":
            check_unit(layout, row, key, problems, is_money=is_money)
        found = {}
        for name in layout.numbers:
            if is_money:
                cell = money_in(layout, row, name, units, problems)
            else:
                cell = pieces_in(layout, row, name, problems)
            if cell is not None:
                found[name] = cell
        check_beside(found.pop(SUM, None), found, problems)
        cells |= {(key, name): cell for name, cell in found.items()}
    return cells


def _refuse_row(layout: Layout, row: int, label: str, key: str, problems: Problems) -> None:
    got = f'dòng "{shown(label)}" có số mà không phải dòng nào của biểu {NAMES[layout.kind]}'
    if key:
        got = f'dòng "{shown(label)}" có hai lần trong biểu {NAMES[layout.kind]}'
    problems.fault("form-row", layout.sheet.place(row), got)


def _label(layout: Layout, row: int) -> str:
    """The words of a row: its label, or those that stand before it where the cells are merged."""
    aside = {*layout.numbers.values(), layout.columns.get(REMARK)}
    texts = (text for index, text in enumerate(layout.sheet.row(row)) if index not in aside)
    return layout.text(row, LABEL) or next(filter(str.strip, texts), "").strip()


def _has_number(layout: Layout, row: int) -> bool:
    return any(re.search("[0-9]", layout.text(row, name)) for name in layout.values)


def _schemes(
    layout: Layout, units: Units, years: tuple[int, int] | None, problems: Problems
) -> tuple[dict[Key, FilledCell], list[Row]]:
    """The totals of a form of schemes, and the money of each of its schemes."""
    totals: dict[Key, FilledCell] = {}
    rows: list[tuple[str, Row]] = []
    numbers: list[int] = []
    for row in range(layout.bottom + 1, layout.sheet.height):
        texts = layout.sheet.row(row)
        if any(map(is_signature, texts)):
            break
        if is_numbering(texts) or not _has_number(layout, row):
            continue
        is_total = names_total(_label(layout, row))
        number = layout.text(row, NUMBER)
        # a group of schemes has a numeral of another kind, or none, and the sums of its schemes
        if not is_total and not _COUNT.fullmatch(number):
            continue
        found = {name: money_in(layout, row, name, units, problems) for name in layout.values}
        cells = {name: cell for name, cell in found.items() if cell is not None}
        check_row(cells, problems)
        if is_total:
            totals |= {(TOTAL, name): cell for name, cell in cells.items()}
            continue
        numbers.append(row)
        rows.append((number.rstrip(".)").replace(",", "."), cells))
    _check_years(layout, numbers, years, problems)
    if rows and not totals and layout.kind == "schemes":
        message = f"không có dòng Tổng cộng nên {len(rows)} dòng của biểu chỉ để đối chiếu, không thành số liệu công bố"
        problems.warn("form-total", layout.sheet.place(), message)
    return totals, [cells for _, cells in _without_groups(rows)]


def _without_groups(rows: Sequence[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """The rows but those that sum up others below them."""
    groups: set[int] = set()
    for at in reversed(range(len(rows))):
        number, cells = rows[at]
        below = takewhile(partial(_is_part, rows, number), range(at + 1, len(rows)))
        own = [rows[part][1] for part in below if part not in groups]
        values = {name: cell.value for name, cell in cells.items() if cell.value}
        if own and values == {name: value for name, value in _added(own).items() if value}:
            groups.add(at)
    return [row for at, row in enumerate(rows) if at not in groups]


def _is_part(rows: Sequence[tuple[str, Row]], of: str, at: int) -> bool:
    """Whether a row may be a part of one above it: 1.2 of 1, any numbered one of a row without a number."""
    number = rows[at][0]
    return number.startswith(f"{of}.") if of else number != ""


def _check_years(
    layout: Layout, rows: Sequence[int], years: tuple[int, int] | None, problems: Problems
) -> None:
    """Refuse the schemes whose years are all outside those of the form, once for each year."""
    if years is None:
        return
    span = " đến ".join(map(str, dict.fromkeys(years)))
    unlike: dict[str, list[int]] = {}
    for row in rows:
        text = layout.text(row, YEAR)
        if _is_outside([*map(int, _YEAR.findall(text))], years):
            unlike.setdefault(text, []).append(row)
    for text, found in unlike.items():
        where = layout.sheet.place(found[0], layout.columns[YEAR])
        told = rows_text([row + 1 for row in found])
        got = f"{len(found)} đề án của năm {shown(text)} (dòng {told}), biểu của {span}"
        problems.fault("year-not-named", where, got)


def _is_outside(said: Sequence[int], years: tuple[int, int]) -> bool:
    """Whether a scheme that says years has none of those of the form, and does not go on through them."""
    if not said or any(years[0] <= year <= years[1] for year in said):
        return False
    return not (min(said) < years[0] and max(said) > years[1])
