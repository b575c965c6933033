"""What the register's template says to the official who fills it in: columns, steps, what is refused, the lists."""

from __future__ import annotations

from typing import Final

from analysis.template.words import DEFAULT_STATUS, UNSTATED_TYPE

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
    "Năm": ("Chọn năm {year}. Đề án của năm khác ghi vào tệp của năm đó.", "Mẫu này dùng cho đề án năm {year}."),
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
    "Đơn vị thực hiện": ("Đơn vị tổ chức thực hiện, ví dụ trung tâm khuyến công; khác với đơn vị thụ hưởng.", ""),
    "Tổng dự toán": ("Tổng dự toán được phê duyệt của đề án, bằng đồng.", "Ghi bằng đồng. Chưa rõ thì để trống."),
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
    "Cách ghi từng cột: xem trang tính “Hướng dẫn”. Ô vàng: còn thiếu. Ô đỏ: sai. Ô cam: kiểm tra lại đơn vị tiền."
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
