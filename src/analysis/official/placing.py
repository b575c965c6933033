"""To which line of the funds form each scheme belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.definitions.forms import FundsLine, comparable, load_forms
from analysis.vocabulary import MANY_ACTIVITIES

TOLD_BY = ("code", "name", "activity_text", "kind")


def texts_of(schemes: pd.DataFrame) -> set[str]:
    """The texts by which an office may say the line of these schemes, as `comparable` gives them."""
    texts: set[str] = set()
    for column in TOLD_BY:
        texts.update(map(comparable, schemes[column].unique()))
    return texts


class Placed(NamedTuple):
    """Schemes of the funds form: those that lines hold, by the number of the line, and those kept apart.

    `apart` has the columns of the schemes and `lines`, the numbers of the lines to which each may belong.
    """

    by_line: Mapping[str, pd.DataFrame]
    apart: pd.DataFrame

    def may_hold(self, line: str) -> bool:
        """Whether a scheme that is kept apart may belong to a line, so that its sum is not known."""
        return any(line in lines for lines in self.apart["lines"])


def placed(schemes: pd.DataFrame, decided: Mapping[str, str]) -> Placed:
    """Every scheme in its line, or apart with the lines to which it may belong.

    A line to which a scheme of an unknown line may belong has no known sum: its other schemes are kept apart too.

    Args:
        schemes: with the columns activity, code, name, activity_text and kind.
        decided: the number of the line by what the office said it of, as `comparable` gives it: the code, name,
            content or kind of a scheme.
    """
    texts = schemes[["activity", *TOLD_BY]].itertuples(index=False)
    lines = pd.Series([_lines_of(text, decided) for text in texts], schemes.index, dtype=object)
    doubtful = {number for found in lines if len(found) != 1 for number in found}
    is_apart = lines.map(lambda found: len(found) != 1 or found[0] in doubtful).astype(bool)
    own = schemes[~is_apart]
    numbers = lines[~is_apart].map(lambda found: found[0])
    by_line = {str(number): part for number, part in own.groupby(numbers, sort=False)}
    return Placed(by_line, schemes[is_apart].assign(lines=lines[is_apart]))


def _lines_of(scheme: Any, decided: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of the lines to which a scheme may belong; one where it is known."""
    for column in TOLD_BY if decided else ():
        line = decided.get(comparable(getattr(scheme, column)))
        if line is not None:
            return (line,)
    name, content, activity = scheme.name, scheme.activity_text, scheme.activity
    lines = load_forms().funds
    rest = lines[-1]
    if activity == MANY_ACTIVITIES:
        told = _told_by(lines, name) or _told_by(lines, content) or [*lines]
        return _numbers([*told, rest])
    possible = [line for line in lines if activity in line.activities]
    kind = comparable(scheme.kind)
    told = (
        _told_by([line for line in lines if activity in (*line.activities, *line.also)], name)
        or [line for line in possible if kind in line.kinds]
        or _told_by(possible, content)
        or [line for line in possible if activity in line.default]
    )
    return _numbers(told or [*possible, rest])


def _numbers(lines: Iterable[FundsLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.number for line in lines))


def _told_by(lines: Iterable[FundsLine], text: str) -> list[FundsLine]:
    form = comparable(text)
    return [line for line in lines if line.words is not None and line.words.search(form)]
