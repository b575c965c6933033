"""Processed data on disk.

`data/processed/<edition>/`, written by one notebook and read by the next.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.book.book import Book
from analysis.book.plain import plain, typed
from analysis.book.records import from_records, to_records
from analysis.checks.case import Check
from analysis.checks.waivers import Waiver
from analysis.edition import Edition
from analysis.faults import Finding
from analysis.figures.accounts import Account
from analysis.figures.cells import SingleCell
from analysis.figures.figure import FIGURE_DTYPES, Figure, figures_in
from analysis.issued.memory import Memory
from analysis.raw.rows import Correction
from analysis.registers.result import (
    CELL_DTYPES,
    SCHEME_DTYPES,
    TableRef,
    empty_cells,
    empty_schemes,
)

FIGURES = "figures.parquet"
SCHEMES = "schemes.parquet"
CELLS = "cells.parquet"
CLEAN = "clean.json"
INDICATORS = "indicators.json"
MEMORY = "memory.json"
PRINTED = "printed.json"
# Parts of `Clean` in files of their own.
APART = ("schemes", "cells", "memory")


@dataclass(frozen=True)
class Clean:
    """What cleaning gives beside the figures.

    The edition, the small tables as plain records, the schemes of registers. `schemes` has the
    columns of `registers.reader`, `tables` tells where each of its tables stands, `cells` holds
    what `registers.printed` takes from them: the rows of the schemes and of the year that they are
    compared with. `corrections` are those that touch the edition; `undone` has for the line of each
    the figures without it, None where they cannot be read. `waivers` speak of the edition;
    `accounts` tell what became of the rows of the raw files, `singles` are the cells of published
    figures and corrections that they add up.
    """

    edition: Edition
    place_name: str
    readings: list[dict[str, str]]
    sources: list[dict[str, str]]
    office: dict[str, str]
    notes: dict[str, list[dict[str, Any]]]
    findings: list[Finding]
    inputs: dict[str, str]
    counts: dict[str, int]
    tables: list[TableRef]
    schemes: pd.DataFrame = field(compare=False)
    corrections: list[Correction] = field(default_factory=list)
    undone: dict[str, list[Figure] | None] = field(default_factory=dict)
    waivers: list[Waiver] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    singles: list[SingleCell] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory, compare=False)
    cells: pd.DataFrame = field(default_factory=empty_cells, compare=False)


def write_clean(folder: Path, figures: pd.DataFrame, clean: Clean) -> None:
    """Write the figures frame (columns of `tidy`) and the small tables."""
    folder.mkdir(parents=True, exist_ok=True)
    figures.to_parquet(folder / FIGURES, index=False)
    if len(clean.schemes):
        clean.schemes.to_parquet(folder / SCHEMES, index=False)
    if len(clean.cells):
        clean.cells.to_parquet(folder / CELLS, index=False)
    small = [part.name for part in fields(clean) if part.name not in APART]
    _write_json(folder / CLEAN, {name: getattr(clean, name) for name in small})
    _write_json(folder / MEMORY, clean.memory)


def read_clean(folder: Path) -> tuple[list[Figure], Clean]:
    """The figures and the small tables that `write_clean` wrote."""
    frame = pd.read_parquet(folder / FIGURES).astype(FIGURE_DTYPES)
    apart = {
        "schemes": read_schemes(folder),
        "cells": _read_cells(folder),
        "memory": read_memory(folder),
    }
    return figures_in(frame), typed(Clean, {**_read_json(folder / CLEAN), **apart})


def read_memory(folder: Path) -> Memory:
    """What the edition remembers of issued records."""
    return typed(Memory, _read_json(folder / MEMORY))


def read_schemes(folder: Path) -> pd.DataFrame:
    """The schemes of an edition; none when it has no register."""
    path = folder / SCHEMES
    return pd.read_parquet(path).astype(SCHEME_DTYPES) if path.is_file() else empty_schemes()


def _read_cells(folder: Path) -> pd.DataFrame:
    path = folder / CELLS
    return pd.read_parquet(path).astype(CELL_DTYPES) if path.is_file() else empty_cells()


def read_clean_findings(folder: Path) -> list[Finding]:
    """The findings of cleaning alone."""
    return typed(list[Finding], _read_json(folder / CLEAN)["findings"])


def write_indicators(folder: Path, book: Book, checks: list[Check]) -> None:
    """Write the values of an edition and what its checks found."""
    _write_json(folder / INDICATORS, {"values": to_records(book), "checks": checks})


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


def _write_json(path: Path, data: Any) -> None:
    text = json.dumps(plain(data), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
