"""The law as data: acts in force in a period (`legal.toml`), and support norms with their dates (`norms.toml`)."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Entry = dict[str, Any]  # of a TOML file


@dataclass(frozen=True, kw_only=True)
class _InForce:
    """What is in force from `start` to `end`, both included; an open end is the first or the last day that there is."""

    start: dt.date = dt.date.min
    end: dt.date = dt.date.max

    def holds(
        self,
        first: dt.date,
        last: dt.date,
    ) -> bool:
        """True when it is in force on some day from the first to the last."""
        return self.start <= last and self.end >= first


@dataclass(frozen=True)
class Act(_InForce):
    """A legal act: its name with its date, and its body and title."""

    name: str
    title: str

    @property
    def citation(self) -> str:
        """The full citation, as a report gives it the first time."""
        return f"{self.name} {self.title}"


@dataclass(frozen=True)
class Norm(_InForce):
    """A cap in đồng for one `unit` and a share in % of the cost.

    After `known_to` an amending act applies whose text was not seen. `priority`: the act raises the
    cap 1,5 times for schemes with priority; `line`: for a whole production line.
    """

    id: str
    activity: str
    unit: str
    share: int
    cap: int
    text: str
    # a later text may have changed the cap: from here on a verdict is only a question
    known_to: dt.date = dt.date.max
    priority: bool = False
    line: bool = False

    @property
    def cap_id(self) -> str:
        """The id of the cap among the values of an edition."""
        return f"tran_{self.id}_{self.start.year}"

    @property
    def share_id(self) -> str:
        """The id of the share among the values of an edition."""
        return f"ty_le_{self.id}_{self.start.year}"


Days = tuple[dt.date, dt.date]


@lru_cache(maxsize=1)
def load_acts() -> tuple[Act, ...]:
    """All acts, in the order of the file."""
    return tuple(Act(**entry) for entry in table_of("legal.toml")["acts"])


def acts_in_force(days: Days) -> list[Act]:
    """The acts that were in force on some day from the first to the last."""
    return [act for act in load_acts() if act.holds(*days)]


@lru_cache(maxsize=1)
def load_norms() -> tuple[Norm, ...]:
    """All norms, in the order of the file."""
    return tuple(Norm(**entry) for entry in table_of("norms.toml")["norms"])


def norms_between(
    id_: str,
    days: Days,
) -> list[Norm]:
    """The versions of a norm that were in force on some day from the first to the last."""
    return [norm for norm in load_norms() if norm.id == id_ and norm.holds(*days)]


def table_of(file: str) -> Entry:
    """One of the TOML files beside this module."""
    text = resources.files("analysis.definitions").joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)
