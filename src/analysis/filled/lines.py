"""Which line of a form a row is, by its words; the number before it only helps where a word is spelled otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.definitions.forms import CountedLine, load_forms
from analysis.filled.form import Kind
from analysis.language.spelling import spelled
from analysis.tables.units import folded

# How alike the words of a row and of the line with its number must be.
LEAST_ALIKE = 0.8
_BRACKETS = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[^a-z0-9]+")
_BEFORE = re.compile(r"(?:[0-9]+|trong do|tr do) ")
_TOTAL = re.compile(
    r"(?:tong(?: so| cong)?|cong)(?: kinh phi)?(?: (?:khuyen cong|thuc hien|cac noi dung|toan tinh))*(?: nam [0-9]{4})?"
)


# What offices write for one unit of pieces; of any other unit only its own words.
_SAME_UNITS = (
    "lao dong|ld|nguoi|nguoi lao dong|hoc vien|hv|luot nguoi|nguoi luot|can bo|luot",
    "co so|co so cnnt|cs|doanh nghiep|dn|don vi",
    "san pham|sp",
    "hoi nghi|hoi thao|lop|lop tap huan|cuoc|hoi nghi hoi thao",
    "doan|chuyen",
    "hoi cho|hoi cho trien lam|cuoc",
    "ban tin an pham|ban tin|an pham|ban|so|cuon",
    "chuong trinh|phong su",
    "cum|cum cong nghiep|ccn",
    "mo hinh|mh",
)


@dataclass(frozen=True)
class FormLine:
    """A line of a form: its key, words for comparing, the key of the line that it is a part of, and its unit."""

    key: str
    words: str
    above: str = ""
    unit: str = ""


def words_of(text: str) -> str:
    """The words of a label without signs, brackets, marks and numbering, in one spelling."""
    plain = _SIGNS.sub(" ", _BRACKETS.sub(" ", folded(spelled(text)))).strip()
    return _BEFORE.sub("", plain.replace("cong nghiep nong thon", "cnnt"), count=1)


def names_total(text: str) -> bool:
    """Whether a label is that of the total of a form."""
    return _TOTAL.fullmatch(words_of(text)) is not None


@lru_cache(maxsize=1)
def lines_of() -> Mapping[Kind, Sequence[FormLine]]:
    """The lines of the forms that have fixed ones."""
    forms = load_forms()
    funds = [FormLine(line.number, words_of(line.label)) for line in forms.funds]
    return {"funds": funds, "results": _counted(forms.results), "awards": _counted(forms.awards)}


def _counted(lines: Iterable[CountedLine]) -> list[FormLine]:
    """The lines of a form in which a line without a number is a part of the one above it."""
    return [
        FormLine(
            line.key, words_of(line.label), "" if line.key.isdigit() else line.key[:-1], line.unit
        )
        for line in lines
    ]


@lru_cache(maxsize=1)
def known_words() -> Mapping[str, frozenset[Kind]]:
    """Of the words of a line the forms that have it."""
    found: dict[str, frozenset[Kind]] = {}
    for kind, lines in lines_of().items():
        for line in lines:
            found[line.words] = found.get(line.words, frozenset()) | {kind}
    return found


def unit_of(kind: Kind, key: str) -> str:
    """The unit of a line as its form prints it; '' of a form without one."""
    return next((line.unit for line in lines_of()[kind] if line.key == key), "")


def counts_same(unit: str, said: str) -> bool:
    """Whether two units of pieces are one thing in the words of offices."""
    one, other = words_of(unit), words_of(said)
    groups = (group.split("|") for group in _SAME_UNITS)
    return one == other or any(one in group and other in group for group in groups)


def line_at(kind: Kind, text: str, number: str, above: str) -> str:
    """The key of the line that a row is; '' for none.

    Args:
        kind: the form.
        text: the label of the row.
        number: what it is numbered by.
        above: the key of the last line before it that has a number of its own.
    """
    words = words_of(text)
    lines = [line for line in lines_of()[kind] if line.above in ("", above)]
    for line in lines:
        if line.words == words:
            return line.key
    return next(_alike(lines, words, number.strip(" .)")), "")


def _alike(lines: Sequence[FormLine], words: str, number: str) -> Iterator[str]:
    """The line of that number, where no other line has words that are more like those of the row."""
    by_words = {line.words: line.key for line in lines}
    for near in difflib.get_close_matches(words, by_words, n=1, cutoff=LEAST_ALIKE):
        if by_words[near] == number:
            yield number
