"""The entry of a fact in the book of values: label, exact value, origins, and what its source printed wrongly."""

from __future__ import annotations

from dataclasses import replace

from analysis import vocabulary
from analysis.definitions import Definitions
from analysis.edition import Edition
from analysis.facts import Fact, correction_note, corrections_of, origins_of
from analysis.numbers import parse_exact
from analysis.tidy import Figure
from analysis.trace import DONG, Gather, Origin, Value
from analysis.vocabulary import FUNDS, PROMOTION_FUNDS

RIVAL_NOTE = "Nguồn in hai số khác nhau; số này không dùng để tính."
CONTROL_NOTE = "Số nguồn công bố, chỉ dùng để đối chiếu với danh mục đề án."
PRINTED_NOTE = "Số nguồn in sai, đã được đính chính; không dùng để tính."


def raw_value(fact: Fact, edition: Edition, definitions: Definitions) -> Value:
    """The entry of a fact: its exact value with one origin a row."""
    figure = fact.figure
    entry = definitions.inputs.get(fact.id.partition(".")[0].partition("_khac")[0])
    label = entry.label if entry else _label(figure)
    if entry and entry.sum and figure.activity_label:
        fund = f", {FUNDS[figure.fund].label}" if figure.fund in PROMOTION_FUNDS else ""
        label = f"{entry.label}, “{figure.activity_label}”{fund}"
    note = "" if fact.chosen else CONTROL_NOTE if fact.control else RIVAL_NOTE
    return Value(
        id=fact.id,
        label=label + fact.point.label(edition),
        value=parse_exact(figure.value),
        unit=figure.unit,
        status=figure.status,
        bound=figure.bound,  # type: ignore[arg-type]
        caveat=" ".join(filter(None, (note, correction_note(fact.rows)))),
        origins=tuple(origin for row in fact.rows for origin in origins_of(row)),
        decimals=len(figure.printed.partition(",")[2]),
        word=figure.qualifier,
        gather=gather_of(fact),
        money_unit=figure.printed_unit.replace("tỉ", "tỷ") if figure.unit == DONG else "triệu đồng",
    )


def gather_of(fact: Fact) -> Gather:
    """How a fact follows from its cells: a register's schemes are counted, what else it has is summed."""
    if not any(row.parts for row in fact.rows):
        return "cell"
    return "count" if fact.figure.measure == "schemes" else "sum"


def printed_values(fact: Fact, edition: Edition, definitions: Definitions) -> list[Value]:
    """`<id>_goc` for each corrected row of a fact: what the source prints in place of the right value."""
    found: list[Value] = []
    for row in fact.rows:
        line = corrections_of(row).get("gia_tri")
        if line is None:
            continue
        stem, point, suffix = fact.id.partition(".")
        value = raw_value(fact, edition, definitions)
        number = parse_exact(line["wrong_value"]) if line["wrong_value"] else None
        found.append(
            replace(
                value,
                id=f"{stem}_goc{len(found) + 1 if found else ''}{point}{suffix}",
                label=f"{value.label}, như nguồn in, trước khi đính chính",
                value=number,
                caveat=" ".join(filter(None, (PRINTED_NOTE, correction_note([row])))),
                origins=(Origin(row.file, row.sha256, None, row.row, "gia_tri", line["wrong"]),),
                decimals=len(line["wrong"].partition(",")[2]),
            )
        )
    return found


def _label(figure: Figure) -> str:
    measure = vocabulary.MEASURES[figure.measure].label
    parts = [
        f"Số {measure}" if figure.measure not in ("amount", *vocabulary.CONTROL_MEASURES) else measure.capitalize()
    ]
    if figure.fund:
        parts.append(vocabulary.FUNDS[figure.fund].label)
    if figure.beneficiary_type:
        parts.append(vocabulary.BENEFICIARIES[figure.beneficiary_type].label.lower())
    if figure.activity_label:
        parts.append(f"nội dung “{figure.activity_label}”")
    return ", ".join(parts)
