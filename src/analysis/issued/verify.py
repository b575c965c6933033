"""`make verify`: the published edition is made again in a clean place and compared byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.edition import Edition, Parameters
from analysis.exchange import discard
from analysis.issued.differ import first_difference
from analysis.issued.published import manifest_of, parameters_of
from analysis.issued.shelf import issued_hashes
from analysis.manifest import wanted
from analysis.own_place import own_place
from analysis.paths import Project
from analysis.publish import RunLock, fresh_build
from analysis.run import build_edition
from analysis.steps import Making
from analysis.sums import COMPARED, tree_hashes, up_to_date

MADE_FROM = ("inputs", "code", "lock")


def verify(project: Project, parameters: Parameters) -> int:
    """0 when the published files are, byte for byte, those that the manifest's inputs, code and lock give; else 1."""
    edition = Edition(parameters.place or own_place(project.raw), parameters.year_from, parameters.year_to)
    issued_hashes(project.issued)
    report = project.reports(edition)
    with RunLock(project.build):
        manifest = manifest_of(project, edition)
        published = parameters_of(manifest)
        now = wanted(project, edition, published)
        differing = [key for key in MADE_FROM if manifest.get(key) != now[key]]
        if differing:
            listed = ", ".join(COMPARED[key] for key in differing)
            print(f"Không dựng lại được reports/{edition.name}: khác với lúc lập ở {listed} [verify-inputs].")
            for reason in up_to_date(report, now):
                print(f"- {reason}")
            print("Cách khắc phục: lấy lại đúng các tệp ghi trong manifest.json, hoặc chạy make report để lập bản mới.")
            return 1
        print(f"Dựng lại {edition.name} trong .build để so sánh")
        build = fresh_build(project.build, edition.name)
        try:
            making = Making(project, edition, published, build)
            build_edition(making, now)
            found = list(_differences(making.report, report))
        finally:
            discard(build)
    for line in found:
        print(f"- {line}")
    if found:
        print(f"reports/{edition.name} khác bản dựng lại ở {len(found)} tệp [verify-differs].")
        print("Cách khắc phục: tệp đã bị sửa sau khi lập thì chạy make report để lập lại;")
        print(f"vẫn còn khác thì chạy make clean, xóa thư mục reports/{edition.name} rồi chạy make report.")
        return 1
    print(f"reports/{edition.name}: {len(tree_hashes(report))} tệp giống hệt bản dựng lại, từng byte.")
    return 0


def _differences(made: Path, published: Path) -> Iterator[str]:
    ours, theirs = tree_hashes(made), tree_hashes(published)
    for name in sorted({*ours, *theirs}):
        if name not in theirs:
            yield f"{name}: thiếu tệp"
        elif name not in ours:
            yield f"{name}: thừa tệp"
        elif ours[name] != theirs[name]:
            part = first_difference(name, (made / name).read_bytes(), (published / name).read_bytes())
            yield f"{name}: khác trước hết ở {part}"
