"""`index.html`: all editions in a table that the script of the page filters, sorts, compares and draws.

The table is the page's only store: each row has the keys of its edition, each figure its exact value, its bound and
what it is. A page without a script shows the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from string import Template

from analysis.book.book import Value, show, spoken_bound
from analysis.definitions.indicators import load_definitions
from analysis.issued.causes import HEADLINES
from analysis.language.numbers import exact_text
from analysis.overview.card import DRAFT, FILES, ISSUES, Card
from analysis.overview.comparing import keys_of, meaning_of
from analysis.rendering.html import head_of, script_of, source_hash
from analysis.vocabulary import COUNT_UNITS, STATUSES

MONEY = "triệu đồng"
# The headlines that the table begins with; the others are shown when they are asked for.
FIRST = tuple("T P Q L C DA N I10".split())
SCRIPT_PARTS = ("rows", "comparing", "filters", "charts", "export", "start")
_HEAD_MARK = "<!-- dau-trang -->"
NO_EDITION = (
    "Chưa có báo cáo nào trong thư mục này."
    " Lập một báo cáo bằng make report, hoặc nhiều báo cáo bằng make batch."
)


def page_of(cards: Sequence[Card], damaged: Mapping[str, Sequence[str]], numbers: str) -> str:
    """The page.

    Args:
        cards: the editions that are whole, in any order.
        damaged: why the others are not shown, by the name of their folder.
        numbers: the part of a report's script that reads and prints exact numbers.
    """
    style = _file("page.css").strip()
    script = script_of([numbers, *(_file(f"{part}.js") for part in SCRIPT_PARTS)])
    ordered = sorted(cards, key=_order)
    columns = [name for name in HEADLINES if any(name in card.figures for card in cards)]
    body = Template(_file("page.html")).substitute(
        summary=escape(_summary(cards, damaged)),
        damaged=_damaged(damaged),
        heads="\n".join(map(_head, columns)),
        rows="\n".join(_row(card, columns) for card in ordered),
        empty="" if cards else " hidden",
        statuses=_options((code, word.label) for code, word in STATUSES.items()),
        issues=_options(ISSUES.items()),
    )
    top, _, rest = body.partition(_HEAD_MARK)
    head = head_of(style, source_hash(script))
    return top + head + rest.replace("</body>", f"<script>{script}</script>\n</body>")


def _file(name: str) -> str:
    return resources.files("analysis.overview").joinpath(name).read_text(encoding="utf-8")


def _options(words: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{code}">{escape(label)}</option>' for code, label in words)


def _order(card: Card) -> tuple[str, int, int, str]:
    """By place, the newest period first."""
    edition = card.edition
    return edition.place, -edition.year_to, -edition.year_from, edition.name


def _summary(cards: Sequence[Card], damaged: Mapping[str, Sequence[str]]) -> str:
    if not cards and not damaged:
        return NO_EDITION
    kinds = [card.issue.kind for card in cards]
    told = [
        f"{kinds.count(kind)} {words.lower()}" for kind, words in ISSUES.items() if kind in kinds
    ]
    text = f"{len(cards)} báo cáo"
    if told:
        text += f": {', '.join(told)}"
    if damaged:
        text += f". {len(damaged)} báo cáo không còn nguyên vẹn, không nêu số"
    return f"{text}."


def _damaged(damaged: Mapping[str, Sequence[str]]) -> str:
    if not damaged:
        return ""
    items = [
        f"<li><b>{escape(name)}</b>: {escape('; '.join(reasons))}</li>"
        for name, reasons in sorted(damaged.items())
    ]
    return (
        '<section class="hong" aria-labelledby="hong"><h2 id="hong">Báo cáo không còn nguyên vẹn</h2>\n'
        "<p>Tệp của các báo cáo này khác với mã băm lúc lập, nên trang này không nêu số của chúng."
        " Cách khắc phục: lập lại bằng make report với cùng địa bàn và kỳ.</p>\n"
        f"<ul>{''.join(items)}</ul></section>"
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


def unit_of(name: str) -> str:
    """The unit in which the table prints a headline: money in MONEY."""
    definitions = load_definitions()
    if name in definitions.indicators:
        unit = definitions.indicators[name].unit
    else:
        unit = COUNT_UNITS.get(definitions.inputs[name].measure, MONEY)
    return unit


def _more(name: str) -> str:
    return "" if name in FIRST else ' class="them"'


def _row(card: Card, columns: Iterable[str]) -> str:
    edition, keys = card.edition, keys_of(card.edition)
    told = {
        "ky": edition.name,
        "noi": card.place,
        "thoi": edition.period_text,
        "tu": str(edition.year_from),
        "den": str(edition.year_to),
        "ngay": "/".join(day.isoformat() for day in edition.days),
        "phat-hanh": card.issue.kind,
        "lanh-tho": keys.territory,
        "ten": keys.name,
        "cap": keys.level,
        "dai": keys.length,
        "ma-ky": keys.period,
        "vuong": card.barred,
        "theo": card.dated_by,
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in told.items())
    cells = "".join(_cell(card, name) for name in columns)
    return f"<tr {data}>{_title(card)}{cells}</tr>"


def _title(card: Card) -> str:
    name = card.edition.name
    words = f"{card.place}, {card.edition.period_text}"
    mark = "nhan du-thao" if card.issue.kind == DRAFT else "nhan"
    files = "".join(
        f'<li><a href="{name}/{file}">{escape(FILES[file])}</a></li>' for file in card.files
    )
    notes = "".join(f'<p class="luu-y">{escape(note)}.</p>' for note in card.notes)
    said = "".join(
        f"<li>{escape(value.label)}: {escape(value.caveat)}</li>"
        for values in card.figures.values()
        for value in values
        if value.caveat
    )
    caveats = f"<p>Ghi chú (dấu * ở con số):</p><ul>{said}</ul>" if said else ""
    nothing = (
        "" if card.figures else '<p class="luu-y">Báo cáo không có chỉ tiêu nào của bảng này.</p>'
    )
    return (
        f'<th scope="row"><a class="bao-cao" href="{name}/bao-cao.html">{escape(words)}</a>'
        f' <span class="{mark}">{escape(card.issue.words)}</span>{notes}{nothing}'
        f"<details><summary>Các tệp{', ghi chú' if said else ''}"
        f'<span class="an"> của {escape(words)}</span></summary>'
        f'<ul class="cac-tep">{files}</ul>{caveats}</details></th>'
    )


def _cell(card: Card, name: str) -> str:
    figures = "".join(_figure(card, name, value) for value in card.figures.get(name, ()))
    nothing = '<span class="khong">–<span class="an"> không có số liệu</span></span>'
    return f'<td data-c="{name}"{_more(name)}>{figures or nothing}</td>'


def _figure(card: Card, name: str, value: Value) -> str:
    if value.value is None:
        raise ValueError(value.id)
    status = STATUSES[value.status].label
    told = {
        "v": exact_text(value.value),
        "b": value.bound,
        "s": value.status,
        "n": meaning_of(value),
        "u": value.unit,
    }
    data = " ".join(f'data-{key}="{escape(text)}"' for key, text in told.items())
    marks = ""
    unit = show(value, MONEY).unit
    if unit != unit_of(name):
        marks += f' <span class="dv">{escape(unit)}</span>'
    if value.caveat:
        marks += '<span class="sao">*</span>'
    # an estimate whose side is not known has no word of its own in print
    if value.bound == "unknown":
        marks += ' <span class="tt">ước lượng</span>'
    if value.revised:
        marks += ' <span class="tt">đã điều chỉnh</span>'
    if value.status != "actual":
        marks += f' <span class="tt">{escape(status)}</span>'
    return (
        f'<p><a class="so" href="{card.edition.name}/bao-cao.html#vet-{escape(value.id)}" {data}>'
        f"{escape(text_of(value))}</a>{marks}</p>"
    )


def text_of(value: Value) -> str:
    """A value as the table prints it: with the word of its bound, money in MONEY, without its unit."""
    return f"{spoken_bound(value)} {show(value, MONEY).text}".strip()
