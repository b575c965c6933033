"""What the row of a total declares, and the sums of schemes that it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.faults import Problems
from analysis.tables.amount_columns import AmountColumn, read_cell, tell_fault
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.table import Table
from analysis.tables.units import Units

FEW_TRIED = 50
Amounts = Mapping[str, AmountColumn]
# The declared totals of a row by column: đồng and the last printed unit.
Declared = Mapping[str, tuple[int, int]]
# The column that is off most, by how much beyond rounding, and the sum of the schemes.
Difference = tuple[str, int, int]


class DeclaredSums:
    """Sums of the schemes up to each row where a declared total's range may begin or end.

    Offices write totals above or below their group, over groups of groups, or of a part of the
    table only.

    Args:
        schemes: rows of the schemes, rising.
        breaks: rows of groups and totals, rising.
        up_to: values and steps in đồng by column, at each place the sum of the schemes before it.
    """

    def __init__(
        self, schemes: np.ndarray, breaks: Sequence[int], up_to: Mapping[str, np.ndarray]
    ) -> None:
        self._schemes = schemes
        self.running_sums = up_to
        self._places = np.searchsorted(schemes, breaks)
        self._stops = np.unique([0, *self._places.tolist(), len(schemes)])

    def difference(self, row: int, declared: Declared) -> Difference | None:
        """Of the range that fits best; None when the total in that row is exactly the sum of one."""
        here = int(np.searchsorted(self._schemes, row))
        # Nearly every total is the sum of a near range or of the whole table.
        near = self._best(here, declared, FEW_TRIED)
        if near is None:
            return None
        far = self._best(here, declared, len(self._stops))
        if far is None or near[1] > 0:
            return far
        return near

    def _best(self, here: int, declared: Declared, most: int) -> Difference | None:
        """As `difference`, of the ranges to the nearest stops and the farthest, and of the whole table."""
        values, own_steps = np.array(list(declared.values())).T[:, :, None]
        # A group without a scheme between it and the next group or total is empty.
        if not values.any() and (self._places == here).sum() > 1:
            return None
        before = self._stops[self._stops < here][::-1]
        after = self._stops[self._stops > here]
        others = np.concatenate([before[:most], before[-1:], after[:most], after[-1:]])
        firsts = np.append(np.minimum(others, here), 0)
        lasts = np.append(np.maximum(others, here), len(self._schemes))
        up_to = np.stack([self.running_sums[code][:, [lasts, firsts]] for code in declared], axis=1)
        sums, steps = up_to[:, :, 0] - up_to[:, :, 1]
        gaps = np.abs(sums - values)
        if not gaps.any(axis=0).all():
            return None
        excesses = gaps - np.maximum(1, (steps + own_steps) // 2)
        best = np.lexsort((gaps.max(axis=0), excesses.max(axis=0)))[0]
        worst = excesses[:, best].argmax()
        return list(declared)[worst], int(excesses[worst, best]), int(sums[worst, best])


def running_sums(column: AmountColumn, left_out: np.ndarray | None) -> np.ndarray:
    """Running sums of values and steps, with a 0 before the first, so that a range's sum is one difference."""
    both = np.array([column.money, column.steps])
    if left_out is not None:
        both[:, left_out] = 0
    return np.pad(np.cumsum(both, axis=1), ((0, 0), (1, 0)))


def declared_in(table: Table, row: int, units: Units, problems: Problems) -> Declared:
    """Declared totals of a row in đồng with their last printed unit; faults are told."""
    declared: dict[str, tuple[int, int]] = {}
    for code, unit in units.items():
        if code not in REGISTER_AMOUNTS:
            continue
        cell = read_cell(*table.cell(code, row), unit, total=True)
        if cell.fault is not None:
            tell_fault(cell.fault, table.place(code, row), problems)
        elif cell.state == "value":
            declared[code] = cell.value, cell.step
    return declared
