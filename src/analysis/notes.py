"""Narrative notes of an edition: `nhan-dinh-<edition>.md`, one `##` heading a section, paragraphs and '- ' bullets.

Nothing else of Markdown is read: the text is data. `{I26}` in it prints that value.
"""

from __future__ import annotations

import difflib
import re
from typing import TypedDict

from analysis.errors import Fault, Place
from analysis.raw import RawFile, has_control_character, shown

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
    """A paragraph (`bullet` false) or a bullet of a note, as text."""

    bullet: bool
    text: str


def parse_notes(file: RawFile) -> tuple[dict[str, list[NoteBlock]], list[Fault]]:
    """Section name -> its blocks, in the file's order, and the faults of the file."""
    sections: dict[str, list[NoteBlock]] = {}
    faults: list[Fault] = []
    current: list[NoteBlock] | None = None
    open_paragraph = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", file.text), start=1):
        text = line.strip()
        where = Place(file.name, None, number)
        if has_control_character(line):
            faults.append(Fault("cell-control-char", where, "dòng có ký tự điều khiển", "chữ đọc được", "xóa ký tự lạ"))
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
            current.append({"bullet": True, "text": text[2:].strip()})
            open_paragraph = True
        elif open_paragraph:
            current[-1]["text"] += " " + text
        else:
            current.append({"bullet": False, "text": text})
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
