"""In a dask worker: an edition made from files that came over the network, in a folder of its own.

What is called here is looked up by its name on the worker, so a worker needs this program beside its
own Python, and runs no code that the client sends.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

from distributed import get_worker

from analysis.cluster.parcel import (
    Files,
    Parcel,
    differences,
    digest_of,
    files_of,
    identity,
    lay,
    packed,
)
from analysis.cluster.warm import LIFE
from analysis.messages import printable
from analysis.mishaps import disk_trouble
from analysis.parameters import parse_parameters
from analysis.project import Project
from analysis.running.exchange import discard
from analysis.running.manifest import CODE_SKIPPED, LOCK
from analysis.running.many import DIED, FAILED, LOGS, Outcome
from analysis.stages.asked import edition_asked

FOREIGN = "máy khác phiên bản"
"""The kind of a parcel from a worker that would make other bytes."""
ROOM = 16 << 20  # bytes; more than an edition of usual size needs
PROGRAM = ("src/analysis", "notebooks", "templates")
HERE = Path(__file__).resolve().parents[3]  # the folder of this program
_local = threading.local()


def identity_here() -> dict[str, Any]:
    """What this worker makes editions with."""
    return identity(Project(HERE))


def as_sent(content: bytes) -> bytes:
    """A file as a result that workers pass on to each other."""
    return content


def make_here(
    wanted: Mapping[str, Any],
    asked: Mapping[str, str],
    limit: int | None,
    names: Sequence[str],
    *contents: bytes,
) -> Parcel:
    """Make an edition from files, whose `names` are their paths from the project's root.

    `wanted` is the client's `identity`: a worker of another one makes nothing. `asked` are the
    parameters by name, and `limit` the most seconds.
    """
    files = dict(zip(names, contents, strict=True))
    try:
        place = _workplace(wanted, files)
        parcel = _nothing(Outcome(FOREIGN)) if place is None else place.make(asked, limit)
    except OSError as error:
        reason = disk_trouble(error) or f"{type(error).__name__}: {error.strerror or error}"
        parcel = _nothing(Outcome(FAILED, printable(reason)))
    # a full disk is told in many words, and by programs in theirs: whether it is full, the disk says;
    # whether that is why it failed, nobody knows
    worker = get_worker()
    if parcel.kind == FAILED and not _has_room(Path(worker.local_directory)):
        return replace(parcel, full=worker.address)
    return parcel


def _workplace(wanted: Mapping[str, Any], files: Files) -> Workplace | None:
    """That of these files, which this thread has by now or makes; None where other bytes would come of them."""
    inputs = digest_of(files)
    place: Workplace | None = getattr(_local, "place", None)
    if place is not None and place.serves(inputs, wanted):
        return place
    if place is not None:
        place.close()
        _local.place = None
    if differences(identity_here(), wanted):
        return None
    place = _local.place = Workplace(inputs, wanted, files)
    return place


def _has_room(folder: Path) -> bool:
    """Whether the disk takes what an edition needs."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(ROOM))
            file.flush()
    except OSError:
        return False
    return True


def _nothing(outcome: Outcome) -> Parcel:
    return packed(outcome, {}, {}, 0)


class Workplace:
    """A project folder with the program and the received files, and the process that makes its editions."""

    def __init__(self, inputs: str, made_with: Mapping[str, Any], files: Files) -> None:
        self._inputs, self._made_with = inputs, made_with
        with ExitStack() as held:
            folder = tempfile.mkdtemp(prefix="khuyen-cong-", dir=get_worker().local_directory)
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            self._project = Project(Path(folder))
            self._lay_out(files)
            self._process = self._started(held)
            # a disk that took half of it must not keep that half
            self._held = held.pop_all()
        self._questions = cast("IO[str]", self._process.stdin)
        self._answers = cast("IO[str]", self._process.stdout)

    def _lay_out(self, files: Files) -> None:
        skipped = shutil.ignore_patterns(*(f"{start}*" for start in CODE_SKIPPED))
        for name in PROGRAM:
            shutil.copytree(HERE / name, self._project.root / name, ignore=skipped)
        shutil.copyfile(HERE / LOCK, self._project.root / LOCK)
        self._project.raw.mkdir(parents=True)
        lay(files, self._project.root)

    def serves(self, inputs: str, wanted: Mapping[str, Any]) -> bool:
        """Whether it is of these files, by their hash, and of this program, and can be asked."""
        asked = (inputs, wanted) == (self._inputs, self._made_with)
        return asked and self._process.poll() is None

    def close(self) -> None:
        """End the process and remove the folder."""
        self._process.kill()
        self._process.communicate()
        self._held.close()

    def _started(self, held: ExitStack) -> subprocess.Popen[str]:
        source = str(self._project.root / "src")
        environment = {**os.environ, "PYTHONPATH": source, "PYTHONUTF8": "1"}
        kept: list[int] = []
        if os.name == "posix":
            life, hold = os.pipe()
            held.callback(os.close, hold)
            environment[LIFE] = str(life)
            kept = [life]
        try:
            return subprocess.Popen(
                [sys.executable, "-B", "-m", "analysis.cluster.warm"],
                cwd=self._project.root,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                pass_fds=kept,
                start_new_session=True,
            )
        finally:
            for end in kept:
                os.close(end)

    def make(self, asked: Mapping[str, str], limit: int | None) -> Parcel:
        """Make one edition; nothing of it stays here."""
        began = time.monotonic()
        edition = edition_asked(self._project, parse_parameters(asked))
        outcome = self._answer({"parameters": asked, "limit": limit})
        folders = {
            "processed": self._project.processed(edition),
            "report": self._project.reports(edition),
        }
        files = {
            f"{kind}/{path}": content
            for kind, folder in folders.items()
            for path, content in files_of(folder).items()
        }
        logs = files_of(self._project.build / LOGS / edition.name)
        for folder in (*folders.values(), self._project.kept(edition)):
            discard(folder)
        seconds = time.monotonic() - began
        return packed(outcome, files, logs, seconds)

    def _answer(self, question: Mapping[str, object]) -> Outcome:
        try:
            self._questions.write(json.dumps(question) + "\n")
            self._questions.flush()
            answer = self._answers.readline()
        except OSError:
            answer = ""
        return Outcome(*json.loads(answer)) if answer else DIED
