"""`reports/tong-hop.csv` never tells of a report what a batch said of another one."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import NOT_MADE, STOPPED, PublishError
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running import run
from analysis.running.listed import (
    COLUMNS,
    LIST,
    STOOD,
    UNMADE,
    Told,
    in_one_line,
    published_editions,
    report_hash,
    settle_list,
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
    listed.append(["hue-2021", UNMADE, "'=lệch; a", report_hash(project, "hue-2021")])
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
        ("không có số liệu\nhãy thêm tệp", ["không có số liệu; hãy thêm tệp"]),
        ("có 2 lỗi:\n- dòng 3: sai\n- dòng 4", ["có 2 lỗi", "dòng 3: sai"]),
        ("có 2 lỗi:\n'- dòng 3: sai\n'- dòng 4", ["có 2 lỗi", "dòng 3: sai"]),
        (f"có 1 lỗi{NOT_MADE}:\n- dòng 3: sai{STOPPED}01.ipynb, ô 7.", ["dòng 3: sai"]),
        (f"có 2 lỗi{NOT_MADE}:\n- a. Cách khắc phục: x\n- b", ["có 2 lỗi", "a"]),
        ("mã dừng vì lỗi\nBản đã chạy tới ô này: a.ipynb", ["mã dừng vì lỗi"]),
        ("sai [x]. Cách khắc phục: sửa", ["sai [x]"]),
        ("có 1 lỗi:", ["có 1 lỗi"]),
        ("", [""]),
    ],
)
def test_a_reason_is_told_in_short(project: Project, reason: str, lines: list[str]) -> None:
    """One fault, or how many and the first; neither how it is mended nor where a notebook stopped: from one line."""
    write_list(project, failed(project, "hue-2021", reason))
    assert unmade(project) == {"hue-2021": lines}
    (told,) = [row[2] for row in rows(project) if row[0] == "hue-2021"]
    assert "\n" not in told
    assert in_one_line(told) == told


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


CHANGES: dict[str, Callable[[str], str | bytes]] = {
    "một cột thêm": lambda text: text.replace('"bao_cao"\n', '"bao_cao","ghi_chu"\n'),
    "một cột bớt": lambda text: text.replace('"ly_do"', '"vi_sao"'),
    "ANSI": lambda text: unicodedata.normalize("NFD", text).encode("cp1258", "replace"),
    "chữ khác": lambda text: text.replace(f'"{UNMADE}"', '"hỏng"'),
    "tệp rỗng": lambda _: "",
    "ngoặc kép": lambda _: '"ky',
    "dòng lặp lại": lambda text: text + f'"hue-2019","{STOOD}","",""\n',
    "không phải kỳ": lambda text: text + f'"../../etc","{UNMADE}","x",""\n',
    "ô thừa": lambda text: text.replace('"lệch",""\n', '"lệch","","hẹn thứ hai"\n'),
    "thiếu ô": lambda text: text.replace('"lệch",""\n', '"lệch"\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_list_that_a_person_changed_is_kept_aside_and_told(
    project: Project, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    """Whatever of it is not understood: its bytes stand beside the new list, in which what is understood still is."""
    write_list(project, failed(project, "hue-2019"))
    file = project.published / LIST
    changed = CHANGES[change](file.read_text("utf-8-sig"))
    data = changed if isinstance(changed, bytes) else changed.encode()
    file.write_bytes(data)
    known = unmade(project)
    settle_list(project, lambda _: [])
    told = capsys.readouterr().out.splitlines()
    assert ["[list-kept]" in line for line in told] == [True]
    assert (project.published / "tong-hop-sua-tay.csv").read_bytes() == data
    assert unmade(project) == known
    assert ("hue-2019" in known) == (
        change in ("một cột thêm", "dòng lặp lại", "không phải kỳ", "ô thừa")
    )
    settle_list(project, lambda _: [])
    assert capsys.readouterr().out == ""
    file.write_bytes(data + b"\n")
    write_list(project, {})
    assert (project.published / "tong-hop-sua-tay-2.csv").read_bytes() == data + b"\n"


def test_a_list_in_another_order_or_form_is_understood(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """As spreadsheets save it: semicolons, columns moved, letters with marks of their own, empty rows and columns."""
    lines = [
        "bao_cao;ly_do;ky;ket_qua;",
        f";lệch;hue-2019;{unicodedata.normalize('NFD', UNMADE)};",
        ";;;;",
    ]
    (project.published / LIST).write_text("\n".join(lines), encoding="utf-16")
    settle_list(project, lambda _: [])
    assert unmade(project) == {"hue-2019": ["lệch"]}
    assert capsys.readouterr().out == ""


def test_a_failure_that_no_batch_can_have_is_dropped_with_a_word(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an edition without a report of which data/raw has nothing; others are not even asked for."""
    write_list(project, failed(project, "khong-co-1999") | failed(project, "hue-2021"))
    asked = []

    def without_data(editions: Collection[Edition]) -> Collection[Edition]:
        asked.extend(editions)
        return editions

    settle_list(project, without_data)
    assert [edition.name for edition in asked] == ["khong-co-1999"]
    assert [*unmade(project)] == ["hue-2021"]
    (line,) = capsys.readouterr().out.splitlines()
    assert f"reports/{LIST}: bỏ dòng của khong-co-1999" in line
    assert [path.name for path in project.published.glob("*.csv")] == [LIST]


def test_a_link_in_the_place_of_the_list_is_put_aside(project: Project) -> None:
    """What it leads to is neither read nor changed."""
    write_list(project, failed(project, "hue-2019"))
    file = project.published / LIST
    elsewhere = project.root / LIST
    file.rename(elsewhere)
    before = elsewhere.read_bytes()
    file.symlink_to(elsewhere)
    settle_list(project, lambda _: [])
    assert not file.is_symlink()
    assert (project.published / "tong-hop-sua-tay.csv").is_symlink()
    assert elsewhere.read_bytes() == before


def test_a_folder_in_the_place_of_the_list_is_refused(project: Project) -> None:
    """By its name and with what to do, before a batch makes anything."""
    (project.published / LIST).mkdir()
    for act in (lambda: settle_list(project, lambda _: []), lambda: write_list(project, {})):
        with pytest.raises(PublishError, match=rf"^reports/{LIST}: là thư mục.*Cách khắc phục"):
            act()


def test_a_folder_by_a_name_of_before_gives_way_and_is_told(project: Project) -> None:
    """Beside today's name only; alone it is the edition's own folder."""
    publish(project, OLD, "cũ")
    assert superseded(project) == {}
    assert named(OLD) in published_editions(project)
    publish(project, NEW, "mới")
    assert superseded(project) == {named(OLD): named(NEW)}
    assert named(OLD) not in published_editions(project)
