"""The runs of a cell, each with a font of its own: what is struck or hidden is left out, what is raised is a mark.

Readers of values join all runs, so that "30" struck beside "50" becomes 3050.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_MARK = 4  # letters of a raised mark of a note: "(12)"
WHITE = "FFFFFF"

_MEASURE = re.compile(r"(?:^|[\s\d.,/(])(?:[kcdm]?m|ha)$", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_WORD = re.compile(r"\w")
_OF_NUMBER = re.compile(r"[\d.,−–-]")


@dataclass(slots=True)
class Run:
    """A part of a cell's text with its font; `struck` None: as the style of the cell says; `white`: its letters are."""

    text: str = ""
    struck: bool | None = None
    hidden: bool = False
    raised: bool = False
    lowered: bool = False
    white: bool = False

    def note(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take what an element of the run's properties says."""
        value = attrs.get("val", "1")
        is_on = value.lower() not in ("0", "false", "none")
        if tag == "strike":
            self.struck = is_on
        elif tag == "vanish":
            self.hidden = is_on
        elif tag == "vertAlign":
            self.raised = value == "superscript"
            self.lowered = value == "subscript"
        elif tag == "color":
            self.white = colour_of(attrs) == WHITE
        elif tag == "rPr" and self.struck is None:
            # A run with properties of its own has nothing from the style of the cell.
            self.struck = False


RUN_TAGS = frozenset(("rPr", "strike", "vanish", "vertAlign", "color"))


class RunText(NamedTuple):
    """The text of a cell as it holds, and what was left out of it.

    `struck`: all of it is struck, and kept; `unseen`: all of it is white. `is_cut`: it differs from all runs together.
    `unclear`: without what is struck or raised, two parts would be one word, or a part is white and others are not.
    """

    text: str
    left_out: str = ""
    marks: str = ""
    struck: bool = False
    unclear: bool = False
    is_cut: bool = False
    unseen: bool = False


def colour_of(attrs: Mapping[str, str]) -> str:
    """A colour as a file says it: six digits, or the number of one in the theme; white in all its forms is one."""
    theme = attrs.get("theme")
    if theme is not None:
        is_white = theme == "0" and not attrs.get("tint")
        return WHITE if is_white else f"theme {theme} {attrs.get('tint')}"
    if attrs.get("indexed") in ("1", "9", "65"):
        return WHITE
    return attrs.get("rgb", "")[-6:].upper()


def read_runs(runs: Sequence[Run], *, cell_struck: bool, on_white: bool = False) -> RunText:
    """The text of a cell from its runs.

    Args:
        runs: the runs.
        cell_struck: what its style says of runs without a font.
        on_white: whether white letters are not seen in it.
    """
    if on_white and any(run.white and run.text.strip() for run in runs):
        return _read_with_white(runs, cell_struck=cell_struck)
    return _read_seen(runs, cell_struck=cell_struck)


def _read_with_white(runs: Sequence[Run], *, cell_struck: bool) -> RunText:
    """A cell that is white as a whole is read and told; one that is so in part is unclear, whatever else is seen."""
    read = _read_seen([run for run in runs if not run.white], cell_struck=cell_struck)
    if not read.text.strip():
        return _read_seen(runs, cell_struck=cell_struck)._replace(unseen=True)
    white = "".join(run.text for run in runs if run.white)
    return read._replace(left_out=f"{read.left_out} {white}".strip(), unclear=True, is_cut=True)


def _read_seen(runs: Sequence[Run], *, cell_struck: bool) -> RunText:
    # Most cells have the old text before the new one, and no mark: nothing can be joined there.
    text = left_out = ""
    is_usual = True
    for run in runs:
        if run.hidden or (cell_struck if run.struck is None else run.struck):
            left_out += run.text
            is_usual = is_usual and not text
        else:
            text += run.text
            is_usual = is_usual and not (run.raised or run.lowered)
    if is_usual and text.strip():
        return RunText(text, left_out.strip(), is_cut=bool(left_out))
    return _read_closely(runs, cell_struck=cell_struck)


def _read_closely(runs: Sequence[Run], *, cell_struck: bool) -> RunText:
    seen = [run for run in runs if run.text]
    whole = "".join(run.text for run in seen)
    gone = [run.hidden or (cell_struck if run.struck is None else run.struck) for run in seen]
    holding = [run for run, is_gone in zip(seen, gone, strict=True) if not is_gone]
    if not "".join(run.text for run in holding).strip() and not any(run.hidden for run in seen):
        # Struck as a whole: the row may be struck too, which is told and counted.
        return RunText(whole, struck=True)
    all_raised = all(run.raised for run in holding if run.text.strip())
    bare = not any(letter.isalpha() for run in holding for letter in run.text)
    text = left_out = marks = ""
    was_cut = unclear = False
    for run, is_gone in zip(seen, gone, strict=True):
        part = run.text
        mark = part.strip()
        if is_gone:
            left_out += part
            was_cut = True
            continue
        if (run.raised and not all_raised) or (run.lowered and bare):
            if mark in _POWERS and _MEASURE.search(text):
                part = part.replace(mark, _POWERS[mark])
            elif len(mark) <= MOST_MARK:
                marks += mark
                was_cut = was_cut or bool(mark)
                continue
            else:
                unclear = True
        if was_cut and text and part:
            unclear = unclear or bool(_WORD.match(text[-1]) and _WORD.match(part[0]))
        # Two parts of numbers would be read as one: "300" and "50" are no 300 50, "310." and "500" no 310.500.
        if was_cut and text.strip() and part.strip():
            ends = text.rstrip()[-1], part.lstrip()[0]
            unclear = unclear or all(map(_OF_NUMBER.match, ends))
        was_cut = False if part.strip() else was_cut
        text += part
    return RunText(text, left_out.strip(), marks, unclear=unclear, is_cut=unclear or text != whole)
