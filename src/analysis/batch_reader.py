"""The editions of a batch, read from what the user typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.parameter_reader import YEAR, Reader

_OF_THIS_MACHINE = ("JOBS", "RENDERER", "QUARTO", "ENGINE")
_ADDRESS = re.compile(r"(tcp|tls)://[A-Za-z0-9._\[\]:-]+:[0-9]{1,5}")


class BatchReader(Reader):
    """Reads what tells many editions, and where they are made."""

    def editions(self) -> str | None:
        """A file of editions, or `all`; None where places and years tell them."""
        if "EDITIONS" in self._values:
            if others := [name for name in ("PLACES", "YEARS") if name in self._values]:
                wanted = "chỉ EDITIONS, hoặc PLACES cùng YEARS"
                self._problem("EDITIONS", "parameter-conflict", wanted, f"bỏ {' và '.join(others)}")
        elif "YEARS" not in self._values:
            wanted = "EDITIONS=editions.csv, EDITIONS=all, hoặc PLACES=… YEARS=…"
            self._problem("EDITIONS", "parameter-incomplete", wanted, "thêm EDITIONS hoặc YEARS")
        return self._path("EDITIONS", "editions.csv", "của danh sách kỳ (CSV)")

    def places(self) -> list[str]:
        """The slugs in PLACES, between commas or blanks."""
        text = self._values.get("PLACES", "")
        slugs = list(dict.fromkeys(text.replace(",", " ").split()))
        if text and not slugs:
            remedy = "viết theo mẫu PLACES=binh-dinh,dak-nong"
            self._problem("PLACES", "parameter-malformed", "tên ít nhất một địa bàn", remedy)
        found = [self._slug("PLACES", slug) for slug in slugs]
        return [slug for slug in found if slug]

    def years(self) -> Sequence[int]:
        """The years in YEARS, `2020-2024` or one."""
        text = self._values.get("YEARS")
        if not text:
            return ()
        ends = text.split("-")
        if len(ends) > 2 or not all(YEAR.fullmatch(end) for end in ends):
            wanted = "một năm hoặc hai năm nối bằng gạch ngang"
            self._problem("YEARS", "parameter-malformed", wanted, "viết theo mẫu YEARS=2020-2024")
            return ()
        years = range(int(ends[0]), int(ends[-1]) + 1)
        if not years:
            wanted = "năm đầu không sau năm cuối"
            self._problem("YEARS", "parameter-conflict", wanted, "đổi chỗ hai năm cho nhau")
        elif not FIRST_YEAR <= years[0] <= years[-1] <= LAST_YEAR:
            wanted = f"các năm từ {FIRST_YEAR} đến {LAST_YEAR}"
            self._problem("YEARS", "parameter-out-of-range", wanted, "kiểm tra lại năm")
        return years

    def count(self, name: str, most: int, usual: int) -> int | None:
        """A whole number from 1, or None; where it is wrong, the usual one is proposed."""
        text = self._values.get(name)
        if not text:
            return None
        if re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= most:
            return int(text)
        wanted = f"số nguyên từ 1 đến {most}"
        self._problem(name, "parameter-malformed", wanted, f"viết theo mẫu {name}={usual}")
        return None

    def scheduler(self) -> str | None:
        """The address of a dask scheduler, or None."""
        text = self._values.get("SCHEDULER")
        if not text:
            return None
        # the workers have programs and processes of their own
        if others := [name for name in _OF_THIS_MACHINE if name in self._values]:
            wanted = f"SCHEDULER không kèm {', '.join(others)}: các máy tính khác tự có"
            self._problem("SCHEDULER", "parameter-conflict", wanted, f"bỏ {' và '.join(others)}")
        if _ADDRESS.fullmatch(text):
            return text
        wanted = "địa chỉ của bộ điều phối dask"
        remedy = "viết theo mẫu SCHEDULER=tcp://10.0.0.5:8786"
        self._problem("SCHEDULER", "parameter-malformed", wanted, remedy)
        return None
