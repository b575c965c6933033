"""The HTML page in a real browser: numbers lead to their raw cells, and the page finds what does not agree."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest

from analysis.language.formulas import evaluate, parse_formula
from analysis.language.numbers import exact_text, format_number, parse_exact, parse_figure
from analysis.language.printed_units import MONEY_NAMES
from analysis.tables.amounts import MOST_TOTAL, read_amount, read_number
from editions import Edition
from page_browser import PHONE, Page, data_of, elements, with_body, with_data
from scheme_data import MILLION, actual

PUBLISHED, REGISTER = "binh-dinh-2022", "tinh-2023"
Finished = Callable[[str], Edition]
OPEN = "const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'center'}); e.focus(); e.click()"


def recomputed(data: dict[str, Any], raw: dict[str, Fraction]) -> dict[str, Fraction | None]:
    """Every value of a page by its formula, over the raw values of the page or those given in their place."""
    entries = {entry["id"]: entry for entry in data["values"]}
    known: dict[str, Fraction | None] = {}

    def of(id_: str) -> Fraction | None:
        if id_ not in known:
            entry = entries[id_]
            stored = None if entry["value"] is None else parse_exact(entry["value"])
            formula = parse_formula(entry["formula"]) if "formula" in entry else None
            known[id_] = (
                evaluate(formula, {n: of(n) for n in formula.names})
                if formula
                else raw.get(id_, stored)
            )
        return known[id_]

    return {id_: of(id_) for id_ in entries}


def differing(data: dict[str, Any], raw: dict[str, Fraction]) -> set[str]:
    """The ids whose value is another one when raw values are changed so."""
    before, after = recomputed(data, {}), recomputed(data, raw)
    return {id_ for id_ in before if before[id_] != after[id_]}


def entry_of(data: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(entry for entry in data["values"] if entry["id"] == id_)


# What a whole edition says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [PUBLISHED, REGISTER, "tinh-2012-2022"])
def test_an_untouched_page_agrees(page: Page, finished: Finished, name: str) -> None:
    """Unchecked at first; then every value and every print is found right, without a request or a complaint."""
    made = finished(name)
    data = data_of(made.html.read_text(encoding="utf-8"))
    page.open(made.html)
    assert page.verdict.startswith("Chưa kiểm tra.")
    assert page.run("return document.querySelectorAll('.dung, .sai, .bo-ngo').length") == 0
    count = page.run(
        "return document.querySelectorAll('main .so[data-v], main .tu[data-v]').length"
    )
    assert count == len(elements(made.html, [entry["id"] for entry in data["values"]]))
    verdict = page.check()
    assert page.red == []
    assert (
        page.run("return document.querySelectorAll('main .so.dung, main .tu.dung').length") == count
    )
    assert verdict.startswith("Khớp.")
    phone = page.run("return document.querySelectorAll('.hep .so').length")
    prints = format_number(count - phone, 0)
    shown = f"{format_number(len(data['values']), 0)} số liệu, {prints} chỗ in"
    assert shown in verdict
    assert page.complaints() == []
    assert page.requests() == []


@pytest.mark.parametrize("name", [PUBLISHED, REGISTER])
def test_the_data_are_those_of_so_lieu_json(finished: Finished, name: str) -> None:
    """Value, formula, inputs and way of gathering of each entry are those of so-lieu.json; residuals are there."""
    made = finished(name)
    data = data_of(made.html.read_text(encoding="utf-8"))
    whole = {
        e["id"]: e
        for e in json.loads((made.report / "so-lieu.json").read_text(encoding="utf-8"))["values"]
    }
    for entry in data["values"]:
        given = whole[entry["id"]]
        assert entry["value"] == given["value"]
        assert (entry.get("formula"), entry.get("inputs", [])) == (
            given["formula"],
            given["inputs"],
        )
        assert entry.get("gather") == given["gather"]
        assert (given["gather"] is None) == (not given["origins"])
        assert len(entry.get("cells", [])) + len(entry.get("ranges", [])) == len(given["origins"])
    residuals = {id_ for id_ in whole if re.match(r"R0|R1", id_)}
    assert residuals & {entry["id"] for entry in data["values"]}


# Tampering ------------------------------------------------------------------------------------------------------------


def test_a_changed_digit_marks_that_element_alone(page: Page, finished: Finished) -> None:
    """One digit changed where the page prints a number: that element is red, nothing else, and the panel says why."""
    made = finished(PUBLISHED)
    printed = re.compile(r'(<a class="so" data-v="P"[^>]*>5\.82)0(</a>)')
    page.open_changed(made.html, lambda text: printed.sub(r"\g<1>1\2", text, count=1))
    verdict = page.check()
    assert page.red == [["P", "5.821"]]
    assert "0 số liệu sai, 1 chỗ in sai" in verdict
    page.run(OPEN, "a.so.sai")
    assert "in “5.821”; tính lại từ ô dữ liệu gốc phải in “5.820”" in page.panel


def test_a_changed_data_label_marks_that_label_alone(page: Page, finished: Finished) -> None:
    """The same for the label of a bar in a chart."""
    made = finished(PUBLISHED)
    label = re.compile(r'(<(?:text|tspan)[^>]*class="so"[^>]*data-v="MK\.kh"[^>]*>2\.1)6(4,5</)')
    page.open_changed(made.html, lambda text: label.sub(r"\g<1>9\2", text, count=1))
    page.check()
    assert page.red == [["MK.kh", "2.194,5"]]
    assert page.run("return document.querySelector('.so.sai').closest('svg') !== null")


def test_a_changed_raw_cell_marks_all_that_rests_on_it(page: Page, finished: Finished) -> None:
    """The print of one published cell changed in the data: red is each value that comes out otherwise, no other."""
    made = finished(PUBLISHED)
    data = data_of(made.html.read_text(encoding="utf-8"))
    entry = next(e for e in data["values"] if e["id"] == "Q")
    (cell,) = entry["cells"]
    printed, unit = data["cells"][cell][3:5]
    changed = printed[:-1] + ("1" if printed[-1] != "1" else "2")
    expected = differing(data, {"Q": parse_figure(changed, unit)})
    assert {"Q", "P", "T", "I07"} <= expected

    def change(held: dict[str, Any]) -> None:
        held["cells"][cell][3] = changed

    verdict = page.open_changed(made.html, with_data(change)).check()
    assert page.red == elements(made.html, expected)
    assert f"{len(expected)} số liệu sai, " in verdict


def test_a_changed_row_marks_all_sums_that_hold_it(page: Page, finished: Finished) -> None:
    """One amount of a register changed in the data: red is each value that comes out otherwise, no other."""
    made = finished(REGISTER)
    data = data_of(made.html.read_text(encoding="utf-8"))
    number = next(
        n
        for n, table in enumerate(data["tables"])
        if data["files"][table["file"]][0].endswith(".xlsx")
    )
    rows = list(accumulate(data["tables"][number]["rows"]))
    first = data["sets"][entry_of(data, "C")["ranges"][0][2]].partition("-")[0]
    position = rows.index(int(first))
    holding = {
        entry["id"]: parse_exact(entry["value"]) + MILLION
        for entry in data["values"]
        for table, code, set_ in entry.get("ranges", ())
        if (table, code) == (number, "doi_ung")
        and entry.get("gather") in ("sum", "ratios")
        and inside(rows[position], data["sets"][set_])
    }
    assert len(holding) > 3
    expected = differing(data, holding)

    def change(held: dict[str, Any]) -> None:
        (amounts,) = [c for c in held["tables"][number]["columns"] if c["code"] == "doi_ung"]
        texts = (
            [amounts["words"][n] for n in amounts["cells"]]
            if "words" in amounts
            else amounts["cells"]
        )
        texts[position] = exact_text(parse_exact(texts[position]) + 1)
        amounts.pop("words", None)
        amounts["cells"] = texts

    page.open_changed(made.html, with_data(change)).check()
    assert page.red == elements(made.html, expected)


def inside(row: int, rows: str) -> bool:
    spans = [tuple(map(int, span.split("-"))) for span in rows.split(", ")]
    return any(span[0] <= row <= span[-1] for span in spans)


def test_a_changed_stored_value_marks_that_value_alone(page: Page, finished: Finished) -> None:
    """A stored result changed: its own prints are red, not those of what is computed through it."""
    made = finished(PUBLISHED)

    def change(held: dict[str, Any]) -> None:
        entry_of(held, "P")["value"] = "5820000001"

    verdict = page.open_changed(made.html, with_data(change)).check()
    assert page.red == elements(made.html, ["P"])
    assert "1 số liệu sai, 0 chỗ in sai" in verdict


def test_a_changed_formula_marks_what_it_computes(page: Page, finished: Finished) -> None:
    """A formula changed: its value and all that is computed through it are red."""
    made = finished(PUBLISHED)
    data = data_of(made.html.read_text(encoding="utf-8"))
    formula = entry_of(data, "P")["formula"]
    before = recomputed(data, {})
    entry_of(data, "P")["formula"] = formula.replace("+", "-")
    after = recomputed(data, {})
    expected = {id_ for id_ in before if before[id_] != after[id_]}
    assert {"P", "T"} <= expected

    def change(held: dict[str, Any]) -> None:
        entry_of(held, "P")["formula"] = formula.replace("+", "-")

    page.open_changed(made.html, with_data(change)).check()
    assert page.red == elements(made.html, expected)


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.update(formula="Q + "),
        lambda entry: entry.update(formula="alert(1)"),
        lambda entry: entry.update(formula="P"),
        lambda entry: entry.update(inputs=["Q"]),
        lambda entry: entry.update(value="5.820"),
        lambda entry: entry.update(value=None),
        lambda entry: entry.update(value="abc"),
        lambda entry: entry.pop("formula"),
    ],
)
def test_a_broken_entry_is_told_and_stops_nothing(
    page: Page, finished: Finished, change: Callable[[dict[str, Any]], object]
) -> None:
    """An entry that cannot be computed or read is wrong; the rest of the page is checked all the same."""
    made = finished(PUBLISHED)
    page.open_changed(made.html, with_data(lambda held: change(entry_of(held, "P")))).check()
    assert {id_ for id_, _ in page.red} >= {"P"}
    assert page.run("return document.querySelectorAll('.so.dung').length") > 10
    assert page.complaints() == []


def test_a_changed_bound_of_a_source_is_found(page: Page, finished: Finished) -> None:
    """A figure that its source calls a lower bound cannot be stored as an exact one."""
    made = finished(PUBLISHED)
    page.open_changed(
        made.html, with_data(lambda held: entry_of(held, "C").update(bound="exact"))
    ).check()
    assert {"C"} <= {id_ for id_, _ in page.red}


@pytest.mark.parametrize(
    ("sign", "other", "right"),
    [(">", "L", False), ("<", "L", True), (">", "", True), ("=", "Q", True), (">=", "Q", True), ("<=", "L", True),
     ("<", "Q", False), ("~", "L", False), (">", "khong_co", False)],
)  # fmt: skip
def test_words_of_direction_are_checked(
    page: Page, finished: Finished, sign: str, other: str, right: bool
) -> None:
    """A word whose condition does not hold is red, one whose condition holds is not."""
    made = finished(PUBLISHED)
    values = {e["id"]: e["value"] for e in data_of(made.html.read_text(encoding="utf-8"))["values"]}
    assert 0 < Fraction(values["Q"]) < Fraction(values["L"])
    sign_text = sign.replace("<", "&lt;").replace(">", "&gt;")
    word = (
        f'<p>KCQG <span class="tu" data-v="Q" data-op="{sign_text}" data-r="{other}">từ</span></p>'
    )
    page.open_changed(made.html, with_body(word)).check()
    assert page.red == ([] if right else [["Q", "từ"]])


def test_a_changed_script_does_not_run(page: Page, finished: Finished) -> None:
    """The policy names the script by its hash: a changed one is stopped, and the page still says “chưa kiểm tra”."""
    made = finished(PUBLISHED)
    page.open_changed(made.html, lambda text: text.replace('"use strict";', '"use strict"; ', 1))
    assert page.verdict.startswith("Chưa kiểm tra.")
    assert not page.driver.find_element("id", "kiem-tra-nut").is_displayed()
    assert any("Content Security Policy" in text for text in page.complaints())


def test_markup_of_a_cell_stays_text(page: Page, finished: Finished) -> None:
    """Markup and scripts in cells of the data are shown as they are typed."""
    made = finished(REGISTER)
    hostile = "</script><img src=x onerror=alert(1)><b>đậm</b>"

    def change(held: dict[str, Any]) -> None:
        for table in held["tables"]:
            for column in table["columns"]:
                if column["code"] == "name":
                    column.pop("words", None)
                    column["cells"] = [hostile] * len(table["rows"])

    page.open_changed(made.html, with_data(change))
    page.run(OPEN, 'table a.so[data-v="Q"]')
    assert hostile in page.panel
    assert (
        page.run("return document.querySelectorAll('#bang-so img, #bang-so tbody b').length") == 0
    )
    assert page.complaints() == []


# The panel ------------------------------------------------------------------------------------------------------------


def test_a_number_tells_where_it_comes_from(page: Page, finished: Finished) -> None:
    """A click shows label, exact value, formula; an input leads on, down to file, row, column and the cell's print."""
    made = finished(PUBLISHED)
    page.open(made.html)
    page.run(OPEN, 'a.so[data-v="I07"]')
    shown = page.panel
    data = data_of(made.html.read_text(encoding="utf-8"))
    for text in (
        entry_of(data, "I07")["label"],
        "%",
        "Công thức",
        "Đầu vào",
        "I07",
        "Chưa kiểm tra.",
    ):
        assert text in shown
    label = entry_of(data, "Q")["label"]
    page.run(
        "[...document.querySelectorAll('#bang-so dd button')].find(b => b.textContent === arguments[0]).click()",
        label,
    )
    file, row, column, printed, *_ = data["cells"][entry_of(data, "Q")["cells"][0]]
    name, sha256 = data["files"][file]
    for text in (printed, f"{name}, dòng {row}, cột {column}", sha256[:12]):
        assert text in page.panel
    assert page.focused("e.textContent") == label
    page.run(
        "[...document.querySelectorAll('#bang-so button')].find(b => b.textContent.includes('Quay lại')).click()"
    )
    assert entry_of(data, "I07")["label"] in page.panel


def test_all_numbers_of_one_raw_cell(page: Page, finished: Finished) -> None:
    """The link of a raw cell lists each number of the page whose lineage names it, and no other."""
    made = finished(PUBLISHED)
    data = data_of(made.html.read_text(encoding="utf-8"))
    cell = entry_of(data, "Q")["cells"][0]
    resting = {entry["id"] for entry in data["values"] if cell in entry.get("cells", ())}
    size = 0
    while size != len(resting):
        size = len(resting)
        resting |= {
            entry["id"] for entry in data["values"] if resting & set(entry.get("inputs", ()))
        }
    shown = {id_ for id_, _ in elements(made.html, resting)}
    page.open(made.html)
    page.run(OPEN, 'a.so[data-v="Q"]')
    page.run(
        "[...document.querySelectorAll('#bang-so button')].find(b => b.textContent === 'Các số dùng ô này').click()"
    )
    labels = page.run(
        "return [...document.querySelectorAll('#bang-so .so-dung > li > button')].map(b => b.textContent)"
    )
    assert sorted(labels) == sorted(entry_of(data, id_)["label"] for id_ in shown)
    places = page.run(
        "return [...document.querySelectorAll('#bang-so .noi-in a')].map(a => a.getAttribute('href'))"
    )
    assert len(places) > len(labels)
    assert all(
        page.run("return document.querySelector(arguments[0]) !== null", place) for place in places
    )


def test_the_rows_of_a_sum_are_shown_filtered_and_copied(page: Page, finished: Finished) -> None:
    """The contributing rows are those of the sum; filtered ones are copied as CSV, formulas as text."""
    made = finished(REGISTER)
    page.open(made.html)
    page.run(OPEN, 'table a.so[data-v="C"]')
    rows = actual(2023)
    assert f"Các dòng góp vào ({len(rows)})" in page.panel
    page.run(
        "window.copied = ''; Object.defineProperty(navigator, 'clipboard', {configurable: true, value:"
        " {writeText: async (text) => { window.copied = text; }}})"
    )
    press = "[...document.querySelectorAll('#bang-so button')].find(b => b.textContent === 'Chép CSV').click()"
    page.run(press)
    copied = list(csv.DictReader(io.StringIO(page.run("return window.copied"))))
    assert sum(Fraction(row["Kinh phí đối ứng"]) * MILLION for row in copied) == sum(
        s.counterpart for s in rows
    )
    assert sorted(row["Tên đề án"] for row in copied) == sorted(s.name for s in rows)
    assert set(copied[0]) >= {"Tệp", "Trang tính", "Dòng", "Địa bàn", "Năm", "Tổng kinh phí"}
    assert not {"Đơn vị thụ hưởng", "Đơn vị thực hiện"} & set(copied[0])
    page.run(
        "const f = document.querySelector('#bang-so input'); f.value = 'AN nhơn'; f.dispatchEvent(new Event('input'))"
    )
    near = [scheme for scheme in rows if scheme.place == "Thị xã An Nhơn"]
    assert page.run("return document.querySelectorAll('#bang-so tbody tr').length") == len(near)
    page.run("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.run(press)
    assert (
        page.focused("e.tagName + (e.selectionEnd - e.selectionStart === e.value.length)")
        == "TEXTAREAtrue"
    )
    kept = list(csv.DictReader(io.StringIO(page.focused("e.value"))))
    assert [row["Địa bàn"] for row in kept] == ["Thị xã An Nhơn"] * len(near)


def test_copied_text_is_no_formula(page: Page, finished: Finished) -> None:
    """What a spreadsheet would run is copied with an apostrophe in front, a negative number as it is."""
    made = finished(REGISTER)

    def change(held: dict[str, Any]) -> None:
        for table in held["tables"]:
            for column in table["columns"]:
                if column["code"] in ("name", "place"):
                    column.pop("words", None)
                    text = '=HYPERLINK("x");@SUM(1)' if column["code"] == "name" else "-5"
                    column["cells"] = [text] * len(table["rows"])

    page.open_changed(made.html, with_data(change))
    page.run(OPEN, 'table a.so[data-v="C"]')
    page.run("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.run(
        "[...document.querySelectorAll('#bang-so button')].find(b => b.textContent === 'Chép CSV').click()"
    )
    first = next(csv.DictReader(io.StringIO(page.focused("e.value"))))
    assert (first["Tên đề án"], first["Địa bàn"]) == ("'=HYPERLINK(\"x\");'@SUM(1)", "-5")


# Ways to use it -------------------------------------------------------------------------------------------------------


def test_everything_works_by_keyboard(page: Page, finished: Finished) -> None:
    """Tab, Enter, Space and Escape alone run the check, open a number, a label of a chart, and lead the focus back."""
    from selenium.webdriver.common.keys import Keys

    made = finished(PUBLISHED)
    page.open(made.html)

    def tab_to(wanted: str) -> None:
        for _ in range(120):
            page.press(Keys.TAB)
            if page.focused(f"e.matches('{wanted}')"):
                return
        raise AssertionError(wanted)

    tab_to("#kiem-tra-nut")
    page.press(Keys.ENTER)
    assert page.verdict.startswith("Khớp.")
    tab_to("a.so")
    first = page.focused("e.id")
    page.press(Keys.ENTER)
    assert page.panel
    assert page.focused("e.closest('[role=dialog]') !== null")
    page.press(Keys.ESCAPE)
    assert page.panel == ""
    assert page.focused("e.id") == first
    page.press(Keys.SPACE)
    assert page.panel
    page.press(Keys.ESCAPE)
    tab_to("svg .so")
    name = page.focused("e.textContent")
    for key in (Keys.ENTER, Keys.SPACE):
        page.press(key)
        assert "Giá trị đúng" in page.panel
        page.press(Keys.ESCAPE)
        assert page.focused("e.textContent") == name


def test_it_works_on_a_phone(page: Page, finished: Finished) -> None:
    """At 390 px nothing scrolls sideways, the panel lies below, and what was tapped stays in sight above it."""
    made = finished(REGISTER)
    page.open(made.html, PHONE)
    widths = "return [innerWidth, document.documentElement.scrollWidth]"
    assert page.run(widths) == [390, 390]
    assert page.run(
        "return [...document.querySelectorAll('.hinh > .rong')].every(e => !e.offsetHeight)"
    )
    for chosen in ('table a.so[data-v="Q"]', ".hep .so", 'a.so[data-v="I10"]'):
        page.run(
            OPEN.replace(
                "e.click()",
                "e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))",
            ),
            chosen,
        )
        assert page.panel
        assert page.run(widths) == [390, 390]
        box = "const b = document.querySelector(arguments[0]).getBoundingClientRect(); return [b.top, b.bottom]"
        top, bottom = page.run(box, "#bang-so")
        assert top > 844 * 0.3
        assert bottom <= 845
        upper, lower = page.run(box, chosen)
        assert 0 <= upper < lower <= top
    page.check()
    assert page.red == []
    assert page.complaints() == []


def test_print_shows_neither_bar_nor_panel(page: Page, finished: Finished) -> None:
    """On paper there is the report alone."""
    page.open(finished(PUBLISHED).html)
    page.run(OPEN, "a.so")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = page.run(
        "return ['kiem-tra', 'bang-so'].map(id => getComputedStyle(document.getElementById(id)).display)"
    )
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == ["none", "none"]


SEEN = "return document.getElementById('vet-Q').checkVisibility()"


def test_a_link_into_the_folded_part_opens_it(page: Page, finished: Finished) -> None:
    """The technical part is folded; the panel's link to the line of a number unfolds it and shows the line."""
    page.open(finished(PUBLISHED).html)
    assert not page.run(SEEN)
    page.run(OPEN, 'a.so[data-v="Q"]')
    page.driver.find_element("css selector", '#bang-so a[href="#vet-Q"]').click()
    assert page.run(SEEN)
    top = page.run("return document.getElementById('vet-Q').getBoundingClientRect().top")
    assert 0 <= top <= 900


def test_the_folded_part_is_printed(page: Page, finished: Finished) -> None:
    """On paper the technical part stands open, whether a reader has unfolded it or not."""
    page.open(finished(PUBLISHED).html)
    assert not page.run(SEEN)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    seen = page.run(SEEN)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert seen


def test_without_a_script_numbers_lead_to_the_appendix(page: Page, finished: Finished) -> None:
    """With scripts switched off the page reads as before: a number is a link to its line of the technical part."""
    made = finished(PUBLISHED)
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.open(made.html)
        page.driver.find_element("css selector", 'a.so[data-v="Q"]').click()
        assert page.driver.current_url.endswith("#vet-Q")
        assert not page.driver.find_element("id", "kiem-tra-nut").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


# The browser reads as the program does ------------------------------------------------------------------------------

TYPED = (
    "300.000.000", "300000000", "0", "-", "–", "", "262,5 triệu đồng", "1 tỷ 200 triệu", "1,5 tỷ", "350 tr.đ",
    "300.000.000đ", "300.000.000 ₫", "300.000.000 (1)", "300.000.000*", "300.000.000²", "'300000000",
    "３００．０００．０００", "300 000 000", "300\u00a0000\u00a0000", "300\u202f000\u202f000", "30\u200b0.000.000",
    "2 ty 5 trieu", "450 nghìn đồng", "12.500 ngàn đồng", "1 TỶ ĐỒNG", "450 Triệu", "99.999.999.999",
)  # fmt: skip
STORED = ("310000000", "310", "262.5", "0", "1234.5678", "310.0000004", "3.1e+02", "12.3456785")


def test_amounts_are_read_as_by_the_program(page: Page, finished: Finished) -> None:
    """Typed amounts with all their units, signs and spaces, and stored numbers: the browser's đồng are the reader's."""
    columns = []
    for unit in MONEY_NAMES:
        typed = [(text, read_amount(text, unit, total=True)) for text in TYPED]
        stored = [(text, read_number(text, unit, total=True)) for text in STORED]
        known = [(t, a.value, "0") for t, a in typed if a.fault is None]
        known += [(t, a.value, "1") for t, a in stored if a.fault is None and a.value < MOST_TOTAL]
        columns.append((unit, known))
    assert sum(len(known) for _, known in columns) > 100

    def change(held: dict[str, Any]) -> None:
        held.update(tables=[], values=[], cells=[], sets=["1"])
        for number, (unit, known) in enumerate(columns):
            held["sets"] += [str(row) for row in range(2, len(known) + 1)][len(held["sets"]) - 1 :]
            texts, stored = [text for text, _, _ in known], "".join(kind for _, _, kind in known)
            column = {
                "code": "kcqg",
                "column": "H",
                "label": "KCQG",
                "unit": unit,
                "stored": stored,
                "cells": texts,
            }
            held["tables"].append(
                {"file": 0, "sheet": None, "rows": [1] * len(known), "columns": [column]}
            )
            for position, (text, value, _) in enumerate(known):
                entry = {
                    "id": f"v{number}_{position}",
                    "label": f"{text} {unit}",
                    "value": str(value),
                    "unit": "đồng",
                }
                held["values"].append(
                    entry
                    | {"bound": "exact", "gather": "sum", "ranges": [[number, "kcqg", position]]}
                )

    made = finished(PUBLISHED)
    page.open_changed(made.html, with_data(change)).check()
    wrong = "0 số liệu sai"
    assert wrong in page.verdict, faults(page)


def faults(page: Page) -> str:
    page.run(
        "[...document.querySelectorAll('#kiem-tra button')].find(b => b.textContent.includes('sai'))?.click()"
    )
    return page.panel[:1500]


def test_numbers_are_printed_as_by_the_program(page: Page, finished: Finished) -> None:
    """Rounding by bound, groups, decimals and signs: what format_number prints is what the browser wants to see."""
    shown = []
    for value in (
        Fraction(1, 3),
        Fraction(-5, 2),
        Fraction(12345678),
        Fraction(999999, 1000),
        Fraction(0),
        Fraction(-1, 8),
    ):
        for bound in ("exact", "at_least", "at_most", "about", "unknown"):
            for decimals in (-3, 0, 1, 2, 3):
                for scale in (0, 3):
                    text = format_number(value / 10**scale, decimals, bound)
                    shown.append((exact_text(value), bound, decimals, scale, text))
    markup = "".join(
        f'<a class="so" data-v="v{n}" data-d="{decimals}" data-k="{scale}" href="#x">{text}</a> '
        for n, (_, _, decimals, scale, text) in enumerate(shown)
    )

    def change(held: dict[str, Any]) -> None:
        held["values"] = [
            {
                "id": f"v{n}",
                "label": "x",
                "value": value,
                "unit": "lần",
                "bound": bound,
                "formula": as_formula(value),
            }
            for n, (value, bound, *_) in enumerate(shown)
        ]

    page.open_changed(
        finished(PUBLISHED).html,
        lambda text: with_data(change)(with_body(f"<p>{markup}</p>")(text)),
    ).check()
    assert [pair for pair in page.red if re.fullmatch(r"v\d+", pair[0])] == []
    assert page.run("return document.querySelectorAll('.so.dung').length") == len(shown)


def as_formula(value: str) -> str:
    return f"0 - {value[1:]}" if value.startswith("-") else value


def test_formulas_are_computed_as_by_the_program(page: Page, finished: Finished) -> None:
    """The formula language with all functions, signs and brackets: the browser's results are the evaluator's."""
    numbers = {
        "Q": Fraction(7),
        "L": Fraction(-3, 2),
        "N.kh": Fraction(0),
        "L.2017.kh": Fraction(10**15, 7),
    }
    formulas = [
        "Q + L * 2 - -Q", "-(Q - L) / 3", "sum(Q, L, N.kh)", "count(Q, L, 0.5)", "median(Q, L, N.kh, L.2017.kh)",
        "median(Q, L, 2)", "min(Q, L) + max(L.2017.kh, Q)", "Q / N.kh", "100 * L.2017.kh / (Q + L)", "0.125 - Q / 0.3",
        "((Q))", "--Q", "Q - L - 1 - 1", "Q / L / 2", "max(Q / N.kh, 1)",
    ]  # fmt: skip

    def change(held: dict[str, Any]) -> None:
        held["values"] = [
            {
                "id": id_,
                "label": id_,
                "value": exact_text(value),
                "unit": "",
                "bound": "exact",
                "formula": as_fraction(value),
            }
            for id_, value in numbers.items()
        ]
        for n, text in enumerate(formulas):
            formula = parse_formula(text)
            result = evaluate(formula, {name: numbers[name] for name in formula.names})
            stored = None if result is None else exact_text(result)
            entry = {
                "id": f"v{n}",
                "label": text,
                "value": stored,
                "unit": "",
                "bound": "exact",
                "formula": text,
            }
            held["values"].append(entry | {"inputs": list(formula.names)})

    page.open_changed(finished(PUBLISHED).html, with_data(change)).check()
    assert "0 số liệu sai" in page.verdict, faults(page)


def as_fraction(value: Fraction) -> str:
    text = f"{abs(value.numerator)} / {value.denominator}"
    return text if value >= 0 else f"-{text}"
