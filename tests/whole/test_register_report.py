"""A report made from registers: its sums are those of the raw rows, in every breakdown and in all three files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import reading
from editions import LONG_NAMES, REGISTER_NAMES, Edition, Scratch, fresh_copy
from register_files import HEADER, ROWS, csv_text
from scheme_data import KINDS, PLACES, SCHEMES, TYPES, Scheme, actual

MONEY = ("national", "local", "counterpart", "total")
INPUTS = dict(zip(MONEY, ("Q", "L", "C", "T"), strict=True))
EDITIONS = {"tinh-2023": (2023,), "tinh-2022-2023": (2022, 2023)}
MADE = (*REGISTER_NAMES[:1], *LONG_NAMES)
KIND_STEMS = {"Đào tạo nghề": "ND1", "Mô hình trình diễn": "ND3_MH", "Ứng dụng máy móc": "ND3_MM",
              "Phát triển sản phẩm tiêu biểu": "ND4", "Nhiều nội dung": "NHIEU"}  # fmt: skip


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest, finished: Callable[[str], Edition]) -> Edition:
    return finished(request.param)


@pytest.fixture
def schemes(made: Edition) -> list[Scheme]:
    """The schemes that the edition's headlines count."""
    return actual(*EDITIONS[made.name])


def entries(made: Edition) -> dict[str, dict[str, Any]]:
    values = json.loads((made.report / "so-lieu.json").read_text(encoding="utf-8"))["values"]
    return {entry["id"]: entry for entry in values}


def value(known: dict[str, dict[str, Any]], id_: str) -> Fraction | None:
    text = known[id_]["value"]
    return None if text is None else Fraction(text)


def sum_of(schemes: Iterable[Scheme], name: str) -> int:
    return sum(getattr(scheme, name) for scheme in schemes)


def test_headlines_are_the_sums_of_the_rows(made: Edition, schemes: list[Scheme]) -> None:
    """KCQG, KCĐP, counterpart, total, schemes and establishments are those typed, planned schemes apart."""
    known = entries(made)
    assert {name: value(known, id_) for name, id_ in INPUTS.items()} == {
        n: sum_of(schemes, n) for n in MONEY
    }
    assert value(known, "DA") == len(schemes)
    assert value(known, "N") == sum_of(schemes, "establishments")
    planned = [s for year in EDITIONS[made.name] for s in SCHEMES[year] if s.status == "kế hoạch"]
    assert (value(known, "Q.kh"), value(known, "DA.kh")) == (
        sum_of(planned, "national"),
        len(planned),
    )


def test_each_breakdown_has_the_sums_of_its_rows(made: Edition, schemes: list[Scheme]) -> None:
    """By kind, by place, by type of establishment and by year: each group's sums are those of its own rows."""
    known = entries(made)
    groups: dict[str, list[Scheme]] = {}
    for kind, _ in KINDS:
        groups[f"lo_{KIND_STEMS[kind]}"] = [s for s in schemes if s.kind == kind]
    slugs = ("huyen_tuy_phuoc", "thi_xa_an_nhon", "huyen_phu_cat", "huyen_tay_son", "quy_nhon")
    for place, slug in zip(PLACES, slugs, strict=True):
        groups[f"db_{slug}"] = [s for s in schemes if s.place == place]
    for type_ in TYPES:
        groups[f"lh_{type_ or 'khong_neu'}"] = [s for s in schemes if s.type == type_]
    for stem, rows in groups.items():
        assert value(known, f"DA_{stem}") == len(rows), stem
        assert [value(known, f"{INPUTS[n]}_{stem}") for n in MONEY] == [
            sum_of(rows, n) for n in MONEY
        ], stem
    for year in EDITIONS[made.name] if len(EDITIONS[made.name]) > 1 else ():
        rows = actual(year)
        assert [value(known, f"{INPUTS[n]}.{year}") for n in MONEY] == [
            sum_of(rows, n) for n in MONEY
        ]


def test_ranges_add_up_to_the_value(made: Edition) -> None:
    """The cells of the ranges that a sum names, read from the raw file by hand, add up to it; of names, they count."""
    cells: dict[str, list[list[object]]] = {}
    seen = 0
    for id_, entry in entries(made).items():
        if not any("rows" in origin for origin in entry["origins"]) or id_ in (
            "nam_dau",
            "nam_cuoi",
            "DB_n",
        ):
            continue
        if entry["gather"] == "ratios":
            continue  # a row's own ratio is no cell: the independent reader redoes it
        total = Fraction(0)
        for origin in entry["origins"]:
            if "rows" in origin:
                total += of_ranges(made.scratch.root / origin["file"], origin, cells, entry["unit"])
        assert total == Fraction(entry["value"]), id_
        seen += 1
    assert seen > 60


PUBLISHED_COLUMNS = ("gia_tri", "tu_nam", "den_nam")


def test_the_years_are_those_of_the_cells(made: Edition) -> None:
    """The first and the last year of an edition stand in the cell of a scheme that they name."""
    for id_ in ("nam_dau", "nam_cuoi"):
        entry = entries(made)[id_]
        (origin,) = entry["origins"]
        cells: dict[str, list[list[object]]] = {}
        of_ranges(made.scratch.root / origin["file"], {**origin, "rows": []}, cells, "đồng")
        rows = cells[origin["file"]]
        header = (
            rows[0]
            if origin["column"] in PUBLISHED_COLUMNS
            else next(row for row in rows if "STT" in row)
        )
        index = (
            header.index(origin["column"])
            if origin["sheet"] is None
            else ord(origin["column"]) - ord("A")
        )
        assert str(rows[origin["row"] - 1][index]) == origin["printed"] == entry["value"]


def of_ranges(
    path: Path, origin: dict[str, Any], cells: dict[str, list[list[object]]], unit: str
) -> Fraction:
    if origin["file"] not in cells:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                separator = "," if origin["column"] in PUBLISHED_COLUMNS else ";"
                cells[origin["file"]] = [list(row) for row in csv.reader(file, delimiter=separator)]
        else:
            sheet = openpyxl.load_workbook(path)[origin["sheet"]]
            cells[origin["file"]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    rows = cells[origin["file"]]
    numbers = [number for first, last in origin["rows"] for number in range(first, last + 1)]
    if unit == "dòng":
        assert max(numbers) <= len(rows)
        return Fraction(len(numbers))
    if origin["column"] in PUBLISHED_COLUMNS:
        header = rows[0]
        found = [dict(zip(header, rows[number - 1], strict=True)) for number in numbers]
        money = [row["gia_tri"] for row in found if row["don_vi"] == "triệu đồng"]
        return sum(
            (Fraction(text.replace(".", "").replace(",", ".")) * 10**6 for text in money),
            Fraction(0),
        )
    return sum(
        (of_column(path, rows, column, numbers, unit) for column in origin["column"].split(" + ")),
        Fraction(0),
    )


def of_column(
    path: Path, rows: list[list[object]], column: str, numbers: list[int], unit: str
) -> Fraction:
    header = next(row for row in rows if "STT" in row)
    index = header.index(column) if path.suffix == ".csv" else ord(column) - ord("A")
    picked = [rows[number - 1][index] for number in numbers]
    if unit == "đề án":
        return Fraction(len([cell for cell in picked if cell]))
    if unit != "đồng":
        return sum((Fraction(str(cell)) for cell in picked), Fraction(0))
    if path.suffix == ".csv":
        return sum((Fraction(str(cell).replace(".", "")) for cell in picked), Fraction(0))
    return sum((Fraction(str(cell)) * 10**6 for cell in picked), Fraction(0))


def numeral(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def in_print(entry: dict[str, Any]) -> Fraction:
    """The exact value in the unit of the report."""
    return Fraction(entry["value"]) / (10**6 if entry["unit"] == "đồng" else 1)


def rounded(number: Fraction) -> Fraction:
    """With the one decimal of the report, from a half upwards."""
    return Fraction(floor(number * 10 + Fraction(1, 2)), 10)


def test_tables_of_the_files_add_up(made: Edition, schemes: list[Scheme]) -> None:
    """Rows by kind, place and type, read back from HTML and PDF, are rounded from values that add up to the totals."""
    known = entries(made)
    expected = [Fraction(len(schemes)), *(Fraction(sum_of(schemes, n), 10**6) for n in MONEY)]
    numbers = {
        "html": reading.html_numbers(made.page),
        "pdf": reading.tagged(made.pdf).numbers(),
    }
    for format_, found in numbers.items():
        printed = {}
        for id_, text in found:
            printed.setdefault(id_, numeral(text))
        for kind in ("lo", "db", "lh"):
            for name, total in zip(("DA", "Q", "L", "C", "T"), expected, strict=True):
                rows = {id_: n for id_, n in printed.items() if id_.startswith(f"{name}_{kind}_")}
                exact = {id_: in_print(known[id_]) for id_ in rows}
                assert sum(exact.values()) == total, f"{format_} {kind}"
                assert rows == {id_: rounded(n) for id_, n in exact.items()}, f"{format_} {kind}"


def test_published_totals_are_controls(finished: Callable[[str], Edition]) -> None:
    """A published total within its rounding agrees, another is told with its difference; the register's are printed."""
    made = finished("tinh-2023")
    ledger = (made.report / "qa" / "doi-chieu.csv").read_text(encoding="utf-8-sig")
    checks = [row for row in csv.DictReader(ledger.splitlines()) if row["ma"] == "R16"]
    assert [row["ket_luan"] for row in checks if row["don_vi"] == "đề án"] == ["miễn trừ"]
    assert {row["ket_luan"] for row in checks if row["don_vi"] != "đề án"} <= {"khớp", "làm tròn"}
    codes = ("R17", "R18a", "R19a", "R20")
    own = [row["ket_luan"] for row in csv.DictReader(ledger.splitlines()) if row["ma"] in codes]
    assert own == ["khớp"] * (3 * 5 + 2 + 4)


def test_the_whole_register_is_in_the_workbook(made: Edition) -> None:
    """Every scheme of the edition, planned ones too, stands in so-lieu.xlsx with whole đồng and where it came from."""
    sheet = openpyxl.load_workbook(made.report / "so-lieu.xlsx")["Danh mục đầy đủ"]
    heads, *rows = sheet.iter_rows(values_only=True)
    typed = [scheme for year in EDITIONS[made.name] for scheme in SCHEMES[year]]
    named = [dict(zip(heads, row, strict=True)) for row in rows]
    assert sorted((row["Tên đề án"], row["Kinh phí đối ứng (đồng)"]) for row in named) == sorted(
        (scheme.name, scheme.counterpart) for scheme in typed
    )
    assert {row["Tệp"] for row in named} <= {
        "data/raw/danh-muc-2022.csv",
        "data/raw/danh-muc-2023.xlsx",
    }


def run(scratch: Scratch, *words: str) -> subprocess.CompletedProcess[str]:
    return scratch.run([sys.executable, "-m", "analysis", *words])


def test_the_auditor_sees_every_row_by_its_status(
    registers: Scratch, finished: Callable[[str], Edition]
) -> None:
    """`sums` prints the number of schemes and the four sums of what was done, `--status` those of another status."""
    finished("tinh-2023")
    seen = 0
    for words, status in (((), "thực hiện"), (("--status", "kế hoạch"), "kế hoạch")):
        schemes = [scheme for scheme in SCHEMES[2023] if scheme.status == status]
        seen += len(schemes)
        answer = run(registers, "sums", "--year", "2023", *words)
        sums = [sum_of(schemes, n) for n in MONEY]
        assert json.loads(answer.stdout) == [len(schemes), *sums]
    assert seen == len(SCHEMES[2023])
    assert run(registers, "sums", "--year", "2023", "--status", "xong").returncode == 2
    assert run(registers, "sums", "--year", "2023", "--status", "thu hồi").returncode == 1
    missing = run(registers, "sums", "--year", "2019")
    assert missing.returncode == 1
    assert "[year-no-rows]" in missing.stderr


def test_a_refused_register_leaves_the_report(
    finished: Callable[[str], Edition], tmp_path: Path
) -> None:
    """A wrong cell is told with file, row, column and code, and every published file stays as it was."""
    copy = finished("tinh-2023").alone(tmp_path / "du-an")
    before = copy.bytes_of("reports", "data")
    wrong = csv_text([HEADER, [*ROWS[0][:3], "Đào tạo nghê", *ROWS[0][4:]]])
    (copy.root / "data" / "raw" / "sai.csv").write_text(wrong, encoding="utf-8")
    result = copy.report("--year", "2023")
    assert result.returncode == 1
    for part in (
        "data/raw/sai.csv",
        "dòng 2",
        "Loại hình",
        "[category-unknown]",
        'có phải "Đào tạo nghề"?',
    ):
        assert part in result.stderr + result.stdout
    assert "Traceback" not in result.stderr
    (copy.root / "data" / "raw" / "sai.csv").unlink()
    assert copy.bytes_of("reports", "data") == before


def test_ready_tells_everything_before_any_run(
    registers: Scratch, finished: Callable[[str], Edition], tmp_path: Path
) -> None:
    """`ready` lists what is refused and what is blank with remedies, writes nothing, and passes when `report` would."""
    copy = fresh_copy(tmp_path / "du-an", registers.root)
    raw = copy.root / "data" / "raw"
    sources = (raw / "nguon.csv").read_bytes()
    (raw / "nguon.csv").unlink()
    (raw / "nhan-dinh-tinh-2023.md").write_text(
        "## Giải pháp\n\nTiếp tục như [[năm 2022]]. Xem {I99}.\n", encoding="utf-8"
    )
    (raw / "sai.csv").write_text(
        csv_text([HEADER, [*ROWS[0][:3], "Tập huấn", *ROWS[0][4:]]]), encoding="utf-8"
    )
    before = copy.bytes_of("src", "notebooks")
    first = run(copy, "ready", "--year", "2023")
    assert first.returncode == 1
    for part in (
        "Phải sửa",
        "sai.csv, dòng 2",
        "[category-unknown]",
        "Những điều được hiểu khi đọc số liệu",
        "[status-assumed]",
        "co-quan.csv",
        "còn nhắc 2022",
        "Kiến nghị",
    ):
        assert part in first.stdout, part
    (raw / "sai.csv").unlink()
    second = run(copy, "ready", "--year", "2023")
    assert second.returncode == 1
    assert "[note-value-unknown]" in second.stdout
    (raw / "nhan-dinh-tinh-2023.md").write_text(
        "## Giải pháp\n\nTiếp tục. Xem {I10}.\n", encoding="utf-8"
    )
    (raw / "nguon.csv").write_bytes(sources)
    assert run(copy, "ready", "--year", "2023").returncode == 0
    (raw / "nhan-dinh-tinh-2023.md").unlink()
    assert not (copy.root / "reports").exists()
    assert {name for name in copy.bytes_of("data") if "processed" in name} == set()
    assert copy.bytes_of("src", "notebooks") == before
    assert copy.bytes_of("data/raw") == registers.bytes_of("data/raw")
    assert finished("tinh-2023").report.is_dir(), "what `ready` passed is reported"
