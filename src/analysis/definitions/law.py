"""The law as data: acts in force in a period (`legal.toml`), and support norms with their dates (`norms.toml`).

What was seen of each act, and where, stands beside it: a text that was not seen decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from analysis.packaged import packaged_table

Entry = dict[str, Any]  # of a TOML file
# An act of which only the day of signing is known is cited from so long after it.
UNTIL_CITED = dt.timedelta(days=60)


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
    """A legal act: its name with its date, and its body and title.

    `start_known` is false where only the day of signing is known; `first_year` is the first year of
    a programme, 0 of other acts; `seen` says what was seen of the act, `source` where.
    """

    name: str
    title: str
    signed: dt.date | None = None
    start_known: bool = True
    first_year: int = 0
    seen: str = ""
    source: str = ""

    @property
    def citation(self) -> str:
        """The full citation, as a report gives it the first time."""
        return f"{self.name} {self.title}"


@dataclass(frozen=True)
class Norm(_InForce):
    """A cap in đồng for one `unit` and a share in % of the cost; None for what the act does not limit.

    After `known_to` an amending act applies whose text was not seen. `priority`: the act raises the
    cap 1,5 times for schemes with priority; `line`: for a whole production line. `kinds` are the words
    of a register for what the norm is about, where that is only a part of its activity; `difficult_only`:
    the act supports it in difficult areas alone. `seen` says how the text was seen where that was not
    the original.
    """

    id: str
    activity: str
    unit: str
    share: Fraction | None
    cap: int | None
    text: str
    # a later text may have changed the cap: from here on a verdict is only a question
    known_to: dt.date = dt.date.max
    priority: bool = False
    line: bool = False
    kinds: tuple[str, ...] = ()
    difficult_only: bool = False
    seen: str = ""

    @property
    def citation(self) -> str:
        """The act, with how its text was seen where that was not the original."""
        return f"{self.text} ({self.seen})" if self.seen else self.text

    @property
    def version(self) -> str:
        """What tells the versions of a norm apart in the ids of their values."""
        return f"{self.id}_{self.start.year}"

    @property
    def cap_id(self) -> str:
        """The id of the cap among the values of an edition."""
        return f"tran_{self.version}"

    @property
    def share_id(self) -> str:
        """The id of the share among the values of an edition."""
        return f"ty_le_{self.version}"


@dataclass(frozen=True)
class AddedType(_InForce):
    """A type of beneficiary (code of `vocabulary.BENEFICIARIES`) that an act added."""

    code: str
    text: str


Days = tuple[dt.date, dt.date]


def act_of(**told: Any) -> Act:
    """An act from what is known of it; where its first day is not, that is `UNTIL_CITED` after its signing."""
    if "start" in told or "signed" not in told:
        return Act(**told)
    return Act(**told, start=told["signed"] + UNTIL_CITED, start_known=False)


@lru_cache(maxsize=1)
def load_acts() -> tuple[Act, ...]:
    """All acts, in the order of the file, which is that in which a report cites them."""
    return tuple(act_of(**entry) for entry in packaged_table("definitions/legal.toml")["acts"])


def acts_in_force(days: Days, acts: Iterable[Act] | None = None) -> list[Act]:
    """The acts (those of the file, else of `acts`) that were in force on some day from the first to the last."""
    return [act for act in (load_acts() if acts is None else acts) if act.holds(*days)]


@lru_cache(maxsize=1)
def load_added_types() -> tuple[AddedType, ...]:
    """The types of beneficiaries that acts added, in the order of the file."""
    return tuple(
        AddedType(**entry) for entry in packaged_table("definitions/legal.toml")["added_types"]
    )


@lru_cache(maxsize=1)
def load_norms() -> tuple[Norm, ...]:
    """All norms, in the order of the file."""
    return tuple(map(_norm, packaged_table("definitions/norms.toml")["norms"]))


def _norm(entry: Entry) -> Norm:
    share = Fraction(entry["share"]) if "share" in entry else None
    kinds = tuple(entry.get("kinds", ()))
    return Norm(**{**entry, "share": share, "cap": entry.get("cap"), "kinds": kinds})


def norms_between(
    id_: str,
    days: Days,
) -> list[Norm]:
    """The versions of a norm that were in force on some day from the first to the last."""
    return [norm for norm in load_norms() if norm.id == id_ and norm.holds(*days)]
