"""The tables and entries of doc-so.toml, each with the line on which it stands; whatever is wrong is told there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from analysis.adopting.lines import lines_of
from analysis.faults import Place, Problems
from analysis.messages import shown
from analysis.raw.rows import RawFile

T = TypeVar("T")
TYPES: Mapping[type, str] = {
    str: "chữ trong ngoặc kép",
    int: "số nguyên, không có ngoặc kép",
    bool: "true hoặc false, không có ngoặc kép",
    list: "danh sách trong ngoặc vuông",
}
# Entries whose values are no texts; a row's year has the row for its name.
_UNQUOTED: Mapping[str, type] = {
    "so_dong": int,
    "nam": int,
    "loai_hinh_theo_ten": bool,
    "khong_doc": bool,
    "cot": list,
    "mot_de_an": list,
}
_ENTRY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|[A-Za-z0-9_-]+)\s*=\s*(.*?)\s*""")
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|\[.*\]|[0-9]+|true|false)\s+([^#\s].*)""")


def rows_of(text: str) -> dict[tuple[object, ...], int]:
    """The first line of every table and entry by its way in the text, from the outermost name on."""
    rows: dict[tuple[object, ...], int] = {}
    for line in lines_of(text):
        if not line.is_open:
            for length in range(1, len(line.way) + 1):
                rows.setdefault(line.way[:length], line.row)
    return rows


def malformed(file: RawFile, error: str, problems: Problems) -> None:
    """Name the line at which the text is no TOML, and what keeps it from being an entry."""
    found = re.search(r"line ([0-9]+)", error)
    lines = file.text.splitlines()
    row = min(int(found[1]), len(lines)) if found else len(lines)
    text = lines[row - 1].strip() if lines else ""
    got = f'dòng không đọc được: "{shown(text)}"'
    problems.fault("answers-malformed", Place(file.name, None, row), got, *_mended(text))


def _mended(line: str) -> tuple[str, str]:
    """What a line that is no entry should be, and what to do; '' where nothing better is known than for any line."""
    found = _ENTRY.fullmatch(line)
    if found is None:
        if "=" in line:
            return "", ""
        wanted = "một dòng tên = giá trị; lời ghi có # ở đầu dòng"
        return wanted, "đặt # ở đầu dòng nếu đó là lời ghi, không phải đề xuất được nhận"
    name, value = found[1], found[2]
    if rest := _VALUE.fullmatch(value):
        wanted = f"{name} = {rest[1]}, lời ghi sau giá trị có # ở trước"
        return wanted, f'đặt # trước "{shown(rest[2])}", hoặc xóa phần đó'
    kind = int if re.fullmatch("[0-9]+", name) else _UNQUOTED.get(name, str)
    return f"{name} = {TYPES[kind]}", "sửa giá trị, hoặc đặt # ở đầu dòng"


def as_typed(told: object) -> str:
    """A value as a line of the file has it."""
    if isinstance(told, bool):
        return str(told).lower()
    return json.dumps(told, ensure_ascii=False) if isinstance(told, str) else str(told)


@dataclass(frozen=True)
class Part:
    """A table of the text: what it says, and where: the n-th [[kind]], the names below it."""

    kind: str
    number: int
    names: tuple[str, ...]
    told: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The table as a message names it."""
        return f"[[{self.kind}]]" if not self.names else f'{self.names[0]} "{self.names[-1]}"'


@dataclass(frozen=True)
class Entries:
    """Reads the tables of one text; whatever is wrong is told with the line on which it stands.

    `rows` are the lines of tables and entries by their way in the text.
    """

    source: RawFile
    rows: Mapping[tuple[object, ...], int]
    problems: Problems

    def fault(
        self, code: str, part: Part, name: str, got: str, wanted: str = "", remedy: str = ""
    ) -> None:
        """Add a fault at the line of an entry, else where its table begins."""
        way = (name,) if part.kind == "" else (part.kind, part.number, *part.names, name)
        shorter = (way[:length] for length in range(len(way), 0, -1))
        row = next((self.rows[place] for place in shorter if place in self.rows), None)
        self.problems.fault(code, Place(self.source.name, None, row), got, wanted, remedy)

    def duplicate(self, part: Part, name: str, what: str) -> None:
        """Say that an entry says what another has said already."""
        self.fault("answers-duplicate", part, name, f"{what} có ở hai mục")

    def parts(self, told: Mapping[str, Any], kind: str) -> list[Part]:
        """The tables [[kind]] of a text."""
        tables = told.get(kind, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return [Part(kind, number, (), table) for number, table in enumerate(tables)]
        top = Part("", -1, (), told)
        self.fault("answers-malformed", top, kind, f"{kind} không phải mục [[{kind}]]")
        return []

    def below(self, part: Part, name: str) -> Part:
        """The table under a name of a table; an empty one where there is none."""
        told = part.told.get(name, {})
        if not isinstance(told, dict):
            wanted = f"mục [{'.'.join((part.kind, *part.names, name))}]"
            self.fault("answers-malformed", part, name, f"{name} không phải một mục", wanted)
            told = {}
        return Part(part.kind, part.number, (*part.names, name), told)

    def known(self, part: Part, where: str, names: Iterable[str]) -> None:
        """Tell each entry of a table that has none of the names."""
        for name in sorted(part.told.keys() - set(names)):
            got, wanted = f'{where}không có mục "{shown(name)}"', f"một trong: {', '.join(names)}"
            self.fault("answers-unknown", part, name, got, wanted)

    def of_type(self, part: Part, name: str, kind: type[T], nothing: T) -> T:
        """The value of an entry, of the wanted type; `nothing` where it is not there or of another, which is told."""
        told = part.told.get(name, nothing)
        if type(told) is kind:
            return told
        got = f"{name} = {shown(as_typed(told))} không đúng kiểu"
        self.fault("answers-malformed", part, name, got, TYPES[kind])
        return nothing

    def needed(self, part: Part, name: str) -> str:
        """A text without which a table speaks of nothing."""
        text = self.of_type(part, name, str, "")
        if not part.told.get(name, ""):
            got = f"{part.words} không có {name}"
            self.fault("answers-malformed", part, name, got, f'dòng {name} = "…" do make adopt ghi')
        return text

    def texts(self, part: Part) -> list[tuple[str, str]]:
        """The names and texts of a table's entries; one that is no text is told."""
        told = [(name, self.of_type(part, name, str, "")) for name in part.told]
        return [(name, text) for name, text in told if isinstance(part.told[name], str)]

    def one_of(
        self, part: Part, name: str, read: Callable[[str], T | None], wanted: Iterable[str]
    ) -> T | None:
        """What a text of a table means; None where there is none, or one of no meaning, which is told."""
        text = self.of_type(part, name, str, "")
        meaning = read(text)
        if meaning is None and name in part.told and isinstance(part.told[name], str):
            got = f'{name} = "{shown(text)}" không rõ là gì'
            self.fault("answers-unknown", part, name, got, ", ".join(wanted))
        return meaning
