"""The official forms as data (`forms.toml`): their lines, and which schemes belong to a line of the funds form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

from analysis.language.spelling import spelled
from analysis.packaged import packaged_table

# The code of what no scheme is paid with.
MANAGEMENT = "QL"


@dataclass(frozen=True)
class FundsLine:
    """A line of the funds form.

    `activities` are the codes of `vocabulary.KINDS` whose schemes may belong here, `default` those of them whose
    schemes do where the words of no line tell, `also` others, whose schemes do where their own name has the words.
    `words` are found in a text as `comparable` gives it, `kinds` are such texts.
    """

    number: str
    label: str
    activities: tuple[str, ...]
    default: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def activity(self) -> str:
        """The code of the activity that its money is of; '' where that is the office's to say."""
        told = self.default or self.activities
        return told[0] if len(told) == 1 else ""

    @property
    def is_management(self) -> bool:
        """Whether it holds what managing the programme costs, of which a register of schemes says nothing."""
        return MANAGEMENT in self.activities


@dataclass(frozen=True)
class CountedLine:
    """A line of the forms of results and awards.

    `key` is its number, of a line without one that of the line above it with a letter: "9", "9a". `line` is the
    number of the line of the funds form whose schemes it tells of, `measure` what is counted or summed over them:
    schemes, establishments, counterpart, trained, jobs, or '' for what no register knows.
    """

    key: str
    number: str
    label: str
    unit: str
    line: str = ""
    measure: str = ""

    @property
    def name(self) -> str:
        """The label without the dash before a part."""
        return self.label.lstrip("- ")

    @property
    def is_counterpart(self) -> bool:
        """Whether it has money that is read as counterpart."""
        return self.measure == "counterpart"


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
    told = packaged_table("definitions/forms.toml")
    funds, results, awards = told["funds"], told["results"], told["awards"]
    return Forms(
        funds["title"],
        tuple(map(_funds_line, funds["lines"])),
        results["title"],
        tuple(_counted_lines(results["lines"])),
        awards["title"],
        tuple(_counted_lines(awards["lines"])),
    )


def comparable(text: str) -> str:
    """A text in the form in which words and kinds of lines are compared."""
    return " ".join(spelled(text).split()).casefold()


def _counted_lines(entries: Iterable[dict[str, Any]]) -> Iterator[CountedLine]:
    number, below = "", 0
    for entry in entries:
        below += 1
        if entry["number"].isdigit():
            number, below = entry["number"], 0
        letter = ascii_lowercase[below - 1] if below else ""
        yield CountedLine(number + letter, **entry)


def _funds_line(entry: dict[str, Any]) -> FundsLine:
    words = entry.get("words")
    return FundsLine(
        entry["number"],
        entry["label"],
        tuple(entry["activities"]),
        tuple(entry.get("default", ())),
        re.compile(spelled(words)) if words else None,
        tuple(map(comparable, entry.get("kinds", ()))),
        tuple(entry.get("also", ())),
    )
