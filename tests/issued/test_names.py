"""What was issued under one name of an edition was issued under its other name too."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import IssuedError
from analysis.issued.files import concerns
from analysis.issued.revisions import check_revisions, record_of
from analysis.issued.shelf import read_issued
from data_builder import Computed, compute, figure, write_raw
from issued_data import issue, issue_text, note, shelve_texts, write_notes

OLD, NOW = Edition("vinh-long-sau-sap-xep", 2025, 2025), Edition("vinh-long", 2025, 2025)


def made(folder: Path, edition: Edition, value: str = "100", place: str = "Vĩnh Long") -> Computed:
    """The edition of one figure of its year."""
    years = (edition.year_from, edition.year_to)
    rows = [figure(value, fund="KCQG", years=years, place=place)]
    return compute(write_raw(folder, rows), edition)


@pytest.mark.parametrize("name", [OLD.name, NOW.name])
def test_a_record_and_a_note_under_either_name_are_those_of_the_edition(
    tmp_path: Path, name: str
) -> None:
    """The next issue follows the record of the old name, and the note of either name explains what changed."""
    shelve_texts(tmp_path / "issued", issue_text(made(tmp_path / "old", OLD)))
    records = read_issued(tmp_path / "issued")
    made(tmp_path / "new", NOW, "110")
    write_notes(tmp_path / "new", note("Q", "100 triệu đồng", "110 triệu đồng", edition=name))
    now = compute(tmp_path / "new", NOW, records)
    memory = now.clean.memory
    assert [record.file for record in memory.own] == [f"data/issued/{OLD.name}.json"]
    assert {revision.id for revision in check_revisions(memory, now.book)} >= {"Q"}
    following = record_of(NOW, memory, [], [])
    assert (following.file, following.number) == (f"data/issued/{NOW.name}.2.json", 2)
    assert following.previous == records[0].sha256


def test_a_second_issue_under_the_other_name_follows_the_first(tmp_path: Path) -> None:
    """Records of the two names are one row of issues."""
    first = issue(made(tmp_path / "old", OLD))
    second = issue_text(made(tmp_path / "new", NOW, "110"), first)
    shelve_texts(tmp_path / "issued", issue_text(made(tmp_path / "old", OLD)), second)
    records = read_issued(tmp_path / "issued")
    assert [(record.edition, record.number) for record in records] == [(NOW, 1), (NOW, 2)]


def test_one_issue_under_two_names_is_refused_by_both(tmp_path: Path) -> None:
    """Which of the two was signed the program cannot know."""
    texts = [issue_text(made(tmp_path / each.name, each)) for each in (OLD, NOW)]
    shelve_texts(tmp_path / "issued", *texts)
    with pytest.raises(IssuedError, match="issued-twice") as refused:
        read_issued(tmp_path / "issued")
    assert all(f"data/issued/{each.name}.json" in str(refused.value) for each in (OLD, NOW))


def test_a_record_under_a_former_name_is_the_earlier_one_with_its_figures(tmp_path: Path) -> None:
    """The difference from it is told by cause: its figures are those of the place by its name now."""
    before = made(tmp_path / "old", Edition("thua-thien-hue", 2023, 2023), place="Thừa Thiên Huế")
    record = issue(before)
    now = [figure("110", fund="KCQG", years=(2024, 2024), place="Huế")]
    now.append(figure("100", fund="KCQG", years=(2023, 2023), place="Huế"))
    after = compute(write_raw(tmp_path / "new", now), Edition("hue", 2024, 2024), [record])
    assert after.clean.memory.earlier == record
    assert {each.place for each in record.place.figures} == {"hue"}
    assert after.value("Q.kt_ky") == 10_000_000


@pytest.mark.parametrize(
    ("other", "is_own"),
    [(OLD, True), (NOW, True), (Edition("vinh-long", 2024, 2024), False)],
)
def test_an_edition_is_concerned_by_records_of_its_territory(other: Edition, is_own: bool) -> None:
    """By any of its names; of Vĩnh Long as it was before the reform it is not."""
    assert concerns(NOW, other) is is_own
    assert concerns(OLD, other) is is_own
