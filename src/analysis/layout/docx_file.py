"""A DOCX of any origin as lines: the form that a word processor would give them.

A property is looked for in the run, its style, the style of the paragraph with the styles that these are based on,
and the defaults of the document. Styles of tables are left out: the parts of an official document are no such tables.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.layout.lines import CONTENTS, Line, Opened, PageNumbers, Sheet, plain

if TYPE_CHECKING:
    from docx.document import Document

MM, CM, PT = 36000, 360000, 12700  # English Metric Units
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN = {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
_ALIGN = {"center": "giữa", "right": "phải", "end": "phải", "both": "đều", "distribute": "đều"}
_OFF = {"0", "false", "off", "none"}
_SINGLE = 240  # twentieths of a point: a line of spacing 1
_LINE_HEIGHT = 1.15  # of Times New Roman, in sizes
_NOTE_STYLES = ("toc", "table of figures", "caption", "image caption", "table caption")
_RULES_UNMEASURED = "chiều dài đường kẻ không đo được trong DOCX"
LIMITS = dict.fromkeys(("layout-motto", "layout-issuing-body", "layout-subject"), _RULES_UNMEASURED)


def read_docx(data: bytes) -> Opened:
    """The lines, the pages and the page numbers of a DOCX.

    Raises:
        Exception: whatever python-docx raises for bytes that are no sound DOCX.
    """
    import docx

    return _Reader(docx.Document(io.BytesIO(data))).opened()


class Form(NamedTuple):
    """The form of a run; `colour` are six hexadecimal digits, `fonts` those of plain and of marked letters."""

    bold: bool
    italic: bool
    size: float
    fonts: frozenset[str]
    colour: str
    underlined: bool


class _Reader:
    """One document with what its styles say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tables = list(document.element.body.iter(f"{_W}tbl"))
        self.styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")
        }
        self.normal = next(
            (
                id_
                for id_, style in self.styles.items()
                if style.get(f"{_W}default") in ("1", "true")
                and style.get(f"{_W}type") == "paragraph"
            ),
            None,
        )
        defaults = document.styles.element.find(f"{_W}docDefaults")
        self.defaults = [] if defaults is None else list(defaults.iter(f"{_W}rPr", f"{_W}pPr"))

    def opened(self) -> Opened:
        return Opened("DOCX", tuple(self._lines()), tuple(self._sheets()), self._numbers(), LIMITS)

    # -- lines -------------------------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[Line]:
        after, noted = 0.0, False
        blank = False
        for paragraph in self.document.element.body.iter(f"{_W}p"):
            if any(True for _ in paragraph.iterancestors(_FALLBACK)):
                continue
            lines = list(self._of_paragraph(paragraph, after))
            after = self._gap(paragraph, "after")
            if not lines:
                # an empty paragraph is a gap, and a chart begins what belongs to it
                noted = noted or _draws(paragraph)
                blank = True
                continue
            cell = lines[0].column is not None
            noted = cell or lines[0].is_note or (noted and lines[0].size < 13)
            noted = noted or bool(CONTENTS.fullmatch(lines[0].text))
            if blank:
                lines[0] = replace(lines[0], before=None)
            blank = False
            yield from (
                replace(line, is_note=line.is_note or (noted and not cell)) for line in lines
            )

    def _of_paragraph(self, paragraph: Any, after: float) -> Iterator[Line]:
        """The lines of a paragraph: text between its line breaks."""
        pieces: list[list[tuple[str, Form]]] = [[]]
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is not paragraph:
                continue
            form = self._form(run, paragraph)
            for part in run:
                if part.tag == f"{_W}t":
                    pieces[-1].append((part.text or "", form))
                elif part.tag == f"{_W}tab":
                    pieces[-1].append((" ", form))
                elif part.tag in (f"{_W}br", f"{_W}cr"):
                    pieces.append([])
                elif part.tag == f"{_W}noBreakHyphen":
                    pieces[-1].append(("-", form))
        before = max(self._gap(paragraph, "before"), after)
        for piece in pieces:
            text = plain("".join(words for words, _ in piece))
            if text:
                yield self._line(
                    text, [form for words, form in piece if words.strip()], paragraph, before
                )

    def _line(self, text: str, forms: list[Form], paragraph: Any, before: float) -> Line:
        bold = {form.bold for form in forms}
        italic = {form.italic for form in forms}
        sizes = tuple(sorted({form.size for form in forms}))
        return Line(
            text=text,
            sizes=sizes,
            bold=bold.pop() if len(bold) == 1 else None,
            italic=italic.pop() if len(italic) == 1 else None,
            align=_ALIGN.get(self._of_paragraph_style(paragraph, "jc", "val") or "", "trái"),
            fonts=frozenset().union(*(form.fonts for form in forms)),
            colours=frozenset(form.colour for form in forms),
            column=self._cell(paragraph),
            indent=self._indent(paragraph),
            before=before,
            spacing=self._spacing(paragraph, max(sizes, default=13)),
            ruled=None if _is_ruled(paragraph) else 0,
            is_note=self._style_name(paragraph).startswith(_NOTE_STYLES),
            underlined=any(form.underlined for form in forms),
        )

    def _form(self, run: Any, paragraph: Any) -> Form:
        own = run.find(f"{_W}rPr")
        named = None if own is None else own.find(f"{_W}rStyle")
        chain = [own]
        chain += [
            style.find(f"{_W}rPr")
            for style in self._chain(None if named is None else named.get(f"{_W}val"))
        ]
        chain += [style.find(f"{_W}rPr") for style in self._paragraph_chain(paragraph)]
        chain += self.defaults
        properties = [one for one in chain if one is not None]
        size = _first(properties, "sz", "val") or "20"
        colour = _first(properties, "color", "val") or "auto"
        return Form(
            bold=_is_on(properties, "b"),
            italic=_is_on(properties, "i"),
            size=float(size) / 2,
            fonts=self._fonts(properties),
            colour="000000" if colour == "auto" else colour.upper(),
            underlined=(_first(properties, "u", "val") or "none") != "none",
        )

    def _fonts(self, properties: list[Any]) -> frozenset[str]:
        """The fonts of plain letters and of those with marks, themes resolved."""
        found = set()
        for script in ("ascii", "hAnsi"):
            for one in properties:
                fonts = one.find(f"{_W}rFonts")
                if fonts is None:
                    continue
                theme = fonts.get(f"{_W}{script}Theme")
                name = self._theme.get((theme or "")[:5]) or fonts.get(f"{_W}{script}")
                if name:
                    found.add(name)
                    break
        return frozenset(found)

    @cached_property
    def _theme(self) -> dict[str, str]:
        """The fonts of the theme, by the first letters of the word that names them: major, minor."""
        from defusedxml.ElementTree import fromstring

        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/theme"):
                theme = fromstring(relation.target_part.blob)
                return {
                    kind: font.get("typeface", "")
                    for kind in ("major", "minor")
                    for font in theme.iterfind(f".//{_A}{kind}Font/{_A}latin")
                }
        return {}

    # -- styles ------------------------------------------------------------------------------------------------------

    def _chain(self, id_: str | None) -> Iterator[Any]:
        """A style and those that it is based on."""
        seen = set()
        while id_ in self.styles and id_ not in seen:
            seen.add(id_)
            style = self.styles[id_]
            yield style
            based = style.find(f"{_W}basedOn")
            id_ = None if based is None else based.get(f"{_W}val")

    def _paragraph_chain(self, paragraph: Any) -> Iterator[Any]:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._chain(self.normal if named is None else named.get(f"{_W}val"))

    def _style_name(self, paragraph: Any) -> str:
        for style in self._paragraph_chain(paragraph):
            name = style.find(f"{_W}name")
            return "" if name is None else name.get(f"{_W}val").lower()
        return ""

    def _of_paragraph_style(self, paragraph: Any, tag: str, *names: str) -> str | None:
        """The first value of a property of paragraphs under any of these names."""
        chain = [paragraph, *self._paragraph_chain(paragraph)]
        properties = [one.find(f"{_W}pPr") for one in chain]
        properties += self.defaults
        return _first([one for one in properties if one is not None], tag, *names)

    def _gap(self, paragraph: Any, side: str) -> float:
        """The gap before or after a paragraph in points."""
        if self._of_paragraph_style(paragraph, "spacing", f"{side}Autospacing") not in (
            None,
            *_OFF,
        ):
            return 14.0
        return float(self._of_paragraph_style(paragraph, "spacing", side) or 0) / 20

    def _indent(self, paragraph: Any) -> float:
        first = float(self._of_paragraph_style(paragraph, "ind", "firstLine") or 0)
        left = float(self._of_paragraph_style(paragraph, "ind", "left", "start") or 0)
        hanging = float(self._of_paragraph_style(paragraph, "ind", "hanging") or 0)
        return (left + first - hanging) * PT / 20 / CM

    def _spacing(self, paragraph: Any, size: float) -> float:
        line = float(self._of_paragraph_style(paragraph, "spacing", "line") or _SINGLE)
        kind = self._of_paragraph_style(paragraph, "spacing", "lineRule") or "auto"
        if kind == "auto":
            return line / _SINGLE
        measured = line / 20 / (size * _LINE_HEIGHT)
        return max(1.0, measured) if kind == "atLeast" else measured

    def _cell(self, paragraph: Any) -> tuple[int, int, int] | None:
        """The cell of a table that holds a paragraph: table, row, column."""
        for cell in paragraph.iterancestors(f"{_W}tc"):
            row = cell.getparent()
            table = next(cell.iterancestors(f"{_W}tbl"))
            return self.tables.index(table), table.index(row), row.index(cell)
        return None

    # -- pages -------------------------------------------------------------------------------------------------------

    def _sheets(self) -> Iterator[Sheet]:
        sections = list(self.document.sections)
        for number, section in enumerate(sections, 1):
            margins = {
                "trên": section.top_margin,
                "dưới": section.bottom_margin,
                "trái": section.left_margin,
                "phải": section.right_margin,
            }
            yield Sheet(
                where="" if len(sections) == 1 else f"phần {number} (section)",
                width=(section.page_width or 0) / MM,
                height=(section.page_height or 0) / MM,
                margins={
                    side: (value / MM, value / MM)
                    for side, value in margins.items()
                    if value is not None
                },
            )

    def _numbers(self) -> PageNumbers:
        """The page number of each section's pages, and whether the first page has one."""
        shown: list[Line] = []
        elsewhere: list[str] = []
        missing: list[str] = []
        on_first = False
        for number, section in enumerate(self.document.sections, 1):
            found = list(self._page_fields(section.header))
            shown += found
            name = f"phần {number} (section)"
            feet = [section.footer]
            if section.different_first_page_header_footer:
                feet.append(section.first_page_footer)
            below = any(list(self._page_fields(foot)) for foot in feet)
            if below:
                elsewhere.append(f"{name}: số trang ở chân trang")
            elif not found:
                missing.append(f"{name}: không có số trang ở lề trên")
            if number == 1 and (found or below):
                first = section.first_page_header
                titled = section.different_first_page_header_footer
                on_first = not titled or bool(list(self._page_fields(first)))
        return PageNumbers(tuple(shown), tuple(elsewhere), tuple(missing), on_first)

    def _page_fields(self, part: Any) -> Iterator[Line]:
        """The paragraphs of a header or footer that hold the field of the page number."""
        for paragraph in part._element.iter(f"{_W}p"):  # noqa: SLF001 - paragraphs in content controls too
            codes = [one.text or "" for one in paragraph.iter(f"{_W}instrText")]
            codes += [one.get(f"{_W}instr", "") for one in paragraph.iter(f"{_W}fldSimple")]
            if not any("PAGE" in code.split() for code in codes):
                continue
            forms = [self._form(run, paragraph) for run in paragraph.iter(f"{_W}r")]
            text = plain("".join(one.text or "" for one in paragraph.iter(f"{_W}t"))) or "PAGE"
            line = self._line(text, forms, paragraph, 0)
            frame = paragraph.find(f"{_W}pPr/{_W}framePr")
            tabs = len(
                [one for one in paragraph.iter(f"{_W}tab") if one.getparent().tag == f"{_W}r"]
            )
            # the first tab of Word's style of headers is in the middle
            if tabs == 1 or (frame is not None and frame.get(f"{_W}xAlign") == "center"):
                line = replace(line, align="giữa")
            yield line


def _first(properties: list[Any], tag: str, *names: str) -> str | None:
    """The first value of an element's attribute along a chain of properties."""
    for one in properties:
        element = one.find(f"{_W}{tag}")
        if element is None:
            continue
        for name in names:
            value = element.get(f"{_W}{name}")
            if value is not None:
                return str(value)
    return None


def _is_on(properties: list[Any], tag: str) -> bool:
    for one in properties:
        element = one.find(f"{_W}{tag}")
        if element is not None:
            return element.get(f"{_W}val", "1") not in _OFF
    return False


def _draws(paragraph: Any) -> bool:
    return any(part.tag in _DRAWN for part in paragraph.iter())


def _is_ruled(paragraph: Any) -> bool:
    """Whether a rule is under a paragraph: its border, that of the next, or a line drawn in either."""
    below = paragraph.getnext()
    if paragraph.find(f"{_W}pPr/{_W}pBdr/{_W}bottom") is not None or _draws(paragraph):
        return True
    if below is None or below.tag != f"{_W}p":
        return False
    return below.find(f"{_W}pPr/{_W}pBdr/{_W}top") is not None or _draws(below)
