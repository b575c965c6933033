"""The definitions of `indicators.toml`.

Which figures an input selects, and the formula of each indicator.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from analysis import vocabulary
from analysis.definitions.law import Entry
from analysis.errors import FormulaError
from analysis.language.digits import typed
from analysis.language.formulas import parse_formula
from analysis.packaged import packaged_text

DEFINITIONS_FILE = "indicators.toml"
YEARS_INPUT = "so_nam"
YEARS_WORDS = "số năm dương lịch"
ANY = "*"
MOST_DECIMALS = 9
# The codes that a selection may name.
CODES = {
    "measure": vocabulary.MEASURES,
    "fund": vocabulary.FUNDS,
    "activity": vocabulary.ACTIVITIES,
    "beneficiary_type": vocabulary.BENEFICIARIES,
}
_ID = "[A-Za-z][A-Za-z0-9_]*"


@dataclass(frozen=True)
class Input:
    """A selection of figures under a short name; money is in đồng."""

    id: str
    label: str
    short: str
    measure: str
    fund: tuple[str, ...] = ("",)
    activity: tuple[str, ...] = ("",)
    beneficiary_type: tuple[str, ...] = ("",)
    sum: bool = False
    derive: tuple[str, ...] = ()
    prefer_derived: bool = False


@dataclass(frozen=True)
class Indicator:
    """An indicator: its formula over inputs, its unit, the most decimals that print shows, and a caveat.

    A value below zero has a caveat of its own where the other would not be true of it.
    """

    id: str
    label: str
    unit: str
    formula: str
    decimals: int
    caveat: str = ""
    caveat_below_zero: str = ""


@dataclass(frozen=True)
class Definitions:
    """All inputs and indicators, in the order of the file."""

    inputs: dict[str, Input]
    indicators: dict[str, Indicator]


T = TypeVar("T", Input, Indicator)


def _listed(told: Any) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, list | tuple) else (str(told),)


# How the file's entry becomes a field of a type.
READ: dict[str, Callable[[Any], Any]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "tuple[str, ...]": _listed,
}


@lru_cache(maxsize=1)
def load_definitions() -> Definitions:
    """The package's own definitions, checked."""
    return parse_definitions(definitions_text())


def definitions_text() -> str:
    """The text of the package's own definitions."""
    return packaged_text(f"definitions/{DEFINITIONS_FILE}")


def parse_definitions(text: str) -> Definitions:
    """Definitions from TOML.

    FormulaError names every entry that uses an unknown word, input or formula.
    """
    try:
        data = tomllib.loads(text)
        inputs = {id_: _made(Input, id_, entry) for id_, entry in data["inputs"].items()}
        indicators = {id_: _indicator(id_, entry) for id_, entry in data["indicators"].items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FormulaError(
            f"{DEFINITIONS_FILE}: không đọc được ({error}). Cách khắc phục: sửa lại mục vừa thêm."
        ) from error
    definitions = Definitions(inputs, indicators)
    problems = _problems(definitions)
    if problems:
        raise FormulaError("\n".join(f"{DEFINITIONS_FILE}: {problem}" for problem in problems))
    return definitions


def input_words(definitions: Definitions) -> dict[str, str]:
    """The short Vietnamese name of every input, for formulas that people read."""
    return {
        **{id_: entry.short for id_, entry in definitions.inputs.items()},
        YEARS_INPUT: YEARS_WORDS,
    }


def _indicator(id_: str, entry: Entry) -> Indicator:
    if entry["decimals"] not in range(MOST_DECIMALS + 1):
        raise ValueError(f"{id_}: decimals = {entry['decimals']}")
    return _made(Indicator, id_, entry)


def _made(
    kind: type[T],
    id_: str,
    entry: Entry,
) -> T:
    """An entry as an input or an indicator; its id is its heading.

    Raises:
        KeyError: a field without a default is absent, or a word is no field; a misspelt word would
            else be passed over.
    """
    known = [field for field in fields(kind) if field.name != "id"]
    unknown = entry.keys() - {field.name for field in known}
    if unknown:
        raise KeyError(f"{id_}: {sorted(unknown)}")
    told = {
        field.name: READ[str(field.type)](entry[field.name])
        for field in known
        if field.name in entry or field.default is MISSING
    }
    return kind(id_, **told)


def _problems(definitions: Definitions) -> list[str]:
    inputs, indicators = definitions.inputs.values(), definitions.indicators.values()
    ids = [*definitions.inputs, *definitions.indicators]
    # a formula reads inputs by name, the book holds both: one name must be one of them
    twice = sorted(definitions.inputs.keys() & definitions.indicators.keys())
    problems = [
        f"{id_}: mã phải là chữ cái rồi đến chữ, số và _"
        for id_ in ids
        if not re.fullmatch(_ID, id_)
    ]
    problems += [f"{id_}: mã vừa của đầu vào vừa của chỉ tiêu" for id_ in twice]
    for entry in inputs:
        for name, known in CODES.items():
            problems += [
                f"inputs.{entry.id}: {name} có mã lạ {code}"
                for code in _listed(getattr(entry, name))
                if code not in ("", ANY, *known)
            ]
    texts, formulas = [], []
    for entry in inputs:
        where = f"inputs.{entry.id}"
        texts += [(where, entry.label), (where, entry.short)]
        formulas += [(where, formula) for formula in entry.derive]
    for indicator in indicators:
        where = f"indicators.{indicator.id}"
        texts += [
            (where, indicator.label),
            (where, indicator.caveat),
            (where, indicator.caveat_below_zero),
        ]
        formulas.append((where, indicator.formula))
    # a label is printed beside values: a digit in it would pass for one
    for where, text in texts:
        if typed(text):
            problems.append(f"{where}: “{text}” có chữ số không phải là mã hay viện dẫn")
    for where, formula in formulas:
        try:
            names = parse_formula(formula).names
        except FormulaError as error:
            problems.append(f"{where}: {error}")
            continue
        for name in names:
            if name not in (*definitions.inputs, YEARS_INPUT):
                problems.append(f"{where}: công thức dùng đầu vào không có: {name}")
    return problems
