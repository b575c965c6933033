"""Write the tables of chapter 8 of the guide from src/analysis/faults.toml: `python tools/write_fault_chapter.py`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src" / "analysis" / "faults.toml"
GUIDE = ROOT / "docs" / "huong-dan.md"
START = "<!-- Các bảng sau do tools/write_fault_chapter.py ghi từ src/analysis/faults.toml; đừng sửa tay. -->"
END = "<!-- Hết các bảng được ghi. -->"
HEAD = "| Mã | Khi nào | Cách khắc phục |\n|---|---|---|"


def tables() -> Iterator[str]:
    """The sections of the chapter: a heading, and a table with a row for each code."""
    chapters = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["chapter"]
    for number, chapter in enumerate(chapters, start=1):
        yield f"### 8.{number}. {chapter['title']}\n"
        yield HEAD
        for code, words in chapter["fault"].items():
            yield f"| `{code}` | {words['when']} | {words.get('guide') or words['remedy']} |"
        yield ""


def guide_with_tables(guide: str) -> str:
    """The text of the guide with the tables of today between the two marks."""
    before, rest = guide.split(START)
    after = rest.split(END)[1]
    return "\n".join([before + START, "", *tables(), END + after])


if __name__ == "__main__":
    text = guide_with_tables(GUIDE.read_text(encoding="utf-8"))
    GUIDE.write_text(text, encoding="utf-8", newline="\n")
