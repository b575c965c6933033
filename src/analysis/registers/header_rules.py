"""What a header lacks or says twice, and names that are no column of a register: the nearest one is only told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from analysis.faults import Place, Problems
from analysis.language.misprints import misprinted
from analysis.language.printed_units import MONEY_NAMES
from analysis.messages import first_of, shown
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet
from analysis.tables.column_names import COLUMN_OF_FUNDS, TERMS, Name
from analysis.tables.columns import BESIDE, EFFECTS, MONEY, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.tables.header import Header, Rows
from analysis.tables.units import folded, normal
from analysis.vocabulary import Word

NEAR = 0.8
MOST_UNREAD = 8
# Two columns of one money may be a plan and its result: nobody should drop one of the two.
_ONCE = "mỗi cột một lần; hai nhóm cột tiền thì phía trên mỗi nhóm là tên tình trạng"
_IF_TWO = (
    "nếu là kế hoạch và thực hiện thì ghi tình trạng ở ô gộp phía trên các cột tiền của nó; nếu là tiền của các năm thì"
    " chạy make adopt FILE=<tên tệp> rồi ghi năm của từng cột trong doc-so.toml; chỉ bỏ cột nếu ghi trùng"
)
# Usual columns that are nothing of a register, near as their names are to one that is.
_NO_COLUMN = re.compile(
    rf"{COLUMN_OF_FUNDS.pattern}|(?:so |so,? ngay |nam )?(?:quyet dinh|qd)(?: phe duyet)?|nam (?:duoc )?(?:phe )?duyet"
)
# What is told where a column is absent that a register need not have.
_DERIVED = {
    "tong": 'không có cột "Tổng kinh phí": tổng được cộng từ ba nguồn',
    "stt": 'không có cột "STT"',
}


def check_header(sheet: Sheet, header: Header, problems: Problems) -> bool:
    """Add every fault and warning of a header; False when it cannot be used."""
    before = len(problems.faults)
    row = sheet.place(header.bottom)
    # a name that is only near that of one of these is told as any other that is not read
    absent = [
        word
        for code, word in REGISTER_COLUMNS.items()
        if code not in header.columns and code not in BESIDE
    ]
    read = {index: name for index, name in enumerate(header.names) if index not in header.aside}
    seconds = [
        index for index, name in read.items() if header.columns.get(name.code, index) != index
    ]
    _refuse_two(sheet, header, seconds, problems)
    for index, name in read.items():
        where = sheet.place(header.bottom, index, name.printed)
        if index in seconds:
            continue
        if name.code:
            _check_known(name, where, problems)
        elif name.printed:
            _check_unknown(name, where, absent, problems)
    required = [word for word in absent if word.code in REGISTER_REQUIRED]
    missing = [f'"{word.label}"' for word in required if word.code not in header.asked]
    if missing:
        unread = [
            f'"{shown(name.printed)}"'
            for index, name in enumerate(header.names)
            if name.printed and not name.code and index not in header.aside
        ]
        got = "thiếu cột " + ", ".join(missing)
        if unread:
            got += f"; các cột có tên chưa hiểu: {first_of(unread, MOST_UNREAD, 'cột')}"
        remedy = "thêm cột còn thiếu hoặc sửa tên cột"
        problems.fault("header-missing", row, got, f"các cột {required_labels()}", remedy)
    for code, message in _DERIVED.items():
        if code not in header.columns:
            problems.warn("header-derived", row, message)
    return not required and len(problems.faults) == before


def _refuse_two(sheet: Sheet, header: Header, seconds: Iterable[int], problems: Problems) -> None:
    """Refuse the second of two columns of one name; one of two of a fund may be for what is to be paid back.

    Two sets of columns of money are one fault.
    """
    of_money: list[tuple[Place, str]] = []
    for index in seconds:
        name = header.names[index]
        # of two columns of an effect neither is read (`effects`), of two of a later day the office says which
        if name.code in BESIDE:
            continue
        first = header.columns[name.code]
        got = f"cột {column_letters(first)} và cột {column_letters(index)}"
        got += f' cùng là "{REGISTER_COLUMNS[name.code].label}"'
        where = sheet.place(header.bottom, index, name.printed)
        terms = {TERMS.search(normal(header.text(at))) is None for at in (first, index)}
        if len(terms) > 1:
            problems.fault("support-unclear", where, got)
        elif name.code in MONEY:
            of_money.append((where, got))
        else:
            problems.fault("header-duplicate", where, got)
    if of_money:
        where, _ = of_money[0]
        together = "; ".join(got for _, got in of_money)
        problems.fault("header-duplicate", where, together, _ONCE, _IF_TWO)


def required_labels() -> str:
    """The names of the columns that a register must have."""
    return ", ".join(REGISTER_COLUMNS[code].label for code in REGISTER_REQUIRED)


def lossy_names(rows: Rows) -> int:
    """How many canonical names the rows hold with '?' in place of letters."""
    cells = {normal(cell) for row in rows for cell in row if "?" in cell and len(cell) < 60}
    lost = re.compile("|".join(re.escape(cell).replace(r"\?", ".") for cell in cells))
    return sum(bool(lost.fullmatch(normal(word.label))) for word in REGISTER_COLUMNS.values())


def _check_known(name: Name, where: Place, problems: Problems) -> None:
    column = f'cột "{shown(name.printed)}"'
    if name.homoglyph:
        problems.warn("header-homoglyph", where, f"tên {column} có chữ Ð, Ɖ thay cho chữ Đ")
    if not name.exact:
        label = REGISTER_COLUMNS[name.code].label
        problems.warn("header-synonym", where, f'tên {column} được hiểu là "{label}"')
    if name.unit_problem is not None and name.code not in EFFECTS:
        got = f"đơn vị trong tên {column} không phải đơn vị tiền đồng đã biết"
        if name.unit_problem == "unit-conflict":
            got = f"các dòng tiêu đề của {column} ghi đơn vị trái nhau"
        problems.fault(
            name.unit_problem,
            where,
            got,
            ", ".join(MONEY_NAMES.values()),
            "sửa đơn vị trong tên cột",
        )


def _check_unknown(name: Name, where: Place, absent: Sequence[Word], problems: Problems) -> None:
    """A name that is nearly one that is missing stops the reading; any other is only told.

    Only a misprint is answered with one name, and no name of money: of several funds nobody but the
    office knows which is meant.
    """
    spellings: dict[str, Word] = {}
    for word in absent:
        for text in (word.label, *word.printed):
            spellings[folded(text)] = word
    printed = shown(name.printed)
    near = difflib.get_close_matches(folded(name.printed), spellings, n=1, cutoff=NEAR)
    if near and not _NO_COLUMN.fullmatch(folded(name.printed)):
        word = spellings[near[0]]
        wanted = f'có phải "{word.label}"?'
        remedy = f'nếu đúng là cột đó thì sửa tên thành "{word.label}"'
        possible = absent
        if word.code in MONEY:
            possible = [REGISTER_COLUMNS[code] for code in MONEY]
        if word.code in MONEY or not misprinted(name.printed, [near[0]]):
            labels = ", ".join(f'"{other.label}"' for other in possible)
            wanted = f"tên nói đúng cột này là gì, các tên có thể dùng: {labels}"
            remedy = "sửa thành tên đúng nghĩa theo hồ sơ; nếu là số liệu khác thì bỏ cột hoặc đổi hẳn tên"
        problems.fault("header-unknown", where, f'không có cột tên "{printed}"', wanted, remedy)
        return
    problems.warn(
        "header-extra", where, f'cột "{printed}" không dùng đến và không được đưa vào báo cáo'
    )
