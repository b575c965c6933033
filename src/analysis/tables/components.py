"""Rows that belong to the scheme above them: its parts, and lines that go on with its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow.compute as pc

from analysis.language.numbering import goes_on, list_forms, number_form, opens_list
from analysis.language.place_words import without_unit
from analysis.tables.columns import MONEY
from analysis.tables.row_words import BULLET, begins_component, names_kind
from analysis.tables.table import FILLED, Body, Table
from analysis.tables.units import folded

# A name of a group without a number says by its first words that it is one.
_GROUP_WORDS = re.compile(
    r"(?:[ivxlcdm]+|[a-z])\s*[.)/:-]\s*\S.*"
    r"|(?:huyen|thi xa|thi tran|thanh pho|tp|xa|phuong|tinh|quan|dac khu|vung|khu vuc|nguon|khuyen cong|kinh phi"
    r"|von|nam|quy|thang|dot|nhom|muc|phan|noi dung|loai|linh vuc|nganh|hang muc|de an|chuong trinh|nhiem vu|cac"
    r"|danh muc|danh sach|ke hoach|du kien|ho tro cac|hoat dong)\b.*"
)
# Behind a dash only these divide a list of schemes: "- Nội dung: …" below a scheme speaks of that scheme.
_GROUP_BEHIND_BULLET = re.compile(
    r"(?:nguon|khuyen cong|von khuyen cong|kinh phi khuyen cong|ngan sach|kcqg|kcdp|huyen|thi xa|thanh pho|tp|xa|phuong"
    r"|nam [0-9]{4}|quy [0-9ivx]|dot [0-9ivx]|nhom|ke hoach|du kien|de an|cac de an)\b.*"
)
# A name that ends so is cut off.
_OPEN_END = re.compile(
    r"(?:[,–-]|(?<!\w)(?:tại|ở|của|cho|và|với|từ|thuộc|địa bàn|xã|huyện|phường|thôn))\s*$"
)
# Digits before a name may as well count what a cell lists.
_COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)*\s*[.)/:-]\s*\S.*")
PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.0)?")


def says_more(body: Body, row: int) -> bool:
    """Whether a row with money has a number of its own, or names a total."""
    return bool(body.number(row) or body.total_text(row))


def is_component(body: Body, row: int, scheme: int) -> bool:
    """Whether a row names a part of the scheme above it: "- Máy sấy", "Trong đó: …", "1.1" or "1a" under "1"."""
    here, over = body.by_code(row), body.by_code(scheme)
    if PLAIN_NUMBER.fullmatch(here["stt"]):
        return False
    if _repeats(here, over):
        return True
    # A row without money has no parts in money: those numbered below it are schemes of their own.
    if goes_on(here["stt"], over["stt"]):
        return body.has_money(scheme)
    # Where every name or number has a dash before it, a dash says nothing.
    if BULLET.match(over["name"]) and PLAIN_NUMBER.fullmatch(over["stt"]):
        return False
    if BULLET.match(over["stt"]) and here["stt"][:1] == over["stt"][:1]:
        return False
    words = here["name"] or body.row_text(row)
    return begins_component(here["stt"]) or begins_component(words)


def _repeats(here: Mapping[str, str], over: Mapping[str, str]) -> bool:
    """Whether a row without a number says of a numbered scheme above it nothing else, but for its money."""
    if here["stt"] or not over["stt"] or not here["name"]:
        return False
    return any(here[code] for code in MONEY) and _says_the_same(here, over)


def _says_the_same(here: Mapping[str, str], over: Mapping[str, str]) -> bool:
    texts = {code: text for code, text in here.items() if text and code not in MONEY}
    return all(folded(over[code]) == folded(text) for code, text in texts.items())


def repeated_rows(table: Table) -> Iterator[list[int]]:
    """Schemes one below the other with the same texts in every column, by their positions."""
    if "name" not in table.header.columns:
        return
    names = table.texts("name")
    same = np.array(pc.equal(names[1:], names[:-1]))
    for first in np.flatnonzero(same & ~np.pad(same, (1, 0))[:-1]).tolist():
        over = table.by_code(int(table.schemes[first]))
        run = [first]
        for position in range(first + 1, len(names)):
            here = table.by_code(int(table.schemes[position]))
            if not here["name"] or here["stt"] or not _says_the_same(here, over):
                break
            run.append(position)
        if len(run) > 1:
            yield run


def divides_schemes(body: Body, row: int, sort: str, bullets: set[str], *, is_first: bool) -> bool:
    """Whether a row with a dash before its name is a group and no part of the scheme above.

    What stands above the first scheme is no part of one: in this table its mark, put into `bullets`, is that of groups.
    """
    bullet = body.bullet(row) if sort in ("group", "total") else ""
    if bullet and is_first:
        bullets.add(bullet)
    return bullet != "" and (bullet in bullets or _is_bulleted_group(body, row))


def _is_bulleted_group(body: Body, row: int) -> bool:
    """Whether a row without money names behind its dash what divides a list: a fund, a place, a kind, a year."""
    if body.has_money(row):
        return False
    words = BULLET.sub("", body.row_text(row), count=1)
    return names_kind(words) or _GROUP_BEHIND_BULLET.fullmatch(folded(words)) is not None


def is_listed(body: Body, row: int, scheme: int, before: int, sort: str) -> bool:
    """Whether a row stands in a list with numbers of its own below a scheme: "a)", "b)" under "1".

    Offices number groups so too. A group's row has no money or says nothing of a scheme, and its schemes follow.
    """
    number = body.number(row)
    forms = list_forms(number)
    if not forms or sort not in ("scheme", "total"):
        return False
    above = body.number(scheme)
    if before == scheme:
        goes = opens_list(number, above) and body.has_money(scheme)
    else:
        goes = bool(forms & list_forms(body.number(before)))
    if sort == "total" and before == scheme:
        below = body.next_filled(row)
        goes = goes and below is not None and bool(forms & list_forms(body.number(below)))
    return goes


def parents_of(table: Table, scheme: int, components: Sequence[int]) -> dict[int, int]:
    """For each component of a scheme the row that it is a part of, by the sort of their numbers or marks.

    Below "1.1", "1.1.1" or "- …" is a part of it, until a row is numbered or marked as one above is.
    """
    above: dict[int, int] = {}
    path = [(scheme, "")]
    for row in components:
        mark = _mark(table, row)
        marks = [of_row for _, of_row in path]
        if mark in marks:
            del path[marks.index(mark) :]
        above[row] = path[-1][0]
        path.append((row, mark))
    return above


def _mark(table: Table, row: int) -> str:
    """The sort of number or mark of a component: digits and letters stand for all others, a dash is none."""
    here = table.by_code(row)
    bullet = BULLET.match(here["stt"]) or BULLET.match(here["name"])
    if bullet is not None:
        return re.sub("[-–—]", "-", bullet[0].strip())
    return number_form(here["stt"]) or "-"


def names_another(table: Table, row: int, scheme: int) -> bool:
    """Whether a row says a kind and a year of its own, and another beneficiary or place than the scheme above it."""
    here, over = (table.by_code(at) for at in (row, scheme))
    others = [code for code in ("beneficiary", "place") if here[code]]
    return is_whole(table, row) and any(folded(here[code]) != folded(over[code]) for code in others)


def is_whole(table: Table, row: int) -> bool:
    """Whether a row says a kind and a year of its own, as a scheme does."""
    here = table.by_code(row)
    return bool(here["kind"] and here["year"])


def goes_on_with_texts(body: Body, row: int) -> bool:
    """Whether a row has texts of a scheme, but no number, year or amount of its own."""
    here = body.by_code(row)
    own = ("stt", "year", "code", *MONEY)
    if any(here[code] for code in own):
        return False
    return any(here[code] for code in ("name", "beneficiary", "kind", "place", "activity_text"))


def continuing_rows(
    body: Body, going_on: Sequence[int], is_scheme: np.ndarray, groups: Sequence[int], end: int
) -> list[int]:
    """Rows that go on with the texts of the row above, as lines of a cell that was pasted from a document."""
    if not going_on:
        return []
    schemes = np.setdiff1d(np.flatnonzero(is_scheme[:end]), going_on)
    # Who divides a list by names without a number has one above the first scheme too.
    first = int(schemes[0]) if len(schemes) else end
    divided = any(row < first and not body.number(row) for row in groups)
    found: list[int] = []
    for row in going_on:
        at = int(np.searchsorted(schemes, row))
        above, below = schemes[max(at - 1, 0) : at].tolist(), schemes[at : at + 1].tolist()
        if _continues(body, row, above, below, divided=divided):
            found.append(row)
    return found


def _continues(
    body: Body, row: int, above: Sequence[int], below: Sequence[int], *, divided: bool
) -> bool:
    """Whether a row goes on with the texts of the scheme above; that and the one below it, as far as there are any."""
    here = body.by_code(row)
    texts = [here[code] for code in FILLED if here[code]]
    if texts[0][:1].islower():
        return True
    over = [body.by_code(scheme) for scheme in above]
    names = [scheme["name"] for scheme in over]
    # Below the last scheme stand notes and signatures too.
    for scheme in below:
        first = body.number(scheme) in ("1", "1.0")
        if len(texts) > 1 or not (first or _names_group(body, row, names, divided=divided)):
            return True
    if any(_OPEN_END.search(name.lower()) for name in names):
        return True
    return not divided and any(_is_in(scheme["place"], here["name"]) for scheme in over)


def _is_in(place: str, text: str) -> bool:
    """Whether a text with the word for its unit names a place of a scheme, or a part of it: "Xã Tây Bình"."""
    text = text.strip(" .,;")
    bare = without_unit(text)
    return bare != text and f" {folded(bare)} " in f" {folded(place).replace(',', ' ')} "


def _names_group(body: Body, row: int, names: Sequence[str], *, divided: bool) -> bool:
    """Whether a text without a number is the name of a group: by its first words, cells merged for it, a kind's name.

    Capitals and digits before it say so only in a list that is divided by such names, and capitals only where the
    `names` of schemes above it are not in capitals.
    """
    here = body.by_code(row)
    if any(
        merge.top <= row <= merge.bottom and merge.right > merge.left for merge in body.sheet.merges
    ):
        return True
    text = here["name"] or here["kind"] or here["place"]
    if names_kind(text) or _GROUP_WORDS.fullmatch(folded(text)):
        return True
    stands_out = text.isupper() and not any(name.isupper() for name in names)
    return divided and (stands_out or _COUNTED.fullmatch(text) is not None)
