"""What an edition was made from: hashes of inputs, code, lock and processed data; by them a run knows what is stale."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.edition import Edition, Parameters, parse_parameters
from analysis.errors import AnalysisError, IssuedError, PublishError
from analysis.issued.files import ISSUED_FOLDER, concerns, named_by
from analysis.project import RAW_FOLDER, Project
from analysis.running.hashes import MANIFEST, changes, hash_or_nothing, sha256_file, tree_hashes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.fonts import Fonts

LOCK = "requirements.lock"
OF_OTHERS = ("inputs", "code", "lock")
CODE_FOLDERS = ("src/analysis", "notebooks", "templates")
PACKAGES = (
    "pandas",
    "numpy",
    "pyarrow",
    "matplotlib",
    "papermill",
    "nbconvert",
    "ipykernel",
    "pypandoc_binary",
    "typst",
    "xlsxwriter",
)
RAW_SKIPPED = (".", "~$", "Thumbs.db", "desktop.ini")
CODE_SKIPPED = (*RAW_SKIPPED, "__pycache__")


def wanted(project: Project, edition: Edition, parameters: Parameters) -> dict[str, object]:
    """What the manifest of an up-to-date edition says: inputs, code, lock, parameters and processed data."""
    return {
        "inputs": input_hashes(project, edition),
        "code": code_hash(project),
        "lock": lock_hash(project),
        "parameters": parameter_texts(edition, parameters),
        "processed": folder_hash(project.processed(edition)),
    }


def refuse_changed(before: Mapping[str, object], now: Mapping[str, object]) -> None:
    """Let two states of `wanted` agree on what others may change: an edition would else be of two minds.

    Raises:
        PublishError: inputs, code or the list of libraries differ.
    """
    watched = [{key: state.get(key) for key in OF_OTHERS} for state in (before, now)]
    if changed := changes(*watched):
        raise PublishError(f"Trong khi chạy, {'; '.join(changed)}; hãy chạy lại [input-changed]")


def input_hashes(project: Project, edition: Edition) -> dict[str, str]:
    """sha256 of every regular file of data/raw by its path from the root; what is no file is told by its kind.

    Of the issued records those count that the edition's report speaks of.
    """
    hashes = {}
    for path in sorted(project.raw.iterdir()) if project.raw.is_dir() else ():
        if not path.name.startswith(RAW_SKIPPED):
            regular = path.is_file() and not path.is_symlink()
            hashes[f"{RAW_FOLDER}/{path.name}"] = (
                hash_or_nothing(path) if regular else "không phải tệp thường"
            )
    for path in sorted(project.issued.glob("*.json")):
        named = named_by(path.name)
        if named is not None and concerns(edition, named[0]):
            hashes[f"{ISSUED_FOLDER}/{path.name}"] = hash_or_nothing(path)
    return hashes


def code_hash(project: Project) -> str:
    """One hash over the program, its notebooks and templates."""
    total = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for name, digest in code_files(project, folder).items():
            total.update(f"{digest}  {name}\n".encode())
    return total.hexdigest()


def code_files(project: Project, folder: str) -> dict[str, str]:
    """sha256 of every file in a folder of the program by its path from the root, but what Python and editors leave."""
    files = (path for path in sorted((project.root / folder).rglob("*")) if path.is_file())
    names = (path.relative_to(project.root) for path in files)
    kept = (name for name in names if not any(part.startswith(CODE_SKIPPED) for part in name.parts))
    return {name.as_posix(): sha256_file(project.root / name) for name in kept}


def lock_hash(project: Project) -> str:
    """The hash of the list of libraries; '' when there is none."""
    return hash_or_nothing(project.root / LOCK)


def folder_hash(folder: Path) -> str:
    """One hash over all files of a folder; '' when there is none."""
    if not folder.is_dir():
        return ""
    lines = (f"{digest}  {name}\n" for name, digest in tree_hashes(folder).items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def parameter_texts(edition: Edition, parameters: Parameters) -> dict[str, str]:
    """The parameters as text; the path of Quarto is not one of them."""
    return {
        "PLACE": edition.place,
        "FROM": str(edition.year_from),
        "TO": str(edition.year_to),
        "REPORT_DATE": parameters.report_date.isoformat() if parameters.report_date else "",
        "RENDERER": parameters.renderer,
        "DRAFT": "1" if parameters.draft else "0",
    }


def font_texts(fonts: Fonts) -> dict[str, object]:
    """The family that the report is set in and its files with their hashes."""
    files = [
        {"name": path.name, "sha256": digest}
        for path, digest in zip(fonts.files, fonts.sha256s, strict=True)
    ]
    return {"family": fonts.family, "fallback": fonts.fallback, "files": files}


def versions() -> dict[str, str]:
    """Python and the installed packages that shape what an edition holds."""
    # a run with nothing to do asks for no version, and these two take half of its time
    import platform
    from importlib import metadata

    return {
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in PACKAGES},
    }


def write_manifest(report: Path, made_from: dict[str, object], fonts: Fonts) -> None:
    """manifest.json of a finished report folder; `made_from` has the keys of `wanted`."""
    outputs = {name: digest for name, digest in tree_hashes(report).items() if name != MANIFEST}
    manifest = {
        **made_from,
        "versions": versions(),
        "system": sys.platform,
        "fonts": font_texts(fonts),
        "outputs": outputs,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (report / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def manifest_of(project: Project, edition: Edition) -> dict[str, Any]:
    """The manifest of the published edition; IssuedError when there is none that can be read."""
    try:
        manifest: dict[str, Any] = json.loads(
            (project.reports(edition) / MANIFEST).read_text(encoding="utf-8")
        )
        parameters_of(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AnalysisError) as error:
        raise IssuedError(
            f"reports/{edition.name}: chưa có báo cáo đã lập, hoặc {MANIFEST} không đọc được [report-missing]."
            " Cách khắc phục: chạy make report với cùng tham số"
        ) from error
    return manifest


def parameters_of(manifest: dict[str, Any]) -> Parameters:
    """The parameters that the edition was made with; ParameterError when they are none."""
    return parse_parameters(
        {name: str(text) for name, text in manifest["parameters"].items() if text != ""}
    )
