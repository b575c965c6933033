"""The notes of the analyst, a section each, and what in them the values do not bear out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from analysis.document.blocks import Block, bullets, inlines, inlines_of, paragraph, prose
from analysis.errors import InputErrors, StatementError
from analysis.faults import Fault, Place
from analysis.language.marks import tokens
from analysis.language.typed import sound_marks
from analysis.messages import shown
from analysis.raw.notes import NoteBlock, line_of
from analysis.report.view import Report

EMPTY = "Phần này chưa có nội dung."
AGREE = ("khớp", "đạt")


def section(report: Report, name: str, *, draft: bool) -> Block:
    """The analyst's own text for a section; the mistakes of all sections are told at once.

    Of a section without text a draft says that it is to be written; the report has nothing.
    """
    notes = report.clean.narrative.notes
    faults = untrue_marks(report, chain.from_iterable(notes.values()))
    if faults:
        raise InputErrors(faults)
    blocks = _note_blocks(report, notes.get(name, []))
    if draft and not blocks:
        blocks = [paragraph(EMPTY)]
    return prose(*blocks)


def _note_blocks(report: Report, given: Iterable[NoteBlock]) -> list[Block]:
    blocks: list[Block] = []
    for note in given:
        told = [
            inlines_of(token, report.book, report.printing.shown, {})
            for token in tokens(note["text"])
        ]
        if not note["bullet"]:
            blocks.append(paragraph(*told))
        # neighbouring items form one list
        elif blocks and blocks[-1]["b"] == "ul":
            blocks[-1]["items"].append(inlines(*told))
        else:
            blocks.append(bullets([inlines(*told)]))
    return blocks


def untrue_marks(report: Report, notes: Iterable[NoteBlock]) -> list[Fault]:
    """The unknown codes and untrue words of notes.

    Marks that have no form are the reader's faults, not these.
    """
    # of files one alone holds notes, under whichever name of the edition it has
    inputs = report.clean.narrative.inputs
    file = next((name for name in inputs if name.endswith(".md")), "")
    faults: list[Fault] = []
    for note in notes:
        for mark in sound_marks(str(note["text"])):
            where = Place(file, None, line_of(note, mark.start))
            try:
                inlines_of(mark, report.book, report.printing.shown, {})
            except KeyError as error:
                got = f"{{{shown(mark.text)}}}: {shown(str(error.args[0]))} không có"
                wanted = "mã có trong so-lieu.json, ví dụ {I26}"
                remedy = "sửa mã trong ngoặc nhọn hoặc bỏ ngoặc nhọn"
                faults.append(Fault("note-value-unknown", where, got, wanted, remedy))
            except StatementError as error:
                faults.append(Fault("note-untrue", where, error.detail, "từ đúng với số liệu"))
    return faults
