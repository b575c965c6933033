"""The second sheet of the register's template.

How to fill it in, what is refused, and the lists of its drop-downs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from analysis.registers.columns import GUIDE_SHEET, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.vocabulary import BENEFICIARY_TYPES, KINDS, STATUSES

# The total follows from the funds where its column is missing; where the column stands, its cells
# are required.
_REQUIRED = (*REGISTER_REQUIRED, "tong")
REQUIRED_COLUMNS: Final = tuple(REGISTER_COLUMNS[code].label for code in _REQUIRED)
OPTIONAL_COLUMNS: Final = tuple(
    word.label for code, word in REGISTER_COLUMNS.items() if code not in _REQUIRED
)
MONEY_COLUMNS: Final = tuple(
    REGISTER_COLUMNS[code].label for code in ("kcqg", "kcdp", "doi_ung", "tong", "budget")
)

KIND_CODES: Final = {word.label: code for code, word in KINDS.items()}
STATUS_CODES: Final = {word.label: code for code, word in STATUSES.items()}
DEFAULT_STATUS: Final = STATUSES["actual"].label

ESTABLISHMENT_TYPES: Final = BENEFICIARY_TYPES[:4]
UNSTATED_TYPE: Final = "không nêu"
YES_NO: Final = {"có": True, "không": False}

# column: (how to fill it in, for the guide; what Excel shows beside a chosen cell, or nothing)
COLUMN_TEXT: Final[dict[str, tuple[str, str]]] = {
    "STT": ("Số thứ tự 1, 2, 3… liên tục; mỗi đề án một số. Để trống cũng được nhận.", ""),
    "Tên đề án": ("Tên đầy đủ theo quyết định phê duyệt. Mỗi đề án ghi đúng một dòng.", ""),
    "Đơn vị thụ hưởng": (
        "Tên cơ sở được hỗ trợ. Nhiều cơ sở thì ghi cách nhau bằng dấu chấm phẩy, số lượng ghi ở cột Số cơ sở.",
        "",
    ),
    "Loại hình": (
        "Chọn trong mục IV.1. Có từ hai nội dung trở lên thì chọn “Nhiều nội dung”; kinh phí tính một lần, không chia.",
        "Chọn trong danh sách. Đề án có từ hai nội dung trở lên: chọn “Nhiều nội dung”.",
    ),
    "Địa bàn": (
        "Nơi thực hiện đề án: xã, huyện hoặc tỉnh, viết đủ tên, ví dụ “Huyện Tuy Phước”.",
        "Viết đủ tên, không viết tắt (không ghi NA, TP, BĐ…).",
    ),
    "Năm": (
        "Chọn năm {year}. Đề án của năm khác ghi vào tệp của năm đó.",
        "Mẫu này dùng cho đề án năm {year}.",
    ),
    "Nội dung hoạt động": (
        "Tóm tắt việc được hỗ trợ, ví dụ “Đầu tư 01 máy sấy nông sản”, “Đào tạo 100 lao động may công nghiệp”.",
        "",
    ),
    "Kinh phí KCQG": (
        "Kinh phí khuyến công quốc gia hỗ trợ đề án, bằng đồng.",
        "Ghi bằng đồng, ví dụ 300000000. Không có thì ghi 0.",
    ),
    "Kinh phí KCĐP": (
        "Kinh phí khuyến công địa phương (tỉnh, huyện, xã) hỗ trợ đề án, bằng đồng.",
        "Ghi bằng đồng, ví dụ 150000000. Không có thì ghi 0.",
    ),
    "Kinh phí đối ứng": (
        "Vốn của đơn vị thụ hưởng bỏ ra để thực hiện đề án, bằng đồng; đây không phải là kinh phí khuyến công.",
        "Vốn của đơn vị thụ hưởng, ghi bằng đồng. Không có thì ghi 0.",
    ),
    "Tổng kinh phí": (
        "Bằng đúng KCQG + KCĐP + đối ứng. Gõ số, hoặc dùng công thức cộng ba ô bên trái.",
        "Bằng đúng KCQG + KCĐP + đối ứng, ghi bằng đồng.",
    ),
    "Mã đề án": ("Mã hoặc số hiệu của đề án, nếu có.", ""),
    "Tình trạng": (
        f"Chọn trong mục IV.2. Để trống thì được hiểu là “{DEFAULT_STATUS}” và báo cáo nói rõ điều đó.",
        f"Chọn trong danh sách. Để trống được hiểu là “{DEFAULT_STATUS}”.",
    ),
    "Ngày phê duyệt": (
        "Ngày ký quyết định phê duyệt (ngày/tháng/năm). Mức hỗ trợ được đối chiếu theo văn bản có hiệu lực ngày đó.",
        "Ghi ngày/tháng/năm, ví dụ 15/03/{year}.",
    ),
    "Địa bàn khó khăn": (
        "Chọn “có” khi thuộc địa bàn kinh tế - xã hội khó khăn, đặc biệt khó khăn. Chưa rõ thì để trống.",
        "Chọn có hoặc không. Chưa rõ thì để trống.",
    ),
    "Số cơ sở": ("Số cơ sở công nghiệp nông thôn thụ hưởng đề án.", "Số nguyên, ví dụ 1."),
    "Loại hình cơ sở": (
        f"Chọn trong mục IV.3. Để trống thì báo cáo ghi “{UNSTATED_TYPE}”, không suy ra từ tên đơn vị.",
        f"DNNVV, HTX, THT hoặc HKD. Chưa rõ thì để trống (báo cáo ghi “{UNSTATED_TYPE}”).",
    ),
    "Đơn vị thực hiện": (
        "Đơn vị tổ chức thực hiện, ví dụ trung tâm khuyến công; khác với đơn vị thụ hưởng.",
        "",
    ),
    "Tổng dự toán": (
        "Tổng dự toán được phê duyệt của đề án, bằng đồng.",
        "Ghi bằng đồng. Chưa rõ thì để trống.",
    ),
}

STEPS: Final = (
    "Ghi vào trang tính “Danh mục”, từ dòng {first}, mỗi đề án một dòng; không để dòng trống, dòng nhóm, dòng cộng.",
    "Cột nền xanh là cột bắt buộc; cột nền xám là cột không bắt buộc, chưa có số liệu thì để trống.",
    "Ô có mũi tên ở bên phải thì chọn trong danh sách, không gõ từ khác.",
    "Kinh phí ghi bằng đồng, là số nguyên, chỉ gõ chữ số. Không có kinh phí thì ghi 0, không để trống.",
    "Ô vàng là còn thiếu. Ô đỏ là sai: không phải số nguyên, ngoài danh sách, hoặc tổng không khớp.",
    "Ô cam là kinh phí dưới 1 triệu đồng, có thể ghi nhầm đơn vị. Nộp tệp khi không còn ô vàng và ô đỏ.",
    "Chép từ tệp khác thì dán riêng giá trị (Paste Special, Values); dán thường làm mất danh sách và phép kiểm tra.",
    "Bảng có sẵn {rows} dòng; cần thêm thì chèn dòng vào giữa bảng. Không đổi tên, xóa hoặc ẩn cột; không ẩn dòng.",
    "Điền xong thì lưu dạng .xlsx, chép vào thư mục data/raw; chạy make ready YEAR={year}, rồi make report YEAR={year}",
)

REFUSED: Final = (
    "Thiếu cột bắt buộc, hoặc tên cột bị sửa.",
    "Ô bắt buộc để trống hoặc chỉ có dấu cách, kể cả ô kinh phí mà tổng của dòng không xác nhận là 0.",
    "Tổng kinh phí lệch quá 1 đồng so với KCQG + KCĐP + đối ứng.",
    "Kinh phí âm, có phần lẻ, có chữ (“khoảng”, “trên”, “n/a”), là khoảng giá trị (300-400) hoặc công thức bị lỗi.",
    "Loại hình không có trong danh sách, kể cả khi chỉ sai dấu.",
    "Năm ghi thành khoảng (2023-2024) hoặc chỉ có hai chữ số.",
    "Hai dòng giống hệt nhau, trong một tệp hoặc ở hai tệp: không để hai bản của cùng một danh mục trong data/raw.",
    "Địa bàn, nội dung hoạt động chỉ ghi chữ viết tắt hoặc NA, N/A, NULL.",
    "Chữ theo bảng mã cũ (TCVN3, VNI): hãy chuyển sang Unicode.",
    "Tệp .xls, .ods, tệp có mật khẩu, danh mục nằm ở trang tính ẩn.",
)

LEGEND: Final = (
    "Cách ghi từng cột: xem trang tính “Hướng dẫn”. "
    "Ô vàng: còn thiếu. Ô đỏ: sai. Ô cam: kiểm tra lại đơn vị tiền."
)
UNIT_CAPTION: Final = "Đơn vị tính: đồng"

SEVERAL_TEXT: Final = "Từ hai nội dung trở lên tại Điều 4"
STATUS_TEXT: Final[dict[str, str]] = {
    "actual": "Đã thực hiện; kinh phí là số thực hiện",
    "estimated": "Chưa kết thúc; kinh phí là số ước thực hiện",
    "approved": "Đã có quyết định phê duyệt, chưa thực hiện",
    "planned": "Có trong kế hoạch, chưa phê duyệt",
}
YES_NO_TEXT: Final[dict[bool, str]] = {
    True: "Thuộc địa bàn khó khăn, đặc biệt khó khăn",
    False: "Không thuộc địa bàn khó khăn",
}

_WIDTHS: Final = (7, 34, 12, 68)
_SCALE: Final = 68
"""Per cent at which the four columns fill the width of A4."""
_LETTERS: Final = 1.15
"""Letters of the text that one of Excel's units of width holds, counted low.

Some programs draw wider than others.
"""
_INDENT: Final = 2
_LINE_HEIGHT: Final = 16


@dataclass(frozen=True)
class GuideList:
    """One closed list: the name that drop-downs refer to, its headings, words with meanings."""

    name: str
    heading: str
    meaning: str
    words: tuple[tuple[str | int, str], ...]


def write_guide(
    workbook: Any,
    sheet: Any,
    year: int,
    columns: Iterable[tuple[str, str, str]],
    lists: Sequence[GuideList],
    *,
    first: int,
    rows: int,
) -> None:
    """Write the guide; `columns` are (letter, header, name), `first` the first row of `rows`."""
    page = _Page(workbook, sheet)
    page.title(f"HƯỚNG DẪN ĐIỀN DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM {year}")
    page.heading("I. CÁCH DÙNG TỆP")
    page.paragraphs([text.format(year=year, first=first, rows=rows) for text in STEPS])
    page.heading("II. CÁCH GHI TỪNG CỘT")
    page.head(("Cột", "Tên cột", "Bắt buộc", "Cách ghi"))
    for letter, header, name in columns:
        needed = "có" if name in REQUIRED_COLUMNS else "không"
        page.line((letter, header, needed, COLUMN_TEXT[name][0].format(year=year)))
    page.heading("III. NHỮNG TRƯỜNG HỢP KHÔNG ĐƯỢC NHẬN")
    page.paragraphs(REFUSED)
    lists_row = page.row
    page.heading("IV. CÁC DANH SÁCH ĐỂ CHỌN")
    for number, words in enumerate(lists, start=1):
        page.words(number, words)
    _set_print(sheet, lists_row)


@dataclass
class _Page:
    """Writes one row below the other.

    The second column of a list is the range of its defined name.
    """

    workbook: Any
    sheet: Any
    row: int = 0
    styles: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        cell = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
        centred = {**cell, "align": "center"}
        shapes: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
            "heading": {"bold": True, "font_size": 13, "valign": "bottom"},
            "number": {"align": "center", "valign": "top"},
            "paragraph": {"text_wrap": True, "valign": "top", "align": "left"},
            "head": {**centred, "bold": True, "bg_color": "#D9E5F3"},
            "cell": {**cell, "align": "left", "indent": 1},
            "centred": centred,
        }
        self.styles = {name: self.workbook.add_format(shape) for name, shape in shapes.items()}
        for number, width in enumerate(_WIDTHS):
            self.sheet.set_column(number, number, width)
        self.sheet.hide_gridlines(2)

    def title(self, text: str) -> None:
        self.sheet.set_row(self.row, 30)
        self.sheet.merge_range(self.row, 0, self.row, 3, text, self.styles["title"])
        self.row += 1

    def heading(self, text: str) -> None:
        self.sheet.set_row(self.row, 32)
        self.sheet.write_string(self.row, 0, text, self.styles["heading"])
        self.row += 1

    def paragraphs(self, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, start=1):
            self._fit(text, sum(_WIDTHS[1:]))
            self.sheet.write_string(self.row, 0, f"{number}.", self.styles["number"])
            self.sheet.merge_range(self.row, 1, self.row, 3, text, self.styles["paragraph"])
            self.row += 1

    def head(self, words: Sequence[str]) -> None:
        for number, word in enumerate(words):
            self.sheet.write_string(self.row, number, word, self.styles["head"])
        self.row += 1

    def line(self, words: Sequence[str]) -> None:
        self._fit(words[3], _WIDTHS[3])
        for number, word in enumerate(words):
            self.sheet.write_string(
                self.row, number, word, self.styles["cell" if number in (1, 3) else "centred"]
            )
        self.row += 1

    def words(self, number: int, words: GuideList) -> None:
        """One list: words in the second column, meanings in the merged third and fourth."""
        self.sheet.write_string(self.row, 0, f"IV.{number}.", self.styles["number"])
        self.sheet.write_string(self.row, 1, words.heading, self.styles["head"])
        self.sheet.merge_range(self.row, 2, self.row, 3, words.meaning, self.styles["head"])
        self.row += 1
        first = self.row
        for word, meaning in words.words:
            self._fit(meaning, sum(_WIDTHS[2:]))
            self.sheet.write(self.row, 1, word, self.styles["cell"])
            self.sheet.merge_range(self.row, 2, self.row, 3, meaning, self.styles["cell"])
            self.row += 1
        self.workbook.define_name(words.name, f"='{GUIDE_SHEET}'!$B${first + 1}:$B${self.row}")
        self.row += 1

    def _fit(self, text: str, width: float) -> None:
        """Set the row's height: merged cells get none, and not every program fits the others."""
        self.sheet.set_row(
            self.row, 3 + _LINE_HEIGHT * math.ceil(len(text) / (_LETTERS * (width - _INDENT)))
        )


def _set_print(sheet: Any, lists_row: int) -> None:
    """A4, the lists on a page of their own.

    At a fixed scale, as Excel breaks no page of a sheet fitted to a width.
    """
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks([lists_row])
    sheet.set_footer("&RTrang &P/&N")
