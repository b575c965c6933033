"""An edition as the page of all shows it: its row of the table, whose figures are the page's only store."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from analysis.book.book import Value, shown_bound
from analysis.book.printing import Printing
from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.language.numbers import exact_text
from analysis.overview.card import DRAFT, FILES, Card
from analysis.overview.comparing import keys_of, meaning_of
from analysis.vocabulary import COUNT_UNITS, STATUSES

MONEY = "triệu đồng"


@dataclass(frozen=True)
class Row:
    """One edition in HTML: the attributes of its row, what its first cell says, and its other cells by headline.

    What is told of its last run stands behind `title` and before `rest`. `issue` is one of `card.ISSUES`; `figures` has
    no cell where the edition has no figure.
    """

    edition: Edition
    place: str
    issue: str
    data: str
    title: str
    rest: str
    figures: dict[str, str]


def row_of(card: Card) -> Row:
    """The row of an edition.

    Raises:
        KeyError, ValueError, AnalysisError: a figure has no value, or words or a formula that this program does not
            know.
    """
    edition, keys = card.edition, keys_of(card.edition)
    told = {
        "ky": edition.name,
        "noi": card.place,
        "ma-noi": edition.place,
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
    figures = {
        name: "".join(_figure(card, name, value) for value in values)
        for name, values in card.figures.items()
    }
    return Row(edition, card.place, card.issue.kind, data, _title(card), _rest(card), figures)


def _words(card: Card) -> str:
    return f"{card.place}, {card.edition.period_text}"


def _title(card: Card) -> str:
    mark = "nhan du-thao" if card.issue.kind == DRAFT else "nhan"
    return (
        f'<a class="bao-cao" href="{card.edition.name}/bao-cao.html">{escape(_words(card))}</a>'
        f' <span class="{mark}">{escape(card.issue.words)}</span>'
    )


def _rest(card: Card) -> str:
    files = "".join(
        f'<li><a href="{card.edition.name}/{file}">{escape(FILES[file])}</a></li>'
        for file in card.files
    )
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
    notes = "".join(f'<p class="luu-y">{escape(note)}.</p>' for note in card.notes)
    if notes:
        # a phone shows them when they are asked for
        notes = f'<details class="gap" open><summary>Lưu ý</summary>{notes}</details>'
    return (
        f"{notes}{nothing}"
        f"<details><summary>Các tệp{', ghi chú' if said else ''}"
        f'<span class="an"> của {escape(_words(card))}</span></summary>'
        f'<ul class="cac-tep">{files}</ul>{caveats}</details>'
    )


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
    text, unit = printed(value, card.printing)
    star = '<span class="sao">*</span>' if value.caveat else ""
    marks = ""
    if unit != unit_of(name):
        marks += f' <span class="dv">{escape(unit)}</span>'
    if value.revised:
        marks += ' <span class="tt">đã điều chỉnh</span>'
    if value.status != "actual":
        marks += f' <span class="tt">{escape(status)}</span>'
    return (
        f'<p><span class="lien"><a class="so"'
        f' href="{card.edition.name}/bao-cao.html#vet-{escape(value.id)}" {data}>'
        f"{escape(text)}</a>{star}</span>{marks}</p>"
    )


def printed(value: Value, printing: Printing) -> tuple[str, str]:
    """A value as the columns of reports in MONEY print it, with the word of its bound, and its unit."""
    shown = printing.in_column(value)
    return f"{shown_bound(value)} {shown.text}".strip(), shown.unit


def unit_of(name: str) -> str:
    """The unit in which the table prints a headline: money in MONEY."""
    definitions = load_definitions()
    if name in definitions.indicators:
        unit = definitions.indicators[name].unit
    else:
        unit = COUNT_UNITS.get(definitions.inputs[name].measure, MONEY)
    return unit
