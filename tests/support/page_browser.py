"""A headless Chromium without a network for the tests of the page, and what they do in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

DESK = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
DATA = re.compile(
    r'(<script type="application/json" id="so-lieu-trang">)(.*?)(</script>)', re.DOTALL
)
RED = "return [...document.querySelectorAll('.sai[data-v]')].map(e => [e.dataset.v, e.textContent])"
# no name is resolved and no address is reached: what a page asks for all the same is in the log of requests
OFFLINE = ("--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND")


def start() -> Any:
    """The browser, or a skipped test where it is not installed."""
    program, driver = (
        shutil.which("chromium") or shutil.which("google-chrome"),
        shutil.which("chromedriver"),
    )
    if program is None or driver is None:
        pytest.skip("máy này không có chromium và chromedriver")
    from selenium import webdriver

    settings = webdriver.ChromeOptions()
    settings.binary_location = program
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        *OFFLINE,
    ):
        settings.add_argument(word)
    settings.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=settings, service=webdriver.ChromeService(driver))


@dataclass
class Page:
    """One page open in the browser."""

    driver: Any
    folder: Path
    texts: list[str] = field(default_factory=list)

    def open(self, path: Path, size: dict[str, Any] = DESK) -> Page:
        """Open a file as a reader does, from the disk."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(path.as_uri())
        return self

    def open_changed(
        self, path: Path, change: Callable[[str], str], size: dict[str, Any] = DESK
    ) -> Page:
        """Open a copy of a page whose text was changed; the change must change something."""
        text = path.read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text
        copy = self.folder / "bao-cao.html"
        copy.write_text(changed, encoding="utf-8")
        return self.open(copy, size)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def check(self) -> str:
        """Press the button and give the verdict in words."""
        self.run("document.getElementById('kiem-tra-nut').click()")
        return self.verdict

    @property
    def verdict(self) -> str:
        return str(self.run("return document.getElementById('kiem-tra-ket-qua').textContent"))

    @property
    def red(self) -> list[list[str]]:
        """The value and the text of every element that is marked wrong."""
        return [list(pair) for pair in self.run(RED)]

    @property
    def panel(self) -> str:
        """The panel's text, '' when it is closed."""
        return str(
            self.run(
                "const p = document.getElementById('bang-so'); return p.hidden ? '' : p.innerText"
            )
        )

    def focused(self, script: str = "e.textContent") -> Any:
        return self.run(f"const e = document.activeElement; return {script}")

    def complaints(self) -> list[str]:
        """What the browser had to say: errors of scripts, breaches of the policy."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for, the page's own file apart."""
        events = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        asked = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked if not url.startswith("file:")]

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    """One browser for the tests of a module."""
    started = start()
    yield started
    started.quit()


@pytest.fixture
def page(driver: Any, tmp_path: Path) -> Page:
    """A page for one test, in a browser that has nothing to tell yet."""
    opened = Page(driver, tmp_path)
    opened.complaints()
    opened.requests()
    return opened


def data_of(text: str) -> dict[str, Any]:
    """The data of a page."""
    found = DATA.search(text)
    assert found is not None
    return dict(json.loads(found[2]))


def with_data(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    """A change of the page's data alone."""

    def changed(text: str) -> str:
        data = data_of(text)
        change(data)
        written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return DATA.sub(lambda match: match[1] + written + match[3], text)

    return changed


def with_body(markup: str) -> Callable[[str], str]:
    """A change that puts markup at the end of the text."""
    return lambda text: text.replace("</main>", f"{markup}</main>")


def elements(path: Path, ids: Iterable[str]) -> list[list[str]]:
    """The value and the text of every element of the page that is bound to one of the ids, in the page's order."""
    wanted = set(ids)
    page = lxml_html.parse(
        str(path), lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    ).getroot()
    named = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in ("so", "tu"))
    bound = page.xpath(f"//main//*[{named}][@data-v]")
    return [
        [element.get("data-v"), element.text_content()]
        for element in bound
        if element.get("data-v") in wanted
    ]
