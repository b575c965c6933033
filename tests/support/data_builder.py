"""Small raw folders for tests: rows of published figures in code, written as the CSV files that an analyst sends."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pandas as pd

from analysis.book.book import Book
from analysis.checks.case import Check
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.faults import Fault
from analysis.figures.figure import figures_in
from analysis.issued.record import Record
from analysis.raw.folder import read_raw
from analysis.report.view import Report
from analysis.stages.cleaning import clean_edition
from analysis.stages.computing import compute as compute_values
from analysis.stages.processed import Clean
from analysis.values.chosen import facts_of
from analysis.values.facts import Fact

Row = dict[str, str]
Rows = Sequence[Mapping[str, str]]

FIGURES = "so-lieu.csv"
HEADER = (
    "nguon_tin", "dia_ban", "tu_nam", "den_nam", "chi_tieu", "nguon_kinh_phi", "noi_dung", "loai_hinh", "gia_tri",
    "don_vi", "dinh_ngu", "tinh_trang", "vi_tri", "ghi_chu",
)  # fmt: skip
DAYS = ("tu_ngay", "den_ngay")
READING_HEADER = ("id", "source", "place", "printed", "reading", "alternative", "thay_the")
HEADERS = {
    "noi-dung.csv": ("source", "label", "code"),
    "nguon.csv": ("id", "place", "subject", "publisher", "date", "url"),
    "cach-hieu.csv": READING_HEADER,
    "mien-tru.csv": ("ma", "khoa", "chenh_lech", "ky", "ly_do", "nguoi"),
    "dinh-chinh.csv": ("tep", "trang_tinh", "dong", "cot", "gia_tri_sai", "gia_tri_dung", "ly_do", "nguoi"),
    "dieu-chinh.csv": ("ky", "ma", "gia_tri_cu", "gia_tri_moi", "ly_do", "nguoi"),
    "co-quan.csv": (
        "dia_ban", "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "quyen_han", "chuc_vu",
        "nguoi_ky", "noi_nhan",
    ),
}  # fmt: skip

SIGNED = {"co_quan_ban_hanh": "Sở Công Thương", "dia_danh": "Bình An", "chuc_vu": "Giám đốc"}
"""What an office must name before its report can be signed."""

MODELS = "Mô hình trình diễn kỹ thuật, chuyển giao công nghệ"
MACHINERY = "Đầu tư máy móc, thiết bị"
CLASSES = "Nâng cao năng lực quản lý"
TRAINING = "Đào tạo nghề"
PRODUCTS = "Sản phẩm tiêu biểu"
CODES = {MODELS: "ND3-MH", MACHINERY: "ND3-MM", CLASSES: "ND2", TRAINING: "ND1", PRODUCTS: "ND4"}
SOURCE = "nguon-thu"


def figure(
    value: str, unit: str = "triệu đồng", fund: str = "", label: str = "", *, measure: str = "kinh phí", kind: str = "",
    years: tuple[int, int] = (2022, 2022), status: str = "thực hiện", word: str = "", place: str = "Thử",
    source: str = SOURCE, position: str = "", note: str = "",
) -> Row:  # fmt: skip
    """One row of published figures, as printed."""
    cells = (
        source,
        place,
        str(years[0]),
        str(years[1]),
        measure,
        fund,
        label,
        kind,
        value,
        unit,
        word,
        status,
        position,
        note,
    )
    return dict(zip(HEADER, cells, strict=True))


def schemes(value: str, fund: str = "", label: str = "", **given: str) -> Row:
    return figure(value, "đề án", fund, label, measure="đề án", **given)  # type: ignore[arg-type]


def beneficiaries(value: str, kind: str = "", **given: str) -> Row:
    return figure(value, "cơ sở", measure="cơ sở thụ hưởng", kind=kind, **given)  # type: ignore[arg-type]


def over(rows: Iterable[Mapping[str, str]], **cells: str) -> list[Row]:
    """The rows with these cells in place of their own."""
    return [{**row, **cells} for row in rows]


def reading(
    id_: str,
    reads: str,
    change: str = "",
    *,
    source: str = SOURCE,
    printed: str = "",
    other: str = "",
) -> Row:
    """One row of cach-hieu.csv."""
    return dict(zip(READING_HEADER, (id_, source, "", printed, reads, other, change), strict=True))


def conference() -> list[Row]:
    """The figures of the conference report on 2012-2022."""
    rows = [
        figure("60,182", "tỷ đồng", "tổng ba nguồn"),
        figure("12,982", "tỷ đồng", "KCQG"),
        figure("4,205", "tỷ đồng", "KCĐP"),
        figure("42,995", "tỷ đồng", "đối ứng"),
        *(beneficiaries(n, kind) for n, kind in (("23", "DNNVV"), ("8", "HTX"), ("18", "HKD"))),
        beneficiaries("3", "thuộc địa bàn khó khăn, đặc biệt khó khăn"),
        figure("478", "triệu đồng", "không nêu", TRAINING),
        figure("7", "lớp", "", CLASSES, measure="lớp đào tạo"),
        figure("350", "học viên", "", CLASSES, measure="học viên", word="trên"),
        figure("2,630", "tỷ đồng", "KCQG", MODELS),
        figure("29,916", "tỷ đồng", "đối ứng", MODELS),
        schemes("25", "", MACHINERY),
        figure("39", "đơn vị", "", MACHINERY, measure="đơn vị thụ hưởng"),
        figure("7,318", "tỷ đồng", "khuyến công, không tách nguồn", MACHINERY),
        figure("2,641", "tỷ đồng", "không nêu", PRODUCTS),
        figure("10", "năm", measure="thời gian"),
    ]
    return over(rows, tu_nam="2012", den_nam="2022", dia_ban="(không nêu tên)")


CONFERENCE = Edition("tinh", 2012, 2022)
CONFERENCE_READINGS = [
    reading("D01", "29,916 là vốn kèm theo", "CM = CM - M", other="29,916 gồm cả 2,630"),
    reading("D02", "hai khoản tách nhau", "A = A - M; MK = K", other="2,630 nằm trong 7,318"),
    reading("D03", "11 năm dương lịch", "so_nam = nam_nguon", other="10 năm"),
]


def correction_line(row: int, column: str, wrong: str, right: str, **cells: str) -> Row:
    """A line of dinh-chinh.csv for a cell of the published figures."""
    given = {"tep": FIGURES, "trang_tinh": "", "ly_do": "văn bản gốc", "nguoi": "Người thử"}
    return {
        **given,
        "dong": str(row),
        "cot": column,
        "gia_tri_sai": wrong,
        "gia_tri_dung": right,
        **cells,
    }


def write_table(
    folder: Path,
    name: str,
    rows: Rows,
    header: Sequence[str] | None = None,
    encoding: str = "utf-8",
) -> Path:
    """Write rows as a CSV of data/raw; the header is that of the named table, else of published figures."""
    header = header or HEADERS.get(name, HEADER)
    if any(row.keys() & DAYS for row in rows):
        header = (*header, *(day for day in DAYS if day not in header))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_raw(
    folder: Path,
    rows: Rows,
    readings: Rows = (),
    *,
    codes: Mapping[str, str] = CODES,
    sources: Sequence[str] = (SOURCE,),
) -> Path:
    """A raw folder with the figures, the codes of their labels, their sources and how doubtful ones are read."""
    write_table(folder, FIGURES, rows)
    if codes:
        write_table(
            folder,
            "noi-dung.csv",
            [{"source": "", "label": label, "code": code} for label, code in codes.items()],
        )
    if sources:
        write_table(folder, "nguon.csv", [{"id": source, "subject": source} for source in sources])
    if readings:
        write_table(folder, "cach-hieu.csv", readings)
    return folder


@dataclass(frozen=True)
class Computed:
    """One edition from its raw folder to its checks."""

    frame: pd.DataFrame
    clean: Clean
    book: Book
    facts: list[Fact]
    checks: list[Check]

    def value(self, id_: str) -> Fraction | None:
        return self.book[id_].value

    @property
    def report(self) -> Report:
        """What the chapters of the report are written from."""
        figures = figures_in(self.frame)
        return Report(self.clean, figures, self.book, self.checks, load_definitions())

    def verdicts(self, code: str) -> list[str]:
        return [check.verdict for check in self.checks if check.code == code]


def compute(folder: Path, edition: Edition, issued: Sequence[Record] = ()) -> Computed:
    """Read, clean, compute and check, as the notebooks do."""
    frame, clean = clean_edition(read_raw(folder), edition, issued)
    figures, definitions = figures_in(frame), load_definitions()
    book, checks = compute_values(figures, clean)
    return Computed(
        frame, clean, book, facts_of(figures, edition, definitions, clean.readings), checks
    )


def made(folder: Path, rows: Rows, readings: Rows = (), edition: Edition | None = None) -> Computed:
    """The edition of these rows; without one named, that of the place and period of the first row."""
    first = rows[0]
    return compute(
        write_raw(folder, rows, readings),
        edition or Edition("thu", int(first["tu_nam"]), int(first["den_nam"])),
    )


def faults_of(
    folder: Path, edition: Edition | None = None, issued: Sequence[Record] = ()
) -> list[Fault]:
    """The faults for which a raw folder is refused; none when it is taken."""
    try:
        clean_edition(read_raw(folder), edition or Edition("thu", 2022, 2022), issued)
    except InputErrors as error:
        return list(error.faults)
    return []


def codes_of(folder: Path) -> list[str]:
    return [fault.code for fault in faults_of(folder)]
