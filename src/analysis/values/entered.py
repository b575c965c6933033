"""Values of schemes and of groups of them, with the cells that they come from, into the book at a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.book.book import Gather, Origin, Value
from analysis.book.points import At
from analysis.figures.origins import origins_of, rows_of
from analysis.language.numbers import shortest_decimals
from analysis.language.printed_units import DONG, MILLION
from analysis.registers.table_refs import TableRef
from analysis.values.groups import Group
from analysis.vocabulary import REGISTER_FUNDS, Bound

# How a column's cells give a value, and its unit; any other column has numbers, which are summed.
GATHERED: dict[str, tuple[Gather, str]] = {
    "name": ("count", "đề án"),
    "place": ("count", "địa bàn"),
}


@dataclass(frozen=True)
class SchemesAt(At):
    """The values of the schemes that speak for an edition, at their point, and the tables that they stand in.

    The ids of a group are complete: those of a single scheme have no status, as it has no other.
    """

    tables: Sequence[TableRef]

    def enter(
        self,
        id_: str,
        label: str,
        part: pd.DataFrame,
        *columns: str,
        bound: Bound = "exact",
        summed_in: str = DONG,
    ) -> None:
        """Add under this id, with this label, what cells of a part of the schemes give.

        Names are counted, places where they stand first, numbers of the columns summed in their unit.
        """
        if columns[0] == "place":
            # many names mean one place: counted is the row in which each stands first
            part = part.drop_duplicates("area")
        cells = rows_of(part)
        origins: list[Origin] = []
        for column in columns:
            origins += origins_of(cells, column, self.tables)
        gather, unit = GATHERED.get(columns[0], ("sum", summed_in))
        decimals = 0
        if gather == "count":
            value = Fraction(len(part))
        else:
            value = Fraction(sum(int(part[column].sum()) for column in columns))
        if unit == DONG:
            decimals = shortest_decimals(value / MILLION, 6)
        self.book.add(
            Value(
                id_,
                label,
                value,
                unit,
                self.point.status,
                bound,
                origins=tuple(origins),
                decimals=decimals,
                gather=gather,
            )
        )

    def add(
        self,
        id_: str,
        label: str,
        part: pd.DataFrame,
        *columns: str,
        bound: Bound = "exact",
        summed_in: str = DONG,
    ) -> None:
        """The same with the point's label."""
        label += self.point.label
        self.enter(id_, label, part, *columns, bound=bound, summed_in=summed_in)

    def amounts(self, group: Group, label: str) -> None:
        """Add the money of a group by fund, where a scheme of it states that."""
        for fund in REGISTER_FUNDS:
            if group.schemes[fund.column].notna().any():
                text = f"{fund.title}, {label}"
                self.add(group.id(fund.value), text, group.schemes, fund.column)

    def scheme(self, group: Group) -> None:
        """Add the money of a single scheme."""
        self.amounts(group, scheme_words(group))


def scheme_words(group: Group) -> str:
    """What labels call a single scheme: its row in the register."""
    return f"đề án ở dòng {group.row}"
