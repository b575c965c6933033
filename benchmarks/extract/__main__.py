"""`python -m benchmarks.extract`: recall and precision of quantities, accuracy of their meaning, with intervals.

`--check FILE` only says whether a file of annotations is well formed; `--wrong [FILE …]` prints what differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "src"))

from benchmarks.extract.gold import Gold, base_value, kind_of, matched, read_gold  # noqa: E402

from analysis.extracting.article import Extracted, extract  # noqa: E402 - the package is not installed

SCORED = ("measure", "fund", "period", "status")
KINDS = ("money", "count", "share")
Z = 1.96


@dataclass
class Score:
    """Counts over the texts of one file."""

    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    hit: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SCORED, 0))
    whole: int = 0
    sure: int = 0
    sure_right: int = 0


def score(texts: Iterable[Gold], wrong: list[str]) -> Score:
    """Hold what is extracted from each text against its annotations; what differs is told in `wrong`."""
    total = Score()
    for one in texts:
        extracted = extract(one.text).quantities
        _add(total, one, extracted, wrong)
    return total


def _add(total: Score, one: Gold, extracted: Sequence[Extracted], wrong: list[str]) -> None:
    found = [entry.record for entry in extracted]
    pairs = matched(one.quantities, found)
    for number, record in enumerate(one.quantities):
        total.gold[kind_of(record)] += 1
        if number not in [pair[0] for pair in pairs]:
            wrong.append(f"{one.id}: not found: {record['text']!r} = {record['value']}")
    for number, record in enumerate(found):
        total.found[kind_of(record)] += 1
        if number not in [pair[1] for pair in pairs]:
            wrong.append(f"{one.id}: not annotated: {record['text']!r} = {record['value']}")
        total.sure += extracted[number].is_sure
    for number, other in pairs:
        _compare(total, one, one.quantities[number], extracted[other], wrong)


def _compare(
    total: Score, one: Gold, gold: dict[str, Any], entry: Extracted, wrong: list[str]
) -> None:
    record = entry.record
    total.hit[kind_of(gold)] += 1
    same = {name: gold[name] == record[name] for name in SCORED}
    for name, is_same in same.items():
        total.right[name] += is_same
        if not is_same:
            mark = "SURE " if entry.is_sure else ""
            wrong.append(
                f"{one.id}: {mark}{record['text']!r}: {name} is {record[name]}, wanted {gold[name]}"
            )
    is_right = base_value(gold) == base_value(record) and all(
        same[name] for name in ("fund", "period", "status")
    )
    total.whole += is_right
    total.sure_right += is_right and entry.is_sure


def interval(hits: int, of: int) -> str:
    """A share with its Wilson interval of 95 %."""
    if not of:
        return "-"
    p = hits / of
    middle = (p + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(p * (1 - p) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return f"{p:.3f} [{middle - half:.3f}; {middle + half:.3f}] ({hits}/{of})"


def lines(name: str, texts: int, total: Score) -> Iterable[str]:
    """The table of one file."""
    yield f"{name}: {texts} texts"
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        hit, gold, found = (
            sum(counts[one] for one in kinds) for counts in (total.hit, total.gold, total.found)
        )
        yield f"  {kind:8} recall {interval(hit, gold):34} precision {interval(hit, found)}"
    hits = sum(total.hit.values())
    for part in SCORED:
        yield f"  {part:8} {interval(total.right[part], hits)}"
    yield f"  sure and right {interval(total.sure_right, total.sure)}"
    yield f"  right and sure {interval(total.sure_right, total.whole)}"


def main(words: Sequence[str]) -> int:
    """Measure the files named, else all of this folder."""
    names = [Path(word) for word in words if not word.startswith("--")]
    if "--check" in words:
        for path in names:
            for one in read_gold(path):
                print(
                    one.id,
                    *(
                        f"[{record['start']}:{record['end']}] {record['text']!r}"
                        for record in one.quantities
                    ),
                )
        return 0
    for path in names or sorted(HERE.glob("*.jsonl")):
        texts = read_gold(path)
        wrong: list[str] = []
        total = score(texts, wrong)
        print(*lines(path.name, len(texts), total), sep="\n")
        if "--wrong" in words:
            print(*wrong, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
