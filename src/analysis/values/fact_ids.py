"""The ids by which formulas and documents know facts: the name of an input, else words of what a figure counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.book.points import Point, split_id
from analysis.definitions.indicators import ANY, Definitions
from analysis.edition import place_slug
from analysis.figures.figure import Figure
from analysis.values.facts import Group, matches
from analysis.vocabulary import FUNDS

LONGEST_SLUG = 50
# The words of ids where no input selects a figure alone.
MEASURE_IDS = {
    "amount": "kp",
    "schemes": "da",
    "beneficiaries": "cs",
    "recipients": "dv",
    "classes": "lop",
    "turns": "luot",
    "models": "mh",
    "products": "sp",
    "localities": "dp",
    "participants": "dv_tg",
    "completion": "tl_kh",
    "country_share": "tt_cn",
}
# What the ids of figures end in that count support to be paid back, `kp_KCQG_thu_hoi`.
RECOVERABLE_STEM = "thu_hoi"
_RIVAL = re.compile(r"_kh(?:ac|op)[0-9]*$")


def input_name(id_: str) -> str:
    """The name of the input by which a fact is called, also one that is a rival."""
    return _RIVAL.sub("", split_id(id_)[0])


def stems_of(
    groups: Mapping[Group, Sequence[Figure]], definitions: Definitions
) -> dict[Group, str]:
    """The name of each group, another one for each group of a point."""
    figures_at: dict[Point, list[Figure]] = {}
    for (point, _), rows in groups.items():
        figures_at.setdefault(point, []).append(rows[0])
    stems: dict[Group, str] = {}
    taken: set[tuple[Point, str]] = set()
    for point, key in sorted(groups, key=lambda group: group[1]):
        stem = _stem(groups[point, key][0], figures_at[point], definitions)
        # an id must be one value's, and must not look like a rival's
        while (point, stem) in taken or _RIVAL.search(stem):
            stem += "_"
        taken.add((point, stem))
        stems[point, key] = stem
    return stems


def numbered(stem: str, number: int) -> str:
    """A stem that occurs several times: the first has no number."""
    return stem if number == 1 else f"{stem}{number}"


def _stem(figure: Figure, others: Sequence[Figure], definitions: Definitions) -> str:
    """The name of the input that selects this figure alone, else words of its key."""
    for entry in sorted(definitions.inputs.values(), key=lambda entry: entry.sum):
        if ANY not in entry.activity and [f for f in others if matches(f, entry)] == [figure]:
            return entry.id
    return words_of(figure)


def words_of(figure: Figure) -> str:
    """What a figure counts, in the words of ids: "kp_KCQG_dao_tao_nghe"."""
    fund = FUNDS[figure.fund].key if figure.fund else ""
    label = place_slug(figure.activity_label)[:LONGEST_SLUG]
    measure = MEASURE_IDS.get(figure.measure, figure.measure)
    support = RECOVERABLE_STEM if figure.support else ""
    parts = (measure, fund, label, figure.beneficiary_type, support)
    return "_".join(filter(None, parts)).replace("-", "_")
