"""How a register's schemes are grouped for the report: by place, by type of establishment, the largest, the first.

Notebook 02 computes a value for each group, notebook 03 prints it under the same id: both ask here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.book.points import Point
from analysis.edition import LONGEST_PLACE, Edition, place_slug
from analysis.figures.of_registers import grants_of, speaking_statuses
from analysis.figures.places import province_name
from analysis.language.spelling import Order, vietnamese_order
from analysis.raw.norms import ProvincialNorm
from analysis.values.norms import BROKEN, MET, OPEN, SMALL_GROUP, judge, unchecked
from analysis.vocabulary import APART_STATUSES, BENEFICIARIES, BENEFICIARY_TYPES, FUNDS, KINDS

MOST_PLACES = 40
MOST_LARGEST = 10
MOST_LISTED = 500
MOST_DOUBTS = 30
VERDICT_IDS = {MET: "dat", BROKEN: "khong_dat", OPEN: "can_xem_xet"}
UNSTATED = "không nêu"
UNSTATED_STEM = "khong_neu"
REST_LABEL = "Các địa bàn còn lại"
REST_STEM = "db_con_lai"
OWN_COLUMNS = "code name beneficiary place year".split()
POSITION_COLUMNS = "stt file sha256 sheet row table".split()
LONGEST_CODE = 20
MARK_LENGTH = 8


@dataclass(frozen=True)
class Group:
    """Schemes that a row of a table sums up.

    The ids of its values are an input's name with `stem`.
    """

    stem: str
    label: str
    schemes: pd.DataFrame

    def id(self, name: str) -> str:
        """The id of one of the group's values, for example `Q_db_tuy_phuoc`."""
        return f"{name}_{self.stem}"

    @property
    def row(self) -> int:
        """The row in which the first of its schemes stands."""
        return int(self.schemes["row"].iloc[0])

    @property
    def is_small(self) -> bool:
        """True when so few schemes say little about the group."""
        return len(self.schemes) < SMALL_GROUP


@dataclass(frozen=True)
class Details:
    """The schemes that speak for an edition: grants of all its years, in the best status that has each of them.

    It is false without any: its groups are then none. `norms` are those of the province.
    """

    point: Point
    schemes: pd.DataFrame
    norms: tuple[ProvincialNorm, ...] = ()

    def __bool__(self) -> bool:
        return len(self.schemes) > 0

    @property
    def status(self) -> str:
        """The status of all of them."""
        return self.point.status

    @property
    def suffix(self) -> str:
        """What the ids of these values end in beside the group."""
        return self.point.suffix

    @cached_property
    def kinds(self) -> list[Group]:
        """By kind of scheme, in the order of the closed list.

        A scheme of several activities stays whole.
        """
        return self._by("lo", "activity", {code: kind.label for code, kind in KINDS.items()})

    @cached_property
    def places(self) -> list[Group]:
        """By place, most support first; beyond `MOST_PLACES` the rest is one group."""
        parts = [part for _, part in self.schemes.groupby("area", sort=False)]
        parts.sort(key=_support_then_area)
        most = len(parts)
        if most > MOST_PLACES:
            most = MOST_PLACES - 1
        # a place whose slug is that of another, or of the rest, gets an id of its own
        taken = {REST_STEM}
        groups = []
        for part in parts[:most]:
            place = part["area"].iloc[0]
            groups.append(Group(self._stem("db", place, taken), place, part))
        if parts[most:]:
            groups.append(Group(REST_STEM + self.suffix, REST_LABEL, pd.concat(parts[most:])))
        return groups

    @cached_property
    def types(self) -> list[Group]:
        """By type of establishment; none when no scheme states it."""
        if (self.schemes["beneficiary_type"] == "").all():
            return []
        labels = {code: BENEFICIARIES[code].label for code in BENEFICIARY_TYPES}
        return self._by("lh", "beneficiary_type", {**labels, "": UNSTATED.capitalize()})

    def _by(self, kind: str, column: str, labels: Mapping[str, str]) -> list[Group]:
        """The schemes by the codes of a column, in the order of the codes.

        A code without schemes has no group.
        """
        groups = []
        codes = self.schemes[column]
        here = set(codes.unique())
        for code, label in labels.items():
            if code not in here:
                continue
            stem = f"{kind}_{code or UNSTATED_STEM}{self.suffix}".replace("-", "_")
            groups.append(Group(stem, label, self.schemes[codes == code]))
        return groups

    @cached_property
    def largest(self) -> list[Group]:
        """The schemes with the most support, each a group of one.

        Of few schemes there are fewer, as the list gives all.
        """
        most = MOST_LARGEST if len(self.schemes) > 2 * MOST_LARGEST else MOST_LARGEST // 2
        ranks = pd.DataFrame({"support": -support_of(self.schemes)})
        # names are put in order only among those that may be printed
        least = ranks["support"].nsmallest(most).max()
        ranks = ranks[ranks["support"] <= least]
        ranks["name"] = self.schemes["name"].loc[ranks.index].map(vietnamese_order)
        return self.each(ranks.sort_values(["support", "name"], kind="stable").index[:most])

    @property
    def is_listed(self) -> bool:
        """Whether a document prints each scheme; a longer register has a file of its own."""
        return len(self.schemes) <= MOST_LISTED

    @cached_property
    def sections(self) -> list[Group]:
        """What parts the list of schemes: their places where these are known and few enough, else their kinds."""
        areas = set(self.schemes["area"])
        return self.places if "" not in areas and 1 < len(areas) <= MOST_PLACES else self.kinds

    def listed(self, section: Group) -> list[Group]:
        """The schemes of a section by year, those of a year by their support, each a group of one."""
        order = section.schemes.assign(support=-support_of(section.schemes))
        order["name"] = order["name"].map(vietnamese_order)
        return self.each(order.sort_values(["year", "support", "name"], kind="stable").index)

    def each(self, index: Iterable[int]) -> list[Group]:
        """Schemes by their index in the frame, each a group of one."""
        stems, names = self._scheme_stems, self.schemes["name"]
        return [Group(stems[row], names.loc[row], self.schemes.loc[[row]]) for row in index]

    @cached_property
    def judged(self) -> pd.DataFrame:
        """What the support norms say of each scheme, see `compliance.judge`."""
        return judge(self.schemes, self.norms)

    @cached_property
    def unchecked(self) -> dict[str, pd.DataFrame]:
        """The schemes that no support norm was held against, by the code of why."""
        return unchecked(self.schemes, self.judged, self.norms)

    @cached_property
    def doubtful(self) -> list[Group]:
        """The first schemes that a norm finds broken, then those left open, each a group of one."""
        return self.each(dict.fromkeys(self.doubts["scheme"]))

    @cached_property
    def doubts(self) -> pd.DataFrame:
        """The rows of `judged` for those schemes."""
        order = self.judged["verdict"].map({BROKEN: 0, OPEN: 1}).dropna()
        return self.judged.loc[order.sort_values(kind="stable").index[:MOST_DOUBTS]]

    @cached_property
    def _scheme_stems(self) -> dict[int, str]:
        return dict(zip(self.schemes.index, scheme_stems(self.schemes), strict=True))

    def _stem(self, kind: str, text: str, taken: set[str]) -> str:
        slug = place_slug(province_name(text)).replace("-", "_")
        if len(slug) > LONGEST_PLACE:
            slug = f"{slug[:LONGEST_PLACE]}_{_mark(text)}"
        stem = f"{kind}_{slug}"
        while stem in taken:
            stem += "_"
        taken.add(stem)
        return stem + self.suffix


def scheme_stems(schemes: pd.DataFrame) -> list[str]:
    """The end of each scheme's ids: its code, else a mark of its name, establishment, place and year.

    Issued values keep their ids when rows or files change their order. Schemes that share all of
    that are numbered in the order of their other cells.
    """
    own = schemes[OWN_COLUMNS].itertuples(index=False, name=None)
    stems = [_own_stem(*cells) for cells in own]
    content = schemes.drop(columns=POSITION_COLUMNS, errors="ignore")
    alike: dict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        alike[stem].append(number)
    for stem, numbers in alike.items():
        if len(numbers) > 1:
            numbers.sort(key=lambda number: tuple(map(str, content.iloc[number])))
            for turn, number in enumerate(numbers[1:], start=2):
                stems[number] = f"{stem}_lan_{turn}"
    return stems


def _own_stem(code: str, *cells: object) -> str:
    slug = place_slug(code).replace("-", "_")
    if slug and len(slug) <= LONGEST_CODE:
        return f"de_an_ma_{slug}"
    text = code or "\n".join(" ".join(str(cell).split()).casefold() for cell in cells)
    return f"de_an_{_mark(text)}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:MARK_LENGTH]


def details_of(
    schemes: pd.DataFrame, edition: Edition, norms: Sequence[ProvincialNorm] = ()
) -> Details:
    """The details of an edition, without schemes when no register speaks for it.

    `norms` are those of the province.
    """
    schemes = grants_of(schemes)
    for status in speaking_statuses(schemes, edition):
        if status not in APART_STATUSES:
            own = schemes[schemes["status"] == status].reset_index(drop=True)
            return Details(Point.whole(edition, status), own, tuple(norms))
    return Details(Point.whole(edition), schemes.head(0))


def norm_id(norm: str, fund: str, verdict: str = "") -> str:
    """The id of the number of schemes with a verdict, or of all that a norm was held against."""
    id_ = f"DM_{norm}_{FUNDS[fund].key}"
    return f"{id_}_{VERDICT_IDS[verdict]}" if verdict else id_


def unchecked_id(why: str) -> str:
    """The id of the number of schemes that no norm was held against, by the code of why."""
    return f"DM_bo_{why}"


def _support_then_area(part: pd.DataFrame) -> tuple[int, Order]:
    """Most support first, places with as much as another in the order of their names."""
    return -int(support_of(part).sum()), vietnamese_order(part["area"].iloc[0])


def support_of(schemes: pd.DataFrame) -> pd.Series:
    """Kinh phí khuyến công of each scheme in đồng: KCQG and KCĐP.

    A blank that the reader took is nothing.
    """
    return schemes["kcqg"].fillna(0) + schemes["kcdp"].fillna(0)
