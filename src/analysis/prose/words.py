"""The words of a folded text and their places, looked for once by all that looks for words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

_BETWEEN = re.compile(r"(\W+)")


class Sought:
    """A pattern that a text is looked through for once.

    `firsts` are the words that it begins with, where these are known: it is looked for nowhere else.
    """

    def __init__(self, pattern: str, firsts: Iterable[str] = ()) -> None:
        self.pattern = re.compile(pattern)
        self.firsts = tuple(firsts)


class Words:
    """The words of a folded text in their order; `starts[i]` is where `listed[i]` begins.

    A text that begins or ends with a sign has an empty word there.
    """

    def __init__(self, text: str) -> None:
        pieces = _BETWEEN.split(text)
        self.text = text
        self.listed: Sequence[str] = pieces[::2]
        self.starts: Sequence[int] = [0, *accumulate(map(len, pieces))][:-1:2]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = defaultdict(list)
        for start, word in zip(self.starts, self.listed, strict=True):
            places[word].append(start)
        return dict(places)

    def places_of(self, firsts: Iterable[str]) -> list[int]:
        """Where one of some words stands, in the order of the text."""
        places = self.places
        return sorted(place for word in firsts if word in places for place in places[word])

    def found(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """What a pattern finds that can only begin at some places, one behind the other."""
        end = 0
        for place in places:
            if place >= end and (match := pattern.match(self.text, place)):
                yield match
                end = match.end()
