"""The copy of a notebook that was run: what of it is the same everywhere, and its prose."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from analysis.language.marks import printed_marks
from analysis.running.files import read_notebook, write_json

Cell = dict[str, Any]
PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
INTERNAL_TAG = "noi-bo"
LEFT_OUT = {PARAMETERS_TAG, INJECTED_TAG, INTERNAL_TAG}
ERROR_MARKER_TAG = "papermill-error-cell-tag"
HEADING = "tieu-de"
"""The entry of a cell's metadata with the classes and the id of its heading, which JupyterLab would print."""
# What differs between two runs in warnings, tracebacks and plain representations.
CELL_FILE = re.compile(r"[^\s\"'<]*ipykernel_\d+[/\\]\d+\.py")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
FIRST_HEADING = re.compile(r"^#+ .*\S", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")


def export_markdown(executed: Path, target: Path) -> None:
    """Write the prose of an executed notebook as Pandoc Markdown: UTF-8, NFC, LF.

    Code, the parameters and printed text are left out; of a cell's results only `text/markdown` is
    taken. Parts stand between blank lines.
    """
    parts: list[str] = []
    for cell in read_notebook(executed)["cells"]:
        if not LEFT_OUT & tags_of(cell):
            parts += _prose(cell)
    text = unicodedata.normalize("NFC", "\n\n".join(parts))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    target.write_text(
        BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", encoding="utf-8", newline="\n"
    )


def _prose(cell: Cell) -> Iterator[str]:
    """The text of a Markdown cell, or the Markdown results of another, each a part."""
    if cell["cell_type"] != "code":
        yield _with_attributes(cell, printed_marks(text_of(cell["source"])))
        return
    for output in cell["outputs"]:
        if text := output.get("data", {}).get("text/markdown"):
            yield text_of(text).strip()


def _with_attributes(cell: Cell, text: str) -> str:
    """The text of a Markdown cell, its first heading with the attributes that the metadata hold."""
    attributes = cell["metadata"].get(HEADING)
    if not attributes:
        return text
    return FIRST_HEADING.sub(lambda match: f"{match[0]} {{{attributes}}}", text, count=1)


def clean_file(executed: Path, source: Path) -> list[Cell]:
    """Rewrite the executed copy without what differs between runs; its cells."""
    notebook = clean(read_notebook(executed), read_notebook(source))
    write_json(executed, notebook, sort_keys=True)
    cells: list[Cell] = notebook["cells"]
    return cells


def clean(executed: Cell, source: Cell) -> Cell:
    """The executed notebook as the same run leaves it anywhere: no clock, no paths, stable ids."""
    names = iter([cell.get("id", f"cell-{n}") for n, cell in enumerate(source["cells"], 1)])
    metadata = _without(executed["metadata"], "papermill")
    metadata["language_info"] = _without(metadata.get("language_info", {}), "version")
    cells = []
    for cell in executed["cells"]:
        tags = tags_of(cell)
        if ERROR_MARKER_TAG not in tags:
            name = INJECTED_TAG if INJECTED_TAG in tags else next(names)
            cells.append(_clean_cell(cell, name))
    return {**executed, "cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _without(items: Cell, *names: str) -> Cell:
    return {key: value for key, value in items.items() if key not in names}


def _clean_cell(cell: Cell, name: str) -> Cell:
    metadata = _without(cell["metadata"], "papermill", "execution")
    if not tags_of(cell):
        metadata.pop("tags", None)
    cleaned = {**cell, "id": name, "metadata": metadata}
    if "outputs" in cell:
        cleaned["outputs"] = [_clean_output(output) for output in _streams_joined(cell["outputs"])]
    return cleaned


def _clean_output(output: Cell) -> Cell:
    cleaned = dict(output)
    for name, held in output.items():
        if name in ("text", "text/plain"):
            cleaned[name] = _masked(held)
        elif name == "traceback":
            cleaned[name] = ["".join(_masked(frame)) for frame in held]
        elif name == "data":
            cleaned[name] = _clean_output(held)
    return cleaned


def _masked(text: Sequence[str]) -> list[str]:
    """The text in lines, as notebooks store it, without addresses and temporary files."""
    return ADDRESS.sub(" at 0x…", CELL_FILE.sub("ô mã", text_of(text))).splitlines(keepends=True)


def _streams_joined(outputs: Sequence[Cell]) -> list[Cell]:
    """Printed text and warnings, which come in an order of chance: joined, stdout first."""
    joined: list[Cell] = []
    for kind, neighbours in groupby(outputs, key=itemgetter("output_type")):
        if kind != "stream":
            joined += neighbours
            continue
        texts: defaultdict[str, str] = defaultdict(str)
        for stream in neighbours:
            texts[stream["name"]] += text_of(stream["text"])
        for name, text in sorted(texts.items(), reverse=True):
            joined.append({"output_type": kind, "name": name, "text": text})
    return joined


def text_of(source: Sequence[str]) -> str:
    """A text of a notebook, which is stored whole or in lines."""
    return "".join(source)


def tags_of(cell: Cell) -> set[str]:
    """The tags of a cell."""
    return set(cell.get("metadata", {}).get("tags", ()))
