"""Processed data on disk: `data/processed/<edition>/`, written by one notebook and read by the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cases import Check
from analysis.edition import Edition
from analysis.errors import Finding
from analysis.records import from_records, to_records
from analysis.registers.printed import CELL_DTYPES, empty_cells
from analysis.registers.reader import SCHEME_DTYPES, TableRef, empty_schemes
from analysis.tidy import FIGURE_DTYPES, Figure, figures_in
from analysis.trace import Book

FIGURES = "figures.parquet"
SCHEMES = "schemes.parquet"
CELLS = "cells.parquet"
CLEAN = "clean.json"
INDICATORS = "indicators.json"


@dataclass(frozen=True)
class Clean:
    """What cleaning gives beside the figures: the edition, the small tables as plain records, the schemes of registers.

    `schemes` has the columns of `registers.reader`, `tables` tells where each of its tables stands, `cells` holds what
    `registers.printed` takes from them: the rows of the schemes and of the year that they are compared with.
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
    cells: pd.DataFrame = field(default_factory=empty_cells, compare=False)


def write_clean(folder: Path, figures: pd.DataFrame, clean: Clean) -> None:
    """Write the figures frame (columns of `tidy`) and the small tables."""
    folder.mkdir(parents=True, exist_ok=True)
    figures.to_parquet(folder / FIGURES, index=False)
    if len(clean.schemes):
        clean.schemes.to_parquet(folder / SCHEMES, index=False)
    if len(clean.cells):
        clean.cells.to_parquet(folder / CELLS, index=False)
    plain = {part.name: getattr(clean, part.name) for part in fields(clean) if part.name not in ("schemes", "cells")}
    _write_json(folder / CLEAN, plain)


def read_clean(folder: Path) -> tuple[list[Figure], Clean]:
    """The figures and the small tables that `write_clean` wrote."""
    frame = pd.read_parquet(folder / FIGURES).astype(FIGURE_DTYPES)
    data = json.loads((folder / CLEAN).read_text(encoding="utf-8"))
    data["edition"] = Edition(**data["edition"])
    data["findings"] = [Finding(**finding) for finding in data["findings"]]
    data["tables"] = [TableRef(**table) for table in data["tables"]]
    return figures_in(frame), Clean(**data, schemes=read_schemes(folder), cells=_read_cells(folder))


def read_schemes(folder: Path) -> pd.DataFrame:
    """The schemes of an edition; none when it has no register."""
    path = folder / SCHEMES
    return pd.read_parquet(path).astype(SCHEME_DTYPES) if path.is_file() else empty_schemes()


def _read_cells(folder: Path) -> pd.DataFrame:
    path = folder / CELLS
    return pd.read_parquet(path).astype(CELL_DTYPES) if path.is_file() else empty_cells()


def read_clean_findings(folder: Path) -> list[Finding]:
    """The findings of cleaning alone."""
    data = json.loads((folder / CLEAN).read_text(encoding="utf-8"))
    return [Finding(**finding) for finding in data["findings"]]


def write_indicators(folder: Path, book: Book, checks: list[Check]) -> None:
    """Write the values of an edition and what its checks found."""
    _write_json(folder / INDICATORS, {"values": to_records(book), "checks": [asdict(check) for check in checks]})


def read_indicators(folder: Path) -> tuple[Book, list[Check]]:
    """The values and checks that `write_indicators` wrote."""
    data = json.loads((folder / INDICATORS).read_text(encoding="utf-8"))
    checks = [Check(**{**check, "text": tuple(check["text"])}) for check in data["checks"]]
    return from_records(data["values"]), checks


def _write_json(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False, default=asdict)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
