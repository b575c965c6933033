"""What a register's own words say of schemes: their status where they have none, and support that is to be paid back.

A plan or a stopped scheme is not done; support "có thu hồi" is no grant.

Words are looked for where the status is assumed: in the cells beside a scheme, the row of its group, the names of
unread columns, the texts over the columns of money, the names of sheet and file, the title. Words of two senses are
asked, however near they stand.
No word makes a scheme a result; a title or a text over the money may make it a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems, shown
from analysis.registers.amount_columns import AmountColumn
from analysis.registers.header import MONEY
from analysis.registers.rows import Table, titles
from analysis.registers.text_columns import Column, coded_column
from analysis.registers.units import folded, normal, plain
from analysis.sheets.sheet import part, positions
from analysis.vocabulary import GRANT, RECOVERABLE, STATUSES

ACTUAL, PLANNED, UNCLEAR = "actual", "planned", "unclear"
SUPPORT_COLUMNS = ("kcqg", "kcdp")


def _any(lines: str) -> re.Pattern[str]:
    """A pattern of whole words: one alternative a line, an indented line goes on with the one above."""
    patterns = lines.strip().replace("\n ", "").split("\n")
    return re.compile("|".join(rf"(?<!\w)(?:{pattern.strip()})(?!\w)" for pattern in patterns))


_DAY = (
    r"(?:,? ?(?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
    r"|,? ?ngày [0-9]+ tháng [0-9]+ năm [0-9]{4})?"
)
_PAPER = r"(?:kế hoạch|quyết định|qđ|công văn|cv|báo cáo|tờ trình|thông báo|nghị quyết|biên bản|văn bản|hợp đồng)"
_ISSUER = r"(?: của(?: (?!về việc|v/v|phê duyệt|ban hành|giao)[^\s,;.()]+)*)?"
_DONE = r"(?:thực hiện|triển khai|hoàn thành|nghiệm thu|giải ngân)"
# What machines recover: "thu hồi nhiệt" speaks of no money.
_MATTER = (
    "nhiệt|bụi|khí|hơi|nước|dầu|tinh dầu|dung môi|kim loại|năng lượng|điện năng|hóa chất|chất thải|rác|bã|phế"
    "|vật liệu|nguyên liệu|phụ phẩm|sản phẩm|giấy|bột|sợi|mủ|mùn|tro|đất|muối|nhôm|đồng thau|vàng|bạc|nhựa"
)
# What is cut out before words are looked for: numbers and days of papers, names of offices, support on its own terms,
# and a plan that was kept, which is no plan.
_CUT = _any(rf"""
{_PAPER}(?: phê duyệt)? số ?:? ?[\w./-]+{_DAY}{_ISSUER}
(?:số ?:? ?)?[0-9]+[\w.]*/[\w./-]*(?:kh|qđ|bc|tb|nq|cv|ttr|hđ|ubnd|sct|bct)[\w-]*{_DAY}
(?:số|ngày|quyết định|qđ)(?: (?:số|ngày|quyết định|qđ|văn bản))* phê duyệt
(?:(?:sở|bộ|phòng|ban|vụ|cục|khoa|tổ|p\.) ?)?(?:tài chính ?(?:[-–,&]|và) ?)?
 kế hoạch ?(?:[-–,&]|và)? ?(?:đầu tư|tài chính|tổng hợp|nghiệp vụ|kỹ thuật)
tài chính ?(?:[-–,&]|và) ?kế hoạch
(?:sở|bộ|phòng|ban|vụ) kế hoạch
kh ?[&-] ?(?:đt|tc)|tc-kh|khđt
(?:đúng|đạt|vượt|bằng|hoàn thành)(?: [0-9.,]+ ?%)?(?: so với)? kế hoạch
phê duyệt chương trình
(?:(?:không )?có |không )?thu hồi (?:{_MATTER})
(?:không )?có (?:thu hồi|hoàn (?:lại|trả))|không (?:thu hồi|hoàn lại)
(?:hàng|chân) không|không (?:nung|gỉ|dệt|khí|gian|dây)
""")
# What was found for one sense is cut out before the next: "dừng thực hiện" holds no "thực hiện".
_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any(rf"""
không(?: (?:được|còn|tiếp tục|thể|có khả năng|đủ điều kiện))* {_DONE}
(?:tạm )?(?:dừng|ngừng|ngưng|hoãn|đình chỉ|chấm dứt)(?: (?:thực hiện|triển khai|hoạt động|đề án|hợp đồng))*
(?:hủy|huỷ)(?: bỏ)?
(?:xin|đã) rút|rút (?:khỏi|đề án|vốn|hồ sơ)|bị loại|loại (?:khỏi|bỏ)|trả lại (?:kinh phí|vốn)
(?:bãi|đã) bỏ|(?:từ chối|thôi)(?: {_DONE})?|thôi không|thanh l[ýí]
không (?:đạt|tham gia|đủ điều kiện)
"""),
    "recalled": _any("thu hồi|hoàn trả|nộp trả"),
    "waiting": _any(rf"""
chưa(?: (?:được|có))* (?:{_DONE}|phê duyệt|duyệt|quyết toán)
chuyển (?:nguồn|vốn|tiếp|sang|năm)|giãn tiến độ
lùi (?:sang|đến|lại|thời|tiến)|gia hạn|kéo dài|chưa có kinh phí|dở dang|dự toán|dự thảo
"""),
    "estimated": _any("ước(?: (?:tính|thực hiện|cả năm|giải ngân|đạt))?"),
    PLANNED: _any("""
(?:kế hoạch|dự kiến|đề xuất|nhu cầu)(?: (?:thực hiện|triển khai))?
(?:trình|chờ|xin) (?:phê )?duyệt
kh ?[-–]? ?(?:năm ?)?20[0-9]{2}
(?:đề án|danh mục) đăng ký|đăng ký (?:năm|kế hoạch|nhu cầu|đề án|thực hiện|hỗ trợ)
"""),
    "approved": _any("phê duyệt|(?:được|đã) duyệt"),
    ACTUAL: _any(f"{_DONE}|quyết toán|kết quả|thực chi|bàn giao"),
}
# Without its marks a syllable may be another word ("dung": dừng, dùng): there only these count.
_PLAIN_CUT = _any(rf"""
(?:so|bo|phong|ban|vu) (?:tai chinh )?ke hoach(?: (?:va|dau tu|tai chinh))*
(?:(?:khong )?co |khong )?thu hoi (?:{plain(_MATTER)})
(?:khong )?co (?:thu hoi|hoan (?:lai|tra))|khong (?:thu hoi|hoan lai)
(?:hang|chan) khong|khong (?:nung|gi|det|khi|gian|day)
""")
_PLAIN_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any("""
(?:khong|dung|ngung|tam dung|cham dut) (?:thuc hien|trien khai)
(?:da|bi) huy|huy bo|tam hoan|hoan (?:thuc hien|trien khai)|(?:tu choi|thoi) (?:thuc hien|trien khai)
(?:xin|da) rut|rut (?:khoi|ho so)|bai bo|da bo|loai bo|thanh ly hop dong
khong (?:dat|tham gia|du dieu kien)
"""),
    "recalled": _any("thu hoi"),
    "waiting": _any("""
chua (?:thuc hien|trien khai|hoan thanh|phe duyet|co kinh phi)
chuyen (?:nguon|nam)|gian tien do|du toan
"""),
    "estimated": _any("uoc (?:thuc hien|tinh|ca nam)"),
    PLANNED: _any("""
(?:ke hoach|du kien|de xuat)(?: thuc hien)?|kehoach[0-9]*
trinh (?:phe )?duyet
kh ?(?:nam ?)?(?:20[0-9]{2})?
dang ky (?:nam|de an|nhu cau)
"""),
    "approved": _any("phe duyet"),
    ACTUAL: _any("thuc hien|hoan thanh|nghiem thu|quyet toan|giai ngan|ket qua"),
}
# Beside a scheme any denial may be one of its doing, in words that nobody foresaw.
_DENIED = _any("không|chưa|khong")
# For a quick look at a whole column: every phrase above holds one of these.
_MAY_SAY = "(?i)" + "|".join(
    """
    kế dự xuất cầu duyệt ký kh không chưa dừng ngừng ngưng đình dứt hủy huỷ rút loại trả thôi hồi chuyển dở ước thực
    hoàn triển nghiệm quyết giải quả bàn hoãn chối bỏ lý lí giãn lùi hạn kéo
    ke du xuat ky thuc trien hoi huy uoc duyet hoan nghiem
    quyet giai qua khong chua chuyen gian rut bo ly choi thoi
    """.split()
)
# Support on terms, in words without their marks: denied, said, and said of a part.
_NO_RETURN = re.compile(r"\bkhong (?:co |phai |bi )?(?:thu hoi|hoan lai|hoan tra)\b")
_RETURN = re.compile(r"\bco (?:hoan lai|hoan tra|thu hoi)\b|\bthu hoi mot phan\b")
_OF_MATTER = re.compile(rf"\bthu hoi (?:{plain(_MATTER)})\b")
_OF_A_PART = re.compile(
    r"\bmot phan\b|(?<![0-9])(?!100 ?%)[0-9]+(?:[.,][0-9]+)? ?%|[0-9] ?(?:trieu|ty|dong)\b"
)
PARTLY = "partly"
_MAY_RETURN = r"(?i)thu\s+hồi|thu\s+hoi|hoàn\s+(?:lại|trả)|hoan\s+(?:lai|tra)"
_WORDS_OF_A_FILE = re.compile(r"[\W_]+")
_NO = ("", "0", "-", "–", "—", "không", "khong")


@lru_cache(maxsize=4096)
def sense_of(text: str, *, beside: bool = False) -> str:
    """What a text says of a status: a code of `STATUSES`, "waiting", "unclear" for two of them, '' for nothing.

    `beside`: the text stands in the row of a scheme, where a denial of anything else is unclear too.
    """
    words = normal(text)
    cut, senses = _CUT, _SENSES
    if words.isascii():
        cut, senses = _PLAIN_CUT, _PLAIN_SENSES
    words = cut.sub(" | ", words)
    found: list[str] = []
    for sense, pattern in senses.items():
        rest = pattern.sub(" | ", words)
        if rest != words:
            found.append(sense)
        words = rest
    if beside and _DENIED.search(words) and words not in _NO:
        found.append(UNCLEAR)
    return together(found)


def together(senses: Iterable[str]) -> str:
    """One sense for several: that of all, or "unclear"."""
    different = set(senses) - {""}
    if len(different) > 1:
        return UNCLEAR
    return next(iter(different), "")


@dataclass(frozen=True)
class Hit:
    """Words about a status: how near they stand to a scheme, what they say, where, and what they are."""

    level: str
    sense: str
    where: Place
    text: str


# From near to far.
CELL, GROUP, COLUMN, PARENT, SHEET, TITLE, FILE = LEVELS = (
    "ô",
    "dòng nhóm",
    "tên cột",
    "tên cột phía trên",
    "tên trang tính",
    "tiêu đề",
    "tên tệp",
)


def assumed_statuses(table: Table, column: Column | None, problems: Problems) -> pa.Array:
    """The codes of the statuses of the schemes; what is assumed is told, what must be asked is refused.

    Args:
        table: the table.
        column: the column of statuses; None where the table has none.
        problems: receives status-assumed, status-unclear, and what `coded_column` tells of the words that are there.
    """
    count = len(table.schemes)
    stated = pa.scalar("", pa.large_string())
    is_open = np.ones(count, dtype=bool)
    if column is not None:
        stated = coded_column(column, STATUSES)
        # A word that is refused is no blank.
        is_open = np.asarray(pc.equal(column.texts, ""))
    if not is_open.any():
        return stated
    far = list(_of_table(table))
    near = {at: hits for at, hits in _of_rows(table).items() if is_open[at]}
    of_all = _decided(far)
    by_row = {at: _decided([*hits, *far]) for at, hits in near.items()}
    # Of a million schemes, nearly all have no word of their own.
    others = is_open.copy()
    others[list(near)] = False
    if column is None:
        if others.any():
            _settle(of_all, table, None, problems)
    else:
        for position in positions(others):
            _settle(of_all, table, position, problems)
    for position, decided in by_row.items():
        _settle(decided, table, None if column is None else position, problems)
    if column is None and not by_row:
        return pa.repeat(pa.scalar(_code(of_all), pa.large_string()), count)
    codes = pc.if_else(pa.array(others), _code(of_all), stated)
    if by_row:
        mask = np.zeros(count, dtype=bool)
        mask[list(by_row)] = True
        own = pa.array([_code(by_row[at]) for at in sorted(by_row)], type=pa.large_string())
        codes = pc.replace_with_mask(codes, mask, own)
    return codes


@lru_cache(maxsize=4096)
def support_in(text: str) -> str:
    """The form of support that a text tells: a code of `SUPPORTS`, "partly" for both of them, '' for nothing."""
    words = _OF_MATTER.sub(" | ", folded(text))
    rest = _NO_RETURN.sub(" | ", words)
    if not _RETURN.search(rest):
        return GRANT if rest != words else ""
    is_partly = rest != words or _OF_A_PART.search(rest)
    return PARTLY if is_partly else RECOVERABLE


def supports_of(
    table: Table, column: Column | None, amounts: Mapping[str, AmountColumn], problems: Problems
) -> pa.Array | None:
    """The codes of the forms of support of the schemes, by the words nearest to each; None where all are grants.

    Where only a part is to be paid back, and nothing tells how much of the scheme, it is refused.

    Args:
        table: the table.
        column: the column of forms of support; None where the table has none.
        amounts: the columns of money by code.
        problems: receives support-recoverable and support-unclear.
    """
    count = len(table.schemes)
    far = next(_support_of_table(table), None)
    # from far to near
    near = dict(_support_under_headers(table, amounts))
    near |= dict(_in_groups(table, support_in))
    near |= dict(_support_in_cells(table))
    if column is not None:
        near |= dict(_support_in_column(column))
    for position, hit in near.items():
        if hit.sense == PARTLY:
            _ask_support(hit, problems)
        elif hit.sense == RECOVERABLE:
            _tell_support(hit, table.place_at("name", position), problems)
    if far is not None and len(near) < count:
        if far.sense == PARTLY:
            _ask_support(far, problems)
        elif far.sense == RECOVERABLE:
            _tell_support(far, far.where, problems)
    if {hit.sense for hit in near.values()} <= {GRANT} and (far is None or far.sense == GRANT):
        return None
    codes = np.full(count, GRANT if far is None else far.sense, dtype=object)
    for position, hit in near.items():
        codes[position] = hit.sense
    return pa.array(codes, type=pa.large_string())


def _ask_support(hit: Hit, problems: Problems) -> None:
    got = f'{hit.level} ghi "{shown(hit.text)}": không rõ phần nào của kinh phí là có thu hồi'
    if not any(known.where == hit.where and known.got == got for known in problems.faults):
        problems.fault("support-unclear", hit.where, got)


def _tell_support(hit: Hit, where: Place, problems: Problems) -> None:
    message = (
        f'được hiểu là hỗ trợ có thu hồi vì {hit.level} ghi "{shown(hit.text)}"; được cộng riêng'
    )
    problems.tell("support-recoverable", where, message)


def _support_of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, the nearest first: by the sheet, its title, its file."""
    sheet = table.sheet
    name = sheet.file.rpartition("/")[2].rpartition(".")[0]
    levels = [
        (SHEET, [(sheet.place(), sheet.name or "")]),
        (TITLE, titles(table)),
        (FILE, [(Place(sheet.file), _WORDS_OF_A_FILE.sub(" ", name))]),
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
    over = dict(_parents_by_column(table))
    said: dict[str, Hit] = {}
    for code in SUPPORT_COLUMNS:
        index = header.columns.get(code, -1)
        own = (sheet.place(header.bottom, index), header.names[index].printed)
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
    """What the column of forms of support says; other words than those of the two forms say nothing."""
    table = column.table
    for position in column.where(lambda texts: pc.not_equal(texts, "")):
        text = column.texts[position].as_py()
        if sense := support_in(text):
            yield position, Hit(CELL, sense, table.place_at(column.code, position), text)


def _support_in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    """What unread cells beside a scheme say, and what stands in a column that is named "có thu hồi"."""
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    for index, column in enumerate(sheet.columns):
        if index in known:
            continue
        name = header.names[index].printed if index < len(header.names) else ""
        cells = part(column, table.schemes)
        for position in positions(pc.match_substring_regex(cells, _MAY_RETURN)):
            text = cells[position].as_py()
            if sense := support_in(text):
                where = sheet.place(int(table.schemes[position]), index, name)
                yield position, Hit(CELL, sense, where, text)
        if support_in(name) != RECOVERABLE:
            continue
        for position in positions(pc.match_substring_regex(cells, r"\S")):
            text = cells[position].as_py()
            if normal(text) in _NO:
                continue
            sense = RECOVERABLE if _is_all(table, position, text) else PARTLY
            where = sheet.place(int(table.schemes[position]), index, name)
            yield position, Hit(COLUMN, sense, where, name)


def _is_all(table: Table, position: int, text: str) -> bool:
    """Whether a cell under "có thu hồi" means all of a scheme's support: a mark, or the one amount that it has."""
    if folded(text) in ("x", "co"):
        return True
    row = int(table.schemes[position])
    columns = [
        table.header.columns[code] for code in SUPPORT_COLUMNS if code in table.header.columns
    ]
    texts = [normal(table.sheet.columns[index][row].as_py()) for index in columns]
    return [amount for amount in texts if amount not in _NO] == [normal(text)]


# A status that words allow, or "unclear", and the words that decide it.
Decided = tuple[str, Hit | None]


def _code(decided: Decided) -> str:
    return PLANNED if decided[0] == PLANNED else ACTUAL


def _settle(decided: Decided, table: Table, position: int | None, problems: Problems) -> None:
    """Ask for a status that the words leave open, or tell the one that is assumed; `position` None: no column."""
    sense, hit = decided
    if sense == UNCLEAR and hit is not None:
        _ask(hit, problems)
        return
    label = STATUSES[sense].label
    why = ""
    if hit is not None:
        why = f' vì {hit.level} ghi "{shown(hit.text)}"'
    if position is not None:
        message = f"ô Tình trạng trống được hiểu là {label}{why}"
        problems.tell("status-assumed", table.place_at("status", position), message)
        return
    message = f"không có cột Tình trạng; mọi đề án được hiểu là {label}{why}"
    problems.tell("status-assumed", table.sheet.place(table.header.bottom), message)


def _decided(hits: Sequence[Hit]) -> Decided:
    """The status that the words allow, or "unclear"; and the words that decide it, the nearest first."""
    others = [hit for hit in hits if hit.sense != ACTUAL]
    # "Thực hiện" beside or over the schemes does not turn the money of a plan into a result.
    if not others:
        return ACTUAL, None
    if all(hit.sense == PLANNED for hit in hits):
        for hit in hits:
            if hit.level in (PARENT, TITLE):
                return PLANNED, hit
    return UNCLEAR, min(others, key=lambda hit: LEVELS.index(hit.level))


def _ask(hit: Hit, problems: Problems) -> None:
    fault = f'{hit.level} ghi "{shown(hit.text)}" mà đề án không ghi tình trạng: không thể coi là thực hiện'
    if any(known.where == hit.where and known.got == fault for known in problems.faults):
        return
    problems.fault("status-unclear", hit.where, fault)


def _of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes: over the money, by the sheet, its title and its file."""
    sheet = table.sheet
    yield from _hits(PARENT, _parents(table))
    if sheet.name is not None:
        yield from _hits(SHEET, [(sheet.place(), sheet.name)])
    yield from _hits(TITLE, titles(table))
    name = sheet.file.rpartition("/")[2].rpartition(".")[0]
    yield from _hits(FILE, [(Place(sheet.file), _WORDS_OF_A_FILE.sub(" ", name))])


def _hits(level: str, texts: Iterable[tuple[Place, str]]) -> Iterator[Hit]:
    """The words of one level as one hit, where their senses differ an unclear one."""
    found = [(where, text, sense_of(text)) for where, text in texts]
    said = [(where, text, sense) for where, text, sense in found if sense]
    if said:
        where, text, _ = next((hit for hit in said if hit[2] != ACTUAL), said[0])
        yield Hit(level, together(sense for _, _, sense in said), where, text)


def _parents(table: Table) -> Iterator[tuple[Place, str]]:
    """The texts of the header over the columns of money, but for their own names."""
    for _, parent in _parents_by_column(table):
        yield parent


def _parents_by_column(table: Table) -> Iterator[tuple[int, tuple[Place, str]]]:
    """The same, each with the number of its column."""
    sheet, header = table.sheet, table.header
    money = [header.columns[code] for code in MONEY if code in header.columns and code != "budget"]
    for row in range(header.top, header.bottom + 1):
        cells = sheet.row(row)
        parent, at = "", 0
        for index in range(max(money, default=-1) + 1):
            if cells[index].strip():
                parent, at = cells[index], index
            elif sheet.name is not None and not any(
                merge.top <= row <= merge.bottom and merge.left < index <= merge.right
                for merge in sheet.merges
            ):
                parent = ""
            below = any(
                sheet.columns[index][under].as_py().strip()
                for under in range(row + 1, header.bottom + 1)
            )
            if index in money and parent and below:
                yield index, (sheet.place(row, at), parent)


def _of_rows(table: Table) -> dict[int, list[Hit]]:
    """What is said of single schemes, by position: beside them, in rows of groups, by names of unread columns."""
    found: dict[int, list[Hit]] = {}
    for position, hit in [*_in_cells(table), *_in_groups(table)]:
        found.setdefault(position, []).append(hit)
    return found


def _in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    for index, column in enumerate(sheet.columns):
        if index in known:
            continue
        name = header.names[index].printed if index < len(header.names) else ""
        cells = part(column, table.schemes)
        for position in positions(pc.match_substring_regex(cells, _MAY_SAY)):
            text = cells[position].as_py()
            sense = sense_of(text, beside=True)
            if sense:
                where = sheet.place(int(table.schemes[position]), index, name)
                yield position, Hit(CELL, sense, where, text)
        of_name = sense_of(name)
        if of_name in ("", ACTUAL):
            continue
        # A column of money or days beside the others, of a plan for example, says nothing of the scheme.
        plain_mark = pc.invert(pc.match_substring_regex(cells, r"[0-9]{2}"))
        for position in positions(plain_mark):
            if normal(cells[position].as_py()) not in _NO:
                yield position, Hit(COLUMN, of_name, sheet.place(header.bottom, index, name), name)


def _in_groups(
    table: Table, sense_in: Callable[[str], str] = sense_of
) -> Iterator[tuple[int, Hit]]:
    """What the groups say in which schemes stand, the innermost first; a label of the same sort ends a group."""
    sheet = table.sheet
    rows = sorted({*table.breaks, *table.notes} - set(table.totals))
    open_groups: dict[str, Hit | None] = {}
    stops = np.searchsorted(table.schemes, rows).tolist()
    for number, row in enumerate(rows):
        texts = [cell.strip() for cell in sheet.row(row) if cell.strip()]
        sort = _label_sort(texts[0])
        # What stood inside a group of this sort ends with it.
        names = list(open_groups)
        if sort in names:
            for inner in names[names.index(sort) :]:
                del open_groups[inner]
        sense = sense_in(" ".join(texts))
        open_groups[sort] = None
        if sense:
            open_groups[sort] = Hit(GROUP, sense, sheet.place(row), " ".join(texts))
        end = stops[number + 1] if number + 1 < len(rows) else len(table.schemes)
        said = [hit for hit in reversed(open_groups.values()) if hit is not None]
        for position in range(stops[number], end):
            for hit in said[:1]:
                yield position, hit


def _label_sort(text: str) -> str:
    """Which sort of label a group has: a capital letter, a Roman number, a number, a small letter, or none."""
    label = plain(text).strip(" .)(:/-")
    if re.fullmatch(r"[IVX]+", label):
        return "I"
    if re.fullmatch(r"[A-Z]", label):
        return "A"
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", label):
        return f"1{label.count('.')}"
    return "a" if re.fullmatch(r"[a-z]", label) else ""
