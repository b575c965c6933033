"""`make forms`: the official forms of an edition alone, without a report."""

from __future__ import annotations

from pathlib import Path

from analysis.definitions.provinces import province_of, territory_name
from analysis.edition import UNNAMED, Edition
from analysis.errors import NoDataError
from analysis.figures.figure import figures_in, in_edition
from analysis.issued.shelf import read_issued
from analysis.official.filling import speaking_schemes
from analysis.official.workbook import empty_forms_bytes, forms_bytes
from analysis.parameters import Parameters
from analysis.project import FORMS, Project
from analysis.raw.folder import read_raw
from analysis.running.files import write_new
from analysis.running.readings import read_kept
from analysis.stages.asked import edition_asked
from analysis.stages.cleaning import clean_edition

# Behind the name of forms without a number.
EMPTY = "biểu trống để điền, vì data/raw {}. Điền xong thì chép tệp vào data/raw"
NOTHING = "không có số liệu nào của {}, {}"
NO_REGISTER = "không có đề án đã thực hiện nào của kỳ này trong danh mục"
FILLED = "; số đã có ở {} không được chép vào biểu trống"


def write_forms(project: Project, parameters: Parameters) -> int:
    """Write bieu-mau-<edition>.xlsx into the project's folder: without a scheme that was done, empty, to be filled.

    Raises:
        InputErrors: the faults of all raw files.
        NoDataError: nothing lies inside the edition, and its place is neither a province then nor the office's own.
        AnalysisError: the file is there already.
    """
    edition = edition_asked(project, parameters)
    content, empty = _forms(project, edition)
    path = project.root / f"{Path(FORMS).stem}-{edition.name}.xlsx"
    write_new(path, content)
    print(f"Đã lập {path.name}{f': {EMPTY.format(empty)}' if empty else ''}.")
    return 0


def _forms(project: Project, edition: Edition) -> tuple[bytes, str]:
    """The forms, and why they are empty; '' where they are not."""
    raw = read_raw(project.raw)
    read_kept(project, raw)
    try:
        frame, clean = clean_edition(raw, edition, read_issued(project.issued))
    except NoDataError:
        name = place_to_fill(project, edition)
        if not name:
            raise
        told = "địa bàn của đơn vị" if name == UNNAMED else name
        return empty_forms_bytes(edition, name), NOTHING.format(told, edition.period_text)
    if speaking_schemes(clean.schemes, edition, hides=False).empty:
        figures = in_edition(figures_in(frame), edition)
        files = dict.fromkeys(figure.file for figure in figures if not figure.parts)
        there = FILLED.format(", ".join(files)) if files else ""
        return empty_forms_bytes(edition, clean.place_name), NO_REGISTER + there
    content = forms_bytes(
        clean.listed, edition, clean.place_name, clean.form_lines, clean.hides_households
    )
    return content, ""


def place_to_fill(project: Project, edition: Edition) -> str:
    """The name of a place of which nothing is known yet: the office's own, or a province of that time; else ''."""
    own = project.own_place()
    if edition.place == own.slug:
        return own.name
    province = province_of(edition)
    if province is None or province.end < edition.last_day:
        return ""
    return province.name if edition.place == province.slug else territory_name(edition.place)
