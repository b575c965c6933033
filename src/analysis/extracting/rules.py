"""`rules.toml` as patterns: which words say what, in the folded spelling of `plain`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from analysis.extracting.plain import folded_words

_OPTION = re.compile(r"\(([^)]*)\) ?")
_CHOICE = re.compile(r"[^ ]*/[^ ]*")
_ANY = r"(?:[^\s,;.:()]+ ){0,3}?"


@dataclass(frozen=True)
class Cue:
    """Words found in a text that say a code."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class Words:
    """Words of several codes as one pattern: the longest words at a place win.

    `codes` are those of words as they stand, `loose` those of the groups, which are words with others among them.
    """

    pattern: re.Pattern[str]
    codes: Mapping[str, str]
    loose: tuple[str, ...]

    def find(self, text: str) -> list[Cue]:
        """What of them a text holds, in its order."""
        return [self._cue(match) for match in self.pattern.finditer(text)]

    def at(self, text: str, start: int) -> Cue | None:
        """What of them stands right at a place."""
        found = self.pattern.match(text, start)
        return None if found is None else self._cue(found)

    def _cue(self, match: re.Match[str]) -> Cue:
        group = match.lastindex
        code = self.loose[group - 1] if group else self.codes[match[0]]
        return Cue(match.start(), match.end(), code)


@cache
def rules() -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of `rules.toml`: words by code."""
    text = resources.files("analysis.extracting").joinpath("rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words_of(table: str) -> Words:
    """A table of `rules.toml` as one pattern."""
    return compiled(rules()[table])


def compiled(table: Mapping[str, Iterable[str]]) -> Words:
    """Words by code as one pattern."""
    codes = {
        spelled: code
        for code, phrases in table.items()
        for phrase in phrases
        for spelled in spellings(phrase)
    }
    loose = sorted((phrase for phrase in codes if "*" in phrase), key=len, reverse=True)
    parts = [f"({re.escape(phrase).replace(re.escape('* '), _ANY)})" for phrase in loose]
    parts.append(_joined({phrase for phrase in codes if "*" not in phrase}))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
    return Words(pattern, codes, tuple(codes[phrase] for phrase in loose))


def _joined(phrases: set[str]) -> str:
    """A pattern of phrases that share their beginnings: it is tried letter by letter, the longer phrase first."""
    ends = "" in phrases
    by_letter: dict[str, set[str]] = {}
    for phrase in filter(None, phrases):
        by_letter.setdefault(phrase[0], set()).add(phrase[1:])
    if not by_letter:
        return ""
    branches = [re.escape(letter) + _joined(rest) for letter, rest in sorted(by_letter.items())]
    inner = "|".join(branches)
    if ends:
        return f"(?:{inner})?"
    return inner if len(branches) == 1 else f"(?:{inner})"


def spellings(phrase: str) -> list[str]:
    """All that a phrase stands for: `(words)` may be left out, `a/b` is either word, `_` a blank in one of them."""
    option = _OPTION.search(phrase)
    if option:
        kept = ["", *(f"{one} " for one in option[1].split("/"))]
        return [
            spelled
            for one in kept
            for spelled in spellings(phrase[: option.start()] + one + phrase[option.end() :])
        ]
    choice = _CHOICE.search(phrase)
    if choice:
        return [
            spelled
            for one in choice[0].split("/")
            for spelled in spellings(phrase[: choice.start()] + one + phrase[choice.end() :])
        ]
    return [folded_words(phrase).replace("_", " ").strip()]
