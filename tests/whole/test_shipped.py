"""The editions that can be made of the shipped data, up to the values and their checks, in process."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from lxml import html as lxml_html

from analysis.book.book import Shown, shown_bound
from analysis.book.printing import Printing, rounded
from analysis.book.records import to_records
from analysis.checks.waivers import refuse_open
from analysis.definitions.indicators import load_definitions
from analysis.document.blocks import text_of
from analysis.edition import Edition, edition_of
from analysis.errors import NoDataError
from analysis.figures.figure import figures_in
from analysis.figures.periods import periods_in
from analysis.issued.causes import HEADLINES as ISSUED_HEADLINES
from analysis.language.numbers import format_number, parse_exact
from analysis.overview.card import FILES, UNISSUED, Issue, card_of, ids_of
from analysis.raw.folder import read_raw
from analysis.raw.rows import RawData, RawRow
from analysis.report.titles import subject
from analysis.report.view import Report
from analysis.stages.cleaning import clean_edition
from analysis.stages.computing import compute
from editions import ROOT
from overview_cards import page_with

UNTOLD = Issue(UNISSUED)
SOUTH = "cac-tinh-thanh-pho-phia-nam"
# Of each edition the ids of values with what the source prints: money in triệu đồng.
HEADLINES: dict[str, dict[str, str]] = {
    "tinh-2012-2022": {"T": "60182", "Q": "12982", "L": "4205", "C": "42995"},
    "binh-dinh-2016": {"P": "2925", "Q": "900", "L": "2025", "DA": "23"},
    "binh-dinh-2017": {"L.kh": "2520", "DA_L.kh": "20"},
    "binh-dinh-2019": {"L.kh": "1800", "DA_L.kh": "17"},
    "binh-dinh-2020": {"L.kh": "2700", "DA_L.kh": "27"},
    "binh-dinh-2021": {"P.kh": "5024", "L.kh": "2874", "DA.kh": "33"},
    "binh-dinh-2022": {"Q": "2400", "L": "3420", "C": "8588", "LD": "360"},
    "binh-dinh-2016-2020": {"P": "21300", "C": "114000", "DA": "270"},
    "yen-bai-2016-2020": {"Q": "10365", "L": "13870", "C": "208295", "DA": "138"},
    "ca-nuoc-2016": {"Q.kh": "103700", "L.kh": "127200", "DA_Q.kh": "251"},
    "dak-lak-2020": {"LC.kh": "3600", "L.kh": "2000", "C.kh": "1600", "DA_L.kh": "16"},
    "dak-nong-2021-2025": {"T.kh": "71200", "Q.kh": "8700", "L.kh": "9700"},
    "ha-tinh-2021-2025": {"P": "7648", "P_khop": "7600", "DA": "57", "N": "25"},
    "ha-tinh-2024": {"P": "1500", "K": "1100", "L.kh": "1800"},
    f"{SOUTH}-2023": {"P": "81725", "Q": "30680", "P.kh": "99350", "Q.kh": "32010"},
    f"{SOUTH}-2024": {"P": "53810", "P.2023": "81725"},
    f"{SOUTH}-2025": {"P.kh": "56300", "P.2025_9t": "8300"},
    f"{SOUTH}-2023-2025": {"P.2023": "81725", "P.2024": "53810", "P.2025.kh": "56300"},
    f"{SOUTH}-2025-9t": {"P": "8300"},
    "ca-nuoc-2024": {"Q.kh": "130000", "DA_Q.kh": "106", "P.kr": "332000", "Q.2024_6t.pd": "45000"},
    "ca-nuoc-2024-6t": {"Q.pd": "45000"},
    "ca-nuoc-2021-2025": {"P.pd": "1436000", "tt_Q.pd": "36.6"},
    "vinh-long-2023": {"LC.kh": "4700", "L.kh": "2500", "C.kh": "2200"},
    "vinh-long-2025": {"P": "11700", "DA_K": "43"},
    "vinh-long-2021-2025": {"P": "37000", "DA": "165", "DA_Q": "32", "P.2025": "11700"},
    "vinh-long-2026-2030": {"T.kh": "376000", "Q.kh": "22600", "L.kh": "93480", "C.kh": "259920"},
    "khanh-hoa-2022": {"P": "2146", "P_khop": "2100", "DA": "16", "DA_K": "13", "K": "1779.97"},
    "khanh-hoa-2023": {"P.kh": "2100", "K.kh": "1400", "S.kh": "414", "P.2022": "2146"},
    "khanh-hoa-2012-2022": {"S": "1300", "A": "1300", "P.2022": "2146"},
    "ba-ria-vung-tau-2023": {"LC.kh": "9000", "L.kh": "5700", "C.kh": "3300", "DA_L.kh": "11"},
    "lao-cai-2022": {"kp_KN.kh": "7400", "DA_L.kh": "8"},
    "quang-tri-chua-ro-dia-gioi-2021-2025": {"P_in": "22500", "Q": "5800", "L": "16700"},
    "ninh-thuan-2024": {"L.pd": "630", "DA_L.pd": "7", "K.pd": "485", "A.pd": "485"},
    "dong-thap-chua-ro-dia-gioi-2024": {"P": "5000", "DA": "14", "N": "18"},
    "dong-thap-2025-9t": {"P": "1600", "DA": "6", "N": "7"},
    "quang-binh-2025": {"L.pd": "700", "C.pd": "7600", "LD.pd": "50"},
    "dak-lak-2021-2025": {"kp_KN": "104000", "DA": "142"},
    "thai-nguyen-2023": {"DA_Q": "3"},
    "huyen-vinh-linh-quang-tri-2023": {"L.pd": "295"},
}  # fmt: skip
# What the sources say against themselves or each other, by edition: code, key, what the check says of it.
WAIVED = {
    "tinh-2012-2022": [("R08", "R08.2012_2022")],
    "yen-bai-2016-2020": [("R08", "R08_DA_khac.2016_2020")],
    "khanh-hoa-2022": [("R03", "R03.2022"), ("R08", "R08_DA_K_khac.2022")],
    "khanh-hoa-2012-2022": [("R03", "R03.2022"), ("R08", "R08_DA_K_khac.2022")],
    f"{SOUTH}-2023": [("R14", "R14_share_KC_thong_tin_tuyen_truyen_lech.2023")],
    f"{SOUTH}-2023-2025": [("R14", "R14_share_KC_thong_tin_tuyen_truyen_lech.2023")],
}


def named(name: str) -> Edition:
    edition = edition_of(name)
    assert edition is not None
    return edition


@cache
def shipped() -> RawData:
    return read_raw(ROOT / "data" / "raw")


@cache
def report_of(name: str) -> Report:
    frame, clean = clean_edition(shipped(), named(name))
    figures = figures_in(frame)
    book, checks = compute(figures, clean)
    return Report(clean, figures, book, checks, load_definitions())


@pytest.mark.parametrize("name", HEADLINES)
def test_a_shipped_edition_has_the_figures_that_its_source_prints(name: str) -> None:
    """Each edition of the shipped data is computed with the numbers of its source, and nothing in it is left open."""
    report = report_of(name)
    values = {id_: report.book[id_] for id_ in HEADLINES[name]}
    found = {
        id_: value.value and value.value / (10**6 if value.unit == "đồng" else 1)
        for id_, value in values.items()
    }
    assert found == {id_: Fraction(text) for id_, text in HEADLINES[name].items()}
    refuse_open(report.checks, report.clean.waivers, report.edition, report.book)
    told = [check for check in report.checks if check.verdict == "miễn trừ"]
    assert [check.of for check in told] == WAIVED.get(name, [])
    assert all(check.reason and check.who for check in told)


def in_millions(shown: Shown) -> str:
    """What a report prints, an amount in tỷ đồng as whole triệu."""
    if shown.unit == "tỷ đồng":
        return format_number(rounded(shown) * 1000, 0)
    return shown.text


def test_the_page_of_all_editions_shows_their_own_entries() -> None:
    """Each figure of the page is an entry of its edition with the digits of its report, and none is left out."""
    cards = []
    wanted = set()
    for name in HEADLINES:
        book = report_of(name).book
        told = {"place_name": name, "is_broken": False, "findings": [], "tables": []}
        cards.append(card_of(named(name), to_records(book), [*book.values], told, UNTOLD, FILES))
        ids = [id_ for headline in ISSUED_HEADLINES for id_ in ids_of(headline) if book.known(id_)]
        for value in map(book.values.__getitem__, ids):
            printed = f"{shown_bound(value)} {in_millions(Printing(book).shown(value))}".strip()
            number = Fraction(value.value or 0)
            wanted.add(
                (f"{name}/bao-cao.html#vet-{value.id}", number, value.bound, value.status, printed)
            )
    page = lxml_html.fromstring(page_with(cards))
    shown = [
        (
            link.get("href"),
            parse_exact(link.get("data-v")),
            link.get("data-b"),
            link.get("data-s"),
            link.text_content(),
        )
        for link in page.xpath("//td//a[@class='so']")
    ]
    assert len(shown) == len(wanted) > 100
    assert {*shown} == wanted


def changed_amount(row: RawRow) -> RawRow:
    """The row with another first digit in its value."""
    text = row.cells["gia_tri"].strip()
    other = "8" if text.startswith("9") else "9"
    return replace(row, cells={**row.cells, "gia_tri": other + text[1:]})


@pytest.mark.parametrize("name", ["yen-bai-2016-2020", "khanh-hoa-2022", "ca-nuoc-2016"])
def test_a_changed_cell_is_a_reason_for_the_editions_that_use_it_alone(name: str) -> None:
    """A cell of one place changes what is told of the used rows of just the editions that have a figure of its row."""
    figure = report_of(name).figures[0]
    key = (figure.file, figure.row)
    tables = shipped().tables
    rows = [
        changed_amount(row) if (row.file.name, row.number) == key else row
        for row in tables["figures"]
    ]
    changed = replace(shipped(), tables={**tables, "figures": rows})
    for other in (
        "yen-bai-2016-2020",
        "khanh-hoa-2022",
        "khanh-hoa-2012-2022",
        "ca-nuoc-2016",
        "binh-dinh-2022",
    ):
        before = report_of(other)
        _, after = clean_edition(changed, named(other))
        uses = key in {(one.file, one.row) for one in before.figures}
        assert (
            (before.clean.inputs, before.clean.meaning) != (after.inputs, after.meaning)
        ) == uses


def test_every_shipped_figure_is_of_an_edition_above() -> None:
    """No row of the shipped figures is read by no edition of this file, but for those that PLACE cannot name."""
    read = {(figure.file, figure.row) for name in HEADLINES for figure in report_of(name).figures}
    rows = {(row.file.name, row.number): row.stripped for row in shipped().tables["figures"]}
    left = {(cells["dia_ban"], cells["den_nam"]) for key, cells in rows.items() if key not in read}
    # a plan of a province for years after its end, and a figure of a year and three quarters
    assert left == {("Lào Cai (trước sắp xếp)", "2025"), ("Thanh Hóa", "2022")}


def test_a_contradiction_is_told_as_the_sources_print_it() -> None:
    """12 and 13 schemes of two sources, 7,1% of what is 11,87%, parts beyond their whole: both numbers are said."""
    told = {
        check.of: text_of(check.text).replace("\u00a0", " ")
        for name in WAIVED
        for check in report_of(name).checks
    }
    rivals = re.findall(
        "nguồn “([^”]+)” in ([0-9]+) đề án", told["R08", "R08_DA_K_khac.2022"].lower()
    )
    assert [number for _, number in rivals] == ["13", "12"]
    assert len(dict(rivals)) == 2
    share = told["R14", "R14_share_KC_thong_tin_tuyen_truyen_lech.2023"]
    assert "Nguồn in 7,1%; tính được 11,87%" in share
    assert "trên 2.272,97 triệu đồng, tổng là 2.146 triệu đồng" in told["R03", "R03.2022"]


def test_a_province_before_and_after_the_merger_are_two_places() -> None:
    """Vĩnh Long of 2023 is no part of Vĩnh Long of 2021-2025, and nothing is compared across the merger."""
    after = report_of("vinh-long-2021-2025")
    assert {figure.source for figure in after.figures} == {"vinh-long-2021-2025"}
    assert after.clean.is_broken
    with pytest.raises(NoDataError, match="2023"):
        clean_edition(shipped(), named("vinh-long-2024"))


def test_a_region_has_the_name_that_holds_for_all_years_of_the_edition() -> None:
    """What a source calls 20 provinces before the merger is called so in no edition that goes beyond it."""
    assert report_of(f"{SOUTH}-2023").place_text == "20 tỉnh, thành phố phía Nam"
    assert report_of(f"{SOUTH}-2023-2025").place_text == "các tỉnh, thành phố phía Nam"
    assert report_of("huyen-vinh-linh-quang-tri-2023").place_text.startswith("huyện Vĩnh Linh")


def test_a_report_is_titled_by_its_own_period() -> None:
    """A plan with results of the year before, of a part of the year, or of a status unknown is a plan."""
    for name in ("khanh-hoa-2023", f"{SOUTH}-2025", "ca-nuoc-2024", "binh-dinh-2017"):
        assert subject(report_of(name)).startswith("Kế hoạch"), name
    assert subject(report_of("ca-nuoc-2024-6t")).endswith("đã phê duyệt")
    assert subject(report_of("khanh-hoa-2022")).startswith("Kết quả")


def test_every_source_of_the_figures_has_its_entry_and_date() -> None:
    """Each row of the shipped figures names a source of nguon.csv that has a publisher and a date."""
    sources = {cells["id"]: cells for cells in shipped().cells("nguon.csv")}
    named_sources = {row.stripped["nguon_tin"] for row in shipped().tables["figures"]}
    assert named_sources == set(sources)
    assert all(cells["publisher"] and cells["date"] for cells in sources.values())
    assert len(periods_in(shipped())) > len(HEADLINES)
