"""What lies beside an edition's rows leaves it standing; what gives its rows another meaning does not."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import Edition as Finished
from editions import Scratch
from register_files import register, row

NAME = "tinh-2023"
WORDS = ("--year", "2023")
STANDS = "đã đúng với dữ liệu hiện có"
# A run that decides and tells as any other, and then makes nothing.
LOOK = """
import sys
from analysis.commands.main import main
from analysis.running import run
run._make = lambda *_: None
sys.exit(main(["report", *sys.argv[1:]]))
"""


@pytest.fixture
def own(finished: Callable[[str], Finished], tmp_path: Path) -> Scratch:
    """A project with the edition of a register made, and with what its steps left."""
    return finished(NAME).alone(tmp_path / "du-an")


def published(own: Scratch) -> dict[str, str]:
    folder = own.root / "reports" / NAME
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def looked(own: Scratch, *words: str) -> str:
    """What a run tells of its reasons, without making anything."""
    src = {"PYTHONPATH": str(own.root / "src")}
    return own.run([sys.executable, "-c", LOOK, *WORDS, *words], src).stdout


def test_next_years_register_leaves_an_edition_as_it_was(own: Scratch) -> None:
    """Another file is told, the edition stays byte for byte, and the next run need not look again."""
    before = published(own)
    register(own.root / "data" / "raw", row(91, q=10, c=20, year=2024), name="nam-sau.csv")
    told = own.report(*WORDS)
    assert told.returncode == 0, told.stderr
    assert STANDS in told.stdout
    assert "nam-sau.csv: 1 dòng" in told.stdout
    assert published(own) == before
    again = own.report(*WORDS)
    assert (STANDS in again.stdout, "nam-sau.csv" in again.stdout) == (True, False)


def test_moved_rows_stand_and_a_title_that_changes_their_meaning_does_not(own: Scratch) -> None:
    """Blank rows above only move the rows, which is told; a title that makes them a plan leaves nothing standing."""
    files = [path for path in (own.root / "data" / "raw").glob("*.csv") if _is_register(path)]
    for path in files:
        _above(path, [""])
    told = looked(own)
    assert STANDS in told
    assert "[rows-moved]" in told
    for path in files:
        _above(path, ["DANH MỤC KẾ HOẠCH ĐỀ ÁN KHUYẾN CÔNG NĂM 2023"])
    told = looked(own)
    assert STANDS not in told
    assert "[rows-moved]" not in told


def test_only_what_an_edition_uses_is_a_reason(own: Scratch) -> None:
    """Of two changed files the run names the one with rows of the edition; a parameter is named alone."""
    raw = own.root / "data" / "raw"
    register(raw, row(91, q=10, c=20, year=2024), name="nam-sau.csv")
    told = looked(own, "--report-date", "2024-02-03")
    assert "Lập báo cáo tinh-2023: tham số đã thay đổi: REPORT_DATE\n" in told
    register(raw, row(92, q=10, c=20, year=2024), name="nam-sau.csv")
    register(raw, row(93, q=10, c=20, year=2023), name="bo-sung.csv")
    told = looked(own)
    reason = "số liệu gốc hoặc bản đã phát hành đã thay đổi: data/raw/bo-sung.csv"
    assert f"Lập báo cáo tinh-2023: {reason}\n" in told


def _is_register(path: Path) -> bool:
    return "Tên đề án" in path.read_text(encoding="utf-8-sig")


def _above(path: Path, words: list[str]) -> None:
    """A row above the others."""
    records = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*words, *[""] * (len(records[0]) - len(words))], *records])
