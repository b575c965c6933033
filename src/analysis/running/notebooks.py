"""Run a notebook through papermill, keep a copy without traces of time and place, export its prose as Markdown."""

from __future__ import annotations

import ast
import errno
import functools
import json
import logging
import re
import sys
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import errors
from analysis.errors import AnalysisError, NotebookError
from analysis.faults import printable
from analysis.language.marks import printed_marks
from analysis.running import kernels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbconvert.exporters.markdown import MarkdownExporter

Cell = dict[str, Any]

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
INTERNAL_TAG = "noi-bo"
LEFT_OUT = {PARAMETERS_TAG, INJECTED_TAG, INTERNAL_TAG}
ERROR_MARKER_TAG = "papermill-error-cell-tag"
ENGINE = "khuyen-cong"
# Imports that papermill tries and a run never uses: a grammar that takes 1.5 s to build, and
# Hadoop.
UNUSED_MODULES = ("rfc3987_syntax", "pyarrow")
# What differs between two runs in warnings, tracebacks and plain representations.
CELL_FILE = re.compile(r"[^\s\"'<]*ipykernel_\d+[/\\]\d+\.py")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
BLANK_LINES = re.compile(r"\n{3,}")
DISK_FULL = tuple(
    f"[Errno {number}]"
    for number in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
)

# Its warnings would reach the terminal in English; what matters of them comes as an error.
logging.getLogger("papermill").addHandler(logging.NullHandler())


def execute(notebook: Path, executed: Path, parameters: Mapping[str, object], cwd: Path) -> None:
    """Run `notebook` in the folder `cwd` with `parameters` and write the executed copy, free of time stamps.

    Raises NotebookError, before any run, unless exactly one cell is tagged `parameters` and assigns
    every parameter given; and when a cell fails, naming the cell, the reason and the executed copy.
    """
    check_parameters(notebook, parameters)
    with _unused_modules_hidden():
        import papermill

    executed.parent.mkdir(parents=True, exist_ok=True)
    executed.unlink(missing_ok=True)
    try:
        papermill.execute_notebook(
            _literal(notebook),
            _literal(executed),
            dict(parameters),
            cwd=str(cwd),
            progress_bar=False,
            # it saves before and after every cell else; what a failing cell leaves is saved all the
            # same
            request_save_on_cell_execute=False,
            engine_name=_engine(),
            copy_of_the_dead=executed,
            **kernels.kernel_options(),
        )
    except papermill.PapermillExecutionError as error:
        cells = _clean_file(executed, notebook)
        trace = "" if _is_users_mistake(error.ename) else COLOUR.sub("", "\n".join(error.traceback))
        raise NotebookError(_failure(notebook, executed, cells, error), trace) from error
    except RuntimeError as error:
        if "kernel" not in str(error).lower():
            raise
        raise NotebookError(_death(notebook, executed)) from error
    _clean_file(executed, notebook)


@functools.cache
def _engine() -> str:
    """The name of papermill's engine, which also leaves a copy when the kernel dies in a cell."""
    with _unused_modules_hidden():
        from papermill.engines import NBClientEngine, papermill_engines

    class Engine(NBClientEngine):  # type: ignore[misc]  # papermill comes without types
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, *, copy_of_the_dead: Path, **options: Any
        ) -> None:
            try:
                super().execute_managed_notebook(nb_man, kernel_name, **options)
            except RuntimeError:
                text = json.dumps(nb_man.nb, ensure_ascii=False)
                copy_of_the_dead.write_text(text, encoding="utf-8")
                raise

    papermill_engines.register(ENGINE, Engine)
    return ENGINE


def _literal(path: Path) -> str:
    """A path as papermill takes it, which reads braces in a path as names of parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def check_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Raise NotebookError unless `notebook` has one cell tagged `parameters` that assigns every name given."""
    cells = [cell for cell in _read_notebook(notebook)["cells"] if PARAMETERS_TAG in _tags(cell)]
    where = printable(str(notebook))
    if len(cells) != 1:
        raise NotebookError(
            f"{where}: cần đúng một ô mã mang nhãn “parameters”, hiện có {len(cells)} ô."
        )
    try:
        assigned = sorted(_assigned_names(_text(cells[0]["source"])))
    except SyntaxError as error:
        raise NotebookError(
            f"{where}: ô “parameters” sai cú pháp Python ở dòng {error.lineno}: {error.msg}."
        ) from error
    unknown = sorted(set(parameters).difference(assigned))
    if unknown:
        raise NotebookError(
            f"{where}: ô “parameters” không khai báo tham số {', '.join(unknown)}; "
            f"các tham số đã khai báo: {', '.join(assigned) or 'không có'}."
        )


def export_markdown(executed: Path, target: Path) -> None:
    """Write the standing prose of an executed notebook as Pandoc Markdown: UTF-8, NFC, LF, the same bytes each time.

    Code, the parameters and printed text are left out; of a cell's results only `text/markdown` is
    taken.
    """
    from nbformat import from_dict

    notebook = _read_notebook(executed)
    notebook["cells"] = [_prose(cell) for cell in notebook["cells"] if not LEFT_OUT & _tags(cell)]
    body, _ = _exporter().from_notebook_node(from_dict(notebook))
    text = unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n"))
    target.write_text(
        BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", encoding="utf-8", newline="\n"
    )


@functools.cache
def _exporter() -> MarkdownExporter:
    with _unused_modules_hidden():
        from nbconvert.exporters.markdown import MarkdownExporter
    from traitlets.config import Config

    priority = {"display_data_priority": ["text/markdown"]}
    settings = {"exclude_input": True, "exclude_output_prompt": True, "default_preprocessors": []}
    return MarkdownExporter(
        config=Config({"NbConvertBase": priority, "TemplateExporter": settings})
    )


def _prose(cell: Cell) -> Cell:
    """The cell with its Markdown results alone, each a block between blank lines."""
    if cell["cell_type"] != "code":
        return {**cell, "source": printed_marks(_text(cell["source"]))}
    results = [output.get("data", {}) for output in cell["outputs"]]
    blocks = [_text(data["text/markdown"]).strip() for data in results if "text/markdown" in data]
    shown = {"output_type": "display_data", "metadata": {}}
    return {
        **cell,
        "source": "",
        "outputs": [{**shown, "data": {"text/markdown": f"\n{text}\n"}} for text in blocks],
    }


def _clean_file(executed: Path, source: Path) -> list[Cell]:
    """Rewrite the executed copy without what differs between runs; its cells."""
    notebook = clean(_read_notebook(executed), _read_notebook(source))
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    executed.write_text(text + "\n", encoding="utf-8", newline="\n")
    cells: list[Cell] = notebook["cells"]
    return cells


def clean(executed: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    """The executed notebook as the same run leaves it any time, anywhere: no clock, no paths, stable cell ids."""
    names = iter(
        [cell.get("id", f"cell-{number}") for number, cell in enumerate(source["cells"], 1)]
    )
    cells = [cell for cell in executed["cells"] if ERROR_MARKER_TAG not in _tags(cell)]
    metadata = {key: value for key, value in executed["metadata"].items() if key != "papermill"}
    metadata["language_info"] = {
        k: v for k, v in metadata.get("language_info", {}).items() if k != "version"
    }
    named = [
        _clean_cell(cell, INJECTED_TAG if INJECTED_TAG in _tags(cell) else next(names))
        for cell in cells
    ]
    return {**executed, "cells": named, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _clean_cell(cell: Cell, name: str) -> Cell:
    kept = {
        k: v
        for k, v in cell["metadata"].items()
        if k not in ("papermill", "execution") and (k != "tags" or v)
    }
    cleaned = {**cell, "id": name, "metadata": kept}
    if "outputs" in cell:
        cleaned["outputs"] = [_clean_output(output) for output in _streams_joined(cell["outputs"])]
    return cleaned


def _clean_output(output: dict[str, Any]) -> dict[str, Any]:
    cleaned = dict(output)
    if "text" in output:
        cleaned["text"] = _masked(output["text"])
    if "traceback" in output:
        cleaned["traceback"] = ["".join(_masked(frame)) for frame in output["traceback"]]
    if "text/plain" in output.get("data", {}):
        cleaned["data"] = {**output["data"], "text/plain": _masked(output["data"]["text/plain"])}
    return cleaned


def _masked(text: str | Sequence[str]) -> list[str]:
    """The text, in lines as notebooks store it, without addresses in memory and names of temporary files."""
    return ADDRESS.sub(" at 0x…", CELL_FILE.sub("ô mã", _text(text))).splitlines(keepends=True)


def _streams_joined(outputs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Printed text and warnings reach us in an order that depends on timing: join neighbours, stdout first."""
    joined: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] != "stream":
            joined.append(output)
            continue
        start = len(joined)
        while start and joined[start - 1]["output_type"] == "stream":
            start -= 1
        same = [near for near in joined[start:] if near["name"] == output["name"]]
        if same:
            same[0]["text"] = _text(same[0]["text"]) + _text(output["text"])
        else:
            joined.append(dict(output))
            joined[start:] = sorted(
                joined[start:], key=lambda near: str(near["name"]), reverse=True
            )
    return joined


def _failure(notebook: Path, executed: Path, cells: Sequence[Cell], error: Any) -> str:
    """The Vietnamese text for a failed cell."""
    where = f"{_cell_name(notebook, cells, error.cell_index)} (In [{error.exec_count}])"
    copy = f"Bản đã chạy tới ô này: {_from_here(executed)}"
    if _is_users_mistake(error.ename):
        return f"{error.evalue}\nDừng tại {where}. {copy}"
    return f"{where}: {_reason(error.ename, error.evalue)}\n{copy}"


def _is_users_mistake(name: str) -> bool:
    known = getattr(errors, name, None)
    return isinstance(known, type) and issubclass(known, AnalysisError)


def _from_here(path: Path) -> str:
    """The path as a person in the project's folder types it."""
    here = Path.cwd()
    return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _cell_name(notebook: Path, cells: Sequence[Cell], index: int) -> str:
    """Notebook and cell, counted from 1 as the cells stand in the notebook's source."""
    before = cells[: index + 1]
    return f"{_from_here(notebook)}, ô số {len(before) - sum(INJECTED_TAG in _tags(cell) for cell in before)}"


def _reason(name: str, message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    last = f"{name}: {lines[-1]}" if lines else name
    if message.startswith(DISK_FULL):
        return f"đĩa đã đầy, hết dung lượng ({last})."
    return f"mã trong ô dừng vì lỗi {last}"


def _death(notebook: Path, executed: Path) -> str:
    """The Vietnamese text for a kernel that died; papermill has saved which cells were begun."""
    where = printable(str(notebook))
    if executed.exists():
        cells = _read_notebook(executed)["cells"]
        begun = [
            n for n, cell in enumerate(cells) if cell["metadata"]["papermill"].get("start_time")
        ]
        where = _cell_name(notebook, cells, begun[-1]) if begun else where
        _clean_file(executed, notebook)
    return f"{where}: chương trình tính dừng đột ngột, thường vì máy thiếu bộ nhớ."


def _assigned_names(code: str) -> Iterator[str]:
    for statement in ast.parse(code).body:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [getattr(statement, "target", None)]
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _read_notebook(path: Path) -> dict[str, Any]:
    try:
        notebook: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotebookError(f"{printable(str(path))}: không có sổ tính này.") from error
    except ValueError:
        notebook = None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or "cells" not in notebook:
        raise NotebookError(
            f"{printable(str(path))}: không phải sổ tính Jupyter (định dạng 4) đọc được."
        )
    return notebook


def _text(source: str | Sequence[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell.get("metadata", {}).get("tags", ()))


@contextmanager
def _unused_modules_hidden() -> Iterator[None]:
    """Let an import believe that the unused modules are not installed; those already imported stay."""
    hidden = [name for name in UNUSED_MODULES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            if sys.modules.get(name, ...) is None:
                del sys.modules[name]
