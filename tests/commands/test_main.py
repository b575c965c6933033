"""The command line: what each ending says and returns, how quickly it starts, and where it can be started."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.commands.main import VERBS, main
from analysis.errors import ParameterError
from analysis.project import find_root
from program import ROOT, Copy, started

HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "papermill",
    "nbconvert",
    "pyarrow",
    "openpyxl",
    "rich",
    "typst",
    "subprocess",
)
POSIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios")


def test_options_reach_the_run(copy: Copy) -> None:
    """Without make the same parameters are options, and the run gets them checked, with the folder as its project."""
    words = [
        "--place",
        "dak-lak",
        "--from",
        "2019",
        "--to=2021",
        "--report-date",
        "2022-01-15",
        "--draft",
        "--unit=dong",
        "--engine=papermill",
    ]
    result = copy.python(
        "-m", "analysis", "report", *words, "--renderer", "quarto", "--quarto", "/opt/quarto"
    )
    assert result.returncode == 0, result.stderr
    root, parameters = json.loads(result.stdout)
    assert Path(root) == copy.root
    wanted = {"place": "dak-lak", "year_from": 2019, "year_to": 2021, "report_date": "2022-01-15"}
    wanted |= dict.fromkeys(("from_date", "to_date", "status"), "")
    wanted |= {"renderer": "quarto", "quarto": "/opt/quarto", "unit": "dong", "engine": "papermill"}
    assert parameters == {**wanted, "draft": True}


def test_environment_counts_only_under_make(copy: Copy) -> None:
    """A YEAR that happens to be in the environment is no parameter of the command line."""
    result = copy.python("-m", "analysis", "report", env={"YEAR": "2021"})
    assert json.loads(result.stdout)[1]["year_to"] == 2022
    under_make = copy.python(
        "-m", "analysis", "report", env={"YEAR": "2021", "ANALYSIS_GIVEN": "YEAR"}
    )
    assert json.loads(under_make.stdout)[1]["year_to"] == 2021


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["report", "--yeer", "2023"], "có phải --year?"),
        (["report", "YEAR=2023"], "có phải --year?"),
        (["report", "--year"], "[parameter-empty]"),
        (["report", "--year="], "[parameter-empty]"),
        (["report", "--year", "--no-report-mode"], "[parameter-unknown]"),
        (["report", "--year", "-5"], "[parameter-malformed]"),
        (["report", "--ye", "2023"], "[parameter-unknown]"),
        (["reprot"], "có phải report?"),
        (["$(touch x)"], "[command-unknown]"),
        (["test", "-k", "x"], "[parameter-malformed]"),
    ],
)
def test_wrong_words_are_told_in_vietnamese(copy: Copy, words: list[str], told: str) -> None:
    """A wrong verb or option ends with 2, its code and the nearest name; nothing is written, no traceback."""
    before = copy.files()
    result = copy.python("-m", "analysis", *words)
    assert result.returncode == 2
    assert told in result.stderr
    assert not any(english in result.stderr for english in ("Traceback", "usage", "error:"))
    assert result.stdout == ""
    assert copy.files() == before


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        (
            "from analysis.errors import NoDataError\nraise NoDataError('Chưa có số liệu năm 1999')",
            1,
            "Chưa có số liệu",
        ),
        (
            "from analysis.errors import ParameterError\nraise ParameterError('Sai địa bàn')",
            2,
            "Sai địa bàn",
        ),
        ("raise KeyboardInterrupt", 130, "Đã dừng theo yêu cầu."),
        (
            "import os, signal, time\nos.kill(os.getpid(), signal.SIGTERM)\ntime.sleep(9)",
            130,
            "Đã dừng theo yêu cầu.",
        ),
        ("raise OSError(28, 'No space left', 'reports/x')", 1, "[disk-full]"),
        ("raise PermissionError(13, 'Permission denied', 'reports')", 1, "[disk-permission]"),
        ("import a_package_that_is_not_there", 1, "thiếu gói a_package_that_is_not_there"),
        ("return 7", 7, ""),
    ],
)
def test_each_ending_has_its_code_and_words(copy: Copy, body: str, code: int, told: str) -> None:
    """A mistake, a stop or a full disk ends in its exit code with one Vietnamese message and no traceback."""
    copy.run_is(body)
    result = copy.python("-m", "analysis", "report")
    assert result.returncode == code
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not (copy.root / ".build").exists()


def test_fault_of_the_program_goes_to_a_log(copy: Copy) -> None:
    """An unexpected exception is one line with the path of a log that holds the traceback; exit code 70."""
    copy.run_is("raise ValueError('số lạ')")
    result = copy.python("-m", "analysis", "report")
    assert result.returncode == 70
    assert len(result.stderr.strip().splitlines()) == 1
    assert ".build/su-co.log" in result.stderr
    log = (copy.root / ".build" / "su-co.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "ValueError: số lạ" in log


@pytest.mark.skipif(
    not hasattr(signal, "SIGHUP"), reason="hệ điều hành này không có tín hiệu SIGHUP"
)
def test_ignored_signal_stays_ignored(copy: Copy) -> None:
    """Under nohup a closed terminal does not stop the run."""
    copy.run_is("import os, signal\nos.kill(os.getpid(), signal.SIGHUP)\nprint('xong')")
    command = ["nohup", sys.executable, "-B", "-m", "analysis", "report"]
    result = started(command, copy.root)
    assert (result.returncode, result.stdout) == (0, "xong\n")


def test_words_survive_an_ascii_terminal(copy: Copy) -> None:
    """Output is UTF-8 whatever the locale says."""
    for env in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ):
        result = copy.python("-m", "analysis", "help", env=env)
        assert result.returncode == 0, result.stderr
        assert "lập báo cáo" in result.stdout


def test_help_names_every_verb_and_option(copy: Copy) -> None:
    """Help is Vietnamese, exits 0 and names all verbs and all parameters; no verb is help."""
    helped = copy.python("-m", "analysis", "help")
    assert helped.stdout == copy.python("-m", "analysis").stdout
    assert all(verb in helped.stdout for verb in VERBS)
    options = copy.python("-m", "analysis", "report", "--help")
    assert options.returncode == 0
    assert "Cách dùng:" in options.stdout
    for name in (
        "--place",
        "--year",
        "--from",
        "--to",
        "--report-date",
        "--renderer",
        "--quarto",
        "--draft",
    ):
        assert name in options.stdout


def test_start_imports_nothing_heavy(copy: Copy) -> None:
    """Up to the run itself only light modules of the standard library are imported, so that the start is quick."""
    copy.run_is("import sys\nprint(*sys.modules)")
    loaded = set(copy.python("-m", "analysis", "report").stdout.split())
    assert "analysis.edition" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("folder", [".", "data", "src"])
def test_wrong_folder_is_refused(copy: Copy, folder: str) -> None:
    """The project is the working folder, never the place of the package: elsewhere it is refused by its code."""
    env = {"PYTHONPATH": str(copy.root / "src")}
    result = Copy(copy.root.parent if folder == "." else copy.root / folder).python(
        "-m", "analysis", "report", env=env
    )
    assert result.returncode == 2
    assert "[project-not-found]" in result.stderr


def test_notebook_folder_belongs_to_its_project(tmp_path: Path) -> None:
    """A notebook opened in JupyterLab runs in notebooks/ and finds the same project as make."""
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    project = find_root(tmp_path)
    assert project.root == tmp_path
    assert find_root(tmp_path / "notebooks") == project
    with pytest.raises(ParameterError, match="project-not-found"):
        find_root(tmp_path / "data")


def test_children_find_the_package(copy: Copy) -> None:
    """A spawned process and a program started in another folder import the package of this project."""
    copy.run_is(
        "import multiprocessing, os, subprocess, sys\n"
        "child = [sys.executable, '-c', 'import analysis, analysis.edition; print(analysis.__file__)']\n"
        "for folder in ('.', 'notebooks'):\n"
        "    subprocess.run(child, cwd=folder, check=True)\n"
        "with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "    from analysis.edition import place_slug\n"
        "    print(pool.apply(place_slug, ('Đắk Nông',)), flush=True)"
    )
    result = copy.python("-m", "analysis", "report")
    package = str(copy.root / "src" / "analysis" / "__init__.py")
    assert result.stdout.splitlines() == [package, package, "dak-nong"], result.stderr


def test_nothing_hides_the_package(copy: Copy) -> None:
    """Whoever looks in the project's folder first, and in src after it, finds the package and not what starts it."""
    words = "import sys; sys.path.append(sys.argv[1]); import analysis.project; print(analysis.project.__file__)"
    result = copy.python("-c", words, str(copy.root / "src"))
    assert result.stdout == f"{copy.root / 'src' / 'analysis' / 'project.py'}\n", result.stderr


def test_each_folder_runs_its_own_code(copy: Copy, tmp_path: Path) -> None:
    """Without make the code is that of the folder one stands in, also with the `.venv` of another folder linked."""
    other = Copy(shutil.copytree(copy.root, tmp_path / "bản sao"))
    programs = copy.root / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    (other.root / ".venv").symlink_to(copy.root / ".venv")
    for project in (copy, other):
        project.run_is("import analysis\nprint(analysis.__file__)")
        for python in (sys.executable, str(project.root / ".venv" / "bin" / "python")):
            result = started([python, "-B", "-m", "analysis", "report"], project.root)
            assert result.stdout == f"{project.root / 'src' / 'analysis' / '__init__.py'}\n", (
                result.stderr
            )


@pytest.mark.parametrize("verb", ["report", "ready", "verify", "lint"])
def test_code_of_another_folder_is_refused(copy: Copy, tmp_path: Path, verb: str) -> None:
    """A program that lies in another folder, or is led there by a link, does not work on this project."""
    other = Copy(shutil.copytree(copy.root, tmp_path / "bản sao"))
    before = copy.files()
    led = copy.python("-m", "analysis", verb, env={"PYTHONPATH": str(other.root / "src")})
    shutil.rmtree(other.root / "src")
    (other.root / "src").symlink_to(copy.root / "src")
    linked = other.python("-m", "analysis", verb)
    for result in (led, linked):
        assert result.returncode == 2
        assert "[code-elsewhere]" in result.stderr
        assert "Cách khắc phục: " in result.stderr
    assert copy.files() == before


def test_external_verbs_run_their_module(copy: Copy) -> None:
    """`lint` and `bench` run modules of this environment, stop at the first that fails and return its code."""
    for name, code in (("ruff", 5), ("benchmarks", 0)):
        (copy.root / f"{name}.py").write_text(
            f"import sys; print(*sys.argv[1:]); sys.exit({code})", encoding="utf-8"
        )
    lint, bench = (copy.python("-m", "analysis", verb) for verb in ("lint", "bench"))
    assert (lint.returncode, lint.stdout) == (5, "check .\n")
    assert bench.returncode == 0, bench.stderr


def test_lab_opens_the_analysts_notebook(copy: Copy) -> None:
    """JupyterLab starts in the project's folder, so that the data can be seen, and opens notebook 04."""
    (copy.root / "jupyterlab.py").write_text(
        "import os, sys; print(os.getcwd(), *sys.argv[1:])", encoding="utf-8"
    )
    lab = copy.python("-m", "analysis", "lab")
    assert lab.returncode == 0, lab.stderr
    assert lab.stdout.startswith(f"{copy.root} ")
    opened = lab.stdout.partition("default_url=/lab/tree/")[2].split()[0]
    assert (ROOT / opened).is_file()


def test_lab_without_its_packages_tells_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lock of JupyterLab is not that of the report; nothing is written before it is there."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert main(["lab"]) == 1
    assert "thiếu gói jupyterlab" in (told := capsys.readouterr().err)
    assert "python -m pip install -r requirements-lab.lock" in told


def test_lint_tells_wrong_types(copy: Copy) -> None:
    """What mypy finds is told last, each mistake on its line; without any, lint says that all is well."""
    (copy.root / "ruff.py").write_text("", encoding="utf-8")
    said = "src/analysis/a.py:3: error: Returning Any  [no-any-return]"
    for body, code, told in (
        (f"import sys; print({said!r}); sys.exit(1)", 1, f"Kiểu dữ liệu có 1 lỗi:\n- {said}\n"),
        (
            "import sys; print('no such package', file=sys.stderr); sys.exit(2)",
            1,
            "- no such package\n",
        ),
        ("", 0, ""),
    ):
        (copy.root / "mypy.py").write_text(body, encoding="utf-8")
        lint = copy.python("-m", "analysis", "lint")
        assert (lint.returncode, lint.stderr[-len(told) :] if told else lint.stderr) == (code, told)
    assert "không có lỗi" in lint.stdout


def test_modules_need_nothing_that_only_posix_has() -> None:
    """Every module of the package imports where fcntl, resource, pwd, grp and termios do not exist."""
    program = f"""
import builtins, importlib, pathlib, sys
real = builtins.__import__
def without(name, globals=None, *rest, **named):
    if name in {POSIX_ONLY!r} and (globals or {{}}).get("__name__", "").startswith("analysis"):
        raise ImportError(name)
    return real(name, globals, *rest, **named)
builtins.__import__ = without
source = pathlib.Path("src")
names = [".".join(path.relative_to(source).with_suffix("").parts) for path in source.rglob("*.py")]
for name in names:
    importlib.import_module(name.removesuffix(".__init__"))
print(len(names))
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", program]
    result = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, check=False, encoding="utf-8", timeout=120
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert int(result.stdout) == len(list((ROOT / "src").rglob("*.py")))


@pytest.mark.skipif(os.name != "posix", reason="ống dẫn của POSIX")
def test_a_closed_pipe_is_no_fault(copy: Copy) -> None:
    """A reader that has seen enough, as `head`, ends the verb without a message and without a log."""
    copy.run_is("for number in range(100_000):\n    print('một dòng', number)")
    command = f'"{sys.executable}" -B -m analysis report | head -n 1'
    result = started(["sh", "-c", command], copy.root)
    assert (result.stdout, result.stderr) == ("một dòng 0\n", "")
    assert not (copy.root / ".build").exists()
