"""The page of a draft: text is shown as text, and each mark leads to its row."""

from __future__ import annotations

import json
import re
from html import unescape

from analysis.extracting.article import extract
from analysis.extracting.draft import draft_rows
from analysis.extracting.page import page_of

TEXT = 'Hỗ trợ <b>5 đề án</b> </script><script>alert(1)</script> & "2 tỷ đồng" {data} từ khuyến công quốc gia.'


def test_text_that_is_markup_is_shown_as_text_and_runs_nothing() -> None:
    """The page has its own two scripts, the text as it was, and a policy that allows nothing else."""
    found = extract(TEXT)
    page = page_of(found, draft_rows(found, "bai-1", "Bình Định", 2022), "bai-1")
    assert all(f'class="{word}"' in page for word in ("nhan", "cho", "bo"))
    body = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    shown = unescape(re.sub(r"<[^>]*>", "", body))
    assert TEXT in shown
    assert page.count("<script") == 2
    assert "alert(1)</script>" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=|href=", page)


def test_each_mark_has_the_row_of_its_quantity() -> None:
    """Marks count the rows of the draft in the order of the text."""
    found = extract(TEXT)
    rows = draft_rows(found, "bai-1", "Bình Định", 2022)
    page = page_of(found, rows, "bai-1")
    data = json.loads(re.search(r'id="du-lieu">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    marks = re.findall(r'<mark [^>]*data-dong="(\d+)">(.*?)</mark>', page)
    assert [(int(number), text) for number, text in marks] == [(0, "5 đề án"), (1, "2 tỷ đồng")]
    assert [row["gia_tri"] for row in data["rows"]] == ["5", "2"]
