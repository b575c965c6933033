"""Whether the value of an accepted row is one that the sentence of the row prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from analysis.extracting.article import Extraction, extract
from analysis.extracting.draft import SENTENCE, Row
from analysis.language.number_faults import NumberError
from analysis.language.numbers import parse_exact, parse_figure
from analysis.prose.quantities import Quantity

# How the note begins of a row whose value its sentence does not print, and whose writer means it.
MEANT = "khác câu"
_DIGITS = re.compile(r"(?<![\w.,])[0-9][0-9.,]*(?<![.,])")
_MOST_TOLD = 8
Known = Mapping[str, Sequence[Fraction]]


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
