"""The law as data: acts in force in a period (`legal.toml`), and support norms with their dates (`norms.toml`)."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


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
        note = f" ({self.note})" if self.note else ""
        return f"{self.name} {self.title}{note}"


@lru_cache(maxsize=1)
def load_acts() -> tuple[Act, ...]:
    """All acts, in the order of the file."""
    return tuple(
        Act(e["name"], e["title"], e.get("from"), e.get("to"), e.get("note", ""))
        for e in _entries("acts", "legal.toml")
    )


def acts_in_force(year_from: int, year_to: int) -> list[Act]:
    """The acts that were in force on some day of the years."""
    return [
        act
        for act in load_acts()
        if (act.start is None or act.start.year <= year_to)
        and (act.end is None or act.end.year >= year_from)
    ]


@dataclass(frozen=True)
class Norm:
    """A cap in đồng for one `unit` and a share in % of the cost, in force from `start` to `end` (both included).

    After `known_to` an amending act applies whose text was not seen. `priority`: the act raises the
    cap 1,5 times for schemes with priority; `line`: for a whole production line.
    """

    id: str
    activity: str
    unit: str
    share: int
    cap: int
    start: dt.date
    end: dt.date | None
    text: str
    known_to: dt.date | None = None
    priority: bool = False
    line: bool = False

    def holds_at_or_after(self, day: dt.date) -> bool:
        """True when it has not ended before that day."""
        return self.end is None or self.end >= day

    @property
    def cap_id(self) -> str:
        """The id of the cap among the values of an edition."""
        return f"tran_{self.id}_{self.start.year}"

    @property
    def share_id(self) -> str:
        """The id of the share among the values of an edition."""
        return f"ty_le_{self.id}_{self.start.year}"


@lru_cache(maxsize=1)
def load_norms() -> tuple[Norm, ...]:
    """All norms, in the order of the file."""
    return tuple(
        Norm(start=entry.pop("from"), end=entry.pop("to", None), **entry)
        for entry in _entries("norms", "norms.toml")
    )


def norms_between(id_: str, year_from: int, year_to: int) -> list[Norm]:
    """The versions of a norm that were in force on some day of the years."""
    return [
        norm
        for norm in load_norms()
        if norm.id == id_
        and norm.start.year <= year_to
        and norm.holds_at_or_after(dt.date(year_from, 1, 1))
    ]


def _entries(name: str, file: str) -> list[dict[str, Any]]:
    """The entries of one of the files beside this module."""
    text = resources.files("analysis.definitions").joinpath(file).read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)[name]
    return entries
