"""The definitions of `indicators.toml`.

Which figures an input selects, and the formula of each indicator.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from analysis import vocabulary
from analysis.errors import FormulaError
from analysis.language.digits import typed
from analysis.language.formulas import parse_formula

DEFINITIONS_FILE = "indicators.toml"
YEARS_INPUT = "so_nam"
YEARS_WORDS = "số năm dương lịch"
ANY = "*"
MOST_DECIMALS = 9
_ID = "[A-Za-z][A-Za-z0-9_]*"


@dataclass(frozen=True)
class Input:
    """A selection of figures under a short name; money is in đồng."""

    id: str
    label: str
    short: str
    measure: str
    fund: tuple[str, ...]
    activity: tuple[str, ...]
    beneficiary_type: tuple[str, ...]
    sum: bool
    derive: tuple[str, ...]
    prefer_derived: bool


@dataclass(frozen=True)
class Indicator:
    """An indicator: its formula over inputs, its unit, the most decimals that print shows, and a caveat."""

    id: str
    label: str
    unit: str
    formula: str
    decimals: int
    caveat: str


@dataclass(frozen=True)
class Definitions:
    """All inputs and indicators, in the order of the file."""

    inputs: dict[str, Input]
    indicators: dict[str, Indicator]


@lru_cache(maxsize=1)
def load_definitions() -> Definitions:
    """The package's own definitions, checked."""
    return parse_definitions(definitions_text())


def definitions_text() -> str:
    """The text of the package's own definitions."""
    return (
        resources.files("analysis.definitions")
        .joinpath(DEFINITIONS_FILE)
        .read_text(encoding="utf-8")
    )


def parse_definitions(text: str) -> Definitions:
    """Definitions from TOML.

    FormulaError names every entry that uses an unknown word, input or formula.
    """
    try:
        data = tomllib.loads(text)
        inputs = {id_: _input(id_, entry) for id_, entry in data["inputs"].items()}
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


def _input(id_: str, entry: dict[str, object]) -> Input:
    known = {
        "label",
        "short",
        "measure",
        "fund",
        "activity",
        "beneficiary_type",
        "sum",
        "derive",
        "prefer_derived",
    }
    if set(entry) - known:
        raise KeyError(f"{id_}: {sorted(set(entry) - known)}")

    def words(name: str) -> tuple[str, ...]:
        value = entry.get(name, [""])
        return tuple(value) if isinstance(value, list) else (str(value),)

    return Input(
        id=id_,
        label=str(entry["label"]),
        short=str(entry["short"]),
        measure=str(entry["measure"]),
        fund=words("fund"),
        activity=words("activity"),
        beneficiary_type=words("beneficiary_type"),
        sum=bool(entry.get("sum", False)),
        derive=tuple(entry.get("derive", ())),  # type: ignore[arg-type]
        prefer_derived=bool(entry.get("prefer_derived", False)),
    )


def _indicator(id_: str, entry: dict[str, object]) -> Indicator:
    known = {"label", "unit", "formula", "decimals", "caveat"}
    if set(entry) - known:
        raise KeyError(f"{id_}: {sorted(set(entry) - known)}")
    if entry["decimals"] not in range(MOST_DECIMALS + 1):
        raise ValueError(f"{id_}: decimals = {entry['decimals']}")
    return Indicator(
        id=id_,
        label=str(entry["label"]),
        unit=str(entry["unit"]),
        formula=str(entry["formula"]),
        decimals=int(str(entry["decimals"])),
        caveat=str(entry.get("caveat", "")),
    )


def _problems(definitions: Definitions) -> list[str]:
    ids = [*definitions.inputs, *definitions.indicators]
    problems = [
        f"{id_}: mã phải là chữ cái rồi đến chữ, số và _"
        for id_ in ids
        if not re.fullmatch(_ID, id_)
    ]
    problems += [
        f"{id_}: mã vừa của đầu vào vừa của chỉ tiêu"
        for id_ in sorted({i for i in ids if ids.count(i) > 1})
    ]
    for entry in definitions.inputs.values():
        words = (
            ("measure", (entry.measure,), vocabulary.MEASURES),
            ("fund", entry.fund, vocabulary.FUNDS),
            ("activity", entry.activity, vocabulary.ACTIVITIES),
            ("beneficiary_type", entry.beneficiary_type, vocabulary.BENEFICIARIES),
        )
        for name, codes, known in words:
            problems += [
                f"inputs.{entry.id}: {name} có mã lạ {code}"
                for code in codes
                if code not in ("", ANY, *known)
            ]
    texts = [
        (f"inputs.{i.id}", text) for i in definitions.inputs.values() for text in (i.label, i.short)
    ]
    texts += [
        (f"indicators.{i.id}", text)
        for i in definitions.indicators.values()
        for text in (i.label, i.caveat)
    ]
    problems += [
        f"{where}: “{text}” có chữ số không phải là mã hay viện dẫn"
        for where, text in texts
        if typed(text)
    ]
    known_names = {*definitions.inputs, YEARS_INPUT}
    formulas = [(f"indicators.{i.id}", i.formula) for i in definitions.indicators.values()]
    formulas += [(f"inputs.{i.id}", text) for i in definitions.inputs.values() for text in i.derive]
    for where, text in formulas:
        try:
            unknown = [name for name in parse_formula(text).names if name not in known_names]
        except FormulaError as error:
            problems.append(f"{where}: {error}")
            continue
        problems += [f"{where}: công thức dùng đầu vào không có: {name}" for name in unknown]
    return problems
