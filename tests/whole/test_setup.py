"""The set-up of the environment, and the lists of packages that it installs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from analysis.parameters import GIVEN_BY_MAKE
from program import ROOT

Answer = Callable[[str], bool]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Packages whose import name is not their own
IMPORTED_AS = {
    "docx": "python-docx",
    "pdfminer": "pdfminer-six",
    "ipykernel_launcher": "ipykernel",
    "PIL": "pillow",
    "pypandoc": "pypandoc-binary",
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(lock: str) -> dict[str, list[str]]:
    """Package -> versions of a lock."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9._-]+)==(\S+)", line):
            found.setdefault(canonical(match[1]), []).append(match[2])
    return found


def direct(*extras: str) -> set[str]:
    """Names of the direct dependencies in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [
        *project["dependencies"],
        *(entry for extra in extras for entry in project["optional-dependencies"][extra]),
    ]
    return {canonical(match[0]) for entry in listed if (match := NAME.match(entry))}


class Machine:
    """Stands in for the programs of a machine: notes every command and answers by `answer`."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.commands: list[str] = []

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        text = " ".join(str(word) for word in command)
        self.commands.append(text)
        if not self.answer(text):
            return subprocess.CompletedProcess([], 1, "lỗi mạng\n")
        if " -m venv " in text:
            if Path(command[-1]).is_symlink():  # as the real one
                return subprocess.CompletedProcess([], 1, "Unable to create directory\n")
            self.make_python(Path(str(command[-1])))
        return subprocess.CompletedProcess([], 0, "")

    def make_python(self, folder: Path) -> None:
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "bin" / "python").write_text("", encoding="utf-8")
        (folder / "pyvenv.cfg").write_text("", encoding="utf-8")

    def installs(self) -> list[str]:
        return [text for text in self.commands if " install " in text]


@pytest.fixture
def place(setup_env: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up program in an empty folder that has only the locks, on a machine that has uv."""
    monkeypatch.chdir(tmp_path)
    for lock in setup_env.LOCKS.values():
        Path(lock).write_text((ROOT / lock).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(setup_env.os, "name", "posix")
    monkeypatch.setattr(setup_env.shutil, "which", lambda name: "/bin/uv" if name == "uv" else None)
    return setup_env


def on(
    place: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: Answer = lambda _text: True
) -> Machine:
    machine = Machine(answer)
    monkeypatch.setattr(place, "run", machine.run)
    monkeypatch.setattr(place, "is_usable", lambda python: python.exists())
    return machine


def test_set_up_once(place: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first call makes the environment and installs by hash; the second runs no program at all."""
    machine = on(place, monkeypatch)
    place.set_up(Path(".venv"), "report")
    (install,) = machine.installs()
    assert "--require-hashes" in install
    assert install.startswith("/bin/uv pip install")
    assert place.is_ready(Path(".venv"), "report")
    machine.commands.clear()
    place.set_up(Path(".venv"), "report")
    assert machine.commands == []


def test_changed_lock_is_installed_into_the_same_environment(
    place: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new lock is installed without making the environment anew, and what else is in there stays."""
    machine = on(place, monkeypatch)
    place.set_up(Path(".venv"), "report")
    Path(".venv/của tôi").touch()
    Path("requirements.lock").write_text("# other\n", encoding="utf-8")
    machine.commands.clear()
    place.set_up(Path(".venv"), "report")
    assert len(machine.installs()) == 1
    assert not any(" -m venv " in text for text in machine.commands)
    assert Path(".venv/của tôi").exists()


def test_cut_set_up_is_done_again(place: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a set-up that was killed while installing there is no stamp, and the next one replaces every package."""
    machine = on(place, monkeypatch)

    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    whole = place.install
    monkeypatch.setattr(place, "install", killed)
    with pytest.raises(KeyboardInterrupt):
        place.set_up(Path(".venv"), "report")
    assert not place.is_ready(Path(".venv"), "report")
    monkeypatch.setattr(place, "install", whole)
    place.set_up(Path(".venv"), "report")
    assert "--reinstall" in machine.installs()[-1]
    assert place.is_ready(Path(".venv"), "report")


def test_pip_takes_the_place_of_uv(place: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where uv fails, or there is none, pip installs the same lock by hash."""
    machine = on(place, monkeypatch, lambda text: not text.startswith("/bin/uv"))
    place.set_up(Path(".venv"), "report")
    assert [text.split(" install ")[0] for text in machine.installs()] == [
        "/bin/uv pip",
        ".venv/bin/python -m pip",
    ]
    assert "--require-hashes" in machine.installs()[-1]


def test_uv_is_had_from_the_lock(place: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without uv gets the locked one, by hash, and installs the rest with it."""
    monkeypatch.setattr(place.shutil, "which", lambda _name: None)
    there: list[bool] = []

    def answer(text: str) -> bool:
        if "uv.lock" in text:
            there.append(True)
        return "-m uv" not in text or bool(there)

    machine = on(place, monkeypatch, answer)
    place.set_up(Path(".venv"), "report")
    first, second = machine.installs()
    assert "-m pip install" in first
    assert "--require-hashes" in first
    assert ".venv/bin/python -m uv pip install" in second


def test_uv_entry_of_the_lock_has_its_hashes(setup_env: ModuleType) -> None:
    """The part of the lock that is installed first is uv alone, with its hashes."""
    lines = setup_env.entry_of("uv", ROOT / "requirements.lock").splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 1
    assert all("--hash=sha256:" in line for line in lines[1:])


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (r" -m (venv|virtualenv) |uv venv", "không tạo được môi trường Python"),
        (r"bin/uv |-m (uv|pip|ensurepip)\b", "không có uv, và cũng không có pip"),
        (r"pip install", "Không cài được các gói trong requirements.lock"),
        (r"-c import ipykernel", "không chạy được trên máy này"),
    ],
)
def test_what_is_missing_is_told(
    place: ModuleType, monkeypatch: pytest.MonkeyPatch, broken: str, told: str
) -> None:
    """A machine that lacks a means is told what and what to do, no stamp is written, and nothing is left half said."""
    on(place, monkeypatch, lambda text: not re.search(broken, text))
    with pytest.raises(place.SetupError, match=r"\[setup-failed\]. Cách khắc phục: ") as caught:
        place.set_up(Path(".venv"), "report")
    assert told in str(caught.value)
    assert not place.is_ready(Path(".venv"), "report")


def test_foreign_folder_is_not_emptied(place: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `.venv` that is no environment is refused and kept as it is."""
    on(place, monkeypatch)
    Path(".venv").mkdir()
    Path(".venv/ghi chú").touch()
    with pytest.raises(place.SetupError, match="không tự xóa"):
        place.set_up(Path(".venv"), "report")
    assert Path(".venv/ghi chú").exists()


def test_broken_environment_is_made_anew(
    place: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment whose Python is gone is emptied and made again."""
    machine = on(place, monkeypatch)
    machine.make_python(Path(".venv"))
    Path(".venv/bin/python").unlink()
    Path(".venv/bin/old").touch()
    place.set_up(Path(".venv"), "report")
    assert not Path(".venv/bin/old").exists()
    assert place.is_ready(Path(".venv"), "report")


@pytest.mark.skipif(
    sys.platform == "win32", reason="tạo liên kết thư mục trên Windows cần quyền riêng"
)
def test_environment_may_be_a_link(
    place: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`.venv` may be a link, even to a folder that is not there yet."""
    on(place, monkeypatch)
    Path(".venv").symlink_to(tmp_path / "nơi khác")
    place.set_up(Path(".venv"), "report")
    assert Path(".venv").is_symlink()
    assert place.is_ready(tmp_path / "nơi khác", "report")


def test_two_set_ups_wait_for_each_other(
    setup_env: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While one process holds the environment another one waits, and goes on when the first is killed."""
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); import mutex, pathlib\n"
        "with mutex.exclusive(pathlib.Path('.venv')):\n"
        "    print('giữ', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-B", "-X", "utf8", "-c", program, str(ROOT / "tools")]
    mutex = sys.modules[setup_env.exclusive.__module__]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "giữ\n"
        with (tmp_path / ".venv" / mutex.MUTEX).open("ab") as held:
            assert mutex.take(held.fileno()) is False
        threading.Timer(0.5, first.kill).start()
        with mutex.exclusive(tmp_path / ".venv"):
            assert first.wait(10) != 0
    assert "Đang chờ" in capsys.readouterr().out


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-lab.lock"])
def test_lock_is_hashed_and_names_no_address(lock: str) -> None:
    """Every entry of a lock has its hashes, and nothing in it is an address or an option."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*--(?!hash=sha256:)|^-|@", text, re.MULTILINE)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9._-]+==", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_direct_dependencies_are_locked() -> None:
    """Every dependency of pyproject.toml is in its lock: runtime and test in the one, lab in the other."""
    assert direct("test") <= entries("requirements.lock").keys()
    assert direct("lab") <= entries("requirements-lab.lock").keys()


def test_both_locks_agree() -> None:
    """A package that is in both locks has the same versions in both, so that one environment can hold both."""
    main, lab = entries("requirements.lock"), entries("requirements-lab.lock")
    assert {name: main[name] for name in main.keys() & lab.keys()} == {
        name: lab[name] for name in main.keys() & lab.keys()
    }


def test_conda_environment_installs_the_same_locks() -> None:
    """environment.yml takes its programs from conda-forge and every other package from the locks."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert re.search(r"^name: khuyen-cong$", text, re.MULTILINE)
    _, pip = text.split("- pip:\n")
    assert [line.strip(" -") for line in pip.strip().splitlines()] == [
        "r requirements.lock",
        "r requirements-lab.lock",
    ]
    programs = text.partition("dependencies:")[2]
    assert set(re.findall(r"^  - (\w+)", programs, re.MULTILINE)) == {
        "python",
        "pip",
        "make",
        "quarto",
        "jupyterlab",
    }


def test_imports_are_direct_dependencies() -> None:
    """Every package that the code or the tests import is named in pyproject.toml, not only brought in by another."""
    files = [
        path
        for folder in ("src", "tests", "benchmarks", "tools")
        for path in (ROOT / folder).rglob("*.py")
    ]
    own = {"analysis", *(path.stem for path in files), *(path.parent.name for path in files)}
    names = {name for path in files for name in imported(path)} - own - sys.stdlib_module_names
    assert {canonical(IMPORTED_AS.get(name, name)) for name in names} - direct(
        "test", "cluster", "lab", "fuzz"
    ) == set()


def imported(path: Path) -> set[str]:
    """First parts of the modules that a file imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, 0),
        ({"YEAR": "2022"}, 0),
        ({"YEAR": "hai"}, 1),
        ({"A": "hai"}, 1),
        ({"EDITIONS": "all", "JOBS": "2"}, 0),
        ({"FILE": "so.xlsx"}, 0),
        ({"TEXT": "bai.docx", "SOURCE": "bao", "YEAR": "hai"}, 1),
    ],
)
def test_parameters_are_checked_before_any_package_is_installed(
    given: dict[str, str], wanted: int
) -> None:
    """A wrong parameter of a report is refused without any package; those of other verbs alone stop no set-up."""
    program = (
        "import sys; sys.path.insert(0, 'tools'); import setup_env\n"
        "try: setup_env.refuse_wrong_parameters()\n"
        "except setup_env.RefusedParametersError: sys.exit(1)\n"
        "assert 'site' not in sys.modules"
    )
    bare = [sys.executable, "-B", "-S", "-c", program]
    done = subprocess.run(
        bare,
        check=False,
        cwd=ROOT,
        env={**os.environ, GIVEN_BY_MAKE: " ".join(given), **given},
        capture_output=True,
        text=True,
    )
    assert done.returncode == wanted, done.stderr
