"""What a run is refused for, told before any notebook runs.

Two thirds of the time until a notebook has read data/raw go into starting it; an official who mends
a file again and again need not wait for that. A sound run reads its files twice then, so what takes
long to read is left to the notebook.
"""

from __future__ import annotations

from analysis.edition import Edition
from analysis.errors import InputErrors, IssuedError
from analysis.figures.periods import has_published
from analysis.issued.shelf import read_issued
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.running.readings import read_kept
from analysis.stages.reading import sound

# Registers of so many bytes, a workbook of about 4 000 schemes, take a twentieth of a whole run.
MOST_READ_TWICE = 256 * 1024


def refused_input(project: Project, edition: Edition) -> InputErrors | None:
    """The faults of the files in data/raw for which the edition cannot be made.

    None where there are none, and where only the notebook finds them: a record of an issued edition
    is damaged, or published figures show that there are data and the registers are large.

    Raises:
        NoDataError: data/raw is sound and has nothing of the edition.
    """
    raw = read_raw(project.raw)
    size = sum(len(register.data) for register in raw.registers)
    if size > MOST_READ_TWICE and has_published(raw, edition):
        return None
    read_kept(project, raw)
    try:
        sound(raw, edition, read_issued(project.issued))
    except InputErrors as error:
        return error
    except IssuedError:
        return None
    return None
