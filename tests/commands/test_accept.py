"""What a person accepted of a draft goes to the end of tables in data/raw, and gives the first edition again."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.commands.accept import FIGURES_FILE, accept
from analysis.commands.extract import extract_text
from analysis.commands.extract_asked import Accept, Extract
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.errors import ExtractionError
from analysis.extracting.draft import SURE, UNSURE
from analysis.project import Project
from analysis.vocabulary import FIGURE_COLUMNS
from data_builder import compute

ROOT = Path(__file__).resolve().parents[2]
DECIMALS = re.compile("[0-9],[0-9]+ tỷ đồng")
# In the manner of a report on a conference: the figures of the first edition in words of its own.
ARTICLE = """Khuyến công mười một năm: vốn mồi cho công nghiệp nông thôn

Chiều 5/4, Sở Công Thương họp đánh giá công tác khuyến công. Giai đoạn 2012-2022, tổng kinh phí thực hiện công \
tác khuyến công trên địa bàn tỉnh là 60,182 tỷ đồng, trong đó kinh phí khuyến công quốc gia 12,982 tỷ đồng, kinh \
phí khuyến công địa phương 4,205 tỷ đồng, vốn đối ứng của các cơ sở công nghiệp nông thôn 42,995 tỷ đồng. Đã hỗ \
trợ 23 doanh nghiệp nhỏ và vừa, 8 hợp tác xã, 18 hộ kinh doanh; trong đó có 3 cơ sở thuộc địa bàn khó khăn, đặc \
biệt khó khăn.

Cụ thể: đào tạo nghề, truyền nghề, nâng cao tay nghề 478 triệu đồng; nâng cao năng lực quản lý với 7 lớp cho \
trên 350 học viên; xây dựng mô hình trình diễn kỹ thuật, chuyển giao công nghệ 2,630 tỷ đồng từ khuyến công quốc \
gia, trong đó vốn đối ứng 29,916 tỷ đồng; 25 đề án đầu tư máy móc, thiết bị hiện đại cho 39 đơn vị với kinh phí \
khuyến công 7,318 tỷ đồng; phát triển sản phẩm công nghiệp nông thôn tiêu biểu 2,641 tỷ đồng.

Giám đốc Sở nói, 10 năm qua mỗi đồng vốn mồi đều sinh lời; có nơi đầu tư hàng chục tỷ đồng.
"""
SOURCE = "hoi-nghi-thu"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the article drafted, and what the office decided of the first edition."""
    own = Project(tmp_path)
    own.raw.mkdir(parents=True)
    for name in ("mien-tru.csv", "co-quan.csv"):
        own.raw.joinpath(name).write_bytes((ROOT / "data" / "raw" / name).read_bytes())
    text = tmp_path / "bai.txt"
    text.write_text(ARTICLE, encoding="utf-8")
    extract_text(own, Extract(str(text), SOURCE))
    return own


def decide(project: Project, change: Callable[[str], str] = str, **cells: str) -> Path:
    """Accept every figure, its value changed, with these cells."""
    draft = project.root / "data" / "trich" / SOURCE / "ban-nhap.csv"
    with draft.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            own = {"gia_tri": change(row["gia_tri"]), "tin_cay": "nhận", **cells}
            writer.writerow(row | own if row["chi_tieu"] else row)
    return draft


def test_a_value_that_the_sentence_of_its_row_does_not_print_is_refused(project: Project) -> None:
    """Decimals that a spreadsheet damaged are each told with the row, the value and what its sentence prints."""
    decide(project, lambda value: value.replace(",", ""))
    before = sorted(project.raw.iterdir())
    with pytest.raises(ExtractionError) as refused:
        accept(project, Accept(SOURCE))
    told = str(refused.value)
    assert 'dòng 3, cột "gia_tri"' in told
    assert "12982 tỷ đồng: câu của dòng này chỉ in 60,182 tỷ đồng, 12,982 tỷ đồng" in told
    assert told.count("draft-value") == len(DECIMALS.findall(ARTICLE))
    assert sorted(project.raw.iterdir()) == before


@pytest.mark.parametrize("meant", [{"cau": ""}, {"ghi_chu": "Khác câu: theo báo cáo năm"}])
def test_a_value_that_is_meant_is_taken(project: Project, meant: dict[str, str]) -> None:
    """A row of a person's own has no sentence, or a note that begins with the stated words."""
    decide(project, lambda value: value.replace("12,982", "13,5"), **meant)
    accept(project, Accept(SOURCE))
    assert '"13,5"' in (project.raw / FIGURES_FILE).read_text("utf-8")


def test_an_article_accepted_gives_the_indicators_of_the_first_edition(project: Project) -> None:
    """The figures typed by hand and those extracted from an article that prints them give the same 35 indicators."""
    decide(project)
    accept(project, Accept(SOURCE))
    edition = Edition("tinh", 2012, 2022)
    made, shipped = compute(project.raw, edition), compute(ROOT / "data" / "raw", edition)
    ids = list(load_definitions().indicators)
    assert {id_: made.value(id_) for id_ in ids} == {id_: shipped.value(id_) for id_ in ids}
    assert None not in [made.value(id_) for id_ in ids]


def test_tables_of_a_draft_open_in_a_spreadsheet_with_their_letters(project: Project) -> None:
    """Each table of a draft begins with the mark of UTF-8; it goes into no table of data/raw that is made of it."""
    tables = list((project.root / "data" / "trich" / SOURCE).glob("*.csv"))
    assert len(tables) == 4
    assert all(table.read_bytes().startswith(BOM_UTF8) for table in tables)
    decide(project)
    accept(project, Accept(SOURCE))
    assert BOM_UTF8 not in (project.raw / "nguon.csv").read_bytes()


def test_what_the_report_prints_of_a_source_is_asked_for(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new source whose publisher and date nobody gave is told with the table that has them, one that has them not."""
    decide(project)
    accept(project, Accept(SOURCE))
    told = "Nên điền publisher, date của hoi-nghi-thu trong data/raw/nguon.csv"
    said = capsys.readouterr().out
    assert told in said
    assert "để trống thì chỉ in tên bài" in said
    for name in ("nguon.csv", FIGURES_FILE):
        (project.raw / name).unlink()
    line = project.root / "data" / "trich" / SOURCE / "nguon.csv"
    blank = line.read_text("utf-8")
    for date, lacking in (("", "Nên điền date của hoi-nghi-thu"), ("2023-04", "")):
        line.write_text(blank.replace(",,,", f",Báo Thử,{date},"), encoding="utf-8")
        accept(project, Accept(SOURCE))
        said = capsys.readouterr().out
        assert ("Nên điền" in said) == bool(lacking)
        assert lacking in said
        assert "chỉ in tên bài" not in said
        for name in ("nguon.csv", FIGURES_FILE):
            (project.raw / name).unlink()


def test_a_draft_that_is_not_there_is_told_with_the_folder_where_it_was_sought(
    project: Project,
) -> None:
    """A file that was saved elsewhere is found by its whole path."""
    with pytest.raises(ExtractionError, match="file-missing") as refused:
        accept(project, Accept("bao-mau", "nhap.csv"))
    assert f"trong thư mục {project.root}" in str(refused.value)


@pytest.mark.parametrize("word", [SURE, UNSURE])
def test_nothing_is_written_while_a_row_is_undecided(project: Project, word: str) -> None:
    """A row that nobody decided is refused at its place in the draft, however sure it is; data/raw stays as it is."""
    draft = decide(project)
    lines = draft.read_text("utf-8").splitlines()
    lines[9] = lines[9].replace(",nhận,", f",{word},")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = sorted(project.raw.iterdir())
    with pytest.raises(ExtractionError, match=r"ban-nhap\.csv, dòng 10.*draft-undecided"):
        accept(project, Accept(SOURCE))
    assert sorted(project.raw.iterdir()) == before


def test_what_stands_in_raw_keeps_every_byte(project: Project) -> None:
    """Rows go to the end of a table whatever its separator, line ends and last line are."""
    decide(project)
    before = b"\xef\xbb\xbfsource;label;code\r\n;Truy\xe1\xbb\x81n th\xc3\xb4ng;ND6"
    table = project.raw / "noi-dung.csv"
    table.write_bytes(before)
    accept(project, Accept(SOURCE))
    after = table.read_bytes()
    assert after.startswith(before + b"\r\n")
    assert after.count(b"\r\n") == after.count(b"\n") > 2
    assert f"{SOURCE};Phát triển sản phẩm".encode() in after


def test_figures_that_are_there_already_are_refused(project: Project) -> None:
    """Another number for the same thing is refused too, with where the first one stands; nothing is written."""
    decide(project)
    accept(project, Accept(SOURCE))
    there = {path: path.read_bytes() for path in project.raw.iterdir()}
    decide(project, lambda value: value.replace("12,982", "13,5"), cau="")
    with pytest.raises(ExtractionError) as refused:
        accept(project, Accept(SOURCE))
    told = str(refused.value)
    assert f"13,5 tỷ đồng: data/raw/{FIGURES_FILE}, dòng 3 đã có 12,982 tỷ đồng" in told
    assert told.count("figures-overlap") == told.count("\n")
    assert {path: path.read_bytes() for path in project.raw.iterdir()} == there


def test_a_row_that_no_raw_file_may_have_is_refused_at_its_place(project: Project) -> None:
    """The checks of all raw files are those of a draft: a changed cell is told where it stands in the draft."""
    draft = decide(project)
    draft.write_text(
        draft.read_text("utf-8").replace(",thời gian,", ",thời giờ,"), encoding="utf-8"
    )
    with pytest.raises(
        ExtractionError, match=r'ban-nhap\.csv, dòng 19, cột "chi_tieu".*category-unknown'
    ):
        accept(project, Accept(SOURCE))


@pytest.mark.parametrize(
    ("table", "text", "wanted"),
    [
        ("nguon.csv", 'id,place,subject,publisher,date,url\n"a,b', r"nguon\.csv.*csv-quote"),
        (FIGURES_FILE, f"{','.join(FIGURE_COLUMNS)},la\n", rf"{FIGURES_FILE}.*header-unknown"),
        (FIGURES_FILE, "sep=;\n", FIGURES_FILE),
    ],
)
def test_a_table_that_cannot_take_rows_is_told_and_stays(
    project: Project, table: str, text: str, wanted: str
) -> None:
    """A table of data/raw that is not read as it stands is named, and keeps its bytes."""
    decide(project)
    path = project.raw / table
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExtractionError, match=wanted):
        accept(project, Accept(SOURCE))
    assert path.read_text("utf-8") == text


def test_an_accepted_row_without_its_measure_is_told_and_not_lost(project: Project) -> None:
    """A row that a person accepted and whose measure is empty is refused at its place in the draft."""
    draft = decide(project)
    head, first, *rest = draft.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[FIGURE_COLUMNS.index("chi_tieu")] = ""
    draft.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    with pytest.raises(ExtractionError, match=r'ban-nhap\.csv, dòng 2, cột "chi_tieu"'):
        accept(project, Accept(SOURCE))
