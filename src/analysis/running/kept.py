"""What the steps of the last run made, kept below `.build` for steps whose origins are the same.

A step is told by what it was made from and by the hash of every file that it made, never by a
clock.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.running.exchange import discard
from analysis.running.files import read_json, write_json
from analysis.running.freshness import State, changes
from analysis.running.hashes import sha256_file, tree_hashes

KEY = "khoa.json"
FILES = "tep"
FRESH = ".moi"
DATA = ("processed", "parameters")
"""What a step that lends to the next run is made from beside code, libraries and fonts."""


def restore(kept: Path, made_from: State, build: Path) -> str | None:
    """Copy the files of a step from its folder `kept` into `build`.

    None when that is done; else why the step must run, as `why_not` tells.
    """
    if (reason := why_not(kept, made_from)) is not None:
        return reason
    _copy(kept / FILES, read_json(kept / KEY)["files"], build)
    return None


def why_not(kept: Path, made_from: State) -> str | None:
    """Why a step must run, in Vietnamese, '' when no earlier run left anything; None where what it left stands."""
    try:
        key = read_json(kept / KEY)
        before, files = dict(key["made_from"]), dict(key["files"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError):
        return "kết quả lần trước không đọc được"
    if stale := changes(before, made_from):
        return "; ".join(stale)
    if tree_hashes(kept / FILES) != files:
        return "kết quả lần trước đã bị sửa hoặc không còn đủ"
    return None


def lend(kept: Path, made_from: State, places: Sequence[str], target: Path) -> None:
    """Copy those of a step's kept files whose names begin so into `target`, for the step to take over by its own marks.

    Only where it was made by the same code, libraries and fonts, and what is lent is whole.
    """
    try:
        key = read_json(kept / KEY)
        by_what = {name: made_from[name] for name in made_from if name not in DATA}
        lent = [name for name in key["files"] if name.startswith(tuple(places))]
        if changes(key["made_from"], by_what):
            return
        for name in lent:
            if sha256_file(kept / FILES / name) != key["files"][name]:
                return
        for name in lent:
            to = target / name.partition("/")[2]
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept / FILES / name, to)
    except (OSError, ValueError, KeyError, TypeError):
        discard(target)


def keep(kept: Path, made_from: State, build: Path, files: Iterable[str]) -> None:
    """Keep `files` of `build` in the folder `kept`, in place of those of an earlier run.

    The report does not depend on it: where the disk refuses, nothing is kept.
    """
    fresh = kept.with_name(kept.name + FRESH)
    try:
        discard(fresh)
        (fresh / FILES).mkdir(parents=True)
        _copy(build, files, fresh / FILES)
        key = {"made_from": made_from, "files": tree_hashes(fresh / FILES)}
        write_json(fresh / KEY, key)
        discard(kept)
        fresh.rename(kept)
    except OSError:
        discard(fresh)


def _copy(source: Path, names: Iterable[str], target: Path) -> None:
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
