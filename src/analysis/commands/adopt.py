"""Look at a register as an office keeps it, and write what would have to be said of it into `data/raw/doc-so.toml`.

Nothing that stands there is changed: the part of a file is added at the end, whole, under the lock of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pandas as pd

from analysis.adopting.answers_text import read_answers
from analysis.errors import AdoptionError
from analysis.faults import Fault, Place, Problems
from analysis.figures.places import check_places, territories_of_files
from analysis.language.numbers import format_number
from analysis.project import RAW_FOLDER, Project
from analysis.proposing.look import FileLook, Line
from analysis.proposing.proposals import look_at
from analysis.proposing.rounds import asked_at_once
from analysis.proposing.sheet_proposals import answering
from analysis.proposing.written import BEGINNING, block_of
from analysis.raw.folder import read_raw
from analysis.raw.rows import RawData, RawFile
from analysis.registers.result import recoverable_of, sums_of
from analysis.running.exchange import disk_errors, write_at_once
from analysis.running.lock import exchange_lock
from analysis.vocabulary import ANSWERS_FILE, STATUSES

ANSWERS_PATH = f"{RAW_FOLDER}/{ANSWERS_FILE}"
ANSWER_FAULTS = ("answers-unknown", "answers-differ")
MOST_TOLD = 12
MOST_NAMED = 4
TABLE_COLUMNS = ["noi", "loai", "trong_so", "duoc_hieu_la", "trang_thai", "ly_do"]


def adopt(project: Project, name: str) -> int:
    """Print how a register is read and write what is proposed; 0 also where something is still to be decided.

    Raises:
        AdoptionError: the file is not there or open elsewhere, or `doc-so.toml` cannot be read; nothing is written.
        PublishError: the disk refuses.
    """
    with exchange_lock(project.build):
        raw = read_raw(project.raw)
        look = _look(raw, name)
        written = raw.answers.text if raw.answers is not None else ""
        block = block_of(look, written)
        if block:
            _write(project, block)
            # what was answered for an earlier register is read by now: its state is told as it is after this
            answers = read_answers(RawFile(ANSWERS_PATH, "", f"{written}\n{block}"), Problems())
            result = look_at(look.source, answers, look.opened).result
            look = replace(look, result=result)
    print(*_told(look, block), sep="\n")
    return 0


def look_table(project: Project, name: str) -> pd.DataFrame:
    """The look at a register as a table; see `analysis.adopt_table`."""
    look = _look(read_raw(project.raw), name)
    rows: list[tuple[str, str, Line]] = []
    for header in look.headers:
        where = "; ".join(header.places)
        rows += [(where, "cột", line) for line in header.columns]
        for words in header.words.values():
            rows += [(where, "từ", line) for line in words]
        areas = chain.from_iterable(header.areas.values())
        rows += [(where, "địa bàn", line) for line in areas]
        rows += [(where, "tệp", line) for line in header.own_entries]
    for sheet, lines in look.sheets.items():
        rows += [(sheet, "tệp", line) for line in lines]
    told = [
        (where, sort, line.text, line.meaning, line.state, line.reason)
        for where, sort, line in rows
    ]
    return pd.DataFrame(told, columns=TABLE_COLUMNS)


def _look(raw: RawData, name: str) -> FileLook:
    """The look at the register of a name; all that keeps it or the answers from being read is raised at once."""
    path = f"{RAW_FOLDER}/{name}"
    own = [fault for fault in raw.faults if fault.where.file in (path, ANSWERS_PATH)]
    problems = Problems(own)
    source = next((one for one in raw.registers if one.name == path), None)
    open_marks = (f"{RAW_FOLDER}/~${name}", f"{RAW_FOLDER}/.~lock.{name}#")
    if any(finding.where in open_marks for finding in raw.findings):
        problems.fault("file-open", Place(path), "sổ đang mở trong phần mềm bảng tính")
    elif source is None and all(fault.where.file != path for fault in own):
        _missing(raw, path, problems)
    read_answers(raw.answers, problems)
    # what is given for the file goes into the answers: they would be refused for a line that stands elsewhere
    check_places(raw, problems, path)
    if problems.faults or source is None:
        raise AdoptionError(problems.faults)
    written = raw.answers.text if raw.answers is not None else ""
    look = asked_at_once(source, written, territories_of_files(raw).get(path, ""))
    # an answer that this register does not bear out is put right before anything is added to it
    if wrong := [fault for fault in look.result.faults if fault.code in ANSWER_FAULTS]:
        raise AdoptionError(wrong)
    return look


def _missing(raw: RawData, path: str, problems: Problems) -> None:
    """Say that a name is none of a register, and which there are."""
    got = "không có sổ này trong data/raw"
    if any(file.name == path for file in raw.files):
        got = "là tệp khác của data/raw, không phải sổ đề án"
    names = [one.name.rpartition("/")[2] for one in raw.registers]
    wanted = f"một trong: {', '.join(names)}" if names else "một sổ .xlsx hoặc .csv"
    problems.fault("file-missing", Place(path), got, wanted)


def _write(project: Project, block: str) -> None:
    """Add a part at the end of `doc-so.toml`, or make the file: the old bytes stay, the new name is whole at once."""
    path = project.raw / ANSWERS_FILE
    with disk_errors(project.raw):
        before = path.read_bytes() if path.exists() else BEGINNING.encode()
        if before and not before.endswith(b"\n"):
            before += b"\n"
        made = before + block.encode()
        _check(made)
        write_at_once({path: made})


def _check(made: bytes) -> None:
    """Refuse bytes that would not be read as the answers that they were before and the new ones."""
    problems = Problems()
    try:
        read_answers(RawFile(ANSWERS_PATH, "", made.decode("utf-8-sig")), problems)
    except UnicodeDecodeError:
        got, remedy = "tệp không ở bảng mã UTF-8 nên không ghi thêm được", "lưu lại tệp bằng UTF-8"
        problems.fault("encoding-bad-byte", Place(ANSWERS_PATH), got, remedy=remedy)
    if problems.faults:
        raise AdoptionError(problems.faults)


def _told(look: FileLook, block: str) -> Iterator[str]:
    """What the user sees: how the file is read, its sums, what is asked, and where."""
    yield f"Sổ {look.source.name}:"
    for header in look.headers:
        known = sum(1 for line in header.columns if not line.is_open)
        yield f"- tiêu đề ở {'; '.join(header.places)}: hiểu {known} trong {len(header.columns)} cột"
        if header.gone:
            yield f"  không còn cột của lần trước: {', '.join(header.gone)}"
    yield from sums_told(look.result.schemes)
    asked = [line for line in look.lines if line.is_open]
    if block:
        waiting = "; chưa có gì được dùng khi dòng còn dấu # ở đầu" if asked else ""
        yield f"Đã ghi vào cuối {ANSWERS_PATH}{waiting}."
    if asked:
        yield f"Cần quyết ({len(asked)}):"
        yield from map(_line, asked[:MOST_TOLD])
        if len(asked) > MOST_TOLD:
            yield f"- … và {len(asked) - MOST_TOLD} dòng khác trong {ANSWERS_PATH}"
        yield f"Nhận một đề xuất: mở {ANSWERS_PATH}, bỏ dấu # ở đầu dòng, sửa giá trị nếu cần."
    elif not look.result.faults:
        yield "Đọc được, không cần hỏi thêm gì."
    if look.result.faults:
        yield f"Hiện chưa đọc được sổ ({len(look.result.faults)}):"
        yield from (f"- {_advised(fault, look)}" for fault in look.result.faults[:MOST_TOLD])


def _advised(fault: Fault, look: FileLook) -> Fault:
    """The fault with the proposals that would answer it before its own remedy."""
    entries = list(dict.fromkeys(answering(fault, look)))
    if not entries:
        return fault
    listed = ", ".join(entries[:MOST_NAMED]) + (" …" if len(entries) > MOST_NAMED else "")
    return replace(fault, remedy=f"nhận đề xuất {listed} trong {ANSWERS_PATH}, hoặc {fault.remedy}")


def _line(line: Line) -> str:
    meaning = f' → "{line.meaning}"' if line.meaning else ""
    return f'- "{line.text}"{meaning} ({line.state}: {line.reason})'


def sums_told(schemes: pd.DataFrame) -> Iterator[str]:
    """The number of schemes and the sums of each file, year and status, a line each, in đồng.

    How much of it is to be paid back is told beside: the report sums it apart.
    """
    groups = schemes.groupby(["file", "year", "status"], sort=True)
    for (file, year, status), own in groups:
        line = f"- {file}, năm {year}, {STATUSES[status].label}: {_sums_text(own)}"
        recoverable = recoverable_of(own)
        if len(recoverable):
            line += f"; trong đó có thu hồi {_sums_text(recoverable)}, báo cáo cộng riêng"
        yield line


def _sums_text(schemes: pd.DataFrame) -> str:
    count, *amounts = sums_of(schemes)
    kcqg, kcdp, counterpart, total = (format_number(amount, 0) for amount in amounts)
    return f"{count} đề án, KCQG {kcqg}, KCĐP {kcdp}, đối ứng {counterpart}, tổng {total} đồng"
