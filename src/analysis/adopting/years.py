"""The year of a scheme where no column says it: from the row of its group."""

from __future__ import annotations

from analysis.adopting.groups import OTHER, said_by_groups
from analysis.registers.named_years import years_in_group
from analysis.registers.rows import Table


def years_of_groups(table: Table) -> list[str]:
    """Each scheme's year by the row of its group, `OTHER` for one of several years, '' where none names a year."""
    said = said_by_groups(table, _said_of_year)
    return [said[row] for row in table.schemes.tolist()]


def _said_of_year(text: str) -> str:
    """The one year that the name of a group names, `OTHER` for several, '' for none."""
    years = sorted(map(str, years_in_group(text)))
    if len(years) > 1:
        return OTHER
    return "".join(years)
