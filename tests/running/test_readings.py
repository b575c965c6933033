"""What registers were read as is kept by content: the same result without reading, and a changed file is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.adopting.answers import Answers, FileAnswers, SheetAnswers
from analysis.raw.rows import Correction, RegisterSource
from analysis.registers import reader
from analysis.registers.reader import RegisterResult, read_registers
from analysis.running.readings import Readings
from register_files import HEADER, csv_text, row

Source = RegisterSource


def source(number: int, q: int = 100) -> Source:
    """A register of one scheme."""
    data = csv_text([HEADER, row(number, q=q, c=200)]).encode()
    return Source(f"data/raw/so-{number}.csv", hashlib.sha256(data).hexdigest(), data)


SOURCES = (source(1), source(2), source(3))


class Office:
    """A folder of kept readings, and the names of the files that each reading had to read."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.opened: list[str] = []
        read = reader._read

        def watched(one: Source, *others: object) -> RegisterResult:
            self.opened.append(one.name.removeprefix("data/raw/"))
            result: RegisterResult = read(one, *others)  # type: ignore[arg-type]
            return result

        monkeypatch.setattr(reader, "_read", watched)

    def read(
        self,
        sources: Iterable[Source] = SOURCES,
        mark: str = "chương trình",
        answers: Answers | None = None,
        corrections: tuple[Correction, ...] = (),
    ) -> RegisterResult:
        """The registers, and what is kept of them for the next time."""
        self.opened.clear()
        readings = Readings(self.folder, mark, answers or Answers())
        result = read_registers(sources, corrections, None, readings)
        readings.keep()
        return result


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "da-doc", monkeypatch)


def test_a_register_that_was_read_is_not_read_again_and_gives_the_same(office: Office) -> None:
    """Schemes, tables, notices and printed cells are those of a reading that keeps nothing."""
    plain = read_registers(SOURCES)
    office.read()
    again = office.read()
    assert office.opened == []
    assert again.schemes.equals(plain.schemes)
    assert (again.tables, again.notes, again.faults) == (plain.tables, plain.notes, plain.faults)
    kept = [table.sheet.columns for table in again.printed]
    assert kept == [table.sheet.columns for table in plain.printed]


def test_only_a_changed_file_is_read_again(office: Office) -> None:
    """By its content, whatever its name and its time are; what was kept of the old content goes."""
    office.read()
    names = set(office.folder.iterdir())
    changed = office.read([SOURCES[0], source(2, q=150), SOURCES[2]])
    assert office.opened == ["so-2.csv"]
    assert changed.schemes["kcqg"].tolist() == [100_000_000, 150_000_000, 100_000_000]
    assert len(set(office.folder.iterdir()) & names) == 2
    assert len(set(office.folder.iterdir())) == len(names)


def test_what_a_reading_depends_on_makes_it_another_one(office: Office) -> None:
    """The program, what the office said of a file, and its corrections; those of other files do not matter."""
    office.read()
    office.read(mark="chương trình khác")
    assert len(office.opened) == len(SOURCES)
    office.read()
    own = FileAnswers("so-1.csv", SOURCES[0].sha256, SheetAnswers(unit=1))
    office.read(answers=Answers(files=(own,)))
    assert office.opened == ["so-1.csv"]
    office.read()
    line = Correction(
        2,
        SOURCES[2].name,
        "",
        2,
        "Kinh phí KCQG",
        "100000000",
        "100000000",
        "in sai",
        "Sở",
        "0" * 64,
    )
    office.read(corrections=(line,))
    assert office.opened == ["so-3.csv"]


@pytest.mark.parametrize("damaged", [b"", b"khong phai", None])
def test_what_is_not_as_it_was_written_is_read_again(office: Office, damaged: bytes | None) -> None:
    """Cut, foreign or with another text in a cell: it is worth nothing, and nobody is told."""
    plain = office.read()
    for path in office.folder.iterdir():
        other = path.read_bytes().replace("Huyện A".encode(), "Huyện B".encode())
        path.write_bytes(other if damaged is None else damaged)
    again = office.read()
    assert len(office.opened) == len(SOURCES)
    assert again.schemes.equals(plain.schemes)


def test_faults_are_told_each_time(office: Office) -> None:
    """A faulty register, and a scheme that stands in two of them, is found again by the next run."""
    twice = replace(
        SOURCES[1], name="data/raw/so-khac.csv", data=SOURCES[0].data + b"\n", sha256="1"
    )
    faulty = replace(SOURCES[1], name="data/raw/so-sai.csv", data=b"STT\n", sha256="2")
    for others in ([twice], [faulty]):
        found = [[fault.code for fault in office.read([*SOURCES, *others]).faults] for _ in "12"]
        assert found[0]
        assert found[0] == found[1]
