"""Published figures of a part of a year: the days that a row names, and words that speak of a part.

A source that prints nine months of a year prints the year beside them; read as a figure of the year
it would be a wrong one. Where the words of a row speak of a part, its days must stand in the row.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.language.year_parts import part_words, without_length_of_class
from analysis.span import dates_of, day_of
from analysis.vocabulary import PERIOD_COLUMNS

# Columns whose words are looked at; that of what is done may say how long a class lasts.
TOLD_IN = ("ghi_chu", "vi_tri")
OF_WORK = "noi_dung"


def part_told(cells: Mapping[str, str]) -> tuple[str, str]:
    """Column and words of a row that speaks of a part of a year and names no days; '' where it does not."""
    if not any(cells.get(column) for column in PERIOD_COLUMNS):
        texts = {column: cells[column] for column in TOLD_IN}
        texts[OF_WORK] = without_length_of_class(cells[OF_WORK])
        for column, text in texts.items():
            if words := part_words(text):
                return column, words
    return "", ""


def days_in(cells: Mapping[str, str]) -> tuple[str, str] | None:
    """First and last day that a row names, ('', '') of whole years.

    None where they are no two days, first the earlier one, of the years that the row names.
    """
    texts = [cells.get(column, "") for column in PERIOD_COLUMNS]
    if not any(texts):
        return "", ""
    first, last = map(day_of, texts)
    if first is None or last is None or first > last:
        return None
    if [str(first.year), str(last.year)] != [cells["tu_nam"], cells["den_nam"]]:
        return None
    _, _, *days = dates_of(first, last)
    return days[0], days[1]
