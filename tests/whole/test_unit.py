"""One edition in another unit of money: nothing else changes, and the page still bears out each print."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editions import Edition, options
from page_browser import Page, start

NAME = "binh-dinh-2016-2022"
FINISHED = r"^  \d/4 [^:]+: (\S+)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    browser: Any = start()
    yield Page(browser, tmp_path_factory.mktemp("trang"))
    browser.quit()


def test_another_unit_changes_print_and_nothing_else(
    finished: Callable[[str], Edition], tmp_path: Path, page: Page
) -> None:
    """UNIT=ty takes over what was read and computed, prints all money in tỷ, and stands in the manifest."""
    edition = finished(NAME)
    own = edition.alone(tmp_path / "du-an")
    result = own.report(*options(NAME), "--unit=ty")
    assert result.returncode == 0, result.stderr
    steps = re.findall(FINISHED, result.stdout, re.MULTILINE)
    assert [step == "dùng" for step in steps] == [True, True, False, False]
    made = Edition(own, NAME)
    manifest = json.loads((made.report / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["UNIT"] == "ty"
    for file in ("so-lieu.json", "qa/doi-chieu.csv"):
        assert (made.report / file).read_bytes() == (edition.report / file).read_bytes()
    assert "Bảng 1. Kinh phí theo năm, giai đoạn 2016-2022 (tỷ đồng)" in made.text
    assert "2.520" in edition.text
    assert "2.520" not in made.text
    signed = made.text[: made.text.index("\nPhụ lục kỹ thuật\n")]
    assert re.findall(r"[0-9]\s(?:triệu|nghìn) đồng", signed) == []
    assert page.open(made.html).check().startswith("Khớp.")
    assert page.red == []
