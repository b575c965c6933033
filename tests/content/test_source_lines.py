"""The line below a table or chart: the sources of its values, each once, in order."""

from __future__ import annotations

from pathlib import Path

from analysis.content.source_lines import SourceLines
from analysis.document.blocks import figure_block, row, table_block, text_of
from analysis.edition import Edition
from analysis.report import funds, years
from analysis.report.view import Report
from data_builder import Computed, compute, figure, over, write_raw, write_table
from register_files import HEADER, ROWS, csv_text, workbook

TWO = [
    *over([figure("100", fund="KCQG"), figure("20", fund="KCĐP")], nguon_tin="bao"),
    *over([figure("300", fund="đối ứng")], nguon_tin="so"),
]
NAMED = [
    {"id": "bao", "subject": "Khuyến công năm 2022", "publisher": "Báo Thử", "date": "2022-11"},
    {"id": "so", "subject": "Kết quả năm 2022", "publisher": "", "date": "2023-01-18"},
]


def report_of(made: Computed) -> Report:
    return made.report


def published(folder: Path) -> Report:
    write_raw(folder, TWO, sources=())
    write_table(folder, "nguon.csv", NAMED)
    return report_of(compute(folder, Edition("thu", 2022, 2022)))


def line(report: Report, block: dict[str, object]) -> str:
    return text_of(SourceLines(report).below(block).get("source", []))


def test_the_sources_of_all_values_are_named_once(tmp_path: Path) -> None:
    """Who published it and when (days as officials write them), else what it is about; so for what is computed."""
    report = published(tmp_path)
    table = funds.table(report)
    assert line(report, table) == "Nguồn: Báo Thử, 2022-11; Kết quả năm 2022, 18/01/2023."
    own = table_block("", "l Nguồn\nr Số tiền", [row("Tổng", report.cell("P"))])
    assert line(report, own) == "Nguồn: Báo Thử, 2022-11."


def test_a_chart_names_the_sources_of_what_it_draws(tmp_path: Path) -> None:
    """A drawing holds no values of its own: those that it draws are told with it."""
    report = published(tmp_path)
    assert line(report, figure_block("", "Biểu đồ.", ["Q", "L", "C"])) == line(
        report, funds.table(report)
    )
    assert (
        line(report, figure_block("", "Biểu đồ.", ["C"])) == "Nguồn: Kết quả năm 2022, 18/01/2023."
    )


def test_a_register_is_named_by_its_file(tmp_path: Path) -> None:
    """What was summed over rows comes from the file that holds them, named without the ending of a machine."""
    (tmp_path / "so-cua-phong.csv").write_text(csv_text([HEADER, *ROWS[:2]]), encoding="utf-8")
    report = report_of(compute(tmp_path, Edition("tinh", 2023, 2023)))
    assert line(report, funds.table(report)) == "Nguồn: tệp so-cua-phong."


def test_files_of_one_name_are_told_apart_by_their_type(tmp_path: Path) -> None:
    """Two registers that differ in the ending alone are two sources."""
    (tmp_path / "so-2023.csv").write_text(csv_text([HEADER, ROWS[0]]), encoding="utf-8")
    (tmp_path / "so-2023.xlsx").write_bytes(workbook(rows=[HEADER, ROWS[1]]))
    report = report_of(compute(tmp_path, Edition("tinh", 2023, 2023)))
    told = "Nguồn: tệp so-2023 (CSV); tệp so-2023 (XLSX)."
    assert line(report, funds.table(report)) == told


def test_what_has_no_values_or_traces_each_has_no_line(tmp_path: Path) -> None:
    """A table of words says where it comes from in its cells, a trace line by line; prose has none."""
    report = published(tmp_path)
    words = table_block("", "l Tên\nl Nơi", [row("a", "b")])
    trace = table_block("", "l Mã\nr Giá trị", [{**row("Q", report.cell("Q")), "anchor": "vet-Q"}])
    for block in (words, trace, years.text(report)):
        assert SourceLines(report).below(block) == block
