"""What two editions must have in common to be compared, as keys that the page sets side by side.

The keys follow from `definitions.provinces` and `span`, by which reports and `make compare` decide too. Over time one
territory is compared with itself, in periods of one length; places are compared with each other in one period, and
only provinces are: a province is a part of the country and of a region.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.book.book import Value
from analysis.definitions.indicators import load_definitions
from analysis.definitions.provinces import (
    WHOLE_COUNTRY,
    across_reform,
    bare_slug,
    plain_slug,
    province_of,
)
from analysis.edition import LAST_DAY_BEFORE, Edition, place_slug
from analysis.language.formulas import parse_formula, rename
from analysis.vocabulary import STATUSES

PROVINCE = "tinh"
OTHER = "khac"
PARTS_JOINED = "+"


@dataclass(frozen=True)
class Keys:
    """What tells whether two editions can be compared.

    `territory` is the same for two editions where `same_territory` holds: the slugs of the provinces of before, joined
    by +, or the place with the side of the reform. `name` is what the place is called on either side. Provinces alone
    have the `level` PROVINCE. `length` is the same only for periods that may be compared over time, the number of
    years or the days of a part; `period` is the code of the period.
    """

    territory: str
    name: str
    level: str
    length: str
    period: str


def keys_of(edition: Edition) -> Keys:
    """The keys of an edition."""
    province = province_of(edition)
    side = "truoc" if edition.last_day <= LAST_DAY_BEFORE else "sau"
    territory = f"{edition.place}:{side}"
    if province is not None:
        territory = PARTS_JOINED.join(sorted(map(place_slug, province.parts)))
    elif edition.place in WHOLE_COUNTRY:
        territory = edition.place
    length = str(len(edition.years))
    if edition.is_part:
        length = (
            f"{edition.from_date[4:]}/{edition.year_to - edition.year_from}/{edition.to_date[4:]}"
        )
    return Keys(
        territory=territory,
        name=plain_slug(bare_slug(edition.place)),
        level=OTHER if province is None else PROVINCE,
        length=length,
        period=edition.period_code,
    )


def parts_of(edition: Edition) -> list[str]:
    """The names of the provinces of before that the edition's territory was joined from; none of any other."""
    province = province_of(edition)
    if province is None or len(province.parts) == 1:
        return []
    return sorted(province.parts)


def mixes_territories(edition: Edition, *, is_broken: bool) -> bool:
    """Whether the edition's own years are of territories that may differ: it is broken, and has years on both sides."""
    whole = not edition.is_part and across_reform(edition.year_from, edition.year_to)
    return is_broken and whole


def meaning_of(value: Value) -> str:
    """What a value is, by its label and, of an indicator, its formula: the same text where it is the same quantity."""
    status = STATUSES[value.status].label
    label = value.label.removesuffix(f" ({status})")
    if value.formula is None or value.id.partition(".")[0] not in load_definitions().indicators:
        return label
    formula = parse_formula(value.formula)
    bare = {name: name.partition(".")[0] for name in formula.names}
    return f"{label} = {rename(formula, bare).text}"
