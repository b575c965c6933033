"""The look at a workbook as text of `doc-so.toml`: what is known stands, what is proposed stands behind #."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from analysis.adopting.answer_values import AREAS_BY_PROVINCE
from analysis.adopting.answers import UNDECIDED
from analysis.adopting.lines import TextLine, lines_of
from analysis.definitions.provinces import territory_name
from analysis.proposing.look import ASKED, OPEN, FileLook, HeaderLook, Line
from analysis.tables.columns import REGISTER_COLUMNS

BEGINNING = """\
# Cách đọc sổ của cơ quan. Tệp do make adopt lập và chỉ ghi thêm vào cuối; cơ quan sửa tùy ý.
# Dòng có # ở đầu là đề xuất, không được dùng. Nhận một đề xuất: bỏ dấu # ở đầu dòng, sửa giá trị nếu cần.
# Giá trị "?" là câu hỏi: thay bằng câu trả lời, như lời ghi cuối dòng đã nêu.
# Bỏ một điều đã nhận: đặt lại # ở đầu dòng. Bỏ cả một sổ: xóa phần của sổ đó, từ dòng "# ----" đến hết phần.
# Mục [[tieu_de]] và [[them]] dùng cho mọi sổ có cùng tiêu đề, mục [[tep]] chỉ cho đúng tệp đó.
"""
# Entries of the program's own whose values are no texts.
_UNQUOTED = ("loai_hinh_theo_ten", "nam", "mot_de_an")
# The table of a sheet's rows whose cell of a year has several.
ROWS = "nam_cua_dong"


_PROPOSAL = re.compile(rf"#\s*(.+ = .+?)  # ({OPEN}|{ASKED})(?::.*)?")


_BOUND = re.compile(r"# ---- (?P<ends>hết phần của )?(?P<name>.+) ----")
# The names between a table and an entry, and the entry's own.
Place = tuple[tuple[str, ...], str]


def block_of(look: FileLook, text: str) -> str:
    """What is to be added to `doc-so.toml`, whose text is given, for a file; '' where nothing is new.

    A header that stands there gets only its new columns and words, a file only what was not asked of it before.
    """
    lines = list(lines_of(text))
    parts: list[str] = []
    for header in look.headers:
        asked = _asked(lines, "van_tay", header.fingerprint)
        parts += _header(header) if asked is None else _more_of_header(header, asked)
    parts += _file(look, _asked(lines, "sha256", look.source.sha256))
    if not parts:
        return ""
    first, last = _bounds(look.source.name.rpartition("/")[2])
    return "\n".join([f"\n{first}", *parts, last, ""])


def _bounds(name: str) -> tuple[str, str]:
    """The lines between which the parts of a file stand, as `_BOUND` reads them."""
    return f"# ---- {name} ----", f"# ---- hết phần của {name} ----"


def parted(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines of doc-so.toml from 1, each with the name of the file in whose part it stands, '' outside of all.

    A line that only looks like a beginning, as in a note of the office, has no end of its name below.
    """
    lines = [(line, _BOUND.fullmatch(line.strip())) for line in text.splitlines()]
    ends = {
        found["name"]: number
        for number, (_, found) in enumerate(lines, start=1)
        if found is not None and found["ends"]
    }
    name = ""
    for number, (line, found) in enumerate(lines, start=1):
        if found is not None and found["ends"]:
            name = ""
        elif found is not None and number < ends.get(found["name"], 0):
            name = found["name"]
        yield number, name, line


def _asked(lines: Iterable[TextLine], name: str, mark: str) -> set[Place] | None:
    """What stands, accepted or not, in the tables that have a mark; None where no table has it."""
    lines = list(lines)
    tables = {
        (line.table, line.number)
        for line in lines
        if (line.part, line.name, line.value) == ((), name, mark) and not line.is_open
    }
    if not tables:
        return None
    return {(line.part, line.name) for line in lines if (line.table, line.number) in tables}


def _header(header: HeaderLook) -> Iterator[str]:
    yield "[[tieu_de]]"
    for place in header.places:
        yield f"# {place}"
    if header.gone:
        yield f"# không còn cột của lần trước: {', '.join(map(_quoted, header.gone))}"
    yield f"van_tay = {_quoted(header.fingerprint)}"
    yield f"so_dong = {header.rows}  # số dòng của tiêu đề; sai thì sửa số này"
    yield f"cot = [{', '.join(map(_quoted, header.texts))}]"
    yield from map(_entry, header.own_entries)
    yield "[tieu_de.nghia]"
    yield from map(_text_entry, header.columns)
    for code, lines in header.words.items():
        yield f"[tieu_de.tu.{_quoted(REGISTER_COLUMNS[code].label)}]"
        yield from map(_text_entry, lines)
    for province, lines in header.areas.items():
        if province or lines:
            yield _heading("tieu_de", _areas_part(province))
            yield from map(_text_entry, lines)


def _areas_part(province: str) -> tuple[str, ...]:
    """The table of the places of a province, by its slug, '' for files that name none."""
    return (AREAS_BY_PROVINCE, territory_name(province)) if province else ("dia_ban",)


def _more_of_header(header: HeaderLook, asked: set[Place]) -> list[str]:
    """The columns and words that stand below a known header for the first time and that nothing answers.

    The places of a province that the header has for the first time are listed as in a new one.
    """
    parts = [_entry(line) for line in header.own_entries if ((), line.text) not in asked]
    told: dict[tuple[str, ...], tuple[Line, ...]] = {("nghia",): header.columns}
    for code, words in header.words.items():
        told["tu", REGISTER_COLUMNS[code].label] = words
    told |= {_areas_part(province): lines for province, lines in header.areas.items()}
    known = {part for part, _ in asked}
    for part, lines in told.items():
        is_first = part[0] == AREAS_BY_PROVINCE and part not in known
        new = [line for line in lines if line.is_open and (part, line.text) not in asked]
        if new or is_first:
            new = [*lines] if is_first else new
            parts += [_heading("them", part), *map(_text_entry, new)]
    if not parts:
        return []
    return ["[[them]]", f"van_tay = {_quoted(header.fingerprint)}", *parts]


def _file(look: FileLook, asked: set[Place] | None) -> Iterator[str]:
    table = "tep" if asked is None else "them"
    new: dict[tuple[str, ...], list[Line]] = {}
    part: tuple[str, ...]
    for sheet, lines in look.sheets.items():
        part = ("trang", sheet) if sheet else ()
        new[part] = [line for line in lines if (part, line.text) not in (asked or ())]
    for sheet, lines in look.rows.items():
        part = ("trang", sheet, ROWS) if sheet else (ROWS,)
        new[part] = [line for line in lines if (part, line.text) not in (asked or ())]
    if not any(new.values()):
        return
    yield f"[[{table}]]"
    yield f"ten = {_quoted(look.source.name.rpartition('/')[2])}"
    yield f"sha256 = {_quoted(look.source.sha256)}"
    yield from map(_entry, new.pop((), []))
    for part, asked_now in new.items():
        if asked_now:
            yield _heading(table, part)
            write = _row_entry if part[-1] == ROWS else _entry
            yield from map(write, asked_now)


def _heading(table: str, part: tuple[str, ...]) -> str:
    """The beginning of a table below another: of its names only the second is one of the register."""
    names = [_quoted(name) if place == 1 else name for place, name in enumerate(part)]
    return f"[{'.'.join([table, *names])}]"


def _entry(line: Line) -> str:
    """The line of an entry of the program's own: a proposal behind #, with its state and its reason."""
    is_bare = line.text in _UNQUOTED and line.meaning != UNDECIDED
    value = line.meaning if is_bare else _quoted(line.meaning)
    return _with_reason(f"{line.text} = {value}", line)


def _row_entry(line: Line) -> str:
    """The line of a row's year."""
    return _with_reason(f"{line.text} = {_quoted(line.meaning)}", line)


def _text_entry(line: Line) -> str:
    """The line of a text of the register, whatever it is: a column, a word, a place."""
    return _with_reason(f"{_quoted(line.text)} = {_quoted(line.meaning)}", line)


def _with_reason(entry: str, line: Line) -> str:
    reason = ": ".join(filter(None, (line.state, " ".join(line.reason.split()))))
    entry = f"{entry}  # {reason}"
    return f"# {entry}" if line.is_open else entry


def open_entry(line: str) -> str:
    """The proposal that a line of doc-so.toml is, without its mark; '' for any other line."""
    return entry_of(line, OPEN) or entry_of(line, ASKED)


def entry_of(line: str, state: str) -> str:
    """The proposal of a state that a line of doc-so.toml is, without its mark; '' for any other line."""
    found = _PROPOSAL.fullmatch(line.strip())
    return found[1] if found is not None and found[2] == state else ""


def has_proposals(text: str, name: str, sha256: str) -> bool:
    """Whether a proposal for a file as it is now stands in its parts of the text of doc-so.toml."""
    is_current = False
    for _, own, line in parted(text):
        if line.strip().startswith("[["):
            is_current = True
        elif line.strip().startswith("sha256 = "):
            is_current = _quoted(sha256) in line
        elif own == name and is_current and open_entry(line):
            return True
    return False


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
