"""An edition computed anew from the data of a place: of a record, with corrections applied, or of today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from analysis.book.book import Book, Origin
from analysis.definitions.indicators import Definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.figures.of_edition import KEYS, NO_CELLS, Key, figures_for, keys
from analysis.issued.record import PlaceData
from analysis.language.numbers import exact_text, parse_exact
from analysis.values.indicators import build_book

_LIST = "#"


@dataclass(frozen=True)
class Source:
    """The file that figures of a record are cells of."""

    file: str
    sha256: str


def recompute(
    figures: Sequence[Figure],
    readings: Sequence[dict[str, str]],
    definitions: Definitions,
    edition: Edition,
) -> Book | None:
    """The values of an edition of the place, or None when no figure lies inside its period."""
    inside = figures_for(figures, edition)
    return build_book(inside, edition, definitions, readings) if inside else None


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
        own = {
            "file": f"{source.file}{_LIST}{name}",
            "sha256": source.sha256,
            "row": number,
            "corrected": "",
        }
        if figure.parts:
            year = {**parts[0], "column": "year_from", "printed": str(figure.year_from)}
            own |= {
                name: json.dumps(text, ensure_ascii=False)
                for name, text in (("parts", parts), ("year_cell", year))
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
        key = KEYS[origin.column]
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
    for key, figure in zip(keys(a.figures), a.figures, strict=True):
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


def _moved(
    a: PlaceData, b: PlaceData, edition: Edition
) -> tuple[dict[Key, Figure], dict[Key, Figure]] | None:
    """What A loses and gets where corrections of B change what a figure is; None where that cannot be told."""
    mine, theirs = _moves(a, edition), _moves(b, edition)
    if [_values_of(part) for part in mine] == [_values_of(part) for part in theirs]:
        return {}, {}
    gone, come = theirs
    here = dict(zip(keys(a.figures), a.figures, strict=True))
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
            for key, figure in zip(keys(figures), figures, strict=True)
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
    before = dict(zip(keys(data.figures_before), data.figures_before, strict=True))
    after = dict(zip(keys(data.figures), data.figures, strict=True))
    return {
        key: (before[key], figure)
        for key, figure in after.items()
        if key in before and (before[key].value, before[key].bound) != (figure.value, figure.bound)
    }
