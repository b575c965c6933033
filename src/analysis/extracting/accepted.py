"""Draft rows that a person accepted, and tables with rows added at their end."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.delimited import HINT, QuoteError, records_of, separator_of
from analysis.extracting.article import Extraction, extract
from analysis.extracting.draft import (
    ACCEPTED,
    CONFIDENCE,
    DRAFT_COLUMNS,
    SENTENCE,
    SURE,
    UNSURE,
    Row,
)
from analysis.faults import Place, Problems
from analysis.language.number_faults import NumberError
from analysis.language.numbers import parse_exact, parse_figure
from analysis.messages import shown
from analysis.prose.quantities import Quantity
from analysis.vocabulary import FIGURE_COLUMNS

DROPPED = "bỏ"
_NUMBER = re.compile(r"([A-Z]+)([0-9]+)")
# How the note begins of a row whose value its sentence does not print, and whose writer means it.
MEANT = "khác câu"
_DIGITS = re.compile(r"(?<![\w.,])[0-9][0-9.,]*(?<![.,])")
_MOST_TOLD = 8
Known = Mapping[str, Sequence[Fraction]]


@dataclass(frozen=True)
class Taken:
    """An accepted row and the record of the draft that it stands in, counted from 1 with the header."""

    cells: Row
    record: int


def rows_in(file: str, text: str, columns: Sequence[str], problems: Problems) -> list[Taken]:
    """The rows of a CSV that has these columns, whatever others it has; none after a fault."""
    try:
        top, records = records_of(text, columns)
    except QuoteError as error:
        problems.fault(
            "csv-quote", Place(file, None, error.record), f"không tách được cột ({error})"
        )
        return []
    header = [cell.strip() for cell in (records[top:] or [[]])[0]]
    if lacking := [name for name in columns if name not in header]:
        problems.fault(
            "header-missing",
            Place(file, None, 1),
            "thiếu cột " + ", ".join(lacking),
            ", ".join(columns),
        )
        return []
    rows = []
    for number, record in enumerate(records[top + 1 :], start=top + 2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            got = f"dòng có {len(record)} ô"
            problems.fault(
                "row-width", Place(file, None, number), got, f"{len(header)} ô như dòng tiêu đề"
            )
            continue
        rows.append(
            Taken({name: cell.strip() for name, cell in zip(header, record, strict=True)}, number)
        )
    return rows


def accepted_rows(file: str, text: str, known: Known, problems: Problems) -> list[Taken]:
    """The rows of a draft that a person accepted; each that nobody decided is a fault, however sure it seems.

    So is a value that the sentence of its row does not print, unless the row says that it is meant. One that is no
    figure is accepted only by the person's own word, so that it is not lost but told. `known` is of `known_values`.
    """
    taken = []
    for row in rows_in(file, text, (*FIGURE_COLUMNS, CONFIDENCE), problems):
        word = row.cells[CONFIDENCE].casefold()
        where = Place(file, None, row.record, CONFIDENCE)
        is_figure = row.cells["chi_tieu"] or word == ACCEPTED
        if not is_figure or word == DROPPED:
            continue
        if word == ACCEPTED:
            taken.append(row)
            if (printed := unlike_sentence(row.cells, known)) is not None:
                value = f"{row.cells['gia_tri']} {row.cells['don_vi']}"
                problems.fault(
                    "draft-value",
                    Place(file, None, row.record, "gia_tri"),
                    f"{value}: câu của dòng này chỉ in {shown(printed)}",
                )
        elif word in (SURE, UNSURE):
            why = row.cells.get("ly_do", "")
            told = f"{word} ({shown(why)})" if why else word
            problems.fault(
                "draft-undecided",
                where,
                f"{row.cells['gia_tri']} {row.cells['don_vi']}: chưa ai quyết, còn ghi {told}",
            )
        else:
            words = f"{ACCEPTED}, {DROPPED}"
            problems.fault(
                "category-unknown",
                where,
                f'"{shown(row.cells[CONFIDENCE])}" là từ lạ',
                words,
                "dùng đúng một trong các từ trên",
            )
    return taken


def known_values(lines: str) -> Known:
    """The values of quantities by their text, in đồng or in ones, from the lines of `trich.jsonl`.

    A whole article may tell what a sentence alone does not: that its dots are decimal ones. None of lines that are no
    such lines any more.
    """
    known: dict[str, list[Fraction]] = {}
    try:
        for line in lines.splitlines():
            record = json.loads(line)
            value = parse_exact(record["value"])
            base = Quantity(record["start"], record["end"], value, record["unit"], "").base
            known.setdefault(_words(record["text"]), []).append(base)
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    return known


def unlike_sentence(row: Row, known: Known) -> str | None:
    """What the sentence of a row prints, where the value of the row is none of it; else None.

    None too of a row without a sentence, of one whose note says that it is meant, and of a value that is no figure,
    which the checks of all raw files tell.
    """
    sentence = row.get(SENTENCE, "")
    if not sentence or row["ghi_chu"].casefold().startswith(MEANT):
        return None
    try:
        value = parse_figure(row["gia_tri"], row["don_vi"])
    except NumberError:
        return None
    found = extract(sentence)
    for one in found.quantities:
        if value in known.get(_words(one.text), [one.quantity.base]):
            return None
    alone = list(_alone(found))
    if value in _figures(alone, row["don_vi"]):
        return None
    printed = [_words(one.text) for one in found.quantities] or alone
    more = [f"và {len(printed) - _MOST_TOLD} số khác"] if len(printed) > _MOST_TOLD else []
    return ", ".join([*printed[:_MOST_TOLD], *more]) or "chữ, không có con số nào"


def _words(text: str) -> str:
    return " ".join(text.split())


def _alone(found: Extraction) -> Iterator[str]:
    """Numbers in digits that are part of no quantity: "12" of "12 và 15 đề án", "10" of "10 năm qua"."""
    for match in _DIGITS.finditer(found.text):
        if all(match.end() <= one.start or one.end <= match.start() for one in found.quantities):
            yield match[0]


def _figures(printed: Sequence[str], unit: str) -> Iterator[Fraction]:
    """What numbers are in a unit, without those that are no figure in it."""
    for text in printed:
        try:
            yield parse_figure(text, unit)
        except NumberError:
            continue


def figure_cells(row: Taken) -> Row:
    """The cells of a published figure, without what a draft says beside."""
    kept = DRAFT_COLUMNS[: DRAFT_COLUMNS.index("cau")]
    return {column: row.cells.get(column, "") for column in kept}


def with_rows(
    before: bytes | None, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> bytes | None:
    """A table with rows at its end, every byte that stood there kept; None where it cannot take them.

    Args:
        before: the bytes of the table; None where it is still to be made.
        columns: those of a table that is made.
        rows: cells by column.
    """
    if before is None or not before.strip(b"\xef\xbb\xbf\r\n\t "):
        return (before or b"") + _lines(
            columns, ",", "\n", [dict(zip(columns, columns, strict=True)), *rows]
        )
    try:
        text = before.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    top, records = records_of(text, columns)
    header = [cell.strip() for cell in (records[top:] or [[]])[0]]
    if any(cell and name not in header for row in rows for name, cell in row.items()):
        return None
    hint = HINT.match(text)
    separator = hint[1] if hint else separator_of(text, columns)
    end = "\r\n" if b"\r\n" in before else "\n"
    between = b"" if before.endswith((b"\n", b"\r")) else end.encode()
    return before + between + _lines(header, separator, end, rows)


def _lines(
    columns: Sequence[str], separator: str, end: str, rows: Sequence[Mapping[str, str]]
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, columns, restval="", extrasaction="ignore", delimiter=separator, lineterminator=end
    )
    writer.writerows(rows)
    return text.getvalue().encode()


def renumbered(rows: Sequence[Row], taken: Sequence[str]) -> list[Row]:
    """Readings whose ids are free: one that another reading has gets the next number."""
    known = set(taken)
    free = []
    for row in rows:
        id_ = row["id"]
        match = _NUMBER.fullmatch(id_)
        while id_ in known and match:
            id_ = f"{match[1]}{int(match[2]) + 1:0{len(match[2])}d}"
            match = _NUMBER.fullmatch(id_)
        known.add(id_)
        free.append({**row, "id": id_})
    return free
