"""What the analyst and the office say in a report: notes and letterhead, on which no figure rests.

They are read each time anew, so that another sentence or signatory leaves the steps that clean and
compute as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.faults import Finding, Problems
from analysis.raw.folder import is_note
from analysis.raw.notes import (
    NOTES_FILE,
    SECTIONS,
    Notes,
    note_faults,
    notes_twice,
    own_note,
    parse_notes,
)
from analysis.raw.offices import check_offices, office_of, office_rows, told_of_office
from analysis.raw.rows import Cells, RawData
from analysis.stages.used_rows import used_rows
from analysis.vocabulary import OFFICE_TABLE


@dataclass(frozen=True)
class Narrative:
    """The words of an edition that are not computed.

    `office` has the cells of `co-quan.csv` by column, `notes` the analyst's text by section,
    `findings` name the sections without text and what of the office is not printed. `inputs` and
    `rows` tell for each used file the hash of its used rows and where they stand, as those of
    `processed.Clean` do for figures.
    """

    office: Cells
    notes: Notes
    findings: list[Finding]
    inputs: dict[str, str]
    rows: dict[str, str]


NO_NARRATIVE = Narrative({}, {}, [], {}, {})


def is_narrative(base: str) -> bool:
    """Whether a file of data/raw, by its name there, holds notes or the office."""
    return is_note(base) or base == OFFICE_TABLE


def check_narrative(raw: RawData, problems: Problems) -> None:
    """Refuse what is wrong in the office's table and in the notes.

    The notes of other editions too: a fault there would stop their reports.
    """
    check_offices(raw, problems)
    problems.faults += notes_twice(raw.notes)
    for file in raw.notes.values():
        sections, faults = parse_notes(file)
        problems.faults += [*faults, *note_faults(file.name, sections)]


def narrative_of(raw: RawData, edition: Edition) -> Narrative:
    """The narrative of an edition, of files without a fault."""
    notes: Notes = {}
    speaking = office_rows(raw.rows(OFFICE_TABLE), edition)
    used = used_rows(speaking)
    file = own_note(raw.notes, edition)
    if file is not None:
        notes, _ = parse_notes(file)
        # hashed whole: a note has no rows
        used.hashes[file.name] = file.sha256
    findings = [*_empty_sections(notes, edition), *told_of_office(speaking, edition)]
    office = office_of(speaking, edition)
    return Narrative(office, notes, findings, used.hashes, used.rows)


def sound_narrative(raw: RawData, edition: Edition) -> Narrative:
    """The narrative of an edition.

    Raises:
        InputErrors: the faults of notes and of the office's table.
    """
    problems = Problems([*raw.faults])
    check_narrative(raw, problems)
    if problems.faults:
        raise InputErrors(problems.faults, raw.findings)
    return narrative_of(raw, edition)


def _empty_sections(notes: Notes, edition: Edition) -> Iterator[Finding]:
    if empty := [section for section in SECTIONS if not notes.get(section)]:
        where = f"data/raw/{NOTES_FILE.format(edition.name)}"
        message = f"chưa có nội dung cho các mục: {'; '.join(empty)}"
        yield Finding("lưu ý", "note-empty", where, message)
