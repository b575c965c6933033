"""What an edition was made from, by hashes, so that a run knows what is stale."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.edition import Edition
from analysis.errors import AnalysisError, IssuedError, PublishError
from analysis.issued.files import ISSUED_FOLDER, concerns, named_by
from analysis.parameters import Parameters, parse_parameters
from analysis.project import APART, LEFTOVER_NAMES, LEFTOVER_STARTS, NOTEBOOKS, RAW_FOLDER, Project
from analysis.running.files import read_json, write_json
from analysis.running.freshness import State, changes
from analysis.running.hashes import (
    MANIFEST,
    Hashes,
    hash_or_nothing,
    sha256_text,
    sums_text,
    tree_hashes,
)
from analysis.stages.asked import edition_asked

if TYPE_CHECKING:
    from analysis.fonts import Fonts

LOCK = "requirements.lock"
OF_OTHERS = ("seen", "code", "lock")
PACKAGES = (
    "pandas numpy pyarrow matplotlib papermill ipykernel pypandoc_binary typst xlsxwriter"
).split()
CODE_SKIPPED = (".", "~$", "Thumbs.db", "desktop.ini", "__pycache__")


def wanted(project: Project, edition: Edition, parameters: Parameters) -> State:
    """What the manifest of an up-to-date edition says that it is made from."""
    return {
        "seen": input_hashes(project, edition),
        **program_of(project),
        "parameters": parameter_texts(edition, parameters),
        "processed": tables_hash(project.processed(edition)),
    }


def program_of(project: Project) -> State:
    """Code and list of libraries as they lie there now.

    A process that makes many editions, perhaps in forks, asks before it imports anything for them:
    what it has imported stays as it was then.
    """
    return {"code": code_hash(project), "lock": lock_hash(project)}


def refuse_changed(before: State, now: State) -> None:
    """Let two states of `wanted` agree on what others may change meanwhile.

    Raises:
        PublishError: the files in data/raw, code or the list of libraries differ.
    """
    watched = {key: now[key] for key in OF_OTHERS}
    if changed := changes(before, watched):
        raise PublishError(f"Trong khi chạy, {'; '.join(changed)}; hãy chạy lại [input-changed]")


def is_leftover(name: str) -> bool:
    """Whether a file of data/raw is none of the office's, as reading them has it."""
    return name in LEFTOVER_NAMES or name.startswith(LEFTOVER_STARTS)


def input_hashes(project: Project, edition: Edition) -> Hashes:
    """sha256 of all that lies in data/raw by its path from the root; what is no file is so told.

    Of the issued records those count that the edition's report speaks of.
    """
    hashes = {}
    for path in sorted(project.raw.iterdir()) if project.raw.is_dir() else ():
        if is_leftover(path.name):
            continue
        told = "không phải tệp thường"
        if path.is_file() and not path.is_symlink():
            told = hash_or_nothing(path)
        hashes[f"{RAW_FOLDER}/{path.name}"] = told
    return hashes | issued_inputs(project, edition)


def issued_inputs(project: Project, edition: Edition) -> Hashes:
    """sha256 of the issued records that the edition's report speaks of, by path from the root."""
    hashes = {}
    for path in sorted(project.issued.glob("*.json")):
        named = named_by(path.name)
        if named is not None and concerns(edition, named[0]):
            hashes[f"{ISSUED_FOLDER}/{path.name}"] = hash_or_nothing(path)
    return hashes


def code_hash(project: Project) -> str:
    """One hash over the program, the notebooks that make an edition, and templates."""
    folder = project.notebooks.name
    notebooks = {
        f"{folder}/{name}": hash_or_nothing(project.notebooks / name) for name in NOTEBOOKS
    }
    files = (
        code_files(project, "src/analysis"),
        notebooks,
        code_files(project, project.templates.name),
    )
    return sha256_text("".join(map(sums_text, files)))


def code_files(project: Project, folder: str) -> Hashes:
    """sha256 of the files in a folder of the program, without what Python and editors leave."""
    hashes = tree_hashes(project.root / folder, CODE_SKIPPED)
    return {f"{folder}/{name}": digest for name, digest in hashes.items()}


def lock_hash(project: Project) -> str:
    """The hash of the list of libraries; '' when there is none."""
    return hash_or_nothing(project.root / LOCK)


def tables_hash(processed: Path) -> str:
    """One hash over the processed data of a folder; '' when there is none.

    What lies apart there shows the whole of data/raw, of which an edition is a part.
    """
    if not processed.is_dir():
        return ""
    return sha256_text(sums_text(tree_hashes(processed, APART)))


def parameter_texts(edition: Edition, parameters: Parameters) -> dict[str, str]:
    """The parameters as text; the path of Quarto is not one of them."""
    date = parameters.report_date
    asked = edition.asked
    years = {"FROM": str(edition.year_from), "TO": str(edition.year_to)}
    if edition.is_part:
        # the texts are read as parameters again, and a part of a year goes with no year
        years = dict.fromkeys(years, "")
    return {
        "PLACE": edition.place,
        **years,
        "PERIOD": asked.get("PERIOD", ""),
        "TO_DATE": asked.get("TO_DATE", ""),
        "REPORT_DATE": date.isoformat() if date else "",
        "RENDERER": parameters.renderer,
        "DRAFT": "1" if parameters.draft else "0",
        "UNIT": parameters.unit,
    }


def font_texts(fonts: Fonts) -> dict[str, object]:
    """The family that the report is set in and its files with their hashes."""
    files = [
        {"name": path.name, "sha256": digest}
        for path, digest in zip(fonts.files, fonts.sha256s, strict=True)
    ]
    return {"family": fonts.family, "fallback": fonts.fallback, "files": files}


@functools.cache
def versions() -> dict[str, str]:
    """Python and the installed packages that shape what an edition holds, as this process found them."""
    # a run with nothing to do asks for no version, and these two take half of its time
    import platform
    from importlib import metadata

    packages = {name: metadata.version(name) for name in PACKAGES}
    return {"python": platform.python_version(), **packages}


def write_manifest(report: Path, made_from: State, used: Mapping[str, State], fonts: Fonts) -> None:
    """Add manifest.json to a finished report folder.

    Args:
        report: the folder.
        made_from: the keys of `wanted`.
        used: what `building.used_in` gives: the hashes of the used rows, where they stand; and
            `unsigned`, what the office must name before the report can be signed.
        fonts: what the report is set in.
    """
    manifest = {
        **made_from,
        **used,
        "versions": versions(),
        "system": sys.platform,
        "fonts": font_texts(fonts),
        "outputs": tree_hashes(report),
    }
    write_json(report / MANIFEST, manifest)


def dropped_date(project: Project, parameters: Parameters) -> str:
    """That the published edition has a REPORT_DATE which these parameters lack, in Vietnamese; '' where it has none."""
    try:
        manifest = read_json(project.reports(edition_asked(project, parameters)) / MANIFEST)
        date = manifest["parameters"]["REPORT_DATE"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if parameters.report_date is not None or not date:
        return ""
    return (
        f"bản trước lập với REPORT_DATE={date}, bản này không có REPORT_DATE; muốn giữ ngày ấy thì"
        f" lập lại với REPORT_DATE={date}"
    )


class Published(NamedTuple):
    """A published edition: its manifest, its parameters, and what they would make it from now."""

    manifest: dict[str, Any]
    parameters: Parameters
    now: State


def published(project: Project, edition: Edition) -> Published:
    """The published edition; IssuedError when there is none whose manifest can be read."""
    try:
        manifest: dict[str, Any] = read_json(project.reports(edition) / MANIFEST)
        given = {name: str(text) for name, text in manifest["parameters"].items() if text != ""}
        parameters = parse_parameters(given)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AnalysisError) as error:
        raise IssuedError(
            f"reports/{edition.name}: chưa có báo cáo đã lập, hoặc {MANIFEST} không đọc được [report-missing]."
            " Cách khắc phục: chạy make report với cùng tham số"
        ) from error
    return Published(manifest, parameters, wanted(project, edition, parameters))
