"""What a build changes in an issued edition, and the notes of dieu-chinh.csv that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, Final

from analysis.book.book import Book, Value, printed_text, show, spoken_bound
from analysis.definitions.provinces import edition_named, usual_name
from analysis.document.blocks import NO_DATA
from analysis.edition import Edition
from analysis.errors import InputErrors, IssuedError
from analysis.faults import Fault, Finding, Place, Problems
from analysis.issued.files import ISSUED_FOLDER, file_name
from analysis.issued.memory import Memory
from analysis.issued.record import Note, Record, Values, is_issued, issued_value, known, stated
from analysis.language.numbers import exact_text
from analysis.language.printed_units import DONG, MONEY_SCALES
from analysis.messages import shown
from analysis.project import RAW_FOLDER
from analysis.raw.rows import RawData
from analysis.raw.tables import sound_rows
from analysis.vocabulary import REVISION_COLUMNS, REVISIONS_TABLE

# Ids of single schemes, of which the report shows the first and the largest.
SCHEME_MARK: Final = "_de_an_"
MOST_FOLLOWERS = 8


@dataclass(frozen=True)
class Revision:
    """One issued value that the next issue, or this build, has otherwise.

    `number` is the issue that it stood in.
    """

    id: str
    number: int
    old: Value
    new: Value | None
    note: Note | None
    causes: tuple[str, ...]

    @property
    def explained(self) -> bool:
        """Whether its own note or notes of all that changed below it give the reason."""
        return self.note is not None or bool(self.causes)

    @property
    def visible(self) -> bool:
        """Whether print shows the change.

        One in digits that are never printed is explained but not marked.
        """
        if self.note or self.new is None or text_of(self.old) != text_of(self.new):
            return True
        # all digits of money are printed at some place; of another value, its decimals
        if self.old.unit == DONG:
            return False
        most = self.old.decimals
        return show(self.old, None, most).text != show(self.new, None, most).text


def notes_of(
    raw: RawData,
    records: Sequence[Record],
    problems: Problems,
) -> list[Note]:
    """The notes of all editions; those that are malformed or name what was not issued are told."""
    notes = []
    seen: set[tuple[str, str, str]] = set()
    for row, cells in sound_rows(raw, REVISIONS_TABLE, problems):
        note = Note(row.number, *(" ".join(cells[name].split()) for name in REVISION_COLUMNS))
        note = replace(note, edition=usual_name(note.edition))
        wrong = _wrong(note, records)
        key = (note.edition, note.id, note.old)
        if key in seen:
            got = f'mã "{shown(note.id)}" của kỳ {shown(note.edition)} lặp lại với cùng giá trị cũ'
            wrong = ("row-duplicate", "ma", got, "mỗi điều chỉnh một dòng", "bỏ một dòng")
        if wrong:
            found, column, *told = wrong
            problems.fault(found, row.place(column), *told)
        seen.add(key)
        notes.append(note)
    return notes


def _wrong(note: Note, records: Sequence[Record]) -> tuple[str, ...]:
    """Where a note's edition, id or old value was not issued: code, column, and what is told."""
    own = [record for record in records if record.edition.name == note.edition]
    issues = _issues_of(note, own)
    code = "revision-unknown"
    if not own:
        names = sorted({record.edition.name for record in records}) or ["chưa có kỳ nào"]
        what = "chưa phát hành" if edition_named(note.edition) else "không phải tên một kỳ"
        got = f'"{shown(note.edition)}" {what}'
        wanted = f"một kỳ đã phát hành: {', '.join(names)}"
        remedy = "ghi tên kỳ như tên thư mục trong reports, hoặc bỏ dòng"
        return code, "ky", got, wanted, remedy
    if not issues:
        got = f'kỳ {note.edition} không phát hành mã "{shown(note.id)}"'
        remedy = f"tra mã ở phần truy xuất nguồn số liệu của báo cáo đã phát hành hoặc trong {own[-1].file}"
        return code, "ma", got, "", remedy
    if not any(says(note.old, value) for value in issues):
        got = f'"{shown(note.old)}" không phải giá trị đã phát hành của {note.id}'
        texts = dict.fromkeys(f'"{text_of(value)}"' for value in issues)
        code = "revision-old"
        return code, "gia_tri_cu", got, " hoặc ".join(texts)
    return ()


def _issues_of(note: Note, records: Iterable[Record]) -> list[Value]:
    """The value of a note's id in each issue that has it."""
    own = [record.issued for record in records if note.id in record.issued]
    return [issued[note.id] for issued in own]


def text_of(value: Value | None) -> str:
    """A value as a note writes it."""
    if value is None:
        return NO_DATA
    return printed_text(value) or NO_DATA


def says(text: str, value: Value | None) -> bool:
    """Whether a note's text is the value as printed.

    Money may be in any unit in which the report prints it.
    """
    plain = " ".join(text.split())
    if value is None or value.value is None or value.unit != DONG:
        return plain == " ".join(text_of(value).split())
    word = spoken_bound(value)
    printed = [f"{word} {show(value, unit).text} {unit}" for unit in MONEY_SCALES]
    return plain in map(str.strip, printed)


def record_of(
    edition: Edition, memory: Memory, values: list[dict[str, Any]], printed: Iterable[str]
) -> Record:
    """The record that issuing an edition now would make, from the entries of so-lieu.json and the ids in print."""
    number = len(memory.own) + 1
    return Record(
        file=f"{ISSUED_FOLDER}/{file_name(edition, number)}",
        sha256="",
        edition=edition,
        number=number,
        previous=memory.own[-1].sha256 if memory.own else "",
        values=values,
        printed=[id_ for id_ in printed if is_issued(id_)],
        place=memory.place,
        revisions=[vars(note) for note in memory.notes],
    )


def same_issue(one: Record, other: Record) -> bool:
    """Whether two records fix the same figures; one that only one of them prints is a difference too."""
    return not unlike(one, other.by_id, other.printed)


def revisions_of(memory: Memory, book: Book) -> list[Revision]:
    """Every printed value that changed from one issue to the next, or since the last one."""
    made: list[Revision] = []
    states = [*(record.by_id for record in memory.own), book.values]
    for record, later in zip(memory.own, states[1:], strict=True):
        made += _revisions(record, later, memory.notes)
    return made


def _revisions(
    record: Record,
    later: Values,
    notes: Sequence[Note],
) -> list[Revision]:
    changed = [value for value in record.issued.values() if _changed(value, record, later)]
    noted = {old.id: _note_of(notes, old, later.get(old.id)) for old in changed}

    @cache
    def causes(id_: str) -> tuple[str, ...]:
        """The noted ids below a value that explain its change; none when one below lacks a note."""
        old = record.by_id[id_]
        # a value that cannot be computed any more has lost its formula with its inputs
        new = known(later, id_)
        if new is not None and _computed(new) != _computed(old):
            return ()
        found: list[str] = []
        for name in old.inputs:
            if name in record.by_id and differs(record.by_id[name], record, later):
                own = (name,) if noted.get(name) else causes(name)
                if not own:
                    return ()
                found += own
        return tuple(dict.fromkeys(found))

    return [
        Revision(old.id, record.number, old, known(later, old.id), noted[old.id], causes(old.id))
        for old in changed
    ]


def unlike(record: Record, values: Values, printed: Iterable[str]) -> list[str]:
    """The ids of the figures that a build prints otherwise than an issue, or that only one of both prints.

    A scheme that the list of a few of one of them does not show is no difference.
    """
    old = {
        id_: value
        for id_, value in record.issued.items()
        if SCHEME_MARK not in id_ or id_ in values
    }
    new = {
        id_: values[id_]
        for id_ in filter(is_issued, printed)
        if SCHEME_MARK not in id_ or id_ in record.by_id
    }
    return [
        id_
        for id_ in dict.fromkeys([*old, *new])
        if id_ not in old or id_ not in new or stated(old[id_], record) != stated(new[id_], record)
    ]


def unlike_issued(memory: Memory, book: Book, printed: Iterable[str]) -> Iterator[Finding]:
    """The warning that a build prints other figures than the edition's last record."""
    for record in memory.own[-1:]:
        count = len(unlike(record, book.values, printed))
        if count:
            message = (
                f"báo cáo này khác với bản đã phát hành ở {count} số liệu, gồm số đổi giá trị, số mới có hoặc"
                " không còn, và số tính từ các số ấy; bản đã phát hành giữ nguyên"
            )
            yield Finding("cảnh báo", "issued-unlike", record.file, message)


def differs(old: Value, record: Record, later: Values) -> bool:
    """Whether a value of the record, its bound or its unit is another one, or gone."""
    new = later.get(old.id)
    return new is None or stated(old, record) != stated(new, record)


def _changed(old: Value, record: Record, later: Values) -> bool:
    """Whether an issued figure changed; a scheme that a list of a few no longer shows did not."""
    shown_again = old.id in later or SCHEME_MARK not in old.id
    return shown_again and differs(old, record, later)


def _note_of(
    notes: Iterable[Note],
    old: Value,
    new: Value | None,
) -> Note | None:
    """The note of a change: of its id, with both of its values."""
    for note in notes:
        if note.id == old.id and says(note.old, old) and says(note.new, new):
            return note
    return None


_computed = attrgetter("formula", "inputs")


def check_revisions(memory: Memory, book: Book) -> list[Revision]:
    """The revisions of the edition, all explained.

    Raises:
        IssuedError: an issued value changes that no note explains.
        InputErrors: a note explains a change that is not there.
    """
    revisions = revisions_of(memory, book)
    used = {revision.note.row for revision in revisions if revision.note}
    unused = [note for note in memory.notes if note.row not in used]
    if unused:
        raise InputErrors([_unused(note, memory, book) for note in unused])
    open_ = [revision for revision in revisions if not revision.explained]
    if open_:
        raise IssuedError(_unexplained(memory, open_))
    return revisions


def _unused(
    note: Note,
    memory: Memory,
    book: Book,
) -> Fault:
    """Why a note explains nothing.

    Its value is still as issued, or has become another one than it says.
    """
    now = text_of(known(book.values, note.id))
    code = "revision-new"
    column, wanted = "gia_tri_moi", f'"{now}"'
    got = f'"{shown(note.new)}" không phải giá trị tính được của {note.id}'
    for record in memory.own:
        value = record.issued.get(note.id)
        if value is None or not says(note.old, value):
            continue
        if not differs(value, record, book.values):
            code = "revision-nothing"
            column, wanted = "ma", ""
            got = f"{note.id} vẫn là giá trị đã phát hành: {now}"
    where = Place(f"{RAW_FOLDER}/{REVISIONS_TABLE}", None, note.row, column)
    return Fault(code, where, got, wanted)


def _unexplained(memory: Memory, revisions: Sequence[Revision]) -> str:
    """The refusal of a build: each change that needs a note, with its line and what follows from it."""
    last = memory.own[-1]
    table = f"{RAW_FOLDER}/{REVISIONS_TABLE}"
    by_id = {revision.id: revision for revision in revisions}
    followers: dict[str, list[str]] = {}
    for revision in revisions:
        for root in _roots(revision, by_id):
            followers.setdefault(root, [])
            if root != revision.id:
                followers[root].append(revision.id)
    opening = (
        f"Kỳ {last.edition.name} đã phát hành ({last.file}); lần lập này làm đổi {len(revisions)} số đã phát hành"
        " mà chưa có giải trình; báo cáo không được lập."
        f" Giải trình ghi ở {table} (CSV, mã UTF-8), dòng đầu là {','.join(REVISION_COLUMNS)}:"
    )
    lines = [opening]
    for id_, names in followers.items():
        old, new = _told(by_id[id_])
        texts = f'"{text_of(by_id[id_].old)}","{text_of(by_id[id_].new)}"'
        line = f"- {id_} ({by_id[id_].old.label}): đã phát hành {old}, nay là {new}"
        if names:
            more = " …" if len(names) > MOST_FOLLOWERS else ""
            line += (
                f"; {len(names)} số tính từ đó đổi theo: {', '.join(names[:MOST_FOLLOWERS])}{more}"
            )
        lines.append(
            f"{line} [issued-changed]. Cách khắc phục: thêm vào {table} dòng"
            f" {last.edition.name},{id_},{texts},<lý do>,<người>; hoặc trả số liệu về như đã phát hành"
        )
    return "\n".join(lines)


def _roots(revision: Revision, open_: Mapping[str, Revision]) -> list[str]:
    """The ids whose explanation would explain this one."""
    found: list[str] = []
    waiting = [name for name in revision.old.inputs if name in open_]
    # another method is not explained by its inputs
    method = revision.new is not None and revision.new.formula != revision.old.formula
    if method or not waiting:
        return [revision.id]
    while waiting:
        here = open_[waiting.pop(0)]
        below = [name for name in here.old.inputs if name in open_]
        waiting += below
        if not below:
            found.append(here.id)
    return list(dict.fromkeys(found))


def _told(revision: Revision) -> tuple[str, str]:
    """Both values as printed, with the exact ones where print does not tell them apart."""
    old, new = revision.old, revision.new
    was, now = text_of(old), text_of(new)
    if was == now and new is not None and old.value is not None and new.value is not None:
        was += f" ({exact_text(old.value)})"
        now += f" ({exact_text(new.value)})"
    return was, now


def mark_revised(
    book: Book,
    memory: Memory,
    revisions: Sequence[Revision],
) -> None:
    """Mark every revised value, and add what it was: `Q.ph1` is Q as issued the first time."""
    records = {record.number: record for record in memory.own}
    for revision in revisions:
        if not revision.visible:
            continue
        id_ = revision.id
        number = revision.number
        label = f"{revision.old.label}, theo bản phát hành lần {number}"
        book.add(issued_value(records[number], id_, f"{id_}.ph{number}", label))
        if id_ in book:
            book.values[id_] = replace(book[id_], revised=True)
