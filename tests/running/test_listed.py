"""`reports/tong-hop.csv` never tells of a report what a batch said of another one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running import run
from analysis.running.listed import (
    COLUMNS,
    LIST,
    STOOD,
    UNMADE,
    Told,
    published_editions,
    report_hash,
    superseded,
    told_of,
    unmade,
    write_list,
)
from overview_cards import named

OLD, NEW = "vinh-long-sau-sap-xep-2026", "vinh-long-2026"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    for name in ("hue-2021", "hue-2022"):
        publish(made, name, "cũ")
    return made


def publish(project: Project, name: str, text: str) -> None:
    (project.published / name).mkdir(parents=True, exist_ok=True)
    (project.published / name / "SHA256SUMS").write_text(text, encoding="utf-8")


def failed(project: Project, name: str, reason: str = "lệch") -> dict[str, Told]:
    """What a batch tells of an edition that it could not make."""
    return {name: Told(UNMADE, reason, report_hash(project, name))}


def rows(project: Project) -> list[list[str]]:
    text = (project.published / LIST).read_text("utf-8-sig")
    return [*csv.reader(text.splitlines(keepends=True))]


def test_all_that_is_published_is_listed_with_what_the_last_batch_of_each_told(
    project: Project,
) -> None:
    """A batch of one loses no other edition, a formula in a reason is none, and what says so already keeps its file."""
    (project.published / "hue-2018").mkdir()
    write_list(project, failed(project, "hue-2021", "=lệch\n- a"))
    (project.published / "hue-2022" / "SHA256SUMS").unlink()
    for name in ("hue-2018", "hue-2022"):
        (project.published / name).rmdir()
    publish(project, "hue-2020", "khác")
    write_list(project, {})
    listed = [COLUMNS]
    listed.append(["hue-2020", STOOD, "", report_hash(project, "hue-2020")])
    listed.append(["hue-2021", UNMADE, "'=lệch\n'- a", report_hash(project, "hue-2021")])
    assert rows(project) == listed
    before = (project.published / LIST).stat()
    write_list(project, failed(project, "hue-2021", "=lệch\n- a"))
    after = (project.published / LIST).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_what_failed_is_told_until_another_report_stands(project: Project) -> None:
    """By the list alone, with no word of whoever published it; so no kill or full disk leaves a false mark."""
    write_list(project, failed(project, "hue-2021"))
    assert unmade(project) == {"hue-2021": ["lệch"]}
    publish(project, "hue-2021", "mới")
    assert unmade(project) == {}


def test_a_failure_of_before_the_report_that_stands_is_not_told(project: Project) -> None:
    """A run of its own publishes between the failure and the writing of the list."""
    told = failed(project, "hue-2021")
    publish(project, "hue-2021", "mới")
    write_list(project, told)
    assert unmade(project) == {}


def test_an_edition_that_failed_without_a_report_stays_listed_until_it_has_one(
    project: Project,
) -> None:
    """Other batches leave it; what has a report is never gone by its row alone."""
    write_list(project, failed(project, "hue-2019"))
    write_list(project, {"hue-2021": Told(STOOD, "", report_hash(project, "hue-2021"))})
    assert unmade(project) == {"hue-2019": ["lệch"]}
    publish(project, "hue-2019", "đầu")
    assert told_of(project)["hue-2019"] == Told(STOOD, "", report_hash(project, "hue-2019"))


def test_a_run_of_its_own_that_finds_the_report_right_ends_the_mark(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The raw data was put back, so that the same report stands: the list knows from the run; others keep theirs."""
    monkeypatch.setattr(run, "make_report", lambda *_: False)
    write_list(project, failed(project, "hue-2021") | failed(project, "hue-2022"))
    run.run_report(project, Parameters("hue", 2021, 2021))
    assert unmade(project) == {"hue-2022": ["lệch"]}
    (project.published / LIST).unlink()
    run.run_report(project, Parameters("hue", 2022, 2022))
    assert not (project.published / LIST).exists()


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("không có số liệu\nhãy thêm tệp", ["không có số liệu"]),
        ("có 2 lỗi:\n- dòng 3: sai\n- dòng 4", ["có 2 lỗi", "dòng 3: sai"]),
        ("sai [x]. Cách khắc phục: sửa", ["sai [x]"]),
        ("có 1 lỗi:", ["có 1 lỗi"]),
        ("", [""]),
    ],
)
def test_a_reason_is_told_in_short(project: Project, reason: str, lines: list[str]) -> None:
    """The first line, and where that only announces reasons, the first of them."""
    write_list(project, failed(project, "hue-2021", reason))
    assert unmade(project) == {"hue-2021": lines}


def test_a_list_that_is_none_tells_nothing(project: Project) -> None:
    """Other columns, broken quotes, or a link in its place: all is told as it stands."""
    file = project.published / LIST
    for text in ("ky,ket_qua,vi_sao,khac\nhue-2019,lỗi,lệch,\n", '"ky', ""):
        file.write_text(text, encoding="utf-8")
        assert unmade(project) == {}
    write_list(project, failed(project, "hue-2019"))
    file.rename(project.root / LIST)
    file.symlink_to(project.root / LIST)
    assert unmade(project) == {}


def test_a_folder_by_a_name_of_before_gives_way_and_is_told(project: Project) -> None:
    """Beside today's name only; alone it is the edition's own folder."""
    publish(project, OLD, "cũ")
    assert superseded(project) == {}
    assert named(OLD) in published_editions(project)
    publish(project, NEW, "mới")
    assert superseded(project) == {named(OLD): named(NEW)}
    assert named(OLD) not in published_editions(project)
