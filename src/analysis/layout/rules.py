"""The rules of layout as data: `rules.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.packaged import packaged_table

UPPER = "hoa"
CENTRED, JUSTIFIED = "giữa", "đều"
_ALIGNED = {CENTRED: "căn giữa", JUSTIFIED: "căn đều hai lề"}


@dataclass(frozen=True)
class Rule:
    """One rule: its number, its code, its name, the form of its part, and the bounds of its own.

    `case` is "hoa", "thường" or ""; `sizes` are the least and the greatest size in points; a form that the decree
    leaves open is None or "". `bounds` are the other values of the table, by name.
    """

    number: int
    code: str
    name: str
    also: str
    remedy: str
    bounds: dict[str, Any]
    case: str = ""
    sizes: tuple[float, ...] = ()
    bold: bool | None = None
    italic: bool | None = None
    align: str = ""

    @property
    def wanted(self) -> str:
        """The whole rule in words."""
        words = [self.also]
        if self.case:
            words.append(f"in {self.case}")
        if self.sizes:
            words.append(f"cỡ chữ {span_text(self.sizes)}")
        if self.italic is not None:
            words.append("nghiêng" if self.italic else "đứng")
        if self.bold is not None:
            words.append("đậm" if self.bold else "không đậm")
        if self.align in _ALIGNED:
            words.append(_ALIGNED[self.align])
        return ", ".join(dict.fromkeys(words))


@cache
def rules() -> dict[str, Rule]:
    """The rules by code, in the order of the decree."""
    own = set(Rule.__annotations__)
    made = {}
    for number, (code, table) in enumerate(packaged_table("layout/rules.toml").items(), 1):
        form = {name: value for name, value in table.items() if name in own}
        bounds = {name: value for name, value in table.items() if name not in own}
        made[code] = Rule(number=number, code=code, bounds=bounds, **form)
    return made


def span_text(span: tuple[float, ...]) -> str:
    """A least and a greatest value in words, once where they are the same."""
    return "-".join(dict.fromkeys(measure(value) for value in span))


def measure(value: float) -> str:
    """A measure as a message prints it: at most two decimals, with a comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
