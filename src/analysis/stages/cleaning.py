"""From raw data to the clean data of one edition.

All faults of all files at once, or figures and small tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.book.ranges import row_ranges
from analysis.definitions.provinces import joined_into, province_of
from analysis.edition import Edition
from analysis.faults import Finding
from analysis.figures.accounts import published_accounts, register_accounts
from analysis.figures.dated import told_of_days
from analysis.figures.entitled import not_entitled
from analysis.figures.figure import Figures, figure_frame, in_edition
from analysis.figures.held_parts import told_of_parts
from analysis.figures.of_edition import Lists, figures_inside, lists_of_all_years, place_name_of
from analysis.figures.of_registers import are_of, picked
from analysis.figures.origins import as_received, single_cells
from analysis.figures.places import place_variants
from analysis.figures.published import figures_as_printed, findings_of_figures
from analysis.figures.territory import placed
from analysis.figures.undone import Effect, effects_of, idle_corrections
from analysis.issued.memory import memory_of, place_data
from analysis.issued.record import PlaceData, Record
from analysis.language.numbers import format_money
from analysis.raw.law_beside import of_name, of_parts, uncited, unused_places
from analysis.raw.rows import RawData, RawRow
from analysis.registers.frame_texts import renamed
from analysis.registers.reader import RegisterResult
from analysis.registers.result import printed_cells
from analysis.stages.narrative import narrative_of
from analysis.stages.processed import Clean
from analysis.stages.reading import decided_lines, sound
from analysis.stages.used import (
    files_of_others,
    meaning_of,
    notes_apart,
    rows_beside,
    small_rows,
    used_lines,
    used_of,
    with_hashes,
)
from analysis.vocabulary import (
    ACTS_TABLE,
    CORRECTIONS_TABLE,
    FORM_LINES_TABLE,
    NORMS_TABLE,
    READINGS_TABLE,
    SOURCES_TABLE,
)


def clean_edition(
    received: RawData, edition: Edition, issued: Sequence[Record] = ()
) -> tuple[pd.DataFrame, Clean]:
    """The figures frame of the edition, and everything else that the later stages need.

    Raises InputErrors with the faults of all files, NoDataError when no figure lies inside the
    edition.
    """
    read = sound(received, edition, issued)
    raw = read.raw
    figures = read.figures
    registers = read.registers
    lists = read.lists
    schemes = lists.schemes
    effects = effects_of(lists)
    touching = [effect for effect in effects if effect.touches]
    lines = used_lines(lists, [effect.correction.line for effect in touching])
    waivers = [waiver for waiver in read.waivers if waiver.holds_for(edition)]
    law = {
        ACTS_TABLE: {act.line for act in read.acts},
        NORMS_TABLE: {norm.line for norm in read.norms},
    }
    small = small_rows(lists, lines, waivers, law)
    used = used_of(lists, small)
    read_as = {raw.hashes[name]: hash_ for name, hash_ in used.hashes.items()}
    memory = memory_of(issued, lists, read.revisions, small)
    noted, noted_beside = notes_apart(registers, lists, read.forms)
    others = files_of_others(registers, lists)
    clean = Clean(
        edition=edition,
        place_name=place_name_of(lists),
        readings=_cells(small[READINGS_TABLE]),
        sources=_cells(small[SOURCES_TABLE]),
        acts=[act.law for act in read.acts],
        norms=with_hashes([norm.law for norm in read.norms], read_as),
        findings=[
            *findings_of_figures(raw, in_edition(placed(figures, edition), edition)),
            *(note.finding for note in noted),
            *_years_without_schemes(schemes, edition),
            *told_of_parts(
                picked(registers.schemes, lists.ground.apart), registers.tables, edition
            ),
            *told_of_days(
                picked(registers.schemes, lists.ground.of_place), registers.tables, edition
            ),
            *place_variants(schemes),
            *not_entitled(schemes, place_name_of(lists)),
            *_territory(lists),
            *of_parts(raw, edition),
            *of_name(raw, edition),
            *uncited(read.norms, read.acts, schemes["activity"].unique(), edition),
        ],
        inputs=used.hashes,
        rows=used.rows,
        counts={
            "số liệu công bố dùng cho kỳ báo cáo": len(lists.published),
            "đề án của kỳ báo cáo": len(schemes),
        },
        is_broken=lists.ground.is_broken,
        form_lines=decided_lines(_cells(small[FORM_LINES_TABLE])),
        waivers=waivers,
        schemes=schemes.assign(sha256=renamed(schemes["sha256"], read_as)),
        cells=as_received(
            printed_cells(lists.registers.printed, lists.registers.schemes), lists.registers.tables
        ),
        memory=replace(memory, place=with_hashes(memory.place, read_as)),
        narrative=narrative_of(raw, edition),
        place=with_hashes(_all_years(lists, figures, registers), read_as),
        beside=[
            *raw.findings,
            *(note.finding for note in noted_beside if note.where.file not in others),
            *_schemes_of_other_years(registers, lists),
            *_provinces_lacking(lists),
            *unused_places(raw),
            *idle_corrections(effects, edition),
            *rows_beside(figures, registers, lists, others),
        ],
        **_with_cells(lists, raw, touching, read_as),
    )
    inside = with_hashes(figures_inside(lists), read_as)
    told = [(finding.code, finding.message) for finding in clean.findings]
    meaning = meaning_of(inside, schemes, [clean.place_name, clean.is_broken, *told])
    return figure_frame(inside), replace(clean, meaning=meaning)


def _all_years(lists: Lists, figures: Figures, registers: RegisterResult) -> PlaceData:
    """The data of the edition's place for every year, by which `compare` splits differences."""
    small = {name: lists.received.rows(name) for name in (READINGS_TABLE, CORRECTIONS_TABLE)}
    return replace(place_data(lists_of_all_years(lists, figures, registers), small), editions=[])


def _with_cells(
    lists: Lists, raw: RawData, touching: Sequence[Effect], read_as: Mapping[str, str]
) -> dict[str, Any]:
    """The parts of `Clean` that name raw cells, each file by the hash of its used rows."""
    inside = [figure for figure in figures_inside(lists) if not figure.parts]
    rows = {(figure.file, figure.row) for figure in lists.published}
    as_printed = [f for f in figures_as_printed(raw) if (f.file, f.row) in rows]
    own = {(figure.file, figure.row) for figure in inside}
    printed_inside = [f for f in as_printed if (f.file, f.row) in own]
    registers = lists.registers
    parts = {
        "tables": list(registers.tables),
        "corrections": [effect.correction for effect in touching],
        "undone": {effect.key: effect.undone for effect in touching},
        "accounts": [
            *published_accounts(inside, printed_inside),
            *register_accounts(registers, lists.edition),
        ],
        "singles": single_cells(lists.published, as_printed, registers.tables),
    }
    return with_hashes(parts, read_as)


def _territory(lists: Lists) -> list[Finding]:
    """That the place is gone by the end of the edition; that its years are not compared across the reform."""
    edition = lists.edition
    findings = []
    province, now = province_of(edition), joined_into(edition)
    if province and now:
        message = f"{province.name} đã nhập vào {now.name} từ 01/7/2025; số liệu là của tỉnh trước sắp xếp"
        findings.append(Finding("lưu ý", "territory-ended", edition.name, message))
    if lists.ground.is_broken:
        message = (
            "không so sánh số liệu trước và từ 01/7/2025: chưa có số liệu nêu rõ và đủ"
            " cùng một địa bàn ở cả hai bên"
        )
        findings.append(Finding("cảnh báo", "territory-break", edition.name, message))
    return findings


def _provinces_lacking(lists: Lists) -> list[Finding]:
    """The provinces of before without which years of the registers are left out."""
    lacking = lists.ground.lacking
    if not lacking:
        return []
    message = f"năm thiếu danh mục của {', '.join(lacking)} (trước sắp xếp) không được tính"
    return [Finding("cảnh báo", "territory-lacking", lists.edition.name, message)]


def _cells(rows: Iterable[RawRow]) -> list[dict[str, str]]:
    return [row.stripped for row in rows]


def _years_without_schemes(schemes: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    """A register speaks for a period only with rows in each of its years.

    The years that it lacks are named.
    """
    lacking = sorted(set(edition.years) - set(schemes["year"].unique()))
    if lacking and len(schemes):
        where = "; ".join(schemes["file"].unique())
        years = ", ".join(map(str, lacking))
        message = f"danh mục đề án không có đề án nào của năm {years}; không cộng chung cho cả kỳ"
        yield Finding("cảnh báo", "register-year-missing", where, message)


def _schemes_of_other_years(registers: RegisterResult, lists: Lists) -> Iterator[Finding]:
    """A table with schemes of the edition and of other years may hold a mistyped year.

    What it leaves out is told.
    """
    edition = lists.edition
    every = registers.schemes
    is_beside = ~every["year"].between(edition.year_from, edition.year_to)
    if not is_beside.any():
        return
    inside = every.loc[lists.ground.of_place & are_of(every, edition), "table"]
    beside = every[is_beside]
    beside = beside[beside["table"].isin(inside)]
    for (number, year), part in beside.groupby(["table", "year"], sort=True):
        table = registers.tables[int(number)]
        where = str(table.where)
        money = format_money(int(part["tong"].sum()), "triệu đồng")
        rows = part["row"].to_numpy()
        message = (
            f"{len(part)} đề án của năm {year}, tổng {money} triệu đồng, nằm ngoài kỳ báo cáo"
            f" nên không được tính (dòng {row_ranges(rows)}); kiểm tra lại năm"
            " nếu các đề án này thuộc kỳ báo cáo"
        )
        yield Finding("cảnh báo", "scheme-other-year", where, message)
