"""Which step is running, shown while it runs: one moving line on a terminal, nothing where the output is a file.

What a step has to say is printed as plain lines in both cases.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(steps: int) -> Iterator[Callable[[int, str], None]]:
    """Show how many of `steps` are done; what is yielded takes the number of the step that begins, and its title."""
    if not _on_terminal():
        yield lambda _number, _title: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=12),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as display:
        task = display.add_task("", total=steps)
        yield lambda number, title: display.update(task, completed=number - 1, description=title)


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
