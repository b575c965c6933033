"""The one place for words: columns, codes, their Vietnamese labels, the printed words for them.

Sources: Nghị định số 45/2012/NĐ-CP Điều 1, 4, 11 (beneficiaries, activities, funds); the word list
of the published figures.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeVar

Status = Literal["planned", "approved", "actual", "estimated", "stopped", "recalled", "unknown"]
Bound = Literal["exact", "at_least", "at_most", "about", "unknown"]


@dataclass(frozen=True)
class Word:
    """A code with its label for tables and the words that sources print for it."""

    code: str
    label: str
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fund(Word):
    """A fund and the names of its money.

    `money` in a sentence, `value` as an input of indicators.toml.

    `key` stands for it in the id of a figure that no input selects, `column` is the code of its
    column in a register.
    """

    money: str = ""
    value: str = ""
    key: str = ""
    column: str = ""

    @property
    def title(self) -> str:
        """The name of its money at the head of a row."""
        return self.money[0].upper() + self.money[1:]


AnyWord = TypeVar("AnyWord", bound=Word)


def by_code(*words: AnyWord) -> Mapping[str, AnyWord]:
    """Words by their code, in their order."""
    return MappingProxyType({word.code: word for word in words})


Words = Mapping[str, Word]  # of a closed list, by code


def words_of(table: str) -> Words:
    """Words by their code from lines `code: label; printed; printed`.

    An indented line goes on with the one above.
    """
    words = {}
    for line in table.replace("\n ", " ").split("\n"):
        code, _, texts = " ".join(line.split()).partition(": ")
        label, *printed = texts.split("; ")
        if code:
            words[code] = Word(code, label, tuple(printed))
    return MappingProxyType(words)


def cells(text: str) -> list[list[str]]:
    """A table of constants written as text: a row a line, its cells parted by ` | `."""
    return [line.split(" | ") for line in text.strip().splitlines()]


# The small tables of data/raw, by their file names.
SOURCES_TABLE = "nguon.csv"
READINGS_TABLE = "cach-hieu.csv"
ACTIVITIES_TABLE = "noi-dung.csv"
OFFICE_TABLE = "co-quan.csv"
CORRECTIONS_TABLE = "dinh-chinh.csv"
WAIVERS_TABLE = "mien-tru.csv"
REVISIONS_TABLE = "dieu-chinh.csv"
PLACES_TABLE = "dia-ban.csv"
FORM_LINES_TABLE = "dong-bieu.csv"
ACTS_TABLE = "can-cu.csv"
NORMS_TABLE = "dinh-muc.csv"
ANSWERS_FILE = "doc-so.toml"  # what the office said of how its registers are to be read

# The sheet of so-lieu.xlsx with every scheme of the register, which the report refers to.
FULL_LIST = "Danh mục đầy đủ"

# The column of a published figure's value, and of its unit.
VALUE_COLUMN = "gia_tri"
UNIT_COLUMN = "don_vi"
FIGURE_COLUMNS = tuple(
    """
    nguon_tin dia_ban tu_nam den_nam chi_tieu nguon_kinh_phi noi_dung loai_hinh gia_tri don_vi
    dinh_ngu tinh_trang vi_tri ghi_chu
    """.split()
)
# The days of a figure of a part of years, which a table may leave out.
PERIOD_COLUMNS = ("tu_ngay", "den_ngay")
SOURCE_COLUMNS = ("id", "place", "subject", "publisher", "date", "url")
READING_COLUMNS = ("id", "source", "place", "printed", "reading", "alternative")
ACTIVITY_COLUMNS = ("source", "label", "code")
CORRECTION_COLUMNS = tuple("tep trang_tinh dong cot gia_tri_sai gia_tri_dung ly_do nguoi".split())
WAIVER_COLUMNS = ("ma", "khoa", "chenh_lech", "ky", "ly_do", "nguoi")
REVISION_COLUMNS = ("ky", "ma", "gia_tri_cu", "gia_tri_moi", "ly_do", "nguoi")
# The province's own acts and support norms; of which place, where that is not the office's own.
ACT_COLUMNS = tuple("loai so_ky_hieu ngay_ky co_quan trich_yeu tu_ngay den_ngay".split())
NORM_SHARE, NORM_CAP = "ty_le", "muc_tran_trieu_dong"
NORM_COLUMNS = ("noi_dung", "don_vi", NORM_SHARE, NORM_CAP, "tu_ngay", "den_ngay", "van_ban")
LAW_OPTIONAL = ("dia_ban",)
PLACE_COLUMNS = ("tep", "ten", "dia_ban")
PLACE_OPTIONAL = ("tu_ngay", "ghi_chu")
# What of a register belongs to which line of the official form of funds.
FORM_LINE_COLUMNS = ("de_an", "dong")
OFFICE_COLUMNS = tuple(
    """
    dia_ban co_quan_chu_quan co_quan_ban_hanh so_ky_hieu dia_danh quyen_han chuc_vu nguoi_ky
    noi_nhan
    """.split()
)
# Of these those without which nobody can sign; number, day and name may be written by hand.
SIGNED_COLUMNS = ("co_quan_ban_hanh", "dia_danh", "chuc_vu")
# The edition that a row of the office alone speaks of, and the day of its document.
OFFICE_EDITION_COLUMNS = ("ky", "ngay")
# Whether households are named in print, and its words.
HOUSEHOLDS_COLUMN = "in_ten_ho"
HOUSEHOLDS_NAMED = ("", "có", "không")

MEASURES = words_of("""
amount: kinh phí; kinh phí
beneficiaries: cơ sở thụ hưởng; cơ sở thụ hưởng
recipients: đơn vị thụ hưởng; đơn vị thụ hưởng
schemes: đề án; đề án
classes: lớp đào tạo; lớp đào tạo
trainees: học viên; học viên; lao động đào tạo; lao động được đào tạo
jobs: lao động có việc làm; lao động có việc làm
turns: lượt cơ sở thụ hưởng; lượt cơ sở thụ hưởng
models: mô hình; mô hình
products: sản phẩm được công nhận; sản phẩm được công nhận
localities: địa phương tham gia; địa phương tham gia
participants: đơn vị tham gia; đơn vị tham gia
duration: thời gian; thời gian
ratio: hệ số đối ứng; hệ số đối ứng
share: tỷ trọng; tỷ trọng
completion: tỷ lệ thực hiện so với kế hoạch; tỷ lệ thực hiện kế hoạch;
    tỷ lệ thực hiện so với kế hoạch
country_share: tỷ trọng so với cả nước; tỷ trọng so với cả nước
""")
COUNT_UNITS = MappingProxyType(
    {
        "beneficiaries": "cơ sở",
        "recipients": "đơn vị",
        "schemes": "đề án",
        "classes": "lớp",
        "trainees": "học viên",
        "jobs": "lao động",
        "turns": "lượt cơ sở",
        "models": "mô hình",
        "products": "sản phẩm",
        "localities": "địa phương",
        "participants": "đơn vị",
    }
)
# An establishment that was helped twice is two turns: a count of turns is no count of establishments,
# whatever the source calls it.
UNIT_MEASURES = MappingProxyType({("beneficiaries", "lượt cơ sở"): "turns"})
CONTROL_MEASURES = ("duration", "ratio", "share", "completion", "country_share")

MEASURE_UNITS = MappingProxyType(
    {
        "amount": ("money",),
        "duration": ("duration",),
        "ratio": ("ratio",),
        "share": ("share",),
        "completion": ("share",),
        "country_share": ("share",),
    }
)

FUNDS = by_code(
    Fund("national", "KCQG", ("KCQG",), "KCQG", "Q", "KCQG", "kcqg"),
    Fund("local", "KCĐP", ("KCĐP",), "KCĐP", "L", "KCDP", "kcdp"),
    Fund(
        "promotion",
        "kinh phí khuyến công",
        ("KCQG + KCĐP", "khuyến công, không tách nguồn", "khuyến công (quốc gia, tỉnh, huyện)"),
        "kinh phí khuyến công",
        "P",
        "KC",
    ),
    Fund("counterpart", "vốn đối ứng", ("đối ứng",), "vốn đối ứng", "C", "DU", "doi_ung"),
    Fund("all", "tổng ba nguồn", ("tổng ba nguồn",), "tổng kinh phí", "T", "TONG", "tong"),
    Fund("local_counterpart", "KCĐP và đối ứng", ("tổng KCĐP + đối ứng",), key="KCDP_DU"),
    Fund("unstated", "không nêu nguồn", ("không nêu",), key="KN"),
    # of no total of the report: the state's money is not said to be KCQG or KCĐP, the rest not to be counterpart
    Fund("state", "ngân sách nhà nước", ("ngân sách nhà nước",), key="NSNN"),
    Fund("other", "nguồn khác", ("nguồn khác",), key="NK"),
)
# Funds with a column in a register, and the columns that its total adds up.
REGISTER_FUNDS = tuple(fund for fund in FUNDS.values() if fund.column)
FUND_COLUMNS = {fund.code: fund.column for fund in REGISTER_FUNDS}
FUNDS_SUMMED = tuple(fund.column for fund in REGISTER_FUNDS if fund.code != "all")
PROMOTION_FUNDS = ("national", "local", "promotion", "unstated")
# The columns of a register whose money is support of khuyến công.
SUPPORT_COLUMNS = tuple(fund.column for fund in REGISTER_FUNDS if fund.code in PROMOTION_FUNDS)

BENEFICIARIES = words_of("""
DNNVV: Doanh nghiệp nhỏ và vừa; doanh nghiệp nhỏ và vừa; DNNVV
HTX: Hợp tác xã; hợp tác xã; HTX
THT: Tổ hợp tác; tổ hợp tác; THT
HKD: Hộ kinh doanh; hộ kinh doanh; HKD
LHHTX: Liên hiệp hợp tác xã; liên hiệp hợp tác xã; LHHTX
SXSH: Cơ sở áp dụng sản xuất sạch hơn; cơ sở áp dụng sản xuất sạch hơn; SXSH;
    cơ sở áp dụng sản xuất sạch hơn, sản xuất và tiêu dùng bền vững
HTCCN: Doanh nghiệp, hợp tác xã đầu tư hạ tầng cụm công nghiệp;
    doanh nghiệp, hợp tác xã đầu tư hạ tầng cụm công nghiệp; nhà đầu tư hạ tầng cụm công nghiệp
KK: Cơ sở thuộc địa bàn khó khăn; thuộc địa bàn khó khăn, đặc biệt khó khăn
""")
# The first are legal forms; the others say what a beneficiary does.
LEGAL_FORMS = ("DNNVV", "HTX", "THT", "HKD", "LHHTX")
BENEFICIARY_TYPES = (*LEGAL_FORMS, "SXSH", "HTCCN")

STATUSES = words_of("""
actual: thực hiện; thực hiện
estimated: ước thực hiện; ước; ước thực hiện
approved: phê duyệt; phê duyệt
planned: kế hoạch; kế hoạch
stopped: dừng thực hiện; dừng thực hiện; không thực hiện
recalled: thu hồi; thu hồi
unknown: không rõ tình trạng; không rõ; không rõ tình trạng
""")
UNKNOWN_STATUS = "unknown"
# A scheme has a status, said or asked for; only a published figure may be of none that is known.
# Registers tick off what is finished in words of their own.
_IN_REGISTERS = words_of("""
actual: thực hiện; thực hiện; đã thực hiện; thực hiện xong; hoàn thành; đã hoàn thành; đã nghiệm thu;
    đã nghiệm thu, thanh lý; đã quyết toán
""")
REGISTER_STATUSES = MappingProxyType(
    {code: word for code, word in {**STATUSES, **_IN_REGISTERS}.items() if code != UNKNOWN_STATUS}
)
# What was neither done nor will be, and what may be either: it stands by itself, in no headline, and
# beside nothing that is done.
APART_STATUSES = ("stopped", "recalled", UNKNOWN_STATUS)
STATUS_SUFFIX = MappingProxyType(
    {
        "actual": "",
        "estimated": ".uoc",
        "approved": ".pd",
        "planned": ".kh",
        "stopped": ".dung",
        "recalled": ".th",
        "unknown": ".kr",
    }
)

# The form of support: what is to be paid back ("có thu hồi") is no grant, and is summed apart.
SUPPORTS = words_of("""
grant: không hoàn lại; không thu hồi; không có thu hồi
recoverable: có thu hồi; có hoàn lại; có hoàn trả
""")
GRANT, RECOVERABLE = SUPPORTS

ACTIVITIES = words_of("""
ND1: Đào tạo nghề, truyền nghề
ND2: Nâng cao năng lực quản lý doanh nghiệp, nhận thức và năng lực áp dụng sản xuất sạch hơn
ND3: Mô hình trình diễn kỹ thuật, chuyển giao công nghệ, ứng dụng máy móc (không tách)
ND3-MH: Mô hình trình diễn kỹ thuật, chuyển giao công nghệ
ND3-MM: Ứng dụng máy móc, thiết bị tiên tiến
ND4: Phát triển sản phẩm công nghiệp nông thôn tiêu biểu
ND5: Tư vấn, trợ giúp cơ sở công nghiệp nông thôn
ND6: Cung cấp thông tin về chính sách phát triển công nghiệp, khuyến công
ND7: Liên doanh, liên kết, hợp tác kinh tế, phát triển cụm công nghiệp, xử lý ô nhiễm
ND8: Hợp tác quốc tế về khuyến công
ND9: Nâng cao năng lực quản lý và tổ chức thực hiện hoạt động khuyến công
QL: Chi phí quản lý (không thuộc các nội dung tại Điều 4)
""")
UNCODED = "chưa xếp nội dung"
# What noi-dung.csv may say of a label: its activity, or that the line is a part of another line, which holds it.
PART_OF_ACTIVITY = "TP"
LABEL_CODES = (*ACTIVITIES, PART_OF_ACTIVITY)


def uniform(text: str) -> str:
    """A text for comparing: NFC, one case, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def code_of(words: Words, printed: str) -> str | None:
    """The code whose printed words hold `printed`, else None; a capital at the start and blanks do not matter."""
    text = " ".join(printed.split())
    forms = {text, text[:1].lower() + text[1:]}
    return next((word.code for word in words.values() if forms.intersection(word.printed)), None)


def printed_words(words: Words) -> tuple[str, ...]:
    """Every word that a source may print for these codes."""
    return tuple(text for word in words.values() for text in word.printed)


def first_printed(words: Words) -> Mapping[str, str]:
    """The word that a table of figures usually prints for each code that has one."""
    return {code: word.printed[0] for code, word in words.items() if word.printed}


# Kinds of schemes (column "Loại hình" of a register): a closed list, each kind one activity code.
# Words that fit two codes ("Tập huấn", "Nâng cao năng lực quản lý": ND2 or ND9) are left out, so
# that they are asked for.
MANY_ACTIVITIES = "NHIEU"
KINDS = words_of("""
ND1: Đào tạo nghề; Đào tạo nghề, truyền nghề; Truyền nghề; Đào tạo nghề và truyền nghề
ND2: Nâng cao năng lực doanh nghiệp; Nâng cao năng lực quản lý doanh nghiệp;
    Nâng cao năng lực cho doanh nghiệp; Thành lập doanh nghiệp; Hỗ trợ thành lập doanh nghiệp;
    Khởi sự, thành lập doanh nghiệp
ND3-MH: Mô hình trình diễn; Mô hình trình diễn kỹ thuật; Xây dựng mô hình trình diễn;
    Xây dựng mô hình trình diễn kỹ thuật
ND3-MM: Ứng dụng máy móc; Ứng dụng máy móc thiết bị; Ứng dụng máy móc, thiết bị;
    Ứng dụng máy móc, thiết bị tiên tiến; Ứng dụng máy móc thiết bị tiên tiến;
    Hỗ trợ ứng dụng máy móc thiết bị; Ứng dụng MMTB; Hỗ trợ máy móc; Hỗ trợ máy móc, thiết bị;
    Hỗ trợ máy móc thiết bị; Máy móc, thiết bị; Máy móc thiết bị; MMTB; Hỗ trợ MMTB;
    Hỗ trợ ứng dụng máy móc, thiết bị; Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến
ND3: Mô hình, máy móc (không tách); Máy móc, mô hình, chuyển giao công nghệ;
    Mô hình thí điểm sản xuất sạch hơn; Mô hình thí điểm về áp dụng sản xuất sạch hơn
ND4: Phát triển sản phẩm tiêu biểu; Sản phẩm công nghiệp nông thôn tiêu biểu;
    Sản phẩm CNNT tiêu biểu; Phát triển sản phẩm công nghiệp nông thôn tiêu biểu;
    Phát triển sản phẩm CNNT tiêu biểu; Bình chọn sản phẩm; Bình chọn sản phẩm tiêu biểu;
    Bình chọn sản phẩm CNNT tiêu biểu; Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu;
    Hội chợ, triển lãm; Hội chợ triển lãm; Hội chợ; Phòng trưng bày
ND5: Tư vấn, trợ giúp; Tư vấn; Tư vấn, trợ giúp cơ sở công nghiệp nông thôn; Mẫu mã, bao bì
ND6: Cung cấp thông tin; Thông tin tuyên truyền; Tuyên truyền; Truyền thông; Thông tin chính sách;
    Thông tin, tuyên truyền
ND7: Liên kết, phát triển cụm công nghiệp; Liên doanh, liên kết; Phát triển cụm công nghiệp;
    Liên doanh, liên kết, phát triển cụm công nghiệp; Cụm công nghiệp; Hạ tầng cụm công nghiệp
ND8: Hợp tác quốc tế; Hợp tác quốc tế về khuyến công
ND9: Quản lý, tổ chức thực hiện; Nâng cao năng lực quản lý, tổ chức thực hiện;
    Nâng cao năng lực quản lý và tổ chức thực hiện;
    Nâng cao năng lực quản lý và tổ chức thực hiện hoạt động khuyến công
QL: Chi phí quản lý
NHIEU: Nhiều nội dung; Đề án nhiều nội dung; Đề án điểm
""")


_STANDARD_ACTIVITIES = {
    uniform(text): word.code
    for words in (KINDS, ACTIVITIES)
    for word in words.values()
    if word.code in ACTIVITIES
    for text in (word.label, *word.printed)
}


def standard_activity(label: str) -> str:
    """The activity that a printed label is the usual word of, whatever its capitals and blanks; '' for another."""
    return _STANDARD_ACTIVITIES.get(uniform(label), "")


def near_activity(label: str) -> str:
    """The activity that a label may be a shorter or a misspelt word of; '' for none."""
    near = difflib.get_close_matches(uniform(label), _STANDARD_ACTIVITIES, n=1)
    return _STANDARD_ACTIVITIES[near[0]] if near else ""
