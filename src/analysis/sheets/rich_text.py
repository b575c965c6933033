"""Texts of several runs from their XML: at once where it is plain, by the parser where it is not.

A string of runs has ten times the tags of its text; most are the same fonts again and again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from analysis.sheets.plain_cells import hides_tags
from analysis.sheets.runs import RUN_TAGS, Run
from analysis.sheets.xlsx_parts import Styles
from analysis.sheets.xml_reading import local, parse

# Without one of these no run is struck, hidden, raised or white.
_FONT_WORDS = (
    b"strike", b"vanish", b"vertAlign",
    b"FFFFFF", b"ffffff", b'theme="0', b"theme='0", b'indexed="', b"indexed='",
)  # fmt: skip
# Numbers of letters under 160 are refused or mean another letter in XML than in HTML.
_REFERENCE = re.compile("&(?:lt|gt|amp|quot|apos|#(?:1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}));")
_REFERENCES = re.compile(f"[^&]*(?:{_REFERENCE.pattern}[^&]*)*")
# What stands before the letters of a run: its font, if it has one of its own.
_HEAD = re.compile(rb'<r>(?:<rPr>((?:<(?!/rPr>)[^<>]*>)*)</rPr>)?<t(?: xml:space="preserve")?')
_RUN_END = b"</t></r>"


class Strings:
    """Texts of several runs by number, each read when a cell first asks for it."""

    def __init__(self, xml: Mapping[int, bytes], parsed: dict[int, list[Run]]) -> None:
        self._xml = xml
        self._parsed = parsed

    def get(self, number: int) -> list[Run]:
        """The runs of a text; none where it has no font that could be struck, hidden, raised or white.

        Raises as `scan_sheet` does.
        """
        runs = self._parsed.get(number)
        if runs is None:
            xml = self._xml.get(number)
            runs = self._parsed[number] = [] if xml is None else _runs(xml)
        return runs

    def numbers(self) -> set[int]:
        """The numbers of the texts that have runs."""
        return self._xml.keys() | self._parsed.keys()


def shared_strings(xml: bytes, styles: Styles) -> Strings:
    """The runs of the shared strings; raises as `scan_sheet` does."""
    if not styles.struck and not _may_say_fonts(xml):
        return Strings({}, {})
    if not _is_plain(xml):
        return Strings({}, _parsed(xml))
    found: dict[int, bytes] = {}
    for number, string in enumerate(xml.split(b"<si>")[1:]):
        # A run without a word of its font says nothing but where the cell is struck.
        if b"<r>" in string and (styles.struck or _may_say_fonts(string)):
            found[number] = string.partition(b"</si>")[0]
    return Strings(found, {})


def _may_say_fonts(xml: bytes) -> bool:
    return any(word in xml for word in _FONT_WORDS)


def without_inline_runs(xml: bytes) -> tuple[bytes, Strings]:
    """A sheet with a number in place of the runs of each cell that holds some itself, and the runs by number."""
    if b"<is><r>" not in xml or b"<is n" in xml or hides_tags(xml):
        return xml, Strings({}, {})
    first, *parts = xml.split(b"<is><r>")
    found: dict[int, bytes] = {}
    left = [first]
    for number, part in enumerate(parts):
        runs, _, rest = part.partition(b"</is>")
        found[number] = b"<r>" + runs
        left.append(b'<is n="%d"/>' % number)
        left.append(rest)
    return b"".join(left), Strings(found, {})


def _is_plain(xml: bytes) -> bool:
    """Whether every shared string stands between bare tags, so that they can be told apart without a parser."""
    if hides_tags(xml) or any(sign in xml for sign in (b"<si ", b"<si/", b":si>")):
        return False
    return xml.count(b"<si>") == xml.count(b"</si>")


def _runs(xml: bytes) -> list[Run]:
    """The runs of one string."""
    *parts, rest = xml.split(_RUN_END)
    runs: list[Run] = []
    for part in parts:
        head, _, letters = part.rpartition(b">")
        font = _font(head)
        if font is None or b"<" in letters or b"\r" in letters:
            break
        text = letters.decode()
        if "&" in text:
            if not _REFERENCES.fullmatch(text):
                break
            text = _REFERENCE.sub(_letter, text)
        runs.append(replace(font, text=text))
    if not rest and len(runs) == len(parts):
        return runs
    return _parsed(b"<sst><si>%b</si></sst>" % xml).get(0, [])


def _letter(reference: re.Match[str]) -> str:
    return _unescaped(reference[0])


_unescaped = lru_cache(maxsize=1024)(html.unescape)


@lru_cache(maxsize=1024)
def _font(head: bytes) -> Run | None:
    """A run without text of the font that stands before the letters of a run; None where that is not plain."""
    if not _HEAD.fullmatch(head):
        return None
    return _parsed(b"<sst><si>%b>%b</si></sst>" % (head, _RUN_END))[0][0]


def _parsed(xml: bytes) -> dict[int, list[Run]]:
    handler = _StringsHandler()
    parse(xml, handler.start, handler.end, handler.characters)
    return handler.strings


class _StringsHandler:
    def __init__(self) -> None:
        self.strings: dict[int, list[Run]] = {}
        self._number = -1
        self._runs = list[Run]()
        self._text = list[str]()
        self.characters = self._text.append
        self._is_phonetic = False

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """Note that a string, a run or its text begins."""
        tag = local(name)
        if tag == "si":
            self._number += 1
            self._runs = []
        elif tag == "r":
            self._runs.append(Run())
        elif tag == "t":
            self._text.clear()
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag in RUN_TAGS and self._runs:
            self._runs[-1].note(tag, attrs)

    def end(self, name: str) -> None:
        """Keep a run, or all runs of a string."""
        tag = local(name)
        if tag == "t" and self._runs and not self._is_phonetic:
            self._runs[-1].text += "".join(self._text)
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "si" and self._runs:
            self.strings[self._number] = self._runs
