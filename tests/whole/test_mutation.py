"""Lineage is true: what a raw cell changes are values that name it, and a number in scope changes at least one."""

from __future__ import annotations

import csv
import dataclasses
import io
import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pytest

from analysis.book.book import Book, Origin, Value, cells_of
from analysis.book.records import row_spans
from analysis.checks.waivers import refuse_open
from analysis.edition import Edition
from analysis.errors import InputErrors, NoDataError
from analysis.figures.figure import figures_in
from analysis.raw.corrections import corrected
from analysis.raw.folder import read_raw
from analysis.raw.rows import Correction, RawData, RawRow, RegisterSource
from analysis.stages import cleaning, reading
from analysis.stages.computing import compute
from data_builder import (
    CONFERENCE_READINGS,
    FIGURES,
    HEADERS,
    Row,
    conference,
    correction_line,
    figure,
    over,
    schemes,
    write_raw,
    write_table,
)
from register_files import HEADER, csv_text
from scheme_data import SCHEMES, dotted

CELLS = 200
PARTS = 4
OWN = Edition("tinh", 2023, 2023)
EDITIONS = (Edition("tinh", 2012, 2022), Edition("binh-dinh", 2016, 2018), OWN)
REGISTER = "danh-muc.csv"
MONEY = HEADER[7:]
KINDS_HERE = ("Mô hình trình diễn", "Ứng dụng máy móc")
FUNDS = (
    ("KCQG", "thực hiện"),
    ("KCĐP", "thực hiện"),
    ("đối ứng", "thực hiện"),
    ("KCĐP", "kế hoạch"),
)
# Words of a row decide which value it is, and no value holds them: a change of one is told by the row.
NUMBERS = ("gia_tri", "gia_tri_dung", *MONEY)
CONFLICT = ": R08, "
Cell = tuple[str, int, str]


def build(folder: Path) -> RawData:
    """Published figures of two places and several years, corrections, and a register of two years."""
    series = [
        figure(
            str(1000 + 100 * year % 700),
            fund=fund,
            years=(year, year),
            place="Bình Định",
            status=status,
        )
        for year in (2016, 2017, 2018)
        for fund, status in (
            ("KCQG", "thực hiện"),
            ("KCĐP", "thực hiện"),
            ("đối ứng", "thực hiện"),
            ("KCĐP", "kế hoạch"),
        )
    ]
    counts = [
        schemes(str(20 + year % 7), years=(year, year), place="Bình Định")
        for year in (2016, 2017, 2018)
    ]
    whole = over(conference(), nguon_tin="hoi-nghi")
    readings = over(CONFERENCE_READINGS, source="hoi-nghi")
    folder = write_raw(folder, [*whole, *series, *counts], readings)
    rows = [
        scheme.cells(dotted)[:11]
        for year in (2022, 2023)
        for scheme in SCHEMES[year]
        if scheme.kind in KINDS_HERE
    ]
    rows = [row for number, row in enumerate(rows) if number % 2 == 0]
    (folder / REGISTER).write_text(
        csv_text([HEADER, *([str(cell) for cell in row] for row in rows)]), encoding="utf-8"
    )
    lines: list[Row] = [
        correction_line(2, "gia_tri", "60,182", "60,183"),
        correction_line(22, "gia_tri", series[3]["gia_tri"], "1.234"),
    ]
    write_table(folder, "dinh-chinh.csv", lines)
    waiver = ("R08", "R08.2012_2022", "1", "tinh-2012-2022", "10 hay 11 năm", "Người thử")
    write_table(folder, "mien-tru.csv", [dict(zip(HEADERS["mien-tru.csv"], waiver, strict=True))])
    return read_raw(folder)


def values_of(raw: RawData, edition: Edition) -> tuple[Book, list[str]]:
    """The book of an edition and what would stop its build."""
    figures, clean = cleaning.clean_edition(raw, edition)
    book, checks = compute(figures_in(figures), clean)
    try:
        refuse_open(checks, clean.waivers, edition, book)
    except InputErrors as error:
        return book, [str(fault) for fault in error.faults]
    return book, []


def table(raw: RawData) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.registers[0].data.decode())))


def cells_in(raw: RawData) -> list[Cell]:
    """Every cell of the published figures, of the register and of the corrections' right values, but for blank ones."""
    rows = raw.tables["figures"]
    figures = [
        (row.file.name, row.number, name) for row in rows for name in row.cells if row.cells[name]
    ]
    right = [(row.file.name, row.number, "gia_tri_dung") for row in raw.tables["dinh-chinh.csv"]]
    register = [
        (raw.registers[0].name, number, name)
        for number, row in enumerate(table(raw)[1:], start=2)
        for name, text in zip(HEADER, row, strict=True)
        if text
    ]
    return [*figures, *right, *register]


def mutated(raw: RawData, cell: Cell, chance: random.Random) -> RawData:
    """The raw data with one cell changed: a number to another of its size, a word to one of its column's."""
    file, number, column = cell
    if file == raw.registers[0].name:
        rows = table(raw)
        index = HEADER.index(column)
        rows[number - 1][index] = changed(
            rows[number - 1][index], [row[index] for row in rows[1:]], chance
        )
        data = csv_text(rows).encode()
        return dataclasses.replace(raw, registers=(RegisterSource(file, "0" * 64, data),))
    name = "dinh-chinh.csv" if file.endswith("dinh-chinh.csv") else "figures"
    given = [row.cells[column] for row in raw.tables[name] if row.cells[column]]

    def new(row: RawRow) -> RawRow:
        if (row.file.name, row.number) != (file, number):
            return row
        return dataclasses.replace(
            row, cells={**row.cells, column: changed(row.cells[column], given, chance)}
        )

    tables = {**raw.tables, name: tuple(new(row) for row in raw.tables[name])}
    return dataclasses.replace(raw, tables=tables)


def changed(text: str, others: list[str], chance: random.Random) -> str:
    """Another number with one digit changed, or another word of the same column."""
    digits = [index for index, character in enumerate(text) if character in "123456789"]
    if digits and text.replace(".", "").replace(",", "").isdecimal():
        index = chance.choice(digits)
        return (
            text[:index]
            + chance.choice([digit for digit in "123456789" if digit != text[index]])
            + text[index + 1 :]
        )
    return chance.choice([other for other in others if other != text] or [text + " khác"])


def differing(one: Book, other: Book) -> list[str]:
    """Ids whose value or bound differs, or that only one of the books has, the other not even under another id.

    A changed word can give a value of other cells another id; the value itself is the same then.
    """
    ids = {**one.values, **other.values}
    found = [id_ for id_ in ids if told(one.values.get(id_)) != told(other.values.get(id_))]
    known = {
        (told(value), places(book, value.id))
        for book in (one, other)
        for value in book
        if value.id not in found
    }
    moved = [
        {(told(book[id_]), places(book, id_)) for id_ in found if id_ in book}
        for book in (one, other)
    ]
    same = known | (moved[0] & moved[1])
    return [
        id_
        for id_ in found
        if not all(
            (told(book[id_]), places(book, id_)) in same for book in (one, other) if id_ in book
        )
    ]


def told(value: Value | None) -> tuple[object, ...]:
    return () if value is None else (value.value, value.bound)


def places(book: Book, id_: str) -> frozenset[tuple[object, ...]]:
    """The cells below a value, whatever the hash of their file."""
    return frozenset((o.file, o.row, o.column, o.rows, o.printed) for o in cells_of(book, id_))


def names(origin: Origin, cells: list[Cell]) -> bool:
    """Whether an origin is one of the cells: of a number the cell itself, of a word any cell of its row."""
    for file, number, column in cells:
        rows = row_spans(origin.rows) if origin.rows else [(origin.row, origin.row)]
        here = origin.file == file and any(first <= number <= last for first, last in rows)
        if here and (column not in NUMBERS or column in origin.column.split(" + ")):
            return True
    return False


def lineage(book: Book, id_: str) -> list[Origin]:
    """The raw cells below a value.

    Which schemes stand in the middle is decided by all that `HS_n` counts; a value without a `.dc2` of its own is the
    same without that correction.
    """
    ids = [
        id_,
        re.sub(r"\.dc[0-9_]+$", "", id_),
        *(["HS_n"] if re.match(r"HS_[CP][12]|HS_tv", id_) else []),
    ]
    return [origin for known in ids if known in book for origin in cells_of(book, known)]


def related(raw: RawData, cell: Cell) -> list[Cell]:
    """The cell, and for a row under correction the line of dinh-chinh.csv and the corrected cell that it stands for."""
    file, number, column = cell
    lines: tuple[Correction, ...] = corrected(raw).corrections
    found = [cell]
    for correction in lines:
        if file.endswith("dinh-chinh.csv") and correction.line == number:
            found.append((correction.file, correction.row, correction.column))
        elif (file, number) == (correction.file, correction.row) and column not in NUMBERS:
            found.append(("data/raw/dinh-chinh.csv", correction.line, "gia_tri_dung"))
    return found


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> RawData:
    return build(tmp_path_factory.mktemp("goc"))


@pytest.fixture(scope="module")
def before(raw: RawData) -> dict[Edition, Book]:
    return {edition: values_of(raw, edition)[0] for edition in EDITIONS}


@pytest.fixture
def _registers_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register that a mutation leaves alone is not read again: it costs a quarter of the time."""
    monkeypatch.setattr(reading, "read_registers", lru_cache(maxsize=8)(reading.read_registers))


def editions_of(raw: RawData, cell: Cell, number: int) -> list[Edition]:
    """The edition that the cell is in scope of; for one cell in 25 all of them, whose ledgers of rows name it too."""
    if number % 25 == 0:
        return list(EDITIONS)
    if not cell[0].endswith(FIGURES):
        return [OWN] if cell[0] == raw.registers[0].name else list(EDITIONS)
    place = next(row.cells["dia_ban"] for row in raw.tables["figures"] if row.number == cell[1])
    return [EDITIONS[1] if place == "Bình Định" else EDITIONS[0]]


def outcome_of(
    raw: RawData, before: Book, edition: Edition, cells: list[Cell], wrong: list[str]
) -> Literal["refused", "changed", "stopped", "same"]:
    """What a mutation does to an edition; values that change without naming one of the cells are added to `wrong`."""
    try:
        book, stops = values_of(raw, edition)
    except InputErrors as error:
        return "refused" if error.faults else "same"
    except NoDataError:
        return "refused"
    if any(CONFLICT in stop for stop in stops):
        return "refused"  # two figures for one key: no value holds the one that is not used
    ids = [
        id_
        for id_ in differing(before, book)
        if not (is_constant(before, id_) and is_constant(book, id_))
    ]
    wrong += [
        f"{cells[0]} in {edition.name}: {id_}"
        for id_ in ids
        if not any(names(origin, cells) for side in (before, book) for origin in lineage(side, id_))
    ]
    return "changed" if ids else "stopped" if stops else "same"


def is_constant(book: Book, id_: str) -> bool:
    """Whether a value rests on no cell: a limit of a norm, shown where it applies, or half of a last printed digit."""
    return id_ not in book or (book[id_].derived and not book[id_].inputs)


@pytest.mark.usefixtures("_registers_read_once")
# one of the parts runs each time, all of them in `make test-faults`
@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS))]
)
def test_each_changed_value_names_the_cell(
    raw: RawData, before: dict[Edition, Book], part: int
) -> None:
    """For 200 random cells: what changed names the cell; a number in scope changes something, or the run is refused."""
    sample = random.Random(4).sample(cells_in(raw), CELLS)
    assert sum(cell[2] in NUMBERS for cell in sample) > CELLS // 8
    # numbers first, so that each part has its share of them
    cells_here = sorted(sample, key=lambda cell: cell[2] not in NUMBERS)[part::PARTS]
    chance = random.Random(part)
    wrong: list[str] = []
    outcomes: list[set[str]] = []
    for number, cell in enumerate(cells_here):
        new, cells = mutated(raw, cell, chance), related(raw, cell)
        found = {
            str(outcome_of(new, before[edition], edition, cells, wrong))
            for edition in editions_of(raw, cell, number)
        }
        outcomes.append(found)
        if cell[2] in NUMBERS:
            assert found - {"same"}, f"{cell} changes nothing"
    assert wrong == []
    assert sum("changed" in found for found in outcomes) > len(cells_here) // 4
    assert any("refused" in found for found in outcomes)


def test_the_law_can_fail(raw: RawData) -> None:
    """The comparison sees a value that changes without naming the cell."""
    cell = next(cell for cell in cells_in(raw) if cell[2] == "gia_tri")
    book, _ = values_of(raw, EDITIONS[0])
    changed_book = Book(
        {**book.values, "N": dataclasses.replace(book["N"], value=(book["N"].value or 0) + 1)}
    )
    (id_,) = differing(book, changed_book)
    assert not any(names(origin, [cell]) for origin in cells_of(book, id_))
