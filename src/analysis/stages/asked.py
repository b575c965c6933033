"""The edition that parameters ask for: one name, and one folder, whichever name of its province they give."""

from __future__ import annotations

from analysis.definitions.provinces import usual
from analysis.edition import Edition
from analysis.parameters import Parameters
from analysis.project import Project


def edition_asked(project: Project, parameters: Parameters) -> Edition:
    """The edition that parameters ask for by its one name, of the own place where they name none."""
    return usual(
        Edition(
            parameters.place or project.own_place().slug,
            parameters.year_from,
            parameters.year_to,
            parameters.from_date,
            parameters.to_date,
        )
    )
