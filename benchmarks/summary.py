"""The measured seconds as a small Vietnamese table: the best of each way, and the ratios that matter."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.ways import Step

MOST_OF_PLAIN = 0.6
MOST_OF_NOTHING = 0.05
# Of the processor's seconds that a cold run of the other checkout takes.
MOST_OF_OTHER = 0.85
MOST_OF_OTHER_FOR_NOTHING = 0.03
NAMES = {
    "report": "a. Lập báo cáo, chưa có gì (HTML, PDF, DOCX)",
    "plain": "b. Các lệnh rời trên cùng sổ tay",
    "nothing": "c. Chạy lại khi không có gì thay đổi",
}

Runs = Mapping[str, Sequence[Sequence[Step]]]


def summarize(runs: Runs) -> list[str]:
    """The lines of the table: seconds (least and most of each way), steps of the best plain run, and both ratios."""
    totals = {way: [sum(step.seconds for step in steps) for steps in runs[way]] for way in NAMES}
    best = {way: min(seconds) for way, seconds in totals.items()}
    width = max(map(len, NAMES.values()))
    lines = [f"{'Cách làm':<{width}}  nhanh nhất  chậm nhất  (giây)"]
    for way, name in NAMES.items():
        lines.append(f"{name:<{width}}  {_number(best[way]):>10}  {_number(max(totals[way])):>9}")
        if way == "plain":
            quickest = min(runs[way], key=lambda steps: sum(step.seconds for step in steps))
            lines += [
                f"{'   ' + step.name:<{width}}  {_number(step.seconds):>10}" for step in quickest
            ]
    ratios = (("a/b", best["report"], MOST_OF_PLAIN), ("c/b", best["nothing"], MOST_OF_NOTHING))
    lines.append("")
    return lines + [_ratio(name, seconds / best["plain"], most) for name, seconds, most in ratios]


def compare(runs: Runs, other: Sequence[Sequence[Step]]) -> list[str]:
    """The processor's seconds of this program beside a cold run of another checkout: medians, and both ratios."""
    cold = {
        "d. Lập báo cáo, chưa có gì": _processor(runs["report"]),
        "e. Chạy lại khi không có gì thay đổi": _processor(runs["nothing"]),
        "f. Bản kia: lập báo cáo, chưa có gì": _processor(other),
    }
    width = max(map(len, cold))
    report, nothing, before = cold.values()
    return [
        "Giây của bộ xử lý, mọi tiến trình con (trung vị)",
        *(f"{name:<{width}}  {_number(seconds):>10}" for name, seconds in cold.items()),
        "",
        _ratio("d/f", report / before, MOST_OF_OTHER),
        _ratio("e/f", nothing / before, MOST_OF_OTHER_FOR_NOTHING),
    ]


def _processor(runs: Sequence[Sequence[Step]]) -> float:
    return statistics.median(sum(step.processor for step in steps) for steps in runs)


def _ratio(name: str, ratio: float, most: float) -> str:
    verdict = "đạt" if ratio <= most else "chưa đạt"
    return f"Tỷ lệ {name} = {_number(ratio, 3)} (mục tiêu: không quá {_number(most)}): {verdict}"


def _number(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
