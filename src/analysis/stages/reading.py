"""The raw files of an edition, read and found without fault, or all faults of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.adopting.arrangement import Arrangement, arrangement_of
from analysis.checks.waivers import Waiver, read_waivers
from analysis.definitions.forms import comparable
from analysis.definitions.law import Act
from analysis.edition import FIRST_YEAR, UNNAMED_PLACE, Edition, own_place_in
from analysis.errors import InputErrors
from analysis.faults import Fault, Problems
from analysis.figures.dated import check_days
from analysis.figures.figure import Figure, Figures
from analysis.figures.held_parts import check_parts, check_repeated
from analysis.figures.of_edition import Lists, lists_of
from analysis.figures.of_registers import picked
from analysis.figures.periods import (
    Period,
    periods_in,
    periods_of_forms,
    periods_of_schemes,
    refuse_no_data,
)
from analysis.figures.places import check_places, territories_of_files, with_territories
from analysis.figures.published import tidy_figures
from analysis.figures.territory import check_doubts, check_overlaps, check_unnamed
from analysis.filled.form import FilledForm
from analysis.issued.record import Note, Record, earlier_record
from analysis.issued.revisions import notes_of
from analysis.official.crosswise import check_forms, check_register
from analysis.official.own_forms import empty_files
from analysis.official.reported import at_places, check_provinces, figures_of_forms
from analysis.raw.acts import read_acts
from analysis.raw.corrections import corrected
from analysis.raw.norms import ProvincialNorm, read_norms
from analysis.raw.rows import RawData
from analysis.raw.tables import Dated, check_form_lines, check_readings, check_sources
from analysis.registers.reader import Kept, RegisterResult, read_registers
from analysis.stages.narrative import check_narrative
from analysis.vocabulary import ACTIVITIES_TABLE, FORM_LINES_TABLE, OFFICE_TABLE


@dataclass(frozen=True)
class Sound:
    """Raw files that an edition can be made from, as they were read.

    `raw` is corrected; `figures` and `registers` are of all places and periods, `lists` holds what
    the edition uses of them. `acts` and `norms` are those of its place and time.
    """

    raw: RawData
    figures: Figures
    registers: RegisterResult
    lists: Lists
    waivers: list[Waiver]
    revisions: list[Note]
    acts: list[Dated[Act]]
    norms: list[Dated[ProvincialNorm]]
    forms: list[FilledForm]


_read_before: dict[str, Any] = {}


def read_once(received: RawData, kept: Kept | None = None) -> RegisterResult:
    """The registers of these files; `sound` takes what is read of these files from now on here and in forks.

    For a process that computes nothing else: what is made of them stands in its forks alone. What is `kept` of files
    that an earlier run read is not read again.
    """
    raw = corrected(received)
    if _read_before.get("files") != raw.hashes:
        read = read_registers(raw.registers, raw.corrections, arrangement_of(raw), kept)
        _read_before.update(
            files=raw.hashes, registers=read, figures=tidy_figures(raw), periods=periods_in(raw)
        )
    return _registers(raw, arrangement_of(raw))


def _registers(raw: RawData, arrangement: Arrangement) -> RegisterResult:
    if _read_before.get("files") == raw.hashes:
        read: RegisterResult = _read_before["registers"]
        return read
    return read_registers(raw.registers, raw.corrections, arrangement)


def _figures(raw: RawData) -> tuple[list[Figure], list[Fault]]:
    """The published figures and their faults; `raw` has all of its corrections."""
    if _read_before.get("files") == raw.hashes:
        figures, faults = _read_before["figures"]
        return [*figures], faults
    return tidy_figures(raw)


def _periods(raw: RawData) -> list[Period]:
    """The periods of the published figures; `raw` has all of its corrections."""
    if _read_before.get("files") == raw.hashes:
        return [*_read_before["periods"]]
    return periods_in(raw)


def sound(received: RawData, edition: Edition, issued: Sequence[Record] = ()) -> Sound:
    """The raw files read and found without fault; every refusal of cleaning is raised here.

    Raises:
        InputErrors: the faults of all files.
        NoDataError: no figure and no scheme lies inside the edition.
    """
    files = _read_files(received, edition, issued)
    raw, figures, registers = files.raw, files.figures, files.registers
    problems = Problems()
    earlier = earlier_record(issued, edition)
    editions = [edition] if earlier is None else [edition, earlier.edition]
    lists = lists_of(received, raw.corrections, figures, registers, editions)
    years = sorted(lists.registers.schemes["year"].unique().tolist())
    tables = with_territories(registers.tables, received)
    check_overlaps(lists.ground, tables, years, problems)
    check_doubts(registers.doubts, tables, edition, problems)
    check_parts(picked(registers.schemes, lists.ground.apart), tables, edition, problems)
    check_repeated(picked(registers.schemes, lists.ground.of_place), tables, edition, problems)
    own = picked(registers.schemes, lists.ground.of_place)
    check_days(own, tables, edition, problems)
    decided = decided_lines(raw.cells(FORM_LINES_TABLE))
    check_register(files.forms, own, tables, edition, decided, problems)
    if edition.place == UNNAMED_PLACE:
        check_unnamed(lists.ground, tables, years, problems)
    if problems.faults:
        raise InputErrors(problems.faults, [*raw.findings, *registers.findings])
    periods = [*_periods(raw), *periods_of_forms(figures)]
    periods += periods_of_schemes(registers, lists)
    refuse_no_data(periods, edition, empty=empty_files(files.forms, edition))
    return Sound(
        raw,
        figures,
        registers,
        lists,
        files.waivers,
        files.revisions,
        files.acts,
        files.norms,
        files.forms,
    )


def refuse_faulty(received: RawData, issued: Sequence[Record]) -> None:
    """Refuse raw files with a fault for which no edition can be made, whichever it is.

    Raises:
        InputErrors: the faults of all files.
    """
    _read_files(received, Edition(UNNAMED_PLACE, FIRST_YEAR, FIRST_YEAR), issued)


@dataclass(frozen=True)
class _Files:
    raw: RawData
    figures: Figures
    forms: list[FilledForm]
    registers: RegisterResult
    waivers: list[Waiver]
    revisions: list[Note]
    acts: list[Dated[Act]]
    norms: list[Dated[ProvincialNorm]]


def _read_files(received: RawData, edition: Edition, issued: Sequence[Record]) -> _Files:
    """What the files hold; of the law that of the edition. What is refused here hangs on no edition."""
    raw = corrected(received)
    figures, faults = _figures(raw)
    problems = Problems([*raw.faults, *faults])
    registers = _registers(raw, arrangement_of(raw, problems))
    check_sources(raw, problems)
    check_readings(raw, problems)
    check_places(raw, problems)
    check_form_lines(raw, problems)
    check_narrative(raw, problems)
    forms, registers = _with_forms(raw, registers)
    figures += _figures_of(forms, raw)
    problems.faults += registers.faults
    waivers = read_waivers(raw, problems)
    acts = read_acts(raw, edition, problems)
    norms = read_norms(raw, edition, problems)
    revisions = notes_of(raw, issued, problems)
    # what is told of an edition supposes sound data: no number is made of a file with a fault in it
    if problems.faults:
        raise InputErrors(problems.faults, [*raw.findings, *registers.findings])
    return _Files(raw, figures, forms, registers, waivers, revisions, acts, norms)


def _with_forms(raw: RawData, registers: RegisterResult) -> tuple[list[FilledForm], RegisterResult]:
    """The filled forms with their places, and the registers with what holding them against each other found."""
    own = own_place_in(raw.cells(OFFICE_TABLE))
    named = territories_of_files(raw)
    problems = Problems()
    check_provinces(registers.forms, own, named, problems)
    forms = at_places(registers.forms, own, named)
    check_forms(forms, problems)
    faults = [*registers.faults, *problems.faults]
    return forms, replace(registers, faults=faults, notes=[*registers.notes, *problems.notes()])


def _figures_of(forms: Sequence[FilledForm], raw: RawData) -> list[Figure]:
    codes = {
        (cells["source"], cells["label"]): cells["code"] for cells in raw.cells(ACTIVITIES_TABLE)
    }
    return figures_of_forms(forms, own_place_in(raw.cells(OFFICE_TABLE)), codes)


def decided_lines(lines: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The line of the form of funds by what an office put there."""
    return {comparable(cells["de_an"]): cells["dong"] for cells in lines}
