"""What a register would be asked once its proposals are accepted: told beside them, so that a book is asked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.adopting.answers_text import read_answers
from analysis.faults import Problems
from analysis.proposing.look import ASKED, OPEN, FileLook, Line
from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of, entry_of
from analysis.raw.rows import RawFile, RegisterSource

# A question of the whole sheet that hides all others, with an answer: whichever year is given, they stay the same.
_HIDES, _SUPPOSED = "nam = ", "nam = 2023"


def asked_at_once(source: RegisterSource, text: str, province: str = "") -> FileLook:
    """The look at a register with the questions that its open proposals lead to; nothing is read by them.

    Args:
        source: the register.
        text: that of `doc-so.toml`, whose answers have no fault; '' where there is none.
        province: the slug of the one that dia-ban.csv names for the file, '' where it names none.
    """
    look = look_at(source, read_answers(RawFile("", "", text), Problems()), province=province)
    if not look.result.faults:
        return look
    block = block_of(look, text)
    supposed = "".join(f"{_supposed(line)}\n" for line in block.splitlines())
    if supposed.splitlines() == block.splitlines():
        return look
    answers = read_answers(RawFile("", "", text + supposed), Problems())
    later = look_at(source, answers, look.opened, province)
    return replace(
        look, sheets=_with_later(look.sheets, later.sheets), rows=_with_later(look.rows, later.rows)
    )


def _supposed(line: str) -> str:
    """A line of the part of a file as if it were accepted, where it is a proposal and no open question."""
    entry = entry_of(line, OPEN)
    if not entry and entry_of(line, ASKED).startswith(_HIDES):
        entry = _SUPPOSED
    return entry or line


def _with_later(
    now: Mapping[str, tuple[Line, ...]], later: Mapping[str, tuple[Line, ...]]
) -> dict[str, tuple[Line, ...]]:
    """The questions of each sheet, and behind them those that come later."""
    asked = dict(now)
    for sheet, lines in later.items():
        known = {line.text for line in asked.get(sheet, ())}
        new = (line for line in lines if line.text not in known)
        asked[sheet] = (*asked.get(sheet, ()), *new)
    return asked
