"""What a register's own words say of schemes: their status where they have none, and support that is to be paid back.

A plan or a stopped scheme is not done; support "có thu hồi" is no grant.

Words are looked for where the status is assumed: in the cells of and beside a scheme, the row of its group, the names
of unread columns, the texts over the columns of money, the names of sheet and file, the title, the notes below. Words
of two senses are asked, however near they stand; where a title names several years, each word belongs to the year it
stands with.
No word makes a scheme a result; a title or a text over the money may make it a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.around.named_years import year_phrases
from analysis.faults import Place, Problems, shown
from analysis.language.numbering import label_sort
from analysis.sheets.sheet import Sheet, part, positions
from analysis.tables.amount_columns import AmountColumn
from analysis.tables.columns import MONEY, TEMPLATE_NAME
from analysis.tables.row_words import is_signature
from analysis.tables.table import Standing, Table, titles, total_text
from analysis.tables.text_columns import Column, coded_column
from analysis.tables.units import folded, normal, plain
from analysis.vocabulary import GRANT, RECOVERABLE, REGISTER_STATUSES

ACTUAL, PLANNED, PROPOSED, UNCLEAR = "actual", "planned", "proposed", "unclear"
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
(?:đúng|đạt|vượt|vượt mức|bằng|hoàn thành|trước|sớm hơn|so với)(?: [0-9.,]+ ?%)?(?: so với)? (?:kế hoạch|dự toán)
theo dự toán
phê duyệt chương trình
(?<!chưa )(?<!chưa được )(?:(?:đã )?được )?phê duyệt quyết toán
(?:đã|biên bản|bb|ngày|nghiệm thu|nghiệm thu và|quyết toán) thanh l[ýí](?: (?:và )?(?:hợp đồng|hđ|nghiệm thu))*
(?:nghiệm thu|quyết toán), thanh l[ýí]|thanh l[ýí](?: (?:hợp đồng|hđ))? (?:số|ngày)
(?:(?:không )?có |không )?thu hồi (?:{_MATTER})
(?:không(?: thuộc diện| phải)? )?có (?:thu hồi|hoàn (?:lại|trả|vốn))|không (?:phải )?(?:thu hồi|hoàn (?:lại|trả))
thu hồi (?:vốn )?tạm ứng
(?:thiết bị|máy|hệ thống|bộ|tháp|buồng|lò|bể) thu hồi
dừng (?:tự động|khẩn cấp|đèn|đỗ)
(?:hàng|chân) không|không (?:nung|gỉ|dệt|khí|gian|dây|khói|tải|người lái|đồng bộ|chổi than|vay|ô nhiễm|độc hại)
không (?:có )?(?:ý kiến|vướng mắc|khó khăn|phát sinh|thay đổi|ghi chú|kiến nghị|sai sót|vấn đề|gì)
 (?: (?:gì|khác|thêm))*
(?:không|chưa) (?:bao gồm|kể|tính|gồm)(?: cả)? (?:thuế|vat)|không có
không (?:quá|vượt(?: quá)?|dưới|ít hơn|thấp hơn) [0-9]+
giấy (?:chứng nhận )?đăng ký|số đăng ký|đăng ký (?:nhãn hiệu|bảo hộ|kinh doanh|sở hữu|chất lượng|thương hiệu|mã số)
""")
# Over the money these tell that it is another sum than what was paid in the year.
_OTHER_MONEY = _any(
    "còn (?:dư|lại|thiếu)|chưa (?:sử dụng|dùng|chi)|xin bổ sung|chênh lệch|l[uũ]y kế|luỹ kế"
)
# Beside a scheme "theo kế hoạch" tells how it was done; over a table, what the table is.
_CUT_BESIDE = _any(rf"""
{_DONE}(?: [^\s,;.()]+){{0,4}} theo (?:đúng )?kế hoạch
(?:theo|thuộc|trong) kế hoạch(?: [^\s,;.()]+){{0,6}} (?:giai đoạn|thời kỳ) 20[0-9]{{2}} ?[-–—] ?20[0-9]{{2}}
""")
_CUT_OVER = _any(
    r"(?:không|khong) (?:dấu|dau)"
    r"|(?:không|chưa|khong) (?:bao gồm|kể|tính|gồm|bao gom|ke|tinh|gom)(?: cả| ca)?(?: [^\s,;.():]+){0,6}"
)
# What is said of a year beside others.
_OF_A_YEAR = {ACTUAL, PLANNED, PROPOSED, "estimated", "approved"}
# What was found for one sense is cut out before the next: "dừng thực hiện" holds no "thực hiện".
_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any(rf"""
không(?: (?:được|còn|tiếp tục|thể|có khả năng|đủ điều kiện))* {_DONE}
(?:tạm )?(?:dừng|ngừng|ngưng|hoãn|đình chỉ|chấm dứt)(?: (?:thực hiện|triển khai|hoạt động|đề án|hợp đồng))*
(?:hủy|huỷ)(?: bỏ)?
(?:xin|đã) rút|rút (?:khỏi|đề án|vốn|hồ sơ)|bị loại|loại (?:khỏi|bỏ)|trả lại (?:kinh phí|vốn)
giải tán|đóng cửa|(?:điều chỉnh|cắt) giảm toàn bộ
(?:bãi|đã) bỏ|(?:từ chối|thôi)(?: {_DONE})?|thôi không|thanh l[ýí]
không (?:đạt|tham gia|đủ điều kiện)
(?:đề nghị|tự) rút|^(?:đã )?(?:bỏ|cắt|rút|loại)$|không th$|bị cắt|(?:cắt|bỏ) (?:khỏi|đề án|vốn|kinh phí|hỗ trợ)
(?:xóa|xoá)(?: tên)? khỏi|(?:xóa|xoá) tên|đưa(?: ra)? khỏi|phá sản|giải thể
"""),
    "recalled": _any(
        "thu hồi|hoàn trả|nộp trả|chuyển trả (?:ngân sách|nsnn|kinh phí|vốn)|(?:trả|nộp) lại (?:ngân sách|nsnn|tiền)"
    ),
    "waiting": _any(rf"""
chưa(?: (?:được|có))* (?:{_DONE}|phê duyệt|duyệt|quyết toán)
chuyển (?:nguồn|vốn|tiếp|sang|năm)|giãn tiến độ
chờ (?:vốn|kinh phí|nguồn|bố trí|cấp|giao|phân bổ|giải ngân|thanh toán|quyết định|ý kiến|xem xét|xét)
(?:đề án|danh mục|danh sách|phương án|vốn|kinh phí|nguồn) dự (?:phòng|bị)|^dự (?:phòng|bị)|dự (?:phòng|bị) năm
thay (?:thế )?(?:(?:bằng|bởi|cho) )?(?:đề án|dự án|nhiệm vụ|cơ sở|đơn vị)
đang (?:(?:thực hiện|triển khai) )?dở|chưa th$|(?:bố trí|cấp|để|dời) sang năm
đang (?:lập|làm|hoàn thiện|mời|xin|chờ) (?:hồ sơ|thủ tục|thầu|chủ trương|cấp phép|giấy phép)
lùi (?:sang|đến|lại|thời|tiến)|gia hạn|kéo dài|chưa có kinh phí|dở dang|dự toán|dự thảo
"""),
    "estimated": _any("ước(?: (?:tính|thực hiện|cả năm|giải ngân|đạt))?"),
    PROPOSED: _any("""
(?:đề xuất|dự kiến|nhu cầu)(?: (?:thực hiện|triển khai))?
(?:danh mục|đề án|hồ sơ|chờ|đang|trình|đề nghị) thẩm định
đề nghị (?:hỗ trợ|xét|phê duyệt|bổ sung|đưa vào|cấp|thẩm định|giao|bố trí)|(?:đề án|danh mục|hồ sơ) đề nghị
giao (?:chỉ tiêu|vốn|kinh phí|dự toán)|chỉ tiêu(?: được)? giao|phân bổ (?:kinh phí|vốn|dự toán|nguồn)
^tờ trình(?! số)|^(?:danh mục |dm )?đề nghị(?: năm)?(?: 20[0-9]{2})?$|kết quả thẩm định|(?:kêu )?gọi vốn
sẽ (?:được )?(?:thực hiện|triển khai)|đknc
đăng ký(?: (?:năm|kế hoạch|nhu cầu|đề án|thực hiện|hỗ trợ|mới))*
đang trình
"""),
    PLANNED: _any(r"""
(?:(?:giao )?kế ?hoạch|k\. ?hoạch)(?: (?:thực hiện|triển khai))?
(?:trình|chờ|xin) (?:phê )?duyệt
kh ?[-–]? ?(?:năm ?)?20[0-9]{2}|kh (?:năm|đợt|bổ sung|điều chỉnh)|trong kh
"""),
    "approved": _any("phê duyệt|(?:được|đã) duyệt"),
    ACTUAL: _any(f"{_DONE}|quyết toán|kết quả|thực chi|bàn giao"),
}
# Without its marks a syllable may be another word ("dung": dừng, dùng): there only these count.
_PLAIN_CUT = _any(rf"""
(?:(?:kh|qd|so) ?:? ?)*[0-9]+[\w.]*/[\w./-]*(?:kh|qd|bc|tb|nq|cv|ttr|hd|ubnd|sct|bct)[\w-]*
(?:so|bo|phong|ban|vu) (?:tai chinh )?ke hoach(?: (?:va|dau tu|tai chinh))*
(?:p\.|phong) ?kh(?: ?[-&] ?(?:tc|dt|th|nv|kt))?|kh ?[-&] ?(?:tc|dt|th|nv|kt)|tc ?[-&] ?kh
(?:(?:khong )?co |khong )?thu hoi (?:{plain(_MATTER)})
(?:khong )?co (?:thu hoi|hoan (?:lai|tra))|khong (?:thu hoi|hoan lai)
(?:thiet bi|may|he thong) thu hoi
(?:dung|dat|vuot|bang|hoan thanh|truoc|so voi) ke hoach
(?:hang|chan) khong|khong (?:nung|gi|det|khi|gian|day|khoi|co|y kien)
dang ky (?:nhan hieu|bao ho|kinh doanh|so huu|chat luong)
""")
_PLAIN_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any("""
(?:khong|dung|ngung|tam dung|cham dut) (?:thuc hien|trien khai)
(?:da|bi|de an|danh muc|danh sach|dm|ds) huy|huy bo|tam hoan
hoan (?:thuc hien|trien khai)|(?:tu choi|thoi) (?:thuc hien|trien khai)
(?:xin|da) rut|rut (?:khoi|ho so)|bai bo|da bo|loai bo|thanh ly hop dong
khong (?:dat|tham gia|du dieu kien)
"""),
    "recalled": _any("thu ?hoi"),
    "waiting": _any("""
chua (?:th$|thuc hien|trien khai|hoan thanh|phe duyet|co kinh phi|bo tri|duoc|cap|giai ngan|quyet toan)
cho (?:von|kinh phi|bo tri|phan bo)|du (?:phong|bi)
chuyen (?:nguon|nam)|gian tien do|du toan
"""),
    "estimated": _any("uoc (?:thuc hien|tinh|ca nam)"),
    PROPOSED: _any("""
(?:de xuat|du kien)(?: thuc hien)?|de nghi ho tro|^(?:danh muc |dm )?de nghi(?: nam)?(?: 20[0-9]{2})?$|dknc
dang ky(?: (?:nam|de an|nhu cau))?|nhu cau
giao chi tieu|phan bo (?:kinh phi|von)
"""),
    PLANNED: _any("""
ke hoach(?: thuc hien)?|kehoach[0-9]*
trinh (?:phe )?duyet
kh ?(?:nam ?)?(?:20[0-9]{2})?
"""),
    "approved": _any("phe duyet"),
    ACTUAL: _any("thuc hien|hoan thanh|nghiem thu|quyet toan|giai ngan|ket qua"),
}
_SHORT_DENIAL = re.compile(
    rf"(?<!\w)(?:ko|k|hok)(?= (?:(?:được|còn|tiếp tục|duoc|con|tiep tuc) )*(?:{_DONE}|{plain(_DONE)}|th)(?!\w))"
)
# Beside a scheme any denial may be one of its doing, in words that nobody foresaw.
_DENIED = _any("không|chưa|khong")
# For a quick look at a whole column: every phrase above holds one of these.
_MAY_SAY = "(?i)" + "|".join(
    """
    kế dự xuất cầu duyệt ký kh không chưa dừng ngừng ngưng đình dứt hủy huỷ rút loại trả thôi hồi chuyển dở ước thực
    hoàn triển nghiệm quyết giải quả bàn hoãn chối bỏ lý lí giãn lùi hạn kéo nghị hoạch định trình chỉ vốn cắt xóa xoá
    khỏi phá chờ thay đóng đang sẽ dở giảm sang ko
    ke du xuat ky thuc trien hoi huy uoc duyet hoan nghiem
    quyet giai qua khong chua chuyen gian rut bo ly choi thoi
    """.split()
)
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
)
# The whole of a cell under "Hình thức hỗ trợ".
_FORM_RETURN = re.compile(
    rf"(?:(?:ho tro|von|kinh phi|hinh thuc) )*(?:(?:co|phai|duoc) )?{_BACK}(?: (?:von|kinh phi|toan bo|100 ?%))*"
)
_FORM_OF_GRANT = re.compile(
    r"(?:(?:ho tro|tai tro|cap phat|cap|chi|nha nuoc|ngan sach|nsnn|khuyen cong|kinh phi|von|chi phi|tien mat|tien"
    r"|hien vat|truc tiep|gian tiep|mot lan|mot phan|toan bo|sau dau tu|bang|theo|cho|cua|tu|co so|doanh nghiep"
    r"|de an|quy dinh|muc|toi da|khong qua|[0-9]+(?: ?%)?)(?:[\s,;.()/+-]+|$))+"
)
# What is supported, typed where its form should stand, says nothing of the form.
_SUPPORTED = re.compile(
    r"\b(?:may|thiet bi|day chuyen|cong nghe|dao tao|nghe|mo hinh|hoi cho|trien lam|tu van|thong tin|tuyen truyen"
    r"|binh chon|nhan hieu|thuong hieu|bao bi|mau ma|san xuat|san pham|cum cong nghiep)\b"
)
_MAY_BE_LENT = re.compile(r"\b(?:thu hoi|hoan|vay|tra|ung|muon|tin dung|lai suat|no)\b")
# A column of money beside the support that is to come back; advances that are settled are none.
_COLUMN_OF_RETURN = re.compile(rf"\b{_BACK}\b(?! (?:von )?tam ung)")
_OF_MATTER = re.compile(rf"\bthu hoi (?:{plain(_MATTER)})\b")
_OF_A_PART = re.compile(
    r"\bmot phan\b|(?<![0-9])(?!100 ?%)[0-9]+(?:[.,][0-9]+)? ?%|[0-9] ?(?:trieu|ty|dong)\b"
)
PARTLY, LENT = "partly", "lent"
_MAY_RETURN = r"(?i)thu\s+hồi|thu\s+hoi|hoàn\s+(?:lại|trả|vốn)|hoan\s+(?:lai|tra|von)|vay"
_MONEY_RETURNS = (
    r"(?i)(?:vốn|kinh phí|hỗ trợ|tiền|ngân sách)(?: [^,;()]{1,20})? có (?:thu hồi|hoàn lại|hoàn trả)"
    r"|có hoàn (?:lại|trả)"
)
_LETTER = re.compile(r"[^\W\d_]")
# Letters of a title that are set apart.
_SPACED = re.compile(r"(?<!\w)\w(?:\s+\w){3,}(?!\w)")
_BULLET = re.compile(r"^\s*[-–—+•*▪]+\s*")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BEHIND = re.compile(
    r"\s[-–—]\s|\s[*/]\s?|[;\n]|\.\s|,?\s(?=(?:đã|bị|xin) (?:hủy|huỷ|dừng|ngừng|hoãn|rút|thu hồi))"
    r"|,\s(?=(?:tạm|không|chưa) )"
)
_ENDED = r"(?:$|[ ,:(]+(?:theo|do|từ|vì|năm|sang|ngày|tại|để|qđ|quyết định|20[0-9]{2}|[0-9]).*)"
_WHO = (
    r"(?:(?:ghi chú|các|những|danh mục|đề án|cơ sở|đơn vị|công ty|doanh nghiệp|này|đã|bị|xin|tạm|đang|đề nghị|được|phải"
    r"|thông báo|tự)[ :]+)*"
)
_WHAT = (
    r"(?: (?:bỏ|thực hiện|triển khai|đề án|hợp đồng|kinh phí|vốn|hỗ trợ|ngân sách|toàn bộ|một phần"
    r"|lại|nữa|được|bổ sung))*"
)


def _remarks(
    stems: Mapping[str, str], who: str, what: str, ended: str
) -> Mapping[str, re.Pattern[str]]:
    return {sense: re.compile(rf"{who}(?:{stem}){what}{ended}") for sense, stem in stems.items()}


_REMARKS = _remarks(
    {
        "stopped": rf"hủy|huỷ|dừng|ngừng|ngưng|hoãn|đình chỉ|chấm dứt|rút|bãi bỏ|loại(?! ?[0-9])|bỏ|thôi|từ chối"
        rf"|không(?: (?:được|còn|tiếp tục|thể))* {_DONE}|giải thể|phá sản|giải tán|đóng cửa",
        "recalled": "thu hồi|hoàn trả|nộp trả|trả lại",
        "waiting": rf"chưa(?: được)? (?:{_DONE}|phê duyệt|duyệt|quyết toán)|chuyển (?:nguồn|vốn|tiếp|sang|năm)"
        "|lùi|giãn(?: tiến độ)?|gia hạn|kéo dài|chưa có kinh phí",
        PLANNED: "(?:theo )?kế hoạch|dự kiến|đề xuất|đăng ký|trình|(?:trình|chờ) (?:phê )?duyệt",
    },
    _WHO,
    _WHAT,
    _ENDED,
)
# Without marks: "dung" may be dừng or dùng, "bo" a set.
_PLAIN_REMARKS = _remarks(
    {
        "stopped": "(?:da|bi|xin) (?:huy|dung|hoan|rut)|huy bo|(?:dung|ngung|tam dung|khong) (?:thuc hien|trien khai)",
        "recalled": "(?:da |bi )?thu hoi",
        "waiting": "chua (?:thuc hien|trien khai|phe duyet)|chuyen (?:nguon|sang)",
        PLANNED: "ke hoach|du kien|de xuat|kh",
    },
    "",
    "(?: (?:thuc hien|trien khai|de an|kinh phi|von|ho tro))*",
    "(?:$|[ ,:(]+(?:theo|do|tu|vi|nam|qd|20[0-9]{2}|[0-9]).*)",
)
# The columns of a scheme's own texts that are searched for remarks; a closed list is read by its words.
_OWN_TEXTS = tuple("name activity_text place beneficiary implementer stt code approved_on".split())
# Columns beside that tell by a mark or an amount whether a scheme was done, and the time in which it was.
_COLUMN_OF_DOING = re.compile(
    rf"(?:đã )?{_DONE}|đã (?:quyết toán|bàn giao|thanh toán)|(?:tỷ lệ|tỉ lệ|%|kinh phí) (?:đã )?{_DONE}"
)
_MARKED = re.compile(r"x|v|✓|✔|có|rồi|đạt|xong|đã (?:xong|có)|\(?[0-9][0-9.,]* ?%?\)?")
_UNMARKED = re.compile(r"không|khong|chưa|chua|ko|k|không đạt|0(?:[.,]0+)? ?%?")
_COLUMN_OF_TIME = re.compile(rf"(?:thời gian|thời điểm|tiến độ|năm) {_DONE}(?: .*)?")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_SAYS_OF_SCHEMES = re.compile(r"^\W*(?:ghi chú|lưu ý)\W|(?<!\w)đề án(?!\w)")
_WORDS_OF_A_FILE = re.compile(r"[\W_]+")
_NO = ("", "0", "-", "–", "—", "không", "khong")


@lru_cache(maxsize=4096)
def sense_of(text: str, *, beside: bool = False, over: bool = False) -> str:
    """What a text says: a code of `REGISTER_STATUSES`, "waiting", "proposed", "unclear" for two, '' for nothing.

    `beside`: the text stands in the row of a scheme, where a denial of anything else is unclear too; `over`: it names
    a table or a group of schemes, where it is but for what the money includes.
    """
    return together(_senses_in(text, beside=beside, over=over))


def _senses_in(text: str, *, beside: bool, over: bool) -> list[str]:
    """Each thing that a text says."""
    words = _denied_in_full(normal(_SPACED.sub(_closed_up, text)))
    cut, senses = _CUT, _SENSES
    if words.isascii():
        cut, senses = _PLAIN_CUT, _PLAIN_SENSES
    elif beside:
        words = _CUT_BESIDE.sub(" hoàn thành ", words)
    if over:
        words = _CUT_OVER.sub(" | ", words)
    words = cut.sub(" | ", words)
    found: list[str] = []
    for sense, pattern in senses.items():
        rest = pattern.sub(" | ", words)
        if rest != words:
            found.append(sense)
        words = rest
    if (beside or over) and _DENIED.search(words) and words not in _NO:
        found.append(UNCLEAR)
    return found


def sense_of_many(text: str) -> str:
    """What a text over several schemes says: the name of a group or of a table."""
    return sense_of(text, over=True)


def _denied_in_full(words: str) -> str:
    """Words with "không" for "ko", "k" before something that is done: "k thực hiện", "ko thuc hien"."""
    return _SHORT_DENIAL.sub("khong" if words.isascii() else "không", words)


def _closed_up(spaced: re.Match[str]) -> str:
    """The words of letters that stand apart: "K Ế   H O Ạ C H"."""
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", spaced[0]))


def remark_in(text: str) -> str:
    """What the cell of a scheme's own name, content or place says of its status: '' for nothing.

    Words in such a cell are mostly of what is done ("Xây dựng kế hoạch", "thu hồi nhiệt"). Only a remark counts: in
    brackets, behind a dash, stroke, star, semicolon or stop, beside a colon, or the whole cell; and only one that
    begins with the word.
    """
    words = _denied_in_full(normal(text))
    first, *behind = _BEHIND.split(words)
    parts = [words, *_BRACKETED.findall(words), *behind]
    found = [_remark(part, _REMARKS) for part in parts]
    # "Kế hoạch: …" is a name, "Thu hồi - tái chế" too.
    found += [_remark(part, ("stopped", "recalled")) for part in words.split(":")]
    if behind:
        found.append(_remark(first, ("stopped",)))
    return together(found)


def _remark(text: str, senses: Iterable[str]) -> str:
    words = text.strip(" .,;:*")
    remarks = _PLAIN_REMARKS if words.isascii() else _REMARKS
    return together(sense for sense in senses if remarks[sense].fullmatch(words))


def together(senses: Iterable[str]) -> str:
    """One sense for several: that of all, or "unclear"; a plan that is proposed is a plan."""
    different = set(senses) - {""}
    if different == {PLANNED, PROPOSED}:
        return PLANNED
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
    years: frozenset[int] = frozenset()  # with which the words stand; none: any


# From near to far.
CELL, GROUP, COLUMN, PARENT, SHEET, TITLE, FOOT, FILE = LEVELS = (
    "ô",
    "dòng nhóm",
    "tên cột",
    "tên cột phía trên",
    "tên trang tính",
    "tiêu đề",
    "chú thích dưới bảng",
    "tên tệp",
)


def assumed_statuses(
    table: Table, columns: Mapping[str, Column], years: np.ndarray, problems: Problems
) -> pa.Array:
    """The codes of the statuses of the schemes; what is assumed is told, what must be asked is refused.

    Args:
        table: the table.
        columns: the columns of its texts by their codes; it may have none of statuses.
        years: the years of its schemes.
        problems: receives status-assumed, status-unclear, status-contradicted, and what `coded_column` tells of the
            words that are there.
    """
    count = len(table.schemes)
    standing = table.standing
    codes = np.full(count, "", dtype=object)
    is_open = np.ones(count, dtype=bool)
    near = _of_rows(table, columns, years)
    column = columns.get("status")
    if column is not None:
        stated = coded_column(column, REGISTER_STATUSES)
        # A word that is refused is no blank.
        is_open = np.asarray(pc.equal(column.texts, ""))
        if standing is not None and standing.is_earlier:
            codes[~is_open] = standing.code
        else:
            _warn_of_contradictions(column, stated, near, problems)
            if not is_open.any():
                return stated
            if standing is None:
                _ask_for_the_unfinished(column, stated, is_open)
            codes[~is_open] = stated.filter(pa.array(~is_open)).to_pylist()
    near = {at: list(_against(standing, hits)) for at, hits in near.items() if is_open[at]}
    far = list(_against(standing, _of_table(table)))
    of_year = {year: _of_year(far, year) for year in np.unique(years[is_open]).tolist()}
    # Of a million schemes, nearly all have no word of their own.
    others = is_open.copy()
    others[list(near)] = False
    by_years: dict[Decided, list[int]] = {}
    for year, hits in of_year.items():
        by_years.setdefault(_decided(hits, standing), []).append(year)
    for decided, own in by_years.items():
        rows = others & np.isin(years, own)
        codes[rows] = _code(decided)
        if column is not None:
            for position in positions(rows):
                _settle(decided, table, position, problems)
        elif rows.any():
            only = own if len(by_years) > 1 else []
            _settle(decided, table, None, problems, only)
    for position, hits in near.items():
        decided = _decided([*hits, *of_year[int(years[position])]], standing)
        codes[position] = _code(decided)
        _settle(decided, table, None if column is None else position, problems)
    return pa.array(codes, type=pa.large_string())


def _ask_for_the_unfinished(column: Column, stated: pa.Array, is_open: np.ndarray) -> None:
    """Refuse blanks beside "Đã nghiệm thu", "Hoàn thành": who ticks off what is finished leaves the rest blank."""
    done = pc.unique(column.texts.filter(pc.equal(stated, ACTUAL))).to_pylist()
    finished = [text for text in done if normal(text) != REGISTER_STATUSES[ACTUAL].label]
    if finished:
        got = f'ô trống mà ô khác của cột ghi "{finished[0]}": không rõ đề án đã xong chưa'
        column.fault("status-unclear", positions(is_open), got)


def _warn_of_contradictions(
    column: Column, stated: pa.Array, near: Mapping[int, Sequence[Hit]], problems: Problems
) -> None:
    """Warn of schemes that are stated as done while their cells or group say that they were stopped or recalled."""
    for position, hits in near.items():
        against = [hit for hit in hits if hit.sense in ("stopped", "recalled")]
        if stated[position].as_py() != ACTUAL or not against:
            continue
        where = column.table.place_at("status", position)
        message = (
            f'ô ghi "{shown(column.texts[position].as_py())}" mà {against[0].level} ({against[0].where})'
            f' ghi "{shown(against[0].text)}"; được tính theo ô Tình trạng'
        )
        problems.warn("status-contradicted", where, message)


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
    return "" if words in _NO or (is_known and not _MAY_BE_LENT.search(words)) else LENT


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
    near |= dict(said_in_groups(table, support_in))
    near |= dict(_support_in_own_texts(table))
    near |= dict(_support_in_cells(table))
    near |= dict(_support_in_components(table))
    if column is not None:
        near |= dict(_support_in_column(column))
    for position, hit in near.items():
        if hit.sense in _ASKED:
            _ask_support(hit, problems)
        elif hit.sense == RECOVERABLE:
            scheme = table.place_at("name", position)
            is_beside = hit.where.row == scheme.row
            _tell_support(hit, hit.where if is_beside else scheme, problems)
    if column is None:
        for where, text in _footnotes(table):
            # Which schemes a note below them means is not said.
            if support_in(text) not in ("", GRANT):
                _ask_support(Hit(FOOT, PARTLY, where, text), problems)
    if far is not None and len(near) < count:
        if far.sense in _ASKED:
            _ask_support(far, problems)
        elif far.sense == RECOVERABLE:
            _tell_support(far, far.where, problems)
    if {hit.sense for hit in near.values()} <= {GRANT} and (far is None or far.sense == GRANT):
        return None
    codes = np.full(count, GRANT if far is None else far.sense, dtype=object)
    for position, hit in near.items():
        codes[position] = hit.sense
    return pa.array(codes, type=pa.large_string())


_ASKED = {
    PARTLY: "không rõ phần nào của kinh phí là có thu hồi",
    LENT: "không rõ kinh phí là không hoàn lại hay có thu hồi",
}


def _ask_support(hit: Hit, problems: Problems) -> None:
    got = f'{hit.level} ghi "{shown(hit.text)}": {_ASKED[hit.sense]}'
    if not any(known.where == hit.where and known.got == got for known in problems.faults):
        problems.fault("support-unclear", hit.where, got)


def _tell_support(hit: Hit, where: Place, problems: Problems) -> None:
    """Tell it at a place, and where the words stand if that is elsewhere."""
    origin = hit.level if hit.where == where else f"{hit.level} ({hit.where})"
    message = f'được hiểu là hỗ trợ có thu hồi vì {origin} ghi "{shown(hit.text)}"; được cộng riêng'
    problems.tell("support-recoverable", where, message)


def _support_of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, the nearest first: by the sheet, its title, its file."""
    sheet = table.sheet
    levels = [
        (SHEET, [(sheet.place(), sheet.name or "")]),
        (TITLE, titles(table)),
        (FILE, [_of_file(sheet)]),
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
    """What the column of forms of support says."""
    table = column.table
    for position in column.where(lambda texts: pc.not_equal(texts, "")):
        text = column.texts[position].as_py()
        if sense := form_of(text):
            yield position, Hit(CELL, sense, table.place_at(column.code, position), text)


def _support_in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    """What unread cells beside a scheme say, and what stands in a column named for what is to be paid back."""
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
        if not _is_of_return(name):
            continue
        for position in positions(pc.match_substring_regex(cells, r"\S")):
            text = cells[position].as_py()
            if normal(text) in _NO:
                continue
            is_said = support_in(name) == RECOVERABLE and _is_all(table, position, text)
            sense = RECOVERABLE if is_said else PARTLY
            where = sheet.place(int(table.schemes[position]), index, name)
            yield position, Hit(COLUMN, sense, where, name)


def _is_of_return(name: str) -> bool:
    """Whether a column is named for money that is to be paid back: "có thu hồi", "Số phải hoàn trả"."""
    words = _NO_RETURN.sub(" | ", _OF_MATTER.sub(" | ", folded(name)))
    return _COLUMN_OF_RETURN.search(words) is not None


def _support_in_own_texts(table: Table) -> Iterator[tuple[int, Hit]]:
    """What the names and contents of schemes say of the form of their money; a machine recovers other things."""
    for code in ("name", "activity_text"):
        if code not in table.header.columns:
            continue
        cells = table.texts(code)
        for position in positions(pc.match_substring_regex(cells, _MONEY_RETURNS)):
            text = cells[position].as_py()
            if sense := support_in(text):
                yield position, Hit(CELL, sense, table.place_at(code, position), text)


def _support_in_components(table: Table) -> Iterator[tuple[int, Hit]]:
    """Schemes of which a part is to be paid back, by the row of that part."""
    sheet = table.sheet
    for position, row in _component_rows(table):
        words = _words_of(sheet.row(row))
        if support_in(words) not in ("", GRANT):
            yield position, Hit(CELL, PARTLY, sheet.place(row), words)


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
    return ACTUAL if decided[0] == UNCLEAR else decided[0]


def _settle(
    decided: Decided,
    table: Table,
    position: int | None,
    problems: Problems,
    years: Sequence[int] = (),
) -> None:
    """Ask for a status that the words leave open, or tell the one that is assumed; `position` None: no column.

    `years`: those of the schemes, where it is not that of all.
    """
    sense, hit = decided
    if sense == UNCLEAR and hit is not None:
        _ask(hit, table.standing, problems)
        return
    label = REGISTER_STATUSES[sense].label
    why = ""
    if table.standing is not None:
        # What stands for the whole table was told as the answer or as the columns that it is.
        if position is None or not table.standing.by_office:
            return
        why = ", theo doc-so.toml"
    if hit is not None:
        why = f' vì {hit.level} ghi "{shown(hit.text)}"'
    if position is not None:
        message = f"ô Tình trạng trống được hiểu là {label}{why}"
        problems.tell("status-assumed", table.place_at("status", position), message)
        return
    which = "mọi đề án"
    if years:
        which = f"đề án năm {', '.join(map(str, years))}"
    message = f"không có cột Tình trạng; {which} được hiểu là {label}{why}"
    problems.tell("status-assumed", table.sheet.place(table.header.bottom), message)


def _against(standing: Standing | None, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The words that say another status than the one that stands; all words where none stands.

    What the office said settles all words but those in the row and the group of a scheme. Over sets of columns for
    several statuses, the names of these statuses mean the columns; other words are of the schemes.
    """
    for hit in hits:
        agrees = _agreeing(standing, hit.level)
        said = {hit.sense}
        if hit.sense == UNCLEAR and agrees:
            is_over = hit.level in (GROUP, SHEET, TITLE, FILE)
            said = set(_senses_in(hit.text, beside=hit.level == CELL, over=is_over))
        sense = together(said - agrees)
        settled = standing is not None and (
            hit.level == PARENT or (standing.by_office and hit.level not in (CELL, GROUP, COLUMN))
        )
        if settled or (hit.sense and not sense):
            continue
        yield replace(hit, sense=sense)


def _agreeing(standing: Standing | None, level: str) -> set[str]:
    """What words at a level may say beside a status that stands."""
    if standing is None:
        return set()
    if standing.by_office:
        return {standing.code, PROPOSED} if standing.code == PLANNED else {standing.code}
    if level in (CELL, COLUMN) and standing.code == ACTUAL:
        return {ACTUAL, "approved"}
    return {ACTUAL, PLANNED, PROPOSED, "approved", *standing.beside}


def _decided(hits: Sequence[Hit], standing: Standing | None) -> Decided:
    """The status that the words allow, or "unclear"; and the words that decide it, the nearest first.

    Beside a status that stands, only words against it are given.
    """
    if standing is not None:
        nearest = min(hits, key=lambda hit: LEVELS.index(hit.level), default=None)
        return standing.code if nearest is None else UNCLEAR, nearest
    others = [hit for hit in hits if hit.sense != ACTUAL]
    # "Thực hiện" beside or over the schemes does not turn the money of a plan into a result.
    if not others:
        return ACTUAL, None
    if together(hit.sense for hit in hits) == PLANNED:
        for hit in hits:
            if hit.level in (PARENT, TITLE) and hit.sense == PLANNED:
                return PLANNED, hit
    return UNCLEAR, min(others, key=lambda hit: LEVELS.index(hit.level))


def _ask(hit: Hit, standing: Standing | None, problems: Problems) -> None:
    doubted = f"không thể coi là {REGISTER_STATUSES[ACTUAL].label}"
    if standing is not None and standing.by_office:
        doubted = f"không thể coi là {REGISTER_STATUSES[standing.code].label} chỉ theo doc-so.toml"
    elif standing is not None:
        doubted = "không thể chỉ theo tên nhóm cột tiền"
    fault = f'{hit.level} ghi "{shown(hit.text)}" mà đề án không ghi tình trạng: {doubted}'
    if any(known.where == hit.where and known.got == fault for known in problems.faults):
        return
    problems.fault("status-unclear", hit.where, fault)


def _of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, or of those of a year: over the money, by sheet, title and file, and below."""
    sheet = table.sheet
    over_money = list(_parents(table))
    yield from _hits(PARENT, over_money)
    for where, text in over_money:
        if _OTHER_MONEY.search(normal(text)):
            yield Hit(PARENT, UNCLEAR, where, text)
    if sheet.name is not None:
        yield from _hits(SHEET, [(sheet.place(), sheet.name)])
    yield from _hits(TITLE, titles(table))
    yield from _hits(FOOT, _footnotes(table))
    yield from _hits(FILE, [_of_file(sheet)])


def _of_file(sheet: Sheet) -> tuple[Place, str]:
    """The words of a file's name; those by which the program itself names a template are no word of its schemes."""
    name = sheet.file.rpartition("/")[2].rpartition(".")[0].removeprefix(TEMPLATE_NAME)
    return Place(sheet.file), _WORDS_OF_A_FILE.sub(" ", name)


def _hits(level: str, texts: Iterable[tuple[Place, str]]) -> Iterator[Hit]:
    """The words of one level, each with the years that it stands with; years without words too."""
    for where, text in texts:
        is_over = level in (SHEET, TITLE, FILE)
        phrases = [(sense_of(words, over=is_over), years) for words, years in year_phrases(text)]
        senses = {sense for sense, _ in phrases if sense}
        is_parted = all(years for sense, years in phrases if sense)
        # What was stopped or put off in a year is told of schemes of another one.
        if not is_parted or not senses <= _OF_A_YEAR:
            yield Hit(level, sense_of(text, over=is_over), where, text)
            continue
        said = ""
        for sense, years in phrases:
            # "kế hoạch khuyến công quốc gia năm 2023 và địa phương năm 2024": the word goes on.
            said = sense or said
            yield Hit(level, said, where, text, years)


def _of_year(hits: Sequence[Hit], year: int) -> list[Hit]:
    """What words further away say of the schemes of a year: one hit a level, where their senses differ an unclear one.

    Words that stand with another year count only where their level does not name this one.
    """
    found = []
    for level in LEVELS:
        here = [hit for hit in hits if hit.level == level]
        is_named = any(year in hit.years for hit in here)
        said = [
            hit
            for hit in here
            if hit.sense and (not is_named or not hit.years or year in hit.years)
        ]
        if said:
            first = next((hit for hit in said if hit.sense != ACTUAL), said[0])
            found.append(replace(first, sense=together(hit.sense for hit in said)))
    return found


def _footnotes(table: Table) -> Iterator[tuple[Place, str]]:
    """The rows below the schemes, but for totals and signatures; also those that a bullet makes parts of the last."""
    sheet = table.sheet
    last = int(table.schemes[-1])
    signed = False
    below = {*table.breaks, *table.notes, *table.components} - {*table.totals}
    for row in sorted(row for row in below if row > last):
        texts = [cell.strip() for cell in sheet.row(row) if cell.strip()]
        signed = signed or any(map(is_signature, texts))
        # Below the signatures stand names and posts.
        if not signed or _SAYS_OF_SCHEMES.search(normal(" ".join(texts))):
            yield sheet.place(row), " ".join(texts)


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


def _of_rows(
    table: Table, columns: Mapping[str, Column], years: np.ndarray
) -> dict[int, list[Hit]]:
    """What is said of single schemes, by position: in their cells and beside, in groups, by names of unread columns."""
    found: dict[int, list[Hit]] = {}
    said = [
        *_in_own_cells(columns),
        *_in_cells(table),
        *_in_columns_of_doing(table, years),
        *_in_components(table),
        *said_in_groups(table),
    ]
    for position, hit in said:
        found.setdefault(position, []).append(hit)
    return found


def _in_own_cells(columns: Mapping[str, Column]) -> Iterator[tuple[int, Hit]]:
    for code in _OWN_TEXTS:
        column = columns.get(code)
        if column is None:
            continue
        for position in column.marked:
            text = column.texts[position].as_py()
            sense = remark_in(text)
            if sense:
                yield position, Hit(CELL, sense, column.table.place_at(code, position), text)


def _in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    if table.standing is not None:
        known |= table.standing.others
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


def _in_columns_of_doing(table: Table, years: np.ndarray) -> Iterator[tuple[int, Hit]]:
    """Schemes that an unread column tells to be undone: by a blank or a "không" among marks, by 0, by a later year."""
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    for index, column in enumerate(sheet.columns[: len(header.names)]):
        printed = header.names[index].printed
        name = normal(printed)
        is_of_time = _COLUMN_OF_TIME.fullmatch(name) is not None
        if index in known or not (is_of_time or _COLUMN_OF_DOING.fullmatch(name)):
            continue
        cells = [normal(cell) for cell in part(column, table.schemes).to_pylist()]
        undone = _later(cells, years) if is_of_time else _unmarked(cells)
        for position in undone:
            where = sheet.place(int(table.schemes[position]), index, printed)
            yield position, Hit(COLUMN, "waiting", where, f"{printed}: {cells[position]}")


def _unmarked(cells: Sequence[str]) -> list[int]:
    """The cells that deny a mark, and the blanks where others have a plain mark; none where one holds anything else."""
    filled = set(cells) - {"", "-", "–", "—"}
    denied = {cell for cell in filled if _UNMARKED.fullmatch(cell)}
    marked = filled - denied
    if not all(map(_MARKED.fullmatch, marked)):
        return []
    # A blank among amounts may be unknown.
    is_list_of_marks = bool(marked) and not any(re.search("[0-9]", cell) for cell in marked)
    return [
        position
        for position, cell in enumerate(cells)
        if cell in denied or (is_list_of_marks and cell not in marked)
    ]


def _later(cells: Sequence[str], years: np.ndarray) -> list[int]:
    """The cells that name years, all of them later than the year of their scheme."""
    named = [[int(year) for year in _YEAR.findall(cell)] for cell in cells]
    return [
        position
        for position, (here, year) in enumerate(zip(named, years.tolist(), strict=True))
        if here and min(here) > year
    ]


def _in_components(table: Table) -> Iterator[tuple[int, Hit]]:
    """What the rows of its parts, and those that go on with its texts, say of a scheme: as its own cells would."""
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    for position, row in _component_rows(table):
        for index, text in enumerate(sheet.row(row)):
            if not _LETTER.search(text):
                continue
            if index in known:
                sense = remark_in(_BULLET.sub("", text))
            else:
                sense = sense_of(text, beside=True)
            if sense:
                yield position, Hit(CELL, sense, sheet.place(row, index), text)


def _component_rows(table: Table) -> Iterator[tuple[int, int]]:
    """Each row that belongs to the scheme above it, with the position of the scheme."""
    rows = sorted({*table.components, *table.continuations})
    for row, below in zip(rows, np.searchsorted(table.schemes, rows).tolist(), strict=True):
        # What stands below all schemes is a note on the table.
        if 0 < below < len(table.schemes):
            yield below - 1, row


def said_in_groups(
    table: Table, sense_in: Callable[[str], str] = sense_of_many
) -> Iterator[tuple[int, Hit]]:
    """What the groups say in which schemes stand, the innermost first; a label of the same sort ends a group.

    A group may have sums of its own. A total speaks of the schemes above it.
    """
    sheet = table.sheet
    rows = sorted({*table.breaks, *table.notes})
    totals = {row for row in table.totals if total_text(table.header, sheet.row(row))}
    open_groups: dict[str, Hit | None] = {}
    stops = [0, *np.searchsorted(table.schemes, rows).tolist(), len(table.schemes)]
    for number, row in enumerate(rows, 1):
        cells = sheet.row(row)
        words = _words_of(cells)
        sense = sense_in(words)
        hit = Hit(GROUP, sense, sheet.place(row), words) if sense else None
        if row in totals:
            start = stops[number - 1] if stops[number - 1] < stops[number] else 0
            if hit is not None:
                yield from ((position, hit) for position in range(start, stops[number]))
        else:
            sort = label_sort(next(cell.strip() for cell in cells if cell.strip()))
            # What stood inside a group of this sort ends with it.
            names = list(open_groups)
            if sort in names:
                for inner in names[names.index(sort) :]:
                    del open_groups[inner]
            open_groups[sort] = hit
        said = [hit for hit in reversed(open_groups.values()) if hit is not None]
        for position in range(stops[number], stops[number + 1]):
            for hit in said[:1]:
                yield position, hit


def _words_of(cells: Iterable[str]) -> str:
    """The texts of a row in one, without its amounts and other numbers."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return " ".join(text for text in texts if _LETTER.search(text)) or " ".join(texts)
