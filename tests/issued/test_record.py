"""Issued records: what one holds, and that an edited, removed or foreign one is found by its hash."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.book.plain import plain, typed
from analysis.commands import freeze
from analysis.edition import Edition, edition_of
from analysis.errors import IssuedError
from analysis.issued.files import ISSUED_SUMS, file_name, named_by
from analysis.issued.memory import Memory
from analysis.issued.record import Record, earlier_record, parse_record, record_text
from analysis.issued.shelf import read_issued
from data_builder import compute, figure, write_raw
from issued_data import issue, shelve

ROWS = [
    figure("100", fund="KCQG"),
    figure("40", fund="KCĐP"),
    figure("300", fund="đối ứng", word="trên"),
]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return issue(compute(write_raw(tmp_path / "raw", ROWS), Edition("thu", 2022, 2022)))


def test_a_record_is_read_as_it_was_written(record: Record, tmp_path: Path) -> None:
    """Values, figures, readings and definitions of a record survive its file; the same record gives the same bytes."""
    shelve(tmp_path / "issued", record)
    (again,) = read_issued(tmp_path / "issued")
    assert again == record
    assert record_text(again, {}) == record_text(record, {})
    assert again.by_id["Q"].value == 100_000_000
    assert [figure.printed for figure in again.place.figures] == ["100", "40", "300"]
    assert "[indicators.I10]" in again.place.definitions


def test_an_origin_in_a_record_is_its_text(record: Record) -> None:
    """The cell that an origin names is found by list, n-th entry and key."""
    origin = record.origin("C")
    data = json.loads(record_text(record, {}))
    assert (
        str(data[origin.sheet or ""][origin.row - 1][origin.column])
        == origin.printed
        == "300000000"
    )


def _edited(folder: Path) -> None:
    path = folder / "thu-2022.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"100000000"', '"100000001"'), encoding="utf-8"
    )


def _truncated(folder: Path) -> None:
    path = folder / "thu-2022.json"
    path.write_bytes(path.read_bytes()[:-2])


def _renamed(folder: Path) -> None:
    (folder / "thu-2022.json").rename(folder / "thu-2023.json")
    sums = folder / ISSUED_SUMS
    sums.write_text(
        sums.read_text(encoding="utf-8").replace("thu-2022", "thu-2023"), encoding="utf-8"
    )


def _linked(folder: Path) -> None:
    (folder / "thu-2022.json").rename(folder.parent / "x.json")
    (folder / "thu-2022.json").symlink_to(folder.parent / "x.json")


@pytest.mark.parametrize(
    "damage",
    [
        _edited,
        _truncated,
        _renamed,
        _linked,
        lambda folder: (folder / "thu-2022.json").unlink(),
        lambda folder: (folder / ISSUED_SUMS).unlink(),
        lambda folder: (folder / ISSUED_SUMS).write_text("x\n", encoding="utf-8"),
        lambda folder: (folder / "thu-2021.json").write_text("{}", encoding="utf-8"),
        lambda folder: (folder / "thu-2022.2.json").write_bytes(
            (folder / "thu-2022.json").read_bytes()
        ),
    ],
    ids=["edited", "cut", "renamed", "link", "removed", "no-list", "bad-list", "foreign", "copied"],
)
def test_a_damaged_folder_is_refused(
    record: Record, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """A record or list that is not as it was issued is refused by its code, and the message names a file."""
    folder = shelve(tmp_path / "issued", record)
    read_issued(folder)
    damage(folder)
    with pytest.raises(IssuedError, match=r"data/issued/\S+: .*\[issued-damaged\]"):
        read_issued(folder)


def test_a_second_issue_follows_the_first(record: Record, tmp_path: Path) -> None:
    """A second issue names the hash of the first; one that names another is refused."""
    second = replace(record, number=2, previous=record.sha256, file="data/issued/thu-2022.2.json")
    assert [r.number for r in read_issued(shelve(tmp_path / "a", record, second))] == [1, 2]
    with pytest.raises(IssuedError, match="issued-damaged"):
        read_issued(shelve(tmp_path / "b", record, replace(second, previous="0" * 64)))


def test_what_is_no_record_is_refused() -> None:
    """JSON of another form is refused by the same code, without a traceback."""
    for text in ("", "[]", "{}", '{"format": 1, "edition": null}'):
        with pytest.raises(IssuedError, match="issued-damaged"):
            parse_record("data/issued/thu-2022.json", "", text)


def test_no_folder_is_no_record(tmp_path: Path) -> None:
    """Without data/issued, or with only its .gitkeep, nothing was issued."""
    assert read_issued(tmp_path / "none") == []
    (tmp_path / ".gitkeep").touch()
    assert read_issued(tmp_path) == []


def test_adding_touches_nothing_that_is_there(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new record stands beside the older one, one that exists is never written, a failure leaves all as it was."""
    folder = shelve(tmp_path / "issued", record)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    second = replace(record, number=2, previous=record.sha256, file="data/issued/thu-2022.2.json")
    with pytest.raises(IssuedError, match="freeze-issued"):
        freeze._add(folder, "thu-2022.json", record_text(second, {}))
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(OSError, match="full"):
            freeze._add(folder, "thu-2022.2.json", record_text(second, {}))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    freeze._add(folder, "thu-2022.2.json", record_text(second, {}))
    assert [r.number for r in read_issued(folder)] == [1, 2]
    assert (folder / "thu-2022.json").read_bytes() == before["thu-2022.json"]
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("name", ["tinh-2012-2022", "ba-ria-vung-tau-2022", "tinh-2022"])
@pytest.mark.parametrize("number", [1, 2, 31])
def test_names_are_read_back(name: str, number: int) -> None:
    """A record's file name tells its edition and issue."""
    edition = edition_of(name)
    assert edition is not None
    assert edition.name == name
    assert named_by(file_name(edition, number)) == (edition, number)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "tinh",
        "2022",
        "tinh-22",
        "tinh-2022-2012",
        "tinh-2022-2022",
        "Tinh-2022",
        "tinh-2022/",
        "../x-2022",
        "tinh-1800",
    ],
)
def test_other_names_are_no_edition(name: str) -> None:
    """What is not the name of an edition's folder is none."""
    assert edition_of(name) is None
    assert named_by(f"{name}.1.json") is None


def test_the_earlier_edition_is_the_nearest_of_its_kind(record: Record) -> None:
    """A year is compared with the year before it, a period with an earlier period; a later edition never counts."""

    def of(place: str, first: int, last: int) -> Record:
        return replace(record, edition=Edition(place, first, last))

    known = [
        of("thu", 2020, 2020),
        of("thu", 2021, 2021),
        of("thu", 2011, 2021),
        of("thu", 2023, 2023),
        of("khac", 2021, 2021),
    ]
    assert earlier_record(known, Edition("thu", 2022, 2022)) == known[1]
    assert earlier_record(known, Edition("thu", 2012, 2022)) == known[2]
    assert earlier_record(known[3:], Edition("thu", 2022, 2022)) is None
    assert earlier_record(known[2:3], Edition("thu", 2022, 2022)) == known[2]


def test_a_part_of_a_year_is_compared_with_the_same_part_alone(record: Record) -> None:
    """Nine months know the nine months of the year before, and no year and no six months; a year knows no part."""
    nine, six, year = (
        replace(record, edition=Edition("thu", 2021, 2021, *days))
        for days in (("2021-01-01", "2021-09-30"), ("2021-01-01", "2021-06-30"), ("", ""))
    )
    after = Edition("thu", 2022, 2022, "2022-01-01", "2022-09-30")
    assert earlier_record([six, nine, year], after) == nine
    assert earlier_record([six, year], after) is None
    assert earlier_record([nine, six], Edition("thu", 2022, 2022)) is None


def test_a_memory_survives_processed_data(record: Record, tmp_path: Path) -> None:
    """What cleaning stores of records is what the next notebook reads."""
    rows = [*ROWS, figure("90", fund="KCQG", years=(2023, 2023))]
    memory = compute(
        write_raw(tmp_path / "b", rows), Edition("thu", 2023, 2023), [record]
    ).clean.memory
    assert memory.earlier == record
    assert typed(Memory, json.loads(json.dumps(plain(memory)))) == memory
