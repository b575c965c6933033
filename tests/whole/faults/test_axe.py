"""axe-core on finished pages, run by `make test-faults` where npm has it: `npm install -g axe-core`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editions import Edition
from overview_cards import page_with, some_cards
from page_browser import DESK, PHONE, Page

pytestmark = pytest.mark.slow
LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { runOnly: { type: 'tag', values: arguments[0] } }).then(found => done(
  found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html + ' ' + node.failureSummary)])));
"""
STATES = {
    "closed": "",
    "number of the text": "document.querySelector('main a.so').click()",
    "label of a chart": "document.querySelector('main svg .so')"
    ".dispatchEvent(new MouseEvent('click', {bubbles: true}))",
    "all open": "document.getElementById('kiem-tra-nut').click();"
    "document.querySelectorAll('details').forEach(fold => { fold.open = true; });"
    "document.querySelector('main a.so[data-v=Q]').click()",
}

OPENED = (
    "document.querySelectorAll('details').forEach(fold => { fold.open = true; });"
    "document.getElementById('moi-cot')?.click()"
)


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("máy này không có npm")
    root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=True).stdout
    script = Path(root.strip()) / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("npm chưa có axe-core: npm install -g axe-core")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["tinh-2012-2022", "tinh-2023"])
def test_axe_finds_nothing(
    page: Page,
    finished: Callable[[str], Edition],
    axe: str,
    name: str,
    size: dict[str, Any],
    state: str,
) -> None:
    """By the rules of WCAG 2.2 AA that axe knows, a page has no fault, whatever is open in it."""
    page.open(finished(name).html, size)
    page.run(STATES[state])
    assert faults_of(page, axe) == []


@pytest.mark.parametrize("state", ["", OPENED], ids=["closed", "all open"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("count", [0, 3, 13])
def test_axe_finds_nothing_on_the_page_of_all_editions(
    page: Page, axe: str, tmp_path: Path, count: int, size: dict[str, Any], state: str
) -> None:
    """Without an edition, with few and with many, damaged, not made, open or closed, it has no fault either."""
    path = tmp_path / "index.html"
    unmade = {"hue-2019": ["có 1 lỗi"], "hue-2022": ["có 2 lỗi", "R03"]}
    told = page_with(some_cards()[:count], unmade, **{"hue-2020": ["so-lieu.json đã bị sửa"]})
    path.write_text(told, encoding="utf-8")
    page.open(path, size)
    page.run(state)
    assert faults_of(page, axe) == []


def faults_of(page: Page, axe: str) -> Any:
    """The faults that axe finds, each with its elements."""
    # run by the driver, which the policy of the page does not bind
    page.run(axe)
    page.driver.set_script_timeout(300)
    return page.driver.execute_async_script(RUN, LEVEL)
