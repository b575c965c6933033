"""Notes that leave a scheme done but its money, or who got it, in doubt: "Mới giải ngân 50%", "Giảm 50 triệu".

Nothing is refused for them, since the cells of the row may have followed the note already; somebody has to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.around.texts import footnotes, said_in_cells
from analysis.faults import Problems
from analysis.messages import shown
from analysis.tables.table import Table
from analysis.tables.units import normal, plain

_DOING = "(?:giải ngân|thanh toán|quyết toán|tạm ứng|cấp|chi|thực hiện|triển khai|hoàn thành)"
_MONEY = "(?:kinh phí|kp|mức hỗ trợ|vốn hỗ trợ|vốn khuyến công|dự toán)(?! đối ứng)"
# A thing that is new, not what was only just done.
_NEW_THING = (
    "(?<!công nghệ )(?<!máy )(?<!thiết bị )(?<!dây chuyền )(?<!sản phẩm )(?<!xưởng )(?<!mẫu )"
)
_NOT_ALL = r"(?!.*(?<!\w)(?:đủ|hết|xong|toàn bộ|cuối)(?!\w))"
_AMOUNT = r"[0-9][0-9.,]* ?(?:tỷ|tỉ|triệu|tr|nghìn|ngàn|đồng|đ)(?!\w)"
_OTHERS = "(?:cơ sở|đơn vị|hộ|hkd|công ty|cty|htx|hợp tác xã|doanh nghiệp|dn|dntn|đề án|huyện|xã|địa phương)"
# A whole that is paid or done is none of these; what machines save or a business earns is no money of a scheme.
_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "kinh phí mới chi một phần, hoặc đề án mới làm một phần": (
        rf"{_NEW_THING}(?<!\w)mới (?:được |chỉ )?{_DOING}(?! (?:nhánh|bộ|tiết)(?!\w))(?!\w)",
        rf"(?<!\w){_DOING}(?: được| đạt| trước| kinh phí)* (?!100 ?%)[0-9]{{1,2}}(?:[.,][0-9]+)? ?%",
        rf"(?<!\w){_DOING}(?: được| kinh phí)* (?:một phần|(?:đợt|lần) [0-9i]+)(?!\w){_NOT_ALL}",
    ),
    "kinh phí được thay đổi": (
        rf"^(?:(?:đã|được|điều chỉnh|có|cắt) )*(?:giảm|tăng|bổ sung)(?: thêm| bớt| xuống| còn)? {_AMOUNT}",
        rf"(?<!\w)(?:(?:cắt )?giảm|tăng|điều chỉnh)(?: (?:thêm|bớt|giảm|tăng))*(?: [0-9][0-9.,]* ?%)? {_MONEY}(?!\w)",
    ),
    "đề án hoặc kinh phí được chuyển cho nơi khác": (
        r"(?<!\w)điều chuyển(?!\w)",
        rf"(?<!\w)(?:chuyển|nhường)(?: (?:đề án|kinh phí|vốn|máy|thiết bị))? (?:cho|về) {_OTHERS}(?!\w)",
        rf"(?<!\w)(?:(?<!không )thay đổi|(?<!thay )(?<!chuyển )đổi) (?:tên )?(?:chủ|{_OTHERS})(?!\w)",
    ),
}
DOUBTS = {
    words: (re.compile("|".join(patterns)), re.compile(plain("|".join(patterns))))
    for words, patterns in _PATTERNS.items()
}
# For a quick look at a whole column: every phrase above holds one of these.
MAY_DOUBT = (
    "(?i)%|mới|phần|đợt|lần|giảm|tăng|bổ|điều|chuyển|nhường|đổi"
    "|moi|phan|dot|lan|giam|tang|bo|dieu|chuyen|nhuong|doi"
)


def doubt_in(text: str) -> str:
    """What a note leaves in doubt, in words; '' for nothing."""
    words = normal(text)
    as_typed = 1 if words.isascii() else 0
    return next((doubt for doubt, found in DOUBTS.items() if found[as_typed].search(words)), "")


def tell_doubts(table: Table, problems: Problems) -> None:
    """Warn of each note beside the schemes of a table, or below them, that leaves their money in doubt.

    Args:
        table: the table.
        problems: receives note-doubtful.
    """
    others = table.standing.others if table.standing is not None else frozenset()
    for index in table.unread():
        if index not in others:
            for _, hit in said_in_cells(table, index, MAY_DOUBT, doubt_in):
                message = f'ô ghi "{shown(hit.text)}": {hit.sense}; đề án vẫn được tính theo các ô tiền của dòng'
                problems.warn("note-doubtful", hit.where, message)
    for where, text in footnotes(table) if len(table.schemes) else ():
        if doubt := doubt_in(text):
            message = f'dòng dưới bảng ghi "{shown(text)}": {doubt}; các đề án vẫn được tính theo ô tiền của dòng'
            problems.warn("note-doubtful", where, message)
