"""Draft rows: what a quantity becomes in the columns of published figures."""

from __future__ import annotations

from analysis.extracting.article import extract
from analysis.extracting.beside import duration_rows, lines_beside, notices
from analysis.extracting.draft import SURE, UNSURE, draft_rows

REPORT = (
    "Giai đoạn 2012-2022, tổng kinh phí thực hiện là 60,182 tỷ đồng, trong đó khuyến công quốc gia 12,982 tỷ đồng, "
    "khuyến công địa phương 4,205 tỷ đồng, vốn đối ứng 42,995 tỷ đồng."
)


def rows_of(text: str, year: int | None = None) -> list[dict[str, str]]:
    return draft_rows(extract(text), "bai-1", "Bình Định", year)


def test_a_row_stands_for_each_quantity_also_for_what_is_no_figure() -> None:
    """Revenue and caps have no chi_tieu and say why; figures have the words of the published table."""
    figure, revenue, cap = rows_of(
        "Năm 2022, khuyến công quốc gia đã hỗ trợ hơn 2,5 tỷ đồng. Doanh thu của công ty đạt 15 tỷ đồng. "
        "Mức hỗ trợ tối đa 300 triệu đồng/cơ sở."
    )
    assert (figure["chi_tieu"], figure["nguon_kinh_phi"], figure["dinh_ngu"]) == (
        "kinh phí",
        "KCQG",
        "hơn",
    )
    assert (figure["tu_nam"], figure["den_nam"], figure["tin_cay"]) == ("2022", "2022", SURE)
    assert [revenue["chi_tieu"], cap["chi_tieu"]] == ["", ""]
    assert "doanh thu" in revenue["ly_do"]
    assert cap["ly_do"] == "mức quy định"


def test_a_figure_without_a_period_is_asked_for_unless_the_user_says_the_year() -> None:
    """YEAR is the year of what the text leaves without one, and of nothing else."""
    text = "Khuyến công quốc gia hỗ trợ 2 tỷ đồng."
    assert (rows_of(text)[0]["tu_nam"], rows_of(text)[0]["tin_cay"]) == ("", UNSURE)
    assert rows_of(text, 2021)[0]["tu_nam"] == "2021"
    assert rows_of(f"Năm 2019, {text.lower()}", 2021)[0]["tu_nam"] == "2019"


def test_a_part_of_a_year_has_its_days() -> None:
    """Nine months are the days that the published table wants beside the year."""
    (row,) = rows_of("9 tháng đầu năm 2023, khuyến công quốc gia hỗ trợ 2 tỷ đồng.")
    assert (row["tu_nam"], row["tu_ngay"], row["den_ngay"]) == ("2023", "2023-01-01", "2023-09-30")


def test_one_figure_printed_twice_is_one_row_and_two_numbers_for_it_are_asked_about() -> None:
    """A headline repeats a number; another number for the same thing is for a person to decide."""
    same = rows_of("Năm 2021, KCQG là 2 tỷ đồng. Năm 2021, KCQG đạt 2 tỷ đồng.")
    assert [row["chi_tieu"] for row in same] == ["kinh phí", ""]
    for another in ("3 tỷ đồng", "trên 2 tỷ đồng"):
        other = rows_of(f"Năm 2021, KCQG là 2 tỷ đồng. Năm 2021, KCQG đạt {another}.")
        assert [row["tin_cay"] for row in other] == [UNSURE, UNSURE]


def test_a_sentence_about_another_province_is_asked_about() -> None:
    """What a sentence tells of another province alone is no sure figure of the place."""
    (other,) = rows_of("Năm 2023, tỉnh Phú Yên đã hỗ trợ 15 đề án.")
    assert (other["tin_cay"], other["ly_do"]) == (UNSURE, "câu nêu Phú Yên, không nêu Bình Định")
    (both,) = rows_of("Năm 2023, Bình Định cùng Phú Yên đã hỗ trợ 15 đề án.")
    assert both["tin_cay"] == SURE


def test_sums_are_evidence_and_what_cannot_be_is_a_reading() -> None:
    """A sum that meets is told, a near miss too; a part larger than its whole and 10 years over 11 become readings."""
    assert any("= 60,182 tỷ đồng" in line for line in notices(extract(REPORT)))
    near = extract(REPORT.replace("42,995", "42,895"))
    assert any(line.startswith("gần khớp") and "lệch 0,1 tỷ đồng" in line for line in notices(near))
    wrong = extract(
        REPORT
        + " Mô hình trình diễn 2,630 tỷ đồng, trong đó vốn đối ứng 29,916 tỷ đồng. Qua 10 năm thực hiện."
    )
    rows = draft_rows(wrong, "bai-1", "Bình Định")
    readings = lines_beside(wrong, rows, "bai-1", "Bình Định")["cach-hieu.csv"]
    assert "CM = CM - M" in readings
    assert "so_nam = nam_nguon" in readings
    assert [row["gia_tri"] for row in duration_rows(wrong, rows)] == ["10"]


def test_a_share_over_another_whole_is_a_reading_and_one_over_its_own_is_evidence() -> None:
    """A percentage that fits its whole is shown; one that fits only another whole is told, and asked about."""
    start = "Tổng vốn 80 tỷ đồng. Năm 2022, khuyến công là 20 tỷ đồng, gồm KCQG 8 tỷ đồng "
    end = " và KCĐP 12 tỷ đồng."
    right = extract(f"{start}(40%){end}")
    assert "khớp: 8 tỷ đồng = 40% của 20 tỷ đồng" in list(notices(right))
    other = extract(f"{start}(10%){end}")
    told = "10% là tỷ lệ của 8 tỷ đồng trên 80 tỷ đồng, không phải trên 20 tỷ đồng"
    assert any(line.startswith(told) for line in notices(other))
    rows = draft_rows(other, "bai-1", "Bình Định")
    assert "10% tính trên 80 tỷ đồng" in lines_beside(other, rows, "bai-1", "x")["cach-hieu.csv"]
    neither = extract(f"{start}(33%){end}")
    assert not any("33%" in line for line in notices(neither))


def test_a_text_without_quantities_is_an_empty_draft_with_a_notice() -> None:
    """Nothing found is no fault."""
    found = extract("Hội nghị đã thành công tốt đẹp.")
    assert draft_rows(found, "bai-1", "Bình Định") == []
    assert list(notices(found)) == ["không thấy số liệu nào trong văn bản"]
