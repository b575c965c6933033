"""A country of registers in data/raw: what one report costs beside what it costs with its own file alone.

`make bench` measures it too; alone: `PYTHONPATH=src:. python -m benchmarks.country`. Kept results of registers make it
so: `running.readings`.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from benchmarks.ways import BenchmarkError, Copy, copy_project, timed

from analysis.definitions.provinces import provinces
from analysis.tables.columns import REGISTER_COLUMNS

ROOT = Path(__file__).resolve().parent.parent
YEARS = range(2016, 2026)
SCHEMES_A_FILE = 294  # 34 provinces in ten years are a hundred thousand
PLACE, YEAR = "ha-tinh", "2024"
ROUNDS = 5
MOST = 1.5
COLUMNS = "stt name beneficiary kind place year activity_text kcqg kcdp doi_ung tong status accepted_on".split()
KINDS = (
    ("Ứng dụng máy móc", "Ứng dụng máy móc tiên tiến trong {}"),
    ("Mô hình trình diễn", "Xây dựng mô hình trình diễn {}"),
    ("Đào tạo nghề", "Đào tạo lao động nghề {}"),
    ("Phát triển sản phẩm tiêu biểu", "Bình chọn sản phẩm {}"),
)
TRADES = ("chế biến gỗ", "sản xuất bún khô", "may công nghiệp", "nước mắm", "cơ khí nhỏ")
MILLION = 1_000_000
REPORT = ("-m", "analysis", "report", "--place", PLACE, "--year", YEAR)
OFFICE = (
    "dia_ban,co_quan_chu_quan,co_quan_ban_hanh,so_ky_hieu,dia_danh,quyen_han,chuc_vu,nguoi_ky,noi_nhan\n"
    "Hà Tĩnh,Ủy ban nhân dân tỉnh Hà Tĩnh,Sở Công Thương,,Hà Tĩnh,,Giám đốc,,\n"
)
# What a run leaves of an edition; what it keeps of files that it read stays.
OF_EDITION = ("reports", "data/processed", ".build/da-lap")


def write_country(folder: Path) -> list[Path]:
    """A workbook of schemes for each province of today and each year, always the same; amounts in đồng."""
    made = []
    for province in provinces():
        if province.end != dt.date.max:
            continue
        for year in YEARS:
            path = folder / f"{province.slug}-{year}.xlsx"
            _write_register(path, province.name, year)
            made.append(path)
    return made


def _write_register(path: Path, name: str, year: int) -> None:
    rng = random.Random(path.stem)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Danh mục")
    sheet.write_string(0, 0, f"DANH MỤC ĐỀ ÁN KHUYẾN CÔNG TỈNH {name.upper()} NĂM {year}")
    sheet.write_row(1, 0, [REGISTER_COLUMNS[code].label for code in COLUMNS])
    for number in range(1, SCHEMES_A_FILE + 1):
        kind, activity = KINDS[number % len(KINDS)]
        trade = rng.choice(TRADES)
        fund = rng.randrange(50, 400) * MILLION
        national, local = (fund, 0) if number % 2 else (0, fund)
        counterpart = rng.randrange(100, 900) * MILLION
        words = [f"{activity.format(trade)} số {number}", f"Cơ sở {trade} số {number} {name}"]
        day = f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/{year}"
        amounts = [national, local, counterpart, fund + counterpart]
        place = f"Xã Số {rng.randrange(1, 40)}"
        cells = [number, *words, kind, place, year, activity.format(trade), *amounts]
        sheet.write_row(number + 1, 0, [*cells, "thực hiện", day])
    book.close()


def measure(folder: Path) -> list[str]:
    """Make both folders, the first report of each, and ROUNDS more in turns; the lines of the result.

    Every counted run makes the report anew: what an earlier one made of the edition is removed, what it kept of
    registers stays.
    """
    alone = copy_project(ROOT, folder / "rieng")
    country = copy_project(ROOT, folder / "ca-nuoc")
    for copy in (alone, country):
        shutil.rmtree(copy.root / "data" / "raw")
        (copy.root / "data" / "raw").mkdir()
        (copy.root / "data" / "raw" / "co-quan.csv").write_text(OFFICE, encoding="utf-8")
    for path in write_country(country.root / "data" / "raw"):
        if path.stem == f"{PLACE}-{YEAR}":
            shutil.copyfile(path, alone.root / "data" / "raw" / path.name)
    first = [_run(copy) for copy in (alone, country)]
    ratios: list[float] = []
    for number in range(1, ROUNDS + 1):
        own, all_files = (_run(copy) for copy in (alone, country))
        ratios.append(all_files / own)
        print(f"Cả nước, lượt {number}/{ROUNDS}: {own:.1f} và {all_files:.1f} giây CPU", flush=True)
    least, middle = min(ratios), statistics.median(ratios)
    verdict = "đạt" if middle <= MOST else "chưa đạt"
    lines = [
        f"Lần đầu: {first[0]:.1f} giây CPU với tệp riêng, {first[1]:.1f} với {len(YEARS)} năm của mọi tỉnh",
        (
            f"Một báo cáo trong danh mục cả nước / với tệp riêng = {middle:.2f}, ít nhất {least:.2f}"
            f" (mục tiêu: không quá {MOST}): {verdict}"
        ),
    ]
    return [line.replace(".", ",") for line in lines]


def _run(copy: Copy) -> float:
    """The processor's seconds of a report that is made anew, of the process and its children."""
    for name in OF_EDITION:
        shutil.rmtree(copy.root / name, ignore_errors=True)
    return timed("python -m analysis report", copy, [sys.executable, *REPORT]).processor


def main() -> int:
    """Measure and print; 0 when every command worked."""
    try:
        with tempfile.TemporaryDirectory(
            prefix="do-ca-nuoc-", ignore_cleanup_errors=True
        ) as folder:
            print("\n".join(measure(Path(folder))))
    except BenchmarkError as error:
        print(f"Không đo được: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
