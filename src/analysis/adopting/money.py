"""Columns of a file that hold money under no name of a register: how they are known, and what is left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from analysis.adopting.columns import without
from analysis.adopting.funds import unit_over
from analysis.faults import Problems
from analysis.language.numbers import format_number
from analysis.language.year_parts import YEAR
from analysis.messages import shown
from analysis.tables.amount_columns import read_column
from analysis.tables.fund_words import funds_in
from analysis.tables.stated_units import table_units
from analysis.tables.table import Table
from analysis.tables.units import folded
from analysis.vocabulary import FUNDS_SUMMED

LEAST_FIT = 80  # percent of cells
NUMBERS = r"^\s*[-–(]?\s*[0-9][0-9.,\s\x{a0}]*(?:đ|đồng|triệu|nghìn|tỷ)?\)?\s*$"
YEARS = rf"^\s*(?:năm\s+)?{YEAR}(?:\.0)?\s*$"
_SUMS = r"\b(?:kinh phi|kp|von|tien|ngan sach|nsnn|gia tri|chi phi)\b"
_STAGES = r"\b(?:du toan|quyet toan|giai ngan|thanh toan|tam ung)\b"
_MONEY_WORDS = re.compile(f"{_SUMS}|{_STAGES}")
_SUM_WORDS = re.compile(_SUMS)
# What a column of numbers counts that are no money.
_COUNT_WORDS = re.compile(
    r"%|\b(?:stt|tt|nam|ngay|thang|quy|luong|lao dong|ld|viec lam|nguoi|hoc vien|dien tich|cong suat|san luong"
    r"|dien thoai|cho lam viec|vi tri viec lam|cong nhan|nhan cong|nhan luc|nhan vien|thanh vien|xa vien|tho"
    r"|sdt|ma|mst|cccd|qd|quyet dinh|ty le|phan tram|so (?:co so|may|lop|ho|hop dong|to|trang))\b"
)
# What a count of people or of places of work begins with: no word of money behind it makes it money.
_PEOPLE = re.compile(
    r"(?:tong )?so (?:luong |luot )?(?:ld|lao dong|nguoi|cong nhan|nhan cong|hoc vien|thanh vien|xa vien|viec lam"
    r"|cho lam viec|vi tri viec lam)\b"
)
# Years of a firm, a machine, a paper or a settlement say nothing of the year of a scheme.
_YEAR_OF_ELSE = re.compile(
    r"\b(?:sinh|thanh lap|ra doi|san xuat|che tao|hoat dong|dang ky|cap|cong nhan|tot nghiep|xay dung|quyet dinh|qd"
    r"|phe duyet|nghiem thu|quyet toan|hoan thanh|ban hanh|so|ma|luong|cong suat|dien tich)\b"
)
# The same money at an earlier or a later stage adds nothing to that of its fund.
_OF_ANOTHER_STAGE = re.compile(
    r"\b(?:giai ngan|quyet toan|thanh toan|tam ung|da (?:cap|chi)|nghiem thu|con lai|ke hoach|du kien|de nghi|de xuat"
    r"|du toan|phe duyet|duoc duyet|luy ke)\b"
)
_WANTED = "cột của danh mục, hoặc bỏ"
_REMEDY = (
    "cộng vào cột của nguồn nếu là tiền của đề án; nếu không thì chạy make adopt FILE=<tên tệp> rồi ghi bỏ cho cột ấy"
    " trong doc-so.toml"
)


def filled_cells(table: Table, index: int) -> pa.Array:
    """The cells of a column in schemes, without blanks."""
    cells = table.cells(index)
    return cells.filter(pc.not_equal(pc.utf8_trim_whitespace(cells), ""))


def matching(cells: pa.Array, pattern: str) -> int:
    """Percent of the cells that a pattern matches; 0 of none."""
    if not len(cells):
        return 0
    fits = pc.match_substring_regex(cells, pattern)
    return int(100 * pc.sum(pc.cast(fits, pa.int64())).as_py() // len(cells))


def names_money(text: str) -> bool:
    """Whether the name of a column speaks of money: "Số lao động vay vốn", "Số lao động / Dự toán" count people."""
    parts = [folded(part) for part in text.split(" / ")]
    if _PEOPLE.match(parts[-1]):
        return False
    if any(map(_PEOPLE.match, parts)):
        return _SUM_WORDS.search(parts[-1]) is not None
    return any(map(_MONEY_WORDS.search, parts))


def may_hold_years(text: str, cells: pa.Array) -> bool:
    """Whether filled cells are years under a name that does not say of what else than the scheme."""
    return matching(cells, YEARS) >= LEAST_FIT and _YEAR_OF_ELSE.search(folded(text)) is None


def may_hold_money(text: str, cells: pa.Array) -> bool:
    """Whether filled cells may be money: one number under such a name, else numbers in most that count nothing."""
    if names_money(text):
        return bool(pc.any(pc.match_substring_regex(cells, NUMBERS)).as_py())
    if _COUNT_WORDS.search(folded(text)) is not None or matching(cells, YEARS) >= LEAST_FIT:
        return False
    return matching(cells, NUMBERS) >= LEAST_FIT


def left_out(
    table: Table, texts: list[str], indexes: Iterable[int], unit: int | None, problems: Problems
) -> Table:
    """The table without the columns that the office left out; what is lost of money is told with its sum.

    Args:
        table: the table.
        texts: the text of each of its columns.
        indexes: the columns.
        unit: đồng in one of the unit that the office named for the file, None where it named none.
        problems: receives money-left-out.
    """
    indexes = list(indexes)
    rest = without(table, indexes)
    for index in indexes:
        if may_hold_money(texts[index], filled_cells(table, index)):
            own = unit_over(table, index) or _unit_of_others(rest) or unit
            _tell(
                table,
                index,
                f'cột tiền "{shown(texts[index])}" ghi bỏ ở doc-so.toml',
                own,
                problems,
            )
    return rest


def check_undecided(table: Table, texts: list[str], unit: int | None, problems: Problems) -> None:
    """Refuse money of a fund in a column that nobody decided; tell the sum of other such money.

    While a fund has no column, what is there is asked for with it.

    Args:
        table: the completed table, without the columns that were left out.
        texts: the text of each of its columns.
        unit: đồng in one of the unit that the office named for the file, None where it named none.
        problems: receives header-unknown and money-left-out.
    """
    header = table.header
    if any(fund not in header.columns for fund in FUNDS_SUMMED):
        return
    for index, text in enumerate(texts[: len(header.names)]):
        if header.names[index].code or index in header.aside:
            continue
        if not text or not may_hold_money(text, filled_cells(table, index)):
            continue
        if funds_in(text) and not _OF_ANOTHER_STAGE.search(folded(text)):
            got = f'cột tiền "{shown(text)}" đứng cạnh cột của cùng nguồn, không rõ có phải cộng thêm không'
            problems.fault("header-unknown", table.place_over(index), got, _WANTED, _REMEDY)
            continue
        own = unit_over(table, index) or _unit_of_others(table) or unit
        message = f'cột tiền "{shown(text)}" không là cột của danh mục'
        _tell(table, index, message, own, problems)


def _unit_of_others(table: Table) -> int | None:
    """The one unit of the columns of money that are read; None where they have several or none."""
    (units,) = table_units([table], Problems())
    stated = {unit for unit in units.values() if unit is not None}
    return stated.pop() if len(stated) == 1 else None


def _tell(table: Table, index: int, what: str, unit: int | None, problems: Problems) -> None:
    amounts = read_column(table, index, unit, total=True)
    money = [amount.value for amount in amounts if amount.state == "value"]
    message = f"{what}: để ngoài {format_number(sum(money), 0)} đồng ở {len(money)} đề án"
    unread = sum(1 for amount in amounts if amount.state == "fault")
    if unread:
        message += f", và {unread} ô không đọc được thành tiền"
    problems.tell("money-left-out", table.place_over(index), message)
