"""What `extract` was asked: to read a text, or to accept what was read.

Light: the command line reads it before any work, with no library installed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from analysis.edition import LONGEST_PLACE
from analysis.parameter_reader import Given, Reader

EXTRACT_NAMES: Final = ("TEXT", "SOURCE", "PLACE", "YEAR", "ACCEPT", "FILE")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Extract:
    """A text to read: its file, the id of its source; the slug of its place and its year where the user knows them."""

    text: str
    source: str
    place: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Accept:
    """Drafts to accept: the id of their source, and the CSV saved from the page where it is not `ban-nhap.csv`."""

    source: str
    file: str = ""


class _ExtractReader(Reader):
    """Reads what `extract` is asked."""

    def asked(self) -> Extract | Accept:
        """Reading or accepting; without use where a mistake was found."""
        if "ACCEPT" in self._values:
            for name in ("TEXT", "SOURCE", "PLACE", "YEAR"):
                if name in self._values:
                    wanted = "chỉ ACCEPT, có thể kèm FILE"
                    self._problem(name, "parameter-conflict", wanted, f"bỏ {name} hoặc bỏ ACCEPT")
            return Accept(
                self._id("ACCEPT"),
                self._path("FILE", "ban-nhap-bao-tinh-2023.csv", "của CSV đã lưu") or "",
            )
        if "FILE" in self._values:
            self._problem(
                "FILE",
                "parameter-conflict",
                "FILE đi cùng ACCEPT",
                "thêm ACCEPT=<nguồn>, hoặc bỏ FILE",
            )
        if "TEXT" not in self._values:
            wanted = "đường dẫn của một văn bản (.txt, .docx, .html, .pdf)"
            self._problem("TEXT", "parameter-incomplete", wanted, "thêm TEXT=bai-bao.docx")
        if "SOURCE" not in self._values:
            wanted = "mã của nguồn, như cột id của nguon.csv"
            self._problem("SOURCE", "parameter-incomplete", wanted, "thêm SOURCE=bao-tinh-2023")
        year = self._year("YEAR") if "YEAR" in self._values else None
        text = self._path("TEXT", "bai-bao.docx", "của văn bản") or ""
        return Extract(text, self._id("SOURCE"), self.place() or "", year)

    def _id(self, name: str) -> str:
        """The id of a source, which is the name of a folder too."""
        text = self._values.get(name, "")
        if text and (len(text) > LONGEST_PLACE or not _ID.fullmatch(text)):
            wanted = (
                f"chữ thường không dấu và số, nối bằng gạch ngang, tối đa {LONGEST_PLACE} ký tự"
            )
            self._problem(
                name, "parameter-malformed", wanted, f"viết theo mẫu {name}=bao-tinh-2023"
            )
        return text


def parse_extract(given: Given) -> Extract | Accept:
    """Check what `extract` is asked.

    Raises:
        ParameterError: once, with every mistake found.
    """
    reader = _ExtractReader(given, EXTRACT_NAMES)
    asked = reader.asked()
    reader.raise_problems()
    return asked
