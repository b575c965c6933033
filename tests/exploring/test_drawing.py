"""An analyst's own chart: in the report's style, bounds as words, plans apart, nothing missing drawn as zero."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

import analysis
from analysis.errors import ExplorationError

FRAME = pd.DataFrame(
    {
        "noi_dung": ["Đào tạo nghề", "Máy móc", "Mô hình", "Sản phẩm"],
        "gia_tri": [80_500_000, 2_630_000_000, None, 0],
        "don_vi": "đồng",
        "muc": ["chính xác", "trên", "chính xác", "chính xác"],
        "tinh_trang": ["thực hiện", "kế hoạch", "thực hiện", "thực hiện"],
    },
    dtype=object,
)


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].findobj(Annotation)]


def test_a_bar_says_its_bound_its_status_and_what_is_missing() -> None:
    """Money comes in the unit asked for, a bound as a word, a plan by name and hatched; missing is told, zero is 0."""
    figure = analysis.draw_bars(FRAME, "noi_dung")
    assert {"80,5", "trên 2.630", "không có số liệu", "0", "Đơn vị tính: triệu đồng"} <= {
        *texts(figure)
    }
    assert any(text.startswith("Máy móc") and "kế hoạch" in text for text in texts(figure))
    hatched = [bar for bar in figure.axes[0].patches if bar.get_hatch()]
    assert len(hatched) == 1
    assert len(figure.axes[0].patches) == 2


def test_a_notebook_shows_a_chart_by_itself() -> None:
    """A chart gives a PNG in its size in print, without pyplot."""
    png, size = analysis.draw_bars(FRAME, "noi_dung")._repr_png_()  # type: ignore[attr-defined]
    assert png.startswith(b"\x89PNG")
    assert 600 < size["width"] < 610


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"don_vi": ["đồng", "đồng", "đề án", "đề án"]}, "đề án"),
        ({"tinh_trang": "thu hồi"}, "thu hồi"),
        ({"gia_tri": "nhiều"}, "nhiều"),
        ({"gia_tri": float("inf")}, "inf"),
    ],
)
def test_a_table_that_gives_no_honest_chart_is_refused(
    change: dict[str, object], told: str
) -> None:
    """Other units, what was recalled, and what is no number are refused in words."""
    with pytest.raises(ExplorationError, match=rf"{told}.*frame-unusable"):
        analysis.draw_bars(FRAME.assign(**change), "noi_dung")


def test_a_table_without_rows_is_refused() -> None:
    """Nothing to draw is told."""
    with pytest.raises(ExplorationError, match="không có dòng nào"):
        analysis.draw_bars(FRAME.head(0), "noi_dung")


def test_bars_that_would_look_alike_say_what_parts_them() -> None:
    """Rows of one label differ by year and by form of support in their bars; rows that nothing parts are refused."""
    frame = pd.concat([FRAME.head(1)] * 3, ignore_index=True)
    labels = {
        "nam": [2022, 2023, 2023],
        "ho_tro": ["không hoàn lại", "không hoàn lại", "có thu hồi"],
    }
    figure = analysis.draw_bars(frame.assign(**labels), "noi_dung")
    shown = " ".join(text.get_text() for text in figure.findobj(Text))
    for part in ("2022", "2023, không hoàn lại", "2023, có thu hồi"):
        assert part in " ".join(shown.split()), shown
    with pytest.raises(ExplorationError, match=r"nhiều dòng cùng noi_dung.*frame-unusable"):
        analysis.draw_bars(frame, "noi_dung")
