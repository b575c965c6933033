"""From raw figures of industrial promotion (khuyến công) to an official Vietnamese report.

The names here are for an analyst's own notebook; they only read, and `make report` does not need
them. Missing values are None, money is whole đồng, numbers are exact fractions:

    import analysis

    stage = analysis.open_edition("yen-bai", 2016, 2020)
    report = analysis.compute(*analysis.clean_edition(stage, analysis.read_raw(stage)))
    analysis.values_frame(report).query("unit == 'đồng'")
    analysis.draw_charts(report)["fig-nguon"]

All imports stand inside the functions: `import analysis` loads no library, so that the command line
starts quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.raw.rows import RawData
    from analysis.report.view import Report
    from analysis.stages.processed import Clean
    from analysis.stages.workplace import Stage

__all__ = [
    "adopt_table",
    "block_html",
    "chapters",
    "checks_frame",
    "clean_edition",
    "compute",
    "draw_charts",
    "open_edition",
    "open_report",
    "read_raw",
    "values_frame",
]


def open_edition(
    place: str = "", year_from: int = 2012, year_to: int = 2022, *, folder: str = "."
) -> Stage:
    """The edition of a place and a period, with its folders.

    Args:
        place: slug of the place, such as "yen-bai"; empty for the department's own.
        year_from: first year.
        year_to: last year, the same as the first for one year.
        folder: the project; the one that the notebook runs in by default.

    Raises:
        ParameterError: the folder is no project, or a parameter is none: all mistakes at once.

    Example:
        >>> analysis.open_edition("binh-dinh", 2022, 2022).edition.name
        'binh-dinh-2022'
    """
    from pathlib import Path

    from analysis.parameters import parse_parameters
    from analysis.project import find_root
    from analysis.stages.workplace import stage_of

    given = {"FROM": str(year_from), "TO": str(year_to)}
    if place:
        given["PLACE"] = place
    project = find_root(Path(folder))
    return stage_of(project, project.edition(parse_parameters(given)))


def read_raw(stage: Stage) -> RawData:
    """The files of `data/raw` as rows of text; their faults and findings are in it.

    Example:
        >>> raw = analysis.read_raw(stage)
        >>> raw.tables["figures"][0].cells["gia_tri"]
        '12,982'
    """
    from analysis.raw.folder import read_raw as read

    return read(stage.raw)


def clean_edition(stage: Stage, raw: RawData) -> tuple[pd.DataFrame, Clean]:
    """The figures of the edition, and what else cleaning knows of it.

    Returns:
        A frame with a row a figure: `place`, `year_from`, `year_to`, `measure`, `fund`,
        `activity`, `beneficiary_type` and `status` are codes; `value` is exact text in `unit`
        (money: đồng), `bound` says how exact; `printed`, `printed_unit`, `file` and `row` are those
        of the source. Then `Clean`, whose `schemes` is the frame of schemes.

    Raises:
        InputErrors: the faults of all files at once.
        NoDataError: no figure lies inside the edition.

    Example:
        >>> figures, clean = analysis.clean_edition(stage, raw)
        >>> figures[figures["measure"] == "amount"][["year_from", "fund", "value", "unit"]]
    """
    from analysis.issued.shelf import read_issued
    from analysis.stages.cleaning import clean_edition as clean

    return clean(raw, stage.edition, read_issued(stage.issued))


def adopt_table(name: str, *, folder: str = ".") -> pd.DataFrame:
    """How a register of `data/raw` is read, with what is proposed where it does not say so itself.

    Args:
        name: the name of the file, such as "so-cua-phong.xlsx".
        folder: the project; the one that the notebook runs in by default.

    Returns:
        A row a column and a word: `noi` (where the header stands, or the sheet), `loai` ("cột", "từ" or "tệp"),
        `trong_so` (the text of the file), `duoc_hieu_la`, `trang_thai` ("nhận theo tệp", "đề xuất", "chưa rõ",
        "bỏ") and `ly_do`. Nothing is written.

    Raises:
        AdoptionError: the file is not there, or `doc-so.toml` cannot be read.

    Example:
        >>> analysis.adopt_table("so-cua-phong.xlsx").query("trang_thai == 'đề xuất'")
    """
    from pathlib import Path

    from analysis.commands.adopt import look_table
    from analysis.project import find_root

    return look_table(find_root(Path(folder)), name)


def compute(figures: pd.DataFrame, clean: Clean) -> Report:
    """The values of the edition and what its checks found.

    Unlike `make report` it goes on when a check fails.

    Example:
        >>> report = analysis.compute(figures, clean)
        >>> report.book["I10"].value
        Fraction(42995, 17187)
    """
    from analysis.definitions.indicators import load_definitions
    from analysis.figures.figure import figures_in
    from analysis.report.view import Report
    from analysis.stages.computing import compute as compute_values

    known = figures_in(figures)
    book, checks = compute_values(known, clean)
    return Report(clean, known, book, checks, load_definitions())


def open_report(stage: Stage) -> Report:
    """The edition as its last run left it in `data/processed`; nothing is computed.

    Raises:
        FileNotFoundError: the edition was not made yet (`make report`).
    """
    from analysis.report.view import load_report

    return load_report(stage.processed)


def values_frame(report: Report) -> pd.DataFrame:
    """Every value of the edition, a row each.

    Returns:
        `id`, `label`, `value` (Fraction in `unit`, money in đồng; None when missing), `unit`,
        `status`, `bound`, `strict` (the bound leaves
        the value itself out), `printed` (as tables print it, with its unit), `formula` (over other ids;
        None for a raw value).

    Example:
        >>> values = analysis.values_frame(report).set_index("id")
        >>> values.loc["I10", "printed"]
        '2,50 đồng trên 1 đồng kinh phí khuyến công'
    """
    import pandas as pd

    from analysis.book.book import printed_text

    names = ["id", "label", "value", "unit", "status", "bound", "strict", "formula"]
    rows = [[getattr(value, name) for name in names] for value in report.book]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    frame.insert(7, "printed", [printed_text(value) for value in report.book])
    return frame


def checks_frame(report: Report) -> pd.DataFrame:
    """What was compared, a row each.

    Returns:
        `code` (R01 …), `title`, `text` (what was found, in words), `verdict`, and the ids of the
        values that decide: `residual`, `left`, `right`, empty where there is none.

    Example:
        >>> checks = analysis.checks_frame(report)
        >>> checks["verdict"].value_counts()
    """
    import pandas as pd

    from analysis.document.blocks import text_of

    names = ["code", "title", "text", "verdict", "residual", "left", "right"]
    frame = pd.DataFrame(
        [[getattr(check, name) for name in names] for check in report.checks], columns=names
    )
    frame["text"] = frame["text"].map(text_of)
    return frame


def chapters() -> dict[str, ModuleType]:
    """The chapters of the report by name, in their order; each has its sentences and tables.

    Example:
        >>> block = analysis.chapters()["funds"].table(report)
        >>> IPython.display.HTML(analysis.block_html(block))
    """
    from importlib import import_module

    names = (
        "summary basis earlier notes funds activities beneficiaries areas years assessment schemes"
        " reconciliation sensitivity provenance"
    )
    return {name: import_module(f"analysis.report.{name}") for name in names.split()}


def block_html(block: dict[str, Any]) -> str:
    """A table or the sentences of a chapter as plain HTML, all text of it escaped.

    Charts come from `draw_charts`.
    """
    from pathlib import Path

    from analysis.report.content import preview

    return preview(block, "", Path())


def draw_charts(report: Report) -> dict[str, Figure]:
    """The charts of the report that the edition has data for, by their ids in the report.

    Each is a matplotlib Figure whose `axes[0]` holds the bars in the data's own units: change it,
    save it, or copy the function of `analysis.charts` that drew it, which takes a frame.

    Example:
        >>> figure = analysis.draw_charts(report)["fig-noi-dung"]
        >>> figure.axes[0].set_title("Bản nháp")
        >>> figure.savefig("noi-dung.png")
    """
    from analysis.charts.style import WIDE
    from analysis.report import activities, areas, assessment, beneficiaries, funds, years

    drawn = {
        "fig-nguon": funds.chart(report),
        "fig-noi-dung": activities.chart(report),
        "fig-co-so": beneficiaries.chart(report),
        "fig-dia-ban": areas.chart(report),
        "fig-theo-nam": years.chart(report),
        "fig-doi-ung": assessment.leverage_chart(report),
        "fig-cach-hieu": assessment.readings_chart(report),
    }
    return {id_: chart.draw(WIDE) for id_, chart in drawn.items() if chart.draw}
