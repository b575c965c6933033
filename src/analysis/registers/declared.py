"""Which schemes a declared total may sum: every range from a group or total to its row, from its row to one, or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.registers.amount_columns import AmountColumn

FEW_TRIED, MOST_TRIED = 50, 2000

# A declared amount in đồng and its last printed unit.
Declared = tuple[int, int]


class DeclaredSums:
    """Sums of the schemes up to each row where a declared total's range may begin or end.

    A total that is exact is found by one look; only other ones are compared with range after range.
    """

    def __init__(self, schemes: np.ndarray, breaks: Sequence[int], amounts: Mapping[str, AmountColumn]) -> None:
        self._schemes = schemes
        self._breaks = np.array(breaks, dtype=np.int64)
        places = np.searchsorted(schemes, self._breaks)
        self._stops = np.unique(np.concatenate([[0, len(schemes)], places])).astype(np.int64)
        self._sums = {code: np.concatenate([[0], np.cumsum(column.values)]) for code, column in amounts.items()}
        self._steps = {code: np.concatenate([[0], np.cumsum(column.steps)]) for code, column in amounts.items()}
        self._known: dict[tuple[str, ...], dict[tuple[int, ...], tuple[int, int]]] = {}

    def holds(self, row: int, declared: Mapping[str, Declared]) -> bool:
        """Whether the total in that row is to the đồng the sum of a range that it may sum."""
        codes = tuple(declared)
        values = [declared[code][0] for code in codes]
        here = int(np.searchsorted(self._schemes, row))
        known = self._known.setdefault(codes, {}) or self._fill(codes)
        up_to = [int(self._sums[code][here]) for code in codes]
        first = known.get(tuple(total - value for total, value in zip(up_to, values, strict=True)))
        last = known.get(tuple(total + value for total, value in zip(up_to, values, strict=True)))
        if (first is not None and first[0] < here) or (last is not None and last[1] > here):
            return True
        if all(int(self._sums[code][-1]) == value for code, value in zip(codes, values, strict=True)):
            return True
        return not any(values) and self._is_empty_group(row, here)

    def nearest(self, row: int, declared: Mapping[str, Declared]) -> tuple[str, int, int]:
        """Of the range that fits best: the code that is off most, by how much beyond rounding, and the sum."""
        here = int(np.searchsorted(self._schemes, row))
        near = self._best(*self._ranges(here, FEW_TRIED), declared)
        return near if near[1] <= 0 else self._best(*self._ranges(here, MOST_TRIED), declared)

    def _best(self, firsts: np.ndarray, lasts: np.ndarray, declared: Mapping[str, Declared]) -> tuple[str, int, int]:
        gaps, excesses, found = [], [], []
        for code, (value, step) in declared.items():
            sums = self._sums[code][lasts] - self._sums[code][firsts]
            rounding = np.maximum(1, (self._steps[code][lasts] - self._steps[code][firsts] + step) // 2)
            found.append(sums)
            gaps.append(np.abs(sums - value))
            excesses.append(gaps[-1] - rounding)
        worst = np.max(excesses, axis=0)
        best = int(np.lexsort((np.max(gaps, axis=0), worst))[0])
        column = int(np.argmax([excess[best] for excess in excesses]))
        return tuple(declared)[column], int(worst[best]), int(found[column][best])

    def _fill(self, codes: tuple[str, ...]) -> dict[tuple[int, ...], tuple[int, int]]:
        """For the sums up to each stop: the first and the last stop that have them."""
        known = self._known[codes]
        columns = [self._sums[code][self._stops].tolist() for code in codes]
        for stop, sums in zip(self._stops.tolist(), zip(*columns, strict=True), strict=True):
            known[sums] = (known[sums][0] if sums in known else stop, stop)
        return known

    def _ranges(self, here: int, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Beginnings and ends of the ranges tried, nearest first; of very many the nearest and the whole ones."""
        before = self._stops[self._stops < here][::-1]
        after = self._stops[self._stops > here]
        before = np.concatenate([before[:most], before[most:][-1:]])
        after = np.concatenate([after[:most], after[most:][-1:]])
        firsts = np.concatenate([before, np.full(len(after), here), [0]])
        lasts = np.concatenate([np.full(len(before), here), after, [len(self._schemes)]])
        return firsts, lasts

    def _is_empty_group(self, row: int, here: int) -> bool:
        """Whether no scheme stands between the row and the group or total next to it."""
        place = int(np.searchsorted(self._breaks, row))
        near = [*self._breaks[max(0, place - 1) : place].tolist(), *self._breaks[place + 1 : place + 2].tolist()]
        return any(int(np.searchsorted(self._schemes, other)) == here for other in near)
