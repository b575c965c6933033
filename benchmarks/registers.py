"""`make bench`: how long a register takes from file to processed tables beside bare reads of the same file.

Every read runs in a process of its own, in turns; each keeps its best time, and its peak of memory where the system
tells it.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from benchmarks.ways import BenchmarkError

from analysis.adopting.headers import fingerprint_of
from analysis.tables.columns import REGISTER_COLUMNS

MANY, COUNTRY, WORKBOOK = 1_000_000, 100_000, 50_000
ROUNDS = 3
YEAR = 2023
COLUMNS = (
    "stt",
    "name",
    "beneficiary",
    "kind",
    "place",
    "year",
    "activity_text",
    "kcqg",
    "kcdp",
    "doi_ung",
    "tong",
)
KCQG, OWN_NAME = REGISTER_COLUMNS["kcqg"].label, "Tiền trung ương cấp"
# Each differs from the plain form, and each is allowed: a unit in the cell, a decimal tỷ, ungrouped digits, a space.
ODD_FORMS = ("{t} triệu đồng", "{t} triệu", "{d}", "{g} đ")
ODD_EVERY = 20


@dataclass(frozen=True)
class Target:
    """A ratio of two ways and the most that it should be."""

    name: str
    way: str
    beside: tuple[str, ...]
    most: float


TARGETS = (
    Target(f"CSV {MANY} dòng / pandas", "csv-many", ("pandas-many",), 2),
    Target(f"CSV {COUNTRY} dòng / pandas {MANY} dòng", "csv-country", ("pandas-many",), 0.15),
    Target(f"XLSX {WORKBOOK} dòng / calamine + openpyxl", "xlsx", ("calamine", "openpyxl"), 2),
    Target(f"make adopt XLSX {WORKBOOK} dòng / đọc sổ", "look", ("read",), 1.5),
    Target(
        f"XLSX {WORKBOOK} dòng theo câu trả lời của cơ quan / không có", "answered", ("xlsx",), 1.05
    ),
)
MOST_MEGABYTES = 2048


def measure(folder: Path) -> list[str]:
    """Make the registers below a folder, read each in every way, and give the lines of the result."""
    folders = {name: folder / name for name in ("csv-many", "csv-country", "xlsx", "answered")}
    for path in folders.values():
        path.mkdir(parents=True)
    many = folders["csv-many"] / "danh-muc-2023.csv"
    country = folders["csv-country"] / "danh-muc-2023.csv"
    workbook = folders["xlsx"] / "danh-muc-2023.xlsx"
    write_csv(many, MANY)
    write_csv(country, COUNTRY)
    write_workbook(workbook, WORKBOOK, labels())
    header = [OWN_NAME if label == KCQG else label for label in labels()]
    write_workbook(folders["answered"] / "danh-muc-2023.xlsx", WORKBOOK, header)
    (folders["answered"] / "doc-so.toml").write_text(_answers(header), encoding="utf-8")
    inputs = {
        **folders, "pandas-many": many, "calamine": workbook, "openpyxl": workbook,
        "read": folders["xlsx"], "look": folders["xlsx"],
    }  # fmt: skip
    best: dict[str, tuple[float, int]] = {}
    for number in range(ROUNDS):
        print(f"Đọc danh mục, lượt {number + 1}/{ROUNDS}…", flush=True)
        for way, path in inputs.items():
            told = read(way, path)
            seconds, megabytes = told["seconds"], int(told["megabytes"])
            best[way] = min(best.get(way, (seconds, megabytes)), (seconds, megabytes))
    return _lines(best)


def scheme_rows(count: int) -> Iterator[tuple[int, list[str], int, int]]:
    """Number, words, KCQG and counterpart (đồng) of made-up schemes; every scheme differs from every other."""
    kinds = (
        "Ứng dụng máy móc",
        "Mô hình trình diễn",
        "Đào tạo nghề",
        "Phát triển sản phẩm tiêu biểu",
    )
    for number in range(1, count + 1):
        words = [
            f"Đề án hỗ trợ số {number}",
            f"Công ty TNHH số {number}",
            kinds[number % 4],
            "Nghệ An",
        ]
        yield (
            number,
            words,
            100_000_000 + number % 2_000 * 100_000,
            700_000_000 + number % 3_000 * 100_000,
        )


def write_csv(path: Path, count: int) -> None:
    """A register in Vietnamese number format, one amount in twenty in an odd but allowed form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(labels())
        amounts = 0
        for number, words, funds, counterpart in scheme_rows(count):
            cells = []
            for value in (funds, 0, counterpart, funds + counterpart):
                amounts += 1
                odd = amounts % ODD_EVERY == 0 and value > 0
                cells.append(_odd(value, amounts // ODD_EVERY) if odd else _grouped(value))
            writer.writerow([number, *words, YEAR, "Đầu tư máy móc", *cells])


def write_workbook(path: Path, count: int, header: list[str]) -> None:
    """A register as a workbook, amounts as numbers."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Danh mục")
    sheet.write_row(0, 0, header)
    for number, words, funds, counterpart in scheme_rows(count):
        row = [number, *words, YEAR, "Đầu tư máy móc", funds, 0, counterpart, funds + counterpart]
        sheet.write_row(number, 0, row)
    book.close()


def labels() -> list[str]:
    """The header of the registers."""
    return [REGISTER_COLUMNS[code].label for code in COLUMNS]


def _answers(header: list[str]) -> str:
    """What the office says of a header with a name of its own for the money of KCQG."""
    columns = ", ".join(f'"{text}"' for text in header)
    mark = fingerprint_of(header)
    return f'[[tieu_de]]\nvan_tay = "{mark}"\ncot = [{columns}]\n[tieu_de.nghia]\n"{OWN_NAME}" = "{KCQG}"\n'


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _odd(value: int, turn: int) -> str:
    millions = f"{value // 1_000_000},{value % 1_000_000 // 100_000}"
    return ODD_FORMS[turn % len(ODD_FORMS)].format(t=millions, d=value, g=_grouped(value))


def read(way: str, path: Path) -> dict[str, float]:
    """What `benchmarks.reading` tells of one read: seconds, those of the processor, megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", way, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"{way}: {done.stderr.strip()[-1000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _lines(best: dict[str, tuple[float, int]]) -> list[str]:
    lines = [
        f"{way:<12} {seconds:7.2f} giây {megabytes:6d} MB".replace(".", ",")
        for way, (seconds, megabytes) in best.items()
    ]
    for target in TARGETS:
        ratio = best[target.way][0] / sum(best[name][0] for name in target.beside)
        verdict = "đạt" if ratio <= target.most else "chưa đạt"
        lines.append(
            f"{target.name} = {ratio:.3f} (mục tiêu: không quá {target.most}): {verdict}".replace(
                ".", ","
            )
        )
    peak = best["csv-many"][1]
    verdict = "đạt" if peak <= MOST_MEGABYTES else "chưa đạt"
    return [
        *lines,
        f"Bộ nhớ cao nhất: {peak} MB (mục tiêu: không quá {MOST_MEGABYTES} MB): {verdict}",
    ]
