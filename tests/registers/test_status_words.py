"""A register's own words decide that a status must be asked: no plan and no stopped scheme is printed as done."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.registers.status_words import sense_of
from register_files import (
    HEADER,
    ROWS,
    csv_text,
    fault_codes,
    finding_codes,
    numbers,
    read,
    sums,
    workbook,
)

STOPPED = "Dừng thực hiện theo QĐ số 12/QĐ-SCT"
BARE = "1", "2", "3"


def register(
    title: Sequence[str] = (),
    groups: Sequence[str] = ("", "", ""),
    notes: Sequence[str] = ("", "", ""),
    header: Sequence[str] = ("Ghi chú",),
    statuses: Sequence[str] = (),
) -> str:
    """The base register with words in its title, in a group row before each scheme, and in a column beside it."""
    names = [*HEADER, *header, *(["Tình trạng"] if statuses else [])]
    rows: list[list[str]] = [[text, *[""] * (len(names) - 1)] for text in title]
    rows.append(names)
    for number, cells in enumerate(ROWS):
        if groups[number]:
            rows.append(["I" * (number + 1), groups[number], *[""] * (len(names) - 2)])
        rows.append([*cells, notes[number], *statuses[number : number + 1]])
    return csv_text(rows)


@pytest.mark.parametrize(
    "text",
    [
        register(notes=("", STOPPED, "")),
        register(notes=("", "Không thực hiện, đã thu hồi", "")),
        register(notes=("Hủy theo QĐ 12", "", "")),
        register(notes=("", "", "Chưa thực hiện")),
        register(groups=("Đề án hoàn thành", "", "Đề án dừng thực hiện, thu hồi kinh phí")),
        register(groups=("Kế hoạch năm 2024 (dự kiến)", "", "")),
        register(title=("KẾT QUẢ THỰC HIỆN KẾ HOẠCH KHUYẾN CÔNG",)),
        register(title=("DỰ TOÁN KINH PHÍ KHUYẾN CÔNG",)),
        register(title=("KẾ HOẠCH KHUYẾN CÔNG",), notes=("Đã nghiệm thu", "", "")),
        register(header=("Không triển khai",), notes=("", "x", "")),
        register(title=("KẾ HOẠCH KHUYẾN CÔNG",), groups=("Đề án triển khai năm 2023", "", "")),
        register(title=("KẾ HOẠCH KHUYẾN CÔNG",), groups=("Đề án hoàn thành", "", "")),
        register(statuses=("thực hiện", "", "kế hoạch"), notes=("", STOPPED, "")),
    ],
)
def test_words_against_the_assumed_status_are_asked(text: str) -> None:
    """Where the status is assumed, words of a plan, a stop or a recall beside or above a scheme stop the reading."""
    assert fault_codes(read(text)) == {"status-unclear"}


@pytest.mark.parametrize(
    "text",
    [
        register(),
        register(title=("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG THỰC HIỆN",)),
        register(
            title=("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/12/2022)")
        ),
        register(notes=("Đã nghiệm thu", "12/QĐ-SCT ngày 5/3/2023", "Phòng Tài chính - Kế hoạch")),
        register(header=("Kế hoạch năm 2023",), notes=("310.000.000", "350.000.000", "0")),
        register(header=("Số QĐ phê duyệt",), notes=("12/QĐ-SCT", "15/QĐ-SCT", "20/QĐ-SCT")),
        register(groups=("Huyện Vân Canh", "", "Đề án hoàn thành")),
        register(notes=("", STOPPED, ""), statuses=("thực hiện", "thực hiện", "thực hiện")),
        register(notes=("Gạch không nung", "Máy nén không khí", "Không")),
    ],
)
def test_other_words_leave_the_assumption_and_it_is_told(text: str) -> None:
    """Words of results, papers and offices, plan columns beside, and words where a status stands, ask for nothing."""
    result = read(text)
    assert sums(result)[0] == 3
    assert set(result.schemes["status"]) == {"actual"}


@pytest.mark.parametrize("text", [register(), register(groups=("Đề án hoàn thành", "", ""))])
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
    both = register(groups=("Đề án hoàn thành", "", ""), notes=("", STOPPED, ""))
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
    assert fault_codes(read(register(notes=("", words, "")))) == {"status-unclear"}


def test_a_title_or_a_text_over_the_money_makes_a_plan_and_it_is_told() -> None:
    """With no word against it a plan's title or parent header makes all schemes planned, named in the notice."""
    result = read(register(title=("KẾ HOẠCH KHUYẾN CÔNG",)))
    assert set(result.schemes["status"]) == {"planned"}
    assert any("KẾ HOẠCH" in finding.message for finding in result.findings)
    top = [*HEADER[:7], "Kế hoạch", "", "", ""]
    low = [*[""] * 7, *HEADER[7:]]
    result = read(csv_text([top, low, *ROWS]))
    assert not result.faults, result.faults
    assert set(result.schemes["status"]) == {"planned"}


def test_a_sheet_named_as_a_plan_is_asked() -> None:
    """The name of a sheet alone makes no plan: it is asked."""

    def rename(sheet: object) -> None:
        sheet.title = "Kế hoạch"  # type: ignore[attr-defined]

    data = workbook(rename, [HEADER, *map(numbers, ROWS)])
    assert fault_codes(read(data, "data/raw/so.xlsx")) == {"status-unclear"}


def test_stopped_and_recalled_schemes_have_statuses_of_their_own() -> None:
    """Schemes "dừng thực hiện", "không thực hiện" and "thu hồi" are read, and none of them is done."""
    text = register(statuses=("dừng thực hiện", "không thực hiện", "thu hồi"))
    assert list(read(text).schemes["status"]) == ["stopped", "stopped", "recalled"]


@pytest.mark.parametrize(
    "text",
    [
        register(notes=("", "Hỗ trợ có thu hồi 50%", "")),
        register(groups=("", "Hỗ trợ có thu hồi", "")),
        register(title=("ĐỀ ÁN HỖ TRỢ CÓ THU HỒI",)),
        register(header=("Kinh phí hỗ trợ có thu hồi",)),
    ],
)
def test_support_that_is_paid_back_is_told(text: str) -> None:
    """Recoverable support is read with the grants, is no recalled scheme, and is warned of wherever it is said."""
    result = read(text)
    assert sums(result)[0] == 3
    assert "support-recoverable" in finding_codes(result)
    assert "support-recoverable" not in finding_codes(
        read(register(notes=("", "Không thu hồi", "")))
    )


@pytest.mark.parametrize("word", ["Chưa thực hiện", "Không thực hiện nữa", "Dừng"])
def test_no_hint_is_the_opposite_of_a_word(word: str) -> None:
    """A denied status is never said to be nearly "thực hiện"."""
    faults = read(register(statuses=(word, "thực hiện", "thực hiện"))).faults
    assert [fault.code for fault in faults] == ["category-unknown"]
    assert not any(f'"{label}"?' in faults[0].remedy for label in ("thực hiện", "ước thực hiện"))


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("ke hoach 2023", "planned"),
        ("dung thuc hien", "stopped"),
        ("su dung may", ""),
        ("Ước thực hiện năm 2023", "estimated"),
        ("Hoàn thành vượt kế hoạch", "actual"),
        ("Hỗ trợ có thu hồi", ""),
        ("Thu hồi kinh phí", "recalled"),
        ("Trình phê duyệt", "planned"),
        ("Quyết định số 12/QĐ-UBND về việc phê duyệt danh mục", "approved"),
    ],
)
def test_senses(text: str, sense: str) -> None:
    """Words count whole and in their own sense; without marks only those that can mean nothing else."""
    assert sense_of(text) == sense
