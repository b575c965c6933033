"""Support that is to be paid back, by the words of a register: "có thu hồi" is no grant, of a part it must be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.around.status_words import MATTER, NOTHING_SAID
from analysis.around.texts import (
    CELL,
    COLUMN,
    FILE,
    FOOT,
    PARENT,
    SHEET,
    TITLE,
    Hit,
    component_rows,
    footnotes,
    of_file,
    of_sheet,
    parents_by_column,
    said_in_cells,
    said_in_groups,
    titles,
    words_of,
)
from analysis.faults import Place, Problems
from analysis.messages import shown
from analysis.sheets.sheet import positions
from analysis.tables.amount_columns import AmountColumn
from analysis.tables.table import Table
from analysis.tables.text_columns import Column
from analysis.tables.units import folded, normal, plain
from analysis.vocabulary import GRANT, RECOVERABLE, SUPPORT_COLUMNS

# Support on terms, in words without their marks: denied, said, and said of a part.
_BACK = "(?:thu hoi|hoan (?:lai|tra|von))"
_NO_RETURN = re.compile(
    r"\bkhong(?: (?:co|phai|bi|la|thuoc|dien|doi tuong|truong hop|hinh thuc|duoc|yeu cau|can|ho tro|von|kinh phi))*"
    rf" {_BACK}\b"
)
_RETURN = re.compile(rf"\bco {_BACK}\b|\bthu hoi mot phan\b")
# Words of money to be paid back that do not say which form of support it is.
_LENT = re.compile(
    rf"\bcho vay\b|\bvay (?:(?:tu|von|quy|nguon|kinh phi) )*(?:khuyen cong|kc)\b|\b(?:phai|chua) {_BACK}\b"
    r"|\bhoan von (?:cho |lai )?(?:ngan sach|nsnn|nha nuoc)\b"
    rf"|\b(?:kinh phi|kp|von|ho tro|khuyen cong|kcqg|kcdp)(?: hoan (?:lai|von)|\s*[(\[]\s*{_BACK})\b"
)
# The whole of a cell under "Hình thức hỗ trợ".
_FORM_RETURN = re.compile(
    rf"(?:(?:ho tro|von|kinh phi|hinh thuc) )*(?:(?:co|phai|duoc) )?{_BACK}(?: (?:von|kinh phi|toan bo|100 ?%))*"
)
_FORM_OF_GRANT = re.compile(
    r"(?:(?:ho tro|tai tro|cap phat|cap|chi|nha nuoc|ngan sach|nsnn|khuyen cong|kinh phi|von|chi phi|tien mat|tien"
    r"|hien vat|truc tiep|gian tiep|mot lan|mot phan|toan bo|sau dau tu|bang|theo|cho|cua|tu|co so|doanh nghiep"
    r"|de an|quy dinh|muc|toi da|khong qua|[0-9]+ ?%)(?:[\s,;.()/+-]+|$))+"
)
# What is supported, typed where its form should stand, says nothing of the form.
_SUPPORTED = re.compile(
    r"\b(?:may|thiet bi|day chuyen|cong nghe|dao tao|nghe|mo hinh|hoi cho|trien lam|tu van|thong tin|tuyen truyen"
    r"|binh chon|nhan hieu|thuong hieu|bao bi|mau ma|san xuat|san pham|cum cong nghiep)\b"
)
_MAY_BE_LENT = re.compile(r"\b(?:thu hoi|hoan|vay|tra|ung|muon|tin dung|lai suat|no)\b")
# A column of money beside the support that is to come back; advances that are settled are none.
_COLUMN_OF_RETURN = re.compile(rf"\b(?:{_BACK}|nop (?:tra|lai))\b(?! (?:von )?tam ung)")
_OF_MATTER = re.compile(rf"\bthu hoi (?:{plain(MATTER)})\b")
_OF_A_PART = re.compile(
    r"\bmot phan\b|(?<![0-9])(?!100 ?%)[0-9]+(?:[.,][0-9]+)? ?%|[0-9] ?(?:trieu|ty|dong)\b"
)
PARTLY, LENT = "partly", "lent"
_MAY_RETURN = r"(?i)thu\s+hồi|thu\s+hoi|hoàn\s+(?:lại|trả|vốn)|hoan\s+(?:lai|tra|von)|vay"
_MONEY_RETURNS = (
    r"(?i)(?:vốn|kinh phí|hỗ trợ|tiền|ngân sách)(?: [^,;()]{1,20})? có (?:thu hồi|hoàn lại|hoàn trả)"
    r"|có hoàn (?:lại|trả)"
)


@lru_cache(maxsize=4096)
def support_in(text: str) -> str:
    """The form of support that a text tells: a code of `SUPPORTS`, "partly", "lent" or '' for nothing.

    "partly" is support of both forms, "lent" a loan or another return of which the form is not said.
    """
    words = _OF_MATTER.sub(" | ", folded(text))
    rest = _NO_RETURN.sub(" | ", words)
    if not _RETURN.search(rest):
        if _LENT.search(rest):
            return LENT
        return GRANT if rest != words else ""
    is_partly = rest != words or _OF_A_PART.search(rest)
    return PARTLY if is_partly else RECOVERABLE


@lru_cache(maxsize=4096)
def form_of(text: str) -> str:
    """The same for a whole cell under "Hình thức hỗ trợ": a closed list, every other word is "lent".

    '' for words of what is supported.
    """
    words = folded(text).strip(" .:;-–")
    if _FORM_RETURN.fullmatch(words):
        return RECOVERABLE
    if said := support_in(text):
        return said
    is_known = _FORM_OF_GRANT.fullmatch(words) or _SUPPORTED.search(words)
    return "" if words in NOTHING_SAID or (is_known and not _MAY_BE_LENT.search(words)) else LENT


def supports_of(
    table: Table, column: Column | None, amounts: Mapping[str, AmountColumn], problems: Problems
) -> pa.Array | None:
    """The codes of the forms of support of the schemes, by the words nearest to each; None where all are grants.

    Where only a part is to be paid back, and nothing tells how much of the scheme, it is refused.

    Args:
        table: the table.
        column: the column of forms of support; None where the table has none.
        amounts: the columns of money by code.
        problems: receives support-recoverable, support-contradicted and support-unclear.
    """
    count = len(table.schemes)
    far = next(_support_of_table(table), None)
    # from far to near
    near = dict(_support_under_headers(table, amounts))
    near |= dict(said_in_groups(table, support_in))
    near |= dict(_support_in_own_texts(table))
    near |= dict(_support_in_cells(table))
    near |= dict(_support_in_components(table))
    if column is not None:
        stated = dict(_support_in_column(column))
        _warn_of_contradictions(stated, near, problems)
        near |= stated
    for position, hit in near.items():
        scheme = table.place_at("name", position)
        _settle(hit, hit.where if hit.where.row == scheme.row else scheme, problems)
    if column is None:
        for where, text in footnotes(table):
            # Which schemes a note below them means is not said.
            if support_in(text) not in ("", GRANT):
                _settle(Hit(FOOT, PARTLY, where, text), where, problems)
    if far is not None and len(near) < count:
        _settle(far, far.where, problems)
    of_all = GRANT if far is None else far.sense
    if {of_all, *(hit.sense for hit in near.values())} == {GRANT}:
        return None
    codes = np.full(count, of_all, dtype=object)
    for position, hit in near.items():
        codes[position] = hit.sense
    return pa.array(codes, type=pa.large_string())


_ASKED = {
    PARTLY: "không rõ phần nào của kinh phí là có thu hồi",
    LENT: "không rõ kinh phí là không hoàn lại hay có thu hồi",
}


def _settle(hit: Hit, where: Place, problems: Problems) -> None:
    """Ask for a form that the words leave open; tell one that is to be paid back at a place, with where they stand."""
    if hit.sense in _ASKED:
        got = f'{hit.level} ghi "{shown(hit.text)}": {_ASKED[hit.sense]}'
        problems.fault_once("support-unclear", hit.where, got)
    elif hit.sense == RECOVERABLE:
        origin = hit.level if hit.where == where else f"{hit.level} ({hit.where})"
        message = (
            f'được hiểu là hỗ trợ có thu hồi vì {origin} ghi "{shown(hit.text)}"; được cộng riêng'
        )
        problems.tell("support-recoverable", where, message)


def _warn_of_contradictions(
    stated: Mapping[int, Hit], near: Mapping[int, Hit], problems: Problems
) -> None:
    """Warn of schemes that are stated to be grants while other words beside them speak of a return."""
    for position, hit in stated.items():
        other = near.get(position, hit)
        if hit.sense == GRANT != other.sense:
            message = (
                f'ô ghi "{shown(hit.text)}" mà {other.level} ({other.where}) ghi "{shown(other.text)}";'
                " được tính theo ô Hình thức hỗ trợ"
            )
            problems.warn("support-contradicted", hit.where, message)


def _support_of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, the nearest first: by the sheet, its title, its file."""
    sheet = table.sheet
    levels = [
        (SHEET, [of_sheet(sheet)]),
        (TITLE, titles(table)),
        (FILE, [of_file(sheet)]),
    ]
    for level, texts in levels:
        for where, text in texts:
            if sense := support_in(text):
                yield Hit(level, sense, where, text)


def _support_under_headers(
    table: Table, amounts: Mapping[str, AmountColumn]
) -> Iterator[tuple[int, Hit]]:
    """Schemes with support in a column that is, or stands under one, "có thu hồi"; with money beside it partly."""
    sheet, header = table.sheet, table.header
    over = dict(parents_by_column(table))
    said: dict[str, Hit] = {}
    for code in SUPPORT_COLUMNS:
        index = header.columns.get(code, -1)
        own = (sheet.place(header.bottom, index), header.text(index))
        for level, (where, text) in ((COLUMN, own), (PARENT, over.get(index, own))):
            if index >= 0 and code not in said and support_in(text) not in ("", GRANT):
                said[code] = Hit(level, support_in(text), where, text)
    if not said:
        return
    for position in range(len(table.schemes)):
        paid = [
            code for code in SUPPORT_COLUMNS if code in amounts and amounts[code].money[position]
        ]
        hits = [said[code] for code in paid if code in said]
        if hits and len(hits) < len(paid):
            where = table.place_at(paid[0], position)
            yield position, Hit(hits[0].level, PARTLY, where, hits[0].text)
        elif hits:
            yield position, hits[0]


def _support_in_column(column: Column) -> Iterator[tuple[int, Hit]]:
    """What the column of forms of support says."""
    table = column.table
    for position in column.where(lambda texts: pc.not_equal(texts, "")):
        text = column.texts[position].as_py()
        if sense := form_of(text):
            yield position, Hit(CELL, sense, table.place_at(column.code, position), text)


def _support_in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    """What unread cells beside a scheme say, and what stands in a column named for what is to be paid back."""
    for index in table.unread():
        name, cells = table.header.text(index), table.cells(index)
        is_of_forms = folded(name).startswith("hinh thuc")
        said = _form_beside if is_of_forms else support_in
        yield from said_in_cells(table, index, _MAY_RETURN, said)
        if not _is_of_return(name):
            continue
        for position in positions(pc.match_substring_regex(cells, r"\S")):
            text = cells[position].as_py()
            if normal(text) in NOTHING_SAID:
                continue
            is_said = support_in(name) == RECOVERABLE and _is_all(table, position, text)
            sense = RECOVERABLE if is_said else PARTLY
            yield position, Hit(COLUMN, sense, table.place_in(index, position), name)


def _form_beside(text: str) -> str:
    """The form that a cell under any name "Hình thức …" says, where it says one."""
    if _FORM_RETURN.fullmatch(folded(text).strip(" .:;-–")):
        return RECOVERABLE
    return support_in(text)


def _is_of_return(name: str) -> bool:
    """Whether a column is named for money that is to be paid back: "có thu hồi", "Số phải hoàn trả"."""
    words = _NO_RETURN.sub(" | ", _OF_MATTER.sub(" | ", folded(name)))
    return _COLUMN_OF_RETURN.search(words) is not None


def _support_in_own_texts(table: Table) -> Iterator[tuple[int, Hit]]:
    """What the names and contents of schemes say of the form of their money; a machine recovers other things."""
    for index in table.header.indexes(("name", "activity_text")):
        yield from said_in_cells(table, index, _MONEY_RETURNS, support_in)


def _support_in_components(table: Table) -> Iterator[tuple[int, Hit]]:
    """Schemes of which a part is to be paid back, by the row of that part."""
    sheet = table.sheet
    for position, row in component_rows(table):
        words = words_of(sheet.row(row))
        if support_in(words) not in ("", GRANT):
            yield position, Hit(CELL, PARTLY, sheet.place(row), words)


def _is_all(table: Table, position: int, text: str) -> bool:
    """Whether a cell under "có thu hồi" means all of a scheme's support: a mark, or the one amount that it has."""
    if folded(text) in ("x", "co"):
        return True
    row = int(table.schemes[position])
    codes = table.header.present(SUPPORT_COLUMNS)
    texts = [normal(table.cell(code, row)[0]) for code in codes]
    return [amount for amount in texts if amount not in NOTHING_SAID] == [normal(text)]
