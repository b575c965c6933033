"""`index.html`: all editions in a table that the script of the page filters, sorts, compares and draws.

The table is the page's only store: each row has the keys of its edition, each figure its exact value, its bound and
what it is. A page without a script shows the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template

from analysis.definitions.indicators import load_definitions
from analysis.definitions.provinces import territory_name
from analysis.edition import UNNAMED_PLACE, edition_of
from analysis.issued.causes import HEADLINES
from analysis.overview.card import ISSUES, UNNAMED_WORDS
from analysis.overview.row import Row, unit_of
from analysis.packaged import packaged_text
from analysis.rendering.html import head_of, script_of, source_hash
from analysis.vocabulary import STATUSES

# The headlines that the table begins with; the others are shown when they are asked for.
FIRST = tuple("T P Q L C DA N I10".split())
SCRIPT_PARTS = ("rows", "comparing", "filters", "charts", "export", "start")
_HEAD_MARK = "<!-- dau-trang -->"
# The choice beside ISSUES of what the last batch could not make.
UNMADE = ("khong-lap-lai", "× Không lập lại được")
NO_FIGURE = '<span class="khong">–<span class="an"> không có số liệu</span></span>'
NO_EDITION = (
    "Chưa có báo cáo nào trong thư mục này."
    " Lập một báo cáo bằng make report, hoặc nhiều báo cáo bằng make batch."
)


def page_of(
    rows: Sequence[Row],
    damaged: Mapping[str, Sequence[str]],
    unmade: Mapping[str, Sequence[str]],
    numbers: str,
) -> str:
    """The page.

    Args:
        rows: the editions that are whole, in any order.
        damaged: why the others are not shown, by the name of their folder.
        unmade: why the last batch could not make an edition, with a report of before or without one.
        numbers: the part of a report's script that reads and prints exact numbers.
    """
    style = _file("page.css").strip()
    script = script_of([numbers, *(_file(f"{part}.js") for part in SCRIPT_PARTS)])
    ordered = sorted(rows, key=_order)
    columns = [name for name in HEADLINES if any(name in row.figures for row in rows)]
    body = Template(_file("page.html")).substitute(
        summary=escape(_summary(rows, damaged, unmade)),
        damaged=_damaged(damaged) + _without_report(rows, unmade),
        heads="\n".join(map(_head, columns)),
        rows="\n".join(_row(row, columns, unmade.get(row.edition.name)) for row in ordered),
        empty="" if rows else " hidden",
        statuses=_options((code, word.label) for code, word in STATUSES.items()),
        issues=_options([*ISSUES.items(), UNMADE]),
    )
    top, _, rest = body.partition(_HEAD_MARK)
    head = head_of(style, source_hash(script))
    return top + head + rest.replace("</body>", f"<script>{script}</script>\n</body>")


def _file(name: str) -> str:
    return packaged_text(f"overview/{name}")


def _options(words: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{code}">{escape(label)}</option>' for code, label in words)


def _order(row: Row) -> tuple[str, int, int, str]:
    """By place, the newest period first."""
    edition = row.edition
    return edition.place, -edition.year_to, -edition.year_from, edition.name


def _summary(
    rows: Sequence[Row], damaged: Mapping[str, Sequence[str]], unmade: Mapping[str, Sequence[str]]
) -> str:
    if not rows and not damaged and not unmade:
        return NO_EDITION
    kinds = [row.issue for row in rows]
    told = [
        f"{kinds.count(kind)} {words.lower()}" for kind, words in ISSUES.items() if kind in kinds
    ]
    text = f"{len(rows)} báo cáo"
    if told:
        text += f": {', '.join(told)}"
    if damaged:
        text += f". {len(damaged)} báo cáo không còn nguyên vẹn, không nêu số"
    if unmade:
        text += f". {len(unmade)} kỳ không lập được ở lần make batch gần nhất có kỳ ấy (dấu ×)"
    return f"{text}."


def _damaged(damaged: Mapping[str, Sequence[str]]) -> str:
    if not damaged:
        return ""
    return _listed(
        "hong",
        "Báo cáo không còn nguyên vẹn",
        "Tệp của các báo cáo này khác với mã băm lúc lập hoặc không đọc được, nên trang này không nêu số của chúng."
        " Cách khắc phục: lập lại bằng make report với cùng địa bàn và kỳ.",
        {name: "; ".join(reasons) for name, reasons in sorted(damaged.items())},
    )


def _without_report(rows: Sequence[Row], unmade: Mapping[str, Sequence[str]]) -> str:
    shown = {row.edition.name for row in rows}
    places = {row.edition.place: row.place for row in rows}
    lacking = {
        _named(name, places): ": ".join(why)
        for name, why in sorted(unmade.items())
        if name not in shown
    }
    if not lacking:
        return ""
    return _listed(
        "chua-lap",
        "× Kỳ không lập được, không có số nào trong trang",
        "Lần make batch gần nhất có kỳ ấy không lập được, và kỳ ấy không có báo cáo nào lập trước đó còn nguyên vẹn.",
        lacking,
    )


def _named(name: str, places: Mapping[str, str]) -> str:
    """An edition without a report in the words of one; by its code where nothing here names its place."""
    edition = edition_of(name)
    if edition is None:
        return name
    slug = edition.place
    place = UNNAMED_WORDS if slug == UNNAMED_PLACE else territory_name(slug)
    place = places.get(slug, "") if place == slug else place
    return f"{place}, {edition.period_text}" if place else name


def _listed(id_: str, heading: str, words: str, reasons: Mapping[str, str]) -> str:
    items = [
        f"<li><b>{escape(name)}</b>: {escape(reason)}</li>" for name, reason in reasons.items()
    ]
    return (
        f'<section class="hong" aria-labelledby="{id_}"><h2 id="{id_}">{heading}</h2>\n'
        f"<p>{words}</p>\n<ul>{''.join(items)}</ul></section>\n"
    )


def _head(name: str) -> str:
    words, unit = escape(_words(name)), escape(unit_of(name))
    return (
        f'<th scope="col" data-c="{name}"{_more(name)}><span class="ten-cot">{words}</span>'
        f' <span class="dv">{unit}</span></th>'
    )


def _words(name: str) -> str:
    definitions = load_definitions()
    return (definitions.inputs.get(name) or definitions.indicators[name]).label


def _more(name: str) -> str:
    return "" if name in FIRST else ' class="them"'


def _row(row: Row, columns: Iterable[str], unmade: Sequence[str] | None) -> str:
    cells = "".join(_cell(name, row.figures.get(name, NO_FIGURE)) for name in columns)
    mark = "" if unmade is None else _unmade(*unmade)
    return f'<tr {row.data}><th scope="row">{row.title}{mark}{row.rest}</th>{cells}</tr>'


def _unmade(reason: str, *first: str) -> str:
    """That the figures of a row are older than the last batch that had it, and why."""
    more = "".join(
        f'<details><summary>Lỗi đầu tiên</summary><p class="luu-y">{escape(fault)}.</p></details>'
        for fault in first
    )
    return (
        '<p class="luu-y loi"><b>× Không lập lại được</b> ở lần make batch gần nhất có kỳ này;'
        " các số ở đây là của báo cáo lập trước đó.</p>"
        '<details class="gap" open><summary>Vì sao</summary>'
        f'<p class="luu-y">Lý do: {escape(reason)}.</p>{more}</details>'
    )


def _cell(name: str, figures: str) -> str:
    return f'<td data-c="{name}"{_more(name)}>{figures}</td>'
