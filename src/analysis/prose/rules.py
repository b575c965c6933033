"""`rules.toml` as patterns: which words say what, in the folded spelling of `plain`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from analysis.prose.plain import folded_words
from analysis.prose.words import Words

_OPTION = re.compile(r"\(([^)]*)\) ?")
_CHOICE = re.compile(r"[^ ]*/[^ ]*")
_WORD = re.compile(r"\w+")
# Tables whose words are only looked for as parts of patterns, unless they are named.
_IN_PATTERNS = ("giving", "filler")
_SECOND = re.compile(r"\W+(\w+)")
# Other words among those of a phrase hold no number: what stands before one says nothing of what is behind it.
_ANY = r"(?:[^\s,;.:()0-9]+ ){0,3}?"


class Cue(NamedTuple):
    """Words found in a text that say a code."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class _Phrase:
    """Words of a code; `pattern` where others may stand among them."""

    text: str
    table: str
    code: str
    pattern: re.Pattern[str] | None

    def end_at(self, text: str, start: int) -> int:
        """Where the words end that begin at a place; 0 where others stand there."""
        if self.pattern is not None:
            found = self.pattern.match(text, start)
            return found.end() if found else 0
        end = start + len(self.text)
        return end if text.startswith(self.text, start) and not _WORD.match(text, end) else 0


# Phrases by their first word and by their second one, '' where that may be any; the longest first.
Index = Mapping[str, Mapping[str, Sequence[_Phrase]]]


@cache
def rules() -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of `rules.toml`: words by code."""
    text = resources.files("analysis.prose").joinpath("rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def listed(table: str, code: str) -> tuple[str, ...]:
    """All spellings of the words of a code."""
    return tuple(spelled for phrase in rules()[table][code] for spelled in spellings(phrase))


def either(table: str, code: str) -> str:
    """A pattern of any of the words of a code."""
    return f"(?:{'|'.join(map(re.escape, listed(table, code)))})"


@cache
def phrases_of(*tables: str) -> Index:
    """The phrases of some tables of `rules.toml` by their first two words; of all where none is named."""
    by_first: dict[str, list[_Phrase]] = {}
    for table in tables or (one for one in rules() if one not in _IN_PATTERNS):
        for code, phrases in rules()[table].items():
            for phrase in phrases:
                for spelled in spellings(phrase):
                    first = spelled.split(" ")[0].rstrip(",:")
                    by_first.setdefault(first, []).append(_phrase(spelled, table, code))
    return {first: _by_second(same) for first, same in by_first.items()}


def _by_second(phrases: Sequence[_Phrase]) -> dict[str, list[_Phrase]]:
    """Phrases with one first word by their second word; those of one word, or of any second one, are everywhere."""
    seconds = {phrase: _second(phrase.text) for phrase in phrases}
    longest_first = sorted(phrases, key=lambda phrase: -len(phrase.text))
    return {
        second: [phrase for phrase in longest_first if seconds[phrase] in ("", second)]
        for second in {"", *seconds.values()}
    }


def _second(text: str) -> str:
    """The second word of a phrase; '' where there is none, or any."""
    words = [word for word in re.split(r"[^\w*]+", text) if word]
    return words[1] if len(words) > 1 and words[1] != "*" else ""


def _phrase(spelled: str, table: str, code: str) -> _Phrase:
    pattern = None
    if "*" in spelled:
        pattern = re.compile(re.escape(spelled).replace(re.escape("* "), _ANY) + r"\b")
    return _Phrase(spelled, table, code, pattern)


def cues_in(words: Words) -> dict[str, list[Cue]]:
    """The words of all tables that a folded text holds, by table, in their order.

    The longest words at a place win within their table, and none of its words begins inside another.
    """
    text, index = words.text, phrases_of()
    found: dict[str, list[Cue]] = {}
    ends: dict[str, int] = {}
    for start, word, second in zip(
        words.starts, words.listed, [*words.listed[1:], ""], strict=True
    ):
        phrases = index.get(word)
        if phrases is None:
            continue
        for phrase in phrases.get(second) or phrases[""]:
            if phrase.pattern is None and not text.startswith(phrase.text, start):
                continue
            if ends.get(phrase.table, 0) > start:
                continue
            end = phrase.end_at(text, start)
            if end:
                ends[phrase.table] = end
                found.setdefault(phrase.table, []).append(Cue(start, end, phrase.code))
    return found


def cue_at(text: str, start: int, table: str) -> Cue | None:
    """The words of a table that stand right at a place of a folded text."""
    word = _WORD.match(text, start)
    if word is None:
        return None
    phrases = phrases_of(table).get(word[0])
    if phrases is None:
        return None
    following = _SECOND.match(text, word.end())
    for phrase in phrases.get(following[1] if following else "") or phrases[""]:
        end = phrase.end_at(text, start)
        if end:
            return Cue(start, end, phrase.code)
    return None


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
