"""Issued records for tests, made from computed editions as `make freeze` makes them, without a published report."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.book.records import to_records
from analysis.issued.files import ISSUED_SUMS, file_name
from analysis.issued.record import Record, is_issued, parse_record, record_text
from data_builder import Computed, write_table
from editions import Run, Scratch


def issue(made: Computed, before: Record | None = None, definitions: str = "") -> Record:
    """The record of an edition as it was computed, all of its values printed."""
    file, text = issue_text(made, before, definitions)
    return parse_record(file, hashlib.sha256(text.encode()).hexdigest(), text)


def issue_text(
    made: Computed, before: Record | None = None, definitions: str = ""
) -> tuple[str, str]:
    """The file of that record and its text, by the name that the edition was computed under."""
    edition, number = made.clean.edition, before.number + 1 if before else 1
    place = made.clean.memory.place
    record = Record(
        file=f"data/issued/{file_name(edition, number)}",
        sha256="",
        edition=edition,
        number=number,
        previous=before.sha256 if before else "",
        values=to_records(made.book),
        printed=[
            value.id for value in made.book if value.value is not None and is_issued(value.id)
        ],
        place=replace(place, definitions=definitions or place.definitions),
        revisions=[],
    )
    return record.file, record_text(record, {})


def shelve(folder: Path, *records: Record) -> Path:
    """The folder data/issued with these records."""
    return shelve_texts(folder, *((record.file, record_text(record, {})) for record in records))


def shelve_texts(folder: Path, *texts: tuple[str, str]) -> Path:
    """The folder data/issued with these files and their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for file, text in texts:
        base = file.rpartition("/")[2]
        (folder / base).write_text(text, encoding="utf-8", newline="\n")
        lines.append(f"{hashlib.sha256((folder / base).read_bytes()).hexdigest()}  {base}\n")
    (folder / ISSUED_SUMS).write_text(
        "".join(sorted(lines, key=lambda line: line[66:])), encoding="utf-8"
    )
    return folder


def note(
    id_: str,
    old: str,
    new: str,
    *,
    edition: str = "thu-2022",
    reason: str = "quyết toán",
    who: str = "Nguyễn A",
) -> dict[str, str]:
    """One row of dieu-chinh.csv."""
    return {
        "ky": edition,
        "ma": id_,
        "gia_tri_cu": old,
        "gia_tri_moi": new,
        "ly_do": reason,
        "nguoi": who,
    }


def write_notes(folder: Path, *notes: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    """The file of revision notes."""
    write_table(folder, "dieu-chinh.csv", notes)
    return notes


def analysis(copy: Scratch, verb: str, *words: str) -> Run:
    return copy.run([sys.executable, "-m", "analysis", verb, *words])


def period(name: str) -> list[str]:
    place, _, year = name.rpartition("-")
    return ["--place", place, "--year", year]


def done(run: Run) -> Run:
    assert run.returncode == 0, run.stdout + run.stderr
    return run
