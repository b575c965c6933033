"""Add what a person accepted of a draft to `data/raw`, whole rows at the end, under the lock of a run.

No byte that stands there is changed; the rows pass the checks of all raw files first, and none may be of a figure that
is there already. The figures go to a table of their own, `so-lieu-trich.csv`; the lines of the source, its labels and
its readings to the tables that have such lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.commands.extract import DRAFT, LINES
from analysis.commands.extract_asked import Accept
from analysis.errors import ExtractionError
from analysis.extracting.accepted import (
    Known,
    Taken,
    accepted_rows,
    figure_cells,
    known_values,
    renumbered,
    rows_in,
    with_rows,
)
from analysis.extracting.beside import COLUMNS
from analysis.faults import Fault, Place, Problems
from analysis.figures.figure import Figure
from analysis.figures.published import tidy_figures
from analysis.messages import why_unread
from analysis.project import DRAFTS_FOLDER, RAW_FOLDER, Project
from analysis.raw.corrections import corrected
from analysis.raw.folder import read_raw, with_table
from analysis.raw.rows import RawData
from analysis.raw.tables import check_readings, check_sources
from analysis.running.exchange import disk_errors, write_at_once
from analysis.running.lock import exchange_lock
from analysis.vocabulary import FIGURE_COLUMNS, PERIOD_COLUMNS, READINGS_TABLE, SOURCES_TABLE

FIGURES_FILE = "so-lieu-trich.csv"
_TABLES = {f"{RAW_FOLDER}/{table}" for table in (*COLUMNS, FIGURES_FILE)}
# What the line of sources below a table prints of an article; the text of it does not surely say either.
_PRINTED_OF_SOURCE = ("publisher", "date")
Cells = Mapping[str, str]


def accept(project: Project, asked: Accept) -> int:
    """Add the accepted rows of a draft to `data/raw` and print them.

    Raises:
        ExtractionError: a row is undecided, unfit or there already; nothing is written.
        PublishError: the disk refuses.
    """
    name = asked.file or f"{DRAFTS_FOLDER}/{asked.source}/{DRAFT}"
    with exchange_lock(project.build):
        problems = Problems()
        text = _text(project, name, problems)
        _refuse(problems.faults)
        taken = accepted_rows(name, text, _known(project, asked.source), problems)
        if not problems.faults and not taken:
            problems.fault("table-no-rows", Place(name), "không có dòng nào được nhận")
        _refuse(problems.faults)
        before = read_raw(project.raw)
        _refuse([fault for fault in before.faults if fault.where.file in _TABLES])
        added = _lines_beside(project, asked.source, before, problems)
        added[FIGURES_FILE] = [figure_cells(row) for row in taken]
        made = _made(project, added, problems)
        _refuse(problems.faults)
        _check(before, made, name, taken)
        _write(project, made)
    for table, rows in added.items():
        if rows:
            print(f"Đã ghi {len(rows)} dòng vào cuối {RAW_FOLDER}/{table}:")
            print(*(f"- {', '.join(filter(None, row.values()))}" for row in rows), sep="\n")
    for row in added.get(SOURCES_TABLE, ()):
        if lacking := [column for column in _PRINTED_OF_SOURCE if not row[column]]:
            rest = (
                "chỉ in tên bài" if len(lacking) == len(_PRINTED_OF_SOURCE) else "không in điều ấy"
            )
            print(
                f"Nên điền {', '.join(lacking)} của {row['id']} trong {RAW_FOLDER}/{SOURCES_TABLE}: báo cáo nêu nơi"
                f" công bố và thời gian dưới mỗi bảng, để trống thì {rest}"
            )
    return 0


def _text(project: Project, name: str, problems: Problems) -> str:
    """The text of a CSV by its path from the project's folder; '' after a fault."""
    path = project.root / name
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.fault(
            "file-missing",
            Place(name),
            f"không có tệp này trong thư mục {path.parent}",
            "bản nháp của make extract",
            "ghi cả đường dẫn của tệp, hoặc chạy make extract TEXT=… SOURCE=… trước",
        )
    except UnicodeDecodeError:
        problems.fault(
            "encoding-bad-byte",
            Place(name),
            "tệp không ở bảng mã UTF-8",
            remedy="lưu lại tệp bằng UTF-8",
        )
    except OSError as error:
        problems.fault("file-unreadable", Place(name), f"không đọc được ({why_unread(error)})")
    return ""


def _known(project: Project, source: str) -> Known:
    """What the extraction read of the whole article; nothing where its lines are gone or changed."""
    try:
        return known_values((project.drafts(source) / LINES).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}


def _lines_beside(
    project: Project, source: str, raw: RawData, problems: Problems
) -> dict[str, Sequence[Cells]]:
    """The draft lines of the small tables that do not stand there yet."""
    added: dict[str, Sequence[Cells]] = {}
    for table, columns in COLUMNS.items():
        name = f"{DRAFTS_FOLDER}/{source}/{table}"
        if not (project.root / name).exists():
            continue
        rows = [
            row.cells for row in rows_in(name, _text(project, name, problems), columns, problems)
        ]
        if table == READINGS_TABLE:
            own = [row for row in raw.cells(table) if row["source"] == source]
            rows = [row for row in rows if all(row["printed"] != one["printed"] for one in own)]
            rows = renumbered(rows, [cells["id"] for cells in raw.cells(table)])
        else:
            key = columns[:-1] if table != "nguon.csv" else columns[:1]
            known = {tuple(cells[column] for column in key) for cells in raw.cells(table)}
            rows = [row for row in rows if tuple(row[column] for column in key) not in known]
        added[table] = rows
    return added


def _made(
    project: Project, added: Mapping[str, Sequence[Cells]], problems: Problems
) -> dict[str, bytes]:
    """The new bytes of each table that gets rows, the figures last."""
    made = {}
    for table, rows in added.items():
        if not rows:
            continue
        path = project.raw / table
        columns = COLUMNS.get(table, (*FIGURE_COLUMNS, *PERIOD_COLUMNS))
        data = with_rows(path.read_bytes() if path.exists() else None, columns, rows)
        if data is None:
            got = "tệp không ở bảng mã UTF-8, hoặc thiếu cột, nên không ghi thêm được"
            problems.fault(
                "encoding-bad-byte",
                Place(f"{RAW_FOLDER}/{table}"),
                got,
                ", ".join(columns),
                "lưu lại tệp bằng UTF-8, đủ cột",
            )
        else:
            made[table] = data
    return made


def _check(before: RawData, made: Mapping[str, bytes], draft: str, taken: Sequence[Taken]) -> None:
    """Refuse rows that the raw files would not be read with, and figures that are there already."""
    after = before
    problems = Problems()
    for table, data in made.items():
        after = with_table(after, table, data, problems)
    old, old_faults = _figures(before)
    figures, faults = _figures(replace(after, faults=(*after.faults, *problems.faults)))
    file = f"{RAW_FOLDER}/{FIGURES_FILE}"
    rows = [row for row in after.tables["figures"] if row.file.name == file]
    records = {row.number: one.record for row, one in zip(rows[-len(taken) :], taken, strict=True)}
    new = [fault for fault in faults if fault not in old_faults]
    told = list(_overlaps(old, figures, file, draft, records))
    there = {fault.where.row for fault in told}
    moved = (_in_draft(fault, file, draft, records) for fault in new)
    # a figure that is there is told once, also where the whole row is the same
    told += (one for one in moved if one.code != "row-duplicate" or one.where.row not in there)
    _refuse(told)


def _figures(raw: RawData) -> tuple[list[Figure], list[Fault]]:
    """The figures of raw data, and the faults of all tables that get rows."""
    whole = corrected(raw)
    figures, faults = tidy_figures(whole)
    problems = Problems([*whole.faults, *faults])
    check_sources(whole, problems)
    check_readings(whole, problems)
    return figures, problems.faults


def _in_draft(fault: Fault, file: str, draft: str, records: Mapping[int, int]) -> Fault:
    """A fault of a row that is not written yet, at its place in the draft."""
    where = fault.where
    if where.file != file or where.row is None or where.row not in records:
        return fault
    return replace(fault, where=Place(draft, None, records[where.row], where.column))


def _key(figure: Figure) -> tuple[object, ...]:
    """What two figures have in common that are of one thing."""
    kind = figure.activity, figure.activity_label, figure.beneficiary_type
    return figure.place, figure.fields, figure.measure, figure.fund, *kind, figure.status


def _overlaps(
    old: Sequence[Figure],
    figures: Sequence[Figure],
    file: str,
    draft: str,
    records: Mapping[int, int],
) -> Iterator[Fault]:
    """A fault for each new figure that stands in `data/raw` already, whatever its value there."""
    known = {_key(figure): figure for figure in reversed(old)}
    for figure in figures:
        there = known.get(_key(figure))
        if figure.file != file or figure.row not in records or there is None:
            continue
        stands = f"{there.file}, dòng {there.row} đã có {there.printed} {there.printed_unit}"
        got = f"{figure.printed} {figure.printed_unit}: {stands} cho cùng địa bàn, kỳ và đại lượng"
        yield Fault("figures-overlap", Place(draft, None, records[figure.row]), got)


def _write(project: Project, made: Mapping[str, bytes]) -> None:
    """Give the tables their new bytes; that of the figures is the last."""
    with disk_errors(project.raw):
        project.raw.mkdir(parents=True, exist_ok=True)
        write_at_once({project.raw / table: data for table, data in made.items()})


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise ExtractionError(faults)
