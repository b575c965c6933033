"""Names that an analyst types: a wrong one is answered by those that there are."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

import pandas as pd

from analysis.errors import ExplorationError
from analysis.faults import catalogue
from analysis.messages import shown, told

T = TypeVar("T")
MOST_NAMED = 40
CLOSE = 0.5


def refused(code: str, got: str, wanted: str, remedy: str = "") -> ExplorationError:
    """The error of a code, in the words of every fault; the remedy is that of the catalogue unless told."""
    remedy = remedy or catalogue()[code]["remedy"]
    return ExplorationError(f"{told(got)}; cần: {wanted} [{code}]. Cách khắc phục: {remedy}")


def unknown(typed: object, what: str, known: Iterable[object]) -> ExplorationError:
    """The error of a name that is none of `what`; it says which there are, and which is meant."""
    names = list(dict.fromkeys(map(str, known)))
    near = [name for name in names if name.casefold() == str(typed).casefold()]
    near = near or difflib.get_close_matches(str(typed), names, n=1, cutoff=CLOSE)
    listed = ", ".join(near + [name for name in names if name not in near][:MOST_NAMED])
    more = f", … ({len(names)} tên)" if len(names) > MOST_NAMED else ""
    wanted = f"một trong: {listed}{more}" if names else "không có tên nào ở đây"
    remedy = f"có phải “{near[0]}”?" if near else ""
    return refused("name-unknown", f"“{shown(str(typed))}” không phải {what}", wanted, remedy)


class Named(dict[str, T]):
    """A dictionary that answers a name which it lacks by the names that it has; `what` they are names of."""

    def __init__(self, what: str, held: dict[str, T]) -> None:
        super().__init__(held)
        self.what = what

    def __missing__(self, name: str) -> T:
        raise unknown(name, self.what, self)


def refuse_other_columns(frame: pd.DataFrame, names: Iterable[str]) -> None:
    """Let each name be a column of a frame.

    Raises:
        ExplorationError: name-unknown.
    """
    for name in names:
        if name not in frame:
            raise unknown(name, "tên cột của bảng", frame.columns)


def choose(frame: pd.DataFrame, wanted: dict[str, object]) -> pd.DataFrame:
    """The rows with these values in these columns; see `analysis.choose`."""
    refuse_other_columns(frame, wanted)
    for column, given in wanted.items():
        values = given if isinstance(given, list | tuple | set | range) else [given]
        cells = frame[column].map(_same)
        for value in values:
            if len(frame) and _same(value) not in set(cells):
                raise unknown(value, f"giá trị của cột {column}", frame[column].dropna())
        frame = frame[cells.isin(list(map(_same, values)))]
    return frame


def _same(value: object) -> object:
    """A text in its composed form without blanks around it; anything else as it is."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value
