"""Editions of the page of all of them, made or changed by their published files without a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from analysis.book.book import Book, Value
from analysis.book.plain import plain
from analysis.book.records import to_records
from analysis.edition import Edition, edition_of
from analysis.faults import Finding
from analysis.overview.card import DRAFT, FILES, ISSUED, UNISSUED, Card, Issue, card_of
from analysis.overview.page import page_of
from analysis.overview.row import row_of
from analysis.registers.table_refs import TableRef
from analysis.running.hashes import write_sums
from program import ROOT

LABELS = {"P": "Kinh phí khuyến công", "Q": "Kinh phí khuyến công quốc gia", "DA": "Số đề án"}
PLANNED = "planned"
HOSTILE = "<script>alert(1)</script>=1+1"


def named(name: str) -> Edition:
    edition = edition_of(name)
    assert edition is not None
    return edition


def amount(id_: str, millions: Fraction | int, **told: Any) -> Value:
    """Money in triệu đồng as an entry of a book."""
    stem = id_.partition(".")[0]
    label = LABELS.get(stem, stem) + (" (kế hoạch)" if told.get("status") == PLANNED else "")
    value = Fraction(millions) * 10**6
    return Value(id_, told.pop("label", label), value, "đồng", decimals=0, **told)


def card(
    name: str,
    values: Iterable[Value],
    *,
    place: str = "",
    issue: Issue | None = None,
    is_broken: bool = False,
    findings: Iterable[Finding] = (),
    dated_by: str = "",
    dated_before: str = "",
) -> Card:
    """The card of an edition whose report prints all these values.

    Its own register places schemes by the column `dated_by`, that of the year before by `dated_before`.
    """
    placed = [Finding("lưu ý", "period-by-date", "nay.csv", "theo ngày")] if dated_by else []
    tables = [TableRef("nay.csv", "", "", {}, dated_by=dated_by)]
    tables.append(TableRef("truoc.csv", "", "", {}, dated_by=dated_before))
    book = Book({value.id: value for value in values})
    clean = {
        "place_name": place or name,
        "is_broken": is_broken,
        "findings": plain([*findings, *placed]),
        "tables": plain(tables),
    }
    return card_of(
        named(name), to_records(book), [*book.values], clean, issue or Issue(UNISSUED), FILES
    )


def some_cards() -> list[Card]:
    """Provinces in one period and over time, with bounds, a plan, a part of a year, and years of two territories."""
    more = amount("P", 900, bound="at_least", word="trên")
    less = amount("P", 700, bound="at_most", word="dưới")
    other = amount("P", 500, label="Kinh phí khuyến công, không tách nguồn")
    schemes = Value("DA", "Số đề án", Fraction(40, 3), "đề án", decimals=2)
    return [
        card("hue-2022", [amount("P", 800), schemes], place="Huế", issue=Issue(ISSUED, 1)),
        card("hue-2021", [amount("P", 640)], place="Huế", issue=Issue(DRAFT)),
        card("hue-2023", [amount("P.kh", 900, status=PLANNED)], place="Huế"),
        card("hue-2022-2023", [amount("P", 1700)], place="Huế"),
        card("hue-2024-6t", [amount("P", 400)], place="Huế", dated_by="approved_on"),
        card("ha-tinh-2022", [more], place="Hà Tĩnh"),
        card("nghe-an-2022", [less], place="Nghệ An"),
        card("dak-lak-2022", [other], place=HOSTILE),
        card("dak-nong-2022", [amount("Q", 5)], place="Đắk Nông"),
        card("ca-nuoc-2022", [amount("P", 99_000)], place="Cả nước"),
        card("vinh-long-2021-2025", [amount("P", 1)], place="Vĩnh Long", is_broken=True),
        card("vinh-long-2023", [amount("P", 20)], place="Vĩnh Long"),
        card("vinh-long-2026", [amount("P", 30)], place="Vĩnh Long"),
    ]


def page_with(
    cards: Iterable[Card], unmade: Mapping[str, list[str]] | None = None, **damaged: list[str]
) -> str:
    """The page of these cards, of editions that could not be made, and of damaged ones."""
    numbers = (ROOT / "templates" / "html" / "numbers.js").read_text(encoding="utf-8")
    return page_of([*map(row_of, cards)], damaged, unmade or {}, numbers)


def republish(report: Path, old: str, new: str) -> None:
    """Publish an edition with another text in so-lieu.json, whole by its own hashes."""
    values = report / "so-lieu.json"
    text = values.read_text(encoding="utf-8")
    assert old in text
    values.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    manifest["outputs"]["so-lieu.json"] = hashlib.sha256(values.read_bytes()).hexdigest()
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_sums(report)
