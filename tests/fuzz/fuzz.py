"""`make fuzz`: the readers under fuzzing, each target in a process of its own and for a bounded time.

Guided by coverage where atheris can be imported (extra `fuzz` of pyproject.toml); elsewhere the inputs are changed at
random, and that is said. Interesting inputs stay in `.build/fuzz/`; one that breaks a target is written there too and
named. To keep it, copy it to `tests/fuzz/finds/<target>/`: the tests and the next fuzzing start from it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import ModuleType

# started as a program, it finds what the tests share here
sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))

SECONDS = 60
LONGEST = 8192
MEGABYTES = 3000
BUILD = Path(".build", "fuzz")
TOKENS = (
    b"1.234.567", b"300.000.000", b"262,5", b" tri\xe1\xbb\x87u", b" t\xe1\xbb\xb7", b"1e9", b"NaN", b"inf", b"-", b'"',
    b",", b";", b"\t", b"\r\n", b"\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc2\xa0", b"\xe2\x80\xaf", b"sep=;\n",
    b"T\xe1\xbb\x95ng c\xe1\xbb\x99ng", b"STT", b"2023", b"=1+1", b'<c r="XFD1048576">', b'<c r="A1" t="e">', b"<v>",
    b"</v>", b'<row r="0">', b'<row r="99999999">', b't="s"', b't="b"', b't="inlineStr"', b's="999999999"', b"&#0;",
    b'<f t="shared">', b'<mergeCell ref="A1:XFD1048576"/>', b"<!DOCTYPE x>", b"&amp;",
    b'<col min="1" max="99999999" hidden="1"/>',
)  # fmt: skip


def main(words: list[str]) -> int:
    """Run all targets, or in a child one of them; the variable FUZZ_SECONDS changes the time of each."""
    if words:
        return _one(words[0], guided=words[1] == "guided", seconds=int(words[2]))
    import fuzz_targets

    seconds = int(os.environ.get("FUZZ_SECONDS") or SECONDS)
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        print(
            "Không có thư viện atheris (phần fuzz của pyproject.toml): đầu vào được đổi ngẫu nhiên."
        )
    broken = []
    for name in fuzz_targets.TARGETS:
        print(f"{name}: {seconds} giây", flush=True)
        command = [sys.executable, __file__, name, "guided" if guided else "random", str(seconds)]
        if subprocess.run(command, check=False).returncode:
            broken.append(name)
    print(
        "Có lỗi ở: " + ", ".join(broken)
        if broken
        else f"Không tìm thấy lỗi; đầu vào giữ lại ở {BUILD.as_posix()}/"
    )
    return 1 if broken else 0


def _one(name: str, *, guided: bool, seconds: int) -> int:
    targets = _targets(guided=guided)
    corpus = BUILD / name
    corpus.mkdir(parents=True, exist_ok=True)
    for data in targets.seeds(name):
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return (_guided if guided else _random)(targets, name, corpus, seconds)


def _targets(*, guided: bool) -> ModuleType:
    """The module of targets; under atheris the program's own modules are loaded so that their coverage is seen."""
    if guided:
        import atheris

        with atheris.instrument_imports(include=["analysis"]):
            import fuzz_targets
    else:
        import fuzz_targets
    from analysis.registers import result

    none = result.empty_schemes()
    result.empty_schemes = lambda: none.copy(
        deep=False
    )  # half the time of a refused input goes into building it
    return fuzz_targets


def _guided(targets: ModuleType, name: str, corpus: Path, seconds: int) -> int:
    import atheris

    words = "".join('"' + "".join(f"\\x{byte:02x}" for byte in token) + '"\n' for token in TOKENS)
    dictionary = BUILD / "tu-dien.txt"
    dictionary.write_text(words, encoding="ascii")
    options = [
        str(corpus), f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-rss_limit_mb={MEGABYTES}",
        f"-timeout={round(targets.SECONDS)}", f"-artifact_prefix={BUILD.as_posix()}/{name}-", f"-dict={dictionary}",
        "-verbosity=0", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([__file__, *options], targets.TARGETS[name])
    atheris.Fuzz()  # ends the process itself
    return 0


def _random(targets: ModuleType, name: str, corpus: Path, seconds: int) -> int:
    known = [path.read_bytes() for path in sorted(corpus.iterdir())]
    chance, end, count = random.Random(name), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = _changed(chance, known)
        count += 1
        try:
            targets.timed(targets.TARGETS[name], data)
        except Exception:  # noqa: BLE001 - any exception at all is a find
            path = BUILD / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}"
            path.write_bytes(data)
            print(traceback.format_exc() + f"Đầu vào gây lỗi: {path.as_posix()}")
            return 1
    print(f"  {count} đầu vào")
    return 0


def _changed(chance: random.Random, known: list[bytes]) -> bytes:
    """A known input with a few pieces cut, doubled, replaced, or taken from another."""
    data = chance.choice(known) if known else b""
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(data))
        stop = min(len(data), start + chance.choice((0, 1, 1, 2, 8, 64)))
        other = chance.choice(known) if known else b""
        piece = chance.choice(
            (
                b"",
                chance.randbytes(1),
                chance.choice(TOKENS),
                data[start:stop] * 2,
                other[start : start + 40],
            )
        )
        data = data[:start] + piece + data[stop:]
    return data[:LONGEST]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
