"""One report, three files: the exported notebook and its blocks become HTML, PDF and DOCX.

The Pandoc inside pypandoc_binary runs one Lua filter, once a format, and Typst sets the PDF in this process. A copy of
everything that they read lies in the work folder; nothing else of the machine reaches the result but the font files.
The same inputs give the same bytes whatever the time zone, locale, folder or hash seed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from analysis.document.blocks import nodes
from analysis.errors import RenderError
from analysis.faults import Finding, printable
from analysis.fonts import Fonts, needs_glyph
from analysis.project import CONTENT, PAGE_DATA, project_here
from analysis.rendering.pandoc import NAMES, STEM, run_pandoc
from analysis.rendering.quarto import render_with_quarto

if TYPE_CHECKING:
    from typst import PDFStandard

PDF_STANDARDS: list[PDFStandard] = ["ua-1", "a-2a"]

_DATA_MARK = "<!-- so-lieu-trang -->"
_CHECKED = re.compile(r"<!-- kiem-tra -->\n(.*?)<!-- /kiem-tra -->\n", re.DOTALL)

_COPIED = ("filter.lua", "html.lua", "typst.lua", "docx.lua", "nd30.typ", "_quarto.yml")
_STYLED = re.compile(r'<[a-zA-Z][^<>]*\sstyle="')
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
<dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>
"""


def render_report(
    work: Path, out: Path, *, fonts: Fonts, epoch: int, renderer: str = "embedded", quarto: str | None = None,
    templates: Path | None = None,
) -> list[Finding]:  # fmt: skip
    """Write bao-cao.html, bao-cao.pdf, bao-cao.docx into `out` from bao-cao.md, noi-dung.json and hinh/ of `work`.

    `epoch` is the time stamp of the documents in seconds; `renderer` is "embedded" or "quarto", `quarto` the program's
    path; `templates` defaults to that folder of the project in the working directory. Returns what a reviewer should
    know of the fonts.

    Raises:
        RenderError: a reference or anchor leads nowhere, a block has no place, or a document cannot be typeset.
    """
    content = _read_content(work)
    missing = _missing_characters(work, content, fonts)
    _prepare(work, templates or project_here().templates, content["meta"], missing)
    out.mkdir(parents=True, exist_ok=True)
    if renderer == "quarto":
        made = render_with_quarto(work, fonts, epoch, PDF_STANDARDS, quarto)
        for name in NAMES:
            shutil.copyfile(made / name, out / name)
        _finish_docx(out / NAMES[2], content["meta"], epoch)
    elif renderer == "embedded":
        _run_together(
            lambda: _render_html(work, out, epoch),
            lambda: _render_pdf(work, out, fonts, epoch),
            lambda: _render_docx(work, out, content["meta"], epoch),
        )
    else:
        raise RenderError(
            f'"{printable(renderer)}": cần là "embedded" hoặc "quarto" [renderer-unknown]'
        )
    _add_page_data(work, out / NAMES[0])
    check_rendered(out)
    return _findings(fonts, missing)


def check_rendered(out: Path) -> None:
    """Open the three finished files by light means.

    Raises:
        RenderError: one of them is missing, empty or cut off.
    """
    html, pdf, docx = (out / name for name in NAMES)
    try:
        page = html.read_text(encoding="utf-8")
        if (
            not page.startswith("<!DOCTYPE html>")
            or not page.rstrip().endswith("</html>")
            or "<main" not in page
        ):
            raise RenderError(f"{html.name}: tệp HTML không trọn vẹn [render-failed]")
        if _STYLED.search(page):
            raise RenderError(
                f"{html.name}: còn thuộc tính style, trình duyệt sẽ chặn [render-failed]"
            )
        content = pdf.read_bytes()
        if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-64:]:
            raise RenderError(f"{pdf.name}: tệp PDF không trọn vẹn [render-failed]")
        with zipfile.ZipFile(docx) as package:
            if package.testzip() is not None or b"</w:document>" not in package.read(
                "word/document.xml"
            ):
                raise RenderError(f"{docx.name}: tệp DOCX không trọn vẹn [render-failed]")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, KeyError) as error:
        raise RenderError(f"không mở được tệp vừa kết xuất: {error} [render-failed]") from error


def _read_content(work: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads((work / CONTENT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RenderError(
            f"{CONTENT}: không đọc được nội dung để kết xuất: {error} [render-failed]"
        ) from error
    return content


def _findings(fonts: Fonts, missing: Mapping[str, str]) -> list[Finding]:
    findings = []
    if fonts.fallback:
        message = (
            "máy này không có Times New Roman, Tinos hay Liberation Serif 2 đủ chữ Việt; bản PDF dùng phông"
            f" {fonts.family}. Muốn đúng thể thức, cài một trong ba phông đó rồi lập lại báo cáo"
        )
        findings.append(Finding("cảnh báo", "font-fallback", NAMES[1], message))
    if missing:
        listed = ", ".join(missing.values())
        message = f"phông của bản PDF không có các ký tự sau, in mã thay cho chữ: {listed}"
        findings.append(Finding("lưu ý", "glyph-missing", NAMES[1], message))
    return findings


# The work folder ------------------------------------------------------------------------------------------------------


def _prepare(
    work: Path, templates: Path, meta: Mapping[str, Any], missing: Mapping[str, str]
) -> None:
    """Copy into the work folder all that the filter and the writers read."""
    for name in _COPIED:
        shutil.copyfile(templates / name, work / name)
    reference = "reference-draft.docx" if meta.get("draft") else "reference.docx"
    shutil.copyfile(templates / reference, work / "reference.docx")
    page = (templates / "page.html").read_text(encoding="utf-8")
    style = (templates / "style.css").read_text(encoding="utf-8").strip()
    # the check of the page goes with its data, which only a whole report has
    scripts = (
        [(templates / "trang.js").read_text(encoding="utf-8").strip()]
        if (work / PAGE_DATA).is_file()
        else []
    )
    (work / "page.html").write_text(
        build_page(page, style, scripts), encoding="utf-8", newline="\n"
    )
    settings = json.dumps({"missing": missing}, ensure_ascii=False, sort_keys=True)
    (work / "ket-xuat.json").write_text(settings, encoding="utf-8", newline="\n")


def build_page(page: str, style: str, scripts: Sequence[str] = ()) -> str:
    """The Pandoc template of the HTML page with its style sheet, its scripts and the policy that allows just these."""
    allowed = " ".join(_source_hash(text) for text in scripts) or "'none'"
    policy = (
        f"default-src 'none'; style-src {_source_hash(style)}; script-src {allowed}; img-src data:;"
        " connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    elements = "".join(f"<script>{_template_text(text)}</script>\n" for text in scripts)
    page = _CHECKED.sub(r"\1" if scripts else "", page)
    filled = page.replace("{{policy}}", policy).replace("{{style}}", _template_text(style))
    return filled.replace("</body>", f"{elements}</body>")


def _add_page_data(work: Path, page: Path) -> None:
    """Put the data of the page in its place; they do not go through Pandoc, which would read them as a template."""
    text = page.read_text(encoding="utf-8")
    data = (
        (work / PAGE_DATA).read_text(encoding="utf-8").strip()
        if (work / PAGE_DATA).is_file()
        else ""
    )
    element = f'<script type="application/json" id="so-lieu-trang">{data}</script>' if data else ""
    before, mark, after = text.rpartition(_DATA_MARK)
    if mark:
        page.write_text(
            f"{before}{element}{after.lstrip() if not element else after}",
            encoding="utf-8",
            newline="\n",
        )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _template_text(text: str) -> str:
    """Text that stands literally in a Pandoc template."""
    return text.replace("$", "$$")


def _missing_characters(work: Path, content: Mapping[str, Any], fonts: Fonts) -> dict[str, str]:
    """Characters of the report that the PDF's font cannot draw, with the code that is printed instead."""
    texts = [(work / f"{STEM}.md").read_text(encoding="utf-8")]
    texts += [part for part in nodes(content) if isinstance(part, str)]
    texts += [path.read_text(encoding="utf-8") for path in sorted((work / "hinh").glob("*.svg"))]
    used = {
        character
        for character in set(unicodedata.normalize("NFC", "".join(texts)))
        if needs_glyph(character)
    }
    return {
        character: f"[U+{ord(character):04X}]" for character in sorted(used - fonts.covered(used))
    }


# The embedded driver --------------------------------------------------------------------------------------------------


def _run_together(*tasks: Callable[[], None]) -> None:
    """Run the tasks at once; their faults are raised together, each once."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        futures = [pool.submit(task) for task in tasks]
        errors = [error for future in futures if (error := future.exception())]
    unexpected = [error for error in errors if not isinstance(error, RenderError)]
    if unexpected:
        raise unexpected[0]
    if errors:
        raise RenderError("\n".join(dict.fromkeys(str(error) for error in errors)))


def _render_html(work: Path, out: Path, epoch: int) -> None:
    run_pandoc(work, epoch, "html5", out / NAMES[0], "--template=page.html", "--section-divs=false")


def _render_docx(work: Path, out: Path, meta: Mapping[str, Any], epoch: int) -> None:
    run_pandoc(work, epoch, "docx", out / NAMES[2], "--reference-doc=reference.docx")
    _finish_docx(out / NAMES[2], meta, epoch)


def _render_pdf(work: Path, out: Path, fonts: Fonts, epoch: int) -> None:
    import typst

    root = work / "typst"
    shutil.rmtree(root, ignore_errors=True)
    (root / "hinh").mkdir(parents=True)
    (root / "phong").mkdir()
    run_pandoc(
        work,
        epoch,
        "typst",
        root / f"{STEM}.typ",
        "--template=nd30.typ",
        f"--variable=mainfont:{fonts.family}",
    )
    replaced = json.loads((work / "ket-xuat.json").read_text(encoding="utf-8"))["missing"]
    table = str.maketrans(replaced)
    for path in sorted((work / "hinh").glob("*.svg")):
        drawn = path.read_text(encoding="utf-8").translate(table)
        (root / "hinh" / path.name).write_text(drawn, encoding="utf-8", newline="\n")
    for file in fonts.files:
        shutil.copyfile(file, root / "phong" / file.name)
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / f"{STEM}.typ", root=root, font_paths=[root / "phong"], ignore_system_fonts=True, format="pdf",
            pdf_standards=PDF_STANDARDS, timestamp=epoch, package_path=root, package_cache_path=root,
        )  # fmt: skip
    except typst.TypstError as error:
        raise RenderError(
            f"Typst không dựng được bản PDF [render-failed]: {printable(error.message)}"
        ) from error
    if warnings:
        listed = "; ".join(printable(warning.message) for warning in warnings)
        raise RenderError(f"Typst cảnh báo khi dựng bản PDF [render-failed]: {listed}")
    (out / NAMES[1]).write_bytes(pdf)


def _finish_docx(path: Path, meta: Mapping[str, Any], epoch: int) -> None:
    """Give every section the page set-up of the last, and the package fixed properties and time stamps."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode("utf-8")
    section = re.findall(r"<w:sectPr[ >].*?</w:sectPr>", document, re.DOTALL)[-1]
    parts["word/document.xml"] = document.replace(
        "<w:sectPr><w:sectPr-template/></w:sectPr>", section
    ).encode()
    time = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    core = _CORE.format(
        title=_xml_text(meta["title"]), author=_xml_text(meta["co_quan_ban_hanh"]), time=time
    )
    parts["docProps/core.xml"] = core.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.create_system, info.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            package.writestr(info, content)


def _xml_text(text: Any) -> str:
    """Text for an XML element; control characters, which XML cannot hold, become U+FFFD."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", str(text)))
