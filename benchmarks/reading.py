"""One timed read of a register, in a process of its own: `python -m benchmarks.reading WAY PATH` prints a line of JSON.

The libraries are imported before the clock starts, in every way.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.pandas_compat
import pyarrow.parquet  # noqa: F401 - loaded by pandas when it writes
from benchmarks.registers import YEAR
from python_calamine import CalamineWorkbook

from analysis.adopting.answers import Answers
from analysis.adopting.arrangement import BY_RULES
from analysis.edition import Edition
from analysis.proposing.proposals import look_at
from analysis.raw.folder import read_raw
from analysis.registers.reader import read_registers
from analysis.stages.cleaning import clean_edition
from analysis.stages.processed import write_clean


def to_processed(folder: Path) -> None:
    """This program: the folder of raw files to processed tables on disk."""
    figures, clean = clean_edition(read_raw(folder), Edition("tinh", YEAR, YEAR))
    with tempfile.TemporaryDirectory() as processed:
        write_clean(Path(processed), figures, clean)


def only_read(folder: Path) -> None:
    """This program: the registers of a folder to schemes."""
    read_registers(read_raw(folder).registers, (), BY_RULES)


def looked_at(folder: Path) -> None:
    """This program: the look of `make adopt` at the registers of a folder."""
    for source in read_raw(folder).registers:
        look_at(source, Answers())


def with_pandas(path: Path) -> None:
    """The read that keeps values as printed."""
    pd.read_csv(path, dtype=str, keep_default_na=False)


def with_calamine(path: Path) -> None:
    """A bare calamine read of the first sheet."""
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def with_openpyxl(path: Path) -> None:
    """One pass of openpyxl in read-only mode."""
    for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        pass


WAYS: dict[str, Callable[[Path], None]] = {
    "csv-many": to_processed,
    "csv-country": to_processed,
    "xlsx": to_processed,
    "answered": to_processed,
    "read": only_read,
    "look": looked_at,
    "pandas-many": with_pandas,
    "calamine": with_calamine,
    "openpyxl": with_openpyxl,
}


def megabytes() -> int:
    """The most memory that this process held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    """Read once and tell the seconds, those of the processor and the peak of memory."""
    way, path = sys.argv[1:]
    started, processor = time.perf_counter(), time.process_time()
    WAYS[way](Path(path))
    told = {
        "seconds": time.perf_counter() - started,
        "processor": time.process_time() - processor,
        "megabytes": megabytes(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
