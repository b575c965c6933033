"""What registers were read as, kept below `.build` by content: a file is read once, whatever else lies in data/raw.

What is kept is known by all that it was made from: the file, its name, its corrections, the answers of the office, the
code. It is loaded only as it was written. Small registers are read faster than the code is hashed, and are not kept.

So data/raw is read before any notebook runs, which takes two thirds of the time until one has read it: an official who
mends a file again and again is told at once what a run is refused for.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.adopting.answers import Answers
from analysis.adopting.answers_text import read_answers
from analysis.edition import Edition
from analysis.errors import InputErrors, IssuedError
from analysis.faults import Problems
from analysis.figures.periods import has_published
from analysis.issued.shelf import read_issued
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.raw.rows import Correction, RawData, RegisterSource
from analysis.registers.reader import RegisterResult
from analysis.running.hashes import sha256_text
from analysis.running.manifest import versions
from analysis.running.reach import code_of
from analysis.stages.reading import read_once, sound

FOLDER = "da-doc"
# A workbook of about 4 000 schemes: registers of fewer bytes are read in less than a second.
KEPT_FROM = 256 * 1024
# Registers of so many bytes take a twentieth of a whole run, which a sound run would spend twice.
MOST_READ_TWICE = KEPT_FROM
_READER = ("registers.reader", "adopting.arrangement", "running.readings")
_DIGEST = 32
# What this process read and does not keep yet: a run that is refused writes nothing.
_waiting: list[Readings] = []


class Readings:
    """Results of reading, by what they were made from.

    Args:
        folder: where they are kept; it may be missing.
        mark: what the reader is made of.
        answers: what the office said of its registers.
    """

    def __init__(self, folder: Path, mark: str, answers: Answers) -> None:
        self._folder = folder
        self._mark = sha256_text(repr((mark, answers.headers)))
        self._answers = answers
        self._used: list[str] = []
        self._fresh: dict[str, object] = {}

    def reading(
        self,
        source: RegisterSource,
        corrections: Sequence[Correction],
        read: Callable[[], RegisterResult],
    ) -> RegisterResult:
        """What one register is read as, faults too."""
        own = self._answers.file(source.name, source.sha256)
        made_from = (self._mark, source.name, source.sha256, tuple(corrections), own)
        key = sha256_text(repr(made_from))
        self._used.append(key)
        kept = _loaded(self._folder / key)
        if isinstance(kept, RegisterResult):
            return kept
        result = read()
        # the reader counts the tables of all files on in this frame
        self._fresh[key] = replace(result, schemes=result.schemes.copy())
        return result

    def nothing_between(self, check: Callable[[], bool]) -> bool:
        """Whether a check finds nothing between all registers that were read so far."""
        key = sha256_text(repr(self._used))
        self._used.append(key)
        if _loaded(self._folder / key) is True:
            return True
        is_clear = check()
        if is_clear:
            self._fresh[key] = True
        return is_clear

    def keep(self) -> None:
        """Keep what was read anew, in place of what no file of data/raw is any more.

        No report depends on it: where the disk refuses, nothing is kept.
        """
        if not self._fresh:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for key, thing in self._fresh.items():
                data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
                part = self._folder / f".{key}"
                part.write_bytes(_digest(data) + data)
                part.replace(self._folder / key)
            for path in set(self._folder.iterdir()) - {self._folder / key for key in self._used}:
                path.unlink()
        self._fresh.clear()


def read_kept(project: Project, raw: RawData) -> None:
    """Read the registers of data/raw for this process and its forks, each only where no earlier run has read it."""
    if sum(len(register.data) for register in raw.registers) <= KEPT_FROM:
        return
    code = code_of(project.root, _READER)
    answers = read_answers(raw.answers, Problems())
    readings = Readings(project.build / FOLDER, repr((code, versions())), answers)
    read_once(raw, readings)
    _waiting[:] = [readings]


def keep_waiting() -> None:
    """Keep what this process read; called once nothing is refused any more."""
    while _waiting:
        _waiting.pop().keep()


def _loaded(path: Path) -> object:
    """What is kept at a place; None where nothing is, or not as it was written."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    digest, data = whole[:_DIGEST], memoryview(whole)[_DIGEST:]
    if digest != _digest(data):
        return None
    try:
        return pickle.loads(data)  # noqa: S301 - the program's own file, see SECURITY.md
    except Exception:  # noqa: BLE001 - whatever an older library wrote is read again from its register
        return None


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def refused_input(project: Project, edition: Edition) -> InputErrors | None:
    """The faults of the files in data/raw for which the edition cannot be made.

    None where there are none, and where only the notebook finds them: a record of an issued edition
    is damaged, or published figures show that there are data and the registers are large.

    Raises:
        NoDataError: data/raw is sound and has nothing of the edition.
    """
    raw = read_raw(project.raw)
    size = sum(len(register.data) for register in raw.registers)
    if size > MOST_READ_TWICE and has_published(raw, edition):
        return None
    read_kept(project, raw)
    try:
        sound(raw, edition, read_issued(project.issued))
    except InputErrors as error:
        return error
    except IssuedError:
        return None
    return None
