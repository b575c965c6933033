"""Where words stand around the schemes of a table: groups, parts, headers, titles, notes, names of sheet and file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place
from analysis.language.numbering import label_sort
from analysis.sheets.sheet import Sheet, holds, positions
from analysis.tables.columns import REGISTER_AMOUNTS, TEMPLATE_NAME
from analysis.tables.header import first_header, standing_over
from analysis.tables.row_words import BULLETS, is_signature
from analysis.tables.table import Table
from analysis.tables.units import normal

LETTER = re.compile(r"[^\W\d_]")
BULLETED = re.compile(rf"^\s*[{BULLETS}]+\s*")
_SAYS_OF_SCHEMES = re.compile(r"^\W*(?:ghi chú|lưu ý)\W|(?<!\w)đề án(?!\w)")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Hit:
    """Words about a status: how near they stand to a scheme, what they say, where, and what they are."""

    level: str
    sense: str
    where: Place
    text: str
    years: frozenset[int] = frozenset()  # with which the words stand; none: any


# From near to far.
CELL, GROUP, COLUMN, PARENT, SHEET, TITLE, FOOT, FILE = LEVELS = (
    "ô",
    "dòng nhóm",
    "tên cột",
    "tên cột phía trên",
    "tên trang tính",
    "tiêu đề",
    "chú thích dưới bảng",
    "tên tệp",
)


def titles(table: Table) -> list[tuple[Place, str]]:
    """The cells above a table, those above the first table of its sheet, and those carried over, with their places."""
    sheet, top = table.sheet, table.header.top
    first = first_header(sheet)
    own = range(top - len(table.above), top)
    above = [*own]
    if first is not None and first.top < own.start:
        above += range(first.top)
    own_and_first = [
        (sheet.place(row, index), text)
        for row in above
        for index, text in enumerate(sheet.row(row))
    ]
    return [*own_and_first, *table.carried]


def of_file(sheet: Sheet) -> tuple[Place, str]:
    """The words of a file's name; those by which the program itself names a template are no word of its schemes."""
    name = _words_of_name(sheet.stem.removeprefix(TEMPLATE_NAME))
    return Place(sheet.file), _BETWEEN_WORDS.sub(" ", name)


def of_sheet(sheet: Sheet) -> tuple[Place, str]:
    """The words of the name of a sheet; '' in a CSV."""
    return sheet.place(), _words_of_name(sheet.name or "")


def _words_of_name(name: str) -> str:
    """The words of a name that is typed in one: "KH_2023", "KH23", "DeXuat"."""
    pairs = zip(name, f"{name[1:]} ", strict=False)
    spaced = "".join(
        f"{letter} " if _ends_word(letter, after) else letter for letter, after in pairs
    )
    return spaced.replace("_", " ")


def _ends_word(letter: str, after: str) -> bool:
    return (letter.islower() and after.isupper()) or (letter.isalpha() and after.isdigit())


def footnotes(table: Table) -> Iterator[tuple[Place, str]]:
    """The rows below the schemes, but for totals and signatures; also those that a bullet makes parts of the last."""
    sheet = table.sheet
    last = int(table.schemes[-1])
    signed = False
    below = {*table.breaks, *table.notes, *table.components} - {*table.totals}
    for row in sorted(row for row in below if row > last):
        texts = [cell.strip() for cell in sheet.row(row) if cell.strip()]
        signed = signed or any(map(is_signature, texts))
        # Below the signatures stand names and posts.
        if not signed or _SAYS_OF_SCHEMES.search(normal(" ".join(texts))):
            yield sheet.place(row), " ".join(texts)


def parents(table: Table) -> Iterator[tuple[Place, str]]:
    """The texts of the header over the columns of money, but for their own names."""
    for _, parent in parents_by_column(table):
        yield parent


def parents_by_column(table: Table) -> Iterator[tuple[int, tuple[Place, str]]]:
    """The same, each with the number of its column."""
    sheet, header = table.sheet, table.header
    money = sorted(header.indexes(REGISTER_AMOUNTS))
    for row in range(header.top, header.bottom + 1):
        cells = sheet.row(row)
        over = standing_over(cells, row, sheet)
        for index in money:
            at = over[index]
            below = sheet.columns[index][row + 1 : header.bottom + 1].to_pylist()
            if at is not None and "".join(below).strip():
                yield index, (sheet.place(row, at), cells[at])


def component_rows(table: Table) -> Iterator[tuple[int, int]]:
    """Each row that belongs to the scheme above it, with the position of the scheme."""
    rows = sorted({*table.components, *table.continuations})
    for row, below in zip(rows, np.searchsorted(table.schemes, rows).tolist(), strict=True):
        # What stands below all schemes is a note on the table.
        if 0 < below < len(table.schemes):
            yield below - 1, row


# What is said beside schemes, and their positions -> which of it counts.
Counting = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _says_something(senses: np.ndarray, at: np.ndarray) -> np.ndarray:  # noqa: ARG001 - wherever it stands
    said: np.ndarray = senses != ""
    return said


def said_in_cells(
    table: Table,
    index: int,
    may_say: str,
    sense_in: Callable[[str], str],
    counting: Counting = _says_something,
) -> Iterator[tuple[int, Hit]]:
    """What the cells of a column of the sheet say of their schemes, as far as it counts.

    Only the cells are looked at that a pattern of Arrow finds, one without ends of texts or words.
    """
    cells = table.cells(index)
    if not holds(cells, may_say):
        return
    at = np.flatnonzero(np.asarray(pc.match_substring_regex(cells, may_say)))
    # A note is the same for many schemes.
    encoded = cells.take(pa.array(at)).dictionary_encode()
    words = [sense_in(text) for text in encoded.dictionary.to_pylist()]
    senses = np.array(words, dtype=object)[encoded.indices.to_numpy()]
    for number in positions(counting(senses, at)):
        position = int(at[number])
        text = cells[position].as_py()
        yield position, Hit(CELL, senses[number], table.place_in(index, position), text)


def said_in_groups(table: Table, sense_in: Callable[[str], str]) -> Iterator[tuple[int, Hit]]:
    """What the groups say in which schemes stand, the innermost first; a label of the same sort ends a group.

    A group may have sums of its own. A total speaks of the schemes above it.
    """
    sheet = table.sheet
    rows = sorted({*table.breaks, *table.notes})
    totals = {row for row in table.totals if table.total_text(row)}
    open_groups: dict[str, Hit | None] = {}
    stops = [0, *np.searchsorted(table.schemes, rows).tolist(), len(table.schemes)]
    for number, row in enumerate(rows, 1):
        cells = sheet.row(row)
        words = words_of(cells)
        sense = sense_in(words)
        hit = Hit(GROUP, sense, sheet.place(row), words) if sense else None
        if row in totals:
            start = stops[number - 1] if stops[number - 1] < stops[number] else 0
            if hit is not None:
                yield from ((position, hit) for position in range(start, stops[number]))
        else:
            sort = label_sort(next(cell.strip() for cell in cells if cell.strip()))
            # What stood inside a group of this sort ends with it.
            names = list(open_groups)
            if sort in names:
                for inner in names[names.index(sort) :]:
                    del open_groups[inner]
            open_groups[sort] = hit
        said = [hit for hit in reversed(open_groups.values()) if hit is not None]
        for position in range(stops[number], stops[number + 1]):
            for hit in said[:1]:
                yield position, hit


def words_of(cells: Iterable[str]) -> str:
    """The texts of a row in one, without its amounts and other numbers."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return " ".join(text for text in texts if LETTER.search(text)) or " ".join(texts)
