"""What a report says first, as data: the messages of its summary (`summary.toml`) and the headlines of its charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.packaged import packaged_table


@dataclass(frozen=True)
class Message:
    """A key figure and what it says, as templates over ids.

    Of `says` and `details` the first is told whose values are all known; details only where the first of
    `adds_up` is the sum of the others. `compare` is the id that is held against plan and the year before, or empty.
    """

    figure: str
    says: tuple[str, ...]
    details: tuple[str, ...] = ()
    compare: str = ""
    adds_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """All messages and charts, and how many a report prints at most."""

    most: int
    most_charts: int
    charts: tuple[str, ...]
    messages: tuple[Message, ...]


@lru_cache(maxsize=1)
def load_summary() -> Summary:
    """The messages in the order of the file."""
    told = packaged_table("definitions/summary.toml")
    messages = tuple(map(_message, told["messages"]))
    return Summary(told["most"], told["most_charts"], tuple(told["charts"]), messages)


@lru_cache(maxsize=1)
def load_headlines() -> dict[str, list[str]]:
    """Of each chart by its id the sentences that may stand over it, the one to be preferred first."""
    return packaged_table("definitions/headlines.toml")


def _message(entry: dict[str, Any]) -> Message:
    lists = {name: tuple(entry.get(name, ())) for name in ("says", "details", "adds_up")}
    return Message(entry["figure"], compare=entry["compare"], **lists)
