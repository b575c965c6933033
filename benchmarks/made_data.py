"""Raw data that the benchmarks make: published figures of many places and years, registers of many places."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from benchmarks.registers import labels, scheme_rows

from analysis.definitions.provinces import provinces

FIGURES, SOURCES, LABELS = "so-lieu-cong-bo.csv", "nguon.csv", "noi-dung.csv"
MODEL_PLACE, MODEL_YEAR = "Bình Định", "2022"
LAST_YEAR = 2024


def places(count: int) -> list[tuple[str, str]]:
    """Slug and name of so many provinces of before 01/7/2025, of 63."""
    before = [province for province in provinces() if len(province.parts) == 1]
    named = sorted({province.slug: province.name for province in before}.items())
    return named[:count]


def write_figures(raw: Path, count: int, years: int) -> list[tuple[str, int]]:
    """Figures of so many places in so many years in place of those of `raw`; the editions, by slug and year.

    Each place has in each year what the project's own data have of one province in one year.
    """
    rows = _rows(raw / FIGURES)
    model = [
        row for row in rows if (row["dia_ban"], row["tu_nam"], row["den_nam"]) == _model_period()
    ]
    kept = {row["nguon_tin"] for row in model}
    for path in raw.iterdir():
        if path.name not in (SOURCES, LABELS):
            path.unlink()
    _write(raw / SOURCES, [row for row in _rows(raw / SOURCES) if row["id"] in kept])
    labels = [row for row in _rows(raw / LABELS) if row["source"] in ("", *kept)]
    if labels:
        _write(raw / LABELS, labels)
    else:
        (raw / LABELS).unlink()
    editions = [
        (slug, name, year)
        for slug, name in places(count)
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    ]
    figures = []
    for _, name, year in editions:
        own = {"dia_ban": name, "tu_nam": str(year), "den_nam": str(year)}
        figures += [{**row, **own} for row in model]
    _write(raw / FIGURES, figures)
    return [(slug, year) for slug, _, year in editions]


def _model_period() -> tuple[str, str, str]:
    return MODEL_PLACE, MODEL_YEAR, MODEL_YEAR


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def only_registers(raw: Path) -> None:
    """Take everything out of a raw folder."""
    shutil.rmtree(raw)
    raw.mkdir()


def write_places(path: Path, named: Sequence[str], count: int) -> None:
    """A register of `count` schemes as one workbook: a sheet a place, whose title names the province."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    each = count // len(named)
    schemes = scheme_rows(each * len(named))
    for name in named:
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"DANH MỤC ĐỀ ÁN KHUYẾN CÔNG TỈNH {name.upper()} NĂM {LAST_YEAR}")
        sheet.write_row(1, 0, labels())
        for number in range(1, each + 1):
            _, words, funds, counterpart = next(schemes)
            amounts = (funds, 0, counterpart, funds + counterpart)
            row = [number, *words[:-1], "Xã Bình An", LAST_YEAR, "Đầu tư máy móc", *amounts]
            sheet.write_row(number + 1, 0, row)
    book.close()
