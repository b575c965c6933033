"""Where words about a quantity stand: behind it, before it, in its part of the sentence, at the sentence's head."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from analysis.prose.periods import Said, periods
from analysis.prose.plain import PARAGRAPH
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.sentences import Sentence
from analysis.prose.words import Sought, Words

_CUT = re.compile(
    r",(?![0-9])|;|\(|\)| và (?!vừa|nhỏ)| trong đó| còn (?!lại)| so với| - (?!tiểu thủ|xây dựng)|: "
)
_CLAUSE = re.compile(r";| - (?=\w)(?!tiểu thủ|xây dựng)")
_BRACKET = re.compile(r" ?\(([^()]*)\)")
LONGEST_HEADING = 120
_BULLETS = " -+•*●▪◦"
Range = tuple[int, int]


class Around(NamedTuple):
    """The ranges of text around a quantity in which words about it are looked for.

    `number` is that of its sentence, and `last` the end of the last quantity of that.
    """

    behind: Range
    before: Range
    clause: Range
    preface: Range
    rest: Range
    sentence: Range
    number: int
    last: int


class Context:
    """A folded text with its sentences and quantities, and the words of `rules.toml` in it.

    `is_capital` says whether a letter of the folded text was a capital; none stands behind its end.
    """

    def __init__(
        self,
        words: Words,
        sentences: Sequence[Sentence],
        found: Sequence[Quantity],
        cues: Mapping[str, list[Cue]],
        is_capital: Callable[[int], bool],
    ) -> None:
        self.words = words
        self.text = words.text
        self.is_capital = is_capital
        self.sentences = sentences
        self.found = found
        # behind the last start stands one that no range reaches
        self._cues = {
            table: (listed, [*(cue.start for cue in listed), sys.maxsize])
            for table, listed in cues.items()
        }
        self._sought: dict[Sought, tuple[list[re.Match[str]], list[int]]] = {}
        self._of_sentences: dict[int, list[Said]] = {}
        self._starts = [sentence.start for sentence in sentences]

    def cues(self, table: str, where: Range) -> list[Cue]:
        """The words of a table that lie in a range, in their order."""
        known = self._cues.get(table)
        if known is None:
            return []
        (cues, starts), (start, end) = known, where
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        last = bisect_left(starts, end, first)
        # they do not overlap: only the last one may end behind the range
        if cues[last - 1].end > end:
            last -= 1
        return cues[first:last]

    def first(self, table: str, where: Range) -> Cue | None:
        """The first word of a table in a range that says something."""
        for cue in self.cues(table, where):
            if cue.code != "neutral":
                return cue
        return None

    def told(self, cue: Cue) -> str:
        """The words themselves."""
        return self.text[cue.start : cue.end]

    def seek(self, sought: Sought, where: Range) -> re.Match[str] | None:
        """The first words of a pattern that lie in a range."""
        known = self._sought.get(sought)
        if known is None:
            matches = list(self._matches(sought))
            known = self._sought[sought] = matches, [match.start() for match in matches]
        matches, starts = known
        place = bisect_left(starts, where[0])
        is_found = place < len(starts) and matches[place].end() <= where[1]
        return matches[place] if is_found else None

    def _matches(self, sought: Sought) -> Iterator[re.Match[str]]:
        if sought.firsts:
            return self.words.found(sought.pattern, self.words.places_of(sought.firsts))
        return sought.pattern.finditer(self.text)

    def has_between(self, start: int, end: int) -> bool:
        """Whether a quantity begins in a range."""
        return bisect_left(self._found_starts, start) < bisect_left(self._found_starts, end)

    def is_behind_number(self, place: int) -> bool:
        """Whether a quantity ends at a place, or a blank before it."""
        return place in self._found_ends or place - 1 in self._found_ends

    @cached_property
    def _found_ends(self) -> set[int]:
        return {quantity.end for quantity in self.found}

    def found_in(self, where: Range) -> list[Quantity]:
        """The quantities that begin in a range."""
        return [self.found[index] for index in self.indexes_in(where)]

    def indexes_in(self, where: Range) -> range:
        """The numbers of the quantities that begin in a range."""
        starts = self._found_starts
        return range(bisect_left(starts, where[0]), bisect_left(starts, where[1]))

    @cached_property
    def _found_starts(self) -> list[int]:
        return [quantity.start for quantity in self.found]

    @cached_property
    def periods(self) -> list[Said]:
        """All periods of the text."""
        return periods(self.words)

    def periods_in(self, where: Range) -> list[Said]:
        """The periods that begin in a range."""
        return [said for said in self.said_in(where) if said.period]

    def periods_of(self, number: int) -> list[Said]:
        """The periods that the sentence with this number says, looked for once."""
        known = self._of_sentences.get(number)
        if known is None:
            known = self._of_sentences[number] = self.periods_in(self.range_of(number))
        return known

    def said_in(self, where: Range) -> list[Said]:
        """All that looks like a period and begins in a range."""
        starts = self._period_starts
        return self.periods[bisect_left(starts, where[0]) : bisect_left(starts, where[1])]

    @cached_property
    def _period_starts(self) -> list[int]:
        return [said.start for said in self.periods]

    def range_of(self, number: int) -> Range:
        """Where the sentence with this number stands."""
        sentence = self.sentences[number]
        return sentence.start, sentence.end

    def is_line(self, number: int) -> bool:
        """Whether a sentence is a short line of its own without a full stop."""
        start, end = self.range_of(number)
        return (
            end - start <= LONGEST_HEADING
            and self.text[end - 1] not in '.!?…"'
            and self.text[start - 1 : start] in ("", PARAGRAPH)
            and self.text[end : end + 1] in ("", PARAGRAPH)
        )

    def is_heading(self, number: int) -> bool:
        """Whether a sentence is a heading: a line of its own without quantities."""
        place = bisect_left(self.headings, number)
        return place < len(self.headings) and self.headings[place] == number

    @cached_property
    def headings(self) -> list[int]:
        """The numbers of all headings."""
        return [
            number
            for number in range(len(self.sentences))
            if self.is_line(number) and not self.has_between(*self.range_of(number))
        ]

    def sentence_of(self, place: int) -> int:
        """The index of the sentence in which a place lies."""
        return (bisect_right(self._starts, place) or 1) - 1

    def clause_end(self, around: Around) -> int:
        """Where the part of a sentence ends in which a quantity stands."""
        place = bisect_left(self._break_starts, around.clause[1])
        is_inside = place < len(self._breaks) and self._breaks[place][1] <= around.sentence[1]
        return self._breaks[place][0] if is_inside else around.sentence[1]

    @cached_property
    def _breaks(self) -> list[Range]:
        """The signs between the parts of sentences."""
        return [match.span() for match in _CLAUSE.finditer(self.text)]

    @cached_property
    def _break_starts(self) -> list[int]:
        return [start for start, _ in self._breaks]

    @cached_property
    def arounds(self) -> list[Around]:
        """The ranges around each quantity; both of a range, and of "01/02 đề án", have what stands around the two."""
        arounds = list(self._arounds())
        for index, quantity in enumerate(self.found):
            if quantity.place in ("low", "done"):
                first, second = arounds[index], arounds[index + 1]
                arounds[index] = first._replace(behind=second.behind, rest=second.rest)
                before = first.before[0], second.before[1]
                arounds[index + 1] = second._replace(before=before, preface=first.preface)
        return arounds

    @cached_property
    def _cuts(self) -> list[Range]:
        """Signs and words that part a sentence, but for those inside the name of an activity or of what is counted."""
        inside = [
            place
            for table in ("activity", "noun")
            for cue in self.cues(table, (0, len(self.text)))
            if "," in self.text[cue.start : cue.end]
            for place in range(cue.start, cue.end)
        ]
        named = set(inside)
        return [match.span() for match in _CUT.finditer(self.text) if match.start() not in named]

    def _arounds(self) -> Iterator[Around]:
        firsts: dict[int, int] = {}
        lasts: dict[int, int] = {}
        for quantity in self.found:
            number = self.sentence_of(quantity.start)
            firsts.setdefault(number, quantity.start)
            lasts[number] = quantity.end
        starts = [start for start, _ in self._cuts]
        begin = 0
        for index, quantity in enumerate(self.found):
            number = self.sentence_of(quantity.start)
            sentence = self.sentences[number]
            begin = max(begin, sentence.start)
            end = sentence.end
            if index + 1 < len(self.found):
                end = min(end, self.found[index + 1].start)
            yield Around(
                behind=self._behind(quantity, starts, end),
                before=(self._before(quantity, starts, begin), quantity.start),
                clause=(self._clause(quantity, sentence), quantity.start),
                preface=(sentence.start, min(firsts[number], quantity.start)),
                rest=(quantity.end, end),
                sentence=(sentence.start, sentence.end),
                number=number,
                last=lasts[number],
            )
            begin = quantity.end

    def _before(self, quantity: Quantity, starts: list[int], begin: int) -> int:
        """Where the words right before a quantity begin, no earlier than `begin`."""
        cut = bisect_left(starts, quantity.start) - 1
        if cut >= 0 and self._stands_between(quantity, cut):
            cut -= 1
        return max(begin, self._cuts[cut][1]) if cut >= 0 else begin

    def _stands_between(self, quantity: Quantity, cut: int) -> bool:
        """Whether a sign parts a label and its number: "Nguồn quốc gia: 2 tỷ đồng"."""
        start, end = self._cuts[cut]
        return self.text[start] == ":" and not self.text[end : quantity.start].strip(" ~")

    def _behind(self, quantity: Quantity, starts: list[int], end: int) -> Range:
        bracket = _BRACKET.match(self.text, quantity.end)
        if bracket and bracket.end() <= end:
            return bracket.start(1), bracket.end(1)
        line = self.text.rfind(PARAGRAPH, 0, quantity.start) + 1
        if self.text.startswith(": ", quantity.end) and not self.text[line : quantity.start].strip(
            _BULLETS
        ):
            return quantity.end, end
        cut = bisect_left(starts, quantity.end)
        if cut < len(starts):
            end = min(end, starts[cut])
        return quantity.end, max(end, quantity.end)

    def _clause(self, quantity: Quantity, sentence: Sentence) -> int:
        """Where the part of a sentence begins in which a quantity stands."""
        # the dash of a range, right before its end, parts nothing
        dash = len(" - ") if self.text.endswith(" - ", 0, quantity.start) else 0
        place = bisect_left(self._break_starts, quantity.start - dash) - 1
        is_inside = place >= 0 and self._breaks[place][0] >= sentence.start
        return self._breaks[place][1] if is_inside else sentence.start


def last_of(cues: Sequence[Cue], skipped: Sequence[str] = ("neutral",)) -> Cue | None:
    """The last word that says something."""
    for cue in reversed(cues):
        if cue.code not in skipped:
            return cue
    return None


def first_of(cues: Sequence[Cue], skipped: Sequence[str] = ("neutral",)) -> Cue | None:
    """The first word that says something."""
    for cue in cues:
        if cue.code not in skipped:
            return cue
    return None
