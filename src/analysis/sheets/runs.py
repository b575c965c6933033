"""The runs of a cell, each with a font of its own: what is struck or hidden is left out, what is raised is a mark.

Readers of values join all runs, so that "30" struck beside "50" becomes 3050.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_MARK = 4  # letters of a raised mark of a note: "(12)"

_MEASURE = re.compile(r"(?:^|[\s\d.,/(])(?:[kcdm]?m|ha)$", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_WORD = re.compile(r"\w")
_OF_NUMBER = re.compile(r"[\d.,−–-]")


@dataclass(slots=True)
class Run:
    """A part of a cell's text with its font; `struck` None: as the style of the cell says."""

    text: str = ""
    struck: bool | None = None
    hidden: bool = False
    raised: bool = False
    lowered: bool = False

    def note(self, tag: str, value: str) -> None:
        """Take what an element of the run's properties says."""
        is_on = value.lower() not in ("0", "false", "none")
        if tag == "strike":
            self.struck = is_on
        elif tag == "vanish":
            self.hidden = is_on
        elif tag == "vertAlign":
            self.raised = value == "superscript"
            self.lowered = value == "subscript"
        elif tag == "rPr" and self.struck is None:
            # A run with properties of its own has nothing from the style of the cell.
            self.struck = False


RUN_TAGS = frozenset(("rPr", "strike", "vanish", "vertAlign"))


class RunText(NamedTuple):
    """The text of a cell as it holds, and what was left out of it.

    `struck`: all of it is struck, and kept. `is_cut`: it differs from all runs together. `unclear`: without what is
    struck or raised, two parts would be one word.
    """

    text: str
    left_out: str = ""
    marks: str = ""
    struck: bool = False
    unclear: bool = False
    is_cut: bool = False


def read_runs(runs: Sequence[Run], *, cell_struck: bool) -> RunText:
    """The text of a cell from its runs; `cell_struck` is what its style says of runs without a font."""
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
