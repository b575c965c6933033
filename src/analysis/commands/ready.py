"""What an edition still lacks, told before any run: what is refused, and what stays blank."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pandas as pd

from analysis.checks.early import dated_early
from analysis.checks.waivers import refuse_open
from analysis.commands.adopt import sums_told
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.errors import AnalysisError, InputErrors
from analysis.faults import UNDERSTOOD_OF_OTHERS, Fault, Finding
from analysis.figures.figure import figures_in
from analysis.figures.places import territories_of_files
from analysis.issued.shelf import read_issued
from analysis.messages import shown
from analysis.parameters import Parameters
from analysis.project import RAW_FOLDER, Project
from analysis.proposing.rounds import asked_at_once
from analysis.proposing.sheet_proposals import ADOPTABLE
from analysis.proposing.written import block_of, has_proposals, open_entry, parted
from analysis.raw.folder import read_raw
from analysis.raw.notes import NOTES_FILE, SECTIONS, own_note, parse_notes
from analysis.raw.offices import office_of
from analysis.raw.rows import RawData, RawFile
from analysis.registers.table_refs import TableRef
from analysis.report.notes import untrue_marks
from analysis.report.view import Report
from analysis.running.readings import read_kept
from analysis.stages.asked import edition_asked
from analysis.stages.cleaning import clean_edition
from analysis.stages.computing import compute
from analysis.stages.processed import Clean
from analysis.vocabulary import ANSWERS_FILE, OFFICE_COLUMNS, OFFICE_TABLE, SIGNED_COLUMNS

NOTE_FAULTS = ("note-mark", "note-number", "note-direction")
OFFICE_OPTIONAL = ("dia_ban", "quyen_han")
_BELOW_SHEET = re.compile(r", (?:dòng [0-9]|cột )")
# By which a remedy sends to the answers of the office, of whatever file.
_COMMAND, _ANY_FILE = "chạy make adopt", "<tên tệp>"
_ROW = re.compile(r", dòng ([0-9]+)")


@dataclass
class Ready:
    """Lines for people: `refused` stops `make report`, `assumed` is how data were understood.

    `lacking` stays blank or deserves a look; `sums` are those of each register, `undecided` what its answers leave open
    and the registers that one answer may make readable.
    """

    sums: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def tell_ready(project: Project, parameters: Parameters) -> int:
    """Print what an edition lacks; 0 only when `report` with the same parameters would be made."""
    edition = edition_asked(project, parameters)
    ready = check_ready(project, edition, parameters)
    for heading, told in (
        ("Tổng của từng sổ trong kỳ", ready.sums),
        ("Còn điều chưa quyết về cách đọc sổ", ready.undecided),
        (f"Phải sửa trước khi lập báo cáo {edition.name}", ready.refused),
        ("Những điều được hiểu khi đọc số liệu", ready.assumed),
        ("Nên bổ sung hoặc xem lại", ready.lacking),
    ):
        if told:
            print(f"{heading} ({len(told)}):", *told, sep="\n- ")
    if ready.refused:
        print(f"Chưa lập được báo cáo {edition.name}.")
        return AnalysisError.exit_code
    print(f"Đã đủ để lập báo cáo {edition.name}.")
    return 0


def check_ready(project: Project, edition: Edition, parameters: Parameters) -> Ready:
    """Everything that a run of the edition would refuse or leave blank; nothing is written."""
    # what can be told without the data comes first: the folders and the machine
    links = _refusal(project.refuse_links, edition)
    ready = Ready(refused=[*links, *_machine(project, parameters)])
    raw = read_raw(project.raw)
    ready.undecided += _undecided(raw)
    ready.lacking += [*_office(raw, edition), *_notes(raw, edition)]
    read_kept(project, raw)
    try:
        _try_edition(raw, edition, project, parameters.report_date, ready)
    except InputErrors as error:
        asked_about = _asked_about(raw, error.faults)
        ready.refused += (str(_advised(fault, raw, asked_about)) for fault in error.faults)
        ready.undecided += (
            f'{name}: xem sổ và các đề xuất bằng make adopt FILE="{name.rpartition("/")[2]}"'
            for name in asked_about
        )
        _tell(in_order(error.findings), ready)
    except AnalysisError as error:
        ready.refused.append(str(error))
    return ready


def _try_edition(
    raw: RawData, edition: Edition, project: Project, report_date: dt.date | None, ready: Ready
) -> None:
    """Compute the edition as a run does; the first step that refuses it raises."""
    figures, clean = _cleaned(raw, edition, project, ready)
    beside = [finding for finding in clean.beside if not finding.is_assumed]
    _tell(in_order([*clean.findings, *beside], clean.tables), ready)
    # what the edition does not use is understood for others
    if count := len(clean.beside) - len(beside):
        ready.assumed.append(f"và {count} {UNDERSTOOD_OF_OTHERS}")
    ready.sums += (line.removeprefix("- ") for line in sums_told(clean.schemes))
    rows = figures_in(figures)
    book, checks = compute(rows, clean)
    refuse_open(checks, clean.waivers, edition, book)
    report = Report(clean, rows, book, checks, load_definitions())
    early = dated_early(report.facts, clean.narrative.office, edition, report_date)
    ready.lacking += map(str, early)
    if own := own_note(raw.notes, edition):
        sections, _ = parse_notes(own)
        ready.refused += map(str, untrue_marks(report, [*chain.from_iterable(sections.values())]))


def _undecided(raw: RawData) -> Iterator[str]:
    """The proposals in doc-so.toml that nobody accepted or took away; one line for those of a register that is gone."""
    if raw.answers is None:
        return
    here = {source.name.rpartition("/")[2] for source in raw.registers}
    of_gone: Counter[str] = Counter()
    for number, name, line in parted(raw.answers.text):
        entry = open_entry(line)
        if entry and name and name not in here:
            of_gone[name] += 1
        elif entry:
            yield f"{raw.answers.name}, dòng {number}: chưa quyết: {shown(entry)}"
    for name, count in of_gone.items():
        yield (
            f"{raw.answers.name}: {count} dòng chưa quyết của sổ {shown(name)}, không còn trong data/raw. Cách khắc"
            " phục: không dùng sổ ấy nữa thì xóa phần của nó, từ dòng có tên sổ đến dòng hết phần"
        )


def _advised(fault: Fault, raw: RawData, asked_about: Sequence[str]) -> Fault:
    """The fault of a register with the command, or the proposals, by which the office may answer it, first.

    `asked_about` are the registers of which the command asks something.
    """
    source = next((one for one in raw.registers if one.name == fault.where.file), None)
    if source is None:
        return fault
    base = source.name.rpartition("/")[2]
    told = replace(fault, remedy=fault.remedy.replace(_ANY_FILE, f'"{base}"'))
    # a status is often one of a row, which nobody says for the file
    if fault.code not in ADOPTABLE - {"status-unclear"}:
        return told
    written = raw.answers.text if raw.answers is not None else ""
    first = f'{_COMMAND} FILE="{base}"'
    if has_proposals(written, base, source.sha256):
        first = f"nhận đề xuất cho sổ này trong {RAW_FOLDER}/{ANSWERS_FILE}"
    elif _COMMAND in told.remedy or source.name not in asked_about:
        return told
    return replace(told, remedy=f"{first}, hoặc {told.remedy}")


def _asked_about(raw: RawData, faults: Iterable[Fault]) -> list[str]:
    """The registers that stop the edition and of which `adopt` would ask what is not in doc-so.toml yet."""
    stopped = {
        fault.where.file for fault in faults if fault.code in ADOPTABLE or _COMMAND in fault.remedy
    }
    written = raw.answers.text if raw.answers is not None else ""
    names: list[str] = []
    provinces = territories_of_files(raw)
    for source in raw.registers:
        base = source.name.rpartition("/")[2]
        if source.name not in stopped or has_proposals(written, base, source.sha256):
            continue
        look = asked_at_once(source, written, provinces.get(source.name, ""))
        block = block_of(look, written)
        if any(map(open_entry, block.splitlines())):
            names.append(source.name)
    return names


def _tell(findings: Iterable[Finding], ready: Ready) -> None:
    for finding in findings:
        kept = ready.assumed if finding.is_assumed else ready.lacking
        kept.append(str(finding))


def in_order(findings: Sequence[Finding], tables: Iterable[TableRef] = ()) -> list[Finding]:
    """Findings by file and sheet, then by row; those of a whole sheet first.

    Files and sheets stand as the tables of the registers do, which is as in their workbook; all others behind, in the
    order in which they are told first.
    """
    known = [str(table.where) for table in tables]
    told_in = [_sheet_and_row(finding.where)[0] for finding in findings]
    ranks = {sheet: number for number, sheet in enumerate(dict.fromkeys([*known, *told_in]))}

    def place(finding: Finding) -> tuple[int, int]:
        sheet, row = _sheet_and_row(finding.where)
        return ranks[sheet], row

    return sorted(findings, key=place)


def _sheet_and_row(where: str) -> tuple[str, int]:
    """The file and sheet of a place in words, and its first row, 0 where it names none."""
    sheet = _BELOW_SHEET.split(where, maxsplit=1)[0]
    row = _ROW.match(where.removeprefix(sheet))
    return sheet, int(row[1]) if row else 0


def _cleaned(
    raw: RawData, edition: Edition, project: Project, ready: Ready
) -> tuple[pd.DataFrame, Clean]:
    """The cleaned data; where the notes alone are at fault this is told, then without them."""
    issued = read_issued(project.issued)
    try:
        return clean_edition(raw, edition, issued)
    except InputErrors as error:
        if not all(fault.code in NOTE_FAULTS for fault in error.faults):
            raise
        ready.refused += map(str, error.faults)
        return clean_edition(replace(raw, notes={}), edition, issued)


def _refusal(check: Callable[..., object], *about: object) -> Iterator[str]:
    try:
        check(*about)
    except AnalysisError as error:
        yield str(error)


def _machine(project: Project, parameters: Parameters) -> Iterator[str]:
    for folder in (project.published, project.root / "data" / "processed", project.build):
        # a folder that is still to be made is made in the first one that is there
        there = next(path for path in (folder, *folder.parents) if path.is_dir())
        if not os.access(there, os.W_OK):
            name = folder.relative_to(project.root).as_posix()
            yield f"{name}: không ghi được [disk-permission]. Cách khắc phục: cấp quyền ghi cho thư mục"
    if parameters.renderer == "quarto":
        from analysis.rendering.quarto import find_quarto

        yield from _refusal(find_quarto, parameters.quarto)


def _office(raw: RawData, edition: Edition) -> Iterator[str]:
    """What the frame of the document would leave as a dotted blank."""
    where = f"{RAW_FOLDER}/{OFFICE_TABLE}"
    office = office_of(raw.rows(OFFICE_TABLE), edition)
    if any(fault.where.file == where for fault in raw.faults):
        # it is there and refused, which says what to do
        return
    if not office:
        got = "chưa có tệp"
        remedy = f"lập tệp với các cột {', '.join(OFFICE_COLUMNS)}, mỗi địa bàn một dòng"
        if raw.rows(OFFICE_TABLE):
            got = f"chưa có dòng của địa bàn {edition.place}"
            remedy = "thêm một dòng cho địa bàn ấy"
        printed = "cơ quan, số hiệu, nơi nhận và người ký in dòng chấm, báo cáo in DỰ THẢO"
        yield f"{where}: {got}; {printed}. Cách khắc phục: {remedy}"
        return
    for column in OFFICE_COLUMNS:
        if column not in OFFICE_OPTIONAL and not office[column]:
            printed = "in dòng chấm và in DỰ THẢO" if column in SIGNED_COLUMNS else "in dòng chấm"
            yield f'{where}, cột "{column}": ô trống, báo cáo {printed}. Cách khắc phục: điền ô này'


def _notes(raw: RawData, edition: Edition) -> Iterator[str]:
    """Sections without text, and text that still speaks of the edition before."""
    file = own_note(raw.notes, edition)
    if file is None:
        name = NOTES_FILE.format(edition.name)
        remedy = f"lập tệp với các mục {'; '.join(SECTIONS)}"
        yield f"{RAW_FOLDER}/{name}: chưa có tệp, các mục nhận định để trống. Cách khắc phục: {remedy}"
        return
    sections, _ = parse_notes(file)
    for section in SECTIONS:
        if not sections.get(section):
            yield f'{file.name}: mục "{section}" chưa có nội dung. Cách khắc phục: viết mục này'
    for other in raw.notes.values():
        if other is not file and other.sha256 == file.sha256:
            yield f"{file.name}: giống hệt {other.base}. Cách khắc phục: viết lại cho {edition.period_text}"
    yield from _stale_lines(file, edition)


def _stale_lines(file: RawFile, edition: Edition) -> Iterator[str]:
    if edition.is_part:
        return
    first, last = edition.year_from - 1, edition.year_to - 1
    before = str(first) if edition.is_single_year else f"{first}-{last}"
    for number, line in enumerate(re.split(r"\r\n|\r|\n", file.text), start=1):
        if re.search(rf"(?<![0-9]){before}(?![0-9])", line):
            text = shown(line.strip())
            remedy = "xem đã viết cho kỳ này chưa"
            yield f'{file.name}, dòng {number}: còn nhắc {before}: "{text}". Cách khắc phục: {remedy}'
