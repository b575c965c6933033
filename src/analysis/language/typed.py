"""What people type: no numeral, no word of direction or rank in a narrative note or a notebook.

Free are quotations in “…” and, in double brackets, periods, dates, citations and codes
(`language.digits`). The list of words is closed and stands in the user guide; the text is compared
in NFC, whole words, capitals like small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.language.digits import has_digit
from analysis.language.directions import COMPOUNDS, DIRECTIONS, wrong_way
from analysis.language.marks import (
    FREE,
    MarkError,
    Token,
    claim_mark,
    exempt_kind,
    is_claim,
    tokens,
    value_mark,
)
from analysis.language.printed_units import MONEY_SCALES

ANY = "…"

_BLANK = r"\s+"


def _pattern(words: Iterable[str]) -> str:
    texts = []
    for word in words:
        text = re.escape(word).replace(ANY, rf"(?:\w+{_BLANK}){{0,2}}\w+")
        texts.append(text.replace(r"\ ", _BLANK))
    # the longest first, so that none hides another that begins with it
    return "|".join(sorted(texts, key=len, reverse=True))


_DIRECTION = re.compile(
    rf"(?<!\w)(?:(?:{_pattern(COMPOUNDS)})(?!\w)|(?P<word>{_pattern(DIRECTIONS)})(?!\w))",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[^\s(“\"]+")
_MARKED = re.compile(rf"\{{[^{{}}]*\}}|{FREE.pattern}")
_ATTRIBUTES = re.compile(r"^(#+ .*?)(\{[^{}]*\})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Slip:
    """A typed numeral (kind `number`), word (`direction`) or a mark that is none (`mark`), with its offset."""

    kind: str
    text: str
    start: int


def slips(text: str, start: int = 0) -> Iterator[Slip]:
    """What is typed in plain text that has no quotation and no mark in it."""
    for match in _NUMERAL.finditer(text):
        numeral = match.group()
        if has_digit(numeral):
            yield Slip("number", numeral.rstrip(".,;:!?)…”"), start + match.start())
    for match in _DIRECTION.finditer(text):
        if match["word"]:
            yield Slip("direction", match["word"], start + match.start())


def note_slips(text: str) -> Iterator[Slip]:
    """What is wrong in a note, whose marks print values."""
    try:
        parts = tokens(text)
    except MarkError as error:
        yield Slip("mark", str(error), error.start)
        yield from slips(_MARKED.sub(_blanks, text))
        parts = whole_marks(text)
    for token in parts:
        if token.kind == "text":
            yield from slips(token.text, token.start)
        elif token.kind != "quote":
            yield from _slips_of(token)


def _blanks(match: re.Match[str]) -> str:
    """As many blanks as letters, so that offsets stay."""
    return " " * len(match.group())


def whole_marks(text: str) -> list[Token]:
    """The marks in braces of a note that has others without their partner."""
    marks = []
    for match in _MARKED.finditer(text):
        inside = match.group()
        if inside.startswith("{") and inside != "{}":
            marks.append(Token("mark", inside[1:-1], match.start()))
    return marks


def sound_marks(text: str) -> list[Token]:
    """The marks of a note that have the form of one, whatever else is wrong in it."""
    try:
        marks = [token for token in tokens(text) if token.kind == "mark"]
    except MarkError:
        marks = whole_marks(text)
    return [mark for mark in marks if not list(_slips_of(mark))]


def _slips_of(mark: Token) -> Iterator[Slip]:
    """What is wrong with one mark: its form, or a word that its condition contradicts."""
    try:
        if mark.kind == "exempt":
            exempt_kind(mark.text)
        elif is_claim(mark.text):
            claim = claim_mark(mark.text)
            wrong = wrong_way(claim.words, claim.operator)
            if wrong:
                yield Slip("mark", f"{{{mark.text}}}: {wrong}", mark.start)
        else:
            value_mark(mark.text, tuple(MONEY_SCALES))
    except ValueError as error:
        yield Slip("mark", str(error), mark.start)


def notebook_slips(text: str) -> Iterator[Slip]:
    """What is wrong in a Markdown cell.

    A heading's attributes are no prose, and there are no marks of values.
    """
    text = _ATTRIBUTES.sub(lambda match: match[1] + " " * len(match[2]), text)
    end = 0
    for match in FREE.finditer(text):
        yield from slips(text[end : match.start()], end)
        end = match.end()
        if match[1] is not None:
            yield from _slips_of(Token("exempt", match[1], match.start()))
    yield from slips(text[end:], end)
