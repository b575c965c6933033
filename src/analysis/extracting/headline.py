"""A headline repeats a number of the text below it, with fewer words: it means what that one means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.extracting.meaning import Meaning
from analysis.prose.scopes import Context


def with_headline(context: Context, known: Sequence[Meaning]) -> list[Meaning]:
    """Meanings, those of a headline as those of the same number behind it, but for what the headline says itself."""
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
