"""The same inputs give the same bytes: wherever, whenever, by whomever and on whatever machine an edition is made."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from editions import REGISTER_NAMES, ROOT, Edition, Scratch, fresh_copy, options, without_parameters

PUBLISHED, REGISTER = "tinh-2012-2022", REGISTER_NAMES[0]
CLOCK = ROOT / "tests" / "support" / "clock_ahead"
SOMEBODY = 65534
# Another user; of root's rights only that to read a Python which lies in root's home.
AS_SOMEBODY = (
    "setpriv", f"--reuid={SOMEBODY}", f"--regid={SOMEBODY}", "--clear-groups", "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup",
)  # fmt: skip
CAN_CLONE = shutil.which("git") is not None and (ROOT / ".git").exists()
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS", "RAYON_NUM_THREADS")
# What programs of the run would read in a user's home, were they let.
OWN_SETTINGS = {
    ".config/matplotlib/matplotlibrc": "font.size: 33\nsvg.fonttype: path\nsavefig.dpi: 20\naxes.facecolor: red\n",
    ".ipython/profile_default/startup/00.py": "print('xin chào')\nimport pandas\npandas.options.display.width = 9\n",
    ".jupyter/jupyter_config.py": "raise SystemExit('jupyter')\n",
    ".jupyter/jupyter_nbconvert_config.py": "c.TemplateExporter.exclude_output = True\n",
    ".local/share/pandoc/reference.docx": "not a document",
    ".local/share/pandoc/templates/default.html5": "other",
    ".pandoc/defaults.yaml": "toc: true\n",
}


@dataclass(frozen=True)
class Circumstances:
    """In what a run differs from that of the session's editions; None: as there."""

    folder: str
    temporary: str
    umask: int
    threads: int
    environment: Mapping[str, str]
    cores: int | None = None
    somebody: bool = False
    cloned: bool = False


FAR_AWAY = {
    # a kernel's socket does not fit this folder for temporary files, and the locale cannot write the project's name
    PUBLISHED: Circumstances(
        folder="Tỉnh  Đắk Lắk ’24 (thử)",
        temporary=f"{'t' * 60}/{'m' * 60}",
        umask=0o077,
        threads=1,
        cores=1,
        somebody=True,
        cloned=True,
        environment={
            "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "77", "COLUMNS": "40", "MPLBACKEND": "pdf", "SOURCE_DATE_EPOCH": "1",
        },
    ),
    REGISTER: Circumstances(
        folder="\"Sở\" của 'tôi' $(id) {a} %s; & #1",
        temporary="tạm $(id) 'x' \"y\"",
        umask=0o002,
        threads=7,
        environment={
            "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LC_NUMERIC": "vi_VN.UTF-8", "LANGUAGE": "vi:de",
            "PYTHONHASHSEED": "1", "COLUMNS": "300", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONOPTIMIZE": "1",
        },
    ),
}  # fmt: skip


def can_be_somebody() -> bool:
    """Whether a process can be started here under another user that still reads this Python."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None:
        return False
    probe = [*AS_SOMEBODY, sys.executable, "-c", "import pandas"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


@contextmanager
def on_cores(count: int | None) -> Iterator[None]:
    """Let the processes started inside have so many cores at most."""
    if count is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def git(folder: Path, *words: str) -> str:
    """What git says in a folder; no settings of the machine or the user count."""
    env = without_parameters({"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"})
    result = subprocess.run(
        ["git", *words], cwd=folder, env=env, check=False, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def cloned(origin: Path, folder: Path) -> Scratch:
    """A fresh clone of the files that git knows here, as they are, by a git that would write line ends of Windows."""
    for name in git(ROOT, "ls-files", "-z").split("\0")[:-1]:
        if (ROOT / name).exists():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, origin / name)
    git(origin, "init", "--quiet")
    git(origin, "add", "--all", "--force")
    git(origin, "-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "--quiet", "-m", "a")
    windows = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    git(origin, "clone", "--quiet", "--no-hardlinks", *windows, str(origin), str(folder))
    return Scratch(folder)


def received_again(raw: Path) -> None:
    """The same raw files, written in another order and with other times, one of them still to come."""
    contents = {path.name: path.read_bytes() for path in sorted(raw.iterdir(), reverse=True)}
    shutil.rmtree(raw)
    raw.mkdir()
    for number, (name, content) in enumerate(contents.items()):
        (raw / name).write_bytes(content)
        os.utime(raw / name, (number * 10**9, number * 10**9))


def made_far_away(name: str, source: Path, around: Path) -> Edition:
    """The edition of the same raw files under its far-away circumstances."""
    there = FAR_AWAY[name]
    folder = around / there.folder
    copy = (
        cloned(around / "kho", folder) if there.cloned and CAN_CLONE else fresh_copy(folder, source)
    )
    received_again(copy.root / "data" / "raw")
    home, temporary = around / "nhà", around / there.temporary
    temporary.mkdir(parents=True)
    for path, text in OWN_SETTINGS.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    env = {**there.environment, **dict.fromkeys(THREADS, str(there.threads))}
    env |= {"PYTHONPATH": str(CLOCK), "HOME": str(home), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "analysis", "report", *options(name)]
    if there.somebody and can_be_somebody():
        command = [*AS_SOMEBODY, *command]
        for path in (around, *around.rglob("*")):
            os.chown(path, SOMEBODY, SOMEBODY)
    with on_cores(there.cores):
        result = copy.run(command, env, there.umask)
    assert result.returncode == 0, result.stdout + result.stderr
    files = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert files == set(OWN_SETTINGS), "the run wrote in the user's home"
    assert list(temporary.iterdir()) == []
    return Edition(copy, name)


@pytest.fixture(scope="module")
def far_away(
    scratch: Scratch, registers: Scratch, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Edition]:
    """Makes an edition once under its far-away circumstances."""
    runs: dict[str, Edition] = {}

    def make(name: str) -> Edition:
        if name not in runs:
            source = registers if name in REGISTER_NAMES else scratch
            runs[name] = made_far_away(name, source.root, tmp_path_factory.mktemp("noi-khac"))
        return runs[name]

    return make


def contents(made: Edition) -> dict[str, bytes]:
    """Every published and processed file of an edition."""
    return made.scratch.bytes_of(f"reports/{made.name}", f"data/processed/{made.name}")


def differing(one: Edition, other: Edition) -> list[str]:
    here, there = contents(one), contents(other)
    assert len(here) > 10
    return sorted(name for name in {*here, *there} if here.get(name) != there.get(name))


@pytest.mark.parametrize("name", FAR_AWAY)
def test_circumstances_move_no_byte(
    finished: Callable[[str], Edition], far_away: Callable[[str], Edition], name: str
) -> None:
    """Zone, locale, clock, hash seed, umask, user and settings, folders, cores, order of the raw files move no byte.

    Nor does a fresh clone by a git of Windows, where there is one: see the test below.
    """
    assert differing(finished(name), far_away(name)) == []


@pytest.mark.skipif(
    os.name != "posix", reason="quyền truy cập tệp kiểu POSIX chỉ có trên Linux và macOS"
)
@pytest.mark.parametrize("name", FAR_AWAY)
def test_everyone_may_read_what_is_published(far_away: Callable[[str], Edition], name: str) -> None:
    """A strict umask of the analyst does not keep colleagues from reading an edition, a loose one lets nobody write."""
    made = far_away(name)
    for path in (made.report, *made.report.rglob("*")):
        wanted_mode = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted_mode, path.name


def test_another_user_made_it(far_away: Callable[[str], Edition]) -> None:
    """The far-away edition was really made by somebody else."""
    if not can_be_somebody():
        pytest.skip(
            "cần chạy phép kiểm thử bằng root, có setpriv, để chạy chương trình dưới người dùng khác"
        )
    made = far_away(PUBLISHED)
    assert {path.stat().st_uid for path in made.report.rglob("*")} == {SOMEBODY}


@pytest.mark.skipif(not CAN_CLONE, reason="cần git và kho mã nguồn (.git) để nhân bản dự án")
def test_a_fresh_clone_made_it(far_away: Callable[[str], Edition]) -> None:
    """The far-away edition was really made in a clone, whose notebooks have the line ends of the repository."""
    root = far_away(PUBLISHED).scratch.root
    assert "autocrlf = true" in (root / ".git" / "config").read_text(encoding="utf-8")
    assert b"\r" not in (root / "notebooks" / "01-lam-sach.ipynb").read_bytes()


def test_the_other_clock_is_another_one() -> None:
    """The clock of the far-away runs is years ahead, whichever way Python is asked for the time."""
    asked = (
        "import time, datetime as d, pandas as p; print(d.datetime.now().year, d.date.today().year,"
        " time.gmtime().tm_year, p.Timestamp.now().year, d.date.fromtimestamp(time.time_ns() / 1e9).year,"
        " time.strftime('%Y'))"
    )
    env = without_parameters({"PYTHONPATH": str(CLOCK)})
    told = subprocess.run(
        [sys.executable, "-c", asked], env=env, check=True, capture_output=True, text=True
    ).stdout
    assert [int(year) > dt.datetime.now(dt.UTC).year + 9 for year in told.split()] == [True] * 6
