"""Values of single schemes and of groups of them, with the rows that they come from, into the book of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import pandas as pd

from analysis.book.book import Book, Origin, Value
from analysis.definitions.law import load_norms
from analysis.edition import Edition
from analysis.figures.cells import origins_of, rows_of
from analysis.language.numbers import DONG, MILLION, shortest_decimals
from analysis.registers.result import TableRef
from analysis.values.groups import (
    AMOUNT_COLUMNS,
    REST_STEM,
    Details,
    Group,
    details_of,
    norm_id,
    places_in,
    support_of,
)
from analysis.values.norms import SHARE, VERDICTS, add_norm, add_priority, add_small_group
from analysis.vocabulary import FUNDS, STATUSES

AMOUNT_LABELS = {"Q": "KCQG", "L": "KCĐP", "C": "Vốn đối ứng", "T": "Tổng kinh phí"}
FUND_NAMES = {"national": "Q", "local": "L"}
SCALE = 10**25
MEDIAN_NOTE = "Hệ số của đề án đứng giữa khi xếp theo hệ số, trong các đề án có cả kinh phí khuyến công và vốn đối ứng."


def add_scheme_values(
    book: Book, schemes: pd.DataFrame, edition: Edition, tables: Sequence[TableRef]
) -> None:
    """Add what the report prints of a register beside its figures; nothing when no register speaks for the edition."""
    details = details_of(schemes, edition)
    if details is None:
        return
    add_small_group(book)
    printed = {group.stem for group in details.places}
    for group in [*details.kinds, *details.places, *details.types]:
        name = f"“{group.label}”" if group.stem in printed else group.label
        _add_count(book, group, name, details, tables)
        _add_amounts(book, group, name, details, tables)
    _add_places(
        book, "DB_n" + details.suffix, "Số địa bàn có đề án", details.schemes, details, tables
    )
    rest = next(
        (group for group in details.places if group.stem == REST_STEM + details.suffix), None
    )
    if rest is not None:
        _add_places(book, rest.id("DB"), "Số địa bàn còn lại", rest.schemes, details, tables)
    for group in details.kinds:
        label = f"Kinh phí khuyến công, {group.label}{_tail(details)}"
        book.derive(
            group.id("P"), label, DONG, f"{group.id('Q')} + {group.id('L')}", status=details.status
        )
    for group in {group.stem: group for group in [*details.largest, *details.listed]}.values():
        _add_scheme(book, group, details, tables)
    _add_median(book, details, tables)
    _add_stating(book, details, tables)


def add_compliance(
    book: Book, schemes: pd.DataFrame, edition: Edition, tables: Sequence[TableRef]
) -> None:
    """Add how many schemes meet each norm, `DM_N02_dat` and so on, and the money of those that are listed."""
    details = details_of(schemes, edition)
    if details is None:
        return
    for (norm, fund), judged in details.judged.groupby(["norm", "fund"], sort=True):
        _add_verdicts(book, str(norm), str(fund), judged, details, tables)
    if not details.doubts.empty:
        for version in load_norms():
            add_norm(book, version)
        add_priority(book)
    for group in details.doubtful:
        if group.id("Q") not in book:
            _add_scheme(book, group, details, tables)
    for judged in details.doubts.itertuples(index=False):
        if SHARE in judged.reason:
            _add_share(book, details.each([judged.scheme])[0], judged.fund, details, tables)


def _add_stating(book: Book, details: Details, tables: Sequence[TableRef]) -> None:
    """How many schemes state their establishments, where some do and some do not: then no sum of them is known."""
    stating = details.schemes[details.schemes["establishments"].notna()]
    if 0 < len(stating) < len(details.schemes):
        label = f"Số đề án nêu số cơ sở{_tail(details)}"
        add_rows_count(book, "CS_n" + details.suffix, label, stating, details.status, tables)


def share_id(group: Group, fund: str) -> str:
    """The id of the support from a fund as a share of a scheme's cost."""
    return group.id(f"TL_{FUND_NAMES[fund]}")


def _add_share(
    book: Book, group: Group, fund: str, details: Details, tables: Sequence[TableRef]
) -> None:
    """The cost of a scheme as the norms take it, the estimate where there is one, and the share of support in it."""
    label = f"đề án ở dòng {group.schemes['row'].iloc[0]}{_tail(details)}"
    cost = "budget" if group.schemes["budget"].notna().iloc[0] else "tong"
    if group.id("CP") not in book:
        total = Fraction(int(group.schemes[cost].iloc[0]))
        cells = _origins(group.schemes, [cost], tables)
        book.add(
            _money(
                group.id("CP"), f"Chi phí để tính mức hỗ trợ, {label}", total, details.status, cells
            )
        )
    if share_id(group, fund) not in book:
        formula = f"100 * {group.id(FUND_NAMES[fund])} / {group.id('CP')}"
        text = f"Tỷ lệ hỗ trợ của {FUNDS[fund].label} trong chi phí, {label}"
        book.derive(share_id(group, fund), text, "%", formula, status=details.status, decimals=2)


def _add_places(
    book: Book,
    id_: str,
    label: str,
    schemes: pd.DataFrame,
    details: Details,
    tables: Sequence[TableRef],
) -> None:
    cells = _origins(schemes, ["place"], tables)
    number = Fraction(places_in(schemes))
    text = f"{label}{_tail(details)}"
    book.add(
        Value(
            id_,
            text,
            number,
            "địa bàn",
            details.status,
            origins=cells,
            decimals=0,
            gather="distinct",
        )
    )


def _add_verdicts(
    book: Book,
    norm: str,
    fund: str,
    judged: pd.DataFrame,
    details: Details,
    tables: Sequence[TableRef],
) -> None:
    """The number of schemes of each verdict; one that no scheme has is what the others leave of all."""
    label = f"đối chiếu mức hỗ trợ {norm}, {FUNDS[fund].label}"
    whole = norm_id(norm, fund)
    add_rows_count(
        book,
        whole,
        f"Số đề án {label}",
        details.schemes.loc[judged["scheme"]],
        details.status,
        tables,
    )
    parts = {verdict: judged.loc[judged["verdict"] == verdict, "scheme"] for verdict in VERDICTS}
    found = [norm_id(norm, fund, verdict) for verdict, part in parts.items() if len(part)]
    for verdict, part in sorted(parts.items(), key=lambda item: not len(item[1])):
        id_, text = norm_id(norm, fund, verdict), f"Số đề án {verdict} {label}"
        if len(part):
            add_rows_count(book, id_, text, details.schemes.loc[part], details.status, tables)
        else:
            book.derive(
                id_, text, "đề án", " - ".join([whole, *found]), status=details.status, decimals=0
            )


def add_rows_count(
    book: Book, id_: str, label: str, part: pd.DataFrame, status: str, tables: Sequence[TableRef]
) -> Value:
    """The number of schemes of a part; its cells are their names."""
    cells = _origins(part, ["name"], tables)
    count = Fraction(len(part))
    return book.add(
        Value(id_, label, count, "đề án", status, origins=cells, decimals=0, gather="count")
    )


def _add_scheme(book: Book, group: Group, details: Details, tables: Sequence[TableRef]) -> None:
    row = group.schemes.iloc[0]
    _add_amounts(book, group, f"đề án ở dòng {row['row']}", details, tables)


def _add_count(
    book: Book, group: Group, name: str, details: Details, tables: Sequence[TableRef]
) -> None:
    label = f"Số đề án, {name}{_tail(details)}"
    add_rows_count(book, group.id("DA"), label, group.schemes, details.status, tables)


def _add_amounts(
    book: Book, group: Group, label: str, details: Details, tables: Sequence[TableRef]
) -> None:
    for name, column in AMOUNT_COLUMNS.items():
        if group.schemes[column].notna().any():
            text = f"{AMOUNT_LABELS[name]}, {label}{_tail(details)}"
            total = Fraction(int(group.schemes[column].sum()))
            book.add(
                _money(
                    group.id(name),
                    text,
                    total,
                    details.status,
                    _origins(group.schemes, [column], tables),
                )
            )


def _add_median(book: Book, details: Details, tables: Sequence[TableRef]) -> None:
    """The median of the schemes' own ratios, as the ratio of the scheme in the middle, and what it covers."""
    support = support_of(details.schemes).astype("int64")
    both = details.schemes[(support > 0) & (details.schemes["doi_ung"].fillna(0) > 0)]
    if both.empty:
        return
    suffix, status, tail = details.suffix, details.status, _tail(details)
    add_rows_count(
        book,
        "HS_n" + suffix,
        f"Số đề án có cả kinh phí khuyến công và vốn đối ứng{tail}",
        both,
        status,
        tables,
    )
    covered = Fraction(int(support[both.index].sum()))
    cells = _origins(both, ["kcqg", "kcdp"], tables)
    book.add(
        _money(
            "HS_P" + suffix, f"Kinh phí khuyến công của các đề án đó{tail}", covered, status, cells
        )
    )
    pairs = zip(both["doi_ung"].tolist(), support[both.index].tolist(), both.index, strict=True)
    ordered = sorted(
        (SCALE * counterpart // amount, amount, index) for counterpart, amount, index in pairs
    )
    middle = {ordered[(len(ordered) - 1) // 2][2]: None, ordered[len(ordered) // 2][2]: None}
    for number, index in enumerate(middle, start=1):
        row = both.loc[[index]]
        label = f"của đề án đứng giữa ở dòng {int(row['row'].iloc[0])}{tail}"
        counterpart = Fraction(int(row["doi_ung"].iloc[0]))
        amount = Fraction(int(support[index]))
        cells = _origins(row, ["doi_ung"], tables)
        book.add(
            _money(f"HS_C{number}{suffix}", f"Vốn đối ứng {label}", counterpart, status, cells)
        )
        cells = _origins(row, ["kcqg", "kcdp"], tables)
        book.add(
            _money(f"HS_P{number}{suffix}", f"Kinh phí khuyến công {label}", amount, status, cells)
        )
    ratios = [
        f"HS_C{number}{suffix} / HS_P{number}{suffix}" for number in range(1, len(middle) + 1)
    ]
    formula = ratios[0] if len(ratios) == 1 else f"({' + '.join(ratios)}) / {len(ratios)}"
    label = f"Trung vị hệ số huy động đối ứng của từng đề án{tail}"
    book.derive(
        "HS_tv" + suffix, label, "lần", formula, status=status, caveat=MEDIAN_NOTE, decimals=2
    )
    if book.known("P" + suffix):
        label = f"Tỷ trọng kinh phí khuyến công của các đề án có cả hai phần{tail}"
        book.derive(
            "HS_ty_le" + suffix,
            label,
            "%",
            f"HS_P{suffix} / P{suffix} * 100",
            status=status,
            decimals=2,
        )


def _money(
    id_: str, label: str, value: Fraction, status: str, origins: tuple[Origin, ...]
) -> Value:
    decimals = shortest_decimals(value / MILLION, 6)
    return Value(id_, label, value, DONG, status, origins=origins, decimals=decimals, gather="sum")


def _origins(
    part: pd.DataFrame, columns: Iterable[str], tables: Sequence[TableRef]
) -> tuple[Origin, ...]:
    rows = rows_of(part)
    return tuple(
        Origin(**record) for column in columns for record in origins_of(rows, column, tables)
    )


def _tail(details: Details) -> str:
    return "" if details.status == "actual" else f" ({STATUSES[details.status].label})"
