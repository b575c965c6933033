"""Paragraphs, sentences and their parts in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.prose.plain import PARAGRAPH, Plain

LONGEST = 3000
# Patterns that begin with their signs are found far quicker than those that first look at what stands before.
_END = re.compile(
    r"[.!?…](?:[.!?…]*[\"”»)]* |(?<=[^\W\d_]{2}\.|[\w ]%\.|[^\W\d_] \.|% \.)(?=[^\W\d_]))"
)
_SHORT = re.compile(
    r"(?:(?<!\w)(?:tp|ths|ts|pgs|gs|ks|cn|tx|tt|kv|st|đ/c|v\.v|ng|tr|p|q|h|x|mr|ms)"
    r"|(?<![^\s])(?<!quý )(?<!tháng )(?<!thứ )(?:[0-9]{1,2}|[ivx]{1,4}))$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence from `start` to `end` in the folded text; paragraphs and sentences are counted from 1."""

    start: int
    end: int
    paragraph: int
    number: int


def sentences(plain: Plain, text: str) -> list[Sentence]:
    """The sentences of a folded text; `text` is as read, whose capitals tell where one begins."""
    found: list[Sentence] = []
    start = 0
    paragraph = 0
    for line in plain.text.split(PARAGRAPH):
        if line.strip():
            paragraph += 1
            for first, last in _parts(plain, text, start, start + len(line)):
                found.append(Sentence(first, last, paragraph, len(found) + 1))
        start += len(line) + 1
    return found


def _parts(plain: Plain, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(plain.text, start, end):
        following = text[plain.at[match.end()]] if match.end() < end else ""
        begins = following.isupper() or following.isdigit() or following in '"“«(-+•'
        is_short = match[0].startswith(".") and _SHORT.search(
            plain.text[start : match.start()][-8:]
        )
        is_glued = not match[0].endswith(" ")
        # "nghiệm thu.Năm 2023" wants a blank; the number of a paper "UBND.CN" has none
        if is_glued and text[plain.at[match.start() - 1]].isupper():
            continue
        if begins and not is_short:
            yield from _cut(plain.text, start, match.end() - (not is_glued))
            start = match.end()
    if start < end:
        yield from _cut(plain.text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one that no writer writes, a table or a line without signs, in pieces that end at a blank."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        middle = blank if blank > start else start + LONGEST
        yield start, middle
        start = middle
    yield start, end
