"""What the words of a text say of the status of schemes: in a cell, a group, a title, the name of a sheet or file.

A plan or a stopped scheme is not done. Words of two senses are unclear, however near they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analysis.tables.amounts import DASHES
from analysis.tables.units import normal, plain

ACTUAL, PLANNED, PROPOSED, UNCLEAR = "actual", "planned", "proposed", "unclear"


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
DONE = r"(?:thực hiện|triển khai|hoàn thành|nghiệm thu|giải ngân)"
# What machines recover: "thu hồi nhiệt" speaks of no money.
MATTER = (
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
(?:(?:không )?có |không )?thu hồi (?:{MATTER})
(?:không(?: thuộc diện| phải)? )?có (?:thu hồi|hoàn (?:lại|trả|vốn))|không (?:phải )?(?:thu hồi|hoàn (?:lại|trả))
thu hồi (?:vốn )?tạm ứng|(?:thời gian|khả năng) (?:thu hồi|hoàn)(?: vốn)?
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
_OTHER_SUM = (
    "còn (?:dư|lại|thiếu)|chưa (?:sử dụng|dùng|chi)|xin bổ sung|chênh lệch|l[uũ]y kế|luỹ kế"
    "|năm (?:trước|sau|ngoái|tới|kế tiếp|liền kề|kia)"
)
OTHER_SUM = _any(_OTHER_SUM)
OTHER_MONEY = _any(f"{_OTHER_SUM}|điều chỉnh")
# Beside a scheme "theo kế hoạch" tells how it was done; over a table, what the table is.
_CUT_BESIDE = _any(rf"""
{DONE}(?: [^\s,;.()]+){{0,4}} theo (?:đúng )?kế hoạch
(?:theo|thuộc|trong) kế hoạch(?: [^\s,;.()]+){{0,6}} (?:giai đoạn|thời kỳ) 20[0-9]{{2}} ?[-–—] ?20[0-9]{{2}}
(?:theo|thuộc|trong) (?:kế hoạch|kh|danh mục)(?: (?:khuyến công|kc|bổ sung|vốn|kinh phí))*
  (?:đợt|lần) (?:[0-9]{{1,2}}|[ivx]{{1,4}})(?:,? năm 20[0-9]{{2}})?
(?<!chưa )(?<!được )(?<!chờ )(?<!xin )(?<!trình )(?<!đề nghị )(?<!dự kiến )(?:(?:đã|được) )*phê duyệt
 (?: (?:bổ sung|điều chỉnh|kinh phí|hỗ trợ|đề án|danh mục))* (?:tại|theo|bởi) (?:các )?{_PAPER}
""")
_CUT_OVER = _any(
    r"(?:không|khong) (?:dấu|dau)"
    r"|(?:không|chưa|khong) (?:bao gồm|kể|tính|gồm|bao gom|ke|tinh|gom)(?: cả| ca)?(?: [^\s,;.():]+){0,6}"
)
# A person whose name is a word of a status, "Nguyễn Văn Dừng", "Cơ sở Dừng": in capitals at the end of the words.
_PERSON = re.compile(
    r"(?<!\w)(?:(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lương|Mai|Tô"
    r"|Đào|Tạ|Thái|Trương|Lâm|Tống|Phùng|Quách|Kiều|Nông|Hà|Châu|Cao)(?: [A-ZĐ][^\W\d_A-Z]+){0,2}"
    r"|(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]hú|[Cc]ô|[Hh]ộ(?: kinh doanh)?|HKD|[Cc]ơ sở|CS|DNTN|[Cc]hủ (?:hộ|cơ sở)):?)"
    r" (?:Dừng|Thôi|Ước|Hoãn|Ngưng)(?=\s*(?:$|[,.;:)(/–0-9-]))"
)
# What is said of a year beside others.
OF_A_YEAR = {ACTUAL, PLANNED, PROPOSED, "estimated", "approved"}
# What was found for one sense is cut out before the next: "dừng thực hiện" holds no "thực hiện".
_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any(rf"""
không(?: (?:được|còn|tiếp tục|thể|có khả năng|đủ điều kiện))* {DONE}
(?:tạm )?(?:dừng|ngừng|ngưng|hoãn|đình chỉ|chấm dứt)(?: (?:thực hiện|triển khai|hoạt động|đề án|hợp đồng))*
(?:hủy|huỷ)(?: bỏ)?
(?:xin|đã) rút|rút (?:khỏi|đề án|vốn|hồ sơ)|bị loại|loại (?:khỏi|bỏ)|trả lại (?:kinh phí|vốn)
giải tán|đóng cửa|(?:điều chỉnh|cắt) giảm toàn bộ
(?:bãi|đã) bỏ|(?:từ chối|thôi)(?: {DONE})?|thôi không|thanh l[ýí]
không (?:đạt|tham gia|đủ điều kiện)
(?:đề nghị|tự) rút|^(?:đã )?(?:bỏ|cắt|rút|loại)$|không th$|bị cắt|(?:cắt|bỏ) (?:khỏi|đề án|vốn|kinh phí|hỗ trợ)
(?<!đúc )rút$|(?:xóa|xoá)(?: tên)? khỏi|(?:xóa|xoá) tên|đưa(?: ra)? khỏi|phá sản|giải thể
"""),
    "recalled": _any("""
thu hồi|hoàn trả|nộp trả|chuyển trả (?:ngân sách|nsnn|kinh phí|vốn)
(?:trả|nộp) lại (?:ngân sách|nsnn|tiền)|(?:trả|nộp) lại$
"""),
    "waiting": _any(rf"""
chưa(?: (?:được|có))* (?:{DONE}|phê duyệt|duyệt|quyết toán)
chuyển (?:nguồn|vốn|tiếp|sang|năm)|giãn tiến độ
chờ$|chờ (?:vốn|kinh phí|nguồn|bố trí|cấp|giao|phân bổ|giải ngân|thanh toán|quyết định|ý kiến|xem xét|xét)
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
đang trình|(?:vốn|kinh phí|kp|dự toán|ngân sách|nguồn)(?: (?:vốn|kinh phí|ngân sách))? (?:được|đã) giao
"""),
    PLANNED: _any(r"""
(?:(?:giao )?kế ?hoạch|k\. ?hoạch)(?: (?:thực hiện|triển khai))?
(?:trình|chờ|xin) (?:phê )?duyệt
kh ?[-–]? ?(?:năm ?)?(?:20[0-9]{2}|2[0-9](?![0-9/.,]))|kh (?:năm|đợt|bổ sung|điều chỉnh)|trong kh
"""),
    "approved": _any("phê duyệt|(?:được|đã) duyệt"),
    ACTUAL: _any(f"{DONE}|quyết toán|kết quả|thực chi|bàn giao"),
}
# Without its marks a syllable may be another word ("dung": dừng, dùng): there only these count.
_PLAIN_CUT = _any(rf"""
(?:(?:kh|qd|so) ?:? ?)*[0-9]+[\w.]*/[\w./-]*(?:kh|qd|bc|tb|nq|cv|ttr|hd|ubnd|sct|bct)[\w-]*
(?:so|bo|phong|ban|vu) (?:tai chinh )?ke hoach(?: (?:va|dau tu|tai chinh))*
(?:p\.|phong) ?kh(?: ?[-&] ?(?:tc|dt|th|nv|kt))?|kh ?[-&] ?(?:tc|dt|th|nv|kt)|tc ?[-&] ?kh
(?:(?:khong )?co |khong )?thu hoi (?:{plain(MATTER)})
(?:khong )?co (?:thu hoi|hoan (?:lai|tra))|khong (?:thu hoi|hoan lai)
(?:thiet bi|may|he thong) thu hoi
(?:dung|dat|vuot|bang|hoan thanh|truoc|so voi) ke hoach
(?:hang|chan) khong|khong (?:nung|gi|det|khi|gian|day|khoi|co|y kien)
dang ky (?:nhan hieu|bao ho|kinh doanh|so huu|chat luong)
""")
_PLAIN_SENSES: Mapping[str, re.Pattern[str]] = {
    "stopped": _any("""
(?:khong|dung|ngung|tam dung|cham dut) (?:thuc hien|trien khai)
(?:da|bi|de an|danh muc|danh sach|dm|ds) huy|huy bo|tam (?:hoan|dung)
hoan (?:thuc hien|trien khai)|(?:tu choi|thoi) (?:thuc hien|trien khai)
(?:xin|da) rut|rut (?:khoi|ho so)|rut$|bai bo|da bo|loai bo|thanh ly hop dong
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
(?:de ?xuat|du ?kien)(?: thuc hien)?|de nghi ho tro|^(?:danh muc |dm )?de nghi(?: nam)?(?: 20[0-9]{2})?$|dknc
dang ?ky(?: (?:nam|de an|nhu cau))?|dk ?(?:nam ?)?(?:20)?2[0-9]|nhu cau
giao chi tieu|phan bo (?:kinh phi|von)
"""),
    PLANNED: _any("""
ke ?hoach(?: thuc hien)?
trinh (?:phe )?duyet
kh ?(?:nam ?)?(?:20[0-9]{2}|2[0-9])?
"""),
    "approved": _any("phe duyet"),
    ACTUAL: _any("thuc hien|hoan thanh|nghiem thu|quyet toan|giai ngan|ket qua"),
}
# Over schemes these tell that they are asked for or assigned, or lie undone; beside one they may be of anything.
_OVER: Mapping[str, re.Pattern[str]] = {
    "waiting": _any("tồn đọng|ton dong"),
    PROPOSED: _any("""
(?:được|đã|duoc|da) giao(?! (?:thông|thương|lưu|dịch|thong|luu|dich))|chỉ tiêu|chi tieu
xin (?:hỗ trợ|vốn|kinh phí|cấp|bổ sung|ho tro|von|kinh phi|cap|bo sung)
kèm theo tờ trình(?! số)|kem theo to trinh(?! so)
"""),
}
_UNDONE = rf"{DONE}|làm|nhận|lấy|tham gia|đủ|đạt|có"
_SHORT_DENIAL = re.compile(
    rf"(?<!\w)(?:(?:ko|hok)(?= \w)"
    rf"|k(?= (?:(?:được|còn|tiếp tục|duoc|con|tiep tuc) )*(?:{_UNDONE}|{plain(_UNDONE)}|th)(?!\w)))"
)
# Beside a scheme any denial may be one of its doing, in words that nobody foresaw.
_DENIED = _any("không|chưa|khong")
PHRASES = (*_SENSES.values(), *_PLAIN_SENSES.values(), _DENIED)
# For a quick look at a whole column: every phrase above holds one of these.
MAY_SAY = (
    "(?i)"
    + "|".join(
        """
    kế dự xuất cầu duyệt ký kh không chưa dừng ngừng ngưng đình dứt hủy huỷ rút loại trả thôi hồi chuyển dở ước thực
    hoàn triển nghiệm quyết giải quả bàn hoãn chối bỏ lý lí giãn lùi hạn kéo nghị hoạch định trình chỉ vốn cắt xóa xoá
    khỏi phá chờ thay đóng đang sẽ dở giảm sang bổ giao đknc ko hok
    ke du xuat ky thuc trien hoi huy uoc duyet hoan nghiem dk
    quyet giai qua khong chua chuyen gian rut bo ly choi thoi dung cho nghi cau chi lại
    """.split()
    )
    + r"|\bk\s"
)
# Letters of a title that are set apart.
_SPACED = re.compile(r"(?<!\w)\w(?:\s+\w){3,}(?!\w)")
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
        rf"|không(?: (?:được|còn|tiếp tục|thể))* {DONE}|giải thể|phá sản|giải tán|đóng cửa",
        "recalled": "thu hồi|hoàn trả|nộp trả|trả lại",
        "waiting": rf"chưa(?: được)? (?:{DONE}|phê duyệt|duyệt|quyết toán)|chuyển (?:nguồn|vốn|tiếp|sang|năm)"
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
NOTHING_SAID = ("", "0", *DASHES, "không", "khong")


@lru_cache(maxsize=4096)
def sense_of(text: str, *, beside: bool = False, over: bool = False) -> str:
    """What a text says: a code of `REGISTER_STATUSES`, "waiting", "proposed", "unclear" for two, '' for nothing.

    `beside`: the text stands in the row of a scheme, where a denial of anything else is unclear too; `over`: it names
    a table or a group of schemes, where it is but for what the money includes.
    """
    return together(senses_in(text, beside=beside, over=over))


def senses_in(text: str, *, beside: bool, over: bool) -> list[str]:
    """Each thing that a text says."""
    words = _denied_in_full(normal(_SPACED.sub(_closed_up, _PERSON.sub(" ", text))))
    cut, senses = _CUT, _SENSES
    if words.isascii():
        cut, senses = _PLAIN_CUT, _PLAIN_SENSES
    elif beside:
        words = _CUT_BESIDE.sub(" hoàn thành ", words)
    found: list[str] = []
    if over:
        words = _CUT_OVER.sub(" | ", words)
        found += [sense for sense, pattern in _OVER.items() if pattern.search(words)]
    words = cut.sub(" | ", words)
    for sense, pattern in senses.items():
        rest = pattern.sub(" | ", words)
        if rest != words:
            found.append(sense)
        words = rest
    if (beside or over) and _DENIED.search(words) and words not in NOTHING_SAID:
        found.append(UNCLEAR)
    return found


def sense_of_many(text: str) -> str:
    """What a text over several schemes says: the name of a group or of a table."""
    return sense_of(text, over=True)


def sense_beside(text: str) -> str:
    """What a text in the row of a scheme says, in a cell that is about nothing else."""
    return sense_of(text, beside=True)


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
    words = _denied_in_full(normal(_PERSON.sub(" ", text)))
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
