"""What a reader of the reports finds: golden text of two editions, and what every edition has to say of itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import reading
from analysis.raw.notes import SECTIONS
from analysis.report.titles import CHAPTERS
from editions import Edition

GOLDEN = Path(__file__).parent / "golden"
HASHES = re.compile(r"\b[0-9a-f]{16,64}\b")
# "./." ends a document and an appendix; a row of "…" is a blank to fill in by hand.
END, BLANK = re.compile(r"\./\."), re.compile(r"…{2,}")
DOUBLED = re.compile(
    r"[,;:.!?]\s*[,;:!?]|[,;:!?]\s*\.|(?<!\.)\.\s+\.|\s[,;:.!?](?=\s|$)|[“\"]\s*[“\"]|[”\"]\s*[”\"]|\(\s*\)"
)
FOREIGN = re.compile(
    r"\b(None|nan|NaN|NaT|null|undefined|True|False|inf|TODO|FIXME|lorem|Table|Figure|Appendix|Contents|Section|Page"
    r"|Note|Source|Total|Year|Error|object|Untitled|Image)\b"
)
CODES = re.compile(
    r"\b(?:I[0-9]{2}[a-z]?|R[0-9]{2}[a-z]?|D[0-9]{2}|N0[0-9]|ND[0-9])\b|make [a-z]+|ND[0-9]-M[HM]|\.csv\b"
)
LEFT_OPEN = re.compile(r"\{[^{}]*\}|\$\w|<[a-z/]|\\[a-z]|%\(|\bfoo\b")


def masked(edition: Edition) -> str:
    """The text of the report without what changes with any byte of a raw file."""
    return HASHES.sub("<mã băm>", edition.text) + "\n"


@pytest.mark.parametrize("name", ["tinh-2012-2022", "binh-dinh-2022", "tinh-2023"])
def test_text_is_the_golden_text(
    name: str, finished: Callable[[str], Edition], request: pytest.FixtureRequest
) -> None:
    """Headings, sentences and tables are word for word those reviewed last; `--renew-golden` writes new ones."""
    path, text = GOLDEN / f"{name}.txt", masked(finished(name))
    if request.config.getoption("--renew-golden"):
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.skip(f"đã ghi lại {path.name}; hãy đọc phần khác nhau trước khi nhận")
    reviewed = path.read_text(encoding="utf-8")
    difference = difflib.unified_diff(
        reviewed.splitlines(), text.splitlines(), "đã duyệt", "bây giờ", lineterm="", n=0
    )
    assert text == reviewed, "\n".join(difference)


def test_sentences_are_whole(edition: Edition) -> None:
    """No sentence of any edition has doubled punctuation or quotes, a blank before a stop, or empty brackets."""
    wrong = []
    for line in edition.outline:
        for part in line.split(" | "):
            shown = BLANK.sub("…", END.sub("", part))
            wrong += [f"{match.group()!r} in {part!r}" for match in DOUBLED.finditer(shown)]
    assert not wrong, "\n".join(wrong)


def test_sentences_end(edition: Edition) -> None:
    """Every paragraph of the body is a sentence: it begins with a capital and ends with a stop, or opens a list."""
    wrong = []
    for paragraph in edition.page.xpath(
        "//main//p[not(ancestor::header) and not(ancestor::*[@class='ky']) and not(@class='y-chinh')]"
    ):
        text = reading.one_line(paragraph.text_content())
        begins = text[:1].isupper() or text[:1] in ("“", "(", ".")
        if not begins or not re.search(r"[.:;)]$", text):
            wrong.append(text)
    assert not wrong, "\n".join(wrong)


def test_no_word_of_the_program_is_left(edition: Edition) -> None:
    """No text of HTML, PDF or DOCX holds a missing value's name, an English placeholder or a template mark."""
    texts = [edition.text, reading.docx_text(edition.docx)]
    texts += [reading.tagged(path).text() for path in (edition.pdf, edition.technical)]
    for text in texts:
        assert len(text) > 2000
        assert not FOREIGN.findall(text)
        assert not LEFT_OPEN.findall(text)
        assert "\ufffd" not in text, "a character was cut in two"


def test_what_is_signed_has_words_and_no_codes(edition: Edition) -> None:
    """Codes of indicators, checks, readings, norms and activities, and commands, stand in the technical part alone."""
    assert CODES.findall(edition.text)
    assert not CODES.findall(edition.signed)


def test_the_three_files_say_the_same(edition: Edition) -> None:
    """Every word of the HTML stands in the PDF and in the DOCX, and the other way round.

    Those of the technical part stand in its own file.
    """

    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", text))

    # Bảng, Hình and the headings' numbers are text in all three; chart labels are pictures in the DOCX and the PDF
    page, document = words(edition.signed), words(reading.docx_text(edition.docx))
    printed = re.sub(r"\s+", "", reading.tagged(edition.pdf).text())
    assert page <= document
    assert document <= page
    assert not {word for word in page if word not in printed}
    printed += re.sub(r"\s+", "", reading.tagged(edition.technical).text())
    assert not {word for word in words(edition.text) if word not in printed}


def test_missing_parts_are_named(edition: Edition) -> None:
    """A section without notes is left out, and the findings list it; what is not known is a dotted blank."""
    assert "chưa có nội dung." not in edition.text
    findings = (edition.report / "qa" / "phat-hien.csv").read_text(encoding="utf-8-sig")
    told = re.findall(r"chưa có nội dung cho các mục: ([^\"]*)", findings)
    empty = "; ".join(told).split("; ")
    found = edition.page.xpath("//main//h2 | //main//h3 | //main//h4")
    headings = "\n".join(heading.text_content() for heading in found).casefold()
    for name in SECTIONS:
        if name not in CHAPTERS:
            assert (name.casefold() in headings) == (name not in empty)
    assert "Số: ………/BC-………" in edition.text
    assert "ngày …… tháng …… năm ……" in edition.text


def test_tinh_says_its_headlines(tinh: Edition) -> None:
    """The conference report's headlines stand in sentences, each with the reading that it rests on."""
    text = tinh.text
    assert "29.916 triệu đồng vốn đối ứng" in text
    assert "hệ số của mô hình là 11,37 lần, ngoài mô hình chỉ là 0,90 lần" in text
    assert re.search(r"10,37 lần thay cho 11,37 lần", text)
    assert "4.120 triệu đồng kinh phí khuyến công nguồn chưa nêu theo nội dung" in text
    assert "trên 350 học viên" in text
    assert "trên 50" in text
    assert "Tổng các tỷ lệ có thể không bằng 100% do làm tròn" not in text or "99,9" in text


def test_binh_dinh_2022_keeps_the_bound(finished: Callable[[str], Edition]) -> None:
    """A counterpart of more than 8.588 triệu gives more than 1,4, beside the 1,5 that the source prints."""
    text = finished("binh-dinh-2022").text
    assert "trên 8.588 triệu đồng" in text
    assert re.search(r"trên 1,4 đồng vốn đối ứng.*1,5 do nguồn", text)
    assert "mức tối thiểu" in text
    assert re.search(r"(dưới|nhỏ hơn) 16,7%", text), (
        "a share over an at-least total is at most, and rounded up"
    )
    assert "16,67" not in text


def test_binh_dinh_series_names_the_gap(finished: Callable[[str], Edition]) -> None:
    """The series says which years are actual, which only planned and which are missing; the years are never added."""
    edition = finished("binh-dinh-2016-2022")
    assert "Số thực hiện có ở năm 2016 và 2022." in edition.text
    assert re.search(r"Năm 2017, 2019, 2020 và 2021 chỉ có số kế hoạch", edition.text)
    assert "Không có số liệu năm 2018." in edition.text
    rows = [line.split(" | ") for line in edition.outline if re.match(r"20\d\d \| ", line)]
    assert [row[:2] for row in rows] == [
        ["2016", "thực hiện"],
        ["2017", "kế hoạch"],
        ["2019", "kế hoạch"],
        ["2020", "kế hoạch"],
        ["2021", "kế hoạch"],
        ["2022", "thực hiện"],
        ["2022", "kế hoạch"],
    ]
    assert "Nguồn không có số liệu, bảng không in: 2018." in edition.text
    assert re.search(
        r"giai đoạn 2016-2020, nguồn công bố .*hơn 21,3 tỷ đồng.*trên 114 tỷ đồng.*270 đề án",
        edition.text,
    )
    assert (
        "Nguồn chưa có số liệu của giai đoạn 2016-2022 về kinh phí chung của cả kỳ" in edition.text
    )


def test_yen_bai_names_both_numbers(finished: Callable[[str], Edition]) -> None:
    """Where the source prints 138 and 137 the report names both and says which one it uses."""
    text = finished("yen-bai-2016-2020").text
    assert re.search(r"138 đề án và 137 đề án", text)
    assert "báo cáo dùng 138" in text
    assert "trên 208.295 triệu đồng" in text


def test_the_whole_country_is_a_plan(finished: Callable[[str], Edition]) -> None:
    """The plan of 2016 is called a plan in its sentence and its captions, and the place is no province."""
    text = finished("ca-nuoc-2016").text
    assert re.search(r"Theo số kế hoạch, năm 2016, .*103,7 tỷ đồng.*127,2 tỷ đồng", text)
    assert "cả nước" in text
    assert "tỉnh Cả nước" not in text
    assert "tỉnh cả nước" not in text
    missing = [line for line in text.splitlines() if re.match(r"I0[126]: thiếu", line)]
    wrong = [line for line in missing if "KCQG" in line or "kinh phí khuyến công" in line]
    assert not wrong, f"named as missing though the report prints them: {wrong}"
