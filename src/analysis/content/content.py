"""What the report notebook collects for rendering: blocks by id, charts as files, the letterhead."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.book.book import needed
from analysis.charts.files import Charts, fresh_charts
from analysis.charts.shown import CHARTS
from analysis.content.source_lines import SourceLines
from analysis.document.blocks import Block, Inline, plain, text_of, values_in
from analysis.fonts import choose_fonts
from analysis.json_text import json_text
from analysis.parameter_reader import DEFAULT_UNIT
from analysis.parameters import parse_parameters
from analysis.project import CONTENT, PAGE_DATA, SUMMARY_CHARTS
from analysis.report.letterhead import is_draft, letterhead
from analysis.report.page_data import page_data, page_text
from analysis.report.parts import Drawn
from analysis.report.summary import charts_of
from analysis.report.titles import chapter
from analysis.report.view import Report, load_report
from analysis.stages.workplace import Stage

# A notebook on display cannot say a number that only typesetting gives.
REFERRED_TO = {"tbl": "Bảng …", "fig": "Hình …", "pl": "Phụ lục …"}


@dataclass
class Content:
    """The blocks of a report by id.

    A notebook shows each block once; what is shown is what is rendered. `is_draft` says that the
    documents have the mark of a draft.
    """

    folder: Path
    sources: SourceLines
    is_draft: bool
    charts: Charts
    blocks: dict[str, Block] = field(default_factory=dict)

    def show(self, id_: str, shown: Block | Drawn) -> None:
        """Register a block under its id, draw its chart if it has one, and display it."""
        from IPython.display import display

        # two blocks of one id would both be bound to the last
        if id_ in self.blocks:
            raise ValueError(f"block {id_} is shown twice")
        if isinstance(shown, Drawn):
            if shown.draw:
                self.charts.add(id_, shown.draw)
            shown = shown.block
        shown = self.sources.below(shown)
        self.blocks[id_] = shown
        display(Shown(id_, shown, self.folder))

    def head(self, report: Report, name: str, level: int) -> None:
        """Display the heading of a chapter of which the name depends on what the figures are."""
        from IPython.display import Markdown, display

        display(Markdown(f"{'#' * level} {chapter(report, name)}"))

    def values_shown(self, report: Report) -> list[str]:
        """The ids of all numerals shown so far and of what they are computed from, in the book's order."""
        return needed(report.book, dict.fromkeys(values_in(self.blocks)))

    def finish(self, report: Report, report_date: str) -> None:
        """Write what rendering needs beside the Markdown."""
        date = dt.date.fromisoformat(report_date) if report_date else None
        content = {
            "meta": letterhead(report, date, draft=self.is_draft),
            SUMMARY_CHARTS: charts_of(self.charts.heights),
            "blocks": self.blocks,
        }
        written = {
            CONTENT: json_text(content),
            PAGE_DATA: page_text(page_data(report, values_in(self.blocks))),
        }
        for name, text in written.items():
            (self.folder / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        self.charts.finish()


@dataclass(frozen=True)
class Shown:
    """A block on display: HTML for JupyterLab, a placeholder for the exported Markdown."""

    id: str
    block: Block
    folder: Path

    def _repr_mimebundle_(self, **_selection: object) -> dict[str, str]:
        return {
            "text/html": preview(self.block, self.id, self.folder),
            "text/markdown": f"::: {{#{self.id} .khoi}}\n:::\n",
        }


def preview(block: Block, id_: str, folder: Path) -> str:
    """A plain HTML view of a block for the notebook; all text is escaped."""
    if block["kind"] == "prose":
        return "".join(map(_preview_prose, block["blocks"]))
    caption = f"<p><b>{_escaped(block['caption'])}</b></p>"
    if block["kind"] == "figure":
        svg = (folder / CHARTS / f"{id_}.svg").read_text(encoding="utf-8")
        headline = f"<p><b>{_escaped(block.get('headline', []))}</b></p>"
        return headline + svg[svg.index("<svg") :] + caption
    head = "".join(_each("th", cells) for cells in block["head"])
    rows = "".join(f"<tr>{_each('td', row['cells'])}</tr>" for row in block["rows"])
    return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _preview_prose(part: Block) -> str:
    if part["b"] == "ul":
        return f"<ul>{_each('li', part['items'])}</ul>"
    return f"<p>{_escaped(part['c'])}</p>"


def _each(tag: str, texts: Iterable[Sequence[Inline]]) -> str:
    return "".join(f"<{tag}>{_escaped(text)}</{tag}>" for text in texts)


def _escaped(text: Sequence[Inline]) -> str:
    return html.escape(text_of(map(_without_ids, text)))


def _without_ids(inline: Inline) -> Inline:
    """The inline with words in place of the ids that it refers to."""
    if inline["t"] == "ref":
        return plain(REFERRED_TO[inline["id"].partition("-")[0]])
    if "c" in inline:
        return {**inline, "c": [_without_ids(part) for part in inline["c"]]}
    return inline


def open_content(
    stage: Stage, unit: str = DEFAULT_UNIT, *, draft: bool = False
) -> tuple[Report, Content]:
    """The edition as the report sees it, all its money in `unit`, and its empty content.

    Charts will use the font of the PDF. What nobody can sign is a draft.

    Raises:
        ParameterError: the unit is none of trieu, ty, dong.
    """
    money = parse_parameters({"UNIT": unit}, ("UNIT",)).unit
    report = load_report(stage.processed, money)
    printed_as_draft = is_draft(report, asked=draft)
    charts = fresh_charts(stage.work, choose_fonts(), see_through=printed_as_draft)
    return report, Content(stage.work, SourceLines(report), printed_as_draft, charts)
