"""Steps run again only when what they are made from has changed, and what is taken over is what they would make."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import NotebookError, PublishError
from analysis.parameters import parse_parameters
from analysis.project import NARRATIVE, Project
from analysis.running import building, manifest, steps
from analysis.running.kept import keep, lend, restore
from analysis.running.reach import imports_in
from editions import ROOT, Run, Scratch, fresh_copy, without_parameters
from editions import Edition as Finished
from register_files import register, row

NAME = "binh-dinh-2022"
WORDS = ("--place", "binh-dinh", "--year", "2022")
PACKAGE = ROOT / "src" / "analysis"
KEPT = Path(".build", "da-lap", NAME)
LIBRARIES = set(
    "IPython defusedxml fontTools ipykernel jupyter_client lxml matplotlib nbclient nbformat numpy pandas"
    " papermill pikepdf pyarrow pypandoc pypdfium2 python_calamine rich traitlets typst xlsxwriter".split()
)
RAN, TAKEN = "chạy", "lấy lại"


@pytest.fixture
def own(finished: Callable[[str], Finished], tmp_path: Path) -> Scratch:
    """A project with one edition made, and with what its steps left."""
    return finished(NAME).alone(tmp_path / "du-an")


def steps_of(result: Run) -> list[str]:
    """What the run said of each step."""
    told = re.findall(r"^  \d/4 [^:]+: (\S+)", result.stdout, re.MULTILINE)
    return [TAKEN if word == "dùng" else RAN for word in told]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def change_prose(notebook: Path) -> None:
    """Another sentence in the first Markdown cell."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "markdown")
    cell["source"] = [*cell["source"], "\n", "\n", "Thêm một câu."]
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


# What a step is made from ---------------------------------------------------------------------------------------------


def code(step: int) -> set[str]:
    """The files that are the code of a step, counted from 1."""
    making = steps.Making(
        Project(ROOT), Edition("binh-dinh", 2022, 2022), parse_parameters({}), ROOT / "khong-co"
    )
    files = steps.STEPS[step - 1].made_from(making)["code"]
    assert isinstance(files, dict)
    return set(files)


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("src/analysis/registers/reader.py", {1, 2, 3}),
        ("src/analysis/values/indicators.py", {2, 3}),
        ("src/analysis/stages/cleaning.py", {1}),
        ("src/analysis/report/funds.py", {3}),
        ("src/analysis/charts/bars.py", {3}),
        ("src/analysis/rendering/pandoc.py", {4}),
        ("src/analysis/errors.py", {1, 2, 3, 4}),
        ("src/analysis/definitions/indicators.toml", {1, 2, 3, 4}),
        ("notebooks/02-chi-tieu.ipynb", {2}),
        ("notebooks/04-kham-pha.ipynb", set()),
        ("templates/html/panel.js", {4}),
        ("templates/docx/reference.docx", {4}),
        ("src/analysis/running/steps.py", {1, 2, 3, 4}),
        ("src/analysis/commands/main.py", set()),
    ],
)
def test_the_code_of_a_step_is_what_it_can_reach(file: str, wanted: set[int]) -> None:
    """A file belongs to the steps that reach it through imports; every data file of the package to all of them."""
    assert (ROOT / file).is_file()
    assert {step for step in (1, 2, 3, 4) if file in code(step)} == wanted


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("templates/html/panel.js", [TAKEN, TAKEN, TAKEN, RAN]),
        ("notebooks/02-chi-tieu.ipynb", [TAKEN, RAN, TAKEN, TAKEN]),
    ],
)
def test_only_what_a_change_reaches_runs_again(
    own: Scratch, change: str, wanted: list[str]
) -> None:
    """A changed file makes its step run and is named; later steps run only when that one makes something else."""
    if change.endswith(".ipynb"):
        change_prose(own.root / change)
    else:
        append(own.root / change, "// khác\n")
    result = own.report(*WORDS)
    assert result.returncode == 0, result.stderr
    assert steps_of(result) == wanted, result.stdout
    assert f"chương trình đã thay đổi: {change}" in result.stdout.partition("1/4")[2]


OFFICE = "data/raw/co-quan.csv"
NOTE = f"data/raw/nhan-dinh-{NAME}.md"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_what_is_taken_over_is_what_a_whole_run_makes(own: Scratch) -> None:
    """With another date and note two steps run; `verify` makes all four, finds the same bytes, and changes nothing.

    Nor does a register that came since then and is of another year hinder it.
    """
    write(own.root / NOTE, "## Giải pháp\n\nMột lời khác.\n")
    result = own.report(*WORDS, "--report-date", "2023-03-05")
    assert steps_of(result) == [TAKEN, TAKEN, RAN, RAN], result.stdout
    assert "tham số đã thay đổi: REPORT_DATE" in result.stdout
    before = own.bytes_of("data", "reports")
    register(own.root / "data" / "raw", row(91, q=10, c=20, year=2024), name="nam-sau.csv")
    verified = own.run([sys.executable, "-m", "analysis", "verify", *WORDS])
    assert verified.returncode == 0, verified.stdout
    assert steps_of(verified) == [RAN] * 4
    files = len(own.bytes_of(f"reports/{NAME}"))
    assert f" {files} tệp giống hệt bản dựng lại, từng byte" in verified.stdout
    after = own.bytes_of("data", "reports")
    assert after.pop("data/raw/nam-sau.csv")
    assert after == before


def of_edition(own: Scratch) -> tuple[steps.Making, manifest.State]:
    """The edition as it would be made now, and what it is made from."""
    project, edition = Project(own.root), Edition("binh-dinh", 2022, 2022)
    parameters = parse_parameters({"PLACE": "binh-dinh", "YEAR": "2022"})
    making = steps.Making(project, edition, parameters, project.build / "thu")
    return making, manifest.wanted(project, edition, parameters)


@pytest.mark.parametrize(
    ("file", "before", "now"),
    [
        (NOTE, "", "## Giải pháp\n\nMột lời khác.\n"),
        ("data/raw/nhan-dinh-binh-dinh-2030.md", "", "## Giải pháp\n\nMột lời khác.\n"),
        (OFFICE, "Giám đốc", "Phó Giám đốc"),
    ],
    ids=["note", "note of another", "office"],
)
def test_what_only_the_report_says_reaches_no_step_that_makes_figures(
    own: Scratch, file: str, before: str, now: str
) -> None:
    """Another note or signatory: what cleaning and computing made is taken over, and the report has the new words."""
    path = own.root / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert before in text
    write(path, text.replace(before, now) or now)
    making, state = of_edition(own)
    kept = making.project.kept(making.edition)
    assert not [*kept.rglob(NARRATIVE)]
    for step in steps.STEPS[:2]:
        told = building.take(step, making, state, kept)
        assert told.startswith("dùng lại"), step.name
        # a run that says which file has changed may take over what was made of the changed one a moment ago
        assert "không thay đổi" not in told
    words = (making.processed / NARRATIVE).read_text(encoding="utf-8")
    is_own = "2030" not in file
    assert (now.splitlines()[-1] in words) == is_own
    reason = restore(kept / steps.STEPS[2].name, steps.STEPS[2].made_from(making), making.build)
    assert reason == (f"số liệu đã xử lý đã thay đổi: {NARRATIVE}" if is_own else None)


def test_the_place_of_the_office_reaches_cleaning(own: Scratch) -> None:
    """A register without a place is of the office's: with another place the first step runs."""
    path = own.root / OFFICE
    head, _, rows = path.read_text(encoding="utf-8").partition("\n")
    first = rows.partition(",")[0]
    write(path, f"{head}\n{rows.replace(first, 'Nơi khác', 1)}")
    making, _ = of_edition(own)
    step = steps.STEPS[0]
    reason = restore(
        making.project.kept(making.edition) / step.name, step.made_from(making), making.build
    )
    assert reason is not None
    assert "co-quan.csv, cột dia_ban" in reason


def test_a_fault_in_words_is_refused_where_cleaning_is_taken_over(own: Scratch) -> None:
    """Notes of any edition and the office are checked whether or not the first step runs."""
    write(own.root / "data/raw/nhan-dinh-binh-dinh-2030.md", "## Lạ\n")
    append(own.root / OFFICE, "Nơi khác,,\n")
    making, state = of_edition(own)
    with pytest.raises(NotebookError) as refused:
        building.take(steps.STEPS[0], making, state, making.project.kept(making.edition))
    assert "[note-section-unknown]" in str(refused.value)
    assert "[row-width]" in str(refused.value)


def test_words_are_checked_with_figures_where_both_have_a_fault(own: Scratch) -> None:
    """Of a faulty note alone, of one beside a faulty figure and of one like a table, all faults are told at once."""
    raw = own.root / "data" / "raw"
    write(own.root / NOTE, "## Lạ\n")
    alone = own.report(*WORDS)
    assert "[note-section-unknown]" in alone.stderr
    shutil.copyfile(raw / "nguon.csv", own.root / NOTE)
    same = own.report(*WORDS)
    assert "[file-duplicate]" in same.stderr
    write(own.root / NOTE, "## Lạ\n")
    append(raw / "nguon.csv", "một ô\n")
    both = own.report(*WORDS)
    assert "[note-section-unknown]" in both.stderr
    assert "[row-width]" in both.stderr


def test_a_run_with_nothing_to_do_imports_no_library(own: Scratch) -> None:
    """It looks at hashes and ends: pandas, papermill and their like are not imported, nor any part that needs them."""
    result = own.run([sys.executable, "-X", "importtime", "-m", "analysis", "report", *WORDS])
    assert "không phải lập lại" in result.stdout, result.stderr
    names = re.findall(r"^import time:.*\|\s*(\S+)$", result.stderr, re.MULTILINE)
    tops = {name.partition(".")[0] for name in names}
    assert "hashlib" in tops
    assert "analysis" in tops
    assert tops.isdisjoint(LIBRARIES)
    parts = ("analysis.tables", "analysis.around", "analysis.registers", "analysis.report")
    assert not [name for name in names if name.startswith(parts)]


def test_a_changed_raw_number_reaches_the_report(own: Scratch) -> None:
    """Another number in a raw file is read once, to see that it is used; every later step runs, and publishes it."""
    path = own.root / "data" / "raw" / "so-lieu-cong-bo.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",Truyền thông,,120,triệu đồng") == 1
    path.write_text(
        text.replace(",Truyền thông,,120,triệu đồng", ",Truyền thông,,121,triệu đồng"),
        encoding="utf-8",
    )
    before = own.bytes_of(f"reports/{NAME}")
    result = own.report(*WORDS)
    assert steps_of(result) == [TAKEN, RAN, RAN, RAN], result.stdout
    assert "data/raw/so-lieu-cong-bo.csv" in result.stdout.partition("1/4")[0]
    values = {
        value["printed"]
        for value in json.loads((own.root / "reports" / NAME / "so-lieu.json").read_bytes())[
            "values"
        ]
    }
    assert any("121" in (printed or "").split() for printed in values)
    assert own.bytes_of(f"reports/{NAME}") != before


def test_a_lost_report_is_put_together_from_what_was_kept(own: Scratch) -> None:
    """Without the published folders no step runs, and the same bytes are published again."""
    folders = (f"reports/{NAME}", f"data/processed/{NAME}")
    before = own.bytes_of(*folders)
    for folder in folders:
        shutil.rmtree(own.root / folder)
    result = own.report(*WORDS)
    assert steps_of(result) == [TAKEN] * 4, result.stdout
    assert own.bytes_of(*folders) == before


def test_what_was_kept_is_taken_only_whole(tmp_path: Path) -> None:
    """Whatever was edited, lost or put beside the kept files, they are not taken; untouched they are, byte for byte."""
    kept, build, other = tmp_path / "da-lap" / "buoc", tmp_path / "lan-chay", tmp_path / "lan-sau"
    origins: dict[str, object] = {"inputs": {"data/raw/a.csv": "1"}, "lock": "2"}
    (build / "processed").mkdir(parents=True)
    (build / "processed" / "clean.json").write_bytes(b"{}\n")
    keep(kept, origins, build, ["processed/clean.json"])
    assert restore(kept, origins, other) is None
    assert (other / "processed" / "clean.json").read_bytes() == b"{}\n"
    assert restore(kept, {**origins, "lock": "3"}, other) == "danh mục thư viện đã thay đổi"
    for damaged, content in (
        ("tep/processed/clean.json", b"{ }\n"),
        ("tep/processed/clean.json", None),
        ("tep/them.txt", b""),
        ("khoa.json", b'{"made_from": 1}'),
        ("khoa.json", b'{"made_from"'),
        ("khoa.json", None),
    ):
        keep(kept, origins, build, ["processed/clean.json"])
        path = kept / damaged
        path.unlink() if content is None else path.write_bytes(content)
        assert restore(kept, origins, tmp_path / "hong") is not None, damaged
        assert not (tmp_path / "hong").exists(), damaged


def test_a_chart_is_lent_only_whole_and_by_the_same_code(tmp_path: Path) -> None:
    """Other data leave the charts of the last run to be taken over; other code or fonts, or a damaged file, do not."""
    kept, build, target = tmp_path / "da-lap", tmp_path / "lan-chay", tmp_path / "cho-muon"
    names = ("work/hinh/fig-a.svg", "work/ve-tu.json", "work/noi-dung.json")
    for name in names:
        (build / name).parent.mkdir(parents=True, exist_ok=True)
        (build / name).write_text("{}", encoding="utf-8")
    origins: dict[str, object] = {"processed": {"a": "1"}, "code": {"b": "2"}, "fonts": "3"}
    keep(kept, origins, build, names)

    def lent(made_from: dict[str, object]) -> set[str]:
        shutil.rmtree(target, ignore_errors=True)
        lend(kept, made_from, ("work/hinh/", "work/ve-tu.json"), target)
        return {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}

    now = {**origins, "processed": {"a": "4"}, "parameters": {"UNIT": "ty"}}
    assert lent(now) == {"hinh/fig-a.svg", "ve-tu.json"}
    assert not lent({**now, "code": {"b": "5"}})
    assert not lent({**now, "fonts": "6"})
    (kept / "tep" / names[0]).write_text("{ }", encoding="utf-8")
    assert not lent(now)


def test_other_installed_versions_make_every_step_run(
    own: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another pandas installed no kept result is taken: it would be published under the new version's name."""
    edition = Edition("binh-dinh", 2022, 2022)
    project, parameters = (
        Project(own.root),
        parse_parameters({"PLACE": "binh-dinh", "YEAR": "2022"}),
    )
    kept = project.kept(edition)
    making = steps.Making(project, edition, parameters, kept / "lam-sach" / "tep")
    assert restore(kept / "lam-sach", steps.STEPS[0].made_from(making), own.root / "thu") is None
    monkeypatch.setattr(manifest, "versions", lambda: {"pandas": "99"})
    for step in steps.STEPS:
        reason = restore(kept / step.name, step.made_from(making), own.root / "thu") or ""
        assert "phiên bản thư viện đã cài đã thay đổi: " in reason, step.name


def test_a_file_that_a_step_writes_over_is_kept_as_its_own(tmp_path: Path) -> None:
    """What an earlier step left and a later one rewrites is kept in its later form, and what it leaves alone is not."""
    project, edition = Project(tmp_path), Edition("binh-dinh", 2022, 2022)
    making = steps.Making(project, edition, parse_parameters({}), project.build / "lan-chay-thu")
    making.processed.mkdir(parents=True)
    for name in ("a", "b"):
        (making.processed / name).write_text("một", encoding="utf-8")
    origins: dict[str, object] = {"parameters": {}}
    step = steps.Step(
        "buoc",
        "bước thử",
        lambda _: origins,
        lambda m: append(m.processed / "b", " hai"),
        ("processed",),
    )
    building.take(
        step, making, manifest.wanted(project, edition, making.parameters), project.kept(edition)
    )
    files = {
        path.name: path.read_text(encoding="utf-8")
        for path in (project.kept(edition) / "buoc" / "tep").rglob("?")
    }
    assert files == {"b": "một hai"}


def test_a_disk_that_refuses_to_keep_leaves_nothing_half_kept(tmp_path: Path) -> None:
    """When a file cannot be kept, the step is as if never kept."""
    kept = tmp_path / "da-lap" / "buoc"
    keep(kept, {}, tmp_path, ["khong-co"])
    assert list(kept.parent.iterdir()) == []
    assert restore(kept, {}, tmp_path / "lan-sau") == ""


def test_imports_are_found_wherever_they_stand() -> None:
    """Every import of the package that Python's own parser finds in a module, at its top or in a function, is found."""
    for path in PACKAGE.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert set(parsed_imports(code)) <= imports_in(code), path.name


def parsed_imports(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (
                alias.name for alias in node.names if alias.name.partition(".")[0] == "analysis"
            )
        elif (
            isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "analysis"
        ):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# On a terminal --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="cần thiết bị đầu cuối giả của POSIX")
def test_a_terminal_shows_the_step_and_ctrl_c_leaves_it_tidy(own: Scratch) -> None:
    """The running step's name moves on a terminal; Ctrl-C then ends with one line, the cursor shown, and code 130."""
    import pty

    # with nothing kept there is far more to do behind the step than the key takes
    shutil.rmtree(own.root / ".build" / "da-lap", ignore_errors=True)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(own.root)
        command = [
            sys.executable,
            "-m",
            "analysis",
            "report",
            *WORDS,
            "--report-date",
            "2023-03-05",
        ]
        os.execve(sys.executable, command, without_parameters({"TERM": "xterm"}))
    screen, pressed = b"", False
    while chunk := read_terminal(terminal):
        screen += chunk
        if not pressed and "viết báo cáo".encode() in screen:
            os.write(terminal, b"\x03")
            pressed = True
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    text = screen.decode("utf-8", "replace")
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    assert text.rstrip().endswith("Đã dừng theo yêu cầu.")
    assert "Traceback" not in text
    assert "1/4 làm sạch số liệu" in text


def read_terminal(terminal: int) -> bytes:
    """What comes next; nothing once the program at the other end is gone, which Linux tells as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


# When a step fails ----------------------------------------------------------------------------------------------------


def test_a_failed_cell_is_told_and_the_steps_before_it_are_not_lost(own: Scratch) -> None:
    """The message has the cell, the reason and the copy, the log has the traceback; once mended, only the rest runs."""
    path = own.root / "notebooks" / "03-bao-cao.ipynb"
    whole = path.read_bytes()
    called = b"content = open_content(stage, unit, draft=draft)"
    assert whole.count(called) == 1
    path.write_bytes(whole.replace(called, called + b".there_is_none"))
    before = own.bytes_of("reports", "data")
    result = own.report(*WORDS)
    assert result.returncode == 1
    assert steps_of(result) == [TAKEN, TAKEN]
    assert re.search(
        r"^notebooks/03-bao-cao\.ipynb, ô số \d+ \(In \[3\]\): .*AttributeError",
        result.stderr,
        re.MULTILINE,
    )
    assert f".build/lan-chay-{NAME}/processed/notebooks/03-bao-cao.ipynb" in result.stderr
    assert "Traceback" not in result.stderr
    assert ".build/su-co.log" in result.stderr
    log = (own.root / ".build" / "su-co.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "there_is_none" in log
    assert "\x1b" not in log
    assert own.bytes_of("reports", "data") == before
    path.write_bytes(whole)
    shutil.rmtree(own.root / "reports")
    assert steps_of(own.report(*WORDS)) == [TAKEN] * 4


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("data/raw/nguon.csv", r"data/raw/nguon\.csv.*\[input-changed\]"),
        ("src/analysis/report/funds.py", r"chương trình đã thay đổi.*\[input-changed\]"),
        ("requirements.lock", r"danh mục thư viện đã thay đổi.*\[input-changed\]"),
    ],
)
def test_what_changes_while_a_step_runs_is_refused_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, told: str
) -> None:
    """A raw file, code of a later step or a lock saved meanwhile stops the run, and no result is kept under its name.

    Kernels hold the code that there was when the first of them began.
    """
    copy = fresh_copy(tmp_path / "du-an")
    project, edition = Project(copy.root), Edition("binh-dinh", 2022, 2022)
    step = steps.STEPS[0]
    saved = steps.Step(
        step.name, step.title, step.made_from, lambda _: append(copy.root / file, "\n"), step.leaves
    )
    monkeypatch.setattr(building, "STEPS", (saved,))
    project.build.mkdir()
    build = project.build / "lan-chay-thu"
    build.mkdir()
    parameters = parse_parameters({"PLACE": "binh-dinh", "YEAR": "2022"})
    wanted = manifest.wanted(project, edition, parameters)
    with pytest.raises(PublishError, match=told):
        building.build_edition(
            steps.Making(project, edition, parameters, build), wanted, project.kept(edition)
        )
    assert not project.kept(edition).exists()
