"""The parameters of one run, checked at once: the place and the period of the edition, and the others.

A parameter arrives as the text that the user typed. Nothing of it is trusted: a year is four ASCII digits, a place is a
slug, a date is a real date. All mistakes are collected and told together, before any work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.batch_reader import BatchReader
from analysis.edition_reader import DEFAULT_FROM, DEFAULT_TO, EditionReader
from analysis.parameter_reader import DEFAULT_UNIT, Engine, Given, MoneyUnit, Reader, Renderer

PERIOD_NAMES = ("PLACE", "YEAR", "FROM", "TO", "PERIOD", "TO_DATE")
SUMS_NAMES = (*PERIOD_NAMES, "STATUS")
NAMES = (*PERIOD_NAMES, "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT", "UNIT", "ENGINE")
BATCH_NAMES = (
    "EDITIONS", "PLACES", "YEARS", "JOBS", "LIMIT", "SCHEDULER", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT", "UNIT",
    "ENGINE",
)  # fmt: skip
MOST_JOBS = 64
MOST_SECONDS = 86_400
# make tells by this variable which parameters were given: an empty value and no value look alike in
# an environment
GIVEN_BY_MAKE = "ANALYSIS_GIVEN"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Parameters:
    """What the user asked for.

    `place` is None for the department's own, `report_date` None for a dotted blank.
    """

    place: str | None = None
    year_from: int = DEFAULT_FROM
    year_to: int = DEFAULT_TO
    report_date: dt.date | None = None
    renderer: Renderer = "embedded"
    quarto: str | None = None
    draft: bool = False
    from_date: str = ""
    to_date: str = ""
    status: str = ""
    unit: MoneyUnit = DEFAULT_UNIT
    engine: Engine = "fork"


@dataclass(frozen=True)
class Batch:
    """What the user asked of many editions: a file of them or `all`, else places (none: the own one) by years.

    `limit` is the most seconds that one may take, None without a limit; `scheduler` is the address of
    a cluster's, None to work here; `each` has what is asked of every edition.
    """

    editions: str | None
    places: Sequence[str]
    years: Sequence[int]
    jobs: int
    limit: int | None
    scheduler: str | None
    each: Parameters


def given_by_make(environment: Mapping[str, str]) -> dict[str, str]:
    """Parameters that make was given, by its own list of their names.

    None when make did not start this program.
    """
    return {name: environment.get(name, "") for name in environment.get(GIVEN_BY_MAKE, "").split()}


def parse_year(given: Given) -> int:
    """Check the parameters of a verb that takes one year and nothing else.

    Raises:
        ParameterError: once, with every mistake found; a missing YEAR is one.
    """
    return _only(given, "YEAR", Reader.needed_year)


def parse_file(given: Given) -> str:
    """Check the parameter of a verb that takes the name of one file and nothing else.

    Raises:
        ParameterError: once, with every mistake found; a missing FILE is one.
    """
    return _only(given, "FILE", Reader.needed_file)


def parse_path(given: Given) -> str:
    """Check the parameter of a verb that takes the path of one file and nothing else.

    Raises:
        ParameterError: once, with every mistake found; a missing FILE is one.
    """
    return _only(given, "FILE", Reader.needed_path)


def _only(given: Given, name: str, read: Callable[[Reader], Value]) -> Value:
    """The value of a verb's only parameter."""
    reader = Reader(given, (name,))
    value = read(reader)
    reader.raise_problems()
    return value


def parse_parameters(given: Given, names: Sequence[str] = NAMES) -> Parameters:
    """Check all parameters given, by name; `names` are those that the verb has.

    Raises:
        ParameterError: once, with every mistake found, each with its code.
    """
    reader = EditionReader(given, names)
    year_from, year_to, from_date, to_date = reader.period()
    place = reader.place_until(to_date or f"{year_to}-12-31")
    parameters = replace(
        _of_any_edition(reader),
        place=place,
        year_from=year_from,
        year_to=year_to,
        from_date=from_date,
        to_date=to_date,
        status=reader.status(),
    )
    reader.raise_problems()
    return parameters


def parse_batch(given: Given) -> Batch:
    """Check the parameters of a batch.

    Raises:
        ParameterError: once, with every mistake found.
    """
    reader = BatchReader(given, BATCH_NAMES)
    batch = Batch(
        editions=reader.editions(),
        places=reader.places(),
        years=reader.years(),
        jobs=reader.count("JOBS", MOST_JOBS, 2) or 1,
        limit=reader.count("LIMIT", MOST_SECONDS, 300),
        scheduler=reader.scheduler(),
        each=_of_any_edition(reader),
    )
    reader.raise_problems()
    return batch


def _of_any_edition(reader: Reader) -> Parameters:
    """What may be asked of an edition whichever it is."""
    return Parameters(
        report_date=reader.report_date(),
        renderer=reader.renderer(),
        quarto=reader.quarto(),
        draft=reader.draft(),
        unit=reader.unit(),
        engine=reader.engine(),
    )
