"""What a build changes in an issued edition, and the notes of dieu-chinh.csv that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from analysis.book.book import Book, Value, printed_text, show, spoken_bound
from analysis.document.blocks import NO_DATA
from analysis.edition import edition_of
from analysis.errors import InputErrors, IssuedError
from analysis.faults import Fault, Place, Problems, shown
from analysis.issued.memory import Memory
from analysis.issued.record import Note, Record, is_issued
from analysis.language.numbers import DONG, MONEY_SCALES, exact_text
from analysis.project import RAW_FOLDER
from analysis.raw.rows import RawData, RawRow
from analysis.raw.tables import sound_rows
from analysis.vocabulary import REVISION_COLUMNS, REVISIONS_TABLE

# Ids of single schemes, of which the report shows the first and the largest.
SCHEME_MARK: Final = "_de_an_"
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Revision:
    """One issued value that the next issue, or this build, has otherwise; `number` is the issue that it stood in."""

    id: str
    number: int
    old: Value
    new: Value | None
    note: Note | None
    causes: tuple[str, ...]

    @property
    def explained(self) -> bool:
        """Whether a note of its own or notes of everything that changed below it give the reason."""
        return self.note is not None or bool(self.causes)

    @property
    def visible(self) -> bool:
        """Whether print shows the change; one in digits that are never printed is explained but not marked."""
        if self.note is not None or self.new is None or text_of(self.old) != text_of(self.new):
            return True
        most = self.old.decimals
        return (
            self.old.unit != DONG
            and show(self.old, None, most).text != show(self.new, None, most).text
        )


def notes_of(raw: RawData, records: Sequence[Record], problems: Problems) -> list[Note]:
    """The notes of all editions; those that are malformed or name what was not issued are told."""
    notes = []
    seen: set[tuple[str, str, str]] = set()
    for row, cells in sound_rows(raw, REVISIONS_TABLE, problems):
        words = {name: " ".join(cell.split()) for name, cell in cells.items()}
        note = Note(row.number, *(words[name] for name in REVISION_COLUMNS))
        key = (note.edition, note.id, note.old)
        if key in seen:
            got = f'mã "{shown(note.id)}" của kỳ {shown(note.edition)} lặp lại với cùng giá trị cũ'
            wanted, remedy = "mỗi điều chỉnh một dòng", "bỏ một dòng"
            problems.fault("row-duplicate", row.place("ma"), got, wanted, remedy)
        else:
            _check(note, row, records, problems)
        seen.add(key)
        notes.append(note)
    return notes


def _check(note: Note, row: RawRow, records: Sequence[Record], problems: Problems) -> None:
    """Tell a note whose edition, id or old value was not issued."""
    own = [record for record in records if record.edition.name == note.edition]
    if not own:
        issued = ", ".join(sorted({record.edition.name for record in records})) or "chưa có kỳ nào"
        what = "chưa phát hành" if edition_of(note.edition) else "không phải tên một kỳ"
        got, wanted = f'"{shown(note.edition)}" {what}', f"một kỳ đã phát hành: {issued}"
        remedy = "ghi tên kỳ như tên thư mục trong reports, hoặc bỏ dòng"
        problems.fault("revision-unknown", row.place("ky"), got, wanted, remedy)
        return
    issues = [
        record.by_id[note.id] for record in own if is_issued(note.id) and note.id in record.printed
    ]
    if not issues:
        got = f'kỳ {note.edition} không phát hành mã "{shown(note.id)}"'
        remedy = f"tra mã ở Phụ lục VI của báo cáo đã phát hành hoặc trong {own[-1].file}"
        problems.fault("revision-unknown", row.place("ma"), got, remedy=remedy)
    elif not any(says(note.old, value) for value in issues):
        got = f'"{shown(note.old)}" không phải giá trị đã phát hành của {note.id}'
        wanted = " hoặc ".join(dict.fromkeys(f'"{text_of(value)}"' for value in issues))
        problems.fault("revision-old", row.place("gia_tri_cu"), got, wanted)


def text_of(value: Value | None) -> str:
    """A value as a note writes it."""
    return (printed_text(value) if value else None) or NO_DATA


def says(text: str, value: Value | None) -> bool:
    """Whether a note's text is the value as printed; money may be in any unit in which the report prints it."""
    plain = " ".join(text.split())
    if value is None or value.value is None or value.unit != DONG:
        return plain == " ".join(text_of(value).split())
    word = spoken_bound(value)
    units = [
        f"{word} {shown_in.text} {unit}".strip()
        for unit in MONEY_SCALES
        if (shown_in := show(value, unit))
    ]
    return plain in units


def revisions_of(memory: Memory, book: Book) -> list[Revision]:
    """Every printed value that changed from one issue to the next, or from the last issue to this build."""
    made: list[Revision] = []
    if not memory.own:
        return made
    current = {value.id: value for value in book}
    for record, later in zip(
        memory.own, [*(r.by_id for r in memory.own[1:]), current], strict=True
    ):
        changed = [
            id_ for id_ in record.printed if is_issued(id_) and _changed(record.by_id[id_], later)
        ]
        notes = {
            id_: note
            for id_ in changed
            if (note := _note_of(memory.notes, record.by_id[id_], later.get(id_)))
        }
        below = _Below(record.by_id, later, notes)
        made += [
            Revision(
                id_,
                record.number,
                record.by_id[id_],
                _known(later, id_),
                notes.get(id_),
                below.causes(id_),
            )
            for id_ in changed
        ]
    return made


def differs(old: Value, later: Values) -> bool:
    """Whether a value, its bound or its unit is another one, or gone."""
    new = later.get(old.id)
    return new is None or (old.value, old.bound, old.unit) != (new.value, new.bound, new.unit)


def _changed(old: Value, later: Values) -> bool:
    """Whether an issued figure changed; a scheme that a list of a few no longer shows did not."""
    return differs(old, later) and (old.id in later or SCHEME_MARK not in old.id)


def _known(values: Values, id_: str) -> Value | None:
    value = values.get(id_)
    return value if value is not None and value.value is not None else None


def _note_of(notes: Iterable[Note], old: Value, new: Value | None) -> Note | None:
    return next(
        (n for n in notes if n.id == old.id and says(n.old, old) and says(n.new, new)), None
    )


class _Below:
    """Which noted values explain a changed one: all that changed below it, by a formula that stayed the same."""

    def __init__(self, old: Values, new: Values, notes: Mapping[str, Note]) -> None:
        self._old, self._new, self._notes = old, new, notes
        self._found: dict[str, tuple[str, ...]] = {}

    def causes(self, id_: str) -> tuple[str, ...]:
        """The ids with a note that explain the change, none when something below is not explained."""
        if id_ not in self._found:
            self._found[id_] = self._search(id_)
        return self._found[id_]

    def _search(self, id_: str) -> tuple[str, ...]:
        old, new = self._old[id_], self._new.get(id_)
        # a value that cannot be computed any more has lost its formula with its inputs
        same = (
            new is None
            or new.value is None
            or (new.formula, new.inputs) == (old.formula, old.inputs)
        )
        if not old.inputs or not same:
            return ()
        changed = [
            name for name in old.inputs if name in self._old and differs(self._old[name], self._new)
        ]
        found: dict[str, None] = {}
        for name in changed:
            own = (name,) if name in self._notes else self.causes(name)
            if not own:
                return ()
            found.update(dict.fromkeys(own))
        return tuple(found)


def check_revisions(memory: Memory, book: Book) -> list[Revision]:
    """The revisions of the edition, all explained.

    Raises:
        IssuedError: an issued value changes that no note explains.
        InputErrors: a note explains a change that is not there.
    """
    revisions = revisions_of(memory, book)
    used = {revision.note.row for revision in revisions if revision.note}
    faults = [_unused(note, memory, book) for note in memory.notes if note.row not in used]
    if faults:
        raise InputErrors(faults)
    open_ = [revision for revision in revisions if not revision.explained]
    if open_:
        raise IssuedError(_unexplained(memory, open_))
    return revisions


def _unused(note: Note, memory: Memory, book: Book) -> Fault:
    file = f"{RAW_FOLDER}/{REVISIONS_TABLE}"
    now = _known(book.values, note.id)
    if any(says(note.old, record.by_id.get(note.id)) and not differs(record.by_id[note.id], book.values)
           for record in memory.own if note.id in record.printed):  # fmt: skip
        got = f"{note.id} vẫn là giá trị đã phát hành: {text_of(now)}"
        where = Place(file, None, note.row, "ma")
        return Fault("revision-nothing", where, got)
    got = f'"{shown(note.new)}" không phải giá trị tính được của {note.id}'
    where = Place(file, None, note.row, "gia_tri_moi")
    return Fault("revision-new", where, got, f'"{text_of(now)}"')


def _unexplained(memory: Memory, revisions: Sequence[Revision]) -> str:
    last = memory.own[-1]
    count = f"{len(revisions)} số đã phát hành mà chưa có giải trình"
    opening = (
        f"Kỳ {last.edition.name} đã phát hành ({last.file}); lần lập này làm đổi {count}; báo cáo không được lập."
        f" Giải trình ghi ở {RAW_FOLDER}/{REVISIONS_TABLE} (CSV, mã UTF-8), dòng đầu là {','.join(REVISION_COLUMNS)}:"
    )
    lines = [opening]
    by_id = {revision.id: revision for revision in revisions}
    roots = {revision.id: _roots(revision, by_id) for revision in revisions}
    for revision in sorted(revisions, key=lambda revision: roots[revision.id] != [revision.id]):
        old, new = _told(revision)
        if roots[revision.id] == [revision.id]:
            cells = f'{last.edition.name},{revision.id},"{text_of(revision.old)}","{text_of(revision.new)}"'
            remedy = f"thêm vào {RAW_FOLDER}/{REVISIONS_TABLE} dòng {cells},<lý do>,<người>"
        else:
            remedy = f"giải trình {', '.join(roots[revision.id])}"
        lines.append(
            f"- {revision.id} ({revision.old.label}): đã phát hành {old}, nay là {new} [issued-changed]."
            f" Cách khắc phục: {remedy}; hoặc trả số liệu về như đã phát hành"
        )
    return "\n".join(lines)


def _roots(revision: Revision, open_: Mapping[str, Revision]) -> list[str]:
    """The ids whose explanation would explain this one."""
    found: dict[str, None] = {}
    waiting = [name for name in revision.old.inputs if name in open_]
    if not waiting or (revision.new and revision.new.formula != revision.old.formula):
        return [revision.id]
    while waiting:
        here = open_[waiting.pop(0)]
        below = [name for name in here.old.inputs if name in open_]
        waiting += below
        found.update({} if below else {here.id: None})
    return list(found)


def _told(revision: Revision) -> tuple[str, str]:
    """Both values as printed, with the exact ones where print does not tell them apart."""
    old, new = text_of(revision.old), text_of(revision.new)
    if (
        old != new
        or revision.new is None
        or revision.old.value is None
        or revision.new.value is None
    ):
        return old, new
    return f"{old} ({exact_text(revision.old.value)})", f"{new} ({exact_text(revision.new.value)})"


def mark_revised(book: Book, memory: Memory, revisions: Sequence[Revision]) -> None:
    """Mark every revised value, and add what it was: `Q.ph1` is Q as issued the first time."""
    records = {record.number: record for record in memory.own}
    for revision in (revision for revision in revisions if revision.visible):
        record = records[revision.number]
        id_ = f"{revision.id}.ph{revision.number}"
        label = f"{revision.old.label}, theo bản phát hành lần {revision.number}"
        blank = {"formula": None, "inputs": (), "caveat": "", "revised": False}
        book.add(
            replace(
                revision.old, id=id_, label=label, origins=(record.origin(revision.id),), **blank
            )
        )
        if revision.id in book:
            book.values[revision.id] = replace(book[revision.id], revised=True)
