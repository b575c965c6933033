"""The issued records, read from their folder and held against the hashes listed there.

Nothing is written here.
"""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from analysis.errors import IssuedError
from analysis.issued.files import ISSUED_FOLDER, ISSUED_SUMS, damaged, issued_hashes
from analysis.issued.record import Record, parse_record
from analysis.messages import printable


def read_issued(folder: Path) -> list[Record]:
    """Every issued record, sorted by edition and issue.

    Raises:
        IssuedError: a record was edited, removed or added by hand, does not follow the one before it, or is
            one of two that are the same issue of an edition under two of its names.
    """
    records = []
    for base, digest in issued_hashes(folder).items():
        text = (folder / base).read_bytes().decode("utf-8", "replace")
        records.append(parse_record(f"{ISSUED_FOLDER}/{base}", digest, text))
    records.sort(key=attrgetter("edition", "number"))
    hashes = {(record.edition, record.number): record.sha256 for record in records}
    for one, other in pairwise(records):
        if (one.edition, one.number) == (other.edition, other.number):
            raise _twice(one, other)
    for record in records:
        # the first issue of an edition follows none
        if record.previous != hashes.get((record.edition, record.number - 1), ""):
            raise damaged(record.file, "không nối tiếp bản phát hành trước của kỳ ấy")
    return records


def _twice(one: Record, other: Record) -> IssuedError:
    """The refusal of two records that both are the same issue of an edition."""
    files = " và ".join(printable(record.file) for record in (one, other))
    return IssuedError(
        f"{files}: hai bản phát hành lần {one.number} của một kỳ, {one.edition.name}, dưới hai tên của cùng một địa bàn"
        " [issued-twice]. Cách khắc phục: giữ bản đã ký ban hành; bỏ tệp kia và dòng của nó trong"
        f" {ISSUED_FOLDER}/{ISSUED_SUMS}"
    )
