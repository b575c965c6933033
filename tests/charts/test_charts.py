from __future__ import annotations

import io
import itertools
import locale
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pandas as pd
import pdfplumber
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from analysis.charts import style
from analysis.charts.axes import fit
from analysis.charts.bars import plot_bars
from analysis.charts.export import Draw, png_bytes, svg_bytes, write_chart
from analysis.charts.panels import plot_panels
from analysis.charts.ranges import plot_ranges
from analysis.charts.shown import Bar, Mark, PanelBar, Range, worded
from analysis.charts.spread import plot_spread
from analysis.charts.style import NARROW, WIDE, Sheet, register_fonts, text_width, wrap

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
DEJAVU = [
    FONTS / "DejaVuSerif.ttf",
    FONTS / "DejaVuSerif-Italic.ttf",
    FONTS / "DejaVuSerif-Bold.ttf",
]
LITERAL = "Giá $x$ và $y$ <b> & \\alpha _a_ {c}"
LONG = (
    "ẮẶ ỄỆ ỘỖ nâng cao năng lực quản lý doanh nghiệp, nhận thức và năng lực áp dụng sản xuất sạch hơn "
    * 4
)


def bar(label: str, value: str, text: str, value_id: str, **more: Any) -> Bar:
    return Bar(label, Fraction(value), text, value_id, **more)


def span(label: str, low: tuple[str, str, str], high: tuple[str, str, str], *more: Any) -> Range:
    chosen, unit = (*more, "")[:2]
    ends = [(Fraction(value), text, value_id) for value, text, value_id in (low, high)]
    return Range(label, unit, *ends[0], *ends[1], chosen)


def panel(name: str, status: str, values: dict[int, int | None]) -> list[PanelBar]:
    found = []
    for year, value in values.items():
        exact = None if value is None else Fraction(value)
        row, id_ = f"{year}, {status}", f"{name}{year}{status}"
        found.append(PanelBar(row, name, exact, f"{value or 0}", id_, status))
    return found


frame = pd.DataFrame

PLANNED_AND_DONE = [
    bar("KCQG, kế hoạch", "12.982", "12,982", "Q.kh", status="planned"),
    bar("KCQG, thực hiện", "4.205", "4,205", "Q"),
    bar("Vốn đối ứng, kế hoạch", "42.995", "42,995", "C.kh", status="planned"),
    bar("Vốn đối ứng, thực hiện", "0", "0", "C"),
]
ACTIVITIES = [
    bar("Đào tạo nghề, truyền nghề", "478", "478", "D"),
    bar("Ứng dụng máy móc, thiết bị tiên tiến", "7318", "7.318", "K"),
    bar("Mô hình trình diễn kỹ thuật", "2630", "2.630", "M"),
]
REST = bar("Chưa phân bổ theo nội dung", "4120", "4.120", "I22", rest=True)
HOSTILE = [
    bar(LONG, "8588", "trên 8.588", "a"),
    bar("Không" * 60, "1/100", "0,01", "b"),
    bar("Không có", "0", "0", "c"),
    bar(LITERAL, "4000", "khoảng 4.000", "d"),
    bar("Điều khiển\x00\x07\x1b\u200b", "3", "3", "c"),
]
RANGES = [
    span(
        "Hệ số đối ứng của mô hình",
        ("10.37", "10,37", "I26.d"),
        ("11.37", "11,37", "I26"),
        "high",
        "lần",
    ),
    span(
        "Phần chưa nêu nội dung",
        ("4120", "4.120", "I22"),
        ("6750", "6.750", "I22.d"),
        "low",
        "triệu đồng",
    ),
]
YEARS = [
    *panel("KCQG", "actual", {2016: 900, 2017: None, 2022: 2400}),
    *panel("KCĐP", "actual", {2016: 2025, 2017: None, 2022: 3420}),
    *panel("KCĐP", "planned", {2017: 2520, 2018: None}),
]
LONG_PRINTS = [
    PanelBar(str(year), name, Fraction(year), f"trên {10**14 + year}", f"{name}{year}")
    for name in ("KCQG", "KCĐP", "Vốn đối ứng")
    for year in (2022, 2023)
]
RATIOS = [0.27] * 30 + [0.5, 0.9, 1.0, 1.4, 1.5, 3.0, 8.1]


def mark(label: str, value: str, value_id: str) -> Mark:
    return Mark(label, Fraction(value), value.replace(".", ","), value_id)


MIDDLES = (("trung vị", "tv"), ("trung bình cộng", "tb"), ("hệ số chung", "I10"))


def spread(sheet: Sheet, values: list[float], *marks: str) -> Figure:
    least, largest, *middles = marks
    return plot_spread(
        values,
        (mark("thấp nhất", least, "min"), mark("cao nhất", largest, "max")),
        [mark(label, value, id_) for (label, id_), value in zip(MIDDLES, middles, strict=True)],
        sheet,
    )


CASES: dict[str, Draw] = {
    "plan": lambda sheet: plot_bars(frame(PLANNED_AND_DONE), "tỷ đồng", sheet),
    "zero": lambda sheet: plot_bars(frame([bar("Không", "0", "0", "z")]), "đề án", sheet),
    "activities": lambda sheet: plot_bars(
        frame([REST, *ACTIVITIES]), "triệu đồng", sheet, largest_first=True
    ),
    "negative": lambda sheet: plot_bars(
        frame([*ACTIVITIES, bar("Âm", "-900", "-900", "n")]), "triệu đồng", sheet
    ),
    "hostile": lambda sheet: plot_bars(
        frame([*HOSTILE, bar(LONG, "1", "1", "r", rest=True)]),
        "triệu đồng",
        sheet,
        largest_first=True,
    ),
    "ranges": lambda sheet: plot_ranges(frame(RANGES), sheet),
    "ranges-extreme": lambda sheet: plot_ranges(
        frame(
            [
                span(LONG, ("1", "1", "a"), ("90", "trên 90", "b"), "low"),
                *RANGES,
                span("Bằng không", ("0", "0", "c"), ("3", "3", "d"), "low"),
                span("Không chọn", ("2", "2", "e"), ("2", "2", "f"), None),
            ]
        ),
        sheet,
    ),
    "years": lambda sheet: plot_panels(frame(YEARS), "triệu đồng", sheet),
    "years-long": lambda sheet: plot_panels(frame(LONG_PRINTS), "đồng", sheet),
    "spread": lambda sheet: spread(sheet, RATIOS, "0.27", "8.1", "0.5", "0.6", "0.9"),
    "spread-right": lambda sheet: spread(sheet, [7.0, 7.5, 8.0], "7", "8", "7.95", "7.5", "7.5"),
    "spread-apart": lambda sheet: spread(sheet, [0.1, 4.0], "0.1", "4", "0.1", "2.05", "3.9"),
}
SHEETS = {"wide": WIDE, "narrow": NARROW}
EACH = pytest.mark.parametrize("case", CASES)
ON_EACH = pytest.mark.parametrize("sheet", SHEETS)


@pytest.fixture(autouse=True)
def bundled_fonts() -> Iterator[None]:
    register_fonts([], "DejaVu Serif")
    yield
    register_fonts([], "DejaVu Serif")


def cleaned(case: str, sheet: Sheet = WIDE) -> ET.Element:
    root = ET.fromstring(svg_bytes(CASES[case](sheet), f"fig-{case}"))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter("text")]


def bound_texts(root: ET.Element) -> list[tuple[str, str]]:
    return [
        (element.attrib["data-v"], element.text or "")
        for element in root.iter()
        if element.get("class") == "so"
    ]


def boxes(root: ET.Element) -> list[tuple[str, float, float]]:
    """Fill, width and height of every rectangle but the paper."""
    found = []
    for path in list(root.iter("path"))[1:]:
        if path.attrib["d"].endswith("z") and "C" not in path.attrib["d"]:
            x, y = (
                np.array([float(n) for n in re.findall(r"-?[\d.]+", path.attrib["d"])])
                .reshape(-1, 2)
                .T
            )
            found.append((path.attrib["fill"], float(np.ptp(x)), float(np.ptp(y))))
    return found


@EACH
@ON_EACH
def test_labels_neither_overlap_nor_leave_the_sheet(case: str, sheet: str) -> None:
    """Every label stands alone, level and whole inside the sheet, however long, small or many the values are."""
    figure = CASES[case](SHEETS[sheet])
    figure.set_dpi(600)  # hinting makes letters of few dots wider than they are in print
    figure.draw_without_rendering()
    points = figure.dpi / 72
    extents = [label.get_window_extent() for label in figure.findobj(Text) if label.get_text()]
    assert extents
    assert not any(label.get_rotation() for label in figure.findobj(Text) if label.get_text())
    assert all(box.x0 >= 0 and box.y0 >= 0 for box in extents)
    assert all(box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in extents)
    for one, other in itertools.combinations(extents, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        upright = min(one.y1, other.y1) - max(one.y0, other.y0)
        # A font's box is taller than its letters: lines of one label may share two points of it.
        assert across <= 0.5 * points or upright <= 2.5 * points


@EACH
def test_no_ink_touches_the_edge(case: str) -> None:
    """The picture's four edges are white: no accent, stroke or slanted letter is cut off at the sides or the top."""
    picture = imread(io.BytesIO(png_bytes(CASES[case](WIDE))))[..., :3]
    assert picture[0].min() == picture[:, 0].min() == picture[:, -1].min() == 1.0


def test_the_chart_of_a_draft_has_no_ground_of_its_own(tmp_path: Path) -> None:
    """What stands behind a chart is not cut by it in any document of a draft; a PNG to be sent alone is white."""
    ground = next(cleaned("activities").iter("path"))
    assert ground.attrib["fill"] == "none"
    for name in ("hinh", "hinh-hep"):
        (tmp_path / name).mkdir()
    for is_draft, seen in ((True, 0.0), (False, 1.0)):
        write_chart(CASES["activities"], "fig-a", tmp_path, see_through=is_draft)
        assert imread(tmp_path / "hinh" / "fig-a.png")[0, 0, 3] == seen


@EACH
def test_svg_keeps_a_strict_policy_whole(case: str) -> None:
    """The SVG has no style attribute or element and no metadata; its ids are referred to and start with its name."""
    root = cleaned(case)
    assert not {"style", "metadata", "script", "title"} & {element.tag for element in root.iter()}
    assert not any("style" in element.attrib for element in root.iter())
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    used = re.findall(r'(?:url\(|href=")#([^)"]+)', ET.tostring(root, encoding="unicode"))
    assert sorted(ids) == sorted(set(used))
    assert all(name.startswith(f"fig-{case}-") for name in ids)
    assert (root.attrib["role"], root.attrib["class"]) == ("img", "bieu-do")


@EACH
def test_same_values_same_bytes_whatever_the_settings(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's matplotlib settings and locale change no byte of a chart."""
    figure = CASES[case](WIDE)
    before = svg_bytes(figure, "a"), png_bytes(figure)
    monkeypatch.setitem(mpl.rcParams, "font.size", 31)
    monkeypatch.setitem(mpl.rcParams, "svg.hashsalt", None)
    monkeypatch.setitem(mpl.rcParams, "hatch.linewidth", 4)
    monkeypatch.setitem(mpl.rcParams, "savefig.dpi", 50)
    monkeypatch.setitem(mpl.rcParams, "savefig.bbox", "tight")
    monkeypatch.setitem(mpl.rcParams, "axes.formatter.use_locale", True)
    was = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C")
    again = CASES[case](WIDE)
    after = svg_bytes(again, "a"), png_bytes(again)
    locale.setlocale(locale.LC_ALL, was)
    assert before == after


@ON_EACH
def test_labels_are_bound_to_their_values(sheet: str) -> None:
    """Each printed number, and nothing else, carries the id of its value, in both forms of a chart."""
    on = SHEETS[sheet]
    assert bound_texts(cleaned("plan", on)) == [
        ("Q.kh", "12,982"),
        ("Q", "4,205"),
        ("C.kh", "42,995"),
        ("C", "0"),
    ]
    assert bound_texts(cleaned("ranges", on)) == [
        ("I26.d", "10,37"),
        ("I26", "11,37"),
        ("I22", "4.120"),
        ("I22.d", "6.750"),
    ]
    assert dict(bound_texts(cleaned("spread", on))) == {
        "min": "0,27",
        "max": "8,1",
        "tv": "0,5",
        "tb": "0,6",
        "I10": "0,9",
    }


def test_bound_word_is_printed_outside_the_bound_number() -> None:
    """A lower bound reads `trên 8.588` and only its number is bound."""
    rows = cleaned("hostile")
    assert ("a", "8.588") in bound_texts(rows)
    assert {"trên 8.588", "khoảng 4.000"} <= set(texts(rows))


@pytest.mark.parametrize(
    ("word", "printed", "text"),
    [
        ("", "1", "1"),
        ("không dưới", "1", "không dưới 1"),
        ("dưới", "gần 1", "gần 1"),
    ],
)
def test_bound_word_stands_once(word: str, printed: str, text: str) -> None:
    """A text has the word of its bound once, also when the print brings its own."""
    assert worded(printed, word) == text


def test_a_value_printed_twice_is_bound_twice() -> None:
    """Two labels of one value both carry its plain id."""
    assert [pair for pair in bound_texts(cleaned("hostile")) if pair[0] == "c"] == [
        ("c", "3"),
        ("c", "0"),
    ]


def test_text_comes_out_literally() -> None:
    """Dollar signs, markup and backslashes of a label are data."""
    drawn = " ".join(texts(cleaned("hostile")))
    assert LITERAL in drawn
    assert "Điều khiển" in drawn


def test_bar_lengths_are_proportional_and_from_zero() -> None:
    """Bars are as long as their values, in all panels alike, a zero has none, and the smallest value still shows."""
    for case, values in (("plan", (12982, 4205, 42995)), ("years", (900, 2400, 2025, 3420, 2520))):
        found = [width for _, width, _ in boxes(cleaned(case))]
        wanted = [value / values[0] for value in values]
        assert [width / found[0] for width in found] == pytest.approx(wanted, rel=1e-3)
    assert boxes(cleaned("zero")) == []
    assert min(width for _, width, _ in boxes(cleaned("hostile"))) >= 1.5


def test_largest_activity_first_and_the_rest_hatched_last() -> None:
    """Activities run from the largest to the smallest; what no activity got comes last, hatched, however large."""
    root = cleaned("activities")
    assert [name for name, _ in bound_texts(root)] == ["K", "M", "D", "I22"]
    fills = [fill for fill, _, _ in boxes(root)]
    assert fills[:3] == [style.MAIN] * 3
    assert fills[3].startswith("url(#")


def test_chosen_reading_is_filled_and_the_other_hollow() -> None:
    """In each row the mark of the reading the report goes by is filled and stands on the common line."""
    root = cleaned("ranges")
    marks = list(root.iter("use"))[:4]
    assert [mark.attrib["fill"] for mark in marks] == ["#ffffff", style.MAIN] * 2
    places = [float(mark.attrib["x"]) for mark in marks]
    assert places[1] == places[3]
    assert places[0] < places[1] < places[2]


def test_missing_years_stay_gaps() -> None:
    """Where a row has no value in a panel a dash stands, and no bar."""
    root = cleaned("years")
    rows = {bar.row for bar in YEARS}
    values = [bar for bar in YEARS if bar.value is not None]
    assert texts(root).count("–") == 2 * len(rows) - len(values)
    assert rows <= set(texts(root))


def test_statuses_are_told_apart_without_colour() -> None:
    """Planned bars are hatched, actual ones solid."""
    fills = [fill.startswith("url(#") for fill, _, _ in boxes(cleaned("plan"))]
    assert fills == [True, False, True]


def test_each_value_of_a_spread_is_a_square() -> None:
    """The columns together are as high as there are values, and stand where these lie."""
    figure = CASES["spread"](WIDE)
    (columns,) = figure.axes[0].containers
    assert sum(column.get_height() for column in columns) == pytest.approx(
        len(RATIOS) * columns[0].get_height() / RATIOS.count(0.27)
    )


@ON_EACH
def test_no_line_of_a_spread_crosses_a_name(sheet: str) -> None:
    """Wherever the three values in the middle lie, together, apart or at an end, their lines run beside the names."""
    for middles in itertools.combinations_with_replacement(["0.05", "1", "7.5", "8"], 3):
        figure = spread(SHEETS[sheet], [0.05, 8.0], "0.05", "8", *middles)
        figure.set_dpi(600)
        figure.draw_without_rendering()
        names = [label.get_window_extent() for label in figure.findobj(Text) if label.get_text()]
        for line in figure.axes[0].lines[1:]:
            (x, foot), (_, top) = figure.axes[0].transData.transform(line.get_xydata())
            level = [box for box in names if box.y0 < top and box.y1 > foot]
            assert not [box for box in level if box.x0 < x < box.x1], middles


def test_phones_show_no_letter_smaller_than_twelve_pixels() -> None:
    """On a page of 390 px a chart has 348 px; of its letters the smallest are twelve high there."""
    root = cleaned("years", NARROW)
    across = float(root.attrib["viewBox"].split()[2])
    sizes = {float(text.attrib["font-size"].removesuffix("px")) for text in root.iter("text")}
    assert min(sizes) * 348 / across >= 12


def test_two_charts_of_a_page_share_no_id() -> None:
    """Charts with the same hatch can stand on one page."""
    ids = [
        {e.attrib["id"] for e in cleaned(case).iter() if "id" in e.attrib}
        for case in ("years", "activities")
    ]
    assert all(ids)
    assert not ids[0] & ids[1]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot_bars(frame(), "", largest_first=True),
        lambda: plot_ranges(frame()),
        lambda: plot_panels(frame(), ""),
        lambda: spread(WIDE, [], "0", "0", "0", "0", "0"),
    ],
)
def test_a_chart_of_nothing_is_refused(draw: Callable[[], Figure]) -> None:
    """An empty chart is a mistake of the caller, not an empty picture."""
    with pytest.raises(ValueError, match="at least one"):
        draw()


def test_a_chart_is_three_files(tmp_path: Path) -> None:
    """SVG and PNG are 160 mm wide, the PNG carries nothing but its resolution, the SVG for phones stands apart."""
    for name in ("hinh", "hinh-hep"):
        (tmp_path / name).mkdir()
    height = write_chart(CASES["plan"], "fig-nguon", tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*")) == [
        "hinh-hep/fig-nguon.svg",
        "hinh/fig-nguon.png",
        "hinh/fig-nguon.svg",
    ]
    png = (tmp_path / "hinh" / "fig-nguon.png").read_bytes()
    assert imread(io.BytesIO(png)).shape[1] == pytest.approx(160 / 25.4 * 200, abs=1)
    assert b"pHYs" in png
    assert not any(chunk in png for chunk in (b"tEXt", b"iTXt", b"tIME"))
    size = ET.parse(tmp_path / "hinh" / "fig-nguon.svg").getroot().attrib
    assert float(size["width"].removesuffix("pt")) == pytest.approx(160 / 25.4 * 72, abs=0.001)
    assert float(size["height"].removesuffix("pt")) == pytest.approx(height, abs=0.001)


def test_registered_files_are_what_is_drawn_with() -> None:
    """The files given are measured and drawn with and their family is asked for first; another family is refused."""
    before = png_bytes(CASES["activities"](WIDE))
    register_fonts([FONTS / "STIXGeneral.ttf", *DEJAVU], "STIXGeneral")
    assert png_bytes(CASES["activities"](WIDE)) != before
    assert (
        cleaned("activities").attrib["font-family"].startswith("'STIXGeneral', 'Times New Roman'")
    )
    with pytest.raises(ValueError, match="Tinos"):
        register_fonts(DEJAVU, "Tinos")


def test_typst_sets_the_labels_as_text(tmp_path: Path) -> None:
    """In the PDF the chart's Vietnamese labels are real text of the given font, at the sheet's natural width."""
    (tmp_path / "a.svg").write_bytes(svg_bytes(CASES["activities"](WIDE), "a"))
    main = tmp_path / "a.typ"
    main.write_text('#set page(width: 210mm, height: 100mm)\n#image("a.svg")\n')
    pdf = typst.compile(
        str(main), root=str(tmp_path), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        text, fonts = (
            page.extract_text(),
            {char["fontname"].partition("+")[2] for char in page.chars},
        )
    assert "Mô hình trình diễn kỹ thuật" in text
    assert "Ứng dụng máy móc" in text
    assert {"DejaVuSerif", "DejaVuSerif-Italic"} == fonts


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)


@given(st.lists(words, min_size=1, max_size=25), st.floats(40, 300))
def test_wrapping_loses_nothing_and_fits(parts: list[str], width: float) -> None:
    """Lines fit the width; all letters are there in order unless the text is shortened, which `…` says."""
    text = " ".join(parts)
    lines = wrap(text, width)
    assert len(lines) <= 5
    assert all(text_width(line) <= width for line in lines)
    joined = "".join("".join(lines).split())
    whole = "".join(text.split())
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1]))


numbers = st.floats(0, 1e9, allow_nan=False).map(lambda value: value if value > 1e-6 else 0.0)
spans = st.tuples(numbers.map(lambda value: -value), st.floats(0, 100), numbers, st.floats(0, 100))


@given(st.lists(spans, min_size=1, max_size=12))
def test_fit_keeps_every_label_inside(known: list[tuple[float, float, float, float]]) -> None:
    """At the scale found every span and its labels lie inside the width."""
    scale, origin = fit(250.0, known)
    assert scale >= 0
    for low, before, high, after in known:
        assert origin + low * scale - before >= -1e-6
        assert origin + high * scale + after <= 250 + 1e-6
