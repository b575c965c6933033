"""Whether a published edition still stands when data/raw holds other files than when it was made.

An edition depends on the rows that it uses. Where no file has changed, hashes tell that it stands;
where some has, cleaning is run and its result compared. What was found is kept below `.build`, so
that the next run need not look again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.messages import first_of
from analysis.parameters import Parameters
from analysis.project import APART, CLEANED, Project
from analysis.running.exchange import discard
from analysis.running.files import read_json, write_json
from analysis.running.freshness import NAMED_FILES, State, changes, up_to_date
from analysis.running.hashes import MANIFEST, hash_or_nothing, tree_hashes
from analysis.running.lock import fresh_build

if TYPE_CHECKING:
    from analysis.running.steps import Making

SEEN = "da-xem.json"


def stale(project: Project, edition: Edition, now: State) -> list[str]:
    """Why the published edition is not that of `now`, as far as hashes of whole files tell.

    `now` is what `manifest.wanted` gives. Empty when there is no reason, or when an earlier run saw
    that the edition uses nothing of what has changed.
    """
    if _seen_before(project, edition) == _seen(project, edition, now):
        return up_to_date(project.reports(edition), _without_seen(now))
    return up_to_date(project.reports(edition), now)


def needed(
    project: Project,
    edition: Edition,
    parameters: Parameters,
    now: State,
    refused: InputErrors | None = None,
) -> list[str]:
    """Why a stale edition must be made anew, in Vietnamese; empty where it stands.

    The caller holds the lock; `refused` is what `readings.refused_input` gave. Where only files in
    data/raw and data/issued have changed, the data are cleaned in a build folder: a file is a reason
    only by the rows that the edition uses. What it does not use is told, and rows that only moved.

    Raises:
        AnalysisError: data/raw has a fault, or cannot be read.
    """
    if reasons := up_to_date(project.reports(edition), _without_seen(now)):
        return reasons
    from analysis.running.building import take, tell_beside, used_in
    from analysis.running.steps import STEPS, Making

    build = fresh_build(project.build, edition.name)
    making = Making(project, edition, parameters, build, refused)
    try:
        for folder in (making.processed, making.work):
            folder.mkdir()
        take(STEPS[0], making, now, project.kept(edition))
        used = used_in(making)
        published = read_json(project.reports(edition) / MANIFEST)
        # other rows are read as something else anyway: their meaning is a reason of its own without them
        for name in ("inputs", "meaning"):
            if reasons := changes(published, {name: used[name]}):
                return reasons
        moved = _moved(published["rows"], used["rows"])
        tables = {"processed": _tables(making)}
        if not moved and (reasons := changes({"processed": _published_tables(making)}, tables)):
            return reasons
        tell_beside(making)
        if moved:
            print(
                f"  lưu ý: {first_of(moved, NAMED_FILES, 'tệp')}: các dòng dùng cho kỳ này vẫn như cũ, chỉ dời chỗ;"
                " số dòng in trong báo cáo là của lúc lập [rows-moved]"
            )
        write_json(project.kept(edition) / SEEN, _seen(project, edition, now))
    finally:
        discard(making.build)
    return []


def _moved(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """The files whose used rows stand elsewhere."""
    return [name for name, rows in now.items() if before.get(name) != rows]


def _tables(making: Making) -> dict[str, str]:
    return tree_hashes(making.processed, APART)


def _published_tables(making: Making) -> dict[str, str]:
    processed = making.project.processed(making.edition)
    names = {*_tables(making), *CLEANED}
    return {name: hash_ for name in names if (hash_ := hash_or_nothing(processed / name))}


def _without_seen(now: State) -> State:
    return {key: value for key, value in now.items() if key != "seen"}


def _seen(project: Project, edition: Edition, now: State) -> dict[str, Any]:
    manifest = hash_or_nothing(project.reports(edition) / MANIFEST)
    return {"manifest": manifest, "seen": now["seen"]}


def _seen_before(project: Project, edition: Edition) -> Any:
    try:
        return read_json(project.kept(edition) / SEEN)
    except (OSError, ValueError):
        return None
