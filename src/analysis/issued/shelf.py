"""The issued records, read from their folder and held against the hashes listed there. Nothing is written here."""

from __future__ import annotations

from pathlib import Path

from analysis.issued.files import ISSUED_FOLDER, damaged, issued_hashes
from analysis.issued.record import Record, parse_record


def read_issued(folder: Path) -> list[Record]:
    """Every issued record, sorted by edition and issue.

    Raises IssuedError when a record was edited, removed or added by hand, or does not follow the one before it.
    """
    records = []
    for base, digest in issued_hashes(folder).items():
        text = (folder / base).read_bytes().decode("utf-8", "replace")
        records.append(parse_record(f"{ISSUED_FOLDER}/{base}", digest, text))
    records.sort(key=lambda record: (record.edition, record.number))
    known = {(record.edition, record.number): record for record in records}
    for record in records:
        before = known.get((record.edition, record.number - 1))
        if record.previous != (before.sha256 if before else ""):
            raise damaged(record.file, "không nối tiếp bản phát hành trước của kỳ ấy")
    return records
