"""What a notebook needs to start: the edition and its folders, and a view of the raw files for those who look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.edition import Edition, Parameters
from analysis.project import Project, project_here
from analysis.raw.rows import RawData


@dataclass(frozen=True)
class Stage:
    """The edition and the folders that a notebook reads and writes."""

    edition: Edition
    raw: Path
    processed: Path
    work: Path
    issued: Path


def open_stage(
    place: str,
    year_from: int,
    year_to: int,
    *,
    raw_folder: str = "",
    processed: str = "",
    work: str = "",
) -> Stage:
    """The stage of an edition; empty folders mean those of the project that the notebook runs in."""
    project = project_here()
    edition = project.edition(Parameters(place or None, year_from, year_to))
    usual = stage_of(project, edition)
    return Stage(
        edition,
        Path(raw_folder) if raw_folder else usual.raw,
        Path(processed) if processed else usual.processed,
        Path(work) if work else usual.work,
        usual.issued,
    )


def stage_of(project: Project, edition: Edition) -> Stage:
    """The stage of an edition with the folders of its project."""
    # otherwise pandas asks once how wide its terminal is: executed copies would differ with the window and the kernel
    pd.set_option("display.max_columns", None)
    work = project.build / "so-tay" / edition.name
    return Stage(edition, project.raw, project.processed(edition), work, project.issued)


def raw_table(raw: RawData) -> pd.DataFrame:
    """The raw files with their number of rows, of which a register's is known only once it is read, and their hash."""
    rows = {
        file.name: str(sum(r.file is file for rows in raw.tables.values() for r in rows))
        for file in raw.files
    }
    known = [
        (name, rows.get(name, "danh mục đề án"), sha256) for name, sha256 in raw.hashes.items()
    ]
    return pd.DataFrame(known, columns=["tệp", "số dòng", "sha256"])
