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

from analysis.charts import axes, style
from analysis.charts.axes import fit, worded
from analysis.charts.bars import Bar, plot_bars
from analysis.charts.export import png_bytes, svg_bytes, write_figure
from analysis.charts.ranges import Range, plot_ranges
from analysis.charts.style import register_fonts, text_width, wrap
from analysis.charts.years import YearPoint, plot_series

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


def bar(label: str, value: str, text: str, value_id: str, share: str = "", **more: Any) -> Bar:
    return Bar(label, Fraction(value), text, value_id, share, f"%{value_id}", **more)


def span(label: str, low: tuple[str, str, str], high: tuple[str, str, str], *more: Any) -> Range:
    chosen, unit = (*more, "")[:2]
    ends = [(Fraction(value), text, value_id) for value, text, value_id in (low, high)]
    return Range(label, unit, *ends[0], *ends[1], chosen)


def points(status: str, values: dict[int, int | None]) -> list[YearPoint]:
    found = []
    for year, value in values.items():
        exact = None if value is None else Fraction(value)
        found.append(YearPoint(year, exact, f"{value or 0}", f"{status}{year}", status))
    return found


frame = pd.DataFrame

FUNDS = [
    bar("Kinh phí khuyến công quốc gia", "12.982", "12,982", "Q", "21,6%"),
    bar("Kinh phí khuyến công địa phương", "4.205", "4,205", "L", "7,0%"),
    bar("Vốn đối ứng của cơ sở công nghiệp nông thôn", "42.995", "42,995", "C", "71,4%"),
]
LEVERAGE = [
    bar("Toàn bộ kinh phí khuyến công", "42995/17187", "2,50", "I10"),
    bar("Mô hình trình diễn kỹ thuật, chuyển giao công nghệ", "29916/2630", "11,37", "I26"),
    bar("Ngoài mô hình trình diễn", "13079/14557", "0,90", "I28"),
]
ACTIVITIES = [
    bar("Đào tạo nghề, truyền nghề", "478", "478", "D"),
    bar("Ứng dụng máy móc, thiết bị tiên tiến", "7318", "7.318", "K"),
    bar("Mô hình trình diễn kỹ thuật", "2630", "2.630", "M"),
]
REST = bar("Chưa phân bổ theo nội dung", "4120", "4.120", "I22", rest=True)
HOSTILE = [
    bar(LONG, "8588", "trên 8.588", "a", "99,9%"),
    bar("Không" * 60, "1/100", "0,01", "b"),
    bar("Không có", "0", "0", "c", "0,0%"),
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
PLANNED = points("planned", {2017: 2520, 2018: None, 2019: 1800, 2022: 3020})
ELEVEN = points(
    "actual", {year: year * 7919 % 20011 for year in range(2012, 2023) if year not in (2014, 2015)}
)
CROWD = (
    ELEVEN
    + points("planned", dict.fromkeys(range(2012, 2024), 11016))
    + points("estimated", {2022: 9000})
)

CASES: dict[str, Callable[[], Figure]] = {
    "structure": lambda: plot_bars(frame(FUNDS), "tỷ đồng", tracks=True),
    "structure-one": lambda: plot_bars(frame(FUNDS[:1]), "tỷ đồng", tracks=True),
    "structure-zero": lambda: plot_bars(frame([bar("Không", "0", "0", "z")]), "đề án", tracks=True),
    "leverage": lambda: plot_bars(frame(LEVERAGE), "đồng", one_to_one=True),
    "activities": lambda: plot_bars(frame([REST, *ACTIVITIES]), "triệu đồng", largest_first=True),
    "activities-negative": lambda: plot_bars(
        frame([*ACTIVITIES, bar("Âm", "-900", "-900", "n")]), "triệu đồng", largest_first=True
    ),
    "activities-hostile": lambda: plot_bars(
        frame([*HOSTILE, bar(LONG, "1", "1", "r", rest=True)]), "triệu đồng", largest_first=True
    ),
    "beneficiaries": lambda: plot_bars(
        frame([bar("Hợp tác xã", "8", "8", "h"), *HOSTILE]),
        "cơ sở",
        largest_first=True,
        tracks=True,
    ),
    "ranges": lambda: plot_ranges(frame(RANGES)),
    "ranges-extreme": lambda: plot_ranges(
        frame(
            [
                span(LONG, ("1", "1", "a"), ("90", "trên 90", "b"), "low"),
                *RANGES,
                span("Bằng không", ("0", "0", "c"), ("3", "3", "d"), "low"),
                span("Không chọn", ("2", "2", "e"), ("2", "2", "f"), None),
            ]
        )
    ),
    "series": lambda: plot_series(frame(PLANNED + points("actual", {2022: 3420})), "triệu đồng"),
    "series-none": lambda: plot_series(frame(points("actual", {2022: None})), "đề án"),
    "series-one": lambda: plot_series(frame(points("actual", {2023: 0})), "đề án"),
    "series-eleven": lambda: plot_series(frame(ELEVEN), "triệu đồng"),
    "series-crowd": lambda: plot_series(frame(CROWD), "triệu đồng"),
    "series-bound": lambda: plot_series(
        frame([YearPoint(2022, Fraction(8588), "trên 8.588", "C")]), "triệu đồng"
    ),
    "series-thirty": lambda: plot_series(
        frame(points("actual", {y: y % 17 for y in range(1993, 2023) if y != 2001})), "đề án"
    ),
}
EACH = pytest.mark.parametrize("case", CASES)


@pytest.fixture(autouse=True)
def bundled_fonts() -> Iterator[None]:
    register_fonts([], "DejaVu Serif")
    yield
    register_fonts([], "DejaVu Serif")


def cleaned(case: str) -> ET.Element:
    root = ET.fromstring(svg_bytes(CASES[case](), f"fig-{case}"))
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
def test_labels_neither_overlap_nor_leave_the_sheet(case: str) -> None:
    """Every label stands alone, whole inside the sheet, however long, small or many the values are."""
    figure = CASES[case]()
    figure.set_dpi(600)  # hinting makes letters of few dots wider than they are in print
    figure.draw_without_rendering()
    points = figure.dpi / 72
    extents = [label.get_window_extent() for label in figure.findobj(Text) if label.get_text()]
    assert extents
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
    picture = imread(io.BytesIO(png_bytes(CASES[case]())))[..., :3]
    assert picture[0].min() == picture[:, 0].min() == picture[:, -1].min() == 1.0


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
    figure = CASES[case]()
    before = svg_bytes(figure, "a"), png_bytes(figure)
    monkeypatch.setitem(mpl.rcParams, "font.size", 31)
    monkeypatch.setitem(mpl.rcParams, "svg.hashsalt", None)
    monkeypatch.setitem(mpl.rcParams, "hatch.linewidth", 4)
    monkeypatch.setitem(mpl.rcParams, "savefig.dpi", 50)
    monkeypatch.setitem(mpl.rcParams, "savefig.bbox", "tight")
    monkeypatch.setitem(mpl.rcParams, "axes.formatter.use_locale", True)
    was = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C")
    again = CASES[case]()
    after = svg_bytes(again, "a"), png_bytes(again)
    locale.setlocale(locale.LC_ALL, was)
    assert before == after


def test_labels_are_bound_to_their_values() -> None:
    """Each printed number, and nothing else, carries the id of its value; shares too."""
    pairs = [
        ("Q", "12,982"),
        ("%Q", "21,6%"),
        ("L", "4,205"),
        ("%L", "7,0%"),
        ("C", "42,995"),
        ("%C", "71,4%"),
    ]
    assert bound_texts(cleaned("structure")) == pairs
    assert bound_texts(cleaned("ranges")) == [
        ("I26.d", "10,37"),
        ("I26", "11,37"),
        ("I22", "4.120"),
        ("I22.d", "6.750"),
    ]


def test_bound_word_is_printed_outside_the_bound_number() -> None:
    """A lower bound reads `trên 8.588` and only its number is bound, in rows and in columns."""
    rows, columns = cleaned("activities-hostile"), cleaned("series-bound")
    assert ("a", "8.588") in bound_texts(rows)
    assert {"trên 8.588", "khoảng 4.000"} <= set(texts(rows))
    assert bound_texts(columns) == [("C", "8.588")]
    assert "trên" in texts(columns)


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
    assert [pair for pair in bound_texts(cleaned("activities-hostile")) if pair[0] == "c"] == [
        ("c", "3"),
        ("c", "0"),
    ]


def test_text_comes_out_literally() -> None:
    """Dollar signs, markup and backslashes of a label are data."""
    drawn = " ".join(texts(cleaned("activities-hostile")))
    assert LITERAL in drawn
    assert "Điều khiển" in drawn


def test_bar_lengths_are_proportional_and_from_zero() -> None:
    """Bars are as long as their values, a zero has none, and the smallest value still shows."""
    found = [width for _, width, _ in boxes(cleaned("leverage"))]
    wanted = [float(row.value / LEVERAGE[0].value) for row in LEVERAGE]
    assert [width / found[0] for width in found] == pytest.approx(wanted, rel=1e-4)
    assert boxes(cleaned("structure-zero")) == []
    assert min(width for _, width, _ in boxes(cleaned("activities-hostile"))) >= 1.5


@pytest.mark.parametrize("ratio", ["0.6", "0.8", "0.9", "0.98", "1", "1.02", "3"])
def test_no_value_lies_across_the_line_at_one(ratio: str) -> None:
    """A value near one steps over the reference line, so that the line never strikes a number through."""
    figure = plot_bars(
        frame([bar("Chung", ratio, "0,90", "x"), bar("Mô hình", "11", "11,00", "y")]),
        "đồng",
        one_to_one=True,
    )
    figure.set_dpi(600)
    figure.draw_without_rendering()
    upright = [line.get_window_extent() for line in figure.axes[0].lines]
    values = [
        label.get_window_extent()
        for label in figure.findobj(Text)
        if (label.get_gid() or "").startswith("so:")
    ]
    assert len(upright) == len(values) == 2
    assert not any(value.x0 < line.x0 < value.x1 for value in values for line in upright)


def test_tracks_stand_for_the_whole() -> None:
    """With shares for all, each bar's part of its track is the value's part of the sum; else there is no track."""
    widths = [(fill, width) for fill, width, _ in boxes(cleaned("structure"))]
    (track,) = {round(width, 3) for fill, width in widths if fill == axes.TRACK["facecolor"]}
    parts = [width / track for fill, width in widths if fill != axes.TRACK["facecolor"]]
    assert parts == pytest.approx([0.215712, 0.0698714, 0.714416], rel=1e-4)
    assert axes.TRACK["facecolor"] not in {fill for fill, _, _ in boxes(cleaned("beneficiaries"))}


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


def test_missing_years_say_so_and_nothing_is_joined() -> None:
    """A gap is named once, no line but the zero line crosses years, and every year of the period is on the axis."""
    root = cleaned("series")
    assert sum("số liệu" in text for text in texts(root)) == 2
    strokes = [path for path in root.iter("path") if path.attrib["fill"] == "none"]
    assert len(strokes) == 1
    assert {str(year) for year in range(2017, 2023)} <= set(texts(root))


def test_statuses_are_told_apart_without_colour() -> None:
    """Planned columns are hatched, actual ones solid, and the legend names only the statuses that are drawn."""
    root = cleaned("series")
    columns = [fill for fill, _, height in boxes(root) if height > 10]
    assert [fill.startswith("url(#") for fill in columns] == [True, True, True, False]
    assert {"Kế hoạch", "Thực hiện"} <= set(texts(root))
    assert "Phê duyệt" not in texts(root)


def test_two_charts_of_a_page_share_no_id() -> None:
    """Charts with the same hatch can stand on one page."""
    ids = [
        {e.attrib["id"] for e in cleaned(case).iter() if "id" in e.attrib}
        for case in ("series", "activities")
    ]
    assert all(ids)
    assert not ids[0] & ids[1]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot_bars(frame(), "", tracks=True),
        lambda: plot_bars(frame(), "", one_to_one=True),
        lambda: plot_bars(frame(), "", largest_first=True),
        lambda: plot_bars(frame(), "", largest_first=True, tracks=True),
        lambda: plot_ranges(frame()),
        lambda: plot_series(frame(), ""),
    ],
)
def test_a_chart_of_nothing_is_refused(draw: Callable[[], Figure]) -> None:
    """An empty chart is a mistake of the caller, not an empty picture."""
    with pytest.raises(ValueError, match="at least one"):
        draw()


def test_write_figure_writes_both_files_as_wide_as_the_text(tmp_path: Path) -> None:
    """The SVG and the PNG are 160 mm wide, and the PNG carries nothing but its resolution."""
    write_figure(CASES["structure"](), "fig-nguon", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fig-nguon.png", "fig-nguon.svg"]
    png = (tmp_path / "fig-nguon.png").read_bytes()
    assert imread(io.BytesIO(png)).shape[1] == pytest.approx(160 / 25.4 * 200, abs=1)
    assert b"pHYs" in png
    assert not any(chunk in png for chunk in (b"tEXt", b"iTXt", b"tIME"))
    width = ET.parse(tmp_path / "fig-nguon.svg").getroot().attrib["width"]
    assert float(width.removesuffix("pt")) == pytest.approx(160 / 25.4 * 72, abs=0.001)


def test_registered_files_are_what_is_drawn_with() -> None:
    """The files given are measured and drawn with and their family is asked for first; another family is refused."""
    before = png_bytes(CASES["structure"]())
    register_fonts([FONTS / "STIXGeneral.ttf", *DEJAVU], "STIXGeneral")
    assert png_bytes(CASES["structure"]()) != before
    assert cleaned("structure").attrib["font-family"].startswith("'STIXGeneral', 'Times New Roman'")
    with pytest.raises(ValueError, match="Tinos"):
        register_fonts(DEJAVU, "Tinos")


def test_typst_sets_the_labels_as_text(tmp_path: Path) -> None:
    """In the PDF the chart's Vietnamese labels are real text of the given font, at the sheet's natural width."""
    write_figure(CASES["structure"](), "a", tmp_path)
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
    assert "Kinh phí khuyến công" in text
    assert "Vốn đối ứng của cơ sở" in text
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
