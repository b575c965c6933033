"""The page of all editions shows what their entries say, literally, and lets compare only what may be compared."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from lxml import html as lxml_html

from analysis.book.book import Value
from analysis.overview.card import DRAFT, UNISSUED, Issue
from overview_cards import HOSTILE, amount, card, page_with, some_cards
from page_browser import DESK, PHONE, Page

SAVED = """
const made = [];
URL.createObjectURL = (blob) => { made.push(blob); return "about:blank"; };
HTMLAnchorElement.prototype.click = () => {};
document.getElementById("xuat").click();
made[0].arrayBuffer().then((bytes) => arguments[0](new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)));
"""


SHOWN = "return [...document.querySelectorAll('tbody tr:not([hidden])')].map(r => r.dataset.ky)"

# What the page says of an edition beside the base hue-2022.
BESIDE_HUE = {
    "hue-2022": "mốc",
    "hue-2021": "▼ thấp hơn mốc 20,00%",
    "hue-2023": "không so: chỉ có số kế hoạch, không có số thực hiện",
    "hue-2022-2023": "không so: khác số năm của kỳ (2 năm, mốc 1 năm)",
    "hue-2024-6t": "không so: một phần của năm chỉ so với cùng phần ấy của năm khác",
    "ha-tinh-2022": "▲ cao hơn mốc",
    "nghe-an-2022": "▼ thấp hơn mốc",
    "dak-lak-2022": "không so: khác định nghĩa: “Kinh phí khuyến công, không tách nguồn”, mốc “Kinh phí khuyến công”",
    "dak-nong-2022": "không so: không có số liệu này",
    "ca-nuoc-2022": "không so: không cùng cấp địa bàn: chỉ so tỉnh, thành phố với nhau",
    "vinh-long-2021-2025": "không so: các năm của kỳ nằm ở hai bên ngày 01/7/2025, không chắc cùng một địa bàn",
    "vinh-long-2023": "không so: khác cả địa bàn và kỳ: các địa bàn chỉ so trong cùng một kỳ",
    "vinh-long-2026": "không so: khác cả địa bàn và kỳ: các địa bàn chỉ so trong cùng một kỳ",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trang") / "index.html"
    path.write_text(page_with(some_cards()), encoding="utf-8")
    return path


def choose(page: Page, **values: str) -> None:
    """Choose in selects and fields of the page by their id, _ for -."""
    for name, value in values.items():
        page.run(
            "const e = document.getElementById(arguments[0]); e.value = arguments[1];"
            "e.dispatchEvent(new Event('input', {bubbles: true}))",
            name.replace("_", "-"),
            value,
        )


def beside(page: Page) -> dict[str, str]:
    """What stands beside each edition in the column of comparisons."""
    return dict(
        page.run(
            "return [...document.querySelectorAll('tbody tr')]"
            ".map(r => [r.dataset.ky, r.querySelector('.so-voi-moc').textContent])"
        )
    )


def test_only_what_may_be_compared_is(page: Page, index: Path) -> None:
    """Beside a base each edition has a direction in sign and words that its bounds prove, or why there is none."""
    page.open(index)
    choose(page, chi_tieu="P", tinh_chat="actual", moc="hue-2022")
    assert beside(page) == BESIDE_HUE
    choose(page, moc="ha-tinh-2022")
    assert beside(page)["nghe-an-2022"] == "▼ thấp hơn mốc"
    choose(page, moc="vinh-long-2023")
    assert beside(page)["vinh-long-2026"].startswith(
        "không so: cùng tên nhưng không chắc cùng địa bàn"
    )
    assert page.complaints() == page.requests() == []


def test_parts_of_years_by_other_days_are_not_compared(page: Page, tmp_path: Path) -> None:
    """Six months by the day of approval are not set against six months by the day of acceptance, nor told as equal."""
    days = {
        "hue-2024-6t": "approved_on",
        "hue-2023-6t": "accepted_on",
        "hue-2022-6t": "approved_on",
    }
    cards = [card(name, [amount("P", 400)], dated_by=by) for name, by in days.items()]
    path = tmp_path / "index.html"
    path.write_text(page_with([*cards, card("hue-2021-6t", [amount("P", 400)])]), encoding="utf-8")
    page.open(path)
    choose(page, moc="hue-2024-6t")
    told = beside(page)
    assert (
        told["hue-2023-6t"]
        == "không so: đề án được tính vào kỳ theo ngày khác: ngày nghiệm thu, mốc ngày phê duyệt"
    )
    assert told["hue-2022-6t"] == told["hue-2021-6t"] == "＝ bằng mốc"


def test_the_charts_have_the_places_and_the_years_of_the_base(page: Page, index: Path) -> None:
    """Places of the period by value, periods of the place by time; one without the figure stands without a bar."""
    page.open(index)
    choose(page, chi_tieu="P", tinh_chat="actual", moc="hue-2022")
    read = (
        "return [...document.querySelectorAll(arguments[0])].map(e =>"
        "[e.querySelector('a').getAttribute('href'), e.querySelectorAll('rect').length])"
    )
    assert page.run(read, "#hinh-noi li") == [
        ["ha-tinh-2022/bao-cao.html#vet-P", 1],
        ["hue-2022/bao-cao.html#vet-P", 1],
        ["nghe-an-2022/bao-cao.html#vet-P", 1],
        ["dak-lak-2022/bao-cao.html#vet-P", 0],
        ["dak-nong-2022/bao-cao.html", 0],
    ]
    assert page.run(read, "#hinh-nam li") == [
        ["hue-2021/bao-cao.html#vet-P", 1],
        ["hue-2022/bao-cao.html#vet-P", 1],
        ["hue-2023/bao-cao.html", 0],
    ]


def test_bars_have_the_scale_of_the_figures_that_are_compared(page: Page, tmp_path: Path) -> None:
    """A figure of another meaning, however large, has no bar and leaves the others as long as they were."""
    places = [card("hue-2022", [amount("P", 800)]), card("ha-tinh-2022", [amount("P", 400)])]
    other = amount("P", 99_000, label="Kinh phí khuyến công, không tách nguồn")
    path = tmp_path / "index.html"
    path.write_text(page_with([*places, card("dak-lak-2022", [other])]), encoding="utf-8")
    page.open(path)
    choose(page, chi_tieu="P", tinh_chat="actual", moc="hue-2022")
    read = (
        "return [...document.querySelectorAll('#hinh-noi rect')].map(e => e.getAttribute('width'))"
    )
    assert page.run(read) == ["94%", "47%"]


def test_filters_and_order_work_by_keys(page: Page, index: Path) -> None:
    """A search needs no marks; a head of a column sorts by Enter, and what is missing comes last either way."""
    from selenium.webdriver.common.keys import Keys

    page.open(index)
    choose(page, tim="ha tinh")
    assert page.run(SHOWN) == ["ha-tinh-2022"]
    choose(page, tim="", loc_nam="2023", loc_noi="hue")
    assert page.run(SHOWN) == ["hue-2023", "hue-2022-2023"]
    choose(page, loc_nam="", loc_noi="", loc_tinh_trang=DRAFT)
    assert page.run(SHOWN) == ["hue-2021"]
    choose(page, loc_tinh_trang="", tim="2022")
    page.run("document.querySelector('th[data-c=P] button').focus()")
    page.press(Keys.ENTER)
    assert page.run(SHOWN)[:2] == ["ca-nuoc-2022", "hue-2022-2023"]
    page.press(Keys.ENTER)
    assert page.run(SHOWN)[0] == "dak-lak-2022"
    assert page.run(SHOWN)[-1] == "dak-nong-2022"


def test_a_place_is_one_choice_by_the_name_of_its_newest_edition(
    page: Page, tmp_path: Path
) -> None:
    """A region that two sources call otherwise stands once among the places, and choosing it shows both editions."""
    south = "cac-tinh-thanh-pho-phia-nam"
    names = {f"{south}-2023": "20 tỉnh phía Nam", f"{south}-2025": "Các tỉnh phía Nam"}
    cards = [card(name, [amount("P", 1)], place=place) for name, place in names.items()]
    path = tmp_path / "index.html"
    path.write_text(
        page_with([*cards, card("hue-2022", [amount("P", 1)], place="Huế")]), encoding="utf-8"
    )
    page.open(path)
    choices = page.run("return [...document.getElementById('loc-noi').options].map(o => o.text)")
    assert choices == ["Mọi địa bàn", "Các tỉnh phía Nam", "Huế"]
    choose(page, loc_noi=south)
    assert page.run(SHOWN) == [f"{south}-2025", f"{south}-2023"]


def test_what_the_last_batch_could_not_make_is_marked_and_found(page: Page, tmp_path: Path) -> None:
    """Its row says in sign and words that its figures are older and why; it can be chosen, saved, seen in the chart."""
    told = page_with(some_cards(), {"ha-tinh-2022": ["có 2 lỗi", "R03 <lệch>"]})
    path = tmp_path / "index.html"
    path.write_text(told, encoding="utf-8")
    page.open(path)
    (mark,) = lxml_html.fromstring(told).xpath("//p[contains(@class, 'loi')]")
    assert mark.text_content().startswith("× Không lập lại được")
    choose(page, moc="hue-2022", loc_tinh_trang="khong-lap-lai")
    assert page.run(SHOWN) == ["ha-tinh-2022"]
    assert "× số của báo cáo lập trước" in page.run(
        "return document.querySelector('#hinh-noi li').textContent"
    )
    (row,) = csv.DictReader(page.driver.execute_async_script(SAVED)[1:].splitlines(), delimiter=";")
    assert row["Lưu ý"].endswith(" Lý do: có 2 lỗi. R03 <lệch>.")
    assert "1 kỳ không lập được ở lần make batch gần nhất" in told
    plain = page_with(some_cards())
    assert "Không lập lại được</b>" not in plain
    path.write_text(plain, encoding="utf-8")
    page.open(path)
    choices = page.run("return document.getElementById('loc-tinh-trang').textContent")
    assert "Không lập lại được" not in choices


def test_an_edition_without_a_report_that_failed_is_named() -> None:
    """What has no row to mark, for it was never made or is damaged, stands over the table with its reason.

    It is named as editions with a report are; by its code where nothing tells the name of its place.
    """
    cards = [card("hue-2022", [amount("P", 800)])]
    unmade = {"hue-2022": ["a"], "hue-2021": ["b"], "hue-2020": ["<c>", "d"]}
    page = lxml_html.fromstring(page_with(cards, unmade, **{"hue-2021": ["đã bị sửa"]}))
    told = page.xpath("//section[@aria-labelledby='chua-lap']//li")
    assert [item.text_content() for item in told] == [
        "Huế, năm 2020: <c>: d",
        "Huế, năm 2021: b",
    ]
    south = "cac-tinh-thanh-pho-phia-nam"
    part = {"gia-lai-2025-9t": ["c"], f"{south}-2024": ["d"], "vung-khac-2024": ["e"]}
    text = page_with([card(f"{south}-2023", [amount("P", 1)], place="20 tỉnh phía Nam")], part)
    for words in ("Gia Lai, 9 tháng đầu năm 2025", "20 tỉnh phía Nam, năm 2024", "vung-khac-2024"):
        assert f"<li><b>{words}</b>: " in text


def test_the_saved_table_is_text_for_a_spreadsheet(page: Page, index: Path) -> None:
    """Semicolons, decimal commas, exact đồng, an empty cell for what is missing, and no cell that is a formula."""
    page.open(index)
    choose(page, tim="2022")
    saved = page.driver.execute_async_script(SAVED)
    assert saved[0] == "\ufeff"
    rows = {row["Mã kỳ"]: row for row in csv.DictReader(saved[1:].splitlines(), delimiter=";")}
    assert rows.keys() == {name for name in BESIDE_HUE if "2022" in name}
    money, schemes = "Kinh phí khuyến công (đồng)", "Số đề án (đề án)"
    hue = rows["hue-2022"]
    assert (hue[money], hue[schemes]) == ("800000000", "13,3333333333")
    assert hue["Số đề án: ghi chú"] == "thực hiện, làm tròn 10 chữ số thập phân"
    assert rows["ha-tinh-2022"]["Kinh phí khuyến công: ghi chú"] == "thực hiện, mức tối thiểu"
    assert rows["dak-nong-2022"][money] == ""
    assert rows["dak-nong-2022"]["Kinh phí khuyến công: ghi chú"] == "không có số liệu"
    assert rows["dak-lak-2022"]["Địa bàn"] == HOSTILE
    formula = page_with([card("hue-2022", [amount("P", 1)], place="=HYPERLINK(1)")])
    other = index.with_name("khac.html")
    other.write_text(formula, encoding="utf-8")
    assert '"\'=HYPERLINK(1)"' in page.open(other).driver.execute_async_script(SAVED)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_but_the_table_scrolls_sideways(
    page: Page, index: Path, size: dict[str, int]
) -> None:
    """The page is as wide as the window; the table scrolls in an area that keys reach and that has a name."""
    page.open(index, size)
    assert page.run("return document.documentElement.scrollWidth") <= size["width"]
    area = page.run("const e = document.getElementById('bang'); return [e.tabIndex, e.role]")
    assert area == [0, "region"]


def test_a_phone_shows_two_whole_figures_beside_the_name(page: Page, index: Path) -> None:
    """The column of words leaves room for them, since the comparison stands below the name: no scrolling."""
    page.open(index, PHONE)
    second, area, words = page.run(
        "const right = e => e.getBoundingClientRect().right;"
        "const cells = [...document.querySelectorAll('tbody td[data-c]')].filter(e => e.offsetWidth);"
        "const word = document.querySelector('tbody th .so-voi-moc');"
        "return [right(cells[1]), right(document.getElementById('bang')), word.offsetWidth]"
    )
    assert second <= area
    assert words > 0


def test_a_phone_folds_words_and_breaks_no_figure(page: Page, tmp_path: Path) -> None:
    """There reasons and notes open when asked for, a figure and its star are one line; a desk shows all at once."""
    long = amount("P", 14_408, bound="at_least", word="trên", caveat="ước")
    path = tmp_path / "index.html"
    cards = [*some_cards(), card("son-la-2022", [long], place="Sơn La", is_broken=True)]
    path.write_text(page_with(cards, {"son-la-2022": ["R03"]}), encoding="utf-8")
    folds = "return [...document.querySelectorAll('tbody .gap')].map(e => e.open)"
    figure = (
        "const e = document.querySelector('[data-ky=son-la-2022] .lien');"
        "return [e.textContent, e.getClientRects().length]"
    )
    for size, is_open in ((PHONE, False), (DESK, True)):
        page.open(path, size)
        choose(page, moc="hue-2022")
        assert {*page.run(folds)} == {is_open}
        assert page.run(figure) == ["trên 14.408*", 1]


def test_a_star_on_a_figure_is_explained_where_reading_is() -> None:
    """Not only in the folded notes of an edition, where nobody looks who does not know that there are any."""
    page = lxml_html.fromstring(page_with(some_cards()))
    assert "Dấu * sau một con số" in page.xpath("string(//section[@aria-labelledby='cach-doc'])")


def test_a_table_holds_the_entries_alone() -> None:
    """Text is text, money stands in one unit with the word of its bound, a plan and a draft are marked as such."""
    text = page_with(some_cards())
    assert "<script>alert" not in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
    page = lxml_html.fromstring(text)
    (told,) = page.xpath("//tr[@data-ky='ha-tinh-2022']//a[@class='so']")
    assert told.text_content() == "trên 900"
    (plan,) = page.xpath("//tr[@data-ky='hue-2023']//td[@data-c='P']")
    assert plan.text_content() == "900 kế hoạch"
    (nothing,) = page.xpath("//tr[@data-ky='dak-nong-2022']//td[@data-c='P']")
    assert nothing.text_content() == "– không có số liệu"
    badges = page.xpath("//span[@class='nhan du-thao']/text()")
    assert badges == ["Dự thảo"]


def test_a_damaged_edition_has_no_figures_and_none_is_no_table() -> None:
    """A damaged edition is named with its reason and no number; without an edition the page says what to do."""
    text = page_with(
        [card("hue-2022", [amount("P", 800)])], **{"hue-2021": ["so-lieu.json đã bị sửa"]}
    )
    page = lxml_html.fromstring(text)
    (told,) = page.xpath("//section[@class='hong']//li")
    assert told.text_content() == "hue-2021: so-lieu.json đã bị sửa"
    assert page.xpath("//tr/@data-ky") == ["hue-2022"]
    empty = lxml_html.fromstring(page_with([]))
    assert "Chưa có báo cáo nào" in empty.xpath("string(//header)")
    assert empty.xpath("//section[@aria-labelledby='bang-dau']/@hidden") == [""]


def test_an_edition_changes_its_own_row_alone() -> None:
    """Another amount, another issue or another edition leaves every other row of the table as it was."""
    row = re.compile(r'^<tr data-ky="([^"]+)".*$', re.MULTILINE)
    before = some_cards()
    schemes = Value("DA", "Số đề án", Fraction(13), "đề án", decimals=2)
    changes = [
        card("hue-2022", [amount("P", 801), schemes], place="Huế"),
        card("hue-2022", [amount("P", 800), schemes], place="Huế", issue=Issue(UNISSUED)),
    ]
    old = {found[1]: found[0] for found in row.finditer(page_with(before))}
    for changed in changes:
        new = {found[1]: found[0] for found in row.finditer(page_with([changed, *before[1:]]))}
        assert {name for name in old if old[name] != new[name]} == {"hue-2022"}
    assert page_with(before) == page_with([*reversed(before)])


def test_direction_is_told_only_where_bounds_prove_it(page: Page, tmp_path: Path) -> None:
    """For all pairs of bounds a sign of more or less holds for every pair of numbers that they allow."""
    bounds = ("exact", "at_least", "at_most", "about", "unknown")
    slugs = iter(
        "hue ha-tinh nghe-an dak-lak dak-nong binh-dinh phu-yen gia-lai kon-tum lao-cai yen-bai son-la lai-chau".split()
    )
    cards = [
        card(f"{next(slugs)}-2022", [amount("P", number, bound=bound)])
        for bound, number in product(bounds, (100, 200))
    ]
    path = tmp_path / "index.html"
    path.write_text(page_with(cards), encoding="utf-8")
    page.open(path)
    known = {one.edition.name: one.figures["P"][0] for one in cards}
    for base, of in known.items():
        choose(page, moc=base)
        for name, told in beside(page).items():
            figure = known[name]
            if told.startswith("▲"):
                assert _least(figure) > _most(of)
            if told.startswith("▼"):
                assert _most(figure) < _least(of)
            if name != base and figure.bound == of.bound == "exact":
                assert told[0] in "▲▼"


def _least(value: Value) -> float:
    amount = float(value.value or 0)
    return amount if value.bound in ("exact", "at_least") else float("-inf")


def _most(value: Value) -> float:
    amount = float(value.value or 0)
    return amount if value.bound in ("exact", "at_most") else float("inf")
