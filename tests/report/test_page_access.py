"""The page for readers who use keys, fingers, a phone or a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.project import FORMS, WORKBOOK
from analysis.rendering.documents import DOCUMENTS, HTML
from editions import Edition
from page_browser import DESK, PHONE, Page

DEFAULT, REGISTER = "tinh-2012-2022", "tinh-2023"
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
Finished = Callable[[str], Edition]
LARGE = 24
"""The least height and width of a target in pixels (WCAG 2.2, 2.5.8)."""
MOST_SCREENS = 25

OPEN_ROWS = """
const id = arguments[0];
const number = [...document.querySelectorAll('main a.so')].find(a => a.dataset.v === id);
number.click();
document.querySelectorAll('details').forEach(fold => { fold.open = true; });
"""
PLAIN_LINKS = """
return [...document.querySelectorAll('main p a, main li a, main td a, main th a, .bang-so a')]
  .filter(a => a.checkVisibility() && !getComputedStyle(a).textDecorationLine.includes('underline'))
  .map(a => a.outerHTML)
"""
SMALL_TARGETS = """
return [...document.querySelectorAll('nav a, summary, button, input, .bang-so a, .footnote-back')]
  .filter(e => e.checkVisibility())
  .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < arguments[0])
  .map(e => e.outerHTML + e.getBoundingClientRect().height)
"""
# a frame later, when the page has seen what scrolls
STOPS = """
const done = arguments[arguments.length - 1];
const told = (e) => [e.id || e.className, (e.closest('figure') || e.closest('.bang-so')).id];
requestAnimationFrame(() => setTimeout(() => {
  const stops = [...document.querySelectorAll('[tabindex="0"]')].filter(e => !e.matches('.so'));
  const scrolling = [...document.querySelectorAll('main *, .bang-so *')].filter(e => e.checkVisibility()
    && e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'auto');
  const unnamed = stops.filter(e => e.getAttribute('role') !== 'region'
    || !document.getElementById(e.getAttribute('aria-labelledby')));
  done([stops, scrolling, unnamed].map(found => found.map(told)));
}));
"""


def with_panel(page: Page, made: Edition, size: dict[str, Any]) -> Page:
    """The page with everything unfolded, and the panel open at a sum over rows of a register."""
    page.open(made.html, size)
    page.run(OPEN_ROWS, "Q")
    assert page.panel
    return page


@SIZES
def test_links_are_seen_as_such_and_large_enough(
    page: Page, finished: Finished, size: dict[str, Any]
) -> None:
    """A link in text is underlined, also a number; what is pressed beside it is at least 24 pixels high and wide."""
    with_panel(page, finished(REGISTER), size)
    assert page.run(PLAIN_LINKS) == []
    assert page.run(SMALL_TARGETS, LARGE) == []
    assert page.run("return getComputedStyle(document.querySelector('a.so')).cursor") == "pointer"


@SIZES
def test_the_tab_key_stops_where_something_scrolls_and_nowhere_else(
    page: Page, finished: Finished, size: dict[str, Any]
) -> None:
    """Boxes that scroll sideways, and no others, are stops with a name; the numbers are the other stops."""
    with_panel(page, finished(REGISTER), size)
    stops, scrolling, unnamed = page.driver.execute_async_script(STOPS)
    assert stops == scrolling
    assert unnamed == []
    assert bool(stops) == (size is PHONE)


def test_a_phone_shows_the_files_first_and_the_report_on_few_screens(
    page: Page, finished: Finished
) -> None:
    """Each file beside the page is linked on the first screen; the folded part begins after at most 25 screens."""
    made = finished(DEFAULT)
    page.open(made.html, PHONE)
    links, ends = page.run(
        "return [[...document.querySelectorAll('.cac-tep a')]"
        ".map(a => [a.getAttribute('href'), a.getBoundingClientRect().bottom]),"
        " document.querySelector('.phan-gap').getBoundingClientRect().top]"
    )
    wanted = [one.name for one in DOCUMENTS if one is not HTML]
    assert [name for name, _ in links] == [*wanted, WORKBOOK, FORMS]
    assert all((made.report / name).is_file() for name, _ in links)
    assert max(bottom for _, bottom in links) < PHONE["height"] / 2
    assert ends < MOST_SCREENS * PHONE["height"]


def test_the_page_is_described_by_its_first_messages(finished: Finished) -> None:
    """What a search or a message shows of the page are the first messages of the summary, whole."""
    made = finished(DEFAULT)
    (described,) = made.page.xpath("/html/head/meta[@name='description']/@content")
    messages = made.page.xpath("//h2[@id='tom-tat']/following-sibling::ul[1]/li")
    told = " ".join(" ".join(message.text_content().split()) for message in messages)
    said = " ".join(described.split())
    assert said
    assert told.startswith(said)
    assert said.endswith(".")


BROKEN_WORDS = r"""
const broken = [];
for (const cell of document.querySelectorAll('main td, main tbody th')) {
  if (cell.closest('details')) continue;
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/\p{L}+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
}
return broken;
"""


def test_no_word_of_a_table_is_broken_on_a_phone(page: Page, finished: Finished) -> None:
    """Between the letters of a word no line ends in a table of the report, however narrow the column."""
    page.open(finished("binh-dinh-2022").html, PHONE)
    assert page.run(BROKEN_WORDS) == []
