"""A worker keeps what it needs between two editions, as long as it is the same, and tells why one failed."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.cluster import worker
from analysis.cluster.parcel import Files, Parcel, packed
from analysis.running.many import FAILED, MADE, Outcome

FILES = {"data/raw/a.csv": b"1"}
HERE = {"code": "1", "lock": "1"}


class _Place:
    """A stand-in for the folder and the process of a workplace."""

    def __init__(self, inputs: str, made_with: Mapping[str, Any], files: Files) -> None:
        self.asked, self.files, self.closed = (inputs, made_with), files, False

    def serves(self, inputs: str, wanted: Mapping[str, Any]) -> bool:
        return self.asked == (inputs, wanted)

    def close(self) -> None:
        self.closed = True

    def make(self, asked: Mapping[str, str], _limit: int | None) -> Parcel:
        return packed(Outcome(asked["kind"], asked["reason"]), {}, {"vet.txt": b"1"}, 2.0)


def test_the_same_files_and_program_share_a_workplace_and_others_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One start for a batch; a changed file, or a program that was renewed, begins anew; another program gets none."""
    monkeypatch.setattr(worker, "Workplace", _Place)
    monkeypatch.setattr(worker, "_local", type("Local", (), {})())
    here = dict(HERE)
    monkeypatch.setattr(worker, "identity_here", lambda: here)
    first: Any = worker._workplace(HERE, FILES)
    assert worker._workplace(HERE, FILES) is first
    changed: Any = worker._workplace(HERE, {"data/raw/a.csv": b"2"})
    assert changed is not first
    assert first.closed
    assert worker._workplace({**HERE, "code": "2"}, FILES) is None
    assert changed.closed
    here["code"] = "2"
    renewed: Any = worker._workplace({**HERE, "code": "2"}, FILES)
    assert renewed.asked[1]["code"] == "2"


@pytest.mark.parametrize(
    ("kind", "has_room", "full"),
    [(FAILED, False, "tcp://a:1"), (FAILED, True, ""), (MADE, False, "")],
)
def test_what_fails_beside_a_full_disk_keeps_its_reason_and_its_logs(
    monkeypatch: pytest.MonkeyPatch, kind: str, has_room: bool, full: str
) -> None:
    """A worker short of disk says so of an edition that failed, and what that one told stays in the parcel."""
    here = SimpleNamespace(address="tcp://a:1", local_directory="/")
    monkeypatch.setattr(worker, "get_worker", lambda: here)
    monkeypatch.setattr(worker, "_workplace", lambda wanted, files: _Place("", wanted, files))
    monkeypatch.setattr(worker, "_has_room", lambda _folder: has_room)
    parcel = worker.make_here(HERE, {"kind": kind, "reason": "ô C7 sai"}, None, [])
    assert (parcel.kind, parcel.reason, parcel.full) == (kind, "ô C7 sai", full)
    assert parcel.logs == {"vet.txt": b"1"}
