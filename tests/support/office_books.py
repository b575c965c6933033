"""Registers as offices keep them, written from one list of schemes in many forms, and read as a run reads them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from hypothesis import strategies as st

from analysis.adopting.answers import Answers
from analysis.adopting.answers_text import read_answers
from analysis.adopting.arrangement import Arrangement
from analysis.faults import Problems
from analysis.raw.rows import RawFile
from analysis.registers.reader import RegisterResult, read_register

MILLION = 10**6
# The header of a list that has a column for everything it must say, in an office's own short words.
WHOLE_HEADER = [
    "TT",
    "Tên đề án",
    "Đơn vị thụ hưởng",
    "Loại hình",
    "Địa bàn",
    "Năm",
    "KCQG",
    "KCĐP",
    "Đối ứng",
]
KINDS = ("Đào tạo nghề", "Mô hình trình diễn", "Ứng dụng máy móc", "Cung cấp thông tin")
YEARS = (2022, 2023)
UNIT = "ĐVT: triệu đồng"
FUND_TITLES = ("KHUYẾN CÔNG QUỐC GIA", "KHUYẾN CÔNG ĐỊA PHƯƠNG")

Rows = list[list[object]]
Sheets = Mapping[str, Rows]


@dataclass(frozen=True)
class Scheme:
    """A scheme; money in triệu đồng, of which one fund is 0. `planned` is the money before it was carried out."""

    number: int
    kind: str
    place: str
    year: int
    is_national: bool
    support: int
    counterpart: int
    planned: int

    @property
    def name(self) -> str:
        return f"Đề án số {self.number}"

    @property
    def funds(self) -> tuple[int, int]:
        return (self.support, 0) if self.is_national else (0, self.support)

    def texts(self) -> list[object]:
        return [self.number, self.name, f"Cơ sở {self.number}"]


@st.composite
def schemes(draw: st.DrawFn) -> list[Scheme]:
    """Schemes of both years and both funds, in any order."""
    count = draw(st.integers(min_value=4, max_value=8))
    money = st.integers(min_value=20, max_value=2000)
    return [
        Scheme(
            number,
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(("Huyện Phù Cát", "Huyện Tây Sơn"))),
            YEARS[number % 2],
            number % 4 < 2,
            draw(money),
            draw(money),
            draw(money),
        )
        for number in range(1, count + 1)
    ]


def right_sums(given: Sequence[Scheme]) -> list[int]:
    """Number of schemes and the four sums in đồng."""
    national = sum(scheme.funds[0] for scheme in given)
    local = sum(scheme.funds[1] for scheme in given)
    counterpart = sum(scheme.counterpart for scheme in given)
    money = [national, local, counterpart, national + local + counterpart]
    return [len(given), *(amount * MILLION for amount in money)]


def book(sheets: Sheets, merges: Sequence[str] = ()) -> bytes:
    """A workbook of sheets by their names; cells merged in each."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def answers(text: str, problems: Problems | None = None) -> Answers:
    """What a text of doc-so.toml says."""
    file = RawFile("data/raw/doc-so.toml", "0" * 64, text)
    return read_answers(file, problems or Problems())


def read_book(data: bytes, text: str = "", name: str = "so.xlsx") -> RegisterResult:
    """A workbook read with the answers in a text of doc-so.toml."""
    return read_register(f"data/raw/{name}", data, (), Arrangement(answers(text)))


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa điểm thực hiện"]
MONEY = ["KCQG", "KCĐP", "Vốn đối ứng"]


def sheet_a_year(given: Sequence[Scheme]) -> bytes:
    """A sheet for each year; no column of years or of activities; a summary sheet first."""
    sheets: dict[str, Rows] = {"Tổng hợp": [["Năm", "Số đề án", *MONEY, UNIT]]}
    for year in YEARS:
        own = [scheme for scheme in given if scheme.year == year]
        sheets["Tổng hợp"].append([year, *_shown(own), None])
        sheets[str(year)] = [
            [f"DANH MỤC ĐỀ ÁN THỰC HIỆN NĂM {year}"],
            [UNIT],
            [*HEADER, *MONEY],
            *([*one.texts(), one.kind, one.place, *one.funds, one.counterpart] for one in own),
        ]
    return book(sheets)


def _shown(given: Sequence[Scheme]) -> list[int]:
    count, *money = right_sums(given)
    return [count, *(amount // MILLION for amount in money[:3])]


def sections_a_fund(given: Sequence[Scheme]) -> bytes:
    """One column of money, sections that name the fund, with their totals and that of both."""
    rows: Rows = [["DANH MỤC ĐỀ ÁN THỰC HIỆN"], [UNIT]]
    rows.append([*HEADER, "Năm", "Kinh phí khuyến công", "Vốn đối ứng"])
    blank = [None] * 4
    for label, title, is_national in zip("AB", FUND_TITLES, (True, False), strict=True):
        own = [scheme for scheme in given if scheme.is_national == is_national]
        rows.append([label, title])
        rows += [
            [*one.texts(), one.kind, one.place, one.year, one.support, one.counterpart]
            for one in own
        ]
        rows.append([None, f"Cộng {label}", *blank, *_both(own)])
    rows.append([None, "Tổng cộng (A+B)", *blank, *_both(given)])
    return book({"Danh mục": rows})


def _both(given: Sequence[Scheme]) -> list[int]:
    return [
        sum(scheme.support for scheme in given),
        sum(scheme.counterpart for scheme in given),
    ]


def groups_a_kind(given: Sequence[Scheme]) -> bytes:
    """Groups named by the kind of their schemes; no column for it."""
    rows: Rows = [["DANH MỤC ĐỀ ÁN THỰC HIỆN"], [UNIT]]
    rows.append(["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Năm", *MONEY])
    for label, kind in zip(("I", "II", "III", "IV"), KINDS, strict=True):
        rows.append([label, kind])
        rows += [
            [*one.texts(), one.place, one.year, *one.funds, one.counterpart]
            for one in given
            if one.kind == kind
        ]
    return book({"Danh mục": rows})


def plan_beside(given: Sequence[Scheme]) -> bytes:
    """Planned and actual money side by side under one header of two rows."""
    over = [*HEADER, "Năm", "Kế hoạch", None, None, "Thực hiện", None, None]
    rows: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], over, [None] * 6 + MONEY * 2]
    for one in given:
        plan = (one.planned, 0) if one.is_national else (0, one.planned)
        money = [*plan, one.counterpart + 1, *one.funds, one.counterpart]
        rows.append([*one.texts(), one.kind, one.place, one.year, *money])
    return book({"Danh mục": rows}, ["G3:I3", "J3:L3"])


def table_a_fund(given: Sequence[Scheme]) -> bytes:
    """A table for each fund on one sheet, each under its own title."""
    rows: Rows = []
    for title, is_national in zip(FUND_TITLES, (True, False), strict=True):
        rows += [[f"BIỂU: ĐỀ ÁN {title}"], [UNIT], [*HEADER, "Năm", "Kinh phí hỗ trợ", "Đối ứng"]]
        rows += [
            [*one.texts(), one.kind, one.place, one.year, one.support, one.counterpart]
            for one in given
            if one.is_national == is_national
        ]
        rows.append([None])
    return book({"Danh mục": rows})


FORMS = (sheet_a_year, sections_a_fund, groups_a_kind, plan_beside, table_a_fund)
