"""The messages of a report's summary as data (`summary.toml`), in the order in which they count."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Message:
    """A key figure and what it says, as templates over ids.

    Of `says` and `details` the first is told whose values are all known; `compare` is the id that
    is held against plan and the year before, or empty.
    """

    figure: str
    says: tuple[str, ...]
    details: tuple[str, ...] = ()
    compare: str = ""


@dataclass(frozen=True)
class Summary:
    """All messages, and how many a report prints at most."""

    most: int
    messages: tuple[Message, ...]


@lru_cache(maxsize=1)
def load_summary() -> Summary:
    """The messages in the order of the file."""
    text = resources.files("analysis.definitions").joinpath("summary.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return Summary(told["most"], tuple(map(_message, told["messages"])))


def _message(entry: dict[str, Any]) -> Message:
    return Message(entry["figure"], tuple(entry["says"]), tuple(entry["details"]), entry["compare"])
