"""Records that an earlier program issued are read, verified, recomputed and compared by today's without a difference.

`frozen/issued` holds two issues of one edition as commit c9d985c froze them (the first with 85 learners, not 90),
`frozen/raw` the data of the edition after it, and `frozen/so-lieu-thu-2023.json` what that program told in that one of
the issues: every value of its comparison. These files are never made again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.book.plain import plain, typed
from analysis.book.records import to_records
from analysis.definitions.indicators import parse_definitions
from analysis.edition import Edition
from analysis.issued.causes import HEADLINES, Side, changes_between, side_of, step_books
from analysis.issued.memory import Memory
from analysis.issued.recompute import bound_to, recompute, with_record_cells
from analysis.issued.record import MEMORY_ID, Record, record_text
from analysis.issued.revisions import revisions_of
from analysis.issued.shelf import read_issued
from analysis.stages.processed import read_clean, read_memory, write_clean
from data_builder import Computed, compute

FROZEN = Path(__file__).parent / "frozen"
ACCOUNT = re.compile(r"(dong|tien)_(cb|dm)_[a-z_]+|R1[89]a?|DC_(n|khop)")
OWN, NEXT = Edition("thu", 2022, 2022), Edition("thu", 2023, 2023)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read_issued(FROZEN / "issued")


@pytest.fixture(scope="module")
def raw_as_issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw folder of the second issue, byte for byte: without the year after and what was corrected later."""
    folder = tmp_path_factory.mktemp("khi-phat-hanh") / "raw"
    shutil.copytree(FROZEN / "raw", folder)
    (folder / "danh-muc-2023.csv").unlink()
    _cut(folder / "so-lieu.csv", ",2023,2023,")
    _cut(folder / "dinh-chinh.csv", "theo quyết toán")
    return folder


def _cut(path: Path, mark: str) -> None:
    """Leave out the lines that hold the mark."""
    lines = path.read_bytes().decode().splitlines(keepends=True)
    path.write_bytes("".join(line for line in lines if mark not in line).encode())


@pytest.fixture(scope="module")
def own(records: list[Record], raw_as_issued: Path) -> Computed:
    """The issued edition made by today's program."""
    return compute(raw_as_issued, OWN, records)


@pytest.fixture(scope="module")
def following(records: list[Record]) -> Computed:
    """The next edition made by today's program, which compares itself with the latest issue."""
    return compute(FROZEN / "raw", NEXT, records)


def test_the_records_are_what_their_sums_say(records: list[Record]) -> None:
    """Both issues stand on the shelf with the hashes of their bytes, the second after the first."""
    first, second = records
    for record in records:
        name = record.file.rpartition("/")[2]
        found = hashlib.sha256((FROZEN / "issued" / name).read_bytes()).hexdigest()
        assert record.sha256 == found
    assert (first.number, second.number, second.previous) == (1, 2, first.sha256)
    assert (first.by_id["HV"].value, second.by_id["HV"].value) == (85, 90)


def test_a_record_keeps_its_bytes(records: list[Record]) -> None:
    """Written again from what was read, a record is its file byte for byte."""
    for record in records:
        path = FROZEN / "issued" / record.file.rpartition("/")[2]
        manifest = json.loads(path.read_text(encoding="utf-8"))["manifest"]
        assert record_text(record, manifest) == path.read_text(encoding="utf-8")


def told_then(made: list[dict[str, Any]], published: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values of today by the keys that the earlier program knew."""
    assert len(made) == len(published)
    return [{key: value[key] for key in then} for value, then in zip(made, published, strict=True)]


def bare(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Values without accounts, and cells without the hash of a raw file.

    Since then both are of the rows that an edition uses, not of the whole file; and places, which
    may be one in two spellings, are counted by the first row of each.
    """
    told = [value for value in values if not ACCOUNT.fullmatch(value["id"])]
    told = [value for value in told if value["id"] != "DB_n"]
    return [
        {**value, "origins": [_without_hash(origin) for origin in value["origins"]]}
        for value in told
    ]


def _without_hash(origin: dict[str, Any]) -> dict[str, Any]:
    return {**origin, "sha256": ""} if origin["file"].startswith("data/raw/") else origin


def test_a_record_is_recomputed(records: list[Record]) -> None:
    """The figures, readings and definitions of a record give its headlines."""
    for record in records:
        place = bound_to(record)
        definitions = parse_definitions(place.definitions)
        book = recompute(place.figures, place.readings, definitions, OWN)
        assert book is not None
        book = with_record_cells(book, record)
        told = [id_ for id_ in HEADLINES if id_ in record.by_id]
        assert len(told) > 8
        for id_ in told:
            issued, again = record.by_id[id_], book[id_]
            assert (again.value, again.bound, again.unit) == (
                issued.value,
                issued.bound,
                issued.unit,
            )


def test_the_issued_edition_is_made_as_it_was_issued(own: Computed, records: list[Record]) -> None:
    """Every value of the last issue, with bound, formula and cells; the first differs in what the note explains."""
    revisions = revisions_of(own.clean.memory, own.book)
    assert [(revision.id, revision.number, revision.explained) for revision in revisions] == [
        ("HV", 1, True),
        ("I32", 1, True),
    ]
    made, then = bare(json.loads(json.dumps(to_records(own.book)))), bare(records[-1].values)
    made = [value for value in made if value["id"] in {value["id"] for value in then}]
    assert told_then(made, then) == then


def test_a_record_compared_with_today_differs_in_nothing(
    own: Computed, records: list[Record]
) -> None:
    """The latest record and today's edition of the same data: no difference, and none of its parts."""
    today = Side(OWN, own.book.values, own.clean.place)
    issued = side_of(records[-1])
    changes = changes_between(issued, today, step_books(issued, today))
    assert len(changes) > 8
    for change in changes:
        assert change.difference == 0, change.id
        assert [change.part(part) for part in change.parts] == [0, 0, 0, 0], change.id


def test_the_next_edition_tells_of_it_what_it_told(following: Computed) -> None:
    """Every value of the comparison with the record, its formula and cells: as the earlier program published it."""
    published = json.loads((FROZEN / "so-lieu-thu-2023.json").read_text(encoding="utf-8"))["values"]
    made = [value for value in to_records(following.book) if MEMORY_ID.search(value["id"])]
    made, published = bare(made), bare(published)
    assert told_then(made, published) == published
    causes = {value["id"].rpartition(".")[2] for value in made}
    assert {"kt0", "kt1", "kt_cl", "kt_dc", "kt_sl", "kt_pp", "kt_ky"} <= causes


def test_a_memory_of_the_records_survives_processed_data(own: Computed, tmp_path: Path) -> None:
    """What a run remembers of the records is what it was after processed data are written and read."""
    memory = own.clean.memory
    assert len(memory.own) == 2
    assert typed(Memory, json.loads(json.dumps(plain(memory)))) == memory
    write_clean(tmp_path, own.frame, own.clean)
    assert read_memory(tmp_path) == memory
    _, clean = read_clean(tmp_path)
    assert clean == own.clean
