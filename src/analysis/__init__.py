"""From raw figures of industrial promotion (khuyến công) to an official Vietnamese report.

The names here are for an analyst's own notebook; they only read, and `make report` does not need
them. Missing values are None, money is whole đồng, numbers are exact fractions. A mistake of the
analyst is an `AnalysisError`, which a notebook shows by its text alone:

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
    "choose",
    "clean_edition",
    "compute",
    "draw_bars",
    "draw_charts",
    "extract_text",
    "figures_frame",
    "open_edition",
    "open_report",
    "origins_frame",
    "read_raw",
    "read_register",
    "schemes_frame",
    "sum_schemes",
    "try_indicator",
    "try_reading",
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
    from analysis.stages.asked import edition_asked
    from analysis.stages.workplace import stage_of

    given = {"FROM": str(year_from), "TO": str(year_to)}
    if place:
        given["PLACE"] = place
    project = find_root(Path(folder))
    return stage_of(project, edition_asked(project, parse_parameters(given)))


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
    from analysis.project import Project
    from analysis.running.readings import keep_waiting, read_kept
    from analysis.stages.cleaning import clean_edition as clean

    # the project's data/issued
    read_kept(Project(stage.issued.parents[1]), raw)
    keep_waiting()
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


def figures_frame(report: Report) -> pd.DataFrame:
    """The figures of the edition in the words of the raw files, a row each, with the cells that they come from.

    Returns:
        `dia_ban`, `tu_nam`, `den_nam`, `tu_ngay`, `den_ngay`, `chi_tieu`, `nguon_kinh_phi`, `noi_dung` (as printed),
        `ma_noi_dung`, `loai_hinh`, `tinh_trang`; `gia_tri` (exact: an int, or a Fraction where it is not whole) in
        `don_vi` (money: đồng); `muc` ("chính xác", "trên", "không dưới", "dưới", "không quá", "khoảng");
        `nguon_tin`, `vi_tri`; `tep`, `trang_tinh`, `dong` (records of a CSV with its header, rows of a sheet),
        `cot`, `nguyen_van` are those of the raw cell, of a register's sum of all its cells.

    Example:
        >>> figures = analysis.figures_frame(report)
        >>> analysis.choose(figures, chi_tieu="kinh phí", tinh_trang="thực hiện")
    """
    from analysis.exploring.frames import figures_frame as made

    return made(report)


def schemes_frame(report: Report) -> pd.DataFrame:
    """The schemes of the edition's registers, a row each; none where it has no register.

    Returns:
        `nam`, `stt`, `de_an`, `don_vi_thu_huong`, `loai_hinh` (as printed), `ma_noi_dung`, `noi_dung`, `dia_ban`,
        `tinh_trang`, `ho_tro` ("không hoàn lại", "có thu hồi"); `kcqg`, `kcdp`, `doi_ung`, `tong` (whole đồng,
        missing where the cell is blank); `so_co_so`, `loai_co_so`, `don_vi_thuc_hien`, `lao_dong` (people),
        `viec_lam_moi` (jobs made), `duoc_dao_tao`, `doanh_thu`, `gia_tri_san_xuat` (đồng); `tinh` (slug of the
        province that the table names); `tep`, `trang_tinh`, `dong` of the raw row.
    """
    from analysis.exploring.schemes import schemes_frame as made

    return made(report.clean.schemes, report.clean.tables)


def read_register(text: str, name: str = "so-dan.csv") -> pd.DataFrame:
    """The schemes of a register that was pasted as text, with its row of headings; nothing is written.

    Args:
        text: rows with cells apart by tabs, as a copy from a workbook has them, or by commas or semicolons.
        name: what the register is called in messages; it ends in ".csv".

    Returns:
        The columns of `schemes_frame`.

    Raises:
        AdoptionError: all faults of the register at once.
    """
    from analysis.exploring.schemes import schemes_in_text

    return schemes_in_text(text, name)


def choose(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    """The rows of any of these tables that have a value, or one of several, in each column named.

    Raises:
        ExplorationError: there is no such column, or none of its cells has such a value; it says which there are.

    Example:
        >>> analysis.choose(schemes, nam=[2022, 2023], tinh_trang="thực hiện")
    """
    from analysis.exploring.names import choose as chosen

    return chosen(frame, wanted)


def sum_schemes(schemes: pd.DataFrame, *by: str) -> pd.DataFrame:
    """What schemes add up to in groups; plans, results and what is to be paid back are never added to each other.

    Returns:
        The columns of `by`, then `tinh_trang`, `ho_tro`, `tinh`; `so_de_an`; `kcqg`, `kcdp`, `doi_ung`, `tong`
        (whole đồng, missing where no scheme of the group states any); `o_trong` (blank cells of
        the funds).

    Raises:
        ExplorationError: a name is no column.

    Example:
        >>> analysis.sum_schemes(schemes, "noi_dung")
    """
    from analysis.exploring.schemes import sum_schemes as summed

    return summed(schemes, by)


def origins_frame(report: Report, id_: str) -> pd.DataFrame:
    """The raw cells below a value of `values_frame`, each once, whatever formulas lie between.

    Returns:
        `tep`, `trang_tinh`, `dong` (of a sum over a register the rows as ranges), `cot`, `nguyen_van`.

    Raises:
        ExplorationError: the edition has no value of that id.

    Example:
        >>> analysis.origins_frame(report, "I26")
    """
    from analysis.exploring.frames import origins_frame as made

    return made(report, id_)


def try_reading(report: Report, changes: str) -> pd.DataFrame:
    """What moves when a source is read otherwise; nothing is written.

    Args:
        report: the edition.
        changes: inputs and their other formulas, as the column `thay_the` of `cach-hieu.csv` has them:
            "CM = CM - M", several apart by semicolons. A constant is in đồng.

    Returns:
        A row a value that the reading changes, indicators of actual figures among them: `ma`, `so_lieu`, `don_vi`,
        `tinh_trang`, `truoc`, `sau`, `chenh_lech` (exact; None where one side is missing), `in_truoc`, `in_sau`
        (as tables print them, bounds in words), `cong_thuc`.

    Raises:
        ExplorationError: a name is no input that has a value in this edition.
        FormulaError: a formula cannot be read.

    Example:
        >>> analysis.try_reading(report, "CM = CM - M")
    """
    from analysis.exploring.trials import try_reading as tried

    return tried(report, changes)


def try_indicator(
    report: Report, formula: str, label: str = "", unit: str = "%", decimals: int = 2
) -> pd.DataFrame:
    """The values of an indicator of one's own; nothing is written, and `indicators.toml` stays as it is.

    Args:
        report: the edition.
        formula: over inputs of `indicators.toml` (money in đồng), such as "100 * K / P".
        label: its name; the formula where it is left out.
        unit: of its result.
        decimals: the most that print shows.

    Returns:
        A row for the edition, for each of its years, for its plan, and for each other reading of a source (`ma` ends
        in `.D01`): `ma`, `so_lieu`, `tinh_trang`, `gia_tri` (exact; None where it is missing), `don_vi`, `in_ra`
        (bounds in words), `cong_thuc`, `thieu` (the inputs that the edition lacks).

    Raises:
        ExplorationError: a name of the formula is no input.
        FormulaError: the formula cannot be read.

    Example:
        >>> analysis.try_indicator(report, "100 * K / P", "Tỷ trọng máy móc, thiết bị")
    """
    from analysis.exploring.trials import try_indicator as tried

    return tried(report, formula, label, unit, decimals)


def extract_text(text: str, place: str = "", year: int | None = None) -> pd.DataFrame:
    """The figures of a pasted text, as `make extract` drafts them; nothing is written.

    Args:
        text: an article, or a part of one.
        place: the name of its place, such as "Bình Định"; "(không nêu tên)" where it is left out.
        year: the year of figures whose period the text does not tell.

    Returns:
        A row a quantity, also one that is no figure of industrial promotion (`chi_tieu` is then blank): `nguyen_van`,
        `gia_tri_dung` (exact; money in đồng), the columns of published figures, `cau` (its sentence), `tin_cay`
        ("khá chắc", "cần xem"), `ly_do`, and `tu_ky_tu`, `den_ky_tu`, its place in the text in NFC.

    Example:
        >>> analysis.extract_text("Năm 2022, tỉnh hỗ trợ 12 đề án, kinh phí 3,2 tỷ đồng.", "Bình Định")
    """
    from analysis.exploring.pasted import extract_text as extracted

    return extracted(text, place, year)


def draw_bars(
    frame: pd.DataFrame, label: str, value: str = "gia_tri", unit: str = "triệu đồng"
) -> Figure:
    """A bar a row in the style of the report's charts.

    A bound (`muc`) is printed as a word, a plan (`tinh_trang`) is hatched and named, a missing value is told.

    Args:
        frame: any table; its `muc`, `tinh_trang` and `don_vi` count where it has them.
        label: the column of the labels.
        value: the column of the numbers, money in đồng.
        unit: what the chart shows money in ("đồng", "triệu đồng", "tỷ đồng"), or the unit of the numbers.

    Raises:
        ExplorationError: a column is not there, the table has no row, other units, or what was stopped or recalled.

    Example:
        >>> analysis.draw_bars(analysis.sum_schemes(schemes, "noi_dung"), "noi_dung", "tong", "tỷ đồng")
    """
    from analysis.exploring.drawing import draw_bars as drawn

    return drawn(frame, label, value, unit)


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

    from analysis.exploring.names import Named

    names = (
        "summary basis earlier notes funds activities beneficiaries areas years assessment schemes"
        " reconciliation sensitivity provenance"
    )
    found = {name: import_module(f"analysis.report.{name}") for name in names.split()}
    return Named("tên một phần của báo cáo", found)


def block_html(block: dict[str, Any]) -> str:
    """A table or the sentences of a chapter as plain HTML, all text of it escaped.

    Charts come from `draw_charts`.
    """
    from pathlib import Path

    from analysis.content.content import preview

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
    from analysis.exploring.drawing import use_fonts
    from analysis.exploring.names import Named
    from analysis.report import activities, areas, assessment, beneficiaries, funds, years

    use_fonts()
    drawn = {
        "fig-nguon": funds.chart(report),
        "fig-noi-dung": activities.chart(report),
        "fig-co-so": beneficiaries.chart(report),
        "fig-dia-ban": areas.chart(report),
        "fig-theo-nam": years.chart(report),
        "fig-doi-ung": assessment.leverage_chart(report),
        "fig-cach-hieu": assessment.readings_chart(report),
    }
    charts = {id_: chart.draw(WIDE) for id_, chart in drawn.items() if chart.draw}
    return Named("mã một biểu đồ của kỳ này", charts)
