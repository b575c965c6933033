"""`make freeze`: the published edition becomes a record in data/issued, never written again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from analysis.edition import Edition
from analysis.errors import IssuedError
from analysis.issued.files import ISSUED_FOLDER, ISSUED_SUMS, file_name, issued_hashes
from analysis.issued.record import record_text
from analysis.issued.revisions import record_of, revisions_of, same_issue
from analysis.issued.shelf import read_issued
from analysis.parameters import Parameters
from analysis.project import RAW_FOLDER, Project, handwork_folder
from analysis.running.exchange import disk_errors, sync_folder, write_durably
from analysis.running.files import read_json
from analysis.running.handwork import edited_documents
from analysis.running.hashes import sums_text
from analysis.running.lock import exchange_lock, run_lock
from analysis.running.manifest import Published, published
from analysis.running.outputs import VALUES
from analysis.running.run import run_report
from analysis.running.standing import needed, stale
from analysis.stages.asked import edition_asked
from analysis.stages.processed import read_indicators, read_memory, read_printed
from analysis.vocabulary import OFFICE_TABLE


def freeze(project: Project, parameters: Parameters) -> int:
    """Issue the published edition, then make its report again, which from now on names its record.

    Raises IssuedError when there is no published edition of today's data, when it is a draft or
    cannot be signed, or when the edition was issued with other values and no revision.
    """
    edition = edition_asked(project, parameters)
    # no run may exchange the report while it is read and issued
    with run_lock(project.build, edition.name):
        manifest, own_parameters, _ = _publishable(project, edition)
        memory = read_memory(project.processed(edition))
        values = read_json(project.reports(edition) / VALUES)["values"]
        record = record_of(edition, memory, values, read_printed(project.processed(edition)))
        for before in memory.own[-1:]:
            if same_issue(before, record):
                print(
                    f"Kỳ {edition.name} đã phát hành với đúng các số này: {before.file}, SHA-256 {before.sha256}"
                )
                return 0
            book, _ = read_indicators(project.processed(edition))
            if before.number not in {note.number for note in revisions_of(memory, book)}:
                raise IssuedError(
                    f"Kỳ {edition.name} đã phát hành với nội dung khác ({before.file}) và không có số nào được"
                    " điều chỉnh [freeze-issued]. Cách khắc phục: trả số liệu về như đã phát hành; chỉ phát hành lại"
                    " khi có điều chỉnh ghi trong data/raw/dieu-chinh.csv"
                )
        # what else lay in data/raw is no part of an issue, and what is issued lacks nothing
        del manifest["seen"], manifest["unsigned"]
        text = record_text(record, manifest)
        with exchange_lock(project.build), disk_errors(project.issued):
            digest = _add(project.issued, file_name(edition, record.number), text)
    print(f"Đã phát hành {edition.name}: {record.file}, SHA-256 {digest}")
    print(
        f"Hãy đưa {record.file} và {ISSUED_FOLDER}/{ISSUED_SUMS} vào git. Lập lại báo cáo để ghi bản phát hành:"
    )
    return run_report(project, own_parameters)


def _publishable(project: Project, edition: Edition) -> Published:
    found = published(project, edition)
    if found.parameters.draft:
        raise IssuedError(
            f"reports/{edition.name} là bản dự thảo (DRAFT=1) [freeze-draft]. Cách khắc phục: lập lại bằng make report"
            " không có DRAFT, xem lại, rồi chạy make freeze"
        )
    for document in edited_documents(project.reports(edition)):
        kept = handwork_folder(project.reports(edition)).name
        raise IssuedError(
            f"reports/{edition.name}/{document.name} đã được sửa tay; bản phát hành phải đúng như bản đã lập"
            " [freeze-handwork]. Cách khắc phục: đưa các chỗ sửa vào số liệu, nhận định hoặc co-quan.csv rồi chạy"
            f" make report với cùng tham số (bản sửa tay được giữ ở reports/{kept}/), xem lại, rồi chạy make freeze"
        )
    # a damaged record is told as such, and not as a stale report
    read_issued(project.issued)
    reasons = stale(project, edition, found.now)
    if reasons:
        reasons = needed(project, edition, found.parameters, found.now)
    if reasons:
        raise IssuedError(
            f"reports/{edition.name} không còn đúng với dữ liệu hiện có: {reasons[0]} [freeze-stale]."
            " Cách khắc phục: chạy make report với cùng tham số, xem lại báo cáo, rồi chạy make freeze"
        )
    refuse_unsigned(edition, found.manifest["unsigned"])
    return found


def refuse_unsigned(edition: Edition, lacking: Sequence[str]) -> None:
    """Let the report lack none of what `raw.tables.unsigned` names.

    Raises:
        IssuedError: it does; the message has the list.
    """
    if lacking:
        raise IssuedError(
            f"reports/{edition.name} chưa ký được: {RAW_FOLDER}/{OFFICE_TABLE} chưa có {', '.join(lacking)} của"
            " địa bàn, báo cáo in dòng chấm hoặc [tên tỉnh] [freeze-unsigned]. Cách khắc phục: điền các cột ấy"
            " rồi chạy make report với cùng tham số, xem lại, rồi chạy make freeze"
        )


def _add(folder: Path, base: str, text: str) -> str:
    """Add a record and its line in SHA256SUMS; its SHA-256. A cut run leaves no half record."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = issued_hashes(folder)
    data = text.encode("utf-8")
    listed[base] = hashlib.sha256(data).hexdigest()
    record, new_record, new_sums = (
        folder / name for name in (base, f".moi-{base}", f".moi-{ISSUED_SUMS}")
    )
    write_durably(new_record, data)
    write_durably(new_sums, sums_text(listed).encode())
    try:
        if record.exists():
            raise IssuedError(
                f"{ISSUED_FOLDER}/{base} đã có [freeze-issued]. Cách khắc phục: xem lại tệp này trong git"
            )
        # the record first: its line alone would speak of a file that is missing
        new_record.rename(record)
        try:
            new_sums.replace(folder / ISSUED_SUMS)
        except BaseException:
            record.unlink()  # not listed, so not issued
            raise
    finally:
        for left in (new_record, new_sums):
            left.unlink(missing_ok=True)
    with suppress(OSError):  # a folder cannot be flushed on every system
        sync_folder(folder)
    return listed[base]
