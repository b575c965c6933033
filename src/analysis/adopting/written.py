"""The look at a workbook as text of `doc-so.toml`: what is known stands, what is proposed stands behind #."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from analysis.adopting.proposals import ASKED, OPEN, FileLook, HeaderLook, Line
from analysis.registers.columns import REGISTER_COLUMNS

BEGINNING = """\
# Cách đọc sổ của cơ quan. Tệp do make adopt lập và chỉ ghi thêm vào cuối; cơ quan sửa tùy ý.
# Dòng có # ở đầu là đề xuất, không được dùng. Nhận một đề xuất: bỏ dấu # ở đầu dòng, sửa giá trị nếu cần.
# Bỏ một điều đã nhận: đặt lại # ở đầu dòng. Bỏ cả một sổ: xóa phần của sổ đó, từ dòng "# ----" đến hết phần.
# Mục [[tieu_de]] và [[them]] dùng cho mọi sổ có cùng tiêu đề, mục [[tep]] chỉ cho đúng tệp đó.
"""
# Entries of the program's own, and those of them whose values are no texts.
_NAMES = ("tinh_trang", "nguon", "don_vi", "dia_ban")
_UNQUOTED = ("loai_hinh_theo_ten", "nam", "mot_de_an")


_OPEN = re.compile(rf"#\s*(.+ = .+?)  # (?:{OPEN}|{ASKED})(?::.*)?")


def block_of(look: FileLook, text: str) -> str:
    """What is to be added to `doc-so.toml`, whose text is given, for a file; '' where nothing is new.

    A header that stands there gets only its new words, a file only what was not asked of it before.
    """
    parts: list[str] = []
    for header in look.headers:
        asked = _asked(text, f"van_tay = {_quoted(header.fingerprint)}")
        parts += _words_only(header, asked) if asked else _header(header)
    parts += _file(look, _asked(text, f"sha256 = {_quoted(look.source.sha256)}"))
    if not parts:
        return ""
    name = look.source.name.rpartition("/")[2]
    return "\n".join([f"\n# ---- {name} ----", *parts, f"# ---- hết phần của {name} ----", ""])


def _header(header: HeaderLook) -> Iterator[str]:
    yield "[[tieu_de]]"
    for place in header.places:
        yield f"# {place}"
    yield f"van_tay = {_quoted(header.fingerprint)}"
    yield f"so_dong = {header.rows}"
    yield f"cot = [{', '.join(map(_quoted, header.texts))}]"
    if header.kinds_by_name is not None:
        yield _entry(header.kinds_by_name)
    yield "[tieu_de.nghia]"
    yield from map(_entry, header.columns)
    for code, lines in header.words.items():
        yield f"[tieu_de.tu.{_quoted(REGISTER_COLUMNS[code].label)}]"
        yield from map(_entry, lines)


def _asked(text: str, mark: str) -> str:
    """The entries of a text that have a line, all lines of them: '' for none."""
    entries = re.split(r"^(?=\[\[)", text, flags=re.MULTILINE)
    return "\n".join(entry for entry in entries if mark in entry.splitlines())


def _words_only(header: HeaderLook, asked: str) -> list[str]:
    """The words that stand below a known header for the first time."""
    parts: list[str] = []
    for code, lines in header.words.items():
        new = [line for line in lines if line.is_open and f"{_quoted(line.text)} = " not in asked]
        if new:
            parts.append(f"[them.tu.{_quoted(REGISTER_COLUMNS[code].label)}]")
            parts += map(_entry, new)
    if not parts:
        return []
    return ["[[them]]", f"van_tay = {_quoted(header.fingerprint)}", *parts]


def _file(look: FileLook, asked: str) -> Iterator[str]:
    new = {
        sheet: [line for line in lines if f"{line.text} = " not in asked]
        for sheet, lines in look.sheets.items()
    }
    if not any(new.values()):
        return
    yield "[[them]]" if asked else "[[tep]]"
    yield f"ten = {_quoted(look.source.name.rpartition('/')[2])}"
    yield f"sha256 = {_quoted(look.source.sha256)}"
    yield from map(_entry, new.get("", []))
    for sheet, lines in new.items():
        if sheet and lines:
            yield f"[tep.trang.{_quoted(sheet)}]"
            yield from map(_entry, lines)


def _entry(line: Line) -> str:
    """One line: a proposal behind #, with its state and its reason."""
    name, value = line.text, line.meaning
    if name in _UNQUOTED:
        entry = f"{name} = {value}"
    else:
        entry = f"{name if name in _NAMES else _quoted(name)} = {_quoted(value)}"
    reason = ": ".join(filter(None, (line.state, " ".join(line.reason.split()))))
    entry = f"{entry}  # {reason}"
    return f"# {entry}" if line.is_open else entry


def open_entry(line: str) -> str:
    """The proposal that a line of doc-so.toml is, without its mark; '' for any other line."""
    found = _OPEN.fullmatch(line.strip())
    return "" if found is None else found[1]


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
