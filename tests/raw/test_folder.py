"""Reading data/raw: bytes to cells, with every fault named and placed, and nothing passed over."""

from __future__ import annotations

import csv
import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.raw import folder as raw_folder
from analysis.raw.folder import read_raw
from analysis.vocabulary import OFFICE_COLUMNS, OFFICE_TABLE
from data_builder import (
    FIGURES,
    HEADER,
    codes_of,
    faults_of,
    figure,
    made,
    over,
    write_raw,
    write_table,
)
from register_files import windows_1258
from strategies import hostile_texts

GOOD = [figure("100", fund="KCQG"), figure("50", fund="KCĐP")]
SHOWN = "data/raw/so-lieu.csv"
HEAD = ",".join(HEADER)
NOTE_CELL = f'{SHOWN}, dòng 2, cột "ghi_chu"'
LINE = ",".join(figure("100", fund="KCQG").values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_raw(tmp_path, GOOD)


def overwrite(text: str, name: str = FIGURES) -> Callable[[Path], object]:
    return put(text.encode(), name)


def put(data: bytes, name: str = FIGURES) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


# what is wrong -> (what makes it so, the code, the place as the message shows it)
FAULTS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no byte": (put(b""), "file-empty", SHOWN),
    "only a BOM and blank lines": (put(b"\xef\xbb\xbf\r\n\n"), "file-empty", SHOWN),
    "a broken byte": (put(f"{HEAD}\n{LINE}\n".encode() + b"\xff"), "encoding-bad-byte", f"{SHOWN}, dòng 3"),
    "letters of no known encoding": (put(f"{HEAD}\ná\n".encode("cp1258")), "encoding-unknown", SHOWN),
    "UTF-16 without its mark": (put(HEAD.encode("utf-16-le")), "encoding-unknown", SHOWN),
    "a lone hint": (overwrite("sep=;\n", "nguon.csv"), "header-missing", "data/raw/nguon.csv, dòng 1"),
    "a replacement character": (overwrite(f"{HEAD}\n{LINE}\n{LINE}x\ufffd\n"), "encoding-lossy", SHOWN),
    "a header of something else": (overwrite("STT,Tên\n1,a\n"), "header-not-found", SHOWN),
    "no header": (overwrite(f"{LINE}\n"), "header-not-found", SHOWN),
    "a missing column": (overwrite(HEAD.replace("vi_tri,", "") + "\n"), "header-missing", f"{SHOWN}, dòng 1"),
    "a column twice": (overwrite(f"{HEAD},vi_tri\n"), "header-duplicate", f"{SHOWN}, dòng 1"),
    "an unknown column": (overwrite(f"{HEAD},thêm\n"), "header-unknown", f"{SHOWN}, dòng 1"),
    "a short row": (overwrite(f"{HEAD}\n{LINE}\na,b\n"), "row-width", f"{SHOWN}, dòng 3"),
    "a long row": (overwrite(f"{HEAD}\n{LINE},x\n"), "row-width", f"{SHOWN}, dòng 2"),
    "only the header": (overwrite(f"{HEAD}\n"), "table-no-rows", SHOWN),
    "an open quote": (overwrite(f'{HEAD}\n{LINE}\n"abc\n'), "csv-quote", f"{SHOWN}, dòng 3"),
    "text after a quote": (overwrite(f'{HEAD}\n"a"b,\n'), "csv-quote", f"{SHOWN}, dòng 2"),
    "a cell beyond all measure": (overwrite(f"{HEAD}\n{LINE}{'x' * 200_000}\n"), "csv-quote", f"{SHOWN}, dòng 2"),
    "a control character": (overwrite(f"{HEAD}\n{LINE}\x07\n"), "cell-control-char", NOTE_CELL),
    "an escape": (overwrite(f"{HEAD}\n{LINE}\x1b[31m\n"), "cell-control-char", NOTE_CELL),
    "letters that run the other way": (overwrite(f"{HEAD}\n{LINE}a\u202e321\n"), "text-invisible", NOTE_CELL),
    "an isolated direction": (overwrite(f"{HEAD}\n{LINE}\u2067a\u2069\n"), "text-invisible", NOTE_CELL),
    "a cell longer than a sheet's": (overwrite(f"{HEAD}\n{LINE}{'x' * 40_000}\n"), "text-too-long", NOTE_CELL),
    "no character at all": (overwrite(f"{HEAD}\n{LINE}\uffff\n"), "cell-control-char", NOTE_CELL),
    "a PDF": (put(b"%PDF-1.7", "a.pdf"), "file-type-unsupported", "data/raw/a.pdf"),
    "a text file": (overwrite("x", "doc.txt"), "file-type-unsupported", "data/raw/doc.txt"),
    "notes under no edition's name": (overwrite("x", "nhan-dinh.md"), "file-type-unsupported", "data/raw/nhan-dinh.md"),
    "a folder": (lambda folder: (folder / "cu.csv").mkdir(), "file-not-regular", "data/raw/cu.csv"),
    "a link": (lambda folder: (folder / "l.csv").symlink_to(folder / FIGURES), "file-symlink", "data/raw/l.csv"),
    "a broken link": (lambda folder: (folder / "a.csv").symlink_to("/khong/co"), "file-symlink", "data/raw/a.csv"),
    "a link to a folder": (lambda folder: (folder / "a").symlink_to("/"), "file-symlink", "data/raw/a"),
    "a FIFO": (lambda folder: os.mkfifo(folder / "ong.csv"), "file-not-regular", "data/raw/ong.csv"),
    "a name with a line break": (overwrite(f"{HEAD}\n{LINE}\n", "a\nb.csv"), "file-name-unsafe", "data/raw/a\\nb.csv"),
    "a name that is no text": (put(HEAD.encode(), "\udcff.csv"), "file-name-unsafe", "data/raw/\\udcff.csv"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_has_its_code_and_its_place(folder: Path, what: str) -> None:
    """A file that cannot be taken is refused once, with its code, its name, and the row and column if there are any."""
    make, code, place = FAULTS[what]
    make(folder)
    faults = [fault for fault in faults_of(folder) if fault.code == code]
    assert [str(fault.where) for fault in faults] == [place]
    text = str(faults[0])
    assert text.startswith(place)
    assert f"[{code}]. Cách khắc phục: " in text
    assert text.isprintable()


NO_FILES: dict[str, tuple[str, str]] = {
    "a folder": ("là thư mục", "chép các tệp dữ liệu bên trong ra"),
    "a link": ("là liên kết", "chép tệp thật"),
    "a link to a folder": ("là liên kết", "chép tệp thật"),
    "a FIFO": ("là ống dẫn (FIFO)", "xóa ống dẫn"),
}


@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_is_told_by_its_sort(folder: Path, what: str) -> None:
    """A folder, a link and a FIFO in the place of a file are each called what they are, with a remedy that fits."""
    make, code, _ = FAULTS[what]
    make(folder)
    (fault,) = [fault for fault in faults_of(folder) if fault.code == code]
    got, remedy = NO_FILES[what]
    assert fault.got.startswith(got)
    assert remedy in fault.remedy


def test_columns_under_their_words_are_asked_about_by_name(folder: Path) -> None:
    """Each word that is the name of a column but for its marks is a question; no name is listed twice."""
    header = ",".join(OFFICE_COLUMNS).replace("dia_ban", "Địa bàn").replace("chuc_vu", "Chức vụ")
    (folder / OFFICE_TABLE).write_text(f"{header}\n{',' * header.count(',')}\n", encoding="utf-8")
    (fault,) = faults_of(folder)
    assert fault.code == "header-missing"
    assert fault.remedy == "“Địa bàn” có phải dia_ban? “Chức vụ” có phải chuc_vu?"
    assert "nguoi_ky" not in str(fault)


def test_a_good_folder_has_no_fault(folder: Path) -> None:
    """The folder that the faults start from is taken."""
    assert faults_of(folder) == []


def test_files_are_read_once_with_the_hash_of_their_bytes(folder: Path) -> None:
    """Each file's hash is that of its bytes, its name starts at the project's root, and all files are listed."""
    found = {file.name: file.sha256 for file in read_raw(folder).files}
    assert found == {
        f"data/raw/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()
    }


@pytest.mark.parametrize("name", ["A.CSV", "-rf.csv", "tên có dấu; $x 'y'.csv", "a.csv.csv"])
def test_unusual_names_are_read(folder: Path, name: str) -> None:
    """A name is data: no sign in it changes how the file is read."""
    (folder / FIGURES).rename(folder / name)
    assert faults_of(folder) == []
    assert f"data/raw/{name}" in [file.name for file in read_raw(folder).files]


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "~$so-lieu.csv", ".~lock.a.csv#"]
)
def test_leftovers_of_other_programs_are_skipped(folder: Path, name: str) -> None:
    """Lock files and folder files of desktop programs are no data; any other hidden file is refused."""
    (folder / name).write_bytes(b"\0")
    assert faults_of(folder) == []
    told = [finding.code for finding in read_raw(folder).findings]
    assert told == (["file-lock"] if name.startswith(("~", ".~")) else [])
    (folder / ".an").write_bytes(b"x")
    assert codes_of(folder) == ["file-type-unsupported"]


def test_a_file_given_twice_is_refused(folder: Path) -> None:
    """Two files with the same bytes would count every figure twice; the message names both."""
    (folder / "khac.csv").write_bytes((folder / FIGURES).read_bytes())
    fault = next(fault for fault in faults_of(folder) if fault.code == "file-duplicate")
    assert "data/raw/so-lieu.csv" in str(fault)
    assert "khac.csv" in str(fault)


def test_a_file_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused by its size alone."""
    monkeypatch.setattr(raw_folder, "MAX_BYTES", 10)
    monkeypatch.setattr(raw_folder, "MOST_REGISTER_BYTES", 10)
    monkeypatch.setattr(raw_folder, "_opened_bytes", lambda *_: pytest.fail("the file was read"))
    assert set(codes_of(folder)) == {"file-too-large"}


def test_an_unreadable_file_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read is refused with the system's reason."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert set(codes_of(folder)) == {"file-unreadable"}


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """Without data/raw there are no files and no faults: what is missing is told by what needs it."""
    assert read_raw(tmp_path / "khong-co").files == ()


def test_all_faults_of_all_files_come_together(folder: Path) -> None:
    """One refusal carries every fault of every file, and its text every code."""
    wanted = []
    for what in ("a PDF", "a folder", "a FIFO", "a short row"):
        make, code, _ = FAULTS[what]
        make(folder)
        wanted.append(code)
    write_table(folder, "z.csv", [figure("abc", "tỷ đồng", "KCQG", status="xong")])
    write_table(folder, "nguon.csv", [], header=("id",))
    wanted += ["number-unreadable", "category-unknown", "header-missing"]
    faults = faults_of(folder)
    assert sorted(fault.code for fault in faults) == sorted(wanted)
    assert all(f"[{code}]" in str(InputErrors(faults)) for code in wanted)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("hint", [False, True])
def test_tables_are_read_as_registers_are(
    tmp_path: Path, encoding: str, separator: str, hint: bool
) -> None:
    """Whatever separator and encoding a spreadsheet program saved with, every table has the same cells."""
    offices = [{"dia_ban": "Bắc Kạn", "co_quan_ban_hanh": "Sở Công Thương; phòng A, B | C"}]
    folder = write_raw(tmp_path, over(GOOD, ghi_chu="hỗ trợ thiết bị, máy sản xuất; đợt 1 | tỉnh"))
    write_table(folder, "co-quan.csv", offices)
    before = {name: [row.cells for row in rows] for name, rows in read_raw(folder).tables.items()}
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            records = list(csv.reader(file))
        with path.open("w", encoding=encoding, newline="") as file:
            if hint:
                file.write(f"sep={separator}\r\n")
            csv.writer(file, delimiter=separator).writerows(records)
    after = read_raw(folder)
    assert not after.faults
    assert {name: [row.cells for row in rows] for name, rows in after.tables.items()} == before
    assert {row.number for row in after.rows("figures")} == ({3, 4} if hint else {2, 3})


def test_windows_1258_is_read_and_told(folder: Path) -> None:
    """A table in windows-1258 without loss has the same cells as in UTF-8, and the guess is told."""
    path = write_table(folder, FIGURES, over(GOOD, ghi_chu="đề án hỗ trợ thiết bị của đơn vị"))
    before = [row.cells for row in read_raw(folder).rows("figures")]
    path.write_bytes(windows_1258(path.read_text(encoding="utf-8")))
    after = read_raw(folder)
    assert [row.cells for row in after.rows("figures")] == before
    assert [(finding.code, finding.where) for finding in after.findings] == [
        ("encoding-guessed", SHOWN)
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_form_line_end_and_bom_change_nothing(
    tmp_path: Path, form: str, end: str, encoding: str
) -> None:
    """Composed or decomposed letters, any line end, a BOM or none: the same cells, values and rows."""
    wanted = made(tmp_path / "a", GOOD)
    folder = write_raw(tmp_path / "b", GOOD)
    for path in folder.iterdir():
        text = unicodedata.normalize(form, path.read_text(encoding="utf-8"))  # type: ignore[arg-type]
        path.write_text(text.replace("\n", end), encoding=encoding, newline="")
    rows = read_raw(folder).tables["figures"]
    assert [(row.number, row.cells) for row in rows] == [
        (row.number, row.cells) for row in read_raw(tmp_path / "a").tables["figures"]
    ]
    assert faults_of(folder) == []
    assert wanted.value("P") == 150_000_000


def test_row_numbers_count_records(tmp_path: Path) -> None:
    """A row's number is that of its record, the header and blank records counted, line breaks in cells not."""
    text = f'{HEAD}\n{LINE[:-1]},"hai\ndòng"\n\n{LINE}\n'
    (tmp_path / FIGURES).write_text(text, encoding="utf-8")
    rows = read_raw(tmp_path).tables["figures"]
    assert [row.number for row in rows] == [2, 4]
    assert rows[0].cells["ghi_chu"] == "hai\ndòng"


@settings(max_examples=50)
@given(cells=st.lists(hostile_texts, min_size=len(HEADER), max_size=len(HEADER)))
def test_any_cells_are_read_as_they_are_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    """Whatever text the cells hold, they are read as written (NFC) or refused with faults, never with a crash."""
    folder = tmp_path_factory.mktemp("raw")
    with (folder / FIGURES).open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, cells])
    try:
        (folder / FIGURES).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        assert codes_of(folder) == ["encoding-bad-byte"]
        return
    data = read_raw(folder)
    faults = faults_of(folder, Edition("thu", 2022, 2022))
    assert all(
        str(fault).isprintable() and str(fault.where).startswith("data/raw/") for fault in faults
    )
    for row in data.tables["figures"]:
        assert list(row.cells.values()) == [unicodedata.normalize("NFC", cell) for cell in cells]


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("danh-muc.txt", b"a\tb\n", "phần mềm bảng tính và lưu lại thành .xlsx"),
        ("danh-muc.TSV", b"a\tb\n", "phần mềm bảng tính và lưu lại thành .xlsx"),
        (
            "danh-muc.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "phần mềm bảng tính và lưu lại thành .xlsx",
        ),
        ("danh-muc.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS Spreadsheets"),
        ("danh-muc.numbers", b"PK\x03\x04", "Export To > Excel"),
        ("danh-muc.gsheet", b'{"url": "x"}', "Tải xuống > Microsoft Excel"),
        ("quyet-dinh.docx", b"PK\x03\x04", "chép bảng số liệu sang sổ tính"),
        ("quyet-dinh.pdf", b"%PDF-1.7", "chép bảng số liệu sang sổ tính"),
        ("danh-muc.zip", b"PK\x03\x04", "giải nén"),
    ],
)
def test_a_file_of_another_program_is_told_what_to_do_with_it(
    tmp_path: Path, name: str, content: bytes, remedy: str
) -> None:
    """It may hold the very data: nobody is told to drop it."""
    (tmp_path / name).write_bytes(content)
    (fault,) = read_raw(tmp_path).faults
    assert fault.code == "file-type-unsupported"
    assert remedy in fault.remedy
    assert "bỏ tệp" not in fault.remedy
