"""What is asked of a period: its first and last year, whether it lies inside another or is that of a report."""

from __future__ import annotations

from functools import lru_cache

from analysis.prose.periods import End

Period = tuple[End, End] | None


@lru_cache(maxsize=1024)
def last_year(period: Period) -> int:
    """The last year of a period that says one; that of its beginning where the end is open."""
    ends = [int(str(end)[:4]) for end in period or () if end is not None]
    return max(ends, default=0)


def is_report(period: Period) -> bool:
    """Whether a period is that of a report of the first months of a year, which "đến nay" does not end."""
    return (
        period is not None
        and isinstance(period[0], str)
        and isinstance(period[1], str)
        and period[0].endswith("-01-01")
        and not period[1].endswith("-01-31")
    )


def is_part_of(part: Period, whole: Period) -> bool:
    """Whether a period is a part of the one whole year of another."""
    return (
        part is not None
        and whole is not None
        and isinstance(part[1], str)
        and isinstance(whole[1], int)
        and {first_year(part), last_year(part), whole[0]} == {whole[1]}
    )


def is_within(inner: Period, outer: Period) -> bool:
    """Whether a period lies inside one of several years."""
    first, last = first_year(outer), last_year(outer)
    return first < last and first <= first_year(inner) <= last_year(inner) <= last


@lru_cache(maxsize=1024)
def first_year(period: Period) -> int:
    """The first year of a period that says one; that of its end where the beginning is open."""
    ends = [int(str(end)[:4]) for end in period or () if end is not None]
    return min(ends, default=0)
