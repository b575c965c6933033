"""What a notebook needs to start: the edition and its folders, and a view of the raw files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis.edition import Edition
from analysis.parameters import Parameters, parse_parameters
from analysis.project import Project, project_here
from analysis.raw.rows import RawData
from analysis.stages.asked import edition_asked
from analysis.stages.narrative import is_narrative


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
    period: str = "",
    *,
    raw_folder: str = "",
    processed: str = "",
    work: str = "",
) -> Stage:
    """The stage of an edition; an empty folder means that of the project the notebook runs in.

    `period` is a part of a year, as PERIOD or TO_DATE; it then tells the years too.

    Raises:
        ParameterError: `period` is none.
    """
    project = project_here()
    asked = Parameters(None, year_from, year_to)
    if period:
        name = "TO_DATE" if period.count("-") > 1 else "PERIOD"
        asked = parse_parameters({name: period})
    edition = edition_asked(project, replace(asked, place=place or None))
    usual = stage_of(project, edition)
    return replace(
        usual,
        raw=Path(raw_folder or usual.raw),
        processed=Path(processed or usual.processed),
        work=Path(work or usual.work),
    )


def stage_of(project: Project, edition: Edition) -> Stage:
    """The stage of an edition with the folders of its project."""
    # else pandas asks how wide its terminal is: executed copies would differ with window and kernel
    pd.set_option("display.max_columns", None)
    work = project.build / "so-tay" / edition.name
    return Stage(
        edition,
        project.raw,
        project.processed(edition),
        work,
        project.issued,
    )


def raw_table(raw: RawData) -> pd.DataFrame:
    """The raw files that figures rest on, with their number of rows and their hash.

    The rows of a register are known only once it is read.
    """
    counts = Counter(row.file.name for rows in raw.tables.values() for row in rows)
    rows = {file.name: str(counts[file.name]) for file in raw.files}
    rows |= {register.name: "danh mục đề án" for register in raw.registers}
    known = [
        (name, rows[name], sha256)
        for name, sha256 in raw.hashes.items()
        if not is_narrative(PurePosixPath(name).name)
    ]
    return pd.DataFrame(known, columns=["tệp", "số dòng", "sha256"])
