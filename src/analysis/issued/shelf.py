"""The issued records, read from their folder and held against the hashes listed there.

Nothing is written here.
"""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from analysis.issued.files import ISSUED_FOLDER, damaged, issued_hashes
from analysis.issued.record import Record, parse_record


def read_issued(folder: Path) -> list[Record]:
    """Every issued record, sorted by edition and issue.

    Raises:
        IssuedError: a record was edited, removed or added by hand, or does not follow the one before it.
    """
    records = []
    for base, digest in issued_hashes(folder).items():
        text = (folder / base).read_bytes().decode("utf-8", "replace")
        records.append(parse_record(f"{ISSUED_FOLDER}/{base}", digest, text))
    records.sort(key=attrgetter("edition", "number"))
    hashes = {(record.edition, record.number): record.sha256 for record in records}
    for record in records:
        # the first issue of an edition follows none
        if record.previous != hashes.get((record.edition, record.number - 1), ""):
            raise damaged(record.file, "không nối tiếp bản phát hành trước của kỳ ấy")
    return records
