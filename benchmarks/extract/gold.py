"""Gold annotations: read, located in their texts, and held against what is extracted."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from analysis.language.printed_units import MONEY_UNITS

KEYS = {
    "text",
    "value",
    "unit",
    "bound",
    "measure",
    "fund",
    "activity",
    "beneficiary",
    "period",
    "status",
    "role",
}
VALUES = {
    "bound": {"exact", "at_least", "at_most", "about"},
    "measure": set(
        "amount schemes beneficiaries recipients classes trainees jobs share ratio other".split()
    ),
    "fund": {"national", "local", "promotion", "counterpart", "all", "none"},
    "status": {"actual", "planned", "approved", "estimated", "norm"},
}


class GoldError(ValueError):
    """Raised when a line of a gold file is not as the README says."""


@dataclass(frozen=True)
class Gold:
    """One annotated text."""

    id: str
    text: str
    quantities: list[dict[str, Any]]


def read_gold(path: Path) -> list[Gold]:
    """The texts of a file, each quantity with its `start` and `end`.

    Raises:
        GoldError: a line is malformed, or a quantity is not found in its text.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        _gold(json.loads(line), f"{path.name}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _gold(entry: dict[str, Any], where: str) -> Gold:
    text = unicodedata.normalize("NFC", entry["text"])
    return Gold(
        entry["id"], text, list(_located(entry["quantities"], text, f"{where} ({entry['id']})"))
    )


def _located(entries: list[dict[str, Any]], text: str, where: str) -> Iterator[dict[str, Any]]:
    end = 0
    for entry in entries:
        told = f"{where}: {entry.get('text')!r}"
        if lacking := KEYS - entry.keys():
            raise GoldError(f"{told} lacks {', '.join(sorted(lacking))}")
        for key, known in VALUES.items():
            if entry[key] not in known:
                raise GoldError(f"{told}: {key} is {entry[key]!r}")
        words = unicodedata.normalize("NFC", entry["text"])
        start = entry.get("start")
        if start is None:
            found = re.compile(rf"(?<![\w.,]){re.escape(words)}").search(text, end)
            if found is None:
                found = re.compile(re.escape(words)).search(text, end)
            if found is None:
                raise GoldError(f"{told} is not behind the one before it")
            start = found.start()
        end = start + len(words)
        if text[start:end] != words:
            raise GoldError(f"{told} does not stand at {start}")
        yield {**entry, "start": start, "end": end}


def base_value(record: dict[str, Any]) -> Fraction:
    """The value of a record in đồng, or in ones."""
    unit = MONEY_UNITS.get(record["unit"])
    return Fraction(record["value"]) * (unit.factor if unit else 1)


def kind_of(record: dict[str, Any]) -> str:
    """Money, counts or percentages and times."""
    if record["unit"] in MONEY_UNITS:
        return "money"
    return "share" if record["unit"] in ("%", "lần") else "count"


def matched(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Which gold quantity is which found one: spans overlap and values are equal; each once."""
    pairs = []
    free = set(range(len(found)))
    for number, one in enumerate(gold):
        for other in sorted(free):
            two = found[other]
            overlap = one["start"] < two["end"] and two["start"] < one["end"]
            if overlap and base_value(one) == base_value(two):
                pairs.append((number, other))
                free.remove(other)
                break
    return pairs
