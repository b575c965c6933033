"""An edition computed anew from the data of a place: of a record, with corrections applied, or of today."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction

from analysis.definitions import Definitions
from analysis.edition import Edition
from analysis.indicators import build_book
from analysis.issued.record import REGISTER_MARK, PlaceData
from analysis.numbers import exact_text, format_number, parse_exact, shortest_decimals
from analysis.schemes import AT_MOST, MILLION
from analysis.tidy import Figure
from analysis.trace import DONG, Book, Origin
from analysis.vocabulary import STATUSES

Key = tuple[object, ...]
NO_CELLS = "[]"
COUNTED = ("recipients", "beneficiaries")
_LIST = "#"
# Where a figure of a record holds what a raw row holds in its columns.
_KEYS = {"gia_tri": "value", "tu_nam": "year_from", "den_nam": "year_to"}


@dataclass(frozen=True)
class Source:
    """The file that figures of a record are cells of."""

    file: str
    sha256: str


def recompute(
    figures: Sequence[Figure], readings: Sequence[dict[str, str]], definitions: Definitions, edition: Edition
) -> Book | None:
    """The values of an edition of the place, or None when no figure lies inside its period."""
    inside = figures_for(figures, edition)
    own = [f for f in inside if edition.year_from <= f.year_from and f.year_to <= edition.year_to]
    return build_book(inside, edition, definitions, readings) if own else None


def figures_for(figures: Sequence[Figure], edition: Edition) -> list[Figure]:
    """What cleaning picks for an edition: register sums, published figures, and the totals of the year before."""
    first, last = edition.year_from, edition.year_to
    inside = [f for f in figures if first <= f.year_from and f.year_to <= last]
    registers = [f for f in inside if f.parts]
    known = {(f.year_from, f.year_to) for f in registers}
    if not edition.is_single_year:
        registers = [f for f in registers if f.year_from == f.year_to or (f.year_from, f.year_to) == (first, last)]
        if (first, last) not in known:
            registers += _sums_over_years(registers, edition)
    published = [f for f in inside if not f.parts]
    before = [f for f in figures if edition.is_single_year and _is_total_of(f, first - 1)]
    return [*registers, *published, *before]


def _is_total_of(figure: Figure, year: int) -> bool:
    total = figure.measure in ("amount", "schemes") and not figure.activity_label
    return (figure.year_from, figure.year_to) == (year, year) and total and figure.status == "actual"


def _sums_over_years(registers: Sequence[Figure], edition: Edition) -> list[Figure]:
    """The register's figures of several years, in each status in which it has schemes in each of them."""
    made: list[Figure] = []
    for status in STATUSES:
        here = [f for f in registers if f.status == status]
        if {f.year_from for f in here} != set(edition.years):
            continue
        groups: dict[Key, list[Figure]] = {}
        for figure in here:
            groups.setdefault(_what(figure), []).append(figure)
        complete = [rows for rows in groups.values() if {f.year_from for f in rows} >= _needed_years(rows[0], here)]
        made += [_summed(rows, edition) for rows in complete]
    return made


def _what(figure: Figure) -> Key:
    return figure.measure, figure.fund, figure.activity, figure.activity_label, figure.beneficiary_type


def _needed_years(figure: Figure, here: Sequence[Figure]) -> set[int]:
    """The years whose figure a sum cannot do without: a missing count is unknown, missing money is none."""
    every = {f.year_from for f in here}
    if figure.measure in COUNTED:
        same_kind = {f.year_from for f in here if f.measure == "schemes" and f.activity_label == figure.activity_label}
        if figure.beneficiary_type in ("", "KK"):
            return same_kind
        totals = {f.year_from for f in here if f.measure == figure.measure and not f.beneficiary_type}
        return set() if totals == every else every
    if figure.measure == "schemes" and figure.fund:
        split = {f.year_from for f in here if f.measure == "schemes" and f.fund}
        return set() if split == every else every
    return set()


def _summed(rows: Sequence[Figure], edition: Edition) -> Figure:
    total = sum((parse_exact(f.value) for f in rows), Fraction(0))
    shown = total / MILLION if rows[0].unit == DONG else total
    # one establishment may stand in several years
    at_most = rows[0].measure in COUNTED and len(rows) > 1
    parts = [part for f in rows for part in _parts(f)]
    return replace(
        rows[0],
        year_from=edition.year_from,
        year_to=edition.year_to,
        value=exact_text(total),
        printed=format_number(shown, shortest_decimals(shown, 6)),
        bound="at_most" if at_most else rows[0].bound,
        qualifier=AT_MOST if at_most else rows[0].qualifier,
        parts=json.dumps(parts, ensure_ascii=False),
    )


def _parts(figure: Figure) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = [] if figure.parts == REGISTER_MARK else json.loads(figure.parts)
    return parts


def bound_to(source: Source, data: PlaceData) -> PlaceData:
    """The data of a record with its figures as cells of the file: the row is the n-th entry of the list."""
    return replace(
        data,
        figures=_bound(source, data.figures, "figures"),
        figures_before=_bound(source, data.figures_before, "figures_before"),
    )


def _bound(source: Source, figures: Iterable[Figure], name: str) -> list[Figure]:
    made = []
    for number, figure in enumerate(figures, start=1):
        cell = {"row": number, "column": "value", "printed": figure.value, "rows": ""}
        parts = [{"file": source.file, "sha256": source.sha256, "sheet": name, **cell}]
        own = {"file": f"{source.file}{_LIST}{name}", "sha256": source.sha256, "row": number, "corrected": ""}
        if figure.parts:
            year = {**parts[0], "column": "year_from", "printed": str(figure.year_from)}
            own |= {
                name: json.dumps(text, ensure_ascii=False) for name, text in (("parts", parts), ("year_cell", year))
            }
        made.append(replace(figure, **own))
    return made


def with_record_cells(book: Book, source: Source, data: PlaceData) -> Book:
    """The book with the raw cells of a record's figures named as the record holds them."""
    lists = {"figures": data.figures, "figures_before": data.figures_before}

    def cell(origin: Origin) -> Origin:
        file, _, name = origin.file.partition(_LIST)
        if file != source.file or not name:
            return origin
        key = _KEYS[origin.column]
        printed = str(asdict(lists[name][origin.row - 1])[key])
        return replace(origin, file=file, sheet=name, column=key, printed=printed)

    return Book({v.id: replace(v, origins=tuple(map(cell, v.origins))) for v in book})


def corrected(a: PlaceData, b: PlaceData, edition: Edition) -> list[Figure] | None:
    """The figures of A with what B's corrections change and A's did not, and without what A's alone changed.

    A published figure changes only where it holds what the correction expects. None where corrections make figures
    of the edition into other figures (another status, fund, year) and A does not have them as they were.
    """
    moved = _moved(a, b, edition)
    if moved is None:
        return None
    gone, come = moved
    mine, theirs = _changed(a), _changed(b)
    result = []
    for key, figure in zip(_keys(a.figures), a.figures, strict=True):
        if key in gone:
            continue
        own = mine.get(key)
        pair = theirs.get(key) or ((own[0], own[0]) if own else None)
        result.append(_adjusted(figure, *pair, own[0] if own else figure) if pair else figure)
    result += come.values()
    return result if result == a.figures else _from_years(result, b.figures, edition)


def _from_years(figures: list[Figure], theirs: Sequence[Figure], edition: Edition) -> list[Figure]:
    """The figures, without register sums of the edition's own period where B has none: they follow from the years."""
    period = (edition.year_from, edition.year_to)

    def is_sum(figure: Figure) -> bool:
        return bool(figure.parts) and (figure.year_from, figure.year_to) == period

    if edition.is_single_year or any(map(is_sum, theirs)):
        return figures
    return [figure for figure in figures if not is_sum(figure)]


def _moved(a: PlaceData, b: PlaceData, edition: Edition) -> tuple[dict[Key, Figure], dict[Key, Figure]] | None:
    """What A loses and gets where corrections of B change what a figure is; None where that cannot be told."""
    mine, theirs = _moves(a, edition), _moves(b, edition)
    if [_values_of(part) for part in mine] == [_values_of(part) for part in theirs]:
        return {}, {}
    gone, come = theirs
    here = dict(zip(_keys(a.figures), a.figures, strict=True))
    as_it_was = all(key in here and here[key].value == figure.value for key, figure in gone.items())
    # a figure that comes of none here was another place's or year's, but a register's sum may come of a changed one
    known = gone or all(figure.parts for figure in come.values())
    if any(mine) or not known or not as_it_was or any(key in here for key in come):
        return None
    return gone, come


def _moves(data: PlaceData, edition: Edition) -> tuple[dict[Key, Figure], dict[Key, Figure]]:
    """The figures that bear on the edition and are there only without, and only with the corrections."""
    if not data.figures_before:
        return {}, {}
    before, after = (
        {
            key: figure
            for key, figure in zip(_keys(figures), figures, strict=True)
            if edition.year_from - 1 <= figure.year_from and figure.year_to <= edition.year_to
        }
        for figures in (data.figures_before, data.figures)
    )
    gone = {key: figure for key, figure in before.items() if key not in after}
    return gone, {key: figure for key, figure in after.items() if key not in before}


def _values_of(figures: dict[Key, Figure]) -> dict[Key, str]:
    return {key: figure.value for key, figure in figures.items()}


def _adjusted(figure: Figure, before: Figure, after: Figure, expected: Figure) -> Figure:
    if figure.value == after.value:
        return figure
    if expected.value == before.value:
        return after
    if not figure.parts:
        return figure
    # a register with other schemes too: what the correction changes is added, the rest is revised data
    change = parse_exact(after.value) - parse_exact(before.value)
    return replace(figure, value=exact_text(parse_exact(expected.value) + change), parts=NO_CELLS)


def _changed(data: PlaceData) -> dict[Key, tuple[Figure, Figure]]:
    """The figures that corrections change: before and after."""
    before = dict(zip(_keys(data.figures_before), data.figures_before, strict=True))
    after = dict(zip(_keys(data.figures), data.figures, strict=True))
    return {
        key: (before[key], figure)
        for key, figure in after.items()
        if key in before and (before[key].value, before[key].bound) != (figure.value, figure.bound)
    }


def _keys(figures: Sequence[Figure]) -> list[Key]:
    """What each figure is, told apart by its turn where a source says one thing twice."""
    seen: Counter[Key] = Counter()
    keys = []
    for figure in figures:
        source = "" if figure.parts else figure.source
        key = (*_what(figure), figure.year_from, figure.year_to, figure.status, source)
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys
