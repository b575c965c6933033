"""Legal acts as data: which were in force in a period (`legal.toml`)."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class Act:
    """A legal act: name with its date, body and title, and the days between which it is in force (None: open)."""

    name: str
    title: str
    start: dt.date | None
    end: dt.date | None
    note: str

    @property
    def citation(self) -> str:
        """The full citation, as a report gives it the first time."""
        return f"{self.name} {self.title}" + (f" ({self.note})" if self.note else "")


@lru_cache(maxsize=1)
def load_acts() -> tuple[Act, ...]:
    """All acts, in the order of the file."""
    data = tomllib.loads(resources.files("analysis").joinpath("legal.toml").read_text(encoding="utf-8"))
    return tuple(Act(e["name"], e["title"], e.get("from"), e.get("to"), e.get("note", "")) for e in data["acts"])


def acts_in_force(year_from: int, year_to: int) -> list[Act]:
    """The acts that were in force on some day of the years."""
    return [
        act
        for act in load_acts()
        if (act.start is None or act.start.year <= year_to) and (act.end is None or act.end.year >= year_from)
    ]
