"""The Makefile: names are guarded, values pass untouched, set-up happens when it must and never twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from program import PARAMETERS, ROOT, Copy

VERBS = (
    "report",
    "batch",
    "ready",
    "template",
    "test",
    "test-faults",
    "fuzz",
    "lint",
    "bench",
    "lab",
    "lock",
    "clean",
    "help",
)
REFUSED_YEARS = (
    "",
    " 2023 ",
    "2023; import os",
    "$(shell touch PWNED)2023",
    "`touch PWNED`",
    '2023" ; touch PWNED ; "',
    "2023' ; touch PWNED ; '",
    "2023\ntouch PWNED",
    "2023 # x",
    "2023 2022",
    "$(error x)",
    "$(eval _bad:=)",
    "$$(touch PWNED)",
    "\\",
    "/etc/passwd",
    "2023/../../x",
    "２０２３",
    "٢٠٢٣",
    "2023.0",
    "nan",
    "True",
    "02023",
    "99999",
    "2_23",
    "-2023",
    "*",
    "--no-report-mode",
    "<script>alert(1)</script>",
)


def test_help_is_the_default_and_lists_every_verb(ready: Copy) -> None:
    """`make` alone prints each verb with its Vietnamese words."""
    bare, asked = ready.make(), ready.make("help")
    assert bare.stdout == asked.stdout
    for verb in VERBS:
        assert re.search(rf"^  {verb} +\S", asked.stdout, re.MULTILINE), verb


@pytest.mark.parametrize("verb", ["report", "test", "help", "clean"])
@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("YEARR=2024", "có phải YEAR?"),
        ("year=2024", ""),
        ("REPORT=1", "có phải REPORT_DATE?"),
        ("_bad=", ""),
        ("_typed=YEAR", ""),
        ("PARAMS=YEAR", ""),
        ("SHELL=/bin/true", ""),
        ("CURDIR=/", ""),
        ("set_up=true", ""),
        ("ANALYSIS_GIVEN=YEAR", ""),
    ],
)
def test_unknown_name_is_refused(copy: Copy, verb: str, word: str, nearest: str) -> None:
    """A name that is no parameter stops every verb before any work, and all parameters are named."""
    if shutil.which("make") is None:
        pytest.skip("máy này không có make")
    (copy.root / "tools" / "setup_env.py").write_text("open('SET-UP', 'w')\n", encoding="utf-8")
    before = copy.files()
    result = copy.make(verb, word)
    assert result.returncode != 0, result.stdout
    assert "[parameter-unknown]" in result.stderr
    assert "PLACE YEAR FROM TO REPORT_DATE RENDERER QUARTO DRAFT" in result.stderr
    assert nearest in result.stderr
    assert copy.files() == before


@pytest.mark.parametrize("how", ["argument", "environment"])
@pytest.mark.parametrize("year", REFUSED_YEARS)
def test_hostile_year_is_refused(ready: Copy, year: str, how: str) -> None:
    """A year that is not four ASCII digits is refused by its code, runs nothing and writes nothing."""
    before = ready.files()
    result = (
        ready.make("report", f"YEAR={year}")
        if how == "argument"
        else ready.make("report", env={"YEAR": year})
    )
    assert result.returncode != 0, result.stdout
    assert re.search(r"\[parameter-(malformed|empty|out-of-range)\]", result.stderr), result.stderr
    assert "Traceback" not in result.stderr
    assert ready.files() == before


HOSTILE = (
    "$(shell touch PWNED)",
    "$(eval x:=$(shell touch PWNED))",
    "${shell touch PWNED}",
    "`touch PWNED`",
    "$$(touch PWNED)",
    "x'; touch PWNED; '",
    'x"; touch PWNED; "',
    "x\ntouch PWNED",
    "x,$(shell touch PWNED)",
    "<$(shell touch PWNED)>",
)


@pytest.mark.parametrize("verb", ["report", "clean"])
@pytest.mark.parametrize("name", [name for name in PARAMETERS if name != "QUARTO"])
def test_hostile_values_are_refused_by_make_alone(
    copy: Copy, tmp_path: Path, name: str, verb: str
) -> None:
    """What is typed is refused while the Makefile is read, on a machine without Python and under `make -n` too."""
    if shutil.which("make") is None or os.name != "posix":
        pytest.skip("máy này không có make và sh")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "touch").symlink_to(str(shutil.which("touch")))
    (programs / "make").symlink_to(str(shutil.which("make")))
    before = copy.files()
    for value in HOSTILE:
        for words in ([verb], ["-n", verb]):
            result = copy.make(*words, f"{name}={value}", env={"PATH": str(programs)})
            assert result.returncode == 2, value
            assert f"- {name}: cần " in result.stderr, value
            assert "[parameter-malformed]" in result.stderr, value
            assert value not in result.stderr, "a value that is no plain text is not shown"
    assert copy.files() == before


@pytest.mark.parametrize("verb", ["report", "help"])
def test_a_hostile_environment_runs_nothing(ready: Copy, verb: str) -> None:
    """From the environment a value is refused where the verb has a use for it, and is plain text anywhere else."""
    ready.run_is("pass")
    before = ready.files()
    for value in HOSTILE:
        for words in ([verb], ["-e", verb], ["-n", verb]):
            result = ready.make(*words, env=dict.fromkeys(PARAMETERS, value))
            assert (result.returncode == 2) == (verb == "report"), result.stderr
            assert ready.files() == before


def test_a_program_path_is_passed_as_one_word(ready: Copy) -> None:
    """QUARTO may be any one line: whatever stands in it reaches the run as it is and runs nothing."""
    before = ready.files()
    for value in HOSTILE:
        for words, env in (([f"QUARTO={value}"], {}), ([], {"QUARTO": value})):
            result = ready.make("report", *words, env=env)
            if "\n" in value:
                assert "[parameter-malformed]" in result.stderr
            else:
                assert json.loads(result.stdout)[1]["quarto"] == value
    assert ready.files() == before


def test_parameters_are_in_no_other_environment(ready: Copy) -> None:
    """A verb without parameters starts programs that do not see them; make exports none on its own."""
    spoken = "import json, os\nprint(json.dumps(dict(os.environ)))\n"
    (ready.root / "src" / "analysis" / "__main__.py").write_text(spoken, encoding="utf-8")
    seen = json.loads(ready.make("lint", "YEAR=2023", env={"FROM": "2012", "PLACE": "x"}).stdout)
    assert not {"YEAR", "FROM", "PLACE", "ANALYSIS_GIVEN"} & set(seen)
    seen = json.loads(ready.make("report", "YEAR=2023", env={"FROM": "2012"}).stdout)
    assert {name: seen[name] for name in ("YEAR", "FROM", "ANALYSIS_GIVEN")} == {
        "YEAR": "2023", "FROM": "2012", "ANALYSIS_GIVEN": "YEAR FROM",
    }  # fmt: skip


def test_wrong_value_is_refused_before_set_up(copy: Copy) -> None:
    """On a new machine a wrong parameter is answered at once: no environment is made."""
    if shutil.which("make") is None:
        pytest.skip("máy này không có make")
    before = copy.files()
    result = copy.make("report", "YEAR=20x3", "TO=2022")
    assert result.returncode != 0
    assert "[parameter-malformed]" in result.stderr
    assert "[parameter-conflict]" in result.stderr
    assert copy.files() == before


@pytest.mark.parametrize("how", ["argument", "environment"])
def test_values_reach_the_run_untouched(ready: Copy, how: str) -> None:
    """Every parameter arrives as it was typed, by argument and by environment; UNIT and ENGINE when typed."""
    quarto = """/opt/q "$(x)' `y` \\ # $HOME/quarto"""
    given = {"PLACE": "binh-dinh", "FROM": "2019", "TO": "2021", "REPORT_DATE": "2022-01-15"}
    given |= {
        "RENDERER": "quarto",
        "QUARTO": quarto,
        "DRAFT": "1",
        "UNIT": "ty",
        "ENGINE": "papermill",
    }
    words = [f"{name}={text}" for name, text in given.items()]
    result = ready.make("report", *words) if how == "argument" else ready.make("report", env=given)
    assert result.returncode == 0, result.stderr
    root, parameters = json.loads(result.stdout)
    assert Path(root) == ready.root
    wanted = {"place": "binh-dinh", "year_from": 2019, "year_to": 2021, "report_date": "2022-01-15"}
    wanted |= {"from_date": "", "to_date": "", "status": ""}
    typed = how == "argument"
    wanted |= (
        {"unit": "ty", "engine": "papermill"} if typed else {"unit": "trieu", "engine": "fork"}
    )
    assert parameters == {**wanted, "renderer": "quarto", "quarto": quarto, "draft": True}


def test_no_parameter_is_the_default_period(ready: Copy) -> None:
    """Without parameters the period is 2012-2022, and the argument wins over the environment."""
    _, defaults = json.loads(ready.make("report").stdout)
    assert (defaults["year_from"], defaults["year_to"], defaults["place"]) == (2012, 2022, None)
    _, chosen = json.loads(ready.make("report", "YEAR=2021", env={"YEAR": "2020"}).stdout)
    assert (chosen["year_from"], chosen["year_to"]) == (2021, 2021)


def test_the_pair_of_compare_is_its_own(ready: Copy) -> None:
    """A and B reach compare checked and nothing else; from the environment no other verb takes them for parameters."""
    stand_in = "def compare(project, names):\n    print(names[0].text, names[1].text, names[1].number)\n    return 0\n"
    (ready.root / "src" / "analysis" / "commands" / "compare.py").write_text(
        stand_in, encoding="utf-8"
    )
    pair = {"A": "tinh-2012-2022", "B": "tinh-2023.2"}
    words = [f"{name}={text}" for name, text in pair.items()]
    for result in (ready.make("compare", *words), ready.make("compare", env=pair)):
        assert (result.returncode, result.stdout.strip()) == (0, "tinh-2012-2022 tinh-2023.2 2"), (
            result.stderr
        )
    assert ready.make("report", env=pair).returncode == 0
    before = ready.files()
    for refused, code in (
        (ready.make("report", *words), "parameter-unknown"),
        (ready.make("freeze", "DRAFT=1"), "parameter-unknown"),
        (ready.make("verify", "REPORT_DATE=2024-01-01"), "parameter-unknown"),
        (ready.make("compare", "YEAR=2023", *words), "parameter-unknown"),
        (ready.make("compare", words[0]), "parameter-incomplete"),
        (ready.make("compare", words[0], "B="), "parameter-empty"),
        (ready.make("compare", words[0], "B=binh-dinh-2022"), "parameter-conflict"),
        (ready.make("compare", words[0], "B=$$(touch x)"), "parameter-malformed"),
        (ready.make("compare", words[0], "B=../../x-2022"), "parameter-malformed"),
        (ready.make("compare", words[0], "B=tinh-2022.0"), "parameter-malformed"),
        (ready.make("compare", words[0], 'B=`touch x`";touch x;"'), "parameter-malformed"),
    ):
        assert refused.returncode != 0, refused.stdout
        assert f"[{code}]" in refused.stderr, refused.stderr
        assert "Traceback" not in refused.stderr
    assert ready.files() == before


# What stood in the list before names had to say their verb.
FIRST = ("PLACE", "YEAR", "FROM", "TO", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT")


def kinds() -> list[list[str]]:
    """The Makefile's list of parameters: name, kind, and the verb where there is one."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^override _kinds +:=((?:.*\\\n)*.*)", text, re.MULTILINE)
    assert listed
    return [entry.split(":") for entry in listed[1].replace("\\", " ").split()]


def test_a_new_parameter_says_its_verb() -> None:
    """Each name that was added counts from the environment for verbs that it names, or when typed only."""
    added = [entry for entry in kinds() if entry[0] not in FIRST]
    assert {entry[0] for entry in added} >= {"PERIOD", "TO_DATE", "A", "B", "FILE"}
    assert all(
        len(entry) == 3
        and {*entry[2].split("+")} <= {"adopt", "compare", "extract", "layout", "typed", *VERBS}
        for entry in added
    )


def test_a_name_that_environments_have_breaks_no_other_verb(ready: Copy) -> None:
    """A FILE or UNIT of somebody's shell, whatever it holds, reaches the verb that has it and stops no report."""
    makefile = ready.root / "Makefile"
    text = makefile.read_text(encoding="utf-8")
    added = text.replace("FILE:path:adopt+layout", "FILE:path:adopt+ready", 1)
    added = added.replace("UNIT:plain:typed", "UNIT:plain:ready", 1)
    makefile.write_text(added, encoding="utf-8")
    shown = "import json, os\nnames = os.environ['ANALYSIS_GIVEN'].split()\n"
    shown += "print(json.dumps({name: os.environ[name] for name in names}))\n"
    (ready.root / "src" / "analysis" / "__main__.py").write_text(shown, encoding="utf-8")
    paths = [value for value in HOSTILE if "\n" not in value]
    for path in (*paths, "C:\\Sở CT\\danh mục (1).xlsx", "https://x.vn/a?b=c&d=%20#e"):
        environment = {"FILE": path, "UNIT": "/dev"}
        told = ready.make("report", "YEAR=2023", env=environment)
        assert (told.returncode, json.loads(told.stdout)) == (0, {"YEAR": "2023"}), told.stderr
        assert ready.make("ready", env=environment).returncode == 2  # this UNIT is none
        told = ready.make("ready", env={"FILE": path})
        assert (told.returncode, json.loads(told.stdout)) == (0, {"FILE": path}), told.stderr
    refused = ready.make("ready", env={"FILE": "a\nb"})
    assert "- FILE: cần một dòng chữ [parameter-malformed]" in refused.stderr
    assert not list(ready.root.rglob("PWNED"))


def test_no_variable_of_the_makefile_leaks(ready: Copy) -> None:
    """With or without parameters, the run's environment holds none of the Makefile's own variables."""
    ready.run_is(
        "import os\nprint(sorted(name for name in os.environ if name in ('PARAMS', '_run', '_find', '_sep')))"
    )
    assert [ready.make("report", *words).stdout.strip() for words in ([], ["YEAR=2021"])] == [
        "[]",
        "[]",
    ]


def test_set_up_runs_only_when_the_lock_changed(ready: Copy) -> None:
    """An equal stamp starts no set-up; a changed lock or another Python does."""
    (ready.root / "tools" / "setup_env.py").write_text("print('SET-UP')\n", encoding="utf-8")
    assert "SET-UP" not in ready.make("report").stdout
    lock = ready.root / "requirements.lock"
    text = lock.read_bytes()
    lock.write_bytes(text + b"#")
    assert "SET-UP" in ready.make("report").stdout
    lock.write_bytes(text)
    assert "SET-UP" not in ready.make("report").stdout
    stamp = ready.root / ".venv" / "khuyen-cong.report"
    stamp.write_bytes(b"python2.7" + stamp.read_bytes()[stamp.read_bytes().index(b"\n") :])
    assert "SET-UP" in ready.make("report").stdout


def test_moved_folder_with_a_linked_environment_needs_no_set_up(
    ready: Copy, tmp_path: Path
) -> None:
    """Moving the project, or `.venv` being a link, changes nothing."""
    (ready.root / "tools" / "setup_env.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    elsewhere = tmp_path / "môi trường"
    (ready.root / ".venv").rename(elsewhere)
    moved = ready.root.rename(tmp_path / "Tỉnh Đắk Lắk ’24; x")
    (moved / ".venv").symlink_to(elsewhere)
    result = Copy(moved).make("report")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)[0] == str(moved)


def test_failed_set_up_stops_the_verb(ready: Copy) -> None:
    """Where the set-up fails nothing runs after it."""
    (ready.root / ".venv" / "khuyen-cong.report").unlink()
    (ready.root / "tools" / "setup_env.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    result = ready.make("report")
    assert result.returncode != 0
    assert result.stdout == ""


def test_conda_environment_is_used_only_by_its_name(ready: Copy, tmp_path: Path) -> None:
    """The active environment khuyen-cong takes the place of `.venv`; a bare base, or a trick in the name, does not."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").write_text("#!/bin/sh\necho CONDA\n", encoding="utf-8")
    (programs / "python").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    used = [
        ready.make("report", env={"PATH": path, "CONDA_DEFAULT_ENV": name}).stdout
        for name in ("khuyen-cong", "base", "$(shell touch PWNED)")
    ]
    assert ["CONDA" in text for text in used] == [True, False, False]
    assert not list(ready.root.rglob("PWNED"))


def test_machine_without_a_new_python_is_told_so(ready: Copy, tmp_path: Path) -> None:
    """Without Python 3.11 or later the answer is Vietnamese and says what to install."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("make", "sh", "basename", "readlink", "cat", "cmp"):
        (programs / name).symlink_to(str(shutil.which(name)))
    (programs / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (programs / "python3").chmod(0o755)
    (ready.root / ".venv" / "khuyen-cong.report").unlink()
    result = ready.make("report", env={"PATH": str(programs)})
    assert result.returncode != 0
    assert "Cần Python 3.11 trở lên" in result.stderr
    assert "[python-missing]" in result.stderr


def test_makefile_of_another_folder_is_refused(ready: Copy, tmp_path: Path) -> None:
    """The project runs from its own folder: `make -f` from elsewhere is refused, `make -C` works."""
    makefile = str(ready.root / "Makefile")
    outside = Copy(tmp_path)
    assert "[project-not-found]" in outside.make("-f", makefile, "report").stderr
    assert outside.make("-C", str(ready.root), "help").returncode == 0


def test_clean_removes_only_the_build_folder(ready: Copy) -> None:
    """`make clean` leaves raw data, results and the environment alone."""
    for name in (".build", "reports", "data/processed"):
        (ready.root / name / "x").mkdir(parents=True)
    result = ready.make("clean")
    assert result.returncode == 0
    left = {path.name for path in ready.root.iterdir()}
    assert ".build" not in left
    assert {"reports", "data", ".venv"} <= left
    assert (ready.root / "data" / "processed" / "x").is_dir()


def test_tests_run_as_the_documents_say(ready: Copy) -> None:
    """`make test` is `python -m pytest`, and CI runs exactly `make test`."""
    assert "-m pytest" in ready.make("-n", "test").stdout
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^make test\b", script, re.MULTILINE)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("word", ["2023", "raport"])
def test_a_verb_that_is_none_is_refused_before_any_work(copy: Copy, word: str) -> None:
    """A forgotten `YEAR=` or a mistyped verb runs nothing, not even the right verbs beside it."""
    if shutil.which("make") is None:
        pytest.skip("máy này không có make")
    before = copy.files()
    result = copy.make("report", word)
    assert result.returncode != 0, result.stdout
    assert f"Lệnh không có: {word}" in result.stderr
    assert "[command-unknown]" in result.stderr
    assert copy.files() == before


def test_what_make_tells_its_child_reaches_the_program(ready: Copy) -> None:
    """Ended alone, make ends the program, which has taken the shell's place; nothing works on behind its back."""
    ready.run_is("import time\nprint('ready', flush=True)\ntime.sleep(60)")
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(
        ["make", "report"], cwd=ready.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8",
    ) as make:  # fmt: skip
        assert make.stdout is not None
        assert make.stdout.readline() == "ready\n"
        make.terminate()
        told = make.communicate(timeout=30)[0]
    assert "Đã dừng theo yêu cầu.\n" in told
