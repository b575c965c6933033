"""`rules.toml` as patterns: which words say what, in the folded spelling of `plain`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from analysis.packaged import packaged_table
from analysis.prose.plain import folded_words
from analysis.prose.words import Words

_OPTION = re.compile(r"\(([^)]*)\) ?")
_CHOICE = re.compile(r"[^ ]*/[^ ]*")
_WORD = re.compile(r"\w+")
# Tables whose words are only looked for as parts of patterns, unless they are named.
_IN_PATTERNS = ("giving", "filler")
_GAP = re.compile(r"\W+")
# Other words among those of a phrase hold no number: what stands before one says nothing of what is behind it.
_ANY = r"(?:[^\s,;.:()0-9]+ ){0,3}?"


class Cue(NamedTuple):
    """Words found in a text that say a code."""

    start: int
    end: int
    code: str


class _Phrase(NamedTuple):
    """Words of a code; `pattern` where others may stand among them, `is_word` where they are one."""

    text: str
    table: str
    code: str
    pattern: re.Pattern[str] | None
    is_word: bool

    def end_at(self, text: str, start: int) -> int:
        """Where the words end whose first ones stand at a place; 0 where the signs between are others."""
        if self.pattern is not None:
            found = self.pattern.match(text, start)
            return found.end() if found else 0
        return start + len(self.text) if text.startswith(self.text, start) else 0


class _Node:
    """What phrases have in common: `ended` are those that end here or before, the longest first."""

    __slots__ = ("ended", "following")

    def __init__(self, ended: Sequence[_Phrase] = ()) -> None:
        self.ended = ended
        self.following: dict[str, _Node] = {}


@cache
def rules() -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of `rules.toml`: words by code."""
    return packaged_table("prose/rules.toml")


@cache
def listed(table: str, code: str) -> tuple[str, ...]:
    """All spellings of the words of a code."""
    return tuple(spelled for phrase in rules()[table][code] for spelled in spellings(phrase))


def either(table: str, code: str) -> str:
    """A pattern of any of the words of a code."""
    return f"(?:{'|'.join(map(re.escape, listed(table, code)))})"


@cache
def fillers(code: str) -> re.Pattern[str]:
    """A pattern of signs and the words of a list of `filler`, as many as stand there."""
    return re.compile(rf"\W*(?:{either('filler', code)}\W+)*")


@cache
def _phrases_of(*tables: str) -> _Node:
    """The phrases of some tables of `rules.toml`, of all where none is named, word behind word."""
    phrases = [
        _phrase(spelled, table, code)
        for table in tables or (one for one in rules() if one not in _IN_PATTERNS)
        for code in rules()[table]
        for spelled in listed(table, code)
    ]
    root = _Node()
    for phrase in sorted(phrases, key=lambda phrase: len(phrase.text)):
        node = root
        for word in _fixed_words(phrase.text):
            # what is longer is added later
            node = node.following.setdefault(word, _Node(node.ended))
        _add(node, phrase)
    return root


def _add(node: _Node, phrase: _Phrase) -> None:
    """Add a phrase, than which no other is longer yet, where it ends and to what goes on from there."""
    same = sum(len(one.text) == len(phrase.text) for one in node.ended)
    node.ended = (*node.ended[:same], phrase, *node.ended[same:])
    for further in node.following.values():
        _add(further, phrase)


def _fixed_words(text: str) -> list[str]:
    """The words of a phrase, up to where others may stand."""
    return _WORD.findall(text.partition("*")[0])


def _phrase(spelled: str, table: str, code: str) -> _Phrase:
    pattern = None
    if "*" in spelled:
        pattern = re.compile(re.escape(spelled).replace(re.escape("* "), _ANY) + r"\b")
    elif not spelled[-1].isalnum():
        pattern = re.compile(re.escape(spelled) + r"(?!\w)")
    return _Phrase(spelled, table, code, pattern, _WORD.fullmatch(spelled) is not None)


def cues_in(words: Words) -> dict[str, list[Cue]]:
    """The words of all tables that a folded text holds, by table, in their order.

    The longest words at a place win within their table, and none of its words begins inside another.
    """
    text, listed_words, first = words.text, [*words.listed, ""], _phrases_of().following
    found: dict[str, list[Cue]] = defaultdict(list)
    ends: dict[str, int] = defaultdict(int)
    for number, (start, word) in enumerate(zip(words.starts, words.listed, strict=True), 1):
        node = first.get(word)
        if node is None:
            continue
        behind = number
        while further := node.following.get(listed_words[behind]):
            node = further
            behind += 1
        for phrase in node.ended:
            said, table, code, pattern, is_word = phrase
            if ends[table] > start:
                continue
            if is_word or (pattern is None and text.startswith(said, start)):
                end = start + len(said)
            else:
                end = phrase.end_at(text, start) if pattern else 0
            if end:
                ends[table] = end
                found[table].append(Cue(start, end, code))
    return dict(found)


def cue_at(text: str, start: int, table: str) -> Cue | None:
    """The words of a table that stand right at a place of a folded text."""
    word = _WORD.match(text, start)
    node = _phrases_of(table)
    while word and (further := node.following.get(word[0])):
        node = further
        if not node.following:
            break
        gap = _GAP.match(text, word.end())
        word = _WORD.match(text, gap.end()) if gap else None
    for phrase in node.ended:
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
