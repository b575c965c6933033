"""Processed data on disk.

`data/processed/<edition>/`, written by one notebook and read by the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.book.book import Book
from analysis.book.plain import plain, typed
from analysis.book.records import from_records
from analysis.checks.case import Check
from analysis.checks.waivers import Waiver
from analysis.definitions.law import Act
from analysis.definitions.provinces import across_reform
from analysis.edition import Edition
from analysis.faults import Finding
from analysis.figures.accounts import Account
from analysis.figures.figure import FIGURE_DTYPES, Figure, figures_in
from analysis.figures.origins import SingleCell
from analysis.issued.memory import Memory
from analysis.issued.record import NO_DATA, PlaceData
from analysis.json_text import json_text
from analysis.project import ALL_YEARS, BESIDE, CELLS, CLEAN, FIGURES, MEMORY, NARRATIVE, SCHEMES
from analysis.raw.norms import ProvincialNorm
from analysis.raw.offices import hides_households, unsigned
from analysis.raw.rows import Cells, Correction
from analysis.registers.result import CELL_DTYPES, SCHEME_DTYPES
from analysis.registers.table_refs import TableRef
from analysis.stages.narrative import NO_NARRATIVE, Narrative

INDICATORS = "indicators.json"
PRINTED = "printed.json"
# Parts of `Clean` in files of their own: frames, and what a run without records need not read.
APART = ("schemes", "cells", "memory", "narrative", "place", "beside")


@dataclass(frozen=True)
class Clean:
    """What cleaning gives beside the figures.

    The edition, the small tables as plain records, the schemes of registers. `schemes` has the
    columns of `registers.reader`, `tables` tells where each of its tables stands, `cells` holds
    what `registers.printed` takes from them: the rows of the schemes and of the year that they are
    compared with. `acts` and `norms` are the province's own. `corrections` are those that touch the
    edition; `undone` has for the line of each the figures without it, None where they cannot be read.
    `waivers` speak of the edition; `form_lines` has the line of the official form of funds by a text
    of a scheme, as the office put it. `accounts` tell what became of the rows of the raw files,
    `singles` are the cells of published figures and corrections that they add up. `inputs` and `rows`
    tell for each used file the hash of its used rows and where they stand, `meaning` is one hash over
    what they were read as (`stages.used`). `narrative`, the words that only the report needs, `place`,
    the data of its place for all years, and `beside`, what is told of all that the edition does not
    use, are no part of it.
    """

    edition: Edition
    place_name: str
    readings: list[Cells]
    sources: list[Cells]
    findings: list[Finding]
    inputs: dict[str, str]
    rows: dict[str, str]
    counts: dict[str, int]
    tables: list[TableRef]
    corrections: list[Correction]
    undone: dict[str, list[Figure] | None]
    waivers: list[Waiver]
    accounts: list[Account]
    singles: list[SingleCell]
    is_broken: bool
    form_lines: dict[str, str]
    schemes: pd.DataFrame = field(compare=False)
    cells: pd.DataFrame = field(compare=False)
    memory: Memory = field(compare=False)
    acts: list[Act] = field(default_factory=list)
    norms: list[ProvincialNorm] = field(default_factory=list)
    meaning: str = ""
    narrative: Narrative = field(default=NO_NARRATIVE, compare=False)
    place: PlaceData = field(default=NO_DATA, compare=False)
    beside: list[Finding] = field(default_factory=list, compare=False)

    @property
    def unsigned(self) -> list[str]:
        """The columns of `co-quan.csv` without which nobody can sign the report, as far as they lack."""
        return unsigned(self.narrative.office, self.place_name)

    @property
    def hides_households(self) -> bool:
        """Whether the owner of the register keeps names of households and persons out of print."""
        return hides_households(self.narrative.office)

    @property
    def listed(self) -> pd.DataFrame:
        """The schemes that lists and groups of the whole period hold, see `listed_of`."""
        return listed_of(self.schemes, self.is_broken)


def listed_of(schemes: pd.DataFrame, is_broken: bool) -> pd.DataFrame:
    """The schemes that lists and groups of the whole period hold.

    None of a period whose years are of different territories: what they add up and count would be of neither.
    """
    years = schemes["year"]
    if is_broken and len(years) and across_reform(int(years.min()), int(years.max())):
        return schemes.head(0)
    return schemes


def write_clean(folder: Path, figures: pd.DataFrame, clean: Clean) -> None:
    """Write the figures frame (columns of `tidy`) and the small tables; no file for no rows."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_frame(folder / FIGURES, figures)
    for name, frame in ((SCHEMES, clean.schemes), (CELLS, clean.cells)):
        if len(frame):
            _write_frame(folder / name, frame)
    small = {name: part for name, part in vars(clean).items() if name not in APART}
    _write_json(folder / CLEAN, small)
    _write_json(folder / MEMORY, clean.memory)
    write_narrative(folder, clean.narrative)
    _write_json(folder / ALL_YEARS, clean.place)


def read_clean(folder: Path) -> tuple[list[Figure], Clean]:
    """The figures and the small tables that `write_clean` wrote, without narrative, place and what lies beside."""
    clean = _read_json(folder / CLEAN)
    clean["schemes"] = read_schemes(folder)
    clean["cells"] = _frame(folder / CELLS, CELL_DTYPES)
    clean["memory"] = read_memory(folder)
    return figures_in(_frame(folder / FIGURES, FIGURE_DTYPES)), typed(Clean, clean)


def write_narrative(folder: Path, narrative: Narrative) -> None:
    """Write the words of the analyst and the office in place of those that were there."""
    _write_json(folder / NARRATIVE, narrative)


def read_narrative(folder: Path) -> Narrative:
    """The words that `write_narrative` wrote."""
    return typed(Narrative, _read_json(folder / NARRATIVE))


def read_all_years(folder: Path) -> PlaceData:
    """The data of the edition's place for every year."""
    return typed(PlaceData, _read_json(folder / ALL_YEARS))


def read_memory(folder: Path) -> Memory:
    """What the edition remembers of issued records."""
    return typed(Memory, _read_json(folder / MEMORY))


def read_schemes(folder: Path) -> pd.DataFrame:
    """The schemes of an edition; none when it has no register."""
    return _frame(folder / SCHEMES, SCHEME_DTYPES)


def _frame(path: Path, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """The frame of a file, in these columns; one without a row where there is no file."""
    frame = pd.DataFrame(columns=list(dtypes))
    if path.is_file():
        frame = pd.read_parquet(path)
    return frame.astype(dtypes)


def read_own_norms(folder: Path) -> list[ProvincialNorm]:
    """The norms of the edition's province."""
    return typed(list[ProvincialNorm], _read_json(folder / CLEAN)["norms"])


def read_clean_findings(folder: Path) -> list[Finding]:
    """The findings of cleaning alone."""
    return typed(list[Finding], _read_json(folder / CLEAN)["findings"])


def write_beside(work: Path, beside: list[Finding]) -> None:
    """Write what is told of files and rows that the edition does not use into a folder for work."""
    work.mkdir(parents=True, exist_ok=True)
    _write_json(work / BESIDE, beside)


def read_beside(work: Path) -> list[Finding]:
    """The findings that `write_beside` wrote."""
    return typed(list[Finding], _read_json(work / BESIDE))


def write_indicators(folder: Path, book: Book, checks: list[Check]) -> None:
    """Write the values of an edition and what its checks found."""
    _write_json(folder / INDICATORS, {"values": [*book], "checks": checks})


def read_indicators(folder: Path) -> tuple[Book, list[Check]]:
    """The values and checks that `write_indicators` wrote."""
    data = _read_json(folder / INDICATORS)
    return from_records(data["values"]), typed(list[Check], data["checks"])


def write_printed(folder: Path, ids: list[str]) -> None:
    """Write the ids of all values that the report prints, and what they are computed from."""
    _write_json(folder / PRINTED, ids)


def read_printed(folder: Path) -> list[str]:
    """The ids that `write_printed` wrote."""
    return typed(list[str], _read_json(folder / PRINTED))


def _write_frame(path: Path, frame: pd.DataFrame) -> None:
    # nothing asks for the least and the greatest value of a column, which takes a sixth of the time
    frame.to_parquet(path, index=False, write_statistics=False)


def _write_json(path: Path, data: Any) -> None:
    text = json_text(plain(data))
    # the same bytes on every system: a run hashes what it reads
    path.write_bytes(text.encode() + b"\n")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
