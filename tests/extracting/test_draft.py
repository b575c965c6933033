"""Draft rows: what a quantity becomes in the columns of published figures."""

from __future__ import annotations

import json

import pytest

from analysis.edition import UNNAMED
from analysis.extracting.article import extract
from analysis.extracting.beside import duration_rows, lines_beside, notices
from analysis.extracting.draft import SURE, UNSURE, draft_rows
from analysis.extracting.page import page_of
from analysis.prose.places import name_in, places_in
from analysis.vocabulary import MEASURES, STATUSES, Words, code_of

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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nhờ lò mới, tỷ lệ sản phẩm loại 1 tăng từ 65% lên 92%.", "mức trước khi tăng, giảm"),
        (
            "Sở được bố trí 850 triệu đồng từ Chương trình quốc gia về nước sạch.",
            "tiền của nơi khác",
        ),
    ],
)
def test_each_reason_for_no_figure_has_its_words(text: str, why: str) -> None:
    """A share before it rose and money of another named programme are rows that say why, as revenue is."""
    row = rows_of(text)[0]
    assert (row["chi_tieu"], row["ly_do"]) == ("", why)


@pytest.mark.parametrize("sign", ["- ", "+ ", "=", "@"])
def test_the_sentence_of_a_row_is_no_formula_of_a_spreadsheet(sign: str) -> None:
    """A dash before a line of a list is not kept, so that a spreadsheet keeps the sentence."""
    (row,) = rows_of(f"Năm 2022:\n\n{sign}Khuyến công quốc gia hỗ trợ 2 tỷ đồng.")
    assert row["cau"] == "Khuyến công quốc gia hỗ trợ 2 tỷ đồng."


@pytest.mark.parametrize(
    "jobs",
    [
        "góp phần tạo thêm khoảng 420 việc làm mới cho lao động nông thôn",
        "đào tạo nghề gắn với tạo 420 việc làm",
        "giúp các cơ sở có thêm 420 chỗ làm việc",
    ],
)
def test_jobs_that_are_counted_are_asked_about(jobs: str) -> None:
    """A number of jobs is a row of who got work that is never sure: a job need not be a person."""
    (row,) = rows_of(f"Năm 2022, các đề án khuyến công {jobs}.")
    assert (row["chi_tieu"], row["gia_tri"], row["tin_cay"]) == (
        "lao động có việc làm",
        "420",
        UNSURE,
    )
    assert row["ly_do"].startswith("bài đếm việc làm, không đếm người")


@pytest.mark.parametrize("purpose", ["để mua sắm dây chuyền", "nhằm đầu tư máy móc hiện đại"])
def test_what_money_of_establishments_is_for_is_not_surely_its_activity(purpose: str) -> None:
    """Counterpart of all schemes buys machines too; it is of an activity that is named before it, and so is support."""
    many, own, given = rows_of(
        f"Năm 2022, các cơ sở bỏ ra 14 tỷ đồng vốn đối ứng {purpose}. "
        f"Riêng ứng dụng máy móc, các cơ sở bỏ ra 9 tỷ đồng vốn đối ứng {purpose}. "
        f"Khuyến công tỉnh hỗ trợ 3 tỷ đồng {purpose}."
    )
    assert (many["nguon_kinh_phi"], many["noi_dung"], many["tin_cay"]) == ("đối ứng", "", UNSURE)
    assert "mọi đề án" in many["ly_do"]
    for row in (own, given):
        assert row["noi_dung"].startswith("Ứng dụng máy móc")
        assert "mọi đề án" not in row["ly_do"]


def test_jobs_that_a_place_only_has_are_no_figure() -> None:
    """Jobs of a whole province are described, as its workers are."""
    (row,) = rows_of("Năm 2022, toàn tỉnh hiện có 12.000 việc làm trong ngành dệt.")
    assert row["chi_tieu"] == ""


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


@pytest.mark.parametrize(("words", "column"), [(MEASURES, "chi_tieu"), (STATUSES, "tinh_trang")])
def test_every_word_that_a_draft_offers_is_one_that_the_table_reads(
    words: Words, column: str
) -> None:
    """The page offers what a person may choose, and accepting takes it with its own meaning."""
    page = page_of(extract(REPORT), rows_of(REPORT), "bai-1")
    data = json.loads(page.partition('id="du-lieu">')[2].partition("</script>")[0])
    offered = data["choices"][column]
    assert [code_of(words, word) for word in offered] == list(words)
    assert all(code_of(words, word.label) == code for code, word in words.items())


def test_an_estimate_is_written_as_the_table_reads_an_estimate() -> None:
    """What a text only reckons with is no result after accepting either."""
    (row,) = rows_of("Năm 2022, khuyến công quốc gia ước đạt 2,5 tỷ đồng.")
    assert code_of(STATUSES, row["tinh_trang"]) == "estimated"


def test_a_percentage_of_what_was_planned_is_no_share_of_a_fund() -> None:
    """It is held against the plan, not against the sum of the funds."""
    shares = rows_of(
        "Năm 2022, khuyến công địa phương giải ngân 3 tỷ đồng, đạt 76% kế hoạch, chiếm 40% tổng kinh phí."
    )[1:]
    assert [row["chi_tieu"] for row in shares] == ["tỷ lệ thực hiện kế hoạch", "tỷ trọng"]


def test_products_are_figures_where_the_text_says_that_they_were_chosen() -> None:
    """Other products are no figure of the table."""
    rows = rows_of(
        "Năm 2022, tỉnh Bình Định có 35 sản phẩm công nghiệp nông thôn tiêu biểu. Cơ sở bán 200 sản phẩm."
    )
    assert [row["chi_tieu"] for row in rows] == ["sản phẩm được công nhận", ""]


def test_numbers_of_a_table_that_have_no_unit_are_counted_for_the_reader() -> None:
    """They are not read as figures, and are not lost without a word; years are no such numbers."""
    found = extract(
        "Kết quả năm 2022.\n\nNăm: 2021; 2022\n\nSố đề án: 15; 17\n\nKinh phí: 2 tỷ đồng; 3.000"
    )
    (line,) = [line for line in notices(found) if "dạng bảng" in line]
    assert line.startswith("3 số")


def test_a_text_on_several_places_leaves_the_place_to_the_person() -> None:
    """The country is one of them; a province that tells of itself beside one word on others is the place."""
    several = "Năm 2023, cả nước đạt 36 tỷ đồng khuyến công quốc gia; Thanh Hóa 20 tỷ đồng, Bắc Ninh 16 tỷ đồng."
    assert places_in(several) == ["Cả nước", "Thanh Hóa", "Bắc Ninh"]
    rows = draft_rows(extract(several), "bai-1", "")
    assert {row["dia_ban"] for row in rows} == {""}
    assert all("ghi dia_ban" in row["ly_do"] and row["tin_cay"] == UNSURE for row in rows)
    assert places_in("Tỉnh Bình Định đạt kết quả cao so với cả nước và Phú Yên.") == ["Bình Định"]
    assert places_in("Chương trình khuyến công có 3 tỷ đồng.") == [UNNAMED]


def test_a_place_that_is_no_province_is_called_as_the_text_calls_it() -> None:
    """A word for the folder is no name; what the text does not name has none."""
    text = "Kết quả tại các tỉnh, thành phố phía Nam và trên cả nước."
    assert name_in(text, "ca-nuoc") == "Cả nước"
    assert name_in(text, "cac-tinh-thanh-pho-phia-nam") == "Các tỉnh, thành phố phía Nam"
    assert name_in(text, "phia-bac") is None


@pytest.mark.parametrize(
    ("listed", "unread"),
    [
        (
            "lần lượt 7,1; 8,9; 10,2 và 12,2 tỷ đồng",
            '"7,1; 8,9; 10,2" trước "12,2 tỷ đồng" là 3 số',
        ),
        ("thực hiện 19, 22, 24, 27 đề án", '"19, 22, 24" trước "27 đề án" là 3 số'),
        ("đạt 97, gần 98 và hơn 99% kế hoạch", '"97, gần 98" trước "99%" là 2 số'),
    ],
)
def test_numbers_that_have_their_unit_at_the_last_one_are_told_and_that_one_is_not_sure(
    listed: str, unread: str
) -> None:
    """Only the last of them is read; a person has to add the others, and looks at that one."""
    text = f"Khuyến công tỉnh năm 2024 {listed}."
    assert rows_of(text)[0]["tin_cay"] == UNSURE
    told = next(one for one in notices(extract(text)) if "chung đơn vị" in one)
    assert told.startswith(unread)


def test_a_year_and_a_day_before_a_number_are_no_list_with_it() -> None:
    """After "Các năm 2023, 2024, 12 đề án", "Ngày 5, 12 cơ sở", "01/7/2025, 32 đề án": nothing is left unread."""
    text = "Các năm 2023, 2024, 12 đề án xong. Ngày 5, 12 cơ sở nhận máy. Đến 01/7/2025, 32 đề án xong."
    assert not extract(text).unread
