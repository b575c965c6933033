"""A text to its quantities: fold it, find sentences, numbers and their meaning."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.extracting.meaning import Meaning, meanings
from analysis.extracting.sums import (
    Impossible,
    Rate,
    Sum,
    impossible_parts,
    near_misses,
    rates_of,
    sums_of,
    with_sums,
)
from analysis.language.numbers import exact_text
from analysis.prose.enumerations import Unread, unread_before
from analysis.prose.fund_words import (
    with_both,
    with_places,
    without_budgets,
    without_helped,
    without_names,
)
from analysis.prose.hedges import with_hedges
from analysis.prose.offices import without_offices
from analysis.prose.plain import plain_of
from analysis.prose.quantities import Quantity, bare_scales, quantities
from analysis.prose.rules import cues_in
from analysis.prose.scopes import Context
from analysis.prose.sentences import Sentence, sentences
from analysis.prose.words import Words
from analysis.statuses.words import STATED, stated

UNREAD = "trước số này còn số cùng đơn vị chưa đọc"


@dataclass(frozen=True)
class Extracted:
    """A quantity with its meaning; `start` and `end` are code points of the text, `sentence` is its own."""

    start: int
    end: int
    text: str
    quantity: Quantity
    meaning: Meaning
    sentence: Sentence

    @property
    def is_sure(self) -> bool:
        """Whether nothing about it has to be looked at."""
        return not self.meaning.doubts

    @property
    def record(self) -> dict[str, object]:
        """The line of `trich.jsonl`."""
        meaning = self.meaning
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": exact_text(self.quantity.value),
            "unit": self.quantity.unit,
            "bound": self.quantity.bound,
            "measure": meaning.measure,
            "fund": meaning.fund,
            "activity": meaning.activity or None,
            "beneficiary": meaning.beneficiary or None,
            "period": list(meaning.period) if meaning.period else None,
            "status": meaning.status,
            "role": meaning.role,
        }


@dataclass(frozen=True)
class Extraction:
    """A text in NFC with all that was found in it.

    `unbounded` are scale words without a number, `unread` numbers whose unit only stands at a quantity behind
    them, by the number of that; `sums`, `misses`, `impossible` and `rates` name quantities by number.
    """

    text: str
    quantities: tuple[Extracted, ...]
    unbounded: tuple[tuple[int, int], ...]
    sentences: tuple[str, ...]
    unread: tuple[tuple[int, Unread], ...] = ()
    sums: tuple[Sum, ...] = ()
    misses: tuple[Sum, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    rates: tuple[Rate, ...] = ()


def extract(text: str) -> Extraction:
    """The quantities of a text and what they mean."""
    composed = unicodedata.normalize("NFC", text)
    plain = plain_of(composed)
    parts = sentences(plain, composed)
    words = Words(plain.text)
    cues = cues_in(words)
    read = list(with_hedges(plain.text, quantities(words), cues.get("hedge", ())))
    unread = [unread_before(plain.text, one) for one in read]
    found = [
        replace(one, doubt=one.doubt or UNREAD) if listed else one
        for one, listed in zip(read, unread, strict=True)
    ]

    def is_capital(place: int) -> bool:
        return place < len(plain.text) and composed[plain.at[place]].isupper()

    cues.update(without_offices(plain.text, cues, is_capital))
    said = without_names(plain.text, cues.get("fund", ()))
    said = without_helped(plain.text, said, found)
    said = without_budgets(plain.text, said, cues.get("other_aim", ()), parts)
    said = with_places(plain.text, said)
    cues["fund"] = with_both(plain.text, said, cues.get("turn", ()))
    cues[STATED] = stated(plain.text, cues.get("status", ()), found)
    context = Context(words, parts, found, cues, is_capital)
    first = _with_headline(context, meanings(context))
    sums = sums_of(context, first)
    known = with_sums(first, sums)
    misses = near_misses(context, known, sums)
    extracted = []
    for quantity, meaning in zip(found, known, strict=True):
        start, end = plain.span(quantity.start, quantity.end)
        sentence = parts[context.sentence_of(quantity.start)]
        extracted.append(Extracted(start, end, composed[start:end], quantity, meaning, sentence))
    unbounded = tuple(plain.span(*span) for span in bare_scales(words))
    evidence = (
        tuple(sums),
        tuple(misses),
        tuple(impossible_parts(context, known)),
        tuple(rates_of(context, known, sums)),
    )
    told = tuple(_sentence_text(composed, plain.span(one.start, one.end)) for one in parts)
    listed = tuple(
        (number, Unread(*plain.span(one.start, one.end), one.numbers))
        for number, one in enumerate(unread)
        if one is not None
    )
    return Extraction(composed, tuple(extracted), unbounded, told, listed, *evidence)


def _with_headline(context: Context, known: Sequence[Meaning]) -> list[Meaning]:
    """Meanings, those of a headline as those of the same number behind it, but for what the headline says itself.

    A headline repeats a number of the text below it, with fewer words.
    """
    better = list(known)
    if not context.sentences or context.text[: context.sentences[0].end].endswith((".", ":", ";")):
        return better
    end = context.sentences[0].end
    says_period = bool(context.periods_in((0, end)))
    says_status = any(cue.code != "neutral" for cue in context.cues("status", (0, end)))
    for number, quantity in enumerate(context.found):
        if quantity.start >= end:
            break
        for later in range(number + 1, len(context.found)):
            other = context.found[later]
            is_same = (other.base, other.kind, other.measure) == (
                quantity.base,
                quantity.kind,
                quantity.measure,
            )
            is_same &= not says_period or known[later].period == known[number].period
            is_same &= not says_status or known[later].status == known[number].status
            if other.start >= end and is_same:
                better[number] = replace(known[later], role=known[number].role)
                break
    return better


def _sentence_text(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].split())


def jsonl(extracted: Sequence[Extracted]) -> str:
    """`trich.jsonl`: a quantity a line."""
    return "".join(json.dumps(one.record, ensure_ascii=False) + "\n" for one in extracted)
