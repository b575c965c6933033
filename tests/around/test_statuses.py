"""Words of a register that say something else than the status which is assumed."""

from __future__ import annotations

import pytest

from register_files import (
    HEADER,
    ROWS,
    csv_text,
    fault_codes,
    finding_codes,
    numbers,
    read,
    sums,
    with_below,
    with_rows,
    with_text,
    worded_register,
    workbook,
)

STOPPED = "Dừng thực hiện theo QĐ số 12/QĐ-SCT"


@pytest.mark.parametrize(
    "text",
    [
        worded_register(notes=("", STOPPED, "")),
        worded_register(notes=("", "Không thực hiện, đã thu hồi", "")),
        worded_register(notes=("Hủy theo QĐ 12", "", "")),
        worded_register(notes=("", "", "Chưa thực hiện")),
        worded_register(groups=("Đề án hoàn thành", "", "Đề án dừng thực hiện, thu hồi kinh phí")),
        worded_register(groups=("Kế hoạch năm 2024 (dự kiến)", "", "")),
        worded_register(title=("KẾT QUẢ THỰC HIỆN KẾ HOẠCH KHUYẾN CÔNG",)),
        worded_register(title=("DỰ TOÁN KINH PHÍ KHUYẾN CÔNG",)),
        worded_register(title=("KẾ HOẠCH KHUYẾN CÔNG",), notes=("Đã nghiệm thu", "", "")),
        worded_register(header=("Không triển khai",), notes=("", "x", "")),
        worded_register(
            title=("KẾ HOẠCH KHUYẾN CÔNG",), groups=("Đề án triển khai năm 2023", "", "")
        ),
        worded_register(title=("KẾ HOẠCH KHUYẾN CÔNG",), groups=("Đề án hoàn thành", "", "")),
        worded_register(statuses=("thực hiện", "", "kế hoạch"), notes=("", STOPPED, "")),
        worded_register(title=("DANH MỤC ĐỀ ÁN ĐỀ NGHỊ HỖ TRỢ",)),
        worded_register(title=("BẢNG GIAO CHỈ TIÊU KHUYẾN CÔNG",)),
        worded_register(title=("DANH MỤC ĐỀ ÁN ĐĂNG KÝ",)),
        worded_register(title=("DANH MỤC ĐỀ ÁN DỰ KIẾN",)),
        worded_register(title=("NĂM 2022 THỰC HIỆN, NĂM 2023 KẾ HOẠCH",)),
        worded_register(title=("KẾT QUẢ NĂM 2022, 2023 VÀ KẾ HOẠCH CHUYỂN TIẾP NĂM 2024",)),
    ],
)
def test_words_against_the_assumed_status_are_asked(text: str) -> None:
    """Where the status is assumed, words of a plan, a stop or a recall beside or above a scheme stop the reading."""
    assert fault_codes(read(text)) == {"status-unclear"}


@pytest.mark.parametrize(
    "text",
    [
        worded_register(),
        worded_register(title=("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG THỰC HIỆN",)),
        worded_register(
            title=("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/12/2022)")
        ),
        worded_register(
            notes=("Đã nghiệm thu", "12/QĐ-SCT ngày 5/3/2023", "Phòng Tài chính - Kế hoạch")
        ),
        worded_register(header=("Kế hoạch năm 2023",), notes=("310.000.000", "350.000.000", "0")),
        worded_register(header=("Số QĐ phê duyệt",), notes=("12/QĐ-SCT", "15/QĐ-SCT", "20/QĐ-SCT")),
        worded_register(groups=("Huyện Vân Canh", "", "Đề án hoàn thành")),
        worded_register(notes=("", STOPPED, ""), statuses=("thực hiện", "thực hiện", "thực hiện")),
        worded_register(notes=("Gạch không nung", "Máy nén không khí", "Không")),
        worded_register(notes=("Hoàn thành trước kế hoạch", "Vượt kế hoạch", "Đúng kế hoạch")),
        worded_register(
            notes=("Theo Kế hoạch số 12/KH-UBND", "12/KH-UBND", "Thực hiện theo kế hoạch")
        ),
        worded_register(notes=("Thiết bị thu hồi nhiệt", "Không có ý kiến", "Máy dừng tự động")),
        worded_register(notes=("Hỗ trợ đăng ký nhãn hiệu", "Chưa bao gồm thuế", "Đúng dự toán")),
        worded_register(title=("KẾT QUẢ NĂM 2022, 2023 VÀ KẾ HOẠCH NĂM 2024",)),
        worded_register(title=("DANH MỤC NĂM 2022, 2023 VÀ KẾ HOẠCH NĂM 2024",)),
        worded_register(title=("KẾT QUẢ THỰC HIỆN NĂM 2022, 2023", "VÀ KẾ HOẠCH NĂM 2024")),
    ],
)
def test_other_words_leave_the_assumption_and_it_is_told(text: str) -> None:
    """Words of results, papers and offices, plan columns beside, and words where a status stands, ask for nothing."""
    result = read(text)
    assert sums(result)[0] == 3
    assert set(result.schemes["status"]) == {"actual"}


@pytest.mark.parametrize(
    "text", [worded_register(), worded_register(groups=("Đề án hoàn thành", "", ""))]
)
def test_no_word_of_doing_outweighs_a_plan_further_away(text: str) -> None:
    """A group of finished schemes, a header "thực hiện" or a sheet "Kết quả" makes no result of a plan's file."""
    assert fault_codes(read(text, "data/raw/ke-hoach.csv")) == {"status-unclear"}


def test_a_header_or_a_sheet_of_results_under_a_plan_title_is_asked() -> None:
    """A text "Kinh phí thực hiện" over the money, or a sheet "Kết quả", stands against the title: both are asked."""
    title = ["KẾ HOẠCH KHUYẾN CÔNG"]
    top = [*HEADER[:7], "Kinh phí thực hiện (đồng)", "", "", ""]
    low = [*[""] * 7, *HEADER[7:]]
    assert fault_codes(read(csv_text([title, top, low, *ROWS]))) == {"status-unclear"}

    def rename(sheet: object) -> None:
        sheet.title = "Kết quả"  # type: ignore[attr-defined]

    data = workbook(rename, [title, HEADER, *map(numbers, ROWS)])
    assert fault_codes(read(data, "data/raw/so.xlsx")) == {"status-unclear"}


def test_the_word_nearest_to_a_scheme_is_shown() -> None:
    """A note in a row stands against its group, and is what the question names."""
    both = worded_register(groups=("Đề án hoàn thành", "", ""), notes=("", STOPPED, ""))
    faults = read(both).faults
    assert [fault.where.row for fault in faults] == [4]


@pytest.mark.parametrize(
    "words",
    """
    Tạm hoãn thực hiện|Hoãn thực hiện sang năm sau|Từ chối thực hiện|Xin thôi thực hiện|Không đạt nghiệm thu
    Nghiệm thu không đạt|Hoãn|Tạm hoãn|Bãi bỏ|Đã rút|Rút hồ sơ|Đã bỏ|Loại bỏ|Không tham gia|Không đủ điều kiện
    Thanh lý hợp đồng|Chuyển năm 2024|Chưa có kinh phí|Giãn tiến độ|Lùi sang năm 2024|Gia hạn đến 2024
    Kéo dài sang năm sau|Thanh lí hợp đồng|Cơ sở không làm nữa|Máy chưa về
    Tam hoan thuc hien|Hoan thuc hien sang nam sau|Khong tham gia|Co so khong lam nua|Chuyen nam 2024|Da rut
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_words_of_cancelling_beside_a_scheme_are_asked(words: str) -> None:
    """A scheme that was put off, withdrawn, refused or denied in any words is never taken as done."""
    assert fault_codes(read(worded_register(notes=("", words, "")))) == {"status-unclear"}


def columned(name: str, *cells: str) -> set[str]:
    """The faults of the base register, of 2022 and 2023, with a column beside it."""
    return fault_codes(read(worded_register(header=(name,), notes=cells)))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Đã nghiệm thu", ("Có", "Không", "Có")),
        ("Đã thực hiện", ("x", "", "x")),
        ("Đã giải ngân", ("310000000", "0", "200000000")),
        ("Tỷ lệ hoàn thành", ("100%", "100%", "0%")),
        ("Thời gian thực hiện", ("2023", "Quý I/2024", "2022")),
    ],
)
def test_a_column_that_tells_what_was_not_done_is_asked(name: str, cells: tuple[str, ...]) -> None:
    """A "không" or a blank among marks, a 0 disbursed, a later time of doing speak of their scheme."""
    assert columned(name, *cells) == {"status-unclear"}


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Đã nghiệm thu", ("x", "x", "x")),
        ("Đã thực hiện", ("", "", "")),
        ("Đã giải ngân", ("310000000", "", "200000000")),
        ("Ngày nghiệm thu", ("12/12/2023", "", "15/01/2023")),
        ("Số tiền thu hồi nộp NSNN", ("0", "-", "")),
        ("Thời gian thực hiện", ("6 tháng", "2022-2024", "Quý III/2022")),
        ("Người thực hiện", ("An", "", "Bình")),
    ],
)
def test_a_column_of_what_was_done_asks_for_nothing(name: str, cells: tuple[str, ...]) -> None:
    """Marks for all, no mark at all, a blank among amounts, days and people leave the assumption."""
    assert columned(name, *cells) == set()


@pytest.mark.parametrize(
    "name",
    """
    Máy sấy: không thực hiện|Máy sấy * dừng thực hiện|Máy sấy / hủy|Hủy - Máy sấy|Máy sấy (đang trình)
    Máy sấy (đăng ký bổ sung)|Máy sấy (giãn)|Máy sấy (cơ sở giải thể)|Máy sấy - ko thực hiện
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_a_remark_on_a_name_counts_in_any_shape(name: str) -> None:
    """Behind a colon, a star or a stroke, before a dash, in brackets: what became of the scheme is asked."""
    assert fault_codes(read(with_text("Tên đề án", name))) == {"status-unclear"}


@pytest.mark.parametrize(
    "name",
    """
    Máy phân loại/loại bỏ tạp chất|Thu hồi - tái chế dung môi|Máy K: thực hiện gia công|Máy đóng gói / dừng tự động
    Máy ép nhựa (loại 2)|Mô hình - trình diễn kỹ thuật|Máy nghiền (giãn nở nhiệt)
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_parts_of_a_name_are_no_remarks(name: str) -> None:
    """What stands beside a colon, a stroke or a dash is mostly what a machine does."""
    assert not read(with_text("Tên đề án", name)).faults


@pytest.mark.parametrize(
    "note",
    """
    Ko thực hiện|K thực hiện|Rút|Loại|Chuyển trả ngân sách|Cty giải tán|Cơ sở đã đóng cửa|Đang thực hiện dở
    Điều chỉnh giảm toàn bộ|Vốn bố trí sang năm sau|Sẽ triển khai quý IV|KH đợt 2|Đang lập hồ sơ|Đang mời thầu
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_everyday_words_beside_a_scheme_are_asked(note: str) -> None:
    """Short denials and what an official jots down of a scheme that is not done yet, or not any more."""
    assert fault_codes(read(worded_register(notes=("", note, "")))) == {"status-unclear"}


@pytest.mark.parametrize(
    "note",
    """
    Chưa được phê duyệt tại QĐ số 12|Chờ phê duyệt theo Quyết định|Đã phê duyệt|Kế hoạch đợt 1|Dự kiến kế hoạch đợt 2
    Tạm Dừng|Cơ sở dừng|Cơ sở Dừng hoạt động|Đề án Dừng|Nguyễn Văn A dừng|Cao Su Dừng Thực Hiện|Công ty CP Dừng
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_notes_that_sound_like_papers_or_persons_are_asked(note: str) -> None:
    """What waits for its paper, a plan by itself, and a business that stopped are no number of a paper and no name."""
    assert fault_codes(read(worded_register(notes=("", note, "")))) == {"status-unclear"}


@pytest.mark.parametrize("name", ["Cơ sở Dừng", "Hộ kinh doanh Trần Thị Dừng", "HKD Lê Thôi"])
def test_a_person_named_like_a_status_is_a_person(name: str) -> None:
    """The name of a beneficiary says nothing of its scheme; a remark behind it does."""
    assert not read(with_text("Đơn vị thụ hưởng", name)).faults
    stopped = read(with_text("Đơn vị thụ hưởng", f"{name} (dừng)"))
    assert fault_codes(stopped) == {"status-unclear"}


@pytest.mark.parametrize(
    "note",
    """
    Đã thanh lý hợp đồng ngày 20/12/2023|Biên bản nghiệm thu, thanh lý số 05/BB-TTKC|Nghiệm thu và thanh lý hợp đồng
    Theo Kế hoạch khuyến công tỉnh giai đoạn 2021-2025|Điện 3 pha, động cơ không đồng bộ|Cam kết không vay vốn
    Đã phê duyệt quyết toán|Đang hoạt động tốt|Xuất sang Nhật|Thay máy cũ bằng máy mới
    Hỗ trợ 50% chi phí, không quá 300 triệu đồng|Phê duyệt tại QĐ số 123/QĐ-SCT ngày 12/3/2023
    Được phê duyệt tại Quyết định số 12/QĐ-UBND|Phê duyệt bổ sung tại QĐ 45/QĐ-SCT|Thuộc kế hoạch đợt 2
    Thuộc kế hoạch khuyến công đợt 2 năm 2023|Theo kế hoạch bổ sung đợt II
    Chủ hộ: Nguyễn Văn Dừng|Liên hệ bà Trần Thị Thôi, 0905123456|Phạm Dừng|Lê Văn Ước (chủ cơ sở)
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_sound_notes_ask_for_nothing(note: str) -> None:
    """A contract that was fulfilled, a plan of several years, a kind of motor, a closed account are no undoing."""
    result = read(worded_register(notes=("", note, "")))
    assert not result.faults, result.faults


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("TỜ TRÌNH DANH MỤC ĐỀ ÁN", True),
        ("KẾT QUẢ THẨM ĐỊNH ĐỀ ÁN", True),
        ("DANH MỤC GỌI VỐN", True),
        ("(Kèm theo Tờ trình số 12/TTr-SCT)", False),
        ("Số liệu đã được phê duyệt quyết toán", False),
    ],
)
def test_a_title_of_what_is_not_decided_is_asked(title: str, wanted: bool) -> None:
    """A proposal, an appraisal and a call for money are no results; the number of a paper is nothing."""
    assert fault_codes(read(worded_register(title=(title,)))) == (
        {"status-unclear"} if wanted else set()
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Chưa TH", True), ("De nghi", True), ("P.KH-TC", False), ("TH", False)],
)
def test_a_short_name_of_a_sheet_counts(name: str, wanted: bool) -> None:
    """Sheets of what is not done or proposed are asked; the office that keeps the file is none of them."""

    def rename(sheet: object) -> None:
        sheet.title = name  # type: ignore[attr-defined]

    data = workbook(rename, [HEADER, *map(numbers, ROWS)])
    found = fault_codes(read(data, "data/raw/so.xlsx"))
    assert found == ({"status-unclear"} if wanted else set())


@pytest.mark.parametrize("text", ["Số còn dư", "Kinh phí xin bổ sung", "Chênh lệch", "Lũy kế"])
def test_another_sum_over_the_money_is_asked(text: str) -> None:
    """What is left, asked for or added up over years is not what was paid in the year."""
    top = [*HEADER[:7], text, "", "", ""]
    low = [*[""] * 7, *HEADER[7:]]
    assert fault_codes(read(csv_text([top, low, *ROWS]))) == {"status-unclear"}


@pytest.mark.parametrize(
    "words",
    [
        "Đề án dừng thực hiện",
        "Kế hoạch bổ sung",
        "Đề án thu hồi kinh phí",
        "Đề án chuyển sang năm 2024",
        "Đề án đề nghị hỗ trợ",
    ],
)
def test_a_group_is_asked_with_its_sums_as_without(words: str) -> None:
    """The row of a group says the same of its schemes whether or not their sums stand in it."""
    for has_sums in ([], [True]):
        assert fault_codes(read(with_rows(["II", words, "", *has_sums]))) == {"status-unclear"}


def test_a_total_speaks_of_the_schemes_above_it() -> None:
    """A total "Cộng các đề án đã dừng" is asked, a total of what was done is not."""
    for words, wanted in (("các đề án đã dừng", {"status-unclear"}), ("đề án hoàn thành", set())):
        rows = [[*cells, ""] for cells in ROWS]
        total = ["", f"Cộng {words}", *[""] * 5, *ROWS[2][7:], ""]
        above = ["", "Cộng đề án thực hiện", *[""] * 5]
        above += [
            str(int(one) + int(two)) for one, two in zip(ROWS[0][7:], ROWS[1][7:], strict=True)
        ]
        text = csv_text([[*HEADER, "Ghi chú"], *rows[:2], [*above, ""], rows[2], total])
        assert fault_codes(read(text)) == wanted, words


@pytest.mark.parametrize(
    "row",
    [
        ["", "- Không thực hiện, đã thu hồi", ""],
        ["", "* Các đề án hủy bỏ:", ""],
        ["", "- Máy trộn", "chưa thực hiện"],
    ],
)
def test_words_in_the_row_of_a_part_are_asked(row: list[str]) -> None:
    """What the row of a part says in its name or beside it is said of its scheme."""
    assert fault_codes(read(with_rows(row))) == {"status-unclear"}
    innocent = ["", "- Xây dựng kế hoạch kinh doanh, máy hút chân không", "Đã nghiệm thu"]
    assert not read(with_rows(innocent)).faults


def test_a_note_below_the_signatures_is_asked() -> None:
    """What is said of schemes counts there too; names and posts of those who sign do not."""
    signed = ["Người lập", "Nguyễn Văn Hủy", "TRƯỞNG PHÒNG KẾ HOẠCH"]
    assert not read(with_below(*signed)).faults
    note = "Ghi chú: đề án số 3 đã hủy theo QĐ 15"
    assert fault_codes(read(with_below(*signed, note))) == {"status-unclear"}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (worded_register(notes=("", "Đã hủy", ""), statuses=["thực hiện"] * 3), 3),
        (worded_register(notes=("", "chưa triển khai", ""), statuses=["thực hiện"] * 3), 3),
        (worded_register(groups=("", "", "Đề án dừng thực hiện"), statuses=["thực hiện"] * 3), 4),
    ],
)
def test_a_stated_status_against_the_words_beside_it_is_warned_of(text: str, row: int) -> None:
    """A scheme that is stated as done beside "đã hủy", or in a group of stopped ones, counts and both are named."""
    result = read(text)
    assert sums(result) == sums(read(worded_register()))
    (warning,) = [one for one in result.findings if one.code == "status-contradicted"]
    assert f"dòng {row}" in warning.message
    agreed = worded_register(
        notes=("", "Đã hủy", ""), statuses=("thực hiện", "dừng thực hiện", "thực hiện")
    )
    assert "status-contradicted" not in finding_codes(read(agreed))


@pytest.mark.parametrize(
    ("title", "status", "wanted"),
    [
        ("KẾ HOẠCH KHUYẾN CÔNG NĂM 2022-2023", "thực hiện", True),
        ("DANH MỤC ĐỀ ÁN ĐỀ XUẤT", "thực hiện", True),
        ("KẾT QUẢ THỰC HIỆN KHUYẾN CÔNG NĂM 2022-2023", "kế hoạch", True),
        ("KẾT QUẢ THỰC HIỆN KHUYẾN CÔNG NĂM 2022-2023", "thực hiện", False),
        ("KẾT QUẢ THỰC HIỆN KHUYẾN CÔNG NĂM 2022-2023", "dừng thực hiện", False),
        ("KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2022-2023", "thực hiện", False),
        ("DANH MỤC ĐỀ ÁN NĂM 2022-2023", "kế hoạch", False),
    ],
)
def test_a_status_against_its_title_is_warned_of(title: str, status: str, wanted: bool) -> None:
    """Schemes stated as done below a title of a plan, or as planned below one of results, count and both are named."""
    result = read(worded_register(title=(title,), statuses=[status] * 3))
    assert sums(result)[0] == 3
    told = [one for one in result.findings if one.code == "status-contradicted"]
    assert [title in one.message for one in told] == [True] * wanted
    asked = read(worded_register(title=(title,), notes=("Đã hủy", "", "")))
    assert "status-contradicted" not in finding_codes(asked)


def test_a_title_or_a_text_over_the_money_makes_a_plan_and_it_is_told() -> None:
    """With no word against it a plan's title or parent header makes all schemes planned, named in the notice."""
    result = read(worded_register(title=("KẾ HOẠCH KHUYẾN CÔNG",)))
    assert set(result.schemes["status"]) == {"planned"}
    assert any("KẾ HOẠCH" in finding.message for finding in result.findings)
    proposed = read(worded_register(title=("KẾ HOẠCH KHUYẾN CÔNG (DỰ KIẾN)",)))
    assert set(proposed.schemes["status"]) == {"planned"}
    top = [*HEADER[:7], "Kế hoạch", "", "", ""]
    low = [*[""] * 7, *HEADER[7:]]
    result = read(csv_text([top, low, *ROWS]))
    assert not result.faults, result.faults
    assert set(result.schemes["status"]) == {"planned"}


def test_a_word_of_a_title_belongs_to_the_year_that_it_stands_with() -> None:
    """Below "kết quả năm 2022 và kế hoạch năm 2023" the schemes of 2023 are planned, those of 2022 are not."""
    result = read(worded_register(title=("KẾT QUẢ NĂM 2022 VÀ KẾ HOẠCH KHUYẾN CÔNG NĂM 2023",)))
    assert not result.faults, result.faults
    found = dict(zip(result.schemes["year"], result.schemes["status"], strict=True))
    assert found == {2022: "actual", 2023: "planned"}
    told = [finding.message for finding in result.findings if finding.code == "status-assumed"]
    assert any("2022 được hiểu là thực hiện" in message for message in told)
    assert any("2023 được hiểu là kế hoạch" in message for message in told)
    result = read(worded_register(title=("KẾ HOẠCH KCQG NĂM 2022 VÀ KCĐP NĂM 2023",)))
    assert set(result.schemes["status"]) == {"planned"}


@pytest.mark.parametrize("column", ["Tên đề án", "Nội dung hoạt động", "Đơn vị thụ hưởng"])
@pytest.mark.parametrize(
    "text",
    """
    Hỗ trợ máy sấy (đã hủy)|Máy sấy - KHÔNG THỰC HIỆN|Máy sấy (thu hồi kinh phí)|Máy sấy; dừng thực hiện theo QĐ 12
    Máy sấy (chuyển sang năm 2024)|Máy sấy (dự kiến)|Máy sấy (KH 2024)|[HỦY] Máy sấy|Máy sấy, đã hủy|Máy sấy đã hủy
    HỦY: Máy sấy|Đã dừng thực hiện|Máy sấy (chưa triển khai)|Máy sấy (đơn vị xin rút)|May say (da huy)
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_a_remark_in_a_text_of_the_scheme_is_asked(column: str, text: str) -> None:
    """A stop, a recall or a plan in brackets, behind a dash or as the whole cell counts as one in the notes."""
    assert fault_codes(read(with_text(column, text))) == {"status-unclear"}


@pytest.mark.parametrize(
    "text",
    """
    Xây dựng kế hoạch kinh doanh|Hội nghị tổng kết kế hoạch|Kế hoạch kinh doanh cho doanh nghiệp|Dừng đèn đỏ
    Máy sấy - thu hồi nhiệt thải|Máy sấy (có thu hồi nhiệt)|Gạch không nung|Máy hút chân không|Máy ép - không dầu
    Hỗ trợ đăng ký nhãn hiệu|Máy bóc vỏ (loại bỏ tạp chất)|Hội thảo vì sao chưa thực hiện sản xuất sạch hơn
    Kế hoạch: xây dựng và triển khai|Hội nghị; kế hoạch sản xuất|Máy cắt, bỏ đầu tôm|Chuyển giao công nghệ; đào tạo
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_what_a_scheme_does_is_no_remark(text: str) -> None:
    """Plans that are written, heat that is recovered and machines without something are names of schemes."""
    result = read(with_text("Tên đề án", text))
    assert not result.faults, result.faults
    assert set(result.schemes["status"]) == {"actual"}


@pytest.mark.parametrize(
    "note",
    [
        "(*) Đề án đã dừng thực hiện",
        "Ghi chú: các đề án số 3, 5 đã hủy",
        "* Đề án số 3 đã dừng thực hiện theo QĐ 15",
        "Ghi chú: số liệu kế hoạch",
    ],
)
def test_a_note_below_the_table_is_asked(note: str) -> None:
    """A footnote about a stop or a plan, right below the schemes or after a blank row, stops the reading."""
    width = len(HEADER) - 1
    for rows in ([["", note]], [[], [note]]):
        below = [[*cells, *[""] * width] for cells in rows]
        assert fault_codes(read(csv_text([HEADER, *ROWS, *below]))) == {"status-unclear"}
    whole = read(
        csv_text([HEADER, *ROWS, ["Ghi chú: đã quyết toán, vượt kế hoạch", *[""] * width]])
    )
    assert not whole.faults, whole.faults


def test_a_sheet_named_as_a_plan_is_asked() -> None:
    """The name of a sheet alone makes no plan: it is asked."""

    def rename(sheet: object) -> None:
        sheet.title = "Kế hoạch"  # type: ignore[attr-defined]

    data = workbook(rename, [HEADER, *map(numbers, ROWS)])
    assert fault_codes(read(data, "data/raw/so.xlsx")) == {"status-unclear"}


def test_stopped_and_recalled_schemes_have_statuses_of_their_own() -> None:
    """Schemes "dừng thực hiện", "không thực hiện" and "thu hồi" are read, and none of them is done."""
    text = worded_register(statuses=("dừng thực hiện", "không thực hiện", "thu hồi"))
    assert list(read(text).schemes["status"]) == ["stopped", "stopped", "recalled"]


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC ĐỀ ÁN CHƯA BỐ TRÍ VỐN",
        "DANH MỤC ĐỀ ÁN DỰ PHÒNG",
        "DANH MỤC ĐỀ ÁN CHỜ VỐN",
        "DANH MỤC ĐỀ ÁN KHÔNG ĐƯỢC PHÊ DUYỆT",
        "ĐỀ ÁN CHƯA ĐỦ HỒ SƠ",
        "danh muc de an du phong",
    ],
)
def test_a_title_that_denies_or_puts_off_is_asked(title: str) -> None:
    """No scheme is done under a title that says "not", "not yet", "in reserve" or "waiting", nor in such a group."""
    assert fault_codes(read(worded_register(title=(title,)))) == {"status-unclear"}
    assert fault_codes(read(worded_register(groups=(title, "", "")))) == {"status-unclear"}


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC ĐỀ ÁN (chưa bao gồm vốn đối ứng)",
        "DANH MỤC ĐỀ ÁN HỖ TRỢ KHÔNG HOÀN LẠI",
        "ĐỀ ÁN SẢN XUẤT GẠCH KHÔNG NUNG",
        "danh muc de an khong dau",
    ],
)
def test_a_title_that_denies_something_else_is_no_question(title: str) -> None:
    """What the money does not include, and a denial inside a term, say nothing of a status."""
    assert not read(worded_register(title=(title,))).faults


@pytest.mark.parametrize(
    "note", ["Thay thế bằng đề án số 5", "Thay bằng cơ sở khác", "Chờ bố trí vốn"]
)
def test_a_scheme_that_was_replaced_or_waits_is_asked(note: str) -> None:
    """Beside a scheme words for another one in its place, or for money to come, are no result."""
    assert fault_codes(read(worded_register(notes=("", note, "")))) == {"status-unclear"}


@pytest.mark.parametrize("word", ["Đã thực hiện", "Hoàn thành", "Đã nghiệm thu, thanh lý"])
def test_a_finished_scheme_is_done_and_a_blank_beside_it_is_asked(word: str) -> None:
    """What is finished was done; an office that ticks off what is finished leaves the rest blank."""
    done = read(worded_register(statuses=(word, "Thực hiện", word)))
    assert not done.faults, done.faults
    assert set(done.schemes["status"]) == {"actual"}
    assert fault_codes(read(worded_register(statuses=(word, "", word)))) == {"status-unclear"}
    assert not read(worded_register(statuses=("thực hiện", "", "Thực hiện"))).faults


@pytest.mark.parametrize("word", ["Chưa thực hiện", "Không thực hiện nữa", "Dừng"])
def test_no_hint_is_the_opposite_of_a_word(word: str) -> None:
    """A denied status is never said to be nearly "thực hiện"."""
    faults = read(worded_register(statuses=(word, "thực hiện", "thực hiện"))).faults
    assert [fault.code for fault in faults] == ["category-unknown"]
    assert not any(f'"{label}"?' in faults[0].remedy for label in ("thực hiện", "ước thực hiện"))


@pytest.mark.parametrize("word", ["không rõ", "không rõ tình trạng"])
def test_a_scheme_of_unknown_status_is_asked(word: str) -> None:
    """Only a published figure may be of no known status: a register that says so is refused."""
    assert fault_codes(read(worded_register(statuses=(word, "thực hiện", "kế hoạch")))) == {
        "category-unknown"
    }


@pytest.mark.parametrize(
    "name",
    ["KH_2023", "Ke_hoach_2023", "Dự_kiến", "KH23", "DeXuat", "DuKien2023", "DK 2023", "Tam dung"],
)
def test_words_typed_in_one_are_heard_in_the_name_of_a_sheet_and_of_a_file(name: str) -> None:
    """Underscores, capitals inside and digits at the end hide no word of a plan, wherever the name stands."""

    def rename(sheet: object) -> None:
        sheet.title = name  # type: ignore[attr-defined]

    data = workbook(rename, [HEADER, *map(numbers, ROWS)])
    assert "status-unclear" in fault_codes(read(data, "data/raw/so.xlsx"))
    assert "status-unclear" in fault_codes(read(worded_register(), f"data/raw/{name}.csv"))


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("DANH MỤC ĐỀ ÁN ĐƯỢC GIAO", "Đang chờ"),
        ("DANH MỤC ĐỀ ÁN XIN HỖ TRỢ", "Đối tác rút"),
        ("CHỈ TIÊU KHUYẾN CÔNG", "Đã nộp lại"),
        ("ĐỀ ÁN TỒN ĐỌNG", "Ko làm"),
        ("(Kèm theo Tờ trình của Sở Công Thương)", "k làm"),
        ("danh muc de an duoc giao", "ko lam"),
    ],
)
def test_what_is_assigned_asked_for_or_given_up_in_a_word_is_asked(title: str, note: str) -> None:
    """Over schemes the verbs of a request, beside one a bare verb at the end or a short denial, are no result."""
    assert fault_codes(read(worded_register(title=(title,)))) == {"status-unclear"}
    assert fault_codes(read(worded_register(notes=("", note, "")))) == {"status-unclear"}


@pytest.mark.parametrize(
    ("name", "cell", "asked"),
    [
        ("Hủy dự toán", "5", True),
        ("Hủy dự toán", "10 triệu", True),
        ("Kế hoạch", "5", False),
        ("Kế hoạch", "10 triệu", False),
        ("Kế hoạch", "x", True),
        ("% kế hoạch", "5%", False),
        ("Số lao động theo kế hoạch", "5", False),
    ],
)
def test_a_figure_under_a_name_counts_by_what_the_name_says_not_by_its_digits(
    name: str, cell: str, asked: bool
) -> None:
    """A sum that was struck off is heard whatever its size; figures of a plan beside the money are none."""
    found = fault_codes(read(worded_register(header=(name,), notes=("", cell, ""))))
    assert found == ({"status-unclear"} if asked else set())


@pytest.mark.parametrize(
    "note", ["Cơ sở không sử dụng lao động trẻ em", "Thiết bị chưa qua sử dụng", STOPPED]
)
def test_a_note_that_is_asked_is_answered_in_its_own_row(note: str) -> None:
    """The fault asks for the status of its scheme alone, and the register is read once that cell has one."""
    (fault,) = read(worded_register(notes=("", note, ""))).faults
    assert (fault.where.row, "riêng đề án này" in str(fault)) == (3, True)
    answered = read(worded_register(statuses=("", "dừng thực hiện", ""), notes=("", note, "")))
    assert list(answered.schemes["status"]) == ["actual", "stopped", "actual"]


def test_words_of_a_group_are_answered_in_its_own_rows() -> None:
    """The fault asks for the schemes of the group and no others."""
    (fault,) = read(worded_register(groups=("", "Đề án dừng thực hiện", ""))).faults
    assert "cho các đề án của nhóm" in str(fault)
