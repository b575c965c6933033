"""`make forms`: the official forms of an edition alone, without a report."""

from __future__ import annotations

from pathlib import Path

from analysis.definitions.asked import edition_asked
from analysis.issued.shelf import read_issued
from analysis.official.filling import with_people_alone
from analysis.official.workbook import NAME, forms_bytes
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.running.files import write_new
from analysis.running.readings import read_kept
from analysis.stages.cleaning import clean_edition


def write_forms(project: Project, parameters: Parameters) -> int:
    """Write bieu-mau-<edition>.xlsx into the project's folder.

    Raises:
        InputErrors: the faults of all raw files.
        NoDataError: no figure and no scheme lies inside the edition.
        AnalysisError: the file is there already.
    """
    edition = edition_asked(project, parameters)
    raw = read_raw(project.raw)
    read_kept(project, raw)
    _, clean = clean_edition(raw, edition, read_issued(project.issued))
    schemes = with_people_alone(clean.listed, clean.tables)
    content = forms_bytes(
        schemes, edition, clean.place_name, clean.form_lines, clean.hides_households
    )
    path = project.root / f"{Path(NAME).stem}-{edition.name}.xlsx"
    write_new(path, content)
    print(f"Đã lập {path.name}.")
    return 0
