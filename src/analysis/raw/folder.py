"""Read the files of `data/raw/` once: bytes, their sha256, and the cells as strings.

Nothing is converted here.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from analysis.delimited import HINT, QuoteError, names_in, plain_text, records_of, separator_of
from analysis.edition import place_slug
from analysis.faults import Fault, Place, Problems
from analysis.messages import shown, why_unread
from analysis.project import LEFTOVER_NAMES, LEFTOVER_STARTS, RAW_FOLDER
from analysis.raw.file_types import WORKBOOK_ENDINGS, check_type
from analysis.raw.rows import RawData, RawFile, RawRow, RegisterSource
from analysis.raw.tables import FIGURES_TABLE, SMALL_TABLES
from analysis.vocabulary import ANSWERS_FILE, FIGURE_COLUMNS

MOST_REGISTER_BYTES = 512 * 1024 * 1024
LONGEST_TEXT = 10_000
MAX_BYTES = 64 * 1024 * 1024
HEADER_BYTES = 8192
FILES_REMEMBERED = 64

# What is found in the place of a file, and what to do about it, by its sort.
_NO_FILES = {
    stat.S_IFLNK: ("là liên kết đến nơi khác", "xóa liên kết rồi chép tệp thật vào data/raw"),
    stat.S_IFDIR: ("là thư mục", "chép các tệp dữ liệu bên trong ra data/raw rồi bỏ thư mục này"),
    stat.S_IFIFO: ("là ống dẫn (FIFO), không chứa dữ liệu", "xóa ống dẫn này khỏi data/raw"),
    stat.S_IFSOCK: ("là ổ cắm (socket), không chứa dữ liệu", "xóa ổ cắm này khỏi data/raw"),
    **dict.fromkeys(
        (stat.S_IFCHR, stat.S_IFBLK),
        ("là thiết bị, không chứa dữ liệu", "xóa thiết bị khỏi data/raw"),
    ),
}
# Classes of the characters that embed, isolate or override a direction of writing.
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


_REGISTER, _NOTES, _ANSWERS = "register", "notes", "answers"


def read_raw(folder: Path, is_wanted: Callable[[str], bool] = bool) -> RawData:
    """Read every file of the folder, or those whose names are wanted.

    Faults are collected, never raised: the caller raises all of them at once.
    """
    problems = Problems()
    registers = []
    texts = []
    for path in _received(folder, problems):
        if not is_wanted(path.name):
            continue
        data = _read_bytes(path, problems)
        if data is None:
            continue
        name = f"{RAW_FOLDER}/{path.name}"
        kind = _kind(path.name, data)
        if kind is None:
            check_type(name, data, problems)
        elif kind == _REGISTER:
            registers.append(RegisterSource(name, hashlib.sha256(data).hexdigest(), data))
        elif len(data) > MAX_BYTES:
            refuse_large(name, len(data), MAX_BYTES, problems)
        else:
            file = _decode(name, data, problems)
            if file is not None:
                texts.append((kind, file))
    tables: dict[str, tuple[RawRow, ...]] = {"figures": ()}
    notes: dict[str, RawFile] = {}
    answers = None
    # only now, so that what keeps a file from being read is told before what is wrong in a cell
    for kind, file in texts:
        if kind == _NOTES:
            notes[file.base] = file
        elif kind == _ANSWERS:
            answers = file
        else:
            tables[kind] = tables.get(kind, ()) + _rows_of(file, problems)
    files = tuple(file for _, file in texts)
    _check_duplicates(files, problems)
    return RawData(
        files,
        tables,
        notes,
        tuple(problems.faults),
        tuple(registers),
        tuple(problems.findings()),
        answers=answers,
    )


def _received(folder: Path, problems: Problems) -> Iterator[Path]:
    """The files by name, without what systems and open spreadsheet programs leave beside them."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(LEFTOVER_STARTS):
            problems.tell(
                "file-lock",
                Place(f"{RAW_FOLDER}/{path.name}"),
                "tệp tạm của phần mềm bảng tính, không đọc; hãy lưu và đóng tệp gốc trước khi lập báo cáo",
            )
        elif path.name not in LEFTOVER_NAMES:
            yield path


def _kind(base: str, data: bytes) -> str | None:
    """Of which table a file has rows, or that it is a register, notes or answers; None when it is not read."""
    lower = base.lower()
    if base in SMALL_TABLES:
        return base
    if lower.endswith(".csv") and _has_figures_header(data):
        return "figures"
    if lower.endswith((".csv", *WORKBOOK_ENDINGS)):
        return _REGISTER
    if is_note(base):
        return _NOTES
    if base == ANSWERS_FILE:
        return _ANSWERS
    return None


def is_note(base: str) -> bool:
    """Whether a file, by its name, is one of notes."""
    return base.startswith("nhan-dinh-") and base.endswith(".md")


def refuse_large(
    name: str,
    size: int,
    most: int,
    problems: Problems,
) -> None:
    """Refuse a file with more bytes than are read."""
    problems.fault("file-too-large", Place(name), f"tệp có {size} byte", f"không quá {most} byte")


def _read_bytes(path: Path, problems: Problems) -> bytes | None:
    name = f"{RAW_FOLDER}/{path.name}"
    where = Place(name)
    if not name.isprintable():
        problems.fault("file-name-unsafe", where, "tên tệp có ký tự điều khiển hoặc ký tự lạ")
        return None
    # of the name itself: a link is refused, wherever it leads
    state = path.lstat()
    sort = stat.S_IFMT(state.st_mode)
    if sort != stat.S_IFREG:
        code = "file-not-regular"
        if sort == stat.S_IFLNK:
            code = "file-symlink"
        got, remedy = _NO_FILES.get(sort, ("không phải tệp thường", "bỏ ra khỏi data/raw"))
        problems.fault(code, where, got, "một tệp dữ liệu", remedy)
        return None
    most = MOST_REGISTER_BYTES
    if path.name in SMALL_TABLES or path.name.endswith((".md", ".toml")):
        most = MAX_BYTES
    if state.st_size > most:
        refuse_large(name, state.st_size, most, problems)
        return None
    try:
        return _opened_bytes(path, most)
    except OSError as error:
        problems.fault("file-unreadable", where, f"không đọc được ({why_unread(error)})")
        return None


def _opened_bytes(path: Path, most: int) -> bytes:
    """The bytes of a regular file, whatever took its name since it was looked at.

    No link, no waiting, no end.
    """
    flags = os.O_RDONLY
    # each where the system has it
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _system_error(errno.EINVAL)
        data = file.read(most + 1)
    if len(data) > most:
        raise _system_error(errno.EFBIG)
    return data


def _system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _has_figures_header(data: bytes) -> bool:
    """Whether the first record names at least half of the columns of the published figures."""
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    # the file may be a register of any size: its beginning is enough
    head = HINT.sub("", data[:HEADER_BYTES].decode(encoding, errors="replace"), count=1)
    names = names_in(head, separator_of(head, FIGURE_COLUMNS))
    return len(names.intersection(FIGURE_COLUMNS)) * 2 >= len(FIGURE_COLUMNS)


def _decode(name: str, data: bytes, problems: Problems) -> RawFile | None:
    where = Place(name)
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        problems.fault("file-empty", where, "tệp rỗng")
        return None
    text = plain_text(data)
    if text is None:
        # what reads other encodings, as of registers, is imported where there are such
        from analysis.raw.text_file import decode

        decoded = decode(name, data, problems)
        if decoded is None:
            return None
        text = decoded.whole
    kept, lost, _ = text.partition("\ufffd")
    if lost:
        line = kept.count("\n") + 1
        problems.fault(
            "encoding-lossy", where, f"dòng văn bản {line} có ký tự thay thế U+FFFD: chữ đã mất"
        )
        return None
    # all texts of the program are compared in NFC
    text = unicodedata.normalize("NFC", text)
    return RawFile(name, hashlib.sha256(data).hexdigest(), text)


def with_table(raw: RawData, base: str, data: bytes, problems: Problems) -> RawData:
    """Raw data as they would be with these bytes in the place of a table, or with one more table."""
    name = f"{RAW_FOLDER}/{base}"
    file = _decode(name, data, problems)
    if file is None:
        return raw
    kind = base if base in SMALL_TABLES else "figures"
    others = tuple(row for row in raw.rows(kind) if row.file.name != name)
    rows = (*others, *_rows_of(file, problems))
    files = (*(one for one in raw.files if one.name != name), file)
    return replace(raw, files=files, tables={**raw.tables, kind: rows})


def _rows_of(file: RawFile, problems: Problems) -> tuple[RawRow, ...]:
    rows, faults = _taken_apart(file)
    problems.faults += faults
    return rows


@lru_cache(maxsize=FILES_REMEMBERED)
def _taken_apart(file: RawFile) -> tuple[tuple[RawRow, ...], tuple[Fault, ...]]:
    """The rows of a table and their faults; the forks of a batch need not take apart what it has read."""
    problems = Problems()
    return _read_csv(file, problems), tuple(problems.faults)


def _read_csv(file: RawFile, problems: Problems) -> tuple[RawRow, ...]:
    table = SMALL_TABLES.get(file.base, FIGURES_TABLE)
    try:
        top, records = records_of(file.text, table.columns)
    except QuoteError as error:
        problems.fault("csv-quote", file.place(error.record), f"không tách được cột ({error})")
        return ()
    # a hint of the separator may stand alone
    header = [cell.strip() for cell in (records[top:] or [[]])[0]]
    if not _is_header(file, header, problems):
        return ()
    rows = []
    for number, record in enumerate(records[top + 1 :], start=top + 2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            problems.fault(
                "row-width",
                file.place(number),
                f"dòng có {len(record)} ô",
                f"{len(header)} ô như dòng tiêu đề",
            )
            continue
        row = RawRow(file, number, dict(zip(header, record, strict=True)))
        _check_cells(row, problems)
        rows.append(row)
    if not rows:
        problems.fault("table-no-rows", file.place(), "chỉ có dòng tiêu đề")
    return tuple(rows)


def _is_header(
    file: RawFile,
    header: Sequence[str],
    problems: Problems,
) -> bool:
    """Refuse a header that is none of a table's, repeats, lacks or adds a column: the first of these only."""
    table = SMALL_TABLES.get(file.base, FIGURES_TABLE)
    wanted = ", ".join(table.columns)
    known = table.columns + table.optional
    missing = [name for name in table.columns if name not in header]
    unknown = [name for name in header if name not in known]
    twice = {name for name in header if header.count(name) > 1}
    where = file.place(1)
    is_other = len(missing) > len(table.columns) // 2
    if is_other and file.base not in SMALL_TABLES:
        got = "dòng tiêu đề không phải của bảng số liệu công bố: " + shown(", ".join(header))
        problems.fault(
            "header-not-found",
            where,
            got,
            f"các cột {wanted}",
            "dùng dòng tiêu đề như trong docs/huong-dan.md, hoặc bỏ tệp khỏi thư mục",
        )
    elif twice:
        got = "cột lặp lại: " + shown(", ".join(sorted(twice)))
        problems.fault("header-duplicate", where, got)
    elif missing:
        meant = {place_slug(name).replace("-", "_"): name for name in unknown}
        asked = [f"“{shown(meant[name])}” có phải {name}?" for name in missing if name in meant]
        got = "thiếu cột " + ", ".join(name for name in missing if name not in meant)
        if asked:
            # the names are told once, in the question
            wanted = "tên cột viết không dấu, nối bằng dấu gạch dưới"
            got = "tên cột không đúng" if len(asked) == len(missing) else got
        problems.fault("header-missing", where, got, wanted, " ".join(asked))
    elif unknown:
        got = "cột lạ: " + shown(", ".join(unknown))
        problems.fault("header-unknown", where, got, ", ".join(known))
    else:
        return True
    return False


def _check_cells(row: RawRow, problems: Problems) -> None:
    """Refuse cells that no document can hold."""
    for column, cell in row.cells.items():
        where = row.place(column)
        if (odd := odd_characters(cell)) is not None:
            code, got = odd
            problems.fault(code, where, f"ô {got}", "chữ đọc được", "xóa ký tự lạ trong ô")
        if len(cell) > LONGEST_TEXT:
            problems.fault("text-too-long", where, f"ô dài hơn {LONGEST_TEXT} ký tự")


def odd_characters(text: str) -> tuple[str, str] | None:
    """Code and words for what no document can hold (controls but tab and line ends) or what shows letters reordered."""
    for character in text:
        is_control = unicodedata.category(character) == "Cc" and character not in "\t\r\n"
        if is_control or character in "\ufffe\uffff":
            return "cell-control-char", "có ký tự điều khiển"
    if any(unicodedata.bidirectional(c) in _TURNS for c in text):
        return "text-invisible", "có ký tự đổi chiều chữ không nhìn thấy"
    return None


def _check_duplicates(files: Sequence[RawFile], problems: Problems) -> None:
    seen: dict[str, RawFile] = {}
    for file in files:
        first = seen.setdefault(file.sha256, file)
        if first is not file:
            problems.fault("file-duplicate", file.place(), f"nội dung giống hệt {first.base}")
