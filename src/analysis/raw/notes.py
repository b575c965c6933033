"""Narrative notes of an edition.

`nhan-dinh-<edition>.md`, one `##` heading a section, paragraphs and '- ' bullets.

Nothing else of Markdown is read: the text is data. The marks of `language.marks` in it print values
and words that follow from them; `language.typed` finds what is typed instead.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import TypedDict

from analysis.definitions.provinces import usual_name
from analysis.edition import Edition
from analysis.faults import Fault, Place
from analysis.language.typed import Slip, note_slips, notebook_slips
from analysis.messages import shown
from analysis.raw.folder import odd_characters
from analysis.raw.rows import RawFile


def own_note(notes: Mapping[str, RawFile], edition: Edition) -> RawFile | None:
    """The file of an edition's notes among those of all, by their names, whichever name of the edition it has."""
    own = (file for base, file in notes.items() if _noted(base) == edition.name)
    return next(own, None)


def notes_twice(notes: Mapping[str, RawFile]) -> Iterator[Fault]:
    """A fault for each file of notes of an edition that another file, under its other name, has notes of."""
    seen: dict[str, RawFile] = {}
    for base, file in notes.items():
        first = seen.setdefault(_noted(base), file)
        if first is not file:
            got = f"{first.base} cũng là nhận định của kỳ {_noted(base)}, dưới tên khác"
            yield Fault("note-twice", file.place(), got)


def _noted(base: str) -> str:
    """The one name of the edition that a file of notes names."""
    before, after = NOTES_FILE.split("{}")
    return usual_name(base.removeprefix(before).removesuffix(after))


def note_faults(file: str, sections: Notes) -> list[Fault]:
    """The faults of a file of notes, read in NFC, each with its line."""
    code = {"number": "note-number", "direction": "note-direction", "mark": "note-mark"}
    faults = []
    for note in chain.from_iterable(sections.values()):
        for slip in sorted(note_slips(note["text"]), key=attrgetter("start")):
            place = Place(file, None, line_of(note, slip.start))
            faults.append(Fault(code[slip.kind], place, _got(slip)))
    return faults


def notebook_faults(name: str, cells: Iterable[tuple[int, str]]) -> list[Fault]:
    """The faults of a notebook's Markdown cells, given by their number, each with cell and line."""
    code = {"number": "notebook-number", "direction": "notebook-direction", "mark": "notebook-mark"}
    faults = []
    for number, source in cells:
        text = unicodedata.normalize("NFC", source)
        for slip in sorted(notebook_slips(text), key=attrgetter("start")):
            line = text.count("\n", 0, slip.start) + 1
            place = Place(f"{name}, ô số {number}", None, line)
            faults.append(Fault(code[slip.kind], place, _got(slip)))
    return faults


def _got(slip: Slip) -> str:
    if slip.kind == "number":
        return f'chữ số gõ tay "{slip.text}"'
    if slip.kind == "direction":
        return f'từ chỉ hướng hoặc thứ bậc gõ tay "{slip.text}"'
    return slip.text


NOTES_FILE = "nhan-dinh-{}.md"
BULLETS = ("- ", "* ")
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


class NoteBlock(TypedDict):
    """A paragraph (`bullet` false) or a bullet of a note.

    Its text, first line, and where in the text others begin.
    """

    bullet: bool
    text: str
    line: int
    breaks: list[int]


Notes = dict[str, list[NoteBlock]]  # by section


def line_of(note: NoteBlock, offset: int) -> int:
    """The line of the file in which a character of a note stands."""
    line: int = note["line"] + sum(start <= offset for start in note["breaks"])
    return line


def parse_notes(file: RawFile) -> tuple[dict[str, list[NoteBlock]], list[Fault]]:
    """Section name -> its blocks, in the file's order, and the faults of the file."""
    sections: dict[str, list[NoteBlock]] = {}
    faults = []
    current = None
    open_paragraph = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", file.text), start=1):
        text = line.strip()
        where = Place(file.name, None, number)
        odd = odd_characters(line)
        if odd is not None:
            code, got = odd
            faults.append(Fault(code, where, f"dòng {got}", "chữ đọc được", "xóa ký tự lạ"))
        if text.startswith("#"):
            name = text.lstrip("#").strip()
            if name not in SECTIONS or name in sections:
                faults.append(_heading_fault(where, name, repeated=name in sections))
            current = sections.setdefault(name, [])
            open_paragraph = False
        elif not text:
            open_paragraph = False
        elif current is None:
            faults.append(Fault("note-section-missing", where, "chữ nằm ngoài mọi mục"))
            current = []
        elif open_paragraph and not text.startswith(BULLETS):
            note = current[-1]
            note["breaks"].append(len(note["text"]) + 1)
            note["text"] += " " + text
        else:
            bullet = text.startswith(BULLETS)
            if bullet:
                text = text[2:].strip()
            current.append({"bullet": bullet, "text": text, "line": number, "breaks": []})
            open_paragraph = True
    return sections, faults


def _heading_fault(where: Place, name: str, *, repeated: bool) -> Fault:
    if repeated:
        return Fault("note-section-twice", where, f'mục "{shown(name)}" lặp lại')
    near = difflib.get_close_matches(name, SECTIONS, n=1)
    remedy = "đổi tên mục"
    if near:
        remedy = f'có phải "{near[0]}"?'
    return Fault(
        "note-section-unknown",
        where,
        f'mục "{shown(name)}" là mục lạ',
        "một trong: " + "; ".join(SECTIONS),
        remedy,
    )
