"""The line below a table or a chart that tells where its values come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePosixPath

from analysis.book.book import Origin
from analysis.document.blocks import Block, Cell, inlines, quoted, values_in
from analysis.issued.files import ISSUED_FOLDER
from analysis.report.view import Report
from analysis.span import said_date

OPENING = "Nguồn: "
EXHIBITS = ("table", "figure")


class SourceLines:
    """The names of sources of values, each found once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._of_value: dict[str, dict[str, None]] = {}

    def below(self, block: Block) -> Block:
        """A table or chart with its line; one that traces each value by itself, or has none, stays as it is."""
        traces = any("anchor" in row for row in block.get("rows", ()))
        if block["kind"] not in EXHIBITS or traces:
            return block
        names = self.names(values_in(block))
        return {**block, "source": _line(names)} if names else block

    def names(self, ids: Iterable[str]) -> list[str]:
        """The sources of values, each once, in the order in which the values rest on them."""
        found: dict[str, None] = {}
        for id_ in ids:
            found |= self._names_of(id_)
        return list(found)

    def _names_of(self, id_: str) -> dict[str, None]:
        if id_ not in self._of_value:
            value = self.report.book[id_]
            found = dict.fromkeys(map(self._name, value.origins))
            for name in value.inputs:
                found |= self._names_of(name)
            self._of_value[id_] = found
        return self._of_value[id_]

    def _name(self, origin: Origin) -> str:
        """What a source is called: who published it and when; of a register or a record the name of its file.

        The ending of a name is for machines, and in the technical part; files that differ in nothing else
        are told apart by their type.
        """
        path = PurePosixPath(origin.file)
        file = path.stem
        if origin.file.startswith(ISSUED_FOLDER):
            return f"báo cáo đã phát hành ({file})"
        source = self._published.get((origin.file, origin.row), "")
        told = self._listed.get(source)
        if told is None:
            kind = f" ({path.suffix[1:].upper()})" if file in self._alike else ""
            return source or f"tệp {file}{kind}"
        return ", ".join(
            filter(None, (told["publisher"] or told["subject"], said_date(told["date"])))
        )

    @cached_property
    def _alike(self) -> set[str]:
        """The names without ending that several files have."""
        files = {figure.file for figure in self.report.figures}
        times = Counter(PurePosixPath(file).stem for file in files)
        return {name for name, count in times.items() if count > 1}

    @cached_property
    def _published(self) -> dict[tuple[str, int], str]:
        """The ids of sources by file and row of their figures."""
        return {
            (figure.file, figure.row): figure.source
            for figure in self.report.figures
            if not (figure.parts or figure.column)
        }

    @cached_property
    def _listed(self) -> dict[str, dict[str, str]]:
        return {source["id"]: source for source in self.report.clean.sources}


def _line(names: Iterable[str]) -> Cell:
    parts = [quoted(name) for name in names]
    line = inlines(OPENING)
    for number, part in enumerate(parts):
        line += inlines("; " if number else "", part)
    return inlines(line, ".")
