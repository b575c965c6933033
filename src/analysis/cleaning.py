"""From raw data to the clean data of one edition: every fault of every file at once, or the figures and small tables."""

from __future__ import annotations

import difflib
import re
from typing import Any

import pandas as pd

from analysis.definitions import YEARS_INPUT, load_definitions
from analysis.edition import Edition, place_slug
from analysis.errors import Fault, Finding, FormulaError, InputErrors, NoDataError
from analysis.indicators import parse_changes
from analysis.notes import SECTIONS, parse_notes
from analysis.raw import RawData, RawRow
from analysis.store import Clean
from analysis.tidy import findings_of_figures, in_edition, tidy_figures, tidy_table
from analysis.trace import parsed_formula

NOTES_FILE = "nhan-dinh-{}.md"


def clean_edition(raw: RawData, edition: Edition) -> tuple[pd.DataFrame, Clean]:
    """The figures of the edition (columns of `tidy`) and its small tables.

    Raises InputErrors with the faults of all files, NoDataError when no figure lies inside the edition.
    """
    figures, faults = tidy_figures(raw)
    notes, note_faults = _notes(raw, edition)
    faults = [*raw.faults, *faults, *_reading_faults(raw), *note_faults]
    if faults:
        raise InputErrors(faults)
    inside = in_edition(figures, edition.place, edition.year_from, edition.year_to)
    if not len(inside):
        raise NoDataError(_no_data(figures, edition))
    findings = findings_of_figures(raw, inside) + _empty_sections(notes, edition)
    clean = Clean(
        edition=edition,
        place_name=str(inside["place_name"].iloc[0]),
        readings=tidy_table(raw.tables.get("cach-hieu.csv", ())),
        sources=tidy_table(raw.tables.get("nguon.csv", ())),
        office=_office(raw, edition),
        notes=notes,
        findings=findings,
        inputs={file.name: file.sha256 for file in raw.files},
        counts={"dòng đã đọc": len(figures), "dòng của kỳ báo cáo": len(inside)},
    )
    return inside, clean


def _notes(raw: RawData, edition: Edition) -> tuple[dict[str, Any], list[Fault]]:
    """The edition's notes; the notes of other editions are read for their faults too."""
    faults: list[Fault] = []
    own: dict[str, Any] = {}
    for name, file in raw.notes.items():
        sections, found = parse_notes(file)
        faults += found
        if name == NOTES_FILE.format(edition.name):
            own = sections
    return own, faults


def _reading_faults(raw: RawData) -> list[Fault]:
    known = {*load_definitions().inputs, YEARS_INPUT}
    faults: list[Fault] = []
    seen: set[str] = set()
    for row in raw.tables.get("cach-hieu.csv", ()):
        id_ = row.cells["id"].strip()
        if not re.fullmatch(r"[A-Za-z0-9]+", id_) or id_ in seen:
            got = f'mã "{id_}"' + (" lặp lại" if id_ in seen else "")
            remedy = "đặt mã khác, ví dụ D05"
            faults.append(Fault("reading-id", row.place("id"), got, "mã riêng gồm chữ và số không dấu", remedy))
        seen.add(id_)
        faults += _change_faults(row, known)
    return faults


def _change_faults(row: RawRow, known: set[str]) -> list[Fault]:
    where = row.place("thay_the")
    try:
        changes = parse_changes(row.cells.get("thay_the", ""))
    except FormulaError as error:
        remedy = "viết như: CM = CM - M; MK = K"
        return [Fault("reading-formula", where, str(error), "công thức trên các đầu vào", remedy)]
    names = {*changes, *(name for formula in changes.values() for name in parsed_formula(formula).names)}
    unknown = sorted(name for name in names if re.sub(r"_khac[0-9]*$", "", name) not in known)
    if not unknown:
        return []
    got = f"đầu vào không có: {', '.join(unknown)}"
    return [Fault("reading-formula", where, got, ", ".join(sorted(known)), "sửa tên đầu vào")]


def _office(raw: RawData, edition: Edition) -> dict[str, str]:
    """The issuing body of the edition's place; the first row is the department's own."""
    rows = tidy_table(raw.tables.get("co-quan.csv", ()))
    return next((row for row in rows if place_slug(row["dia_ban"]) == edition.place), {})


def _empty_sections(notes: dict[str, Any], edition: Edition) -> list[Finding]:
    empty = [section for section in SECTIONS if not notes.get(section)]
    if not empty:
        return []
    where = f"data/raw/{NOTES_FILE.format(edition.name)}"
    return [Finding("lưu ý", "note-empty", where, f"chưa có nội dung cho các mục: {'; '.join(empty)}")]


def _no_data(figures: pd.DataFrame, edition: Edition) -> str:
    places = dict(zip(figures["place"], figures["place_name"], strict=True))
    if edition.place not in places:
        near = difflib.get_close_matches(edition.place, places, n=1)
        remedy = f"có phải PLACE={near[0]}?" if near else "chọn một địa bàn trên hoặc đưa số liệu vào data/raw"
        known = ", ".join(f"{slug} ({name})" for slug, name in sorted(places.items()))
        return f'data/raw không có số liệu của địa bàn "{edition.place}" [place-unknown]. Các địa bàn có số liệu: {known}. Cách khắc phục: {remedy}'
    own = figures[figures["place"] == edition.place]
    periods = sorted({(int(a), int(b)) for a, b in zip(own["year_from"], own["year_to"], strict=True)})
    known = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in periods)
    return (
        f"data/raw không có số liệu nào của {places[edition.place]} nằm trong {edition.period_text} [year-no-rows]. "
        f"Các kỳ có số liệu: {known}. Cách khắc phục: chọn một kỳ trên hoặc đưa số liệu vào data/raw"
    )
