"""Filled forms to published figures: what an office reported of a place and a period, each with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.definitions.forms import load_forms
from analysis.definitions.provinces import territory_name
from analysis.edition import OwnPlace
from analysis.faults import Problems
from analysis.figures.figure import Figure, year_text
from analysis.filled.form import AS_COUNTERPART, PROVINCE, TOTAL, FilledCell, FilledForm
from analysis.filled.sums import rounding
from analysis.language.printed_units import DONG
from analysis.messages import shown
from analysis.vocabulary import COUNT_UNITS, FUND_COLUMNS, FUNDS

# The activity code of a source ('' for any) and a label, as noi-dung.csv has it.
Codes = Mapping[tuple[str, str], str]
# What a line of the form of results counts, as a measure of figures.
_MEASURES = {
    "trained": "trainees",
    "jobs": "jobs",
    "schemes": "models",
    "establishments": "recipients",
}
OF_A_PART = (
    "bỏ biểu này khỏi data/raw và dùng biểu của cả tỉnh; nếu số là của cả tỉnh thì ghi tệp và tỉnh"
    " vào dia-ban.csv (cột tep, dia_ban)"
)
WITHOUT_NAME = (
    "ghi đúng tên tỉnh ở dòng tiêu đề của biểu, ví dụ “Hà Tĩnh, năm 2025”, hoặc ghi tệp và tỉnh của nó vào dia-ban.csv"
    " (cột tep, dia_ban)"
)
# The line of awards with the products that were recognised.
_AWARDED = "2"


def at_places(
    forms: Iterable[FilledForm], own: OwnPlace, named: Mapping[str, str]
) -> list[FilledForm]:
    """The forms each with its place: that of its file in dia-ban.csv, the one that it names, else the office's own.

    Args:
        forms: as they were read.
        own: the office's place.
        named: the slug of a province by the name of a file.
    """
    return [
        replace(form, place=named.get(form.where.file, form.place) or own.slug) for form in forms
    ]


def check_provinces(
    forms: Iterable[FilledForm], own: OwnPlace, named: Mapping[str, str], problems: Problems
) -> None:
    """Refuse a form that may be of another province than the office's, or of a part of it.

    Args:
        forms: as they were read.
        own: the office's place.
        named: the slug of a province by the name of a file.
        problems: receives territory-unclear.
    """
    for form in forms:
        if form.below and form.where.file not in named:
            got = f"{form.name} này là của “{shown(form.below)}”, không phải của cả tỉnh"
            problems.fault("territory-unclear", form.where, got, "biểu của một tỉnh", OF_A_PART)
            continue
        if named.get(form.where.file, form.place):
            continue
        if form.unplaced:
            got = f"không chắc {form.name} này là của tỉnh nào: “{shown(form.unplaced)}”"
            problems.fault("territory-unclear", form.where, got, "biểu của một tỉnh", WITHOUT_NAME)
            continue
        if {*form.doubtful} <= {own.slug}:
            continue
        names = ", ".join(map(territory_name, form.doubtful))
        got = f"không chắc {form.name} này là của tỉnh nào: có nêu {names}"
        problems.fault("territory-unclear", form.where, got, "biểu của một tỉnh")


def figures_of_forms(forms: Sequence[FilledForm], own: OwnPlace, codes: Codes) -> list[Figure]:
    """The figures of forms that have their places.

    Totals and lines of money, and of counts those that figures have a measure for. Where a line of an activity is blank
    and no total says that it is nothing, its other lines are lower bounds. Money of khuyến công is told once: where
    there is a form of funds, which has management costs too, that of the form of schemes of the same period is only
    compared with it, and its counterpart alone is a figure.
    """
    of_funds = {_whose(form) for form in forms if form.kind == "funds"}
    figures = []
    for form in forms:
        for cell, words in _told(form, with_support=_whose(form) not in of_funds):
            figures.append(_figure(form, cell, own, codes, words))
    return figures


def _whose(form: FilledForm) -> tuple[object, ...]:
    return form.place, form.days, form.status


def _told(form: FilledForm, *, with_support: bool) -> Iterator[tuple[FilledCell, dict[str, str]]]:
    """The cells of a form that are figures, each with the fields of its figure that say what it counts."""
    told = _TOLD[form.kind]()
    open_sums = _open_sums(form, told)
    for (key, column), words in told.items():
        cell = form.cells.get((key, column))
        is_told = with_support or form.kind != "schemes" or column == COUNTERPART
        if cell is None or not is_told:
            continue
        # offices fill lines of which nothing was done with 0: a report lists what was done
        if cell.value or key == TOTAL:
            # what is a reading stays one: to which side it is off is not known
            yield cell, (AT_LEAST if _sum_of(words) in open_sums else {}) | words


def _open_sums(form: FilledForm, told: Told) -> set[Sum]:
    """The sums over lines that may lack something: a line of them is blank, and no total says that it is nothing.

    A fund of which nothing is written has no part in them.
    """
    lines = [(key, column) for key, column in told if key != TOTAL]
    open_columns = []
    for fund in _FUNDS:
        written = [form.cells[at] for at in lines if at[1] == fund and at in form.cells]
        total = form.cells.get((TOTAL, fund))
        known = sum(cell.value for cell in written)
        if written and (total is None or abs(total.value - known) > rounding(total)):
            open_columns.append(fund)
    blank = (at for at in lines if at[1] in open_columns and at not in form.cells)
    return {_sum_of(told[at]) for at in blank} - {NO_SUM}


def _sum_of(words: Mapping[str, str]) -> Sum:
    """Of which sum over lines a figure is a part; `NO_SUM` for a total and for a line without an activity."""
    activity = words.get("activity", "")
    return (words["measure"], activity) if activity else NO_SUM


# What is printed of a number whose sum may be larger.
AT_LEAST = {"bound": "at_least", "qualifier": "không dưới"}
COUNTERPART = "counterpart"
# Money that a line calls invested may be more than it says, since schemes of both funds are in neither column, and
# less, where the office means the whole investment: to which side is not known.
_READ = {"bound": "about", "qualifier": "khoảng", "note": AS_COUNTERPART}
_FUNDS = ("national", "local")
Told = dict[tuple[str, str], dict[str, str]]
# A measure and an activity.
Sum = tuple[str, str]
NO_SUM = ("", "")


def _of_funds() -> Told:
    lines = load_forms().funds
    told: Told = {(TOTAL, fund): {"measure": "amount", "fund": fund} for fund in _FUNDS}
    for line in lines:
        activity = "" if line is lines[-1] else line.activity
        for fund in _FUNDS:
            told[line.number, fund] = {
                "measure": "amount",
                "fund": fund,
                "activity": activity,
                "activity_label": line.label,
            }
    return told


def _of_results() -> Told:
    activities = {line.number: line.activity for line in load_forms().funds}
    told: Told = {}
    for line in load_forms().results:
        for fund in _FUNDS:
            words = {"activity": activities.get(line.line, ""), "activity_label": line.name}
            if line.measure in _MEASURES:
                told[line.key, fund] = {"measure": _MEASURES[line.measure], "fund": fund, **words}
            elif line.is_counterpart:
                # the fund of a counterpart is its own: that of the schemes' support is told by the label
                words["activity_label"] += f", {FUNDS[fund].label}"
                told[line.key, fund] = {"measure": "amount", "fund": COUNTERPART, **words, **_READ}
    return told


def _of_awards() -> Told:
    labels = {line.key: line.name for line in load_forms().awards}
    words = {"measure": "products", "activity": "ND4", "activity_label": labels[_AWARDED]}
    return {(_AWARDED, PROVINCE): words}


def _of_schemes() -> Told:
    return {
        (TOTAL, fund): {"measure": "amount", "fund": fund} for fund in (*FUND_COLUMNS, "promotion")
    }


_TOLD: Mapping[str, Callable[[], Told]] = {
    "funds": _of_funds,
    "results": _of_results,
    "awards": _of_awards,
    "schemes": _of_schemes,
}


def _figure(
    form: FilledForm, cell: FilledCell, own: OwnPlace, codes: Codes, words: Mapping[str, str]
) -> Figure:
    source = form.where.file.rpartition("/")[2]
    fields = dict(words)
    label = fields.get("activity_label", "")
    for key in ((source, label), ("", label)):
        if label and key in codes:
            fields["activity"] = codes[key]
            break
    unit = DONG if cell.unit else COUNT_UNITS[fields["measure"]]
    origin = cell.origin
    return Figure(
        place=form.place,
        place_name=own.name if form.place == own.slug else territory_name(form.place),
        year_from=form.year_from,
        year_to=form.year_to,
        from_date=form.from_date,
        to_date=form.to_date,
        status=form.status,
        value=str(cell.value),
        unit=unit,
        printed=origin.printed,
        printed_unit=cell.unit or unit,
        source=source,
        file=origin.file,
        sha256=origin.sha256,
        sheet=origin.sheet or "",
        row=origin.row,
        column=origin.column,
        year_cell=year_text(form.period_cell),
        **fields,
    )
