"""`make layout FILE=…`: the layout rules of Nghị định 30/2020/NĐ-CP held against a DOCX or PDF, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.errors import AnalysisError, LayoutError
from analysis.faults import Fault, Place
from analysis.layout.checks import FAILED, STATES, Verdict, verdicts
from analysis.layout.opening import opened
from analysis.layout.parts import parts_of
from analysis.messages import printable

MOST_PLACES = 5
_REMEDY = "sửa đường dẫn, ví dụ FILE=reports/tinh-2012-2022/bao-cao.docx"


def check_layout(name: str) -> int:
    """Print the verdict on each rule for the file of a path; 0 where none is broken, else 1.

    Raises:
        LayoutError: the file is not there, or it is neither a sound DOCX nor a sound PDF.
    """
    path = Path(name)
    if not path.is_file():
        wanted = "đường dẫn của một tệp DOCX hoặc PDF"
        raise LayoutError(
            str(Fault("file-missing", Place(name), "không có tệp này", wanted, _REMEDY))
        )
    read = opened(name, path.read_bytes())
    found = verdicts(read, parts_of(read))
    print(*told(path.name, found), sep="\n")
    broken = any(verdict.state == FAILED for verdict in found)
    return AnalysisError.exit_code if broken else 0


def told(name: str, found: Sequence[Verdict]) -> Iterator[str]:
    """The table of verdicts as lines."""
    yield f"Thể thức của {printable(name)}: {len(found)} quy tắc của Nghị định 30/2020/NĐ-CP, Phụ lục I"
    width = max(len(verdict.rule.name) for verdict in found)
    for verdict in found:
        rule = verdict.rule
        line = f"{rule.number:>3}  {rule.name:<{width}}  {verdict.state}"
        if verdict.state != FAILED:
            yield line + "".join(f": {note}" for note in verdict.notes)
            continue
        yield line
        for note in verdict.notes[:MOST_PLACES]:
            yield f"       - {note}"
        if len(verdict.notes) > MOST_PLACES:
            yield f"       - … và {len(verdict.notes) - MOST_PLACES} chỗ khác"
        yield f"       cần: {rule.wanted} [{rule.code}]. Cách khắc phục: {rule.remedy}"
    counts = Counter(verdict.state for verdict in found)
    yield ", ".join(f"{counts[state]} {state}" for state in STATES)
