"""Narrative notes of an edition: `nhan-dinh-<edition>.md`, one `##` heading a section, paragraphs and '- ' bullets.

Nothing else of Markdown is read: the text is data. The marks of `marks.py` in it print values and words that follow
from them; `prose.py` finds what is typed instead.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any, TypedDict

from analysis.errors import Fault, Place
from analysis.raw import RawFile, odd_characters, shown

SECTIONS = (
    "Tổ chức bộ máy",
    "Kết quả, tác động",
    "Tồn tại, hạn chế",
    "Nguyên nhân khách quan",
    "Nguyên nhân chủ quan",
    "Phương hướng, nhiệm vụ",
    "Giải pháp",
    "Kiến nghị, đề xuất",
)
FORM = "mỗi mục một dòng '## <tên mục>', rồi các đoạn văn hoặc dòng '- …'"


class NoteBlock(TypedDict):
    """A paragraph (`bullet` false) or a bullet of a note: its text, first line, and where in the text others begin."""

    bullet: bool
    text: str
    line: int
    breaks: list[int]


def line_of(note: Mapping[str, Any], offset: int) -> int:
    """The line of the file in which a character of a note stands."""
    return int(note["line"]) + sum(start <= offset for start in note["breaks"])


def parse_notes(file: RawFile) -> tuple[dict[str, list[NoteBlock]], list[Fault]]:
    """Section name -> its blocks, in the file's order, and the faults of the file."""
    sections: dict[str, list[NoteBlock]] = {}
    faults: list[Fault] = []
    current: list[NoteBlock] | None = None
    open_paragraph = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", file.text), start=1):
        text = line.strip()
        where = Place(file.name, None, number)
        if (odd := odd_characters(line)) is not None:
            faults.append(Fault(odd[0], where, f"dòng {odd[1]}", "chữ đọc được", "xóa ký tự lạ"))
        if text.startswith("#"):
            name = text.lstrip("#").strip()
            if name not in SECTIONS or name in sections:
                faults.append(_heading_fault(where, name, repeated=name in sections))
            current = sections.setdefault(name, [])
            open_paragraph = False
        elif not text:
            open_paragraph = False
        elif current is None:
            faults.append(
                Fault("note-section-missing", where, "chữ nằm ngoài mọi mục", FORM, "thêm dòng tên mục ở trên")
            )
            current = []
        elif re.match(r"[-*] ", text):
            current.append({"bullet": True, "text": text[2:].strip(), "line": number, "breaks": []})
            open_paragraph = True
        elif open_paragraph:
            current[-1]["breaks"].append(len(current[-1]["text"]) + 1)
            current[-1]["text"] += " " + text
        else:
            current.append({"bullet": False, "text": text, "line": number, "breaks": []})
            open_paragraph = True
    return sections, faults


def _heading_fault(where: Place, name: str, *, repeated: bool) -> Fault:
    if repeated:
        return Fault(
            "note-section-twice", where, f'mục "{shown(name)}" lặp lại', "mỗi mục một lần", "gộp hai mục làm một"
        )
    near = difflib.get_close_matches(name, SECTIONS, n=1)
    remedy = f'có phải "{near[0]}"?' if near else "đổi tên mục"
    return Fault(
        "note-section-unknown", where, f'mục "{shown(name)}" là mục lạ', "một trong: " + "; ".join(SECTIONS), remedy
    )
