"""Registers of a made-up department for whole reports: a CSV of 2022 and a workbook of 2023."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from register_files import HEADER

MORE = ("Tình trạng", "Ngày phê duyệt", "Địa bàn khó khăn", "Số cơ sở", "Loại hình cơ sở")
KINDS = (
    ("Đào tạo nghề", "Đào tạo lao động nghề {}"),
    ("Mô hình trình diễn", "Xây dựng mô hình trình diễn {}"),
    ("Ứng dụng máy móc", "Ứng dụng máy móc tiên tiến trong {}"),
    ("Phát triển sản phẩm tiêu biểu", "Bình chọn sản phẩm {}"),
    ("Nhiều nội dung", "Đề án điểm về {}"),
)
TRADES = (
    "chế biến gỗ",
    "sản xuất bún khô",
    "đúc nhôm",
    "may công nghiệp",
    "nước mắm",
    "cơ khí nhỏ",
)
PLACES = (
    "Huyện Tuy Phước",
    "Thị xã An Nhơn",
    "Huyện Phù Cát",
    "Huyện Tây Sơn",
    "Thành phố Quy Nhơn",
)
TYPES = ("DNNVV", "HTX", "HKD", "")
MILLION = 10**6


@dataclass(frozen=True)
class Scheme:
    """One scheme as it was typed; amounts in đồng."""

    number: int
    name: str
    beneficiary: str
    kind: str
    place: str
    year: int
    national: int
    local: int
    counterpart: int
    status: str
    approved: str
    difficult: str
    establishments: int
    type: str

    @property
    def total(self) -> int:
        return self.national + self.local + self.counterpart

    def cells(self, money: Callable[[int], object]) -> list[object]:
        amounts = [
            money(amount) for amount in (self.national, self.local, self.counterpart, self.total)
        ]
        texts = [
            self.number,
            self.name,
            self.beneficiary,
            self.kind,
            self.place,
            self.year,
            f"Nội dung của {self.name}",
        ]
        return [
            *texts,
            *amounts,
            self.status,
            self.approved,
            self.difficult,
            self.establishments,
            self.type,
        ]


def schemes(year: int, count: int) -> list[Scheme]:
    """The schemes of a year, the same in every run; one in six is only planned."""
    chance = random.Random(year)
    made = []
    for number in range(1, count + 1):
        kind, name = chance.choice(KINDS)
        national = chance.choice((0, 150, 200, 300, 310, 450)) * MILLION
        local = (
            chance.choice((50, 80, 100)) * MILLION + chance.choice((0, 500_000))
            if not national
            else 0
        )
        made.append(
            Scheme(
                number, name.format(chance.choice(TRADES)), f"Cơ sở số {year}-{number}", kind, chance.choice(PLACES),
                year, national, local, chance.randint(100, 2500) * MILLION + 250_000,
                "kế hoạch" if number % 6 == 0 else "thực hiện", f"{chance.randint(1, 28):02}/03/{year}",
                chance.choice(("có", "không")), chance.randint(1, 3), chance.choice(TYPES),
            )
        )  # fmt: skip
    return made


SCHEMES = {2022: schemes(2022, 40), 2023: schemes(2023, 36)}


def actual(*years: int) -> list[Scheme]:
    """The schemes of these years that were carried out."""
    return [scheme for year in years for scheme in SCHEMES[year] if scheme.status == "thực hiện"]


def csv_register(made: Iterable[Scheme]) -> bytes:
    """A CSV as an office program writes it: title, unit, header, schemes, a total, a signature; Vietnamese numbers."""
    made = list(made)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    width = len(HEADER) + len(MORE)
    writer.writerows([["DANH MỤC ĐỀ ÁN"], ["Đơn vị tính: đồng"], [], [*HEADER, *MORE]])
    writer.writerows(scheme.cells(dotted) for scheme in made)
    sums = [
        sum(column)
        for column in zip(
            *((s.national, s.local, s.counterpart, s.total) for s in made), strict=True
        )
    ]
    writer.writerow(["", "Tổng cộng", *[""] * 5, *map(dotted, sums), *[""] * (width - 11)])
    writer.writerow(["", "", "", "", "Người lập biểu", *[""] * (width - 5)])
    return buffer.getvalue().encode("utf-8-sig")


def workbook_register(made: Iterable[Scheme]) -> bytes:
    """A workbook in triệu đồng with a group row above each kind of scheme."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh mục"
    sheet.append(["DANH MỤC ĐỀ ÁN KHUYẾN CÔNG"])
    sheet.append(["Đơn vị tính: triệu đồng"])
    sheet.append([*HEADER, *MORE])
    made = list(made)
    for number, (kind, _) in enumerate(KINDS, start=1):
        sheet.append(["I" * number, kind])
        for scheme in (scheme for scheme in made if scheme.kind == kind):
            sheet.append(scheme.cells(lambda amount: amount / MILLION))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def dotted(amount: int) -> str:
    """A whole number in the Vietnamese format."""
    return f"{amount:,}".replace(",", ".")


def write_registers(folder: Path) -> None:
    """The two registers, and two published totals of 2023: one within its rounding, one waived."""
    (folder / "danh-muc-2022.csv").write_bytes(csv_register(SCHEMES[2022]))
    (folder / "danh-muc-2023.xlsx").write_bytes(workbook_register(SCHEMES[2023]))
    head = (
        "nguon_tin,dia_ban,tu_nam,den_nam,chi_tieu,nguon_kinh_phi,"
        "noi_dung,loai_hinh,gia_tri,don_vi,dinh_ngu,tinh_trang"
    )
    national = round(sum(scheme.national for scheme in actual(2023)) / MILLION)
    lines = [
        f"thong-ke,(không nêu tên),2023,2023,kinh phí,KCQG,,,{dotted(national)},triệu đồng,,thực hiện,,",
        "thong-ke,(không nêu tên),2023,2023,đề án,,,,7,đề án,,thực hiện,,",
    ]
    (folder / "so-lieu.csv").write_text(
        "\n".join([f"{head},vi_tri,ghi_chu", *lines, ""]), encoding="utf-8"
    )
    sources = "id,place,subject,publisher,date,url\nthong-ke,(không nêu tên),Số liệu thống kê,Sở Công Thương,2024,\n"
    (folder / "nguon.csv").write_text(sources, encoding="utf-8")
    waiver = f"R16,R16_DA_khac.2023,{7 - len(actual(2023))},tinh-2023; tinh-2022-2023,bảng thống kê chưa đủ,Người thử"
    (folder / "mien-tru.csv").write_text(
        f"ma,khoa,chenh_lech,ky,ly_do,nguoi\n{waiver}\n", encoding="utf-8"
    )
