"""Words of scheme registers: the columns with their canonical header and the other names that registers print."""

from __future__ import annotations

from analysis.vocabulary import words_of

# The canonical name of each column, then the other names.
REGISTER_COLUMNS = words_of("""
stt: STT; TT; Số TT; Số thứ tự; S TT
name: Tên đề án; Đề án; Tên chương trình, đề án; Tên đề án khuyến công; Tên đề án, nhiệm vụ;
    Tên nhiệm vụ; Tên chương trình/đề án; Nội dung đề án; Tên đề án/nhiệm vụ;
    Tên chương trình, đề án, nhiệm vụ; Danh mục đề án
beneficiary: Đơn vị thụ hưởng; Đơn vị thực hiện/thụ hưởng; Tên đơn vị thụ hưởng; Cơ sở thụ hưởng;
    Cơ sở công nghiệp nông thôn; Cơ sở CNNT; Đối tượng thụ hưởng; Đơn vị được hỗ trợ;
    Cơ sở CNNT thụ hưởng; Tên cơ sở thụ hưởng; Doanh nghiệp thụ hưởng; Cơ sở CNNT được hỗ trợ
kind: Loại hình; Loại đề án; Loại hình đề án; Loại hình hoạt động; Nhóm nội dung
place: Địa bàn; Tỉnh/Thành phố; Tỉnh, thành phố; Tỉnh/TP; Địa điểm; Địa phương; Địa bàn thực hiện;
    Địa điểm thực hiện; Huyện/thành phố; Huyện, thành phố; Huyện/thị xã/thành phố
year: Năm; Năm thực hiện; Năm kế hoạch; Năm triển khai; Năm hỗ trợ; Năm thực hiện đề án
activity_text: Nội dung hoạt động; Nội dung; Nội dung hỗ trợ; Nội dung thực hiện;
    Nội dung công việc; Nội dung chính
kcqg: Kinh phí KCQG; KCQG; Kinh phí khuyến công quốc gia; Khuyến công quốc gia; Vốn KCQG;
    Vốn khuyến công quốc gia; Nguồn KCQG; KPKC quốc gia; Kinh phí hỗ trợ KCQG; Kinh phí KC quốc gia;
    Kinh phí hỗ trợ TW; Kinh phí hỗ trợ trung ương; Kinh phí khuyến công TW; Khuyến công trung ương;
    KP KCQG; KP khuyến công quốc gia;
    KCQG hỗ trợ; Kinh phí KCQG hỗ trợ; Kinh phí khuyến công quốc gia hỗ trợ
kcdp: Kinh phí KCĐP; KCĐP; Kinh phí khuyến công địa phương; Khuyến công địa phương; Vốn KCĐP;
    Vốn khuyến công địa phương; Nguồn KCĐP; KPKC địa phương; Kinh phí hỗ trợ KCĐP;
    Kinh phí KC địa phương; Kinh phí hỗ trợ địa phương; Kinh phí hỗ trợ ĐP; KP KCĐP;
    KP khuyến công địa phương;
    KCĐP hỗ trợ; Kinh phí KCĐP hỗ trợ; Kinh phí khuyến công địa phương hỗ trợ
doi_ung: Kinh phí đối ứng; Đối ứng; Vốn đối ứng; Vốn đối ứng của cơ sở;
    Kinh phí đối ứng của cơ sở; Kinh phí đối ứng của đơn vị thụ hưởng;
    Vốn đối ứng của đơn vị thụ hưởng; Đối ứng của cơ sở; Nguồn đối ứng;
    KP đối ứng; Đơn vị đối ứng; Đơn vị thụ hưởng đối ứng; Cơ sở đối ứng; Đối ứng của đơn vị;
    Đối ứng của đơn vị thụ hưởng; Kinh phí đối ứng của đơn vị; Vốn đối ứng của đơn vị;
    Đối ứng của doanh nghiệp; Kinh phí đối ứng của doanh nghiệp; Vốn đối ứng của doanh nghiệp
tong: Tổng kinh phí; Tổng; Tổng số; Tổng cộng; Tổng mức đầu tư; Tổng vốn; Tổng vốn thực hiện;
    Tổng kinh phí thực hiện; Tổng nguồn vốn; Cộng; Tổng kinh phí đề án;
    Tổng kinh phí thực hiện đề án; Tổng cộng kinh phí
code: Mã đề án; Mã số đề án; Mã số; Số hiệu đề án
status: Tình trạng; Trạng thái; Tình trạng thực hiện
approved_on: Ngày phê duyệt; Ngày quyết định; Ngày quyết định phê duyệt
accepted_on: Ngày nghiệm thu; Ngày nghiệm thu đề án; Ngày tháng nghiệm thu; Ngày biên bản nghiệm thu;
    Ngày nghiệm thu, thanh lý; Ngày nghiệm thu thanh lý; Thời gian nghiệm thu
paid_on: Ngày giải ngân; Ngày tháng giải ngân; Ngày giải ngân kinh phí; Ngày thanh toán; Ngày chi tiền;
    Ngày chuyển tiền; Ngày rút dự toán; Thời gian giải ngân
difficult_area: Địa bàn khó khăn; Thuộc địa bàn khó khăn
establishments: Số cơ sở; Số cơ sở thụ hưởng; Số lượng cơ sở
beneficiary_type: Loại hình cơ sở; Loại hình cơ sở thụ hưởng; Loại hình doanh nghiệp
implementer: Đơn vị thực hiện; Đơn vị chủ trì; Đơn vị tổ chức thực hiện; Chủ đề án
budget: Tổng dự toán; Dự toán; Tổng dự toán được duyệt; Dự toán được duyệt
support: Hình thức hỗ trợ; Hình thức hỗ trợ vốn; Hình thức hỗ trợ kinh phí
jobs: Lao động có việc làm; Số lao động có việc làm; Số lao động được tạo việc làm;
    Lao động được tạo việc làm; Lao động có việc làm mới; Số lao động có việc làm mới;
    Số người có việc làm; Số người có việc làm mới; LĐ có việc làm; Số LĐ có việc làm;
    LĐ có việc làm mới; Số LĐ có việc làm mới; LĐ được tạo việc làm; Số LĐ được tạo việc làm
posts: Việc làm mới; Số việc làm mới; Việc làm tạo mới; Số việc làm tạo mới;
    Số việc làm tạo ra; Chỗ làm việc mới; Số chỗ làm việc mới
trained: Lao động được đào tạo; Số lao động được đào tạo; Số lao động đào tạo; Lao động đào tạo;
    LĐ được đào tạo; Số LĐ được đào tạo; Số LĐ đào tạo; LĐ đào tạo
revenue: Doanh thu; Doanh thu của cơ sở; Doanh thu sau hỗ trợ
output: Giá trị sản xuất; Giá trị sản xuất của cơ sở; Giá trị sản xuất sau hỗ trợ
""")
# The sheet of instructions in our own template.
GUIDE_SHEET = "Hướng dẫn"
GUIDE_LISTS = "IV.{}."  # what stands before each list of words on that sheet
# How the name of a template's file begins; the year of its register follows.
TEMPLATE_NAME = "mau-dang-ky-"
REGISTER_AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong")
REGISTER_REQUIRED = (
    "name", "beneficiary", "kind", "place", "year", "activity_text", "kcqg", "kcdp", "doi_ung",
)  # fmt: skip
MONEY = (*REGISTER_AMOUNTS, "budget")
# The days of which one places a scheme in a part of a year; the later ones speak of what was done alone.
LATER_DATES = ("accepted_on", "paid_on")
DATES = ("approved_on", *LATER_DATES)
# What schemes had for effects, as far as their rows say: people, jobs made, and money that is no support.
EFFECT_COUNTS = ("jobs", "posts", "trained")
EFFECT_MONEY = ("revenue", "output")
EFFECTS = (*EFFECT_COUNTS, *EFFECT_MONEY)
# Read under their own names, or where the office says so: nothing is asked about a name that is near one of these.
BESIDE = (*EFFECTS, *LATER_DATES)
