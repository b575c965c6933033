"""A batch makes what single runs make, keeps what is done, and lets no edition stop another."""

from __future__ import annotations

import csv
import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.commands import batch
from analysis.errors import NoDataError, PublishError
from analysis.parameters import Parameters, parse_batch
from analysis.project import Project
from analysis.running.files import write_json
from analysis.running.hashes import sha256_file
from analysis.running.listed import STOOD, Told, told_of, unmade
from analysis.running.many import FAILED, MADE, STANDS, Ended, Outcome, each
from analysis.stages.asked import edition_asked
from cell_notebooks import FORKS
from editions import Edition, fresh_copy
from rig import BATCH, LIST, NAMES, PATIENCE, SECONDS_TO_STOP, gone, start, wait_for

SUMMED = sorted(["index.html", "tong-hop.csv", *(f"{name}/SHA256SUMS" for name in NAMES)])

pytestmark = pytest.mark.skipif(not FORKS, reason="hệ này lập lần lượt từng báo cáo")


def test_a_killed_batch_goes_on_and_gives_what_single_runs_give(
    finished: Callable[[str], Edition], tmp_path: Path
) -> None:
    """Kill -9 leaves no process and what was done; a plain re-run makes the rest: the bytes of single runs."""
    single = [finished(name) for name in NAMES]
    copy = fresh_copy(tmp_path / "du-an", single[0].scratch.root)
    (copy.root / "e.csv").write_text(LIST, encoding="utf-8")
    with start(copy, BATCH) as running:
        first = wait_for(running, " 1/2 ")
        os.kill(running.pid, signal.SIGKILL)
        running.communicate(timeout=PATIENCE)
        assert gone(running.pid, SECONDS_TO_STOP, copy)
    done = next(name for name in NAMES if f"1/2 {name}: {MADE}" in first)
    made = (copy.root / "reports" / done / "SHA256SUMS").stat().st_mtime_ns
    again = copy.run(list(BATCH))
    assert again.returncode == 0, again.stdout + again.stderr
    assert f"{done}: {STANDS}" in again.stdout
    assert (copy.root / "reports" / done / "SHA256SUMS").stat().st_mtime_ns == made
    for edition in single:
        folders = (f"reports/{edition.name}", f"data/processed/{edition.name}")
        assert copy.bytes_of(*folders) == edition.scratch.bytes_of(*folders)
    lines = (copy.root / "reports" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    hashes = {name: sha256_file(copy.root / "reports" / name) for name in SUMMED}
    assert lines == [f"{hashes[name]}  {name}" for name in SUMMED]
    rows = csv.reader((copy.root / "reports" / "tong-hop.csv").read_text("utf-8-sig").splitlines())
    assert [row[:2] for row in rows][1:] == [[name, "có báo cáo"] for name in sorted(NAMES)]


def test_a_batch_whose_program_changes_meanwhile_publishes_nothing_more(tmp_path: Path) -> None:
    """What a batch has imported is older than what then lies there: no report of the old is published as of the new."""
    copy = fresh_copy(tmp_path / "du-an")
    (copy.root / "e.csv").write_text(LIST, encoding="utf-8")
    with start(copy, BATCH) as running:
        wait_for(running, "Lập 2 báo cáo")
        with (copy.root / "src/analysis/report/funds.py").open("a", encoding="utf-8") as code:
            code.write("\n")
        told, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1
    for name in NAMES:
        assert f" {name}: lỗi: Trong khi chạy, chương trình đã thay đổi" in told
        assert not (copy.root / "reports" / name).exists()


def _made(project: Project, parameters: Parameters) -> bool:
    """A stand-in for a run, told by the place what becomes of it."""
    print("đang lập")
    if parameters.place == "loi":
        raise NoDataError("không có số liệu\nhãy thêm tệp")
    if parameters.place == "hong":
        raise ZeroDivisionError
    if parameters.place == "chet":
        os.kill(os.getpid(), signal.SIGKILL)
    if parameters.place == "treo":
        time.sleep(60)
    (project.root / str(parameters.place)).touch()
    return parameters.place != "cu"


def test_no_edition_stops_another(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One that fails, dies or hangs is named with its reason and ends in its limit; the others are made."""
    project = Project(tmp_path)
    places = ("loi", "treo", "moi", "chet", "hong", "cu")
    progress = batch.Progress(len(places))
    began = time.monotonic()
    editions = {place: Parameters(place) for place in places}
    for ended in each(project, editions, _made, jobs=3, limit=2):
        progress.tell(*ended)
    assert time.monotonic() - began < 30
    assert {name: outcome.kind for name, outcome in progress.outcomes.items()} == {
        "moi": MADE,
        "cu": STANDS,
        **dict.fromkeys(("loi", "treo", "chet", "hong"), FAILED),
    }
    assert progress.told() == 1
    told = capfd.readouterr().out
    for words in (
        "Đã lập: 1\n",
        "Lỗi: 4\n",
        "- loi: không có số liệu\nhãy thêm tệp\n",
        "- treo: lâu hơn 2 giây [edition-late]",
        "- chet: chương trình tính dừng đột ngột",
        "- hong: lỗi ngoài dự kiến (ZeroDivisionError); chi tiết trong .build/nhat-ky/hong/su-co.log\n",
    ):
        assert words in told
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"moi", "cu"}
    assert (tmp_path / ".build/nhat-ky/moi/lan-chay.txt").read_text("utf-8") == "đang lập\n"


def test_list_and_page_have_what_each_edition_came_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that failed is there with its reason until a batch makes it; an old name of a folder is told once."""
    project = Project(tmp_path)
    for name in ("vinh-long-2026", "vinh-long-sau-sap-xep-2026"):
        (project.published / name).mkdir(parents=True)
    monkeypatch.setattr(batch, "write_index", lambda _: None)
    monkeypatch.setattr(batch, "keep_up_index", lambda _: None)
    overview = batch.Overview(project)
    overview.keep_up("hue-2021", Outcome(FAILED, "không có số liệu"))
    overview.keep_up("vinh-long-2026", Outcome(MADE, note="lưu ý"))
    overview.write()
    told = unmade(project), told_of(project)["vinh-long-2026"]
    assert told == ({"hue-2021": ["không có số liệu"]}, Told(STOOD, "lưu ý", ""))
    (project.published / "hue-2021").mkdir()
    overview.keep_up("hue-2021", Outcome(STANDS))
    overview.write()
    assert unmade(project) == {}
    batch._tell_superseded(project)
    (line,) = capsys.readouterr().out.splitlines()
    assert "reports/vinh-long-sau-sap-xep-2026: tên cũ của kỳ vinh-long-2026" in line


def test_a_date_that_a_made_edition_loses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of editions with REPORT_DATE one is made anew without: that is told in its line, at the end, in the list."""
    project = Project(tmp_path)
    dated = {"moi": None, "cu": None, "giu": dt.date(2023, 3, 5), "khong": None}
    asked = (Parameters(place, 2022, 2022, report_date=d) for place, d in dated.items())
    editions = {edition_asked(project, parameters).name: parameters for parameters in asked}
    for name, parameters in editions.items():
        report = project.published / name
        report.mkdir(parents=True)
        date = "" if parameters.place == "khong" else "2023-03-05"
        write_json(report / "manifest.json", {"parameters": {"REPORT_DATE": date}})
    monkeypatch.setattr(batch, "write_index", lambda _: None)
    monkeypatch.setattr(batch, "keep_up_index", lambda _: None)
    progress, overview = batch.Progress(len(editions)), batch.Overview(project)
    for ended in each(project, editions, _made, jobs=2):
        progress.tell(*ended)
        overview.keep_up(ended.name, ended.outcome)
    overview.write()
    progress.told()
    told = capfd.readouterr().out
    lines = [
        line for line in told.splitlines() if "bản trước lập với REPORT_DATE=2023-03-05" in line
    ]
    assert len(lines) == 2
    assert "/4 moi-2022: đã lập" in lines[0]
    assert lines[1].startswith("- lưu ý, moi-2022: ")
    rows = list(csv.reader((tmp_path / "reports/tong-hop.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:] if "REPORT_DATE" in row[2]] == ["moi-2022"]


def without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of one edition, of which nothing is read."""
    for name in ("issued_hashes", "read_raw", "read_kept", "read_once", "keep_waiting"):
        monkeypatch.setattr(batch, name, lambda *_: None)
    monkeypatch.setattr(batch, "editions_of", lambda *_: [Parameters("thu", 2021, 2021)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.mark.parametrize("name", ["tong-hop.csv", "index.html", "SHA256SUMS"])
def test_a_folder_where_a_batch_writes_a_file_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One message names it and what to do."""
    without_reading(monkeypatch)
    made: list[object] = []
    monkeypatch.setattr(batch, "_each", lambda *given: made.append(given) or [])
    (tmp_path / "reports" / name).mkdir(parents=True)
    with pytest.raises(PublishError, match=rf"^reports/{name}: là thư mục.*Cách khắc phục"):
        batch.run_batch(Project(tmp_path), parse_batch({"YEARS": "2021"}))
    assert made == []


def test_what_became_of_all_is_told_where_the_disk_refuses_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With no folder for reports the batch fails, after the table of what was made and what failed and why."""
    failed = Ended("thu-2021", Outcome(FAILED, "đĩa đã đầy\nBản cũ vẫn giữ nguyên"), 0)
    without_reading(monkeypatch)
    monkeypatch.setattr(batch, "_each", lambda *_: [failed])
    monkeypatch.setattr(batch.Overview, "keep_up", lambda *_: None)
    (tmp_path / "reports").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(PublishError, match="reports"):
        batch.run_batch(Project(tmp_path), parse_batch({"YEARS": "2021"}))
    told = capsys.readouterr().out
    assert "Lỗi: 1\n- thu-2021: đĩa đã đầy\nBản cũ vẫn giữ nguyên\n" in told
    assert "Danh sách" not in told


def test_the_index_keeps_up_and_takes_a_small_part_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Renewed after the first edition, then when many times what that took has gone by; a full disk stops nothing."""
    now = 0.0
    renewed = []

    def write(_: Project) -> None:
        nonlocal now
        now += 1.0
        renewed.append(now)
        raise PublishError("đĩa đã đầy")

    monkeypatch.setattr(batch, "keep_up_index", write)
    monkeypatch.setattr(batch, "write_list", lambda *_: None)
    monkeypatch.setattr(time, "monotonic", lambda: now)
    overview = batch.Overview(Project(tmp_path))
    for _ in range(120):
        now += 1.0
        overview.keep_up("hue-2021", Outcome(MADE))
    assert renewed == [2.0, 54.0, 106.0]


def test_a_failure_and_its_end_are_in_the_list_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that is ended before the page is renewed has lost no mark, and leaves none that it found mended."""
    monkeypatch.setattr(batch, "keep_up_index", lambda _: None)
    monkeypatch.setattr(batch, "INDEX_SHARE", 10**9)
    project = Project(tmp_path)
    (project.published / "hue-2022").mkdir(parents=True)
    first = batch.Overview(project)
    first._took = 1.0
    for name in ("hue-2021", "hue-2022"):
        first.keep_up(name, Outcome(FAILED, "lệch"))
    assert unmade(project).keys() == {"hue-2021", "hue-2022"}
    again = batch.Overview(project)
    again._took = 1.0
    again.keep_up("hue-2022", Outcome(STANDS))
    assert unmade(project).keys() == {"hue-2021"}
