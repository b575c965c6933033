"""The register's template: what officials see in Excel, what Excel refuses or marks, and that it reads back whole."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from python_calamine import CalamineWorkbook

from analysis import vocabulary
from analysis.errors import AnalysisError, ParameterError
from analysis.form.guide import COLUMNS, FIRST_ROW, REQUIRED_COLUMNS, ROWS
from analysis.form.workbook import (
    REGISTER_SHEET,
    template_bytes,
    write_template,
)
from analysis.parameters import parse_year
from analysis.registers.reader import read_register
from analysis.tables.columns import GUIDE_SHEET, REGISTER_COLUMNS
from editions import fresh_copy
from office_program import recalculated

KIND_CODES = {word.label: word.code for word in vocabulary.KINDS.values()}
OPTIONAL_COLUMNS = tuple(column.name for column in COLUMNS if not column.is_required)
GUIDE = Path(__file__).parents[2] / "docs" / "huong-dan.md"
YEAR = 2024
HEADERS = [
    "STT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm", "Nội dung hoạt động", "Kinh phí KCQG (đồng)",
    "Kinh phí KCĐP (đồng)", "Kinh phí đối ứng (đồng)", "Tổng kinh phí (đồng)", "Mã đề án", "Tình trạng",
    "Ngày phê duyệt", "Ngày nghiệm thu", "Ngày giải ngân", "Địa bàn khó khăn", "Số cơ sở", "Loại hình cơ sở",
    "Đơn vị thực hiện", "Tổng dự toán (đồng)",
    "Hình thức hỗ trợ", "Lao động có việc làm", "Việc làm mới", "Lao động được đào tạo", "Doanh thu (đồng)",
    "Giá trị sản xuất (đồng)",
]  # fmt: skip
DAYS = ("Ngày phê duyệt", "Ngày nghiệm thu", "Ngày giải ngân")
LISTS = {
    "Loại hình": list(KIND_CODES),
    "Năm": [YEAR],
    "Tình trạng": [
        "thực hiện",
        "ước thực hiện",
        "phê duyệt",
        "kế hoạch",
        "dừng thực hiện",
        "thu hồi",
    ],
    "Hình thức hỗ trợ": ["không hoàn lại", "có thu hồi"],
    "Địa bàn khó khăn": ["có", "không"],
    "Loại hình cơ sở": ["DNNVV", "HTX", "THT", "HKD", "LHHTX"],
}
MONEY = (
    "Kinh phí KCQG", "Kinh phí KCĐP", "Kinh phí đối ứng", "Tổng kinh phí", "Tổng dự toán", "Doanh thu",
    "Giá trị sản xuất",
)  # fmt: skip
PEOPLE = ("Lao động có việc làm", "Việc làm mới", "Lao động được đào tạo")
START = FIRST_ROW + 1
END = FIRST_ROW + ROWS
GOOD: dict[str, Any] = {
    "STT": 1,
    "Tên đề án": "Hỗ trợ máy sấy",
    "Đơn vị thụ hưởng": "HTX Gạch Sông Lô",
    "Loại hình": "Ứng dụng máy móc",
    "Địa bàn": "Huyện Tuy Phước",
    "Năm": YEAR,
    "Nội dung hoạt động": "Đầu tư 01 máy sấy",
    "Kinh phí KCQG": 300_000_000,
    "Kinh phí KCĐP": 0,
    "Kinh phí đối ứng": 700_000_000,
    "Tổng kinh phí": 1_000_000_000,
}
LETTER = {column.name: get_column_letter(number) for number, column in enumerate(COLUMNS, start=1)}


@pytest.fixture(scope="module")
def content() -> bytes:
    return template_bytes(YEAR)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(content: bytes, sheet: str) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_words_cover_the_activities_once() -> None:
    """Each activity has one kind of scheme, and one more kind stands for several."""
    assert sorted(KIND_CODES.values()) == sorted(
        {*vocabulary.ACTIVITIES, vocabulary.MANY_ACTIVITIES}
    )
    assert set(vocabulary.LEGAL_FORMS) <= set(vocabulary.BENEFICIARIES)
    assert {column.name for column in COLUMNS if column.entry == "money"} == set(MONEY)
    texts = [
        *KIND_CODES,
        *vocabulary.printed_words(vocabulary.STATUSES),
        *REQUIRED_COLUMNS,
        *OPTIONAL_COLUMNS,
    ]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_bytes_do_not_depend_on_the_moment(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same year gives the same bytes again, in another time zone too; another year gives others."""
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    assert template_bytes(YEAR) == content
    assert template_bytes(YEAR + 1) != content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert b">2000-01-01T00:00:00Z<" in archive.read("docProps/core.xml")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_header_is_the_contract(content: bytes) -> None:
    """The header holds the contract's columns in their order, with the unit where money is meant, and stays in view."""
    assert tuple(column.name for column in COLUMNS) == tuple(
        word.label for word in REGISTER_COLUMNS.values()
    )
    assert sorted(REQUIRED_COLUMNS + OPTIONAL_COLUMNS) == sorted(column.name for column in COLUMNS)
    sheet = opened(content)[REGISTER_SHEET]
    assert [cell.value for cell in sheet[FIRST_ROW]] == HEADERS
    assert rows_of(content, REGISTER_SHEET)[FIRST_ROW - 1] == HEADERS
    assert sheet.freeze_panes == f"C{START}"
    assert str(YEAR) in sheet["A1"].value
    assert sheet["A3"].value == "Đơn vị tính: đồng"


def test_prepared_rows_are_empty(content: bytes) -> None:
    """No reader finds anything below the header: neither values nor formulas, filters, merged or hidden parts."""
    sheet = opened(content)[REGISTER_SHEET]
    below = [cell.value for row in sheet.iter_rows(min_row=START) for cell in row]
    assert len(below) >= ROWS * len(COLUMNS)
    assert set(below) == {None}
    assert {cell for row in rows_of(content, REGISTER_SHEET)[FIRST_ROW:] for cell in row} <= {""}
    assert sheet.auto_filter.ref is None
    assert not sheet.merged_cells.ranges
    assert not any(
        part.hidden for part in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
    )


def test_workbook_holds_no_formula_and_two_visible_sheets(content: bytes) -> None:
    """Both sheets are visible, and no cell of theirs is a formula or an error."""
    workbook = opened(content)
    assert workbook.sheetnames == [REGISTER_SHEET, GUIDE_SHEET]
    assert {sheet.sheet_state for sheet in workbook} == {"visible"}
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_each_column_has_its_validation(content: bytes) -> None:
    """Every prepared cell of a column has one validation, of the kind of its column, that stops what is wrong."""
    found = {
        str(v.sqref): v for v in opened(content)[REGISTER_SHEET].data_validations.dataValidation
    }
    kinds = {
        "STT": ("whole", "1"),
        "Số cơ sở": ("whole", "0"),
        **dict.fromkeys((*PEOPLE, *MONEY), ("whole", "0")),
    }
    for name, letter in LETTER.items():
        validation = found.pop(f"{letter}{START}:{letter}{END}", None)
        if name in kinds:
            assert (validation.type, validation.formula1) == kinds[name]
            assert validation.operator == "greaterThanOrEqual"
        elif name in LISTS:
            assert validation.type == "list"
        elif name in DAYS:
            assert validation.type == "date"
        else:
            assert validation is None or validation.type in (None, "none")
            continue
        assert validation.errorStyle in (None, "stop")
        assert validation.error.startswith(f"{name}: ")
        assert name == "STT" or 0 < len(validation.prompt) <= 255
        assert len(validation.error) <= 255
    assert not found


def test_lists_lie_in_the_visible_guide(content: bytes) -> None:
    """Each drop-down names a range of the guide that holds exactly the words of its column."""
    workbook = opened(content)
    sources = {
        str(v.sqref)[0]: v.formula1
        for v in workbook[REGISTER_SHEET].data_validations.dataValidation
    }
    for name, words in LISTS.items():
        reference = workbook.defined_names[sources[LETTER[name]].removeprefix("=")].attr_text
        sheet, area = reference.replace("$", "").split("!")
        assert sheet.strip("'") == GUIDE_SHEET
        assert [cell.value for (cell,) in workbook[GUIDE_SHEET][area]] == words


def test_number_formats_are_of_the_column(content: bytes) -> None:
    """Money is shown with its thousands apart and a date as day, month and year, in every prepared row."""
    sheet = opened(content)[REGISTER_SHEET]
    for row in (START, END):
        assert {sheet[f"{LETTER[name]}{row}"].number_format for name in MONEY} == {"#,##0"}
        assert {sheet[f"{LETTER[name]}{row}"].number_format for name in DAYS} == {"dd/mm/yyyy"}


def test_sheets_print_on_a4(content: bytes) -> None:
    """The register lies across A4, fitted to its width, its header on each page; the guide's lists start a page."""
    workbook = opened(content)
    sheet, guide = workbook[REGISTER_SHEET], workbook[GUIDE_SHEET]
    assert sheet.page_setup.paperSize == guide.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${FIRST_ROW}:${FIRST_ROW}"
    (stop,) = guide.row_breaks.brk
    assert guide.cell(stop.id + 1, 1).value.startswith("IV. ")


def test_guide_explains_every_column_and_list(content: bytes) -> None:
    """The guide names every column and every word of a list, and no row of it looks like a register's header."""
    rows = rows_of(content, GUIDE_SHEET)
    texts = {str(cell) for row in rows for cell in row}
    assert set(HEADERS) <= texts
    assert {
        str(word) for words in LISTS.values() for word in words if isinstance(word, str)
    } <= texts
    names = {*HEADERS, *REQUIRED_COLUMNS, *OPTIONAL_COLUMNS}
    assert max(sum(cell in names for cell in row) for row in rows) == 1
    assert not any("{" in text for text in texts)


def marks(content: bytes) -> list[tuple[str, str, str]]:
    """Area, formula and fill of each conditional format."""
    formats = opened(content)[REGISTER_SHEET].conditional_formatting
    return [
        (str(area.sqref), rule.formula[0], rule.dxf.fill.bgColor.rgb if rule.dxf.fill else "")
        for area in formats
        for rule in area.rules
    ]


COLOURS = {"FFF8CBC6": "đỏ", "FFFBDDB5": "cam", "FFFFF2B3": "vàng"}
# what is changed in a good row: the colours that its cells then have
CASES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({}, {}),
    (dict.fromkeys(GOOD), {}),
    ({"Tổng kinh phí": 1_000_000_001}, dict.fromkeys(MONEY[:4], "đỏ")),
    ({"Tổng kinh phí": 5}, dict.fromkeys(MONEY[:4], "đỏ")),
    ({"Kinh phí KCĐP": None}, {"Kinh phí KCĐP": "vàng"}),
    ({"Tên đề án": "   "}, {"Tên đề án": "vàng"}),
    ({"Kinh phí KCQG": "300 triệu"}, {"Kinh phí KCQG": "đỏ"}),
    ({"Kinh phí KCQG": -300_000_000, "Tổng kinh phí": 400_000_000}, {"Kinh phí KCQG": "đỏ"}),
    (
        {"Kinh phí KCQG": 0.5, "Tổng kinh phí": 700_000_000.5},
        {"Kinh phí KCQG": "đỏ cam", "Tổng kinh phí": "đỏ"},
    ),
    ({"Kinh phí KCQG": 300, "Tổng kinh phí": 700_000_300}, {"Kinh phí KCQG": "cam"}),
    ({"Loại hình": "Đào tạo nghê"}, {"Loại hình": "đỏ"}),
    ({"Năm": YEAR - 1}, {"Năm": "đỏ"}),
    ({"Ngày phê duyệt": "mai"}, {"Ngày phê duyệt": "đỏ"}),
    ({"Ngày giải ngân": "mai"}, {"Ngày giải ngân": "đỏ"}),
    (
        {
            "Ngày phê duyệt": dt.date(YEAR, 3, 15),
            "Ngày nghiệm thu": dt.date(YEAR, 6, 15),
            "Tình trạng": "phê duyệt",
            "Địa bàn khó khăn": "có",
        },
        {},
    ),
    (
        {"Tình trạng": "xong", "Loại hình cơ sở": "TNHH"},
        {"Tình trạng": "đỏ", "Loại hình cơ sở": "đỏ"},
    ),
    ({"Tổng dự toán": 900}, {"Tổng dự toán": "cam"}),
    ({**dict.fromkeys(GOOD), "STT": 1}, dict.fromkeys(REQUIRED_COLUMNS, "vàng")),
)


def shifted(formula: str, down: int, across: int) -> str:
    """The formula of the first prepared row as it is for another cell; an absolute column stays."""

    def move(match: re.Match[str]) -> str:
        dollar, letter, row = match.groups()
        moved = letter if dollar else get_column_letter(column_index_from_string(letter) + across)
        return f"{dollar}{moved}{int(row) + down}"

    return re.sub(r"(?<![A-Za-z_$])(\$?)([A-Z]+)(\d+)\b", move, formula)


def test_marks_show_what_is_wrong(content: bytes, tmp_path: Path) -> None:
    """The marks' formulas, computed by an office program, colour what is missing or wrong and nothing else."""
    workbook = opened(content)
    sheet, answers = workbook[REGISTER_SHEET], workbook.create_sheet("Kết quả")
    asked: list[tuple[int, str, str]] = []
    for down, (changes, _) in enumerate(CASES):
        for name, value in {**GOOD, **changes}.items():
            sheet[f"{LETTER[name]}{START + down}"] = value
        for area, formula, fill in marks(content):
            first, last = map(column_index_from_string, re.findall("[A-Z]+", area))
            for number in range(first, last + 1) if fill else ():
                text = shifted(formula, down, number - first)
                text = re.sub(r"(\$?[A-Z]+\d+(?::\$?[A-Z]+\d+)?)", rf"'{REGISTER_SHEET}'!\1", text)
                asked.append((down, get_column_letter(number), COLOURS[fill]))
                answers.cell(len(asked), 1, f"=IF({text},1,0)")
    workbook.save(tmp_path / "hỏi.xlsx")
    answered = recalculated(tmp_path / "hỏi.xlsx", tmp_path)
    computed = [row[0] for row in rows_of(answered, "Kết quả")]
    assert set(computed) == {0.0, 1.0}
    names = {letter: name for name, letter in LETTER.items()}
    for down, (changes, wanted) in enumerate(CASES):
        colours: dict[str, set[str]] = {}
        for (row, letter, colour), yes in zip(asked, computed, strict=True):
            if row == down and yes:
                colours.setdefault(names[letter], set()).add(colour)
        assert colours == {name: set(text.split()) for name, text in wanted.items()}, changes


def test_marks_cover_all_prepared_rows(content: bytes) -> None:
    """Every mark reaches over all prepared rows; the one for missing cells covers the required columns."""
    areas = marks(content)
    assert {re.sub("[A-Z]", "", area) for area, _, _ in areas} == {f"{START}:{END}"}
    first, last = LETTER[REQUIRED_COLUMNS[0]], LETTER[REQUIRED_COLUMNS[-1]]
    assert ord(last) - ord(first) == len(REQUIRED_COLUMNS) - 1
    assert [area for area, _, fill in areas if COLOURS.get(fill) == "vàng"] == [
        f"{first}{START}:{last}{END}"
    ]


@pytest.mark.parametrize("name", [column.name for column in COLUMNS])
def test_the_template_and_the_guide_demand_what_the_reader_demands(
    content: bytes, name: str
) -> None:
    """A cell that is left empty is refused when the template says that its column is required, and else taken."""
    scheme = {**GOOD, "Kinh phí KCĐP": 100_000_000, "Tổng kinh phí": 1_100_000_000}
    workbook = opened(content)
    for column, header in enumerate(COLUMNS, start=1):
        value = None if header.name == name else scheme.get(header.name)
        workbook[REGISTER_SHEET].cell(START, column).value = value
    saved = io.BytesIO()
    workbook.save(saved)
    refused = bool(read_register("so.xlsx", saved.getvalue()).faults)
    page = {row[1]: row[2] for row in rows_of(content, GUIDE_SHEET) if row[2] in ("có", "không")}
    header = HEADERS[list(LETTER).index(name)]
    assert (refused, page[header]) == (
        (True, "có") if name in REQUIRED_COLUMNS else (False, "không")
    )
    guide = re.search(
        rf"^\| `{name}` \| ([^|]+) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert guide is not None
    assert (guide[1] != "không") == refused


def test_ten_schemes_read_back_as_typed(content: bytes, tmp_path: Path) -> None:
    """Ten schemes that are typed in come out of two readers as they are, and the lists and marks are still there."""
    workbook = opened(content)
    sheet = workbook[REGISTER_SHEET]
    typed = [
        [number, f"Đề án số {number}: =1+1 “Đắk Lắk”", "Cơ sở Ngọc Ánh; HTX Mỹ", kind, "Xã Đại Lộc", YEAR, "Đầu tư máy",
         10**8 * number, 0, 10**11, 10**8 * number + 10**11, f"KC-{number:02}", "thực hiện", dt.date(YEAR, 2, number),
         dt.date(YEAR, 5, number), dt.date(YEAR, 6, number),
         "không", number, "HKD", "Trung tâm Khuyến công", 10**12, "không hoàn lại", 5, 4, number, 10**9, 10**10]
        for number, kind in enumerate(list(KIND_CODES)[:10], start=1)
    ]  # fmt: skip
    for row, values in enumerate(typed, start=START):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    path = tmp_path / "danh-muc.xlsx"
    workbook.save(path)
    calamine = [
        [cell for cell in row if cell != ""]
        for row in rows_of(path.read_bytes(), REGISTER_SHEET)[FIRST_ROW:]
    ]
    assert [row for row in calamine if row] == typed
    again = openpyxl.load_workbook(path)[REGISTER_SHEET]
    rows = list(again.iter_rows(min_row=START, values_only=True))
    assert [
        [c.date() if isinstance(c, dt.datetime) else c for c in row] for row in rows[:10]
    ] == typed
    assert {cell for row in rows[10:] for cell in row} == {None}
    assert marks(path.read_bytes()) == marks(content)


@pytest.mark.parametrize("year", [2023, YEAR])
def test_a_template_without_statuses_is_read_under_its_own_name(tmp_path: Path, year: int) -> None:
    """Nothing that the program itself wrote, not even the name of the file, is taken for a word of the schemes."""
    path = write_template(tmp_path, year)
    workbook = opened(path.read_bytes())
    for column, header in enumerate(COLUMNS, start=1):
        workbook[REGISTER_SHEET].cell(START, column).value = {**GOOD, "Năm": year}.get(header.name)
    workbook.save(path)
    result = read_register(f"data/raw/{path.name}", path.read_bytes())
    assert not result.faults
    assert list(result.schemes["status"]) == ["actual"]


def test_existing_file_is_left_alone(tmp_path: Path) -> None:
    """A template that is there already may be filled in: it is refused by name, and its bytes stay."""
    path = write_template(tmp_path, YEAR)
    assert path == tmp_path / f"mau-dang-ky-{YEAR}.xlsx"
    path.write_bytes(b"filled in")
    with pytest.raises(
        AnalysisError, match=rf"mau-dang-ky-{YEAR}\.xlsx: đã có .*\[file-exists\]. Cách khắc phục: "
    ):
        write_template(tmp_path, YEAR)
    assert path.read_bytes() == b"filled in"


def test_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    """A link under the template's name is refused like a file, so that nothing is written elsewhere."""
    if os.name != "posix":
        pytest.skip("máy này không tạo được liên kết tượng trưng")
    (tmp_path / f"mau-dang-ky-{YEAR}.xlsx").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AnalysisError, match=r"\[file-exists\]"):
        write_template(tmp_path, YEAR)
    assert not (tmp_path / "elsewhere").exists()


def test_failed_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves no cut file behind, which the next try would take for a filled one."""

    class Full(io.BytesIO):
        def write(self, _content: Any) -> int:
            raise OSError(28, "full")

    def full(path: Path, mode: str) -> Full:
        assert mode == "xb"
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="full"):
        write_template(tmp_path, YEAR)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, ["parameter-incomplete"]),
        ({"YEAR": ""}, ["parameter-empty"]),
        ({"YEAR": "24"}, ["parameter-malformed"]),
        ({"YEAR": "3024"}, ["parameter-out-of-range"]),
        ({"YEAR": "2024", "PLACE": "binh-dinh"}, ["parameter-unknown"]),
        (
            {"FROM": "2012", "TO": "2022"},
            ["parameter-incomplete", "parameter-unknown", "parameter-unknown"],
        ),
    ],
)
def test_only_one_year_is_taken(given: dict[str, str], codes: list[str]) -> None:
    """The template takes YEAR and nothing else; each mistake is told by its code."""
    with pytest.raises(ParameterError) as refused:
        parse_year(given)
    assert sorted(re.findall(r"\[([a-z-]+)\]", str(refused.value))) == codes
    assert parse_year({"YEAR": "2024"}) == 2024


def test_command_line_writes_the_template(tmp_path: Path) -> None:
    """The verb writes one file, refuses to do so twice, and a wrong parameter writes nothing."""
    project = fresh_copy(tmp_path / "du-an")

    def template(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
        return project.run([sys.executable, "-B", "-m", "analysis", "template", *words], given)

    before = sorted(project.root.rglob("*"))
    assert template().returncode == 2
    unknown = template("--year", "2024", "--draft")
    assert unknown.returncode == 2
    assert "[parameter-unknown]" in unknown.stderr
    assert sorted(project.root.rglob("*")) == before
    made = template("--year", "2024")
    assert made.returncode == 0, made.stderr
    assert "make report YEAR=2024" in made.stdout
    assert (project.root / "mau-dang-ky-2024.xlsx").read_bytes() == template_bytes(2024)
    assert template("--year", "2024").returncode == 1
    given = {"YEAR": "2025", "RENDERER": "quarto"}
    assert template(ANALYSIS_GIVEN="YEAR RENDERER", **given).returncode == 2
    assert template(ANALYSIS_GIVEN="YEAR", **given).returncode == 0
    assert (project.root / "mau-dang-ky-2025.xlsx").is_file()


def test_template_is_not_stored() -> None:
    """Git ignores the template, which is made when it is wanted."""
    root = Path(__file__).resolve().parents[2]
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("thư mục này không phải kho git")
    command = ["git", "-C", str(root), "check-ignore", "-q", "mau-dang-ky-2024.xlsx"]
    assert subprocess.run(command, check=False).returncode == 0


def test_other_verbs_do_not_load_the_writer() -> None:
    """Asking for the year's parameter loads no Excel writer, so that a wrong one is answered at once."""
    source = (
        "import sys; from analysis.commands.main import main; main(['template']); "
        "print('xlsxwriter' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.strip() == "False"
