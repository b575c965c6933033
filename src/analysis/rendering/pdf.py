"""A PDF: Pandoc writes Typst, and Typst sets it in this process, in a folder of its own."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from analysis.errors import RenderError
from analysis.messages import told
from analysis.rendering.documents import DOCUMENTS, Document
from analysis.rendering.job import Job
from analysis.rendering.pandoc import run_pandoc
from analysis.rendering.tags import mark_rows

if TYPE_CHECKING:
    import pikepdf
    from typst import PDFStandard

STANDARDS: list[PDFStandard] = ["ua-1", "a-2a"]
# What a link may lead to and where it lies: label, page, distances from the left and upper edge. The
# template marks pages for itself by metadata that have a value. Then, of each table in the order of
# the text, the column that says what a row is about, from 1.
_TARGETS = """
(
  query(selector(metadata).or(figure).or(heading))
    .filter(one => one.at("label", default: none) != none and one.at("value", default: none) == none)
    .map(one => (str(one.label), ..one.location().position().values())),
  query(<cot-ten>).map(one => one.value),
)
"""
TRACED = "vet-"
"""How the label of a line of the trace begins; the id of its value follows."""
_ABOVE = 10
"""A target is shown with so many points above it."""


def prepare(job: Job) -> None:
    """Make the folder that Typst works in: the charts and the fonts, and no other file.

    Typst may read all that lies below its root: neither data nor content of the report lie there.
    """
    root = _root(job)
    shutil.rmtree(root, ignore_errors=True)
    (root / "hinh").mkdir(parents=True)
    job.copy_fonts(root / "phong")
    codes = str.maketrans(dict(job.missing))
    for path in sorted((job.work / "hinh").glob("*.svg")):
        drawn = path.read_text(encoding="utf-8").translate(codes)
        (root / "hinh" / path.name).write_text(drawn, encoding="utf-8", newline="\n")


def make(job: Job, document: Document) -> None:
    """Run Pandoc, then Typst, then give every target of a link its name.

    Raises:
        RenderError: the report has faults, Pandoc failed, or Typst failed or warned.
    """
    source = _root(job) / f"{document.stem}.typ"
    options = ("--template=nd30.typ", f"--variable=mainfont:{job.fonts.family}")
    run_pandoc(job.work, job.epoch, document, "typst", source, *options)
    pdf, targets, naming = _typeset(source, job.epoch)
    (job.out / document.name).write_bytes(_completed(pdf, targets, naming))


def _root(job: Job) -> Path:
    return job.work / "typst"


_Targets = Iterable[tuple[str, int, str, str]]


def _typeset(source: Path, epoch: int) -> tuple[bytes, _Targets, list[int]]:
    """The PDF, the targets in it, and the columns that name the rows of its tables."""
    import typst

    root = source.parent
    try:
        compiler = typst.Compiler(
            source,
            root=root,
            font_paths=[root / "phong"],
            ignore_system_fonts=True,
            package_path=root,
            package_cache_path=root,
        )
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=epoch
        )
        targets, naming = json.loads(compiler.eval(_TARGETS))
    except typst.TypstError as error:
        text = f"Typst không dựng được bản PDF [render-failed]: {told(error.message)}"
        raise RenderError(text) from error
    # A warning is a missing letter or a label that leads nowhere: nothing that may be published.
    if warnings:
        listed = "; ".join(told(warning.message) for warning in warnings)
        raise RenderError(f"Typst cảnh báo khi dựng bản PDF [render-failed]: {listed}")
    return cast("bytes", pdf), targets, naming


def _completed(pdf: bytes, targets: _Targets, naming: Sequence[int]) -> bytes:
    """The PDF with a named destination for each target, so that other files can lead to it, and headers of rows.

    Typst names headings only.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = [(page.obj, Decimal(str(page.mediabox[3]))) for page in document.pages]
        places: dict[bytes, pikepdf.Array] = {}
        for name, number, left, top in targets:
            page, upper = pages[number - 1]
            down = max(_points(top) - _ABOVE, Decimal(0))
            place: list[Any] = [page, pikepdf.Name.XYZ, _points(left), upper - down, None]
            places[bytes(pikepdf.String(name))] = pikepdf.Array(place)
        named: list[Any] = []
        # viewers look a name up by halving
        for key in sorted(places):
            named += [pikepdf.String(key), places[key]]
        tree = document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(named)))
        document.Root.Names = pikepdf.Dictionary(Dests=tree)
        _name_links(document)
        mark_rows(document, naming)
        out = io.BytesIO()
        # the identifier of the file follows from its content, not from the time; the tags are many
        # small objects, which take a third of the room when they are packed
        packed = pikepdf.ObjectStreamMode.generate
        document.save(out, deterministic_id=True, object_stream_mode=packed)
    return out.getvalue()


def _name_links(document: pikepdf.Pdf) -> None:
    """Say in words where a link into another file leads; Typst says the address."""
    import pikepdf

    titles = {one.name: one.title for one in DOCUMENTS}
    for page in document.pages:
        for link in page.get("/Annots", ()):
            address = str(link.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            file, _, target = address.removeprefix("./").partition("#nameddest=")
            if target.startswith(TRACED):
                link.Contents = f"{titles[file]}, mã {target.removeprefix(TRACED)}"
            elif target:
                link.Contents = titles[file]


def _points(length: str) -> Decimal:
    return Decimal(length.removesuffix("pt"))


def is_whole(path: Path) -> bool:
    """Whether the file has its beginning and its end.

    Raises:
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:]
