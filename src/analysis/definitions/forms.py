"""The official forms as data (`forms.toml`): their lines, and which schemes belong to a line of the funds form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.definitions.law import table_of
from analysis.language.spelling import spelled


@dataclass(frozen=True)
class FundsLine:
    """A line of the funds form.

    `activities` are the codes of `vocabulary.KINDS` whose schemes may belong here, `default` those of them whose
    schemes do where the words of no line tell. `words` are found in a text as `comparable` gives it,
    `kinds` are such texts.
    """

    number: str
    label: str
    activities: tuple[str, ...]
    default: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountedLine:
    """A line of the forms of results and awards.

    `line` is the number of the line of the funds form whose schemes it tells of, `measure` what is counted or
    summed over them: schemes, establishments, counterpart, or '' for what no register knows.
    """

    number: str
    label: str
    unit: str
    line: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Forms:
    """The titles and lines of the forms of funds, results and awards."""

    funds_title: str
    funds: tuple[FundsLine, ...]
    results_title: str
    results: tuple[CountedLine, ...]
    awards_title: str
    awards: tuple[CountedLine, ...]


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms in the order of the file."""
    told = table_of("forms.toml")
    funds, results, awards = told["funds"], told["results"], told["awards"]
    return Forms(
        funds["title"],
        tuple(map(_funds_line, funds["lines"])),
        results["title"],
        tuple(CountedLine(**entry) for entry in results["lines"]),
        awards["title"],
        tuple(CountedLine(**entry) for entry in awards["lines"]),
    )


def comparable(text: str) -> str:
    """A text in the form in which words and kinds of lines are compared."""
    return " ".join(spelled(text).split()).casefold()


def _funds_line(entry: dict[str, Any]) -> FundsLine:
    words = entry.get("words")
    return FundsLine(
        entry["number"],
        entry["label"],
        tuple(entry["activities"]),
        tuple(entry.get("default", ())),
        re.compile(spelled(words)) if words else None,
        tuple(map(comparable, entry.get("kinds", ()))),
    )
