"""From raw data to the clean data of one edition.

All faults of all files at once, or figures and small tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.checks.waivers import read_waivers
from analysis.edition import Edition, place_slug
from analysis.errors import InputErrors
from analysis.faults import Finding, Place, Problems
from analysis.figures.accounts import published_accounts, register_accounts
from analysis.figures.figure import figure_frame, in_edition
from analysis.figures.of_edition import (
    Lists,
    figures_inside,
    lists_of,
    place_name_of,
    schemes_before,
)
from analysis.figures.origins import as_received, row_ranges, single_cells
from analysis.figures.periods import periods_in, periods_of_schemes, refuse_no_data
from analysis.figures.places import place_variants
from analysis.figures.published import (
    figures_as_printed,
    findings_of_figures,
    tidy_figures,
)
from analysis.figures.undone import effects_of, idle_corrections
from analysis.issued.memory import memory_of
from analysis.issued.record import Record
from analysis.issued.revisions import notes_of
from analysis.language.numbers import format_money
from analysis.raw.corrections import corrected
from analysis.raw.notes import SECTIONS, Notes, note_faults, parse_notes
from analysis.raw.rows import RawData, RawRow
from analysis.raw.tables import check_readings, check_sources
from analysis.registers.reader import RegisterResult, read_registers
from analysis.registers.result import printed_cells
from analysis.stages.processed import Clean
from analysis.vocabulary import OFFICE_TABLE, READINGS_TABLE, SOURCES_TABLE

NOTES_FILE = "nhan-dinh-{}.md"
# With more schemes than this only those of the edition go into the page: it has to stay below 5 MB.
MOST_WHOLE = 12_000


def clean_edition(
    raw: RawData, edition: Edition, issued: Sequence[Record] = ()
) -> tuple[pd.DataFrame, Clean]:
    """The figures frame of the edition, and everything else that the later stages need.

    Raises InputErrors with the faults of all files, NoDataError when no figure lies inside the
    edition.
    """
    received = raw
    raw = corrected(raw)
    figures, faults = tidy_figures(raw)
    registers = read_registers(raw.registers, raw.corrections)
    problems = Problems([*raw.faults, *faults, *registers.faults])
    check_sources(raw, problems)
    check_readings(raw, problems)
    notes = _notes(raw, edition, problems)
    waivers = read_waivers(raw, problems)
    revisions = notes_of(raw, issued, problems)
    # what is told below supposes sound data: no number is made of a file with a fault in it
    if problems.faults:
        raise InputErrors(problems.faults, [*raw.findings, *registers.findings])
    lists = lists_of(received, raw.corrections, figures, registers, edition)
    own = lists.own
    schemes = lists.schemes
    refuse_no_data([*periods_in(raw), *periods_of_schemes(registers.schemes, own)], edition)
    inside = figures_inside(lists)
    published = in_edition(figures, edition)
    effects = effects_of(lists)
    touching = [effect for effect in effects if effect.touches]
    office = office_row(raw, edition)
    as_printed = figures_as_printed(raw)
    printed = printed_cells(registers.printed, _kept(lists))
    clean = Clean(
        edition=edition,
        place_name=place_name_of(lists),
        readings=raw.cells(READINGS_TABLE),
        sources=raw.cells(SOURCES_TABLE),
        office=office.stripped if office else {},
        notes=notes,
        findings=[
            *raw.findings,
            *findings_of_figures(raw, published),
            *registers.findings,
            *_years_without_schemes(schemes, edition),
            *_schemes_of_other_years(registers, schemes, edition),
            *place_variants(schemes),
            *_empty_sections(notes, edition),
            *idle_corrections(effects, edition),
        ],
        inputs=raw.hashes,
        counts={
            "số liệu công bố đã đọc": len(figures),
            "số liệu công bố của kỳ báo cáo": len(published),
            "đề án đã đọc": len(registers.schemes),
            "đề án của kỳ báo cáo": len(schemes),
        },
        tables=list(registers.tables),
        schemes=schemes,
        corrections=[effect.correction for effect in touching],
        undone={effect.key: effect.undone for effect in touching},
        waivers=[waiver for waiver in waivers if waiver.holds_for(edition)],
        accounts=[
            *published_accounts(figures, as_printed, inside, edition),
            *register_accounts(registers, edition, own.slug),
        ],
        memory=memory_of(issued, lists, revisions),
        cells=as_received(printed, registers.tables),
        singles=single_cells(figures, as_printed, registers.tables),
    )
    return figure_frame(inside), clean


def _kept(lists: Lists) -> pd.DataFrame:
    """The schemes whose cells the page holds.

    All that were read, so that its accounts recompute, unless too many.
    """
    every = lists.registers.schemes
    # the accounts of the page add up all rows that were read, not those of the edition alone
    if len(every) <= MOST_WHOLE:
        return every
    return pd.concat([lists.schemes, schemes_before(lists)], ignore_index=True)


def _years_without_schemes(schemes: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    """A register speaks for a period only with rows in each of its years.

    The years that it lacks are named.
    """
    lacking = sorted(set(edition.years) - set(schemes["year"]))
    if lacking and len(schemes):
        where = "; ".join(schemes["file"].unique())
        years = ", ".join(map(str, lacking))
        message = f"danh mục đề án không có đề án nào của năm {years}; không cộng chung cho cả kỳ"
        yield Finding("cảnh báo", "register-year-missing", where, message)


def _schemes_of_other_years(
    registers: RegisterResult, inside: pd.DataFrame, edition: Edition
) -> Iterator[Finding]:
    """A table with schemes of the edition and of other years may hold a mistyped year.

    What it leaves out is told.
    """
    every = registers.schemes
    beside = every[~every["year"].between(edition.year_from, edition.year_to)]
    beside = beside[beside["table"].isin(inside["table"])]
    for (number, year), part in beside.groupby(["table", "year"], sort=True):
        table = registers.tables[int(number)]
        where = str(Place(table.file, table.sheet or None))
        money = format_money(int(part["tong"].sum()), "triệu đồng")
        rows = part["row"].to_numpy()
        message = (
            f"{len(part)} đề án của năm {year}, tổng {money} triệu đồng, nằm ngoài kỳ báo cáo"
            f" nên không được tính (dòng {row_ranges(rows)}); kiểm tra lại năm"
            " nếu các đề án này thuộc kỳ báo cáo"
        )
        yield Finding("cảnh báo", "scheme-other-year", where, message)


def _notes(raw: RawData, edition: Edition, problems: Problems) -> Notes:
    """The edition's notes; the notes of other editions are read for their faults too."""
    own: Notes = {}
    # a fault in the notes of another edition would stop its report: it is told now
    for name, file in raw.notes.items():
        sections, found = parse_notes(file)
        problems.faults += [*found, *note_faults(file.name, sections)]
        if name == NOTES_FILE.format(edition.name):
            own = sections
    return own


def office_row(raw: RawData, edition: Edition) -> RawRow | None:
    """The issuing body of the edition's place, None without one."""
    for row in raw.rows(OFFICE_TABLE):
        if place_slug(row.cells["dia_ban"]) == edition.place:
            return row
    return None


def _empty_sections(notes: Notes, edition: Edition) -> Iterator[Finding]:
    if empty := [section for section in SECTIONS if not notes.get(section)]:
        where = f"data/raw/{NOTES_FILE.format(edition.name)}"
        message = f"chưa có nội dung cho các mục: {'; '.join(empty)}"
        yield Finding("lưu ý", "note-empty", where, message)
