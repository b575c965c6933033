"""Make the environment of the project, `.venv`, and install the locked packages into it; standard library only.

    python -B tools/setup_env.py          the packages of requirements.lock
    python -B tools/setup_env.py lab      those, and the packages of requirements-lab.lock

The Makefile calls this only when the stamp in `.venv` is not equal to the lock, so a finished set-up costs nothing.
A set-up that was cut is done again, two at once wait for each other, and `.venv` may be a link. Nothing here depends on
the folder's name or place.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mutex import MUTEX, exclusive

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKS: Final[Mapping[str, str]] = {"report": "requirements.lock", "lab": "requirements-lab.lock"}
UNDER_WAY: Final = "khuyen-cong.dang-cai"
SETUP_FAILED: Final = 3
_SHOWN_LINES: Final = 12
# settings that lead pip or Python out of the environment; the last would have each later start compile all packages
_FOREIGN_SETTINGS: Final = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "PYTHONDONTWRITEBYTECODE",
)
_TRIED: Final[Mapping[str, str]] = {
    "report": "ipykernel.kernelapp, matplotlib.pyplot, nbconvert.exporters, openpyxl, pandas, papermill,"
    " pyarrow.parquet, pypandoc, python_calamine, rich.progress, typst, xlsxwriter, pytest",
    "lab": "jupyterlab.labapp",
}


class SetupError(Exception):
    """The environment cannot be made; the text is Vietnamese and says what to do."""

    exit_code = SETUP_FAILED


class RefusedParametersError(SetupError):
    """A parameter of the report is wrong, so the set-up is not even begun."""

    exit_code = 2


def main(arguments: Sequence[str]) -> int:
    """Set up what the first word says; 0 when done, 2 for a wrong parameter of the report, 3 when it cannot be done."""
    kind = arguments[0] if arguments else "report"
    speak_utf8()
    os.chdir(ROOT)
    try:
        refuse_wrong_parameters()
        for part in dict.fromkeys(("report", kind)):
            set_up(Path(".venv"), part)
    except SetupError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; lần chạy sau sẽ cài lại từ đầu.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"Không chuẩn bị được môi trường Python: {error} [setup-failed]", file=sys.stderr)
        return SETUP_FAILED
    return 0


def speak_utf8() -> None:
    """Print Vietnamese whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def refuse_wrong_parameters() -> None:
    """Check the report's parameters that make passes on, so that a wrong one is answered before minutes of set-up.

    Parameters that only another verb has are checked by that verb.
    """
    sys.path.insert(0, str(ROOT / "src"))
    from analysis.commands.compared import COMPARED_NAMES, parse_compared
    from analysis.errors import ParameterError
    from analysis.parameters import NAMES, given_by_make, parse_parameters

    try:
        given = given_by_make(os.environ)
        if given and given.keys() <= {*COMPARED_NAMES}:
            parse_compared(given)
        else:
            parse_parameters({name: text for name, text in given.items() if name in NAMES})
    except ParameterError as error:
        raise RefusedParametersError(str(error)) from error


def set_up(folder: Path, kind: str) -> None:
    """Make `folder` hold the packages of one lock; nothing to do when its stamp says so."""
    lock = Path(LOCKS[kind])
    with exclusive(folder):
        if is_ready(folder, kind):
            return
        started = time.monotonic()
        print(
            f"Đang chuẩn bị môi trường Python trong {folder} (chỉ lần đầu, có thể mất vài phút)…",
            flush=True,
        )
        stamp = stamp_of(folder, kind)
        stamp.unlink(missing_ok=True)
        was_cut = (folder / UNDER_WAY).exists()
        if not is_usable(python_of(folder)):
            empty(folder)
            (folder / UNDER_WAY).touch()
            create(folder)
        (folder / UNDER_WAY).touch()
        install(folder, lock, again=was_cut)
        try_out(python_of(folder), kind)
        written = folder / (stamp.name + f".{os.getpid()}")
        written.write_bytes(stamp_content(folder, lock))
        written.replace(stamp)
        (folder / UNDER_WAY).unlink()
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        print(f"Đã chuẩn bị xong môi trường Python ({lock}) trong {seconds} giây.", flush=True)


def python_of(folder: Path) -> Path:
    """The environment's Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(folder: Path, kind: str) -> Path:
    """The file that says which lock is installed."""
    return folder / f"khuyen-cong.{kind}"


def stamp_content(folder: Path, lock: Path) -> bytes:
    """What a stamp holds: the real name of the Python (a new minor version is another name) and the lock itself.

    The Makefile builds and compares the same without starting Python.
    """
    python = Path(os.path.realpath(python_of(folder))).name
    return python.encode() + b"\n" + lock.read_bytes()


def is_ready(folder: Path, kind: str) -> bool:
    """Whether the lock as it is now is installed, by the Python that is there now."""
    try:
        return stamp_of(folder, kind).read_bytes() == stamp_content(folder, Path(LOCKS[kind]))
    except OSError:
        return False


def is_usable(python: Path) -> bool:
    """Whether this is a Python that runs and is new enough."""
    try:
        return succeeds([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
    except OSError:
        return False


def empty(folder: Path) -> None:
    """Clear a broken environment; anything that no environment was made in stays and is an error."""
    content = [entry for entry in folder.iterdir() if entry.name != MUTEX]
    names = {entry.name for entry in content}
    if content and not names & {"pyvenv.cfg", UNDER_WAY}:
        raise SetupError(
            f"{folder}: không phải môi trường Python; chương trình không tự xóa thứ mình không tạo ra [setup-failed]."
            f" Cách khắc phục: đổi tên hoặc xóa {folder} rồi chạy lại"
        )
    for entry in sorted(content, key=lambda entry: entry.name == UNDER_WAY):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def create(folder: Path) -> None:
    """Make an empty environment by the first way that works; none of them needs ensurepip."""
    base = sys.executable
    target = os.path.realpath(folder)  # venv refuses a link
    ways = [[base, "-m", "venv", "--without-pip", target]]
    if uv := shutil.which("uv"):
        ways.append([uv, "venv", "--quiet", "--allow-existing", "--python", base, target])
    ways.append([base, "-m", "virtualenv", "--quiet", target])
    output = ""
    for way in ways:
        result = run(way)
        if result.returncode == 0 and is_usable(python_of(folder)):
            return
        output += result.stdout
    remedy = "cài gói python3-venv (Debian, Ubuntu: apt install python3-venv), uv hoặc virtualenv rồi chạy lại"
    raise SetupError(failure_text("Máy này không tạo được môi trường Python", remedy, output))


def install(folder: Path, lock: Path, *, again: bool) -> None:
    """Install a lock with uv, or with pip where uv cannot be had; `again` also replaces what is already there."""
    python = python_of(folder)
    same: list[str | Path] = ["--require-hashes", "--no-deps", "-r", lock]
    if uv := uv_command(python):
        repeat = ["--reinstall"] if again else []
        if succeeds(
            [*uv, "pip", "install", "--quiet", "--python", python, "--no-build", *repeat, *same]
        ):
            return
        print("Không cài được bằng uv; chuyển sang pip (chậm hơn)…", flush=True)
    pip = pip_command(python)
    if pip is None:
        raise SetupError(
            "Máy này không có uv, và cũng không có pip [setup-failed]. Cách khắc phục: cài gói python3-venv"
            " (Debian, Ubuntu: apt install python3-venv) hoặc uv rồi chạy lại"
        )
    repeat = ["--force-reinstall"] if again else []
    result = run(
        [*pip, "install", "--quiet", "--no-compile", "--only-binary=:all:", *repeat, *same]
    )
    if result.returncode != 0:
        remedy = "kiểm tra mạng (hoặc máy chủ gói nội bộ khai báo cho pip) và chỗ trống trên ổ đĩa rồi chạy lại"
        raise SetupError(
            failure_text(f"Không cài được các gói trong {lock}", remedy, result.stdout)
        )


def try_out(python: Path, kind: str) -> None:
    """Import the main packages once: proves that they work on this machine, and compiles them for the first run."""
    result = run([python, "-c", f"import {_TRIED[kind]}"])
    if result.returncode != 0:
        remedy = "cài thư viện hệ thống nêu ở dòng cuối dưới đây rồi chạy lại"
        raise SetupError(
            failure_text("Các gói đã cài không chạy được trên máy này", remedy, result.stdout)
        )


def failure_text(what: str, remedy: str, output: str) -> str:
    """What to tell when a step failed; the whole output of its program goes to a log."""
    log = Path(".build", "cai-dat.log")
    log.parent.mkdir(exist_ok=True)
    log.write_text(output, encoding="utf-8", errors="backslashreplace")
    shown = "\n".join(f"  {line}" for line in output.strip().splitlines()[-_SHOWN_LINES:])
    return f"{what} [setup-failed]. Cách khắc phục: {remedy}. Chi tiết trong {log.as_posix()}:\n{shown}"


def uv_command(python: Path) -> list[str | Path] | None:
    """The machine's uv, else the one of the lock put into the environment, else None."""
    if on_path := shutil.which("uv"):
        return [on_path]
    inside: list[str | Path] = [python, "-m", "uv"]
    if succeeds([*inside, "--version"]):
        return inside
    pip = pip_command(python)
    if pip is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        only_uv = Path(scratch, "uv.lock")
        only_uv.write_text(entry_of("uv", Path(LOCKS["report"])), encoding="utf-8")
        succeeds(
            [
                *pip,
                "install",
                "--quiet",
                "--only-binary=:all:",
                "--require-hashes",
                "--no-deps",
                "-r",
                only_uv,
            ]
        )
    return inside if succeeds([*inside, "--version"]) else None


def entry_of(package: str, lock: Path) -> str:
    """The lines of one package in a lock, its hashes included."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = next(
        number for number, line in enumerate(lines[start:], start) if not line.endswith("\\")
    )
    return "\n".join(lines[start : end + 1]) + "\n"


def pip_command(python: Path) -> list[str | Path] | None:
    """A pip that installs into the environment: its own, one made by ensurepip, or that of the machine's Python."""
    own: list[str | Path] = [python, "-m", "pip"]
    if succeeds([*own, "--version"]) or succeeds([python, "-m", "ensurepip", "--default-pip"]):
        return own
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    return outside if succeeds([*outside, "--version"]) else None


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program without the settings that would lead it out of the environment; its output is kept, not shown."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN_SETTINGS}
    kept |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    return subprocess.run(
        [os.fspath(word) for word in command],
        env=kept,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def succeeds(command: Sequence[str | Path]) -> bool:
    """Whether a program is there and ends well."""
    try:
        return run(command).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
