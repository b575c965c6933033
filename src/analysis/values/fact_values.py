"""Facts as values of the book, with their labels and notes, and published figures as their source prints them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from analysis.book.book import Gather, Value
from analysis.book.points import split_id
from analysis.definitions.indicators import Definitions
from analysis.figures.figure import Figure, correction_note, corrections_of, origins_of, own_cell
from analysis.language.numbers import is_strict, parse_exact
from analysis.language.printed_units import DONG, find_unit
from analysis.values.fact_ids import input_name, numbered
from analysis.values.facts import Fact
from analysis.vocabulary import (
    BENEFICIARIES,
    CONTROL_MEASURES,
    FUNDS,
    MEASURES,
    PROMOTION_FUNDS,
    SUPPORTS,
    VALUE_COLUMN,
)

RIVAL_NOTE = "Nguồn in hai số không bằng nhau; số này không dùng để tính."
AGREES_NOTE = "Khớp với số chính xác hơn của nguồn khác; số này không dùng để tính."
BESIDE_NOTE = "Nguồn khác cũng nêu nội dung này; số này chỉ để đối chiếu, không cộng thêm."
CONTROL_NOTE = "Số nguồn công bố, chỉ dùng để đối chiếu với danh mục đề án."
PRINTED_NOTE = "Số nguồn in sai, đã được đính chính; không dùng để tính."


def raw_value(fact: Fact, definitions: Definitions) -> Value:
    """The entry of a fact: its exact value with one origin a row."""
    figure = fact.figure
    entry = definitions.inputs.get(input_name(fact.id))
    label = entry.label if entry else _label(figure)
    if entry and entry.sum and figure.activity_label:
        label += f", “{figure.activity_label}”"
        if figure.fund in PROMOTION_FUNDS:
            label += f", {FUNDS[figure.fund].label}"
    # a register's schemes are counted, what else it has is summed
    gather: Gather = "cell"
    if any(row.parts for row in fact.rows):
        gather = "count" if figure.measure == "schemes" else "sum"
    note, money_unit = "", "triệu đồng"
    if not fact.chosen:
        note = CONTROL_NOTE if fact.control else RIVAL_NOTE
        if fact.agrees:
            note = AGREES_NOTE
        if fact.beside:
            note = BESIDE_NOTE
    elif fact.noted:
        others = (f"{row.source}: {printed_words(row)}" for row in fact.noted)
        note = f"Nguồn khác in số khớp với số này: “{'; '.join(others)}”."
    if figure.is_read:
        note = f"{figure.note[:1].upper()}{figure.note[1:]}. {note}".strip()
    if figure.unit == DONG:
        money_unit = figure.printed_unit.replace("tỉ", "tỷ")
    return Value(
        id=fact.id,
        label=fact.point.named(label),
        value=parse_exact(figure.value),
        unit=figure.unit,
        status=figure.status,
        bound=figure.bound,  # type: ignore[arg-type] # a column of text in the frame of figures
        caveat=f"{note} {correction_note(fact.rows)}".strip(),
        origins=tuple(origin for row in fact.rows for origin in origins_of(row)),
        decimals=len(figure.printed.partition(",")[2]),
        word=figure.qualifier,
        strict=is_strict(figure.qualifier),
        gather=gather,
        money_unit=money_unit,
    )


def printed_words(figure: Figure) -> str:
    """A published figure as its source prints it: "hơn 2,1 tỷ đồng"."""
    return f"{figure.qualifier} {figure.printed} {figure.printed_unit}".strip()


def last_digit(figure: Figure) -> Fraction:
    """One unit of the last printed digit of a published figure, in its base unit."""
    decimals = len(figure.printed.partition(",")[2])
    return Fraction(find_unit(figure.printed_unit).factor, 10**decimals)


def printed_values(fact: Fact, definitions: Definitions) -> list[Value]:
    """`<id>_goc` for each corrected row of a fact.

    It is what the source prints in place of the right value.
    """
    found: list[Value] = []
    value, (stem, suffix) = raw_value(fact, definitions), split_id(fact.id)
    for row in fact.rows:
        mended = corrections_of(row).get(VALUE_COLUMN)
        if mended is None:
            continue
        printed = replace(
            value,
            id=numbered(f"{stem}_goc", len(found) + 1) + suffix,
            label=f"{value.label}, như nguồn in, trước khi đính chính",
            value=parse_exact(mended.wrong_value) if mended.wrong_value else None,
            caveat=f"{PRINTED_NOTE} {correction_note([row])}".strip(),
            origins=(own_cell(row, VALUE_COLUMN, mended.wrong),),
            decimals=len(mended.wrong.partition(",")[2]),
        )
        found.append(printed)
    return found


def _label(figure: Figure) -> str:
    label = MEASURES[figure.measure].label
    if figure.measure in ("amount", *CONTROL_MEASURES):
        label = label.capitalize()
    else:
        label = f"Số {label}"
    if figure.fund:
        label += f", {FUNDS[figure.fund].label}"
    if figure.beneficiary_type:
        label += f", {BENEFICIARIES[figure.beneficiary_type].label.lower()}"
    if figure.activity_label:
        label += f", nội dung “{figure.activity_label}”"
    if figure.support:
        label += f", hỗ trợ {SUPPORTS[figure.support].label}"
    return label
